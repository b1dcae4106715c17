import { asksForMark } from '../office/form.js';
import type { LaidOutRow, StyledWord } from './manuscript/manuscript.js';

/** Whether a cell is to be filled in. */
export function isField(words: readonly StyledWord[]): boolean {
  return words.every(({ kind, text }) => kind === 'break' || text.trim() === '');
}

/** The words of a cell. */
export function saidIn(words: readonly StyledWord[] | undefined): string {
  return (words ?? [])
    .map(({ text }) => text)
    .join('')
    .trim();
}

/** How the columns of a table of fields share the page; null for any other table. */
export function shareFormColumns(header: LaidOutRow, rows: readonly LaidOutRow[]): readonly number[] | null {
  const count = header.cells.length;
  const asksForWords =
    !asksForMark(saidIn(header.cells[1])) && rows.some((row) => row.cells[1] !== undefined && isField(row.cells[1]));
  if (!asksForWords) return null;
  // Answers need more room than questions.
  if (count === 2) return [0.35, 0.65];
  return count === 3 && asksForMark(saidIn(header.cells[2])) ? [0.18, 0.64, 0.18] : null;
}
