import { diffArrays } from 'diff';
import { fewestHunks, MOST_PAIRS } from './fewest-hunks.js';
import { type Hunk, joinTouching } from './hunk.js';
import { findAnchors } from './sequence.js';
import { SIGN, type Tokens } from './tokens.js';

/** Where two texts differ, in order. */
export interface FoundHunks {
  readonly hunks: readonly Hunk[];
  /** Whether a stretch differed too much to be searched and counts as replaced as a whole. */
  readonly gaveUp: boolean;
}

/**
 * The greatest number of words that may differ in one search: time and memory grow with its square.
 */
const MOST_EDITS = 1000;
/** Longer stretches are first cut where a run of words occurs once on each side. */
const LONG = 1200;

/** Finds where two texts differ, first sentence by sentence and then word by word. */
export function findHunks(oldTokens: Tokens, newTokens: Tokens): FoundHunks {
  const search = new HunkSearcher(oldTokens, newTokens);
  search.searchBetween({ oldStart: 0, oldEnd: oldTokens.count, newStart: 0, newEnd: newTokens.count }, true);
  return { hunks: joinTouching(search.found), gaveUp: search.gaveUp };
}

class HunkSearcher {
  readonly found: Hunk[] = [];
  gaveUp = false;

  constructor(
    private readonly oldTokens: Tokens,
    private readonly newTokens: Tokens,
  ) {}

  searchBetween(whole: Hunk, mayCut: boolean): void {
    let { oldStart, oldEnd, newStart, newEnd } = whole;
    const a = this.oldTokens.keys;
    const b = this.newTokens.keys;
    while (oldStart < oldEnd && newStart < newEnd && a[oldStart] === b[newStart]) {
      oldStart++;
      newStart++;
    }
    while (oldStart < oldEnd && newStart < newEnd && a[oldEnd - 1] === b[newEnd - 1]) {
      oldEnd--;
      newEnd--;
    }
    if (oldStart === oldEnd && newStart === newEnd) return;
    const rest = { oldStart, oldEnd, newStart, newEnd };
    if (oldStart === oldEnd || newStart === newEnd) this.found.push(rest);
    else if (!mayCut || isTooShortToCut(rest) || !(this.cutAtSentences(rest) || this.cutAtRuns(rest)))
      this.searchWords(rest);
  }

  private searchWords(rest: Hunk): void {
    const { oldStart, oldEnd, newStart, newEnd } = rest;
    if ((oldEnd - oldStart + 1) * (newEnd - newStart + 1) <= MOST_PAIRS) {
      fewestHunks(this.oldTokens.keys, this.newTokens.keys, rest, this.found);
      return;
    }
    const keysBetween = (tokens: Tokens, from: number, to: number) => Array.from(tokens.keys.subarray(from, to));
    const changes = diffArrays(
      keysBetween(this.oldTokens, oldStart, oldEnd),
      keysBetween(this.newTokens, newStart, newEnd),
      {
        maxEditLength: MOST_EDITS,
      },
    );
    if (!changes) {
      this.gaveUp = true;
      this.found.push(rest);
      return;
    }
    let i = oldStart;
    let j = newStart;
    for (const change of changes) {
      const { count } = change;
      if (change.removed) {
        this.found.push({ oldStart: i, oldEnd: i + count, newStart: j, newEnd: j });
        i += count;
      } else if (change.added) {
        this.found.push({ oldStart: i, oldEnd: i, newStart: j, newEnd: j + count });
        j += count;
      } else {
        i += count;
        j += count;
      }
    }
  }

  /** Pairs sentences that occur once on each side. */
  private cutAtSentences(rest: Hunk): boolean {
    const oldSentences = splitSentences(this.oldTokens, rest.oldStart, rest.oldEnd);
    const newSentences = splitSentences(this.newTokens, rest.newStart, rest.newEnd);
    if (oldSentences.length < 2 || newSentences.length < 2) return false;
    const hashesOfSentences = (list: readonly Sentence[]) => list.map((sentence) => sentence.hash);
    const pairs = findAnchors(hashesOfSentences(oldSentences), hashesOfSentences(newSentences), {
      oldFrom: 0,
      oldTo: oldSentences.length,
      newFrom: 0,
      newTo: newSentences.length,
    });
    return this.searchAround(
      rest,
      pairs.flatMap(([i, j]) => {
        const a = oldSentences[i]!;
        const b = newSentences[j]!;
        return a.end - a.start >= 4 && a.end - a.start === b.end - b.start
          ? [{ old: a.start, new: b.start, length: a.end - a.start }]
          : [];
      }),
    );
  }

  private cutAtRuns(rest: Hunk): boolean {
    if (rest.oldEnd - rest.oldStart + rest.newEnd - rest.newStart < LONG) return false;
    const oldRuns = hashRuns(this.oldTokens, rest.oldStart, rest.oldEnd);
    const newRuns = hashRuns(this.newTokens, rest.newStart, rest.newEnd);
    const pairs = findAnchors(oldRuns, newRuns, {
      oldFrom: 0,
      oldTo: oldRuns.length,
      newFrom: 0,
      newTo: newRuns.length,
    });
    const cuts: EqualRun[] = [];
    let last: EqualRun | null = null;
    for (const [i, j] of pairs) {
      const cut: EqualRun = { old: rest.oldStart + i, new: rest.newStart + j, length: RUN };
      if (last && (cut.old < last.old + last.length || cut.new < last.new + last.length)) continue;
      cuts.push(cut);
      last = cut;
    }
    return this.searchAround(rest, cuts);
  }

  private searchAround(rest: Hunk, cuts: readonly EqualRun[]): boolean {
    if (cuts.length === 0) return false;
    let { oldStart, newStart } = rest;
    for (const cut of cuts) {
      this.searchBetween({ oldStart, oldEnd: cut.old, newStart, newEnd: cut.new }, false);
      oldStart = cut.old + cut.length;
      newStart = cut.new + cut.length;
    }
    this.searchBetween({ ...rest, oldStart, newStart }, false);
    return true;
  }
}

/** Whether a stretch is too short to hold a sentence worth looking for. */
function isTooShortToCut({ oldStart, oldEnd, newStart, newEnd }: Hunk): boolean {
  return Math.min(oldEnd - oldStart, newEnd - newStart) < 16;
}

const RUN = 4;

interface EqualRun {
  readonly old: number;
  readonly new: number;
  readonly length: number;
}

interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly hash: number;
}

const SENTENCE_ENDS: ReadonlySet<number> = new Set([...'.;:?!'].map((char) => char.charCodeAt(0)));

function endsSentence(tokens: Tokens, index: number): boolean {
  return tokens.kinds[index] === SIGN && SENTENCE_ENDS.has(tokens.keys[index]!);
}

function splitSentences(tokens: Tokens, from: number, to: number): Sentence[] {
  const found: Sentence[] = [];
  let start = from;
  let hash = 17;
  for (let i = from; i < to; i++) {
    hash = (Math.imul(hash, 16777619) ^ tokens.keys[i]!) >>> 0;
    if (i + 1 < to && !endsSentence(tokens, i)) continue;
    found.push({ start, end: i + 1, hash });
    start = i + 1;
    hash = 17;
  }
  return found;
}

function hashRuns(tokens: Tokens, from: number, to: number): number[] {
  const found: number[] = [];
  for (let i = from; i + RUN <= to; i++) {
    let hash = 17;
    for (let k = 0; k < RUN; k++) hash = Math.imul(hash ^ tokens.keys[i + k]!, 2654435761) ^ (hash >>> 15);
    found.push(hash);
  }
  return found;
}
