import assert from 'node:assert/strict';
import fc from 'fast-check';
import { InlineBuilder } from '../../server/src/model/inline/inline-builder.js';
import { readSimpleMarkup } from '../../server/src/model/inline/simple-markup.js';

/** What passages with mark-up are made of. */
const PARTS = [
  ...[
    '*',
    '**',
    '***',
    '__',
    '`',
    '``',
    '\\',
    '_',
    '[',
    ']',
    '[^1]',
    '&',
    '<',
    '!',
    '.',
    '“',
    '”',
    '(',
    ')',
    '§',
    '\u00a0',
  ],
  ...['a', 'Clause', '1.2', 'é', ' ', ' ', ' ', ' ', '-', '$', '€', '\u200b', '😀', '~', '#', '  '],
];

function readInBothWays(source: string): readonly [simple: unknown, parsed: unknown] {
  const [simple, parsed] = [new InlineBuilder(3), new InlineBuilder(3)];
  simple.addMarkdown(source);
  parsed.addParsed(source);
  return [simple.done(), parsed.done()];
}

describe('simple mark-up', () => {
  const CASES: readonly [string, string][] = [
    ['**1.1** The *Panel* shall `act`.', 'emphasis and code'],
    ['***Strong*** “*and*”, **(a)**', 'beside punctuation'],
    ['1\\. **4\\.** Testing \\*', 'escapes'],
    ['see `` a`b `` and ` ` and ` x `', 'code with blanks and backticks'],
    ['__Field__ is _open_, \u00a0`x_y`', 'emphasis by underscores'],
    ['F66[**Authority**][^2] & Co. a_b < 3', 'brackets and signs that mean nothing'],
  ];
  for (const [source, name] of CASES) {
    it(`is read as Markdown reads it: ${name}`, () => {
      assert.notEqual(readSimpleMarkup(source), null);
      const [simple, parsed] = readInBothWays(source);
      assert.deepEqual(simple, parsed);
    });
  }

  it('is left to Markdown where emphasis is nested, open or doubtful', () => {
    for (const source of [
      '**a *b* c**',
      '*a',
      'a*b*',
      '**a*',
      '[a](b)',
      '<b>a</b>',
      '&amp; *a*',
      '*a*\n*b*',
      '****a****',
    ])
      assert.equal(readSimpleMarkup(source), null, source);
  });

  it('is read as Markdown reads it, whatever it is', () => {
    const passage = fc.array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 14 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(passage, (source) => {
        const [simple, parsed] = readInBothWays(source);
        assert.deepEqual(simple, parsed);
      }),
      { numRuns: 4000, seed: 13 },
    );
  });
});
