import assert from 'node:assert/strict';
import { strFromU8, unzipSync } from 'fflate';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { renderHtml } from '../../server/src/export/html/render-html.js';
import { layOutManuscript } from '../../server/src/export/manuscript/lay-out.js';
import { Draft } from '../../server/src/model/draft.js';

/** The levels of the headings of the text, as the layout, Word and HTML have them. */
async function listLevels(source: Parameters<typeof renderHtml>[0]) {
  const layouts = layOutManuscript(source).layouts.flatMap((each) => (each.kind === 'heading' ? [each.depth] : []));
  const xml = strFromU8(unzipSync(await renderDocx(source, { author: 'A', date: '2026-01-01' }))['word/document.xml']!);
  const word = [...xml.matchAll(/<w:pStyle w:val="Heading(\d)"\/>/g)].map(([, level]) => Number(level));
  const html = [...renderHtml(source).matchAll(/<h(\d) id="(?!_)/g)].map(([, level]) => Number(level));
  return { layouts, word, html };
}

const write = (...headings: readonly string[]) =>
  `---\ntitle: T\n---\n\n${headings.map((each) => `${each}\n\nWords.\n`).join('\n')}`;

describe('levels of headings', () => {
  const cases: readonly [name: string, text: string, layouts: readonly number[], html: readonly number[]][] = [
    [
      'those of one level stay beside one another below a gap',
      write(
        '## Part 1 – General',
        '### Rule 1 – Words',
        '### Rule 2 – Duties',
        '## Part 2 – Heat',
        '### Rule 3 – Pipes',
      ),
      [1, 2, 2, 1, 2],
      [2, 3, 3, 2, 3],
    ],
    [
      'a gap of two',
      write('# Article I', '#### Section 1.1. Name', '#### Section 1.2. Seat', '##### Notes'),
      [1, 2, 2, 3],
      [2, 3, 3, 4],
    ],
    ['a deeper one first', write('# Article I', '#### A', '### B', '#### C'), [1, 2, 2, 3], [2, 3, 3, 4]],
    [
      'a text whose first heading is its title',
      '# The Title\n\nWords.\n\n## Aims\n\n#### Notes\n\nWords.\n\n## Names\n',
      [1, 2, 3, 2],
      [2, 3, 2],
    ],
    ['levels without a gap', write('# A', '## B', '### C', '## D', '# E'), [1, 2, 3, 2, 1], [2, 3, 4, 3, 2]],
    [
      'the outermost keep the size that Markdown gives them',
      write('## Aims', '## Words', '### Notes', '## Names'),
      [2, 2, 3, 2],
      [2, 2, 3, 2],
    ],
  ];
  for (const [name, text, layouts, html] of cases)
    it(`${name}, in every format`, async () => {
      const found = await listLevels({ draft: Draft.parse(text) });
      assert.deepEqual(found, { layouts, word: layouts.slice(-html.length), html });
    });

  it('what is deleted opens no level in the new text, nor what is inserted in the old', () => {
    const old = Draft.parse(write('# Article I', '## Gone', '#### Below what goes', '# Article II', '#### Stays'));
    const neu = Draft.parse(write('# Article I', '# Article II', '## Comes', '#### Stays'));
    const source = { comparison: compareDrafts(old, neu) };
    assert.deepEqual(
      layOutManuscript(source).layouts.flatMap((each) =>
        each.kind === 'heading' ? [[each.words.map(({ text }) => text).join(''), each.mark?.op ?? '', each.depth]] : [],
      ),
      [
        ['Article I', '', 1],
        ['Gone', 'delete', 2],
        ['Below what goes', 'delete', 3],
        ['Article II', '', 1],
        ['Comes', 'insert', 2],
        ['Stays', '', 3],
      ],
    );
  });

  it('the contents of a page list every heading of a level', () => {
    const text = write(
      '## Part 1 – A',
      '### Rule 1 – B',
      '### Rule 2 – C',
      '### Rule 3 – D',
      '## Part 2 – E',
      '### Rule 4 – F',
      '### Rule 5 – G',
    );
    const listed = renderHtml({ draft: Draft.parse(text) }).match(/<nav class="contents".*?<\/nav>/s)?.[0] ?? '';
    assert.equal([...listed.matchAll(/<a href="#rule-/g)].length, 5);
  });
});
