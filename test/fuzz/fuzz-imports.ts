import fc from 'fast-check';
import { foldIn } from '../../server/src/compare/fold.js';
import { draftOfExtractedText } from '../../server/src/import/extracted-text.js';
import { importPdf } from '../../server/src/import/pdf/import-pdf.js';
import { importWord } from '../../server/src/import/word/write-draft.js';
import { Draft } from '../../server/src/model/draft.js';
import { type BuiltPage, buildPdf } from '../support/pdf-builder.js';
import { buildWordFile } from '../support/word-builder.js';
import {
  type Damage,
  damageBytes,
  damageOfBytes,
  damageOfFiles,
  damageZip,
  expectPlainRefusal,
} from './damaged-files.js';
import { expectSoundDraft } from './draft-contents.js';
import { type Counts, expectBoundedTime, expectLaw, expectSame, type Fuzzer } from './fuzzer.js';
import { hostileTexts } from './hostile-texts.js';
import { lettersOf } from './source-letters.js';
import { type MadeBody, makeBody, type WrittenBody, wordsThatStand, writtenBody } from './tracked-bodies.js';

type Imported =
  | { readonly kind: 'word'; readonly body: WrittenBody; readonly note: WrittenBody; readonly damage: Damage | null }
  | { readonly kind: 'pdf'; readonly pages: readonly BuiltPage[]; readonly damage: Damage | null }
  | { readonly kind: 'text'; readonly text: string };

const LINES = [
  ...['1.1', '(a)', '1.', 'Clause 1.1', 'Table 1', 'the fee is due', 'of each vessel that lies in the harbour', '•'],
  ...['Page 1 of 2', '[1]', '* * *', '|', 'A', '£5', '___', 'hyphen-', '<b>', '# 1', 'SCHEDULE 1', '1', '2', 'ii'],
];
const builtPage: fc.Arbitrary<BuiltPage> = fc.record({
  words: fc.array(
    fc.record({
      x: fc.oneof(fc.constantFrom(60, 60, 60, 90, 300), fc.integer({ min: -50, max: 700 })),
      y: fc.oneof(
        fc.integer({ min: 4, max: 60 }).map((line) => line * 13),
        fc.integer({ min: -20, max: 900 }),
      ),
      text: fc
        .array(fc.oneof(fc.constantFrom(...LINES), fc.string({ maxLength: 4 })), { minLength: 1, maxLength: 8 })
        .map((parts) => parts.join(' ').replace(/[^\x20-\x7e]/g, '?')),
      size: fc.oneof({ weight: 99, arbitrary: fc.constantFrom(10, 10, 10, 10, 7, 14, 30) }, fc.constant(0)),
      isBold: fc.boolean(),
    }),
    { maxLength: 40 },
  ),
  rules: fc.array(
    fc.tuple(fc.nat(600), fc.nat(850), fc.nat(600), fc.nat(850)).map(([x, y, u, v]) => {
      const isFlat = u % 2 === 0;
      return [x, y, isFlat ? u : x, isFlat ? y : v] as const;
    }),
    { maxLength: 8 },
  ),
});

/** Files that come in: Word files with tracked changes, PDFs and extracted text, as they were written and damaged. */
export const imports: Fuzzer<Imported> = {
  name: 'imports',
  inputs: (texts) =>
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('word' as const),
          body: writtenBody,
          note: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, writtenBody),
          damage: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, damageOfFiles),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('pdf' as const),
          pages: fc.array(builtPage, { minLength: 1, maxLength: 3 }),
          damage: fc.oneof(fc.constant(null), damageOfBytes),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('text' as const), text: hostileTexts(texts) }) },
    ),
  async check(input, counts) {
    await expectBoundedTime('a file is imported in bounded time', 4_000, async () => {
      if (input.kind === 'text') checkText(input.text, counts);
      else if (input.kind === 'pdf') await checkPdf(input.pages, input.damage, counts);
      else checkWord(input, counts);
    });
  },
};

/** Those letters that some others do not have, or not as often; in the order of the alphabet. */
function lettersWithout(letters: string, others: string): string {
  const left = [...others].sort();
  let at = 0;
  return [...letters]
    .sort()
    .filter((letter) => {
      while (at < left.length && left[at]! < letter) at++;
      const isThere = left[at] === letter;
      if (isThere) at++;
      return !isThere;
    })
    .join('');
}

function checkText(text: string, counts: Counts): void {
  const draft = draftOfExtractedText(text);
  const law = 'extracted text keeps its letters';
  const [own, all] = [lettersOf(draft), lettersOf(text)];
  // The header that a table repeats on a page is said once: a row of cells that stands as it is further up.
  const met = new Set<string>();
  const once = text.split(/\r\n?|\n/).filter((line) => !line.includes('\t') || met.size < met.add(line).size);
  expectSame(law, lettersWithout(lettersOf(once.join('\n')), own), '');
  expectSame(law, lettersWithout(own, all), '');
  expectSoundDraft(Draft.parse(draft));
  counts.add('extracted texts read');
}

