import type { Block } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import { bodyHash, bodyStart, likeness, mixed, shingles, type WordSet, wordHashes } from './likeness.js';
import { alignInOrder, heaviestIncreasing, type Pairs } from './sequence.js';
import type { Unit } from './units.js';

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
const LIKE = 0.25;
const LIKE_IN_SHORT_TEXT = 0.15;
const SHORT_TEXT = 40;
const LESS_IN_PLACE = 0.05;
const LESS_WHEN_SURE = 0.1;
/** Least likeness of what lies between the same matched units on both sides, common words counted as any others. */
const LIKE_IN_ORDER = 0.55;
const LIKE_WHEN_ALONE = 0.3;
/** A move is the stronger claim: fewer words than these say nothing. */
const LEAST_MOVED_WORDS = 5;
/** Bounds of the search for what a unit became. */
const RARE_SHINGLES = 32;
const COMMON_AT = 24;
const CANDIDATES = 8;

interface Side {
  readonly draft: Draft;
  readonly units: readonly Unit[];
  readonly partner: Int32Array;
}

/** Matches the units of two drafts by their words and their numbers, and tells which of them moved. */
export function alignUnits(
  oldDraft: Draft,
  oldUnits: readonly Unit[],
  newDraft: Draft,
  newUnits: readonly Unit[],
): UnitAlignment {
  const old: Side = { draft: oldDraft, units: oldUnits, partner: new Int32Array(oldUnits.length).fill(-1) };
  const neu: Side = { draft: newDraft, units: newUnits, partner: new Int32Array(newUnits.length).fill(-1) };
  matchEnds(old, neu);
  const words = (side: Side, unit: number): number => wordCount(side, side.units[unit] as Unit);
  matchHashes(old, neu, (block) => bodyHash(block).exact, words);
  matchHashes(old, neu, (block) => bodyHash(block).masked, words);
  matchLike(old, neu);
  const gaveUp = matchBetween(old, neu);
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

/** Units whose hash occurs once on each side; of those that occur more often, the ones with one number or next to a matched one. */
function matchHashes(
  old: Side,
  neu: Side,
  hash: (block: Block) => number,
  words: (side: Side, unit: number) => number,
): void {
  const oldHashes = unitHashes(old, hash);
  const newHashes = unitHashes(neu, hash);
  const places = new Map<number, { old: number[]; new: number[] }>();
  const note = (side: 'old' | 'new', hashes: readonly number[], partner: Int32Array): void => {
    hashes.forEach((each, index) => {
      if (partner[index] !== -1) return;
      let place = places.get(each);
      if (!place) places.set(each, (place = { old: [], new: [] }));
      place[side].push(index);
    });
  };
  note('old', oldHashes, old.partner);
  note('new', newHashes, neu.partner);
  const names = new Map<string, number>();
  neu.units.forEach((unit, index) => {
    if (unit.name !== null) names.set(unit.name, index);
  });
  for (const place of places.values()) {
    const [i] = place.old;
    const [j] = place.new;
    if (i === undefined || j === undefined) continue;
    if (place.old.length === 1 && place.new.length === 1 && words(old, i) >= 4) {
      pair(old, neu, i, j);
      continue;
    }
    for (const each of place.old) {
      const name = (old.units[each] as Unit).name;
      const same = name === null ? undefined : names.get(name);
      if (same !== undefined && neu.partner[same] === -1 && newHashes[same] === oldHashes[each])
        pair(old, neu, each, same);
    }
  }
  // Neighbours of matched units, forwards and backwards.
  for (let i = 0; i < old.units.length; i++) {
    const j = (i === 0 ? -1 : (old.partner[i - 1] as number)) + 1;
    if (old.partner[i] === -1 && (i === 0 || j > 0) && neu.partner[j] === -1 && oldHashes[i] === newHashes[j])
      pair(old, neu, i, j);
  }
  for (let i = old.units.length - 1; i >= 0; i--) {
    const after = i + 1 < old.units.length ? (old.partner[i + 1] as number) : neu.units.length;
    const j = after - 1;
    if (old.partner[i] === -1 && j >= 0 && neu.partner[j] === -1 && oldHashes[i] === newHashes[j]) pair(old, neu, i, j);
  }
}

function unitHashes(side: Side, hash: (block: Block) => number): number[] {
  return side.units.map((unit, index) => {
    if (side.partner[index] !== -1) return -1;
    let all = unit.kind.length;
    for (let k = unit.start; k < unit.end; k++) all = mixed(all, hash(side.draft.block(k)));
    return all;
  });
}

function wordCount(side: Side, unit: Unit): number {
  const words: number[] = [];
  for (let k = unit.start; k < unit.end && words.length < 40; k++) {
    const block = side.draft.block(k);
    wordHashes(block.text, bodyStart(block), block.text.length, words, 40);
  }
  return words.length;
}

/** The words of a unit as shingles, sorted, each with how much it tells. */
interface Words {
  readonly short: boolean;
  readonly shingles: Int32Array;
  readonly weights: Float64Array;
  readonly total: number;
  /** Single words, without weights. */
  readonly bag: Int32Array;
}

class Vocabulary {
  private readonly counts = new Map<number, number>();

  add(shingles: Int32Array): void {
    for (const shingle of shingles) this.counts.set(shingle, (this.counts.get(shingle) ?? 0) + 1);
  }

  count(shingle: number): number {
    return this.counts.get(shingle) ?? 0;
  }

  words(shingles: Int32Array, bag: Int32Array, short: boolean): Words {
    const weights = new Float64Array(shingles.length);
    let total = 0;
    for (let i = 0; i < shingles.length; i++) {
      // One found on one side alone may be new; it weighs no more than one that both have.
      const weight = 1 / Math.sqrt(Math.max(2, this.count(shingles[i] as number)));
      weights[i] = weight;
      total += weight;
    }
    return { short, shingles, weights, total, bag };
  }
}

/** Twice what two units share by what both hold: from 0 to 1, rare words weighing more. */
function weightedDice(a: Words, b: Words): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.shingles.length && j < b.shingles.length; ) {
    const x = a.shingles[i] as number;
    const y = b.shingles[j] as number;
    if (x === y) {
      shared += a.weights[i] as number;
      i++;
      j++;
    } else if (x < y) i++;
    else j++;
  }
  return a.total + b.total === 0 ? 0 : (2 * shared) / (a.total + b.total);
}

