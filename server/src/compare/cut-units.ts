import type { UnitAlignment } from './align.js';
import { containmentBeside, containmentOf } from './likeness.js';
import { type CutDraft, wordSetOfUnit } from './matching-side.js';
import type { ComparedUnit } from './units.js';

/**
 * The share of a unit's words that must be found in another if it was split from it or merged into
 * it.
 */
const CONTAINED = 0.6;
/**
 * The share that must be found there and nowhere in the rest of the other unit, which may use the
 * same phrases.
 */
const CONTAINED_ALONE = 0.5;
/** The greatest number of units that one is split into. */
const MOST_CUTS = 12;

/**
 * Widens matched units over the units beside them that were split from them: a clause split in two
 * becomes one unit with both parts, and two clauses that were merged become one unit. The words
 * must not be in the matched unit as well.
 * @returns the units of both sides; one that was taken up by a neighbour is no longer a unit of its
 *   own
 */
export function widenOverCuts(
  oldSide: CutDraft,
  newSide: CutDraft,
  { partner, moved }: UnitAlignment,
): { readonly old: readonly ComparedUnit[]; readonly new: readonly ComparedUnit[] } {
  // A unit taken up by one neighbour must not be taken up by the other as well.
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

/**
 * The run of units around one, itself included, that were split from the unit it is matched with.
 */
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

function joinUnits({ units }: CutDraft, start: number, end: number): ComparedUnit {
  const [first, last] = [units[start]!, units[end - 1]!];
  const size = units.slice(start, end).reduce((sum, unit) => sum + unit.size, 0);
  return { ...first, end: last.end, size };
}
