import assert from 'node:assert/strict';
import { findChangeNumbers, numberChanges } from '../../server/src/compare/change-numbers.js';
import {
  mendChangeRegister,
  type RegisteredChange,
  readChangeRegister,
  writeChangeRegister,
} from '../../server/src/compare/change-register.js';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { Draft } from '../../server/src/model/draft.js';
import { makeRandom } from '../support/random-edits.js';

const WORDS =
  'shall licence party meter notice report panel approve within days record site supply test plan data issue publish review fault'.split(
    ' ',
  );

/** A clause with a word of its own, by which the test knows it whatever its number is. */
interface Clause {
  readonly own: string;
  readonly words: string;
}

/** Clauses with numbers without gaps, each of which cites another one. */
function render(clauses: readonly Clause[]): Draft {
  const text = clauses.map(
    ({ own, words }, index) =>
      `4.${index + 1} The ${own} ${words}, subject to Clause 4.${1 + ((index * 7) % clauses.length)}.`,
  );
  return Draft.parse(`## 4 Duties\n\n${text.join('\n\n')}\n`);
}

class Drafter {
  private count = 0;
  constructor(private readonly random: () => number) {}

  pick(count: number): number {
    return Math.floor(this.random() * count);
  }

  clause(): Clause {
    const length = 12 + this.pick(20);
    const words = Array.from({ length }, () => WORDS[this.pick(WORDS.length)]).join(' ');
    return { own: `keeper${++this.count}x`, words };
  }

  /** Inserts, deletes, amends or moves clauses, but none of those that are to stay as they are. */
  edit(clauses: readonly Clause[], fixed: ReadonlySet<string>): Clause[] {
    const after = [...clauses];
    for (let edits = 1 + this.pick(4); edits > 0; edits--) {
      const at = this.pick(after.length);
      const clause = after[at];
      const kind = this.pick(4);
      if (kind === 0) after.splice(at, 0, this.clause());
      else if (!clause || fixed.has(clause.own)) continue;
      else if (kind === 1) after.splice(at, 1);
      else if (kind === 2)
        after[at] = { ...clause, words: `${clause.words} and ${WORDS[this.pick(WORDS.length)]} twice` };
      else {
        after.splice(at, 1);
        after.splice(this.pick(after.length + 1), 0, clause);
      }
    }
    return after;
  }
}

/** The number of each clause's change, by the clause's own word; inserted and amended ones only. */
function numbersOfClauses(old: Draft, draft: Draft, register: readonly RegisteredChange[]) {
  const comparison = compareDrafts(old, draft);
  const numbered = numberChanges(comparison, register);
  const byOwn = new Map<string, number>();
  for (const change of comparison.changes) {
    const own = /keeper\d+x/.exec(change.edits.map(({ text }) => text).join(''))?.[0];
    const number = numbered.numbers.get(change);
    assert.ok(own !== undefined && number !== undefined);
    byOwn.set(`${own} ${change.new === null ? 'gone' : 'there'}`, number);
  }
  return { byOwn, lines: numbered.lines };
}

