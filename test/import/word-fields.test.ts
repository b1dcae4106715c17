import assert from 'node:assert/strict';
import { formatListNumber, readEarlierNumber } from '../../server/src/import/word/number-formats.js';
import type { RevisionChoice } from '../../server/src/import/word/resolve-revisions.js';
import { importWord } from '../../server/src/import/word/write-draft.js';
import { buildWordFile, inList, inStyle, paragraph, run } from '../support/word-builder.js';

const CHANGED = 'w:id="1" w:author="A. Reviewer" w:date="2020-01-10T10:00:00Z"';
const sign = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
const instruct = (words: string) => `<w:r><w:instrText xml:space="preserve">${words}</w:instrText></w:r>`;
const field = (instruction: string, result?: string) =>
  `${sign('begin')}${instruct(` ${instruction} `)}${result === undefined ? '' : `${sign('separate')}${run(result)}`}${sign('end')}`;
const bookmark = (id: number, name: string, inside = '') =>
  `<w:bookmarkStart w:id="${id}" w:name="${name}"/>${inside}<w:bookmarkEnd w:id="${id}"/>`;
const deleted = (words: string) =>
  `<w:del ${CHANGED}><w:r><w:delText xml:space="preserve">${words}</w:delText></w:r></w:del>`;
const inserted = (runs: string) => `<w:ins ${CHANGED}>${runs}</w:ins>`;
const heading = (level: number, content: string) => paragraph(content, inStyle(`Heading${level}`));
const DELETED_END = `<w:rPr><w:del ${CHANGED}/></w:rPr>`;

function importBody(body: string, changes: RevisionChoice = 'accept', parts: Readonly<Record<string, string>> = {}) {
  const { text, notices } = importWord(buildWordFile(body, parts), {
    changes,
    figureFolder: 'figures/draft',
    fallbackTitle: null,
  });
  return { lines: text.trim().split(/\n+/), told: notices.map(({ code, message }) => `${code}: ${message}`) };
}

const DEFINITION = (id: number, inside: string) => `<w:abstractNum w:abstractNumId="${id}">${inside}</w:abstractNum>`;
const LEVEL = (level: number, text: string, format = 'decimal', more = '') =>
  `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`;

describe('a field of Word that only counting can tell', () => {
  const CASES: readonly (readonly [title: string, body: string, lines: readonly string[]])[] = [
    [
      'counts paragraphs anew after each heading',
      heading(1, field('AUTONUM') + run(' Fees')) +
        paragraph(field('AUTONUM') + run(' A fee is due.')) +
        paragraph(field('AUTONUM') + run(' It is paid.')) +
        heading(1, field('AUTONUM') + run(' Refusal')) +
        paragraph(field('AUTONUM') + run(' The master may refuse.')),
      ['# 1. Fees', '1. A fee is due.', '2. It is paid.', '# 2. Refusal', '1. The master may refuse.'],
    ],
    [
      'says the numbers of the headings above',
      heading(1, field('AUTONUMLGL') + run(' Fees')) +
        heading(2, field('AUTONUMLGL \\e') + run(' Ferries')) +
        paragraph(field('AUTONUMLGL') + run('A fee is due.')),
      ['# 1. Fees', '## 1.1 Ferries', '1.1.1. A fee is due.'],
    ],
    [
      'counts headings as an outline',
      heading(1, field('AUTONUMOUT') + run(' Fees')) +
        heading(2, field('AUTONUMOUT') + run(' Ferries')) +
        heading(2, field('AUTONUMOUT') + run(' Yachts')),
      ['# I. Fees', '## A. Ferries', '## B. Yachts'],
    ],
    [
      'has a format and a sign of its own',
      paragraph(field('AUTONUM \\* roman \\s )') + run(' One.')) +
        paragraph(field('AUTONUM \\* ALPHABETIC \\* MERGEFORMAT \\s "-"') + run(' Two.')),
      ['i) One.', 'B- Two.'],
    ],
    [
      'counts on below the number of its paragraph',
      paragraph(
        `${run('The owner ')}${field('LISTNUM')}${run(' pays and ')}${field('LISTNUM')}${run(' signs.')}`,
        inList(1),
      ) + paragraph('Next.', inList(1)),
      ['1.1 The owner (a) pays and (b) signs.', '1.2 Next.'],
    ],
    [
      'counts the lists that Word has by itself',
      paragraph(
        `${run('See ')}${field('LISTNUM LegalDefault \\l 1')}${run(' x ')}${field('LISTNUM LegalDefault \\l 2')}${run(' y ')}${field('LISTNUM OutlineDefault \\l 4')}${run(' z ')}${field('LISTNUM NumberDefault \\l 2 \\s 4')}${run(' w ')}${field('LISTNUM')}`,
      ),
      ['See 1. x 1.1. y a) z d) w 2)'],
    ],
    ['look-alike: has its number in the file', paragraph(field('AUTONUM', '7.') + run(' One.')), ['7. One.']],
    [
      'look-alike: chooses within another field',
      paragraph(
        `${sign('begin')}${instruct(' IF ')}${field('AUTONUM')}${instruct(' = 1 ')}${sign('end')}${run('One.')}`,
      ),
      ['One.'],
    ],
    [
      'is hidden and begins a list anew',
      paragraph(
        `<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>${instruct(' LISTNUM ')}<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>${run('Fees are due.')}`,
      ),
      ['Fees are due.'],
    ],
  ];
  for (const [title, body, lines] of CASES) it(title, () => assert.deepEqual(importBody(body).lines, lines));

  it('counts a list by the name of its definition', () => {
    const numbering =
      DEFINITION(0, `<w:name w:val="Quay"/>${LEVEL(0, '%1.')}${LEVEL(1, '(%2)', 'lowerLetter')}`) +
      '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>';
    const body =
      paragraph(`${run('The owner ')}${field('LISTNUM "Quay" \\l 2')}${run(' pays.')}`, inList(0)) +
      paragraph(`${field('LISTNUM quay \\l 2')}${run(' and signs.')}`);
    assert.deepEqual(importBody(body, 'accept', { 'word/numbering.xml': numbering }).lines, [
      '1. The owner (a) pays.',
      '(b) and signs.',
    ]);
  });

  it('goes with the changes', () => {
    const body =
      paragraph(`${inserted(field('AUTONUM'))}${run('One.')}`) + paragraph(`${field('AUTONUM')}${run('Two.')}`);
    assert.deepEqual(importBody(body, 'reject').lines, ['One.', '1. Two.']);
    assert.deepEqual(importBody(body).lines, ['1. One.', '2. Two.']);
  });

  it('is what a reference to it cites', () => {
    const counted = paragraph(
      `${run('Both ')}${bookmark(1, 'a', field('LISTNUM') + run(' pay'))}${run('.')}`,
      inList(1),
    );
    const refer = (shown: string) => paragraph(run('See ') + field('REF a \\r', shown));
    assert.deepEqual(importBody(counted + refer('(a)')).told, []);
    assert.match(importBody(counted + refer('(b)')).told[0] ?? '', /^field\.stale: .*“\(b\)”.*“\(a\)”/);
  });
});

