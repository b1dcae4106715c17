import type { Block } from '../model/block.js';
import { readTable } from '../model/table.js';
import type { Span } from '../model/text.js';
import type { CutDraft } from './align.js';
import { bodyStart, containmentOf, likenessOf, shareAtEnds, WordSets } from './likeness.js';
import type { BlockLink } from './links.js';
import { alignRows, type RowAlignment } from './rows.js';
import { alignInOrder } from './sequence.js';
import type { Unit } from './units.js';

/** Least likeness of two parts of one clause that are told as one, amended. */
const LIKE = 0.42;
const LIKE_WHEN_MOVED = 0.7;
/** The same of two that have one marker and stand alone between the same linked parts. */
const LIKE_WHEN_ALONE = 0.3;
/** How much of a part must be found in another for it to have been cut from it. */
const CONTAINED = 0.5;
const MOST_CUTS = 40;
const MOST_MOVED = 64;

export interface PartAlignment {
  readonly links: readonly BlockLink[];
  readonly gaveUp: boolean;
}

/**
 * Links the blocks of two units that are one provision: sub-paragraphs, tables and continuation paragraphs in order, then those that
 * changed places, then paragraphs that were split or merged.
 * @param nextMove gives a number for each move within the unit
 */
export function alignParts(
  { draft: oldDraft, hashes: oldHashes }: CutDraft,
  oldUnit: Unit,
  { draft: newDraft, hashes: newHashes }: CutDraft,
  newUnit: Unit,
  move: number | null,
  nextMove: () => number,
): PartAlignment {
  if (oldUnit.end - oldUnit.start === 1 && newUnit.end - newUnit.start === 1)
    return linkOnlyParts(
      oldDraft.block(oldUnit.start),
      oldUnit.start,
      newDraft.block(newUnit.start),
      newUnit.start,
      move,
    );
  const oldBlocks = oldDraft.blocks.slice(oldUnit.start, oldUnit.end);
  const newBlocks = newDraft.blocks.slice(newUnit.start, newUnit.end);
  const oldKeys = oldBlocks.map((_, i) => oldHashes.exactHash(oldUnit.start + i));
  const newKeys = newBlocks.map((_, j) => newHashes.exactHash(newUnit.start + j));
  const words = new WordSets();
  const { pairs: alike, gaveUp } = alignInOrder(oldKeys, newKeys, (i, j) => {
    // A clause's own first words are one with the other's: that they are one clause is settled.
    if (i === 0 && j === 0) return oldUnit.provision && newUnit.provision ? 2 : 1;
    return partLikeness(oldBlocks[i]!, newBlocks[j]!, words);
  });
  const pairs = withLoneItems(alike, oldBlocks, newBlocks, words);
  const partner = new Int32Array(oldBlocks.length).fill(-1);
  const taken = new Int32Array(newBlocks.length).fill(-1);
  for (const [i, j] of pairs) {
    partner[i] = j;
    taken[j] = i;
  }
  let rowsGaveUp = false;
  const makeLink = (i: number, iEnd: number, j: number, jEnd: number, own: number | null): BlockLink => {
    const rows = rowsOfBoth(oldBlocks[i]!, newBlocks[j]!);
    if (rows?.gaveUp) rowsGaveUp = true;
    return {
      old: { start: oldUnit.start + i, end: oldUnit.start + iEnd },
      new: { start: newUnit.start + j, end: newUnit.start + jEnd },
      move: own ?? move,
      rows,
    };
  };
  const links: BlockLink[] = [];
  const moves =
    move === null
      ? findMovedParts(
          { blocks: oldBlocks, keys: oldKeys, partner },
          { blocks: newBlocks, keys: newKeys, partner: taken },
          words,
        )
      : [];
  // Sub-paragraphs that follow each other on both sides moved together.
  let number = 0;
  moves.forEach(([i, j], index) => {
    const before = moves[index - 1];
    if (!before || before[0] + 1 !== i || before[1] + 1 !== j) number = nextMove();
    links.push(makeLink(i, i + 1, j, j + 1, number));
  });
  const cutInto = (whole: Block, part: Block): boolean =>
    !readTable(whole) && !readTable(part) && containmentOf(words.wordsOf(part), words.wordsOf(whole)) >= CONTAINED;
  for (const [i, j] of pairs) {
    const a = oldBlocks[i]!;
    const b = newBlocks[j]!;
    if (oldKeys[i] === newKeys[j]) {
      links.push(makeLink(i, i + 1, j, j + 1, null));
      continue;
    }
    let [iStart, iEnd, jStart, jEnd] = [i, i + 1, j, j + 1];
    while (jEnd < newBlocks.length && jEnd - j < MOST_CUTS && taken[jEnd] === -1 && cutInto(a, newBlocks[jEnd]!))
      taken[jEnd++] = i;
    while (jStart > 0 && j - jStart < MOST_CUTS && taken[jStart - 1] === -1 && cutInto(a, newBlocks[jStart - 1]!))
      taken[--jStart] = i;
    if (jEnd - jStart === 1) {
      while (iEnd < oldBlocks.length && iEnd - i < MOST_CUTS && partner[iEnd] === -1 && cutInto(b, oldBlocks[iEnd]!))
        partner[iEnd++] = j;
      while (iStart > 0 && i - iStart < MOST_CUTS && partner[iStart - 1] === -1 && cutInto(b, oldBlocks[iStart - 1]!))
        partner[--iStart] = j;
    }
    links.push(makeLink(iStart, iEnd, jStart, jEnd, null));
  }
  return { links, gaveUp: gaveUp || rowsGaveUp };
}

