import { randomBytes } from 'node:crypto';
import { renameSync, rmdirSync, rmSync } from 'node:fs';
import { link, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { messageOf } from '../failure.js';

export interface OutputFile {
  readonly path: string;
  /** All of them, or pieces that are made one after another while they are written. */
  readonly bytes: Uint8Array | Iterable<Uint8Array>;
}

interface Staged {
  readonly path: string;
  readonly from: string;
  readonly to: string;
  /** The old file under a second name, until it is no longer needed. */
  kept: string | null;
  placed: boolean;
}

/**
 * Writes files whole, and all of them or none. Each is first written beside its place under a
 * temporary name; when all are on disk they are renamed. If that fails or is interrupted, the old
 * files stay and nothing is left over. Links are followed: the file that a link leads to is
 * replaced, not the link.
 * @throws Error that names the file and says what to do
 */
export async function writeWhole(files: readonly OutputFile[]): Promise<void> {
  const staged: Staged[] = [];
  const folders: string[] = [];
  const interrupted = (signal: NodeJS.Signals): void => {
    undoAll(staged, folders);
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  for (const signal of SIGNALS) process.once(signal, interrupted);
  try {
    for (const { path, bytes } of files) await nameFileInErrors(path, () => stageFile(path, bytes, staged, folders));
    for (const each of staged) each.kept = await keepOld(each.to);
    for (const each of staged) await nameFileInErrors(each.path, () => placeFile(each));
    for (const { kept } of staged) if (kept !== null) await rm(kept, { force: true });
  } catch (error) {
    undoAll(staged, folders);
    throw error;
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, interrupted);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

async function stageFile(path: string, bytes: OutputFile['bytes'], staged: Staged[], folders: string[]): Promise<void> {
  const to = await realpath(path).catch(() => resolve(path));
  const there = await stat(to).catch(() => null);
  if (there?.isDirectory()) throw new Error('it is a folder: name a file');
  if (there && !there.isFile()) throw new Error('it is a device and no file: name a file');
  await makeFolder(dirname(to), folders);
  const from = makePartName(to);
  staged.push({ path, from, to, kept: null, placed: false });
  const file = await open(from, 'wx');
  try {
    for (const piece of bytes instanceof Uint8Array ? [bytes] : bytes) await file.writeFile(piece);
    if (there) await file.chmod(there.mode & 0o777).catch(() => {});
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a folder and those above it that are missing, and notes each that it made. */
async function makeFolder(path: string, made: string[]): Promise<void> {
  const missing: string[] = [];
  for (let each = path; !(await mayBeThere(each)); each = dirname(each)) {
    missing.unshift(each);
    if (dirname(each) === each) break;
  }
  // One by one: on a disk that takes no folders, Node's recursive mkdir never ends.
  for (const each of missing) {
    await mkdir(each);
    made.push(each);
  }
}

async function mayBeThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
}

/** Leaves the disk as it was. Synchronous, as it may be the last thing that the process does. */
function undoAll(staged: readonly Staged[], folders: readonly string[]): void {
  for (const { from, to, kept, placed } of staged) {
    tryTo(() => rmSync(from, { force: true }));
    if (placed) tryTo(() => (kept === null ? rmSync(to, { force: true }) : renameSync(kept, to)));
    else if (kept !== null) tryTo(() => rmSync(kept, { force: true }));
  }
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) tryTo(() => rmdirSync(folder));
}

/** What cannot be undone stays: the error that led here is the one to report. */
function tryTo(step: () => void): void {
  try {
    step();
  } catch {
    // Nothing else can be done.
  }
}

/**
 * Gives the file at a place a second name, to bring it back by; null where the file system has no
 * such links.
 */
async function keepOld(path: string): Promise<string | null> {
  const kept = makePartName(path);
  try {
    await link(path, kept);
    return kept;
  } catch {
    return null;
  }
}

async function placeFile(file: Staged): Promise<void> {
  await rename(file.from, file.to);
  file.placed = true;
}

function makePartName(path: string): string {
  return join(dirname(path), `.${randomBytes(6).toString('hex')}.keeling-part`);
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'writing it is not allowed, or another program has it open: close it there, or name another place',
  EPERM: 'writing it is not allowed, or another program has it open: close it there, or name another place',
  EBUSY: 'another program has it open: close it there',
  ENOENT: 'its folder cannot be made: name another place',
  EROFS: 'its disk cannot be written to: name another place',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EEXIST: 'a file stands where its folder should be: name another place',
  ENOTDIR: 'a file stands where its folder should be: name another place',
  ENAMETOOLONG: 'its name is too long for this disk',
  EINVAL: 'its name is none that this system knows',
};

/** Does a step of writing one file; an error then names the file and says what to do. */
async function nameFileInErrors<T>(path: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new Error(`${path}: ${(code !== undefined && REASONS[code]) || messageOf(error)}`);
  }
}
