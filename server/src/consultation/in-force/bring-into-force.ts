import { parseDay } from '../../analysis/dates/calendar.js';
import { isSameBytes } from '../../model/bytes.js';
import type { Draft } from '../../model/draft.js';
import { putEdits, type TextEdit } from '../../model/text.js';
import type { Checker } from '../../rules/check.js';
import type { Finding } from '../../rules/finding.js';
import { type AdvancedDocument, advanceProject } from '../../workspace/advance-project.js';
import type { WorkspaceDocument } from '../../workspace/document.js';
import { listFigurePaths } from '../../workspace/figures.js';
import type { Host } from '../../workspace/host.js';
import { parseProjectFile } from '../../workspace/project-file.js';
import { fileNameOf, folderOf, pathFrom, registerFileOf, resolveBeside, resolveUri } from '../../workspace/uri.js';
import type { Workspace } from '../../workspace/workspace.js';
import { houseDate } from '../dates.js';
import { encodeUtf8, fileStem } from '../file-names.js';
import { sayFinding } from '../project-facts.js';
import { nameVersionTag, nextVersionOf } from './next-version.js';
import { IN_FORCE_RECORD, type InForceRecord, makeEditsBack, type RecordedChange } from './record.js';
import type { VersionTags } from './version-tags.js';

/** A file that is changed; null where there was none, or where none shall be. */
export interface ChangedFile {
  readonly uri: string;
  readonly before: Uint8Array | null;
  readonly after: Uint8Array | null;
}

/** A tag that marks a version in git, and the commit that holds its draft. */
export interface PlannedTag {
  readonly name: string;
  readonly commit: string;
}

/** All that happens when drafts are brought into force, and nothing of it done yet. */
export interface InForcePlan {
  readonly files: readonly ChangedFile[];
  /** Tags that are still to be made. */
  readonly tags: readonly PlannedTag[];
  /** What happens, a line each, for the person to read. */
  readonly steps: readonly string[];
}

export interface BringOptions {
  /** The ISO date from which the drafts have effect. */
  readonly on: string;
  /** The version that begins; null for the next number. */
  readonly next: string | null;
  /** Marks the version in git; null to leave git alone. */
  readonly tags: VersionTags | null;
}

/** Something stands against bringing drafts into force. */
export class InForceRefused extends Error {
  constructor(readonly reasons: readonly string[]) {
    super(reasons.length === 1 ? `${reasons[0]}` : `there are ${reasons.length} reasons against it`);
  }
}

/** A project, its checker and the drafts of it that are brought into force. */
export interface BroughtDrafts {
  readonly workspace: Workspace;
  readonly checker: Checker;
  readonly documents: readonly WorkspaceDocument[];
}

/**
 * Plans how drafts become the versions in force: each is copied into the folder of these, the
 * project file and the front matter follow, and the next version begins.
 * @throws InForceRefused with every reason against it
 */
export async function planBringIntoForce(
  host: Host,
  { workspace, checker, documents }: BroughtDrafts,
  { on, next, tags }: BringOptions,
): Promise<InForcePlan> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(on) || !parseDay(on))
    throw new InForceRefused([`“${on.slice(0, 20)}” is no day; write it as YYYY-MM-DD`]);
  const reasons = [
    ...documents.flatMap((document) => listReasonsAgainstDraft(workspace, checker, document)),
    ...(await listUnsaved(host, workspace, documents)),
  ];
  if (reasons.length > 0) throw new InForceRefused(reasons);
  const files: ChangedFile[] = [];
  const steps: string[] = [];
  const advanced: AdvancedDocument[] = [];
  const planned: PlannedTag[] = [];
  for (const document of documents) {
    const brought = await bringDraft(host, workspace, document, { on, next });
    // Two drafts may show one picture.
    files.push(...brought.files.filter(({ uri }) => !files.some((file) => file.uri === uri)));
    steps.push(...brought.steps);
    if (brought.entry) advanced.push(brought.entry);
    if (tags && document.version !== null) planned.push(...(await planTag(host, workspace, document, tags)));
  }
  if (workspace.projectFile && advanced.length > 0) {
    const isConcluded = isLastOfProject(workspace, checker, documents);
    files.push(await changeProjectFile(host, workspace, advanced, isConcluded));
    steps.push(`${fileNameOf(workspace.projectUri)} names the new versions`);
    if (isConcluded && workspace.projectFile.consultation?.document)
      steps.push(
        `${workspace.projectFile.consultation.document} is concluded: it stays where it is and is checked no longer`,
      );
  }
  const newTags: PlannedTag[] = [];
  for (const tag of planned) {
    steps.push(`git tag ${tag.name} marks ${tag.commit.slice(0, 10)}`);
    if ((await tags?.findTag(workspace.folder, tag.name)) === null) newTags.push(tag);
  }
  const recorded: RecordedChange[] = files.map(({ uri, before, after }) => ({
    path: pathFrom(workspace.folder, uri),
    ...makeEditsBack(before, after),
  }));
  const record: InForceRecord = { version: 1, on, files: recorded, tags: newTags };
  files.push(await recordFile(host, workspace, record));
  return { files, tags: newTags, steps };
}

