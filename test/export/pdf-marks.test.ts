import assert from 'node:assert/strict';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { renderPdf } from '../../server/src/export/pdf/render-pdf.js';
import { Draft } from '../../server/src/model/draft.js';
import { TEXT_ALONE } from '../support/office-files.js';
import { type Drawing, type DrawnWords, drawnOnLastPage } from '../support/pdf-drawing.js';
import { type ReadPdf, readPdf, tagsOfRole } from '../support/pdf-text.js';
import { typesetter } from '../support/typesetter.js';

const OLD = `## 1 Plans

1.1 The old words stay here.

1.2 Nothing changes,

(a) one item; and

(b) another item.

- first point
- second point

| A | B |
|---|---|
| 1 | same |
| 2 | former |
`;
const NEW = OLD.replace('old', 'new').replace('changes,', 'changes:').replace('former', 'latter');

describe('the marks of a PDF', function () {
  this.timeout(60_000);
  let drawing: Drawing;
  let read: ReadPdf;
  before(async () => {
    const comparison = compareDrafts(Draft.parse(OLD), Draft.parse(NEW));
    const bytes = await renderPdf({ comparison }, typesetter, { watermark: false, ...TEXT_ALONE });
    drawing = await drawnOnLastPage(bytes);
    read = await readPdf(bytes);
  });

  const drawn = (text: string): DrawnWords =>
    drawing.words.find((words) => words.text.trim() === text) ?? assert.fail(`“${text}” is not drawn`);
  /** The level lines across some words, and how high above the line that they stand on. */
  const linesAt = ({ left, right, base, size }: DrawnWords) =>
    drawing.shapes
      .filter((shape) => shape.thickness > 0 && Math.abs(shape.top - shape.bottom) < 0.1)
      .filter((shape) => shape.top > base - size / 2 && shape.top < base + size)
      .filter((shape) => Math.abs(shape.left - left) < 1 && Math.abs(shape.right - right) < 1)
      .map(({ top, colour, isDotted }) => ({ height: (top - base) / size, colour, isDotted }));
  /** Whether a bar stands in the margin beside some words. */
  const hasBar = ({ left, base }: DrawnWords, furthest: number) =>
    drawing.shapes.some((shape) => {
      const width = shape.thickness > 0 ? shape.thickness : shape.right - shape.left;
      const isBar = width > 1.5 && width < 3 && shape.top - shape.bottom > 8;
      return (
        isBar &&
        shape.bottom < base + 1 &&
        shape.top > base + 1 &&
        left - shape.right > 3 &&
        left - shape.right < furthest
      );
    });

  it('set the two numbers of a clause one above the other, both at the margin', async () => {
    const clauses = (from: number, words: readonly string[]) =>
      `## 20 A\n\n${words.map((each, at) => `20.${from + at} ${each}\n`).join('\n')}`;
    const said = ['The gate is opened when the bell rings.', 'Lamps are lit at dusk and put out at dawn.'];
    const old = Draft.parse(clauses(10, said));
    const neu = Draft.parse(clauses(10, ['A ledger of all ferries is kept on the quay.', ...said]));
    const { words } = await drawnOnLastPage(
      await renderPdf({ comparison: compareDrafts(old, neu) }, typesetter, { watermark: false, ...TEXT_ALONE }),
    );
    const lefts = words.filter(({ text }) => /^20\.1[012]$/.test(text.trim())).map(({ left }) => left.toFixed(2));
    assert.ok(lefts.length >= 5, words.map(({ text }) => text).join('|'));
    assert.equal(new Set(lefts).size, 1, lefts.join());
  });

  it('strike through what was deleted and underline what was inserted, in their colours', () => {
    for (const [gone, come] of [
      ['old', 'new'],
      ['former', 'latter'],
    ] as const) {
      const [[struck, ...more], [underlined, ...others]] = [linesAt(drawn(gone)), linesAt(drawn(come))];
      assert.deepEqual([more, others], [[], []]);
      assert.ok(struck && struck.height > 0.15 && struck.height < 0.4, JSON.stringify(struck));
      assert.ok(underlined && underlined.height < -0.05 && underlined.height > -0.3, JSON.stringify(underlined));
      assert.equal(struck.colour, drawn(gone).colour);
      assert.equal(underlined.colour, drawn(come).colour);
      assert.notEqual(struck.colour, underlined.colour);
    }
  });

  it('are dotted below new punctuation; what goes through is never dotted, as nobody would see it', () =>
    assert.deepEqual(
      [linesAt(drawn(',')), linesAt(drawn(':'))].map((lines) => lines.map(({ isDotted }) => isDotted)),
      [[false], [true]],
    ));

  it('strike a figure that stands by itself where all of it is seen: above the bar of a 4, below the waist of an 8', async () => {
    const text = (part: number) => `# Rules\n\n## Part ${part} – Trial\n\n1. The gate is opened.\n`;
    for (const [old, neu] of [
      [4, 5],
      [8, 9],
    ] as const) {
      const comparison = compareDrafts(Draft.parse(text(old)), Draft.parse(text(neu)));
      const { words, shapes } = await drawnOnLastPage(
        await renderPdf({ comparison }, typesetter, { watermark: false, ...TEXT_ALONE }),
      );
      const { left, base, size } = words.find((each) => each.text.trim() === String(old)) ?? assert.fail();
      const struck = shapes.filter(
        ({ top, bottom, thickness, ...shape }) =>
          thickness > 0 &&
          Math.abs(top - bottom) < 0.1 &&
          Math.abs(shape.left - left) < 1 &&
          top > base &&
          top < base + size,
      );
      assert.equal(struck.length, 1);
      const height = ((struck[0]?.top ?? 0) - base) / size;
      assert.ok(height > 0.27 && height < 0.36, String(height));
    }
  });

  it('leave alone what did not change', () => {
    for (const same of ['words stay here.', 'Nothing changes', 'one item; and', 'first point', 'same'])
      assert.deepEqual(linesAt(drawn(same)), [], same);
  });

  it('have a bar in the margin beside them, and nowhere else', () => {
    for (const label of ['1.1', '1.2', '2']) assert.ok(hasBar(drawn(label), 25), label);
    for (const words of ['Plans', '(a)', '(b)', 'first point', 'second point'])
      assert.ok(!hasBar(drawn(words), 100), words);
    assert.ok(!hasBar(drawn('1'), 25));
  });

  it('show where a paragraph was split and where it was joined with the next, and say what that means', async () => {
    const old = '1.1 Plans are kept. They are public.\n\n1.2 Each party shall:\n\n(a) pay; and\n\n(b) tell.\n';
    const neu = '1.1 Plans are kept.\n\n1.2 They are public.\n\n1.3 Each party shall pay and tell.\n';
    const comparison = compareDrafts(Draft.parse(old), Draft.parse(neu));
    const bytes = await renderPdf({ comparison }, typesetter, { watermark: false, legend: true });
    const told = tagsOfRole(await readPdf(bytes), 'P', 'LI').map(({ text }) => text.replace(/\s+/g, ' ').trim());
    for (const words of [
      '¶ marks where a paragraph was split, or joined with the next.',
      '1.1 Plans are kept. ¶',
      '1.2 They are public.',
      '(a) pay; and ¶',
      '(b) tell.',
    ])
      assert.ok(told.includes(words), `${words} is none of ${told.join('; ')}`);
  });

  it('have their words in one paragraph of the tag tree, and lists and tables in their own tags', () => {
    const paragraphs = tagsOfRole(read, 'P').map(({ text }) => text.replace(/\s+/g, ' ').trim());
    for (const words of ['1.1 The old new words stay here.', '1.2 Nothing changes, :'])
      assert.ok(paragraphs.includes(words), `${words} is none of ${paragraphs.join('; ')}`);
    assert.deepEqual(
      tagsOfRole(read, 'L').map((list) =>
        list.children.map((item) => item.children.map(({ role, text }) => [role, text.trim()])),
      ),
      [
        [
          [
            ['Lbl', '(a)'],
            ['LBody', 'one item; and'],
          ],
          [
            ['Lbl', '(b)'],
            ['LBody', 'another item.'],
          ],
        ],
        [
          [
            ['Lbl', '•'],
            ['LBody', 'first point'],
          ],
          [
            ['Lbl', '•'],
            ['LBody', 'second point'],
          ],
        ],
      ],
    );
    const rows = tagsOfRole(read, 'TR').map((row) => row.children.map(({ role, text }) => `${role} ${text.trim()}`));
    assert.deepEqual(rows, [
      ['TH A', 'TH B'],
      ['TD 1', 'TD same'],
      ['TD 2', 'TD former latter'],
    ]);
  });
});

