import assert from 'node:assert/strict';
import { importWord } from '../../server/src/import/word/write-draft.js';
import { buildWordFile, inList, paragraph, run } from '../support/word-builder.js';

type Relations = Parameters<typeof buildWordFile>[2];

function importFile(body: string, parts: Readonly<Record<string, string | Uint8Array>>, relations: Relations) {
  const { text, notices } = importWord(buildWordFile(body, parts, relations), {
    changes: 'accept',
    figureFolder: 'figures/draft',
    fallbackTitle: null,
  });
  return { text: text.trim(), told: notices.map(({ code, message }) => `${code}: ${message}`) };
}

const CALL = '<w:r><w:footnoteReference w:id="2"/></w:r>';
const noteOf = (words: string) => `<w:footnote w:id="2">${paragraph(words)}</w:footnote>`;
const NOTES = ['f', 'footnotes', 'footnotes.xml'] as const;

describe('a file within a Word file', () => {
  const numbering =
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Rule %1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>';
  const inner = buildWordFile(
    paragraph('Moor here.', inList(0)) + paragraph(run('Pay here.') + CALL, inList(0)),
    { 'word/numbering.xml': numbering, 'word/footnotes.xml': noteOf('At the office.') },
    [NOTES],
  );

  it('keeps its own numbers and its own notes', () => {
    const { text, told } = importFile(
      `${paragraph('Before.', inList(0))}<w:altChunk r:id="c"/>${paragraph(run('After.') + CALL, inList(0))}`,
      { 'word/inner.docx': inner, 'word/footnotes.xml': noteOf('On Sundays.') },
      [['c', 'aFChunk', 'inner.docx'], NOTES],
    );
    assert.deepEqual(text.split(/\n+/), [
      '1. Before.',
      'Rule 1 Moor here.',
      'Rule 2 Pay here.[^1]',
      '2. After.[^2]',
      '[^1]: At the office.',
      '[^2]: On Sundays.',
    ]);
    assert.match(told.join(), /^chunk: /);
  });

  it('counts for itself each time it is taken in', () => {
    const { text } = importFile(
      `<w:altChunk r:id="c"/>${paragraph('Between.')}<w:altChunk r:id="d"/>`,
      { 'word/inner.docx': inner, 'word/other.docx': inner },
      [
        ['c', 'aFChunk', 'inner.docx'],
        ['d', 'aFChunk', 'other.docx'],
      ],
    );
    assert.deepEqual(text.split(/\n+/), [
      'Rule 1 Moor here.',
      'Rule 2 Pay here.[^1]',
      'Between.',
      'Rule 1 Moor here.',
      'Rule 2 Pay here.[^2]',
      '[^1]: At the office.',
      '[^2]: At the office.',
    ]);
  });

  const pageOf = (coding: string, body: string) =>
    `MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="cut"\r\n\r\n--cut\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: ${coding}\r\n\r\n${body}\r\n--cut--\r\n`;
  const PAGES: readonly (readonly [title: string, part: string, text: string])[] = [
    [
      'is a page as a browser saves it',
      pageOf('quoted-printable', '<html><body><p>Pay =C2=A35 at the of=\r\nfice.</p></body></html>'),
      'Pay £5 at the office.',
    ],
    [
      'is a page in base64',
      pageOf('base64', Buffer.from('<html><body><p>Pay £5.</p></body></html>').toString('base64')),
      'Pay £5.',
    ],
    ['is plain text', 'Moor here.\r\nPay here.', 'Moor here.\n\nPay here.'],
    [
      'look-alike: is text about such a page',
      'The head says MIME-Version: 1.0 and more.',
      'The head says MIME-Version: 1.0 and more.',
    ],
  ];
  for (const [title, part, expected] of PAGES)
    it(title, () =>
      assert.equal(
        importFile('<w:altChunk r:id="c"/>', { 'word/chunk.bin': new TextEncoder().encode(part) }, [
          ['c', 'aFChunk', 'chunk.bin'],
        ]).text,
        expected,
      ),
    );

  it('is reported where it is in a format that is not read', () => {
    const rich = new TextEncoder().encode('{\\rtf1\\ansi Pay here.\\par}');
    const { text, told } = importFile(`${paragraph('Before.')}<w:altChunk r:id="c"/>`, { 'word/rich.rtf': rich }, [
      ['c', 'aFChunk', 'rich.rtf'],
    ]);
    assert.equal(text, 'Before.');
    assert.match(told.join(), /^chunk\.format: .*word\/rich\.rtf/);
  });

  it('is reported where it is a file of its own', () => {
    const { told } = importFile(`${paragraph('Before.')}<w:subDoc r:id="s"/>`, {}, [
      ['s', 'subDocument', 'part-two.docx', true],
    ]);
    assert.match(told.join(), /^subdocument: .*part-two\.docx/);
  });
});