async function recordFile(host: Host, { folder }: Workspace, record: InForceRecord): Promise<ChangedFile> {
  const uri = resolveUri(folder, IN_FORCE_RECORD);
  return { uri, before: await host.read(uri), after: encodeUtf8(`${JSON.stringify(record, null, 2)}\n`) };
}

// ---- what stands against it

function listReasonsAgainstDraft(workspace: Workspace, checker: Checker, document: WorkspaceDocument): string[] {
  const path = workspace.pathOf(document.uri);
  const { baseline, version } = document;
  const own = checker.checkAll().filter((finding) => standsAgainstDraft(finding, document));
  const reasons = own.map((finding) => sayFinding(workspace, finding));
  if (saysWhatIsInForce(document))
    reasons.push(`${path}: it says the same as its version in force, so there is nothing to bring into force`);
  else if (version !== null && baseline?.version === version)
    reasons.push(`${path}: ${version} is in force already; give the draft a version of its own`);
  return reasons;
}

/** Whether a finding keeps a draft from being brought into force. */
function standsAgainstDraft(finding: Finding, { uri, baseline }: WorkspaceDocument): boolean {
  const { severity, code, suppressed, related } = finding;
  if (suppressed !== null) return false;
  if (finding.uri === uri) return severity === 'error' || code === 'placeholder.unfilled';
  // A change that the consultation document does not declare points to the draft.
  return code === 'overview.undeclared' && related.some((place) => place.uri === uri || place.uri === baseline?.uri);
}

/** Whether a draft has the very words of its version in force. */
export function saysWhatIsInForce({ baseline, draft }: WorkspaceDocument): boolean {
  const wordsOf = (of: Draft) => of.text.slice(of.startOfBody);
  return baseline !== null && wordsOf(baseline.draft) === wordsOf(draft);
}

/** What is open in an editor and not saved, or not in UTF-8, so that its bytes would change. */
async function listUnsaved(
  host: Host,
  workspace: Workspace,
  documents: readonly WorkspaceDocument[],
): Promise<string[]> {
  const texts = [
    ...documents.map(({ uri, draft }) => ({ uri, text: draft.text })),
    ...(workspace.projectFile ? [{ uri: workspace.projectUri, text: workspace.projectFile.text }] : []),
  ];
  const reasons: string[] = [];
  for (const { uri, text } of texts) {
    const bytes = await host.read(uri);
    if (!bytes || !isSameBytes(bytes, encodeUtf8(text)))
      reasons.push(`${workspace.pathOf(uri)}: it is not saved, or not in UTF-8: save it first`);
  }
  return reasons;
}

