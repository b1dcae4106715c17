// Measures Keeling beside what it builds on and beside its peers, on large drafts made on the spot. Results are ratios: the machine's
// own speed cancels out. Needs the generator of large drafts beside the repository; without it smaller drafts are put together here.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { features } from './features.mjs';

const SHARED = resolve('../shared/bench');
const SIZES = [
  ['50k', 50_000, 3, 11],
  ['500k', 500_000, 12, 22],
  ['5m', 5_000_000, 40, 33],
];
const EDITS = 41;

const folder = mkdtempSync(join(tmpdir(), 'keeling-bench-'));
try {
  const engine = await loadEngine();
  const pairs = SIZES.map(([name, bytes, operations, seed]) => ({ name, ...pairOf(name, bytes, operations, seed) }));
  await editing(engine, pairs);
  await features(pairs);
  comparing(pairs);
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

function pairOf(name, bytes, operations, seed) {
  if (existsSync(join(SHARED, 'generate.mjs'))) {
    execFileSync(process.execPath, [join(SHARED, 'generate.mjs'), folder, name, bytes, operations, seed].map(String), {
      stdio: 'ignore',
    });
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

/** The whole process of a comparison, beside the peers that are installed, with the scorer's figures where it is at hand. */
function comparing(pairs) {
  console.log('Comparison: the whole process, from two files to a script of edits\n');
  console.log('| draft | tool | seconds | ÷ wdiff | peak MB | precision | recall | ratio | clean edits | moves |');
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  const tools = [
    {
      name: 'keeling',
      command: (o, n) => [process.execPath, ['dist/cli.js', 'compare', o, n, '--format', 'json', '--segments']],
      read: (text) => text,
    },
    {
      name: 'wdiff',
      command: (o, n) => ['wdiff', ['-w', '\u0001', '-x', '\u0002', '-y', '\u0003', '-z', '\u0004', o, n]],
      read: wdiffSegments,
    },
    {
      name: 'git diff --word-diff',
      command: (o, n) => ['git', ['diff', '--no-index', '--no-color', '--word-diff=porcelain', '-U1000000', o, n]],
      read: null,
    },
  ].filter(
    ({ name }) => name === 'keeling' || spawnSync(name.split(' ')[0], ['--version'], { stdio: 'ignore' }).status === 0,
  );
  for (const { name, old, neu, truth } of pairs) {
    const rows = tools.map((tool) => ({ tool, ...timed(...tool.command(old, neu)) }));
    const reference = rows.find((row) => row.tool.name === 'wdiff')?.seconds;
    for (const { tool, seconds, memory, output } of rows) {
      const score = tool.read ? scoreOf(truth, tool.read(output)) : null;
      const cells = score ? [score.P, score.R, score.ratio, score.clean, score.mvAsMove] : ['', '', '', '', ''];
      console.log(
        `| ${[name, tool.name, seconds.toFixed(2), reference ? (seconds / reference).toFixed(2) : '', memory, ...cells].join(' | ')} |`,
      );
    }
  }
}

function timed(program, args) {
  const times = [];
  let output = '';
  let memory = '';
  const meter = existsSync('/usr/bin/time') ? ['/usr/bin/time', ['-f', '%M', program, ...args]] : [program, args];
  for (let i = 0; i < 3; i++) {
    const start = performance.now();
    const result = spawnSync(...meter, { encoding: 'utf8', maxBuffer: 1 << 30 });
    times.push((performance.now() - start) / 1000);
    output = result.stdout;
    const peak = /(\d+)\s*$/.exec(result.stderr ?? '');
    if (peak && meter[0] !== program) memory = (Number(peak[1]) / 1024).toFixed(0);
  }
  return { seconds: median(times), output, memory };
}

function wdiffSegments(text) {
  const segments = [];
  for (const [, deleted, inserted, same] of text.matchAll(
    /\u0001([^\u0002]*)\u0002|\u0003([^\u0004]*)\u0004|([^\u0001\u0003]+)/g,
  )) {
    if (same !== undefined) segments.push(['=', same]);
    else segments.push(deleted !== undefined ? ['-', deleted] : ['+', inserted]);
  }
  return JSON.stringify(segments);
}

function scoreOf(truth, segments) {
  if (!existsSync(join(SHARED, 'score.mjs')) || !existsSync(truth)) return null;
  const file = join(folder, 'segments.json');
  writeFileSync(file, segments);
  // The scorer finds its one package beside itself: it is run from a copy within the repository's reach.
  const scorer = resolve('out', 'score.mjs');
  writeFileSync(scorer, readFileSync(join(SHARED, 'score.mjs'), 'utf8'));
  const result = spawnSync(process.execPath, [scorer, truth, file], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return result.status === 0 ? JSON.parse(result.stdout) : null;
}
