import fc from 'fast-check';
import { generatedDraft, generatedRubble } from '../support/generated-drafts.js';
import { anyText } from '../support/markdown-lines.js';

const WORDS =
  'the Panel shall keep each record of a Testing Report under Clause 4.2 and Table 9.3 by 31 January 2020 to'.split(
    ' ',
  );

/** Words and signs that mean something within a line, and what looks like them. */
const INLINE = [
  ...[
    '**',
    '*',
    '_',
    '__',
    '***',
    '~~',
    '~',
    '`',
    '``',
    '\\',
    '\\*',
    '\\[',
    '[',
    ']',
    '](',
    '](/u "t")',
    '![',
    '![a](b.png)',
  ],
  ...[
    '<',
    '>',
    '<b>',
    '</b>',
    '<br>',
    '<br/>',
    '<sup>1</sup>',
    '<sub>',
    '<u>',
    '<The Officer>',
    '<premises>',
    '<a href="x">',
  ],
  ...[
    '<!-- c -->',
    '<!--',
    '-->',
    '<?p?>',
    '<![CDATA[x]]>',
    '<!DOCTYPE x>',
    '<https://a.b>',
    '<a@b.c>',
    'https://a.b/c_d_e',
  ],
  ...['&amp;', '&', '&nbsp;', '&#0;', '&#x1F600;', '&#xD800;', '&copy', '&lt;b&gt;', '&notanentity;', '&#99999999;'],
  ...[
    '[^1]',
    '[^2]',
    '[^note]',
    '[^1]: ',
    '[a]: /u',
    '[a]',
    '[a][b]',
    '[x]',
    '[ ]',
    '[DD MMM YYYY]',
    '[●]',
    '{++',
    '++}',
    '{--',
    '--}',
  ],
  ...[
    '|',
    '\\|',
    '`|`',
    '\t',
    '  \n',
    '\\\n',
    '\n',
    ' ',
    '  ',
    '“',
    '”',
    '"',
    '(',
    ')',
    '((',
    '$x$',
    ':',
    ';',
    ',',
    '.',
    '…',
    '–',
  ],
  ...[
    'Clause 4.1',
    'Clauses 4.1 to 4.3',
    'paragraph (a)',
    'row 2A of Table 1.1',
    'this Clause',
    'Section 1',
    'FTC Q1',
    'Footnote 1',
  ],
  ...['1.1', '4.2(a)(i)', '(a)', '(b) ', '2020', '12:00', '£1,000.50', '10%', '1st', '31 February 2019'],
];

/** Characters that text programs stumble over. */
const UNICODE = [
  ...[
    '\u0000',
    '\u0001',
    '\u0007',
    '\u001b[31m',
    '\u001b]0;x\u0007',
    '\u007f',
    '\u0085',
    '\u00a0',
    '\u00ad',
    '\ufeff',
    '\ufffe',
    '\uffff',
  ],
  ...[
    '\ud83d',
    '\ude00',
    '😀',
    '👩‍👩‍👧',
    '🇬🇧',
    'e\u0301',
    'é',
    'a\u0300\u0301\u0302\u0303',
    'ﬁ',
    'ß',
    'İ',
    'ı',
    'ǆ',
    'Ω',
    'Å',
  ],
  ...[
    '\u200b',
    '\u200d',
    '\u200e',
    '\u200f',
    '\u202a',
    '\u202e',
    '\u2066',
    '\u2069',
    '\u2028',
    '\u2029',
    '\u2060',
    '\u3000',
    '\u1680',
  ],
  ...['שלום', 'العربية', '漢字', '１２', '①', 'Ⅳ', '٣', '𝟏', '𝕏', 'मानक'],
];

