import type { Draft } from '../model/draft.js';
import { isUnread } from '../model/link-definitions.js';
import type { Provision } from '../model/provision.js';
import type { Span } from '../model/text.js';

/**
 * What goes with a provision when it is moved, in the draft's text: its blocks and the comments above it, but not those that
 * stand above what follows.
 */
export function findClauseExtent(draft: Draft, provision: Provision): Span {
  if (provision.row !== null) return draft.spanOf(provision);
  const last = lastOwnBlock(draft, provision);
  return { start: draft.startOf(firstCommentAbove(draft, provision)), end: endOfBlock(draft, last) };
}

/** The last block of a provision, comments left out that belong to what follows it. */
export function lastOwnBlock(draft: Draft, provision: Provision): number {
  let last = Math.max(provision.block, provision.endBlock - 1);
  if (provision.endBlock >= draft.blocks.length) return last;
  while (last > provision.block && belongsBelow(draft, last)) last--;
  return last;
}

/** The first of the comments that stand above a provision; its own block where there are none. */
export function firstCommentAbove(draft: Draft, { block }: Provision): number {
  let first = block;
  while (first > 0 && belongsBelow(draft, first - 1)) first--;
  return first;
}

/** Where a block ends in the draft's text. */
export function endOfBlock(draft: Draft, block: number): number {
  return draft.startOf(block) + draft.block(block).text.length;
}

/** Whether a block is a comment on what comes after it: one right below other words, with a blank line behind, is on those. */
function belongsBelow(draft: Draft, block: number): boolean {
  return isUnread(draft.block(block)) && (hasBlankLineAfter(draft, block - 1) || !hasBlankLineAfter(draft, block));
}

function hasBlankLineAfter(draft: Draft, block: number): boolean {
  if (block < 0) return true;
  const gap = draft.text.slice(endOfBlock(draft, block), draft.startOf(block + 1));
  return /\r\n?\s*[\r\n]|\n\s*[\r\n]/.test(gap);
}