describe('what a field of Word shows', () => {
  const FORM = (inside: string) =>
    `<w:r><w:fldChar w:fldCharType="begin"><w:ffData>${inside}</w:ffData></w:fldChar></w:r>`;
  const CASES: readonly (readonly [title: string, body: string, lines: readonly string[]])[] = [
    ['is nothing, where it only keeps words for others', field('SET Fee "five"', 'five') + run('Due.'), ['Due.']],
    ['is nothing, where it only asks', field('ASK Fee "How much?"', 'six') + run('Due.'), ['Due.']],
    ['look-alike: quotes words', field('QUOTE "five"', 'five') + run(' is due.'), ['five is due.']],
    [
      'is the entry that was chosen of a list',
      `${FORM('<w:ddList><w:result w:val="1"/><w:listEntry w:val="sloop"/><w:listEntry w:val="ferry"/></w:ddList>')}${instruct(' FORMDROPDOWN ')}${sign('end')}${run(' is due.')}`,
      ['ferry is due.'],
    ],
    [
      'is the first entry of a list where nobody chose',
      `${FORM('<w:ddList><w:listEntry w:val="sloop"/><w:listEntry w:val="ferry"/></w:ddList>')}${instruct(' FORMDROPDOWN ')}${sign('end')}${run(' is due.')}`,
      ['sloop is due.'],
    ],
  ];
  for (const [title, body, lines] of CASES) it(title, () => assert.deepEqual(importBody(paragraph(body)).lines, lines));
});

describe('a reference field under tracked changes', () => {
  const target = paragraph(bookmark(1, 'fee', run('A fee')), inList(1));
  const tracked = paragraph(
    `${run('See ')}${sign('begin')}${instruct(' REF fee \\r ')}${sign('separate')}${deleted('1.4')}${inserted(run('1.1'))}${sign('end')}`,
  );
  it('shows what is left once changes are accepted', () => assert.deepEqual(importBody(target + tracked).told, []));
  it('shows what was there before', () =>
    assert.match(importBody(target + tracked, 'reject').told.join(), /^field\.stale: .*“1\.4”/));
  it('misleads nobody once it is deleted', () => {
    const gone = paragraph(`${run('See ')}<w:del ${CHANGED}>${field('REF nowhere \\r', '9.9')}</w:del>${run('end')}`);
    assert.deepEqual(importBody(gone).told, []);
    assert.match(importBody(gone, 'reject').told.join(), /^field\.target: “9\.9”/);
  });
  it('is reported where its target goes', () => {
    const body =
      paragraph(run('See ') + field('REF gone \\r', '1.1')) +
      paragraph(bookmark(2, 'gone', deleted('Deleted.')), inList(1) + DELETED_END) +
      paragraph('Left.', inList(1));
    assert.match(importBody(body).told.join(), /^field\.target: “1\.1” .*tracked changes/);
    assert.deepEqual(importBody(body, 'reject').told, []);
  });
  it('look-alike: only some of the words of its target go', () => {
    const body =
      paragraph(run('See ') + field('REF part \\r', '1.1')) +
      paragraph(bookmark(3, 'part', deleted('Old ') + run('fees')), inList(1));
    assert.deepEqual(importBody(body).told, []);
  });
});

