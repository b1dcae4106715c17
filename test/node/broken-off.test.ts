import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { recoverFolder } from '../../server/src/node/write-lock.js';

/** The files of the set, as they are before and after. */
const BEFORE = { 'a.md': 'old a', 'below/b.md': 'old b', 'c.md': 'old c' };
const AFTER = { 'a.md': 'new a', 'below/b.md': 'new b', 'c.md': 'old c', 'new/below/d.md': 'new d' };

const SCRIPT = `
const { writeWhole } = require('../whole-files.cjs');
const bytes = (text) => Buffer.from(text);
const files = [['a.md', 'new a'], ['below/b.md', 'new b'], ['new/below/d.md', 'new d']];
writeWhole(files.map(([path, text]) => ({ path, within: '.', bytes: bytes(text) })), {
  home: '.',
  command: 'test',
  expected: [{ path: 'c.md', bytes: bytes('old c') }],
}).then(() => {}, (error) => { console.error(error.message); process.exitCode = 2; });
`;

/** Writes a folder of its own within that of the project, which others look into. */
const MADE = { 'made/a.txt': 'made a', 'made/below/b.txt': 'made b' };
const SCRIPT_OF_MADE = `
const { writeWhole } = require('../whole-files.cjs');
const files = Object.entries(${JSON.stringify(MADE)});
writeWhole(files.map(([path, text]) => ({ path, within: 'made', bytes: Buffer.from(text) })), { home: ['.', 'made'] });
`;

describe('writing that is broken off', function () {
  this.timeout(240_000);
  let root = '';

  before(function () {
    if (process.platform === 'win32') return this.skip();
    root = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
    buildSync({
      entryPoints: ['server/src/node/whole-files.ts'],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile: join(root, 'whole-files.cjs'),
    });
    writeFileSync(join(root, 'run.cjs'), SCRIPT.replace('../', './'));
    writeFileSync(join(root, 'run-made.cjs'), SCRIPT_OF_MADE.replace('../', './'));
    mkdirSync(join(root, 'base', 'below'), { recursive: true });
    for (const [path, text] of Object.entries(BEFORE)) writeFileSync(join(root, 'base', path), text);
  });
  after(() => root && rmSync(root, { recursive: true, force: true }));

  function runBroken(folder: string, by: string, at: number, script = 'run.cjs') {
    const args = ['--require', resolve('scripts/breaking-disk.cjs'), join(root, script)];
    const env = { ...process.env, NODE_OPTIONS: '', BREAK_AT: String(at), BREAK_BY: by };
    return spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
  }

  function makeFolder(): string {
    const folder = join(root, 'work');
    rmSync(folder, { recursive: true, force: true });
    cpSync(join(root, 'base'), folder, { recursive: true });
    return folder;
  }

  let steps = 0;
  it('writes all where nothing breaks it off', () => {
    const folder = makeFolder();
    const { status, stderr } = runBroken(folder, '', 0);
    assert.equal(status, 0, stderr);
    assert.deepEqual(contentOf(folder), AFTER);
    steps = Number(/steps: (\d+)/.exec(stderr)?.[1]);
    assert.ok(steps > 40, String(steps));
  });

  it('is whole after a kill at any step, once the next one has looked at the folder', async () => {
    const outcomes = { old: 0, new: 0 };
    for (let at = 1; at <= steps; at++) {
      const folder = makeFolder();
      const { signal } = runBroken(folder, 'SIGKILL', at);
      assert.equal(signal, 'SIGKILL', `step ${at}`);
      await recoverFolder(folder);
      await recoverFolder(join(folder, 'below'));
      const content = contentOf(folder);
      outcomes[JSON.stringify(content) === JSON.stringify(AFTER) ? 'new' : 'old']++;
      assert.deepEqual(content, content['a.md'] === 'old a' ? BEFORE : AFTER, `step ${at}`);
    }
    assert.ok(outcomes.old > 10 && outcomes.new >= 1, JSON.stringify(outcomes));
  });

  it('leaves nothing in a folder below that which is looked at next', async () => {
    const { stderr } = runBroken(makeFolder(), '', 0, 'run-made.cjs');
    const count = Number(/steps: (\d+)/.exec(stderr)?.[1]);
    assert.ok(count > 20, stderr);
    for (let at = 1; at <= count; at += 2) {
      const folder = makeFolder();
      runBroken(folder, 'SIGKILL', at, 'run-made.cjs');
      await recoverFolder(folder);
      const content = contentOf(folder);
      const isMade = Object.keys(MADE).some((path) => path in content);
      assert.deepEqual(content, isMade ? { ...BEFORE, ...MADE } : BEFORE, `step ${at}`);
    }
  });

  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    it(`leaves nothing behind after ${signal} at any step`, () => {
      for (let at = 1; at <= steps; at += 3) {
        const folder = makeFolder();
        const outcome = runBroken(folder, signal, at);
        const content = contentOf(folder);
        assert.ok(outcome.status === 0 || outcome.status === status, `step ${at}: ${outcome.status}`);
        assert.deepEqual(
          content,
          outcome.status === 0 ? AFTER : content['a.md'] === 'old a' ? BEFORE : AFTER,
          `step ${at}`,
        );
      }
    });

  it('leaves all as it was where the disk becomes full', () => {
    for (let at = 1; at <= steps; at += 2) {
      const folder = makeFolder();
      const { status, stderr } = runBroken(folder, 'FULL', at);
      assert.deepEqual(contentOf(folder), status === 0 ? AFTER : BEFORE, `step ${at}`);
      if (status !== 0) assert.match(stderr, /the disk is full/, `step ${at}`);
    }
  });
});

/** Every file in a folder and below with its text, hidden ones included; empty folders as such. */
function contentOf(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of (readdirSync(folder, { recursive: true }) as string[]).sort()) {
    const path = join(folder, name);
    if (!statSync(path).isDirectory()) found[name] = readFileSync(path, 'utf8');
    else if (readdirSync(path).length === 0) found[name] = 'empty folder';
  }
  return found;
}
