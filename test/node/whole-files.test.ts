import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { isPartName } from '../../server/src/node/part-files.js';
import { writeWhole } from '../../server/src/node/whole-files.js';
import { LOCK_FILE } from '../../server/src/node/write-lock.js';

describe('writing files', () => {
  let folder: string;
  const at = (...names: string[]) => join(folder, ...names);
  const bytes = (text: string) => new TextEncoder().encode(text);
  const text = (name: string) => readFileSync(at(name), 'utf8');

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('writes them, and the folders that they need', async () => {
    await writeWhole([
      { path: at('a.md'), bytes: bytes('A') },
      { path: at('x', 'y', 'b.md'), bytes: bytes('B') },
    ]);
    assert.deepEqual([text('a.md'), text('x/y/b.md')], ['A', 'B']);
    assert.deepEqual(readdirSync(folder).sort(), ['a.md', 'x']);
  });

  it('removes a file together with what it writes, or leaves both', async () => {
    writeFileSync(at('old.md'), 'old');
    await writeWhole([
      { path: at('a.md'), bytes: bytes('A') },
      { path: at('old.md'), bytes: null },
      { path: at('none.md'), bytes: null },
    ]);
    assert.deepEqual(readdirSync(folder), ['a.md']);
    function* failing() {
      yield bytes('B');
      throw new Error('no more');
    }
    await assert.rejects(
      writeWhole([
        { path: at('a.md'), bytes: null },
        { path: at('b.md'), bytes: failing() },
      ]),
      /no more/,
    );
    assert.deepEqual(readdirSync(folder), ['a.md']);
    assert.equal(text('a.md'), 'A');
  });

  it('brings back a removed file where a later one cannot be placed', async () => {
    writeFileSync(at('a.md'), 'A');
    const expected = [{ path: at('b.md'), bytes: bytes('another') }];
    const files = [
      { path: at('a.md'), bytes: null },
      { path: at('c.md'), bytes: bytes('C') },
    ];
    await assert.rejects(writeWhole(files, { expected }), /has changed since it was read/);
    assert.deepEqual(readdirSync(folder), ['a.md']);
  });

  it('writes what comes in pieces, one behind another', async () => {
    writeFileSync(at('a.md'), 'old and longer');
    await writeWhole([{ path: at('a.md'), bytes: ['A', '', 'bc'].map(bytes) }]);
    assert.equal(text('a.md'), 'Abc');
  });

  it('makes folders for one file when it is all on disk, and leaves what is unfinished where the next command looks', async () => {
    const seen: string[][] = [];
    function* pieces() {
      seen.push(readdirSync(folder));
      yield bytes('A');
    }
    await writeWhole([{ path: at('x', 'y', 'a.md'), bytes: pieces() }]);
    assert.equal(text('x/y/a.md'), 'A');
    assert.deepEqual(
      seen.map((names) => names.map(isPartName)),
      [[true]],
    );
    assert.deepEqual(readdirSync(folder), ['x']);
  });

  it('writes none where the pieces of one fail', async () => {
    writeFileSync(at('a.md'), 'old');
    function* pieces() {
      yield bytes('A');
      throw new Error('no more');
    }
    await assert.rejects(writeWhole([{ path: at('a.md'), bytes: pieces() }]), /no more/);
    assert.equal(text('a.md'), 'old');
    assert.deepEqual(readdirSync(folder), ['a.md']);
  });

  it('replaces what is there', async () => {
    writeFileSync(at('a.md'), 'old and longer');
    await writeWhole([{ path: at('a.md'), bytes: bytes('new') }]);
    assert.equal(text('a.md'), 'new');
    assert.deepEqual(readdirSync(folder), ['a.md']);
  });

  it('writes none where one cannot be staged', async () => {
    writeFileSync(at('a.md'), 'old');
    mkdirSync(at('folder'));
    mkdirSync(at('there'));
    await assert.rejects(
      writeWhole([
        { path: at('a.md'), bytes: bytes('new') },
        { path: at('there', 'x', 'y', 'b.md'), bytes: bytes('new') },
        { path: at('folder'), bytes: bytes('new') },
      ]),
      /folder: it is a folder: name a file/,
    );
    assert.equal(text('a.md'), 'old');
    assert.deepEqual([readdirSync(folder).sort(), readdirSync(at('there'))], [['a.md', 'folder', 'there'], []]);
  });

  it('puts back what was there where one cannot take its name', async () => {
    writeFileSync(at('a.md'), 'old');
    writeFileSync(at('c.md'), 'old');
    const files = [
      { path: at('a.md'), bytes: bytes('new') },
      { path: at('new.md'), bytes: bytes('new') },
      { path: at('b.md'), bytes: bytes('new') },
      {
        path: at('c.md'),
        // When the others are staged, somebody makes a folder in the place of one.
        get bytes() {
          mkdirSync(at('b.md', 'in the way'), { recursive: true });
          return bytes('new');
        },
      },
    ];
    await assert.rejects(writeWhole(files), /b\.md: /);
    assert.deepEqual([text('a.md'), text('c.md')], ['old', 'old']);
    assert.equal(existsSync(at('new.md')), false);
    assert.deepEqual(readdirSync(folder).sort(), ['a.md', 'b.md', 'c.md']);
  });

  it('says so where a file stands in the place of a folder', async () => {
    writeFileSync(at('a'), 'file');
    await assert.rejects(
      writeWhole([{ path: at('a', 'b.md'), bytes: bytes('new') }]),
      /b\.md: a file stands where its folder should be/,
    );
    assert.deepEqual(readdirSync(folder), ['a']);
  });

  it('follows a link and keeps it, and the rights of a file', async function () {
    if (process.platform === 'win32') return this.skip();
    writeFileSync(at('real.md'), 'old');
    chmodSync(at('real.md'), 0o600);
    symlinkSync(at('real.md'), at('link.md'));
    await writeWhole([{ path: at('link.md'), bytes: bytes('new') }]);
    assert.equal(text('real.md'), 'new');
    assert.equal(realpathSync(at('link.md')), at('real.md'));
    assert.equal(statSync(at('real.md')).mode & 0o777, 0o600);
  });

  it('refuses a device', async function () {
    if (process.platform === 'win32') return this.skip();
    await assert.rejects(writeWhole([{ path: '/dev/null', bytes: bytes('x') }]), /it is a device/);
    assert.ok(statSync('/dev/null').isCharacterDevice());
  });

  it('leaves nothing behind when the process is interrupted', function () {
    if (process.platform === 'win32') return this.skip();
    writeFileSync(at('a.md'), 'old');
    const script = at('run.cjs');
    buildSync({
      entryPoints: ['server/src/node/whole-files.ts'],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile: at('whole-files.cjs'),
    });
    writeFileSync(
      script,
      `const { writeWhole } = require('./whole-files.cjs');
       const bytes = Buffer.from('new');
       // The second file's bytes are asked for when the first is staged.
       const second = { path: 'b.md', get bytes() { process.kill(process.pid, 'SIGTERM'); return new Promise(() => {}); } };
       setTimeout(() => {}, 10_000);
       void writeWhole([{ path: 'a.md', bytes }, second]);`,
    );
    const { status } = spawnSync(process.execPath, [script], { cwd: folder });
    assert.equal(status, 143);
    assert.equal(text('a.md'), 'old');
    assert.deepEqual(readdirSync(folder).sort(), ['a.md', 'run.cjs', 'whole-files.cjs']);
  });

  it('lock the folder that others look into, unless files lie outside of it', async () => {
    for (const name of ['project', 'project/made', 'elsewhere']) mkdirSync(at(name));
    const locked: string[] = [];
    const write = async (path: string, home: readonly [string, string]) => {
      const find = () => ['project', 'project/made', 'elsewhere'].filter((name) => existsSync(at(name, LOCK_FILE)));
      const pieces = function* () {
        locked.push(find().join());
        yield bytes('A');
      };
      await writeWhole([{ path: at(path), bytes: pieces() }], { home });
    };
    await write('project/made/a.txt', [at('project'), at('project/made')]);
    await write('elsewhere/a.txt', [at('project'), at('elsewhere')]);
    symlinkSync(at('elsewhere'), at('project/out'));
    await write('project/out/b.txt', [at('project'), at('project/out')]);
    assert.deepEqual(locked, ['project', 'elsewhere', 'elsewhere']);
  });

  it('leaves no listener behind', async () => {
    const before = process.listenerCount('SIGINT');
    await writeWhole([{ path: at('a.md'), bytes: bytes('A') }]);
    assert.equal(process.listenerCount('SIGINT'), before);
  });
});
