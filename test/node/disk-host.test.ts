import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { DiskHost } from '../../server/src/node/disk-host.js';
import { toPath, toUri } from '../../server/src/node/uris.js';
import { resolveUri } from '../../server/src/workspace/uri.js';

function hasGit(): boolean {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('files on disk', () => {
  let folder: string;
  const host = new DiskHost();
  const at = (...names: string[]) => join(folder, ...names);
  const put = (name: string, text: string | Uint8Array = 'x') => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  };
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      [
        '-c',
        'user.name=T',
        '-c',
        'user.email=t@example.org',
        '-c',
        'init.defaultBranch=main',
        '-c',
        'commit.gpgsign=false',
        ...args,
      ],
      { cwd: folder, stdio: 'pipe' },
    );

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  describe('reading', () => {
    it('gives the bytes, null where there is none, and says what a folder is', async () => {
      put('a b/ü (1).md', 'words');
      assert.equal(Buffer.from((await host.read(toUri(at('a b', 'ü (1).md')))) ?? []).toString(), 'words');
      assert.equal(await host.read(toUri(at('none.md'))), null);
      assert.equal(await host.read(toUri(at('a b/ü (1).md/below.md'))), null);
      assert.equal(await host.read('untitled:a.md'), null);
      await assert.rejects(host.read(toUri(folder)), /it is a folder/);
    });
  });

  describe('listing Markdown', () => {
    const listed = async (below = '.') =>
      (await host.listMarkdown(toUri(at(below)))).map((uri) =>
        relative(folder, toPath(uri) as string).replaceAll('\\', '/'),
      );

    it('leaves out hidden folders, node_modules and what is no Markdown', async () => {
      for (const name of ['b.md', 'a/c.MD', 'a/d.markdown', '.hidden/e.md', '.f.md', 'node_modules/g.md', 'h.txt'])
        put(name);
      assert.deepEqual(await listed(), ['a/c.MD', 'a/d.markdown', 'b.md']);
    });

    it('leaves out what git ignores, nearer rules first', async () => {
      for (const name of [
        'a.md',
        'out/b.md',
        'deep/out/c.md',
        'deep/d.md',
        'deep/keep/e.md',
        'deep/gone/f.md',
        'x/y.md',
      ])
        put(name);
      put('.gitignore', 'out/\nd.md\n/x/y.md\n');
      put('deep/.gitignore', '!d.md\ngone\n');
      assert.deepEqual(await listed(), ['a.md', 'deep/d.md', 'deep/keep/e.md']);
    });

    it('knows the rules of the folders above, as far as the repository reaches', async () => {
      mkdirSync(at('.git'));
      put('.gitignore', 'draft-*.md\nout/\n');
      for (const name of ['sub/a.md', 'sub/draft-b.md', 'out/c.md']) put(name);
      assert.deepEqual(await listed('sub'), ['sub/a.md']);
      // Whoever names an ignored folder means what is in it.
      assert.deepEqual(await listed('out'), ['out/c.md']);
      rmSync(at('.git'), { recursive: true });
      assert.deepEqual(await listed('sub'), ['sub/a.md', 'sub/draft-b.md']);
    });

    it('does not follow links', async function () {
      put('in/a.md');
      put('out/b.md');
      if (!linked(at('out'), at('in', 'link'))) return this.skip();
      assert.deepEqual(await listed('in'), ['in/a.md']);
    });

    it('is empty where there is no folder', async () => assert.deepEqual(await listed('none'), []));
  });

  describe('what lies within a folder', () => {
    const within = (path: string) => host.isWithin(toUri(at('in')), toUri(at(path)));

    it('is told by name', async () => {
      put('in/a.md');
      put('inside/b.md');
      assert.deepEqual(
        await Promise.all(
          ['in', 'in/a.md', 'in/none.md', 'in/no/none.md', 'inside/b.md', 'b.md', 'in/../b.md'].map(within),
        ),
        [true, true, true, true, false, false, false],
      );
    });

    it('is told with every link followed', async function () {
      put('in/a.md');
      put('out/b.md');
      if (!linked(at('out'), at('in', 'folder'))) return this.skip();
      symlinkSync(at('out', 'b.md'), at('in', 'file.md'));
      symlinkSync(at('none.md'), at('in', 'broken.md'));
      symlinkSync(at('in', 'a.md'), at('in', 'own.md'));
      symlinkSync(at('in'), at('also'));
      assert.deepEqual(
        await Promise.all(
          ['in/folder/b.md', 'in/folder/none.md', 'in/file.md', 'in/broken.md', 'in/own.md'].map(within),
        ),
        [false, false, false, false, true],
      );
      assert.equal(await host.isWithin(toUri(at('also')), toUri(at('in', 'a.md'))), true);
    });
  });

  describe('a file at a git revision', () => {
    before(function () {
      if (!hasGit()) this.skip();
    });
    beforeEach(() => {
      git('init', '-q');
      put('sub/a.md', 'first\n');
      git('add', '.');
      git('commit', '-q', '-m', 'one');
      git('tag', 'v1');
      put('sub/a.md', 'second\r\n');
      git('add', '.');
      git('commit', '-q', '-m', 'two');
    });
    const read = async (revision: string, path: string, from = '.') =>
      Buffer.from(await host.readRevision(toUri(at(from)), revision, path)).toString();

    it('is read relative to the folder', async () => {
      assert.equal(await read('v1', 'sub/a.md'), 'first\n');
      assert.equal(await read('v1', 'a.md', 'sub'), 'first\n');
      assert.equal(await read('HEAD~1', './a.md', 'sub'), 'first\n');
      assert.equal(await read('HEAD', 'sub\\a.md'), 'second\r\n');
    });

    const refused: [string, string, string, RegExp][] = [
      ['a revision that there is none', 'v9', 'sub/a.md', /there is no git revision “v9” here/],
      ['a file that there is none', 'v1', 'b.md', /there is no “b\.md” at the git revision “v1”/],
      ['a folder', 'v1', 'sub', /“sub” at the git revision “v1” is no file/],
      ['an option', '--output=x', 'sub/a.md', /“--output=x” is no git revision/],
      ['nothing', '', 'sub/a.md', /is no git revision/],
      ['a line end', 'v1\n', 'sub/a.md', /is no git revision/],
      ['a NUL', 'v1\0', 'sub/a.md', /is no git revision/],
      ['another file’s revision', 'v1:sub', 'a.md', /is no git revision/],
      ['a path out of the folder', 'v1', '../a.md', /is outside the folder/],
      ['a path out of the folder by backslashes', 'v1', 'sub\\..\\..\\a.md', /is outside the folder/],
      ['an absolute path', 'v1', '/etc/passwd', /is outside the folder/],
      ['a path with a NUL', 'v1', 'a\0.md', /is outside the folder/],
    ];
    for (const [name, revision, path, message] of refused) {
      it(`${name} is refused`, () => assert.rejects(read(revision, path), message));
    }

    it('runs no git in a folder that is not trusted', () =>
      assert.rejects(new DiskHost(() => false).readRevision(toUri(folder), 'v1', 'sub/a.md'), /not trusted/));

    it('is of the folder’s own repository, whatever the environment says', async () => {
      const other = at('other');
      mkdirSync(other);
      execFileSync('git', ['init', '-q', other], { stdio: 'ignore' });
      for (const [name, value] of [
        ['GIT_DIR', join(other, '.git')],
        ['GIT_OBJECT_DIRECTORY', join(other, '.git', 'objects')],
        ['GIT_CONFIG_COUNT', '1'],
      ] as const) {
        const before = process.env[name];
        process.env[name] = value;
        try {
          assert.equal(await read('v1', 'sub/a.md'), 'first\n', name);
        } finally {
          if (before === undefined) delete process.env[name];
          else process.env[name] = before;
        }
      }
    });

    it('is never fetched by a program that the repository names, by an old git either', async function () {
      if (process.platform === 'win32') return this.skip();
      const ran = at('ran');
      const blob = execFileSync('git', ['rev-parse', 'v1:sub/a.md'], { cwd: folder, encoding: 'utf8' }).trim();
      rmSync(at('.git', 'objects', blob.slice(0, 2), blob.slice(2)), { force: true });
      const settings = [
        ['core.repositoryformatversion', '1'],
        ['extensions.partialClone', 'origin'],
        ['remote.origin.promisor', 'true'],
        ['remote.origin.url', `ext::sh -c touch% ${ran}`],
        ['protocol.ext.allow', 'always'],
      ];
      for (const setting of settings) git('config', ...setting);
      // An old git does not know the variable that forbids to fetch.
      const bin = at('bin');
      mkdirSync(bin);
      const path = process.env.PATH;
      const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
      writeFileSync(join(bin, 'git'), `#!/bin/sh\nunset GIT_NO_LAZY_FETCH\nexec ${real} "$@"\n`, { mode: 0o755 });
      process.env.PATH = `${bin}:${path}`;
      try {
        await assert.rejects(read('v1', 'sub/a.md'));
      } finally {
        process.env.PATH = path;
      }
      assert.equal(existsSync(ran), false);
    });

    it('says where there is no repository', async () => {
      rmSync(at('.git'), { recursive: true, force: true });
      await assert.rejects(read('v1', 'sub/a.md'), /is not in a git repository/);
    });

    it('says where there is no git', async () => {
      const path = process.env.PATH;
      process.env.PATH = folder;
      try {
        await assert.rejects(read('v1', 'sub/a.md'), /git is not installed/);
      } finally {
        process.env.PATH = path;
      }
    });
  });
});

