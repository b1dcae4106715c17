import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { measureText } from '../../server/src/analysis/text/letter-widths.js';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { withOrigins } from '../../server/src/compare/version-steps.js';
import { OWN_PLACES } from '../../server/src/export/docx/label-place.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import type { MarkSchemeName } from '../../server/src/export/mark-schemes.js';
import { Draft } from '../../server/src/model/draft.js';
import { docxLines, elementsNamed, partsOf, treeOf } from '../support/docx-text.js';
import { generatedRevision } from '../support/generated-drafts.js';
import { withNotes } from '../support/generated-notes.js';
import { generatedPair, hasGenerator } from '../support/large-drafts.js';
import { DOCX_OPTIONS, withoutHead, wordFiles } from '../support/office-files.js';
import { startProcessorClock } from '../support/processor-time.js';

const EXAMPLE = 'examples/further-testing';
const example = (name: string) => readFileSync(`${EXAMPLE}/${name}`, 'utf8');
const SVTAD = [example('in-force/svtad-v1.4.md'), example('svtad.md')] as const;
const MTAD = [example('in-force/mtad-v1.2.md'), example('mtad.md')] as const;

/** Accepting gives the new text and rejecting the old, each paragraph in its style and each word in its look. */
async function holds(old: string, neu: string): Promise<void> {
  const { markedFile: marked, oldFile: before, newFile: after } = await wordFiles(old, neu);
  assert.deepEqual(withoutHead(docxLines(marked, 'accepted', true)), withoutHead(docxLines(after, 'accepted', true)));
  assert.deepEqual(withoutHead(docxLines(marked, 'rejected', true)), withoutHead(docxLines(before, 'accepted', true)));
}

const documentOf = (file: Uint8Array) => partsOf(file)['word/document.xml'] ?? '';
const clean = (text: string, options = {}) => renderDocx({ draft: Draft.parse(text) }, { ...DOCX_OPTIONS, ...options });
const marked = async (old: string, neu: string) => (await wordFiles(old, neu)).markedFile;

