// npm run fuzz -- [--minutes N] [--only NAME,…] [--seed S] [--runs N] [--texts DIR] [--jobs N]: runs the fuzzers
// of test/fuzz/ with fresh seeds on all cores, makes what fails smaller and writes it down in
// test/fixtures/fuzz/, from where npm test runs it for ever.
import { fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

/** How long one input may take before its process is ended, in milliseconds. */
const LONGEST = 120_000;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    only: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    runs: { type: 'string' },
    texts: { type: 'string' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    built: { type: 'boolean', default: false },
  },
});

process.chdir(root);
if (!values.built) {
  await ensureInstalled();
  await ensureBuilt({ tests: true });
}
const end = Date.now() + Number(values.minutes) * 60_000;
const counts = new Map();
const faults = new Map();
console.log(`seed ${values.seed}, ${values.minutes} minutes, ${values.jobs} processes`);
await Promise.all(Array.from({ length: Number(values.jobs) }, (_, worker) => keepWorking(worker)));
for (const [name, own] of counts)
  console.log(`${name}: ${[...own].map(([what, count]) => `${count} ${what}`).join(', ')}`);
for (const [fault, times] of faults) console.log(`${times} × ${fault}`);
console.log(faults.size === 0 ? 'nothing failed' : `${faults.size} faults`);
process.exit(faults.size > 0 ? 1 : 0);

/** Runs one process after another until the time is up: one that hangs or dies is replaced. */
async function keepWorking(worker) {
  let seed = Number(values.seed) + worker * 10_000_000;
  while (Date.now() < end) {
    const why = await work(worker, seed);
    if (why === null) return;
    const now = JSON.parse(readFileSync(join('out', 'fuzz', `now-${worker}.json`), 'utf8'));
    const file = join('out', 'fuzz', `${why}-${now.fuzzer}-${now.seed}.json`);
    writeFileSync(file, JSON.stringify({ fuzzer: now.fuzzer, fault: why, input: now.input }));
    note(`${now.fuzzer}: ${why}`, 1);
    console.log(`${now.fuzzer}: ${why}: ${file}`);
    seed = now.seed + 1;
  }
}

/** @returns {Promise<string | null>} why it ended before its time, or null */
function work(worker, seed) {
  return new Promise((resolve) => {
    const args = ['--minutes', String((end - Date.now()) / 60_000), '--worker', String(worker), '--seed', String(seed)];
    for (const name of ['only', 'texts', 'runs']) if (values[name] !== undefined) args.push(`--${name}`, values[name]);
    const child = fork(join('out', 'test', 'fuzz', 'run.mjs'), args, { execArgv: ['--enable-source-maps'] });
    let isDone = false;
    let isLate = false;
    let hasBegun = false;
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        isLate = true;
        child.kill('SIGKILL');
      }, LONGEST);
    };
    wait();
    child.on('message', (message) => {
      wait();
      hasBegun = true;
      if (message.kind === 'failure') console.log(`${message.fault}\n  ${message.message}\n  ${message.file}`);
      if (message.kind !== 'done') return;
      isDone = true;
      for (const [name, own] of message.counts) {
        const all = counts.get(name) ?? new Map();
        counts.set(name, all);
        for (const [what, count] of own) all.set(what, (all.get(what) ?? 0) + count);
      }
      for (const [fault, times] of message.faults) note(fault, times);
    });
    child.on('exit', () => {
      clearTimeout(timer);
      if (!hasBegun) {
        console.error('The fuzzers cannot be started: see the message above.');
        process.exit(2);
      }
      resolve(isDone ? null : isLate ? 'hang' : 'crash');
    });
  });
}

function note(fault, times) {
  faults.set(fault, (faults.get(fault) ?? 0) + times);
}