describe('names that no file has', () => {
  const host = new DiskHost();

  it('are refused with what is wrong', async () => {
    const folder = toUri(tmpdir());
    await assert.rejects(host.read(`${folder}/a%00b.md`), /its name holds a NUL character/);
    await assert.rejects(host.read(resolveUri(folder, 'a\ud800b.md')), /its name is not valid Unicode: rename it/);
  });

  it('such as one that is no Unicode on disk', async function () {
    if (process.platform !== 'linux') return this.skip();
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
    try {
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/na`), Buffer.from([0xef]), Buffer.from('ve.md')]), 'x');
      const [uri, more] = await host.listMarkdown(toUri(folder));
      assert.equal(more, undefined);
      await assert.rejects(host.read(uri ?? ''), /its name is not valid Unicode: rename it/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('URIs of files', () => {
  it('and paths turn into each other', () => {
    for (const name of [
      'a.md',
      'a b.md',
      'ü–“x”.md',
      "it's (1)!.md",
      '100%.md',
      'a#b?.md',
      'a+b&c=d,e;f@g$h.md',
      '[1]^|~.md',
    ]) {
      const path = join(process.cwd(), name);
      const uri = toUri(path);
      assert.match(uri, /^file:\/\/\/[A-Za-z0-9%._~/-]+$/);
      assert.equal(toPath(uri), path);
    }
  });

  it('of other kinds are none', () => {
    for (const uri of ['untitled:a', 'http://example.org/a.md', 'git:v1:a.md', '']) assert.equal(toPath(uri), null);
    if (process.platform !== 'win32') assert.equal(toPath('file://host/a.md'), null);
  });
});

/** Makes a link to a folder; false where this system does not let one. */
function linked(to: string, from: string): boolean {
  try {
    symlinkSync(to, from, 'dir');
    return true;
  } catch {
    return false;
  }
}
