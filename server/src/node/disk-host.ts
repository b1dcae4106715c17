import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { Host } from '../workspace/host.js';
import { readGitFile } from './git.js';
import { addRulesOf, type IgnoreRules, isIgnored, readRulesAbove } from './ignored.js';
import { toPath, toUri } from './uris.js';

/** No draft is larger; what is, is some other file. */
const MOST_BYTES = 256 * 1024 * 1024;
/** The pipes that a shell hands over as files; any other could keep its reader waiting for ever. */
const OWN_PIPE = /^\/dev\/(?:stdin|fd\/\d+)$/;

/** Files and git of this machine. */
export class DiskHost implements Host {
  /** @param trustsGit whether git may be run in these folders */
  constructor(private readonly trustsGit: () => boolean = () => true) {}

  async read(uri: string): Promise<Uint8Array | null> {
    const path = toPath(uri);
    if (path === null) return null;
    try {
      const facts = await stat(path);
      if (facts.isDirectory()) throw new Error('it is a folder');
      if (!facts.isFile() && !OWN_PIPE.test(path)) throw new Error('it is a device and no file');
      if (facts.size > MOST_BYTES) throw new Error('it is larger than 256 MB');
      return await readFile(path);
    } catch (error) {
      if (hasErrorCode(error, 'ENOENT') || hasErrorCode(error, 'ENOTDIR')) return null;
      if (hasErrorCode(error, 'EACCES') || hasErrorCode(error, 'EPERM')) throw new Error('reading it is not allowed');
      if (hasErrorCode(error, 'ELOOP')) throw new Error('its links lead in a circle: name the file itself');
      throw error;
    }
  }

  async listMarkdown(folder: string): Promise<string[]> {
    const root = toPath(folder);
    if (root === null) return [];
    const found: string[] = [];
    await listFolder(root, await readRulesAbove(root), found);
    return found.sort().map(toUri);
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
    if (!this.trustsGit()) throw new Error('git is not run in a folder that is not trusted.');
    return readGitFile(root, revision, path, MOST_BYTES);
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

async function listFolder(folder: string, above: IgnoreRules, found: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const rules = await addRulesOf(folder, above);
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (isIgnored(rules, path, entry.isDirectory())) continue;
    if (entry.isDirectory()) await listFolder(path, rules, found);
    else if (entry.isFile() && /\.(?:md|markdown)$/i.test(entry.name)) found.push(path);
  }
}

function hasErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
