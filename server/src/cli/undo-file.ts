import { hashText } from '../model/text.js';
import type { OutputFile } from '../node/whole-files.js';
import { isInside, resolveUri } from '../workspace/uri.js';
import type { Workspace } from '../workspace/workspace.js';
import { type Io, UsageError } from './io.js';
import { readFileText } from './read.js';

export const OUTSIDE = 'it is outside the project’s folder: keep all files inside it';

/** A file as a command left it. */
export interface LeftFile {
  /** Relative to the project's folder. */
  readonly path: string;
  /** A hash of its text. */
  readonly text: string;
}

/** How the last run of a command is undone; `Entry` says besides how one file is. */
export interface UndoRecord<Entry extends LeftFile> {
  readonly version: 1;
  readonly files: readonly Entry[];
}

/** A file as a command left it. */
export function noteLeftFile(path: string, text: string): LeftFile {
  return { path, text: hashText(text).toString(36) };
}

/** The file of an undo record, beside the project file, or beside the draft. */
export function makeUndoOutput<Entry extends LeftFile>(
  io: Io,
  { folder }: Workspace,
  name: string,
  files: readonly Entry[],
): OutputFile {
  const record: UndoRecord<Entry> = { version: 1, files };
  return {
    path: io.path(resolveUri(folder, name)),
    within: io.path(folder),
    bytes: new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`),
  };
}

/**
 * Reads an undo record.
 * @param what it undoes: "a renumbering"
 * @param isSound whether an entry, whose path and hash are sound, is one of the command's
 * @throws UsageError where there is none, or nothing that can be undone
 */
export async function readUndoRecord<Entry extends LeftFile>(
  io: Io,
  { folder }: Workspace,
  { name, what, isSound }: { readonly name: string; readonly what: string; readonly isSound: (file: Entry) => boolean },
): Promise<{ readonly path: string; readonly bytes: Uint8Array; readonly files: readonly Entry[] }> {
  const uri = resolveUri(folder, name);
  const path = io.path(uri);
  if (!(await io.host.isWithin(folder, uri))) throw new UsageError(`${path}: ${OUTSIDE}`);
  const bytes = await io.host.read(uri);
  if (bytes === null) throw new UsageError(`${path}: there is no such file, so there is nothing to undo`);
  const files = parseUndoRecord(await readFileText(io, path), isSound);
  if (!files) throw new UsageError(`${path}: it does not say how to undo ${what}`);
  return { path, bytes, files };
}

function parseUndoRecord<Entry extends LeftFile>(
  text: string,
  isSound: (file: Entry) => boolean,
): readonly Entry[] | null {
  try {
    const { version, files } = JSON.parse(text) as UndoRecord<Entry>;
    const areSound = files.every(
      (file) => typeof file.path === 'string' && isInside(file.path) && typeof file.text === 'string' && isSound(file),
    );
    return version === 1 && areSound ? files : null;
  } catch {
    return null;
  }
}

/**
 * The text of a file that is still as the command left it.
 * @param problem what is said of one that has changed
 */
export async function readLeftFile(
  io: Io,
  { folder }: Workspace,
  { path, text: hash }: LeftFile,
  problem: string,
): Promise<{ readonly uri: string; readonly path: string; readonly text: string }> {
  const uri = resolveUri(folder, path);
  const file = io.path(uri);
  if (!(await io.host.isWithin(folder, uri))) throw new UsageError(`${file}: ${OUTSIDE}`);
  const text = await readFileText(io, file);
  if (noteLeftFile(path, text).text !== hash) throw new UsageError(`${file}: ${problem}`);
  return { uri, path: file, text };
}
