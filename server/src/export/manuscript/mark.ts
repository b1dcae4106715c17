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

/** Whether two words are marked alike, by the same hand and within the same move. */
export function isSameMark(a: RevisionMark | null, b: RevisionMark | null): boolean {
  return a?.op === b?.op && a?.class === b?.class && a?.move === b?.move && a?.origin === b?.origin;
}
