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
});
