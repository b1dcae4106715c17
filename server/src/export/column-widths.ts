import { countCharacters, type LaidOutRow } from './manuscript/manuscript.js';

/** The width between the margins, in twips. */
export const PAGE = 9070;
/** The width of a letter in a table, and of the edges of a cell, in twips. */
const LETTER = 108;
const EDGES = 230;

/**
 * Column widths in twips that fill the page. Each column has room for its longest word; columns
 * with more text are wider.
 */
export function columnWidths(rows: readonly LaidOutRow[], columns: number): number[] {
  const least = leastWidths(rows, columns).map((width) => Math.min(PAGE / 3, width));
  const weights = Array.from({ length: columns }, (_, i) => {
    const total = rows.reduce((sum, row) => sum + countCharacters(row.cells[i] ?? []), 0);
    return Math.max(1, total / rows.length) ** 0.75;
  });
  const needed = least.reduce((a, b) => a + b, 0);
  const weight = weights.reduce((a, b) => a + b, 0);
  const share =
    needed > PAGE
      ? least.map((width) => (width * PAGE) / needed)
      : least.map((width, i) => width + ((PAGE - needed) * (weights[i] as number)) / weight);
  const widths = share.map((width) => Math.floor(width));
  widths[widths.length - 1] = (widths[widths.length - 1] as number) + PAGE - widths.reduce((a, b) => a + b, 0);
  return widths;
}

/** The width in twips that each column needs for its longest word. */
export function leastWidths(rows: readonly LaidOutRow[], columns: number): number[] {
  return Array.from({ length: columns }, (_, i) => {
    let longest = 0;
    for (const row of rows) {
      const said = (row.cells[i] ?? []).map((word) => word.text).join('');
      for (const word of said.split(/\s+/)) longest = Math.max(longest, word.length);
    }
    return longest * LETTER + EDGES;
  });
}
