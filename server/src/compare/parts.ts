import type { Block } from '../model/block.js';
import type { Span } from '../model/text.js';
import { bodyStart, containmentBeside, containmentOf, likenessOf, shareAtEnds, WordSets } from './likeness.js';
import type { BlockLink } from './links.js';
import type { CutDraft } from './matching-side.js';
import { alignRows, comparedRowsOf, hasRows, type RowAlignment } from './rows.js';
import { alignInOrder, type Pairs } from './sequence.js';
import type { ComparedUnit } from './units.js';

/** The likeness at which two parts of a clause count as one that was amended. */
const LIKE = 0.42;
const LIKE_WHEN_MOVED = 0.7;
/** The same for two parts with one marker that stand alone between the same linked parts. */
const LIKE_WHEN_ALONE = 0.3;
/** The share of a part's words that must be found in another for it to have been split from it. */
const CONTAINED = 0.5;
/** The share that must be found there and no longer in the part beside it, which may use the same phrases. */
const CONTAINED_ALONE = 0.4;
/** What two definitions of one term count beside their words. */
const SAME_TERM = 1;
const MOST_CUTS = 40;
const MOST_MOVED = 64;

/** The links between the blocks of two units. */
export interface PartAlignment {
  readonly links: readonly BlockLink[];
  readonly gaveUp: boolean;
}

/** A unit and the draft it belongs to. */
export interface UnitOfDraft {
  readonly side: CutDraft;
  readonly unit: ComparedUnit;
}

/** How moves are numbered. */
export interface MoveNumbers {
  /** The move that both units are part of, or null where they stayed. */
  readonly own: number | null;
  /** Gives a number for each move within the unit. */
  readonly next: () => number;
}

/**
 * Links the blocks of two units that are one provision: first sub-paragraphs, tables and
 * continuation paragraphs in order, then those that changed places, then paragraphs that were split
 * or merged.
 */
export function alignParts(oldPart: UnitOfDraft, newPart: UnitOfDraft, moves: MoveNumbers): PartAlignment {
  const [oldUnit, newUnit] = [oldPart.unit, newPart.unit];
  if (oldUnit.end - oldUnit.start === 1 && newUnit.end - newUnit.start === 1)
    return linkOnlyBlocks(oldPart, newPart, moves.own);
  return new PartAligner(oldPart, newPart, moves).alignBlocks();
}

/** Links two units of one block each. Most units are like that and need no search. */
function linkOnlyBlocks(oldPart: UnitOfDraft, newPart: UnitOfDraft, move: number | null): PartAlignment {
  const { start, end } = oldPart.unit;
  const { start: newStart, end: newEnd } = newPart.unit;
  const rows = rowsOfBoth(oldPart.side.draft.block(start), newPart.side.draft.block(newStart));
  const link: BlockLink = { old: { start, end }, new: { start: newStart, end: newEnd }, move, rows };
  return { links: [link], gaveUp: rows?.gaveUp ?? false };
}

/** The blocks of a unit, each with a hash of its words and its partner in the other unit, or −1. */
interface PartSide {
  /** The index of the first block in the draft. */
  readonly start: number;
  readonly blocks: readonly Block[];
  readonly keys: readonly number[];
  readonly partner: Int32Array;
}

function partSide({ side: { draft, hashes }, unit }: UnitOfDraft): PartSide {
  const blocks = draft.blocks.slice(unit.start, unit.end);
  return {
    start: unit.start,
    blocks,
    keys: blocks.map((_, index) => hashes.exactHash(unit.start + index)),
    partner: new Int32Array(blocks.length).fill(-1),
  };
}

class PartAligner {
  private readonly oldSide: PartSide;
  private readonly newSide: PartSide;
  /** Whether both units begin with a provision of their own. */
  private readonly beginAlike: boolean;
  private readonly words = new WordSets();
  private readonly links: BlockLink[] = [];
  private gaveUp = false;

  constructor(
    oldPart: UnitOfDraft,
    newPart: UnitOfDraft,
    private readonly moves: MoveNumbers,
  ) {
    this.oldSide = partSide(oldPart);
    this.newSide = partSide(newPart);
    this.beginAlike = oldPart.unit.provision !== null && newPart.unit.provision !== null;
  }

  alignBlocks(): PartAlignment {
    const pairs = this.pairInOrder();
    if (this.moves.own === null) this.linkMoved();
    for (const pair of pairs) this.linkPair(pair);
    return { links: this.links, gaveUp: this.gaveUp };
  }

