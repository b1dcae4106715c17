import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePartName } from '../../server/src/node/part-files.js';
import { writeWhole } from '../../server/src/node/whole-files.js';
import { LOCK_FILE, recoverFolder, WriteLock } from '../../server/src/node/write-lock.js';
import { hashOfBytes } from '../../server/src/node/write-record.js';

describe('the lock of a folder', () => {
  let folder = '';
  const at = (...names: string[]) => join(folder, ...names);
  const bytes = (text: string) => new TextEncoder().encode(text);
  const write = (text: string) => writeWhole([{ path: at('a.md'), bytes: bytes(text) }], { home: folder });

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** The holder in a lock that was taken here, with other facts. */
  async function holderWith(facts: object): Promise<object> {
    const lock = await WriteLock.take(folder, 'keeling renumber');
    const { holder } = JSON.parse(readFileSync(at(LOCK_FILE), 'utf8')) as { holder: object };
    lock.release();
    return { ...holder, ...facts };
  }
  const putLock = (holder: object, record: object = { files: [], folders: [] }) =>
    writeFileSync(at(LOCK_FILE), JSON.stringify({ version: 1, holder, record }));

  it('is refused with who holds it, what they do and since when', async () => {
    const lock = await WriteLock.take(folder, 'keeling renumber');
    await assert.rejects(write('new'), (error: Error) => {
      assert.match(
        error.message,
        new RegExp(`keeling renumber \\(process ${process.pid}\\) has been writing here since \\d{4}-`),
      );
      return true;
    });
    lock.release();
    await write('new');
    assert.deepEqual(readdirSync(folder), ['a.md']);
  });

  it('is waited for a little', async () => {
    const lock = await WriteLock.take(folder, 'keeling renumber');
    setTimeout(() => lock.release(), 200);
    await write('new');
    assert.equal(readFileSync(at('a.md'), 'utf8'), 'new');
  });

  for (const [name, facts] of [
    ['whose process is gone', { pid: 2 ** 22 + 7 }],
    ['whose process began at another time', { began: '1' }],
    ['of before the machine was started', { boot: 'another' }],
  ] as const)
    it(`is taken over from one ${name}`, async function () {
      if (process.platform !== 'linux' && name !== 'whose process is gone') return this.skip();
      putLock(await holderWith(facts));
      await write('new');
      assert.deepEqual(readdirSync(folder), ['a.md']);
    });

  it('is never taken over from another machine', async () => {
    putLock(await holderWith({ pid: 2 ** 22 + 7, machine: `not-${hostname()}` }));
    await assert.rejects(write('new'), /on not-.*wait until it has ended\. If it has, delete /);
  });

  it('is taken by one of many at a time', async () => {
    putLock(await holderWith({ pid: 2 ** 22 + 7 }));
    let inside = 0;
    const work = async () => {
      const lock = await WriteLock.take(folder, 'keeling pack');
      assert.equal(++inside, 1);
      await new Promise((resolve) => setTimeout(resolve, 10));
      inside--;
      lock.release();
    };
    await Promise.all(Array.from({ length: 8 }, work));
    assert.deepEqual(readdirSync(folder), []);
  });

  describe('with a record that somebody made up', () => {
    const part = () => makePartName('x');
    const outcomes: [string, (outside: string) => object][] = [
      [
        'leads out of the folder',
        () => ({ to: '../outside/a.md', from: `../outside/${part()}`, kept: `../outside/${part()}` }),
      ],
      ['leads out by a link', () => ({ to: 'link/a.md', from: `link/${part()}`, kept: `link/${part()}` })],
      ['names a file as an unfinished one', () => ({ to: 'a.md', from: 'b.md', kept: part() })],
      [
        'is absolute',
        (outside) => ({ to: `${outside}/a.md`, from: `${outside}/${part()}`, kept: `${outside}/${part()}` }),
      ],
    ];
    for (const [name, file] of outcomes)
      it(`is not followed where it ${name}`, async () => {
        const outside = at('outside');
        const own = at('own');
        for (const each of [outside, own]) mkdirSync(each);
        symlinkSync(outside, join(own, 'link'), 'dir');
        writeFileSync(join(outside, 'a.md'), 'precious');
        for (const each of ['a.md', 'b.md']) writeFileSync(join(own, each), 'precious');
        const hash = hashOfBytes(bytes('precious'));
        const record = { files: [{ ...file(outside), existed: false, hash }], folders: [] };
        const holder = await holderWith({ pid: 2 ** 22 + 7 });
        writeFileSync(join(own, LOCK_FILE), JSON.stringify({ version: 1, holder, record }));
        await recoverFolder(own);
        for (const path of [join(outside, 'a.md'), join(own, 'a.md'), join(own, 'b.md')])
          assert.equal(readFileSync(path, 'utf8'), 'precious');
        assert.equal(existsSync(join(own, LOCK_FILE)), false);
      });
  });
});

