// Measures Keeling beside what it builds on and beside its peers, on large drafts made on the spot. Results are ratios: the machine's
// own speed cancels out. `npm run bench -- comparing` runs one part alone; `-- seeds --seed 7` compares another pair. Needs the generator of
// large drafts beside the repository; without it smaller drafts are put together here.
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
import { checks } from './checks.mjs';
import { comparing, seeds } from './comparing.mjs';
import { exports } from './exports.mjs';
import { features } from './features.mjs';

const SHARED = resolve('../shared/bench');
const SIZES = [
  ['50k', 50_000, 3, 11],
  ['500k', 500_000, 12, 22],
  ['5m', 5_000_000, 40, 33],
];
/** Seeds of pairs that nothing was tuned on, each at the usual rate of edits and at eight times that; `--seed` asks for others. */
const FRESH = [7001, 7002, 7003];
const RATES = [1, 8];
/** Pairs of drafts that the checks are measured on, and their size. */
const CHECKED = [50, 100_000, 5];
const EDITS = 41;
const PARTS = ['editing', 'checks', 'features', 'comparing', 'exports', 'seeds'];

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
  if (parts.includes('editing')) await editing(await loadEngine(), pairs);
  if (parts.includes('checks')) await checks(await loadEngine(), checkedPairs());
  if (parts.includes('features')) await features(pairs);
  if (parts.includes('comparing')) await comparing(pairs, folder);
  if (parts.includes('exports')) await exports(pairs, folder);
  if (parts.includes('seeds')) await seeds(freshPairs(), folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The engine as a module, bundled from the same sources as the programs. */
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
    old: join(folder, `${name}.old.md`),
    neu: join(folder, `${name}.new.md`),
    truth: join(folder, `${name}.truth.json`),
  };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Opening a draft, and one character typed in it, to outline and findings; beside remark-parse reading the same text once. */
async function editing(engine, pairs) {
  console.log('Editing: open, then one character typed at a time, until outline and findings are there (ms)\n');
  console.log('| draft | open | edit, median | edit, slowest | remark-parse alone | open ÷ remark | edit ÷ remark |');
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  const remark = unified().use(remarkParse).freeze();
  // One small draft first, so that no figure holds the time in which the engine itself is compiled.
  await engine.open(readFileSync(pairs[0].neu, 'utf8'));
  remark.parse(readFileSync(pairs[0].neu, 'utf8'));
  for (const { name, neu } of pairs) {
    const text = readFileSync(neu, 'utf8');
    globalThis.gc?.();
    let start = performance.now();
    const session = await engine.open(text);
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
