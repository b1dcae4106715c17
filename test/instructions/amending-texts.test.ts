import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { applyInstructions } from '../../server/src/instructions/apply.js';
import { findDraftDifference } from '../../server/src/instructions/instructions.js';
import { Draft } from '../../server/src/model/draft.js';

const FOLDER = 'test/fixtures/instructions';

interface AmendingCase {
  readonly name: string;
  readonly old: string;
  readonly instructions: string;
  /** Null where the text is refused. */
  readonly wanted: string | null;
  /** "2: ambiguous", each with its line in the instructions. */
  readonly refused: readonly string[];
}

function readCases(file: string): AmendingCase[] {
  return readFileSync(`${FOLDER}/${file}`, 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [head = '', instructions = '', ...rest] = part.split(/^--- (?:instructions|new|refused)\n/m);
      const [name = '', ...old] = head.split('\n');
      const isRefused = /^--- refused$/m.test(part);
      const last = rest.join('');
      return {
        name,
        old: old.join('\n'),
        instructions,
        wanted: isRefused ? null : last,
        refused: isRefused ? last.split('\n').filter((line) => line !== '') : [],
      };
    });
}

describe('amending texts in the forms of public instruments', () => {
  for (const file of readdirSync(FOLDER)) {
    describe(file.replace('.txt', '').replace(/-/g, ' '), () => {
      for (const { name, old, instructions, wanted, refused } of readCases(file))
        it(name, () => {
          const draft = Draft.parse(old);
          const { result, reports } = applyInstructions(instructions, draft);
          const undone = reports.filter(({ state }) => state !== 'done');
          if (wanted === null) {
            assert.equal(result, null);
            assert.deepEqual(
              undone.map(({ line, state }) => `${line + 1}: ${state}`),
              refused,
            );
            for (const { reason } of undone) assert.ok(reason.length > 0);
            return;
          }
          assert.deepEqual(undone, []);
          assert.ok(result);
          assert.equal(findDraftDifference(Draft.parse(result.text), Draft.parse(wanted)), null, result.text);
        });
    });
  }
});
