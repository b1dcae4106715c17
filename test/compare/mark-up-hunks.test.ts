import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { editsOfHunks, listMarkUpHunks, type MarkUpHunk } from '../../server/src/compare/mark-up-hunks.js';
import { Draft } from '../../server/src/model/draft.js';
import { putEdits } from '../../server/src/model/text.js';
import { generatedRevision } from '../support/generated-drafts.js';

function hunksOf(old: string, after: string): MarkUpHunk[] {
  return listMarkUpHunks(compareDrafts(Draft.parse(old), Draft.parse(after)));
}

/** A text with some of the changes. */
function takeHunks(text: string, hunks: readonly MarkUpHunk[]): string {
  return putEdits(
    text,
    editsOfHunks(hunks).map(({ span, text: words }) => ({ ...span, text: words })),
  );
}

const SENT = `# Code

1.1 The owner shall pay within ten days under Clause 1.3.

1.2 The master may refuse a vessel that has not paid the fee.

1.3 The fee for each day and each vessel is five pounds, or six on a Sunday.

1.4 The office of the harbour keeps a book of all vessels for the public.
`;

interface HunkCase {
  readonly title: string;
  readonly markUp: string;
  readonly hunks: readonly string[];
}

const CASES: readonly HunkCase[] = [
  {
    title: 'two places in one clause are two changes, words beside each other one',
    markUp: SENT.replace('owner shall pay', 'master must, pay').replace('ten days', '10 days'),
    hunks: ['words Clause 1.1: owner shall → master must,', 'words Clause 1.1: ten → 10'],
  },
  {
    title: 'a new clause with its lines, and the numbers that follow it',
    markUp: SENT.replace('1.2 The', '1.2 A flag is shown by every vessel that lies at a berth.\n\n1.3 The')
      .replace('1.3 The fee', '1.4 The fee')
      .replace('1.4 The office', '1.5 The office')
      .replace('Clause 1.3', 'Clause 1.4'),
    hunks: [
      'numbers Clause 1.1: 1.31.21.31.4 → 1.41.31.41.5',
      'block Clause 1.2: → 1.2 A flag is shown by every vessel that lies at a berth.',
    ],
  },
  {
    title: 'a clause at the end that went',
    markUp: SENT.slice(0, SENT.indexOf('\n1.4')),
    hunks: ['block Clause 1.4: 1.4 The office of the harbour keeps a book of all vessels for the public. →'],
  },
  {
    title: 'a clause that moved, with what was changed in it',
    markUp: `# Code

1.1 The owner shall pay within ten days under Clause 1.2.

1.2 The fee for each day and each vessel is five pounds, or seven on a Sunday.

1.3 The master may refuse a vessel that has not paid the fee.

1.4 The office of the harbour keeps a book of all vessels for the public.
`,
    hunks: [],
  },
];

describe('the changes of a mark-up', () => {
  for (const { title, markUp, hunks } of CASES.filter((each) => each.hunks.length > 0))
    it(title, () =>
      assert.deepEqual(
        hunksOf(SENT, markUp).map(({ kind, label, deleted, inserted }) =>
          `${kind} ${label}: ${deleted.trim()} → ${inserted.trim()}`.replace(/ +/g, ' ').trim(),
        ),
        hunks,
      ),
    );

  it('hold a move whole: its place, its words and what changed in them', () => {
    const all = hunksOf(SENT, CASES[3]?.markUp ?? '');
    const moves = all.filter(({ kind }) => kind === 'move');
    assert.equal(moves.length, 1);
    const moved = takeHunks(SENT, moves);
    assert.equal(moved.match(/The fee for each day/g)?.length, 1);
    assert.equal(moved.match(/The master may/g)?.length, 1);
  });

  it('are the mark-up when all are taken, and the text that was sent when all are left', () => {
    for (const { markUp } of CASES) assert.equal(takeHunks(SENT, hunksOf(SENT, markUp)), markUp);
    fc.assert(
      fc.property(generatedRevision, ([before, after]) => {
        const hunks = hunksOf(before, after);
        assert.equal(takeHunks(before, hunks), after);
        assert.equal(takeHunks(before, []), before);
        for (const hunk of hunks)
          for (const { span } of hunk.edits) assert.ok(span.start <= span.end && span.end <= before.length);
      }),
      { numRuns: 60 },
    );
  });
});
