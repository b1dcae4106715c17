import { likenessOf } from './likeness.js';
import { addWords, findKeptOrder, listUnmatched, type MatchingSide, pairUp, wordSetOfUnit } from './matching-side.js';
import { Namesakes } from './namesakes.js';
import { alignInOrder } from './sequence.js';
import { ShingleIndex } from './shingle-index.js';
import { WordHashes } from './word-hashes.js';
import { MOST_TEXT_PAIRS, pairsInOrder, shareInOrder } from './words-in-order.js';

/**
 * The share of rare words that two units need to match, whatever their numbers. A short text needs
 * up to `LIKE_IN_SHORT_TEXT` more, because it does not show which words are common.
 */
const LIKE = 0.23;
const LIKE_IN_SHORT_TEXT = 0.15;
/** A text of this many units or fewer is short. */
const SHORT_TEXT = 40;
/** Units with one number, or in one place among matched units, need this much less. */
const LESS_IN_PLACE = 0.05;
/** Units with one number that are also in one place need this much less. */
const LESS_WHEN_SURE = 0.1;
/**
 * From this likeness on, single words count too. They raise or lower it by how far their share is
 * from the share of words that an amended clause usually keeps.
 */
const DOUBTFUL = 0.12;
const KEPT_WORDS = 0.75;
const WEIGHT_OF_WORDS = 0.3;
/**
 * The likeness needed between the same matched units on both sides. Common words count fully here.
 */
const LIKE_IN_ORDER = 0.55;
/** The same for units with one number that are alone there. */
const LIKE_WHEN_NAMED = 0.42;
/** The same for headings and tables that are alone there. */
const LIKE_WHEN_ALONE = 0.3;
/**
 * How many words of a clause are read where their order counts, and of how many matched clauses.
 */
const MOST_WORDS_IN_ORDER = 250;
const MOST_SAMPLES_IN_ORDER = 1000;
/** The share of words in the same order that units with other numbers and places need. */
const LEAST_IN_ORDER = 0.45;
/** How many matched units are read to learn which words are common. */
const MOST_SAMPLES = 3000;

interface UnitCandidate {
  readonly old: number;
  readonly new: number;
  readonly rank: number;
  /** Whether the two have one number, or one place among matched units. */
  readonly isExpected: boolean;
}

/**
 * Matches the remaining units by rare words, each with the most similar one, the surest pairs
 * first.
 */
export function matchLike(oldSide: MatchingSide, newSide: MatchingSide): void {
  const candidates = findUnitCandidates(oldSide, newSide);
  candidates.sort((a, b) => b.rank - a.rank || a.old - b.old || a.new - b.new);
  for (const { old: i, new: j, isExpected } of candidates) {
    if (oldSide.partner[i] !== -1 || newSide.partner[j] !== -1) continue;
    // One long phrase in common, however rare, is no proof where both number and place differ.
    if (isExpected || shareInOrder(readFirstWords(oldSide, i), readFirstWords(newSide, j)) >= LEAST_IN_ORDER)
      pairUp(oldSide, newSide, i, j);
  }
}

/**
 * The likely partners of every remaining unit: those with its number, at its place or with its rare
 * words.
 */
function findUnitCandidates(oldSide: MatchingSide, newSide: MatchingSide): UnitCandidate[] {
  const oldLeft = listUnmatched(oldSide, 0, oldSide.units.length);
  const newLeft = listUnmatched(newSide, 0, newSide.units.length);
  if (oldLeft.length === 0 || newLeft.length === 0) return [];
  const index = indexRuns(oldSide, oldLeft, newSide, newLeft);
  const textOf = new Map(newLeft.map((unit, k) => [unit, oldLeft.length + k]));
  const namesakes = new Namesakes(oldSide, newSide);
  const size = oldSide.units.length + newSide.units.length;
  const leastLike = LIKE + LIKE_IN_SHORT_TEXT * Math.min(1, SHORT_TEXT / size);
  const candidates: UnitCandidate[] = [];
  for (const [text, i] of oldLeft.entries()) {
    const unit = oldSide.units[i]!;
    const named = namesakes.findNamesake(i);
    const places = findUnitsBeside(oldSide, newSide, i);
    const tried = new Set(index.findNearest(text).map((near) => newLeft[near - oldLeft.length]!));
    for (const j of [named, ...places]) if (j !== null && textOf.has(j)) tried.add(j);
    for (const j of tried) {
      if (newSide.units[j]!.kind !== unit.kind) continue;
      const other = textOf.get(j)!;
      const like = likenessOfUnits(index, text, other);
      const isNamed = j === named;
      const isHere = places.includes(j);
      const isSure = isNamed && places.length === 2 && places[0] === j && places[1] === j;
      const isExpected = isNamed || isHere;
      const least = leastLike - (isSure ? LESS_WHEN_SURE : isExpected ? LESS_IN_PLACE : 0);
      if (like < least && !(isExpected && index.isShortText(text) && index.shareOfWords(text, other) >= 0.5)) continue;
      const rank = like + (isNamed ? 0.05 : 0) + (isHere ? 0.05 : 0);
      candidates.push({ old: i, new: j, rank, isExpected });
    }
  }
  return candidates;
}

/**
 * Indexes the words of all remaining units. The old ones come first; only the new ones can be
 * found.
 */
