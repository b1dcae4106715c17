import { fitColumns, LANDSCAPE } from '../../analysis/text/fit-columns.js';
import { countCharacters, type LaidOutRow, type TableFit, type TableMerge } from './manuscript.js';

/** A table of so many lines, those of its header included, is kept on one page. */
const MOST_KEPT_LINES = 24;

/** A cell of a header that is longer is text, and no name of its column. */
const LONGEST_HEADER = 300;

/** Whether a row of a header is repeated on each page: a text in it would take half of each. */
export function isRepeatedRow({ cells }: LaidOutRow): boolean {
  return !cells.some((words) => countCharacters(words) > LONGEST_HEADER);
}

/** How a table is set: the same in every format with pages. */
export function fitTable(
  header: LaidOutRow,
  rows: readonly LaidOutRow[],
  merges: readonly TableMerge[] = [],
): TableFit {
  const all = [header, ...rows];
  // A cell over several columns asks for no room in any one of them.
  const wide = new Set(merges.flatMap(({ row, column, columns }) => (columns > 1 ? [`${row} ${column}`] : [])));
  const texts = all.map(({ cells }, row) =>
    cells.map((words, column) => (wide.has(`${row} ${column}`) ? '' : words.map(({ text }) => text).join(''))),
  );
  const columns = texts.reduce((most, row) => Math.max(most, row.length), 1);
  const { isLandscape, points, widths, lines, isCut } = fitColumns(texts, columns);
  return { isLandscape, points, widths, isKept: lines <= MOST_KEPT_LINES, isCut };
}

/** The size of the letters of a table whose columns have set shares of a turned page. */
const TURNED_POINTS = 9;

/** The same on a page that is turned on its side, each column with its share of the width. */
export function turnTable(fit: TableFit, shares: readonly number[]): TableFit {
  const all = fit.widths.map((_, column) => shares[column] ?? 1);
  const sum = all.reduce((a, b) => a + b, 0);
  const widths = all.map((share) => Math.floor((share * LANDSCAPE) / sum));
  return { ...fit, isLandscape: true, points: Math.min(fit.points, TURNED_POINTS), widths };
}
