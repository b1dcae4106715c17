// One process of `npm run fuzz`: runs the fuzzers in turn with fresh seeds until the time is up, and writes down what fails.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stackOf } from '../../server/src/lsp/log.js';
import { FUZZERS } from './all-fuzzers.js';
import { Counts, type Failure, type Fuzzer, makeInputs, tryInput } from './fuzzer.js';
import { readOwnTexts, readTexts } from './own-texts.js';
import { rewriteInOwnWords } from './own-words.js';
import { shrinkInput } from './shrink.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
    texts: { type: 'string' },
    worker: { type: 'string', default: '0' },
    runs: { type: 'string', default: '5' },
    shrinking: { type: 'string', default: '20' },
  },
});

/** Inputs of one seed. */
const BATCH = Number(values.runs);
const OUT = join('out', 'fuzz');
const FIXTURES = join('test', 'fixtures', 'fuzz');
const REFUSED = join(OUT, 'refused');

const texts = [...readOwnTexts(), ...(values.texts === undefined ? [] : readTexts(values.texts))];
const only = values.only?.split(',') ?? null;
const fuzzers = FUZZERS.filter(({ name }) => only === null || only.includes(name));
const spent = new Map(fuzzers.map(({ name }) => [name, 0]));
const counts = new Map(fuzzers.map(({ name }) => [name, new Counts()]));
const known = new Map<string, number>();
const now = join(OUT, `now-${values.worker}.json`);

mkdirSync(FIXTURES, { recursive: true });
mkdirSync(REFUSED, { recursive: true });
// A promise that nobody waits for fails the input that is being tried.
const loose: unknown[] = [];
process.on('unhandledRejection', (error) => {
  // A client that hangs up leaves its own questions open. The reader of PDFs, which is mended only in
  // the programs that are published, leaves pages that it reads ahead.
  const isOfOthers = /connection (?:got|is) disposed/i.test(String(error)) || isOfReaderOfPdfs(error);
  if (!isOfOthers) loose.push(error);
});
const READER_ERRORS: ReadonlySet<string> = new Set([
  'ParserEOFException',
  'FormatError',
  'MissingDataException',
  'XRefEntryException',
  'XRefParseException',
]);
// What is waited for may be what has died.
setInterval(() => {}, 1_000);

const end = Date.now() + Number(values.minutes) * 60_000;
let seed = Number(values.seed);
while (Date.now() < end && fuzzers.length > 0) {
  const fuzzer = [...fuzzers].sort((a, b) => (spent.get(a.name) ?? 0) - (spent.get(b.name) ?? 0))[0] as Fuzzer;
  const start = Date.now();
  for (const input of makeInputs(fuzzer, texts, seed, BATCH)) {
    if (Date.now() > end) break;
    writeFileSync(now, JSON.stringify({ fuzzer: fuzzer.name, seed, input }));
    process.send?.({ kind: 'alive' });
    const failure = await tryWatched(fuzzer, input, counts.get(fuzzer.name));
    if (failure) await writeDown(fuzzer, failure);
  }
  spent.set(fuzzer.name, (spent.get(fuzzer.name) ?? 0) + Date.now() - start);
  seed += 1;
}
process.send?.({
  kind: 'done',
  counts: [...counts].map(([name, { of }]) => [name, [...of]]),
  faults: [...known],
});
await new Promise((resolve) => setTimeout(resolve, 100));
process.exit(0);

/** Its own errors are told by their names: where one was made at once with its kind, it has no stack of its own. */
function isOfReaderOfPdfs(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  return READER_ERRORS.has(name) || stackOf(error).includes('pdfjs-dist');
}

async function tryWatched(fuzzer: Fuzzer, input: unknown, into?: Counts): Promise<Failure | null> {
  const failure = await tryInput(fuzzer, input, into);
  await new Promise((resolve) => setImmediate(resolve));
  const [error] = loose.splice(0);
  if (failure || error === undefined) return failure;
  const message = error instanceof Error ? error.message : String(error);
  return { fuzzer: fuzzer.name, fault: 'nothing is left to fail alone', message, input };
}

async function writeDown(fuzzer: Fuzzer, failure: Failure): Promise<void> {
  const key = `${failure.fuzzer}: ${failure.fault}`;
  const times = known.get(key) ?? 0;
  known.set(key, times + 1);
  // A few examples of a fault are enough.
  if (times >= 3) return;
  const fails = async (candidate: unknown) => {
    process.send?.({ kind: 'alive' });
    return (await tryWatched(fuzzer, candidate))?.fault === failure.fault;
  };
  const small = await shrinkInput(failure.input, fails, Number(values.shrinking) * 1000);
  const own = values.texts !== undefined ? await rewriteInOwnWords(small, fails) : { input: small, left: [] };
  const { message } = (await tryWatched(fuzzer, own.input)) ?? failure;
  const fixture = { fuzzer: fuzzer.name, fault: failure.fault, message, input: own.input };
  const hash = createHash('sha256').update(JSON.stringify(own.input)).digest('hex').slice(0, 8);
  // Words of a real text that had to stay keep the case out of the repository.
  const folder = own.left.length > 0 ? REFUSED : FIXTURES;
  const file = join(folder, `${fuzzer.name}-${hash}.json`);
  writeFileSync(file, `${JSON.stringify(fixture, null, 2)}\n`);
  process.send?.({ kind: 'failure', file, fault: key, message });
}
