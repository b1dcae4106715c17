import assert from 'node:assert/strict';
import { Draft } from '../../server/src/model/draft.js';
import { readInline } from '../../server/src/model/inline/inline.js';
import type { Provision } from '../../server/src/model/provision.js';

function depthOf(provision: Provision): number {
  return provision.parent ? 1 + depthOf(provision.parent) : 1;
}

/**
 * Sub-paragraphs that each begin a list within the one above, with two at the end that go on from
 * the innermost.
 */
function nestedItems(levels: number): string {
  return ['(a) x:\n\n'.repeat(levels), '(b) y;\n\n', '(c) z.\n'].join('');
}

/** The depth of each provision, in the order of the text. */
const NESTED: readonly [levels: number, depths: readonly number[]][] = [
  [3, [1, 2, 3, 3, 3]],
  [12, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 12, 12]],
  [14, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 12, 12, 12, 12]],
];

describe('nesting', () => {
  for (const [levels, depths] of NESTED)
    it(`of ${levels} lists of sub-paragraphs ends at twelve`, () =>
      assert.deepEqual(Draft.parse(nestedItems(levels)).provisions.map(depthOf), depths));

  for (const [tags, isEmphasised] of [
    [19, true],
    [20, false],
    [40, false],
  ] as const)
    it(`of one style of HTML in ${tags} others ${isEmphasised ? 'shows' : 'does not'}`, () => {
      const text = `${'<b>'.repeat(tags)}<i>word</i>${'</b>'.repeat(tags)} plain`;
      const { runs } = readInline(Draft.parse(text).block(0));
      const word = runs.find((run) => run.text === 'word');
      assert.deepEqual([word?.strong, word?.emphasis], [true, isEmphasised]);
    });
});
