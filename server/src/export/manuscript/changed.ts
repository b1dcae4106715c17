import type { LaidOutRow, Layout, StyledWord } from './manuscript.js';

/** Whether anything in a block is marked. */
export function isChanged(layout: Layout): boolean {
  if (layout.mark || layout.end) return true;
  switch (layout.kind) {
    case 'table':
      return [layout.header, ...layout.rows].some(isChangedRow);
    case 'figure':
    case 'rule':
      return false;
    case 'code':
      return anyMarked(layout.words);
    default:
      return anyMarked(layout.label) || anyMarked(layout.words);
  }
}

/** Whether anything in a row is marked. */
export function isChangedRow({ mark, cells }: LaidOutRow): boolean {
  return mark !== null || cells.some(anyMarked);
}

function anyMarked(words: readonly StyledWord[]): boolean {
  return words.some((word) => word.mark !== null);
}
