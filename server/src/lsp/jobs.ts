import type { WorkspaceEdit } from 'vscode-languageserver';
import type { DraftComment } from '../comments.js';
import type { Change, Comparison } from '../compare/change.js';
import { summaryOf } from '../compare/comparison-json.js';
import { numberLoadedComparison } from '../consultation/change-numbering.js';
import { isChangePaper, makeChangePaper } from '../consultation/change-papers.js';
import { type ChecklistPart, type ChecklistPlace, checklistOf } from '../consultation/checklist.js';
import { ConclusionsRefused, concludeProject } from '../consultation/conclusions/conclude.js';
import { exportDocument } from '../consultation/export-document.js';
import { encodeUtf8 } from '../consultation/file-names.js';
import { readFilledTemplate } from '../consultation/filled-template.js';
import {
  type ChangedFile,
  InForceRefused,
  planBringIntoForce,
  saysWhatIsInForce,
} from '../consultation/in-force/bring-into-force.js';
import { carryOut, carryOutUndo, planUndo } from '../consultation/in-force/carry-out.js';
import type { VersionTags } from '../consultation/in-force/version-tags.js';
import { findPaperForm } from '../consultation/makings.js';
import { numberProjectChanges } from '../consultation/number-project-changes.js';
import { draftOverviewRows, overviewEdit, overviewToMarkdown } from '../consultation/overview.js';
import { packSummary } from '../consultation/pack-summary.js';
import { notifyProject, PackRefused, packProject } from '../consultation/project-pack.js';
import { mergeByQuestion, type Response, responsesToMarkdown } from '../consultation/responses.js';
import { describeEvent } from '../consultation/timeline.js';
import { timelinePicture } from '../consultation/timeline-picture.js';
import { anchorDraft } from '../export/manuscript/anchors.js';
import { isMarkSchemeName } from '../export/mark-schemes.js';
import type { Typesetter } from '../export/pdf/typesetter.js';
import { Cancelled, hasFailed, messageOf } from '../failure.js';
import { listChangeItems } from '../features/change-items.js';
import { displayNameOf, nameVersionInForce } from '../features/display-text.js';
import { alignInForce } from '../features/in-force.js';
import { listProvisionChanges, type ProvisionChange } from '../features/known-changes.js';
import { createOpenProject } from '../features/open-project.js';
import { findChangedWords, restoreWordsInForce } from '../features/restored-words.js';
import type { PastedHtml, PastedText } from '../import/html/paste-html.js';
import { applyInstructions } from '../instructions/apply.js';
import { nameInstruction } from '../instructions/mark-instructions.js';
import {
  type ApplyParams,
  type ApplyResult,
  type BringIntoForceParams,
  type BringIntoForceResult,
  type ChangePaperParams,
  type ChecklistEntry,
  type ChecklistResult,
  type CompareResult,
  type ConcludeParams,
  type ConcludeResult,
  type EditOrRefusal,
  type ExportParams,
  type ExportResult,
  HAS_NO_VERSION_IN_FORCE,
  type ImportParams,
  type ImportResult,
  type InForceResult,
  IS_IN_FORCE,
  type MarkUpsParams,
  type MarkUpsResult,
  type NameDraftParams,
  type NameDraftResult,
  type NotifyResult,
  type NumberChangesResult,
  type OverviewResult,
  type PackResult,
  type PreviewParams,
  type PreviewResult,
  type ResponsesResult,
  type RestoreParams,
  type TakeMarkUpsParams,
} from '../protocol.js';
import type { Finding } from '../rules/finding.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { readDraftText } from '../workspace/draft-text.js';
import type { Host } from '../workspace/host.js';
import { endingOf, fileNameOf, folderOf, foldersAbove, isBelow, resolveUri } from '../workspace/uri.js';
import type { Workspace } from '../workspace/workspace.js';
import type { JobPlace, KeptProject, KeptProjectState } from './kept-project.js';

/** Why a file that is no draft cannot be compared. */
export const NOT_A_DRAFT =
  'This file is not a draft. Give it front matter with a “document:” entry, or name it in keeling.yaml.';

type OpenPlace = Pick<JobPlace, 'open'>;

/**
 * Work that takes too long for the thread that answers typing. Plain data, so that it can cross to
 * a worker.
 */
