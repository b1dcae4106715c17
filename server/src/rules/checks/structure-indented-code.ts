import type { BlockRule } from '../rule.js';
import { isMarkdown } from '../shared/markdown-file.js';

/**
 * A line indented by four spaces or a tab: text for Keeling, but code in every Markdown preview.
 */
export const indentedCode: BlockRule = {
  codes: {
    'structure.indented-code': { severity: 'warning', title: 'Markdown shows an indented line as code.' },
  },
  *checkBlock(index, { draft, uri }) {
    const block = draft.block(index);
    if (
      !isMarkdown(uri) ||
      block.containers.length > 0 ||
      !block.opensNode ||
      block.kind === 'code' ||
      block.kind === 'frontMatter' ||
      block.kind === 'html'
    )
      return;
    const indent = /^(?: {4}| {0,3}\t)[ \t]*/.exec(block.text);
    if (!indent) return;
    // Right after a list, Markdown reads the line as part of the last item and not as code.
    const before = index > 0 ? draft.block(index - 1) : null;
    if (before?.containers.includes('item')) return;
    yield {
      code: 'structure.indented-code',
      message: 'Markdown shows this line as code, because four spaces or a tab come before it.',
      block: index,
      span: { start: 0, end: indent[0].length },
      fixes: [
        {
          title: 'Remove the indentation',
          edits: [{ block: index, span: { start: 0, end: indent[0].length }, text: '' }],
          preferred: true,
        },
      ],
    };
  },
};
