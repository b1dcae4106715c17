/** A stretch of tokens of the old text that gave way to a stretch of the new one; either may be empty. What lies between is equal. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** The same hunk seen from the other text. */
export function invertedHunk({ oldStart, oldEnd, newStart, newEnd }: Hunk): Hunk {
  return { oldStart: newStart, oldEnd: newEnd, newStart: oldStart, newEnd: oldEnd };
}

/** Hunks with nothing between them are one. */
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