function indexRuns(
  oldSide: MatchingSide,
  oldLeft: readonly number[],
  newSide: MatchingSide,
  newLeft: readonly number[],
): ShingleIndex {
  const words = new WordHashes();
  const ends: number[] = [];
  const readUnit = (side: MatchingSide, unit: number): void => {
    addWords(side, side.units[unit]!, words);
    ends.push(words.count);
  };
  for (const unit of oldLeft) readUnit(oldSide, unit);
  for (const unit of newLeft) readUnit(newSide, unit);
  const step = Math.ceil((oldSide.units.length - oldLeft.length) / MOST_SAMPLES);
  return new ShingleIndex(words, ends, oldLeft.length, sampleMatchedWords(oldSide, step));
}

/** The words of every `step`th matched unit, which show which words are common. */
function* sampleMatchedWords(side: MatchingSide, step: number): Generator<WordHashes> {
  const words = new WordHashes();
  for (let index = 0; index < side.units.length; index += Math.max(1, step)) {
    if (side.partner[index] === -1) continue;
    words.count = 0;
    addWords(side, side.units[index]!, words);
    yield words;
  }
}

function likenessOfUnits(index: ShingleIndex, a: number, b: number): number {
  const like = index.shareOfRuns(a, b);
  return like < DOUBTFUL ? like : like + WEIGHT_OF_WORDS * (index.shareOfWords(a, b) - KEPT_WORDS);
}

/** The words of a unit that are read where their order counts. */
function readFirstWords(side: MatchingSide, index: number): Int32Array {
  const words = new WordHashes();
  addWords(side, side.units[index]!, words, MOST_WORDS_IN_ORDER);
  return words.words.slice(0, words.count);
}

/** The unmatched new units beside the partners of an old unit's neighbours. */
function findUnitsBeside(oldSide: MatchingSide, newSide: MatchingSide, index: number): number[] {
  const found: number[] = [];
  const before = index === 0 ? -1 : oldSide.partner[index - 1]!;
  if ((index === 0 || before >= 0) && newSide.partner[before + 1] === -1) found.push(before + 1);
  const after = index + 1 === oldSide.units.length ? newSide.units.length : oldSide.partner[index + 1]!;
  if (after > 0 && newSide.partner[after - 1] === -1) found.push(after - 1);
  return found;
}

/**
 * Aligns in order what is left between units that kept their places. Lying there is evidence too.
 * @returns whether a stretch was too long to be searched
 */
export function matchBetween(oldSide: MatchingSide, newSide: MatchingSide): boolean {
  let gaveUp = false;
  let [i, j] = [0, 0];
  const namesakes = new Namesakes(oldSide, newSide);
  const kept = findKeptOrder(oldSide);
  kept.push([oldSide.units.length, newSide.units.length]);
  for (const [oldNext, newNext] of kept) {
    const from = listUnmatched(oldSide, i, oldNext);
    const to = listUnmatched(newSide, j, newNext);
    if (from.length > 0 && to.length > 0 && matchStretch(oldSide, from, newSide, to, namesakes)) gaveUp = true;
    i = oldNext + 1;
    j = newNext + 1;
  }
  return gaveUp;
}

function matchStretch(
  oldSide: MatchingSide,
  from: readonly number[],
  newSide: MatchingSide,
  to: readonly number[],
  namesakes: Namesakes,
): boolean {
  const oldSets = from.map((index) => wordSetOfUnit(oldSide, index));
  const newSets = to.map((index) => wordSetOfUnit(newSide, index));
  const isAlone = from.length === 1 && to.length === 1;
  const isAloneWithNumber = isAlone && namesakes.findNamesake(from[0]!) === to[0];
  const scoreUnits = (a: number, b: number): number => {
    const oldUnit = oldSide.units[from[a]!]!;
    const newUnit = newSide.units[to[b]!]!;
    if (oldUnit.kind !== newUnit.kind) return 0;
    const isTitled = oldUnit.kind === 'heading' || oldUnit.kind === 'table';
    // A heading or captioned table with one number, alone in its place, is the same however it was
    // reworded.
    if (isAloneWithNumber && isTitled) return 1;
    const least = isAlone && isTitled ? LIKE_WHEN_ALONE : isAloneWithNumber ? LIKE_WHEN_NAMED : LIKE_IN_ORDER;
    const like = likenessOf(oldSets[a]!, newSets[b]!, least);
    return like >= least ? like : 0;
  };
  // The keys never agree, so that only the score decides.
  const newKeys = to.map((index) => -1 - index);
  const { pairs, gaveUp } = alignInOrder(from, newKeys, scoreUnits);
  for (const [a, b] of pairs) pairUp(oldSide, newSide, from[a]!, to[b]!);
  return gaveUp;
}

/**
 * Matches clauses that lost so many words that no rare phrase is left, by comparing each with all
 * others.
 */
export function matchInOrder(oldSide: MatchingSide, newSide: MatchingSide): void {
  const listTexts = (side: MatchingSide, isMatched: boolean): number[] =>
    side.units.flatMap(({ kind }, index) =>
      kind === 'text' && (side.partner[index] !== -1) === isMatched ? index : [],
    );
  const [from, to] = [listTexts(oldSide, false), listTexts(newSide, false)];
  if (from.length * to.length > MOST_TEXT_PAIRS) return;
  const sampleMatched = (): Int32Array[] => {
    const matched = listTexts(oldSide, true);
    const step = Math.max(1, Math.ceil(matched.length / MOST_SAMPLES_IN_ORDER));
    return matched.filter((_, k) => k % step === 0).map((index) => readFirstWords(oldSide, index));
  };
  const found = pairsInOrder(
    from.map((index) => readFirstWords(oldSide, index)),
    to.map((index) => readFirstWords(newSide, index)),
    sampleMatched,
  );
  for (const [i, j] of found) pairUp(oldSide, newSide, from[i]!, to[j]!);
}
