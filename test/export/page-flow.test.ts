import assert from 'node:assert/strict';
import { strFromU8, unzipSync } from 'fflate';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { renderHtml } from '../../server/src/export/html/render-html.js';
import { layOutManuscript } from '../../server/src/export/manuscript/lay-out.js';
import { makeTypesettingJob } from '../../server/src/export/pdf/render-pdf.js';
import { Draft } from '../../server/src/model/draft.js';

const table = (rows: number, words = 'Agree') => `| View | Mark |\n|---|---|\n${`| ${words} | x |\n`.repeat(rows)}\n`;

describe('tables right after one another', () => {
  const cases: readonly [name: string, text: string, kept: readonly boolean[]][] = [
    ['two small ones stay on one page', `1.1 Why?\n\n${table(3)}${table(2)}1.2 So.\n`, [true, false]],
    ['the third may begin a page', `1.1 Why?\n\n${table(3)}${table(2)}${table(2)}`, [true, false, false]],
    ['words part them', `1.1 Why?\n\n${table(3)}And.\n\n${table(2)}`, [false, false]],
    ['a heading parts them', `1.1 Why?\n\n${table(3)}## 2 B\n\n${table(2)}`, [false, false]],
    ['a long one is left alone', `1.1 Why?\n\n${table(3)}${table(9)}`, [false, false]],
    ['long words are left alone', `1.1 Why?\n\n${table(3)}${table(2, 'word '.repeat(150))}`, [false, false]],
    ['one at the end', `1.1 Why?\n\n${table(3)}`, [false]],
  ];
  for (const [name, text, kept] of cases)
    it(`${name}, in every format with pages`, async () => {
      const source = { draft: Draft.parse(text) };
      const pdf = JSON.parse(makeTypesettingJob(layOutManuscript(source)).data) as {
        readonly blocks: readonly { readonly kind: string; readonly sticky?: boolean }[];
      };
      const html = [...renderHtml(source).matchAll(/class="table[^"]*"/g)].map(([found]) => found.includes('leads'));
      const word = strFromU8(
        unzipSync(await renderDocx(source, { author: 'A', date: '2026-01-01' }))['word/document.xml']!,
      );
      const lastRows = [...word.matchAll(/<w:tbl>.*?<\/w:tbl>/gs)].map(([found]) => found.split('<w:tr>').at(-1) ?? '');
      assert.deepEqual(
        pdf.blocks.filter(({ kind }) => kind === 'table').map(({ sticky }) => sticky === true),
        kept,
      );
      assert.deepEqual(html, kept);
      assert.deepEqual(
        lastRows.map((row) => row.includes('<w:keepNext/>')),
        kept,
      );
    });
});
