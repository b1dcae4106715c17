import { leastWidths, PAGE } from './column-widths.js';
import type { LaidOutRow } from './manuscript/manuscript.js';

/**
 * How a table fits an upright page: as it is; in small letters; only a page across, in small
 * letters; or not even there, unless its longest words are broken.
 */
export type TableFit = 'page' | 'small' | 'wide' | 'tight';

/** How much narrower a table is in small letters. */
const SMALL = 0.79;
/** The width between the margins of a page across, in twips. */
const ACROSS = 14_500;

/** How a table fits a page if no word of it is broken. */
export function fitTable(rows: readonly LaidOutRow[], columns: number): TableFit {
  const needed = leastWidths(rows, columns).reduce((sum, width) => sum + width, 0);
  if (needed <= PAGE) return 'page';
  if (needed * SMALL <= PAGE) return 'small';
  return needed * SMALL <= ACROSS ? 'wide' : 'tight';
}
