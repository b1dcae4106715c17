import { BOLD, measureLine, measureText, widthOfLetter } from './letter-widths.js';

/** How the columns of a table are set so that no word of it is cut. */
export interface ColumnFit {
  /** Whether the table needs a page that is turned on its side. */
  readonly isLandscape: boolean;
  /** The size of its letters. */
  readonly points: number;
  /** The width of each column in twips, on a page of A4. */
  readonly widths: readonly number[];
  /** How many lines all rows take. */
  readonly lines: number;
  /** Whether even the smallest letters on the widest page leave words that do not fit. */
  readonly isCut: boolean;
}

/** The width between the margins of a page of A4, upright and on its side, in twips. */
const PORTRAIT = 9070;
export const LANDSCAPE = 14_002;

/** The sizes that are tried, the best first. Smaller letters are not read in print. */
const TRIED: readonly (readonly [isLandscape: boolean, points: number])[] = [
  [false, 9.5],
  [false, 9],
  [false, 8.5],
  [true, 9.5],
  [true, 9],
  [true, 8.5],
  [true, 8],
  [true, 7.5],
  [true, 7],
];
/** The edges of a cell, in twips. */
const EDGES = 230;
/** Longer words, such as addresses, may be cut. */
export const LONGEST_WORD = 28;

/** What the texts of a column need, in thousandths of the size of the letters. */
interface ColumnNeed {
  readonly longest: number;
  /** The widest of its cells on one line; the header may stand in two. */
  readonly widest: number;
  readonly weight: number;
}

/**
 * Finds the largest letters in which each column has room for its longest word: upright first, then
 * on its side. Columns with more text are wider, and none takes room for which it has no words while
 * another needs it.
 * @param rows the texts of the cells, the header first; rows may be short
 */
export function fitColumns(rows: readonly (readonly string[])[], columns: number): ColumnFit {
  const needs = Array.from({ length: columns }, (_, column) => measureColumn(rows, column));
  const sumFor = (points: number) => needs.reduce((sum, { longest }) => sum + (longest * points) / 50 + EDGES, 0);
  const fits = TRIED.filter(([isLandscape, points]) => sumFor(points) <= (isLandscape ? LANDSCAPE : PORTRAIT));
  const widthsFor = ([isLandscape, points]: (typeof TRIED)[number]) =>
    shareWidth(needs, points, isLandscape ? LANDSCAPE : PORTRAIT);
  const found = fits.find((each) => !isCramped(rows, widthsFor(each), each[1])) ?? fits[0];
  const [isLandscape, points] = found ?? TRIED.at(-1)!;
  const widths = widthsFor([isLandscape, points]);
  return { isLandscape, points, widths, lines: countLines(rows, widths, points), isCut: found === undefined };
}

function measureColumn(rows: readonly (readonly string[])[], column: number): ColumnNeed {
  let longest = 0;
  let widest = 0;
  let total = 0;
  for (const [index, row] of rows.entries()) {
    const text = row[column] ?? '';
    total += text.length;
    longest = Math.max(longest, measureLongestWord(text) * (index === 0 ? BOLD : 1));
    widest = Math.max(widest, measureLine(text) * (index === 0 ? BOLD / 2 : 1));
  }
  return { longest, widest, weight: Math.max(1, total / rows.length) ** 0.75 };
}

/** The width of the longest word; a line may end at a blank, and after a hyphen or a dash. */
function measureLongestWord(text: string): number {
  let longest = 0;
  let width = 0;
  let letters = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= 0x20) {
      width = 0;
      letters = 0;
      continue;
    }
    if (letters++ < LONGEST_WORD) width += widthOfLetter(code);
    if (width > longest) longest = width;
    if ((code === 0x2d || code === 0x2013 || code === 0x2014) && !isShortWord(text, at, letters)) {
      width = 0;
      letters = 0;
    }
  }
  return longest;
}

/** Words of so many letters are parted at no hyphen or dash: "Oct–Dec", "2025-26". */
const SHORT_WORD = 9;

/** @param before how many letters of the word stand before the place, the one there included */
function isShortWord(text: string, at: number, before: number): boolean {
  let end = at + 1;
  while (end < text.length && text.charCodeAt(end) > 0x20 && before + end - at <= SHORT_WORD) end++;
  return before + end - at - 1 <= SHORT_WORD;
}

function shareWidth(needs: readonly ColumnNeed[], points: number, whole: number): number[] {
  const least = needs.map(({ longest }) => (longest * points) / 50 + EDGES);
  const needed = least.reduce((a, b) => a + b, 0);
  const shares = needed > whole ? null : shareRest(needs, points, whole - needed);
  const widths = least.map((width, at) => Math.floor(shares ? width + (shares[at] ?? 0) : (width * whole) / needed));
  const rest = whole - widths.reduce((a, b) => a + b, 0);
  return widths.map((width, at) => (at === widths.length - 1 ? width + rest : width));
}

/**
 * What each column gets of the width that its longest word leaves, by its weight: first no more than
 * its widest cell needs on one line; what then is left is shared by all.
 */
function shareRest(needs: readonly ColumnNeed[], points: number, rest: number): number[] {
  const shares = needs.map(() => 0);
  const asks = needs.map(({ widest, longest, weight }, at) => {
    const most = Math.max(0, ((widest - longest) * points) / 50);
    return { at, weight, most, satisfied: most / weight };
  });
  let left = rest;
  let weights = needs.reduce((sum, { weight }) => sum + weight, 0);
  const all = weights;
  // Those that are soonest content come first, so that what they leave goes to the others.
  for (const { at, weight, most } of asks.sort((a, b) => a.satisfied - b.satisfied)) {
    const share = Math.min(most, (left * weight) / weights);
    shares[at] = share;
    left -= share;
    weights -= weight;
  }
  return shares.map((share, at) => share + (left * (needs[at]?.weight ?? 0)) / all);
}

/** A column that holds fewer letters a line is narrow. */
const NARROW = 36;

/** Whether a cell in a narrow column is much higher than it is wide: a line is as high as two letters are wide. */
function isCramped(rows: readonly (readonly string[])[], widths: readonly number[], points: number): boolean {
  return widths.some((width, column) => {
    // A letter is half as wide as it is high.
    const letters = (width - EDGES) / (points * 10);
    return letters < NARROW && rows.some((row) => (row[column]?.length ?? 0) > (letters * letters) / 2);
  });
}

function countLines(rows: readonly (readonly string[])[], widths: readonly number[], points: number): number {
  let lines = 0;
  for (const row of rows) {
    let most = 1;
    for (const [column, text] of row.entries()) {
      const room = Math.max(1, (widths[column] ?? 0) - EDGES);
      most = Math.max(most, Math.ceil(measureText(text, points) / room));
    }
    lines += most;
  }
  return lines;
}
