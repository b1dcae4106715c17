import type { Block } from '../block.js';
import { KEPT_WORDS } from '../head/kept-range.js';
import { readLabelShape } from '../head/label-shape.js';

/** "– 5.6 [Deleted]", "to 14 Not used" behind a number. */
const RANGE = new RegExp(
  String.raw`^[\s*_]{0,4}(?:[–—-]|to|and|,) ?([A-Z]{0,2}\d{1,4}[A-Z]{0,2}(?:[.-]\d{1,4}[A-Z]{0,3}){0,4})[.)\]*_\s:–—-]{0,6}[[(]?(?:intentionally |number |numbers )?(?:${KEPT_WORDS})\b`,
  'i',
);

/** "-(d) (Repealed 4 of 1990 s. 2)" behind (b). */
const RANGE_OF_ITEMS = new RegExp(
  String.raw`^[\s*_]{0,4}(?:[–—-]|to|and) ?\(([a-z]{1,4}|[A-Z]{1,4}|\d{1,3})\)[\s*_:–—-]{0,4}[[(]?(?:${KEPT_WORDS})\b`,
  'i',
);

/** " – 4.2.8 Base Process" of a heading behind 4.2.1: one heading for a run of numbers. */
const RANGE_OF_HEADING = /^ ?[–—-] ?(\d{1,3}(?:\.\d{1,3}){1,4})(?=[.:]? )/;

/** What stands before the second number of a range. Few labels have it behind them. */
const JOINT = /^[\s*_]{0,4}(?:[–—,-]|to|and)/i;

/** The last number of a range that a block keeps open; null where it is about one number alone. */
export function readRangeEnd(block: Block): string | null {
  const shape = readLabelShape(block);
  const at = shape ? shape.label.end : 'label' in block.head ? block.head.label.end : -1;
  if (at < 0 || !JOINT.test(block.text.slice(at, at + 8))) return null;
  const words = block.text.slice(at, at + 80);
  const kept = RANGE_OF_ITEMS.exec(words)?.[1] ?? RANGE.exec(words)?.[1]?.toUpperCase();
  if (kept !== undefined) return kept;
  const [, last] = (block.kind === 'heading' && RANGE_OF_HEADING.exec(words)) || [];
  const first = 'number' in block.head ? block.head.number : '';
  return last !== undefined && endsRunOf(first, last) ? last : null;
}

/** Whether 4.2.8 comes after 4.2.1 in one section. */
function endsRunOf(first: string, last: string): boolean {
  const [from, to] = [first, last].map((number) => number.lastIndexOf('.'));
  if (from === undefined || to === undefined || from < 0 || first.slice(0, from) !== last.slice(0, to)) return false;
  return Number(last.slice(to + 1)) > Number(first.slice(from + 1));
}
