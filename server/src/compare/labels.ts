import type { Block, Head } from '../model/block.js';

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
