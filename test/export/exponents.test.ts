import assert from 'node:assert/strict';
import { strFromU8, unzipSync } from 'fflate';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { renderHtml } from '../../server/src/export/html/render-html.js';
import { Draft } from '../../server/src/model/draft.js';
import { faultsOfPair } from '../support/conservation-law.js';
import { DOCX_OPTIONS } from '../support/office-files.js';

const NOTES = '\n\n<sup>2</sup> Two.\n\n<sup>3</sup> Three.\n\n<sup>6</sup> Six.\n';

/** A text, and the notes that its raised numbers call. */
const CASES: readonly [text: string, ...called: string[]][] = [
  [`1.1 The Panel<sup>2</sup> and the Board<sup>3</sup> act in 2019<sup>6</sup>.${NOTES}`, '2', '3', '6'],
  [`1.1 Part of (see below)<sup>2</sup>; the 4th<sup>3</sup> day.${NOTES}`, '2', '3'],
  [`1.1 Energy is E = mc<sup>2</sup>, over m<sup>3</sup>, 10<sup>6</sup> J.${NOTES}`],
  [`1.1 The sum of (a + b)<sup>2</sup> and 40 km<sup>2</sup> or 5m<sup>3</sup>.${NOTES}`],
  // A draft whose notes are Markdown's calls none by a raised number.
  ['1.1 The Panel<sup>2</sup> acts[^2].\n\n[^2]: Two.\n', '2'],
  ['1.1 The Panel<sup>2</sup> acts.\n\n[^2]: Two.\n'],
];

describe('a raised number', () => {
  for (const [text, ...called] of CASES) {
    it(`calls ${called.join(', ') || 'no note'}: ${text.slice(0, 60)}`, () => {
      const draft = Draft.parse(text);
      const html = renderHtml({ draft });
      const links = [...html.matchAll(/<sup><a href="#footnote-(\d+)"/g)].map(([, label]) => label);
      assert.deepEqual(links, called);
    });
  }

  it('is a power also in contents, lists of changes, quotations and notes of what was replaced', () => {
    const old =
      '# 1 Tanks of 4 m<sup>2</sup>\n\n1.1 It has 5 m<sup>2</sup>.\n\n1.2 See Clause 1.1.\n\n# 2 B\n\n# 3 C\n';
    const after = old
      .replace('5 m<sup>2', '5 m<sup>3')
      .replace('1.2', '1.3 Over 10<sup>6</sup> kg.[^1]\n\n1.2')
      .concat('\n[^1]: N.\n');
    const comparison = compareDrafts(Draft.parse(old), Draft.parse(after));
    const house = renderHtml({ comparison });
    assert.match(house, /<nav class="contents".*Tanks of 4 m<sup>2<\/sup>.*<\/nav>/);
    assert.match(house, /inserted: “Over 10⁶ kg\.”/);
    assert.match(house, /data-said="1\.1 It has 5 m³\."/);
    assert.match(renderHtml({ comparison }, { marks: 'brackets' }), /substituted for “<sup>2<\/sup>”/);
    assert.deepEqual(Draft.parse(old).provisions[0]?.title, 'Tanks of 4 m²');
  });

  it('bears no style of a note in Word', async () => {
    const file = await renderDocx(
      { draft: Draft.parse('1.1 It has 5 m<sup>2</sup>.[^1]\n\n[^1]: N.\n') },
      DOCX_OPTIONS,
    );
    const xml = strFromU8(unzipSync(file)['word/document.xml'] ?? new Uint8Array());
    assert.match(xml, /<w:r><w:rPr><w:vertAlign w:val="superscript"\/><\/w:rPr><w:t>2<\/w:t>/);
  });

  it('is the same power where what it is a power of changed, and is written once', () => {
    const [old, after] = ['1.1 E = mc<sup>2</sup>.[^2]\n\n[^2]: N.\n', '1.1 E = ½mv<sup>2</sup>.[^2]\n\n[^2]: N.\n'];
    const html = renderHtml({ comparison: compareDrafts(Draft.parse(old), Draft.parse(after)) });
    assert.match(html, /<del>mc<\/del><ins>½mv<\/ins><sup>2<\/sup>\.<sup><a href="#footnote-2"/);
  });

  for (const [name, old, after] of [
    [
      'what it is raised after changed',
      `1.1 It is in m<sup>2</sup>.${NOTES}`,
      `1.1 It is as said<sup>2</sup>.${NOTES}`,
    ],
    ['the note went', `1.1 It is as said<sup>2</sup>.${NOTES}`, '1.1 It is as said<sup>2</sup>.\n'],
    [
      'the note is one of Markdown now',
      `1.1 It is as said<sup>2</sup>.${NOTES}`,
      '1.1 It is as said<sup>2</sup>.[^2]\n\n[^2]: Two.\n',
    ],
  ] as const)
    it(`goes and comes where it calls a note in one version alone, as ${name}`, async () => {
      assert.deepEqual(await faultsOfPair(old, after), []);
      assert.deepEqual(await faultsOfPair(after, old), []);
      const html = renderHtml({ comparison: compareDrafts(Draft.parse(old), Draft.parse(after)) });
      assert.match(html, /<del[^>]*><sup>(?:<a [^>]*>)?2(?:<\/a>)?<\/sup><\/del><ins[^>]*><sup>(?:<a [^>]*>)?2/);
    });
});
