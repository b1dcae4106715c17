import { groupRows, type PdfLine } from './page-lines.js';
import type { PdfTable } from './ruled-tables.js';

/** Fewer columns than this might be labels and their words, or two columns of text. */
const FEWEST_COLUMNS = 3;
/** Rows that have all those columns. */
const FEWEST_ROWS = 3;
/** So many sizes of its words lie between two columns at least. */
const COLUMN_GAP = 0.7;

interface Column {
  left: number;
  right: number;
}

type TextRow = readonly PdfLine[];

/**
 * Finds tables without lines: rows whose words stand below each other in three columns or more, with
 * a clear gap between them. Where that is not sure, the words stay in their lines.
 * @param fragments from head to foot
 * @param lastPage the highest number that can be a page of a list of contents
 */
export function findAlignedTables(
  fragments: readonly PdfLine[],
  lastPage: number,
): { readonly tables: readonly PdfTable[]; readonly rest: readonly PdfLine[] } {
  const rows = groupRows(fragments);
  const tables: PdfTable[] = [];
  const taken = new Set<PdfLine>();
  for (let from = 0; from < rows.length; ) {
    const found = (rows[from]?.length ?? 0) >= FEWEST_COLUMNS ? extendTable(rows, from) : null;
    if (!found || !isSureTable(found.rows, found.columns, lastPage)) {
      from++;
      continue;
    }
    tables.push(makeTable(found.rows, found.columns));
    for (const line of found.rows.flat()) taken.add(line);
    from += found.rows.length;
  }
  return { tables, rest: taken.size === 0 ? fragments : fragments.filter((each) => !taken.has(each)) };
}

/** The longest run of rows from a place that stand in the same columns. */
function extendTable(rows: readonly TextRow[], from: number): { rows: TextRow[]; columns: Column[] } | null {
  let columns: Column[] = [];
  const found: TextRow[] = [];
  for (let at = from; at < rows.length; at++) {
    const row = rows[at] ?? [];
    const before = found.at(-1)?.[0];
    const [first] = row;
    if (!first || (before && first.base - before.base > 3.2 * first.size)) break;
    const merged = widenColumns(columns, row);
    if (merged.length < FEWEST_COLUMNS || (columns.length > 0 && merged.length < columns.length)) break;
    columns = merged;
    found.push(row);
  }
  // A line below that is words of the text alone belongs to the text.
  while ((found.at(-1)?.length ?? 0) === 1 && found.at(-1)?.[0]?.left === columns[0]?.left) found.pop();
  return found.length >= FEWEST_ROWS ? { rows: found, columns } : null;
}

function widenColumns(columns: readonly Column[], row: TextRow): Column[] {
  const all = [...columns, ...row].map(({ left, right }) => ({ left, right })).sort((a, b) => a.left - b.left);
  const gap = COLUMN_GAP * Math.max(...row.map(({ size }) => size));
  const merged: Column[] = [];
  for (const each of all) {
    const last = merged.at(-1);
    if (last && each.left < last.right + gap) last.right = Math.max(last.right, each.right);
    else merged.push(each);
  }
  return merged;
}

function isSureTable(rows: readonly TextRow[], columns: readonly Column[], lastPage: number): boolean {
  const full = rows.filter((row) => row.length >= FEWEST_COLUMNS).length;
  const several = rows.filter((row) => row.length >= 2).length;
  if (full < FEWEST_ROWS || several < 0.6 * rows.length) return false;
  // Three columns of running text fill their columns line by line.
  const widths = columns.map((column) => {
    const own = rows.flat().filter(({ left }) => left >= column.left - 1 && left <= column.right);
    const filled = own.filter(({ left, right }) => right - left > 0.8 * (column.right - column.left));
    return filled.length / Math.max(1, own.length);
  });
  if (rows.length > 12 && widths.every((share) => share > 0.6)) return false;
  const last = rows.map((row) => row.at(-1)?.text ?? '');
  return !areContents(last, lastPage) && rows.flat().some(({ text }) => /\p{L}/u.test(text));
}

/**
 * Whether the last words of some rows are the pages of a list of contents: numbers that grow.
 * @param lastPage the highest number that can be a page
 */
export function areContents(lastWords: readonly string[], lastPage: number): boolean {
  const pages = lastWords.filter((text) => /^\d{1,4}$/.test(text)).map(Number);
  return (
    pages.length > 0.7 * lastWords.length &&
    pages.every((page, index) => page <= lastPage && page >= (pages[index - 1] ?? 0))
  );
}

function makeTable(rows: readonly TextRow[], columns: readonly Column[]): PdfTable {
  const gaps = rows.slice(1).map((row, index) => (row[0]?.base ?? 0) - (rows[index]?.[0]?.base ?? 0));
  const least = Math.min(...gaps);
  const isSpaced = Math.max(...gaps) > 1.3 * least;
  const cells: PdfLine[][][] = [];
  rows.forEach((row, index) => {
    const isFirst = (row[0]?.left ?? 0) <= (columns[0]?.right ?? 0);
    const begins = isSpaced
      ? (gaps[index - 1] ?? Number.POSITIVE_INFINITY) > 1.22 * least
      : isFirst && row.length * 2 >= columns.length;
    if (begins || cells.length === 0) cells.push(columns.map(() => []));
    for (const line of row) {
      const place = columns.findIndex(({ left, right }) => line.left >= left - 1 && line.left <= right);
      cells.at(-1)?.[place]?.push(line);
    }
  });
  const [first, last] = [rows[0]?.[0], rows.at(-1)?.[0]];
  return {
    kind: 'table',
    top: (first?.base ?? 0) - (first?.size ?? 0),
    bottom: last?.base ?? 0,
    edges: [...columns.map(({ left }) => left), columns.at(-1)?.right ?? 0],
    rows: cells,
    hasMergedCells: false,
  };
}
