import type { Draft } from '../model/draft.js';
import type { Span } from '../model/text.js';
import type { BodyHashes } from './body-hashes.js';
import { bodyStart, likeness, MOST_WORDS, mixed, sharedAtEnds, type WordSet, wordSetOf } from './likeness.js';
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
export interface UnitSide {
  readonly draft: Draft;
  readonly units: readonly Unit[];
  readonly hashes: BodyHashes;
}

interface Side extends UnitSide {
  /** For each unit the one of the other draft, or −1. */
  readonly partner: Int32Array;
}

/** Matches the units of two drafts by their words and their numbers, and tells which of them moved. */
export function alignUnits(oldSide: UnitSide, newSide: UnitSide): UnitAlignment {
  const old: Side = { ...oldSide, partner: new Int32Array(oldSide.units.length).fill(-1) };
  const neu: Side = { ...newSide, partner: new Int32Array(newSide.units.length).fill(-1) };
  matchEnds(old, neu);
  matchHashes(old, neu);
  matchInPlace(old, neu);
  matchLike(old, neu);
  const gaveUp = matchBetween(old, neu);
  matchInOrder(old, neu);
  return { partner: old.partner, moved: findMoves(old, neu), gaveUp };
}

function pair(old: Side, neu: Side, i: number, j: number): void {
  old.partner[i] = j;
  neu.partner[j] = i;
}

/** Blocks that are the same, number and all, from both ends of the drafts inwards. */
function matchEnds(old: Side, neu: Side): void {
  const most = Math.min(old.units.length, neu.units.length);
  let start = 0;
  while (start < most && sameText(old, start, neu, start)) {
    pair(old, neu, start, start);
    start++;
  }
  for (let k = 1; k <= most - start; k++) {
    const i = old.units.length - k;
    const j = neu.units.length - k;
    if (!sameText(old, i, neu, j)) break;
    pair(old, neu, i, j);
  }
  const front = neu.units[0]?.kind === 'frontMatter' && old.units[0]?.kind === 'frontMatter';
  if (front && old.partner[0] === -1) pair(old, neu, 0, 0);
}

