import assert from 'node:assert/strict';
import { Draft } from '../../server/src/model/draft.js';
import { readBlockFacts } from '../../server/src/model/facts.js';

/** The calls of notes in a block, as label and words that were written. */
const CASES: readonly [text: string, ...calls: string[]][] = [
  ['One[^1] and two[^2].', '1 [^1]', '2 [^2]'],
  ['Once[^1] and once more[^1].', '1 [^1]', '1 [^1]'],
  ['**Once[^a]**[^a] and *once more*[^a].', 'a [^a]', 'a [^a]', 'a [^a]'],
  ['Raised<sup>6</sup> and raised again<sup>6</sup>.', '6 6', '6 6'],
  ['| A | B |\n|---|---|\n| x[^1] | y[^1] |', '1 [^1]', '1 [^1]'],
  // A note's own label calls nothing; a call within it does, its own number too.
  ['[^1]: see also[^2]', '2 [^2]'],
  ['<sup>1</sup> see also<sup>1</sup> there', '1 1'],
  // Words with a backslash call nothing.
  ['Shown \\[^1], shown [\\^1] and [^1\\], called[^1].', '1 [^1]'],
  ['**Shown \\[^1]** <b>and</b> *called[^1]*.', '1 [^1]'],
];

describe('calls of notes', () => {
  for (const [text, ...calls] of CASES)
    it(JSON.stringify(text), () => {
      const block = Draft.parse(text).block(0);
      const found = readBlockFacts(block).noteCalls.map(({ label, span }) => [
        label,
        block.text.slice(span.start, span.end),
      ]);
      assert.deepEqual(
        found.map(([label, written]) => `${label} ${written}`),
        calls,
      );
    });
});