describe('a reference field', () => {
  const target = paragraph(bookmark(1, 'fee', run('A fee')), inList(1));
  const tell = (instruction: string, shown: string) =>
    importBody(target + paragraph(run('See ') + field(`REF fee ${instruction}`, shown))).told;
  it('says where its target stands after the number', () => assert.deepEqual(tell('\\r \\p \\h', '1.1 above'), []));
  it('says only where its target stands', () => assert.deepEqual(tell('\\p \\h', 'above'), []));
  it('is stale in the number before it', () => assert.match(tell('\\r \\p', '1.2 above').join(), /field\.stale/));
  it('look-alike: says words without being asked to', () =>
    assert.match(tell('\\r', '1.1 above').join(), /field\.stale/));
  it('leaves out the words of the number', () => {
    const numbering = `${DEFINITION(0, LEVEL(0, 'Section %1.01'))}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`;
    const body = (switches: string) =>
      paragraph(bookmark(1, 'fee', run('A fee')), inList(0)) +
      paragraph(run('See ') + field(`REF fee ${switches}`, '1.01'));
    assert.deepEqual(importBody(body('\\r \\t'), 'accept', { 'word/numbering.xml': numbering }).told, []);
    assert.equal(importBody(body('\\r'), 'accept', { 'word/numbering.xml': numbering }).told.length, 1);
  });
});

describe('a number of Word’s lists', () => {
  const FORMATS: readonly (readonly [format: string, value: number, shown: string | null])[] = [
    ['arabicAlpha', 3, 'ت'],
    ['arabicAbjad', 3, 'ج'],
    ['arabicAbjad', 29, 'أأ'],
    ['hebrew1', 11, 'יא'],
    ['hebrew1', 15, 'טו'],
    ['hebrew1', 16, 'טז'],
    ['hebrew1', 30, 'ל'],
    ['hebrew1', 121, 'קכא'],
    ['hebrew2', 22, 'ת'],
    ['hebrew2', 23, null],
    ['thaiLetters', 4, 'ง'],
    ['thaiNumbers', 12, '๑๒'],
    ['hindiNumbers', 10, '१०'],
  ];
  for (const [format, value, shown] of FORMATS)
    it(`is written in its own signs: ${format} ${value}`, () =>
      assert.equal(formatListNumber(value, format, null), shown));

  const EARLIER: readonly (readonly [original: string, shown: string | null])[] = [
    ['(%1:2:4:)', '(b)'],
    ['%1:1:0:.%2:3:0:.', '1.3.'],
    ['%1:4:1:', 'IV'],
    ['%1:4:99:', null],
    ['%', null],
    ['', null],
  ];
  for (const [original, shown] of EARLIER)
    it(`is known from before a change: ${original}`, () => assert.equal(readEarlierNumber(original), shown));

  it('is told from before a change', () => {
    const properties = `<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/><w:numberingChange ${CHANGED} w:original="(%1:2:4:)"/></w:numPr>`;
    assert.deepEqual(importBody(paragraph('A fee is due.', properties), 'keep').lines, [
      '1.1 A fee is due.{>>number changed, it was “(b)”; A. Reviewer, 2020-01-10<<}',
    ]);
  });

  it('is counted and not shown where its list hides it', () => {
    const numbering =
      DEFINITION(0, LEVEL(0, '%1.', 'decimal', '<w:rPr><w:vanish/></w:rPr>') + LEVEL(1, '%1.%2')) +
      '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>';
    const body = paragraph('Fees', inList(0)) + paragraph('A fee is due.', inList(1));
    assert.deepEqual(importBody(body, 'accept', { 'word/numbering.xml': numbering }).lines, [
      'Fees',
      '1.1 A fee is due.',
    ]);
  });

  it('is counted and not shown where the paragraph is hidden with its end', () => {
    const vanish = '<w:rPr><w:vanish/></w:rPr>';
    const body =
      paragraph('One.', inList(0)) +
      paragraph(run('Hidden.', '<w:vanish/>'), inList(0) + vanish) +
      paragraph('', inList(0) + vanish) +
      paragraph('Four.', inList(0));
    assert.deepEqual(importBody(body).lines, ['1. One.', '<!-- hidden in Word: Hidden. -->', '4. Four.']);
  });

  it('look-alike: only the words are hidden', () => {
    const body = paragraph(run('Hidden.', '<w:vanish/>'), inList(0)) + paragraph('Two.', inList(0));
    assert.deepEqual(importBody(body).lines, ['1. <!-- hidden in Word: Hidden. -->', '2. Two.']);
  });
});
