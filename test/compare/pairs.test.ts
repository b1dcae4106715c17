import assert from 'node:assert/strict';
import { bothTexts, compare, marks, told } from './marks.js';
import { PAIRS } from './pairs.js';

describe('hand-made pairs', () => {
  for (const pair of PAIRS) {
    it(pair.name, () => {
      const comparison = compare(pair.old, pair.new);
      assert.equal(marks(comparison), pair.marks);
      assert.deepEqual(told(comparison), pair.told);
      assert.deepEqual(bothTexts(comparison), { old: pair.old, new: pair.new });
      assert.deepEqual(comparison.notes, []);
    });
  }
});
