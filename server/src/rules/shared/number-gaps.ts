import { isUnreadLabel } from '../../analysis/references/line-labels.js';
import { markersIn } from '../../analysis/references/written-markers.js';
import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { formatMarker, parseLetters } from '../../model/structure/markers.js';
import { getItemFacts } from '../../model/structure/provision-node.js';
import { readLastValue } from './numbering.js';
import { isSectionTitle } from './section-titles.js';

/** A text that lost its first numbers lacks fewer. */
const FARTHEST_START = 20;

/**
 * Whether a provision can be cited: sub-paragraphs in text under no number are lists of their own,
 * which may repeat.
 */
export function isCitable(provision: Provision): boolean {
  const above = provision.parent?.kind;
  if (isBelowNoNumber(provision)) return false;
  return provision.kind !== 'paragraph' || above === 'clause' || above === 'paragraph' || above === 'section';
}

/** Whether a list stands in an item of another list below no number: "(b)(2)". */
export function isBelowNoNumber({ kind, number, parent }: Provision): boolean {
  return kind === 'paragraph' && number?.startsWith('(') === true && parent?.kind === 'paragraph';
}

/**
 * Whether the numbers missing before a provision are in the text all the same, though not as
 * provisions.
 * @param previous the one before it in its sequence; null where it is the first
 */
export function areWritten(draft: Draft, previous: Provision | null, provision: Provision): boolean {
  if (areInParts(draft, previous, provision)) return true;
  if (!previous) return isWritten(draft, provision, 0) || areUnreadLabels(draft, null, provision);
  return (
    isWrittenAsListItem(draft, previous, provision) || isWritten(draft, provision, countBefore(previous, provision))
  );
}

/** As many numbers are looked for as labels of lines that were not read. */
const MOST_UNREAD = 12;

/** Whether each missing number begins a line that was not read as a provision: 13.7 between 13.6 and 13.8. */
export function areUnreadLabels(draft: Draft, previous: Provision | null, { kind, number, unit }: Provision): boolean {
  if (kind === 'paragraph' || number === null) return false;
  const [, above = '', last = ''] = /^((?:[^.]{1,12}\.){0,6})(\d{1,4})[A-Z]{0,2}$/.exec(number) ?? [];
  const from = previous ? readLastValue(previous) : 0;
  if (last === '' || from < 0 || Number(last) <= from + 1 || Number(last) > from + 1 + MOST_UNREAD) return false;
  for (let value = from + 1; value < Number(last); value++)
    if (!isUnreadLabel(draft, unit, `${above}${value}`)) return false;
  return true;
}

const partsByProvisions = new WeakMap<readonly Provision[], ReadonlySet<string>>();

/** Whether of each missing number there are parts: 3.7.1 and 3.7.2 between 3.6 and 3.8. */
function areInParts({ provisions }: Draft, previous: Provision | null, { kind, number }: Provision): boolean {
  if (kind === 'paragraph' || kind === 'question' || number === null) return false;
  const [, above = '', last = ''] = /^((?:[^.]{1,12}\.){0,6})(\d{1,4})$/.exec(number) ?? [];
  const from = previous ? readLastValue(previous) : 0;
  if (last === '' || from < 0 || Number(last) <= from + 1) return false;
  const parts = getOrCreate(
    partsByProvisions,
    provisions,
    () => new Set(provisions.flatMap((each) => listNumbersAbove(each.number ?? ''))),
  );
  for (let value = from + 1; value < Number(last); value++) if (!parts.has(`${above}${value}`)) return false;
  return true;
}

/** 3.7.5 and 3.7 and 3 for 3.7.5.1. */
function listNumbersAbove(number: string): string[] {
  const found: string[] = [];
  for (let at = number.lastIndexOf('.'); at > 0; at = number.lastIndexOf('.', at - 1)) found.push(number.slice(0, at));
  return found;
}

