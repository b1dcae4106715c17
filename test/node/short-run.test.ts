import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROGRAM = JSON.stringify(resolve('dist/cli/short-run.js'));

/** Runs a script in a process of its own, and gives what it prints. */
function runScript(script: string): string {
  return execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' });
}

describe('a short run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keeling-short-run-'));
  const chunk = join(folder, 'sum.js');
  const load = `require(${JSON.stringify(chunk)})`;
  const write = (text: string) => writeFileSync(chunk, text);
  const record = () =>
    runScript(`const take = require(${PROGRAM}).recordShortRun(${JSON.stringify(folder)}); ${load}.sum(1, 2);
      for (const { file, content } of take()) require('fs').writeFileSync(${JSON.stringify(`${folder}/`)} + file, content);`);
  /** What the chunk gives in a short run, and whether its code came from what was compiled before. */
  const run = () =>
    runScript(`const vm = require('vm'); let held = 'compiled anew';
      const Script = vm.Script; vm.Script = class extends Script { constructor(text, options) { super(text, options);
        if (options.cachedData && !this.cachedDataRejected) held = 'held'; } };
      require(${PROGRAM}).prepareShortRun(${JSON.stringify(folder)});
      console.log(${load}.sum(1, 2), require(${JSON.stringify(chunk)}).place(), held);`).trim();
  before(function () {
    // Newer ones keep compiled code themselves.
    if ('enableCompileCache' in Module) this.skip();
  });

  const text = (sign: string) =>
    `exports.sum = (a, b) => a ${sign} b; exports.place = () => require('node:path').basename(__filename);`;

  it('takes the compiled code of a chunk, and compiles a chunk that is another', () => {
    write(text('+'));
    assert.equal(run(), '3 sum.js compiled anew');
    record();
    assert.deepEqual(readdirSync(folder).sort(), ['compiled.bin', 'compiled.json', 'sum.js']);
    assert.equal(run(), '3 sum.js held');
    write(text('+ 10 *'));
    assert.equal(run(), '21 sum.js compiled anew');
  });

  it('compiles where the code was cut off or its index cannot be read', () => {
    write(text('+'));
    record();
    truncateSync(join(folder, 'compiled.bin'), 20);
    assert.equal(run(), '3 sum.js compiled anew');
    writeFileSync(join(folder, 'compiled.json'), '{"sum.js":');
    assert.equal(run(), '3 sum.js compiled anew');
    rmSync(folder, { recursive: true });
  });

  it('finds the code of the chunks that the most used commands need', function () {
    this.timeout(120_000);
    const written = mkdtempSync(join(tmpdir(), 'keeling-compiled-'));
    execFileSync(process.execPath, ['scripts/compiled-code.mjs', written], { stdio: 'ignore' });
    const index: Record<string, unknown> = JSON.parse(readFileSync(join(written, 'compiled.json'), 'utf8'));
    assert.ok('start.js' in index && Object.keys(index).length > 10, Object.keys(index).join(' '));
    rmSync(written, { recursive: true });
  });
});
