import type { Comparison, MarkedBlock } from '../compare/change.js';

/**
 * The version in force with what moved put where it stands in the draft, so that a comparison line by line shows of a moved
 * clause its own edits and nothing else. Without moves it is the text as it is.
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
      // All of a move stands where its first block does.
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