export type Job =
  /** All findings of a project or of one loose draft, including those that need a comparison. */
  | (JobPlace & { readonly kind: 'check' })
  | (JobPlace & { readonly kind: 'compare'; readonly uri: string })
  /** A draft as a page; its changes marked where it has a version in force. */
  | (JobPlace & PreviewParams & { readonly kind: 'preview'; readonly author: string })
  /** Gives changed provisions their words in force. */
  | (JobPlace & { readonly kind: 'restore'; readonly restored: RestoreParams })
  /** The text of a draft's version in force; if `aligned`, in the draft's order. */
  | (JobPlace & { readonly kind: 'inForce'; readonly uri: string; readonly aligned: boolean })
  | (JobPlace & {
      readonly kind: 'pack';
      readonly output: string | null;
      readonly marks: string | null;
      readonly draft: boolean;
      readonly decision: boolean;
      /** The author for a project that names none; empty for none. */
      readonly author: string;
    })
  | (JobPlace & ExportParams & { readonly kind: 'export'; readonly author: string })
  /** What respondents changed in a draft. */
  | (JobPlace & { readonly kind: 'markUps'; readonly asked: MarkUpsParams })
  | (JobPlace & { readonly kind: 'takeMarkUps'; readonly asked: TakeMarkUpsParams })
  | (JobPlace & ConcludeParams & { readonly kind: 'conclude'; readonly author: string })
  | (JobPlace & BringIntoForceParams & { readonly kind: 'bringIntoForce' })
  | (JobPlace & ChangePaperParams & { readonly kind: 'changePaper'; readonly author: string })
  | (JobPlace & ApplyParams & { readonly kind: 'apply' })
  | (JobPlace & { readonly kind: 'numberChanges' })
  | (JobPlace & { readonly kind: 'notify' })
  | (JobPlace & { readonly kind: 'checklist' })
  | (JobPlace & { readonly kind: 'overview' })
  /** The answers of filled response templates, by question. */
  | { readonly kind: 'responses'; readonly uris: readonly string[]; readonly confidential: boolean }
  /** Names a text as a draft in a project file. */
  | (OpenPlace & { readonly kind: 'nameDraft'; readonly named: NameDraftParams })
  /** A draft's text of HTML. */
  | { readonly kind: 'paste'; readonly pasted: PastedHtml }
  /** Drafts of Word files. */
  | (OpenPlace & { readonly kind: 'import'; readonly asked: ImportParams });

/** What a full check found, and the changes of each draft since its version in force. */
export interface CheckResult {
  readonly findings: readonly Finding[];
  readonly changes: readonly { readonly uri: string; readonly changes: readonly ProvisionChange[] }[];
}

/** What each kind of job results in. */
export interface JobResults {
  readonly check: CheckResult;
  readonly compare: CompareResult;
  readonly preview: PreviewResult;
  readonly restore: EditOrRefusal<WorkspaceEdit>;
  readonly inForce: InForceResult;
  readonly pack: PackResult;
  readonly export: ExportResult;
  readonly markUps: MarkUpsResult<DraftComment>;
  readonly takeMarkUps: EditOrRefusal<WorkspaceEdit>;
  readonly conclude: ConcludeResult;
  readonly bringIntoForce: BringIntoForceResult;
  readonly changePaper: ExportResult;
  readonly apply: ApplyResult;
  readonly numberChanges: NumberChangesResult;
  readonly notify: NotifyResult;
  readonly checklist: ChecklistResult;
  readonly overview: OverviewResult;
  readonly responses: ResponsesResult;
  readonly import: ImportResult;
  readonly nameDraft: NameDraftResult;
  readonly paste: PastedText | null;
}

/** How far a job is: steps done of all steps, and what is being done. */
export interface JobProgress {
  readonly done: number;
  readonly total: number;
  readonly what: string;
}

/** Hears how far a job is. The job waits for the promise that it returns. */
export type JobListener = (progress: JobProgress) => void | Promise<void>;

/** Does jobs: in a worker thread, or right here in a test. */
export interface JobRunner {
  /**
   * @param signal gives the job up: it fails unless it is done already, and nothing is half written
   */
  run<K extends Job['kind']>(
    job: Extract<Job, { kind: K }>,
    progress?: JobListener,
    signal?: AbortSignal,
  ): Promise<JobResults[K]>;
  /** Ends the job that is being done, and the thread with it. */
  dispose(): void;
}

