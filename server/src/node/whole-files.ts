import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { link, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface OutputFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

interface Staged {
  readonly path: string;
  readonly from: string;
  readonly to: string;
  /** What stood in the place before, under a second name, for as long as it may be wanted back. */
  kept: string | null;
  placed: boolean;
}

/**
 * Writes files whole, and all of them or none: each is first written beside its place under a name of its own and flushed, and only
 * when all are there do they take their names. A fault, or an interrupt of the process, leaves what stood there before and no leftovers.
 * A link is followed: the file that it leads to is replaced, not the link.
 * @throws Error that names the file and says what to mend
 */
export async function writeWhole(files: readonly OutputFile[]): Promise<void> {
  const staged: Staged[] = [];
  const leftovers = (): string[] => staged.flatMap(({ from, kept }) => (kept === null ? [from] : [from, kept]));
  const interrupted = (signal: NodeJS.Signals): void => {
    for (const path of leftovers()) rmSync(path, { force: true });
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  for (const signal of SIGNALS) process.once(signal, interrupted);
  try {
    for (const { path, bytes } of files) await told(path, () => stage(path, bytes, staged));
    for (const each of staged) each.kept = await keep(each.to);
    try {
      for (const each of staged) await told(each.path, () => place(each));
    } catch (error) {
      for (const each of staged) await putBack(each);
      throw error;
    }
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, interrupted);
    await Promise.all(leftovers().map((path) => rm(path, { force: true })));
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

async function stage(path: string, bytes: Uint8Array, staged: Staged[]): Promise<void> {
  const to = await realpath(path).catch(() => path);
  const there = await stat(to).catch(() => null);
  if (there?.isDirectory()) throw new Error('it is a folder: name a file');
  if (there && !there.isFile()) throw new Error('it is a device and no file: name a file');
  await mkdir(dirname(to), { recursive: true });
  const from = partName(to);
  staged.push({ path, from, to, kept: null, placed: false });
  const file = await open(from, 'wx');
  try {
    await file.writeFile(bytes);
    if (there) await file.chmod(there.mode & 0o777).catch(() => {});
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Gives what stands in a place a second name. A file system without such names has none to give: then a fault cannot be undone. */
async function keep(path: string): Promise<string | null> {
  const kept = partName(path);
  try {
    await link(path, kept);
    return kept;
  } catch {
    return null;
  }
}

async function place(file: Staged): Promise<void> {
  await rename(file.from, file.to);
  file.placed = true;
}

async function putBack({ to, kept, placed }: Staged): Promise<void> {
  if (!placed) return;
  await (kept === null ? rm(to, { force: true }) : rename(kept, to)).catch(() => {});
}

function partName(path: string): string {
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

/** Does a step of writing one file; a fault is told in words that name the file. */
async function told<T>(path: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new Error(`${path}: ${(code !== undefined && REASONS[code]) || (error instanceof Error ? error.message : String(error))}`);
  }
}
