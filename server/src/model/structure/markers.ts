import type { ListMarkerStyle } from '../block.js';
import { LATIN_SUFFIXES } from '../number-words.js';
import type { HeadForm } from '../schemes/scheme.js';

const ROMAN_VALUES: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };

/** A roman numeral in its usual form; it may be empty. */
const ROMAN = /^m{0,15}(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})$/;
const ROMAN_PARTS: readonly (readonly [value: number, letters: string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

/** The value of a roman numeral in lower case, or 0 where it is none in its usual form. */
export function parseRoman(text: string): number {
  if (text.length > 15 || !ROMAN.test(text)) return 0;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const own = ROMAN_VALUES[text.charAt(i)] ?? 0;
    const next = ROMAN_VALUES[text.charAt(i + 1)] ?? 0;
    value += own < next ? -own : own;
  }
  return value;
}

export function formatRoman(value: number): string {
  let rest = value;
  let text = '';
  for (const [size, letters] of ROMAN_PARTS) {
    while (rest >= size) {
      text += letters;
      rest -= size;
    }
  }
  return text;
}

/**
 * The value of letters that count a, b … z, aa, bb … (or aa, ab …, which gives the same order); 0
 * where they do neither.
 */
export function parseLetters(text: string): number {
  if (!/^[a-z]{1,3}$/.test(text)) return 0;
  const first = text.charCodeAt(0) - 96;
  if (text.length === 1) return first;
  if (text === text.charAt(0).repeat(text.length)) return 26 * (text.length - 1) + first;
  return text.length === 2 ? 26 * first + (text.charCodeAt(1) - 96) : 0;
}

/** The marker of a given style and value, without brackets. */
export function formatMarker(style: ListMarkerStyle, value: number): string {
  switch (style) {
    case 'decimal':
      return String(value);
    case 'roman':
      return formatRoman(value);
    case 'ROMAN':
      return formatRoman(value).toUpperCase();
    default: {
      const letters = String.fromCharCode(97 + ((value - 1) % 26)).repeat(1 + Math.floor((value - 1) / 26));
      return style === 'alpha' ? letters : letters.toUpperCase();
    }
  }
}

/**
 * Whether a marker can only have been put in between two letters: "ba" after "b", while "aa" and
 * "bb" may also come after "z", and "vi" counts. "g.1" and "1.1" are put in as Canadian Acts do it.
 */
export function isInsertion(marker: string): boolean {
  if (isPointedInsertion(marker)) return true;
  return /^[b-z][a-z]$/.test(marker) && marker.charAt(0) !== marker.charAt(1) && parseRoman(marker) === 0;
}

/**
 * Whether "ba" goes on from the last marker of one of the lists that are open: from "b", or from
 * another that was put in there.
 */
export function isInsertedIn(marker: string, open: readonly OpenList[]): boolean {
  if (isPointedInsertion(marker)) {
    const base = cutPoint(marker);
    return open.some(({ marker: last }) => cutPoint(last) === base);
  }
  return open.some(({ style, marker: last }) => style === 'alpha' && last.charAt(0) === marker.charAt(0));
}

/**
 * Whether a marker was put in before the (a) of a list, as (za) is: what comes next is (zb) or (a).
 * @param next the marker after it, or null
 */
export function isPutBeforeFirst(marker: string, next: string | null, open: readonly OpenList[]): boolean {
  if (!/^z[a-y]$/.test(marker) || next === null) return false;
  if (open.some(({ style, marker: last }) => style === 'alpha' && last.charAt(0) === 'z')) return false;
  return next === 'a' || (/^z[b-z]$/.test(next) && next > marker);
}

/** Whether a marker is one such as "g.1", put in after "g": "2.1" after "2", "ii.1" after "ii". */
export function isPointedInsertion(marker: string): boolean {
  return /^(?:[a-z]{1,5}|[A-Z]{1,3}|\d{1,3})\.\d{1,2}$/.test(marker);
}

/** "g" of "g.1". */
function cutPoint(marker: string): string {
  return isPointedInsertion(marker) ? marker.slice(0, marker.indexOf('.')) : marker;
}

/** So far from the numbers of the lists that are open, (44) is that of a note. */
const FAR_OFF = 20;

/** Whether a number goes on with none of the lists of numbers that are open: (44) after (1). */
export function isFarOff(marker: string, open: readonly OpenList[]): boolean {
  if (!/^\d+$/.test(marker)) return false;
  const numbers = open.filter(({ style }) => style === 'decimal');
  return numbers.length > 0 && numbers.every(({ value }) => Number(marker) > value + FAR_OFF);
}

interface Reading {
  readonly style: ListMarkerStyle;
  readonly value: number;
}

/** Markers that were read; a draft has few, over and over. */
const known = new Map<string, readonly Reading[]>();
const MOST_KNOWN = 1000;

/** Every style in which a marker can be read, and its value in it. */
export function readMarkerStyles(marker: string): readonly Reading[] {
  let found = known.get(marker);
  if (!found) {
    found = computeReadings(marker);
    if (known.size < MOST_KNOWN) known.set(marker, found);
  }
  return found;
}

const INSERTED_NUMBER = new RegExp(String.raw`^\d+(?:[A-Z]+|[a-z]|${LATIN_SUFFIXES})$`);

function computeReadings(marker: string): Reading[] {
  if (isPointedInsertion(marker)) return computeReadings(cutPoint(marker));
  if (/^\d+$/.test(marker)) return [{ style: 'decimal', value: Number(marker) }];
  // (1A) was put in after (1), "1a." in an act of the Union, "1bis." in a law of the Swiss.
  if (INSERTED_NUMBER.test(marker)) return [{ style: 'decimal', value: Number.parseInt(marker, 10) }];
  const lower = marker.toLowerCase();
  const upper = marker !== lower;
  const all: Reading[] = [];
  const roman = parseRoman(lower);
  const alpha = parseLetters(lower);
  if (roman > 0) all.push({ style: upper ? 'ROMAN' : 'roman', value: roman });
  if (alpha > 0) all.push({ style: upper ? 'ALPHA' : 'alpha', value: alpha });
  return all;
}

/** One list of sub-paragraphs that is open: its style, and the last marker in it. */
export interface OpenList {
  readonly style: ListMarkerStyle;
  readonly value: number;
  /** The marker as written; one such as "aa" may have been put in between "a" and "b". */
  readonly marker: string;
  /** Whether it began with (aa), as a level below (i) does. */
  readonly isDoubled?: boolean;
  /** Whether the words of the last item lead into a list of their own ("…:"). */
  readonly introduces: boolean;
  /** How its markers are written, "(1)" or "1."; null where that tells nothing. */
  readonly mark?: HeadForm['mark'] | null;
  /** Where its items stand from the margin, if they are those of a Markdown list. */
  readonly indent?: number | null;
}

/**
 * Where a list begins anew behind words that stand between, at the level of the one before it: the
 * (a) of a second definition. Null where the marker goes on with a list, or begins another style.
 * @param isBelowTitle whether a title in bold stands between, which ends the lists above it
 * @param isBelowDefinition whether a definition stands between, whose list may be written in another way
 */
export function placeAnew(
  marker: string,
  open: readonly OpenList[],
  mark: HeadForm['mark'] | null,
  isBelowTitle = false,
  isBelowDefinition = false,
): PlacedMarker | null {
  const readings = readMarkerStyles(marker);
  if (readings.some(({ style, value }) => open.some((list) => list.style === style && list.value === value - 1)))
    return null;
  for (const { style, value } of readings) {
    const isSame = (list: OpenList): boolean => list.style === style && (isBelowDefinition || list.mark === mark);
    if (value !== 1 || isPointedInsertion(marker)) continue;
    const depth = isBelowTitle ? Math.max(0, open.findIndex(isSame)) : open.findLastIndex(isSame);
    if (depth >= 0) return { style, value, depth };
  }
  return null;
}

/** How far in a level stands where only levels are known: what stands one column beside is of the same one. */
export const COLUMNS_OF_LEVEL = 4;

export interface PlacedMarker {
  readonly style: ListMarkerStyle;
  readonly value: number;
  /**
   * Which of the open lists it continues; their number where it begins a list of its own within the
   * innermost.
   */
  readonly depth: number;
}

/**
 * Where the item of a Markdown list belongs, by how far in it stands: what stands further in is
 * within. Null where the lists that are open tell nothing.
 */
export function placeByIndent(marker: string, open: readonly OpenList[], indent: number): PlacedMarker | null {
  if (open.length === 0 || open.every((list) => list.indent == null)) return null;
  const readings = readMarkerStyles(marker);
  // The next of a list may stand one column further in or out.
  const beside = open.findLastIndex(
    (list) =>
      list.indent != null &&
      Math.abs(list.indent - indent) === 1 &&
      readings.some(({ style, value }) => style === list.style && value > 1 && value === list.value + 1),
  );
  const depth = beside >= 0 ? beside : open.findIndex((list) => list.indent != null && list.indent >= indent);
  const at = depth < 0 ? open.length : depth;
  const same = readings.find(({ style }) => style === open[at]?.style);
  const first = readings.find(({ value }) => value === 1) ?? readings[0];
  const reading = same ?? first;
  return reading ? { ...reading, depth: at } : null;
}

/**
 * Where a sub-paragraph belongs among the lists that are open (outermost first). (i) is roman, or
 * the letter after (h): what follows it decides.
 * @param next the marker of the sub-paragraph that comes after it, or null
 * @param adjacent whether it follows the last one directly, and that one leads into no list of its
 *   own
 */
export function placeMarker(
  marker: string,
  open: readonly OpenList[],
  next: string | null,
  adjacent = false,
  mark: HeadForm['mark'] | null = null,
): PlacedMarker {
  const last = open.at(-1);
  const isAsWritten = mark === null || last?.mark == null || mark === last.mark;
  // (i) after (h) leads on to (i) and (ii).
  const leadsToNumerals = last?.style === 'alpha' && marker === 'i' && next !== null && parseRoman(next) === 2;
  if (adjacent && last?.marker === marker && isAsWritten && !leadsToNumerals)
    return { style: last.style, value: last.value, depth: open.length - 1 };
  const candidates = readMarkerStyles(marker);
  const options: (PlacedMarker & { rank: number })[] = [];
  for (const { style, value } of candidates) {
    for (let depth = open.length - 1; depth >= 0; depth--) {
      const list = open[depth]!;
      if (list.style !== style) continue;
      const distance = open.length - 1 - depth;
      // "3." after (1) and (2) of "2." goes on from that.
      const isOther = mark !== null && list.mark != null && mark !== list.mark;
      if (continuesList(list, marker, value))
        options.push({ style, value, depth, rank: distance * 0.1 + (isOther ? 3 : 0) });
      else
        options.push({
          style,
          value,
          depth,
          rank: 40 + Math.min(20, Math.abs(value - list.value - 1)) + distance * 0.1,
        });
    }
    const nested = open.some((list) => list.style === style);
    if (!nested) options.push(...listSlipsOfCase(style, value, open));
    if (value === 1 && !isPointedInsertion(marker))
      options.push({ style, value, depth: open.length, rank: nested ? 4 : 1 });
    // (aa) below (I) begins a level of its own, as statutes of the United States have it.
    else if (beginsDoubled(marker, open, next)) options.push({ style, value, depth: open.length, rank: -1 });
    else if (!nested) options.push({ style, value, depth: open.length, rank: 30 + Math.min(value, 100) });
  }
  options.sort((a, b) => a.rank - b.rank);
  const [best] = options;
  if (!best) return { style: 'alpha', value: 0, depth: open.length };
  // A marker that both continues the letters and may begin roman numerals: (i) after (h), (v) after
  // (u), (x) after (w).
  const roman = options.find(
    (each) => each.style.toLowerCase() === 'roman' && each.value === 1 && each.depth === open.length,
  );
  const alpha = options.find((each) => each.style.toLowerCase() === 'alpha' && each.rank < 1);
  if (roman && alpha) {
    if (next !== null) {
      const lower = next.toLowerCase();
      if (parseRoman(lower) === 2) return roman;
      if (parseLetters(lower) === alpha.value + 1) return alpha;
      if (parseLetters(lower) > alpha.value && lower.length === 1 && parseRoman(lower) === 0) return alpha;
      if (parseRoman(lower) > 1 && lower.length > 1) return roman;
    }
    return alpha.depth === open.length - 1 && last?.introduces ? roman : alpha;
  }
  return best;
}

/** (ii) after (I), (B) after (a): a list that goes on in letters of the other size. */
function listSlipsOfCase(style: ListMarkerStyle, value: number, open: readonly OpenList[]) {
  const { length } = open;
  return open
    .map((list, depth) => ({ style: list.style, value, depth, rank: 6 + (length - 1 - depth) * 0.1, list }))
    .filter(({ list }) => list.style.toLowerCase() === style.toLowerCase() && value > 1 && value === list.value + 1);
}

/**
 * Whether (aa) stands below (I), or (AA) below (aa): a level of doubled letters begins. Below (i),
 * and below a letter whose words lead into a list, it does where (bb) follows.
 */
function beginsDoubled(marker: string, open: readonly OpenList[], next: string | null): boolean {
  const last = open.at(-1);
  if (marker === 'AA') return last?.style === 'alpha' && last.marker.length === 2;
  if (marker !== 'aa') return false;
  if (last?.style === 'ROMAN') return true;
  const isBelowLetter = last?.style === 'alpha' && last.introduces;
  return (
    (last?.style === 'roman' || isBelowLetter) &&
    next === 'bb' &&
    !open.some(({ style, marker: z }) => style === 'alpha' && z === 'z')
  );
}

/**
 * Whether `marker` follows the last marker of a list: its successor, or one put in between ("aa"
 * after "a", "2A" after "2").
 */
function continuesList(list: OpenList, marker: string, value: number): boolean {
  if (isPointedInsertion(marker)) return followsPointed(list.marker, marker);
  if (value === list.value + 1) return /^\d+$|^\D/.test(marker) || list.style !== 'decimal';
  if (list.style === 'decimal' && value === list.value) return followsInserted(list.marker, marker);
  const lower = marker.toLowerCase();
  const last = cutPoint(list.marker).toLowerCase();
  if (list.style === 'decimal' || list.style.toLowerCase() === 'roman') return false;
  if (list.isDoubled && lower.length === 1) return false;
  // (a), (aa), (ab), (b): insertions the British way.
  if (lower.length === 2 && last.length === 1 && lower.charAt(0) === last) return true;
  if (lower.length === 2 && last.length === 2 && lower.charAt(0) === last.charAt(0)) return lower > last;
  return lower.length === 1 && last.length === 2 && lower.charCodeAt(0) === last.charCodeAt(0) + 1;
}

/** Whether (g.1) comes after (g), (g.2) after (g.1), (k.1) after (k). */
function followsPointed(before: string, marker: string): boolean {
  if (cutPoint(before) !== cutPoint(marker)) return false;
  const [last, own] = [before, marker].map((each) => Number(each.split('.')[1] ?? 0));
  return own === (last ?? 0) + 1;
}

/** Whether (1A) comes after (1), (1B) after (1A), (1ZA) after (1Z). */
function followsInserted(before: string, marker: string): boolean {
  const [last, own] = [before, marker].map((each) => each.replace(/^\d+/, ''));
  const [lastTimes, times] = [last, own].map((each) => TIMES.indexOf(each ?? ''));
  if (times !== undefined && lastTimes !== undefined && times >= 0) return times > lastTimes;
  return own !== undefined && last !== undefined && own > last;
}

/** How 2bis, 2ter, 2quater are counted. */
const TIMES: readonly string[] = LATIN_SUFFIXES.split('|');

/** Whether a sub-paragraph may follow another in one list without a gap. */
export function followsInList(
  previous: { marker: string; value: number; style: ListMarkerStyle },
  marker: string,
  value: number,
): boolean {
  return continuesList({ ...previous, introduces: false }, marker, value);
}

/** Whether a marker, without brackets, counts one more than another in any style: "c" after "b", "ii" after "i". */
export function isNextMarker(marker: string, before: string): boolean {
  return readMarkerStyles(marker).some(({ style, value }) => value > 1 && before === formatMarker(style, value - 1));
}
