import type { Block } from '../model/block.js';
import { getOrCreate } from '../model/memo.js';
import type { Span } from '../model/text.js';
import { WordHashes } from './word-hashes.js';

/** The greatest number of words of a text that a comparison with others reads. */
export const MOST_WORDS = 4000;

/**
 * The offset in a block where its words begin, after its markers and its own number. A defined term
 * belongs to the words.
 */
export function bodyStart(block: Block): number {
  const { head } = block;
  if (head.kind === 'none' || head.kind === 'definition') return block.prefix;
  return head.body;
}

/** Combines two hashes of 32 bits into one of 53. */
export function combineHashes(a: number, b: number): number {
  return 4294967296 * (2097151 & (b ^ (b >>> 13))) + ((a ^ (a >>> 16)) >>> 0);
}

/** Combines two hashes into one. */
export function mixHashes(a: number, b: number): number {
  const low = Math.imul((a | 0) ^ (b | 0), 2654435761) ^ Math.imul((a / 4294967296) | 0, 1597334677);
  const high =
    Math.imul((b / 4294967296) | 0, 2246822507) ^ Math.imul(low ^ (b | 0), 3266489909) ^ ((a / 4294967296) | 0);
  return combineHashes(low, high);
}

/** Hashes of all runs of `length` words, sorted, each once. */
function hashShingles(words: Int32Array, length: number): Int32Array {
  const count = Math.max(0, words.length - length + 1);
  const all = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    let hash = words[i]!;
    for (let k = 1; k < length; k++) hash = Math.imul(hash, 31) ^ Math.imul(words[i + k]!, 0x5bd1e995);
    all[i] = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2d);
  }
  return sortDistinct(all);
}

function sortDistinct(all: Int32Array): Int32Array {
  all.sort();
  let kept = 0;
  for (let i = 0; i < all.length; i++) if (i === 0 || all[i] !== all[i - 1]) all[kept++] = all[i]!;
  return all.subarray(0, kept);
}

/** How many values two sorted lists share. A repeated value counts as often as both have it. */
export function countShared(a: Int32Array, b: Int32Array): number {
  let count = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i]!;
    const y = b[j]!;
    if (x === y) {
      count++;
      i++;
      j++;
    } else if (x < y) i++;
    else j++;
  }
  return count;
}

/** The words of one text in the form in which they are compared with another's. */
export interface WordSet {
  readonly count: number;
  readonly words: Int32Array;
  readonly pairs: Int32Array;
  /** For each of `MARKS` remainders, a bit that says whether a value of `words` has it; then the same of `pairs`. */
  readonly marks: Int32Array;
}

/**
 * The word sets of blocks, each made once. Keep it only while blocks are compared: the sets take
 * more memory than the text.
 */
export class WordSets {
  private readonly sets = new Map<Block, WordSet>();

  wordSetOfBlock(block: Block): WordSet {
    return getOrCreate(this.sets, block, () => wordSet(block.text, bodyStart(block), block.text.length));
  }
}

/** The words of a stretch of text, at most `MOST_WORDS` of them. */
export function wordSet(text: string, from: number, to: number): WordSet {
  scratch.count = 0;
  scratch.addWordsOf(text, from, to, MOST_WORDS);
  return wordSetOf(scratch);
}

/** @param hashes the words of one text */
export function wordSetOf({ words, count }: WordHashes): WordSet {
  const own = words.subarray(0, count);
  const [single, pairs] = [hashShingles(own, 1), hashShingles(own, 2)];
  const marks = new Int32Array(2 * MARK_CELLS);
  markRemainders(single, marks, 0);
  markRemainders(pairs, marks, MARK_CELLS);
  return { count, words: single, pairs, marks };
}

/** How many remainders of hashes a set marks: enough that few of a paragraph's words share one. */
const MARKS = 256;
const MARK_CELLS = MARKS / 32;

