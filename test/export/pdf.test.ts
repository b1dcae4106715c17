import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { withOrigins } from '../../server/src/compare/version-steps.js';
import { layOutManuscript } from '../../server/src/export/manuscript/lay-out.js';
import { dropRepeatedTitle, type Source, type StyledWord } from '../../server/src/export/manuscript/manuscript.js';
import { allowNumbersOfSigns } from '../../server/src/export/own-fonts.js';
import { type PdfOptions, renderPdf } from '../../server/src/export/pdf/render-pdf.js';
import { Draft } from '../../server/src/model/draft.js';
import { TypesetterProcess } from '../../server/src/node/typesetter.js';
import { generatedRevision } from '../support/generated-drafts.js';
import { wordsInLayout } from '../support/manuscript-words.js';
import { drawnOnPage, measurePictureFeet, measureThickestLines } from '../support/pdf-drawing.js';
import { type ReadPdf, readPdf, type Tag, tagsOfRole } from '../support/pdf-text.js';
import { makePng } from '../support/png.js';
import { typesetter } from '../support/typesetter.js';

const EXAMPLE = 'examples/further-testing';
const example = (path: string) => Draft.parse(readFileSync(`${EXAMPLE}/${path}`, 'utf8'));
const drawn = async (source: Source, options: PdfOptions = {}) => readPdf(await renderPdf(source, typesetter, options));
const clean = (text: string, options?: PdfOptions) => drawn({ draft: Draft.parse(text) }, options);
const compared = (old: string, neu: string) => ({ comparison: compareDrafts(Draft.parse(old), Draft.parse(neu)) });
const squeezed = (text: string) => text.replace(/\s+/g, '');
const read = (pdf: ReadPdf) =>
  squeezed(
    pdf.pages
      .flat()
      .map(({ text }) => text)
      .join(''),
  );
