import { listQuestionsOnce } from '../../analysis/references/questions.js';
import { addFonts } from '../../export/own-fonts.js';
import type { Typesetter } from '../../export/pdf/typesetter.js';
import { hasFailed, messageOf } from '../../failure.js';
import { Draft } from '../../model/draft.js';
import { isConclusionsReport, isIssued } from '../../model/front-matter.js';
import { LineMap, type Span } from '../../model/text.js';
import type { Checker } from '../../rules/check.js';
import { describeOpenPlace, readConclusionPlaces } from '../../rules/shared/conclusion-places.js';
import { readDraftText } from '../../workspace/draft-text.js';
import type { Host } from '../../workspace/host.js';
import { fileNameOf, pathFrom, resolveUri } from '../../workspace/uri.js';
import type { Workspace } from '../../workspace/workspace.js';
import { encodeUtf8 } from '../file-names.js';
import { readFilledTemplate } from '../filled-template.js';
import { findPaperForm, type PaperForm, renderForm } from '../makings.js';
import { authorInProject, nameConsultation, paperOfConclusions } from '../papers.js';
import { findConsultation } from '../project-facts.js';
import { readLogo, readOwnFonts, readWordTemplate } from '../project-files.js';
import { type MergedResponses, mergeByQuestion, type Response, VIEWS } from '../responses.js';
import {
  type AnswersFile,
  AnswersFileError,
  keyOfPlace,
  keyOfReason,
  NO_ANSWERS,
  readAnswersFile,
  type WrittenReport,
  writeAnswersFile,
} from './answers-file.js';
import { type CirculatedPlace, circulatedInProject, readCirculated } from './circulated.js';
import { type ConsultedText, type DecidedChange, listDecidedChanges, renumberReasons } from './decided-changes.js';
import { readNumbersByProvision } from './numbers-by-provision.js';
import { listPoints, type NumberedPoint, numberPoints } from './points.js';
import { writeConclusionsReport } from './report.js';
import { type FoundReport, isRestEdited, noteWrittenReport, takeOverEdits } from './take-over.js';
import { countViews, listViews } from './views.js';

/** The folder of the filled response templates, where the project file names none. */
export const RESPONSES_FOLDER = 'responses';

/** What a conclusions report leaves open, or what is to be looked at in it. */
export interface ConclusionsFinding {
  readonly code: 'conclusion.unanswered' | 'conclusion.unexplained';
  readonly message: string;
  /** In the report as Markdown, from 1. */
  readonly line: number;
  /** In the report as Markdown. */
  readonly span: Span;
}

/** A file that was read or is to be written, by URI. */
export interface ConclusionsFile {
  readonly uri: string;
  readonly bytes: Uint8Array;
}

/** A conclusions report that is made and not yet written. */
export interface Conclusions {
  /** The report as Markdown, whatever form is written. */
  readonly markdown: string;
  /** What to write: the report and the file of answers; nothing where no output is named. */
  readonly files: readonly ConclusionsFile[];
  /** What was read and must be on disk still, by URI; null where there was no file. */
  readonly expected: readonly { readonly uri: string; readonly bytes: Uint8Array | null }[];
  readonly findings: readonly ConclusionsFinding[];
  /** What the drafter should know and the report does not say, a sentence each. */
  readonly notes: readonly string[];
  /** The report in Markdown that is on disk, by URI; null where there is none. */
  readonly current: { readonly uri: string; readonly text: string } | null;
  readonly counts: { readonly responses: number; readonly points: number; readonly changes: number | null };
}

export interface ConcludeOptions {
  /** The report to write, by URI; null to write nothing. */
  readonly output: string | null;
  /** The drafts that were consulted on; null for what the project file says. */
  readonly circulated: CirculatedPlace | null;
  /** ISO. */
  readonly date: string;
  readonly typesetter: Typesetter;
  /** The author where the project names none. */
  readonly defaultAuthor?: string;
}

/** Two texts disagree, or words would be lost: nothing is written until a person has decided. */
export class ConclusionsRefused extends Error {
  constructor(readonly reasons: readonly string[]) {
    super(reasons.length === 1 ? `${reasons[0]}` : `there are ${reasons.length} places to decide first`);
  }
}

/**
 * Makes the conclusions report of a project: takes over what was written into the reports made
 * before, gives new points their numbers, and lists what was changed since the consultation.
 * @throws Error that names the file that cannot be read; ConclusionsRefused
 */
