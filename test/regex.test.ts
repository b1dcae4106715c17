import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'acorn';
import { simple } from 'acorn-walk';
import { transformSync } from 'esbuild';
import { check } from 'recheck';

/** Where a regular expression meets a drafter's text. */
const FOLDERS = [
  'model',
  'analysis',
  'workspace',
  'rules',
  'compare',
  'import',
  'export',
  'consultation',
  'features',
  'preview',
];

/**
 * Expressions that are quadratic at worst, and why no text can make that felt: each runs on a stretch whose length is bounded.
 */
const BOUNDED: Readonly<Record<string, string>> = {
  "/[A-Z0-9][\\w’'&/-]* $/": 'read in the 140 characters before a keyword',
  "/(?:[A-Z0-9][\\w’'&/-]* (?:(?:of|and|for|to|the) ){0,2}){1,12}$/": 'read in the 140 characters before a keyword',
  "/(?:[A-Z][\\w’'/-]*(?: (?:of|and|for|to|the|in|on|with|&)){0,2} ){0,14}[A-Z][\\w’'/-]*$/":
    'read in the 160 characters before a bracket',
  '/[\\w.()]*$/': 'read in the 300 characters before the cursor',
  '/[\\w-]*$/': 'read in the 300 characters before the cursor',
  '/\\w+$/': 'read in the 300 characters before the cursor',
  '/\\[\\^((?:[^\\]\\\\\\s]|\\\\.)+)\\]:/': 'a note’s label has at most 1,000 characters',
  '/^([A-Z]*)(\\d*)([A-Z]*)$/': 'the number of a provision, read from at most 240 characters',
  '/^(.*?)(\\d+)[A-Z]*$/': 'the number of a provision, read from at most 240 characters',
};

/** Steps are counted, not seconds, so that a busy machine judges as an idle one does. */
const ATTACK = { checker: 'fuzz', timeout: 120_000, incubationTimeout: null, attackTimeout: null } as const;

/** The expressions that were judged safe before, by the version of the judge: judging is slow, and an expression does not change. */
const JUDGED = join('.cache', `regular-expressions-${recheckVersion()}.json`);

function recheckVersion(): string {
  const manifest = readFileSync(join('node_modules', 'recheck', 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

function judgedSafe(): Set<string> {
  try {
    return new Set(JSON.parse(readFileSync(JUDGED, 'utf8')) as string[]);
  } catch {
    return new Set();
  }
}

interface Found {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : entry.name.endsWith('.ts') ? [path] : [];
  });
}

function expressionsIn(file: string): Found[] {
  const { code } = transformSync(readFileSync(file, 'utf8'), { loader: 'ts', target: 'es2022' });
  const found: Found[] = [];
  simple(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), {
    Literal(node) {
      if (node.regex) found.push({ file, source: node.regex.pattern, flags: node.regex.flags });
    },
  });
  return found;
}

describe('regular expressions', () => {
  const all = new Map<string, Found>();
  for (const folder of FOLDERS) {
    for (const file of filesIn(join('server', 'src', folder)))
      for (const each of expressionsIn(file)) all.set(`/${each.source}/${each.flags}`, each);
  }

  it('are found in the source', () => assert.ok(all.size > 50));

  it('cannot be made slow by a text', async function () {
    this.timeout(300_000);
    const slow: string[] = [];
    const safe = judgedSafe();
    const waiting = [...all].filter(([name]) => !(name in BOUNDED) && !safe.has(name));
    const judge = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const [name, { file, source, flags }] = next;
        const plain = flags.replace(/[vd]/g, '');
        let diagnosis = await check(source, plain, { timeout: 10_000, checker: 'automaton' });
        // What the automaton cannot judge (a look-ahead, for one) is attacked with texts instead.
        if (diagnosis.status === 'unknown') diagnosis = await check(source, plain, ATTACK);
        if (diagnosis.status === 'safe') safe.add(name);
        if (diagnosis.status === 'vulnerable') slow.push(`${file}: ${name} is ${diagnosis.complexity.summary}`);
        if (diagnosis.status === 'unknown') slow.push(`${file}: ${name} cannot be judged`);
      }
    };
    await Promise.all(Array.from({ length: 4 }, judge));
    mkdirSync(dirname(JUDGED), { recursive: true });
    writeFileSync(JUDGED, JSON.stringify([...safe].filter((name) => all.has(name)).sort(), null, 1));
    assert.deepEqual(slow, []);
  });

  it('that may be slower are still there', () =>
    assert.deepEqual(
      Object.keys(BOUNDED).filter((name) => !all.has(name)),
      [],
    ));
});
