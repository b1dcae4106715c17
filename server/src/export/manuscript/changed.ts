import type { LaidOutRow, Layout, StyledWord } from './manuscript.js';
import type { RevisionMark } from './mark.js';

/** Whether anything in a block is marked. */
export function isChanged(layout: Layout): boolean {
  if (layout.mark || layout.end) return true;
  if (layout.kind === 'table') return isChangedRow(layout.header) || layout.rows.some(isChangedRow);
  return ('label' in layout && hasMarks(layout.label)) || ('words' in layout && hasMarks(layout.words));
}

/** The marks of a block and of all in it, in no order. */
export function* listMarks(layout: Layout): Generator<RevisionMark> {
  if (layout.mark) yield layout.mark;
  if (layout.end) yield layout.end;
  switch (layout.kind) {
    case 'table':
      for (const row of [layout.header, ...layout.rows]) yield* listMarksOfRow(row);
      return;
    case 'figure':
    case 'rule':
      return;
    case 'code':
      yield* listMarksOfWords(layout.words);
      return;
    default:
      yield* listMarksOfWords(layout.label);
      yield* listMarksOfWords(layout.words);
  }
}

/** Whether anything in a row is marked. */
export function isChangedRow({ mark, cells }: LaidOutRow): boolean {
  return mark !== null || cells.some(hasMarks);
}

function hasMarks(words: readonly StyledWord[]): boolean {
  return words.some(({ mark }) => mark !== null);
}

function* listMarksOfRow({ mark, cells }: LaidOutRow): Generator<RevisionMark> {
  if (mark) yield mark;
  for (const cell of cells) yield* listMarksOfWords(cell);
}

function* listMarksOfWords(words: readonly StyledWord[]): Generator<RevisionMark> {
  for (const { mark } of words) if (mark) yield mark;
}
