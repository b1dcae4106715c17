import type { Block } from '../../model/block.js';
import { BlockMemo } from '../../model/block-memo.js';
import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { isDivisionKind } from '../../model/references/citation-words.js';

/** Room to write in: "Name ............", "Date ______", "☐ Yes". */
const ROOM = /\.{9}|…{4}|_{6}|(?:\\_){6}|[☐□❑]/;
/** A longer block is no line of a form. */
const MOST_READ = 4000;
/** Fewer such blocks are a signature. */
const LEAST_LEFT = 3;

const left = new BlockMemo<boolean>();

/** Whether a block has room for words that a reader is to fill in. */
export function isLeftToFill(block: Block): boolean {
  return getOrCreate(left, block, () => ROOM.test(block.text.slice(0, MOST_READ)));
}

/**
 * Whether a provision stands in a Schedule, an Annex or the like that holds forms: what is numbered in
 * them are the fields of several forms, and no provisions that count on.
 * @param known what was found of the Schedules so far
 */
export function isInForm(draft: Draft, provision: Provision, known: Map<Provision, boolean>): boolean {
  let top: Provision | null = null;
  for (let at: Provision | null = provision; at; at = at.parent) if (isDivisionKind(at.unit)) top = at;
  if (top === null) return false;
  const { block, endBlock } = top;
  return getOrCreate(known, top, () => {
    let count = 0;
    for (let index = block; index < endBlock && count < LEAST_LEFT; index++)
      if (isLeftToFill(draft.block(index))) count++;
    return count >= LEAST_LEFT;
  });
}
