import type { Comparison } from '../compare/change.js';
import { markOrigins, type OriginPiece } from '../compare/version-steps.js';
import { findFirst } from '../model/find-first.js';
import type { AppliedInstructions } from './apply.js';
import type { CarriedOut, OwnedSpan } from './effects.js';

/** What an instruction is called in a marked text: "instruction 2(a)". */
export function nameInstruction({ number, line }: { readonly number: string; readonly line: number }): string {
  return number === '' ? `instruction on line ${line + 1}` : `instruction ${number}`;
}

/**
 * Adds to the comparison of a draft with what instructions made of it which instruction made each
 * change.
 */
export function markInstructions(
  comparison: Comparison,
  { reports }: AppliedInstructions,
  { removed, added }: CarriedOut,
): Comparison {
  const names = reports.map(nameInstruction);
  const pieces = (spans: readonly OwnedSpan[], start: number, end: number) => cutBySpans(spans, names, start, end);
  return markOrigins(comparison, [...new Set(names)], (side, start, end) =>
    pieces(side === 'old' ? removed : added, start, end),
  );
}

/**
 * The owners of a stretch. Words that the comparison marks beside those that an instruction changed
 * belong to the instruction nearest to them.
 */
function cutBySpans(spans: readonly OwnedSpan[], names: readonly string[], start: number, end: number): OriginPiece[] {
  const found: OriginPiece[] = [];
  const first = findFirst(spans, (span) => span.end > start);
  let at = start;
  for (let i = first; at < end; i++) {
    const span = spans[i];
    const before = spans[i - 1];
    if (!span || span.start >= end) {
      const nearest = before && (!span || start - before.end <= span.start - end) ? before : span;
      found.push({ length: end - at, origin: nearest && names[nearest.owner] });
      break;
    }
    const stop = Math.min(end, span.end);
    found.push({ length: stop - at, origin: names[span.owner] });
    at = stop;
  }
  return found;
}
