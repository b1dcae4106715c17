// Measures Keeling beside the library it builds on and beside its peers, on large generated drafts.
// Read the ratios, in which the speed of the machine cancels out. `npm run bench -- comparing` runs
// one part, and `-- seeds --seed 7` compares another pair. The generator of large drafts is beside
// the repository; without it, smaller drafts are put together from the example.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { measureChecks } from './checks.mjs';
import { measureComparisons, scoreSeeds } from './comparing.mjs';
import { measureExports } from './exports.mjs';
import { measureFeatures } from './features.mjs';
import { listRealPairs } from './real-pairs.mjs';
import { measureSession } from './session-memory.mjs';
import { measureTyping } from './typing.mjs';

const SHARED = resolve('../shared/bench');
const SIZES = [
  ['50k', 50_000, 3, 11],
  ['500k', 500_000, 12, 22],
  ['5m', 5_000_000, 40, 33],
];
/**
 * Seeds of pairs that nothing was tuned on, each with the usual number of edits and with eight
 * times as many.
 */
const FRESH = [7001, 7002, 7003];
const RATES = [1, 8];
/** How many pairs of drafts the checks are measured on, and their size. */
const CHECKED = [50, 100_000, 5];
const EDITS = 41;
const PARTS = ['editing', 'typing', 'checks', 'features', 'comparing', 'exports', 'seeds', 'session'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', multiple: true } },
});
const parts = positionals.length > 0 ? positionals : PARTS;
const unknown = parts.find((part) => !PARTS.includes(part));
if (unknown) {
  console.error(`${unknown}: choose of ${PARTS.join(', ')}`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'keeling-bench-'));
try {
  const pairs = SIZES.map((size) => pairOf(...size));
  if (parts.includes('editing')) await measureEditing(await loadEngine(), pairs);
  if (parts.includes('typing')) await measureTyping(pairs);
  if (parts.includes('checks')) await measureChecks(await loadEngine(), checkedPairs());
  if (parts.includes('features')) await measureFeatures(pairs);
  if (parts.includes('comparing')) await measureComparisons([...pairs, ...listRealPairs(folder)], folder);
  if (parts.includes('exports')) await measureExports(pairs, folder);
  if (parts.includes('session')) await measureSession(pairs);
  if (parts.includes('seeds')) await scoreSeeds(freshPairs(), folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Bundles the engine as a module, from the same sources as the programs. */
async function loadEngine() {
  const outfile = join(resolve('out'), 'bench-engine.mjs');
  await esbuild.build({
    entryPoints: ['bench/engine.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    outfile,
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}

function* freshPairs() {
  const own = (values.seed ?? FRESH).map(Number);
  for (const [name, bytes, operations] of SIZES)
    for (const seed of own) for (const rate of RATES) yield pairOf(name, bytes, operations, seed, rate);
}

function checkedPairs() {
  const [count, bytes, operations] = CHECKED;
  return Array.from({ length: count }, (_, i) => pairOf(`checked-${i}`, bytes, operations, i + 1));
}

function pairOf(name, bytes, operations, seed, rate = 1) {
  if (existsSync(join(SHARED, 'generate.mjs'))) {
    const args = [join(SHARED, 'generate.mjs'), folder, name, bytes, operations, seed, rate];
    execFileSync(process.execPath, args.map(String), { stdio: 'ignore' });
  } else {
    const example = (path) =>
      readFileSync(join('examples', 'further-testing', path), 'utf8').replace(/^---[\s\S]*?\n---\n/, '');
    const times = Math.ceil(bytes / example('svtad.md').length);
    for (const [side, path] of [
      ['old', 'in-force/svtad-v1.4.md'],
      ['new', 'svtad.md'],
    ]) {
      const parts = Array.from(
        { length: times },
        (_, i) =>
          `## Appendix ${String.fromCharCode(65 + (i % 26))}${Math.floor(i / 26) || ''} – Part\n\n${example(path)}`,
      );
      writeFileSync(join(folder, `${name}.${side}.md`), parts.join('\n\n'));
    }
  }
  return {
    name,
    seed,
    rate,
    oldFile: join(folder, `${name}.old.md`),
    newFile: join(folder, `${name}.new.md`),
    truth: join(folder, `${name}.truth.json`),
  };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * Measures opening a draft and typing a character, until outline and findings are there, beside one
 * run of remark-parse.
 */
async function measureEditing(engine, pairs) {
  console.log('Editing: open, then one character typed at a time, until outline and findings are there (ms)\n');
  console.log('| draft | open | edit, median | edit, slowest | remark-parse alone | open ÷ remark | edit ÷ remark |');
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  const remark = unified().use(remarkParse).freeze();
  // A small draft first, so that no figure includes the time for compiling the engine itself.
  await engine.openDraft(readFileSync(pairs[0].newFile, 'utf8'));
  remark.parse(readFileSync(pairs[0].newFile, 'utf8'));
  for (const { name, newFile } of pairs) {
    const text = readFileSync(newFile, 'utf8');
    globalThis.gc?.();
    let start = performance.now();
    const session = await engine.openDraft(text);
    const opened = performance.now() - start;
    const edits = [];
    for (let i = 0; i < EDITS; i++) {
      const at = text.indexOf(' ', Math.floor((text.length * (i + 5)) / (EDITS + 10))) + 1;
      start = performance.now();
      session.edit(at + i, 'x');
      edits.push(performance.now() - start);
    }
    globalThis.gc?.();
    start = performance.now();
    remark.parse(text);
    const alone = performance.now() - start;
    const typed = median(edits);
    const row = [name, opened, typed, Math.max(...edits), alone].map((cell) =>
      typeof cell === 'number' ? cell.toFixed(1) : cell,
    );
    console.log(`| ${[...row, (opened / alone).toFixed(2), (typed / alone).toFixed(4)].join(' | ')} |`);
  }
  console.log('');
}
