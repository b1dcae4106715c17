import type { Draft } from '../model/draft.js';
import type { Span } from '../model/text.js';
import type { BodyHashes } from './body-hashes.js';
import { bodyStart, likenessOf, MOST_WORDS, mixHashes, shareAtEnds, type WordSet, wordSetOf } from './likeness.js';
import { alignInOrder, heaviestIncreasing, type Pairs } from './sequence.js';
import { ShingleIndex } from './shingle-index.js';
import type { Unit } from './units.js';
import { countWords, SharedRuns, WordHashes } from './word-hashes.js';
import { MOST_TEXT_PAIRS, pairsInOrder, shareInOrder } from './words-in-order.js';

/** Which unit became which. */
export interface UnitAlignment {
  /** For each old unit the index of the new one, or −1. */
  readonly partner: Int32Array;
  /** For each old unit with a partner: whether it left its place among the others. */
  readonly moved: Uint8Array;
  /** Whether so much was left between matched units that it was not searched in order. */
  readonly gaveUp: boolean;
}

/**
 * Least share of rare words in common for units of different numbers; in a short text, where no word is known to be common, more is
 * asked. Units of one number, or in one place among matched ones, may be less alike, and units of which both is true less still.
 */
const LIKE = 0.23;
const LIKE_IN_SHORT_TEXT = 0.15;
const SHORT_TEXT = 40;
const LESS_IN_PLACE = 0.05;
const LESS_WHEN_SURE = 0.1;
/**
 * Of units with so much in common single words are counted, too, and make the likeness greater or less than the share that a clause
 * keeps when it is amended.
 */
const DOUBTFUL = 0.12;
const KEPT_WORDS = 0.75;
const WEIGHT_OF_WORDS = 0.3;
/** Least likeness of what lies between the same matched units on both sides, common words counted as any others. */
const LIKE_IN_ORDER = 0.55;
const LIKE_WHEN_NAMED = 0.42;
const LIKE_WHEN_ALONE = 0.3;
/** How much of two units in one place must be the same. */
const SHARED_IN_PLACE = 0.5;
/** A move is the stronger claim: fewer words than these say nothing. */
const LEAST_MOVED_WORDS = 5;
const LEAST_SAME_WORDS = 4;
/** How many words of a clause are read to hold their order against that of others, and of how many matched ones. */
const MOST_WORDS_IN_ORDER = 250;
const MOST_SAMPLES_IN_ORDER = 1000;
/** How many of their words two units of different numbers and places must have in one order, at the least. */
const LEAST_IN_ORDER = 0.45;
/** How many of the matched units are read to learn which words are common. */
const MOST_SAMPLES = 3000;

/** One draft, cut into units. */
export interface CutDraft {
  readonly draft: Draft;
  readonly units: readonly Unit[];
  readonly hashes: BodyHashes;
}

