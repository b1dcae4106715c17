import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { Host } from '../workspace/host.js';
import { readGitFile } from './git.js';
import { addRulesOf, type IgnoreRules, isIgnored, readRulesAbove } from './ignored.js';
import { toPath, toUri } from './uris.js';
import { LOCK_FILE, recoverFolder } from './write-lock.js';

/** No draft is larger; what is, is some other file. */
const MOST_BYTES = 256 * 1024 * 1024;
/** The pipes that a shell hands over as files; any other could keep its reader waiting for ever. */
const OWN_PIPE = /^\/dev\/(?:stdin|fd\/\d+)$/;

/** How long a folder counts as looked at, in milliseconds. */
const RECOVERED_FOR = 1_000;

/** Files and git of this machine. */
export class DiskHost implements Host {
  /** When each folder was last looked at for what a writer left there. */
  private readonly recovered = new Map<string, { readonly at: number; readonly done: Promise<void> }>();

  /** @param isTrusted whether git may be run in these folders, and what was left there be ended */
  constructor(private readonly isTrusted: () => boolean = () => true) {}

  async read(uri: string): Promise<Uint8Array | null> {
    const path = toPath(uri);
    if (path === null) return null;
    if (path.includes('\0')) throw new Error('its name holds a NUL character, which no file name can');
    await this.recoverAbove(dirname(path));
    try {
      const facts = await stat(path);
      if (facts.isDirectory()) throw new Error('it is a folder');
      if (!facts.isFile() && !OWN_PIPE.test(path)) throw new Error('it is a device and no file');
      if (facts.size > MOST_BYTES) throw new Error('it is larger than 256 MB');
      return await readFile(path);
    } catch (error) {
      if (hasErrorCode(error, 'ENOENT') || hasErrorCode(error, 'ENOTDIR')) return refuseOddName(path);
      if (hasErrorCode(error, 'EACCES') || hasErrorCode(error, 'EPERM')) throw new Error('reading it is not allowed');
      if (hasErrorCode(error, 'ELOOP')) throw new Error('its links lead in a circle: name the file itself');
      throw error;
    }
  }

  async listMarkdown(folder: string): Promise<string[]> {
    const root = toPath(folder);
    if (root === null) return [];
    const found: string[] = [];
    await this.recoverAbove(root);
    await this.gatherMarkdown(root, await readRulesAbove(root), found);
    return found.sort().map(toUri);
  }

  async listFolder(folder: string): Promise<string[]> {
    const root = toPath(folder);
    if (root === null) return [];
    await this.recoverAbove(root);
    const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
    const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
    return names.sort().map((name) => toUri(join(root, name)));
  }

  async isWithin(folder: string, uri: string): Promise<boolean> {
    const root = toPath(folder);
    const path = toPath(uri);
    if (root === null || path === null) return false;
    const [realRoot, realPath] = await Promise.all([findRealPath(root), findRealPath(path)]);
    const way = relative(realRoot, realPath);
    return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
  }

  async readRevision(folder: string, revision: string, path: string): Promise<Uint8Array> {
    const root = toPath(folder);
    if (root === null) throw new Error('git needs a folder on disk.');
    if (!this.isTrusted()) throw new Error('git is not run in a folder that is not trusted.');
    return readGitFile(root, revision, path, MOST_BYTES);
  }

  private async gatherMarkdown(folder: string, above: IgnoreRules, found: string[]): Promise<void> {
    const list = () => readdir(folder, { withFileTypes: true }).catch(() => []);
    let entries = await list();
    if (entries.some(({ name }) => name === LOCK_FILE)) {
      await this.recoverAbove(folder);
      entries = await list();
    }
    const rules = await addRulesOf(folder, above);
    for (const entry of entries) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = join(folder, entry.name);
      if (isIgnored(rules, path, entry.isDirectory())) continue;
      if (entry.isDirectory()) await this.gatherMarkdown(path, rules, found);
      else if (entry.isFile() && /\.(?:md|markdown)$/i.test(entry.name)) found.push(path);
    }
  }

  /**
   * Ends what a writer that ended early has left in a folder or above it, so that no half-written
   * set of files is ever read.
   */
  private recoverAbove(folder: string): Promise<void> {
    const last = this.recovered.get(folder);
    if (!this.isTrusted()) return Promise.resolve();
    if (last && Date.now() - last.at < RECOVERED_FOR) return last.done;
    const done = recoverFolder(folder).catch((error: unknown) => {
      // Where nothing may be written, nothing can be put right.
      if (!['EACCES', 'EPERM', 'EROFS'].some((code) => hasErrorCode(error, code))) throw error;
    });
    this.recovered.set(folder, { at: Date.now(), done });
    return done;
  }
}

/**
 * The real path of a file that may not be there: of the nearest folder above that is, and the rest
 * of the path.
 */
async function findRealPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const above = dirname(path);
    if (above === path) return path;
    // A link that leads nowhere now could lead anywhere later, so it counts as outside.
    const broken = await lstat(path).then(
      (facts) => facts.isSymbolicLink(),
      () => false,
    );
    return broken ? sep : join(await findRealPath(above), relative(above, path));
  }
}

/** A name that is not Unicode is read with a sign for what it lacks, and so is never found. */
function refuseOddName(path: string): null {
  if (path.includes('\ufffd')) throw new Error('its name is not valid Unicode: rename it');
  return null;
}

function hasErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
