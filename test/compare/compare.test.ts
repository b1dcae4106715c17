import assert from 'node:assert/strict';
import { comparisonToJson } from '../../server/src/compare/comparison-json.js';
import type { Provision } from '../../server/src/model/provision.js';
import { changeSummaries, compareTexts } from './marks.js';

const OLD = `## 4 Testing

4.1 The DCC shall produce a test plan for each Device Model and publish it.

4.2 Each User may object to the test plan:

(a) within ten Working Days of its publication; and

(b) in writing to the Panel.

4.3 The Panel shall decide on every objection under Clause 4.2(b).

| Row | Test |
|---|---|
| 1 | Pair the meter |
| 2 | Send an alert |
`;

const NEW = `## 4 Testing

4.1 Words in this Section have the meaning that the Code gives them.

4.2 The DCC shall produce a test plan for each Device Model and publish it.

4.3 Each User may object to the test plan:

(a) giving its reasons in full;

(b) within ten Working Days of its publication; and

(c) in writing to the Panel.

4.4 The Panel shall decide on every objection under Clause 4.3(c).

| Row | Test |
|---|---|
| 1 | Pair the meter |
| 2 | Restore the power |
| 3 | Send an alert |
`;

describe('a comparison', () => {
  const comparison = compareTexts(OLD, NEW);
  const byLabel = (provisions: readonly Provision[], label: string) =>
    provisions.find((each) => each.label === label) as Provision;

  it('maps provisions in both directions, sub-paragraphs and rows included', () => {
    for (const [before, after] of [
      ['Section 4', 'Section 4'],
      ['Clause 4.1', 'Clause 4.2'],
      ['Clause 4.2(b)', 'Clause 4.3(c)'],
      ['row 2 of the table', 'row 3 of the table'],
      ['table', 'table'],
    ] as const) {
      const oldProvision = byLabel(comparison.old.provisions, before);
      const newProvision = byLabel(comparison.new.provisions, after);
      assert.equal(comparison.map.newOf(oldProvision)?.label, after);
      assert.equal(comparison.map.oldOf(newProvision)?.label, before);
    }
    assert.equal(comparison.map.oldOf(byLabel(comparison.new.provisions, 'Clause 4.1')), null);
    assert.equal(comparison.map.oldOf(byLabel(comparison.new.provisions, 'row 2 of the table')), null);
  });

  it('tells the same of versions whose line ends are another system’s', () => {
    const elsewhere = (text: string) => text.replaceAll('\n', '\r\n');
    assert.deepEqual(changeSummaries(compareTexts(OLD, elsewhere(NEW))), changeSummaries(compareTexts(OLD, NEW)));
    assert.deepEqual(changeSummaries(compareTexts(elsewhere(OLD), NEW)), changeSummaries(compareTexts(OLD, NEW)));
    assert.deepEqual(changeSummaries(compareTexts(OLD, elsewhere(OLD))), []);
  });

  it('gives the JSON of the interface', () => {
    const json = comparisonToJson(comparison, { segments: true });
    assert.deepEqual(json.summary, {
      inserted: 3,
      deleted: 0,
      amended: 0,
      moved: 0,
      renumbered: 6,
      consequential: 1,
      typographical: 0,
      formatting: 0,
    });
    assert.deepEqual(json.changes[0], {
      kinds: ['inserted'],
      old: null,
      new: { label: 'Clause 4.1', line: 2 },
      edits: [
        {
          op: 'insert',
          class: 'substance',
          text: '4.1 Words in this Section have the meaning that the Code gives them.',
        },
      ],
    });
    assert.deepEqual(
      json.changes.find((change) => change.kinds.includes('consequential')),
      {
        kinds: ['renumbered', 'consequential'],
        old: { label: 'Clause 4.3', line: 10 },
        new: { label: 'Clause 4.4', line: 14 },
        edits: [
          { op: 'delete', class: 'consequential', text: '4.3' },
          { op: 'insert', class: 'consequential', text: '4.4' },
          { op: 'equal', text: ' The Panel shall decide on every objection under Clause ' },
          { op: 'delete', class: 'consequential', text: '4.2(b)' },
          { op: 'insert', class: 'consequential', text: '4.3(c)' },
          { op: 'equal', text: '.' },
        ],
      },
    );
    assert.ok(
      json.segments?.every(
        (segment) => (segment.op === 'delete' || segment.op === 'insert') === (segment.class !== undefined),
      ),
    );
    assert.equal('segments' in comparisonToJson(comparison, { segments: false }), false);
  });

  it('marks both ends of a move with one number', () => {
    const oldText =
      '1.1 The DCC shall test the meters that it installs.\n\n1.2 The Panel meets in the first week of May.\n\n1.3 Users pay the fees that the Panel sets:\n\n(a) at once; and\n\n(b) in full.\n';
    const newText =
      '1.1 Users pay the fees that the Panel sets:\n\n(a) at once; and\n\n(b) in full.\n\n1.2 The DCC shall test the meters that it installs.\n\n1.3 The Panel meets in the first week of May.\n';
    const { blocks } = compareTexts(oldText, newText);
    const moved = blocks.filter((block) => block.move !== null);
    assert.deepEqual(
      moved.map((block) => [block.old, block.new, block.move]),
      [
        [null, 0, 1],
        [null, 1, 1],
        [null, 2, 1],
        [2, null, 1],
        [3, null, 1],
        [4, null, 1],
      ],
    );
  });
});
