import type { Comparison } from '../../compare/change.js';
import { isWithinProvision, type Provision } from '../../model/provision.js';
import type { ScriptPair } from './script-pairs.js';

/** What a moved provision was called where it came from, or is called where it went to. */
export type MoveNote = { readonly from: string } | { readonly to: string };

/** A note of a move, as readers are told it. */
export function sayMove(note: MoveNote): string {
  // Words before the first provision stand in none.
  if ('to' in note) return note.to === '' ? 'Moved away' : `Moved to ${note.to}`;
  return note.from === '' ? 'Moved here' : `Moved from ${note.from}`;
}

/** The provisions that a move begins with, where it left and where it went. */
interface Move {
  from: Provision | null;
  to: Provision | null;
  /** Whether it has the block that the provision begins with. */
  hasStart: boolean;
}

/**
 * Says where a provision moved to or came from, once at each end of the move. What moved within a
 * provision that moved as a whole is said over that one alone.
 */
export class MoveNotes {
  private readonly moves: ReadonlyMap<number, Move>;
  /** Where each provision that moved with its first block came from. */
  private readonly sources = new Map<Provision, Provision>();
  private readonly used = new Set<string>();

  constructor(comparison: Comparison | null) {
    this.moves = comparison ? findShownMoves(comparison) : new Map();
    for (const { from, to, hasStart } of this.moves.values()) if (from && to && hasStart) this.sources.set(to, from);
  }

  /** What is to be said beside a pair; null where it did not move, or where it was said before. */
  takeNote({ move, old, new: after }: ScriptPair): MoveNote | null {
    const found = move === null ? undefined : this.moves.get(move);
    if (!found || (old !== null && after !== null)) return null;
    const key = `${move} ${after === null ? 'to' : 'from'}`;
    if (this.used.has(key)) return null;
    this.used.add(key);
    if (this.isWithinMove(found)) return null;
    return after === null ? { to: found.to?.label ?? '' } : { from: found.from?.label ?? '' };
  }

  /**
   * Whether a provision around it moved as well, from the one that was around it. A paragraph without
   * a number has that around it to which it belongs.
   */
  private isWithinMove({ from, to, hasStart }: Move): boolean {
    for (let around = hasStart ? to?.parent : to; from && around; around = around.parent) {
      const source = this.sources.get(around);
      if (source && isWithinProvision(from, source)) return true;
    }
    return false;
  }
}

/** For each move of a comparison: the provision in either version. */
function findShownMoves(comparison: Comparison): Map<number, Move> {
  const moves = new Map<number, Move>();
  for (const { move, old, new: after } of comparison.blocks) {
    if (move === null) continue;
    const found = moves.get(move) ?? { from: null, to: null, hasStart: false };
    if (old !== null && after === null) found.from ??= comparison.old.provisionOfBlock(old);
    if (after !== null && old === null) {
      found.to ??= comparison.new.provisionOfBlock(after);
      found.hasStart ||= found.to?.block === after;
    }
    moves.set(move, found);
  }
  return moves;
}
