import assert from 'node:assert/strict';
import { strFromU8, unzipSync } from 'fflate';
import { numberChanges, withChangeNumbers } from '../../server/src/compare/change-numbers.js';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { renderHtml } from '../../server/src/export/html/render-html.js';
import { layOutManuscript } from '../../server/src/export/manuscript/lay-out.js';
import { sayMarginNumbers, sayNumbers } from '../../server/src/export/manuscript/number-places.js';
import { renderMarkdown } from '../../server/src/export/markdown/render-markdown.js';
import { makeTypesettingJob, renderPdf } from '../../server/src/export/pdf/render-pdf.js';
import { Draft } from '../../server/src/model/draft.js';
import { docxLines } from '../support/docx-text.js';
import { readPdf } from '../support/pdf-text.js';
import { typesetter } from '../support/typesetter.js';

const OLD = `## 1 Duties

1.1 The Board shall keep a plan of the work that it means to do in the coming year.

1.2 The Board shall:

(a) publish the plan;[^1] and

(b) review it each month.

1.3 A member may object under Clause 1.1.

1.4 This Clause is no longer needed by anybody.

**Table 1.1 – Reports**

| Report | Day |
| --- | --- |
| First | Monday |
| Second | Tuesday |

- one of the items that nobody reads
- another item of that list

[^1]: In the form that the Panel sets.
`;
const NEW = OLD.replace('each month', 'each week')
  .replace('1.4 This Clause is no longer needed by anybody.\n\n', '')
  .replace('| Second', '| Extra | Sunday |\n| Second')
  .replace('Tuesday', 'Friday')
  .replace('another item', 'one more item')
  .replace('that the Panel sets', 'that the Panel or the Chair sets')
  .replace('## 1 Duties', '## 1 Duties of the Board');

const comparison = compareDrafts(Draft.parse(OLD), Draft.parse(NEW));
const numbers = new Map(
  [...numberChanges(comparison, []).numbers].map(([change, number]) => [change, number + 100] as const),
);
const numbered = withChangeNumbers(comparison, numbers);
const all = [...numbers.values()];
const OPTIONS = { author: 'A', date: '2026-01-05' };
const split = (words: readonly string[]) =>
  words
    .flatMap((each) => each.split(','))
    .map(Number)
    .sort((a, b) => a - b);

async function documentXml(source: { comparison: typeof comparison }): Promise<string> {
  return strFromU8(unzipSync(await renderDocx(source, OPTIONS))['word/document.xml'] ?? new Uint8Array());
}

describe('the numbers of changes', () => {
  it('stand once in the margin of a page, a PDF and a Word file', async () => {
    assert.equal(all.length, 7);
    const html = renderHtml({ comparison: numbered });
    assert.deepEqual(split([...html.matchAll(/ data-change="([^"]*)"/g)].map(([, words = '']) => words)), all);
    const { data } = makeTypesettingJob(layOutManuscript({ comparison: numbered }, { listOfChanges: false }));
    assert.deepEqual(split([...data.matchAll(/"numbers":"([^"]*)"/g)].map(([, words = '']) => words)), all);
    const xml = await documentXml({ comparison: numbered });
    assert.deepEqual(split([...xml.matchAll(/name="Keeling change ([^"]*)"/g)].map(([, words = '']) => words)), all);
  });

  it('are read in a PDF beside the clause, and are none of the words of a Word file', async () => {
    const bytes = await renderPdf({ comparison: numbered }, typesetter, { listOfChanges: false, legend: false });
    const text = (await readPdf(bytes)).texts.join(' ');
    for (const number of all) assert.ok(text.includes(String(number)), `${number} in ${text}`);
    const lines = async (source: { comparison: typeof comparison }) =>
      docxLines(await renderDocx(source, { ...OPTIONS, listOfChanges: false }), 'accepted');
    assert.deepEqual(await lines({ comparison: numbered }), await lines({ comparison }));
  });

  it('stand before each line of the list of changes', async () => {
    const wanted = [...all].map(String);
    const { changes } = layOutManuscript({ comparison: numbered });
    assert.deepEqual(split((changes?.entries ?? []).map((entry) => (entry.numbers ?? []).join())), all);
    assert.match(
      renderMarkdown({ comparison: numbered }, { listOfChanges: true }),
      new RegExp(`List of changes: ${wanted[0]} `),
    );
    assert.ok(
      docxLines(await renderDocx({ comparison: numbered }, OPTIONS), 'accepted').some((line) =>
        line.startsWith(`No.\tProvision`),
      ),
    );
  });

  it('are left out where a change is not marked, and without a register', async () => {
    const html = renderHtml({ comparison: numbered }, { without: ['consequential', 'typographical', 'formatting'] });
    assert.ok(split([...html.matchAll(/ data-change="([^"]*)"/g)].map(([, words = '']) => words)).length <= all.length);
    assert.doesNotMatch(renderHtml({ comparison }), /data-change="|with-numbers"/);
    assert.doesNotMatch(await documentXml({ comparison }), /AlternateContent/);
  });

  it('are said in short', () => {
    assert.equal(sayNumbers([9, 3, 5, 6, 7, 10]), '3, 5 to 7, 9, 10');
    assert.equal(sayMarginNumbers([3, 5, 6, 7]), '3,5–7');
    assert.equal(sayNumbers([]), '');
  });
});
