import type { Block } from '../model/block.js';
import { findBlockDifference } from '../model/block-index.js';
import type { Draft } from '../model/draft.js';
import type { Report, StructureRule } from './rule.js';

/** A place that a report names, and the block that stood there. */
interface ReportedPlace {
  readonly index: number;
  readonly block: Block;
  readonly end: number;
}

const placesByReports = new WeakMap<readonly Report[], readonly ReportedPlace[]>();

/**
 * Notes where the reports of the checks of the structure stand, for `areStillInPlace`.
 * @param uri that of the document that is checked
 */
export function notePlaces(draft: Draft, uri: string, reports: readonly Report[]): void {
  const places = reports.flatMap(({ block, span, related = [], fixes = [] }) => [
    { block, span },
    ...related.filter((each) => each.uri === null || each.uri === uri).map(({ place }) => place),
    ...fixes.flatMap(({ edits }) => edits),
  ]);
  placesByReports.set(
    reports,
    places.map(({ block, span }) => ({ index: block, block: draft.block(block), end: span.end })),
  );
}

/**
 * Whether the words that reports stand at are where they were, in a draft of the same structure:
 * mark-up before a label, or at the end of a line, changes nothing but places.
 */
export function areStillInPlace(draft: Draft, reports: readonly Report[]): boolean {
  return (placesByReports.get(reports) ?? []).every(
    ({ index, block, end }) => draft.block(index) === block || isSameUpTo(block.text, draft.block(index).text, end),
  );
}

/**
 * Whether some checks read the same words in two drafts of the same structure: those of blocks that
 * differ, of the ones after them, and where the lines between blocks differ.
 */
export function readTheSameWords(rules: readonly StructureRule[], old: Draft, now: Draft): boolean {
  if (old === now) return true;
  const readers = rules.flatMap(({ readWords }) => readWords ?? []);
  const isSame = (block: number) => readers.every((read) => read(old, block) === read(now, block));
  const { from, newEnd } = findBlockDifference(old.blocks, now.blocks);
  const { starts: before } = old;
  const { starts: after } = now;
  let moved = 0;
  for (let block = 0; block < after.length; block++) {
    const shift = (after[block] ?? 0) - (before[block] ?? 0);
    const isTouched = shift !== moved || (block >= from && block <= newEnd);
    if (isTouched && !isSame(block)) return false;
    moved = shift;
  }
  return true;
}

/** Whether two texts are the same to an offset, and the character after it is. */
function isSameUpTo(before: string, after: string, end: number): boolean {
  return after.startsWith(before.slice(0, end + 1)) && (end < before.length || after.length === before.length);
}