  private pairInOrder(): Pairs {
    const { oldSide, newSide, words } = this;
    const aligned = alignInOrder(oldSide.keys, newSide.keys, (i, j) => {
      // The two are known to be one clause, and so are their first blocks.
      if (i === 0 && j === 0) return this.beginAlike ? 2 : 1;
      return partLikeness(oldSide.blocks[i]!, newSide.blocks[j]!, words);
    });
    if (aligned.gaveUp) this.gaveUp = true;
    const pairs = withLoneItems(aligned.pairs, oldSide.blocks, newSide.blocks, words);
    for (const [i, j] of pairs) {
      oldSide.partner[i] = j;
      newSide.partner[j] = i;
    }
    return pairs;
  }

  /** Links sub-paragraphs that moved. Those that follow each other on both sides moved together. */
  private linkMoved(): void {
    let move = 0;
    let last: readonly [number, number] | null = null;
    for (const [i, j] of findMovedParts(this.oldSide, this.newSide, this.words)) {
      if (!last || last[0] + 1 !== i || last[1] + 1 !== j) move = this.moves.next();
      this.addLink([i, i + 1], [j, j + 1], move);
      last = [i, j];
    }
  }

  /**
   * Links a pair with what was split from the old block, or else with what was merged into the new
   * one.
   */
  private linkPair([i, j]: readonly [number, number]): void {
    const { oldSide, newSide } = this;
    if (oldSide.keys[i] === newSide.keys[j]) {
      this.addLink([i, i + 1], [j, j + 1]);
      return;
    }
    const newRun = this.takeCut(newSide, j, oldSide.blocks[i]!);
    const wasCut = newRun[1] - newRun[0] > 1;
    this.addLink(wasCut ? [i, i + 1] : this.takeCut(oldSide, i, newSide.blocks[j]!), newRun);
  }

  /**
   * The run of blocks around a paired one that hold words of `whole` and have no partner yet. They
   * get the partner of the paired one.
   */
  private takeCut({ blocks, partner }: PartSide, at: number, whole: Block): [start: number, end: number] {
    const own = blocks[at]!;
    const isCutPart = (index: number) => partner[index] === -1 && this.isPartOf(blocks[index]!, whole, own);
    let [start, end] = [at, at + 1];
    while (end < blocks.length && end - at < MOST_CUTS && isCutPart(end)) partner[end++] = partner[at]!;
    while (start > 0 && at - start < MOST_CUTS && isCutPart(start - 1)) partner[--start] = partner[at]!;
    return [start, end];
  }

  /** Whether a part was cut from a whole, whose other words the part beside it has. */
  private isPartOf(part: Block, whole: Block, beside: Block): boolean {
    if (hasRows(whole) || hasRows(part) || part.head.kind === 'caption') return false;
    const [words, all] = [this.words.wordSetOfBlock(part), this.words.wordSetOfBlock(whole)];
    if (containmentOf(words, all) < CONTAINED) return false;
    return (
      words.pairs.length === 0 || containmentBeside(words, all, this.words.wordSetOfBlock(beside)) >= CONTAINED_ALONE
    );
  }

  /**
   * Adds a link. A range gives the index of its first block in the unit and the index after its
   * last.
   */
  private addLink(
    [i, iEnd]: readonly [number, number],
    [j, jEnd]: readonly [number, number],
    move: number | null = null,
  ): void {
    const rows = rowsOfBoth(this.oldSide.blocks[i]!, this.newSide.blocks[j]!);
    if (rows?.gaveUp) this.gaveUp = true;
    this.links.push({
      old: { start: this.oldSide.start + i, end: this.oldSide.start + iEnd },
      new: { start: this.newSide.start + j, end: this.newSide.start + jEnd },
      move: move ?? this.moves.own,
      rows,
    });
  }
}

/**
 * Adds to the pairs those items that are alone between the same two pairs on both sides, as their
 * place shows that they are the same.
 */
function withLoneItems(pairs: Pairs, oldBlocks: readonly Block[], newBlocks: readonly Block[], words: WordSets): Pairs {
  const all: Pairs = [];
  let [i, j] = [0, 0];
  const addLoneBefore = (oldNext: number, newNext: number): void => {
    if (oldNext !== i + 1 || newNext !== j + 1) return;
    if (isSameItemAmended(oldBlocks[i]!, newBlocks[j]!, words)) all.push([i, j]);
  };
  for (const pair of pairs) {
    addLoneBefore(...pair);
    all.push(pair);
    [i, j] = [pair[0] + 1, pair[1] + 1];
  }
  addLoneBefore(oldBlocks.length, newBlocks.length);
  return all;
}

function isSameItemAmended(a: Block, b: Block, words: WordSets): boolean {
  const sameMarker = a.head.kind === 'item' && b.head.kind === 'item' && a.head.marker === b.head.marker;
  return (
    sameMarker &&
    a.kind === b.kind &&
    likenessOf(words.wordSetOfBlock(a), words.wordSetOfBlock(b), LIKE_WHEN_ALONE) >= LIKE_WHEN_ALONE
  );
}

