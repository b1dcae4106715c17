import type { FoldingRange } from 'vscode-languageserver-types';
import type { Draft } from '../model/draft.js';

/** Ranges to fold: every provision, table, code block and front matter of more than one line. */
export function findFoldingRanges(draft: Draft): FoldingRange[] {
  const ranges = new Map<number, number>();
  const add = (start: number, end: number) => {
    const startLine = draft.lines.lineAt(start);
    const endLine = draft.lines.lineAt(end);
    // Of two that begin on one line, the longer one folds.
    if (endLine > startLine && endLine > (ranges.get(startLine) ?? -1)) ranges.set(startLine, endLine);
  };
  for (const provision of draft.provisions) {
    const span = draft.spanOf(provision);
    add(span.start, span.end);
  }
  draft.blocks.forEach((block, index) => {
    if (block.kind === 'paragraph' || block.kind === 'heading') return;
    const start = draft.startOf(index);
    add(start, start + block.text.length);
  });
  return [...ranges].sort(([a], [b]) => a - b).map(([startLine, endLine]) => ({ startLine, endLine }));
}
