import { execFile } from 'node:child_process';
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { Host } from '../workspace/host.js';
import { toPath, toUri } from './uris.js';

/** No draft is larger; what is, is some other file. */
const MOST_BYTES = 256 * 1024 * 1024;
const GIT_MILLISECONDS = 20_000;

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
      if (facts.size > MOST_BYTES) throw new Error('it is larger than 256 MB');
      return await readFile(path);
    } catch (error) {
      if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return null;
      if (isCode(error, 'EACCES') || isCode(error, 'EPERM')) throw new Error('reading it is not allowed');
      throw error;
    }
  }

  async listMarkdown(folder: string): Promise<string[]> {
    const root = toPath(folder);
    if (root === null) return [];
    const found: string[] = [];
    await walk(root, [], found);
    return found.sort().map(toUri);
  }

  async isWithin(folder: string, uri: string): Promise<boolean> {
    const root = toPath(folder);
    const path = toPath(uri);
    if (root === null || path === null) return false;
    const [realRoot, realPath] = await Promise.all([nearestReal(root), nearestReal(path)]);
    const way = relative(realRoot, realPath);
    return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
  }

  async readRevision(folder: string, revision: string, path: string): Promise<Uint8Array> {
    const root = toPath(folder);
    if (root === null) throw new Error('git needs a folder on disk.');
    if (!this.trustsGit()) throw new Error('git is not run in a folder that is not trusted.');
    if (revision === '' || revision.startsWith('-') || /[\s:\0-\x1f]/.test(revision)) throw new Error(`“${revision}” is no git revision.`);
    if (isAbsolute(path) || path.split(/[\\/]/).includes('..')) throw new Error(`“${path}” leads out of the folder.`);
    return git(root, ['show', '--end-of-options', `${revision}:./${path.replaceAll('\\', '/')}`], revision, path);
  }
}

function git(folder: string, args: readonly string[], revision: string, path: string): Promise<Uint8Array> {
  const options = { cwd: folder, encoding: 'buffer' as const, timeout: GIT_MILLISECONDS, maxBuffer: MOST_BYTES, windowsHide: true };
  return new Promise((resolve, reject) => {
    execFile('git', [...args], options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const said = stderr.toString('utf8');
      if (isCode(error, 'ENOENT')) reject(new Error('git is not installed.'));
      else if (/not a git repository/i.test(said)) reject(new Error('the folder is not in a git repository.'));
      else if (/does not exist in|exists on disk, but not in/i.test(said)) reject(new Error(`there is no “${path}” at the git revision “${revision}”.`));
      else if (/invalid object name|unknown revision|bad revision|not a valid object/i.test(said)) reject(new Error(`there is no git revision “${revision}” here.`));
      else reject(new Error(`git could not show “${path}” at “${revision}”: ${said.split('\n')[0] || error.message}`));
    });
  });
}

/** The real path of a file, or of the nearest folder above it that is there, with the rest of the way behind. */
async function nearestReal(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const above = dirname(path);
    if (above === path) return path;
    // A link that leads nowhere is not followed to a place of its choice later.
    const broken = await lstat(path).then(
      (facts) => facts.isSymbolicLink(),
      () => false,
    );
    return broken ? sep : join(await nearestReal(above), relative(above, path));
  }
}

async function walk(folder: string, rules: readonly { folder: string; matcher: Ignore }[], found: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const own = entries.some((entry) => entry.name === '.gitignore' && entry.isFile())
    ? [...rules, { folder, matcher: ignore().add(await readFile(join(folder, '.gitignore'), 'utf8').catch(() => '')) }]
    : rules;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const ignored = own.some(({ folder: base, matcher }) => {
      const way = relative(base, path).split(sep).join('/');
      return matcher.ignores(entry.isDirectory() ? `${way}/` : way);
    });
    if (ignored) continue;
    if (entry.isDirectory()) await walk(path, own, found);
    else if (entry.isFile() && /\.(?:md|markdown)$/i.test(entry.name)) found.push(path);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && (error as NodeJS.ErrnoException).code === code;
}
