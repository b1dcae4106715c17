import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { type ExportOptions, MINOR_CLASSES, type MinorClass } from '../../server/src/export/export-options.js';
import { drawLegend } from '../../server/src/export/manuscript/drawn-legend.js';
import { layOutManuscript } from '../../server/src/export/manuscript/lay-out.js';
import type { Manuscript } from '../../server/src/export/manuscript/manuscript.js';
import type { MarkSchemeName } from '../../server/src/export/mark-schemes.js';
import { renderMarkdown } from '../../server/src/export/markdown/render-markdown.js';
import { Draft } from '../../server/src/model/draft.js';
import { generatedRevision } from '../support/generated-drafts.js';
import { allWords } from '../support/manuscript-words.js';

const OLD = `---
title: Testing
version: V1.4
classification: Public
---

## 20 Testing

20.1 The DCC shall keep a plan as in Clause 20.2.

20.2 The DCC shall publish the plan; it shall notify the Panel.
`;
/** One change of each class: a new clause, what it renumbers, a comma for a semicolon, and emphasis. */
const NEW = `---
title: Testing
version: V1.5
classification: Public
---

## 20 Testing

20.1 The DCC shall keep a **plan** as in Clause 20.3.

20.2 Each Party shall pay a charge of ten pounds.

20.3 The DCC shall publish the plan, it shall notify the Authority.
`;

const comparison = compareDrafts(Draft.parse(OLD), Draft.parse(NEW));
const drawn = (options: Partial<ExportOptions> = {}) => layOutManuscript({ comparison }, options);

const classesIn = (manuscript: Manuscript) =>
  [...new Set(allWords(manuscript).flatMap(({ mark }) => (mark ? [mark.class] : [])))].sort();
const newText = (manuscript: Manuscript) =>
  allWords(manuscript)
    .filter(({ mark }) => mark?.op !== 'delete')
    .map(({ text }) => text)
    .join('');

describe('the options of an export', () => {
  it('leave all marks where nothing is asked for', () => {
    assert.deepEqual(classesIn(drawn()), ['consequential', 'substance', 'typographical']);
  });

  for (const without of MINOR_CLASSES) {
    it(`leave the marks of ${without} changes out`, () => {
      const manuscript = drawn({ without: [without] });
      assert.ok(!classesIn(manuscript).includes(without));
      assert.equal(newText(manuscript), newText(drawn()));
      assert.ok(manuscript.changes?.entries.every(({ kinds }) => !kinds.includes(without)));
      assert.ok(!manuscript.legend.some(({ meaning }) => meaning.includes(without)));
    });
  }

  it('show the new text, whatever is left out', () => {
    fc.assert(
      fc.property(generatedRevision, fc.subarray([...MINOR_CLASSES]), ([old, neu], without) => {
        const each = compareDrafts(Draft.parse(old), Draft.parse(neu));
        const manuscript = layOutManuscript({ comparison: each }, { without });
        assert.ok(!classesIn(manuscript).some((found) => (without as string[]).includes(found)));
        assert.equal(newText(manuscript), newText(layOutManuscript({ comparison: each })));
      }),
      { numRuns: 100 },
    );
  });

  it('tell a clause that is only renumbered as consequential', () => {
    const kinds = (options: Partial<ExportOptions>) => drawn(options).changes?.counts.map(([kind]) => kind) ?? [];
    assert.ok(kinds({}).includes('renumbered'));
    assert.ok(!kinds({ without: ['consequential'] }).includes('renumbered'));
    assert.ok(kinds({ without: ['consequential'] }).includes('inserted'));
  });

  it('link each change listed to where it stands', () => {
    const { changes, layouts } = drawn();
    const anchors = layouts.flatMap(({ anchor }) => anchor ?? []);
    const inserted = changes?.entries.find(({ kinds }) => kinds.includes('inserted'));
    assert.deepEqual(inserted, {
      label: 'Clause 20.2',
      was: null,
      kinds: ['inserted'],
      words: '“Each Party shall pay a charge of ten pounds.”',
      anchor: 'clause-20-2',
      origins: [],
    });
    for (const { label, anchor } of changes?.entries ?? [])
      assert.ok(anchor !== null && anchors.includes(anchor), label);
  });

  it('put list and legend in front only of what is change-marked', () => {
    const options = { listOfChanges: true, legend: true };
    const none = { listOfChanges: false, legend: false };
    assert.deepEqual(drawn(options).front, options);
    assert.deepEqual(drawn().front, options);
    assert.deepEqual(drawn(none).front, none);
    const clean = layOutManuscript({ draft: Draft.parse(NEW) }, options);
    assert.deepEqual(clean.front, { listOfChanges: false, legend: false });
    assert.equal(clean.changes, null);
  });

  it('explain each look of a scheme once, and what it is on words that are bold already', () => {
    const explained = (marks: MarkSchemeName, without: readonly MinorClass[] = []) =>
      drawLegend(layOutManuscript({ comparison }, { marks, without })).map(
        ({ mark, meaning, isBold }) => `${mark?.op ?? 'note'}${isBold ? ', bold' : ''}: ${meaning}`,
      );
    const minor = 'consequential, typographical or formatting';
    assert.deepEqual(explained('brackets'), [
      'insert: inserted or moved here',
      'note: A1: the note at the end that quotes what was replaced or left out here',
    ]);
    assert.deepEqual(explained('keeling'), [
      'insert: inserted',
      'insert, bold: inserted, in headings and other bold words',
      'delete: deleted',
      'insert: moved here',
      'delete: moved away',
      `insert: inserted, ${minor}`,
      `insert, bold: inserted, ${minor}, in headings and other bold words`,
      `delete: deleted, ${minor}`,
    ]);
    for (const marks of ['house', 'mono'] as const)
      assert.deepEqual(explained(marks, MINOR_CLASSES), [
        'insert: inserted',
        'delete: deleted',
        'insert: moved here',
        'delete: moved away',
      ]);
  });

  for (const [status, watermark] of [
    ['', 'DRAFT'],
    ['status: draft\n', 'DRAFT'],
    ['status: Issued\n', null],
  ] as const) {
    it(`${watermark ? 'put DRAFT across the pages' : 'put nothing across the pages'} where the front matter says “${status.trim()}”`, () => {
      const draft = Draft.parse(`---\ntitle: A\n${status}---\n\nWords.\n`);
      assert.equal(layOutManuscript({ draft }).watermark, watermark);
      assert.equal(layOutManuscript({ draft }, { watermark: false }).watermark, null);
    });
  }

  it('take the classification of the front matter, unless another is given', () => {
    assert.equal(drawn().classification, 'Public');
    assert.equal(drawn({ classification: 'Controlled' }).classification, 'Controlled');
    assert.equal(layOutManuscript({ draft: Draft.parse('Words.\n') }).classification, null);
  });

  it('hold for Markdown, too', () => {
    const markdown = renderMarkdown({ comparison }, { without: MINOR_CLASSES });
    assert.match(markdown, /keep a \*\*plan\*\* as in Clause 20\.3\./);
    assert.match(
      markdown,
      /^20\.3 The DCC shall publish the plan, it shall notify the \{--Panel--\}\{\+\+Authority\+\+\}\.$/m,
    );
    const front = renderMarkdown({ comparison }, { listOfChanges: true, legend: true });
    assert.match(
      front,
      /^---\n\n\{>>Marks: [^\n]+<<\}\n\n\{>>List of changes: [^\n]*Clause 20\.2: inserted[^\n]*<<\}\n\n## 20/m,
    );
  });
});
