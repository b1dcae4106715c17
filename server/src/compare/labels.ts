import type { Block, Head } from '../model/block.js';

/** A head that begins with a provision's own number. A defined term is no number. */
export type NumberedHead = Exclude<Head, { kind: 'none' | 'heading' | 'definition' }>;

/** Whether a block begins with a number of its own: a clause, a sub-paragraph, a section, a caption, a footnote … */
export function hasOwnNumber(block: Block): block is Block & { readonly head: NumberedHead } {
  const { kind } = block.head;
  return kind !== 'none' && kind !== 'heading' && kind !== 'definition';
}
