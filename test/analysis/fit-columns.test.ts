import assert from 'node:assert/strict';
import { fitColumns } from '../../server/src/analysis/text/fit-columns.js';

const MANY = 'The master of a vessel keeps a book of all the ships that enter. '.repeat(7);
const HEADER = [
  'Row',
  'Control name',
  'What is done',
  'Responsibility',
  'Assessor responsibility',
  'Frequencies',
  'Notes',
];

const SENTENCE = 'The keeper of the lock reads the gauge at noon and sends the reading to the warden of the canal.';
const NINE = ['Class', 'Flow (l/s)', 'Jan–Mar', 'Apr–Jun', 'Jul–Sep', 'Oct–Dec', 'Meter', 'Check', 'Conditions'];

/** How many letters of their size stand on a line of each column, roughly. */
function lettersIn(rows: readonly (readonly string[])[]): number[] {
  const { widths, points } = fitColumns(rows, rows[0]?.length ?? 1);
  return widths.map((width) => Math.floor((width - 230) / (points * 10)));
}

describe('the columns of a table', () => {
  const CASES: readonly (readonly [title: string, rows: readonly (readonly string[])[], isLandscape: boolean])[] = [
    [
      'turn the page where many words would stand in a narrow one',
      [
        HEADER,
        ['1', 'Identification', MANY, 'X', '', 'Continuously', ''],
        ['2', 'Authentication', MANY, '', 'X', 'Occasionally', ''],
      ],
      true,
    ],
    [
      'stay upright where the cells are short',
      [HEADER, ['1', 'Back-up', 'A copy is made.', 'X', '', 'Monthly', '']],
      false,
    ],
    [
      'stay upright where the one with many words is wide',
      [
        ['No', 'What is done'],
        ['1', MANY.repeat(4)],
      ],
      false,
    ],
  ];
  for (const [title, rows, isLandscape] of CASES)
    it(title, () => assert.equal(fitColumns(rows, rows[0]?.length ?? 1).isLandscape, isLandscape));

  it('leave the room that numbers do not need to the column of sentences', () => {
    const numbers = ['10.00', '12.00', '15.00', '11.00', '15', '24'];
    const letters = lettersIn([NINE, ['A', '0.5', ...numbers, SENTENCE.repeat(2)], ['B', '6.0', ...numbers, SENTENCE]]);
    assert.ok((letters[8] ?? 0) >= 22, letters.join());
    // No other word is cut for it.
    for (const [column, name] of NINE.entries())
      assert.ok((letters[column] ?? 0) >= name.split(' ')[0]!.length, `${name}: ${letters.join()}`);
  });

  it('share what two columns of sentences need by their words', () => {
    const letters = lettersIn([
      ['No', 'Rule', 'Reason'],
      ['1', SENTENCE, SENTENCE.repeat(3)],
    ]);
    assert.ok((letters[2] ?? 0) > (letters[1] ?? 0) && (letters[1] ?? 0) > 20, letters.join());
  });

  it('fill the page where all cells are short', () => {
    const { widths } = fitColumns(
      [
        ['No', 'Name'],
        ['1', 'Ann'],
      ],
      2,
    );
    assert.equal(
      widths.reduce((sum, width) => sum + width, 0),
      9070,
    );
  });

  it('part no short word at its dash', () => {
    const rows = [
      [...NINE.slice(0, 8), 'Of'],
      ['A', '1', '1', '1', '1', '1', '1', '1', SENTENCE],
    ];
    assert.ok(lettersIn(rows).every((letters, column) => !/–/.test(NINE[column] ?? '') || letters >= 6));
  });
});