/** How the rows of two tables that differ match; null for equal tables and for other blocks. */
export function rowsOfBoth(a: Block, b: Block): RowAlignment | null {
  if (
    !hasRows(a) ||
    !hasRows(b) ||
    (a.kind === 'html') !== (b.kind === 'html') ||
    (a.hash === b.hash && a.text === b.text)
  )
    return null;
  return alignRows(a, b);
}

function partLikeness(a: Block, b: Block, words: WordSets): number {
  if (!mayPair(a, b)) return 0;
  if (hasRows(a) && hasRows(b)) return tableLikeness(a, b, words);
  const shared = shareAtEnds(a.text, bodyOf(a), b.text, bodyOf(b));
  if (shared >= CLEARLY_LIKE) return definesSameTerm(a, b) ? SAME_TERM + shared : shared;
  const isOneTerm = definesSameTerm(a, b);
  const like = likenessOf(words.wordSetOfBlock(a), words.wordSetOfBlock(b), isOneTerm ? 0 : LIKE);
  // A term has one definition, however it was reworded.
  if (isOneTerm) return SAME_TERM + like;
  if (like < LIKE) return 0;
  const sameMarker = a.head.kind === 'item' && b.head.kind === 'item' && a.head.marker === b.head.marker;
  return like + (sameMarker ? 0.02 : 0);
}

function definesSameTerm({ head: a }: Block, { head: b }: Block): boolean {
  return a.kind === 'definition' && b.kind === 'definition' && a.term.toLowerCase() === b.term.toLowerCase();
}

/** Paragraphs that share this much of their text at both ends need no counting of words. */
const CLEARLY_LIKE = 0.7;

function bodyOf(block: Block): Span {
  return { start: bodyStart(block), end: block.text.length };
}

function mayPair(a: Block, b: Block): boolean {
  return a.kind === b.kind || (a.kind !== 'html' && b.kind !== 'html' && hasRows(a) && hasRows(b));
}

/** How alike two tables are, from 0 to 1: those with one header more than by their words; 0 for other blocks. */
export function tableLikeness(a: Block, b: Block, words: WordSets): number {
  const [oldHeader, newHeader] = [comparedRowsOf(a)[0], comparedRowsOf(b)[0]];
  if (!oldHeader || !newHeader) return 0;
  const header = a.text.slice(oldHeader.start, oldHeader.end) === b.text.slice(newHeader.start, newHeader.end);
  const like = likenessOf(words.wordSetOfBlock(a), words.wordSetOfBlock(b));
  return header ? 0.5 + like / 2 : like >= 0.3 ? like : 0;
}

/** Finds whole sub-paragraphs that stand elsewhere in the same clause. */
function findMovedParts(oldParts: PartSide, newParts: PartSide, words: WordSets): [number, number][] {
  const from = listMovable(oldParts, words);
  const to = listMovable(newParts, words);
  if (from.length === 0 || to.length === 0 || from.length > MOST_MOVED || to.length > MOST_MOVED) return [];
  const candidates: { i: number; j: number; like: number }[] = [];
  for (const i of from) {
    for (const j of to) {
      const a = oldParts.blocks[i]!;
      const b = newParts.blocks[j]!;
      const same = oldParts.keys[i] === newParts.keys[j];
      // Without a number only all the same words show that it is the same paragraph.
      if (!same && !(bearsMarker(a) && bearsMarker(b) && mayPair(a, b))) continue;
      const like = same ? 2 : likenessOf(words.wordSetOfBlock(a), words.wordSetOfBlock(b), LIKE_WHEN_MOVED);
      if (like >= LIKE_WHEN_MOVED) candidates.push({ i, j, like });
    }
  }
  candidates.sort((a, b) => b.like - a.like || a.i - b.i || a.j - b.j);
  const moves: [number, number][] = [];
  for (const { i, j } of candidates) {
    if (oldParts.partner[i] !== -1 || newParts.partner[j] !== -1) continue;
    oldParts.partner[i] = j;
    newParts.partner[j] = i;
    moves.push([i, j]);
  }
  return moves.sort((a, b) => a[0] - b[0]);
}

function listMovable(side: PartSide, words: WordSets): number[] {
  const { blocks, partner, keys } = side;
  const counts = new Map<number, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return blocks.flatMap((block, index) => {
    const isOnce = counts.get(keys[index]!) === 1;
    return partner[index] === -1 && isMovable(block, isOnce, words) ? [index] : [];
  });
}

/** Paragraphs without a number that have fewer words may be equal by chance. */
const LEAST_WITHOUT_NUMBER = 8;

function isMovable(block: Block, isOnce: boolean, words: WordSets): boolean {
  if (bearsMarker(block)) return words.wordSetOfBlock(block).count >= 4;
  return block.kind === 'paragraph' && isOnce && words.wordSetOfBlock(block).count >= LEAST_WITHOUT_NUMBER;
}

function bearsMarker({ head }: Block): boolean {
  return head.kind === 'item';
}