describe('numbers of changes', () => {
  it('stay through ten rounds of edits elsewhere, and none is used twice', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const drafter = new Drafter(makeRandom(seed * 7919));
      const inForce = Array.from({ length: 24 }, () => drafter.clause());
      const old = render(inForce);
      // Three changes that stand: an insertion, an amendment and a deletion.
      const inserted = drafter.clause();
      const amended = inForce[11];
      const deleted = inForce[17];
      assert.ok(amended && deleted);
      const fixed = new Set([inserted.own, amended.own]);
      let clauses = inForce.filter((each) => each !== deleted);
      clauses[11] = { ...amended, words: `${amended.words} without delay` };
      clauses.splice(5, 0, inserted);
      let register: readonly RegisteredChange[] = [];
      const standing: string[] = [];
      const ownerOf = new Map<number, string>();
      for (let round = 0; round < 11; round++) {
        const { byOwn, lines } = numbersOfClauses(old, render(clauses), register);
        standing.push(
          [`${inserted.own} there`, `${amended.own} there`, `${deleted.own} gone`].map((own) => byOwn.get(own)).join(),
        );
        for (const [own, number] of byOwn) {
          const name = own.split(' ')[0] ?? '';
          assert.equal(ownerOf.get(number) ?? name, name, `seed ${seed}, round ${round}: number ${number}`);
          ownerOf.set(number, name);
        }
        register = readChangeRegister(writeChangeRegister({ against: null, lines })).lines;
        assert.deepEqual(register, lines);
        clauses = drafter.edit(clauses, fixed);
      }
      assert.deepEqual([...new Set(standing)].length, 1, `seed ${seed}: ${standing.join(' | ')}`);
    }
  });

  const OLD = Draft.parse('## 4 Duties\n\n4.1 The DCC shall keep a plan.\n\n4.2 The DCC shall review it each month.\n');
  const draftWith = (...clauses: string[]) =>
    Draft.parse(`## 4 Duties\n\n${clauses.map((words, index) => `4.${index + 1} ${words}`).join('\n\n')}\n`);
  const KEEP = 'The DCC shall keep a plan.';
  const REVIEW = 'The DCC shall review it each week.';
  const numbersIn = (draft: Draft, lines: readonly RegisteredChange[]) => {
    const comparison = compareDrafts(OLD, draft);
    const found = findChangeNumbers(comparison, lines);
    return comparison.changes.map(
      (change) => `${change.new?.label ?? `old ${change.old?.label}`}: ${found.get(change) ?? '–'}`,
    );
  };

  it('are kept where the words of an insertion are changed, and new ones are never old ones', () => {
    const long =
      'Each party shall report every fault of its meters to the panel within ten days of the day on which it arose.';
    const first = numberChanges(compareDrafts(OLD, draftWith(KEEP, REVIEW, long)), []);
    assert.deepEqual(first.added, [1, 2]);
    // Number 2 is withdrawn, and what comes later is another change.
    const second = numberChanges(compareDrafts(OLD, draftWith(KEEP, REVIEW)), first.lines);
    assert.deepEqual([second.added, second.withdrawn], [[], [2]]);
    const third = numberChanges(compareDrafts(OLD, draftWith(KEEP, REVIEW, long)), second.lines);
    assert.deepEqual([third.added, third.withdrawn], [[3], []]);
    const edited = draftWith(
      'A new first clause that nobody has seen.',
      KEEP,
      REVIEW,
      long.replace('ten days', 'twenty working days'),
    );
    const fourth = numberChanges(compareDrafts(OLD, edited), third.lines);
    assert.deepEqual([fourth.added.length > 0, fourth.withdrawn], [true, []]);
    assert.ok(numbersIn(edited, fourth.lines).includes('Clause 4.4: 3'), numbersIn(edited, fourth.lines).join());
  });

  it('of changes that a register does not have are missing', () => {
    const { lines } = numberChanges(compareDrafts(OLD, draftWith(KEEP, REVIEW)), []);
    assert.deepEqual(numbersIn(draftWith(KEEP, REVIEW, 'A third clause.'), lines), ['Clause 4.2: 1', 'Clause 4.3: –']);
  });

  describe('of two branches that were merged', () => {
    const base = numberChanges(compareDrafts(OLD, draftWith(KEEP, REVIEW)), []).lines;
    const ourWords = 'Each party shall send its records to the panel in June.';
    const theirWords = 'No fault may stay open for longer than forty days.';
    const ours = numberChanges(compareDrafts(OLD, draftWith(KEEP, REVIEW, ourWords)), base).lines;
    const theirs = numberChanges(compareDrafts(OLD, draftWith(KEEP, REVIEW, theirWords)), base).lines;
    const write = (lines: readonly RegisteredChange[]) => writeChangeRegister({ against: null, lines });
    const own = (lines: readonly RegisteredChange[]) => write(lines.filter((line) => !base.includes(line)));
    const conflict = `${write(base)}<<<<<<< HEAD\n${own(ours)}=======\n${own(theirs)}>>>>>>> other\n`;

    it('are reported where both gave one number, with the lines', () => {
      assert.deepEqual(readChangeRegister(conflict).faults, [
        { line: 2, message: 'two branches were merged, and git left a conflict' },
        { line: 5, message: 'the number 2 stands at line 3 too' },
      ]);
      assert.deepEqual(readChangeRegister(write(base) + own(ours) + own(theirs)).faults, [
        { line: 3, message: 'the number 2 stands at line 2 too' },
      ]);
      assert.deepEqual(
        readChangeRegister(conflict.replace('=======\n', `||||||| base\nno line\n=======\n`)).faults.length,
        2,
      );
      assert.deepEqual(
        readChangeRegister('{"number":0}\nnothing\n').faults.map(({ line }) => line),
        [1, 2],
      );
    });

    it('are mended: the first keeps its number, and the other gets one that is free', () => {
      const mended = mendChangeRegister(readChangeRegister(conflict));
      assert.deepEqual(mended.done, [
        'The change to Clause 4.3 (“No fault may stay open for longer than…”) has the number 3 now; it had 2, which is that of the change to Clause 4.3 (“Each party shall send its records to the…”).',
      ]);
      const merged = draftWith(KEEP, REVIEW, ourWords, theirWords);
      const numbered = numberChanges(compareDrafts(OLD, merged), mended.lines);
      assert.deepEqual([numbered.added, numbered.withdrawn], [[], []]);
      assert.deepEqual(numbersIn(merged, numbered.lines), ['Clause 4.2: 1', 'Clause 4.3: 2', 'Clause 4.4: 3']);
      assert.deepEqual(readChangeRegister(write(numbered.lines)).faults, []);
    });

    it('are mended where both numbered one change: the lower stays', () => {
      const both = numberChanges(compareDrafts(OLD, draftWith(KEEP, REVIEW, theirWords, ourWords)), base).lines;
      const mended = mendChangeRegister(readChangeRegister(write(base) + own(ours) + own(both)));
      const merged = draftWith(KEEP, REVIEW, theirWords, ourWords);
      const numbered = numberChanges(compareDrafts(OLD, merged), mended.lines);
      assert.deepEqual(new Set(numbersIn(merged, numbered.lines).map((each) => each.split(': ')[1])).size, 3);
      assert.ok(!numbersIn(merged, numbered.lines).join().includes('–'));
      assert.ok(numbersIn(merged, numbered.lines).includes('Clause 4.4: 2'));
    });
  });
});
