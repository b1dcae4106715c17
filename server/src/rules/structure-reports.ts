import type { Block } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import type { Report } from './rule.js';

/** A place that a report names, and the block that stood there. */
interface ReportedPlace {
  readonly index: number;
  readonly block: Block;
  readonly end: number;
}

const placesByReports = new WeakMap<readonly Report[], readonly ReportedPlace[]>();

/** Notes where the reports of the checks of the structure stand, for `areStillInPlace`. */
export function notePlaces(draft: Draft, reports: readonly Report[]): void {
  const places = reports.flatMap(({ block, span, related = [], fixes = [] }) => [
    { block, span },
    ...related.filter(({ uri }) => uri === null).map(({ place }) => place),
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

/** Whether two texts are the same to an offset, and the character after it is. */
function isSameUpTo(before: string, after: string, end: number): boolean {
  return after.startsWith(before.slice(0, end + 1)) && (end < before.length || after.length === before.length);
}
