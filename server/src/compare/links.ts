import type { RowAlignment } from './rows.js';
import type { Pairs } from './sequence.js';

/** A range of blocks of one draft: the index of the first, and the index after the last. */
export interface BlockRange {
  readonly start: number;
  readonly end: number;
}

/**
 * A block of each draft that are the same one; or one that was split into several, or several that
 * were merged into one. The blocks of a link lie next to each other on either side.
 */
export interface BlockLink {
  readonly old: BlockRange;
  readonly new: BlockRange;
  /** The number of the move, the same for all blocks of a moved provision; null where it stayed. */
  readonly move: number | null;
  /** How the rows match, where both are tables that differ; else null. */
  readonly rows: RowAlignment | null;
}

/** The links between all blocks of two drafts, in the order of the new one. */
export interface BlockLinks {
  readonly links: readonly BlockLink[];
  /** For each block its link, or null where it was deleted or inserted. */
  readonly ofOld: readonly (BlockLink | null)[];
  readonly ofNew: readonly (BlockLink | null)[];
  /**
   * For each block the number of its move, or 0. In a moved clause it is also set for blocks that
   * were deleted or inserted there.
   */
  readonly moveOfOld: Int32Array;
  readonly moveOfNew: Int32Array;
}

/** What comes next on reading both drafts side by side. */
export type WalkStep =
  | { readonly kind: 'old'; readonly block: number }
  | { readonly kind: 'new'; readonly block: number }
  | { readonly kind: 'link'; readonly link: BlockLink };

/**
 * Reads a range of blocks of each draft side by side. Blocks that only the old draft has come
 * before those that only the new one has, and both before the next link. Every block of both ranges
 * comes exactly once, because a block read twice or never would double or lose text: a link that
 * overlaps an earlier one or leaves the ranges is refused, and its blocks are read singly.
 * @param links in order on both sides
 */
export function walkBlocks(oldRange: BlockRange, newRange: BlockRange, links: Iterable<BlockLink>): WalkStep[] {
  const steps: WalkStep[] = [];
  let i = oldRange.start;
  let j = newRange.start;
  const addApart = (oldTo: number, newTo: number): void => {
    for (; i < oldTo; i++) steps.push({ kind: 'old', block: i });
    for (; j < newTo; j++) steps.push({ kind: 'new', block: j });
  };
  for (const link of links) {
    if (link.old.start < i || link.new.start < j) continue;
    if (link.old.end > oldRange.end || link.new.end > newRange.end) continue;
    addApart(link.old.start, link.new.start);
    steps.push({ kind: 'link', link });
    i = link.old.end;
    j = link.new.end;
  }
  addApart(oldRange.end, newRange.end);
  return steps;
}

/** The links without some of them, whose blocks then count as deleted and inserted. */
export function withoutLinks(
  { links, ofOld, ofNew, moveOfOld, moveOfNew }: BlockLinks,
  dropped: ReadonlySet<BlockLink>,
): BlockLinks {
  const left = links.filter((link) => !dropped.has(link));
  const movesLeft = new Set(left.map(({ move }) => move));
  const keepLeft = (link: BlockLink | null) => (link && !dropped.has(link) ? link : null);
  return {
    links: left,
    ofOld: ofOld.map(keepLeft),
    ofNew: ofNew.map(keepLeft),
    moveOfOld: moveOfOld.map((move) => (movesLeft.has(move) ? move : 0)),
    moveOfNew: moveOfNew.map((move) => (movesLeft.has(move) ? move : 0)),
  };
}

/** The same links with the sides exchanged. */
export function invertLinks({ links, ofOld, ofNew, moveOfOld, moveOfNew }: BlockLinks): BlockLinks {
  const other = new Map<BlockLink, BlockLink>();
  const swapPairs = (pairs: Pairs): Pairs => pairs.map(([a, b]) => [b, a]);
  for (const link of links) {
    const rows = link.rows && {
      ...link.rows,
      pairs: swapPairs(link.rows.pairs),
      moved: swapPairs(link.rows.moved),
      columns: swapPairs(link.rows.columns),
    };
    other.set(link, { old: link.new, new: link.old, move: link.move, rows });
  }
  const invertedLink = (link: BlockLink | null) => (link && other.get(link)) ?? null;
  return {
    links: [...other.values()].sort((a, b) => a.new.start - b.new.start),
    ofOld: ofNew.map(invertedLink),
    ofNew: ofOld.map(invertedLink),
    moveOfOld: moveOfNew,
    moveOfNew: moveOfOld,
  };
}