describe('a change-marked Word file', () => {
  it('of the SMETS1 SVTAD gives the new text when all is accepted, and the old when all is rejected', () =>
    holds(...SVTAD));
  it('of the MTAD does so', () => holds(...MTAD));

  const EDGES: [name: string, old: string, neu: string][] = [
    [
      'the first word of a provision goes',
      '1.1 A:\n\n(b) and it must be destroyed by them all.\n',
      '1.1 A:\n\n(b) it must be destroyed by them all.\n',
    ],
    ['a first word is put in', '1.1 The Company shall keep it.\n', '1.1 Where asked, the Company shall keep it.\n'],
    ['the last words go', '1.1 The Company shall keep it for a year.\n', '1.1 The Company shall keep it\n'],
    [
      'the first word of a cell goes',
      '| A | B |\n|---|---|\n| 1 | only the rest of it all |\n',
      '| A | B |\n|---|---|\n| 1 | the rest of it all |\n',
    ],
    ['words get a number', 'The Company shall keep every record.\n', '1.1 The Company shall keep every record.\n'],
    ['words lose their number', '1.1 The Company shall keep every record.\n', 'The Company shall keep every record.\n'],
    ['words become a heading', '1.1 The Company keeps every record.\n', '## 1 The Company keeps every record.\n'],
    [
      'a heading without a number becomes words',
      '## The Company keeps every record\n',
      'The Company keeps every record\n',
    ],
    ['a paragraph becomes an item', 'The Company keeps every record.\n', '- The Company keeps every record.\n'],
    ['an item becomes a paragraph', '- The Company keeps every record.\n', 'The Company keeps every record.\n'],
    ['emphasis comes and goes', '1.1 The **Company** shall *keep* it.\n', '1.1 The Company shall *keep* **it**.\n'],
    ['emphasis and words change at once', '1.1 The **old Company** keeps it.\n', '1.1 The *new Company* keeps it.\n'],
    [
      'a note is put in before another',
      '1.1 The first thing of all.\n\n1.2 The second thing of all.[^1]\n\n[^1]: About the second.\n',
      '1.1 The first thing of all.[^1]\n\n1.2 The second thing of all.[^2]\n\n[^1]: About the first.\n\n[^2]: About the second.\n',
    ],
    [
      'a note goes with its words',
      '1.1 One thing.[^1]\n\n1.2 The second thing.[^2]\n\n[^1]: About one.\n\n[^2]: About the second.\n',
      '1.2 The second thing.[^1]\n\n[^1]: About the second.\n',
    ],
    [
      'the words of a note change',
      '1.1 One thing.[^1]\n\n[^1]: About one thing only.\n',
      '1.1 One thing.[^1]\n\n[^1]: About one other thing only.\n',
    ],
    [
      'notes of other numbers than Word would count change places',
      '1.1 One.[^6] Two.[^4]\n\n[^6]: The sixth.\n\n[^4]: The fourth.\n',
      '1.1 One.[^4] Two.[^6]\n\n[^4]: The fourth.\n\n[^6]: The sixth.\n',
    ],
    [
      'a figure gets another picture',
      '![Stages](a.svg)\n\n**Figure 1.1 – Stages**\n',
      '![The stages of testing](b.svg)\n\n**Figure 1.1 – Stages**\n',
    ],
    ['a line of code goes', '```\none\ntwo\nthree\n```\n', '```\none\nthree\n```\n'],
    [
      'a table comes behind another',
      '## 1 A\n\n| A | B |\n|---|---|\n| 1 | 2 |\n',
      '## 1 A\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n| C | D |\n|---|---|\n| 3 | 4 |\n',
    ],
    [
      'a column comes, rows come and go, and cells change',
      '| Row | Test |\n|---|---|\n| 1 | Pair the meter with its hub |\n| 2 | Send an alert at noon |\n| 3 | Read the register |\n',
      '| Row | Owner | Test | Limit |\n|---|---|---|---|\n| 1 | DCC | Pair each meter with its hub | 5 |\n| 2 | User | Restore supply after an outage | |\n| 3 | | Read the register | 7 |\n',
    ],
    [
      'a column goes and a row comes',
      '| Row | Owner | Test |\n|---|---|---|\n| 1 | DCC | Pair the meter |\n| 2 | User | Send an alert |\n',
      '| Row | Test |\n|---|---|\n| 1 | Pair the meter |\n| 1A | Something quite different |\n| 2 | Send an alert |\n',
    ],
    [
      'a column goes and another comes',
      '| Row | Owner of it all | Test |\n|---|---|---|\n| 1 | DCC | Pair the meter |\n| 2 | User | Send an alert |\n',
      '| Row | Test | Limit | Evidence |\n|---|---|---|---|\n| 1 | Pair the meter | 5 | Log |\n| 2 | Send an alert | 6 | Register |\n',
    ],
    [
      'rows have more cells, and fewer, than their header',
      '| Row | Test |\n|---|---|\n| 1 | Pair the meter | more |\n| 2 |\n',
      '| Row | Test | Limit |\n|---|---|---|\n| 1 | Pair the meter | more | and more |\n| 2 |\n| 3 | x | y |\n',
    ],
    [
      'rows move and change',
      '| Row | Test |\n|---|---|\n| 1 | Pair the meter with its hub |\n| 2 | Send an alert at noon to each User |\n| 3 | Read the register of all meters |\n',
      '| Row | Test |\n|---|---|\n| 1 | Read the register of all the meters |\n| 2 | Pair the meter with its hub |\n| 3 | Send an alert at noon to every User |\n',
    ],
    [
      'a clause is split into a list',
      '1.1 The DCC shall test each Planned Entry before it is used and report every failure to the Panel within five days.\n\n1.2 So be it.\n',
      '1.1 The DCC shall:\n\n(a) test each Planned Entry before it is used; and\n\n(b) report every failure to the Panel within five days.\n\n1.2 So be it.\n',
    ],
    [
      'items become one sentence',
      'The report shall state:\n\n- the number of tests executed;\n- the number of issues raised; and\n- the names of the witnesses.\n',
      'The report shall state the number of tests executed, the number of issues raised and the names of the witnesses.\n',
    ],
    [
      'an item becomes two, and two become one',
      '- the number of tests executed in each month and the number of issues raised in it\n- the names of the witnesses of each test;\n- the places where they live at the time\n',
      '- the number of tests executed in each month\n- and the number of issues raised in it\n- the names of the witnesses of each test; the places where they live at the time\n',
    ],
  ];
  for (const [name, old, neu] of EDGES) it(`gives either version where ${name}`, () => holds(old, neu));

  it('does so for generated pairs', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(generatedRevision, async ([old, neu]) => holds(old, neu)),
      { numRuns: 50 },
    );
  });

  it('does so for generated pairs with footnotes and emphasis', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(generatedRevision, async ([old, neu]) => holds(withNotes(old, 'User'), withNotes(neu, 'Panel'))),
      { numRuns: 50 },
    );
  });

  it('does so for the generator’s 50 KB pair', async function () {
    if (!hasGenerator()) {
      console.log('      skipped: the generator of large drafts is not here');
      this.skip();
    }
    this.timeout(60_000);
    const pair = generatedPair('50k', 50_000, 3, 11);
    await holds(pair.old, pair.neu);
  });

  it('bears author and date, consequential changes under a name of their own, and no id twice', async () => {
    const parts = partsOf(await marked(...SVTAD));
    const xml = (parts['word/document.xml'] ?? '') + (parts['word/footnotes.xml'] ?? '');
    const changes = [...xml.matchAll(/<w:(?:ins|del|moveFrom|moveTo|rPrChange|pPrChange) ([^>]*)>/g)].map(
      ([, attributes]) => attributes as string,
    );
    assert.ok(changes.length > 100);
    assert.ok(
      changes.every(
        (attributes) =>
          /w:author="A Drafter( \(consequential\))?"/.test(attributes) &&
          /w:date="2019-12-19T00:0[02]:00Z"/.test(attributes),
      ),
    );
    assert.ok(changes.some((attributes) => attributes.includes('(consequential)')));
    const ids = [
      ...xml.matchAll(
        /<w:(?!footnote|comment(?:RangeEnd|Reference)|moveFromRangeEnd|moveToRangeEnd|bookmarkEnd)\w+ [^>]*w:id="(\d+)"/g,
      ),
    ].map(([, id]) => id);
    assert.ok(ids.length > changes.length);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('of a comparison in steps bears the name of the step that each change is from', async () => {
    const long = 'The Company shall keep every record of the tests that it has carried out.';
    const texts = [
      `1.1 ${long}\n\n1.2 Each User shall publish the plan as in Clause 1.1.\n\n1.3 The Panel meets.\n`,
      `1.1 Each User shall publish the plan as in Clause 1.3.\n\n1.2 The Panel meets.\n\n1.3 ${long}\n`,
      `1.1 Each User shall publish the plan as in Clause 1.3.\n\n1.2 The **Panel** meets monthly.\n\n1.3 ${long}\n`,
    ];
    const [old, one, two] = texts.map((text) => Draft.parse(text)) as [Draft, Draft, Draft];
    const comparison = withOrigins(compareDrafts(old, two), [
      { draft: one, origin: 'Acme' },
      { draft: two, origin: 'Grid & Co' },
    ]);
    const file = await renderDocx({ comparison }, { ...DOCX_OPTIONS, legend: true });
    const body = treeOf(documentOf(file));
    const authors = (name: string) => [
      ...new Set([...elementsNamed(body, name)].map(({ attributes }) => attributes['w:author'])),
    ];
    assert.deepEqual(authors('w:moveFrom'), ['Acme']);
    assert.deepEqual(authors('w:moveTo'), ['Acme']);
    assert.deepEqual(authors('w:moveToRangeStart'), ['Acme']);
    assert.deepEqual(authors('w:rPrChange'), ['Grid & Co']);
    assert.deepEqual(authors('w:ins'), ['Acme (consequential)', 'Grid & Co']);
    const lines = docxLines(file, 'accepted');
    assert.ok(lines.includes('The changes are tracked under the names “Acme” and “Grid & Co”.'), lines.join('\n'));
  });

  it('has the look of a scheme on references, too, and on no link, code or word that stays', async () => {
    const text = (clause: string, word: string) =>
      `1.1 As in Clause ${clause} and \`${word}\`, see <https://example.org/${word}>, [${word}](https://example.org).\n\n1.2 A.\n\n1.3 B.\n`;
    const comparison = compareDrafts(Draft.parse(text('1.2', 'old')), Draft.parse(text('1.3', 'new')));
    const styles = async (marks: MarkSchemeName) =>
      [
        ...documentOf(await renderDocx({ comparison }, { ...DOCX_OPTIONS, marks })).matchAll(
          /<w:r><w:rPr><w:rStyle w:val="([^"]+)"\/><\/w:rPr><w:(?:t|delText)[^>]*>([^<]*)/g,
        ),
      ].map(([, style, words]) => `${style}: ${words}`);
    const keeling = await styles('keeling');
    assert.ok(keeling.includes('InsertedWords: 1.3'), keeling.join('\n'));
    assert.ok(keeling.includes('InlineCode: new') && keeling.includes('Hyperlink: new'), keeling.join('\n'));
    assert.ok((await styles('house')).includes('CrossReference: 1.3'));
  });

  it('has the look of the list of changes in a style, so that thousands of lines are no load', async () => {
    const clauses = (word: string) =>
      Array.from({ length: 40 }, (_, i) => `1.${i + 1} The Panel shall ${word} ${i} plans.\n\n`).join('');
    const comparison = compareDrafts(Draft.parse(clauses('read')), Draft.parse(clauses('publish')));
    const lines = documentOf(await renderDocx({ comparison }, { ...DOCX_OPTIONS, listOfChanges: true }))
      .split('<w:p>')
      .filter((line) => line.includes('w:val="ChangeEntry"'));
    assert.equal(lines.length, 41);
    assert.ok(lines.every((line) => line.length < 900));
  });

  it('shows a moved clause as moved, and its edits beside the words that stayed', async () => {
    const clause = (number: string, words: string) => `${number} ${words}\n\n`;
    const long = 'The Company shall keep every record of the tests that it has carried out for a period of';
    const rest =
      clause('1.2', 'Each User shall publish the plan.') + clause('1.3', 'The Panel shall meet every month.');
    const xml = documentOf(
      await marked(
        clause('1.1', `${long} two years.`) + rest,
        rest.replace('1.2', '1.1').replace('1.3', '1.2') + clause('1.3', `${long} three years.`),
      ),
    );
    const body = treeOf(xml);
    const said = (name: string) =>
      [...elementsNamed(body, name)]
        .map((run) => [...elementsNamed(run, 'w:t')].map(({ text }) => text).join(''))
        .filter((words) => words !== '');
    assert.equal(said('w:moveTo').join(''), `${long}  years.`);
    assert.deepEqual(said('w:moveFrom').join(''), said('w:moveTo').join(''));
    assert.ok(said('w:ins').includes('three'));
    // Both ends bear one name, and no change stands within another.
    const names = ['moveFromRangeStart', 'moveToRangeStart'].map((name) =>
      [...elementsNamed(body, `w:${name}`)].map(({ attributes }) => attributes['w:name']),
    );
    assert.equal(names[0]?.length, 1);
    assert.deepEqual(names[0], names[1]);
    for (const outer of ['w:ins', 'w:del', 'w:moveTo', 'w:moveFrom'])
      for (const element of elementsNamed(body, outer))
        for (const inner of ['w:ins', 'w:del', 'w:moveTo', 'w:moveFrom'])
          assert.equal([...elementsNamed(element, inner)].length, 0);
  });

  it('marks rows, not only the words in them', async () => {
    const table = (rows: string) => `## 1 A\n\n**Table 1.1 – T**\n\n| Row | What |\n|---|---|\n${rows}`;
    const xml = documentOf(await marked(table('| 1 | one |\n| 2 | two |\n'), table('| 1 | one |\n| 1A | between |\n')));
    assert.equal([...xml.matchAll(/<w:trPr>(?:(?!<\/w:trPr>).)*<w:ins /g)].length, 1);
    assert.equal([...xml.matchAll(/<w:trPr>(?:(?!<\/w:trPr>).)*<w:del /g)].length, 1);
  });

  it('marks the cells of a column that came or went, and those alone', async () => {
    const table = (...rows: string[]) => `**Table 1.1 – T**\n\n${rows.join('\n')}\n`;
    const two = ['| Row | Test |', '|---|---|', '| 1 | Pair the meter |', '| 2 | Send an alert |'];
    const three = [
      '| Row | Owner | Test |',
      '|---|---|---|',
      '| 1 | Hub | Pair the meter |',
      '| 2A | | Send an alarm |',
    ];
    const cells = (xml: string, name: string) =>
      [...elementsNamed(treeOf(xml), 'w:tc')].filter((cell) => [...elementsNamed(cell, name)].length > 0);
    const said = (xml: string, name: string) =>
      cells(xml, name).map((cell) =>
        [...elementsNamed(cell, 'w:t'), ...elementsNamed(cell, 'w:delText')].map(({ text }) => text).join(''),
      );
    const come = documentOf(await marked(table(...two), table(...three)));
    assert.deepEqual(said(come, 'w:cellIns'), ['Owner', 'Hub', '']);
    assert.deepEqual(said(come, 'w:cellDel'), []);
    const gone = documentOf(await marked(table(...three), table(...two)));
    assert.deepEqual(said(gone, 'w:cellDel'), ['Owner', 'Hub', '']);
    assert.deepEqual(said(gone, 'w:cellIns'), []);
  });

  it('marks a change of formatting as such, and leaves it out where it is to bear no mark', async () => {
    const [old, neu] = ['1.1 The **Company** keeps it.\n', '1.1 The Company keeps it.\n'];
    assert.match(
      documentOf(await marked(old, neu)),
      /<w:rPrChange [^>]*><w:rPr><w:b\/><w:bCs\/><\/w:rPr><\/w:rPrChange>/,
    );
    const without = await wordFiles(old, neu, { without: ['formatting'] });
    assert.ok(!/rPrChange|<w:ins |<w:del /.test(documentOf(without.markedFile)));
  });

  it('begins with what the marks mean and a list of changes where that is asked for', async () => {
    const { markedFile: file } = await wordFiles(...MTAD, { legend: true, listOfChanges: true });
    const lines = docxLines(file, 'accepted');
    assert.ok(lines.includes('What the marks mean') && lines.includes('List of changes'));
    assert.ok(lines.some((line) => line.includes('“A Drafter (consequential)”')));
    assert.ok(lines.includes('Provision\tChange\tPage'));
    const plain = docxLines(await marked(...MTAD), 'accepted');
    assert.ok(!plain.includes('What the marks mean') && !plain.includes('List of changes'));
  });

  it('says the page of a footnote that changed, apart from the words before it', async () => {
    const note = (words: string) => `1.1 One.[^1]\n\n[^1]: ${words}\n`;
    const { markedFile } = await wordFiles(note('A year.'), note('A week.'), { listOfChanges: true });
    const line = docxLines(markedFile, 'accepted').find((each) => each.startsWith('Footnote'));
    assert.match(line ?? '', /^Footnote.1\tamended: “year” replaced by “week”\u00a0{6}\t1$/);
  });

  it('has each note once where new numbers bear no mark', async () => {
    const old = '1.1 A fee[^1].\n\n1.2 B fee[^2].\n\n[^1]: On A.\n\n[^2]: On B.\n';
    const after = '1.1 A new[^1] fee[^2].\n\n1.2 B fee[^3].\n\n[^1]: On new.\n\n[^2]: On A.\n\n[^3]: On B.\n';
    const { markedFile } = await wordFiles(old, after, { without: ['consequential'], listOfChanges: false });
    for (const [taken, notes] of [
      ['accepted', ['On new.', 'On A.', 'On B.']],
      ['rejected', ['On A.', 'On B.']],
    ] as const) {
      const text = docxLines(markedFile, taken).join('\n');
      assert.deepEqual(
        notes.map((note) => text.split(note).length - 1),
        notes.map(() => 1),
        text,
      );
    }
  });

  it('is the same to the byte when made again', async () => {
    const [one, two] = [await wordFiles(...MTAD), await wordFiles(...MTAD)];
    assert.deepEqual(one.markedFile, two.markedFile);
    assert.deepEqual(one.newFile, two.newFile);
  });
});