export async function concludeProject(
  host: Host,
  { workspace, checker }: { readonly workspace: Workspace; readonly checker: Checker },
  options: ConcludeOptions,
): Promise<Conclusions> {
  const { output } = options;
  if (output !== null) formOf(output);
  const read = await readConclusions(host, workspace, output);
  const { kept, reports } = read;
  const taken = takeOverEdits(kept, reports);
  const target = output === null ? null : pathFrom(workspace.folder, output);
  const own = reports.find(({ path }) => path === target);
  const reasons = [...taken.conflicts, ...(own && isRestEdited(own, kept) ? [explainLostWords(own, kept)] : [])];
  if (reasons.length > 0) throw new ConclusionsRefused(reasons);
  const merged = mergeByQuestion(read.responses, false);
  const { points, all } = numberAllPoints(merged, kept.points);
  const changes = await readDecidedChanges(host, workspace, checker, options.circulated, kept);
  const written = changes === null ? taken.texts : renumberReasons(taken.texts, kept.reasons, changes);
  const { views, isOfShown } = takeViews(merged, written);
  const texts = new Map([...written].filter(([key]) => isOfShown(key)));
  const document = findConsultation(workspace)?.draft ?? null;
  const { consultation = null, issuer = null } = workspace.projectFile ?? {};
  const markdown = writeConclusionsReport({
    consultation,
    issuer,
    title: nameConsultation({ consultation, document }) ?? 'Consultation',
    questions: document ? listQuestionsOnce(document) : [],
    merged,
    views,
    counts: countViews(merged, views),
    points,
    changes,
    texts,
    head: (own ?? reports.at(-1))?.read.head || null,
  });
  const files: ConclusionsFile[] = [];
  if (output !== null && target !== null) {
    const bytes = await renderReport(host, workspace, markdown, { ...options, output });
    const others = kept.reports.filter(({ path }) => path !== target).map((report) => noteSeenReport(report, reports));
    const answers = writeAnswersFile({
      points: all,
      reasons: changes === null ? kept.reasons : joinReasons(kept, changes),
      texts,
      reports: [...others.map((report) => forgetPlaces(report, isOfShown)), ...(await noteIfEditable(target, bytes))],
    });
    files.push({ uri: output, bytes }, { uri: read.answersUri, bytes: encodeUtf8(answers) });
  }
  return {
    markdown,
    files,
    expected: read.expected,
    findings: listOpenPlaces(markdown),
    notes: [...describeUnclear(merged), ...describeOrphans(all, points, texts)],
    current: read.current,
    counts: {
      responses: merged.counts.responses,
      points: points.length,
      changes: changes === null ? null : changes.length,
    },
  };
}

/** The views of the respondents, as they were put right in a report where somebody did. */
function takeViews(merged: MergedResponses, texts: ReadonlyMap<string, string>) {
  const shown = new Set<string>();
  const views = listViews(merged).map((view) => {
    const key = keyOfPlace({ kind: 'view', about: `${view.question}/${view.respondent}` });
    shown.add(key);
    const said = VIEWS.find((each) => each === texts.get(key));
    return said ? { ...view, view: said } : view;
  });
  // The name of a respondent who is confidential by now is not kept.
  return { views, isOfShown: (key: string) => !key.startsWith('view ') || shown.has(key) };
}

function forgetPlaces(report: WrittenReport, isKept: (key: string) => boolean): WrittenReport {
  return { ...report, places: new Map([...report.places].filter(([key]) => isKept(key))) };
}

async function renderReport(
  host: Host,
  workspace: Workspace,
  markdown: string,
  { output, date, typesetter, defaultAuthor = '' }: ConcludeOptions & { readonly output: string },
): Promise<Uint8Array> {
  const form = formOf(output);
  // As Markdown it is the source itself, which goes on being edited.
  if (form === 'md') return encodeUtf8(markdown);
  const draft = Draft.parse(markdown);
  const { consultation = null, issuer = null, exports } = workspace.projectFile ?? {};
  const document = findConsultation(workspace)?.draft ?? null;
  const sources = { consultation, issuer, document, logo: await readLogo(host, workspace) };
  const look = addFonts(
    {
      author: authorInProject({ consultation, issuer }) ?? (defaultAuthor || 'Keeling'),
      date,
      template: form === 'docx' ? await readWordTemplate(host, workspace) : null,
      typesetter,
      exports: { ...exports },
    },
    await readOwnFonts(host, workspace),
  );
  const paper = paperOfConclusions(sources, null, isIssued(draft.frontMatter));
  return renderForm(form, look, { draft }, { paper, figures: () => null });
}

