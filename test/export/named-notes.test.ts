import assert from 'node:assert/strict';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { renderHtml } from '../../server/src/export/html/render-html.js';
import { layOutManuscript } from '../../server/src/export/manuscript/lay-out.js';
import { renderMarkdown } from '../../server/src/export/markdown/render-markdown.js';
import { makeTypesettingJob } from '../../server/src/export/pdf/render-pdf.js';
import { Draft } from '../../server/src/model/draft.js';
import { docxLines, partsOf } from '../support/docx-text.js';
import { DOCX_OPTIONS } from '../support/office-files.js';

const give = (...labels: string[]) => labels.map((label) => `[^${label}]: Note ${label}.\n`).join('\n');

/** A text, and what readers see for the calls in it and for the notes below it, in every format. */
const CASES: readonly [name: string, text: string, calls: string, notes: string][] = [
  ['in the order of their calls', `1.1 A[^wick] b[^brass] c.\n\n${give('brass', 'wick')}`, '1 2', '1 2'],
  ['once, where a note is called again', `1.1 A[^x-y] b[^brass] c[^x-y].\n\n${give('x-y', 'brass')}`, '1 2 1', '1 2'],
  ['beside numbers, which stay', `1.1 A[^1] b[^brass] c[^2].\n\n${give('1', '2', 'brass')}`, '1 3 2', '1 3 2'],
  ['beside a number that is called later', `1.1 A[^brass] b[^1].\n\n${give('1', 'brass')}`, '2 1', '2 1'],
  ['those that none calls last', `1.1 A[^wick].\n\n${give('unused', 'wick')}`, '1', '1 2'],
  ['letters as well', `1.1 A[^b] c[^a].\n\n${give('a', 'b')}`, '1 2', '1 2'],
  [
    'in cells and in headings, in the order of the text',
    `# 1 Lamps[^head]\n\n1.1 As follows:[^lead]\n\n| A | B |\n|---|---|\n| x[^cell] | y |\n\n1.2 End.[^end]\n\n${give('end', 'cell', 'lead', 'head')}`,
    '1 2 3 4',
    '1 2 3 4',
  ],
  [
    'signs and numbers as they are written',
    `1.1 A<sup>*</sup> b[^7].\n\n<sup>*</sup> Star.\n\n[^7]: Seven.\n`,
    '* 7',
    '* 7',
  ],
  ['numbers with a letter as they are written', `1.1 A[^6A].\n\n[^6A]: Put in.\n`, '6A', '6A'],
];

const calls = (html: string) => [...html.matchAll(/aria-label="Note ([^"]+)"/g)].map(([, label]) => label).join(' ');
const notes = (html: string) =>
  [...html.matchAll(/<p id="footnote[^>]*><sup>(.*?)<\/sup>/g)].map(([, label]) => label).join(' ');

/** The labels of the footnotes of a typesetting job in order; each stands where it is first called. */
const typeset = (text: string) =>
  [
    ...JSON.stringify(makeTypesettingJob(layOutManuscript({ draft: Draft.parse(text) }))).matchAll(
      /\\"label\\":\\"([^"\\]+)\\",\\"gap|"label":"([^"]+)","gap/g,
    ),
  ].map(([, escaped, plain]) => escaped ?? plain);

describe('notes with a name are numbered', () => {
  for (const [name, text, shownCalls, shownNotes] of CASES)
    it(name, async () => {
      const draft = Draft.parse(text);
      const html = renderHtml({ draft });
      assert.equal(calls(html), shownCalls);
      assert.equal(notes(html), shownNotes);
      const { notes: laidOut } = layOutManuscript({ draft });
      const shown = [...laidOut.values()].map(({ marked }) => marked.map((word) => word.text).join(''));
      assert.deepEqual(shown.sort(), shownNotes.split(' ').sort());
      assert.deepEqual(typeset(text), [...new Set(shownCalls.split(' '))]);
      // Word counts them itself where that gives the same numbers; else each call bears its number.
      const file = await renderDocx({ draft }, DOCX_OPTIONS);
      const own = [
        ...(partsOf(file)['word/document.xml'] ?? '').matchAll(/customMarkFollows="1" w:id="\d+"\/><w:t>([^<]+)</g),
      ];
      const counts = [...new Set(shownCalls.split(' '))].every((sign, index) => sign === String(index + 1));
      assert.deepEqual(
        own.map(([, sign]) => sign),
        counts ? [] : [...new Set(shownCalls.split(' '))],
      );
    });

  it('keep their names in Markdown', () => {
    const text = `1.1 A[^wick].\n\n${give('wick')}`;
    assert.ok(renderMarkdown({ draft: Draft.parse(text) }).includes('A[^wick].'));
  });

  it('anew in each version, and a call that stays bears its new number', async () => {
    const old = Draft.parse(`1.1 A[^wick].\n\n1.2 Gone.[^gone]\n\n${give('wick', 'gone')}`);
    const after = Draft.parse(`1.0 New.[^new]\n\n1.1 A[^wick].\n\n${give('new', 'wick')}`);
    const html = renderHtml({ comparison: compareDrafts(old, after) });
    assert.equal(calls(html.replace(/<nav[\s\S]*?<\/nav>/g, '')), '1 2 2');
    const file = await renderDocx({ comparison: compareDrafts(old, after) }, DOCX_OPTIONS);
    assert.ok(!(partsOf(file)['word/document.xml'] ?? '').includes('customMarkFollows'));
    assert.match(
      docxLines(file, 'rejected').join('\n'),
      /1\.1\tA\[note: Note wick\.\]\.\n1\.2\tGone\.\[note: Note gone\.\]/,
    );
  });

  it('where words of a note are deleted, the page is that of its call', async () => {
    const old = Draft.parse('# 1 A\n\n1.1 A[^wick].\n\n[^wick]: Of white cotton.\n');
    const after = Draft.parse('# 1 A\n\n1.1 A[^wick].\n\n[^wick]: Of cotton.\n');
    const xml =
      partsOf(await renderDocx({ comparison: compareDrafts(old, after) }, { ...DOCX_OPTIONS, listOfChanges: true }))[
        'word/document.xml'
      ] ?? '';
    const [, bookmark = 'none'] = / PAGEREF (_footnote\S+) /.exec(xml) ?? [];
    const marked = xml.slice(xml.indexOf(`w:name="${bookmark}"`)).split('<w:bookmarkEnd')[0] ?? '';
    assert.match(marked, /<w:footnoteReference /);
  });
});
