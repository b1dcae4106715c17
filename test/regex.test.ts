import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { check } from 'recheck';
import {
  type Expression,
  findExpressions,
  loadBuiltExpressions,
  readExpressions,
  sourceFilesIn,
} from './support/expressions.js';

/** Every folder whose code runs in the editor, on the command line or in a build. */
const FOLDERS = [join('server', 'src'), join('client', 'src'), join('client', 'webview'), 'scripts'];

/**
 * Expressions that are quadratic at worst, and why no text can make that felt: each runs on a
 * stretch whose length is bounded.
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
  '/^(.*?): (.*)$/': 'the tag of a form’s field, read where it is shorter than LONGEST_TAG',
  '/^([A-Z]*)(\\d*)([A-Z]*)$/': 'the number of a provision, read from at most 240 characters',
  '/^(.*?)(\\d+)[A-Z]*$/': 'the number of a provision, read from at most 240 characters',
};

/** Steps are counted, not seconds, so that a busy machine judges as an idle one does. */
const ATTACK = { checker: 'fuzz', timeout: 120_000, incubationTimeout: null, attackTimeout: null } as const;

/**
 * The expressions that were judged safe before, by the version of the judge: judging is slow, and
 * an expression does not change.
 */
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

describe('regular expressions', () => {
  const all = new Map<string, Expression>();
  const add = (each: Expression) => all.set(`/${each.source}/${each.flags}`, each);
  const files = FOLDERS.flatMap(sourceFilesIn);
  const strings: string[] = [];
  const building: string[] = [];
  for (const file of files) {
    const found = readExpressions(file);
    for (const each of found.literals) add(each);
    for (const each of found.strings) strings.push(`${file}: ${each}`);
    if (found.sites.length > 0) building.push(file);
  }

  it('are found in the source', () => {
    assert.ok(all.size > 300);
    for (const folder of FOLDERS) assert.ok(files.some((file) => file.startsWith(folder)));
  });

  it('are never made of a string in passing', () => assert.deepEqual(strings, []));

  it('that are built are built when their file is loaded, and judged as well', async () => {
    const late: string[] = [];
    for (const file of building) {
      const sites = await loadBuiltExpressions(file);
      for (const built of sites) for (const each of built) add(each);
      if (sites.some((built) => built.length === 0)) late.push(file);
    }
    assert.ok(building.length > 0);
    assert.deepEqual(late, []);
  });

  it('of each kind would be noticed', () => {
    const code = `const a = /x+/g; new RegExp('y'); RegExp(a.source + 'z'); 'text'.match('w'); 'text'.search(\`v\`);`;
    const { literals, sites, strings: found } = findExpressions('code.js', code);
    assert.deepEqual(
      literals.map(({ source }) => source),
      ['x+'],
    );
    assert.equal(sites.length, 2);
    assert.equal(found.length, 2);
  });

  it('cannot be made slow by a text', async function () {
    this.timeout(900_000);
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
