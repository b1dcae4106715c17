import fc from 'fast-check';

/** A block of a generated draft, and the notes that its words call. */
interface GeneratedBlock {
  readonly text: string;
  readonly notes: readonly string[];
}

/** Words with a note after them, or none. */
interface Said {
  readonly text: string;
  readonly note: string | null;
}

const WORDS =
  'the lamp harbour ledger shall may keep each record meadow copper saddle of to Panel Officer notice fee window basket lantern 12 4.5 orchard kettle'.split(
    ' ',
  );
/** Words with all mark-up that a draft can have within a line, and signs that only look like it. */
const MARKED = [
  ...['**bold words**', '*slanted*', '***both***', '__strong__', '_low_', '`code = 1`', '``a ` b``', '~~struck~~'],
  ...['10<sup>3</sup>', 'm<sup>2</sup>', 'H<sub>2</sub>O', '<u>under</u>', '<b>b</b>', '<span class="x">span</span>'],
  ...['AT&amp;T', '&pound;500', '&lt;5', '5 &gt; 4', '&eacute;t&eacute;', 'A & B', '1&nbsp;000', '&copy; 2020'],
  ...['one  \ntwo', 'one\\\ntwo', 'one<br>two', 'soft\nend'],
  ...[
    '[a link](https://example.org/a_b)',
    '[named](<x y> "Title")',
    'https://example.org/path_x',
    '![a seal](seal.png)',
  ],
  ...['<Authorised Officer>', '<premises>', '\\*starred\\*', '5 * 3 * 2', 'a_b_c', '[●]', '[DD MMM YYYY]', '£1,000.50'],
  ...['<!-- aside -->', '“quoted”', '(bracketed)', 'Clause 1.1', 'paragraph (a)', 'Table 1.1', '“Term”', '10%', '½'],
];

const word = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 2, arbitrary: fc.constantFrom(...MARKED) },
);
const plain = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
const words = fc.array(word, { minLength: 2, maxLength: 14 }).map((all) => all.join(' '));

/** What a note says: several paragraphs, a list, a table or code. */
const noteText = fc.oneof(
  { weight: 3, arbitrary: words },
  fc.tuple(words, words).map((parts) => parts.join('\n\n    ')),
  fc.tuple(words, words, plain).map(([a, b, c]) => `${a}\n\n    ${b}\n\n    - ${c}\n    - and ${c}`),
  fc.tuple(words, plain).map(([a, b]) => `${a}\n\n    | ${b} | x |\n    |---|---|\n    | 1 | ${b} |`),
  fc.tuple(words, plain).map(([a, b]) => `${a}\n\n    \`\`\`\n    ${b}\n    \`\`\``),
);
const said: fc.Arbitrary<Said> = fc
  .tuple(words, fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, noteText))
  .map(([text, note]) => ({ text, note }));

/** A block whose words may call notes; `write` is given the words. */
function make(
  count: number,
  write: (texts: readonly string[], number: string) => string,
): fc.Arbitrary<GeneratedBlock> {
  return fc
    .tuple(fc.array(said, { minLength: count, maxLength: count }), fc.integer({ min: 1, max: 40 }), fc.nat(999_999))
    .map(([all, number, key]) => ({
      text: write(
        all.map(({ text, note }, index) => (note === null ? text : `${text}[^n${key}-${index}]`)),
        String(number),
      ),
      notes: all.flatMap(({ note }, index) => (note === null ? [] : [`[^n${key}-${index}]: ${note}`])),
    }));
}

const lines = (text: string, prefix: string) => text.replace(/\n/g, `\n${prefix}`);
const cell = (text = '') => text.replace(/\|/g, '/').replace(/ *\\?\n/g, ' ');
const oneLine = (text = '') => text.replace(/ *\\?\n/g, ' ');
/** A row of a grid, each cell as wide as its column. */
const gridRow = (cells: readonly string[], width: number) =>
  `| ${cells.map((each) => each.padEnd(width)).join(' | ')} |`;

