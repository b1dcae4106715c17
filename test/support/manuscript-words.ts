import type { Layout, Manuscript, StyledWord } from '../../server/src/export/manuscript/manuscript.js';

/** The words of one block as it is laid out, in their order. */
export function wordsInLayout(layout: Layout): StyledWord[] {
  switch (layout.kind) {
    case 'table':
      return [layout.header, ...layout.rows].flatMap((row) => row.cells.flat());
    case 'heading':
    case 'provision':
      return [...layout.label, ...layout.words];
    case 'figure':
    case 'rule':
      return [];
    default:
      return [...layout.words];
  }
}

/** All words of a manuscript, those of its notes last. */
export function allWords({ layouts, notes }: Manuscript): StyledWord[] {
  return [...layouts.flatMap(wordsInLayout), ...[...notes.values()].flatMap(({ words }) => [...words])];
}
