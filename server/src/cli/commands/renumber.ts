import { messageOf } from '../../failure.js';
import { closeGaps } from '../../features/close-gaps.js';
import type { RenumberedProject } from '../../features/guarded-renumbering.js';
import { isSameBytes } from '../../model/bytes.js';
import { hashText } from '../../model/text.js';
import type { Options } from '../../node/arguments.js';
import type { ExpectedFile } from '../../node/whole-files.js';
import type { WorkspaceDocument } from '../../workspace/document.js';
import { isInside, pathFrom, resolveUri } from '../../workspace/uri.js';
import type { Workspace } from '../../workspace/workspace.js';
import { type Io, UsageError } from '../io.js';
import { addLooseDraft, loadDraft, refuseProblems, templatesOf } from '../load.js';
import { readFileText } from '../read.js';
import { showOnOneLine } from '../visible.js';

export const RENUMBER_OPTIONS = { 'dry-run': 'boolean', undo: 'boolean' } as const;

/**
 * What the last renumbering changed, so that it can be undone; beside the project file, or beside
 * the draft.
 */
const UNDO_FILE = '.keeling-undo.json';

/**
 * Closes the gaps in a draft's numbers and updates every reference in its project; or undoes the
 * last such change.
 */
export async function renumberDraft(io: Io, paths: readonly string[], options: Options): Promise<number> {
  const [path] = paths;
  if (path === undefined || paths.length > 1) throw new UsageError('renumber takes one draft: keeling renumber FILE');
  if (options.undo && options['dry-run']) throw new UsageError('--undo and --dry-run do not go together');
  const { workspace, document } = await loadDraft(io, path);
  if (options.undo) return undoLast(io, workspace);
  refuseProblems(io, workspace);
  if (document.isBaseline) throw new UsageError(`${path}: it is a version in force, which is never changed`);
  if (document.isTemplate) throw new UsageError(`${path}: it is a template; name a draft`);
  await addTemplates(io, workspace);
  const result = closeGaps(workspace, document);
  if (typeof result === 'string') throw new UsageError(`${path}: not renumbered: ${result.replace(/\.$/, '')}`);
  if (result.edits.length === 0) {
    io.out('Nothing to renumber: there are no gaps.\n');
    return 0;
  }
  for (const { document: other } of result.edits) await refuseUnlessUtf8(io, other);
  if (options['dry-run']) {
    io.out(`${listEdits(io, result)}${summariseEdits(result)} would change; nothing is written.\n`);
    return 0;
  }
  // The way back first: a set of files that is half in place could still be undone by it.
  const undo = makeUndoFile(io, workspace, result);
  await io.write([undo, ...listChangedFiles(io, result)], [], {
    ...homeOf(io, workspace),
    expected: await listReadFiles(io, workspace, undo.path),
  });
  io.out(
    `${listEdits(io, result)}${summariseEdits(result)} changed; keeling renumber ${showOnOneLine(path)} --undo undoes it.\n`,
  );
  return 0;
}

const OUTSIDE = 'it is outside the project’s folder: keep all files inside it';

/** Templates may cite what is renumbered, too. */
async function addTemplates(io: Io, workspace: Workspace): Promise<void> {
  for (const uri of templatesOf(workspace)) {
    if (!(await io.host.isWithin(workspace.folder, uri))) throw new UsageError(`${io.path(uri)}: ${OUTSIDE}`);
    await addLooseDraft(workspace, uri, io.path(uri));
  }
}

/** Drafts are written as UTF-8, so one in another encoding is refused: its bytes would change. */
async function refuseUnlessUtf8(io: Io, { uri, draft }: WorkspaceDocument): Promise<void> {
  const bytes = await io.host.read(uri);
  const own = new TextEncoder().encode(draft.text);
  if (bytes && isSameBytes(bytes, own)) return;
  const isUtf16 = bytes?.[0] === 0xff || bytes?.[0] === 0xfe;
  throw new UsageError(
    `${io.path(uri)}: ${isUtf16 ? 'it is not in UTF-8: save it as UTF-8 first' : 'it has changed since it was read: run the command again'}`,
  );
}

function listEdits(io: Io, { edits }: RenumberedProject): string {
  const lines = edits.map(({ document: { uri, draft }, span, text }) => ({
    uri,
    start: span.start,
    line: `${showOnOneLine(`${io.path(uri)}:${draft.positionAt(span.start).line + 1}:${draft.positionAt(span.start).character + 1} ${draft.text.slice(span.start, span.end)} → ${text}`)}\n`,
  }));
  const order = [...new Set(lines.map(({ uri }) => uri))];
  lines.sort((a, b) => order.indexOf(a.uri) - order.indexOf(b.uri) || a.start - b.start);
  return lines.map(({ line }) => line).join('');
}

function summariseEdits({ edits, texts }: RenumberedProject): string {
  const numbers = edits.filter(({ what }) => what === 'number').length;
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;
  return `${count(numbers, 'number')} and ${count(edits.length - numbers, 'reference')} in ${count(texts.size, 'file')}`;
}

function listChangedFiles(io: Io, { texts }: RenumberedProject) {
  return [...texts].map(([{ uri }, { text }]) => ({ path: io.path(uri), bytes: new TextEncoder().encode(text) }));
}

