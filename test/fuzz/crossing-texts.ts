import fc from 'fast-check';

/** Mark-up that opens and closes: HTML, Markdown, and what only looks like either. */
export const OPENINGS: readonly (readonly [open: string, close: string])[] = [
  ...'b i em strong sup sub u ins del s small code span p div center br li ul td tr table h2 details summary pre a font q mark kbd title style script svg textarea'
    .split(' ')
    .map((name): [string, string] => [`<${name}>`, `</${name}>`]),
  ...(
    [
      ['<span class="x">', '</span>'],
      ['<a href="https://a.b/c">', '</a>'],
      ['<td colspan="2">', '</td>'],
      ['<img src="a.png" alt="', '">'],
      ['**', '**'],
      ['*', '*'],
      ['__', '__'],
      ['_', '_'],
      ['***', '***'],
      ['~~', '~~'],
      ['`', '`'],
      ['``', '``'],
      ['```\n', '\n```'],
      ['[', '](https://a.b/c)'],
      ['[', '][x]'],
      ['![', '](a.png)'],
      ['<!-- ', ' -->'],
      ['<!--', '-->'],
      ['<?', '?>'],
      ['<![CDATA[', ']]>'],
      ['<', '>'],
      ['{++', '++}'],
      ['{--', '--}'],
      ['{>>', '<<}'],
      ['(', ')'],
      ['“', '”'],
      ['$', '$'],
      ['[^', ']'],
      ['[^1]: ', '[^1]'],
      ['\\', '\\'],
      ['&', ';'],
    ] as const
  ).map(([open, close]): [string, string] => [open, close]),
];

/**
 * Where the mark-up opens and closes: "A" is the sign that opens, "Z" the one that closes. Mostly in two blocks, or at the edge of one.
 */
export const CROSSINGS: readonly string[] = [
  ...[
    'Ax oneZ two',
    'one Atwo\nthreeZ four',
    'Aone\n\ntwoZ three',
    'one A\n\nZ two',
    'one A\nZ two',
    'A',
    'Z one',
    'oneA',
  ],
  ...['- Aone\n- twoZ', '- Aone\n\ntwoZ', '1. Aone\n2. twoZ', '1) A\n2) Z', '- A\n\n  oneZ', 'one A\n- twoZ'],
  ...['> Aone\n\ntwoZ', '> Aone\ntwoZ', '> Aone\n> twoZ\n>\n> three', '> - Aone\n> - twoZ'],
  ...['# Aone\n\ntwoZ', '# oneA\ntwoZ', '## 1 Aone\n\n1.1 twoZ', 'Aone\n===\nZ', '## AoneZ'],
  ...[
    '1.1 Aone:\n\n(a) twoZ; and\n\n(b) three',
    '1.1 oneA\n(a) twoZ',
    'A1.1 one\n\n1.2 twoZ',
    'A(a) one\n(b) twoZ',
    '(a) AoneZ',
  ],
  ...['1.1AZ one', 'A1.1Z one', 'A1.1 one\n1.2 twoZ\n1.3 three', '(aA)Z one', '1.A1 oneZ'],
  ...[
    '| Aone | twoZ |\n|---|---|\n| three | four |',
    '| one | A |\n|---|---|\n| Z | four |',
    '| AoneZ | two |\n|---|---|\n| three | AZ |',
  ],
  ...['| one | two |\n|---|---|\n| three Afour |\n\nfive Z', 'Aone\ttwo\nthree\tfourZ', 'one\tAtwoZ\nthree\tfour'],
  ...['+-----+-----+\n| Aa  | bZ  |\n+-----+-----+\n| c   | d   |\n+-----+-----+\n'],
  ...[
    '<table><tr><td>AoneZ</td><td>A</td></tr><tr><td>Z</td></tr></table>',
    '<div>\nAone\n</div>\n\ntwoZ',
    '<div>Aone\n\ntwoZ</div>',
  ],
  ...[
    'one[^1]\n\n[^1]: Atwo\n\n    threeZ\n\nfour',
    'one[^1]A\n\n[^1]: twoZ',
    'one[^1]\n\n[^1]: A\n[^2]: Z',
    'A[^1]Z one\n\n[^1]: two',
  ],
  ...[
    '# one[^1]A\n\n[^1]: twoZ',
    '| one[^1] | Atwo[^2]Z |\n|---|---|\n| 3 | 4 |\n\n[^1]: five\n\n[^2]: six A',
    '> one[^1]\n\n[^1]: > Atwo\n    > threeZ',
  ],
  ...['one<sup>1</sup> A two\n\n<sup>1</sup> three Z', 'A<sup>1</sup>Z one\n\n<sup>1</sup>two'],
  ...[
    '```\nAone\n```\ntwoZ',
    '    Aone\n\ntwoZ',
    '![Aone](a.png)\n\n**Figure 1.1 – twoZ**',
    '**Table 1.1 – Aone**\n\n| twoZ | b |\n|---|---|\n| c | d |',
  ],
  ...[
    '“AoneZ” means two',
    '**Aone** means Z two;\n\n**three** means four',
    '**FTC Q1**\n\n*Aone\n\ntwoZ*',
    '***\n\nAone\n\n---\n\ntwoZ',
  ],
  ...['Aone\r\rtwoZ', 'Aone\r\n\r\ntwoZ', 'Aone  \ntwo\\\nthreeZ', '\ufeffAone\n\nZ', '---\ntitle: Aone\n---\n\ntwoZ'],
];

/** A text whose mark-up opens in one block and closes in another. */
export const crossingText: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom(...CROSSINGS), fc.constantFrom(...OPENINGS), fc.constantFrom('', '\n', '\n\n')), {
    minLength: 1,
    maxLength: 3,
  })
  .map((all) => all.map(([form, signs, end]) => writeCrossing(form, signs) + end).join(''));

/** Puts the signs of some mark-up into a form of `CROSSINGS`. */
export function writeCrossing(form: string, [open, close]: readonly [open: string, close: string]): string {
  return form.replace(/[AZ]/g, (sign) => (sign === 'A' ? open : close));
}
