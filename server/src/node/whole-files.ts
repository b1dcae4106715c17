import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { access, mkdir, open, realpath, stat } from 'node:fs/promises';
import { constants as system } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { messageOf } from '../failure.js';
import { makePartName, removeIfThere } from './part-files.js';
import { recoverFolder, WriteLock } from './write-lock.js';
import { isPathWithin, isRealWithin, type RecordedFile, rollBack } from './write-record.js';

export interface OutputFile {
  readonly path: string;
  /**
   * All of them, or pieces that are made one after another while they are written; null to remove
   * the file, which may be missing.
   */
  readonly bytes: Uint8Array | Iterable<Uint8Array> | null;
  /**
   * The folder that a path which Keeling chose itself stays in, links followed. Where the user
   * typed the path it is left out, and links are followed wherever they lead.
   */
  readonly within?: string;
}

/** A file that was read, and what was in it. */
export interface ExpectedFile {
  readonly path: string;
  /** Null where there was no file. */
  readonly bytes: Uint8Array | null;
}

export interface WriteOptions {
  /**
   * The folder that is locked while several files are written, and where it is written down how to
   * undo that; it is made where it is missing. Of several, the first that all files lie in and that
   * may be written to, or the last: the one that others look into comes first. Without any, the
   * folder that holds all the files.
   */
  readonly home?: string | readonly [string, ...string[]];
  /** What is being done, for those who have to wait. */
  readonly command?: string;
  /** What must be on disk still when the files are placed. */
  readonly expected?: readonly ExpectedFile[];
}

interface Staged extends RecordedFile {
  /** As it was given. */
  readonly path: string;
  readonly output: OutputFile;
}

/**
 * Writes files whole, and all of them or none. Each is first written beside its place under a
 * temporary name; when all are on disk they are placed in one go. If that fails or is interrupted,
 * the old files stay and nothing is left over. If the process is killed, the next one that reads
 * or writes in the home folder puts things right. Links are followed: the file that a link leads
 * to is replaced, not the link.
 * @throws Error that names the file and says what to do
 */
export async function writeWhole(files: readonly OutputFile[], options: WriteOptions = {}): Promise<void> {
  const { expected = [], command = 'keeling' } = options;
  const homeFolders: string[] = [];
  const home = await chooseHome(files, options);
  const staged: Staged[] = [];
  const folders: string[] = [];
  let lock: WriteLock | null = null;
  const undo = (): void => {
    rollBack({ files: staged, folders });
    lock?.release();
    rollBack({ files: [], folders: homeFolders });
  };
  let stoppedBy: StopSignal | null = null;
  // What is being done on disk right now ends first, or it would be left over. A second signal
  // waits for nothing.
  const stop = (signal: StopSignal): void => {
    if (stoppedBy !== null) {
      undo();
      process.exit(128 + system.signals[signal]);
    }
    stoppedBy = signal;
  };
  const goOn = (): void => {
    if (stoppedBy !== null) throw new Error('interrupted');
  };
  const record = (): void => explainErrors(home ?? '', () => lock?.record({ files: staged, folders }));
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    if (home !== null) {
      const where = await nameFileInErrors(home, () => makeHome(home, homeFolders));
      lock = await nameFileInErrors(home, () => WriteLock.take(where, command));
    }
    const isRecorded = lock !== null;
    for (const file of files) await nameFileInErrors(file.path, () => planFile(file, staged, folders, isRecorded));
    goOn();
    record();
    for (const folder of new Set(staged.map(({ from }) => dirname(from)))) await recoverFolder(folder, lock);
    if (isRecorded) makeFolders(folders, staged);
    for (const each of staged) await nameFileInErrors(each.path, () => stageFile(each, goOn));
    for (const each of staged) if (each.existed) explainErrors(each.path, () => keepOld(each));
    goOn();
    record();
    if (!isRecorded) makeFolders(folders, staged);
    placeAll(staged, expected);
    lock?.release();
  } catch (error) {
    undo();
    if (stoppedBy !== null) process.exit(128 + system.signals[stoppedBy]);
    throw error;
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, stop);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type StopSignal = (typeof SIGNALS)[number];

async function chooseHome(files: readonly OutputFile[], { home }: WriteOptions): Promise<string | null> {
  if (home === undefined) return files.length > 1 ? findCommonFolder(files) : null;
  const folders = typeof home === 'string' ? [home] : home;
  for (const folder of folders.slice(0, -1)) {
    const real = findRealPlace(resolve(folder));
    const holdsAll = files.every(({ path }) => isPathWithin(real, findRealPlace(resolve(path))));
    if (holdsAll && (await isWritable(real))) return folder;
  }
  return folders.at(-1) ?? null;
}

function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** The folder itself, links followed; it and those above it are made where they are missing. */
async function makeHome(home: string, made: string[]): Promise<string> {
  for (const folder of await listMissingFolders(resolve(home))) {
    await mkdir(folder);
    made.push(folder);
  }
  return realpath(home);
}

