import type { Layout } from '../manuscript/manuscript.js';
import type { RevisionMark } from '../manuscript/mark.js';
import type { Revisions } from './revisions.js';

/**
 * The first and the last block of a move, at the place that it left and at the one where it went.
 */
interface MoveRange {
  from: [first: number, last: number] | null;
  to: [first: number, last: number] | null;
  readonly mark: RevisionMark;
}

/**
 * Where each move begins and ends, at either place. A table cannot be moved in Word: its moves are
 * left out.
 */
export class MoveRanges {
  private readonly moves = new Set<number>();
  private readonly starts = new Map<number, string>();
  private readonly ends = new Map<number, string>();

  constructor(layouts: readonly Layout[], revisions: Revisions) {
    for (const [move, { from, to, mark }] of findRanges(layouts)) {
      if (!from || !to) continue;
      this.moves.add(move);
      for (const [element, [first, last]] of [
        ['moveFrom', from],
        ['moveTo', to],
      ] as const) {
        const { start, end } = revisions.range(element, `move${move + 1}`, mark);
        this.starts.set(first, this.startsAt(first) + start);
        this.ends.set(last, this.endsAt(last) + end);
      }
    }
  }

  /** Whether Word can show a move as one. */
  hasMove(move: number): boolean {
    return this.moves.has(move);
  }

  /** The markup before a block at which moves begin. */
  startsAt(block: number): string {
    return this.starts.get(block) ?? '';
  }

  /** The markup after a block at which moves end. */
  endsAt(block: number): string {
    return this.ends.get(block) ?? '';
  }
}

function findRanges(layouts: readonly Layout[]): Map<number, MoveRange> {
  const ranges = new Map<number, MoveRange>();
  for (const [index, { kind, mark }] of layouts.entries()) {
    if (!mark || mark.move === null || kind === 'table') continue;
    const range = ranges.get(mark.move) ?? { from: null, to: null, mark };
    const side = mark.op === 'delete' ? 'from' : 'to';
    range[side] = [range[side]?.[0] ?? index, index];
    ranges.set(mark.move, range);
  }
  return ranges;
}
