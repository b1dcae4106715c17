import { messageOf } from '../../failure.js';
import { closeGaps } from '../../features/close-gaps.js';
import type { RenumberedProject } from '../../features/guarded-renumbering.js';
import { isSameBytes } from '../../model/bytes.js';
import { putEdits, type TextEdit } from '../../model/text.js';
import type { Options } from '../../node/arguments.js';
import type { ExpectedFile } from '../../node/whole-files.js';
import type { WorkspaceDocument } from '../../workspace/document.js';
import { pathFrom } from '../../workspace/uri.js';
import type { Workspace } from '../../workspace/workspace.js';
import { type Io, UsageError } from '../io.js';
import { addLooseDraft, loadDraft, refuseProblems, templatesOf } from '../load.js';
import { type LeftFile, makeUndoOutput, noteLeftFile, OUTSIDE, readLeftFile, readUndoRecord } from '../undo-file.js';
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

interface RenumberedFile extends LeftFile {
  /** What leads back, from the end of the text to its beginning. */
  readonly edits: readonly TextEdit[];
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

/** The edits that make the old texts of the new ones. */
function makeUndoFile(io: Io, workspace: Workspace, { edits, texts }: RenumberedProject) {
  const files = [...texts].map(([document, { text }]) => {
    const own = edits.filter((edit) => edit.document === document).sort((a, b) => a.span.start - b.span.start);
    let shift = 0;
    const back = own.map(({ span, text: put }) => {
      const start = span.start + shift;
      shift += put.length - (span.end - span.start);
      return { start, end: start + put.length, text: document.draft.text.slice(span.start, span.end) };
    });
    return { ...noteLeftFile(pathFrom(workspace.folder, document.uri), text), edits: back.reverse() };
  });
  return makeUndoOutput(io, workspace, UNDO_FILE, files);
}

/**
 * Undoes the last renumbering where the drafts are still as it left them, and notes how to do it
 * again.
 */
async function undoLast(io: Io, workspace: Workspace): Promise<number> {
  const undo = await readUndoRecord<RenumberedFile>(io, workspace, {
    name: UNDO_FILE,
    what: 'a renumbering',
    isSound: ({ edits }) =>
      edits.every(({ start, end, text: put }) => start >= 0 && end >= start && typeof put === 'string'),
  });
  const done: { path: string; bytes: Uint8Array }[] = [];
  const expected: ExpectedFile[] = [{ path: undo.path, bytes: undo.bytes }];
  const redo: RenumberedFile[] = [];
  for (const left of undo.files) {
    const { path, edits } = left;
    const problem = 'it has changed since it was renumbered, so that cannot be undone';
    const { path: file, text } = await readLeftFile(io, workspace, left, problem);
    expected.push({ path: file, bytes: new TextEncoder().encode(text) });
    const old = putEdits(text, edits);
    done.push({ path: file, bytes: new TextEncoder().encode(old) });
    redo.push({ ...noteLeftFile(path, old), edits: invertEdits(text, edits) });
  }
  const redoFile = makeUndoOutput(io, workspace, UNDO_FILE, redo);
  await io.write([redoFile, ...done], [], { ...homeOf(io, workspace), expected });
  io.out(`Undone in ${showOnOneLine(done.map(({ path }) => path).join(', '))}; --undo once more does it again.\n`);
  return 0;
}

function invertEdits(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
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
