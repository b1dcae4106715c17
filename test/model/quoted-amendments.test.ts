import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Draft } from '../../server/src/model/draft.js';
import { findQuotedAmendments } from '../../server/src/model/quoted-amendments.js';
import { readMarks } from '../support/marked.js';

/** `⟦…⟧` stands around the blocks that are words put into another instrument. */
const CASES = readFileSync('test/fixtures/quoted/amendments.txt', 'utf8')
  .split(/^=== /m)
  .slice(1)
  .map((part) => ({ name: part.slice(0, part.indexOf('\n')), marked: part.slice(part.indexOf('\n') + 1) }));

describe('words put into another instrument', () => {
  for (const { name, marked } of CASES) {
    it(name, () => {
      const { text, spans } = readMarks(marked);
      const draft = Draft.parse(text);
      const quoted = findQuotedAmendments(draft.blocks);
      const words = draft.blocks.map(({ text: words }, index) => {
        const start = draft.startOf(index);
        return { words, isQuoted: spans.some((span) => span.start < start + words.length && span.end > start) };
      });
      assert.deepEqual(
        [...quoted].map((index) => draft.block(index).text),
        words.filter(({ isQuoted }) => isQuoted).map(({ words }) => words),
      );
    });
  }

  it('quotations that are never closed cost no more than the text is long', () => {
    const text = Array.from(
      { length: 3000 },
      (_, i) => `${i}.1 After rule ${i} insert:\n\n"(4) A cox may vote.\n`,
    ).join('\n');
    assert.equal(findQuotedAmendments(Draft.parse(text).blocks).size, 3000);
  });
});
