import { shingleAt, type WordHashes } from './word-hashes.js';

/** In a shorter text no run of three words survives an edit: single words are used instead. */
const SHORT = 8;
/** Limits of the search for similar texts. */
const RARE_SHINGLES = 32;
const COMMON_AT = 24;
const CANDIDATES = 8;

/**
 * An index of runs of three words (shingles) in many texts: how often each occurs, and which texts
 * have it. Texts are known by the order in which they were given, from 0.
 */
export class ShingleIndex {
  /** A hash table with open addressing. A shingle is known by its place in it. */
  private readonly mask: number;
  private readonly shingles: Int32Array;
  private readonly counts: Int32Array;
  /** For each shingle the last text found to have it, plus 1. */
  private readonly stamps: Int32Array;
  private stamped = -1;
  /** The shingles of all texts, one text after another, each once a text. */
  private readonly held: Int32Array;
  private readonly heldEnds: Int32Array;
  private readonly totals: Float64Array;
  /**
   * For each shingle, the first place in `held` where a text from `postedFrom` on has it, plus 1;
   * and for each place in `held` the next one.
   */
  private readonly first: Int32Array;
  private readonly next: Int32Array;
  private readonly owners: Int32Array;
  private readonly votes: Float64Array;

  /**
   * @param ends where each text ends in `words`
   * @param postedFrom the first of the texts that `findNearest` can find
   * @param samples other texts, which show what is common; each is read before the next is asked
   *   for
   */
  constructor(
    private readonly words: WordHashes,
    private readonly ends: readonly number[],
    postedFrom: number,
    samples: Iterable<WordHashes>,
  ) {
    let bits = 8;
    while (1 << bits < words.count * 1.6) bits++;
    this.mask = (1 << bits) - 1;
    this.shingles = new Int32Array(1 << bits);
    this.counts = new Int32Array(1 << bits);
    this.stamps = new Int32Array(1 << bits);
    this.held = new Int32Array(words.count);
    this.heldEnds = new Int32Array(ends.length);
    this.totals = new Float64Array(ends.length);
    let size = 0;
    for (let text = 0; text < ends.length; text++) {
      size = this.holdText(text, size);
      this.heldEnds[text] = size;
    }
    let sampled = ends.length;
    for (const sample of samples) this.countSample(sample, ++sampled);
    this.first = new Int32Array(1 << bits);
    this.next = new Int32Array(size);
    this.owners = new Int32Array(size);
    this.votes = new Float64Array(ends.length);
    for (let text = 0; text < ends.length; text++) {
      let total = 0;
      for (let at = this.heldStart(text); at < this.heldEnds[text]!; at++) {
        const place = this.held[at]!;
        total += this.weightOfRun(place);
        const count = this.counts[place]!;
        if (text < postedFrom || count < 2 || count > COMMON_AT) continue;
        this.next[at] = this.first[place]!;
        this.first[place] = at + 1;
        this.owners[at] = text;
      }
      this.totals[text] = total;
    }
    this.stamps.fill(0);
  }

  isShortText(text: number): boolean {
    return this.ends[text]! - (text === 0 ? 0 : this.ends[text - 1]!) < SHORT;
  }

  /** The share of runs that two texts have in common, from 0 to 1. Rare runs weigh more. */
  shareOfRuns(a: number, b: number): number {
    this.stampText(a);
    let shared = 0;
    for (let at = this.heldStart(b); at < this.heldEnds[b]!; at++) {
      const place = this.held[at]!;
      if (this.stamps[place] === a + 1) shared += this.weightOfRun(place);
    }
    const total = this.totals[a]! + this.totals[b]!;
    return total === 0 ? 0 : (2 * shared) / total;
  }

  /** The share of single words in common, from 0 to 1. All words weigh the same. */
  shareOfWords(a: number, b: number): number {
    const distinctWords = (text: number) =>
      new Set(this.words.words.subarray(text === 0 ? 0 : this.ends[text - 1], this.ends[text]));
    const [mine, theirs] = [distinctWords(a), distinctWords(b)];
    let shared = 0;
    for (const word of mine) if (theirs.has(word)) shared++;
    return mine.size + theirs.size === 0 ? 1 : (2 * shared) / (mine.size + theirs.size);
  }

