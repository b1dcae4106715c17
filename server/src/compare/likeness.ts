import type { Block } from '../model/block.js';

/** How many words of a text are looked at when it is held against others. */
const MOST_WORDS = 4000;

const NUMBER = 35;

/** Where a block's own words begin, behind its markers and its own number. A defined term is part of the words. */
export function bodyStart(block: Block): number {
  const { head } = block;
  if (head.kind === 'none' || head.kind === 'definition') return block.prefix;
  return head.body;
}

/** Two hashes of a block's words without its own number, white space folded: as written, and with numbers of provisions masked. */
export interface BodyHash {
  readonly exact: number;
  readonly masked: number;
}

const bodies = new WeakMap<Block, BodyHash>();

export function bodyHash(block: Block): BodyHash {
  let hash = bodies.get(block);
  if (!hash) bodies.set(block, (hash = hashBody(block.text, bodyStart(block))));
  return hash;
}

function hashBody(text: string, from: number): BodyHash {
  let exact = 0x9747b28c;
  let exact2 = 0x41c6ce57;
  let masked = 0x85ebca6b;
  let masked2 = 0x3c6ef372;
  let space = false;
  let i = from;
  const { length } = text;
  while (i < length) {
    const code = text.charCodeAt(i);
    if (code <= 32 || code === 160) {
      space = true;
      i++;
      continue;
    }
    if (space) {
      exact = Math.imul(exact ^ 32, 2654435761);
      exact2 = Math.imul(exact2 ^ 32, 1597334677);
      space = false;
    }
    exact = Math.imul(exact ^ code, 2654435761);
    exact2 = Math.imul(exact2 ^ code, 1597334677);
    if (code >= 48 && code <= 57) {
      let end = i + 1;
      for (let next = text.charCodeAt(end); (next >= 48 && next <= 57) || next === 46; next = text.charCodeAt(end)) {
        exact = Math.imul(exact ^ next, 2654435761);
        exact2 = Math.imul(exact2 ^ next, 1597334677);
        end++;
      }
      masked = Math.imul(masked ^ NUMBER, 2654435761);
      masked2 = Math.imul(masked2 ^ NUMBER, 1597334677);
      i = end;
      continue;
    }
    masked = Math.imul(masked ^ code, 2654435761);
    masked2 = Math.imul(masked2 ^ code, 1597334677);
    i++;
  }
  return { exact: joined(exact, exact2), masked: joined(masked, masked2) };
}

function joined(a: number, b: number): number {
  return 4294967296 * (2097151 & (b ^ (b >>> 13))) + ((a ^ (a >>> 16)) >>> 0);
}

/** One hash of several. */
export function mixed(a: number, b: number): number {
  const low = Math.imul((a | 0) ^ (b | 0), 2654435761) ^ Math.imul((a / 4294967296) | 0, 1597334677);
  const high =
    Math.imul((b / 4294967296) | 0, 2246822507) ^ Math.imul(low ^ (b | 0), 3266489909) ^ ((a / 4294967296) | 0);
  return joined(low, high);
}

/**
 * The words of a text as hashes, in order, case folded; a number of a provision ("20.28") is one word, the same for all.
 * @param limit how many at most
 */
export function wordHashes(text: string, from: number, to: number, words: number[] = [], limit = MOST_WORDS): number[] {
  let i = from;
  while (i < to && words.length < limit) {
    let code = text.charCodeAt(i);
    if (!isWordCode(code)) {
      i++;
      continue;
    }
    let hash = 0x1505;
    let dots = false;
    const digit = code >= 48 && code <= 57;
    while (i < to) {
      code = text.charCodeAt(i);
      if (!isWordCode(code)) {
        const next = text.charCodeAt(i + 1);
        if (!(digit && code === 46 && next >= 48 && next <= 57)) break;
        dots = true;
      } else if (code >= 65 && code <= 90) code += 32;
      hash = Math.imul(hash ^ code, 16777619);
      i++;
    }
    words.push(dots ? NUMBER : hash ^ (hash >>> 15));
  }
  return words;
}

function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    (code >= 0xc0 && code < 0x2000) ||
    code > 0x2e7f
  );
}

/** Runs of `length` words, sorted, each once. */
export function shingles(words: readonly number[], length: number): Int32Array {
  const count = Math.max(0, words.length - length + 1);
  const all = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    let hash = words[i] as number;
    for (let k = 1; k < length; k++) hash = Math.imul(hash, 31) ^ Math.imul(words[i + k] as number, 0x5bd1e995);
    all[i] = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2d);
  }
  return distinct(all);
}

function distinct(all: Int32Array): Int32Array {
  all.sort();
  let kept = 0;
  for (let i = 0; i < all.length; i++) if (i === 0 || all[i] !== all[i - 1]) all[kept++] = all[i] as number;
  return all.subarray(0, kept);
}

export function common(a: Int32Array, b: Int32Array): number {
  let count = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i] as number;
    const y = b[j] as number;
    if (x === y) {
      count++;
      i++;
      j++;
    } else if (x < y) i++;
    else j++;
  }
  return count;
}

/** What is needed to hold the words of one text against another's. */
export interface WordSet {
  readonly count: number;
  readonly words: Int32Array;
  readonly pairs: Int32Array;
}

const sets = new WeakMap<Block, WordSet>();

export function wordSetOfBlock(block: Block): WordSet {
  let set = sets.get(block);
  if (!set) sets.set(block, (set = wordSet(block.text, bodyStart(block), block.text.length)));
  return set;
}

export function wordSet(text: string, from: number, to: number): WordSet {
  const words = wordHashes(text, from, to);
  return { count: words.length, words: shingles(words, 1), pairs: shingles(words, 2) };
}

/** From 0 (no word shared) to 1: by pairs of words, and for short texts by words, too. */
export function likeness(a: WordSet, b: WordSet): number {
  if (a.words.length === 0 || b.words.length === 0) return a.words.length === b.words.length ? 1 : 0;
  const words = (2 * common(a.words, b.words)) / (a.words.length + b.words.length);
  if (a.pairs.length + b.pairs.length === 0) return words;
  const pairs = (2 * common(a.pairs, b.pairs)) / (a.pairs.length + b.pairs.length);
  const shorter = Math.min(a.count, b.count);
  const share = shorter < 4 ? 0.7 : shorter < 8 ? 0.5 : 0.25;
  return share * words + (1 - share) * pairs;
}

/** How much of `part` is found in `whole`. */
export function containment(part: WordSet, whole: WordSet): number {
  if (part.pairs.length === 0) return part.words.length === 0 ? 0 : common(part.words, whole.words) / part.words.length;
  return (
    (0.3 * common(part.words, whole.words)) / part.words.length +
    (0.7 * common(part.pairs, whole.pairs)) / part.pairs.length
  );
}
