import { messageOf } from '../failure.js';
import { explainDistrust, type GitRun, runGit } from './git.js';
import { toPath } from './uris.js';

/** Marks versions in git by plain tags, where git may be run. */
export class GitTags {
  /** @param isTrusted whether git may be run in these folders */
  constructor(private readonly isTrusted: () => boolean = () => true) {}

  /** The commit of a folder; empty before the first one, null where there is no repository or git. */
  async findCommit(folder: string): Promise<string | null> {
    const path = this.isTrusted() ? toPath(folder) : null;
    if (path === null) return null;
    const inside = await runGit(path, ['rev-parse', '--is-inside-work-tree']);
    if (inside.error?.code === 'ENOENT' || /not a git repository/i.test(inside.stderr)) return null;
    if (inside.error) throw new Error(explainGit(inside));
    if (inside.stdout.toString('utf8').trim() !== 'true') return null;
    return (await this.resolve(path, 'HEAD^{commit}')) ?? '';
  }

  async findTag(folder: string, name: string): Promise<string | null> {
    return this.resolve(this.pathOf(folder), `refs/tags/${name}^{commit}`);
  }

  async addTag(folder: string, name: string, commit: string): Promise<void> {
    // An old value of zeros: there must be no such tag.
    const none = '0'.repeat(commit.length);
    await this.update(folder, ['update-ref', `refs/tags/${name}`, commit, none]);
  }

  async removeTag(folder: string, name: string, commit: string): Promise<void> {
    if ((await this.findTag(folder, name)) === commit)
      await this.update(folder, ['update-ref', '-d', `refs/tags/${name}`, commit]);
  }

  private pathOf(folder: string): string {
    const path = toPath(folder);
    if (path === null) throw new Error('git needs a folder on disk.');
    if (!this.isTrusted()) throw new Error('git is not run in a folder that is not trusted.');
    return path;
  }

  private async resolve(path: string, revision: string): Promise<string | null> {
    const found = await runGit(path, ['rev-parse', '--verify', '--quiet', '--end-of-options', revision]);
    const commit = found.stdout.toString('utf8').trim();
    return found.error === null && /^[0-9a-f]{40,64}$/.test(commit) ? commit : null;
  }

  private async update(folder: string, args: readonly string[]): Promise<void> {
    const done = await runGit(this.pathOf(folder), args);
    if (done.error) throw new Error(`the tag cannot be set: ${explainGit(done)}`);
  }
}

function explainGit({ error, stderr }: GitRun): string {
  return explainDistrust(stderr) ?? (stderr.trim().split('\n')[0] || messageOf(error));
}
