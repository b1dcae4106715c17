import assert from 'node:assert/strict';
import { numberChanges } from '../../server/src/compare/change-numbers.js';
import { writeChangeRegister } from '../../server/src/compare/change-register.js';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { numberLoadedComparison } from '../../server/src/consultation/change-numbering.js';
import { listChangeItems } from '../../server/src/features/change-items.js';
import { describeKinds, listProvisionChanges } from '../../server/src/features/known-changes.js';
import { Draft } from '../../server/src/model/draft.js';
import { resolveUri } from '../../server/src/workspace/uri.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';

const CASES: readonly (readonly [name: string, old: string, after: string, said: readonly string[]])[] = [
  ['a number', '2.1 The limit is 12 Devices.', '2.1 The limit is 24 Devices.', ['Clause 2.1: 12 → 24']],
  [
    'a number in a sub-paragraph',
    '2.1 Thus:\n\n(c) pay 12 pounds.',
    '2.1 Thus:\n\n(c) pay 24 pounds.',
    ['Clause 2.1(c): 12 → 24'],
  ],
  [
    'two numbers',
    '2.1 At 9 Devices, or 12 Meters.',
    '2.1 At 10 Devices, or 24 Meters.',
    ['Clause 2.1: 9 → 10; 12 → 24'],
  ],
  ['words', '2.1 A plan each month.', '2.1 A plan each week.', ['Clause 2.1: month → week']],
  [
    'a word put in',
    '2.1 The User shall pay.',
    '2.1 The User shall not pay.',
    ['Clause 2.1: “not” inserted after “The User shall”'],
  ],
  ['a new clause', '2.1 The User shall pay.', '2.1 The User shall pay.\n\n2.2 So shall others do.', ['Clause 2.2: ']],
  [
    'the front matter, which is no change',
    '---\nversion: V1.0\n---\n\n2.1 The limit is 12.',
    '---\nversion: V1.1\nbaseline: x.md\n---\n\n2.1 The limit is 12.',
    [],
  ],
];

describe('the list of changes in the editor', () => {
  for (const [name, old, after, said] of CASES)
    it(`says ${name}`, () => {
      const [before, now] = [old, after].map((text) => Draft.parse(`${text}\n`));
      assert.ok(before && now);
      const items = listChangeItems(compareDrafts(before, now));
      assert.deepEqual(
        items.map(({ label, words }) => `${label}: ${words}`),
        said,
      );
    });

  it('gives each change the number that the register has for it', async () => {
    const files = {
      'keeling.yaml': 'documents: [{ id: A, path: a.md, baseline: old.md }]\n',
      'old.md': '2.1 The limit is 12 Devices.\n',
      'a.md': '2.1 The limit is 24 Devices.\n\n2.2 A Device is new.\n',
    };
    const comparison = compareDrafts(Draft.parse(files['old.md']), Draft.parse(files['a.md']));
    const [line] = numberChanges(comparison, []).lines;
    const register = writeChangeRegister({ against: null, lines: line ? [{ ...line, number: 4 }] : [] });
    const host = new MemoryHost({ ...files, 'a.changes.jsonl': register });
    const workspace = await Workspace.load(host, FOLDER);
    const numbered = numberLoadedComparison(workspace, resolveUri(FOLDER, 'a.md'), comparison);
    assert.deepEqual(
      listChangeItems(numbered).map(({ label, number }) => `${label}: ${number}`),
      ['Clause 2.1: 4', 'Clause 2.2: null'],
    );
    assert.deepEqual(listProvisionChanges(numbered).map(describeKinds), ['amended (change 4)', 'inserted']);
  });
});