/** The pairs, and the items that are left alone between the same two of them on both sides: where they stand tells what became of them. */
function withLoneItems(
  pairs: readonly [number, number][],
  oldBlocks: readonly Block[],
  newBlocks: readonly Block[],
  words: WordSets,
): [number, number][] {
  const all: [number, number][] = [];
  let [i, j] = [0, 0];
  for (const pair of [...pairs, [oldBlocks.length, newBlocks.length] as [number, number]]) {
    if (pair[0] === i + 1 && pair[1] === j + 1 && isSameItemAmended(oldBlocks[i]!, newBlocks[j]!, words))
      all.push([i, j]);
    if (pair[0] < oldBlocks.length) all.push(pair);
    [i, j] = [pair[0] + 1, pair[1] + 1];
  }
  return all;
}

function isSameItemAmended(a: Block, b: Block, words: WordSets): boolean {
  const sameMarker = a.head.kind === 'item' && b.head.kind === 'item' && a.head.marker === b.head.marker;
  return sameMarker && a.kind === b.kind && likenessOf(words.wordsOf(a), words.wordsOf(b)) >= LIKE_WHEN_ALONE;
}

/** The link of two units of one block each. */
function linkOnlyParts(a: Block, oldIndex: number, b: Block, newIndex: number, move: number | null): PartAlignment {
  const rows = rowsOfBoth(a, b);
  const link: BlockLink = {
    old: { start: oldIndex, end: oldIndex + 1 },
    new: { start: newIndex, end: newIndex + 1 },
    move,
    rows,
  };
  return { links: [link], gaveUp: rows?.gaveUp ?? false };
}

/** How the rows of two tables that differ are aligned; null for two tables that are the same, and for any other blocks. */
function rowsOfBoth(a: Block, b: Block): RowAlignment | null {
  if (!readTable(a) || !readTable(b) || (a.hash === b.hash && a.text === b.text)) return null;
  return alignRows(a, b);
}

function partLikeness(a: Block, b: Block, words: WordSets): number {
  if (!mayPair(a, b)) return 0;
  if (readTable(a)) return tableLikeness(a, b, words);
  const shared = shareAtEnds(a.text, bodyOf(a), b.text, bodyOf(b));
  if (shared >= CLEARLY_LIKE) return shared;
  const like = likenessOf(words.wordsOf(a), words.wordsOf(b));
  if (like < LIKE) return 0;
  const sameMarker = a.head.kind === 'item' && b.head.kind === 'item' && a.head.marker === b.head.marker;
  return like + (sameMarker ? 0.02 : 0);
}

/** Share of characters that two paragraphs begin and end with at which their words need not be counted. */
const CLEARLY_LIKE = 0.7;

function bodyOf(block: Block): Span {
  return { start: bodyStart(block), end: block.text.length };
}

function mayPair(a: Block, b: Block): boolean {
  return a.kind === b.kind || (readTable(a) !== null && readTable(b) !== null);
}

function tableLikeness(a: Block, b: Block, words: WordSets): number {
  const oldTable = readTable(a);
  const newTable = readTable(b);
  if (!oldTable || !newTable) return 0;
  const header =
    a.text.slice(oldTable.header.start, oldTable.header.end) ===
    b.text.slice(newTable.header.start, newTable.header.end);
  const like = likenessOf(words.wordsOf(a), words.wordsOf(b));
  return header ? 0.5 + like / 2 : like >= 0.3 ? like : 0;
}

interface PartSide {
  readonly blocks: readonly Block[];
  readonly keys: readonly number[];
  readonly partner: Int32Array;
}

/** Whole sub-paragraphs that stand elsewhere in the same clause. */
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
      const like = same ? 2 : mayPair(a, b) ? likenessOf(words.wordsOf(a), words.wordsOf(b)) : 0;
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

function listMovable({ blocks, partner }: PartSide, words: WordSets): number[] {
  return blocks.flatMap((block, index) => (partner[index] === -1 && isMovable(block, words) ? [index] : []));
}

function isMovable(block: Block, words: WordSets): boolean {
  return block.head.kind === 'item' && words.wordsOf(block).count >= 4;
}
