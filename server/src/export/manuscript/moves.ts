import type { Comparison } from '../../compare/change.js';
import type { Draft } from '../../model/draft.js';

/** For each move of a comparison: what the provision is called in either version. */
export function moveLabels(
  comparison: Comparison,
): ReadonlyMap<number, { readonly from: string; readonly to: string }> {
  const moves = new Map<number, { from: string; to: string }>();
  const labelAt = (draft: Draft, block: number) => draft.provisionOfBlock(block)?.label ?? '';
  for (const { move, old, new: neu } of comparison.blocks) {
    if (move === null) continue;
    const known = moves.get(move) ?? { from: '', to: '' };
    if (old !== null && neu === null && known.from === '') known.from = labelAt(comparison.old, old);
    if (neu !== null && old === null && known.to === '') known.to = labelAt(comparison.new, neu);
    moves.set(move, known);
  }
  return moves;
}
