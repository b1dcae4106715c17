import assert from 'node:assert/strict';
import { estimatePages, type PagesToCount } from '../../server/src/export/docx/estimate-pages.js';
import { layOutManuscript } from '../../server/src/export/manuscript/lay-out.js';
import { Draft } from '../../server/src/model/draft.js';

/** A4 between the margins of Keeling's own pages. */
const ROOM = { width: 9070, height: 13_719, turnedWidth: 13_700, turnedHeight: 8787 };

/** The pages on which the blocks begin that hold some words. */
function pagesOf(text: string, words: string, more: Partial<PagesToCount> = {}): number[] {
  const { layouts, notes } = layOutManuscript({ draft: Draft.parse(text) });
  const figureHeight = () => null;
  const pages = estimatePages({ layouts, notes, room: ROOM, figureHeight, front: [], hasTitlePage: false, ...more });
  return layouts.flatMap((layout, at) =>
    'words' in layout && layout.words.some(({ text: said }) => said.includes(words)) ? [pages[at] ?? 0] : [],
  );
}

const clauses = (count: number, words = 'The gate is opened.') =>
  Array.from({ length: count }, (_, at) => `1.${at + 1} ${words}\n\n`).join('');
const rows = (count: number) => `| Row | Duty |\n|---|---|\n${'| 1 | Open the gate |\n'.repeat(count)}\n`;

// A clause of one line takes 291 twips, and 140 to the next: 32 of them fill a page.
describe('the pages that the contents of a Word file show', () => {
  const cases: readonly [name: string, text: string, words: string, pages: readonly number[]][] = [
    ['a page full of clauses', clauses(32), 'gate', new Array(32).fill(1)],
    ['one clause more', clauses(33), 'gate', [...new Array(32).fill(1), 2]],
    [
      // Of the space below a clause and that above a heading the greater counts: with both the last would have no room.
      'three headings and the clauses below them',
      `${clauses(23)}## 2 Locks\n\n2.1 Shut them.\n\n## 3 Rafts\n\n3.1 Shut them.\n\n## 4 Tolls\n\n4.1 Shut them.\n`,
      'Shut',
      [1, 1, 1],
    ],
    ['a heading without room for its clause', `${clauses(31)}## 2 Locks\n\n2.1 Shut.\n`, 'Locks', [2]],
    [
      'a small table, which stands on one page with its caption and the clause that leads to it',
      `${clauses(24)}## 2 Locks\n\n2.1 As follows:\n\nTable 2.1 – Duties\n\n${rows(14)}`,
      'Locks',
      [2],
    ],
    [
      'a large table, of which a part stands on the page',
      `${clauses(20)}## 2 Locks\n\n2.1 As follows:\n\nTable 2.1 – Duties\n\n${rows(40)}`,
      'Locks',
      [1],
    ],
    [
      'a paragraph of three lines, which no page end parts',
      `${clauses(30)}1.31 ${'The keeper of the locks opens them at dawn and shuts them at dusk. '.repeat(3)}\n`,
      'keeper',
      [2],
    ],
    [
      'one of five lines, of which two stand on the page',
      `${clauses(30)}1.31 ${'The keeper of the locks opens them at dawn and shuts them at dusk. '.repeat(6)}\n`,
      'keeper',
      [1],
    ],
  ];
  for (const [name, text, words, pages] of cases)
    it(`are those of ${name}`, () => assert.deepEqual(pagesOf(text, words), pages));

  it('count a figure as high as it is', () => {
    const text = `${clauses(20)}![Plan](a.svg)\n\n1.21 The last.\n`;
    assert.deepEqual(pagesOf(text, 'The last', { figureHeight: () => 2000 }), [1]);
    assert.deepEqual(pagesOf(text, 'The last', { figureHeight: () => 6000 }), [2]);
  });

  it('begin behind the title page and as many pages of contents and changes as there are', () => {
    const front = (count: number) =>
      new Array(count).fill({ style: 'ChangeEntry', words: 'amended: “gate” replaced by “lock”' });
    const first = (count: number) => pagesOf(clauses(1), 'gate', { front: front(count), hasTitlePage: true })[0];
    // A line of the list takes 381 twips: 36 fill a page.
    assert.deepEqual([first(0), first(36), first(37), first(72), first(73)], [2, 3, 4, 4, 5]);
    assert.deepEqual(pagesOf(clauses(1), 'gate', { front: front(36) }), [2]);
  });
});
