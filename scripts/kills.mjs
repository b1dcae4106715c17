// npm run kills [-- --times N --seed N]: interrupts commands of the built command line that write at
// random steps and moments, and looks whether anything is lost, mixed or left over.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const SIGNALS = ['SIGKILL', 'SIGKILL', 'SIGINT', 'SIGTERM', 'SIGHUP'];
const PRELOAD = resolve(import.meta.dirname, 'breaking-disk.cjs');
const DRAFTS = ['a', 'b', 'c', 'd', 'e'];

/**
 * Kills a command again and again.
 * @param {object} how
 * @param {number} how.times how often
 * @param {number} how.seed the same one gives the same kills
 * @param {readonly ('renumber' | 'pack' | 'bring-into-force')[]} how.commands in turn
 * @param {readonly string[]} [how.signals] what kills it; FULL for a disk that is full from then on
 * @param {string} [how.cli] the built command line
 * @returns how it ended: counts, and what was wrong each time that something was
 */
export async function killOften({ times, seed, commands, signals = SIGNALS, cli = resolve('dist/cli.js') }) {
  const root = mkdtempSync(join(tmpdir(), 'keeling-kills-'));
  const random = makeRandom(seed);
  const counts = { old: 0, new: 0 };
  const faults = [];
  try {
    const base = join(root, 'base');
    makeProject(base);
    const goals = new Map();
    for (const command of new Set(commands)) goals.set(command, await findGoal(root, base, command, cli));
    for (let i = 0; i < times; i++) {
      const command = commands[i % commands.length];
      const goal = goals.get(command);
      const by = pick(random, signals);
      const at = Math.floor(random() * (goal.steps + 1)) + 1;
      // A step, or a moment near the end, when the files are placed.
      const after = by !== 'FULL' && random() < 0.3 ? Math.round(goal.took * (0.4 + 0.7 * random())) : null;
      const folder = join(root, 'work');
      rmSync(folder, { recursive: true, force: true });
      cpSync(base, folder, { recursive: true });
      await run(cli, folder, ARGUMENTS[command], after === null ? { by, at } : { by, after });
      await run(cli, folder, ['check', '.', '--fail-on', 'none'], {});
      const outcome = readState(folder);
      const what = `${command}, ${by} ${after === null ? `at step ${at}` : `after ${after} ms`} (seed ${seed}, number ${i})`;
      if (outcome === goal.before) counts.old++;
      else if (outcome === goal.after) counts.new++;
      else faults.push(`${what}: ${describeState(folder)}`);
      const back = UNDO[command];
      if (outcome !== goal.after || !back) continue;
      await run(cli, folder, back, {});
      rmSync(join(folder, '.keeling-undo.json'), { force: true });
      if (readState(folder) !== goal.before) faults.push(`${what}: --undo does not bring back what was`);
    }
    return { counts, faults };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const ARGUMENTS = {
  renumber: ['renumber', 'a.md'],
  pack: ['pack', '.', '--draft'],
  'bring-into-force': ['bring-into-force', 'b.md', 'c.md', '--on', '2020-01-31'],
};
const UNDO = {
  renumber: ['renumber', 'a.md', '--undo'],
  'bring-into-force': ['bring-into-force', 'b.md', '--undo'],
};

async function findGoal(root, base, command, cli) {
  const folder = join(root, 'goal');
  cpSync(base, folder, { recursive: true });
  const before = readState(folder);
  const started = performance.now();
  const { status, error } = await run(cli, folder, ARGUMENTS[command], { by: '', at: 0 });
  const took = performance.now() - started;
  if (status !== 0) throw new Error(`keeling ${command} ended with ${status}: ${error}`);
  const after = readState(folder);
  rmSync(folder, { recursive: true });
  return { before, after, took, steps: Number(/steps: (\d+)/.exec(error)?.[1]) };
}

function run(cli, cwd, args, { by, at = 0, after = null }) {
  return new Promise((done, reject) => {
    const isBroken = by !== undefined && after === null;
    const env = { ...process.env, NODE_OPTIONS: '', BREAK_AT: String(at), BREAK_BY: by ?? '' };
    const preload = isBroken ? ['--require', PRELOAD] : [];
    const child = spawn(process.execPath, [...preload, cli, ...args], {
      cwd,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const timer = after === null ? null : setTimeout(() => child.kill(by), after);
    let error = '';
    child.stderr.on('data', (data) => {
      error += data;
    });
    child.on('error', reject);
    child.on('close', (status) => {
      clearTimeout(timer);
      done({ status, error });
    });
  });
}

/** A project with gaps in the numbers of one draft, which the others cite. */
function makeProject(folder) {
  mkdirSync(join(folder, 'in-force'), { recursive: true });
  for (const name of DRAFTS) {
    const own = Array.from({ length: 12 }, (_, i) => `1.${2 * i + 1} See Clause 1.${2 * i + 1} of the A${name}.\n`);
    const cited = Array.from({ length: 12 }, (_, i) => `1.${i + 1} See Clause 1.${2 * i + 1} of the Aa.\n`);
    const lines = (name === 'a' ? own : cited).join('\n');
    const text = `---\ndocument: A${name}\nversion: V2\n---\n\n## 1 One\n\n${lines}`;
    writeFileSync(join(folder, `${name}.md`), text);
    writeFileSync(join(folder, 'in-force', `${name}.md`), text.replaceAll('See', 'Read').replace('V2', 'V1'));
  }
  writeFileSync(join(folder, 'consultation.md'), '---\ndocument: C\n---\n\n# C\n\n**F Q1**\n\nDo you agree?\n');
  const documents = DRAFTS.map(
    (name) => `  - { id: A${name}, path: ${name}.md, baseline: { path: in-force/${name}.md, version: V1 } }\n`,
  );
  writeFileSync(
    join(folder, 'keeling.yaml'),
    `consultation: { id: F, document: consultation.md, published: 2019-12-19 }\ndocuments:\n${documents.join('')}attachments: [{ number: 1, clean: Ab }]\n`,
  );
}

/** What is in a folder and below, as one short text. */
function readState(folder) {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true }).sort()) {
    const path = join(folder, name);
    hash.update(`${name}\0`);
    if (!statSync(path).isDirectory()) hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

function describeState(folder) {
  const drafts = DRAFTS.map((name) => readFileSync(join(folder, `${name}.md`), 'utf8').includes('1.23') || name);
  const names = readdirSync(folder, { recursive: true }).filter((name) => !name.endsWith('.md'));
  return `new: ${drafts.filter((each) => each !== true).join(' ')}; files: ${names.join(' ')}`;
}

function pick(random, list) {
  return list[Math.floor(random() * list.length)];
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function makeRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      times: { type: 'string', default: '300' },
      seed: { type: 'string', default: String(Date.now() % 1e9) },
      command: { type: 'string', default: 'renumber,renumber,bring-into-force,pack' },
    },
  });
  const { counts, faults } = await killOften({
    times: Number(values.times),
    seed: Number(values.seed),
    commands: values.command.split(','),
  });
  for (const fault of faults) console.log(fault);
  console.log(`seed ${values.seed}: ${counts.old} as before, ${counts.new} done, ${faults.length} faults`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
