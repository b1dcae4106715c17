import type { Block } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';
import type { ChangeSide } from './change.js';
import { isGroup } from './units.js';

const FRONT_MATTER = 'front matter';

/** Whether a side of a change is the front matter, which is no part of the text. */
export function isFrontMatterSide(side: ChangeSide | null): boolean {
  return side !== null && side.provision === null && side.label === FRONT_MATTER;
}

/** The text of the blocks from `start` to before `end`, without the line ends after the last. */
export function textOfBlocks(draft: Draft, start: number, end: number): string {
  return draft.text.slice(draft.startOf(start), draft.startOf(end - 1) + draft.block(end - 1).text.length);
}

/** A provision as one side of a change. Its line is that of the block, or of its own row. */
export function sideOf(draft: Draft, provision: Provision, block: number): ChangeSide {
  const start = provision.row === null ? draft.startOf(block) : draft.spanOf(provision).start;
  return { label: provision.label || 'preamble', line: draft.positionAt(start).line, provision };
}

/** How a block is named: after its own provision, its title, or the heading it stands under. */
export function blockSide(draft: Draft, block: number): ChangeSide {
  let owner = draft.provisionOfBlock(block);
  while (owner?.parent && owner.block !== block && standsOutside(draft, block, owner)) owner = owner.parent;
  const title = findRunInTitle(draft.block(block));
  if (title === null && owner && (!isGroup(owner) || owner.block === block)) return sideOf(draft, owner, owner.block);
  const { line } = draft.positionAt(draft.startOf(block));
  if (draft.block(block).kind === 'frontMatter') return { label: FRONT_MATTER, line, provision: null };
  return { label: title ?? (owner?.label || 'preamble'), line, provision: null };
}

/** A title in bold at the start of a paragraph, "**Raft:**" or "**Raft** – ". */
const RUN_IN_TITLE =
  /^(?:\*\*|__)([^*_\r\n]{1,100}?)[ \t]{0,3}(?::[ \t]{0,3}(?:\*\*|__)|(?:\*\*|__)[ \t]{0,3}[:–—-])(?=[ \t\r\n])/;

/** The title in bold that a paragraph begins with, without quotation marks; null for any other block. */
export function findRunInTitle({ kind, text, prefix, head }: Block): string | null {
  if (kind !== 'paragraph' || head.kind !== 'none') return null;
  const title = RUN_IN_TITLE.exec(text.slice(prefix, prefix + 200).trimStart())?.[1] ?? null;
  // Who shows a title puts it in quotation marks of its own.
  return (title && /^["“‘'](.{1,98})["”’']$/.exec(title)?.[1]) ?? title;
}

/**
 * Whether a block that comes after the parts of a provision is no part of it: it has a title of its
 * own, or stands further left than the provision itself.
 */
export function standsOutside(draft: Draft, block: number, provision: Provision): boolean {
  const { kind, text, head } = draft.block(block);
  if (kind !== 'paragraph' || head.kind !== 'none') return false;
  return findRunInTitle(draft.block(block)) !== null || indentOf(text) < indentOf(draft.block(provision.block).text);
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
