// Measures the whole process of a comparison beside its peers, and scores each result against the
// changes that the generator of the drafts made.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { listTools, versionOf } from './peers.mjs';

const SCORER = resolve('../shared/bench/score.mjs');
/** The tools take turns, so that other work on the machine slows all of them. */
const ROUNDS = 5;
/** In seconds: longer runs are stopped, and long ones are not repeated. */
const LONGEST = 60;
const RUN_ONCE = 4;
const HEAD = 'precision | recall | ratio | clean edits | table cells | moves';

/** @param pairs drafts by size, as the bench makes them */
export async function measureComparisons(pairs, folder) {
  const all = listTools();
  const here = all.filter(({ absent }) => absent === null);
  console.log(`Comparison: the whole process, from two files to an edit script; median of ${ROUNDS} rounds\n`);
  console.log(`| draft | tool | seconds | ÷ wdiff | peak MB | ${HEAD} |`);
  console.log(`| ${Array(11).fill('---').join(' | ')} |`);
  for (const pair of pairs) {
    const sides = { md: [pair.oldFile, pair.newFile] };
    if (here.some(({ reads }) => reads === 'docx')) sides.docx = [pair.oldFile, pair.newFile].map(asWord);
    const rows = here.map((tool) => ({ tool, times: [], memory: '', output: null, failed: null }));
    for (let round = 0; round < ROUNDS; round++) {
      for (const row of rows) {
        if (row.failed || row.times[0] > RUN_ONCE) continue;
        const run = await runTimed(
          ...row.tool.command(...sides[row.tool.reads ?? 'md']),
          row.tool.name.startsWith('git'),
        );
        row.failed = run.failed;
        row.times.push(run.seconds);
        row.output = run.output;
        row.memory = run.memory;
      }
    }
    const reference = median(rows.find(({ tool }) => tool.name === 'wdiff')?.times ?? []);
    for (const { tool, times, memory, output, failed } of rows) {
      const seconds = median(times);
      const cells = failed
        ? [failed, '', '', ...Array(6).fill('')]
        : [
            seconds.toFixed(2),
            reference ? (seconds / reference).toFixed(2) : '',
            memory,
            ...scored(pair, tool.read(output), folder),
          ];
      console.log(`| ${[pair.name, tool.name, ...cells].join(' | ')} |`);
    }
  }
  console.log(
    `\nNode alone starts in ${(await nodeStart()).toFixed(3)} s. Versions: ${here.map(({ name }) => `${name} ${versionOf(name)}`.trim()).join(', ')}.`,
  );
  for (const { name, absent } of all)
    if (absent) console.log(`${name} was not run: ${absent} (see KEELING_PEERS in CONTRIBUTING.md).`);
  console.log('');
}

/** Keeling's figures on pairs that nothing was tuned on. */
export async function scoreSeeds(pairs, folder) {
  const [ours] = listTools();
  console.log('Comparison on pairs that nothing was tuned on\n');
  console.log(`| draft | seed | edits | lossless | ${HEAD} |`);
  console.log(`| ${Array(10).fill('---').join(' | ')} |`);
  for (const pair of pairs) {
    const { output } = await runTimed(...ours.command(pair.oldFile, pair.newFile));
    const { segments } = JSON.parse(output);
    const side = (...ops) =>
      segments
        .filter(({ op }) => ops.includes(op))
        .map(({ text }) => text)
        .join('');
    const lossless =
      side('equal', 'delete', 'moveFrom') === readFileSync(pair.oldFile, 'utf8') &&
      side('equal', 'insert', 'moveTo') === readFileSync(pair.newFile, 'utf8');
    console.log(
      `| ${[pair.name, pair.seed, `× ${pair.rate}`, lossless ? 'yes' : 'NO', ...scored(pair, String(output), folder)].join(' | ')} |`,
    );
  }
  console.log('');
}

/** The same text as a Word file, with its numbers as text. */
function asWord(path) {
  const word = path.replace(/\.md$/, '.docx');
  spawnSync('pandoc', ['-f', 'commonmark+pipe_tables', '-o', word, path], { stdio: 'ignore' });
  return word;
}

async function nodeStart() {
  const times = [];
  for (let i = 0; i < 7; i++) times.push((await runTimed(process.execPath, ['-e', '0'])).seconds);
  return median(times);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/**
 * Runs a program to its end or to the time limit. Gives its peak memory and processor time if the
 * system reports them.
 */
export function runTimed(program, args, mayDiffer = false) {
  const metered = existsSync('/usr/bin/time');
  const [name, words] = metered ? ['/usr/bin/time', ['-f', 'cpu %U %S peak %M', program, ...args]] : [program, args];
  return new Promise((done) => {
    const start = performance.now();
    // Its own process group, so that the programs it started end with it.
    const child = spawn(name, words, { stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' });
    const pieces = [];
    let errors = '';
    let late = false;
    child.stdout.on('data', (piece) => pieces.push(piece));
    child.stderr.on('data', (piece) => (errors = (errors + piece).slice(-2000)));
    const timer = setTimeout(() => {
      late = true;
      try {
        process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }, LONGEST * 1000);
    child.on('close', (status) => {
      clearTimeout(timer);
      const seconds = (performance.now() - start) / 1000;
      const told = /cpu ([\d.]+) ([\d.]+) peak (\d+)\s*$/.exec(errors);
      const bad = status !== 0 && !(status === 1 && (mayDiffer || program.endsWith('diff')));
      const failed = late ? `> ${LONGEST}` : bad ? 'failed' : null;
      const memory = told ? (Number(told[3]) / 1024).toFixed(0) : '';
      const processor = told ? (Number(told[1]) + Number(told[2])).toFixed(1) : '';
      done({ seconds, processor, output: Buffer.concat(pieces), memory, failed });
    });
  });
}

function scored({ truth }, segments, folder) {
  if (!existsSync(SCORER) || !existsSync(truth)) return Array(6).fill('');
  const file = join(folder, 'segments.json');
  writeFileSync(file, segments);
  // The scorer needs one package, so it is run from a copy inside the repository, where Node finds
  // that package.
  const scorer = resolve('out', 'score.mjs');
  writeFileSync(scorer, readFileSync(SCORER, 'utf8'));
  const args = ['--max-old-space-size=8000', scorer, truth, file];
  const result = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 180_000 });
  if (result.status !== 0) return ['not scored', ...Array(5).fill('')];
  const { P, R, ratio, clean, cells, mvAsMove } = JSON.parse(result.stdout);
  return [P, R, ratio, clean, cells, mvAsMove];
}