const GENERATED_BLOCKS: readonly fc.Arbitrary<GeneratedBlock>[] = [
  // Provisions, and what continues them.
  make(1, ([a], n) => `## ${n} ${oneLine(a)}`),
  make(1, ([a]) => `# ${oneLine(a)}`),
  make(1, ([a], n) => `${n}.1 ${a}`),
  make(1, ([a], n) => `**${n}.2** ${a}`),
  make(1, ([a], n) => `${n}. ${oneLine(a).toUpperCase().replaceAll('[^N', '[^n')}`),
  make(3, ([a, b, c], n) => `${n}.3 ${a}:\n\n(a) ${b}; or\n\n(b) ${c},\n\nthe Panel shall keep it.`),
  make(4, ([a, b, c, d], n) => `${n}.4 ${a}:\n\n(a) ${b}:\n\n(i) ${c}; and\n\n(ii) ${d}.`),
  make(2, ([a, b], n) => `${n}.5 (a) ${a}\n\n(b) ${b}`),
  make(2, ([a, b], n) => `## Schedule ${n} – ${oneLine(a)}\n\n1 ${b}`),
  make(2, ([a, b]) => `Part A\n\n${a}\n\n(1) ${b}`),
  // Lists, quotations and code, each within others.
  make(3, ([a, b, c]) => `- ${lines(a ?? '', '  ')}\n  - ${lines(b ?? '', '    ')}\n- ${lines(c ?? '', '  ')}`),
  make(4, ([a, b, c, d]) =>
    [`* ${oneLine(a)}`, `  1. ${oneLine(b)}`, `     - ${oneLine(c)}`, `  2. ${oneLine(d)}`].join('\n'),
  ),
  make(3, ([a, b, c], n) => `${n}. ${lines(a ?? '', '    ')}\n${Number(n) + 1}. ${lines(b ?? '', '    ')}\n\n    ${c}`),
  make(2, ([a, b], n) => `${n}) ${oneLine(a)}\n\n${Number(n) + 1}) ${oneLine(b)}`),
  make(2, ([a, b]) => `> ${lines(a ?? '', '> ')}\n>\n> > ${lines(b ?? '', '> > ')}`),
  make(3, ([a, b, c], n) => `> ${n}.1 ${oneLine(a)}\n>\n> - ${oneLine(b)}\n> - ${oneLine(c)}`),
  make(2, ([a, b]) => `- ${oneLine(a)}\n\n  > ${oneLine(b)}\n\n  \`\`\`\n  x = 1\n  \`\`\``),
  fc.tuple(plain, plain).map(([a, b]) => ({ text: `\`\`\`text\n${a}\n\n  ${b} < 4 & *5*\n\`\`\``, notes: [] })),
  fc.tuple(plain, fc.nat(9)).map(([a, n]) => ({ text: `${n}. ~~~\n   ${a}\n   ~~~`, notes: [] })),
  // Definitions, tables, figures and questions.
  make(1, ([a]) => `**Lamp Oil** means ${a}`),
  make(2, ([a, b]) => `“Harbour Fee” means ${a};\n\n“Meadow” means ${b}`),
  make(4, ([a, b, c, d], n) =>
    [
      `**Table ${n}.1 – ${oneLine(a)}**`,
      '',
      `| ${cell(b)} | Row |`,
      '|---|---:|',
      `| ${cell(c)} | ${cell(d)} |`,
      '| | 4 |',
    ].join('\n'),
  ),
  make(3, ([a, b, c]) => `Row\tThing\n${oneLine(a)}\t${oneLine(b)}\n2\t${oneLine(c)}`),
  make(1, ([a], n) => `![${n} lamps](lamps.png)\n\n**Figure ${n}.1 – ${oneLine(a)}**`),
  make(1, ([a], n) => `**FTC Q${n}**\n\n**${oneLine(a).replace(/[*_]/g, '')}**`),
  fc.tuple(plain, plain, plain, plain).map(([a, b, c, d]) => {
    const width = Math.max(...[a, b, c, d].map((each) => each.length));
    const border = `+${`${'-'.repeat(width + 2)}+`.repeat(2)}`;
    const rows = [
      gridRow([a, b], width),
      border.replaceAll('-', '='),
      gridRow([c, d], width),
      border,
      gridRow([d, ''], width),
    ];
    return { text: [border, ...rows, border].join('\n'), notes: [] };
  }),
  // HTML.
  fc.tuple(plain, plain, plain, plain).map(([a, b, c, d]) => ({
    text: `<table>\n<tr><th rowspan="2">${a}</th><th colspan="2">${b}</th></tr>\n<tr><th>${c}</th><th>1</th></tr>\n<tr><td>${d}</td><td colspan="2">${b} &amp; 2</td></tr>\n</table>`,
    notes: [],
  })),
  fc.tuple(plain, plain).map(([a, b]) => ({ text: `<div class="x">\n${a} <b>${b}</b>\n</div>`, notes: [] })),
  fc
    .tuple(plain, plain)
    .map(([a, b]) => ({ text: `<details><summary>${a}</summary>\n<p>${b}</p></details>`, notes: [] })),
  fc.tuple(plain, plain).map(([a, b]) => ({ text: `<ul>\n<li>${a}</li>\n<li>${b}</li>\n</ul>`, notes: [] })),
  fc.tuple(plain).map(([a]) => ({ text: `<!-- ${a} -->`, notes: [] })),
  fc.constant({ text: '***', notes: [] }),
  make(1, ([a]) => a ?? ''),
];