describe('writing in a project', () => {
  let folder = '';
  const at = (...names: string[]) => join(folder, ...names);
  const bytes = (text: string) => new TextEncoder().encode(text);

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
    mkdirSync(at('own'));
    mkdirSync(at('outside'));
    writeFileSync(at('outside', 'a.md'), 'precious');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('follows no link out of it', async function () {
    if (process.platform === 'win32') return this.skip();
    symlinkSync(at('outside', 'a.md'), at('own', 'a.md'));
    symlinkSync(at('outside'), at('own', 'pack'));
    symlinkSync(at('outside', 'none.md'), at('own', 'none.md'));
    for (const path of ['a.md', 'pack/a.md', 'pack/b.md', 'pack/new/b.md', 'none.md', '../outside/a.md'])
      await assert.rejects(
        writeWhole([{ path: `${at('own')}/${path}`, within: at('own'), bytes: bytes('new') }]),
        /it leads out of the folder through a link/,
        path,
      );
    assert.deepEqual(readdirSync(at('outside')), ['a.md']);
    assert.equal(readFileSync(at('outside', 'a.md'), 'utf8'), 'precious');
  });

  it('refuses what has changed since it was read', async () => {
    writeFileSync(at('own', 'a.md'), 'of the editor');
    writeFileSync(at('own', 'b.md'), 'b');
    const files = ['a.md', 'b.md'].map((name) => ({ path: at('own', name), bytes: bytes('new') }));
    for (const expected of [
      { path: at('own', 'a.md'), bytes: bytes('as it was read') },
      { path: at('own', 'b.md'), bytes: null },
    ])
      await assert.rejects(writeWhole(files, { expected: [expected] }), /it has changed since it was read/);
    assert.deepEqual(
      [readFileSync(at('own', 'a.md'), 'utf8'), readdirSync(at('own'))],
      ['of the editor', ['a.md', 'b.md']],
    );
  });

  it('refuses a write-protected file', async function () {
    // Nothing is protected from the system's administrator.
    if (process.getuid?.() === 0) this.skip();
    writeFileSync(at('own', 'a.md'), 'old', { mode: 0o444 });
    await assert.rejects(
      writeWhole([{ path: at('own', 'a.md'), bytes: bytes('new') }]),
      /a\.md: it is write-protected: make it writable/,
    );
    assert.equal(readFileSync(at('own', 'a.md'), 'utf8'), 'old');
  });

  it('sweeps what writers left that are gone', async () => {
    const left = makePartName(at('own', 'a.md')).replace(`-${process.pid}-`, '-4194311-');
    const own = makePartName(at('own', 'a.md'));
    for (const path of [left, own]) writeFileSync(path, 'half');
    await writeWhole([{ path: at('own', 'a.md'), bytes: bytes('new') }]);
    assert.deepEqual([existsSync(left), existsSync(own)], [false, true]);
  });
});