describe('deleted words that go on on the next page', function () {
  this.timeout(120_000);
  const long = 'the lamp and the ledger of each meadow shall be kept by the Panel as it sees fit '.repeat(100);
  const below = (note: string) => `1.1 Words.[^1]\n\n1.3 End.\n\n[^1]: ${note}\n`;
  const within = (deleted: string) => `1.1 Words.[^1]\n\n1.2 ${deleted}\n\n1.3 End.\n\n`;
  const cells = (first: string, second: string) => `| A | B |\n|---|---|\n| keep ${first}| ${second} |\n`;
  const CASES: readonly (readonly [name: string, old: string, neu: string, own: readonly string[]])[] = [
    [
      'a note changes between',
      `${within(long)}[^1]: A note.\n`,
      below('A note of new words.'),
      ['A note', 'of new words'],
    ],
    ['a note stays between', `${within(long)}[^1]: A note.\n`, below('A note.'), ['A note.']],
    [
      'a note with a link stays between',
      `${within(long)}[^1]: A [note](https://a.example).\n`,
      below('A [note](https://a.example).'),
      ['note'],
    ],
    ['a cell stands beside', cells(long, 'b old word'), cells('', 'b new words here'), ['new words here']],
  ];
  for (const [name, old, neu, own] of CASES)
    it(`are typeset, and no other words are said to be theirs, where ${name}`, async () => {
      const comparison = compareDrafts(Draft.parse(old), Draft.parse(neu));
      const pdf = await readPdf(await renderPdf({ comparison }, typesetter, { date: '2026-01-01' }));
      assert.equal(pdf.ua, '1');
      const spans = tagsOfRole(pdf, 'Span');
      for (const words of own) {
        assert.ok(pdf.texts.join(' ').replace(/\s+/g, ' ').includes(words), words);
        const taken = spans.filter(({ alt, text }) => /^deleted: .*the lamp/.test(alt ?? '') && text.includes(words));
        assert.deepEqual(taken, []);
      }
      assert.ok(spans.some(({ alt }) => /^deleted: .*the lamp/.test(alt ?? '')));
    });
});