function bagDice(a: Words, b: Words): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.bag.length && j < b.bag.length; ) {
    const x = a.bag[i] as number;
    const y = b.bag[j] as number;
    if (x === y) {
      shared++;
      i++;
      j++;
    } else if (x < y) i++;
    else j++;
  }
  return a.bag.length + b.bag.length === 0 ? 1 : (2 * shared) / (a.bag.length + b.bag.length);
}

interface Candidate {
  readonly old: number;
  readonly new: number;
  readonly rank: number;
}

/** The nearest neighbours of every unit that is left: those of its number or at its place, and those that share its rare shingles. */
function matchLike(old: Side, neu: Side): void {
  const vocabulary = new Vocabulary();
  const oldLeft = left(old);
  const newLeft = left(neu);
  if (oldLeft.length === 0 || newLeft.length === 0) return;
  const raw = (side: Side, index: number) => rawWords(side, side.units[index] as Unit);
  const oldRaw = oldLeft.map((index) => raw(old, index));
  const newRaw = newLeft.map((index) => raw(neu, index));
  for (const each of oldRaw) vocabulary.add(each.shingles);
  for (const each of newRaw) vocabulary.add(each.shingles);
  // What was matched tells which words are common.
  old.units.forEach((unit, index) => {
    if (old.partner[index] !== -1) vocabulary.add(rawWords(old, unit).shingles);
  });
  const like = LIKE + LIKE_IN_SHORT_TEXT * Math.min(1, SHORT_TEXT / (old.units.length + neu.units.length));
  const oldWords = new Map(oldLeft.map((index, k) => [index, weigh(vocabulary, oldRaw[k] as Raw)]));
  const newWords = new Map(newLeft.map((index, k) => [index, weigh(vocabulary, newRaw[k] as Raw)]));
  const postings = new Map<number, number[]>();
  for (const [index, words] of newWords) {
    for (const shingle of words.shingles) {
      const count = vocabulary.count(shingle);
      if (count < 2 || count > COMMON_AT) continue;
      const list = postings.get(shingle);
      if (list) list.push(index);
      else postings.set(shingle, [index]);
    }
  }
  const names = new Map<string, number>();
  for (const index of newLeft) {
    const name = (neu.units[index] as Unit).name;
    if (name !== null) names.set(name, index);
  }
  const candidates: Candidate[] = [];
  for (const [index, words] of oldWords) {
    const unit = old.units[index] as Unit;
    const same = unit.name === null ? undefined : names.get(unit.name);
    const tried = nearest(words, vocabulary, postings);
    const place = places(old, neu, index);
    for (const each of [same, ...place]) if (each !== undefined && newWords.has(each)) tried.add(each);
    for (const other of tried) {
      const mine = neu.units[other] as Unit;
      if (mine.kind !== unit.kind) continue;
      const theirs = newWords.get(other) as Words;
      const dice = weightedDice(words, theirs);
      const isSame = other === same;
      const here = place.includes(other);
      const sure = isSame && place.length === 2 && place[0] === other && place[1] === other;
      const least = like - (sure ? LESS_WHEN_SURE : isSame || here ? LESS_IN_PLACE : 0);
      const shortAndNamed = words.short && (isSame || here) && bagDice(words, theirs) >= 0.5;
      if (dice >= least || shortAndNamed) {
        candidates.push({ old: index, new: other, rank: dice + (isSame ? 0.05 : 0) + (here ? 0.05 : 0) });
      }
    }
  }
  candidates.sort((a, b) => b.rank - a.rank || a.old - b.old || a.new - b.new);
  for (const { old: i, new: j } of candidates) if (old.partner[i] === -1 && neu.partner[j] === -1) pair(old, neu, i, j);
}