  /** The texts that share most of a text's rare runs, the best first. */
  findNearest(text: number): number[] {
    const known = this.findRarest(text);
    const found: number[] = [];
    const { votes } = this;
    for (const place of known) {
      const vote = 1 / this.counts[place]!;
      for (let at = this.first[place]!; at > 0; at = this.next[at - 1]!) {
        const owner = this.owners[at - 1]!;
        if (votes[owner] === 0) found.push(owner);
        votes[owner]! += vote;
      }
    }
    found.sort((a, b) => votes[b]! - votes[a]! || a - b);
    for (const owner of found) votes[owner] = 0;
    return found.slice(0, CANDIDATES);
  }

  /** The runs that a text shares with others, the rarest first. */
  private findRarest(text: number): number[] {
    const byCount: number[][] = [];
    for (let at = this.heldStart(text); at < this.heldEnds[text]!; at++) {
      const place = this.held[at]!;
      if (this.first[place] === 0) continue;
      const count = this.counts[place]!;
      const list = byCount[count];
      if (list) list.push(place);
      else byCount[count] = [place];
    }
    const rare: number[] = [];
    for (let count = 2; count < byCount.length && rare.length < RARE_SHINGLES; count++) {
      for (const place of byCount[count] ?? []) if (rare.length < RARE_SHINGLES) rare.push(place);
    }
    return rare;
  }

  private heldStart(text: number): number {
    return text === 0 ? 0 : this.heldEnds[text - 1]!;
  }

  private weightOfRun(place: number): number {
    const count = this.counts[place]!;
    return count < WEIGHTS.length ? WEIGHTS[count]! : 1 / Math.sqrt(count);
  }

  private stampText(text: number): void {
    if (this.stamped === text) return;
    this.stamped = text;
    for (let at = this.heldStart(text); at < this.heldEnds[text]!; at++) this.stamps[this.held[at]!] = text + 1;
  }

  private holdText(text: number, from: number): number {
    const { words } = this.words;
    const start = text === 0 ? 0 : this.ends[text - 1]!;
    const end = this.ends[text]!;
    const short = end - start < SHORT;
    let size = from;
    for (let at = start; at < (short ? end : end - 2); at++) {
      const place = this.claimPlace(short ? words[at]! : shingleAt(words, at));
      if (this.stamps[place] === text + 1) continue;
      this.stamps[place] = text + 1;
      this.counts[place]!++;
      this.held[size++] = place;
    }
    return size;
  }

  /** Counts those runs of a sample that occur in the texts. */
  private countSample({ words, count }: WordHashes, stamp: number): void {
    const short = count < SHORT;
    for (let at = 0; at < (short ? count : count - 2); at++) {
      const place = this.findPlace(short ? words[at]! : shingleAt(words, at));
      if (this.counts[place] === 0 || this.stamps[place] === stamp) continue;
      this.stamps[place] = stamp;
      this.counts[place]!++;
    }
  }

  private claimPlace(shingle: number): number {
    const place = this.findPlace(shingle);
    this.shingles[place] = shingle;
    return place;
  }

  /** The place of a shingle in the table, or the free place where it would go. */
  private findPlace(shingle: number): number {
    const { mask, shingles, counts } = this;
    let place = Math.imul(shingle ^ (shingle >>> 15), 0x9e3779b1) & mask;
    while (counts[place] !== 0 && shingles[place] !== shingle) place = (place + 1) & mask;
    return place;
  }
}

/**
 * The weight of a run by how often it occurs. One that occurs once may be new, and weighs no more
 * than one that both texts have.
 */
const WEIGHTS = Float64Array.from({ length: 256 }, (_, count) => 1 / Math.sqrt(Math.max(2, count)));
