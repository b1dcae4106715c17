import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RevisionChoice } from '../../server/src/import/word/resolve-revisions.js';
import { importWord } from '../../server/src/import/word/write-draft.js';
import { Draft } from '../../server/src/model/draft.js';
import { buildWordFile, inList, inStyle, paragraph, run } from '../support/word-builder.js';

const FOLDER = join('test', 'fixtures', 'word', 'lookalikes');

function importFile(bytes: Uint8Array, changes: RevisionChoice = 'accept') {
  return importWord(bytes, { changes, figureFolder: 'figures/draft', fallbackTitle: null });
}

/** The draft of a body, without what surrounds it. */
function draftOf(body: string, changes: RevisionChoice = 'accept'): string {
  return importFile(buildWordFile(body), changes).text.trimEnd();
}

describe('the numbers of a Word file', () => {
  const expected = JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8')) as Record<
    string,
    { labels: string[]; accepted?: string[]; rejected?: string[] }
  >;
  for (const [name, { labels, accepted, rejected }] of Object.entries(expected)) {
    const bytes = readFileSync(join(FOLDER, `${name}.docx`));
    it(`are those that Word shows: ${name}`, () => {
      const lines = importFile(bytes, 'keep').text.split('\n');
      const left = lines.filter((line) => line.trim() !== '').map((line) => line.replace(/^(?:#+ |\{(?:--|\+\+))/, ''));
      for (const label of labels) {
        const at = left.findIndex((line) => line === label || line.startsWith(`${label} `));
        assert.ok(at >= 0, `${label} is not in ${JSON.stringify(left)}`);
        left.splice(0, at + 1);
      }
    });
    for (const [choice, wanted] of [['accept', accepted] as const, ['reject', rejected] as const])
      if (wanted)
        it(`count once all changes are ${choice}ed: ${name}`, () =>
          assert.deepEqual(importFile(bytes, choice).text.trim().split(/\n+/), wanted));
  }
});

const INSERTED = 'w:id="1" w:author="A. Reviewer" w:date="2020-01-10T10:00:00Z"';
const field = (instruction: string, result: string) =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
const cell = (content: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`;

const PAGE_END = '<w:r><w:br w:type="page"/></w:r>';
const SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>';
const SENTENCE = 'The clerk shall keep a book of all the ships that enter the harbour';

describe('a Word file that was made from a PDF', () => {
  const numbers = (count: number, write: (page: number) => string) =>
    Array.from({ length: count }, (_, index) =>
      [paragraph(`Rule ${index} of the harbour is kept by the clerk.`), paragraph(write(index + 1))].join(''),
    ).join('');
  const CASES: readonly (readonly [title: string, body: string, draft: string])[] = [
    [
      'has a sentence that ends with a word after which more comes',
      paragraph(`${SENTENCE} on any day of the`) + paragraph('year, and shows it to all.'),
      `${SENTENCE} on any day of the year, and shows it to all.`,
    ],
    [
      'has a number that is cited on the next line',
      paragraph(`${SENTENCE}, as is said in Article`, inList(2)) +
        paragraph('3.9 of the Port Rules.') +
        paragraph('The next.', inList(2)),
      `(a) ${SENTENCE}, as is said in Article 3.9 of the Port Rules.\n\n(b) The next.`,
    ],
    [
      'has a measure on the next line',
      paragraph(`${SENTENCE} at a speed of no more than`) + paragraph('1.5 miles an hour.'),
      `${SENTENCE} at a speed of no more than 1.5 miles an hour.`,
    ],
    [
      'has a sentence over the end of a page',
      paragraph(`${run(SENTENCE)}${PAGE_END}`) + paragraph('without a pilot on board.'),
      `${SENTENCE} without a pilot on board.`,
    ],
    [
      'has a sentence over the end of a section, with blank lines',
      paragraph(SENTENCE, inList(1)) + paragraph('', SECTION) + paragraph('without a pilot on board.'),
      `1.1 ${SENTENCE} without a pilot on board.`,
    ],
    [
      'has a sentence over the number of a page',
      `${paragraph('Fees are due.')}${paragraph('1/3')}${paragraph(SENTENCE)}${paragraph('2/3')}${paragraph('without a pilot on board.')}${paragraph('3/3')}`,
      `Fees are due.\n\n${SENTENCE} without a pilot on board.`,
    ],
    [
      'has the head of each page beside its number',
      [
        'Fees are due.',
        'Rules of Ware',
        '1/3',
        SENTENCE,
        'Rules of Ware',
        '2/3',
        'without a pilot.',
        'Rules of Ware',
        '3/3',
      ]
        .map((words) => paragraph(words))
        .join(''),
      `Fees are due.\n\n${SENTENCE} without a pilot.`,
    ],
    ['has numbers of pages among the text', numbers(3, (page) => `Page ${page} of 3`), '0 1 2'],
    [
      'has a sentence in many pieces',
      [SENTENCE + ' on any day of the', 'year, as is said in Article', '3.9 of the Rules of the', 'port.']
        .map((words) => paragraph(words))
        .join(''),
      `${SENTENCE} on any day of the year, as is said in Article 3.9 of the Rules of the port.`,
    ],
    [
      'look-alike: an item without words between',
      paragraph(`${run(SENTENCE)}${PAGE_END}`) + paragraph('', inList(1)) + paragraph('without a pilot on board.'),
      `${SENTENCE}\n\n1.1\n\nwithout a pilot on board.`,
    ],
    [
      'look-alike: words below a list go on with its sentence',
      paragraph('A master who has a ship of more than twenty metres,', inList(2)) +
        paragraph('in each case, pays the fee in full.'),
      '(a) A master who has a ship of more than twenty metres,\n\nin each case, pays the fee in full.',
    ],
    [
      'look-alike: a list without numbers',
      paragraph('The master of a ship that lies in the harbour shall not') +
        paragraph('leave it at night;') +
        paragraph('wash it.'),
      'The master of a ship that lies in the harbour shall not\n\nleave it at night;\n\nwash it.',
    ],
    [
      'look-alike: an item that Word does not number',
      paragraph('The master of a ship that lies in the harbour is one of') +
        paragraph('a) those who own it; b) their heirs.'),
      'The master of a ship that lies in the harbour is one of\n\na) those who own it; b) their heirs.',
    ],
    [
      'look-alike: the next item, with a number that is typed',
      paragraph('9.4.1 The master of a ship that lies in the harbour may sell it; and') +
        paragraph('9.4.2 for that purpose show it.'),
      '9.4.1 The master of a ship that lies in the harbour may sell it; and\n\n9.4.2 for that purpose show it.',
    ],
    [
      'look-alike: a title with its number below words that name a schedule',
      paragraph('The clerk sends it to all the masters in the form of a schedule') + paragraph('3.13.5 Additions'),
      'The clerk sends it to all the masters in the form of a schedule\n\n3.13.5 Additions',
    ],
    [
      'look-alike: a title in the middle of the line',
      paragraph('Rules of the harbour, and of all that lies in it, of', '<w:jc w:val="center"/>') +
        paragraph('the town of Ware', '<w:jc w:val="center"/>'),
      'Rules of the harbour, and of all that lies in it, of\n\nthe town of Ware',
    ],
    ['look-alike: answers that are numbers', numbers(5, (page) => `${page}`), '0 1 1 2 2 3 3 4 4 5'],
  ];
  for (const [title, body, draft] of CASES)
    it(title, () => {
      const { text } = importWord(buildWordFile(body), {
        changes: 'accept',
        figureFolder: 'f',
        fallbackTitle: null,
      });
      if (/^\d/.test(draft) && !draft.includes('.')) assert.equal((text.match(/\d+/g) ?? []).join(' '), draft);
      else assert.equal(text.trimEnd(), draft);
    });

  it('is told what was joined and what was left out', () => {
    const body = `${paragraph('1/3')}${paragraph(`${SENTENCE} on any day of the`)}${paragraph('2/3')}${paragraph('year.')}${paragraph('3/3')}`;
    assert.deepEqual(
      importFile(buildWordFile(body)).notices.map(({ code, line }) => [code, line]),
      [
        ['page.numbers', null],
        ['paragraph.joined', 0],
      ],
    );
  });

  it('keeps its paragraphs where changes are kept', () => {
    const body = paragraph(`${SENTENCE} on any day of the`) + paragraph('year.');
    assert.equal(draftOf(body, 'keep'), `${SENTENCE} on any day of the\n\nyear.`);
  });
});

/** A table of rows whose cells are parted by lines. */
function tableOf(...rows: readonly string[]): string {
  const rowOf = (row: string) =>
    `<w:tr>${row
      .split('|')
      .map((words) => cell(paragraph(words)))
      .join('')}</w:tr>`;
  return `<w:tbl>${rows.map(rowOf).join('')}</w:tbl>`;
}

describe('a Word file as a draft', () => {
  const CASES: readonly (readonly [title: string, body: string, draft: string])[] = [
    [
      'a table with a column that is empty in each row',
      tableOf('Fee|Pounds|', 'A ferry|10|'),
      '| Fee | Pounds |\n| --- | --- |\n| A ferry | 10 |',
    ],
    ['a table with a column to fill in', tableOf('Name|', 'Day|'), '| Name |  |\n| --- | --- |\n| Day |  |'],
    ['headings with their numbers', paragraph('Fees', inStyle('Heading1') + inList(0)), '# 1. Fees'],
    [
      'a heading that is a provision in a heading’s look',
      paragraph(
        'The clerk shall keep a book, which anyone may see, and shall do so without delay in every year.',
        inStyle('Heading2') + inList(1),
      ),
      '1.1 The clerk shall keep a book, which anyone may see, and shall do so without delay in every year.',
    ],
    [
      'numbers on three levels',
      paragraph('Fees', inList(0)) + paragraph('A fee is due.', inList(1)) + paragraph('a ferry;', inList(2)),
      '1. Fees\n\n1.1 A fee is due.\n\n(a) a ferry;',
    ],
    [
      'paragraphs that broken lines make within one',
      paragraph(
        `${run('(a) The clerk shall keep')}<w:r><w:br/></w:r>${run('a book;')}<w:r><w:br/></w:r><w:r><w:br/></w:r>${run('(b) the master')}`,
        inList(1),
      ) + paragraph(`${run('Ropes')}<w:r><w:br/></w:r><w:r><w:br/></w:r>`, inList(1)),
      '1.1 (a) The clerk shall keep\\\na book;\n\n(b) the master\n\n1.2 Ropes',
    ],
    [
      'a heading with a note below it in its own paragraph',
      paragraph(
        `${run('Clause 7 – Docking')}<w:r><w:br/></w:r>${run('[Note: this clause is for those who wish to let other ferries join them later, and is left out in all others, whatever was said between them before.]')}`,
        inStyle('Heading2'),
      ),
      '## Clause 7 – Docking\n\n[Note: this clause is for those who wish to let other ferries join them later, and is left out in all others, whatever was said between them before.]',
    ],
    [
      'a number that is typed',
      paragraph('<w:r><w:t>20.28</w:t><w:tab/><w:t>The DCC shall test.</w:t></w:r>'),
      '20.28 The DCC shall test.',
    ],
    [
      'bullets, one within the other',
      paragraph('ropes', inList(0, 2)) + paragraph('of hemp', inList(1, 2)) + paragraph('lamps', inList(0, 2)),
      '- ropes\n\n  - of hemp\n\n- lamps',
    ],
    [
      'words in bold and italics',
      paragraph(`${run('the ')}${run('Fee ', '<w:b/>')}${run('and', '<w:b/>')}${run(' more', '<w:i/>')}`),
      'the **Fee and** *more*',
    ],
    ['raised words', paragraph(`${run('m')}${run('2', '<w:vertAlign w:val="superscript"/>')}`), 'm<sup>2</sup>'],
    [
      'signs that Markdown would read',
      paragraph('# 5 * 3 _x_ [^1] &lt;b&gt; a_b'),
      '\\# 5 \\* 3 \\_x\\_ \\[^1] \\<b> a_b',
    ],
    [
      'words that are hidden',
      paragraph(`${run('seen')}${run(' unseen', '<w:vanish/>')}`),
      'seen<!-- hidden in Word: unseen -->',
    ],
    ['a formula’s words', `<w:p><m:oMath><m:r><m:t>E=m</m:t></m:r></m:oMath></w:p>`, 'E=m'],
    [
      'the result of a field and not its code',
      paragraph(`${run('see ')}${field(' REF a \\r \\h ', '4.2')}`),
      'see 4.2',
    ],
    ['nothing of a list of contents', paragraph(field(' TOC \\o ', 'Fees 3')) + paragraph('Text'), 'Text'],
    [
      'a caption by its field',
      paragraph(`${run('Table ')}${field(' SEQ Table ', '1')}${run(' – Fees')}`, inStyle('Caption')),
      '**Table 1 – Fees**',
    ],
    [
      'a table with merged cells, each word once',
      `<w:tbl><w:tr>${cell(paragraph('Vessel'))}${cell(paragraph('Due'), '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell(paragraph('Yacht'), '<w:vMerge w:val="restart"/>')}${cell(paragraph('6'))}${cell(paragraph('daily'))}</w:tr><w:tr>${cell(paragraph(''), '<w:vMerge/>')}${cell(paragraph('20'))}${cell(paragraph('weekly'))}</w:tr></w:tbl>`,
      '| Vessel | Due |  |\n| --- | --- | --- |\n| Yacht | 6 | daily |\n|  | 20 | weekly |',
    ],
    [
      'a box of one cell as its text',
      `<w:tbl><w:tr>${cell(paragraph('Words in a box'))}</w:tr></w:tbl>`,
      'Words in a box',
    ],
    [
      'what stands in content controls',
      `<w:sdt><w:sdtContent>${paragraph('Controlled')}</w:sdtContent></w:sdt>`,
      'Controlled',
    ],
    [
      'what stands in a text box, once',
      `<w:p>${run('Around.')}<w:r><w:pict><w:txbxContent>${paragraph('Boxed.')}</w:txbxContent></w:pict></w:r></w:p>`,
      'Around.\n\nBoxed.',
    ],
    [
      'two clauses in one paragraph',
      paragraph('<w:r><w:t>1.1 A fee is due.</w:t><w:br/><w:t>1.2 A toll is due.</w:t></w:r>'),
      '1.1 A fee is due.\n\n1.2 A toll is due.',
    ],
    [
      'sub-paragraphs in one paragraph, in brackets and numerals',
      paragraph(
        '<w:r><w:t>A fee:</w:t><w:br/><w:t>(a) one; and</w:t><w:br/><w:t> (b) two;</w:t><w:br/><w:t>all. i) x</w:t><w:br/><w:t>ii) y</w:t></w:r>',
      ),
      'A fee:\\\n(a) one; and\n\n(b) two;\\\nall. i) x\\\nii) y',
    ],
    [
      'look-alike: a number on the next line that is none of a clause',
      paragraph(
        '<w:r><w:t>1.1 A fee is due under</w:t><w:br/><w:t>1.3 of the Rules or</w:t><w:br/><w:t>2.2 of the Code.</w:t></w:r>',
      ),
      '1.1 A fee is due under\\\n1.3 of the Rules or\\\n2.2 of the Code.',
    ],
    [
      'look-alike: lines of an address',
      paragraph('<w:r><w:t>Ware Port</w:t><w:br/><w:t>12 Quay Street</w:t><w:br/><w:t>13 Dock Road</w:t></w:r>'),
      'Ware Port\\\n12 Quay Street\\\n13 Dock Road',
    ],
    ['line breaks within a paragraph', paragraph('<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>'), 'one\\\ntwo'],
  ];
  for (const [title, body, draft] of CASES) it(`has ${title}`, () => assert.equal(draftOf(body), draft));

  it('has its title in the front matter', () =>
    assert.equal(
      draftOf(paragraph('Harbour Rules', inStyle('Title')) + paragraph('Text')),
      '---\ntitle: Harbour Rules\n---\n\nText',
    ));

  it('has its notes, those of several paragraphs too', () => {
    const call = '<w:r><w:footnoteReference w:id="7"/></w:r>';
    const note = `<w:footnote w:id="-1" w:type="separator">${paragraph('')}</w:footnote><w:footnote w:id="7">${paragraph('First.')}${paragraph('Second.')}</w:footnote>`;
    const bytes = buildWordFile(paragraph(`${run('A fee')}${call}`), { 'word/footnotes.xml': note }, [
      ['n', 'footnotes', 'footnotes.xml'],
    ]);
    assert.equal(importFile(bytes).text, 'A fee[^1]\n\n[^1]: First.\n\n    Second.\n');
  });

  it('has links to outside, and none that runs a program', () => {
    const body = `<w:p><w:hyperlink r:id="x">${run('the Code')}</w:hyperlink><w:hyperlink r:id="y">${run(' and more')}</w:hyperlink></w:p>`;
    const bytes = buildWordFile(body, {}, [
      ['x', 'hyperlink', 'https://example.org/code', true],
      ['y', 'hyperlink', 'javascript:alert(1)', true],
    ]);
    assert.equal(importFile(bytes).text, '[the Code](https://example.org/code) and more\n');
  });
});

describe('tracked changes of a Word file', () => {
  const insertedWords = `<w:ins ${INSERTED}>${run(' new')}</w:ins>`;
  const deletedWords = `<w:del ${INSERTED}><w:r><w:delText> old</w:delText></w:r></w:del>`;
  const CASES: readonly (readonly [title: string, body: string, accepted: string, rejected: string])[] = [
    ['words', paragraph(`${run('A')}${insertedWords}${deletedWords}`), 'A new', 'A old'],
    [
      'the end of a paragraph',
      paragraph('One', `<w:rPr><w:del ${INSERTED}/></w:rPr>`) + paragraph('two'),
      'Onetwo',
      'One\n\ntwo',
    ],
    [
      'a whole paragraph put in',
      paragraph(`<w:ins ${INSERTED}>${run('New.')}</w:ins>`, `<w:rPr><w:ins ${INSERTED}/></w:rPr>`) + paragraph('Old.'),
      'New.\n\nOld.',
      'Old.',
    ],
    [
      'a row',
      `<w:tbl><w:tr>${cell(paragraph('a'))}${cell(paragraph('b'))}</w:tr><w:tr><w:trPr><w:ins ${INSERTED}/></w:trPr>${cell(paragraph('c'))}${cell(paragraph('d'))}</w:tr></w:tbl>`,
      '| a | b |\n| --- | --- |\n| c | d |',
      '| a | b |\n| --- | --- |',
    ],
    [
      'a place in a list',
      paragraph('Fee', `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins ${INSERTED}/></w:numPr>`),
      '1. Fee',
      'Fee',
    ],
    [
      'a move, once at its place',
      `<w:p><w:moveFrom ${INSERTED}>${run('M')}</w:moveFrom>${run(' a ')}<w:moveTo ${INSERTED}>${run('M')}</w:moveTo></w:p>`,
      'a M',
      'M a',
    ],
  ];
  for (const [title, body, accepted, rejected] of CASES) {
    it(`${title}: accepted`, () => assert.equal(draftOf(body, 'accept'), accepted));
    it(`${title}: rejected`, () => assert.equal(draftOf(body, 'reject'), rejected));
  }

  const NOTE = '{>>A. Reviewer, 2020-01-10<<}';
  const gone = (words: string) => `<w:del ${INSERTED}><w:r><w:delText>${words}</w:delText></w:r></w:del>`;
  const come = (words: string) => `<w:ins ${INSERTED}>${run(words)}</w:ins>`;
  const lost = `<w:rPr><w:del ${INSERTED}/></w:rPr>`;
  const fresh = `<w:rPr><w:ins ${INSERTED}/></w:rPr>`;
  const row = (change: string, ...words: string[]) =>
    `<w:tr><w:trPr>${change}</w:trPr>${words.map((each) => cell(paragraph(each))).join('')}</w:tr>`;
  const KEPT: readonly (readonly [title: string, body: string, draft: string])[] = [
    [
      'provisions that came and went, with the numbers that Word shows among its marks',
      paragraph('Fees', inList(0)) +
        paragraph(gone('Old.'), inList(1) + lost) +
        paragraph('A fee is due.', inList(1)) +
        paragraph(come('New.'), inList(1) + fresh) +
        paragraph('It is paid.', inList(1)),
      `1. Fees\n\n{--1.1 Old.--}${NOTE}\n\n1.2 A fee is due.\n\n{++1.3 New.++}${NOTE}\n\n1.4 It is paid.`,
    ],
    ['paragraphs that were joined', paragraph('One', lost) + paragraph('two.'), `One{--\n\n--}${NOTE}two.`],
    ['a paragraph that was split', paragraph('One', fresh) + paragraph('two.'), `One{++\n\n++}${NOTE}two.`],
    [
      'rows that came and went',
      `<w:tbl>${row('', 'a', 'b')}${row(`<w:del ${INSERTED}/>`, 'c', 'd')}</w:tbl>`,
      `| a | b |\n| --- | --- |\n| {--c--}${NOTE} | {--d--}${NOTE} |`,
    ],
    [
      'a move, at both places',
      `<w:p><w:moveFrom ${INSERTED}>${run('M')}</w:moveFrom>${run(' a ')}<w:moveTo ${INSERTED}>${run('M')}</w:moveTo></w:p>`,
      '{--M--}{>>moved; A. Reviewer, 2020-01-10<<} a {++M++}{>>moved; A. Reviewer, 2020-01-10<<}',
    ],
  ];
  const range = (kind: 'From' | 'To', id: number, content: string) =>
    `<w:move${kind}RangeStart w:id="${id}" w:name="m1"/>${content}<w:move${kind}RangeEnd w:id="${id}"/>`;
  const earlier = (properties: string) => `<w:pPrChange ${INSERTED}><w:pPr>${properties}</w:pPr></w:pPrChange>`;
  const LATER: typeof KEPT = [
    [
      'a move that Word cut in parts, its two places by one number',
      paragraph(
        `${range('From', 7, `<w:moveFrom ${INSERTED}>${run('M')}</w:moveFrom><w:moveFrom w:id="99" w:author="A. Reviewer" w:date="2020-01-10T00:00:00Z">${run('N')}</w:moveFrom>`)}${run(' a ')}${range('To', 8, `<w:moveTo ${INSERTED}>${run('MN')}</w:moveTo>`)}`,
      ),
      '{--MN--}{>>move 1, from here; A. Reviewer, 2020-01-10<<} a {++MN++}{>>move 1, to here; A. Reviewer, 2020-01-10<<}',
    ],
    [
      'words that became bold',
      paragraph(run('A ') + run('fee', `<w:b/><w:rPrChange ${INSERTED}><w:rPr/></w:rPrChange>`) + run(' is due.')),
      'A {==**fee**==}{>>bold added; A. Reviewer, 2020-01-10<<} is due.',
    ],
    [
      'words that lost italics and only got another font',
      paragraph(
        run('A fee', `<w:rPrChange ${INSERTED}><w:rPr><w:i/></w:rPr></w:rPrChange>`) +
          run(' is due.', `<w:sz w:val="20"/><w:rPrChange ${INSERTED}><w:rPr/></w:rPrChange>`),
      ),
      '{==A fee==}{>>italics removed; A. Reviewer, 2020-01-10<<} is due.',
    ],
    [
      'numbers that came, went and became others',
      paragraph('One', inList(0)) +
        paragraph('two', inList(1) + earlier('')) +
        paragraph('three', earlier(inList(1))) +
        paragraph('four', inList(2) + earlier(inList(1))),
      `1. One\n\n1.1 two{>>number added; A. Reviewer, 2020-01-10<<}\n\nthree{>>number removed, it was “1.1”; A. Reviewer, 2020-01-10<<}\n\n(a) four{>>number changed, it was “1.2”; A. Reviewer, 2020-01-10<<}`,
    ],
    [
      'a paragraph that became a heading',
      paragraph('Fees', inStyle('Heading1') + earlier('')) +
        paragraph('A fee is due.', `<w:jc w:val="left"/>${earlier('')}`),
      '# Fees{>>made a heading; A. Reviewer, 2020-01-10<<}\n\nA fee is due.',
    ],
  ];
  for (const [title, body, draft] of [...KEPT, ...LATER])
    it(`kept: ${title}`, () => assert.equal(draftOf(body, 'keep'), draft));

  it('kept, with author and day', () =>
    assert.equal(
      draftOf(paragraph(`${run('A')}${insertedWords}${deletedWords}`), 'keep'),
      'A{++ new++}{>>A. Reviewer, 2020-01-10<<}{-- old--}{>>A. Reviewer, 2020-01-10<<}',
    ));
});

describe('what an import reports', () => {
  const target = (number: string) =>
    `<w:p><w:pPr>${inList(0)}</w:pPr><w:bookmarkStart w:id="1" w:name="${number}"/>${run('Fees')}<w:bookmarkEnd w:id="1"/></w:p>`;
  const codesOf = (body: string) =>
    importFile(buildWordFile(body)).notices.map(({ code, line }) => [code, line] as const);
  const CASES: readonly (readonly [title: string, body: string, notices: readonly (readonly [string, number])[]])[] = [
    ['a reference that shows another number', target('a') + paragraph(field(' REF a \\r ', '4')), [['field.stale', 2]]],
    ['nothing of one that is right', target('a') + paragraph(field(' REF a \\r ', '1')), []],
    ['a reference without a target', paragraph(field(' REF gone \\r ', '4')), [['field.target', 0]]],
    ['hidden words', paragraph(run('unseen', '<w:vanish/>')), [['hidden', 0]]],
    [
      'merged cells',
      `<w:tbl><w:tr>${cell(paragraph('a'), '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell(paragraph('b'))}${cell(paragraph('c'))}</w:tr></w:tbl>`,
      [['table.merged', 0]],
    ],
  ];
  for (const [title, body, notices] of CASES) it(title, () => assert.deepEqual(codesOf(body), notices));

  it('a paragraph that is written as a heading, as others of its word are', () => {
    const clauses = (look: (number: number) => string) =>
      [1, 2, 3, 4].map((number) => paragraph(`Clause ${number}`, look(number)) + paragraph('A fee is due.')).join('');
    const { text, notices } = importFile(buildWordFile(clauses((number) => (number === 2 ? '' : inStyle('Heading2')))));
    assert.match(text, /^## Clause 1\n[^#]*## Clause 2\n[^#]*## Clause 3\n/m);
    assert.deepEqual(
      notices.map(({ code, line, message }) => [code, line, message]),
      [['heading.alike', 4, '“Clause 2” is written as a heading, as “Clause 1” is in Word.']],
    );
    const few = importFile(buildWordFile(clauses((number) => (number > 2 ? '' : inStyle('Heading2')))));
    assert.match(few.text, /^Clause 3$/m);
  });
});

describe('the outline of an imported draft, held against Word’s lists', () => {
  /** Lists of one level each: "A.", and for each question one of its own with "a." or what is given. */
  const numbering = (letters: string) =>
    [['upperLetter', '%1.'], ...[1, 2, 3].map(() => ['lowerLetter', letters])]
      .map(
        ([format, text], id) =>
          `<w:abstractNum w:abstractNumId="${id}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl></w:abstractNum><w:num w:numId="${id + 1}"><w:abstractNumId w:val="${id}"/></w:num>`,
      )
      .join('');
  const questions = [1, 2, 3]
    .map(
      (number) =>
        paragraph(
          `State all that you know of ferry ${number}, with the names of those who told you, and give:`,
          inList(0),
        ) +
        ['its berth;', 'its master; and', 'its load.'].map((words) => paragraph(words, inList(0, number + 1))).join(''),
    )
    .join(paragraph('Keep to what you saw'));
  const body = `${paragraph('Answer each', inList(0))}${questions}`;
  const importQuestions = (letters: string) =>
    importFile(buildWordFile(body, { 'word/numbering.xml': numbering(letters) }));

  it('names the scheme by which numbers stand under those that Word puts them under', () => {
    const { text, notices } = importQuestions('%1.');
    assert.match(text, /^---\nscheme: agreement\n---\n/);
    assert.deepEqual(
      notices.map(({ code }) => code),
      ['outline.scheme'],
    );
    const parents = Draft.parse(text)
      .provisions.filter(({ marker }) => marker === '(b)')
      .map(({ parent }) => parent?.marker);
    assert.deepEqual(parents, ['(B)', '(C)', '(D)']);
  });

  it('names none where the text itself is read as in Word', () => {
    const { text, notices } = importFile(
      buildWordFile(
        paragraph('Fees', inStyle('Heading1') + inList(0)) +
          [1, 2].map((at) => paragraph(`A fee is due ${at}:`, inList(1)) + paragraph('a ferry;', inList(2))).join(''),
      ),
    );
    assert.doesNotMatch(text, /scheme:/);
    assert.deepEqual(notices, []);
  });

  it('says where numbers stand otherwise in any scheme', () => {
    const levels = ['%1.', '%1.%2', '%1.%2.%3']
      .map(
        (text, level) =>
          `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/>${level === 2 ? '<w:isLgl/>' : ''}<w:lvlText w:val="${text}"/></w:lvl>`,
      )
      .join('');
    const list = `<w:abstractNum w:abstractNumId="0">${levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`;
    const { notices } = importFile(
      buildWordFile([0, 1, 2, 2, 2, 2].map((level, at) => paragraph(`Words ${at}`, inList(level))).join(''), {
        'word/numbering.xml': list,
      }),
    );
    assert.deepEqual(
      notices.map(({ code, line }) => [code, line]),
      [['outline.place', 4]],
    );
  });
});

describe('a hostile Word file', () => {
  const nested = (depth: number) => '<w:sdt><w:sdtContent>'.repeat(depth) + '</w:sdtContent></w:sdt>'.repeat(depth);
  const CASES: readonly (readonly [title: string, bytes: () => Uint8Array, message: RegExp])[] = [
    ['no zip', () => new TextEncoder().encode('words'), /is no Word file/],
    ['200,000 levels', () => buildWordFile(nested(200_000)), /deeper than 500 levels/],
    [
      'entities',
      () => buildWordFile('', { 'word/document.xml': '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>' }),
      /document type declaration/,
    ],
    ['no body', () => buildWordFile('', { 'word/document.xml': '<?xml version="1.0"?><a/>' }), /no text/],
  ];
  for (const [title, bytes, message] of CASES)
    it(`is refused in one line: ${title}`, () => assert.throws(() => importFile(bytes()), message));
});

describe('signs of fonts of signs', () => {
  const sign = (font: string, code: string) => `<w:r><w:sym w:font="${font}" w:char="${code}"/></w:r>`;
  const CASES: readonly (readonly [title: string, content: string, text: string])[] = [
    ['letters of Symbol', sign('Symbol', 'F073') + sign('Symbol', 'F0A3') + sign('Symbol', 'F06D'), 'σ≤μ'],
    ['boxes of Wingdings', sign('Wingdings', 'F0A8') + sign('Wingdings', 'F0FE') + sign('Wingdings', 'F0FD'), '☐☑☒'],
    ['typed words in Symbol', run('\uf0b1 5', '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), '± 5'],
    ['a code that is a letter', sign('Arial', '0041'), 'A'],
  ];
  for (const [title, content, text] of CASES)
    it(`are what Word shows: ${title}`, () => assert.equal(draftOf(paragraph(content)), text));
});

describe('a number of a note that is shown again', () => {
  const callOf = (id: number, bookmark: string, of = 'footnote') =>
    `<w:bookmarkStart w:id="${id + 40}" w:name="${bookmark}"/><w:r><w:${of}Reference w:id="${id}"/></w:r><w:bookmarkEnd w:id="${id + 40}"/>`;
  const raised = (result: string) => run(result, '<w:vertAlign w:val="superscript"/>');
  const again = (instruction: string, result: string, look = raised(result)) =>
    field(instruction, '\u0000').replace(run('\u0000'), look);
  const simple = (instruction: string, result: string) =>
    `<w:fldSimple w:instr=" ${instruction} ">${run(result)}</w:fldSimple>`;
  const change = (name: 'ins' | 'del', id: number, runs: string) =>
    `<w:${name} w:id="${id}" w:author="A. Reviewer" w:date="2020-01-10T10:00:00Z">${
      name === 'del' ? runs.replace(/<(\/?)w:t\b/g, '<$1w:delText').replace(/w:instrText/g, 'w:delInstrText') : runs
    }</w:${name}>`;
  const notes = (of: 'footnote' | 'endnote', ...texts: readonly string[]) =>
    texts.map((text, index) => `<w:${of} w:id="${index + 1}">${paragraph(text)}</w:${of}>`).join('');
  const importNotes = (body: string, changes: RevisionChoice = 'accept', second = 'More words.') =>
    importFile(
      buildWordFile(
        body,
        {
          'word/footnotes.xml': notes('footnote', 'Some words.', second),
          'word/endnotes.xml': notes('endnote', 'Last words.'),
        },
        [
          ['n', 'footnotes', 'footnotes.xml'],
          ['e', 'endnotes', 'endnotes.xml'],
        ],
      ),
      changes,
    );
  const FIRST = run('One') + callOf(1, '_Ref1');
  const SOME = '[^1]: Some words.';

  const CASES: readonly (readonly [
    title: string,
    body: string,
    draft: string,
    code?: string,
    changes?: RevisionChoice,
  ])[] = [
    [
      'calls it again, with all of its switches',
      paragraph(`${FIRST}${run(', two')}${again(' NOTEREF _Ref1 \\f \\h ', '1')}${run('.')}`),
      `One[^1], two[^1].\n\n${SOME}`,
    ],
    [
      'calls it by a name in another case, in quotation marks',
      paragraph(`${FIRST}${run(' two')}${again(' noteref "_REF1" \\h \\f \\* MERGEFORMAT ', '1', run('1'))}`),
      `One[^1] two[^1]\n\n${SOME}`,
    ],
    [
      'calls it where only the look is that of a call',
      paragraph(`${FIRST}${run(' two')}${again(' NOTEREF _Ref1 \\h ', '1')}`),
      `One[^1] two[^1]\n\n${SOME}`,
    ],
    [
      'calls it where it stands at a word',
      paragraph(`${FIRST}${run(' two.')}${simple('NOTEREF _Ref1 \\h', '1')}`),
      `One[^1] two.[^1]\n\n${SOME}`,
    ],
    [
      'is a simple field',
      paragraph(`${FIRST}${run(' two')}${simple('NOTEREF _Ref1 \\f \\h', '1')}`),
      `One[^1] two[^1]\n\n${SOME}`,
    ],
    [
      'comes before its note, in a table',
      `<w:tbl><w:tr>${cell(paragraph(`${run('Zero')}${again(' NOTEREF _Ref1 \\f ', '1')}`))}${cell(paragraph('x'))}</w:tr></w:tbl>${paragraph(FIRST)}`,
      `| Zero[^1] | x |\n| --- | --- |\n\nOne[^1]\n\n${SOME}`,
    ],
    [
      'is stale: a call shows the number of today',
      paragraph(`${FIRST}${run(' two')}${callOf(2, '_Ref2')}${run(' three')}${again(' NOTEREF _Ref2 \\f ', '7')}`),
      `One[^1] two[^2] three[^2]\n\n${SOME}\n\n[^2]: More words.`,
    ],
    [
      'is that of an endnote',
      paragraph(`${run('One')}${callOf(1, '_Ref1', 'endnote')}${run(' two')}${again(' NOTEREF _Ref1 \\f ', 'i')}`),
      'One[^e1] two[^e1]\n\n[^e1]: Last words.',
    ],
    [
      'says where the note is',
      paragraph(`${FIRST}${run(' two')}${again(' NOTEREF _Ref1 \\f \\p ', '1 above')}`),
      `One[^1] two[^1]<sup> above</sup>\n\n${SOME}`.replace('<sup> above</sup>', ' <sup>above</sup>'),
    ],
    [
      'stands at a bookmark that begins between paragraphs',
      `<w:bookmarkStart w:id="9" w:name="_Ref1"/>${paragraph(`${run('One')}<w:r><w:footnoteReference w:id="1"/></w:r>`)}<w:bookmarkEnd w:id="9"/>${paragraph(`${run('Two')}${again(' NOTEREF _Ref1 \\f ', '1')}`)}`,
      `One[^1]\n\nTwo[^1]\n\n${SOME}`,
    ],
    [
      'look-alike: names the note in words',
      paragraph(`${FIRST}${run(', see note ')}${again(' NOTEREF _Ref1 \\h ', '1', run('1'))}${run('.')}`),
      `One[^1], see note 1.\n\n${SOME}`,
    ],
    [
      'look-alike: names the note in words, without a blank',
      paragraph(`${FIRST}${run(', see n')}${again(' NOTEREF _Ref1 \\h ', '1', run('1'))}${run('.')}`),
      `One[^1], see n1.\n\n${SOME}`,
    ],
    [
      'look-alike: names a note in words that has another number now',
      paragraph(`${FIRST}${run(', see note ')}${again(' NOTEREF _Ref1 \\h ', '4', run('4'))}${run('.')}`),
      `One[^1], see note 4.\n\n${SOME}`,
      'field.stale',
    ],
    [
      'look-alike: a bookmark without a note',
      paragraph(
        `<w:bookmarkStart w:id="3" w:name="a"/>${run('One')}<w:bookmarkEnd w:id="3"/>${callOf(1, 'b')}${again(' NOTEREF a \\f ', '1')}`,
      ),
      `One[^1]<sup>1</sup>\n\n${SOME}`,
      'field.target',
    ],
    [
      'look-alike: no bookmark',
      paragraph(`${FIRST}${run(' two')}${again(' NOTEREF gone \\f ', '1')}`),
      `One[^1] two<sup>1</sup>\n\n${SOME}`,
      'field.target',
    ],
    [
      'look-alike: a raised number of no field',
      paragraph(`${FIRST}${run(' two')}${raised('1')}`),
      `One[^1] two<sup>1</sup>\n\n${SOME}`,
    ],
    [
      'went, and the change is taken',
      paragraph(`${FIRST}${run(' two')}${change('del', 5, again(' NOTEREF _Ref1 \\f ', '1'))}`),
      `One[^1] two\n\n${SOME}`,
    ],
    [
      'went, and the change is refused',
      paragraph(`${FIRST}${run(' two')}${change('del', 5, again(' NOTEREF _Ref1 \\f ', '1'))}`),
      `One[^1] two[^1]\n\n${SOME}`,
      undefined,
      'reject',
    ],
    [
      'came, and the change is kept',
      paragraph(`${FIRST}${run(' two')}${change('ins', 5, again(' NOTEREF _Ref1 \\f ', '1'))}`),
      `One[^1] two{++[^1]++}{>>A. Reviewer, 2020-01-10<<}\n\n${SOME}`,
      undefined,
      'keep',
    ],
    [
      'was counted anew with changes tracked: it was not changed itself',
      paragraph(
        `${FIRST}${run(' two')}${again(' NOTEREF _Ref1 \\f ', '', change('del', 5, raised('2')) + change('ins', 6, raised('1')))}`,
      ),
      `One[^1] two[^1]\n\n${SOME}`,
      undefined,
      'keep',
    ],
    [
      'stays where the call of its note went: its words are kept',
      paragraph(
        `${run('One')}<w:bookmarkStart w:id="41" w:name="_Ref1"/>${change('del', 5, '<w:r><w:footnoteReference w:id="1"/></w:r>')}<w:bookmarkEnd w:id="41"/>${run(' two')}${again(' NOTEREF _Ref1 \\f ', '1')}`,
      ),
      'One two<sup>1</sup>',
      'field.target',
    ],
  ];
  for (const [title, body, draft, code, changes] of CASES)
    it(title, () => {
      const { text, notices } = importNotes(body, changes);
      assert.equal(text.trimEnd(), draft);
      assert.deepEqual(
        notices.map((notice) => notice.code).filter((each) => each.startsWith('field')),
        code === undefined ? [] : [code],
      );
    });

  it('calls a note within a note', () => {
    const body = paragraph(`${FIRST}${run(' two')}${callOf(2, '_Ref2')}`);
    const { text } = importNotes(body, 'accept', `${run('As in')}${again(' NOTEREF _Ref1 \\f ', '1')}`);
    assert.equal(text.trimEnd(), `One[^1] two[^2]\n\n${SOME}\n\n[^2]: As in[^1]`);
  });

  it('stays a word in the head of a page', () => {
    const { text } = importFile(
      buildWordFile(
        paragraph('Text.'),
        { 'word/header1.xml': paragraph(`${run('See')}${again(' NOTEREF a \\f ', '1')}`) },
        [['h', 'header', 'header1.xml']],
      ),
    );
    assert.equal(text, '---\nheader: See1\n---\n\nText.\n');
  });
});

describe('code in a Word file', () => {
  const style = (id: string, name: string, inside: string) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${inside}</w:style>`;
  const font = (name: string) => `<w:rPr><w:rFonts w:ascii="${name}"/></w:rPr>`;
  const STYLES = [
    style('Code', 'Code', font('Courier New')),
    style('Small', 'Code small', '<w:basedOn w:val="Code"/>'),
    style('Html', 'HTML Preformatted', ''),
    style('Conduct', 'Code of conduct', font('Arial')),
    style('Typewriter', 'Typewriter', font('Courier New')),
  ].join('');
  const draft = (body: string, changes: RevisionChoice = 'accept') =>
    importFile(buildWordFile(body, { 'word/styles.xml': STYLES }), changes).text.trimEnd();
  const CASES: readonly (readonly [title: string, body: string, draft: string])[] = [
    [
      'is a block, with its brackets and its blanks',
      paragraph('For example:') +
        paragraph('{', inStyle('Code')) +
        paragraph('  "a": [', inStyle('Small')) +
        paragraph('Text.'),
      'For example:\n\n```\n{\n  "a": [\n```\n\nText.',
    ],
    [
      'keeps a blank line within and none after it',
      paragraph('a', inStyle('Html')) +
        paragraph('', inStyle('Html')) +
        paragraph('b', inStyle('Html')) +
        paragraph('', inStyle('Html')) +
        paragraph('Text.'),
      '```\na\n\nb\n```\n\nText.',
    ],
    ['is fenced by more ticks than it has', paragraph('```', inStyle('Code')), '````\n```\n````'],
    [
      'is parted by words',
      paragraph('a', inStyle('Code')) + paragraph('Then') + paragraph('b', inStyle('Code')),
      '```\na\n```\n\nThen\n\n```\nb\n```',
    ],
    [
      'look-alike: words in a style that is called a code',
      paragraph('Be kind [always', inStyle('Conduct')),
      'Be kind [always',
    ],
    ['look-alike: words in letters of one width', paragraph('A fee is due.', inStyle('Typewriter')), 'A fee is due.'],
    ['look-alike: an item of a list', paragraph('a = b', inStyle('Code') + inList(1)), '1.1 a = b'],
  ];
  for (const [title, body, wanted] of CASES) it(title, () => assert.equal(draft(body), wanted));
});

describe('a heading of a Word file', () => {
  const heading = (words: string) => draftOf(paragraph(words, inStyle('Heading2') + inList(1)));
  for (const [words, isHeading] of [
    ['Fees', true],
    ['Fees.', true],
    ['Fees and what is due', true],
    ['“Vessel” means a ferry or a yacht.', false],
    ['The master of a vessel must pay the fee.', false],
    ['No waiver. There are no waivers of this rule.', false],
    ['Restrictions on the masters of vessels.', true],
    ['the fee of a ferry; and', false],
    ['Any other fee; or', false],
    ['A fee that is due, and/or', false],
    ['the end of the season under Rule 4 (Seasons).', false],
    ['Fees; Fines', true],
    ['iOS devices', true],
  ] as const)
    it(`${isHeading ? 'is one' : 'is a sentence'}: ${words}`, () => assert.equal(/^#/.test(heading(words)), isHeading));
});

describe('paragraphs of a Word file that stand on one line', () => {
  const HIDDEN_END = '<w:rPr><w:vanish/><w:specVanish/></w:rPr>';
  const title = (words: string, end = HIDDEN_END) => paragraph(words, inStyle('Heading2') + inList(1) + end);
  const CASES: readonly (readonly [title: string, body: string, draft: string])[] = [
    ['a title and its clause', title('Fees') + paragraph('. A fee is due.'), '1.1 **Fees**. A fee is due.'],
    [
      'a clause after another, each with its number',
      title('Fees') + paragraph('. A fee is due.') + title('Fines') + paragraph('. So is a fine.'),
      '1.1 **Fees**. A fee is due.\n\n1.2 **Fines**. So is a fine.',
    ],
    [
      'an end that is only hidden',
      title('Fees', '<w:rPr><w:vanish/></w:rPr>') + paragraph(' are due.'),
      '1.1 **Fees** are due.',
    ],
    [
      'three on one line',
      title('[Fees') + paragraph(';]', HIDDEN_END) + paragraph(' Fines are due.'),
      '1.1 **[Fees**;] Fines are due.',
    ],
    [
      'a title in no style of headings',
      paragraph('Fees', inList(1) + HIDDEN_END) + paragraph(' are due.'),
      '1.1 Fees are due.',
    ],
    [
      'look-alike: an end that is not hidden',
      title('Fees', '') + paragraph('A fee is due.'),
      '## 1.1 Fees\n\nA fee is due.',
    ],
    [
      'look-alike: an end whose hiding is switched off',
      title('Fees', '<w:rPr><w:vanish w:val="0"/></w:rPr>') + paragraph('A fee is due.'),
      '## 1.1 Fees\n\nA fee is due.',
    ],
    [
      'look-alike: a table follows',
      title('Fees') + '<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>',
      '## 1.1 Fees\n\n|  |  |\n| --- | --- |',
    ],
    ['look-alike: the last of all', title('Fees'), '## 1.1 Fees'],
    [
      'look-alike: words that are hidden themselves',
      paragraph(run('ask the clerk', '<w:vanish/>'), HIDDEN_END) + paragraph('A fee is due.'),
      '<!-- hidden in Word: ask the clerk -->\n\nA fee is due.',
    ],
  ];
  for (const [name, body, wanted] of CASES) it(name, () => assert.equal(draftOf(body), wanted));
});

describe('what a picture is said to show', () => {
  const picture = (said: string) =>
    `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><wp:docPr id="1" name="P" descr="${said}"/><a:blip r:embed="p"/></wp:inline></w:drawing></w:r></w:p>`;
  const file = (said: string) =>
    buildWordFile(picture(said), { 'word/media/a.png': new Uint8Array([1]) }, [['p', 'image', 'media/a.png']]);
  for (const [said, alternative] of [
    ['The harbour', 'The harbour'],
    ['C:\\Users\\someone\\harbour.png', ''],
    ['\\\\server\\pictures\\harbour.png', ''],
    ['file:///home/someone/harbour.png', ''],
    ['C: the third quay', 'C: the third quay'],
  ] as const)
    it(`is no place on somebody’s disk: ${said}`, () =>
      assert.equal(importFile(file(said)).text, `![${alternative}](figures/draft-1.png)\n`));
});

describe('a field without words', () => {
  const notices = (result: string) =>
    importFile(buildWordFile(paragraph(`${run('See ')}${field('REF gone \\h', result)}`))).notices.map(
      ({ code }) => code,
    );
  it('misleads nobody, where its target is gone', () => assert.deepEqual(notices(''), []));
  it('is reported with words', () => assert.deepEqual(notices('Rule 7'), ['field.target']));
});

describe('a bookmark between paragraphs', () => {
  it('is the target of a reference', () => {
    const body = `<w:bookmarkStart w:id="1" w:name="_Ref1"/>${paragraph('Fees', inList(1))}<w:bookmarkEnd w:id="1"/>`;
    const { notices } = importFile(buildWordFile(body + paragraph(field(' REF _ref1 \\r \\h ', '1.1'))));
    assert.deepEqual(notices, []);
  });
});
