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
  ...['](a_b)', '](https://a.example/*b*#c)', '![', '[', '[', '*a', 'b*', '**', '**', '\nwords', '\r\n  (a)', '\n12 a'],
  ...['\n', '****', '](', '&c', '&amp;', '<a@b.example>', '<1@b>', '\t', '\ufeff'],
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
    ['**a *b* c** and *d **e** f*', 'emphasis within emphasis'],
    ['***a** b*, *a **b***, ****a****', 'emphasis that begins or ends together'],
    ['in*subsections (4)*,*(5)*and*(6)*; *section 887(7)*', 'signs without blanks'],
    ['*a, a*b*, **a*, 2 * 3 * 4', 'signs that pair with no other, or with one only'],
    ['see [the *Code*](https://code.example/a_b#c), [x](#y) and a](b)', 'links'],
    ['[a [b](c) d](e) and *a [b*](c)', 'brackets and emphasis around links'],
    ['the **Panel\nshall** act\r\n  (on notice) and\n“*may*”\n3 times', 'several lines'],
  ];
  for (const [source, name] of CASES) {
    it(`is read as Markdown reads it: ${name}`, () => {
      assert.notEqual(readSimpleMarkup(source), null);
      const [simple, parsed] = readInBothWays(source);
      assert.deepEqual(simple, parsed);
    });
  }

  it('is left to Markdown where only Markdown can tell', () => {
    for (const source of [
      '![a](b)',
      '[a](<b> "c")',
      '[a](b(c))',
      '<b>a</b>',
      '<1@b.example>',
      '&amp; *a*',
      '*a*\n*b*',
      '*a*\n1. b',
      '*a*  \nb',
      '`a\nb`',
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
      { numRuns: 8000, seed: 13 },
    );
  });
});
