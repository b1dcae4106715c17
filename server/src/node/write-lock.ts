import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, uptime } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import {
  findFacts,
  isProcessAlive,
  makePartName,
  readProcessSpace,
  removeIfThere,
  sweepLeftParts,
} from './part-files.js';
import { endWriting, packRecord, unpackRecord, type WriteRecord } from './write-record.js';

/** The file that says who is writing in a folder, and how to leave the folder as it was. */
export const LOCK_FILE = '.keeling-lock.json';

/** How long one who wants to write waits for another to end, in milliseconds. */
const PATIENCE = 3_000;
const PAUSE = 25;
/** A holder shows so often that it lives, and is gone after so long without, in milliseconds. */
const BEAT = 1_000;
const SILENCE = 15_000;
/** No lock is larger, in bytes. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Who holds a lock. */
interface Holder {
  readonly id: string;
  readonly pid: number;
  readonly thread: number;
  /** When the process began, by the system's own count; null where it does not say. */
  readonly began: string | null;
  readonly machine: string;
  /** What tells one start of a machine from the next; null where the system does not say. */
  readonly boot: string | null;
  /** Processes have their numbers within it; null where the system has none. */
  readonly space: string | null;
  readonly command: string;
  /** An ISO date and time. */
  readonly since: string;
}

interface Lock {
  readonly holder: Holder | null;
  readonly record: WriteRecord | null;
  /** When its holder last showed that it lives; in milliseconds since 1970. */
  readonly beat: number;
}

/** The right to write in a folder, until it is released. */
export class WriteLock {
  private readonly beat: NodeJS.Timeout;

  private constructor(
    private readonly folder: string,
    private readonly path: string,
    private readonly holder: Holder,
  ) {
    this.beat = setInterval(() => this.showLife(), BEAT).unref();
  }

  /**
   * Waits a little for the right to write in a folder. What a writer that ended early has left
   * there is ended first.
   * @param command what the lock says is being done
   * @throws Error that says who holds it
   */
  static async take(folder: string, command: string): Promise<WriteLock> {
    const path = join(folder, LOCK_FILE);
    const until = Date.now() + PATIENCE;
    for (;;) {
      const holder = describeSelf(command);
      if (createWhole(path, toText(folder, holder, EMPTY))) return new WriteLock(folder, path, holder);
      const lock = readLock(folder, path);
      if (lock && isStale(lock)) endStale(folder, path, lock);
      else if (lock && Date.now() > until) throw new Error(describeHolder(path, lock));
      else if (lock) await wait(PAUSE);
    }
  }

  /** Whether it is the lock of a folder. */
  isOf(folder: string): boolean {
    return folder === this.folder;
  }

  /** Writes down how to leave the folder as it was. */
  record(record: WriteRecord): void {
    const part = makePartName(this.path);
    try {
      writeSynced(part, toText(this.folder, this.holder, record));
      renameSync(part, this.path);
    } catch (error) {
      removeIfThere(part);
      throw error;
    }
  }

  release(): void {
    clearInterval(this.beat);
    removeIfThere(this.path);
  }

  private showLife(): void {
    try {
      const now = new Date();
      utimesSync(this.path, now, now);
    } catch {
      // The lock was removed by hand: it is no longer needed.
    }
  }
}

/**
 * Ends what writers that ended early have left in a folder and above it, and sweeps the folder.
 * Where one is at work, waits a little for it, so that a set of files is not read while it is half
 * in place.
 * @param own the lock of the caller, which is no other's
 */
export async function recoverFolder(folder: string, own?: WriteLock | null): Promise<void> {
  let isFree = true;
  for (let each = folder; ; each = dirname(each)) {
    if (!own?.isOf(each) && !(await endLeftWriting(each))) isFree = false;
    if (dirname(each) === each) break;
  }
  const rights = `${LOCK_FILE}-`;
  if (isFree)
    sweepLeftParts(folder, (name) => name.startsWith(rights) && /^[0-9a-f-]+$/.test(name.slice(rights.length)));
}

/** @returns whether nobody writes in the folder now */
async function endLeftWriting(folder: string): Promise<boolean> {
  const path = join(folder, LOCK_FILE);
  for (const until = Date.now() + PATIENCE; Date.now() < until; ) {
    const lock = readLock(folder, path);
    if (!lock) return true;
    if (lock.holder === null) return false;
    if (isStale(lock)) endStale(folder, path, lock);
    else await wait(PAUSE);
  }
  return false;
}

const EMPTY: WriteRecord = { files: [], folders: [] };

