import type { Draft } from '../model/draft.js';
import type { MarkedBlock } from './change.js';
import type { BlockLink, BlockLinks } from './links.js';

/**
 * Holds an edit script against the law that every export rests on: rejecting all changes gives the
 * old text, accepting them gives the new one, character for character. Nothing is joined or copied:
 * each segment is compared where it must stand.
 * @returns the index of the marked block where the script first departs from either text, the
 *   number of marked blocks where it ends too early, or null where the law holds
 */
export function findDeparture(blocks: readonly MarkedBlock[], oldDraft: Draft, newDraft: Draft): number | null {
  let oldAt = 0;
  let newAt = 0;
  for (const [index, { segments }] of blocks.entries()) {
    for (const { op, text } of segments) {
      if (op !== 'insert' && op !== 'moveTo') {
        if (!oldDraft.text.startsWith(text, oldAt)) return index;
        oldAt += text.length;
      }
      if (op !== 'delete' && op !== 'moveFrom') {
        if (!newDraft.text.startsWith(text, newAt)) return index;
        newAt += text.length;
      }
    }
  }
  return oldAt === oldDraft.text.length && newAt === newDraft.text.length ? null : blocks.length;
}

/**
 * The links to give up for a script that departs from its texts: those of the marked block where it
 * departs, or else of the one before, which then said too little, or else all. A script without
 * links cannot be wrong: it deletes the old text and inserts the new one.
 * @param departure as `findDeparture` gives it
 */
export function linksAtFault(
  blocks: readonly MarkedBlock[],
  departure: number,
  { links, ofOld, ofNew }: BlockLinks,
): ReadonlySet<BlockLink> {
  for (const block of [blocks[departure], blocks[departure - 1]]) {
    const found = [ofOld[block?.old ?? -1], ofNew[block?.new ?? -1]].filter((link) => link != null);
    if (found.length > 0) return new Set(found);
  }
  return new Set(links);
}
