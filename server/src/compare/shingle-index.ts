import { shingleAt, type WordHashes } from './word-hashes.js';

/** A text of fewer words holds no three in a row that survive an edit: single words do for it. */
const SHORT = 8;
/** Bounds of the search for texts that are like another. */
const RARE_SHINGLES = 32;
const COMMON_AT = 24;
const CANDIDATES = 8;

/**
 * Runs of three words of many texts: how often each occurs, and which texts hold it. Texts are known by their place in the order in
 * which they were given.
 */
export class ShingleIndex {
  /** A hash table with open addressing: the place of a shingle in it stands for the shingle. */
  private readonly mask: number;
  private readonly shingles: Int32Array;
  private readonly counts: Int32Array;
  /** The text that was looked at last among those that hold a shingle, plus 1. */
  private readonly stamps: Int32Array;
  private stamped = -1;
  /** The shingles of all texts, each once a text, one text behind another. */
  private readonly held: Int32Array;
  private readonly heldEnds: Int32Array;
  private readonly totals: Float64Array;
  /** For each shingle the first place in `held` where a text of `postedFrom` and later has it, plus 1; and for each place the next. */
  private readonly first: Int32Array;
  private readonly next: Int32Array;
  private readonly owners: Int32Array;
  private readonly votes: Float64Array;

  /**
   * @param ends where each text ends in `words`
   * @param postedFrom the texts from it on are those that can be found as nearest
   * @param samples other texts, which tell what is common; each is read before the next is asked for
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

  /** Twice what two texts share by what both hold: from 0 to 1, rare runs weighing more. */
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

  /** The same by single words, of which none weighs more. */
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

  /** A text's runs that other texts have, too, the rarest first. */
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

  /** Counts the shingles of a text that the others have, too: how common the rest of it is, nobody asks. */
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

  /** Where a shingle has its place in the table, or would have it. */
  private findPlace(shingle: number): number {
    const { mask, shingles, counts } = this;
    let place = Math.imul(shingle ^ (shingle >>> 15), 0x9e3779b1) & mask;
    while (counts[place] !== 0 && shingles[place] !== shingle) place = (place + 1) & mask;
    return place;
  }
}

/** By how often a run occurs. One found once may be new; it weighs no more than one that both texts have. */
const WEIGHTS = Float64Array.from({ length: 256 }, (_, count) => 1 / Math.sqrt(Math.max(2, count)));
