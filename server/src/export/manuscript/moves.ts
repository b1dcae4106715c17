import type { Comparison } from '../../compare/change.js';
import type { Draft } from '../../model/draft.js';
import type { ScriptPair } from './script-pairs.js';

/** What a moved provision was called where it came from, or is called where it went to. */
export type MoveNote = { readonly from: string } | { readonly to: string };

/** Says where a provision moved to or came from, once at each end of the move. */
export class MoveNotes {
  private readonly labels: ReadonlyMap<number, { readonly from: string; readonly to: string }>;
  private readonly used = new Set<string>();

  constructor(comparison: Comparison | null) {
    this.labels = comparison ? labelMoves(comparison) : new Map();
  }

  /** What is to be said beside a pair; null where it did not move, or where it was said before. */
  takeNote({ move, old, new: after }: ScriptPair): MoveNote | null {
    const labels = move === null ? undefined : this.labels.get(move);
    if (!labels || (old !== null && after !== null)) return null;
    const key = `${move} ${after === null ? 'to' : 'from'}`;
    if (this.used.has(key)) return null;
    this.used.add(key);
    return after === null ? { to: labels.to } : { from: labels.from };
  }
}

/** For each move of a comparison: what the provision is called in either version. */
function labelMoves(comparison: Comparison): Map<number, { from: string; to: string }> {
  const moves = new Map<number, { from: string; to: string }>();
  const labelAt = (draft: Draft, block: number) => draft.provisionOfBlock(block)?.label ?? '';
  for (const { move, old, new: after } of comparison.blocks) {
    if (move === null) continue;
    const labels = moves.get(move) ?? { from: '', to: '' };
    if (old !== null && after === null && labels.from === '') labels.from = labelAt(comparison.old, old);
    if (after !== null && old === null && labels.to === '') labels.to = labelAt(comparison.new, after);
    moves.set(move, labels);
  }
  return moves;
}
