import type { RowAlignment } from './rows.js';
import type { Pairs } from './sequence.js';

/** Blocks of one draft: the index of the first, and the index after the last. */
export interface BlockRange {
  readonly start: number;
  readonly end: number;
}

/**
 * What became what: one block of each draft; or one that was split into several, or several that were merged into one. Its blocks lie
 * next to each other on either side.
 */
export interface BlockLink {
  readonly old: BlockRange;
  readonly new: BlockRange;
  /** Set where it left its place. All blocks of one moved provision have the same number. */
  readonly move: number | null;
  /** For two tables. */
  readonly rows: RowAlignment | null;
}

/** How all blocks of two drafts are linked, in the order of the new one. */
export interface BlockLinks {
  readonly links: readonly BlockLink[];
  /** For each block its link, or null where it was deleted or inserted. */
  readonly ofOld: readonly (BlockLink | null)[];
  readonly ofNew: readonly (BlockLink | null)[];
  /** For each block the move that it is part of, or 0; within a moved clause also for what was deleted or inserted there. */
  readonly moveOfOld: Int32Array;
  readonly moveOfNew: Int32Array;
}

/** What one comes upon on reading both drafts at once. */
export type WalkStep =
  | { readonly kind: 'old'; readonly block: number }
  | { readonly kind: 'new'; readonly block: number }
  | { readonly kind: 'link'; readonly link: BlockLink };

/**
 * Reads a range of blocks of each draft side by side: each link where it stands, and before it first
 * the blocks that only the old draft has, then those that only the new one has. Every block of both
 * ranges comes exactly once: a link that reaches back over an earlier one, or out of the ranges, is
 * refused and its blocks are read one by one, because a block read twice or never would be text
 * doubled or lost.
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

/** The same links without some of them, whose blocks then count as deleted and inserted. */
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

/** The same links seen from the other draft. */
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
