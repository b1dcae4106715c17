import { getOrCreate } from '../model/memo.js';
import type { Comparison } from './change.js';

/** A stretch of the old text that is kept in the new one. Offsets and length in UTF-16 units. */
export interface KeptText {
  readonly old: number;
  readonly new: number;
  readonly length: number;
  /** Whether it is part of a move. */
  readonly moved: boolean;
}

/**
 * The text that a comparison found in both versions, moved text included, in the order of the old
 * text.
 */
export function findKeptText(comparison: Comparison): KeptText[] {
  const kept: KeptText[] = [];
  /** The stretches that left and those that arrived, by move. */
  const moves = new Map<number, { readonly left: TextAt[]; readonly arrived: TextAt[] }>();
  let oldAt = 0;
  let newAt = 0;
  for (const { move, segments } of comparison.blocks) {
    for (const { op, text } of segments) {
      const { length } = text;
      if (op === 'equal') kept.push({ old: oldAt, new: newAt, length, moved: false });
      else if ((op === 'moveFrom' || op === 'moveTo') && move !== null) {
        const ends = getOrCreate(moves, move, () => ({ left: [], arrived: [] }));
        if (op === 'moveFrom') ends.left.push({ at: oldAt, text });
        else ends.arrived.push({ at: newAt, text });
      }
      if (op !== 'insert' && op !== 'moveTo') oldAt += length;
      if (op !== 'delete' && op !== 'moveFrom') newAt += length;
    }
  }
  for (const { left, arrived } of moves.values()) kept.push(...pairMovedText(left, arrived));
  return kept.sort((a, b) => a.old - b.old);
}

interface TextAt {
  readonly at: number;
  readonly text: string;
}

/**
 * Pairs what left with what arrived: the same words in the same order, but not always cut alike.
 */
function* pairMovedText(left: readonly TextAt[], arrived: readonly TextAt[]): Generator<KeptText> {
  let j = 0;
  let there = 0;
  for (const { at, text } of left) {
    for (let here = 0; here < text.length; ) {
      const other = arrived[j];
      if (!other) return;
      const length = Math.min(text.length - here, other.text.length - there);
      if (text.slice(here, here + length) !== other.text.slice(there, there + length)) return;
      yield { old: at + here, new: other.at + there, length, moved: true };
      here += length;
      there += length;
      if (there === other.text.length) {
        j++;
        there = 0;
      }
    }
  }
}
