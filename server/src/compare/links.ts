import type { RowAlignment } from './rows.js';
import type { Pairs } from './sequence.js';

/**
 * What became what: one block of each draft; or one that was split into several, or several that were merged into one. Its blocks lie
 * next to each other on either side.
 */
export interface Link {
  readonly old: { readonly start: number; readonly end: number };
  readonly new: { readonly start: number; readonly end: number };
  /** Set where it left its place. All blocks of one moved provision have the same number. */
  readonly move: number | null;
  /** For two tables. */
  readonly rows: RowAlignment | null;
}

/** How all blocks of two drafts are linked, in the order of the new one. */
export interface Links {
  readonly links: readonly Link[];
  /** For each block its link, or null where it was deleted or inserted. */
  readonly ofOld: readonly (Link | null)[];
  readonly ofNew: readonly (Link | null)[];
  /** For each block the move that it is part of, or 0; within a moved clause also for what was deleted or inserted there. */
  readonly moveOfOld: Int32Array;
  readonly moveOfNew: Int32Array;
}

/** What one comes upon on reading both drafts at once. */
export type Step =
  | { readonly kind: 'old'; readonly block: number }
  | { readonly kind: 'new'; readonly block: number }
  | { readonly kind: 'link'; readonly link: Link };

/**
 * Walks through a range of blocks of each draft: what both have where it stands, and before it what only the old one and then what
 * only the new one has.
 * @param links those that hold the two together, in order on both sides
 */
export function walk(
  oldStart: number,
  oldEnd: number,
  newStart: number,
  newEnd: number,
  links: readonly Link[],
): Step[] {
  const steps: Step[] = [];
  let i = oldStart;
  let j = newStart;
  const apart = (oldTo: number, newTo: number): void => {
    for (; i < oldTo; i++) steps.push({ kind: 'old', block: i });
    for (; j < newTo; j++) steps.push({ kind: 'new', block: j });
  };
  for (const link of links) {
    apart(link.old.start, link.new.start);
    steps.push({ kind: 'link', link });
    i = link.old.end;
    j = link.new.end;
  }
  apart(oldEnd, newEnd);
  return steps;
}

/** The same links seen from the other draft. */
export function inverted({ links, ofOld, ofNew, moveOfOld, moveOfNew }: Links): Links {
  const other = new Map<Link, Link>();
  const swap = (pairs: Pairs): Pairs => pairs.map(([a, b]) => [b, a]);
  for (const link of links) {
    const rows = link.rows && {
      ...link.rows,
      pairs: swap(link.rows.pairs),
      moved: swap(link.rows.moved),
      columns: swap(link.rows.columns),
    };
    other.set(link, { old: link.new, new: link.old, move: link.move, rows });
  }
  const of = (link: Link | null) => (link && other.get(link)) ?? null;
  return {
    links: [...other.values()].sort((a, b) => a.new.start - b.new.start),
    ofOld: ofNew.map(of),
    ofNew: ofOld.map(of),
    moveOfOld: moveOfNew,
    moveOfNew: moveOfOld,
  };
}