describe('a drawing of words', () => {
  const DRAWING =
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';
  const draw = (inside: string) =>
    `<w:r><w:drawing><wp:inline ${DRAWING}><wp:docPr id="1" name="D" descr="How to pay"/><a:graphic><a:graphicData>${inside}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;
  const words = (text: string) => `<a:p><a:r><a:t>${text}</a:t></a:r></a:p>`;
  const cells = (name: string, values: readonly string[]) =>
    `<c:${name}><c:strRef><c:strCache>${values.map((value, index) => `<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>`).join('')}</c:strCache></c:strRef></c:${name}>`;

  it('is a diagram whose words stand below', () => {
    const diagram = `<?xml version="1.0"?><dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" ${DRAWING}><dgm:ptLst>${['Moor', 'Pay', ''].map((each) => `<dgm:pt><dgm:t>${words(each)}</dgm:t></dgm:pt>`).join('')}</dgm:ptLst></dgm:dataModel>`;
    const { text, told } = importFile(
      paragraph('Before.') +
        paragraph(draw('<dgm:relIds xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="d"/>')),
      { 'word/diagrams/data1.xml': diagram },
      [['d', 'diagramData', 'diagrams/data1.xml']],
    );
    assert.deepEqual(text.split(/\n+/), ['Before.', 'Moor', 'Pay']);
    assert.match(told.join(), /^drawing: A diagram \(“How to pay”\)/);
  });

  it('is a chart whose figures stand in a table', () => {
    const chart = `<?xml version="1.0"?><c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" ${DRAWING}><c:chart><c:title><c:tx><c:rich>${words('Fees')}</c:rich></c:tx></c:title><c:plotArea><c:barChart>${['Sloops', 'Ferries'].map((name, index) => `<c:ser>${cells('tx', [name])}${cells('cat', ['2024', '2025'])}${cells('val', [`${index + 1}`, `${index + 3}`])}</c:ser>`).join('')}</c:barChart></c:plotArea></c:chart></c:chartSpace>`;
    const { text } = importFile(
      paragraph(draw('<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="c"/>')),
      { 'word/charts/chart1.xml': chart },
      [['c', 'chart', 'charts/chart1.xml']],
    );
    assert.deepEqual(text.split(/\n+/), [
      'Fees',
      '|  | Sloops | Ferries |',
      '| --- | --- | --- |',
      '| 2024 | 1 | 2 |',
      '| 2025 | 3 | 4 |',
    ]);
  });

  it('is reported where its data is not there', () =>
    assert.match(
      importFile(
        paragraph(draw('<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="c"/>')),
        {},
        [],
      ).told.join(),
      /^drawing: .*cannot be read/,
    ));
});

describe('a row that begins further in than its table', () => {
  const cell = (words: string) => `<w:tc><w:tcPr/>${paragraph(words)}</w:tc>`;
  const row = (words: readonly string[], properties = '') =>
    `<w:tr><w:trPr>${properties}</w:trPr>${words.map(cell).join('')}</w:tr>`;

  it('has its words below their columns', () => {
    const table = `<w:tbl>${row(['Ship', 'Fee', 'Due'])}${row(['5', 'May'], '<w:gridBefore w:val="1"/>')}</w:tbl>`;
    assert.deepEqual(importFile(table, {}, []).text.split('\n'), [
      '| Ship | Fee | Due |',
      '| --- | --- | --- |',
      '|  | 5 | May |',
    ]);
  });

  it('look-alike: all rows do', () => {
    const before = '<w:gridBefore w:val="1"/>';
    const table = `<w:tbl>${row(['Ship', 'Fee'], before)}${row(['Sloop', '5'], before)}</w:tbl>`;
    assert.deepEqual(importFile(table, {}, []).text.split('\n'), ['| Ship | Fee |', '| --- | --- |', '| Sloop | 5 |']);
  });
});
