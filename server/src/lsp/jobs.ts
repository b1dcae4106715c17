import type { WorkspaceEdit } from 'vscode-languageserver';
import type { Change, Comparison } from '../compare/change.js';
import { summaryOf } from '../compare/comparison-json.js';
import { checklistOf } from '../consultation/checklist.js';
import { exportDocument } from '../consultation/export-document.js';
import { readFilledTemplate } from '../consultation/filled-template.js';
import { draftOverviewRows, overviewEdit, overviewToMarkdown } from '../consultation/overview.js';
import { packSummary } from '../consultation/pack-summary.js';
import { notifyProject, PackRefused, packProject } from '../consultation/project-pack.js';
import { mergeByQuestion, type Response, responsesToMarkdown } from '../consultation/responses.js';
import { describeEvent } from '../consultation/timeline.js';
import { timelinePicture } from '../consultation/timeline-picture.js';
import { anchorDraft } from '../export/manuscript/anchors.js';
import { isMarkSchemeName } from '../export/mark-schemes.js';
import type { Typesetter } from '../export/pdf/typesetter.js';
import { Cancelled, messageOf } from '../failure.js';
import { listChangeItems } from '../features/change-items.js';
import { displayNameOf, nameVersionInForce } from '../features/display-text.js';
import { alignInForce } from '../features/in-force.js';
import { listProvisionChanges, type ProvisionChange } from '../features/known-changes.js';
import { createOpenProject } from '../features/open-project.js';
import { findChangedWords, restoreWordsInForce } from '../features/restored-words.js';
import { type PastedHtml, type PastedText, pasteHtml } from '../import/html/paste-html.js';
import type { Span } from '../model/text.js';
import {
  type ChecklistEntry,
  type ChecklistResult,
  type CompareResult,
  type ExportParams,
  type ExportResult,
  type ImportResult,
  type InForceResult,
  IS_IN_FORCE,
  type MarkUpsParams,
  type MarkUpsResult,
  type NameDraftParams,
  type NameDraftResult,
  type NotifyResult,
  type OverviewResult,
  type PackResult,
  type PreviewParams,
  type PreviewResult,
  type ResponsesResult,
  type RestoreParams,
  type RestoreResult,
  type TakeMarkUpsParams,
  type TakeMarkUpsResult,
} from '../protocol.js';
import type { Finding } from '../rules/finding.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Host } from '../workspace/host.js';
import { fileNameOf, folderOf, resolveUri } from '../workspace/uri.js';
import type { Workspace } from '../workspace/workspace.js';
import type { JobPlace, KeptProject, KeptProjectState } from './kept-project.js';

/** Why a file that is no draft cannot be compared. */
export const NOT_A_DRAFT =
  'This file is not a draft. Give it front matter with a “document:” entry, or name it in keeling.yaml.';

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
      /** The author for a project that names none; empty for none. */
      readonly author: string;
    })
  | (JobPlace & ExportParams & { readonly kind: 'export'; readonly author: string })
  /** What respondents changed in a draft. */
  | (JobPlace & { readonly kind: 'markUps'; readonly asked: MarkUpsParams })
  | (JobPlace & { readonly kind: 'takeMarkUps'; readonly asked: TakeMarkUpsParams })
  | (JobPlace & { readonly kind: 'notify' })
  | (JobPlace & { readonly kind: 'checklist' })
  | (JobPlace & { readonly kind: 'overview' })
  /** The answers of filled response templates, by question. */
  | { readonly kind: 'responses'; readonly uris: readonly string[]; readonly confidential: boolean }
  /** Names a text as a draft in a project file. */
  | { readonly kind: 'nameDraft'; readonly named: NameDraftParams }
  /** A draft's text of HTML. */
  | { readonly kind: 'paste'; readonly pasted: PastedHtml }
  /** Drafts of Word files. */
  | { readonly kind: 'import'; readonly uris: readonly string[] };

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
  readonly restore: RestoreResult<WorkspaceEdit>;
  readonly inForce: InForceResult;
  readonly pack: PackResult;
  readonly export: ExportResult;
  readonly markUps: MarkUpsResult;
  readonly takeMarkUps: TakeMarkUpsResult<WorkspaceEdit>;
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

/** What a job needs from outside. */
export interface JobWorld {
  readonly host: Host;
  /** The project of the last job. */
  readonly kept: KeptProject;
  readonly typesetter: Typesetter;
  /**
   * Writes files whole, all or none, and none outside of the folder `within`.
   * @param project the folder that is looked into for what a writer that ended early has left
   */
  write(
    files: readonly { readonly uri: string; readonly bytes: Uint8Array }[],
    folders: { readonly within: string; readonly project: string },
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
  if (job.kind === 'import') return (await import('./import-documents.js')).importDocuments(host, job.uris);
  if (job.kind === 'paste') return pasteHtml(job.pasted);
  if (job.kind === 'nameDraft') return (await import('./import-documents.js')).nameAsDraft(host, job.named);
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
    case 'notify':
      return { markdown: await notifyProject(host, workspace) };
    case 'checklist':
      return runChecklist(host, loaded);
    case 'overview':
      return runOverview(loaded);
    case 'pack': {
      const folder = job.output ?? resolveUri(workspace.folder, 'pack');
      const date = workspace.projectFile?.consultation?.published ?? world.now();
      const made = await packProject(
        host,
        loaded,
        {
          date,
          typesetter: world.typesetter,
          draft: job.draft,
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
    return comparison ? [{ uri: document.uri, changes: listProvisionChanges(comparison) }] : [];
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

async function runChecklist(host: Host, { workspace, checker }: KeptProjectState): Promise<ChecklistResult> {
  const { parts, timeline } = await checklistOf(host, workspace, checker);
  const consultation = workspace.projectFile?.consultation ?? null;
  return {
    title: consultation?.title ?? consultation?.id ?? 'Consultation',
    parts: parts.map(({ items, ...part }) => ({
      ...part,
      items: items.map(({ place, ...item }) => ({ ...item, place: place && toEntryPlace(workspace, place) })),
    })),
    timeline: {
      picture: timelinePicture(timeline),
      days: timeline.map((event) => ({ title: event.title, description: describeEvent(event) })),
    },
  };
}

function toEntryPlace(
  workspace: Workspace,
  { uri, span }: { readonly uri: string; readonly span: Span },
): NonNullable<ChecklistEntry['place']> {
  const lines = workspace.documents.get(uri)?.draft.lines ?? workspace.projectFile?.lines;
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
  return 'No version in force is set for this draft. Add “baseline:” to its front matter, or to its entry in keeling.yaml.';
}

function runCompare(loaded: KeptProjectState, uri: string): CompareResult {
  const { document, comparison } = compareDraft(loaded, uri);
  return {
    document: document.id === '' ? loaded.workspace.pathOf(uri) : displayNameOf(document),
    against: nameVersionInForce(document),
    inForceUri: document.baseline?.uri ?? '',
    summary: summaryOf(comparison.changes),
    changes: listChangeItems(comparison),
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

function runRestore(loaded: KeptProjectState, { uri, ranges, kind }: RestoreParams): RestoreResult<WorkspaceEdit> {
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