/** The same without footnotes, which stand in the tree behind their calls, and without the words within figures. */
const readMain = (pdf: ReadPdf) =>
  squeezed(
    pdf.pages
      .flat()
      .map((tag) => mainText(tag))
      .join(''),
  );
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="30" height="10"/></svg>';
const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('a PDF', function () {
  this.timeout(60_000);

  describe('of a table that is longer than a page', () => {
    const rows = Array.from({ length: 90 }, (_, i) => `| lamp ${i} | wick ${i} |`).join('\n');
    const withHeader = (header: string) =>
      `# 1 One\n\n1.1 Text.[^1]\n\n| ${header} | Wick |\n|---|---|\n${rows}\n\n[^1]: A note.\n`;
    const pagesWith = ({ texts }: ReadPdf, words: string) => texts.filter((text) => text.includes(words)).length;

    it('has the links of the header once, and its words on each page', async () => {
      const before = await clean(withHeader('Lamps'));
      for (const [header, links, inner] of [
        ['Lamps of [one](https://example.org)', 1, 0],
        ['Lamps of Clause 1.1', 0, 1],
      ] as const) {
        const pdf = await clean(withHeader(header));
        assert.deepEqual([pdf.links.length, pdf.inner.length - before.inner.length], [links, inner], header);
        assert.ok(pagesWith(pdf, 'Lamps of') > 1, header);
      }
      const marked = await drawn(compared(withHeader('Lamps of Clause 1.1'), withHeader('Lamps of lit Clause 1.1')));
      assert.ok(pagesWith(marked, 'Lamps of') > 1);
    });

    it('has every word of a header that is longer than a page', async () => {
      const words = Array.from({ length: 700 }, (_, i) => `lamp${i}`);
      const pdf = await clean(`1.1 Text.\n\n| ${words.join(' ')} | Wick |\n|---|---|\n| one | two |\n`);
      const all = read(pdf);
      assert.deepEqual(
        words.filter((word) => !all.includes(word)),
        [],
      );
    });

    it('has a header that calls a note on its first page alone', async () => {
      const pdf = await clean(withHeader('Lamps of it[^2]').concat('\n[^2]: Another note.\n'));
      assert.equal(pagesWith(pdf, 'Lamps of'), 1);
      assert.equal(tagsOfRole(pdf, 'Note').length, 2);
    });
  });

  describe('of the example', () => {
    const draft = example('svtad.md');
    let pdf: ReadPdf;
    let marked: ReadPdf;
    before(async () => {
      const figures = (path: string) => new Uint8Array(readFileSync(`${EXAMPLE}/${path}`));
      pdf = await drawn({ draft }, { figures, classification: 'Public' });
      const comparison = compareDrafts(example('in-force/svtad-v1.4.md'), draft);
      marked = await drawn({ comparison }, { figures, listOfChanges: true, legend: true });
    });

    it('is tagged, in British English, under its title, and keeps to PDF/UA-1', () => {
      for (const each of [pdf, marked]) {
        assert.equal(each.title, draft.frontMatter.title);
        assert.deepEqual([each.language, each.ua, each.marked], ['en-GB', '1', true]);
        assert.deepEqual(each.active, []);
      }
    });

    it('has headings, tables with their header cells, notes and figures in its tags', () => {
      const headings = draft.provisions.filter(({ kind }) => kind === 'section' || kind === 'appendix');
      assert.equal(tagsOfRole(pdf, 'H1').length, headings.length + 1);
      const tables = draft.provisions.filter(({ kind }) => kind === 'table');
      const heads = tagsOfRole(pdf, 'Table').filter((table) => table.children.some(({ role }) => role === 'THead'));
      assert.ok(heads.length >= tables.length);
      assert.ok(tagsOfRole(pdf, 'TH').some(({ text }) => text.trim() === 'Criterion'));
      assert.equal(tagsOfRole(pdf, 'Note').length, 2);
      const [figure, ...more] = tagsOfRole(pdf, 'Figure');
      assert.equal(more.length, 0);
      assert.match(figure?.alt ?? '', /\w+ \w+/);
      assert.ok(draft.text.includes(`![${figure?.alt}]`));
    });

    it('has a table of contents, bookmarks and links within', () => {
      assert.equal(tagsOfRole(pdf, 'TOCI').length, pdf.bookmarks.length);
      assert.equal(pdf.bookmarks[0]?.replace(/\s/g, ' '), '1 Interpretation');
      assert.ok(pdf.inner.length > 50);
      assert.ok(pdf.inner.includes('clause 13 2'));
      assert.deepEqual(pdf.links, []);
    });

    it('says title, version, classification and page on every page', () => {
      pdf.texts.forEach((text, index) => {
        assert.match(text, new RegExp(`Public\\s*Page ${index + 1} of ${pdf.texts.length}`));
        assert.ok(text.includes(draft.frontMatter.title ?? '?') || index === 0);
      });
    });

    it('is drawn over with its watermark on every page, and without it on none', async () => {
      for (const watermark of [true, false]) {
        const lines = await measureThickestLines(await renderPdf({ draft }, typesetter, { watermark }));
        assert.ok(
          lines.every((line) => line > 10 === watermark),
          lines.join(),
        );
      }
    });

    for (const [name, of, source] of [
      ['clean', () => pdf, { draft }],
      ['change-marked', () => marked, { comparison: compareDrafts(example('in-force/svtad-v1.4.md'), draft) }],
    ] as const) {
      it(`reads in the order of the text: ${name}`, () => {
        const manuscript = layOutManuscript(source);
        const { notes } = manuscript;
        const said = (word: StyledWord) =>
          word.note === null ? word.text : (notes.get(word.note)?.label ?? word.text);
        const text = readMain(of());
        let at = text.indexOf('1Interpretation1.1');
        assert.ok(at > 0);
        for (const layout of dropRepeatedTitle(manuscript, draft.frontMatter.title ?? '')) {
          if (layout.kind === 'figure') continue;
          const words = squeezed(wordsInLayout(layout).map(said).join(''));
          const found = text.indexOf(words, at);
          // Between two blocks there may be a line that says where a clause moved.
          assert.ok(found >= 0 && found - at < 40, `“${words}” does not follow “${text.slice(at - 60, at)}”`);
          at = found + words.length;
        }
        assert.ok(text.length - at < 60, `more follows: ${text.slice(at)}`);
      });
    }

    it('lists the changes and says what the marks mean', () => {
      const text = marked.pages
        .flat()
        .map((tag) => tag.text)
        .join(' ');
      assert.match(text, /What the marks mean/);
      assert.match(text, /List of changes/);
      assert.ok(
        tagsOfRole(marked, 'TD').some(
          (cell) => cell.text.replace(/\s+/g, ' ').trim() === 'Clause 20.18 (formerly Clause 20.26)',
        ),
      );
      assert.match(read(marked), /MovedfromClause20\.26/);
    });
  });

  it('says whose the changes are, where the comparison knows', async () => {
    const draft = Draft.parse('1.1 The Company shall notify the Authority.\n');
    const plain = compareDrafts(Draft.parse('1.1 The Company shall notify the Panel.\n'), draft);
    const comparison = withOrigins(plain, [{ draft, origin: '#Respondent A' }]);
    const pdf = await drawn({ comparison }, { listOfChanges: true, legend: true });
    assert.ok(read(pdf).includes('Changesof:#RespondentA.'));
    assert.ok(
      tagsOfRole(pdf, 'TD').some(
        ({ text }) => text.trim() === 'amended: “Panel” replaced by “Authority”; #Respondent A',
      ),
    );
  });

  it('keeps the page beside the last word of an entry of the contents, however long that is', async () => {
    const titles = Array.from(
      { length: 24 },
      (_, i) => `${'Moderate wordings of the rules '.repeat(2)}${'i'.repeat(2 * i)} end`,
    );
    const text = titles.map((title, i) => `## ${i + 1} ${title}\n\nWords.\n`).join('\n');
    const { words } = await drawnOnPage(await renderPdf({ draft: Draft.parse(text) }, typesetter), 2);
    const pages = words.filter((word) => /^\d{1,2}$/.test(word.text.trim()) && word.left > 300 && word.base > 60);
    assert.equal(pages.length, 24);
    assert.equal(new Set(pages.map(({ right }) => Math.round(right))).size, 1);
  });

  it('has a place for the changes of words below a title that it does not repeat', async () => {
    const [old, neu] = ['May', 'June'].map((month) =>
      Draft.parse(`# Rules of a Club\n\nAs of ${month} this year.\n\n## Members\n\nMembers pay.\n`),
    ) as [Draft, Draft];
    const pdf = await readPdf(
      await renderPdf({ comparison: compareDrafts(old, neu) }, typesetter, { listOfChanges: true }),
    );
    assert.match(pdf.texts.join(' '), /Rules of a Club\s+amended: “May” replaced by “June”/);
  });

  it('says the number of a note again where it is called again, whatever notes are called before', async () => {
    const pdf = await clean('1.1 One[^5] and two[^7], two[^7] and one[^5].\n\n[^5]: Five.\n\n[^7]: Seven.\n');
    assert.match(pdf.texts.map(squeezed).join(''), /One5andtwo7,two7andone5\./);
  });

  it('names the pages of notes that changed in its list', async () => {
    const pdf = await drawn(compared('1.1 One.[^5]\n\n[^5]: Of brass.\n', '1.1 One.[^5]\n\n[^5]: Of steel.\n'));
    assert.match(pdf.texts.join(' '), /Footnote 5\s+amended: “brass” replaced by “steel”\s+3/);
  });

  it('breaks no line within l/s, and any within longer words with a slash', async () => {
    const words = 'of a flow of 10 l/s and (km/h) and and/or nothing, '.repeat(40);
    const { words: placed } = await drawnOnPage(
      await renderPdf({ draft: Draft.parse(`1.1 ${words}\n`) }, typesetter),
      2,
    );
    const lines = new Map<number, string>();
    for (const { text, base } of placed) lines.set(Math.round(base), `${lines.get(Math.round(base)) ?? ''}${text}`);
    assert.ok(lines.size > 10);
    for (const line of lines.values()) assert.doesNotMatch(line, /(?:\/|\(km)\s*$|^\s*(?:s|h\)|or)\b/);
  });

  it('is the same twice', async () => {
    const source = compared('1.1 The old words.\n', '1.1 The new words.\n');
    const [one, two] = [await renderPdf(source, typesetter), await renderPdf(source, typesetter)];
    assert.ok(Buffer.from(one).equals(two));
  });

  for (const [name, old, after] of [
    ['without any heading', '1.1 A.\n', '1.1 A b.\n'],
    ['that has no more than its title', '# Words\n', '# Words\n\n1.1 Say it here.\n'],
    ['that is one table', '| A |\n|---|\n| b |\n', '| A |\n|---|\n| c |\n'],
    ['that is a paragraph with a note', 'One.[^1]\n\n[^1]: A.\n', 'One.[^1]\n\n[^1]: B.\n'],
  ] as const)
    it(`comes to an end of a marked text ${name}`, async () => {
      for (const options of [{}, { listOfChanges: false, legend: false }])
        assert.ok((await drawn(compared(old, after), options)).pages.length > 0);
    });

  it('keeps a replaced figure within its frame, however high it is', async () => {
    const pictures: Record<string, Uint8Array> = { 'a.png': makePng(30, 900), 'b.png': makePng(30, 20) };
    const figures = (path: string) => pictures[path] ?? null;
    const source = compared('1.1 See.\n\n![One](a.png)\n', '1.1 See.\n\n![One](b.png)\n');
    const feet = (await measurePictureFeet(await renderPdf(source, typesetter, { figures, watermark: false }))).flat();
    assert.equal(feet.length, 2);
    // The foot of a page is 27 mm high, and the frame ends 8 points below its picture.
    for (const foot of feet) assert.ok(foot > 76.5 + 7, String(foot));
  });

  it('draws the vowel signs of Arabic', async () => {
    const text =
      '1.1 The word \u0645\u064e\u0643\u0652\u062a\u064e\u0628\u064e\u0629\u064c and **\u0643\u0650\u062a\u0627\u0628**, `\u0643\u0650`.\n';
    assert.doesNotMatch(read(await clean(text)), /U\+0/);
  });

  it('shows a figure that is given, and the words of one that is not there or no picture', async () => {
    const text = '![The one](a.svg)\n\n![The other](b.svg)\n\n![The third](c.svg)\n\n![](d.png)\n';
    const given: Record<string, string> = { 'a.svg': SVG, 'c.svg': SVG.replace('</svg>', ''), 'd.png': 'no picture' };
    const pdf = await clean(text, { figures: (path) => (given[path] === undefined ? null : bytesOf(given[path])) });
    assert.deepEqual(
      tagsOfRole(pdf, 'Figure').map(({ alt }) => alt),
      ['The one'],
    );
    for (const words of ['Theother', 'Thethird', 'Figure']) assert.ok(read(pdf).includes(words), words);
  });

  it('ends when it is stopped', async () => {
    const process = new TypesetterProcess('dist/typesetter.js');
    const text = Array.from({ length: 3_000 }, (_, i) => `1.${i + 1} The DCC shall keep a plan and publish it.\n`).join(
      '\n',
    );
    const made = renderPdf({ draft: Draft.parse(text) }, process);
    setTimeout(() => process.stop(), 300);
    await assert.rejects(made, /^Error: cancelled$/);
  });

  it('says in one line that a system has no typesetter', async () => {
    const missing = new TypesetterProcess('dist/nothing-there.js');
    await assert.rejects(
      renderPdf({ draft: Draft.parse('A.\n') }, missing),
      /^Error: [^\n]*typesetter ended early[^\n]*$/,
    );
  });

  describe('of hostile text', () => {
    const HOSTILE: [name: string, text: string][] = [
      ['Typst’s imports and code', '#import "@preview/x:1.0.0": * #panic("no") #sys.version #read("/etc/passwd")'],
      ['Typst’s markup', '$ x^2 $ @ref <label> `raw` *bold* _emph_ = Heading \\ ~ // comment /* more */'],
      ['unbalanced brackets', '#[ ]] )( }{ "quotes\\" \\u{1F600} \\n'],
      ['a script', '<script>alert(1)</script> <img src=x onerror=alert(1)>'],
      ['a formula', '=HYPERLINK("http://a.b","x") +1+1 @SUM(A1)'],
    ];
    for (const [name, words] of HOSTILE) {
      it(`shows ${name} as it stands, in text, cells, notes and titles`, async () => {
        const cell = words.replace(/[\\|]/g, '\\$&');
        const text = `## ${words}\n\n1.1 ${words}[^1]\n\n| A | B |\n|---|---|\n| ${cell} | x |\n\n[^1]: ${words}\n`;
        const draft = Draft.parse(text);
        const pdf = await drawn({ draft });
        const { layouts } = layOutManuscript({ draft });
        for (const layout of layouts)
          for (const { text: said, note } of wordsInLayout(layout))
            assert.ok(note !== null || read(pdf).includes(squeezed(said)), said);
        assert.deepEqual([pdf.active, pdf.links], [[], []]);
        const changed = await drawn(compared('## Old\n\n1.1 Old.\n', text));
        assert.deepEqual([changed.active, changed.links], [[], []]);
      });
    }

    it('follows no link that could do harm', async () => {
      const pdf = await clean(
        '[a](javascript:alert(1)) [b](https://example.org/x?y&z) [c](file:///etc/passwd) [d](data:text/html,x)\n',
      );
      assert.deepEqual(pdf.links, ['https://example.org/x?y&z']);
    });

    it('shows no control characters, no halves of characters and no turned text', async () => {
      const pdf = await clean('1.1 a\u0001b\u202ec\ud800d\ufeffe\u2066f\u0085g.\n');
      assert.ok(read(pdf).includes('a\ufffdbc\ufffddef\ufffdg.'), read(pdf));
    });

    it('is refused for a character that no font has; as a draft it has the number', async () => {
      const source = { draft: Draft.parse('---\ntitle: T\n---\n\n1.1 Here \u{10fffd} it is.\n') };
      await assert.rejects(renderPdf(source, typesetter), /U\+10FFFD\) in line 5/);
      const pdf = await readPdf(await renderPdf(source, allowNumbersOfSigns(typesetter)));
      assert.ok(read(pdf).includes('Here[U+10FFFD]itis.'), read(pdf));
    });

    it('holds 100,000 nested brackets', async () => {
      const pdf = await clean(`1.1 ${'('.repeat(50_000)}x${')'.repeat(50_000)}\n\n1.2 After.\n`);
      assert.ok(read(pdf).endsWith('1.2After.'));
    });

    it('holds headings that skip levels, empty headings and empty tables', async () => {
      const pdf = await clean('#### Deep\n\n# Top\n\n###### Deeper\n\n##\n\n| | |\n|-|-|\n\n|A|\n|-|\n|1|2|3|\n');
      assert.equal(pdf.ua, '1');
      assert.deepEqual(
        tagsOfRole(pdf, 'H1', 'H2', 'H3').map(({ role, text }) => `${role} ${text.trim()}`),
        ['H1 Contents', 'H1 Deep', 'H1 Top', 'H2 Deeper'],
      );
    });
  });

  it('breaks what is longer than a line, whatever its signs', async () => {
    for (const sign of ['.', '_', 'a', '1', '(', ')', '—', '!', 'é', 'a.']) {
      const { texts } = await clean(`1.1 Lamp ${sign.repeat(600 / sign.length)} end\n`);
      const longest = Math.max(...texts.flatMap((text) => text.split('\n')).map(({ length }) => length));
      assert.ok(longest < 150, `${sign}: ${longest}`);
      assert.ok(texts.some((text) => text.includes('end')));
    }
  });

  it('gives headings of one depth one level, though the title above them stands on the cover', async () => {
    const pdf = await clean('# Kites\n\n## Part 1\n\n### Tails\n\nx\n\n### Bows\n\nx\n\n## Part 2\n\n### Lines\n\nx\n');
    assert.deepEqual(
      tagsOfRole(pdf, 'H1', 'H2', 'H3').map(({ role, text }) => `${role} ${text.trim()}`),
      ['H1 Contents', 'H1 Part 1', 'H2 Tails', 'H2 Bows', 'H1 Part 2', 'H2 Lines'],
    );
  });

  it('is written for whatever a draft says', async () => {
    await fc.assert(
      fc.asyncProperty(generatedRevision, async ([old, neu]) => {
        const pdf = await renderPdf(compared(old, neu), typesetter, { listOfChanges: true, legend: true });
        assert.equal((await readPdf(pdf)).ua, '1');
      }),
      { numRuns: 8 },
    );
  });
});

function mainText(tag: Tag): string {
  if (tag.role === 'Note' || tag.role === 'Figure') return '';
  return tag.parts.map((part) => (typeof part === 'string' ? part : mainText(part))).join('');
}
