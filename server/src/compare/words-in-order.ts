import { countShared } from './likeness.js';
import type { Pairs } from './sequence.js';

/** Least share of words that two texts must have in one order. */
const LEAST_SHARED = 0.6;
/** How much less either of the two must share with any other text. */
const MARGIN = 0.1;
/** How long the two must be, in words: what is shorter is a sentence of a few phrases, which another may have by chance. */
const LEAST_WORDS = 40;
/** How many pairs of texts are worth looking at. */
export const MOST_TEXT_PAIRS = 60_000;
/** How many pairs of their words are looked at. */
const MOST_WORD_PAIRS = 150_000_000;

/** Words as hashes, as they stand and sorted. */
interface HashedText {
  readonly words: Int32Array;
  readonly sorted: Int32Array;
}

/**
 * Pairs texts of two lists that share most of their words in order. Phrases that recur all over a draft come together by chance: so
 * neither of the two may share nearly as much with any other text, of the lists or of the rest of the draft. This finds a text that lost
 * every rare phrase of its own. Takes time by the product of the words, and finds nothing where that is too much.
 * @param oldTexts for each text its words, as hashes; at most `MOST_TEXT_PAIRS` pairs with those of the other list
 * @param rest gives other texts of the draft, as many as are to tell what is common
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

/** Works out shares for as long as the bound of time allows. */
class Shares {
  private room = MOST_WORD_PAIRS;

  get gaveUp(): boolean {
    return this.room < 0;
  }

  /** As `shareInOrder`, and 0 where it is below the least, or not worth a look. */
  shareOf(a: HashedText, b: HashedText, least: number): number {
    const [mine, theirs] = [a.words.length, b.words.length];
    const words = (mine + theirs) / 2;
    const shorter = Math.min(mine, theirs);
    if (words < LEAST_WORDS || shorter < least * words || this.gaveUp) return 0;
    this.room -= mine + theirs;
    // Never fewer than in order.
    if (countShared(a.sorted, b.sorted) < least * words) return 0;
    this.room -= mine * theirs;
    return shareInOrder(a.words, b.words);
  }
}

/** Twice the words that two texts have in one order by the words of both, from 0 to 1; takes time by the product of the two. */
export function shareInOrder(a: Int32Array, b: Int32Array): number {
  return a.length + b.length === 0 ? 1 : (2 * longestInOrder(a, b)) / (a.length + b.length);
}

/** How many words two texts have in one order, others left out between them. */
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
