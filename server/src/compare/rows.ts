import type { Block } from '../model/block.js';
import type { TableRow } from '../model/provision.js';
import { readTable } from '../model/table.js';
import { hashText, type Span } from '../model/text.js';
import { likeness, mixed, type WordSet, wordSet } from './likeness.js';
import { alignInOrder, type Pairs } from './sequence.js';

export interface RowAlignment {
  /** Pairs of rows; 0 is the header row. */
  readonly pairs: Pairs;
  /** Pairs of columns. */
  readonly columns: Pairs;
  readonly gaveUp: boolean;
}

/** All rows of a table, its header row first. */
export function rowsOf(block: Block): readonly TableRow[] {
  const table = readTable(block);
  return table ? [table.header, ...table.rows] : [];
}

/** What is written in a first cell that is a row's own number rather than words: "2A", "1.". */
export function isRowNumber(text: string): boolean {
  return /^(?:\d{1,3}[A-Z]{0,2}|\d{1,3}(?:\.\d{1,3}){1,3}|\([a-z]{1,4}\))[.)]?$/.test(text);
}

const LEAST = 0.35;

/** Aligns the columns of two tables by their headings and their rows by their cells. */
export function alignRows(oldBlock: Block, newBlock: Block): RowAlignment {
  const old = rowsOf(oldBlock).map((row) => readRow(oldBlock.text, row));
  const neu = rowsOf(newBlock).map((row) => readRow(newBlock.text, row));
  const columns = alignColumns(old, neu);
  const score = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i === j ? 3 : 0;
    return rowLikeness(old[i] as Row, neu[j] as Row, columns);
  };
  const { pairs, gaveUp } = alignInOrder(
    old.map((row) => row.hash),
    neu.map((row) => row.hash),
    score,
  );
  return { pairs, columns, gaveUp };
}

interface Row {
  readonly hash: number;
  readonly cells: readonly number[];
  readonly numbered: boolean;
  words(column: number): WordSet;
}

function readRow(text: string, row: TableRow): Row {
  const cells = row.cells.map((cell) => hashText(text.slice(cell.start, cell.end)));
  const first = row.cells[0];
  const numbered = !!first && isRowNumber(text.slice(first.start, first.end));
  const sets: (WordSet | undefined)[] = [];
  const words = (column: number): WordSet => {
    const cell = row.cells[column] as Span;
    return (sets[column] ??= wordSet(text, cell.start, cell.end));
  };
  // Without its own number, so that a row keeps its identity when rows are put in before it.
  return { hash: (numbered && cells.length > 1 ? cells.slice(1) : cells).reduce(mixed, 7), cells, numbered, words };
}

function rowLikeness(a: Row, b: Row, columns: Pairs): number {
  let sum = 0;
  let counted = 0;
  const numbers = a.numbered && b.numbered;
  for (const [i, j] of columns) {
    if ((numbers && i === 0 && j === 0 && columns.length > 1) || i >= a.cells.length || j >= b.cells.length) continue;
    counted++;
    if (a.cells[i] === b.cells[j]) sum++;
    // A single word or number that differs says nothing.
    else if (a.words(i).count > 1 || b.words(j).count > 1) sum += likeness(a.words(i), b.words(j)) * 0.9;
  }
  const same = a.cells.length > 0 && a.cells[0] === b.cells[0];
  const like = counted === 0 ? 0 : sum / counted;
  // The same first cell is the same row, unless rows were numbered anew: then the rest of the row decides, where it can.
  const score = same ? Math.max(like + 0.1, numbers ? LEAST + 0.01 : 0.5) : like;
  return score >= LEAST ? score : 0;
}

function alignColumns(old: readonly Row[], neu: readonly Row[]): Pairs {
  const a = old[0];
  const b = neu[0];
  const width = Math.max(0, a?.cells.length ?? 0);
  if (!a || !b || width === b.cells.length) return Array.from({ length: width }, (_, column) => [column, column]);
  if (width * b.cells.length > 10_000)
    return Array.from({ length: Math.min(width, b.cells.length) }, (_, column) => [column, column]);
  return alignInOrder(a.cells, b.cells, (i, j) => {
    let equal = 0;
    const rows = Math.min(old.length, neu.length, 12);
    for (let row = 1; row < rows; row++) if ((old[row] as Row).cells[i] === (neu[row] as Row).cells[j]) equal++;
    const headings = likeness(a.words(i), b.words(j));
    const score = 0.6 * headings + (rows > 1 ? (0.6 * equal) / (rows - 1) : 0);
    return score >= 0.3 ? score : 0;
  }).pairs;
}