function toText(folder: string, holder: Holder, record: WriteRecord): string {
  return `${JSON.stringify({ version: 1, holder, record: packRecord(folder, record) })}\n`;
}

/** What a lock says; null where there is none. */
function readLock(folder: string, path: string): Lock | null {
  const facts = findFacts(path);
  if (!facts) return null;
  const unknown: Lock = { holder: null, record: null, beat: facts.mtimeMs };
  if (!facts.isFile() || facts.size > MOST_BYTES) return unknown;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : unknown;
  }
  try {
    const { holder, record } = JSON.parse(text) as { holder?: unknown; record?: unknown };
    return isHolder(holder) ? { ...unknown, holder, record: unpackRecord(folder, record) } : unknown;
  } catch {
    return unknown;
  }
}

function isHolder(value: unknown): value is Holder {
  const { id, pid, thread, began, machine, boot, space, command, since } = (value ?? {}) as Record<string, unknown>;
  const isTextOrNull = (each: unknown) => each === null || typeof each === 'string';
  return (
    typeof id === 'string' &&
    /^[0-9a-f]{12}$/.test(id) &&
    Number.isSafeInteger(pid) &&
    Number(pid) > 0 &&
    Number.isSafeInteger(thread) &&
    typeof machine === 'string' &&
    typeof command === 'string' &&
    typeof since === 'string' &&
    [began, boot, space].every(isTextOrNull)
  );
}

/** Whether the holder of a lock is surely gone. */
function isStale({ holder, beat }: Lock): boolean {
  // Half written: where a file system has no links, a lock is there before its words are.
  if (!holder) return false;
  if (holder.machine !== hostname()) return false;
  const boot = readBoot();
  if (holder.boot !== null && boot !== null && holder.boot !== boot) return true;
  if (boot === null && Date.now() - uptime() * 1000 > Date.parse(holder.since) + SILENCE) return true;
  // The processes of another container have numbers that say nothing here.
  if (holder.space !== readProcessSpace()) return false;
  if (!isProcessAlive(holder.pid)) return true;
  const began = readBeginning(holder.pid);
  if (holder.began !== null && began !== null && holder.began !== began) return true;
  // A thread can end early while its process goes on.
  return holder.pid === process.pid && holder.thread !== threadId && Date.now() - beat > SILENCE;
}

/**
 * Ends what the holder of a stale lock has left, and removes the lock. Only one process does so:
 * the one that makes the file that is named after the lock.
 */
function endStale(folder: string, path: string, { holder }: Lock): void {
  if (!holder) return;
  const right = join(folder, `${LOCK_FILE}-${holder.id}`);
  if (!createWhole(right, toText(folder, describeSelf('recovery'), EMPTY))) {
    const other = readLock(folder, right);
    // Its own right is stale in turn: the next in line follows it in the same way.
    if (other && isStale(other)) endStale(folder, right, other);
    return;
  }
  try {
    const now = readLock(folder, path);
    if (now?.holder?.id !== holder.id) return;
    if (now.record) endWriting(now.record);
    rmSync(path, { force: true });
  } finally {
    removeIfThere(right);
  }
}

function describeHolder(path: string, { holder }: Lock): string {
  if (!holder) return `${path}: another program is writing here; delete this file if none is`;
  const { pid, command, since, machine } = holder;
  const where = machine === hostname() ? '' : ` on ${machine}`;
  return `${command} (process ${pid}${where}) has been writing here since ${since}: wait until it has ended. If it has, delete ${path}`;
}

function describeSelf(command: string): Holder {
  return {
    id: randomBytes(6).toString('hex'),
    pid: process.pid,
    thread: threadId,
    began: readBeginning(process.pid),
    machine: hostname(),
    boot: readBoot(),
    space: readProcessSpace(),
    command,
    since: new Date().toISOString(),
  };
}

/**
 * Makes a file that is there with all its words or not at all.
 * @returns whether there was none
 */
function createWhole(path: string, text: string): boolean {
  const part = makePartName(path);
  try {
    writeSynced(part, text);
    linkSync(part, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw error;
  } finally {
    removeIfThere(part);
  }
  try {
    writeSynced(path, text);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function writeSynced(path: string, text: string): void {
  const file = openSync(path, 'wx');
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** When a process began; null where the system does not say. */
function readBeginning(pid: number): string | null {
  const facts = readSystemFile(`/proc/${pid}/stat`);
  // The name of the program, in brackets, may hold anything.
  return facts?.slice(facts.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function readBoot(): string | null {
  return readSystemFile('/proc/sys/kernel/random/boot_id')?.trim() ?? null;
}

function readSystemFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