/** A file by its URI; null for none. */
export interface WrittenFile {
  readonly uri: string;
  readonly bytes: Uint8Array | null;
}

/** What a job needs from outside. */
export interface JobWorld {
  readonly host: Host;
  /** The project of the last job. */
  readonly kept: KeptProject;
  readonly typesetter: Typesetter;
  /** Marks versions in git; left out where there is no git. */
  readonly tags?: VersionTags;
  /**
   * Writes files whole, all or none, and none outside of the folder `within`. A file without bytes
   * is removed.
   * @param project the folder that is looked into for what a writer that ended early has left
   * @param expected what must be on disk still, by URI; null for no file
   */
  write(
    files: readonly WrittenFile[],
    folders: { readonly within: string; readonly project: string },
    expected?: readonly WrittenFile[],
  ): Promise<void>;
  now(): string;
}

/**
 * Does a job here and now.
 * @throws Cancelled where `signal` says so before it is done
 */
export async function runJob(
  world: JobWorld,
  job: Job,
  progress: JobListener = () => {},
  signal?: AbortSignal,
): Promise<JobResults[Job['kind']]> {
  const { host } = world;
  const isCancelled = () => signal?.aborted === true;
  if (isCancelled()) throw new Cancelled();
  if (job.kind === 'paste') return (await import('../import/html/paste-html.js')).pasteHtml(job.pasted);
  if (job.kind === 'import' || job.kind === 'nameDraft') {
    const { importDocuments, nameAsDraft } = await import('./import-documents.js');
    const texts = new Map(job.open);
    const openText = (uri: string) => texts.get(uri) ?? null;
    if (job.kind === 'nameDraft') return nameAsDraft(host, job.named, openText);
    const { uris, ...asked } = job.asked;
    return importDocuments(host, uris, openText, undefined, asked);
  }
  if (job.kind === 'responses') return runResponses(host, job.uris, job.confidential);
  const loaded = await world.kept.load(host, job);
  const { workspace } = loaded;
  switch (job.kind) {
    case 'check':
      return runCheck(loaded);
    case 'compare':
      return runCompare(loaded, job.uri);
    case 'preview':
      return runPreview(world, loaded, job);
    case 'restore':
      return runRestore(loaded, job.restored);
    case 'inForce':
      return runInForce(loaded, job.uri, job.aligned);
    case 'export':
      return runExport(world, loaded, job);
    case 'markUps':
      return (await import('./mark-ups.js')).listMarkUps(host, documentOf(workspace, job.asked.uri), job.asked);
    case 'takeMarkUps': {
      const { takeMarkUps } = await import('./mark-ups.js');
      const taken = await takeMarkUps(host, documentOf(workspace, job.asked.uri), job.asked);
      return typeof taken === 'string' ? { refused: taken } : { edit: taken };
    }
    case 'changePaper':
      return runChangePaper(world, loaded, job);
    case 'apply':
      return runApply(host, loaded, job);
    case 'numberChanges':
      return numberProjectChanges(host, loaded);
    case 'conclude':
      return runConclude(world, loaded, job);
    case 'bringIntoForce':
      return runBringIntoForce(world, loaded, job);
    case 'notify':
      return { markdown: await notifyProject(host, workspace) };
    case 'checklist':
      return runChecklist(host, loaded, world.now());
    case 'overview':
      return runOverview(loaded);
    case 'pack': {
      const isDecision = job.decision;
      const folder = job.output ?? resolveUri(workspace.folder, isDecision ? 'decision' : 'pack');
      const { published, notified, effective } = workspace.projectFile?.consultation ?? {};
      const date = (isDecision ? (notified ?? effective) : null) ?? published ?? world.now();
      const made = await packProject(
        host,
        loaded,
        {
          date,
          typesetter: world.typesetter,
          draft: job.draft,
          isDecision,
          defaultAuthor: job.author,
          exports: job.marks !== null && isMarkSchemeName(job.marks) ? { marks: job.marks } : {},
        },
        (done, total, what) => progress({ done, total, what }),
        isCancelled,
      ).catch((error: unknown) => {
        if (error instanceof PackRefused) return error;
        throw error;
      });
      if (made instanceof PackRefused) return { folder, files: [], summary: made.message, refused: made.reasons };
      if (isCancelled()) throw new Cancelled();
      const outputs = made.files.map(({ name, bytes }) => ({ uri: resolveUri(folder, name), bytes }));
      await world.write(outputs, { within: job.output ?? workspace.folder, project: workspace.folder });
      return { folder, files: made.files.map(({ name }) => name), summary: packSummary(made.attachments) };
    }
  }
}

