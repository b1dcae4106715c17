import type { Comparison, MarkedBlock } from '../compare/change.js';

/**
 * The text of the version in force, with each moved provision put where it stands in the draft. So
 * a line-by-line comparison shows only what changed within it. Without moves, the text is as it
 * was.
 */
export function alignInForce(comparison: Comparison): string {
  const moved = new Map<number, string>();
  for (const block of comparison.blocks)
    if (block.move !== null && block.new === null)
      moved.set(block.move, (moved.get(block.move) ?? '') + oldTextOf(block));
  let text = '';
  for (const block of comparison.blocks) {
    if (block.move === null) text += oldTextOf(block);
    else if (block.new !== null) {
      // A whole move is put where its first block is.
      text += moved.get(block.move) ?? '';
      moved.delete(block.move);
    }
  }
  return text;
}

function oldTextOf({ segments }: MarkedBlock): string {
  return segments
    .filter(({ op }) => op !== 'insert' && op !== 'moveTo')
    .map(({ text }) => text)
    .join('');
}
