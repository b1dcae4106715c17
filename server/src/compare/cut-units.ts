import type { UnitAlignment } from './align.js';
import { containmentBeside, containmentOf } from './likeness.js';
import { type CutDraft, wordSetOfUnit } from './matching-side.js';
import type { Unit } from './units.js';

/** How much of a unit must be found in another for it to have been cut from it, or to have been merged into it. */
const CONTAINED = 0.6;
/** How much of it must be found there and not in what the other became besides, which may be of the same phrases. */
const CONTAINED_ALONE = 0.5;
/** How many units one is cut into at most. */
const MOST_CUTS = 12;

/**
 * Widens matched units over those beside them that were cut from them: a clause that was split in two is one with both, and two clauses
 * that were merged are one with what they became. What is left of the old unit in its match must not hold the words as well.
 * @returns the units of both sides, widened where they were cut; a unit that went into another is no unit of its own any more
 */
export function widenOverCuts(
  oldSide: CutDraft,
  newSide: CutDraft,
  { partner, moved }: UnitAlignment,
): { readonly old: readonly Unit[]; readonly new: readonly Unit[] } {
  // A unit that one neighbour took up must not be taken up by the other as well.
  const oldTaken = Uint8Array.from(partner, (to) => (to === -1 ? 0 : 1));
  const newTaken = new Uint8Array(newSide.units.length);
  for (const to of partner) if (to !== -1) newTaken[to] = 1;
  const oldUnits = [...oldSide.units];
  const newUnits = [...newSide.units];
  partner.forEach((to, from) => {
    if (to === -1 || moved[from] || oldSide.units[from]!.kind !== 'text') return;
    const isLooseNew = (index: number) => newTaken[index] === 0 && newSide.units[index]?.kind === 'text';
    const isLooseOld = (index: number) => oldTaken[index] === 0 && oldSide.units[index]?.kind === 'text';
    if (isLooseNew(to - 1) || isLooseNew(to + 1)) {
      const [start, end] = findCutRun({ side: oldSide, at: from }, { side: newSide, at: to }, isLooseNew);
      if (end - start > 1) {
        newTaken.fill(1, start, end);
        newUnits[to] = joinUnits(newSide, start, end);
        return;
      }
    }
    if (isLooseOld(from - 1) || isLooseOld(from + 1)) {
      const [start, end] = findCutRun({ side: newSide, at: to }, { side: oldSide, at: from }, isLooseOld);
      if (end - start > 1) {
        oldTaken.fill(1, start, end);
        oldUnits[from] = joinUnits(oldSide, start, end);
      }
    }
  });
  return { old: oldUnits, new: newUnits };
}

interface UnitAt {
  readonly side: CutDraft;
  readonly at: number;
}

/** The run of units around one, its own included, that were cut from the unit that it is matched with. */
function findCutRun(whole: UnitAt, part: UnitAt, isLoose: (index: number) => boolean): [start: number, end: number] {
  const all = wordSetOfUnit(whole.side, whole.at);
  const rest = wordSetOfUnit(part.side, part.at);
  const isCut = (index: number): boolean => {
    if (!isLoose(index)) return false;
    const words = wordSetOfUnit(part.side, index);
    return containmentOf(words, all) >= CONTAINED && containmentBeside(words, all, rest) >= CONTAINED_ALONE;
  };
  let [start, end] = [part.at, part.at + 1];
  while (end - start < MOST_CUTS && isCut(end)) end++;
  while (end - start < MOST_CUTS && isCut(start - 1)) start--;
  return [start, end];
}

function joinUnits({ units }: CutDraft, start: number, end: number): Unit {
  const [first, last] = [units[start]!, units[end - 1]!];
  const size = units.slice(start, end).reduce((sum, unit) => sum + unit.size, 0);
  return { ...first, end: last.end, size };
}
