import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Draft } from '../../server/src/model/draft.js';
import { markdownLines } from '../support/markdown-lines.js';

/** Text of so many characters with clauses, tables and items, so long that an edit sees a part of it. */
const far = (characters: number, end: string): string => {
  let text = '';
  for (let i = 1; text.length < characters; i++)
    text += `${i % 90}.${i} The Licensee “shall” notify.\n\n(a) one; and\n\n- item\n\n| a | b |\n|---|---|\n| ${i} | x |\n\n`;
  return text.replaceAll('\n', end);
};

const TYPED = ['', 'x', '\n', '\n\n', '```\n', '> ', '- ', '<!--', '-->', '|', '\t', '---\n', '2.9 New.\n\n', '\r'];

describe('a long draft', () => {
  it('that was edited far from both ends equals one that was read anew', () => {
    fc.assert(
      fc.property(
        fc.tuple(markdownLines, markdownLines, fc.constantFrom('\n', '\r\n', '\r')),
        fc.integer({ min: 8000, max: 40_000 }),
        fc.array(fc.tuple(fc.nat(400), fc.nat(6), fc.constantFrom(...TYPED)), { minLength: 1, maxLength: 4 }),
        ([before, after, end], characters, edits) => {
          const lead = far(characters, end) + before;
          let draft = Draft.parse(`${lead}${end}${after}${end}${far(characters, end)}`);
          for (const [near, deleted, typed] of edits) {
            const start = Math.max(0, lead.length - 200 + near);
            draft = draft.applyEdit({ start, end: start + deleted, text: typed });
          }
          const fresh = Draft.parse(draft.text);
          const read = ({ blocks, starts, lines, provisions }: Draft) => ({
            blocks: blocks.map(({ kind, hash, text, opensNode }) => [kind, hash, text.length, opensNode].join(' ')),
            starts: [...starts],
            lines: [...lines.starts],
            provisions: provisions.map(({ label, block, endBlock }) => `${label} ${block} ${endBlock}`),
          });
          assert.deepEqual(read(draft), read(fresh));
        },
      ),
      { numRuns: 60 },
    );
  });
});
