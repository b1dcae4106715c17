import fc from 'fast-check';
import { applyInstructions } from '../../server/src/instructions/apply.js';
import {
  findDraftDifference,
  type InstructionSchedule,
  UnsayableChange,
  writeInstructionsBetween,
} from '../../server/src/instructions/instructions.js';
import { Draft } from '../../server/src/model/draft.js';
import { hostilePairs, ordinaryPairs, type TextPair } from './fuzz-pairs.js';
import { BrokenLaw, type Fuzzer } from './fuzzer.js';

/** The instructions from one draft to another; null where they are refused. */
function tryInstructions(oldDraft: Draft, newDraft: Draft): InstructionSchedule | null {
  try {
    return writeInstructionsBetween(oldDraft, newDraft);
  } catch (error) {
    if (error instanceof UnsayableChange) return null;
    throw error;
  }
}

/**
 * Instructions: carried out on the old text they give the new one, or they are refused; and no text
 * that is given as instructions breaks their reader.
 */
export const instructions: Fuzzer<TextPair> = {
  name: 'instructions',
  inputs: (texts) => fc.oneof({ weight: 3, arbitrary: ordinaryPairs(texts) }, hostilePairs(texts)),
  check({ old, new: neu }, counts) {
    const [before, after] = [Draft.parse(old), Draft.parse(neu)];
    applyInstructions(neu, before);
    const schedule = tryInstructions(before, after);
    counts.add(schedule ? 'schedules of instructions' : 'pairs refused');
    if (!schedule || schedule.markdown === '') return;
    const { result, reports } = applyInstructions(schedule.markdown, before);
    const undone = reports.find(({ state }) => state !== 'done');
    if (!result) throw new BrokenLaw('instructions can be carried out', `${undone?.words}: ${undone?.reason}`);
    const place = findDraftDifference(Draft.parse(result.text), after);
    if (place !== null) throw new BrokenLaw('instructions give the new text', `they do not at ${place}`);
    counts.add('instructions', schedule.instructions.length);
  },
};
