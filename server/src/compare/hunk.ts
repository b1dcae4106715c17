/**
 * A stretch of old tokens that was replaced by a stretch of new ones; either may be empty. Tokens
 * between hunks are equal.
 */
export interface Hunk {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** The same hunk with the sides exchanged. */
export function invertedHunk({ oldStart, oldEnd, newStart, newEnd }: Hunk): Hunk {
  return { oldStart: newStart, oldEnd: newEnd, newStart: oldStart, newEnd: oldEnd };
}

/** Joins hunks that have nothing between them. */
export function joinTouching(hunks: readonly Hunk[]): Hunk[] {
  const joined: Hunk[] = [];
  for (const hunk of hunks) {
    const last = joined[joined.length - 1];
    if (last && last.oldEnd === hunk.oldStart && last.newEnd === hunk.newStart) {
      joined[joined.length - 1] = { ...last, oldEnd: hunk.oldEnd, newEnd: hunk.newEnd };
    } else joined.push(hunk);
  }
  return joined;
}
