import type { Draft } from '../model/draft.js';
import type { BodyHashes } from './body-hashes.js';
import { bodyStart, MOST_WORDS, type WordSet, wordSetOf } from './likeness.js';
import { heaviestIncreasing, type Pairs } from './sequence.js';
import type { Unit } from './units.js';
import { countWords, WordHashes } from './word-hashes.js';

/** Fewer words than this say too little to be shown as moved, or to be matched by place alone. */
export const LEAST_MOVED_WORDS = 5;

/** One draft, cut into units. */
export interface CutDraft {
  readonly draft: Draft;
  readonly units: readonly Unit[];
  readonly hashes: BodyHashes;
}

/** One draft while its units are being matched. */
export interface MatchingSide extends CutDraft {
  /** For each unit the one of the other draft, or −1. */
  readonly partner: Int32Array;
}

/** Makes two units partners: `i` of the old side, `j` of the new one. */
export function pairUp(oldSide: MatchingSide, newSide: MatchingSide, i: number, j: number): void {
  oldSide.partner[i] = j;
  newSide.partner[j] = i;
}

/** The units from `from` to before `to` that have no partner, front matter left out. */
export function listUnmatched(side: MatchingSide, from: number, to: number): number[] {
  const found: number[] = [];
  for (let index = from; index < to; index++) {
    if (side.partner[index] === -1 && side.units[index]!.kind !== 'frontMatter') found.push(index);
  }
  return found;
}

/**
 * Calls `call` for each unmatched unit whose neighbour is matched, with the unmatched unit beside
 * that neighbour's partner: first forwards, then backwards, so that each match can lead to the next.
 */
export function forEachPlace(oldSide: MatchingSide, newSide: MatchingSide, call: (i: number, j: number) => void): void {
  for (let i = 0; i < oldSide.units.length; i++) {
    const j = (i === 0 ? -1 : oldSide.partner[i - 1]!) + 1;
    if (oldSide.partner[i] === -1 && (i === 0 || j > 0) && newSide.partner[j] === -1) call(i, j);
  }
  for (let i = oldSide.units.length - 1; i >= 0; i--) {
    const after = i + 1 < oldSide.units.length ? oldSide.partner[i + 1]! : newSide.units.length;
    const j = after - 1;
    if (oldSide.partner[i] === -1 && j >= 0 && newSide.partner[j] === -1) call(i, j);
  }
}

/** Whether a unit has at least so many words. */
export function hasWords(side: CutDraft, index: number, least: number): boolean {
  const unit = side.units[index]!;
  let words = 0;
  for (let k = unit.start; k < unit.end && words < least; k++) {
    const block = side.draft.block(k);
    words += countWords(block.text, bodyStart(block), block.text.length, least - words);
  }
  return words >= least;
}

/** Adds the words of a unit, without its numbers and markers; at most `most` of them. */
export function addWords(side: CutDraft, unit: Unit, words: WordHashes, most = MOST_WORDS): void {
  const last = words.count + most;
  for (let k = unit.start; k < unit.end; k++) {
    const block = side.draft.block(k);
    words.addWordsOf(block.text, bodyStart(block), block.text.length, last - words.count);
  }
}

/** The words of a unit, to be held against those of others. */
export function wordSetOfUnit(side: CutDraft, index: number): WordSet {
  const words = new WordHashes();
  addWords(side, side.units[index]!, words);
  return wordSetOf(words);
}

/**
 * The pairs of matched units that kept their order: the rest of the matched units moved. As few as
 * possible move, and of as many the shorter ones.
 */
export function findKeptOrder(oldSide: MatchingSide): Pairs {
  const matched: Pairs = [];
  oldSide.partner.forEach((partner, index) => {
    if (partner !== -1) matched.push([index, partner]);
  });
  const stayed = heaviestIncreasing(
    matched.map(([, to]) => to),
    matched.map(([index]) => 1000 + Math.min(oldSide.units[index]!.size, 2000) / 4),
  );
  return matched.filter((_, k) => stayed[k]);
}