describe('a Word file', () => {
  it('has each block in its named style, with its number as text', async () => {
    const text =
      '## 1 Title\n\n1.1 A clause:\n\n(a) one:\n\n(i) deeper; and\n\nWords that go on.\n\n"Plan" means a plan.\n\n**Table 1.1 – T**\n\n| A |\n|---|\n| b |\n\n**FTC Q1**\n\nWhy?\n';
    assert.deepEqual(docxLines(await clean(text), 'accepted', true).slice(1), [
      'Heading1: 1\tTitle',
      'Clause: 1.1\tA clause:',
      'Subparagraph1: (a)\tone:',
      'Subparagraph2: (i)\tdeeper; and',
      'SubparagraphText1: Words that go on.',
      'Definition: "Plan" means a plan.',
      'TableCaption: Table\u00a01.1 – T',
      '| A |',
      '| b |',
      'Question: FTC Q1',
      'BodyText: Why?',
    ]);
  });

  it('begins a page with each Part and Schedule, and parts nothing from what it leads to', async () => {
    const text =
      '# Part A – One\n\n## 1 First\n\n1.1 A:\n\n- one:\n\n  - two.\n\nThat is:\n\n- three.\n\n# Part B – Two\n\n## 2 Second\n\n2.1 B.\n\n# Schedule 1 – Three\n\n1 C.\n\n![P](p.png)\n\n**Figure 1 – P**\n\n2 D.\n';
    const said = [...elementsNamed(treeOf(documentOf(await clean(text))), 'w:p')].map((paragraph) => {
      const has = (name: string) =>
        [...elementsNamed(paragraph, name)].some(({ attributes }) => attributes['w:val'] !== '0');
      const words = [...elementsNamed(paragraph, 'w:t')]
        .map((each) => each.text)
        .join('')
        .replaceAll('\u00a0', ' ');
      return `${has('w:pageBreakBefore') ? '⏎' : ''}${words}${has('w:keepNext') ? ' +' : ''}`;
    });
    assert.deepEqual(said.slice(said.lastIndexOf('Part A – One')), [
      'Part A – One',
      '1First',
      '1.1A: +',
      '•one: +',
      '•two.',
      'That is: +',
      '•three.',
      '⏎Part B – Two',
      '2Second',
      '2.1B.',
      '⏎Schedule 1 – Three',
      '1C.',
      '[P] +',
      'Figure 1 – P',
      '2D.',
    ]);
  });

  it('has a head and a foot that end at the margin of pages that are turned, too', async () => {
    const cells = (words: string) => `| ${Array(9).fill(words).join(' | ')} |\n`;
    const wide = `1.1 As follows.\n\n${cells('Responsible person')}${cells('---')}${cells('The holder of a licence')}\n1.2 So be it.\n`;
    const parts = partsOf(await clean(wide));
    const section = (at: number) =>
      [...(parts['word/document.xml'] ?? '').matchAll(/<w:sectPr>.*?<\/w:sectPr>/gs)][at]?.[0];
    const [turned, upright] = [section(1), section(2)];
    assert.match(turned ?? '', /w:orient="landscape"/);
    assert.ok(upright && !upright.includes('landscape'));
    const stops = (kind: string, of = '') => {
      const id = new RegExp(`<w:${kind}Reference w:type="default" r:id="(\\w+)"`).exec(of)?.[1];
      const relations = parts['word/_rels/document.xml.rels'] ?? '';
      const name = new RegExp(`Id="${id}"[^>]*Target="([^"]+)"`).exec(relations)?.[1];
      return [...(parts[`word/${name}`] ?? '').matchAll(/<w:tab w:val="(\w+)" w:pos="(\d+)"/g)].map(
        (m) => `${m[1]} ${m[2]}`,
      );
    };
    for (const kind of ['header', 'footer']) {
      assert.deepEqual(stops(kind, turned), ['clear 9070', 'right 14002']);
      assert.deepEqual(stops(kind, upright), []);
    }
  });

  it('has a gap between each pair of labels, old and new, and the words behind them', async () => {
    const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];
    const listOf = (words: readonly string[]) =>
      `1.1 A boat carries:\n\n(a) as follows:\n\n${words.map((word, at) => `(${ROMAN[at]}) ${word};`).join('\n\n')}\n`;
    const words = 'a rope,an oar,a sail,a lamp,a bell,a flag,a pump,a hook,a net,a cup,a map'.split(',');
    const xml = documentOf(await marked(listOf(words), listOf(['a new anchor with a chain', ...words])));
    const own = OWN_PLACES.get('Subparagraph2');
    assert.ok(own);
    const near: string[] = [];
    for (const [paragraph] of xml.matchAll(/<w:p>(?:(?!<w:p>).)*?<w:pStyle w:val="Subparagraph2"\/>.*?<\/w:p>/gs)) {
      const label = [...(paragraph.split('<w:tab/>')[0] ?? '').matchAll(/<w:(?:t|delText)>([^<]*)</g)].map(
        ([, said]) => said,
      );
      const end = own.start + measureText(label.join(''), own.points);
      const left = Number(/<w:ind w:left="(\d+)"/.exec(paragraph)?.[1] ?? own.text);
      const stops = [...paragraph.matchAll(/<w:tab w:val="left" w:pos="(\d+)"/g)].map(([, at]) => Number(at));
      // The next stop behind the label: those of the paragraph, and its indent.
      const next = Math.min(...[left, ...stops].filter((at) => at > end));
      if (next - end < 100) near.push(label.join(''));
    }
    assert.deepEqual(near, []);
    assert.match(xml, /<w:tab w:val="clear"/);
  });

  it('links a reference to the provision that it cites, and only where that is there', async () => {
    const xml = documentOf(await clean('1.1 See Clause 1.2. Clause 9.9 of the MTAD applies.\n\n1.2 Here.\n'));
    const [anchor, ...more] = [...xml.matchAll(/<w:hyperlink w:anchor="([^"]*)"/g)].map(([, name]) => name);
    assert.equal(more.length, 0);
    assert.ok(anchor);
    assert.match(xml, new RegExp(`<w:bookmarkStart w:id="\\d+" w:name="${anchor}"/>`));
  });

  it('has a title page, contents, head and foot where it is long, and none of a title page where it is short', async () => {
    const file = await clean(MTAD[1], { classification: 'Public' });
    const parts = partsOf(file);
    const lines = docxLines(file, 'accepted', true);
    assert.deepEqual(lines.slice(0, 6), [
      'DocumentName: MTAD',
      'Title: Migration Testing Approach Document for SMETS1 Services',
      'Subtitle: Version 1.3',
      'Subtitle: Status: draft',
      'Subtitle: 19 December 2019',
      'TOCHeading: Contents',
    ]);
    assert.ok(lines.includes('TOC1: 5\tStages of MT\t5') && lines.includes('Heading1: 5\tStages of MT'));
    assert.match(documentOf(file), / TOC \\o "1-2" \\h \\z \\u /);
    const furniture = Object.entries(parts)
      .filter(([name]) => /(?:header|footer)\d+\.xml$/.test(name))
      .map(([, xml]) => xml);
    assert.ok(furniture.some((xml) => xml.includes('MTAD V1.3')));
    assert.ok(furniture.some((xml) => xml.includes('Public') && xml.includes(' PAGE ') && xml.includes(' NUMPAGES ')));
    assert.ok(furniture.some((xml) => xml.includes('string="DRAFT"')));
    const short = docxLines(await clean('# A notice\n\nWords.\n'), 'accepted', true);
    assert.deepEqual(short, ['Title: A notice', 'BodyText: Words.']);
  });

  it('bears no DRAFT once it is issued', async () => {
    const parts = partsOf(await clean('---\ntitle: T\nstatus: issued\n---\n\nWords.\n'));
    assert.ok(!Object.values(parts).some((xml) => xml.includes('DRAFT')));
  });

  it('calls a note again by the number that Word gives it', async () => {
    const named = '1.1 The lamp[^brass] burns.\n\n1.2 So do the lantern[^wick] and the lamp.[^brass]\n';
    const notes = '\n[^brass]: Of brass.\n\n[^wick]: Of cotton.\n';
    const file = await renderDocx({ draft: Draft.parse(named + notes) }, DOCX_OPTIONS);
    assert.deepEqual(docxLines(file, 'accepted').slice(-2), [
      '1.1\tThe lamp[note: Of brass.] burns.',
      '1.2\tSo do the lantern[note: Of cotton.] and the lamp.1',
    ]);
    const xml = partsOf(file)['word/document.xml'] ?? '';
    const [, bookmark = 'none'] = / NOTEREF (\S+) /.exec(xml) ?? [];
    const bookmarked = xml.slice(xml.indexOf(`w:name="${bookmark}"`)).split('<w:bookmarkEnd')[0] ?? '';
    assert.match(bookmarked, /<w:footnoteReference w:id="1"\/>/);
    // Each part of the field is a raised run: LibreOffice takes the look from the last.
    assert.match(xml, /<w:rStyle w:val="FootnoteReference"\/><\/w:rPr><w:t>1<\/w:t><\/w:r>/);
  });

  it('repeats a table’s first row, splits no row, and says what the table is about', async () => {
    const xml = documentOf(await clean('## 1 A\n\n**Table 1.1 – Criteria**\n\n| A | B |\n|---|---|\n| 1 | 2 |\n'));
    assert.equal([...xml.matchAll(/<w:tblHeader\/>/g)].length, 1);
    assert.equal([...xml.matchAll(/<w:cantSplit\/>/g)].length, 2);
    assert.match(xml, /<w:tblCaption w:val="Table 1.1 – Criteria"\/>/);
  });

  it('keeps notes that nothing calls, and numbers that Word would not count', async () => {
    const file = await clean('1.1 One.[^6]\n\n[^6]: The sixth.\n\n[^7]: Never called.\n');
    assert.deepEqual(docxLines(file, 'accepted').slice(1), ['1.1\tOne.[note: 6\tThe sixth.]6', '7\tNever called.']);
    assert.match(documentOf(file), /w:customMarkFollows="1"/);
    assert.ok(!documentOf(await clean('1.1 One.[^1]\n\n[^1]: The first.\n')).includes('customMarkFollows'));
  });

  it('says of itself what it is', async () => {
    const core = partsOf(await clean(MTAD[1]))['docProps/core.xml'] ?? '';
    for (const said of [
      '<dc:title>Migration Testing Approach Document for SMETS1 Services</dc:title>',
      '<dc:subject>MTAD V1.3</dc:subject>',
      '<dc:creator>A Drafter</dc:creator>',
      '<dc:language>en-GB</dc:language>',
      '2019-12-19T00:00:00Z',
    ])
      assert.ok(core.includes(said), said);
  });

  it('tells how far it is, and ends where it is cancelled', async () => {
    const draft = Draft.parse(Array.from({ length: 900 }, (_, i) => `1.${i + 1} Words.\n\n`).join(''));
    const told: [number, number][] = [];
    await renderDocx({ draft }, { ...DOCX_OPTIONS, progress: (done, total) => void told.push([done, total]) });
    assert.ok(told.length >= 4 && told.every(([done, total]) => done < total && total === 900), JSON.stringify(told));
    await assert.rejects(
      renderDocx({ draft }, { ...DOCX_OPTIONS, cancelled: () => true }),
      (error: Error) => error.message === 'cancelled',
    );
  });

  it('takes a date with its zone', async () => {
    const { markedFile: file } = await wordFiles('Old words.\n', 'New words.\n', { date: '2020-01-02T03:04:05+02:00' });
    assert.match(documentOf(file), /w:date="2020-01-02T01:04:05Z"/);
  });
});