/** A report that can be edited, as reading it gives it back. */
async function noteIfEditable(path: string, bytes: Uint8Array): Promise<WrittenReport[]> {
  if (!/\.(?:md|docx)$/i.test(path)) return [];
  return [noteWrittenReport(path, readConclusionPlaces(await decodeReport(bytes, path)))];
}

/** What the conclusions report of a project leaves open, read from its last report; for the pack. */
export function listOpenPlaces(markdown: string): ConclusionsFinding[] {
  const lines = LineMap.of(markdown);
  return readConclusionPlaces(markdown).places.flatMap((place): ConclusionsFinding[] => {
    const message = place.text === '' ? describeOpenPlace(place) : null;
    if (message === null) return [];
    const code = place.kind === 'reason' ? 'conclusion.unexplained' : 'conclusion.unanswered';
    return [{ code, message, line: lines.lineAt(place.span.start) + 1, span: place.span }];
  });
}

/** What was taken over from a report that is not made again is not taken over a second time. */
function noteSeenReport(report: WrittenReport, found: readonly FoundReport[]): WrittenReport {
  const now = found.find(({ path }) => path === report.path);
  return now ? { ...report, places: noteWrittenReport(report.path, now.read).places } : report;
}

function formOf(output: string): PaperForm {
  const form = findPaperForm(fileNameOf(output));
  if (form) return form;
  throw new Error(`${fileNameOf(output)}: name a report that ends in .md, .docx, .pdf or .html`);
}

/** What is on disk of the conclusions. */
interface ReadConclusionsFiles {
  readonly responses: readonly Response[];
  readonly kept: AnswersFile;
  readonly answersUri: string;
  readonly reports: readonly FoundReport[];
  readonly expected: Conclusions['expected'];
  readonly current: Conclusions['current'];
}

async function readConclusions(host: Host, workspace: Workspace, output: string | null): Promise<ReadConclusionsFiles> {
  const consultation = findConsultation(workspace);
  if (!consultation)
    throw new Error('there is no consultation document to conclude on: name it in keeling.yaml under “consultation”');
  const answersUri = answersFileOf(consultation.uri);
  const expected: { uri: string; bytes: Uint8Array | null }[] = [];
  const readFile = async (uri: string) => {
    const bytes = await host.read(uri).catch((error: unknown) => {
      throw new Error(`${workspace.pathOf(uri)}: ${messageOf(error)}`);
    });
    if (!expected.some((each) => each.uri === uri)) expected.push({ uri, bytes });
    return bytes;
  };
  const kept = await readAnswersBeside(answersUri, readFile);
  const paths = new Map(kept.reports.map(({ path }) => [resolveUri(workspace.folder, path), path]));
  if (output !== null) paths.set(output, pathFrom(workspace.folder, output));
  const reports: FoundReport[] = [];
  let current: Conclusions['current'] = null;
  for (const [uri, path] of paths) {
    if (!/\.(?:md|docx)$/i.test(path)) continue;
    if (uri !== output && !(await host.isWithin(workspace.folder, uri))) continue;
    const bytes = await readFile(uri);
    if (!bytes) continue;
    const text = await decodeReport(bytes, path);
    if (!isConclusionsReport(Draft.parse(text).frontMatter))
      throw new Error(`${path}: it is there already and is no conclusions report; name another --output`);
    const lines = LineMap.of(text);
    if (/\.md$/i.test(path)) current ??= { uri, text };
    reports.push({ path, read: readConclusionPlaces(text), lineAt: (offset) => lines.lineAt(offset) + 1 });
  }
  return { responses: await readResponsesFolder(host, workspace), kept, answersUri, reports, expected, current };
}

/** The file of answers beside a consultation document. */
export function answersFileOf(consultationUri: string): string {
  return consultationUri.replace(/(?:\.[^./]*)?$/, '.answers.jsonl');
}

async function readAnswersBeside(
  uri: string,
  readFile: (uri: string) => Promise<Uint8Array | null>,
): Promise<AnswersFile> {
  const bytes = await readFile(uri);
  if (!bytes) return NO_ANSWERS;
  try {
    return readAnswersFile(await decodeReport(bytes, fileNameOf(uri)));
  } catch (error) {
    if (error instanceof AnswersFileError) throw new Error(`${fileNameOf(uri)}:${error.line}: ${error.message}`);
    throw error;
  }
}

