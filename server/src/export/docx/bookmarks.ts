import type { Manuscript } from '../manuscript/manuscript.js';

/** Characters that Word allows the name of a bookmark to have. */
const MAX_BOOKMARK_LENGTH = 40;

/**
 * Stands for the first call of a note, by the note's anchor. Its page is asked for there: LibreOffice
 * finds no bookmark in a note from which words were deleted.
 */
export function anchorOfCall(anchor: string): string {
  return `${anchor} call`;
}

/**
 * A bookmark's name for each anchor: letters, digits and low lines, no name twice whatever its
 * case.
 */
export function nameBookmarks({ layouts, notes }: Manuscript): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  /** The number that was tried last behind each name that comes again: thousands of items can be "(a)". */
  const counts = new Map<string, number>();
  const anchors = [...notes.values()].flatMap(({ anchor }) => [anchor, anchorOfCall(anchor)]);
  for (const anchor of [...layouts.map(({ anchor }) => anchor), ...anchors]) {
    if (anchor === null || names.has(anchor)) continue;
    const base = `_${anchor.replace(/[^\p{L}\p{N}]/gu, '_')}`.slice(0, MAX_BOOKMARK_LENGTH);
    let name = base;
    const stem = base.slice(0, MAX_BOOKMARK_LENGTH - 8);
    while (taken.has(name.toLowerCase())) {
      const count = (counts.get(stem.toLowerCase()) ?? 1) + 1;
      counts.set(stem.toLowerCase(), count);
      name = `${stem}_${count}`;
    }
    taken.add(name.toLowerCase());
    names.set(anchor, name);
  }
  return names;
}
