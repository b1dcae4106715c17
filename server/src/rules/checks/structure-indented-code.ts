import type { Draft } from '../../model/draft.js';
import type { Span } from '../../model/text.js';
import type { StructureRule } from '../rule.js';
import { isMarkdown } from '../shared/markdown-file.js';

/**
 * A line indented by four spaces or a tab: text for Keeling, but code in every Markdown preview.
 */
export const indentedCode: StructureRule = {
  codes: {
    'structure.indented-code': { severity: 'warning', title: 'Markdown shows an indented line as code.' },
  },
  readWords: (draft, block) => String(measureCodeIndent(draft, block)),
  *checkStructure({ draft, uri }) {
    if (!isMarkdown(uri)) return;
    const found: { readonly block: number; readonly span: Span }[] = [];
    for (const index of draft.blocks.keys()) {
      const length = measureCodeIndent(draft, index);
      if (length > 0) found.push({ block: index, span: { start: 0, end: length } });
    }
    const [first] = found;
    if (!first) return;
    if (found.length > MOST_ALONE) {
      yield {
        code: 'structure.indented-code',
        message: `Markdown shows this line and ${found.length - 1} others as code: four spaces or a tab come before them.`,
        ...first,
        fixes: [
          { title: 'Remove the indentation', edits: found.map((each) => ({ ...each, text: '' })), preferred: true },
        ],
      };
      return;
    }
    for (const each of found)
      yield {
        code: 'structure.indented-code',
        message: 'Markdown shows this line as code, because four spaces or a tab come before it.',
        ...each,
        fixes: [{ title: 'Remove the indentation', edits: [{ ...each, text: '' }], preferred: true }],
      };
  },
};

/** More of them are one fault of the whole text, and one finding. */
const MOST_ALONE = 5;

/** How many characters before the words of a block make Markdown read it as code; 0 where none do. */
function measureCodeIndent(draft: Draft, index: number): number {
  const { containers, opensNode, kind, text } = draft.block(index);
  if (containers.length > 0 || !opensNode || kind === 'code' || kind === 'frontMatter' || kind === 'html') return 0;
  const indent = /^(?: {4}| {0,3}\t)[ \t]*/.exec(text);
  // Right after a list, Markdown reads the line as part of the last item and not as code.
  if (!indent || (index > 0 && draft.block(index - 1).containers.includes('item'))) return 0;
  return indent[0].length;
}
