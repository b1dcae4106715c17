import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { renderDocx } from '../../server/src/export/docx.js';
import { Draft } from '../../server/src/model/draft.js';
import { docxLines, partsOf, type Taken } from '../support/docx-text.js';
import { generatedRevision } from '../support/generated-drafts.js';
import { generatedPair, hasGenerator } from '../support/large-drafts.js';
import { isInstalled, officePython, officeTexts, pandocText } from '../support/office.js';

const OPTIONS = { author: 'A Drafter', date: '2019-12-19' };
const EXAMPLE = 'examples/further-testing';

const example = (name: string) => readFileSync(`${EXAMPLE}/${name}`, 'utf8');
const EXAMPLES: [name: string, old: string, neu: string][] = [
  ['the SMETS1 SVTAD', 'in-force/svtad-v1.4.md', 'svtad.md'],
  ['the MTAD', 'in-force/mtad-v1.2.md', 'mtad.md'],
];

async function files(old: string, neu: string) {
  const [before, after] = [Draft.parse(old), Draft.parse(neu)];
  return {
    marked: await renderDocx({ comparison: compareDrafts(before, after) }, OPTIONS),
    old: await renderDocx({ draft: before }, OPTIONS),
    neu: await renderDocx({ draft: after }, OPTIONS),
  };
}

/** The head of the first page says which versions are compared, which neither clean version does. */
function withoutHead(lines: readonly string[]): string[] {
  return lines.filter((line) => !/^(?:Version|Status:|Change marked)/.test(line));
}

/** Words and the lines that they stand on; blank lines and the layout of tables are each program's own. */
function lines(text: string): string[] {
  return withoutHead(
    text
      .split('\n')
      .map((line) =>
        line
          .replace(/[ \t]+/g, ' ')
          .replace(/-{3,}/g, '--')
          .trim(),
      )
      .filter((line) => !/^[- ]*$/.test(line)),
  );
}

async function holdsByOurReader(old: string, neu: string): Promise<void> {
  const { marked, old: before, neu: after } = await files(old, neu);
  assert.deepEqual(withoutHead(docxLines(marked, 'accepted')), withoutHead(docxLines(after, 'accepted')));
  assert.deepEqual(withoutHead(docxLines(marked, 'rejected')), withoutHead(docxLines(before, 'accepted')));
}

describe('a change-marked Word file', () => {
  for (const [name, old, neu] of EXAMPLES) {
    it(`of ${name} gives the new text when all is accepted, and the old when all is rejected`, () =>
      holdsByOurReader(example(old), example(neu)));
  }

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
    ['a label gets its number', 'The Company shall keep every record.\n', '1.1 The Company shall keep every record.\n'],
  ];
  for (const [name, old, neu] of EDGES) it(`leaves no space behind where ${name}`, () => holdsByOurReader(old, neu));

  it('does so for generated pairs', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(generatedRevision, async ([old, neu]) => holdsByOurReader(old, neu)),
      { numRuns: 60 },
    );
  });

  it('does so by pandoc', async function () {
    this.timeout(120_000);
    if (!isInstalled('pandoc', '--version')) {
      console.log('      skipped: pandoc is not installed');
      this.skip();
    }
    for (const [, old, neu] of EXAMPLES) {
      const { marked, old: before, neu: after } = await files(example(old), example(neu));
      assert.deepEqual(lines(pandocText(marked, 'accepted')), lines(pandocText(after, 'accepted')));
      assert.deepEqual(lines(pandocText(marked, 'rejected')), lines(pandocText(before, 'accepted')));
    }
  });

  it('does so by LibreOffice', async function () {
    this.timeout(180_000);
    const python = officePython();
    if (python === null) {
      console.log('      skipped: LibreOffice with its Python bridge (python3-uno) is not installed');
      this.skip();
    }
    for (const [, old, neu] of EXAMPLES) {
      const { marked, old: before, neu: after } = await files(example(old), example(neu));
      const taken = (bytes: Uint8Array, way: Taken) => ({ bytes, taken: way });
      const texts = officeTexts(python, [
        taken(marked, 'accepted'),
        taken(after, 'accepted'),
        taken(marked, 'rejected'),
        taken(before, 'accepted'),
      ]);
      const [accepted = '', clean = '', rejected = '', inForce = ''] = texts;
      assert.deepEqual(lines(accepted), lines(clean));
      assert.deepEqual(lines(rejected), lines(inForce));
    }
  });

  it('bears author and date, consequential changes under a name of their own, and no id twice', async () => {
    const { marked } = await files(example('in-force/svtad-v1.4.md'), example('svtad.md'));
    const parts = partsOf(marked);
    const xml = (parts['word/document.xml'] ?? '') + (parts['word/footnotes.xml'] ?? '');
    const revisions = [...xml.matchAll(/<w:(?:ins|del) ([^>]*)>/g)].map(([, attributes]) => attributes as string);
    assert.ok(revisions.length > 100);
    assert.ok(
      revisions.every(
        (attributes) =>
          /w:author="A Drafter( \(consequential\))?"/.test(attributes) &&
          /w:date="2019-12-19T00:0[02]:00Z"/.test(attributes),
      ),
    );
    assert.ok(revisions.some((attributes) => attributes.includes('(consequential)')));
    const ids = revisions.map((attributes) => /w:id="(\d+)"/.exec(attributes)?.[1]);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('marks rows, not only the words in them', async () => {
    const table = (rows: string) => `## 1 A\n\n**Table 1.1 – T**\n\n| Row | What |\n|---|---|\n${rows}`;
    const { marked } = await files(table('| 1 | one |\n| 2 | two |\n'), table('| 1 | one |\n| 1A | between |\n'));
    const xml = partsOf(marked)['word/document.xml'] ?? '';
    assert.equal([...xml.matchAll(/<w:trPr>(?:(?!<\/w:trPr>).)*<w:ins /g)].length, 1);
    assert.equal([...xml.matchAll(/<w:trPr>(?:(?!<\/w:trPr>).)*<w:del /g)].length, 1);
  });

  it('is the same to the byte when made again', async () => {
    const [one, two] = [
      await files(example('in-force/mtad-v1.2.md'), example('mtad.md')),
      await files(example('in-force/mtad-v1.2.md'), example('mtad.md')),
    ];
    assert.deepEqual(one.marked, two.marked);
    assert.deepEqual(one.neu, two.neu);
  });

  it('keeps hostile text from doing harm', async () => {
    const hostile =
      'A <script>alert(1)</script> & [link](javascript:alert(1)) \u0001\u0008 \u202eevil\u202c \ud800 ]]> <w:p/> [ok](https://example.org/a?b=1&c=2).\n';
    const { neu } = await files('Words.\n', hostile);
    const parts = partsOf(neu);
    const xml = parts['word/document.xml'] ?? '';
    assert.ok(!/[\u0000-\u0008\u000b\u000c\u202e\ud800]/.test(xml));
    assert.ok(!xml.includes('<script>'));
    assert.ok(!Object.values(parts).some((part) => part.includes('javascript:')));
    assert.ok(
      Object.entries(parts).some(
        ([path, part]) => path.endsWith('document.xml.rels') && part.includes('https://example.org/a?b=1&amp;c=2'),
      ),
    );
  });

  it('is written for the generator’s 50 KB pair', async function () {
    if (!hasGenerator()) {
      console.log('      skipped: the generator of large drafts is not here');
      this.skip();
    }
    this.timeout(60_000);
    const pair = generatedPair('50k', 50_000, 3, 11);
    await holdsByOurReader(pair.old, pair.neu);
  });
});