function markRemainders(values: Int32Array, marks: Int32Array, from: number): void {
  for (const value of values) {
    const remainder = value & (MARKS - 1);
    marks[from + (remainder >>> 5)]! |= 1 << (remainder & 31);
  }
}

/**
 * The greatest number of values that two sets can share: each remainder that only one of them has
 * stands for one of its values at least that the other lacks.
 */
function mostShared(a: Int32Array, b: Int32Array, marksOfA: Int32Array, marksOfB: Int32Array, from: number): number {
  let [onlyA, onlyB] = [0, 0];
  for (let at = from; at < from + MARK_CELLS; at++) {
    const [mine, theirs] = [marksOfA[at]!, marksOfB[at]!];
    onlyA += countBits(mine & ~theirs);
    onlyB += countBits(theirs & ~mine);
  }
  return Math.min(a.length - onlyA, b.length - onlyB);
}

function countBits(cell: number): number {
  let bits = cell - ((cell >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const scratch = new WordHashes();

/**
 * How alike two texts are, from 0 (no word shared) to 1. It counts pairs of words, and for short
 * texts single words as well.
 * @param least below it the answer may be 0, which costs much less than to count
 */
export function likenessOf(a: WordSet, b: WordSet, least = 0): number {
  if (a.words.length === 0 || b.words.length === 0) return a.words.length === b.words.length ? 1 : 0;
  if (least > 0) {
    const most = weighShared(
      a,
      b,
      mostShared(a.words, b.words, a.marks, b.marks, 0),
      mostShared(a.pairs, b.pairs, a.marks, b.marks, MARK_CELLS),
    );
    if (most < least) return 0;
  }
  return weighShared(a, b, countShared(a.words, b.words), countShared(a.pairs, b.pairs));
}

/** The likeness of two texts that share so many words and so many pairs of words. */
function weighShared(a: WordSet, b: WordSet, sharedWords: number, sharedPairs: number): number {
  const words = (2 * sharedWords) / (a.words.length + b.words.length);
  if (a.pairs.length + b.pairs.length === 0) return words;
  const pairs = (2 * sharedPairs) / (a.pairs.length + b.pairs.length);
  const shorter = Math.min(a.count, b.count);
  const share = shorter < 4 ? 0.7 : shorter < 8 ? 0.5 : 0.25;
  return share * words + (1 - share) * pairs;
}

/** The share of `part` that is found in `whole`, from 0 to 1. */
export function containmentOf(part: WordSet, whole: WordSet): number {
  if (part.pairs.length === 0)
    return part.words.length === 0 ? 0 : countShared(part.words, whole.words) / part.words.length;
  return (
    (0.3 * countShared(part.words, whole.words)) / part.words.length +
    (0.7 * countShared(part.pairs, whole.pairs)) / part.pairs.length
  );
}

/**
 * The share of the word pairs of `part` that are found in `whole` and not in `rest`, from 0 to 1.
 */
export function containmentBeside(part: WordSet, whole: WordSet, rest: WordSet): number {
  const isIn = new Set(whole.pairs);
  for (const pair of rest.pairs) isIn.delete(pair);
  let count = 0;
  for (const pair of part.pairs) if (isIn.has(pair)) count++;
  return part.pairs.length === 0 ? 0 : count / part.pairs.length;
}

/** The share of the longer of two stretches that both begin and end with, from 0 to 1. */
export function shareAtEnds(a: string, oldSpan: Span, b: string, newSpan: Span): number {
  const [length, other] = [oldSpan.end - oldSpan.start, newSpan.end - newSpan.start];
  const most = Math.min(length, other);
  let start = 0;
  while (start < most && a.charCodeAt(oldSpan.start + start) === b.charCodeAt(newSpan.start + start)) start++;
  let end = 0;
  while (end < most - start && a.charCodeAt(oldSpan.end - 1 - end) === b.charCodeAt(newSpan.end - 1 - end)) end++;
  return most <= 0 ? 0 : (start + end) / Math.max(length, other);
}
