import type { TableMerge } from './manuscript.js';

/** What a place of a table is. */
export interface GridPlace {
  /** How many columns and rows the cell reaches over that it belongs to. */
  readonly columns: number;
  readonly rows: number;
  /** Whether that cell begins in a row above, and whether it begins in a column before. */
  readonly isBelow: boolean;
  readonly isBeside: boolean;
}

const ALONE: GridPlace = { columns: 1, rows: 1, isBelow: false, isBeside: false };

/** The places of a table by its merged cells. */
export class TableGrid {
  private readonly places = new Map<string, GridPlace>();

  constructor(merges: readonly TableMerge[]) {
    for (const { row, column, rows, columns } of merges)
      for (let down = 0; down < rows; down++)
        for (let across = 0; across < columns; across++)
          this.places.set(`${row + down} ${column + across}`, {
            columns,
            rows,
            isBelow: down > 0,
            isBeside: across > 0,
          });
  }

  /** @param row counted from 0, the header being row 0 */
  placeOf(row: number, column: number): GridPlace {
    return this.places.get(`${row} ${column}`) ?? ALONE;
  }
}

/**
 * How many rows the header of a table has: those that the source calls its header, and those that a
 * cell of the first reaches into; at least one.
 * @param called how many rows at the top the source calls so
 */
export function countHeaderRows(merges: readonly TableMerge[], called: number): number {
  return merges.reduce((most, { row, rows }) => (row < most ? Math.max(most, row + rows) : most), Math.max(1, called));
}