async function planTag(
  host: Host,
  workspace: Workspace,
  { uri, id, version, draft }: WorkspaceDocument,
  tags: VersionTags,
): Promise<PlannedTag[]> {
  const { folder } = workspace;
  const path = pathFrom(folder, uri);
  const commit = await tags.findCommit(folder);
  if (commit === null) return [];
  const committed = commit === '' ? null : await host.readRevision(folder, commit, path).catch(() => null);
  if (!committed || !isSameBytes(committed, encodeUtf8(draft.text)))
    throw new InForceRefused([
      `${path}: it is not committed as it is, so no tag could mark its words; commit it first, or leave git alone (--no-tag)`,
    ]);
  const name = nameVersionTag(id, version ?? '');
  const found = await tags.findTag(folder, name);
  if (found !== null && found !== commit)
    throw new InForceRefused([
      `there is a git tag ${name} already, of another commit; remove it, or leave git alone (--no-tag)`,
    ]);
  return [{ name, commit }];
}

// ---- what changes

interface BroughtDraft {
  readonly files: readonly ChangedFile[];
  readonly steps: readonly string[];
  /** What the project file says of it from now on; null where the front matter alone says it. */
  readonly entry: AdvancedDocument | null;
}

async function bringDraft(
  host: Host,
  workspace: Workspace,
  document: WorkspaceDocument,
  { on, next }: Pick<BringOptions, 'on' | 'next'>,
): Promise<BroughtDraft> {
  const { draft, uri, version, baseline } = document;
  const { folder } = workspace;
  const place = await findPlace(host, workspace, document, on);
  const nextVersion = next ?? (version === null ? null : nextVersionOf(version));
  if (version !== null && nextVersion === null)
    throw new InForceRefused([
      `${workspace.pathOf(uri)}: “${version}” has no number to count on; say which version comes next (--next VERSION)`,
    ]);
  const copy = encodeUtf8(writeTextInForce(draft));
  const there = await host.read(place.uri);
  const name = pathFrom(folder, place.uri);
  if (there && !isSameBytes(there, copy))
    throw new InForceRefused([`${name}: it is there already and says something else; move it away`]);
  const begun = writeNextDraft(draft, pathFrom(folderOf(uri), place.uri), nextVersion);
  const entry = workspace.projectFile?.documents.find((each) => resolveUri(folder, each.path) === uri);
  const register = registerFileOf(uri);
  const numbers = await host.read(register);
  return {
    files: [
      { uri: place.uri, before: there, after: copy },
      ...place.figures,
      { uri, before: encodeUtf8(draft.text), after: encodeUtf8(begun) },
      // The numbers of the changes are those against the version that is in force no longer.
      ...(numbers
        ? [
            { uri: register, before: numbers, after: null },
            { uri: registerFileOf(place.uri), before: null, after: numbers },
          ]
        : []),
    ],
    steps: [
      `${name} holds the ${[document.id, version].filter(Boolean).join(' ')}, in force from ${houseDate(on)}${
        baseline?.version ? ` in the place of ${baseline.version}` : ''
      }`,
      `${workspace.pathOf(uri)} goes on as the draft of ${nextVersion ?? 'the next version'}`,
    ],
    entry: entry ? { path: entry.path, version: nextVersion, baseline: { path: name, version, from: on } } : null,
  };
}

/** Where a new version in force goes, and its pictures, which an older version may need as well. */
async function findPlace(
  host: Host,
  workspace: Workspace,
  { uri, version, baseline, draft }: WorkspaceDocument,
  on: string,
): Promise<{ readonly uri: string; readonly figures: readonly ChangedFile[] }> {
  const before = baseline?.uri.startsWith('file:') ? baseline.uri : null;
  const folder = before === null ? resolveUri(workspace.folder, 'in-force') : folderOf(before);
  const name = nameInForce(uri, before, baseline?.version ?? null, version ?? on);
  const own = fileStem([version ?? on]).toLowerCase();
  for (const target of [resolveUri(folder, name), resolveUri(resolveUri(folder, own), name)]) {
    const figures: ChangedFile[] = [];
    let isFree = target !== uri && target !== before;
    for (const path of listFigurePaths(draft).keys()) {
      const [from, to] = [resolveBeside(uri, path), resolveBeside(target, path)];
      if (from === null || to === null || from === to) continue;
      const areWithin = (await host.isWithin(workspace.folder, from)) && (await host.isWithin(workspace.folder, to));
      const bytes = areWithin ? await host.read(from).catch(() => null) : null;
      if (!bytes) continue;
      const there = await host.read(to).catch(() => null);
      if (there && !isSameBytes(there, bytes)) isFree = false;
      else if (!there) figures.push({ uri: to, before: null, after: bytes });
    }
    if (isFree && (await host.isWithin(workspace.folder, target))) return { uri: target, figures };
  }
  throw new InForceRefused([
    `${pathFrom(workspace.folder, folder)}: there is no place in it for ${name} and its pictures; move what is there away`,
  ]);
}

