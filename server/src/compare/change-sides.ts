import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';
import type { ChangeSide } from './change.js';
import { isGroup } from './units.js';

/** The text of the blocks from `start` to before `end`, without the line ends after the last. */
export function textOfBlocks(draft: Draft, start: number, end: number): string {
  return draft.text.slice(draft.startOf(start), draft.startOf(end - 1) + draft.block(end - 1).text.length);
}

/** A provision as one side of a change. Its line is that of the block, or of its own row. */
export function sideOf(draft: Draft, provision: Provision, block: number): ChangeSide {
  const start = provision.row === null ? draft.startOf(block) : draft.spanOf(provision).start;
  return { label: provision.label || 'preamble', line: draft.positionAt(start).line, provision };
}

/** How a block is named: after its own provision, or after the heading it stands under. */
export function blockSide(draft: Draft, block: number): ChangeSide {
  const owner = draft.provisionOfBlock(block);
  if (owner && (!isGroup(owner) || owner.block === block)) return sideOf(draft, owner, owner.block);
  const { line } = draft.positionAt(draft.startOf(block));
  if (draft.block(block).kind === 'frontMatter') return { label: 'front matter', line, provision: null };
  return { label: owner?.label || 'preamble', line, provision: null };
}
