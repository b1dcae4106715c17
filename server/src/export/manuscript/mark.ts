import type { EditClass } from '../../compare/change.js';

/** How words are marked in a comparison; null where they are unchanged. */
export interface RevisionMark {
  readonly op: 'insert' | 'delete';
  readonly class: EditClass;
  /** The move that the words are part of, or null. */
  readonly move: number | null;
  /** In a comparison made in steps: whose change it is, or when it was made. */
  readonly origin?: string;
}
