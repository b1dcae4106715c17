import { spawn } from 'node:child_process';
import {
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
import { dirname, join, resolve } from 'node:path';
import fc from 'fast-check';
import { expectLaw, expectSame, type Fuzzer } from './fuzzer.js';
import { CHANGED_WORD_FILE } from './tracked-bodies.js';

const CLI = resolve('dist/cli.js');
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL', 'SIGKILL'] as const;
const COMMANDS: readonly (readonly string[])[] = [
  ['renumber', 'a.md'],
  ['renumber', 'a.md', '--undo'],
  ['pack', '.', '--draft', '--output', 'made'],
  ['check', '.', '--record-baseline'],
  ['import', 'in.docx', '--output', 'made/in.md', '--changes', 'keep', '--report', 'made/report.json'],
  ['fold', 'a.md', 'b.md', 'Respondent=a.md', '--output', 'made/folded.docx'],
  ['compare', 'a.md', 'b.md', '--output', 'made/marked.html'],
  ['pack', '.', '--draft', '--output', 'made', '--marks', 'mono'],
  ['bring-into-force', 'b.md', '--on', '2020-01-31'],
  ['bring-into-force', 'b.md', '--undo'],
];

interface Kill {
  /** How many drafts the project has, and how long they are, so that there is time to be interrupted. */
  readonly drafts: number;
  readonly clauses: number;
  readonly command: number;
  readonly signal: number;
  /** When it is interrupted, in parts of a thousand of the time that the command takes. */
  readonly after: number;
}

/** Commands that are interrupted at any moment: after the next command the files are all as they were, or all as they should become. */
export const kills: Fuzzer<Kill> = {
  name: 'kills',
  inputs: () =>
    fc.record({
      drafts: fc.integer({ min: 2, max: 26 }),
      clauses: fc.integer({ min: 3, max: 30 }),
      command: fc.nat(COMMANDS.length - 1),
      signal: fc.nat(SIGNALS.length - 1),
      after: fc.integer({ min: 500, max: 1_020 }),
    }),
  async check(input, counts) {
    const args = COMMANDS[input.command] ?? [];
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-fuzz-')));
    const [whole, cut] = [join(folder, 'whole'), join(folder, 'cut')];
    try {
      for (const each of [whole, cut]) writeProject(each, input);
      const [command = '', draft = ''] = args;
      const first = command === 'renumber' ? [command, draft] : [command, draft, '--on', '2020-01-31'];
      if (args.includes('--undo')) for (const each of [whole, cut]) await run(each, first);
      const before = readFiles(cut);
      const { took } = await run(whole, args);
      const after = readFiles(whole);
      const { died } = await run(cut, args, {
        at: (took * input.after) / 1_000,
        signal: SIGNALS[input.signal] ?? 'SIGKILL',
      });
      const left = readFiles(cut);
      if (SIGNALS[input.signal] !== 'SIGKILL')
        expectOneOf('an interrupted command leaves all or nothing', left, before, after);
      // The next command finds what was left, whatever the first came to. It writes nothing of its own.
      await run(cut, ['renumber', 'a.md', '--dry-run']);
      expectOneOf('after the next command all is done or nothing is', readFiles(cut), before, after);
      counts.add(died ? 'kills' : 'runs that were over before they could be killed');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function writeProject(folder: string, { drafts, clauses }: Kill): void {
  mkdirSync(folder, { recursive: true });
  const names = Array.from({ length: drafts }, (_, i) => `${String.fromCharCode(97 + i)}.md`);
  for (const [index, name] of names.entries()) {
    // A gap that can be closed, and in each draft references to what comes after it.
    const own = Array.from(
      { length: clauses },
      (_, i) => `1.${i < 1 ? 1 : i + 2} As Clause 1.${clauses} of the D0 says, ${name} keeps word ${i}.`,
    );
    writeFileSync(join(folder, name), `---\ndocument: D${index}\n---\n\n## 1 One\n\n${own.join('\n\n')}\n`);
  }
  writeFileSync(join(folder, 'in.docx'), CHANGED_WORD_FILE);
  const documents = names.map((name, i) => `  - { id: D${i}, path: ${name} }\n`).join('');
  const attachments = names.map((_, i) => `  - { number: ${i + 1}, clean: D${i} }\n`).join('');
  writeFileSync(join(folder, 'keeling.yaml'), `documents:\n${documents}attachments:\n${attachments}`);
}

/** All files of a folder as text, by path. What differs from run to run, such as dates within files, is left out. */
function readFiles(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of (readdirSync(folder, { recursive: true }) as string[]).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) continue;
    const isOutput = dirname(name) !== '.';
    found.set(name, isOutput ? `${statSync(path).size > 0}` : readFileSync(path, 'utf8'));
  }
  return found;
}

function expectOneOf(
  law: string,
  left: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): void {
  const shown = (files: ReadonlyMap<string, string>) => JSON.stringify([...files]);
  if (shown(left) === shown(before) || shown(left) === shown(after)) return;
  const names = (files: ReadonlyMap<string, string>) =>
    [...files.keys()].filter((name) => left.get(name) !== files.get(name));
  const extra = [...left.keys()].filter((name) => !before.has(name) && !after.has(name));
  expectLaw(law, false, () => `not as before: ${names(before)}; not as after: ${names(after)}; left over: ${extra}`);
  expectSame(law, shown(left), shown(after));
}

interface Interrupted {
  readonly took: number;
  readonly died: boolean;
}

function run(
  cwd: string,
  args: readonly string[],
  kill: { readonly at: number; readonly signal: NodeJS.Signals } | null = null,
): Promise<Interrupted> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, [CLI, ...args], { cwd, detached: true, stdio: 'ignore' });
    const timer = setTimeout(() => {
      try {
        if (kill && child.pid !== undefined) process.kill(-child.pid, kill.signal);
      } catch {
        // It is over already.
      }
    }, kill?.at ?? 1_000_000);
    child.on('error', reject);
    child.on('exit', (status, signal) => {
      clearTimeout(timer);
      resolve({ took: performance.now() - start, died: signal !== null || (status ?? 0) > 128 });
    });
  });
}
