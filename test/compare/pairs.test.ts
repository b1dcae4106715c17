import assert from 'node:assert/strict';
import { HARD_PAIRS } from './hard-pairs.js';
import { bothTexts, changeSummaries, compareTexts, scriptMarks } from './marks.js';
import { PAIRS } from './pairs.js';

describe('hand-made pairs', () => {
  for (const pair of [...PAIRS, ...HARD_PAIRS]) {
    it(pair.name, () => {
      const comparison = compareTexts(pair.old, pair.new);
      assert.equal(scriptMarks(comparison), pair.marks);
      assert.deepEqual(changeSummaries(comparison), pair.told);
      assert.deepEqual(bothTexts(comparison), { old: pair.old, new: pair.new });
      assert.deepEqual(comparison.notes, []);
    });
  }

  it('one clause put in renumbers forty, and nothing else of them is marked', () => {
    const bodies = 'record publish withdraw review approve reject file copy'
      .split(' ')
      .flatMap((verb) =>
        ['the notice', 'a certificate', 'each report', 'the register', 'an invoice'].map(
          (thing) => `The Secretary shall ${verb} ${thing} on request.`,
        ),
      );
    const clauses = (first: number) => bodies.map((body, i) => `7.${first + i} ${body}\n`).join('\n');
    const comparison = compareTexts(clauses(1), `7.1 The Secretary holds office for three years.\n\n${clauses(2)}`);
    assert.equal(
      scriptMarks(comparison),
      `{++7.1 The Secretary holds office for three years.\n\n++}${bodies
        .map((body, i) => `{c--7.${i + 1}--}{c++7.${i + 2}++} ${body}\n`)
        .join('\n')}`,
    );
    assert.deepEqual(changeSummaries(comparison), [
      'inserted: nothing → Clause 7.1',
      ...bodies.map((_, i) => `renumbered: Clause 7.${i + 1} → Clause 7.${i + 2}`),
    ]);
  });
});