/** The value that a number counts on from: (aa) counts like (a) where (c) comes next. */
function countBefore(previous: Provision, next: Provision): number {
  const item = getItemFacts(previous);
  if (!item) return readLastValue(previous);
  const isInserted = item.value >= (getItemFacts(next)?.value ?? 0);
  return isInserted ? parseLetters(previous.marker.charAt(1).toLowerCase()) : item.value;
}

/**
 * Whether the numbers between `after` and a provision's own are in the text, in a line or sentence
 * that is no provision.
 */
function isWritten(draft: Draft, provision: Provision, after: number): boolean {
  const item = getItemFacts(provision);
  const own = item?.value ?? readLastValue(provision);
  if (item && provision.parent) {
    const markers = markersIn(draft, provision.parent);
    for (let value = after + 1; value < own; value++) if (!markers.has(formatMarker(item.style, value))) return false;
    return true;
  }
  if (provision.kind !== 'section' || provision.number?.includes('.') || own <= after + 1) return false;
  const missing = new Set<string>();
  for (let value = after + 1; value < own; value++) missing.add(String(value));
  const isBareNumber = draft.block(provision.block).head.kind === 'listNumber';
  const valuesOf = new Map<Provision, ReadonlySet<number>>();
  for (let block = provision.block - 1; block >= 0 && missing.size > 0; block--) {
    const { head } = draft.block(block);
    const around = draft.provisionOfBlock(block);
    const begun = around?.block === block ? around : null;
    if (head.kind === 'section' && begun) return false;
    // "2." behind "1." of Article 1 is no Article 2.
    if (head.kind === 'listNumber' && (isBareNumber || !begun || !isInItsList(begun, valuesOf)))
      missing.delete(head.number);
    if (begun?.kind === 'section') break;
  }
  return missing.size === 0;
}

/** Whether a paragraph is the first of its provision's, or there is one with the number before its own. */
function isInItsList(provision: Provision, valuesOf: Map<Provision, ReadonlySet<number>>): boolean {
  const item = getItemFacts(provision);
  if (!item || !provision.parent) return false;
  const { parent } = provision;
  const values = getOrCreate(
    valuesOf,
    parent,
    () => new Set(parent.children.map((each) => getItemFacts(each)?.value ?? 0)),
  );
  return item.value === 1 || values.has(item.value - 1);
}

/** Whether the first provision of a sequence has a number that others should come before. */
export function startsLate(name: string, provision: Provision): boolean {
  const item = getItemFacts(provision);
  // (aa) below (I) is the first of its level.
  if (item) return item.value > 1 && !/^\(?(?:aa|AA)\)?$/.test(provision.marker) && isCitable(provision);
  // An extract may begin with any section; within a section the clauses begin at 1.
  return (
    name.startsWith('numbers') &&
    provision.kind === 'clause' &&
    provision.parent !== null &&
    readLastValue(provision) > 1 &&
    // What begins at 272 is quoted from another text.
    readLastValue(provision) < FARTHEST_START &&
    !isQuotedNumber(provision) &&
    // 10.08.010 counts in tens.
    !/\d-\d|\.0\d{1,2}$|\.\d{1,3}[a-z]$|^(?:\d{1,3}|[A-Z])[a-z]/.test(provision.number ?? '')
  );
}

/** 22757.10 below Section 2, as an amendment sets it out: a number of four digits is another law's. */
function isQuotedNumber({ number, parent }: Provision): boolean {
  const root = /^\d{4,}(?=[.-])/.exec(number ?? '')?.[0];
  return root !== undefined && parent?.number !== root;
}

/**
 * Whether a missing section is written as a list item between two others, which another check
 * fixes.
 */
function isWrittenAsListItem(draft: Draft, previous: Provision, next: Provision): boolean {
  if (next.kind !== 'section') return false;
  for (let index = previous.block + 1; index < next.block; index++) {
    const { head } = draft.block(index);
    if (
      head.kind === 'listNumber' &&
      Number(head.number) === readLastValue(previous) + 1 &&
      isSectionTitle(draft, index)
    )
      return true;
  }
  return false;
}
