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

/**
 * Cases are "=== name", the old text, and "--- instructions"; a case without an old text is about
 * the one of the case before it. What follows "--- new" is the whole new text; after "--- changed"
 * only lines that go ("-") and come ("+"), each group with a blank line after it.
 */
function readCases(file: string): AmendingCase[] {
  let old = '';
  return readFileSync(`${FOLDER}/${file}`, 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [head = '', instructions = '', ...rest] = part.split(/^--- (?:instructions|new|changed|refused)\n/m);
      const [name = '', ...own] = head.split('\n');
      if (own.join('').trim() !== '') old = own.join('\n');
      const last = rest.join('');
      const isRefused = /^--- refused$/m.test(part);
      const wanted = /^--- changed$/m.test(part) ? changeLines(old, last) : last;
      return {
        name,
        old,
        instructions,
        wanted: isRefused ? null : wanted,
        refused: isRefused ? last.split('\n').filter((line) => line !== '') : [],
      };
    });
}

function changeLines(old: string, changes: string): string {
  return changes
    .split(/\n\n+(?=-)/)
    .filter((group) => group.trim() !== '')
    .reduce((text, group) => {
      const lines = group.split('\n');
      const pick = (sign: string) =>
        lines
          .filter((line) => line.startsWith(sign))
          .map((line) => line.slice(1))
          .join('\n');
      const gone = pick('-');
      assert.equal(text.split(gone).length, 2, `“${gone}” stands in the old text once`);
      return text.replace(gone, () => pick('+'));
    }, old);
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