function runCheck({ workspace, checker }: KeptProjectState): CheckResult {
  const findings = checker.checkAll();
  const changes = workspace.listCheckedDocuments().flatMap((document) => {
    const comparison = checker.comparisons.of(document);
    if (!comparison) return [];
    const { uri } = document;
    return [{ uri, changes: listProvisionChanges(numberLoadedComparison(workspace, uri, comparison)) }];
  });
  return { findings, changes };
}

function runOverview({ workspace, checker }: KeptProjectState): OverviewResult {
  const drafted = draftOverviewRows(workspace, checker);
  const edit = overviewEdit(drafted);
  const draft = edit && workspace.documents.get(edit.uri)?.draft;
  const into = edit && draft ? { uri: edit.uri, range: draft.rangeOf(edit.span), text: edit.text } : null;
  return { markdown: overviewToMarkdown(drafted), into };
}

async function runChecklist(
  host: Host,
  { workspace, checker }: KeptProjectState,
  today: string,
): Promise<ChecklistResult> {
  const { stage, parts, timeline } = await checklistOf(host, workspace, checker, today);
  const toSection = ({ items, ...part }: ChecklistPart) => ({
    ...part,
    items: items.map(({ place, ...item }) => ({ ...item, place: place && toEntryPlace(workspace, place) })),
  });
  const consultation = workspace.projectFile?.consultation ?? null;
  return {
    title: consultation?.title ?? consultation?.id ?? 'Consultation',
    stage: toSection(stage),
    parts: parts.map(toSection),
    timeline: {
      picture: timelinePicture(timeline),
      days: timeline.map((event) => ({ title: event.title, description: describeEvent(event) })),
    },
  };
}

function toEntryPlace(
  workspace: Workspace,
  { uri, span, lines: ownLines }: ChecklistPlace,
): NonNullable<ChecklistEntry['place']> {
  const lines = ownLines ?? workspace.linesAt(uri);
  const start = lines?.positionAt(span.start) ?? { line: 0, character: 0 };
  return { uri, range: { start, end: lines?.positionAt(span.end) ?? start } };
}

async function runResponses(host: Host, uris: readonly string[], confidential: boolean): Promise<ResponsesResult> {
  const read: Response[] = [];
  for (const uri of uris) {
    const name = fileNameOf(uri);
    try {
      const bytes = await host.read(uri);
      if (!bytes) throw new Error('is not there');
      read.push(readFilledTemplate(name, bytes));
    } catch (error) {
      throw new Error(`${name}: it ${messageOf(error)}`);
    }
  }
  return { markdown: responsesToMarkdown(mergeByQuestion(read, confidential)) };
}

/** @throws Error where the URI names no draft */
function documentOf(workspace: Workspace, uri: string): WorkspaceDocument {
  const document = workspace.documents.get(uri);
  if (!document) throw new Error(NOT_A_DRAFT);
  return document;
}

function compareDraft(
  { workspace, checker }: KeptProjectState,
  uri: string,
): { document: WorkspaceDocument; comparison: Comparison } {
  const document = documentOf(workspace, uri);
  const comparison = checker.comparisons.of(document);
  if (!comparison) throw new Error(explainNoComparison(workspace, document));
  return { document, comparison };
}

/** Why a document has nothing to be compared with. */
function explainNoComparison(workspace: Workspace, document: WorkspaceDocument): string {
  if (document.isBaseline) {
    const drafted = workspace.listCheckedDocuments().find(({ baseline }) => baseline === document);
    const name = drafted && workspace.pathOf(drafted.uri);
    return `${IS_IN_FORCE}${name ? `, which ${name} changes` : ''}. It is not drafted here.`;
  }
  if (document.isTemplate) return 'This is a template, which has no version in force.';
  if (document.role === 'consultation') return 'This is the consultation document, which has no version in force.';
  // Its version in force is named, but cannot be read: the problem stands where it is named.
  const entry = workspace.projectFile?.documents.find(({ id }) => id === document.id);
  const named = entry?.baseline?.span.start ?? document.draft.frontMatter.places.get('baseline')?.start;
  const where = entry?.baseline ? workspace.projectUri : document.uri;
  const unread = workspace.problems.find(({ uri, problem }) => uri === where && problem.span.start === named);
  if (unread) return unread.problem.message;
  return `${HAS_NO_VERSION_IN_FORCE}. Add “baseline:” to its front matter, or to its entry in keeling.yaml.`;
}

