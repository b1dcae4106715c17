import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, renameSync, rmdirSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { findFacts, isPartName, removeIfThere } from './part-files.js';

/** One file of a set that is written as a whole. Paths are absolute, links followed. */
export interface RecordedFile {
  /** Its place. */
  readonly to: string;
  /** The whole new file under its temporary name. */
  readonly from: string;
  /** The old file under a second name; only where `existed`. */
  readonly kept: string;
  readonly existed: boolean;
  /** Whether the file is to be removed, so that nothing is put in its place. */
  readonly isRemoved?: boolean;
  /** Of the new bytes; null until they are all on disk, and for a file to be removed. */
  hash: string | null;
}

/** How to leave a set of files as it was: written before any of them is. */
export interface WriteRecord {
  readonly files: readonly RecordedFile[];
  /** Folders that are made for them, each after the one that it lies in. */
  readonly folders: readonly string[];
}

/** A hash of bytes, to know a file by. */
export function hashOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Ends a set of files that a writer left behind: where all are in their places it is done, else
 * each is as it was. A file that somebody has changed since is left alone. Synchronous, as it may
 * be the last thing that a process does, and harmless to do again.
 */
export function endWriting({ files, folders }: WriteRecord): void {
  if (files.length > 0 && files.every(isPlaced)) {
    for (const { kept } of files) removeIfThere(kept);
    return;
  }
  rollBack({ files, folders });
}

/** Leaves the disk as it was before. */
export function rollBack({ files, folders }: WriteRecord): void {
  for (const file of [...files].reverse()) {
    const { to, from, kept, existed, isRemoved } = file;
    if (!isPlaced(file)) removeIfThere(kept);
    else if (isRemoved && !existed) continue;
    else if (!existed) removeIfThere(to);
    else tryTo(() => renameSync(kept, to));
    removeIfThere(from);
  }
  for (const folder of [...folders].reverse()) tryTo(() => rmdirSync(folder));
}

/** Whether the new file is in its place, or the old one is gone that is to be removed. */
function isPlaced({ to, from, hash, isRemoved }: RecordedFile): boolean {
  if (isRemoved) return findFacts(to) === null;
  if (hash === null || findFacts(from) !== null) return false;
  try {
    return findFacts(to)?.isFile() === true && hashOfBytes(readFileSync(to)) === hash;
  } catch {
    return false;
  }
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
 * The record as plain data, its paths relative to a folder. Files outside the folder are left out:
 * a record is only ever followed within its own folder.
 */
export function packRecord(folder: string, { files, folders }: WriteRecord): unknown {
  const own = (path: string) => relative(folder, path).split(sep).join('/');
  return {
    files: files
      .filter(({ to }) => isPathWithin(folder, to))
      .map((file) => ({ ...file, to: own(file.to), from: own(file.from), kept: own(file.kept) })),
    folders: folders.filter((each) => isPathWithin(folder, each)).map(own),
  };
}

/**
 * Reads a record that `packRecord` made. Anybody can have written it, so what leads out of the
 * folder, or would remove more than an unfinished file, makes it no record.
 */
export function unpackRecord(folder: string, content: unknown): WriteRecord | null {
  const { files, folders } = (content ?? {}) as { files?: unknown; folders?: unknown };
  if (!Array.isArray(files) || !Array.isArray(folders)) return null;
  const own = (path: unknown): string | null => {
    if (typeof path !== 'string' || path.includes('\0')) return null;
    const whole = join(folder, path);
    return isPathWithin(folder, whole) && whole !== folder && isRealWithin(folder, dirname(whole)) ? whole : null;
  };
  const readFile = (each: Partial<Record<keyof RecordedFile, unknown>> | null): RecordedFile | null => {
    const { existed, hash, isRemoved = false } = each ?? {};
    const [to, from, kept] = [own(each?.to), own(each?.from), own(each?.kept)];
    if (to === null || from === null || kept === null || typeof existed !== 'boolean') return null;
    if ((hash !== null && typeof hash !== 'string') || typeof isRemoved !== 'boolean') return null;
    const isBeside = [from, kept].every((path) => dirname(path) === dirname(to) && isPartName(basename(path)));
    return isBeside ? { to, from, kept, existed, isRemoved, hash } : null;
  };
  const readFiles = files.map(readFile);
  const readFolders = folders.map(own);
  if (readFiles.includes(null) || readFolders.includes(null)) return null;
  return {
    files: readFiles.filter((file) => file !== null),
    folders: readFolders.filter((path) => path !== null),
  };
}

/** Whether a path is a folder or lies in it, by name. */
export function isPathWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
}

/** The same after links are followed. A folder that is not there counts by the one above it. */
export function isRealWithin(folder: string, path: string): boolean {
  const [realFolder, realPath] = [resolveLinks(folder), resolveLinks(path)];
  return realFolder !== null && realPath !== null && isPathWithin(realFolder, realPath);
}

/** Where a path leads; null for a link that leads nowhere now, as it could lead anywhere later. */
function resolveLinks(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    if (findFacts(path) !== null || above === path) return null;
    const real = resolveLinks(above);
    return real === null ? null : join(real, basename(path));
  }
}
