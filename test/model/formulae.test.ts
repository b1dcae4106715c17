import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Draft } from '../../server/src/model/draft.js';
import { findFormulae } from '../../server/src/model/inline/formulae.js';
import { findSourceSpan, readInline } from '../../server/src/model/inline/inline.js';
import { literalMarkdown } from '../../server/src/model/literal-markdown.js';

/** What a reader sees of a paragraph. */
const shown = (text: string) => readInline(Draft.parse(`Words ${text} end.\n`).block(0)).text.slice(6, -5);

/** Formulae, each shown as it is written. */
const FORMULAE = [
  '$x^2$',
  '$a*b*c + d_e$',
  '$\\frac{a}{b}$',
  '$$C = \\sum_{i} q_i$$',
  '\\(x_1\\)',
  '\\[ \\alpha*b*c \\]',
  '$x$',
  '$5x^2*y*z$',
  '$a_1 < b_2 & [c](d)$',
];
/** What looks alike, and what a reader sees of it. */
const OTHERS: readonly [text: string, seen: string][] = [
  ['$5 and *ten* $10', '$5 and ten $10'],
  ['US$*a*=b and A$', 'US$a=b and A$'],
  ['\\[30\\] and \\(a\\)', '[30] and (a)'],
  ['\\[insert\\_date\\]', '[insert_date]'],
  ['\\$x^2*y*\\$', '$x^2y$'],
  ['\\\\(x^2*y*\\\\)', '\\(x^2y\\)'],
  ['$NAME, *then* $PLACE', '$NAME, then $PLACE'],
  ['`$x^2$`', '$x^2$'],
];

describe('formulae in TeX', () => {
  for (const formula of FORMULAE)
    it(`are shown as they are written, each sign at its place: ${formula}`, () => {
      assert.equal(shown(formula), formula);
      const block = Draft.parse(`*Words* ${formula} end.\n`).block(0);
      const inline = readInline(block);
      const { start, end } = findSourceSpan(inline, 6, 6 + formula.length);
      assert.equal(block.text.slice(start, end), formula);
      assert.equal(inline.runs[0]?.emphasis, true);
    });

  for (const [text, seen] of OTHERS) it(`are none of these: ${text}`, () => assert.equal(shown(text), seen));

  it('are no mark-up of ours where words are written as they stand', () => {
    const signs = fc.constantFrom(
      '$',
      '$$',
      '\\(',
      '\\)',
      '\\[',
      '\\]',
      'x^2',
      'a_1',
      '*',
      '_',
      ' ',
      '=',
      '5',
      '{',
      '}',
      'q',
    );
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 14 }), (parts) => {
        const text = `w${parts.join('')}w`.replace(/\s+/g, ' ');
        assert.equal(readInline(Draft.parse(`${literalMarkdown(text)}\n`).block(0)).text, text);
      }),
      { numRuns: 400 },
    );
  });

  it('are found in time that grows with the text alone', () => {
    for (const part of ['$', '$a ', '\\(', '\\( \\[ $x ', '$$ $', '$x^2$ '])
      assert.ok(findFormulae(part.repeat(100_000)).length <= 100_000);
  });
});
