import { compareDrafts } from '../../server/src/compare/compare.js';
import { layOutManuscript } from '../../server/src/export/manuscript/lay-out.js';
import type { Source } from '../../server/src/export/manuscript/manuscript.js';
import { makeTypesettingJob, typesetJob } from '../../server/src/export/pdf/render-pdf.js';
import type { Typesetter } from '../../server/src/export/pdf/typesetter.js';
import type { Draft } from '../../server/src/model/draft.js';
import { readTypesetting, TITLE } from '../fuzz/exported-text.js';
import { type Letters, lettersOf } from '../fuzz/source-letters.js';
import type { Taken } from '../support/docx-text.js';
import { TEXT_ALONE } from '../support/office-files.js';
import { type ReadPdf, readPdf, type Tag } from '../support/pdf-text.js';
import { typesetter } from '../support/typesetter.js';
import { readSourceWords } from './source-words.js';
import { bodyOf, readTitled } from './text-law.js';

/** What a PDF of a text loses, doubles or puts out of order, by the text in it; one line each. */
export async function faultsOfPdf(text: string, setter: Typesetter = typesetter): Promise<string[]> {
  const job = makeJob({ draft: readTitled(text) });
  const laidOut = readJob(job, 'accepted');
  const typeset = await readLettersOfPdf(job, laidOut.main, setter);
  return [
    ...compareText('typeset', typeset.main.slice(0, laidOut.main.length), laidOut.main),
    ...compareText('typeset', sortLetters(allLetters(typeset)), sortLetters(allLetters(laidOut))),
    ...faultsOfPdfData(text),
  ];
}

/** The same, by what the typesetter is given. */
export function faultsOfPdfData(text: string): string[] {
  const draft = readTitled(text);
  return compareLetters(
    'written',
    readJob(makeJob({ draft }), 'accepted'),
    keepLetters(readSourceWords(bodyOf(draft), true)),
  );
}

/** Where a change-marked PDF does not give either version, by the text in it; one line each. */
export async function faultsOfMarkedPdf(
  oldText: string,
  newText: string,
  setter: Typesetter = typesetter,
): Promise<string[]> {
  const job = makeJob({ comparison: compareDrafts(readTitled(oldText), readTitled(newText)) });
  const { main, notes } = readJob(job, 'both');
  const typeset = await readLettersOfPdf(job, main, setter);
  const all = allLetters(typeset);
  return [
    ...faultsOfMarkedPdfData(oldText, newText),
    // Where something moved, was split or changed as a figure, a PDF says so in words of its own.
    ...findLost('typeset', main, typeset.main),
    ...notes.filter((note) => !all.includes(note)).map((note) => `note not typeset: “${note}”`),
  ];
}

/** The same, by what the typesetter is given. */
export function faultsOfMarkedPdfData(oldText: string, newText: string): string[] {
  const [old, after] = [readTitled(oldText), readTitled(newText)];
  const job = makeJob({ comparison: compareDrafts(old, after) });
  const clean = (draft: Draft) => readJob(makeJob({ draft }), 'accepted');
  return [
    ...compareLetters('accepted', readJob(job, 'accepted'), clean(after)),
    ...compareLetters('rejected', readJob(job, 'rejected'), clean(old)),
  ];
}

function makeJob(source: Source) {
  return makeTypesettingJob(layOutManuscript(source, TEXT_ALONE));
}

function readJob({ data }: ReturnType<typeof makeJob>, taken: Taken | 'both'): Letters {
  return keepLetters(readTypesetting(data, taken));
}

/** @param expected the letters of the text, by which the rows are known that go on on the next page */
async function readLettersOfPdf(
  job: ReturnType<typeof makeJob>,
  expected: string,
  setter: Typesetter,
): Promise<Letters> {
  const pdf = await readPdf(await typesetJob(setter, job));
  return keepLetters(readTags({ ...pdf, pages: joinRows(pdf.pages, expected) }));
}

/** How many letters on either side of the end of a page show that a cell goes on on the next. */
const AT_PAGE_END = 16;

/**
 * The tags with the rows that go on on the next page in one: a PDF has the cells of each page after one another, and a text those of a row.
 */
function joinRows(pages: ReadPdf['pages'], expected: string): ReadPdf['pages'] {
  const joined: (readonly Tag[])[] = [];
  for (const page of pages) {
    const above = joined.at(-1);
    const last = above && findRow(above, -1);
    const first = findRow(page, 0);
    const goesOn =
      last &&
      first &&
      last.children.length === first.children.length &&
      last.children.some(({ text }, cell) => {
        const [before, after] = [
          letterize(text).slice(-AT_PAGE_END),
          letterize(first.children[cell]?.text ?? '').slice(0, AT_PAGE_END),
        ];
        return Math.min(before.length, after.length) >= LEAST_ALIKE && expected.includes(before + after);
      });
    if (!above || !goesOn) {
      joined.push(page);
      continue;
    }
    const children = last.children.map((cell, index) => {
      const more = first.children[index];
      return more
        ? {
            ...cell,
            text: cell.text + more.text,
            children: [...cell.children, ...more.children],
            parts: [...cell.parts, ...more.parts],
          }
        : cell;
    });
    const whole = { ...last, children, parts: children, text: children.map(({ text }) => text).join('') };
    joined[joined.length - 1] = replaceTag(above, last, whole);
    joined.push(replaceTag(page, first, null));
  }
  return joined;
}

