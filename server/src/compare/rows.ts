import type { Block } from '../model/block.js';
import { readHtmlRows } from '../model/inline/html-words.js';
import { replaceTags } from '../model/inline/known-tags.js';
import { getOrCreate } from '../model/memo.js';
import type { TableRow } from '../model/provision.js';
import { skipTags } from '../model/structure/point-tables.js';
import { readTable } from '../model/table.js';
import { hashText, type Span } from '../model/text.js';
import { likenessOf, mixHashes, type WordSet, wordSet } from './likeness.js';
import { alignInOrder, type Pairs } from './sequence.js';

/** How the rows and columns of two tables match, as indices. */
export interface RowAlignment {
  /** Pairs of matching rows; 0 is the header row. */
  readonly pairs: Pairs;
  /** Pairs of rows that changed their place among the others. */
  readonly moved: Pairs;
  /** Pairs of matching columns. */
  readonly columns: Pairs;
  readonly gaveUp: boolean;
}

/** All rows of a table, the header row first; empty for any other block. */
export function tableRowsOf(block: Block): readonly TableRow[] {
  const table = readTable(block);
  return table ? [table.header, ...table.rows] : [];
}

/**
 * All rows of a table in Markdown or in HTML, the first row first; empty for any other block. Cells of HTML are without the
 * tags before their first word.
 */
export function comparedRowsOf(block: Block): readonly TableRow[] {
  if (block.kind !== 'html') return tableRowsOf(block);
  return getOrCreate(htmlRows, block, () =>
    (readHtmlRows(block) ?? []).map((row) => ({
      ...row,
      cells: row.cells.map((cell) => {
        const { start, end } = skipTags(block, cell);
        return { start: Math.min(start, end), end };
      }),
    })),
  );
}

const htmlRows = new WeakMap<Block, readonly TableRow[]>();

/** Whether a block is compared row by row. */
export function hasRows(block: Block): boolean {
  return readTable(block) !== null || (block.kind === 'html' && readHtmlRows(block) !== null);
}

/**
 * Where the row stands whose cells head the columns of a table; −1 where a table in HTML has none, and for the words above
 * it, which are a row of their own.
 */
function findHeadings(block: Block, rows: readonly TableRow[]): number {
  if (block.kind !== 'html') return 0;
  const below = rows.findIndex(({ isHeader }) => !isHeader);
  return (below < 0 ? rows.length : below) - 1;
}

/** Whether the text of a first cell is a row's own number: "2A", "1.". */
export function isRowNumber(text: string): boolean {
  return /^(?:\d{1,3}[A-Z]{0,2}|\d{1,3}(?:\.\d{1,3}){1,3}|\([a-z]{1,4}\))[.)]?$/.test(text);
}

const LEAST = 0.35;
/** A move needs more evidence than staying in place. */
const LIKE_WHEN_MOVED = 0.7;
const MOST_MOVED = 64;
/** Fewer words do not show where a row came from. */
const LEAST_MOVED_WORDS = 4;

/** Matches the columns of two tables by their headings, and the rows by their cells. */
export function alignRows(oldBlock: Block, newBlock: Block): RowAlignment {
  const [oldTable, newTable] = [comparedRowsOf(oldBlock), comparedRowsOf(newBlock)];
  const oldRows = oldTable.map((row) => readRow(oldBlock, row));
  const newRows = newTable.map((row) => readRow(newBlock, row));
  const headings = { old: findHeadings(oldBlock, oldTable), new: findHeadings(newBlock, newTable) };
  const columns = alignColumns(oldRows.slice(Math.max(0, headings.old)), newRows.slice(Math.max(0, headings.new)));
  const isOnlyRow = oldRows.length === 1 && newRows.length === 1;
  const scoreRows = (i: number, j: number): number => {
    if (isOnlyRow) return 3;
    if (i === headings.old || j === headings.new) return i === headings.old && j === headings.new ? 3 : 0;
    if (i < headings.old !== j < headings.new) return 0;
    return rowLikeness(oldRows[i]!, newRows[j]!, columns);
  };
  const { pairs, gaveUp } = alignInOrder(
    oldRows.map((row) => row.hash),
    newRows.map((row) => row.hash),
    scoreRows,
  );
  return { pairs, moved: findMovedRows(oldRows, newRows, pairs, columns), columns, gaveUp };
}