/** The lowest folder that is there and that all files lie in, by their paths. */
function findCommonFolder(files: readonly OutputFile[]): string {
  let folder = dirname(resolve(files[0]?.path ?? '.'));
  while (!files.every(({ path }) => isPathWithin(folder, resolve(path)))) folder = dirname(folder);
  while (statSync(folder, { throwIfNoEntry: false }) === undefined) folder = dirname(folder);
  return folder;
}

/**
 * Finds out where a file goes, and which folders are missing there, and writes nothing.
 * @param isRecorded whether it is written down how to undo what is done. Where it is not, a file is
 * first written in a folder that is there, for the next command that looks into it to sweep.
 */
async function planFile(output: OutputFile, staged: Staged[], folders: string[], isRecorded: boolean): Promise<void> {
  const { path, within } = output;
  const to = findRealPlace(resolve(path));
  if (within !== undefined && !isOwnPlace(within, resolve(path)))
    throw new Error('it leads out of the folder through a link: remove the link');
  const there = await stat(to).catch(() => null);
  if (there?.isDirectory()) throw new Error('it is a folder: name a file');
  if (there && !there.isFile()) throw new Error('it is a device and no file: name a file');
  if (there && !(await mayWrite(to))) throw new Error('it is write-protected: make it writable, or name another place');
  const missing = await listMissingFolders(dirname(to));
  for (const folder of missing) if (!folders.includes(folder)) folders.push(folder);
  const [from, kept] = [makePartName(isRecorded ? to : (missing[0] ?? to)), makePartName(to)];
  const isRemoved = output.bytes === null;
  staged.push({ path, output, to, from, kept, existed: there !== null, isRemoved, hash: null });
}

function makeFolders(folders: readonly string[], staged: readonly Staged[]): void {
  for (const folder of folders) {
    const first = staged.find(({ to }) => isPathWithin(folder, to))?.path ?? folder;
    explainErrors(first, () => mkdirSync(folder));
  }
}

/** Whether a place that Keeling chose is in a folder; links within the folder may be on the way. */
function isOwnPlace(within: string, path: string): boolean {
  return isPathWithin(resolve(within), path) && isRealWithin(resolve(within), path);
}

function mayWrite(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    ({ code }: NodeJS.ErrnoException) => code !== 'EACCES' && code !== 'EPERM',
  );
}

/** A folder and those above it that are missing, each after the one that it lies in. */
async function listMissingFolders(path: string): Promise<string[]> {
  const missing: string[] = [];
  for (let each = path; !(await mayBeThere(each)); each = dirname(each)) {
    missing.unshift(each);
    if (dirname(each) === each) break;
  }
  return missing;
}

async function mayBeThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
}

async function stageFile(staged: Staged, goOn: () => void): Promise<void> {
  const { bytes } = staged.output;
  if (bytes === null) return;
  const there = staged.existed ? await stat(staged.to) : null;
  // Made at once: a signal that came while another thread makes it would leave it behind.
  closeSync(openSync(staged.from, 'wx'));
  const file = await open(staged.from, 'r+');
  const hash = createHash('sha256');
  try {
    for (const piece of bytes instanceof Uint8Array ? [bytes] : bytes) {
      goOn();
      hash.update(piece);
      await file.writeFile(piece);
    }
    if (there) await file.chmod(there.mode & 0o777).catch(() => {});
    await file.sync();
  } finally {
    await file.close();
  }
  staged.hash = hash.digest('hex');
}

/** Gives the old file a second name, to bring it back by: a copy where there are no such links. */
function keepOld({ to, kept }: Staged): void {
  try {
    linkSync(to, kept);
  } catch {
    copyFileSync(to, kept, constants.COPYFILE_EXCL);
  }
}

/**
 * Puts all files in their places. Synchronous, so that no signal comes between, and right after
 * what is there was compared with what had been read.
 */
function placeAll(staged: readonly Staged[], expected: readonly ExpectedFile[]): void {
  for (const { path, bytes } of expected)
    if (!isAsExpected(path, bytes))
      throw new Error(`${path}: it has changed since it was read, so nothing is written: run the command again`);
  for (const { path, output, to } of staged) {
    const { within } = output;
    if (findRealPlace(resolve(path)) !== to || (within !== undefined && !isOwnPlace(within, resolve(path))))
      throw new Error(`${path}: its folder has changed: run the command again`);
  }
  for (const { path, from, to, isRemoved } of staged)
    explainErrors(path, () => (isRemoved ? rmSync(to, { force: true }) : renameSync(from, to)));
  for (const { kept } of staged) removeIfThere(kept);
}

/** The place that a path leads to; of one that is not there, in the folder that its own leads to. */
function findRealPlace(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(findRealPlace(above), basename(path));
  }
}

function isAsExpected(path: string, bytes: Uint8Array | null): boolean {
  try {
    const now = readFileSync(path);
    return bytes !== null && now.equals(bytes);
  } catch (error) {
    return bytes === null && (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
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
    throw explainError(path, error);
  }
}

function explainErrors(path: string, step: () => void): void {
  try {
    step();
  } catch (error) {
    throw explainError(path, error);
  }
}

function explainError(path: string, error: unknown): Error {
  const code = (error as NodeJS.ErrnoException).code;
  return new Error(`${path}: ${(code !== undefined && REASONS[code]) || messageOf(error)}`);
}
