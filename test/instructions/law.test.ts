import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyInstructions } from '../../server/src/instructions/apply.js';
import { findDraftDifference, writeInstructionsBetween } from '../../server/src/instructions/instructions.js';
import { namesOfDrafts, writeSchedulePaper } from '../../server/src/instructions/schedule-paper.js';
import { Draft } from '../../server/src/model/draft.js';
import { generatedPair, hasGenerator } from '../support/large-drafts.js';

const CASES = join('..', 'shared', 'cases');
const EXAMPLE = 'examples/further-testing';

/** How many small changes there were, and how many of them set the whole of a provision out. */
const shares = { small: 0, wholes: 0 };

/** Fails unless the instructions from one text to another make the one of the other. */
function expectLaw(old: string, neu: string): void {
  const [before, after] = [Draft.parse(old), Draft.parse(neu)];
  const schedule = writeInstructionsBetween(before, after);
  const paper = writeSchedulePaper(schedule, namesOfDrafts(before, after));
  shares.small += schedule.instructions.filter(({ isSmall }) => isSmall).length;
  shares.wholes += schedule.wholesOfSmallChanges;
  if (schedule.markdown === '') return;
  const { result, reports } = applyInstructions(paper, before);
  assert.deepEqual(
    reports.filter(({ state }) => state !== 'done'),
    [],
  );
  assert.ok(result);
  assert.equal(findDraftDifference(Draft.parse(result.text), after), null);
}

const read = (...path: string[]) => readFileSync(join(...path), 'utf8');

describe('instructions carried out on the old text', function () {
  this.timeout(60_000);

  it('give the new one, on the example', () => {
    for (const [old, neu] of [
      ['in-force/svtad-v1.4.md', 'svtad.md'],
      ['in-force/mtad-v1.2.md', 'mtad.md'],
    ] as const) {
      expectLaw(read(EXAMPLE, old), read(EXAMPLE, neu));
      expectLaw(read(EXAMPLE, neu), read(EXAMPLE, old));
    }
  });

  it('give the example character for character', () => {
    const before = Draft.parse(read(EXAMPLE, 'in-force/svtad-v1.4.md'));
    const neu = read(EXAMPLE, 'svtad.md');
    const { markdown } = writeInstructionsBetween(before, Draft.parse(neu));
    assert.equal(applyInstructions(markdown, before).result?.text, neu);
  });

  const folders = existsSync(CASES) ? readdirSync(CASES) : [];
  const pairs = folders.filter(
    (name) => existsSync(join(CASES, name, 'old.md')) && existsSync(join(CASES, name, 'new.md')),
  );
  if (pairs.length === 0) it.skip(`are not tried on cases, as there is no ${CASES}`);
  for (const name of pairs)
    it(`give the new one: ${name.replace(/-/g, ' ')}`, () => {
      expectLaw(read(CASES, name, 'old.md'), read(CASES, name, 'new.md'));
      expectLaw(read(CASES, name, 'new.md'), read(CASES, name, 'old.md'));
    });

  for (const rate of [1, 8])
    it(`give the new one of generated drafts, edited ${rate} times as much as usual`, function () {
      if (!hasGenerator()) this.skip();
      for (let seed = 41; seed < 46; seed++) {
        const { old, neu } = generatedPair('law', 50_000, 3, seed, rate);
        expectLaw(old, neu);
      }
    });

  it('seldom need the whole of a provision of which little changes', () => {
    assert.ok(shares.wholes <= 0.05 * shares.small, `${shares.wholes} of ${shares.small}`);
  });
});
