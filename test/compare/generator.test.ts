import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { comparisonToJson } from '../../server/src/compare/comparison-json.js';
import { bothTexts, compareTexts } from './marks.js';

/** Where the generator of large pairs lies: beside the repository, and not everywhere. */
const BENCH = resolve('../shared/bench');

describe('on the generated pairs', () => {
  let folder = '';

  before(function () {
    if (!existsSync(join(BENCH, 'generate.mjs'))) {
      console.log('      skipped: ../shared/bench is not there');
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), 'keeling-compare-'));
  });

  after(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  for (const [name, bytes, operations, seed, rate] of [
    ['50k', '50000', '3', '11', '1'],
    ['500k', '500000', '12', '22', '1'],
    ['50k-other', '50000', '3', '1234', '1'],
    ['50k-rewritten', '50000', '3', '19', '8'],
    ['500k-rewritten', '500000', '12', '32', '8'],
    ['50k-beside', '50000', '3', '9207', '8'],
    ['500k-all-alike', '500000', '12', '7003', '1'],
  ] as const) {
    it(`the script is lossless and every clause that moved is told as moved: ${name}`, function () {
      this.timeout(60_000);
      execFileSync(process.execPath, [join(BENCH, 'generate.mjs'), folder, name, bytes, operations, seed, rate], {
        stdio: 'ignore',
      });
      const [oldText, newText] = ['old', 'new'].map((side) =>
        readFileSync(join(folder, `${name}.${side}.md`), 'utf8'),
      ) as [string, string];
      const comparison = compareTexts(oldText, newText);
      const texts = bothTexts(comparison);
      assert.ok(texts.old === oldText && texts.new === newText);
      const truth = JSON.parse(readFileSync(join(folder, `${name}.truth.json`), 'utf8')) as {
        moved: { from: string; to: string }[];
        ins: { to: string }[];
        del: { from: string }[];
      };
      const { changes } = comparisonToJson(comparison, { segments: false });
      const of = (kind: 'moved' | 'inserted' | 'deleted') => changes.filter((change) => change.kinds[0] === kind);
      const sorted = (labels: readonly (string | undefined)[]) => [...labels].sort();
      assert.deepEqual(
        sorted(of('moved').map((change) => `${change.old?.label} ${change.new?.label}`)),
        sorted(truth.moved.map((move) => `Clause ${move.from} Clause ${move.to}`)),
      );
      assert.deepEqual(
        sorted(of('deleted').map((change) => change.old?.label)),
        sorted(truth.del.map((each) => `Clause ${each.from}`)),
      );
      const inserted = new Set(of('inserted').map((change) => change.new?.label));
      for (const each of truth.ins)
        assert.ok(inserted.has(`Clause ${each.to}`), `Clause ${each.to} is told as inserted`);
    });
  }
});
