import type { Block } from '../../model/block.js';
import { readGridRows } from '../../model/grid-rows.js';
import { readHtmlRows } from '../../model/inline/html-words.js';
import type { TableRow } from '../../model/provision.js';
import { readTable } from '../../model/table.js';
import type { StyledWord } from './manuscript.js';
import type { RevisionMark } from './mark.js';

/**
 * A row or a column of a table of two versions: its index in either, null where that version lacks
 * it.
 */
export interface TablePlace {
  readonly old: number | null;
  readonly new: number | null;
}

interface TableColumn extends TablePlace {
  /** Whether it went or came as a whole. */
  readonly change: RevisionMark['op'] | null;
}

/** Indexes of rows or columns that are the same in both versions, in order. */
type IndexPairs = readonly (readonly [old: number, after: number])[];

/** The rows of a table, the header first; null where the block cannot be read as one. */
export function rowsOfTable(block: Block): TableRow[] | null {
  const rows = readHtmlRows(block) ?? readGridRows(block);
  if (rows) return [...rows];
  const table = readTable(block);
  return table ? [table.header, ...table.rows] : null;
}

/**
 * All rows or columns of two versions in one order: those that both have, and before each of them
 * those that only the old version has, then those that only the new version has.
 */
export function mergePlaces(pairs: IndexPairs, oldCount: number, newCount: number): TablePlace[] {
  const places: TablePlace[] = [];
  let i = 0;
  let j = 0;
  for (const [old, after] of [...pairs, [oldCount, newCount] as const]) {
    for (; i < old; i++) places.push({ old: i, new: null });
    for (; j < after; j++) places.push({ old: null, new: j });
    if (old < oldCount && after < newCount) places.push({ old: i++, new: j++ });
  }
  return places;
}

/** Rows or columns paired as they come, where nothing says which are the same. */
export function pairInOrder(oldCount: number, newCount: number): [number, number][] {
  return Array.from({ length: Math.min(oldCount, newCount) }, (_, index) => [index, index]);
}

/** The columns of a table. Cells beyond those of the header row stand after them as they come. */
export function mergeColumns(
  old: readonly TableRow[] | null,
  after: readonly TableRow[] | null,
  pairs: IndexPairs | null,
): TableColumn[] {
  const oldHeaded = old?.[0]?.cells.length ?? 0;
  const newHeaded = after?.[0]?.cells.length ?? 0;
  const columns: TableColumn[] = [];
  let oldFrom = 0;
  let newFrom = 0;
  if (old && after) {
    for (const place of mergePlaces(pairs ?? pairInOrder(oldHeaded, newHeaded), oldHeaded, newHeaded))
      columns.push({ ...place, change: place.old === null ? 'insert' : place.new === null ? 'delete' : null });
    [oldFrom, newFrom] = [oldHeaded, newHeaded];
  }
  const more = Math.max(countWidest(old) - oldFrom, countWidest(after) - newFrom);
  for (let i = 0; i < more; i++) columns.push({ old: oldFrom + i, new: newFrom + i, change: null });
  return columns;
}

function countWidest(rows: readonly TableRow[] | null): number {
  return (rows ?? []).reduce((most, { cells }) => Math.max(most, cells.length), 0);
}

/** The mark of a row or a column with the origin of the first of its words that has one. */
export function addOriginOfWords(mark: RevisionMark, cells: readonly (readonly StyledWord[])[]): RevisionMark {
  for (const words of cells)
    for (const word of words) if (word.mark?.origin !== undefined) return { ...mark, origin: word.mark.origin };
  return mark;
}