describe('hostile text in a Word file', () => {
  it('does no harm', async () => {
    const hostile =
      'A <script>alert(1)</script> & [link](javascript:alert(1)) [data](data:text/html,x) [file](file:///etc/passwd) \u0001\u0008 \u202eevil\u202c \ud800 ]]> <w:p/> &#x0; [ok](https://example.org/a?b=1&c=2).\n\n| =HYPERLINK("http://a") | +1+cmd \\| calc |\n|---|---|\n| @SUM(A1) | -2 |\n';
    for (const file of [await clean(hostile), await marked('Words.\n', hostile)]) {
      const parts = partsOf(file);
      for (const [name, xml] of Object.entries(parts)) {
        treeOf(xml);
        assert.ok(!/[\u0000-\u0008\u000b\u000c\u202e\ud800-\udfff]/.test(xml), name);
      }
      const xml = documentOf(file);
      assert.ok(!xml.includes('<script>'));
      assert.ok(xml.includes('=HYPERLINK(&quot;http://a&quot;)') && !/instrText[^>]*>[^<]*HYPERLINK/.test(xml));
      const relations = parts['word/_rels/document.xml.rels'] ?? '';
      assert.deepEqual(
        [...relations.matchAll(/Target="([^"]*)" TargetMode="External"/g)].map(([, target]) => target),
        ['https://example.org/a?b=1&amp;c=2'],
      );
    }
  });

  it('of 100,000 brackets is written in time', async function () {
    this.timeout(120_000);
    for (const open of ['(', '[', '{', '<', '**', '[^', '![']) {
      const text = `1.1 Words ${open.repeat(100_000)} end.\n`;
      const readClock = startProcessorClock();
      const file = await clean(text);
      treeOf(documentOf(file));
      assert.ok(readClock() < 6000, open);
    }
  });

  it('in a title, a name or a classification is words', async () => {
    const parts = partsOf(
      await clean('---\ndocument: "<w:p>"\ntitle: "</w:t> & \\u0007 \\u202e"\n---\n\nWords.\n', {
        author: '"><x>',
        classification: '<b>&',
      }),
    );
    for (const xml of Object.values(parts)) treeOf(xml);
    assert.ok(!Object.values(parts).some((xml) => xml.includes('<x>')));
  });
});