interface MatchingSide extends CutDraft {
  /** For each unit the one of the other draft, or −1. */
  readonly partner: Int32Array;
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

function pairUp(oldSide: MatchingSide, newSide: MatchingSide, i: number, j: number): void {
  oldSide.partner[i] = j;
  newSide.partner[j] = i;
}

/** Blocks that are the same, number and all, from both ends of the drafts inwards. */
function matchEnds(oldSide: MatchingSide, newSide: MatchingSide): void {
  const most = Math.min(oldSide.units.length, newSide.units.length);
  let start = 0;
  while (start < most && hasSameBlocks(oldSide, start, newSide, start)) {
    pairUp(oldSide, newSide, start, start);
    start++;
  }
  for (let k = 1; k <= most - start; k++) {
    const i = oldSide.units.length - k;
    const j = newSide.units.length - k;
    if (!hasSameBlocks(oldSide, i, newSide, j)) break;
    pairUp(oldSide, newSide, i, j);
  }
  const front = newSide.units[0]?.kind === 'frontMatter' && oldSide.units[0]?.kind === 'frontMatter';
  if (front && oldSide.partner[0] === -1) pairUp(oldSide, newSide, 0, 0);
}

function hasSameBlocks(oldSide: MatchingSide, i: number, newSide: MatchingSide, j: number): boolean {
  const a = oldSide.units[i]!;
  const b = newSide.units[j]!;
  if (a.end - a.start !== b.end - b.start || a.kind !== b.kind || a.name !== b.name) return false;
  for (let k = 0; k < a.end - a.start; k++) {
    if (oldSide.draft.block(a.start + k).hash !== newSide.draft.block(b.start + k).hash) return false;
  }
  return true;
}

/** Hashes of the units of both drafts; not a number where one is not asked for. */
interface UnitHashes {
  readonly old: Float64Array;
  readonly new: Float64Array;
}

/**
 * Units whose words, numbers masked, occur once on each side; of those that occur more often first the ones that have the same numbers
 * too, then the ones with one number of their own or next to a matched one.
 */
function matchHashes(oldSide: MatchingSide, newSide: MatchingSide): void {
  const left = {
    old: listUnmatched(oldSide, 0, oldSide.units.length),
    new: listUnmatched(newSide, 0, newSide.units.length),
  };
  const masked = hashUnits(oldSide, newSide, left, (hashes, block) => hashes.maskedHash(block));
  const doubtful = matchUnique(oldSide, newSide, left, masked);
  if (doubtful.old.length === 0) return;
  const exact = hashUnits(oldSide, newSide, doubtful, (hashes, block) => hashes.exactHash(block));
  matchUnique(oldSide, newSide, doubtful, exact);
  matchNamed(oldSide, newSide, doubtful, exact);
  matchNeighbours(oldSide, newSide, exact);
  matchNamed(oldSide, newSide, doubtful, masked);
  matchNeighbours(oldSide, newSide, masked);
}

interface Indices {
  readonly old: readonly number[];
  readonly new: readonly number[];
}

function hashUnits(
  oldSide: MatchingSide,
  newSide: MatchingSide,
  indices: Indices,
  hash: (hashes: BodyHashes, block: number) => number,
): UnitHashes {
  const hashSide = (side: MatchingSide, own: readonly number[]): Float64Array => {
    const found = new Float64Array(side.units.length).fill(Number.NaN);
    for (const index of own) {
      const unit = side.units[index]!;
      let all = unit.kind.length;
      for (let k = unit.start; k < unit.end; k++) all = mixHashes(all, hash(side.hashes, k));
      found[index] = all;
    }
    return found;
  };
  return { old: hashSide(oldSide, indices.old), new: hashSide(newSide, indices.new) };
}

/** Matches units whose hash occurs once on each side; gives those whose hash occurs on both sides and more often, or in few words. */
function matchUnique(oldSide: MatchingSide, newSide: MatchingSide, indices: Indices, hashes: UnitHashes): Indices {
  /** By hash: the one unit that has it, −1 where several have. */
  const indexByHash = (own: readonly number[], of: Float64Array): Map<number, number> => {
    const found = new Map<number, number>();
    for (const index of own) found.set(of[index]!, found.has(of[index]!) ? -1 : index);
    return found;
  };
  const oldPlaces = indexByHash(indices.old, hashes.old);
  const newPlaces = indexByHash(indices.new, hashes.new);
  for (const [hash, i] of oldPlaces) {
    const j = newPlaces.get(hash);
    if (i >= 0 && j !== undefined && j >= 0 && hasWords(oldSide, i, LEAST_SAME_WORDS)) pairUp(oldSide, newSide, i, j);
  }
  return {
    old: indices.old.filter((i) => oldSide.partner[i] === -1 && newPlaces.has(hashes.old[i]!)),
    new: indices.new.filter((j) => newSide.partner[j] === -1 && oldPlaces.has(hashes.new[j]!)),
  };
}

function matchNamed(oldSide: MatchingSide, newSide: MatchingSide, indices: Indices, hashes: UnitHashes): void {
  const names = new Map<string, number>();
  for (const j of indices.new) {
    const { name } = newSide.units[j]!;
    if (name !== null && newSide.partner[j] === -1) names.set(name, j);
  }
  for (const i of indices.old) {
    const { name } = oldSide.units[i]!;
    const j = name === null || oldSide.partner[i] !== -1 ? undefined : names.get(name);
    if (j !== undefined && newSide.partner[j] === -1 && hashes.old[i] === hashes.new[j]) pairUp(oldSide, newSide, i, j);
  }
}

function matchNeighbours(oldSide: MatchingSide, newSide: MatchingSide, hashes: UnitHashes): void {
  forEachPlace(oldSide, newSide, (i, j) => {
    if (hashes.old[i] === hashes.new[j]) pairUp(oldSide, newSide, i, j);
  });
}

/** Calls for each unit that is left, forwards and backwards, with the one that is left next to the partner of its neighbour. */
function forEachPlace(oldSide: MatchingSide, newSide: MatchingSide, call: (i: number, j: number) => void): void {
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

/**
 * Units next to matched ones that share the greater part of their words, or of what they begin and end with. Where one was put in or
 * taken out, the next may be like it: neither may begin and end more like the unit beside the other.
 */
function matchInPlace(oldSide: MatchingSide, newSide: MatchingSide): void {
  const atEnds = (i: number, j: number): number => {
    const a = oldSide.units[i];
    const b = newSide.units[j];
    if (!a || !b || a.kind !== b.kind) return 0;
    return shareAtEnds(oldSide.draft.text, unitBody(oldSide, a), newSide.draft.text, unitBody(newSide, b));
  };
  const words = { old: new WordHashes(), new: new WordHashes() };
  const runs = new SharedRuns();
  const inWords = (i: number, j: number): number => {
    words.old.count = words.new.count = 0;
    addWords(oldSide, oldSide.units[i]!, words.old);
    addWords(newSide, newSide.units[j]!, words.new);
    return runs.shareRuns(words.old, words.new);
  };
  forEachPlace(oldSide, newSide, (i, j) => {
    const { kind } = oldSide.units[i]!;
    if (kind !== newSide.units[j]!.kind || kind === 'frontMatter' || !hasWords(oldSide, i, LEAST_MOVED_WORDS)) return;
    const ends = atEnds(i, j);
    if (ends < SHARED_IN_PLACE && inWords(i, j) < SHARED_IN_PLACE) return;
    const others = [atEnds(i + 1, j), atEnds(i - 1, j), atEnds(i, j + 1), atEnds(i, j - 1)];
    if (others.every((other) => other < Math.max(ends, SHARED_IN_PLACE))) pairUp(oldSide, newSide, i, j);
  });
}

function unitBody({ draft }: MatchingSide, unit: Unit): Span {
  const start = draft.startOf(unit.start);
  return { start: start + bodyStart(draft.block(unit.start)), end: start + unit.size };
}

/** Whether a unit has so many words. */
function hasWords(side: MatchingSide, index: number, least: number): boolean {
  const unit = side.units[index]!;
  let words = 0;
  for (let k = unit.start; k < unit.end && words < least; k++) {
    const block = side.draft.block(k);
    words += countWords(block.text, bodyStart(block), block.text.length, least - words);
  }
  return words >= least;
}

interface UnitCandidate {
  readonly old: number;
  readonly new: number;
  readonly rank: number;
  /** Whether the two have one number, or one place among matched units. */
  readonly expected: boolean;
}

/** The nearest neighbours of every unit that is left: those of its number or at its place, and those that share its rare words. */
function matchLike(oldSide: MatchingSide, newSide: MatchingSide): void {
  const oldLeft = listUnmatched(oldSide, 0, oldSide.units.length);
  const newLeft = listUnmatched(newSide, 0, newSide.units.length);
  if (oldLeft.length === 0 || newLeft.length === 0) return;
  const words = new WordHashes();
  const ends: number[] = [];
  const readUnit = (side: MatchingSide, index: number): void => {
    addWords(side, side.units[index]!, words);
    ends.push(words.count);
  };
  for (const index of oldLeft) readUnit(oldSide, index);
  for (const index of newLeft) readUnit(newSide, index);
  const matched = oldSide.units.length - oldLeft.length;
  const index = new ShingleIndex(
    words,
    ends,
    oldLeft.length,
    sampleMatchedWords(oldSide, Math.ceil(matched / MOST_SAMPLES)),
  );
  const textOf = new Map(newLeft.map((unit, k) => [unit, oldLeft.length + k]));
  const names = new Map<string, number>();
  for (const unit of newLeft) {
    const { name } = newSide.units[unit]!;
    if (name !== null) names.set(name, unit);
  }
  const leastLike = LIKE + LIKE_IN_SHORT_TEXT * Math.min(1, SHORT_TEXT / (oldSide.units.length + newSide.units.length));
  const candidates: UnitCandidate[] = [];
  oldLeft.forEach((i, text) => {
    const unit = oldSide.units[i]!;
    const same = unit.name === null ? undefined : names.get(unit.name);
    const place = findPlaces(oldSide, newSide, i);
    const tried = new Set(index.findNearest(text).map((each) => newLeft[each - oldLeft.length]!));
    for (const each of [same, ...place]) if (each !== undefined && textOf.has(each)) tried.add(each);
    for (const j of tried) {
      if (newSide.units[j]!.kind !== unit.kind) continue;
      const other = textOf.get(j)!;
      const like = likenessOfUnits(index, text, other);
      const isSame = j === same;
      const here = place.includes(j);
      const sure = isSame && place.length === 2 && place[0] === j && place[1] === j;
      const least = leastLike - (sure ? LESS_WHEN_SURE : isSame || here ? LESS_IN_PLACE : 0);
      const shortAndNamed = index.isShortText(text) && (isSame || here) && index.shareOfWords(text, other) >= 0.5;
      if (like >= least || shortAndNamed)
        candidates.push({
          old: i,
          new: j,
          rank: like + (isSame ? 0.05 : 0) + (here ? 0.05 : 0),
          expected: isSame || here,
        });
    }
  });
  candidates.sort((a, b) => b.rank - a.rank || a.old - b.old || a.new - b.new);
  for (const { old: i, new: j, expected } of candidates) {
    if (oldSide.partner[i] !== -1 || newSide.partner[j] !== -1) continue;
    // One long phrase in common, rare as it may be, makes no clause another's that has another number and place.
    if (expected || shareInOrder(readFirstWords(oldSide, i), readFirstWords(newSide, j)) >= LEAST_IN_ORDER)
      pairUp(oldSide, newSide, i, j);
  }
}

/** The words of every so many matched units: what was matched tells which words are common. */
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

function addWords(side: MatchingSide, unit: Unit, words: WordHashes, most = MOST_WORDS): void {
  const last = words.count + most;
  for (let k = unit.start; k < unit.end; k++) {
    const block = side.draft.block(k);
    words.addText(block.text, bodyStart(block), block.text.length, last - words.count);
  }
}

/** The words of a unit that are read where their order counts. */
function readFirstWords(side: MatchingSide, index: number): Int32Array {
  const words = new WordHashes();
  addWords(side, side.units[index]!, words, MOST_WORDS_IN_ORDER);
  return words.words.slice(0, words.count);
}

/** The units that would be next to the partners of a unit's neighbours. */
function findPlaces(oldSide: MatchingSide, newSide: MatchingSide, index: number): number[] {
  const found: number[] = [];
  const before = index === 0 ? -1 : oldSide.partner[index - 1]!;
  if ((index === 0 || before >= 0) && newSide.partner[before + 1] === -1) found.push(before + 1);
  const after = index + 1 === oldSide.units.length ? newSide.units.length : oldSide.partner[index + 1]!;
  if (after > 0 && newSide.partner[after - 1] === -1) found.push(after - 1);
  return found;
}

/** Aligns in order what is left between units that kept their places; that it lies there is evidence of its own. */
function matchBetween(oldSide: MatchingSide, newSide: MatchingSide): boolean {
  const kept = findKeptOrder(oldSide);
  kept.push([oldSide.units.length, newSide.units.length]);
  let gaveUp = false;
  let [i, j] = [0, 0];
  for (const [oldNext, newNext] of kept) {
    const from = listUnmatched(oldSide, i, oldNext);
    const to = listUnmatched(newSide, j, newNext);
    if (from.length > 0 && to.length > 0) {
      const oldSets = from.map((index) => wordSetOfUnit(oldSide, index));
      const newSets = to.map((index) => wordSetOfUnit(newSide, index));
      const found = alignInOrder(
        from.map((index) => index),
        to.map((index) => -1 - index),
        (a, b) => {
          const first = oldSide.units[from[a]!]!;
          const second = newSide.units[to[b]!]!;
          if (first.kind !== second.kind) return 0;
          const alone = from.length === 1 && to.length === 1;
          const named = alone && first.name !== null && first.name === second.name;
          // A heading or a captioned table of one number, alone in its place, is the same one however it was reworded.
          const titled = first.kind === 'heading' || first.kind === 'table';
          if (named && titled) return 1;
          const like = likenessOf(oldSets[a]!, newSets[b]!);
          const least = alone && titled ? LIKE_WHEN_ALONE : named ? LIKE_WHEN_NAMED : LIKE_IN_ORDER;
          return like >= least ? like : 0;
        },
      );
      if (found.gaveUp) gaveUp = true;
      for (const [a, b] of found.pairs) pairUp(oldSide, newSide, from[a]!, to[b]!);
    }
    i = oldNext + 1;
    j = newNext + 1;
  }
  return gaveUp;
}

/** Clauses that lost so many words that their rare phrases say nothing any more: all that is left is held against all. */
function matchInOrder(oldSide: MatchingSide, newSide: MatchingSide): void {
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

function listUnmatched(side: MatchingSide, from: number, to: number): number[] {
  const found: number[] = [];
  for (let index = from; index < to; index++) {
    if (side.partner[index] === -1 && side.units[index]!.kind !== 'frontMatter') found.push(index);
  }
  return found;
}

function wordSetOfUnit(side: MatchingSide, index: number): WordSet {
  const words = new WordHashes();
  addWords(side, side.units[index]!, words);
  return wordSetOf(words);
}

/** The matched units that are part of the heaviest run that kept its order: pairs of old and new. */
function findKeptOrder(oldSide: MatchingSide): Pairs {
  const matched: Pairs = [];
  oldSide.partner.forEach((partner, index) => {
    if (partner !== -1) matched.push([index, partner]);
  });
  const stayed = heaviestIncreasing(
    matched.map(([, to]) => to),
    // The fewest units are told as moved, and of as many the shorter ones.
    matched.map(([index]) => 1000 + Math.min(oldSide.units[index]!.size, 2000) / 4),
  );
  return matched.filter((_, k) => stayed[k]);
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
