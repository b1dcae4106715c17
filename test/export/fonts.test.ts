import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { strFromU8, unzipSync } from 'fflate';
import { hasSign, readFonts } from '../../server/src/analysis/text/fonts.js';
import { findUnsetSigns, listOwnSigns } from '../../server/src/analysis/text/unset-signs.js';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { renderHtml } from '../../server/src/export/html/render-html.js';
import { allowNumbersOfSigns, equipTypesetter } from '../../server/src/export/own-fonts.js';
import { renderPdf } from '../../server/src/export/pdf/render-pdf.js';
import { SignsWithoutFont } from '../../server/src/failure.js';
import { Draft } from '../../server/src/model/draft.js';
import { makeFont } from '../support/fonts.js';
import { readPdf } from '../support/pdf-text.js';
import { typesetter } from '../support/typesetter.js';

const { resolve } = createRequire(import.meta.url);
const fontFile = (name: string) => readFileSync(resolve(`@expo-google-fonts/${name}`));

describe('the fonts of a PDF', () => {
  it('are read from their files', () => {
    const [arimo] = readFonts(fontFile('arimo/400Regular/Arimo_400Regular.ttf')) ?? [];
    assert.equal(arimo?.family, 'Arimo');
    const has = (sign: string) => hasSign(arimo!.signs, sign.codePointAt(0)!);
    assert.deepEqual([...'AéЖשあ☐'].map(has), [true, true, true, true, false, false]);
  });

  for (const [name, bytes] of [
    ['nothing', new Uint8Array()],
    ['words', new TextEncoder().encode('no font at all, but some words')],
    ['the half of a font', fontFile('arimo/400Regular/Arimo_400Regular.ttf').subarray(0, 400)],
    ['a collection that is cut off', new TextEncoder().encode('ttcf\0\x01\0\0\0\0\0\x05')],
  ] as const)
    it(`are not read from ${name}`, () => assert.equal(readFonts(bytes), null));

  it('have the signs of the table, and no others', async function () {
    this.timeout(120_000);
    const own = listOwnSigns().flatMap((ranges) => [...ranges]);
    // The ends of the runs of each font, and signs on either side.
    const tried = new Set<string>();
    for (const [at, point] of own.entries())
      if (at % 5 === 0)
        for (const each of [point - 1, point, point + 1]) tried.add(String.fromCodePoint(Math.max(0x20, each)));
    for (let point = 0x900; point < 0xa000; point += 131) tried.add(String.fromCodePoint(point));
    const signs = [...tried].filter((sign) => !/[\p{M}\p{C}\p{Z}"\\]/u.test(sign));
    const unset = signs.filter((sign) => findUnsetSigns(sign, []).length > 0);
    assert.ok(unset.length > 100 && signs.length - unset.length > 300, `${unset.length} of ${signs.length}`);
    assert.deepEqual(await refusedBy(signs.map((sign) => `${sign} `).join('')), unset);
  });

  it('that are installed on a system are not used', async () => {
    // A syllable that DejaVu Sans has, which is installed on most systems with Linux.
    assert.deepEqual(await refusedBy('ᑱ'), ['ᑱ']);
  });
});

describe('a sign that no font has', () => {
  const draftOf = (text: string) => ({ draft: Draft.parse(text) });
  const compared = (old: string, after: string) => ({
    comparison: compareDrafts(Draft.parse(old), Draft.parse(after)),
  });
  for (const [name, source, expected] of [
    [
      'in a clause',
      draftOf('# 1 Fees\n\n1.1 Pay 円.\n'),
      'the PDF has no font for “円” (U+5186) in line 3: name one under “fonts” in keeling.yaml',
    ],
    [
      'as an entity',
      draftOf('1.1 Pay\n&#x5186;.\n'),
      'the PDF has no font for “円” (U+5186) in line 2: name one under “fonts” in keeling.yaml',
    ],
    [
      'of one program',
      draftOf('1.1 Pay \uf0b7.\n'),
      'the PDF has no font for “\uf0b7” (U+F0B7) in line 1: write the sign that it stands for',
    ],
    [
      'that was deleted',
      compared('1.1 Pay.\n\n1.2 Pay 円 or 元.\n', '1.1 Pay.\n\n1.2 Pay €.\n'),
      'the PDF has no font for “円” (U+5186), “元” (U+5143) in line 3 of the old version: name one under “fonts” in keeling.yaml',
    ],
  ] as const)
    it(`${name} is refused with its line`, async () => {
      await assert.rejects(renderPdf(source, typesetter), (error: Error) => {
        assert.equal(error.message, expected);
        return true;
      });
    });

  it('is shown by its number in a draft of the pack', async () => {
    const pdf = await readPdf(await renderPdf(draftOf('1.1 Pay 円.\n'), allowNumbersOfSigns(typesetter)));
    assert.match(wordsOf(pdf), /Pay ?\[U\+5186\]/);
  });

  it('is set in a font of the project, bold, in code and marked', async () => {
    const bytes = makeFont('Own Signs', [...'円元']);
    const fonts = { files: [bytes], fonts: readFonts(bytes) ?? [] };
    const own = equipTypesetter(typesetter, fonts);
    const source = compared('1.1 Pay **円** or `元`.\n', '1.1 Pay **元** or `円`, *円*.\n');
    assert.match(wordsOf(await readPdf(await renderPdf(source, own))), /1\.1Pay元or円or元,円\./);
    await assert.rejects(renderPdf(draftOf('1.1 Pay 円 or 本.\n'), own), /no font for “本” \(U\+672C\) in line 1/);
  });

  it('needs no font in Word and HTML, which name those of the project', async () => {
    const fonts = readFonts(makeFont('Own Signs', [...'円元あ'])) ?? [];
    const source = draftOf('1.1 Pay 円.\n');
    const look = { author: 'A', date: '2026-01-01', fonts };
    const styles = strFromU8(unzipSync(await renderDocx(source, look))['word/styles.xml']!);
    assert.match(styles, /w:eastAsia="Own Signs" w:cs="Arial"/);
    assert.match(renderHtml(source, look), /Helvetica, 'Own Signs', sans-serif/);
    assert.match(renderHtml(source), /Helvetica, sans-serif/);
  });
});

describe('signs that no bold or sloping letters have', () => {
  it('are set upright in bold and sloping words', async () => {
    const text = '# 1 Fees Ⓐ\n\n1.1 Pay **fees ⓑ** or *dues ⓒ ☐*, ***both ⓓ***.\n';
    assert.match(
      wordsOf(await readPdf(await renderPdf({ draft: Draft.parse(text) }, typesetter))),
      /FeesⒶ.*feesⓑ.*duesⓒ☐.*bothⓓ/,
    );
  });
});

function wordsOf({ pages }: Awaited<ReturnType<typeof readPdf>>): string {
  return pages
    .flat()
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, '');
}

/** The signs of a text that the typesetter refuses. */
async function refusedBy(text: string): Promise<readonly string[]> {
  const program = '#set document(title: "x")\n#set text(lang: "en", font: json("fonts.json").text, fallback: false)\nx';
  try {
    await typesetter.pdf({ program, data: JSON.stringify(text), files: new Map() });
    return [];
  } catch (error) {
    if (error instanceof SignsWithoutFont) return error.signs;
    throw error;
  }
}
