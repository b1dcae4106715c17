import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitTags } from '../../server/src/node/git-tags.js';
import { toUri } from '../../server/src/node/uris.js';
import { gitIn } from '../support/example-folder.js';

describe('tags in git', () => {
  let folder: string;
  const git = (...args: string[]) => gitIn(folder, ...args);
  const tags = new GitTags();

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-tags-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are for a repository with a commit', async () => {
    assert.equal(await tags.findCommit(toUri(folder)), null);
    git('init', '--quiet');
    assert.equal(await tags.findCommit(toUri(folder)), '');
    git('commit', '--quiet', '--allow-empty', '--message', 'one');
    assert.equal(await tags.findCommit(toUri(folder)), git('rev-parse', 'HEAD'));
    assert.equal(await new GitTags(() => false).findCommit(toUri(folder)), null);
  });

  it('are made once, found, and removed where they are still of that commit', async () => {
    git('init', '--quiet');
    git('commit', '--quiet', '--allow-empty', '--message', 'one');
    const uri = toUri(folder);
    const commit = git('rev-parse', 'HEAD');
    assert.equal(await tags.findTag(uri, 'm-v1'), null);
    await tags.addTag(uri, 'm-v1', commit);
    assert.equal(await tags.findTag(uri, 'm-v1'), commit);
    await assert.rejects(tags.addTag(uri, 'm-v1', commit), /the tag cannot be set/);
    git('commit', '--quiet', '--allow-empty', '--message', 'two');
    await tags.removeTag(uri, 'm-v1', git('rev-parse', 'HEAD'));
    assert.equal(git('tag'), 'm-v1');
    await tags.removeTag(uri, 'm-v1', commit);
    assert.equal(git('tag'), '');
    git('tag', '--annotate', 'm-v2', '--message', 'an annotated one');
    assert.equal(await tags.findTag(uri, 'm-v2'), git('rev-parse', 'HEAD'));
  });

  it('run nothing that the repository names', async function () {
    if (process.platform === 'win32') return this.skip();
    git('init', '--quiet');
    git('commit', '--quiet', '--allow-empty', '--message', 'one');
    const trap = join(folder, 'sprung');
    mkdirSync(join(folder, '.git', 'hooks'), { recursive: true });
    for (const hook of ['reference-transaction', 'post-index-change']) {
      writeFileSync(join(folder, '.git', 'hooks', hook), `#!/bin/sh\ntouch ${trap}\n`);
      chmodSync(join(folder, '.git', 'hooks', hook), 0o755);
    }
    git('config', 'core.fsmonitor', `touch ${trap}`);
    await tags.addTag(toUri(folder), 'm-v1', git('rev-parse', 'HEAD'));
    assert.ok(!existsSync(trap));
    assert.equal(git('tag'), 'm-v1');
  });
});
