import { findCommentEnd } from '../model/comment.js';

/** The hash of every number of a provision ("20.28"). */
const NUMBER = 35;

/** What a comment begins with: "<". */
const COMMENT = 60;

/** The code of an ASCII letter or digit, in lower case; 0 for other characters. */
const FOLDED = new Uint8Array(128);
for (let code = 48; code <= 57; code++) FOLDED[code] = code;
for (let code = 97; code <= 122; code++) FOLDED[code] = FOLDED[code - 32] = code;

/** The words of texts as hashes, one text after another. */
export class WordHashes {
  words = new Int32Array(1024);
  count = 0;

  /**
   * Adds the words of a stretch of text, in order and case-folded, comments left out.
   * @param limit the greatest number of words to add
   */
  addWordsOf(text: string, from: number, to: number, limit: number): void {
    const last = this.count + limit;
    let at = from;
    while (at < to && this.count < last) {
      let code = text.charCodeAt(at);
      let folded = code < 128 ? FOLDED[code]! : isWordCode(code) ? code : 0;
      if (folded === 0) {
        at = code === COMMENT ? skipComment(text, at, to) : at + 1;
        continue;
      }
      const digit = code >= 48 && code <= 57;
      let hash = 0x1505;
      let dots = false;
      for (;;) {
        hash = Math.imul(hash ^ folded, 16777619);
        if (++at >= to) break;
        code = text.charCodeAt(at);
        folded = code < 128 ? FOLDED[code]! : isWordCode(code) ? code : 0;
        if (folded !== 0) continue;
        const next = digit && code === 46 ? text.charCodeAt(at + 1) : 0;
        if (next < 48 || next > 57) break;
        dots = true;
        folded = code;
      }
      this.addHash(dots ? NUMBER : hash ^ (hash >>> 15));
    }
  }

  private addHash(word: number): void {
    if (this.count === this.words.length) {
      const grown = new Int32Array(this.words.length * 2);
      grown.set(this.words);
      this.words = grown;
    }
    this.words[this.count++] = word;
  }
}

/** The number of words in a stretch of text, counted up to a limit. */
export function countWords(text: string, from: number, to: number, limit: number): number {
  let words = 0;
  let within = false;
  for (let at = from; at < to && words < limit; at++) {
    const code = text.charCodeAt(at);
    const isWord = code < 128 ? FOLDED[code] !== 0 : isWordCode(code);
    if (code === COMMENT) at = skipComment(text, at, to) - 1;
    if (isWord && !within) words++;
    within = isWord;
  }
  return words;
}

/** The offset after the comment that begins at `at`, or after that character. */
function skipComment(text: string, at: number, to: number): number {
  const end = findCommentEnd(text, at, to);
  return end < 0 ? at + 1 : end;
}

function isWordCode(code: number): boolean {
  return (code >= 0xc0 && code < 0x2000) || code > 0x2e7f;
}

/** The size of the table of runs: more than twice the words of one text. */
const PLACES = 8192;

/** Compares texts by the runs of three words they share. Reuse one for many pairs. */
export class SharedRuns {
  private readonly runs = new Int32Array(PLACES);
  private readonly counts = new Int32Array(PLACES);
  private readonly stamps = new Int32Array(PLACES);
  private stamp = 0;

  /**
   * The share of runs that two texts have in common, from 0 to 1. Only the first words of long
   * texts count.
   */
  shareRuns(a: WordHashes, b: WordHashes): number {
    const [mine, theirs] = [runCount(a), runCount(b)];
    if (mine === 0 || theirs === 0) return 0;
    this.stamp++;
    for (let at = 0; at < mine; at++) {
      const place = this.placeOfRun(shingleAt(a.words, at));
      this.counts[place]!++;
    }
    let shared = 0;
    for (let at = 0; at < theirs; at++) {
      const place = this.placeOfRun(shingleAt(b.words, at));
      if (this.counts[place] === 0) continue;
      this.counts[place]!--;
      shared++;
    }
    return (2 * shared) / (mine + theirs);
  }

  private placeOfRun(run: number): number {
    let place = (run ^ (run >>> 16)) & (PLACES - 1);
    for (; this.stamps[place] === this.stamp; place = (place + 1) & (PLACES - 1))
      if (this.runs[place] === run) return place;
    this.stamps[place] = this.stamp;
    this.runs[place] = run;
    this.counts[place] = 0;
    return place;
  }
}

/** Two texts together fill no more than half of the table. */
function runCount({ count }: WordHashes): number {
  return Math.min(count - 2, PLACES / 4);
}

/** A run of three words as one hash. */
export function shingleAt(words: Int32Array, at: number): number {
  let hash = words[at]!;
  hash = Math.imul(hash, 31) ^ Math.imul(words[at + 1]!, 0x5bd1e995);
  hash = Math.imul(hash, 31) ^ Math.imul(words[at + 2]!, 0x5bd1e995);
  return Math.imul(hash ^ (hash >>> 13), 0x27d4eb2d);
}