/** Finds rows left on both sides that are equal or nearly so. */
function findMovedRows(
  oldRows: readonly ComparedRow[],
  newRows: readonly ComparedRow[],
  pairs: Pairs,
  columns: Pairs,
): Pairs {
  const kept = { old: new Set(pairs.map(([i]) => i)), new: new Set(pairs.map(([, j]) => j)) };
  const from = oldRows.flatMap((row, i) => (kept.old.has(i) || !isTelling(row) ? [] : [i]));
  const to = newRows.flatMap((row, j) => (kept.new.has(j) || !isTelling(row) ? [] : [j]));
  if (from.length === 0 || to.length === 0 || from.length > MOST_MOVED || to.length > MOST_MOVED) return [];
  const candidates = from
    .flatMap((i) => to.map((j) => ({ i, j, like: wordLikeness(oldRows[i]!, newRows[j]!, columns) })))
    .filter(({ like }) => like >= LIKE_WHEN_MOVED)
    .sort((a, b) => b.like - a.like || a.i - b.i || a.j - b.j);
  const moved: [number, number][] = [];
  for (const { i, j } of candidates) {
    if (kept.old.has(i) || kept.new.has(j)) continue;
    kept.old.add(i);
    kept.new.add(j);
    moved.push([i, j]);
  }
  return moved.sort((a, b) => a[1] - b[1]);
}

interface ComparedRow {
  readonly hash: number;
  readonly cells: readonly number[];
  readonly isNumbered: boolean;
  wordsInColumn(column: number): WordSet;
}

function readRow({ kind, text }: Block, row: TableRow): ComparedRow {
  const wordsOf = ({ start, end }: Span) => {
    const words = text.slice(start, end);
    return kind === 'html' ? replaceTags(words, ' ').trim() : words;
  };
  const cells = row.cells.map((cell) => hashText(wordsOf(cell)));
  const first = row.cells[0];
  const numbered = !!first && isRowNumber(wordsOf(first));
  const sets: (WordSet | undefined)[] = [];
  const wordsInColumn = (column: number): WordSet => {
    const words = sets[column] ? '' : wordsOf(row.cells[column]!);
    return (sets[column] ??= wordSet(words, 0, words.length));
  };
  // The row's own number is left out, so that a row stays the same when rows are inserted before
  // it.
  return {
    hash: (numbered && cells.length > 1 ? cells.slice(1) : cells).reduce(mixHashes, 7),
    cells,
    isNumbered: numbered,
    wordsInColumn: wordsInColumn,
  };
}

/** Whether a row has enough words to be recognised. */
function isTelling(row: ComparedRow): boolean {
  return row.cells.reduce((sum, _, column) => sum + row.wordsInColumn(column).count, 0) >= LEAST_MOVED_WORDS;
}

/** How alike the cells of two rows are, without their own numbers, from 0 to 1. */
function wordLikeness(a: ComparedRow, b: ComparedRow, columns: Pairs): number {
  let sum = 0;
  let counted = 0;
  const numbers = a.isNumbered && b.isNumbered;
  for (const [i, j] of columns) {
    if ((numbers && i === 0 && j === 0 && columns.length > 1) || i >= a.cells.length || j >= b.cells.length) continue;
    counted++;
    if (a.cells[i] === b.cells[j]) sum++;
    // A single word or number that differs shows nothing.
    else if (a.wordsInColumn(i).count > 1 || b.wordsInColumn(j).count > 1)
      sum += likenessOf(a.wordsInColumn(i), b.wordsInColumn(j)) * 0.9;
  }
  return counted === 0 ? 0 : sum / counted;
}

function rowLikeness(a: ComparedRow, b: ComparedRow, columns: Pairs): number {
  const numbers = a.isNumbered && b.isNumbered;
  const same = a.cells.length > 0 && a.cells[0] === b.cells[0];
  const like = wordLikeness(a, b, columns);
  // Rows with the same first cell are the same, unless rows were renumbered: then the other cells
  // decide, where they can.
  const score = same ? Math.max(like + 0.1, numbers ? LEAST + 0.01 : 0.5) : like;
  return score >= LEAST ? score : 0;
}

function alignColumns(oldRows: readonly ComparedRow[], newRows: readonly ComparedRow[]): Pairs {
  const a = oldRows[0];
  const b = newRows[0];
  const width = Math.max(0, a?.cells.length ?? 0);
  if (!a || !b || width === b.cells.length) return Array.from({ length: width }, (_, column) => [column, column]);
  if (width * b.cells.length > 10_000)
    return Array.from({ length: Math.min(width, b.cells.length) }, (_, column) => [column, column]);
  return alignInOrder(a.cells, b.cells, (i, j) => {
    let equal = 0;
    const rows = Math.min(oldRows.length, newRows.length, 12);
    for (let row = 1; row < rows; row++) if (oldRows[row]!.cells[i] === newRows[row]!.cells[j]) equal++;
    const headings = likenessOf(a.wordsInColumn(i), b.wordsInColumn(j));
    const score = 0.6 * headings + (rows > 1 ? (0.6 * equal) / (rows - 1) : 0);
    return score >= 0.3 ? score : 0;
  }).pairs;
}
