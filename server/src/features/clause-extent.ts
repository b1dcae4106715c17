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

/** Whether a provision begins on the line of the one around it: "3.—(1)". */
export function sharesLineOfParent({ block, row, parent }: Provision): boolean {
  return parent !== null && parent.block === block && row === null && parent.row === null;
}

/** Where the label of a provision is that shares a line: "(1)" of "3.—(1)"; null where it is not found. */
export function findSharedLabel(draft: Draft, { block, marker }: Provision): Span | null {
  const start = draft.startOf(block);
  const at = draft.block(block).text.slice(0, LONGEST_SHARED_LABELS).indexOf(marker);
  return at < 0 ? null : { start: start + at, end: start + at + marker.length };
}

/** The numbers at the beginning of a line are no longer. */
const LONGEST_SHARED_LABELS = 60;

/** Where a provision's own label is, also where it shares a line: "(1)" of "3.—(1)". */
export function findOwnLabel(draft: Draft, provision: Provision): Span {
  return (sharesLineOfParent(provision) ? findSharedLabel(draft, provision) : null) ?? draft.labelSpanOf(provision);
}