async function decodeReport(bytes: Uint8Array, name: string): Promise<string> {
  const decoded = await readDraftText(bytes);
  if (hasFailed(decoded)) throw new Error(`${name}: ${decoded.problem}`);
  return decoded.text;
}

/** The folder that a project's filled response templates are in. */
export function responsesFolderOf({ folder, projectFile }: Workspace): string {
  return resolveUri(folder, projectFile?.consultation?.responses ?? RESPONSES_FOLDER);
}

/** The filled response templates of a project, by URI. */
export async function listResponseFiles(host: Host, workspace: Workspace): Promise<string[]> {
  const folder = responsesFolderOf(workspace);
  if (!(await host.isWithin(workspace.folder, folder))) return [];
  // Word and LibreOffice put a file of their own beside one that is open.
  const isResponse = (uri: string) => /\.(?:docx|odt)$/i.test(uri) && !/^[~.]/.test(fileNameOf(uri));
  return (await host.listFolder(folder)).filter(isResponse);
}

async function readResponsesFolder(host: Host, workspace: Workspace): Promise<Response[]> {
  const responses: Response[] = [];
  for (const uri of await listResponseFiles(host, workspace)) {
    const path = workspace.pathOf(uri);
    const bytes = (await host.isWithin(workspace.folder, uri)) ? await host.read(uri) : null;
    if (!bytes) throw new Error(`${path}: it is not there, or a link leads out of the project’s folder`);
    try {
      responses.push(readFilledTemplate(fileNameOf(uri), bytes));
    } catch (error) {
      throw new Error(`${path}: it ${messageOf(error)}`);
    }
  }
  return responses;
}

/** The points of the responses, and with them those that no response makes any more. */
function numberAllPoints(
  merged: MergedResponses,
  known: readonly NumberedPoint[],
): { readonly points: readonly NumberedPoint[]; readonly all: readonly NumberedPoint[] } {
  const highest = known.reduce((most, { number }) => Math.max(most, number), 0);
  const points = numberPoints(listPoints(merged), known, highest);
  const numbers = new Set(points.map(({ number }) => number));
  // A respondent may have taken words back: what is not published is not kept either.
  const gone = known
    .filter(({ number }) => !numbers.has(number))
    .map((point) => ({ ...point, respondent: '', words: '' }));
  return { points, all: [...points, ...gone] };
}

async function readDecidedChanges(
  host: Host,
  workspace: Workspace,
  checker: Checker,
  given: CirculatedPlace | null,
  kept: AnswersFile,
): Promise<readonly DecidedChange[] | null> {
  const place = given ?? circulatedInProject(workspace);
  if (place === null) return null;
  const circulated = await readCirculated(host, workspace, place);
  const texts: ConsultedText[] = [];
  for (const document of workspace.listCheckedDocuments()) {
    const draft = circulated.get(document.id);
    if (!draft || document.role !== 'instrument') continue;
    const numbersOf = await readNumbersByProvision(host, document, checker, draft);
    texts.push({ document, circulated: draft, numbersOf });
  }
  return listDecidedChanges(texts, kept.reasons);
}

/** The changes that have places now, and those that are gone. */
function joinReasons(kept: AnswersFile, changes: readonly DecidedChange[]): AnswersFile['reasons'] {
  const now = new Map(
    changes.map(({ number, document, provision }) => [
      keyOfReason({ number, document }),
      { number, document, provision },
    ]),
  );
  return [...now.values(), ...kept.reasons.filter((each) => !now.has(keyOfReason(each)))];
}

function explainLostWords({ path }: FoundReport, kept: AnswersFile): string {
  const isKnown = kept.reports.some((report) => report.path === path);
  return isKnown
    ? `${path}: words outside of the places for answers have been changed, and would be lost; name another --output`
    : `${path}: the file of answers does not know this report; move it away, or name another --output`;
}

function describeUnclear({ unclear }: MergedResponses): string[] {
  return unclear.map(
    ({ respondent, file }) =>
      `${file} (${respondent}) does not say by question what is confidential, so the whole response is counted and not shown.`,
  );
}

function describeOrphans(
  all: readonly NumberedPoint[],
  points: readonly NumberedPoint[],
  texts: ReadonlyMap<string, string>,
): string[] {
  const now = new Set(points.map(({ number }) => number));
  return all
    .filter(({ number }) => !now.has(number) && texts.has(keyOfPlace({ kind: 'answer', about: String(number) })))
    .map(
      ({ number, question, file }) =>
        `Point ${number} (${question}, ${file}) is no longer in the responses that may be shown; its answer is kept in the file of answers.`,
    );
}
