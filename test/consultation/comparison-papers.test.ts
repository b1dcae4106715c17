import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import type { Change } from '../../server/src/compare/change.js';
import { numberChanges } from '../../server/src/compare/change-numbers.js';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { makeComparisonPaper } from '../../server/src/consultation/comparison-papers.js';
import {
  comparisonTableToCsv,
  comparisonTableToMarkdown,
  makeComparisonTable,
  NO_FACTS,
} from '../../server/src/consultation/comparison-table.js';
import {
  destinationsToCsv,
  destinationsToMarkdown,
  makeDestinationTable,
} from '../../server/src/consultation/destinations.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { renderHtml } from '../../server/src/export/html/render-html.js';
import { readChangeTexts, type TextLine } from '../../server/src/export/manuscript/change-texts.js';
import { layOutManuscript } from '../../server/src/export/manuscript/lay-out.js';
import type { StyledWord } from '../../server/src/export/manuscript/manuscript.js';
import { makeTypesettingJob } from '../../server/src/export/pdf/render-pdf.js';
import { Draft } from '../../server/src/model/draft.js';
import { readInline } from '../../server/src/model/inline/inline.js';
import { editAtRandom } from '../support/random-edits.js';

const EXAMPLES = [
  ['in-force/svtad-v1.4.md', 'svtad.md'],
  ['in-force/mtad-v1.2.md', 'mtad.md'],
].map((names) => names.map((name) => readFileSync(`examples/further-testing/${name}`, 'utf8')));

const OLD = `---
document: CODE
version: V1
---

## 1 Duties

1.1 The Board shall keep a plan.

1.2 The Board shall:

(a) publish the plan;

(b) review it each month; and

(c) send it to the Panel.

1.3 A member may object under Clause 1.2.

1.4 This Clause is no longer needed.

## 2 Reports

2.1 The Board shall report on its plan.[^1]

**Table 2.1 – Reports**

| Report | Day |
| --- | --- |
| First | Monday |
| Second | Tuesday |

[^1]: In the form that the Panel sets.
`;
const NEW = OLD.replace('version: V1', 'version: V2')
  .replace('each month', 'each week')
  .replace('1.3 A member', '1.3 The plan shall be free | to read.\n\n1.4 A member')
  .replace('1.4 This Clause is no longer needed.\n\n', '')
  .replace('Tuesday', 'Friday')
  .replace('that the Panel sets', 'that the Panel or the Chair sets');

const comparisonOf = (old: string, after: string) => compareDrafts(Draft.parse(old), Draft.parse(after));
const lettersOf = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '');
const said = (lines: readonly TextLine[]) =>
  lettersOf(lines.map((line) => line.map(({ text, note }) => (note === null ? text : '')).join('')).join(''));

/** The letters and figures of one side of a change, as they are read. */
function readSide({ edits, old, new: after }: Change, without: 'insert' | 'delete'): string {
  const source = edits.flatMap(({ op, text }) => (op === without ? [] : [text])).join('');
  const words = Draft.parse(source).blocks.map((block) => readInline(block).text);
  const label = (without === 'insert' ? old : after)?.provision;
  const own = label?.kind === 'footnote' ? (label.number ?? '') : '';
  return lettersOf(own + words.join(' ').replace(/\[\^[^\]]*\]:?/g, ''));
}

describe('the texts of changes', () => {
  it('are all words of each changed provision, in order, once', () => {
    for (const [old = '', after = ''] of [...EXAMPLES, [OLD, NEW]]) {
      const comparison = comparisonOf(old, after);
      for (const [change, text] of readChangeTexts(comparison)) {
        const name = `${change.old?.label} → ${change.new?.label}`;
        if (change.old) assert.equal(said(text.old), readSide(change, 'insert'), name);
        if (change.new) assert.equal(said(text.new), readSide(change, 'delete'), name);
      }
    }
  });
});

