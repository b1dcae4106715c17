import assert from 'node:assert/strict';
import { strFromU8, unzipSync } from 'fflate';
import { compareDrafts } from '../../server/src/compare/compare.js';
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

describe('a Part', () => {
  const part = (number: number, name: string) =>
    `## Part ${number} – ${name}\n\n### ${number} ${name}\n\n${number}.1 ${name} pay.\n\n`;
  const text = (...parts: string[]) => `# Rules\n\n${parts.join('')}`;
  const starts = (old: string, neu: string) =>
    layOutManuscript({ comparison: compareDrafts(Draft.parse(old), Draft.parse(neu)) }).layouts.flatMap((layout) =>
      layout.kind === 'heading' && layout.startsPage ? [layout.words.map(({ text: said }) => said).join('')] : [],
    );
  const OLD = text(part(1, 'Boats'), part(2, 'Locks'), part(3, 'Rafts'));

  it('that is struck begins no page', () =>
    assert.deepEqual(starts(OLD, text(part(1, 'Boats'), part(2, 'Locks'))), ['Part 2 – Locks']));
  it('that is put in begins one', () =>
    assert.deepEqual(starts(text(part(1, 'Boats'), part(2, 'Locks')), OLD), ['Part 2 – Locks', 'Part 3 – Rafts']));
});

describe('the header of a table', () => {
  const TEXT = 'The keeper reads the gauge at noon and sends the reading to the warden. '.repeat(6);
  for (const [name, header, isRepeated] of [
    ['of names is repeated on each page', 'Keeper', true],
    ['that is a text stands on the first page alone', TEXT, false],
  ] as const)
    it(`${name}, in every format with pages`, async () => {
      const source = { draft: Draft.parse(`| ${header} | Mark |\n|---|---|\n${'| Agree | x |\n'.repeat(3)}`) };
      const pdf = JSON.parse(makeTypesettingJob(layOutManuscript(source)).data) as {
        readonly blocks: readonly { readonly repeats?: boolean }[];
      };
      const word = strFromU8(
        unzipSync(await renderDocx(source, { author: 'A', date: '2026-01-01' }))['word/document.xml']!,
      );
      assert.equal(pdf.blocks[0]?.repeats, isRepeated);
      assert.equal(word.includes('<w:tblHeader/>'), isRepeated);
      assert.equal(renderHtml(source).includes('class="table text-above'), !isRepeated);
    });
});

describe('the contents of a PDF', () => {
  const gap = (count: number) => {
    const text = Array.from({ length: count }, (_, i) => `# ${i + 1} Boats\n\n${i + 1}.1 Words.\n\n`).join('');
    return (
      JSON.parse(makeTypesettingJob(layOutManuscript({ draft: Draft.parse(text) })).data) as { contentsGap: number }
    ).contentsGap;
  };

  it('are drawn together where a few last lines would stand on a page of their own', () => {
    const gaps = Array.from({ length: 20 }, (_, i) => gap(i + 28));
    const together = gaps.filter((each) => each < 0.8).length;
    assert.ok(together > 0 && together < 6, gaps.join());
    assert.ok(gaps.every((each) => each >= 0.5));
  });
  it('stay as they are where half a page is left for them', () => assert.equal(gap(60), 0.8));
});