function left(side: Side): number[] {
  return unmatched(side, 0, side.units.length);
}

interface Raw {
  readonly shingles: Int32Array;
  readonly bag: Int32Array;
  readonly short: boolean;
}

function wordsOfUnit(side: Side, unit: Unit): number[] {
  const words: number[] = [];
  for (let k = unit.start; k < unit.end; k++) {
    const block = side.draft.block(k);
    wordHashes(block.text, bodyStart(block), block.text.length, words);
  }
  return words;
}

function rawWords(side: Side, unit: Unit): Raw {
  const words = wordsOfUnit(side, unit);
  // A few words hold no three in a row that survive an edit: single words do for them.
  const short = words.length < 8;
  const bag = shingles(words, 1);
  return { shingles: short ? bag : shingles(words, 3), bag, short };
}

function weigh(vocabulary: Vocabulary, raw: Raw): Words {
  return vocabulary.words(raw.shingles, raw.bag, raw.short);
}

function nearest(words: Words, vocabulary: Vocabulary, postings: ReadonlyMap<number, readonly number[]>): Set<number> {
  const known: number[] = [];
  for (const shingle of words.shingles) if (postings.has(shingle)) known.push(shingle);
  known.sort((a, b) => vocabulary.count(a) - vocabulary.count(b));
  const votes = new Map<number, number>();
  for (const shingle of known.slice(0, RARE_SHINGLES)) {
    for (const index of postings.get(shingle) as readonly number[])
      votes.set(index, (votes.get(index) ?? 0) + 1 / vocabulary.count(shingle));
  }
  const best = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, CANDIDATES);
  return new Set(best.map(([index]) => index));
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
          // A heading or a captioned table of one number, alone in its place, is the same one however it was reworded.
          const alone = from.length === 1 && to.length === 1 && (first.kind === 'heading' || first.kind === 'table');
          if (alone && first.name !== null && first.name === second.name) return 1;
          const like = likeness(oldSets[a] as WordSet, newSets[b] as WordSet);
          return like >= (alone ? LIKE_WHEN_ALONE : LIKE_IN_ORDER) ? like : 0;
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

function unmatched(side: Side, from: number, to: number): number[] {
  const found: number[] = [];
  for (let index = from; index < to; index++) {
    if (side.partner[index] === -1 && (side.units[index] as Unit).kind !== 'frontMatter') found.push(index);
  }
  return found;
}

function wordSetOfUnit(side: Side, index: number): WordSet {
  const words = wordsOfUnit(side, side.units[index] as Unit);
  return { count: words.length, words: shingles(words, 1), pairs: shingles(words, 2) };
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
    if (unit.kind === 'heading' || wordCount(old, unit) >= LEAST_MOVED_WORDS) moved[index] = 1;
    else {
      old.partner[index] = -1;
      neu.partner[partner] = -1;
    }
  });
  return moved;
}
