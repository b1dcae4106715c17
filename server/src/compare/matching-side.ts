import type { Draft } from '../model/draft.js';
import type { BodyHashes } from './body-hashes.js';
import { bodyStart, MOST_WORDS, type WordSet, wordSetOf } from './likeness.js';
import { heaviestIncreasing, type Pairs } from './sequence.js';
import type { ComparedUnit } from './units.js';
import { countWords, WordHashes } from './word-hashes.js';

/** Units with fewer words are not shown as moved, nor matched by place alone. */
export const LEAST_MOVED_WORDS = 5;

/** A draft cut into units. */
export interface CutDraft {
  readonly draft: Draft;
  readonly units: readonly ComparedUnit[];
  readonly hashes: BodyHashes;
}

/** A draft whose units are being matched. */
export interface MatchingSide extends CutDraft {
  /** For each unit the index of its partner in the other draft, or −1. */
  readonly partner: Int32Array;
}

/** Makes two units partners: `i` of the old side and `j` of the new one. */
export function pairUp(oldSide: MatchingSide, newSide: MatchingSide, i: number, j: number): void {
  oldSide.partner[i] = j;
  newSide.partner[j] = i;
}

/** The units from `from` to before `to` that have no partner. Front matter is left out. */
export function listUnmatched(side: MatchingSide, from: number, to: number): number[] {
  const found: number[] = [];
  for (let index = from; index < to; index++) {
    if (side.partner[index] === -1 && side.units[index]!.kind !== 'frontMatter') found.push(index);
  }
  return found;
}

/**
 * Calls `call` for each unmatched unit with a matched neighbour, passing the unmatched unit beside
 * that neighbour's partner. It goes forwards and then backwards, so that one match leads to the
 * next.
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

/** Whether a unit has at least `least` words. */
export function hasWords(side: CutDraft, index: number, least: number): boolean {
  const unit = side.units[index]!;
  let words = 0;
  for (let k = unit.start; k < unit.end && words < least; k++) {
    const block = side.draft.block(k);
    words += countWords(block.text, bodyStart(block), block.text.length, least - words);
  }
  return words >= least;
}

/** Adds the words of a unit without its numbers and markers, at most `most` of them. */
export function addWords(side: CutDraft, unit: ComparedUnit, words: WordHashes, most = MOST_WORDS): void {
  const last = words.count + most;
  for (let k = unit.start; k < unit.end; k++) {
    const block = side.draft.block(k);
    words.addWordsOf(block.text, bodyStart(block), block.text.length, last - words.count);
  }
}

/** The words of a unit, ready to be compared with others. */
export function wordSetOfUnit(side: CutDraft, index: number): WordSet {
  const words = new WordHashes();
  addWords(side, side.units[index]!, words);
  return wordSetOf(words);
}

/**
 * The pairs of matched units that kept their order; all other matched units moved. As few units as
 * possible move, and short ones rather than long ones.
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
