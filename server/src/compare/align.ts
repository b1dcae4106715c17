import { matchBetween, matchInOrder, matchLike } from './match-alike.js';
import { matchEnds, matchHashes, matchInPlace } from './match-same.js';
import { type CutDraft, findKeptOrder, hasWords, LEAST_MOVED_WORDS, type MatchingSide } from './matching-side.js';

/** Which unit became which. */
export interface UnitAlignment {
  /** For each old unit the index of the new one, or −1. */
  readonly partner: Int32Array;
  /** For each old unit with a partner: whether it left its place among the others. */
  readonly moved: Uint8Array;
  /** Whether so much was left between matched units that it was not searched in order. */
  readonly gaveUp: boolean;
}

/** Matches the units of two drafts by their words and their numbers, and tells which of them moved. */
export function alignUnits(oldCut: CutDraft, newCut: CutDraft): UnitAlignment {
  const oldSide: MatchingSide = { ...oldCut, partner: new Int32Array(oldCut.units.length).fill(-1) };
  const newSide: MatchingSide = { ...newCut, partner: new Int32Array(newCut.units.length).fill(-1) };
  matchEnds(oldSide, newSide);
  matchHashes(oldSide, newSide);
  matchInPlace(oldSide, newSide);
  matchLike(oldSide, newSide);
  const gaveUp = matchBetween(oldSide, newSide);
  matchInOrder(oldSide, newSide);
  return { partner: oldSide.partner, moved: findMoves(oldSide, newSide), gaveUp };
}

/** Marks as moved what did not keep its order; unties what is too small to be told as moved. */
function findMoves(oldSide: MatchingSide, newSide: MatchingSide): Uint8Array {
  const moved = new Uint8Array(oldSide.units.length);
  const stayed = new Set(findKeptOrder(oldSide).map(([index]) => index));
  oldSide.partner.forEach((partner, index) => {
    if (partner === -1 || stayed.has(index)) return;
    const unit = oldSide.units[index]!;
    if (unit.kind === 'heading' || hasWords(oldSide, index, LEAST_MOVED_WORDS)) moved[index] = 1;
    else {
      oldSide.partner[index] = -1;
      newSide.partner[partner] = -1;
    }
  });
  return moved;
}