/** "svtad-v1.5.md" beside "svtad-v1.4.md". */
function nameInForce(uri: string, before: string | null, old: string | null, version: string): string {
  const draftName = fileNameOf(uri);
  const ending = /\.[^.]+$/.exec(draftName)?.[0] ?? '.md';
  const own = fileStem([version]);
  if (before !== null && old !== null) {
    const oldName = fileNameOf(before).replace(/\.[^.]+$/, '');
    const oldWords = fileStem([old]);
    const at = oldName.toLowerCase().lastIndexOf(oldWords.toLowerCase());
    if (at >= 0) {
      const isLower = oldName.slice(at, at + oldWords.length) === oldWords.toLowerCase();
      return `${oldName.slice(0, at)}${isLower ? own.toLowerCase() : own}${oldName.slice(at + oldWords.length)}${ending}`;
    }
  }
  return `${draftName.slice(0, draftName.length - (draftName.endsWith(ending) ? ending.length : 0))}-${own.toLowerCase()}${ending}`;
}

/** The text of a version in force: the draft's, which says of itself that it is in force. */
function writeTextInForce(draft: Draft): string {
  const { text, frontMatter } = draft;
  const edits: TextEdit[] = [];
  const status = frontMatter.places.get('status');
  if (status) edits.push({ ...status, text: 'in force' });
  const baseline = frontMatter.places.get('baseline');
  if (baseline) edits.push({ ...spanOfWholeLine(text, baseline.start), text: '' });
  return putEdits(text, edits);
}

/** The text of the draft that begins: the same words under the next version. */
function writeNextDraft(draft: Draft, baseline: string, version: string | null): string {
  const { text, frontMatter } = draft;
  const edits: TextEdit[] = [];
  const places = [
    ['version', version],
    ['baseline', baseline],
    ['status', 'draft'],
  ] as const;
  for (const [key, value] of places) {
    const place = frontMatter.places.get(key);
    const isPlain = value !== null && /^[A-Za-z][\w./ -]*$/.test(value);
    if (place && value !== null) edits.push({ ...place, text: isPlain ? value : JSON.stringify(value) });
  }
  return putEdits(text, edits);
}

function spanOfWholeLine(text: string, offset: number): { start: number; end: number } {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return { start, end: end < 0 ? text.length : end + 1 };
}

/** Whether no other instrument of the project has changes that are not in force. */
function isLastOfProject(workspace: Workspace, checker: Checker, brought: readonly WorkspaceDocument[]): boolean {
  return workspace
    .listCheckedDocuments()
    .filter((document) => document.role === 'instrument' && !brought.includes(document))
    .every((document) => (checker.comparisons.of(document)?.changes.length ?? 1) === 0);
}

async function changeProjectFile(
  host: Host,
  workspace: Workspace,
  advanced: readonly AdvancedDocument[],
  isConcluded: boolean,
): Promise<ChangedFile> {
  const text = workspace.projectFile?.text ?? '';
  const edits = advanceProject(text, advanced, isConcluded);
  const after = edits === null ? null : putEdits(text, edits);
  const read = after === null ? null : parseProjectFile(after);
  const isSound =
    read?.problems.length === 0 &&
    advanced.every(
      ({ path, baseline }) => read.documents.find((each) => each.path === path)?.baseline?.path === baseline.path,
    );
  if (after === null || !isSound)
    throw new InForceRefused([
      `${fileNameOf(workspace.projectUri)}: its entries are written in a way that cannot be changed safely; write each document as “- { id: …, path: … }”`,
    ]);
  return { uri: workspace.projectUri, before: await host.read(workspace.projectUri), after: encodeUtf8(after) };
}
