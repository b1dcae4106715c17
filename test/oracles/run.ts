// What `npm run oracles -- FOLDER…` runs besides the tests: each text of some folders clean, against an edited copy and against the
// text most like it, in every format. Prints a table: texts, words, and what was lost, doubled or put out of order.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readFonts } from '../../server/src/analysis/text/fonts.js';
import { equipTypesetter } from '../../server/src/export/own-fonts.js';
import { SignsWithoutFont } from '../../server/src/failure.js';
import { isInstalled, officePython } from '../support/office.js';
import { editAtRandom } from '../support/random-edits.js';
import { typesetter } from '../support/typesetter.js';
import { faultsByLibreOffice, faultsByPandoc } from './office-law.js';
import { faultsOfMarkedPdf, faultsOfPdf } from './pdf-law.js';
import { findVersionPairs, type NamedPair, pairNearest, readFolders } from './read-texts.js';
import {
  countTextWords,
  faultsOfCleanMarkdown,
  faultsOfCleanText,
  faultsOfMarkedMarkdown,
  faultsOfMarkedText,
  TEXT_FORMATS,
} from './text-law.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    // Every how many texts are typeset, and every how many pairs are opened in other programs; 0 for none.
    pdf: { type: 'string', default: '1' },
    'marked-pdf': { type: 'string', default: '10' },
    office: { type: 'string', default: '10' },
    only: { type: 'string', default: '' },
    // Fonts that PDFs are set in as well.
    font: { type: 'string', multiple: true, default: [] },
  },
});

const OUT = join('out', 'oracles');
const texts = readFolders(positionals).filter(({ name }) => name.includes(values.only));
const seed = Number(values.seed);
const versions = findVersionPairs(texts);
const edited = texts.map(({ name, text }, index): NamedPair => {
  let after = text;
  // A long text has more edits than a short one.
  for (let times = 0; times < 1 + text.length / 20_000; times++) after = editAtRandom(after, seed + 31 * index + times);
  return { name: `${name} edited`, old: text, new: after };
});
const nearest = pairNearest(texts.filter(({ name }) => !/\.(?:old|new)\.\w+$/.test(name)));

const fontFiles = values.font.map((path): Uint8Array => readFileSync(path));
const setter = equipTypesetter(typesetter, {
  files: fontFiles,
  fonts: fontFiles.flatMap((bytes) => readFonts(bytes) ?? []),
});

/** What was tried, by kind and format. */
const counts = new Map<string, { texts: number; words: number; faults: number }>();
const faults: string[] = [];

const programs = [
  ...(isInstalled('pandoc', '--version') ? [{ name: 'Word by pandoc', read: faultsByPandoc }] : []),
  ...(officePython() === null ? [] : [{ name: 'Word by LibreOffice', read: faultsByLibreOffice }]),
];

console.log(`${texts.length} texts, ${edited.length + nearest.length + versions.length} pairs, seed ${seed}`);
for (const [index, { name, text }] of texts.entries()) {
  const words = countTextWords(text);
  for (const format of TEXT_FORMATS)
    await tryOne(`clean|${format.name}`, words, name, () => faultsOfCleanText(text, format));
  await tryOne('clean|Markdown', words, name, () => faultsOfCleanMarkdown(text));
  if (isTurn(index, values.pdf)) await tryOne('clean|PDF', words, name, () => faultsOfPdf(text, setter));
}
for (const [kind, pairs] of [
  ['edited copies', edited],
  ['nearest texts', nearest],
  ['versions', versions],
] as const)
  for (const [index, { name, old, new: after }] of pairs.entries()) {
    const words = countTextWords(old) + countTextWords(after);
    for (const format of TEXT_FORMATS)
      await tryOne(`${kind}|${format.name}`, words, name, () => faultsOfMarkedText(old, after, format));
    await tryOne(`${kind}|Markdown`, words, name, () => faultsOfMarkedMarkdown(old, after));
    if (kind === 'versions' || isTurn(index, values['marked-pdf']))
      await tryOne(`${kind}|PDF`, words, name, () => faultsOfMarkedPdf(old, after, setter));
    if (kind !== 'versions' && !isTurn(index, values.office)) continue;
    for (const { name: format, read } of programs)
      await tryOne(`${kind}|${format}`, words, name, () => read(old, after));
  }

mkdirSync(OUT, { recursive: true });
writeFileSync(join(OUT, 'faults.txt'), faults.map((fault) => `${fault}\n`).join(''));
console.log('\n| | format | texts | words | faults |\n|---|---|---:|---:|---:|');
for (const [key, count] of counts)
  console.log(`| ${key.replace('|', ' | ')} | ${count.texts} | ${count.words} | ${count.faults} |`);
process.exit(faults.length > 0 ? 1 : 0);

function isTurn(index: number, every: string): boolean {
  return Number(every) > 0 && index % Number(every) === 0;
}

async function tryOne(
  key: string,
  words: number,
  name: string,
  find: () => string[] | Promise<string[]>,
): Promise<void> {
  const count = counts.get(key) ?? { texts: 0, words: 0, faults: 0 };
  counts.set(key, count);
  count.texts++;
  count.words += words;
  let found: string[];
  try {
    found = await find();
  } catch (error) {
    const signs = error instanceof SignsWithoutFont ? `: ${error.signs.slice(0, 5).join(' ')}` : '';
    found = [`${error instanceof Error ? error.message : String(error)}${signs}`];
  }
  count.faults += found.length;
  for (const fault of found) {
    faults.push(`${key.replace('|', ', ')}, ${name}: ${fault}`);
    console.log(faults.at(-1));
  }
}
