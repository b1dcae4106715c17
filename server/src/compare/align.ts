import { matchBetween, matchInOrder, matchLike } from './match-alike.js';
import { matchEnds, matchHashes, matchInPlace } from './match-same.js';
import { type CutDraft, findKeptOrder, hasWords, LEAST_MOVED_WORDS, type MatchingSide } from './matching-side.js';

/** Which unit of one draft became which unit of the other. */
export interface UnitAlignment {
  /** For each old unit the index of its partner among the new units, or −1. */
  readonly partner: Int32Array;
  /** 1 for each old unit that has a partner and changed its place among the others. */
  readonly moved: Uint8Array;
  /** Whether too much was left between matched units to be searched. */
  readonly gaveUp: boolean;
}

/** Matches the units of two drafts by their words and numbers, and finds which of them moved. */
export function alignUnits(oldCut: CutDraft, newCut: CutDraft): UnitAlignment {
  const oldSide: MatchingSide = { ...oldCut, partner: new Int32Array(oldCut.units.length).fill(-1) };
  const newSide: MatchingSide = { ...newCut, partner: new Int32Array(newCut.units.length).fill(-1) };
  matchEnds(oldSide, newSide);
  matchHashes(oldSide, newSide);
  matchInPlace(oldSide, newSide);
  matchLike(oldSide, newSide);
  const gaveUp = matchBetween(oldSide, newSide);
  matchInOrder(oldSide, newSide);
  if (releaseStrayHeadings(oldSide, newSide)) matchBetween(oldSide, newSide);
  return { partner: oldSide.partner, moved: findMoves(oldSide, newSide), gaveUp };
}

/**
 * Parts headings that would have moved without anything they head: "General" may stand over many
 * sections.
 * @returns whether there were any
 */
function releaseStrayHeadings(oldSide: MatchingSide, newSide: MatchingSide): boolean {
  const stayed = new Set(findKeptOrder(oldSide).map(([index]) => index));
  let isAny = false;
  oldSide.partner.forEach((partner, index) => {
    if (partner === -1 || stayed.has(index) || oldSide.units[index]!.kind !== 'heading') return;
    if (keepsCompany(oldSide, newSide, index)) return;
    oldSide.partner[index] = -1;
    newSide.partner[partner] = -1;
    isAny = true;
  });
  return isAny;
}

/** Whether something under a heading, or the heading next to it, is still there at its partner. */
function keepsCompany(oldSide: MatchingSide, newSide: MatchingSide, index: number): boolean {
  const to = oldSide.partner[index]!;
  const endOfRun = ({ units }: MatchingSide, at: number): number => {
    let end = at + 1;
    while (end < units.length && units[end]!.kind !== 'heading') end++;
    return end;
  };
  const newEnd = endOfRun(newSide, to);
  for (let i = endOfRun(oldSide, index) - 1; i > index; i--) {
    const j = oldSide.partner[i]!;
    if (j > to && j < newEnd) return true;
  }
  return oldSide.partner[index + 1] === to + 1 || (index > 0 && to > 0 && oldSide.partner[index - 1] === to - 1);
}

/**
 * Marks what did not keep its order as moved. What is too small to be shown as moved loses its
 * partner.
 */
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