const BLOCK_STARTS = [
  ...[
    '# ',
    '## 4 ',
    '### ',
    '###### ',
    '####### ',
    '#',
    '20.28 ',
    '1.1 ',
    '**1.1** ',
    '(a) ',
    '(i) ',
    '(A) ',
    '(aa) ',
    'a) ',
    '1) ',
    '2. ',
    '20. ',
  ],
  ...[
    '- ',
    '* ',
    '+ ',
    '-\t',
    '1.\t',
    '- [ ] ',
    '- [x] ',
    '> ',
    '>',
    '>> ',
    '- > 1. ',
    '    ',
    '\t',
    '   ',
    '[^1]: ',
    '[^note]:\n    ',
    '[a]: <b> ',
  ],
  ...[
    '| ',
    '**Table 1.1 – ',
    '**Figure 2 – ',
    '**FTC Q1**\n',
    '**Term** means ',
    '“Term” means ',
    '## Appendix A – ',
    '## Schedule 1 ',
    '- Attachment 2 – ',
  ],
  ...[
    '```\n',
    '~~~~ text\n',
    '<div>\n',
    '</div>\n',
    '<script>\n',
    '<pre>',
    '<!-- keeling-disable-next-line term.unused -->\n',
    '<?x\n',
    '<table><tr><td>',
  ],
];

const BLOCKS = [
  ...[
    '---',
    '***',
    '- - -',
    '===',
    '--',
    '```',
    '~~~',
    '<div>',
    '-->',
    '---\ndocument: A\n---',
    '---\n---',
    '---\ntitle: "x\n---',
    '...',
  ],
  ...[
    '| a | b |\n|---|---|\n| 1 | 2 |',
    '| a |\n|:-:|\n| b | c | d |\n| |',
    'a | b\n- | -\nc',
    '|\\||`|`|\n|-|-|\n|x\\|y|`a|b`|',
    'a\tb\tc\n1\t2\t3\n',
  ],
  ...[
    'A\n===',
    'A\n---',
    '1. one\n3. three\n2. two',
    '- a\n\n  b\n- c',
    '- a\n   - b\n      - c',
    '> a\nb\n> c',
    '[^1]: One.\n\n    Two.\n\n    - three',
  ],
  ...[
    '![x](y.png)',
    '![x](y.png)\n\n**Figure 1.1 – X**',
    '<b>bold</b> words',
    '<table><tr><td>1</td></tr></table>',
    '<img src=x onerror=y>',
    '\\---',
    '\\# no',
  ],
  ...[
    '1.1 One:\n\n(a) two;\n\n(b) three.',
    '1.1 One\n1.2 Two\n1.3 Three',
    '(i) x\n\n(ii) y\n\n(j) z',
    '1\\. no list',
    '1986\\. A year.',
    '99999999999. x',
    '1.',
    '-',
    '2)',
  ],
];

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 5, arbitrary: fc.constantFrom(...INLINE) },
  { weight: 1, arbitrary: fc.constantFrom(...UNICODE) },
);
const line = fc
  .tuple(fc.array(piece, { maxLength: 12 }), fc.constantFrom(' ', ' ', ''))
  .map(([pieces, joint]) => pieces.join(joint));
const block = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...BLOCK_STARTS), line).map(([start, words]) => start + words) },
  { weight: 2, arbitrary: fc.constantFrom(...BLOCKS) },
  { weight: 2, arbitrary: line },
);
const containers = fc.constantFrom('', '', '', '> ', '- ', '  ', '    ', '1. ', '[^1]: ', '\t', '>');
const LINE_ENDS = ['\n', '\n', '\r\n', '\r', '\n\n', '\n\n', '\r\n\r\n', '\n \n', '\n\r', '\n\n\n'] as const;

/** Blocks of all kinds, within others, with line ends of all kinds. */
export const hostileBlocks: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.tuple(block, containers, fc.constantFrom(...LINE_ENDS)), { maxLength: 20 }),
    fc.boolean(),
    fc.constantFrom('', '', '', '\ufeff', '---\ndocument: A\nversion: V1\n---\n\n', '---\r\ntitle: x\r\n---\r\n'),
  )
  .map(
    ([blocks, isMixed, head]) =>
      head +
      blocks
        .map(([text, container, end]) => {
          const held = container === '' ? text : text.replace(/^/gm, container);
          return held + (isMixed ? end : end.replace(/\r\n?/g, '\n'));
        })
        .join(''),
  );

/** Deep nesting and giant lines. */
export const hostileGiants: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(
      ...INLINE,
      ...BLOCK_STARTS,
      ...BLOCKS,
      '> ',
      '- ',
      '>',
      '(',
      '[',
      '((a)',
      '**a',
      'Clause 1.1, ',
      'x',
      '1.1.',
      'a\tb\t',
    ),
    fc.integer({ min: 10, max: 400 }),
    fc.constantFrom('', '\n', '\r', ' ', ' x ', '\n\n'),
    line,
  )
  .map(([unit, times, joint, end]) => (unit + joint).repeat(times).slice(0, 12_000) + end);

