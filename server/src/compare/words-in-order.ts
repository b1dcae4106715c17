import { countShared } from './likeness.js';
import type { Pairs } from './sequence.js';

/** The least share of words that two texts must have in the same order. */
const LEAST_SHARED = 0.6;
/** How much less either of the two must share with any other text. */
const MARGIN = 0.1;
/** The least number of words of each. A shorter text may have the phrases of another by chance. */
const LEAST_WORDS = 40;
/** The greatest number of pairs of texts to compare. */
export const MOST_TEXT_PAIRS = 60_000;
/** The greatest number of pairs of words to compare. */
const MOST_WORD_PAIRS = 150_000_000;

/** The words of a text as hashes, as they stand and sorted. */
interface HashedText {
  readonly words: Int32Array;
  readonly sorted: Int32Array;
}

/**
 * Pairs texts of two lists that share most of their words in order, which finds a text that lost
 * every rare phrase of its own. Phrases that recur all over a draft may come together by chance:
 * neither text may share nearly as much with any other. Time grows with the product of the words,
 * and nothing is found where that is too much.
 * @param oldWords for each text its words as hashes; at most `MOST_TEXT_PAIRS` pairs with the other
 *   list
 * @param rest gives other texts of the draft, which show what is common
 * @returns indices in the two lists, in the order of the first
 */
export function pairsInOrder(
  oldWords: readonly Int32Array[],
  newWords: readonly Int32Array[],
  rest: () => readonly Int32Array[],
): Pairs {
  const [oldTexts, newTexts] = [oldWords.map(withSortedWords), newWords.map(withSortedWords)];
  const shares = new Shares();
  const alike = oldTexts.flatMap((a, i) =>
    newTexts.flatMap((b, j) => {
      const share = shares.shareOf(a, b, LEAST_SHARED);
      return share >= LEAST_SHARED ? { i, j, a, b, share } : [];
    }),
  );
  if (alike.length === 0) return [];
  const all = [...oldTexts, ...newTexts, ...rest().map(withSortedWords)];
  const own = alike.filter(({ a, b, share }) => {
    const most = share - MARGIN;
    return all.every(
      (other) =>
        other === a ||
        other === b ||
        (shares.shareOf(a, other, most) <= most && shares.shareOf(b, other, most) <= most),
    );
  });
  return shares.gaveUp ? [] : own.map(({ i, j }) => [i, j]);
}

function withSortedWords(words: Int32Array): HashedText {
  return { words, sorted: words.slice().sort() };
}

/** Works out shares until the limit of word pairs is reached. */
class Shares {
  private room = MOST_WORD_PAIRS;

  get gaveUp(): boolean {
    return this.room < 0;
  }

  /** As `shareInOrder`, but 0 where the share is below `least` or the texts are too short. */
  shareOf(a: HashedText, b: HashedText, least: number): number {
    const [mine, theirs] = [a.words.length, b.words.length];
    const words = (mine + theirs) / 2;
    const shorter = Math.min(mine, theirs);
    if (words < LEAST_WORDS || shorter < least * words || this.gaveUp) return 0;
    this.room -= mine + theirs;
    // Words in order are never more than words in common.
    if (countShared(a.sorted, b.sorted) < least * words) return 0;
    this.room -= mine * theirs;
    return shareInOrder(a.words, b.words);
  }
}

/**
 * The share of words that two texts have in the same order, from 0 to 1. Time grows with the
 * product of their words.
 */
export function shareInOrder(a: Int32Array, b: Int32Array): number {
  return a.length + b.length === 0 ? 1 : (2 * longestInOrder(a, b)) / (a.length + b.length);
}

/** The greatest number of words that two texts have in the same order, with others between them. */
function longestInOrder(a: Int32Array, b: Int32Array): number {
  const row = new Int32Array(b.length + 1);
  for (const word of a) {
    let diagonal = 0;
    for (let j = 0; j < b.length; j++) {
      const above = row[j + 1]!;
      const left = row[j]!;
      row[j + 1] = word === b[j] ? diagonal + 1 : Math.max(above, left);
      diagonal = above;
    }
  }
  return row[b.length]!;
}
