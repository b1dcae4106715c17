import type { Draft } from '../model/draft.js';
import { alignUnits, type UnitSide } from './align.js';
import { BodyHashes } from './body-hashes.js';
import { widenOverCuts } from './cut-units.js';
import type { Link, Links } from './links.js';
import { alignParts } from './parts.js';
import type { Unit } from './units.js';
import { unitsOf } from './units.js';

/**
 * Finds out which block of one draft became which of the other.
 * @param note is told where a stretch was too large to be searched
 */
export function linkBlocks(old: Draft, neu: Draft, note: (text: string) => void): Links {
  const oldSide: UnitSide = { draft: old, units: unitsOf(old), hashes: new BodyHashes(old) };
  const newSide: UnitSide = { draft: neu, units: unitsOf(neu), hashes: new BodyHashes(neu) };
  const alignment = alignUnits(oldSide, newSide);
  const { partner, moved, gaveUp: unitsGaveUp } = alignment;
  const units = widenOverCuts(oldSide, newSide, alignment);
  if (unitsGaveUp)
    note(
      'The two texts have too little in common; provisions that could not be matched are shown as deleted and inserted.',
    );
  const ofOld = new Array<Link | null>(old.blocks.length).fill(null);
  const ofNew = new Array<Link | null>(neu.blocks.length).fill(null);
  const all: Link[] = [];
  const moveOfOld = new Int32Array(old.blocks.length);
  const moveOfNew = new Int32Array(neu.blocks.length);
  let moves = 0;
  const nextMove = () => ++moves;
  units.old.forEach((unit, index) => {
    const to = partner[index] as number;
    if (to === -1) return;
    const other = units.new[to] as Unit;
    const move = moved[index] ? nextMove() : null;
    if (move !== null) {
      moveOfOld.fill(move, unit.start, unit.end);
      moveOfNew.fill(move, other.start, other.end);
    }
    const { links, gaveUp } = alignParts(oldSide, unit, newSide, other, move, nextMove);
    if (gaveUp) {
      const where = unit.provision?.label ?? 'a passage without a number';
      note(
        `${where} has too many parts that differ; parts that could not be matched are shown as deleted and inserted.`,
      );
    }
    for (const link of links) {
      all.push(link);
      for (let i = link.old.start; i < link.old.end; i++) {
        ofOld[i] = link;
        moveOfOld[i] = link.move ?? 0;
      }
      for (let j = link.new.start; j < link.new.end; j++) {
        ofNew[j] = link;
        moveOfNew[j] = link.move ?? 0;
      }
    }
  });
  all.sort((a, b) => a.new.start - b.new.start);
  return { links: all, ofOld, ofNew, moveOfOld, moveOfNew };
}
