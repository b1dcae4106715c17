import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatDraft } from '../../server/src/features/formatting.js';
import { Draft } from '../../server/src/model/draft.js';
import { readBlockFacts } from '../../server/src/model/facts.js';
import { anyText } from '../support/markdown-lines.js';

function formatted(text: string): string {
  const draft = Draft.parse(text);
  const edits = formatDraft(draft).map(({ range, newText }) => ({
    start: draft.lines.offsetAt(range.start),
    end: draft.lines.offsetAt(range.end),
    newText,
  }));
  edits.sort((a, b) => b.start - a.start);
  return edits.reduce((so, { start, end, newText }) => so.slice(0, start) + newText + so.slice(end), text);
}

/** What a reader sees of a text, and which provisions it makes, white space aside. */
function words(text: string) {
  const draft = Draft.parse(text);
  return {
    text: draft.blocks.map((block) =>
      [
        block.kind,
        ...readBlockFacts(block).passages.map(({ inline }) => inline.text.replace(/\s+/g, ' ').trim()),
      ].filter(Boolean),
    ),
    provisions: draft.provisions.map(({ label }) => label),
  };
}

const CASES: readonly [name: string, before: string, after: string][] = [
  [
    'aligns the bars of a table',
    '**Table 1.1 – Things**\n\n|No|What|\n|:-|-:|\n|1|red|\n| 22 | blue and green |\n',
    '**Table 1.1 – Things**\n\n| No  |           What |\n'.replace('|           What |', '| What           |') +
      '| :-- | -------------: |\n| 1   | red            |\n| 22  | blue and green |\n',
  ],
  [
    'writes a wide table without padding',
    `|a|b|\n|---|---|\n|1|${'x'.repeat(200)}|\n`,
    `| a | b |\n| --- | --- |\n| 1 | ${'x'.repeat(200)} |\n`,
  ],
  ['takes spare spaces out', '1.1  Words  and   more. \n\n\n\n1.2 Others.', '1.1  Words and more.\n\n1.2 Others.\n'],
  [
    'leaves a line break, code and indentation',
    'One  \ntwo `a  b`.\n\n    code  here\n',
    'One  \ntwo `a  b`.\n\n    code  here\n',
  ],
  ['keeps the line ends that the draft has', 'One.  Two.\r\n\r\n\r\nThree.', 'One. Two.\r\n\r\nThree.\r\n'],
  ['leaves a table with more cells than its head', '| a |\n|---|\n| 1 | 2 |\n', '| a |\n|---|\n| 1 | 2 |\n'],
];

describe('formatting', () => {
  for (const [name, before, after] of CASES) it(name, () => assert.equal(formatted(before), after));

  it('changes no word, and nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = formatted(text);
        assert.equal(formatted(once), once);
        assert.deepEqual(words(once), words(text));
      }),
      { numRuns: 800 },
    );
  });
});