describe('a comparison table', () => {
  const comparison = comparisonOf(OLD, NEW);
  const rowsIn = (markdown: string) => markdown.split('\n').filter((line) => /^\| (?:\d|\*\*)|^\*\*Table/.test(line));

  it('has the old text beside the new one, and what only follows at its end', () => {
    const [first] = comparison.changes;
    assert.ok(first);
    const facts = {
      numbers: null,
      reasons: new Map([[first, 'More often | now']]),
      questions: new Map([[first, ['Q1', 'Q2']]]),
    };
    assert.deepEqual(rowsIn(comparisonTableToMarkdown(makeComparisonTable(comparison, facts), 'T')), [
      '**Table 1 – Changes of substance**',
      '| 1 | Clause 1.2(b) | (b) review it each <b>month</b>; and | (b) review it each <b>week</b>; and | More often \\| now | Q1 and Q2 |',
      '| 2 | Clause 1.3 | *New* | 1\\.3 The plan shall be free \\| to read. |  |  |',
      '| 4 | Clause 1.4 | 1\\.4 This Clause is no longer needed. | *Omitted* |  |  |',
      '| 5 | Row Second of Table 2.1 | Second \\| <b>Tuesday</b> | Second \\| <b>Friday</b> |  |  |',
      '| 6 | Footnote 1 | 1 In the form that the Panel sets. | 1 In the form that the Panel<b> or the Chair</b> sets. |  |  |',
      '**Table 2 – Consequential changes and corrections**',
      '| 3 | Clause 1.4 (formerly Clause 1.3) | 1\\.3 | 1\\.4 | Consequential |  |',
    ]);
  });

  it('is there for a spreadsheet, without marks', () => {
    const csv = comparisonTableToCsv(makeComparisonTable(comparison, NO_FACTS)).split('\r\n');
    assert.equal(csv[0], '"No.","Provision","Text in force","Proposed text","Reason","Question"');
    assert.equal(csv[1], '"1","Clause 1.2(b)","(b) review it each month; and","(b) review it each week; and","",""');
    assert.equal(csv[2], '"2","Clause 1.3","","1.3 The plan shall be free | to read.","",""');
  });

  it('has the numbers of the register where there is one', () => {
    const [, ...others] = numberChanges(comparison, []).numbers;
    const table = makeComparisonTable(comparison, {
      ...NO_FACTS,
      numbers: new Map(others.map(([change, n]) => [change, n * 10])),
    });
    assert.deepEqual(
      [...table.substance, ...table.minor].map(({ number }) => number),
      ['', '20', '40', '50', '60', '30'],
    );
  });

  it('says where there is no change', () => {
    const none = comparisonTableToMarkdown(makeComparisonTable(comparisonOf(OLD, OLD), NO_FACTS), 'T');
    assert.match(none, /^There are no changes\.$/m);
  });

  it('stands on pages on their sides, its head on each, and leads nowhere', async () => {
    const { source } = makeComparisonPaper('table', comparison, NO_FACTS);
    const { layouts } = layOutManuscript(source);
    assert.ok(layouts.every(({ isLandscape }) => isLandscape));
    const [first] = layouts.flatMap((layout) => (layout.kind === 'table' ? [layout] : []));
    assert.deepEqual(
      first?.fit.widths.map((width) => Math.round(width / 140)),
      [5, 13, 29, 29, 16, 8],
    );
    const html = renderHtml(source);
    assert.doesNotMatch(html, /class="ref"/);
    assert.match(html, /<th scope="col">Text in force<\/th>/);
    const parts = unzipSync(await renderDocx(source, { author: 'A', date: '2026-01-05' }));
    const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
    assert.match(xml, /<w:tblHeader\/>/);
    assert.deepEqual(
      [...xml.matchAll(/<w:pgSz [^>]*>/g)].map(([size]) => size.includes('landscape')),
      [true],
    );
  });

  it('lets a row go on on the next page where it might not fit on one', async () => {
    const long = `${NEW}\n2.2 ${'The Board shall consider each matter with care. '.repeat(60)}\n`;
    const { source } = makeComparisonPaper('table', comparisonOf(OLD, long), NO_FACTS);
    const parts = unzipSync(await renderDocx(source, { author: 'A', date: '2026-01-05' }));
    const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
    const rows = xml.match(/<w:tr>[\s\S]*?<\/w:tr>/g) ?? [];
    assert.deepEqual(rows.filter((row) => !row.includes('<w:cantSplit/>')).length, 1);
  });
});

