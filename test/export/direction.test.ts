import assert from 'node:assert/strict';
import { strFromU8, unzipSync } from 'fflate';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { renderHtml } from '../../server/src/export/html/render-html.js';
import { layOutManuscript } from '../../server/src/export/manuscript/lay-out.js';
import { makeTypesettingJob } from '../../server/src/export/pdf/render-pdf.js';
import { Draft } from '../../server/src/model/draft.js';
import { DOCX_OPTIONS } from '../support/office-files.js';

/** Texts of one block, and whether it is read from the right. */
const BLOCKS: readonly (readonly [name: string, text: string, isFromRight: boolean])[] = [
  ['a clause in Arabic', '1.1 تستحق الرسوم على كل سفينة.', true],
  ['a clause in Hebrew with a number and a bracket', '1.1 תשלום יבוצע (מלח) לפני 1.2.', true],
  ['a clause in Arabic with the name of a company', '1.1 تدفع شركة Ware Ltd الرسوم قبل اليوم الأول من الشهر.', true],
  ['a heading in Arabic', '# Fees\n\n## الرسوم', true],
  ['an item in Hebrew', '- סירה', true],
  ['a quotation in Arabic', '> قول مقتبس هنا.', true],
  ['a table in Arabic', '| السفينة | الرسم |\n| --- | --- |\n| شراعية | 5 |', true],
  ['look-alike: a clause in English with a word in Hebrew', '1.1 A fee is due under the rule of שלום.', false],
  ['look-alike: a clause in English', '1.1 A fee is due.', false],
  ['look-alike: figures alone', '1.1 5 – 7', false],
  ['look-alike: code with a word in Arabic', '```\nname = "سفينة"\nx\n```', false],
  [
    'look-alike: a table in English with a cell in Arabic',
    '| Vessel | Due |\n| --- | --- |\n| سفينة | five pounds |',
    false,
  ],
];

describe('words that are read from the right', () => {
  for (const [name, text, isFromRight] of BLOCKS)
    it(`stand at the right in Word, on a page and in a PDF: ${name}`, async () => {
      const draft = Draft.parse(`${text}\n`);
      const word = strFromU8(unzipSync(await renderDocx({ draft }, DOCX_OPTIONS))['word/document.xml']!);
      assert.equal(/<w:bidi(?:Visual)?\/>/.test(word), isFromRight, 'Word');
      assert.equal(renderHtml({ draft }).includes(' dir="rtl"'), isFromRight, 'page');
      const { blocks } = JSON.parse(makeTypesettingJob(layOutManuscript({ draft }, {}), {}).data) as {
        blocks: object[];
      };
      assert.equal(JSON.stringify(blocks).includes('"rtl":true'), isFromRight, 'PDF');
    });

  it('are said so in Word at the place that the schema has for it, words of other letters among them aside', async () => {
    const draft = Draft.parse('1.1 تدفع شركة Ware الرسوم:\n\n(a) سفينة.\n');
    const word = strFromU8(unzipSync(await renderDocx({ draft }, DOCX_OPTIONS))['word/document.xml']!);
    for (const [properties] of word.matchAll(/<w:pPr>.*?<\/w:pPr>/g))
      assert.doesNotMatch(properties, /<w:(?:spacing|ind|jc)\b.*<w:bidi\/>/);
    const runs = [...word.matchAll(/<w:r>(?:(?!<\/w:r>).)*<\/w:r>/g)].map(([run]) => run);
    assert.ok(runs.some((run) => run.includes('الرسوم') && run.includes('<w:rtl/>')));
    assert.ok(
      !runs.some(
        (run) =>
          /[A-Za-z]/.test(run.replace(/<[^>]*>/g, '')) && !/[\u0600-\u06ff]/.test(run) && run.includes('<w:rtl/>'),
      ),
    );
  });

  it('have cells of figures at the right of a table that is read from there', async () => {
    const draft = Draft.parse('| السفينة | الرسم |\n| --- | --- |\n| شراعية | 5 |\n');
    const word = strFromU8(unzipSync(await renderDocx({ draft }, DOCX_OPTIONS))['word/document.xml']!);
    assert.equal(
      word.match(/<w:tc>.*?<\/w:tc>/g)?.every((cell) => cell.includes('<w:bidi/>')),
      true,
    );
  });
});
