import type { RowAlignment } from './rows.js';

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
}