const letterize = (text: string) => lettersOf(lettersOf(text).normalize('NFKC').replace(JOINED, ''));

/** The first or the last row of the table at one edge of some tags; null where no table stands there. */
function findRow(tags: readonly Tag[], edge: 0 | -1): Tag | null {
  // A note stands at the foot of the page, whatever the text goes on with.
  const tag = tags.filter(({ role, text }) => role !== 'Note' && (role === 'Table' || text.trim() !== '')).at(edge);
  if (!tag) return null;
  return tag.role === 'TR' ? tag : findRow(tag.children, edge);
}

function replaceTag(tags: readonly Tag[], old: Tag, by: Tag | null): Tag[] {
  return tags.flatMap((tag): Tag[] => {
    if (tag === old) return by ? [by] : [];
    const children = replaceTag(tag.children, old, by);
    const isSame =
      children.length === tag.children.length && children.every((child, index) => child === tag.children[index]);
    if (isSame) return [tag];
    const parts = tag.parts.flatMap((part): (string | Tag)[] =>
      typeof part === 'string' ? [part] : replaceTag([part], old, by),
    );
    return [
      { ...tag, children, parts, text: parts.map((part) => (typeof part === 'string' ? part : part.text)).join('') },
    ];
  });
}

/** The letters of the text of a PDF, contents and title page left out, and those of its notes. */
function readTags({ pages }: ReadPdf): Letters {
  const notes: string[] = [];
  const read = (tag: Tag): string => {
    if (tag.role === 'Note') {
      notes.push(lettersOf(tag.parts.map((part) => (isNumber(part) ? '' : readPart(part))).join('')));
      return '';
    }
    return isNumber(tag) ? '' : tag.parts.map(readPart).join('');
  };
  const readPart = (part: string | Tag): string => (typeof part === 'string' ? part : read(part));
  // The number of a note that is called, and not the sign of an item of a list.
  const isNumber = (part: string | Tag): boolean =>
    typeof part !== 'string' && part.role === 'Lbl' && part.children.some(({ role }) => role === 'Link');
  const lastContents = pages.findLastIndex((page) => hasRole(page, 'TOC'));
  const shown = pages.slice(lastContents + 1).map((page) => page.map(read).join(''));
  let main = lettersOf(shown.join('\n'));
  if (lastContents < 0) main = main.slice(main.indexOf(TITLE) + TITLE.length);
  return { main, notes };
}

/** The letters that can be compared, in one form each. */
function keepLetters({ main, notes }: Letters): Letters {
  const keep = (text: string) => lettersOf(lettersOf(text).normalize('NFKC').replace(JOINED, ''));
  return { main: keep(main), notes: notes.map(keep).filter((note) => note !== '') };
}

function hasRole(tags: readonly Tag[], role: string): boolean {
  return tags.some((tag) => tag.role === role || hasRole(tag.children, role));
}

function allLetters({ main, notes }: Letters): string {
  return main + notes.join('');
}

function sortLetters(text: string): string {
  return [...text].sort().join('');
}

function compareLetters(what: string, got: Letters, expected: Letters): string[] {
  return [
    ...compareText(what, got.main, expected.main),
    ...compareText(`${what} notes`, [...got.notes].sort().join('§'), [...expected.notes].sort().join('§')),
  ];
}

/** Scripts whose signs a PDF joins to others, so that the text in it is not that which was typeset. */
const JOINED =
  /[\p{Script=Devanagari}\p{Script=Arabic}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Thai}\p{Script=Khmer}]/gu;

function compareText(what: string, got: string, expected: string): string[] {
  if (got === expected) return [];
  let at = 0;
  while (got[at] === expected[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 20), at + 40);
  return [`${what}: at ${at} expected “${around(expected)}”, got “${around(got)}”`];
}

/** How many letters after such words must be those of the text: a heading may be short. */
const LEAST_ALIKE = 6;
/** How many letters of its own a PDF may put between two of the text. */
const MOST_BETWEEN = 200;

function findLost(what: string, expected: string, got: string): string[] {
  let at = 0;
  let next = 0;
  while (next < expected.length) {
    if (got[at] === expected[next]) {
      at++;
      next++;
      continue;
    }
    const found = got.slice(at, at + MOST_BETWEEN).indexOf(expected.slice(next, next + LEAST_ALIKE));
    if (found < 0)
      return [
        `${what}: “${expected.slice(Math.max(0, next - 20), next + 40)}” became “${got.slice(at - 20, at + 40)}”`,
      ];
    at += found;
  }
  return [];
}
