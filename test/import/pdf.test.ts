import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { renderPdf } from '../../server/src/export/pdf/render-pdf.js';
import { importPdf } from '../../server/src/import/pdf/import-pdf.js';
import { Draft } from '../../server/src/model/draft.js';
import { generatedDraft } from '../support/generated-drafts.js';
import { withNotes } from '../support/generated-notes.js';
import { type BuiltPage, buildPdf, linesAt } from '../support/pdf-builder.js';
import { typesetter } from '../support/typesetter.js';

const EXAMPLE = 'examples/further-testing';

/** Letters and digits of a text, without the signs of Markdown and of notes. */
function squeeze(text: string): string {
  return text
    .replace(/\[\^[\w-]+\]:?|<\/?su[bp]>|<br>/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** What each provision is called and says on its own, in their order. */
function provisionsOf(text: string): { label: string; words: string }[] {
  const draft = Draft.parse(text);
  return draft.provisions
    .filter(({ number, kind }) => number !== null && kind !== 'definition')
    .map((provision) => {
      const { start, end } = draft.spanOf(provision);
      const [child] = provision.children;
      const own = draft.text.slice(start, child ? Math.max(start, draft.spanOf(child).start) : end);
      return { label: provision.label, words: squeeze(own) };
    });
}

interface Score {
  right: number;
  all: number;
  readonly wrong: string[];
}

/** How many provisions of a text came back with their number and words, in their order. */
function countRight(before: string, after: string, score: Score): void {
  const [wanted, found] = [provisionsOf(before), provisionsOf(after)];
  let at = 0;
  for (const each of wanted) {
    const place = found.findIndex(
      ({ label, words }, index) => index >= at && label === each.label && words === each.words,
    );
    score.all++;
    if (place < 0) {
      const near = found.find(({ label }, index) => index >= at && label === each.label);
      score.wrong.push(`${each.label}: ${each.words.slice(0, 200)} | ${near?.words.slice(0, 200) ?? 'none'}`);
      continue;
    }
    score.right++;
    at = place + 1;
  }
}

/** At least 99.5 % of the provisions; says how many they are where the oracles print their table. */
function expectNearlyAll(name: string, { right, all, wrong }: Score): void {
  const said = `${right} of ${all} provisions (${((100 * right) / all).toFixed(2)} %) back from a PDF`;
  if (process.env.KEELING_ORACLES === 'all') console.log(`      ${name.padEnd(40)}${said}`);
  assert.ok(right >= 0.995 * all, `${said}\n${wrong.join('\n')}`);
}

const figures = (path: string) => {
  try {
    return readFileSync(`${EXAMPLE}/${path}`);
  } catch {
    return null;
  }
};

async function comeBack(text: string): Promise<string> {
  return (await importPdf(await renderPdf({ draft: Draft.parse(text) }, typesetter, { figures }))).text;
}

describe('a draft written as a PDF and read back', function () {
  this.timeout(120_000);

  for (const name of ['svtad', 'mtad', 'consultation', 'in-force/svtad-v1.4', 'in-force/mtad-v1.2'])
    it(`has its provisions, their numbers and their words: ${name} of the example`, async () => {
      const text = readFileSync(`${EXAMPLE}/${name}.md`, 'utf8');
      const score: Score = { right: 0, all: 0, wrong: [] };
      countRight(text, await comeBack(text), score);
      expectNearlyAll(name, score);
    });

  it('has them for generated drafts', async () => {
    const score: Score = { right: 0, all: 0, wrong: [] };
    for (const plain of fc.sample(generatedDraft, { numRuns: 50, seed: 16 })) {
      const text = withNotes(plain, 'notice');
      countRight(text, await comeBack(text), score);
    }
    expectNearlyAll('50 generated drafts', score);
  });
});

const WORDS =
  'The harbour master shall keep a list of all the vessels that lie in the harbour and of the fees that each of them owes'.split(
    ' ',
  );

/** Full lines of running text, the same for the same seed. */
function runningText(count: number, seed: number, width = 11): string[] {
  return Array.from({ length: count }, (_, line) =>
    Array.from({ length: width }, (_, word) =>
      WORDS[(seed * 7 + line * 5 + word * 3) % WORDS.length]?.toLowerCase(),
    ).join(' '),
  );
}

/** A page with a head, a foot and text between. */
function page(number: number, words: BuiltPage['words'], rules: BuiltPage['rules'] = []): BuiltPage {
  return {
    words: [
      { x: 70, y: 40, text: 'Rules of the Harbour', size: 9 },
      { x: 500, y: 40, text: 'V2.1', size: 9 },
      ...words,
      { x: 280, y: 800, text: `Page ${number} of 3`, size: 9 },
    ],
    rules,
  };
}

async function importPages(pages: readonly BuiltPage[]) {
  const { text, notices } = await importPdf(buildPdf(pages));
  return {
    text: text.replace(/^---\n[\s\S]*?\n---\n\n/, ''),
    head: text,
    codes: notices.map(({ code }) => code),
    notices,
  };
}

describe('a PDF of somebody else as a draft', () => {
  it('has paragraphs that are whole, over lines and pages, and no heads, feet or numbers of pages', async () => {
    const { text, head, codes } = await importPages([
      page(1, [
        { x: 70, y: 80, text: '1.1' },
        ...linesAt(110, 80, [
          'A fee is due for each vessel that lies in the harbour and that has not',
          'left it by the end of the tide, whoever the owner of that vessel',
        ]),
      ]),
      page(2, linesAt(110, 80, ['may be and wherever the vessel is bound to go.'])),
      page(3, [
        { x: 70, y: 80, text: '1.2' },
        { x: 110, y: 80, text: 'No fee is due for a ferry.' },
      ]),
    ]);
    assert.equal(
      text,
      '1.1 A fee is due for each vessel that lies in the harbour and that has not left it by the end of the tide, whoever the owner of that vessel may be and wherever the vessel is bound to go.\n\n1.2 No fee is due for a ferry.\n',
    );
    assert.match(head, /^---\nversion: V2\.1\nheader: "Rules of the Harbour \| V2\.1"\n/);
    assert.deepEqual(codes, ['pdf.heads']);
  });

  it('has footnotes at their calls', async () => {
    const { text } = await importPages([
      page(1, [
        { x: 70, y: 80, text: '1.1 A fee is due' },
        { x: 143, y: 77, text: '1', size: 6 },
        { x: 150, y: 80, text: 'for each vessel that lies in the harbour.' },
        ...linesAt(70, 100, runningText(4, 1)),
        { x: 70, y: 750, text: '1', size: 5 },
        { x: 76, y: 752, text: 'Fees are in the list of fees.', size: 8 },
      ]),
      page(2, linesAt(70, 80, runningText(3, 2))),
      page(3, linesAt(70, 80, runningText(3, 3))),
    ]);
    assert.match(text, /^1\.1 A fee is due\[\^1\] for each vessel that lies in the harbour\.\n/);
    assert.match(text, /\n\n\[\^1\]: Fees are in the list of fees\.\n$/);
  });

  it('has a word whole that a line parted, and keeps the hyphen of one that has it elsewhere', async () => {
    const { text, notices } = await importPages([
      page(1, [
        ...linesAt(70, 80, [
          'Every member of the committee is a harbour master by right and by law, and every commit-',
          'tee has a harbour master. The non-payment of a fee is a fault of the owner, and a non-',
          'payment is told to the committee, which has so many harbour masters as it has mem-',
          'bers at the time.',
        ]),
      ]),
      page(2, linesAt(70, 80, runningText(3, 2))),
    ]);
    assert.match(text, /every committee has a harbour master\. .* and a non-payment is told .* as it has members at/);
    assert.deepEqual(
      notices.filter(({ code }) => code === 'pdf.hyphens').map(({ message }) => message),
      ['2 words parted at the ends of lines are joined: committee, members'],
    );
  });

  it('reads two columns one after the other', async () => {
    const { text } = await importPages([
      { words: [...linesAt(60, 80, runningText(20, 1, 6)), ...linesAt(320, 80, runningText(20, 2, 6))] },
    ]);
    assert.ok(text.startsWith(`${runningText(20, 1, 6).join(' ')} ${runningText(20, 2, 6).join(' ')}`), text);
  });

  it('has a table that lines draw, its words in their cells, over two pages as one', async () => {
    const rules = (top: number, rows: number): BuiltPage['rules'] => [
      ...Array.from({ length: rows + 1 }, (_, row) => [70, top + row * 30, 470, top + row * 30] as const),
      ...[70, 200, 470].map((x) => [x, top, x, top + rows * 30] as const),
    ];
    const row = (y: number, cells: readonly string[]) => cells.map((text, index) => ({ x: 75 + index * 130, y, text }));
    const { text } = await importPages([
      page(
        1,
        [
          ...linesAt(70, 500, runningText(2, 1)),
          ...row(690, ['Vessel', 'Fee']),
          ...row(720, ['Yacht', 'five pounds for each day and']),
          ...row(732, ['', 'night']),
        ],
        rules(670, 2),
      ),
      page(2, [...row(100, ['Vessel', 'Fee']), ...row(130, ['Ferry', 'none'])], rules(80, 2)),
      page(3, linesAt(70, 80, runningText(3, 3))),
    ]);
    assert.match(
      text,
      /\| Vessel \| Fee \|\n\| --- \| --- \|\n\| Yacht \| five pounds for each day and night \|\n\| Ferry \| none \|\n/,
    );
  });

  it('has a table without lines where its columns are sure', async () => {
    const row = (y: number, cells: readonly string[]) => cells.map((text, index) => ({ x: 75 + index * 130, y, text }));
    const { text } = await importPages([
      {
        words: [
          ...row(100, ['Vessel', 'By day', 'By night']),
          ...row(120, ['Yacht', '5', '7']),
          ...row(140, ['Barge', '15', '17']),
          ...linesAt(70, 200, runningText(3, 3)),
        ],
      },
    ]);
    assert.match(
      text,
      /^\| Vessel \| By day \| By night \|\n\| --- \| --- \| --- \|\n\| Yacht \| 5 \| 7 \|\n\| Barge \| 15 \| 17 \|\n/,
    );
  });

  const FLAT_ROWS = [
    { y: 140, cells: ['1', 'The master keeps a list of all', 'yes', '12'] },
    { y: 152, cells: ['', 'vessels in the harbour.'] },
    { y: 172, cells: ['2', 'The owner pays the fee.', '', '7'] },
    { y: 192, cells: ['3', 'The warden tells the master', 'yes'] },
    { y: 204, cells: ['', 'of each ferry.'] },
  ];
  const FLAT_LEFTS = [75, 105, 305, 355];
  const flatWords = [
    ...['#', 'Duty', 'Daily', 'Fee'].map((text, index) => ({ x: FLAT_LEFTS[index] ?? 0, y: 120, text })),
    ...FLAT_ROWS.flatMap(({ y, cells }) => cells.map((text, index) => ({ x: FLAT_LEFTS[index] ?? 0, y, text }))),
  ].filter(({ text }) => text !== '');
  const FLAT_TABLE =
    /\| # \| Duty \| Daily \| Fee \|\n\| --- \| --- \| --- \| --- \|\n\| 1 \| The master keeps a list of all vessels in the harbour\. \| yes \| 12 \|\n\| 2 \| The owner pays the fee\. \| {2}\| 7 \|\n\| 3 \| The warden tells the master of each ferry\. \| yes \| {2}\|\n/;

  it('has a table with a line below its header alone, drawn in a piece for each column', async () => {
    const { text } = await importPages([
      {
        words: [...linesAt(70, 80, ['The duties are these.']), ...flatWords, ...linesAt(70, 240, runningText(3, 3))],
        rules: [70, 100, 300, 350].map((left, index) => [left, 125, [100, 300, 350, 400][index] ?? 0, 125] as const),
      },
    ]);
    assert.match(text, FLAT_TABLE);
    assert.ok(text.startsWith('The duties are these.\n\n|'), text);
    assert.ok(text.endsWith(`|\n\n${runningText(3, 3).join(' ')}\n`), text);
  });

  it('has a table between three lines, above and below its header and at its end', async () => {
    const { text } = await importPages([
      {
        words: [...linesAt(70, 80, ['The duties are these.']), ...flatWords, ...linesAt(70, 240, runningText(3, 3))],
        rules: [105, 125, 212].map((y) => [70, y, 400, y] as const),
      },
    ]);
    assert.match(text, FLAT_TABLE);
    assert.ok(text.endsWith(`|\n\n${runningText(3, 3).join(' ')}\n`), text);
  });

  it('takes no underlined words and no line above a heading for a table', async () => {
    const { text } = await importPages([
      {
        words: [
          { x: 70, y: 100, text: 'Duties of' },
          { x: 114, y: 100, text: 'the harbour' },
          { x: 168, y: 100, text: 'master' },
          ...linesAt(70, 130, runningText(6, 3)),
        ],
        rules: [
          [70, 102, 112, 102],
          [112, 102, 166, 102],
          [166, 102, 198, 102],
          [70, 90, 500, 90],
          [70, 112, 500, 112],
          [70, 230, 500, 230],
        ],
      },
    ]);
    assert.ok(!text.includes('|'), text);
  });

  it('has notes in the margin before what they stand beside, and no numbers of lines', async () => {
    const text = runningText(20, 4);
    const { text: draft, codes } = await importPages([
      {
        words: [
          ...linesAt(150, 80, [
            '4. The harbour master may refuse a vessel that has not paid, and shall tell its',
            'owner why it is refused.',
            ...text,
          ]),
          ...linesAt(60, 78, ['Refusal of', 'vessels.'], { size: 8 }),
          ...Array.from({ length: 22 }, (_, line) => ({ x: 40, y: 80 + line * 13, text: String(line + 1) })),
        ],
      },
    ]);
    assert.match(draft, /^\*Refusal of vessels\.\*\n\n4\. The harbour master may refuse .* why it is refused\./);
    assert.ok(codes.includes('pdf.lineNumbers'));
  });

  it('says which words are struck through, and which beside them are underlined', async () => {
    const { text, notices } = await importPages([
      {
        words: [
          { x: 70, y: 100, text: 'A fee of ' },
          { x: 110, y: 100, text: 'five' },
          { x: 132, y: 100, text: 'six' },
          { x: 150, y: 100, text: 'pounds is due.' },
        ],
        rules: [
          [110, 97, 127, 97],
          [132, 101.5, 145, 101.5],
        ],
      },
    ]);
    assert.equal(text, 'A fee of five six pounds is due.\n');
    assert.deepEqual(
      notices.map(({ message }) => message),
      ['Words that are struck through stand in the draft: “five”', 'Words beside them are underlined: “six”'],
    );
  });

  it('has a sentence whole whose line ends with “, and”, and no lines that are drawn with signs', async () => {
    const { text } = await importPages([
      {
        words: [
          ...linesAt(70, 80, ['1.0 FEES', '---------------------']),
          ...linesAt(70, 120, ['(a) The harbour master shall set, publish, and']),
          ...linesAt(88, 133, ['collect the fees of the harbour.']),
          ...linesAt(70, 150, ['(b) Nobody else shall.']),
          ...linesAt(70, 180, runningText(4, 2)),
        ],
      },
    ]);
    assert.match(text, /\(a\) The harbour master shall set, publish, and collect the fees of the harbour\.\n/);
    assert.doesNotMatch(text, /--/);
  });

  it('leaves out a list of contents without a heading, whose entries are titles of the text', async () => {
    const titles = ['Article I. Purpose', 'Article II. Members', 'Article III. Officers', 'Article IV. Amendment'];
    const entries = titles.flatMap((text, index) => [
      { x: 70, y: 100 + index * 14, text },
      { x: 500, y: 100 + index * 14, text: `${index + 1}` },
    ]);
    const fees = ['Yachts', 'Barges', 'Ferries', 'Tugs'].flatMap((text, index) => [
      { x: 70, y: 500 + index * 14, text },
      { x: 500, y: 500 + index * 14, text: `${index + 1}` },
    ]);
    const { text, notices } = await importPages([
      { words: entries },
      { words: [...titles.map((text, index) => ({ x: 70, y: 80 + index * 90, text, isBold: true })), ...fees] },
    ]);
    assert.deepEqual(
      notices.filter(({ code }) => code === 'pdf.contents').map(({ message }) => message),
      ['A list of contents (4 lines) is left out.'],
    );
    for (const word of ['Article I. Purpose', 'Yachts', 'Tugs']) assert.equal(text.split(word).length, 2, word);
  });

  it('leaves out numbers of lines on a page with few of them, and keeps heads of chapters out of the header', async () => {
    const numbered = (number: number, lines: number, head: string): BuiltPage => ({
      words: [
        { x: 70, y: 40, text: head, size: 9 },
        ...linesAt(100, 80, runningText(lines, number)),
        ...Array.from({ length: Math.floor(lines / 5) }, (_, index) => ({
          x: 60,
          y: 80 + (index * 5 + 4) * 13,
          text: `${index * 5 + 5}`,
        })),
        { x: 280, y: 800, text: `${number} of 4`, size: 9 },
      ],
    });
    const { text, head } = await importPages([
      numbered(1, 20, 'Part 1'),
      numbered(2, 20, 'Part 2'),
      numbered(3, 20, 'Part 3'),
      numbered(4, 5, 'Part 4'),
    ]);
    assert.doesNotMatch(text, /\d/);
    assert.doesNotMatch(head, /^(?:header|footer):/m);
  });

  it('leaves out a list of contents', async () => {
    const { text, codes } = await importPages([
      {
        words: [
          { x: 70, y: 80, text: 'Contents', isBold: true },
          ...['Fees', 'Ferries', 'Yachts'].flatMap((title, index) => [
            { x: 70, y: 100 + index * 14, text: `${index + 1}` },
            { x: 100, y: 100 + index * 14, text: title },
            { x: 500, y: 100 + index * 14, text: `${index + 2}` },
          ]),
          { x: 70, y: 200, text: '1.1 A fee is due.' },
        ],
      },
    ]);
    assert.equal(text, '1.1 A fee is due.\n');
    assert.deepEqual(codes, ['pdf.contents']);
  });
});

describe('a PDF that cannot be read', () => {
  const LOCKED = `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'28'.repeat(32)}> /U <${'42'.repeat(32)}> >> /ID [<00><00>]`;
  const ONE = [{ words: [{ x: 70, y: 80, text: 'A fee is due.' }] }];
  const CASES: readonly (readonly [title: string, bytes: Uint8Array, message: RegExp])[] = [
    ['is locked', buildPdf(ONE, LOCKED), /^needs a password; save it without one$/],
    ['has no words', buildPdf([{ words: [], rules: [[0, 0, 90, 90]] }]), /^has no words, only pictures of pages/],
    [
      'is damaged, though it has words',
      buildPdf([{ words: [{ x: 70, y: 80, text: 'A fee is due.', size: 0 }] }]),
      /^cannot be read: its page 1 is damaged$/,
    ],
    ['is nothing of the kind', new TextEncoder().encode('%PDF-1.4\nnothing'), /^is no PDF that can be read/],
    ['is empty', new Uint8Array(), /^is no PDF that can be read/],
  ];
  for (const [title, bytes, message] of CASES)
    it(`because it ${title} is told so in one line`, () => assert.rejects(importPdf(bytes), { message }));

  it('in part is told so by its page', async () => {
    const lines = linesAt(70, 80, runningText(5, 1));
    const lost = { words: [{ x: 70, y: 300, text: 'Unseen.', size: 0 }] };
    const { notices } = await importPdf(buildPdf([{ words: lines }, lost]));
    const messages = notices.map(({ message }) => message);
    assert.ok(messages.includes('Words may be missing, as part of it is damaged: page 2.'), messages.join('\n'));
  });

  it('because it is cut off anywhere or its bytes are wrong never ends in anything else', async () => {
    const whole = buildPdf([page(1, linesAt(70, 80, runningText(5, 1))), page(2, linesAt(70, 80, runningText(5, 2)))]);
    for (let end = 10; end < whole.length; end += 97)
      for (const bytes of [
        whole.slice(0, end),
        Uint8Array.from(whole, (byte, at) => (at % 89 === end % 89 && at > end ? byte ^ 21 : byte)),
      ])
        try {
          assert.equal(typeof (await importPdf(bytes)).text, 'string');
        } catch (error) {
          assert.match(String(error), /^Error: (?:is no PDF|has no words|cannot be read|needs a password)[^\n]*$/);
        }
  });
});
