import { fitColumns } from '../../analysis/text/fit-columns.js';
import type { LaidOutRow, TableFit } from './manuscript.js';

/** A table of so many lines, those of its header included, is kept on one page. */
const MOST_KEPT_LINES = 24;

/** How a table is set: the same in every format with pages. */
export function fitTable(header: LaidOutRow, rows: readonly LaidOutRow[]): TableFit {
  const all = [header, ...rows];
  const texts = all.map(({ cells }) => cells.map((words) => words.map(({ text }) => text).join('')));
  const columns = texts.reduce((most, row) => Math.max(most, row.length), 1);
  const { isLandscape, points, widths, lines } = fitColumns(texts, columns);
  return { isLandscape, points, widths, isKept: lines <= MOST_KEPT_LINES };
}