async function checkPdf(pages: readonly BuiltPage[], damage: Damage | null, counts: Counts): Promise<void> {
  const whole = buildPdf(pages);
  // Words of no size make the library give a page up; what stands outside of a page is seen by nobody.
  const isSound = damage === null && pages.every(({ words }) => words.every(({ size }) => size !== 0));
  const shown = pages.map(({ words }) =>
    words
      .filter(({ x, y, text, size = 10 }) => x > 0 && x + text.length * size * 0.8 < 590 && y > 20 && y < 820)
      .map(({ text }) => text),
  );
  const isRead = await readOrRefuse(counts, 'PDFs', async () => {
    const { text, notices } = await importPdf(damage ? damageBytes(whole, damage) : whole);
    expectSoundDraft(Draft.parse(text));
    // Heads and feet of several pages, numbers of lines and lists of contents are left out, and said so.
    if (!isSound || notices.length > 0) return;
    const found = [...lettersOf(text)];
    for (const letter of lettersOf(shown.flat().join('')))
      expectLaw(
        'a PDF keeps its letters',
        found.splice(found.indexOf(letter), found.includes(letter) ? 1 : 0).length > 0,
        () => `${letter}: ${text}`,
      );
    counts.add('PDFs whose letters were counted');
  });
  const hasWords = lettersOf(shown.flat().join('')) !== '';
  expectLaw('a sound PDF is read', isRead || !isSound || !hasWords, () => JSON.stringify(pages).slice(0, 300));
}

function checkWord({ body, note, damage }: Extract<Imported, { kind: 'word' }>, counts: Counts): void {
  const [main, inNote] = [makeBody(body), makeBody(note)];
  const hasNote = inNote.words.length > 0;
  const notes = `<w:footnote w:id="2">${inNote.xml.replace(/word(\d+)x/g, 'note$1x')}</w:footnote>`;
  const call = hasNote ? '<w:p><w:r><w:t>Called</w:t><w:footnoteReference w:id="2"/></w:r></w:p>' : '';
  const whole = buildWordFile(call + main.xml, hasNote ? { 'word/footnotes.xml': notes } : {}, [
    ...(hasNote ? [['n', 'footnotes', 'footnotes.xml'] as const] : []),
  ]);
  if (damage) {
    const bytes = damageZip(whole, damage);
    for (const changes of ['accept', 'keep'] as const)
      readOrRefuseNow(counts, () => expectSoundDraft(Draft.parse(importFile(bytes, changes))));
    return;
  }
  const [accepted, rejected, kept] = (['accept', 'reject', 'keep'] as const).map((changes) =>
    importFile(whole, changes),
  ) as [string, string, string];
  expectWords(accepted, main, inNote, 'accept');
  expectWords(rejected, main, inNote, 'reject');
  for (const { word } of main.words)
    expectLaw('each word stands once where changes are kept', kept.split(word).length === 2, () => `${word}: ${kept}`);
  const [old, neu] = [Draft.parse(rejected), Draft.parse(accepted)];
  for (const draft of [old, neu, Draft.parse(kept)]) expectSoundDraft(draft);
  expectSame('a mark-up folds into what was sent', foldIn(old, old, neu).text, neu.text);
  expectSame('what was sent back unchanged folds to nothing', foldIn(old, neu, old).text, neu.text);
  counts.add('Word files with changes read');
}

function importFile(bytes: Uint8Array, changes: 'accept' | 'reject' | 'keep'): string {
  return importWord(bytes, { changes, figureFolder: 'figures/a', fallbackTitle: null }).text;
}

function expectWords(text: string, main: MadeBody, note: MadeBody, changes: 'accept' | 'reject'): void {
  const listed = (pattern: RegExp) => (text.match(pattern) ?? []).join(' ');
  expectSame(
    `each word stands once, in order (${changes})`,
    listed(/word\d+x/gi).toLowerCase(),
    wordsThatStand(main, changes).join(' '),
  );
  expectSame(
    `each word of a note stands once, in order (${changes})`,
    listed(/note\d+x/gi).toLowerCase(),
    wordsThatStand(note, changes).join(' ').replaceAll('word', 'note'),
  );
}

/** Success, or an error of one plain line. @returns whether it was read */
async function readOrRefuse(counts: Counts, what: string, read: () => Promise<void>): Promise<boolean> {
  try {
    await read();
    counts.add(`${what} read`);
    return true;
  } catch (error) {
    expectPlainRefusal('a file', error);
    counts.add(`${what} refused`);
    return false;
  }
}

function readOrRefuseNow(counts: Counts, read: () => void): void {
  try {
    read();
    counts.add('damaged Word files read');
  } catch (error) {
    expectPlainRefusal('a file', error);
    counts.add('damaged Word files refused');
  }
}