function runCompare(loaded: KeptProjectState, uri: string): CompareResult {
  const { document, comparison } = compareDraft(loaded, uri);
  return {
    document: document.id === '' ? loaded.workspace.pathOf(uri) : displayNameOf(document),
    against: nameVersionInForce(document),
    inForceUri: document.baseline?.uri ?? '',
    summary: summaryOf(comparison.changes),
    changes: listChangeItems(numberLoadedComparison(loaded.workspace, uri, comparison)),
    notes: comparison.notes,
  };
}

async function runExport(
  { host, typesetter, write, now }: JobWorld,
  loaded: KeptProjectState,
  { uri, output, form, marked, comments, author }: ExportParams & { readonly author: string },
): Promise<ExportResult> {
  const { workspace } = loaded;
  const document = documentOf(workspace, uri);
  const bytes = await exportDocument(host, workspace, document, {
    form,
    comparison: marked ? compareDraft(loaded, uri).comparison : null,
    comments: comments === true,
    typesetter,
    date: now(),
    defaultAuthor: author,
  });
  await write([{ uri: output, bytes }], { within: folderOf(output), project: workspace.folder });
  return { uri: output };
}

async function runChangePaper(
  { host, typesetter, write, now }: JobWorld,
  loaded: KeptProjectState,
  { uri, paper, output, author }: ChangePaperParams & { readonly author: string },
): Promise<ExportResult> {
  const { document, comparison } = compareDraft(loaded, uri);
  const { workspace } = loaded;
  if (!isChangePaper(paper)) throw new Error('There is no paper of that name.');
  const { source, csv } = await makeChangePaper(host, paper, { ...loaded, document, comparison });
  const name = fileNameOf(output);
  const form = findPaperForm(name);
  let bytes: Uint8Array;
  if (endingOf(name) === 'csv' && csv !== null) bytes = encodeUtf8(csv);
  else if (form) {
    const look = { form, comparison, source, typesetter, date: now(), defaultAuthor: author };
    bytes = await exportDocument(host, workspace, document, look);
  } else throw new Error(`${name}: name a file that ends in .docx, .pdf, .html${csv === null ? '' : ', .csv'} or .md.`);
  await write([{ uri: output, bytes }], { within: folderOf(output), project: workspace.folder });
  return { uri: output };
}

async function runApply(
  host: Host,
  { workspace }: KeptProjectState,
  { uri, instructions }: ApplyParams,
): Promise<ApplyResult> {
  const { draft } = documentOf(workspace, uri);
  const name = fileNameOf(instructions);
  const bytes = await host.read(instructions);
  if (!bytes) throw new Error(`${name}: there is no such file.`);
  const read = await readDraftText(bytes);
  if (hasFailed(read)) throw new Error(`${name}: ${read.problem}`);
  const { result, reports } = applyInstructions(read.text, draft);
  if (reports.length === 0) throw new Error(`${name}: it holds no amending instruction.`);
  return {
    text: result?.text ?? null,
    reports: reports.map((report) => {
      const { line, state, reason, words } = report;
      return `${name}:${line + 1}: ${nameInstruction(report)}: ${state}: ${state === 'done' ? words : `${reason}. ${words}`}`;
    }),
  };
}