function sameText(old: Side, i: number, neu: Side, j: number): boolean {
  const a = old.units[i] as Unit;
  const b = neu.units[j] as Unit;
  if (a.end - a.start !== b.end - b.start || a.kind !== b.kind || a.name !== b.name) return false;
  for (let k = 0; k < a.end - a.start; k++) {
    if (old.draft.block(a.start + k).hash !== neu.draft.block(b.start + k).hash) return false;
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
function matchHashes(old: Side, neu: Side): void {
  const left = { old: unmatched(old, 0, old.units.length), new: unmatched(neu, 0, neu.units.length) };
  const masked = hashesOf(old, neu, left, (hashes, block) => hashes.masked(block));
  const doubtful = matchUnique(old, neu, left, masked);
  if (doubtful.old.length === 0) return;
  const exact = hashesOf(old, neu, doubtful, (hashes, block) => hashes.exact(block));
  matchUnique(old, neu, doubtful, exact);
  matchNamed(old, neu, doubtful, exact);
  matchNeighbours(old, neu, exact);
  matchNamed(old, neu, doubtful, masked);
  matchNeighbours(old, neu, masked);
}

interface Indices {
  readonly old: readonly number[];
  readonly new: readonly number[];
}

function hashesOf(
  old: Side,
  neu: Side,
  indices: Indices,
  hash: (hashes: BodyHashes, block: number) => number,
): UnitHashes {
  const of = (side: Side, own: readonly number[]): Float64Array => {
    const found = new Float64Array(side.units.length).fill(Number.NaN);
    for (const index of own) {
      const unit = side.units[index] as Unit;
      let all = unit.kind.length;
      for (let k = unit.start; k < unit.end; k++) all = mixed(all, hash(side.hashes, k));
      found[index] = all;
    }
    return found;
  };
  return { old: of(old, indices.old), new: of(neu, indices.new) };
}

/** Matches units whose hash occurs once on each side; gives those whose hash occurs on both sides and more often, or in few words. */
function matchUnique(old: Side, neu: Side, indices: Indices, hashes: UnitHashes): Indices {
  /** By hash: the one unit that has it, −1 where several have. */
  const places = (own: readonly number[], of: Float64Array): Map<number, number> => {
    const found = new Map<number, number>();
    for (const index of own) found.set(of[index] as number, found.has(of[index] as number) ? -1 : index);
    return found;
  };
  const oldPlaces = places(indices.old, hashes.old);
  const newPlaces = places(indices.new, hashes.new);
  for (const [hash, i] of oldPlaces) {
    const j = newPlaces.get(hash);
    if (i >= 0 && j !== undefined && j >= 0 && hasWords(old, i, LEAST_SAME_WORDS)) pair(old, neu, i, j);
  }
  return {
    old: indices.old.filter((i) => old.partner[i] === -1 && newPlaces.has(hashes.old[i] as number)),
    new: indices.new.filter((j) => neu.partner[j] === -1 && oldPlaces.has(hashes.new[j] as number)),
  };
}

function matchNamed(old: Side, neu: Side, indices: Indices, hashes: UnitHashes): void {
  const names = new Map<string, number>();
  for (const j of indices.new) {
    const { name } = neu.units[j] as Unit;
    if (name !== null && neu.partner[j] === -1) names.set(name, j);
  }
  for (const i of indices.old) {
    const { name } = old.units[i] as Unit;
    const j = name === null || old.partner[i] !== -1 ? undefined : names.get(name);
    if (j !== undefined && neu.partner[j] === -1 && hashes.old[i] === hashes.new[j]) pair(old, neu, i, j);
  }
}

function matchNeighbours(old: Side, neu: Side, hashes: UnitHashes): void {
  eachPlace(old, neu, (i, j) => {
    if (hashes.old[i] === hashes.new[j]) pair(old, neu, i, j);
  });
}

/** Calls for each unit that is left, forwards and backwards, with the one that is left next to the partner of its neighbour. */
function eachPlace(old: Side, neu: Side, call: (i: number, j: number) => void): void {
  for (let i = 0; i < old.units.length; i++) {
    const j = (i === 0 ? -1 : (old.partner[i - 1] as number)) + 1;
    if (old.partner[i] === -1 && (i === 0 || j > 0) && neu.partner[j] === -1) call(i, j);
  }
  for (let i = old.units.length - 1; i >= 0; i--) {
    const after = i + 1 < old.units.length ? (old.partner[i + 1] as number) : neu.units.length;
    const j = after - 1;
    if (old.partner[i] === -1 && j >= 0 && neu.partner[j] === -1) call(i, j);
  }
}

/**
 * Units next to matched ones that share the greater part of their words, or of what they begin and end with. Where one was put in or
 * taken out, the next may be like it: neither may begin and end more like the unit beside the other.
 */
function matchInPlace(old: Side, neu: Side): void {
  const atEnds = (i: number, j: number): number => {
    const a = old.units[i];
    const b = neu.units[j];
    if (!a || !b || a.kind !== b.kind) return 0;
    return sharedAtEnds(old.draft.text, bodyOf(old, a), neu.draft.text, bodyOf(neu, b));
  };
  const words = { old: new WordHashes(), new: new WordHashes() };
  const runs = new SharedRuns();
  const inWords = (i: number, j: number): number => {
    words.old.count = words.new.count = 0;
    addWords(old, old.units[i] as Unit, words.old);
    addWords(neu, neu.units[j] as Unit, words.new);
    return runs.share(words.old, words.new);
  };
  eachPlace(old, neu, (i, j) => {
    const { kind } = old.units[i] as Unit;
    if (kind !== (neu.units[j] as Unit).kind || kind === 'frontMatter' || !hasWords(old, i, LEAST_MOVED_WORDS)) return;
    const ends = atEnds(i, j);
    if (ends < SHARED_IN_PLACE && inWords(i, j) < SHARED_IN_PLACE) return;
    const others = [atEnds(i + 1, j), atEnds(i - 1, j), atEnds(i, j + 1), atEnds(i, j - 1)];
    if (others.every((other) => other < Math.max(ends, SHARED_IN_PLACE))) pair(old, neu, i, j);
  });
}

function bodyOf({ draft }: Side, unit: Unit): Span {
  const start = draft.startOf(unit.start);
  return { start: start + bodyStart(draft.block(unit.start)), end: start + unit.size };
}

/** Whether a unit has so many words. */
function hasWords(side: Side, index: number, least: number): boolean {
  const unit = side.units[index] as Unit;
  let words = 0;
  for (let k = unit.start; k < unit.end && words < least; k++) {
    const block = side.draft.block(k);
    words += countWords(block.text, bodyStart(block), block.text.length, least - words);
  }
  return words >= least;
}

interface Candidate {
  readonly old: number;
  readonly new: number;
  readonly rank: number;
  /** Whether the two have one number, or one place among matched units. */
  readonly expected: boolean;
}

/** The nearest neighbours of every unit that is left: those of its number or at its place, and those that share its rare words. */
function matchLike(old: Side, neu: Side): void {
  const oldLeft = unmatched(old, 0, old.units.length);
  const newLeft = unmatched(neu, 0, neu.units.length);
  if (oldLeft.length === 0 || newLeft.length === 0) return;
  const words = new WordHashes();
  const ends: number[] = [];
  const add = (side: Side, index: number): void => {
    addWords(side, side.units[index] as Unit, words);
    ends.push(words.count);
  };
  for (const index of oldLeft) add(old, index);
  for (const index of newLeft) add(neu, index);
  const matched = old.units.length - oldLeft.length;
  const index = new ShingleIndex(words, ends, oldLeft.length, samples(old, Math.ceil(matched / MOST_SAMPLES)));
  const textOf = new Map(newLeft.map((unit, k) => [unit, oldLeft.length + k]));
  const names = new Map<string, number>();
  for (const unit of newLeft) {
    const { name } = neu.units[unit] as Unit;
    if (name !== null) names.set(name, unit);
  }
  const leastLike = LIKE + LIKE_IN_SHORT_TEXT * Math.min(1, SHORT_TEXT / (old.units.length + neu.units.length));
  const candidates: Candidate[] = [];
  oldLeft.forEach((i, text) => {
    const unit = old.units[i] as Unit;
    const same = unit.name === null ? undefined : names.get(unit.name);
    const place = places(old, neu, i);
    const tried = new Set(index.nearest(text).map((each) => newLeft[each - oldLeft.length] as number));
    for (const each of [same, ...place]) if (each !== undefined && textOf.has(each)) tried.add(each);
    for (const j of tried) {
      if ((neu.units[j] as Unit).kind !== unit.kind) continue;
      const other = textOf.get(j) as number;
      const like = likenessIn(index, text, other);
      const isSame = j === same;
      const here = place.includes(j);
      const sure = isSame && place.length === 2 && place[0] === j && place[1] === j;
      const least = leastLike - (sure ? LESS_WHEN_SURE : isSame || here ? LESS_IN_PLACE : 0);
      const shortAndNamed = index.isShort(text) && (isSame || here) && index.likenessOfWords(text, other) >= 0.5;
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
    if (old.partner[i] !== -1 || neu.partner[j] !== -1) continue;
    // One long phrase in common, rare as it may be, makes no clause another's that has another number and place.
    if (expected || shareInOrder(firstWords(old, i), firstWords(neu, j)) >= LEAST_IN_ORDER) pair(old, neu, i, j);
  }
}

/** The words of every so many matched units: what was matched tells which words are common. */
function* samples(side: Side, step: number): Generator<WordHashes> {
  const words = new WordHashes();
  for (let index = 0; index < side.units.length; index += Math.max(1, step)) {
    if (side.partner[index] === -1) continue;
    words.count = 0;
    addWords(side, side.units[index] as Unit, words);
    yield words;
  }
}

function likenessIn(index: ShingleIndex, a: number, b: number): number {
  const like = index.likeness(a, b);
  return like < DOUBTFUL ? like : like + WEIGHT_OF_WORDS * (index.likenessOfWords(a, b) - KEPT_WORDS);
}

function addWords(side: Side, unit: Unit, words: WordHashes, most = MOST_WORDS): void {
  const last = words.count + most;
  for (let k = unit.start; k < unit.end; k++) {
    const block = side.draft.block(k);
    words.add(block.text, bodyStart(block), block.text.length, last - words.count);
  }
}

/** The words of a unit that are read where their order counts. */
function firstWords(side: Side, index: number): Int32Array {
  const words = new WordHashes();
  addWords(side, side.units[index] as Unit, words, MOST_WORDS_IN_ORDER);
  return words.words.slice(0, words.count);
}

/** The units that would be next to the partners of a unit's neighbours. */
function places(old: Side, neu: Side, index: number): number[] {
  const found: number[] = [];
  const before = index === 0 ? -1 : (old.partner[index - 1] as number);
  if ((index === 0 || before >= 0) && neu.partner[before + 1] === -1) found.push(before + 1);
  const after = index + 1 === old.units.length ? neu.units.length : (old.partner[index + 1] as number);
  if (after > 0 && neu.partner[after - 1] === -1) found.push(after - 1);
  return found;
}

/** Aligns in order what is left between units that kept their places; that it lies there is evidence of its own. */
function matchBetween(old: Side, neu: Side): boolean {
  const kept = keptInOrder(old);
  kept.push([old.units.length, neu.units.length]);
  let gaveUp = false;
  let [i, j] = [0, 0];
  for (const [oldNext, newNext] of kept) {
    const from = unmatched(old, i, oldNext);
    const to = unmatched(neu, j, newNext);
    if (from.length > 0 && to.length > 0) {
      const oldSets = from.map((index) => wordSetOfUnit(old, index));
      const newSets = to.map((index) => wordSetOfUnit(neu, index));
      const found = alignInOrder(
        from.map((index) => index),
        to.map((index) => -1 - index),
        (a, b) => {
          const first = old.units[from[a] as number] as Unit;
          const second = neu.units[to[b] as number] as Unit;
          if (first.kind !== second.kind) return 0;
          const alone = from.length === 1 && to.length === 1;
          const named = alone && first.name !== null && first.name === second.name;
          // A heading or a captioned table of one number, alone in its place, is the same one however it was reworded.
          const titled = first.kind === 'heading' || first.kind === 'table';
          if (named && titled) return 1;
          const like = likeness(oldSets[a] as WordSet, newSets[b] as WordSet);
          const least = alone && titled ? LIKE_WHEN_ALONE : named ? LIKE_WHEN_NAMED : LIKE_IN_ORDER;
          return like >= least ? like : 0;
        },
      );
      if (found.gaveUp) gaveUp = true;
      for (const [a, b] of found.pairs) pair(old, neu, from[a] as number, to[b] as number);
    }
    i = oldNext + 1;
    j = newNext + 1;
  }
  return gaveUp;
}

/** Clauses that lost so many words that their rare phrases say nothing any more: all that is left is held against all. */
function matchInOrder(old: Side, neu: Side): void {
  const texts = (side: Side, isMatched: boolean): number[] =>
    side.units.flatMap(({ kind }, index) =>
      kind === 'text' && (side.partner[index] !== -1) === isMatched ? index : [],
    );
  const [from, to] = [texts(old, false), texts(neu, false)];
  if (from.length * to.length > MOST_TEXT_PAIRS) return;
  const rest = (): Int32Array[] => {
    const matched = texts(old, true);
    const step = Math.max(1, Math.ceil(matched.length / MOST_SAMPLES_IN_ORDER));
    return matched.filter((_, k) => k % step === 0).map((index) => firstWords(old, index));
  };
  const found = pairsInOrder(
    from.map((index) => firstWords(old, index)),
    to.map((index) => firstWords(neu, index)),
    rest,
  );
  for (const [i, j] of found) pair(old, neu, from[i] as number, to[j] as number);
}

function unmatched(side: Side, from: number, to: number): number[] {
  const found: number[] = [];
  for (let index = from; index < to; index++) {
    if (side.partner[index] === -1 && (side.units[index] as Unit).kind !== 'frontMatter') found.push(index);
  }
  return found;
}

function wordSetOfUnit(side: Side, index: number): WordSet {
  const words = new WordHashes();
  addWords(side, side.units[index] as Unit, words);
  return wordSetOf(words);
}

/** The matched units that are part of the heaviest run that kept its order: pairs of old and new. */
function keptInOrder(old: Side): Pairs {
  const matched: Pairs = [];
  old.partner.forEach((partner, index) => {
    if (partner !== -1) matched.push([index, partner]);
  });
  const stayed = heaviestIncreasing(
    matched.map(([, to]) => to),
    // The fewest units are told as moved, and of as many the shorter ones.
    matched.map(([index]) => 1000 + Math.min((old.units[index] as Unit).size, 2000) / 4),
  );
  return matched.filter((_, k) => stayed[k]);
}

/** Marks as moved what did not keep its order; unties what is too small to be told as moved. */
function findMoves(old: Side, neu: Side): Uint8Array {
  const moved = new Uint8Array(old.units.length);
  const stayed = new Set(keptInOrder(old).map(([index]) => index));
  old.partner.forEach((partner, index) => {
    if (partner === -1 || stayed.has(index)) return;
    const unit = old.units[index] as Unit;
    if (unit.kind === 'heading' || hasWords(old, index, LEAST_MOVED_WORDS)) moved[index] = 1;
    else {
      old.partner[index] = -1;
      neu.partner[partner] = -1;
    }
  });
  return moved;
}