// ---- undo

interface Undo {
  readonly version: 1;
  readonly files: readonly {
    readonly path: string;
    /** A hash of the text that the edits are for. */
    readonly text: string;
    /** From the end of the text to its beginning. */
    readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  }[];
}

/** Where a set of changed drafts is locked, and what the lock says. */
function homeOf(io: Io, { folder }: Workspace) {
  return { home: io.path(folder), command: 'keeling renumber' };
}

/** What has been read, the last way back included: it must be the same when all is written. */
async function listReadFiles(io: Io, workspace: Workspace, undoPath: string): Promise<ExpectedFile[]> {
  const texts = [...workspace.documents.values()].filter(({ uri }) => uri.startsWith('file:'));
  return [
    ...texts.map(({ uri, draft }) => ({ path: io.path(uri), bytes: new TextEncoder().encode(draft.text) })),
    { path: undoPath, bytes: await readUnlessMissing(io, undoPath) },
  ];
}

async function readUnlessMissing(io: Io, path: string): Promise<Uint8Array | null> {
  try {
    return await io.host.read(io.uri(path));
  } catch (error) {
    throw new UsageError(`${path}: ${messageOf(error)}`);
  }
}

function findUndoUri({ folder }: Workspace): string {
  return resolveUri(folder, UNDO_FILE);
}

/** The edits that make the old texts of the new ones. */
function makeUndoFile(io: Io, workspace: Workspace, { edits, texts }: RenumberedProject) {
  const files: Undo['files'] = [...texts].map(([document, { text }]) => {
    const own = edits.filter((edit) => edit.document === document).sort((a, b) => a.span.start - b.span.start);
    let shift = 0;
    const back = own.map(({ span, text: put }) => {
      const start = span.start + shift;
      shift += put.length - (span.end - span.start);
      return { start, end: start + put.length, text: document.draft.text.slice(span.start, span.end) };
    });
    return { path: pathFrom(workspace.folder, document.uri), text: hashOf(text), edits: back.reverse() };
  });
  return toUndoOutput(io, workspace, { version: 1, files });
}

/**
 * Undoes the last renumbering where the drafts are still as it left them, and notes how to do it
 * again.
 */
async function undoLast(io: Io, workspace: Workspace): Promise<number> {
  const uri = findUndoUri(workspace);
  const name = io.path(uri);
  if (!(await io.host.isWithin(workspace.folder, uri))) throw new UsageError(`${name}: ${OUTSIDE}`);
  const before = await io.host.read(uri);
  if (before === null) throw new UsageError(`${name}: there is no such file, so there is nothing to undo`);
  const changes = readUndo(await readFileText(io, name));
  if (!changes) throw new UsageError(`${name}: it does not say how to undo a renumbering`);
  const done: { path: string; bytes: Uint8Array }[] = [];
  const expected: ExpectedFile[] = [{ path: name, bytes: before }];
  const redo: Undo['files'][number][] = [];
  for (const { path, text: hash, edits } of changes.files) {
    const file = io.path(resolveUri(workspace.folder, path));
    if (!(await io.host.isWithin(workspace.folder, io.uri(file)))) throw new UsageError(`${file}: ${OUTSIDE}`);
    const text = await readFileText(io, file);
    if (hashOf(text) !== hash)
      throw new UsageError(`${file}: it has changed since it was renumbered, so that cannot be undone`);
    expected.push({ path: file, bytes: new TextEncoder().encode(text) });
    let old = text;
    for (const edit of edits) old = old.slice(0, edit.start) + edit.text + old.slice(edit.end);
    done.push({ path: file, bytes: new TextEncoder().encode(old) });
    redo.push({ path, text: hashOf(old), edits: invertEdits(text, edits) });
  }
  const redoFile = toUndoOutput(io, workspace, { version: 1, files: redo });
  await io.write([redoFile, ...done], [], { ...homeOf(io, workspace), expected });
  io.out(`Undone in ${showOnOneLine(done.map(({ path }) => path).join(', '))}; --undo once more does it again.\n`);
  return 0;
}

function invertEdits(text: string, edits: Undo['files'][number]['edits']): Undo['files'][number]['edits'] {
  let shift = 0;
  return [...edits]
    .reverse()
    .map((edit) => {
      const start = edit.start + shift;
      shift += edit.text.length - (edit.end - edit.start);
      return { start, end: start + edit.text.length, text: text.slice(edit.start, edit.end) };
    })
    .reverse();
}

function readUndo(text: string): Undo | null {
  try {
    const content = JSON.parse(text) as Undo;
    const sound =
      content.version === 1 &&
      content.files.every(
        ({ path, text: hash, edits }) =>
          typeof path === 'string' &&
          isInside(path) &&
          typeof hash === 'string' &&
          edits.every(({ start, end, text: put }) => start >= 0 && end >= start && typeof put === 'string'),
      );
    return sound ? content : null;
  } catch {
    return null;
  }
}

function toUndoOutput(io: Io, workspace: Workspace, content: Undo) {
  const bytes = new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`);
  return { path: io.path(findUndoUri(workspace)), within: io.path(workspace.folder), bytes };
}

function hashOf(text: string): string {
  return hashText(text).toString(36);
}
