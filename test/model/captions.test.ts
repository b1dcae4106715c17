import assert from 'node:assert/strict';
import { Draft } from '../../server/src/model/draft.js';

const image = (name: string) => `![A ${name}](${name}.png)`;
const table = (word: string) => `| A | B |\n|---|---|\n| ${word} | 2 |`;
const figure = (number: number) => `**Figure ${number} – Drawing**`;
const caption = (number: number) => `**Table ${number} – List**`;

/** Blocks, and after each caption what it is of. */
const CASES: readonly [name: string, blocks: readonly string[], of: Readonly<Record<string, string>>][] = [
  ['below each figure', [image('a'), figure(1), image('b'), figure(2)], { 'Figure 1': 'a', 'Figure 2': 'b' }],
  ['above each figure', [figure(1), image('a'), figure(2), image('b')], { 'Figure 1': 'a', 'Figure 2': 'b' }],
  ['below the first of two figures', [image('a'), figure(1), image('b')], { 'Figure 1': 'a' }],
  [
    'below three figures',
    [image('a'), figure(1), image('b'), figure(2), image('c'), figure(3)],
    { 'Figure 1': 'a', 'Figure 2': 'b', 'Figure 3': 'c' },
  ],
  ['below a figure before a table', [image('a'), figure(1), table('x')], { 'Figure 1': 'a' }],
  ['above a table behind a figure', [image('a'), caption(1), table('x')], { 'Table 1': 'x' }],
  ['below each table', [table('x'), caption(1), table('y'), caption(2)], { 'Table 1': 'x', 'Table 2': 'y' }],
  ['above the second of two tables', [table('x'), caption(1), table('y')], { 'Table 1': 'y' }],
  ['above each table', [caption(1), table('x'), caption(2), table('y')], { 'Table 1': 'x', 'Table 2': 'y' }],
  [
    'above two tables behind one without',
    [table('w'), caption(1), table('x'), caption(2), table('y')],
    { 'Table 1': 'x', 'Table 2': 'y' },
  ],
  [
    'with a hyphen at which no line ends',
    ['**Table 3‑1 – List**', table('x'), '**Table 3‐2 – List**', table('y'), '**Table 3-3 – List**', table('z')],
    { 'Table 3-1': 'x', 'Table 3-2': 'y', 'Table 3-3': 'z' },
  ],
  [
    'with words between',
    [image('a'), figure(1), 'Words.', image('b'), figure(2)],
    { 'Figure 1': 'a', 'Figure 2': 'b' },
  ],
];

describe('captions stand', () => {
  for (const [name, blocks, of] of CASES)
    it(name, () => {
      const draft = Draft.parse(`${blocks.join('\n\n')}\n`);
      const found = draft.provisions
        .filter(({ kind, number }) => (kind === 'table' || kind === 'figure') && number !== null)
        .map(({ label, body }) => [label, /[abcwxyz](?=\.png|\s+\| 2)/.exec(draft.block(body ?? 0).text)?.[0]]);
      assert.deepEqual(Object.fromEntries(found), of);
    });

  it('below figures however many there are', () => {
    const many = Array.from({ length: 900 }, (_, at) => `${image('a')}\n\n${figure(at + 1)}\n`).join('\n');
    assert.equal(Draft.parse(many).provisions.filter(({ kind }) => kind === 'figure').length, 900);
  });
});
