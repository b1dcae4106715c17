import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLI } from '../support/command-line.js';

describe('a command that is interrupted', function () {
  this.timeout(180_000);
  let folder = '';
  const at = (...names: string[]) => join(folder, ...names);
  const files = () => (readdirSync(folder, { recursive: true }) as string[]).sort();

  before(function () {
    if (process.platform === 'win32') return this.skip();
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
    cpSync('examples/further-testing', folder, { recursive: true });
    rmSync(at('pack'), { recursive: true, force: true });
  });
  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  /**
   * Runs the built command line in a process group of its own, and interrupts that after so many milliseconds, as Ctrl-C does.
   * @returns the exit status as a shell tells it, and how long it took
   */
  function run(args: readonly string[], after: number): Promise<{ status: number; took: number }> {
    return new Promise((resolve, reject) => {
      const started = performance.now();
      const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, detached: true, stdio: 'ignore' });
      const timer = setTimeout(() => process.kill(-(child.pid as number), 'SIGINT'), after);
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        clearTimeout(timer);
        const status = code ?? (signal === null ? -1 : 128 + constants.signals[signal]);
        resolve({ status, took: performance.now() - started });
      });
    });
  }

  for (const [name, args, made] of [
    ['pack', ['pack', '.', '--draft', '--output', 'made'], 'made'],
    ['compare', ['compare', 'in-force/svtad-v1.4.md', 'svtad.md', '--output', 'made.pdf'], 'made.pdf'],
  ] as const) {
    it(`leaves whole files or none: ${name}`, async () => {
      const before = files();
      const { status, took } = await run(args, 100_000);
      assert.equal(status, 0);
      const whole = files();
      assert.ok(whole.length > before.length);
      rmSync(at(made), { recursive: true });
      let interrupted = 0;
      for (const part of [0.15, 0.4, 0.65, 0.9]) {
        const outcome = await run(args, part * took);
        assert.ok(outcome.status === 130 || outcome.status === 0, String(outcome.status));
        // Where the signal comes between the last file and the end, all of them are there.
        assert.deepEqual(files(), outcome.status === 0 || existsSync(at(made)) ? whole : before);
        if (outcome.status === 130) interrupted++;
        rmSync(at(made), { recursive: true, force: true });
      }
      assert.ok(interrupted >= 2, `only ${interrupted} were interrupted`);
    });
  }

  it('keeps what stood in the place of its output', async () => {
    writeFileSync(at('made.pdf'), 'of yesterday');
    const { status } = await run(['compare', 'in-force/svtad-v1.4.md', 'svtad.md', '--output', 'made.pdf'], 300);
    assert.equal(status, 130);
    assert.equal(readFileSync(at('made.pdf'), 'utf8'), 'of yesterday');
  });
});
