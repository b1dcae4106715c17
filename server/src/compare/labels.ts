import type { Block, Head } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import { readLabelShape } from '../model/head/label-shape.js';
import type { Span } from '../model/text.js';

/** A head that begins with the provision's own number. A defined term is not a number. */
export type NumberedHead = Exclude<Head, { kind: 'none' | 'heading' | 'definition' }>;

/**
 * Whether a block begins with its own number, as a clause, sub-paragraph, section, caption or
 * footnote does.
 */
export function hasOwnNumber(block: Block): block is Block & { readonly head: NumberedHead } {
  const { kind } = block.head;
  return kind !== 'none' && kind !== 'heading' && kind !== 'definition';
}

/**
 * Where the number stands that a block of a draft begins with, relative to the block's text: also
 * one that only the draft's scheme reads as such, as that of "Article 7". Null where there is none.
 */
export function findOwnLabel(draft: Draft, index: number): Span | null {
  const block = draft.block(index);
  if (hasOwnNumber(block)) return block.head.label;
  const provision = draft.provisionOfBlock(index);
  if (provision?.block !== index || !provision.isSchemeLabel) return null;
  return readLabelShape(block)?.label ?? null;
}
