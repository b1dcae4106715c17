import fc from 'fast-check';

/** Lines such as drafts are made of, and such as break them. */
const PIECES = [
  'The Licensee shall notify the Authority.',
  'and the text goes on',
  '20.28 Subject to Clause 20.29, the Company shall:',
  '(a) test each entry; and',
  '(b) report it.',
  '(i) at once;',
  'a) as a list',
  '# 1 Title',
  '## 2.1 Another **title** ##',
  '#no heading',
  '#',
  '---',
  '***',
  '===',
  '-',
  '- item',
  '- (a) item',
  '* star item',
  '+ plus item',
  '1. first',
  '2. second',
  '20. Testing',
  '1) bracket',
  '- - nested',
  '  continued by two',
  '   three spaces',
  '    four spaces',
  '      six spaces',
  '> quoted',
  '> - quoted item',
  '>',
  '>> twice',
  '```',
  '~~~~ text',
  '````',
  '<div>',
  '</div>',
  '<!-- a comment -->',
  '<!-- open',
  'closed -->',
  '<sup>6</sup> See the note.',
  '<b>Date:</b> today',
  '| a | b |',
  '|---|---|',
  '| 2A | End of cycle |',
  'a | b',
  '--- | ---',
  ':-: | -',
  '|-|',
  '| one |',
  '[^6]: A note.',
  '[^note]:',
  'text[^6] with a call',
  '**Table 13.1 – Exit criteria**',
  '**FTC Q1**',
  '**Term** means something.',
  '![alt](x.png)',
  '\\# escaped',
  '\\- escaped',
  'trailing spaces  ',
  'ends with a backslash\\',
  '&nbsp; entity',
  '\u00a0no-break',
  '`code`',
  '_emphasis_',
  '',
  '',
  '',
  ' ',
];

const line = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...PIECES) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('', ' ', '  ', '   ', '    ', '> ', '- ', '1. '), fc.constantFrom(...PIECES))
      .map((parts) => parts.join('')),
  },
);

/** Items or quotations that hold nothing but an empty item: remark goes on with them over lines that CommonMark gives to the text behind. */
const EMPTY_IN_EMPTY = /^\s*(?:>\s?|(?:[-*+]|\d+[.)])\s+)+(?:[-*+]|\d+[.)])\s*$/;

/** Markdown of up to forty lines. */
export const markdownLines: fc.Arbitrary<string> = fc
  .array(line, { maxLength: 40 })
  .map((lines) => lines.filter((each) => !EMPTY_IN_EMPTY.test(each)).join('\n'));

/** Any text at all, more likely one of lines. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(markdownLines, fc.constantFrom('\n', '\r\n', '\r'))
      .map(([text, end]) => text.replaceAll('\n', end)),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom(...'()[]*_`<>#|-.:;\\&1a \t\n\r\u00a0\ufeff\ud83d'.split('')), { maxLength: 200 })
      .map((all) => all.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
);
