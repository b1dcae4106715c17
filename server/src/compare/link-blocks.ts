import type { Draft } from '../model/draft.js';
import { alignUnits } from './align.js';
import { BodyHashes } from './body-hashes.js';
import { widenOverCuts } from './cut-units.js';
import { findEqualLeft } from './link-left.js';
import { findMovedLeft } from './link-moved.js';
import type { BlockLink, BlockLinks, BlockRange } from './links.js';
import type { CutDraft } from './matching-side.js';
import { alignParts } from './parts.js';
import { unitsOf } from './units.js';

/**
 * Finds which block of one draft became which block of the other.
 * @param note receives a sentence where a stretch was too large to be searched
 */
export function linkBlocks(oldDraft: Draft, newDraft: Draft, note: (text: string) => void): BlockLinks {
  const oldSide: CutDraft = { draft: oldDraft, units: unitsOf(oldDraft), hashes: new BodyHashes(oldDraft) };
  const newSide: CutDraft = { draft: newDraft, units: unitsOf(newDraft), hashes: new BodyHashes(newDraft) };
  const alignment = alignUnits(oldSide, newSide);
  const { partner, moved, gaveUp: unitsGaveUp } = alignment;
  const units = widenOverCuts(oldSide, newSide, alignment);
  if (unitsGaveUp)
    note(
      'The two texts have too little in common; provisions that could not be matched are shown as deleted and inserted.',
    );
  const ofOld = new Array<BlockLink | null>(oldDraft.blocks.length).fill(null);
  const ofNew = new Array<BlockLink | null>(newDraft.blocks.length).fill(null);
  const all: BlockLink[] = [];
  const moveOfOld = new Int32Array(oldDraft.blocks.length);
  const moveOfNew = new Int32Array(newDraft.blocks.length);
  let moves = 0;
  const nextMove = () => ++moves;
  const addLink = (link: BlockLink): void => {
    all.push(link);
    ofOld.fill(link, link.old.start, link.old.end);
    ofNew.fill(link, link.new.start, link.new.end);
    moveOfOld.fill(link.move ?? 0, link.old.start, link.old.end);
    moveOfNew.fill(link.move ?? 0, link.new.start, link.new.end);
  };
  units.old.forEach((unit, index) => {
    const to = partner[index]!;
    if (to === -1) return;
    const other = units.new[to]!;
    const move = moved[index] ? nextMove() : null;
    if (move !== null) {
      moveOfOld.fill(move, unit.start, unit.end);
      moveOfNew.fill(move, other.start, other.end);
    }
    const { links, gaveUp } = alignParts(
      { side: oldSide, unit },
      { side: newSide, unit: other },
      { own: move, next: nextMove },
    );
    if (gaveUp) {
      const where = unit.provision?.label || 'A passage without a number';
      note(
        `${where} has too many parts that differ; parts that could not be matched are shown as deleted and inserted.`,
      );
    }
    for (const link of links) {
      if (!isTaken(ofOld, link.old) && !isTaken(ofNew, link.new)) addLink(link);
    }
  });
  const sortLinks = () => all.sort((a, b) => a.new.start - b.new.start);
  sortLinks();
  const links: BlockLinks = { links: all, ofOld, ofNew, moveOfOld, moveOfNew };
  for (const link of findEqualLeft(oldSide, newSide, links)) addLink(link);
  for (const link of findMovedLeft(oldSide, newSide, links, nextMove)) addLink(link);
  sortLinks();
  return links;
}

/** Whether a block of a range is linked already. No block may be part of two links. */
function isTaken(links: readonly (BlockLink | null)[], { start, end }: BlockRange): boolean {
  for (let block = start; block < end; block++) if (links[block]) return true;
  return false;
}
