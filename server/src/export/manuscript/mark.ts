import type { EditClass } from '../../compare/change.js';

/** How words are marked in a comparison; null where they are unchanged. */
export interface RevisionMark {
  readonly op: 'insert' | 'delete';
  readonly class: EditClass;
  /** The move that the words are part of, or null. */
  readonly move: number | null;
  /** Whose change it is, or since when, where the comparison was made in steps. */
  readonly origin?: string;
}
