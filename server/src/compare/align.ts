import { saysKept } from '../model/head/kept-range.js';
import { bodyStart } from './likeness.js';
import { matchBetween, matchInOrder, matchLike } from './match-alike.js';
import {
  matchEnds,
  matchHashes,
  matchInPlace,
  matchLinesOfTitles,
  matchTitled,
  matchTitledBelow,
  rematchUntitled,
} from './match-same.js';
import {
  type CutDraft,
  findKeptOrder,
  hasWords,
  LEAST_MOVED_WORDS,
  type MatchingSide,
  pairUp,
} from './matching-side.js';

/** Text without a number needs as many words to be shown as moved. */
const LEAST_TELLING_WORDS = 12;

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
  matchTitledBelow(oldSide, newSide);
  matchHashes(oldSide, newSide);
  matchTitled(oldSide, newSide);
  matchInPlace(oldSide, newSide);
  matchLike(oldSide, newSide);
  const gaveUp = matchBetween(oldSide, newSide);
  matchInOrder(oldSide, newSide);
  settleKeptNumbers(oldSide, newSide);
  if (releaseStrays(oldSide, newSide)) matchBetween(oldSide, newSide);
  rematchUntitled(oldSide, newSide, (index) => keepsSomeBelow(oldSide, newSide, index));
  matchLinesOfTitles(oldSide, newSide);
  return { partner: oldSide.partner, moved: findMoves(oldSide, newSide), gaveUp };
}

/**
 * Parts units that would have moved although nothing shows that they are the same: headings without
 * anything they head ("General" may stand over many sections), and short or repeated text without a
 * number ("This clause is subject to clause 2.").
 * @returns whether there were any
 */
function releaseStrays(oldSide: MatchingSide, newSide: MatchingSide): boolean {
  const stayed = new Set(findKeptOrder(oldSide).map(([index]) => index));
  const isRepeated = findRepeated(oldSide, newSide);
  let isAny = false;
  oldSide.partner.forEach((partner, index) => {
    if (partner === -1 || stayed.has(index)) return;
    if (movesAlong(oldSide, index, stayed)) return;
    const { kind, name } = oldSide.units[index]!;
    const isStray =
      kind === 'heading'
        ? !keepsCompany(oldSide, newSide, index)
        : kind === 'text' && name === null && (!hasWords(oldSide, index, LEAST_TELLING_WORDS) || isRepeated(index));
    if (!isStray) return;
    oldSide.partner[index] = -1;
    newSide.partner[partner] = -1;
    isAny = true;
  });
  return isAny;
}

/** A unit that says more than that its number is kept is longer. */
const LONGEST_KEPT = 120;

/** Whether a unit says only that its number is kept: "4.3 Not Used." */
function isKeptNumber({ units, draft }: CutDraft, index: number): boolean {
  const { start, end, size, name } = units[index]!;
  if (name === null || end - start !== 1 || size > LONGEST_KEPT) return false;
  const block = draft.block(start);
  return saysKept(block.text.slice(bodyStart(block)));
}

/**
 * Parts units that are alike only because both say that their number is kept, as "4.3 Not Used" and
 * "4.4 Not Used", and matches what is left by number: a clause whose words went or came where such a
 * number stands is still that clause.
 */
function settleKeptNumbers(oldSide: MatchingSide, newSide: MatchingSide): void {
  const kept = (side: MatchingSide): number[] => [...side.units.keys()].filter((index) => isKeptNumber(side, index));
  const [keptOld, keptNew] = [kept(oldSide), kept(newSide)];
  if (keptOld.length === 0 && keptNew.length === 0) return;
  partRenamed(oldSide, newSide, keptOld);
  partRenamed(newSide, oldSide, keptNew);
  const places = new Map<string, number>();
  for (const [index, { name }] of newSide.units.entries()) {
    if (name !== null && newSide.partner[index] === -1) places.set(name, places.has(name) ? -1 : index);
  }
  const [isKeptOld, isKeptNew] = [new Set(keptOld), new Set(keptNew)];
  for (const [index, { name, kind }] of oldSide.units.entries()) {
    const to = name === null || oldSide.partner[index] !== -1 ? -1 : (places.get(name) ?? -1);
    if (to === -1 || kind !== newSide.units[to]!.kind || newSide.partner[to] !== -1) continue;
    if (isKeptOld.has(index) || isKeptNew.has(to)) pairUp(oldSide, newSide, index, to);
  }
}

/** Parts those units of one side whose partners have another name. */
function partRenamed(side: MatchingSide, other: MatchingSide, indices: readonly number[]): void {
  for (const index of indices) {
    const to = side.partner[index]!;
    if (to === -1 || side.units[index]!.name === other.units[to]!.name) continue;
    side.partner[index] = other.partner[to] = -1;
  }
}

/** How many paragraphs without a number may follow the heading that they moved with. */
const MOST_ALONG = 40;

/**
 * Whether text without a number moved with the unit before or after it, as the words that lead in a
 * list do: "An applicant qualifies if:".
 */
function movesAlong({ units, partner }: MatchingSide, index: number, stayed: ReadonlySet<number>): boolean {
  const { kind, name } = units[index]!;
  const to = partner[index]!;
  if (kind !== 'text' || name !== null) return false;
  const isBeside = (step: 1 | -1): boolean => {
    for (let k = step; Math.abs(k) <= MOST_ALONG; k += step) {
      const other = units[index + k];
      if (!other || partner[index + k] !== to + k || stayed.has(index + k)) return false;
      if (other.name !== null || other.kind === 'heading') return true;
    }
    return false;
  };
  return isBeside(-1) || isBeside(1);
}

/** Tells whether the first block of an old unit without a number is written elsewhere as well. */
function findRepeated(oldSide: MatchingSide, newSide: MatchingSide): (index: number) => boolean {
  let counts: { readonly old: ReadonlyMap<number, number>; readonly new: ReadonlyMap<number, number> } | null = null;
  const countHashes = ({ units, hashes }: MatchingSide): ReadonlyMap<number, number> => {
    const found = new Map<number, number>();
    for (const { name, start } of units) {
      if (name === null) found.set(hashes.exactHash(start), (found.get(hashes.exactHash(start)) ?? 0) + 1);
    }
    return found;
  };
  return (index) => {
    counts ??= { old: countHashes(oldSide), new: countHashes(newSide) };
    const hash = oldSide.hashes.exactHash(oldSide.units[index]!.start);
    return (counts.old.get(hash) ?? 0) > 1 || (counts.new.get(hash) ?? 0) > 1;
  };
}

/** Whether something under a heading, or the unit next to it, is still there at its partner. */
function keepsCompany(oldSide: MatchingSide, newSide: MatchingSide, index: number): boolean {
  if (keepsSomeBelow(oldSide, newSide, index)) return true;
  const to = oldSide.partner[index]!;
  return oldSide.partner[index + 1] === to + 1 || (index > 0 && to > 0 && oldSide.partner[index - 1] === to - 1);
}

/** Whether something between a heading and the next one is still there at its partner. */
function keepsSomeBelow(oldSide: MatchingSide, newSide: MatchingSide, index: number): boolean {
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
  return false;
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
    const tells = unit.kind === 'heading' || hasWords(oldSide, index, LEAST_MOVED_WORDS);
    if (tells || movesAlong(oldSide, index, stayed)) moved[index] = 1;
    else {
      oldSide.partner[index] = -1;
      newSide.partner[partner] = -1;
    }
  });
  return moved;
}