describe('tables of destinations and derivations', () => {
  const comparison = comparisonOf(OLD, NEW);
  const csvOf = (direction: 'destinations' | 'derivations') =>
    destinationsToCsv(makeDestinationTable(comparison, direction, NO_FACTS))
      .replaceAll('"', '')
      .split('\r\n');

  it('say what became of each provision, and where each comes from', () => {
    assert.deepEqual(csvOf('destinations'), [
      'In force (V1),Proposed (V2),Change',
      'Section 1,Section 1,',
      'Clause 1.1,Clause 1.1,',
      'Clause 1.2,Clause 1.2,Amended',
      'Clause 1.3,Clause 1.4,Renumbered',
      'Clause 1.4,,Omitted',
      'Section 2,Section 2,',
      'Clause 2.1,Clause 2.1,Amended',
      'Table 2.1,Table 2.1,Amended',
      '',
    ]);
    assert.deepEqual(csvOf('derivations').slice(4, 6), ['Clause 1.3,,New', 'Clause 1.4,Clause 1.3,Renumbered']);
  });

  it('name a sub-paragraph that did not go with its clause, and each provision once', () => {
    const old =
      '## 1 Duties\n\n1.1 The Board shall:\n\n(a) keep a plan of its work;\n\n(b) report on the plan each year; and\n\n(c) meet.\n';
    const after = '## 1 Duties\n\n1.1 The Board shall:\n\n(a) keep a plan of its work; and\n\n(b) meet.\n';
    const table = makeDestinationTable(comparisonOf(old, after), 'destinations', NO_FACTS);
    assert.deepEqual(
      table.rows.map(({ provision, other, change }) => `${provision.label}: ${other?.label ?? '–'} ${change}`),
      [
        'Section 1: Section 1 ',
        'Clause 1.1: Clause 1.1 Amended',
        'Clause 1.1(b): – Omitted',
        'Clause 1.1(c): Clause 1.1(b) Renumbered',
      ],
    );
  });

  it('join provisions that stay as they are, on paper', () => {
    const clauses = ['One duty.', 'Two duties.', 'Three duties.', 'The Board shall meet in June each year.'].map(
      (words, index) => `1.${index + 1} ${words}`,
    );
    const old = `## 1 Duties\n\n${clauses.join('\n\n')}\n`;
    const table = makeDestinationTable(comparisonOf(old, old.replace('June', 'July')), 'destinations', NO_FACTS);
    const rows = destinationsToMarkdown(table, 'T').split('\n').slice(-4, -1);
    assert.deepEqual(rows, [
      '| Section 1 | Section 1 |  |',
      '| Clauses 1.1 to 1.3 | Clauses 1.1 to 1.3 |  |',
      '| Clause 1.4 | Clause 1.4 | Amended |',
    ]);
  });
});

describe('an extract', () => {
  const linesOf = (old: string, after: string) =>
    layOutManuscript(makeComparisonPaper('extract', comparisonOf(old, after), NO_FACTS).source).layouts.map(
      (layout) => {
        const said = (words: readonly StyledWord[]) =>
          words.map(({ text, mark }) => (mark ? `${mark.op === 'insert' ? '+' : '-'}${text}` : text)).join('');
        if (layout.kind === 'table')
          return [layout.header, ...layout.rows].map(({ cells }) => cells.map(said).join(', ')).join('; ');
        return 'label' in layout ? `${said(layout.label)} ${said(layout.words)}`.trim() : layout.kind;
      },
    );

  it('is what changed, with its headings and the words that lead in to it', () => {
    assert.deepEqual(linesOf(OLD, NEW), [
      '1 Duties',
      '…',
      '1.2 The Board shall:',
      '…',
      '(b) review it each -month+week; and',
      '…',
      '+1.3 +The plan shall be free | to read.',
      '-1.3+1.4 A member may object under Clause 1.2.',
      '-1.4 -This Clause is no longer needed.',
      '2 Reports',
      '2.1 The Board shall report on its plan.',
      'Table 2.1 – Reports',
      'Report, Day; Second, -Tuesday+Friday',
    ]);
  });

  it('shows words that only look different, and nothing of a text that stays', () => {
    assert.deepEqual(linesOf(OLD, OLD.replace('keep a plan', 'keep **a plan**')), [
      '1 Duties',
      '1.1 The Board shall keep a plan.',
    ]);
    assert.deepEqual(linesOf(OLD, OLD), []);
  });

  it('holds each of its words once in every format, whatever was edited', async () => {
    const [[text = ''] = []] = EXAMPLES;
    for (let seed = 1; seed <= 5; seed++) {
      const comparison = comparisonOf(text, editAtRandom(text, seed));
      for (const kind of ['extract', 'table', 'destinations', 'derivations'] as const) {
        const { source } = makeComparisonPaper(kind, comparison, NO_FACTS);
        // Each writer throws where a word would be left out, doubled or out of order.
        renderHtml(source);
        await renderDocx(source, { author: 'A', date: '2026-01-05' });
        makeTypesettingJob(layOutManuscript(source));
      }
    }
  });
});