async function runConclude(
  { host, typesetter, write, now }: JobWorld,
  { workspace, checker }: KeptProjectState,
  { output, form, author }: ConcludeParams & { readonly author: string },
): Promise<ConcludeResult> {
  const uri = output ?? resolveUri(workspace.folder, `conclusions.${form}`);
  const options = { output: uri, circulated: null, date: now(), typesetter, defaultAuthor: author };
  const made = await concludeProject(host, { workspace, checker }, options).catch((error: unknown) => {
    if (error instanceof ConclusionsRefused) return error;
    throw error;
  });
  if (made instanceof ConclusionsRefused) return { uri, open: 0, notes: [], refused: made.reasons };
  // The report may be put anywhere, the file of answers is in the project's folder.
  const folders = { within: output === undefined ? workspace.folder : findFolderOfAll(workspace.folder, uri) };
  await write(made.files, { ...folders, project: workspace.folder }, made.expected);
  return { uri, open: made.findings.length, notes: made.notes };
}

/** The lowest folder that a folder and a file lie in. */
function findFolderOfAll(folder: string, uri: string): string {
  return foldersAbove(uri).find((each) => isBelow(each, folder)) ?? folder;
}

async function runBringIntoForce(
  { host, write, tags: git }: JobWorld,
  { workspace, checker }: KeptProjectState,
  { uri, all, on, next, what }: BringIntoForceParams,
): Promise<BringIntoForceResult> {
  const { folder } = workspace;
  const tags = git ?? null;
  const writeInForce = (files: readonly ChangedFile[]) =>
    write(
      files.map((file) => ({ uri: file.uri, bytes: file.after })),
      { within: folder, project: folder },
      files.map((file) => ({ uri: file.uri, bytes: file.before })),
    );
  try {
    if (what === 'undo') {
      const undo = await planUndo(host, folder);
      await carryOutUndo(folder, undo, tags, writeInForce);
      return { steps: undo.paths.map((path) => `${path} is as it was`) };
    }
    const documents = workspace
      .listCheckedDocuments()
      .filter((each) => each.role === 'instrument' && (all ? !saysWhatIsInForce(each) : each.uri === uri));
    if (documents.length === 0) throw new InForceRefused([NOTHING_TO_BRING]);
    const plan = await planBringIntoForce(host, { workspace, checker, documents }, { on, next: next ?? null, tags });
    if (what === 'bring') await carryOut(folder, plan, tags, writeInForce);
    return { steps: plan.steps };
  } catch (error) {
    if (!(error instanceof InForceRefused)) throw error;
    return { steps: [], refused: error.reasons };
  }
}

const NOTHING_TO_BRING = 'There is no draft here that differs from its version in force.';

async function runPreview(
  { host, typesetter, now }: JobWorld,
  { workspace, checker }: KeptProjectState,
  { uri, marked, author }: PreviewParams & { readonly author: string },
): Promise<PreviewResult> {
  const document = documentOf(workspace, uri);
  const comparison = marked ? checker.comparisons.of(document) : null;
  const look = { form: 'html', comparison, typesetter, date: now(), defaultAuthor: author } as const;
  const html = new TextDecoder().decode(await exportDocument(host, workspace, document, look));
  const { draft } = document;
  const places = [...anchorDraft(draft)].map(([provision, id]): [number, string] => [
    draft.positionAt(draft.labelSpanOf(provision).start).line,
    id,
  ]);
  places.sort(([a], [b]) => a - b);
  return { html, note: marked && !comparison ? explainNoComparison(workspace, document) : null, places };
}

function runRestore(loaded: KeptProjectState, { uri, ranges, kind }: RestoreParams): EditOrRefusal<WorkspaceEdit> {
  const { document, comparison } = compareDraft(loaded, uri);
  const { draft } = document;
  const spans = ranges.map(({ start, end }) => ({
    start: draft.lines.offsetAt(start),
    end: draft.lines.offsetAt(end),
  }));
  const isWanted = (change: Change) => {
    const own = kind === undefined || change.kinds.includes(kind) ? findChangedWords(draft, change) : null;
    return own !== null && spans.some(({ start, end }) => start <= own.end && end >= own.start);
  };
  const edits = restoreWordsInForce(createOpenProject(loaded.workspace), document, comparison, isWanted);
  if (typeof edits === 'string') return { refused: edits };
  return {
    edit: { changes: { [uri]: edits.map(({ span, text }) => ({ range: draft.rangeOf(span), newText: text })) } },
  };
}

function runInForce(loaded: KeptProjectState, uri: string, aligned: boolean): InForceResult {
  const { document, comparison } = compareDraft(loaded, uri);
  return {
    text: aligned ? alignInForce(comparison) : comparison.old.text,
    against: nameVersionInForce(document),
  };
}