const block = fc.oneof(...GENERATED_BLOCKS);
const blocks = fc.array(block, { minLength: 1, maxLength: 14 });

interface Revision {
  readonly kind: 'insert' | 'delete' | 'move' | 'word' | 'number' | 'form' | 'split' | 'join';
  readonly at: number;
  readonly to: number;
  readonly block: GeneratedBlock;
}

const revision: fc.Arbitrary<Revision> = fc.record({
  kind: fc.constantFrom('insert', 'delete', 'move', 'word', 'word', 'number', 'form', 'split', 'join'),
  at: fc.nat(999),
  to: fc.nat(999),
  block,
});

function revise(all: readonly GeneratedBlock[], revisions: readonly Revision[]): GeneratedBlock[] {
  const revised = [...all];
  for (const { kind, at, to, block: other } of revisions) {
    const index = revised.length === 0 ? 0 : at % revised.length;
    const one = revised[index];
    const put = (text: string) => revised.splice(index, 1, { text, notes: one?.notes ?? [] });
    if (kind === 'insert' || !one) revised.splice(index, 0, other);
    else if (kind === 'delete') revised.splice(index, 1);
    else if (kind === 'move') {
      revised.splice(index, 1);
      revised.splice(to % (revised.length + 1), 0, one);
    } else if (kind === 'word')
      put(one.text.replace(WORDS[at % WORDS.length] ?? 'the', WORDS[to % WORDS.length] ?? ''));
    else if (kind === 'number') put(one.text.replace(/\d+/, (number) => String(Number(number) + 1)));
    else if (kind === 'form')
      put(to % 2 ? `> ${lines(one.text, '> ')}` : one.text.replace(/^(?:\d+\.\d |- |> |#+ )/, ''));
    else if (kind === 'split') put(one.text.replace(/ (shall|may|keep) /, '.\n\n$1 '));
    else {
      const [, next] = revised.splice(index, 2);
      const text = next ? `${one.text} ${next.text}` : one.text;
      revised.splice(index, 0, { text, notes: [...one.notes, ...(next?.notes ?? [])] });
    }
  }
  return revised;
}

function render(all: readonly GeneratedBlock[], lineEnd: string): string {
  const text = [...all.map((each) => each.text), ...all.flatMap(({ notes }) => notes)].join('\n\n');
  return `${text}\n`.replaceAll('\n', lineEnd);
}

/** Two versions of a draft that uses everything that Markdown and the notation can do. */
export const everything: fc.Arbitrary<{ readonly old: string; readonly new: string }> = fc
  .tuple(blocks, fc.array(revision, { maxLength: 8 }), fc.constantFrom('\n', '\n', '\n', '\r\n'))
  .map(([all, revisions, lineEnd]) => ({ old: render(all, lineEnd), new: render(revise(all, revisions), lineEnd) }));
