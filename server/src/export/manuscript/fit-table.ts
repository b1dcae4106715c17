import { fitColumns } from '../../analysis/text/fit-columns.js';
import type { LaidOutRow, TableFit, TableMerge } from './manuscript.js';

/** A table of so many lines, those of its header included, is kept on one page. */
const MOST_KEPT_LINES = 24;

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
