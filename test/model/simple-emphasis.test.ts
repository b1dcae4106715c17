import assert from 'node:assert/strict';
import fc from 'fast-check';
import { InlineBuilder } from '../../server/src/model/inline/inline-builder.js';
import { readSimpleEmphasis } from '../../server/src/model/inline/simple-emphasis.js';

/** A passage read by the parser of Markdown, and without it; null where only the parser can. */
function readBoth(source: string) {
  const stretches = readSimpleEmphasis(source);
  if (!stretches) return null;
  const [parsed, simple] = [new InlineBuilder(7), new InlineBuilder(7)];
  parsed.addMarkdown(source);
  simple.addStretches(source, stretches);
  return { parsed: parsed.done(), simple: simple.done() };
}

describe('emphasis that is read without the parser of Markdown', () => {
  const LINES: readonly (readonly [line: string, isSimple: boolean])[] = [
    ['**1.** (1) The *Port Act* applies.', true],
    ['subject to *subsection (2)*, the words [so added] stand', true],
    ['[^1] and *Part 3*', true],
    ['given by*Part 3*; and so on', true],
    ['***both***', false],
    ['* a star alone', false],
    ['*open', false],
    ['*a **b** c*', false],
    ['[a](b) *c*', false],
  ];
  for (const [line, isSimple] of LINES)
    it(`${isSimple ? 'reads' : 'leaves to the parser'} ${line}`, () => {
      const both = readBoth(line);
      assert.equal(both !== null, isSimple);
      if (both) assert.deepEqual(both.simple, both.parsed);
    });

  it('is what the parser says, whatever the text', () => {
    const piece = fc.constantFrom(
      '*',
      '**',
      ' ',
      'a',
      'word',
      '.',
      '(',
      ')',
      '[',
      ']',
      '!',
      '[^1]',
      '“',
      '£',
      '#',
      '1.',
      '- ',
      'é',
      '\u00a0',
      ':',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const both = readBoth(pieces.join(''));
        if (both) assert.deepEqual(both.simple, both.parsed);
      }),
      { numRuns: 3000 },
    );
  });
});
