import { formatPipeTable, readTable } from '../../model/table.js';
import type { BlockRule } from '../rule.js';

/**
 * Tab-separated lines, as they arrive from Word or a PDF: read as a table here, as a paragraph by
 * Markdown.
 */
export const extractedTable: BlockRule = {
  codes: {
    'structure.extracted-table': {
      severity: 'information',
      title: 'Tab-separated lines are a table in Keeling but plain text in Markdown.',
    },
  },
  concerns: (block, { draft }) => draft.block(block).kind === 'extractedTable',
  *checkBlock(index, { draft }) {
    const block = draft.block(index);
    const table = block.kind === 'extractedTable' ? readTable(block) : null;
    if (!table) return;
    const text = formatPipeTable(block.text, table);
    const whole = { start: 0, end: block.text.length };
    yield {
      code: 'structure.extracted-table',
      message: 'Keeling reads these tab-separated lines as a table, but Markdown shows them as plain text.',
      block: index,
      span: { start: table.header.start, end: table.header.end },
      fixes: [{ title: 'Make it a Markdown table', edits: [{ block: index, span: whole, text }], preferred: true }],
    };
  },
};