/** Where and how a text is changed. Places are parts of a million of its length. */
export interface Mutation {
  readonly kind: 'insert' | 'delete' | 'replace' | 'repeat' | 'move' | 'ends' | 'case' | 'line' | 'swapLines';
  readonly at: number;
  readonly to: number;
  readonly length: number;
  readonly text: string;
}

const inserted = fc.oneof(
  fc.constantFrom(...INLINE),
  fc.constantFrom(...UNICODE),
  fc.constantFrom(...BLOCK_STARTS).map((start) => `\n${start}`),
  fc.constantFrom(...BLOCKS).map((start) => `\n\n${start}\n\n`),
  line,
);

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('insert', 'delete', 'replace', 'repeat', 'move', 'ends', 'case', 'line', 'swapLines'),
  at: fc.nat(999_999),
  to: fc.nat(999_999),
  length: fc.oneof(fc.nat(4), fc.nat(40), fc.nat(400)),
  text: inserted,
});

/** A text after mutations, one after another. */
export function mutateText(text: string, mutations: readonly Mutation[]): string {
  return mutations.reduce(applyMutation, text);
}

function applyMutation(text: string, { kind, at, to, length, text: put }: Mutation): string {
  const place = (part: number) => Math.floor((part * (text.length + 1)) / 1_000_000);
  const start = place(at);
  const end = Math.min(text.length, start + length);
  const cut = text.slice(start, end);
  switch (kind) {
    case 'insert':
      return text.slice(0, start) + put + text.slice(start);
    case 'delete':
      return text.slice(0, start) + text.slice(end);
    case 'replace':
      return text.slice(0, start) + put + text.slice(end);
    case 'repeat':
      return text.slice(0, end) + cut + text.slice(end);
    case 'move': {
      const without = text.slice(0, start) + text.slice(end);
      const target = Math.min(without.length, place(to));
      return without.slice(0, target) + cut + without.slice(target);
    }
    case 'ends':
      return text.slice(0, start) + cut.replace(/\r\n?|\n/g, to % 2 ? '\r' : '\r\n') + text.slice(end);
    case 'case':
      return text.slice(0, start) + cut.toUpperCase() + text.slice(end);
    default: {
      const lines = text.split('\n');
      const index = Math.floor((at * lines.length) / 1_000_000);
      const other = Math.floor((to * lines.length) / 1_000_000);
      if (kind === 'line') lines.splice(index, 1 + (length % 3));
      else [lines[index], lines[other]] = [lines[other] ?? '', lines[index] ?? ''];
      return lines.join('\n');
    }
  }
}

/** A stretch of a real text, from the start of a line. */
function stretchOf(texts: readonly string[]): fc.Arbitrary<string> {
  return fc
    .record({ which: fc.nat(texts.length - 1), at: fc.nat(999_999), length: fc.integer({ min: 200, max: 6_000 }) })
    .map(({ which, at, length }) => {
      const text = texts[which] ?? '';
      const from = Math.floor((at * text.length) / 1_000_000);
      const start = at % 3 === 0 ? 0 : text.lastIndexOf('\n', from) + 1;
      return text.slice(start, start + length);
    });
}

/** Texts such as drafters write: generated ones and stretches of real ones. */
export function ordinaryTexts(texts: readonly string[]): fc.Arbitrary<string> {
  return texts.length === 0 ? generatedDraft : fc.oneof(generatedDraft, { weight: 2, arbitrary: stretchOf(texts) });
}

/** Any text that somebody could call a draft. */
export function hostileTexts(texts: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 5, arbitrary: hostileBlocks },
    { weight: 1, arbitrary: hostileGiants },
    { weight: 2, arbitrary: anyText },
    { weight: 1, arbitrary: generatedRubble },
    {
      weight: 4,
      arbitrary: fc
        .tuple(ordinaryTexts(texts), fc.array(mutation, { maxLength: 12 }))
        .map(([text, mutations]) => mutateText(text, mutations)),
    },
  );
}

/** Anything that can be typed, pasted or cut. */
export const typedText: fc.Arbitrary<string> = fc.oneof(fc.constant(''), inserted);
