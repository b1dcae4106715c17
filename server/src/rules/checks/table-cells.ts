import type { TableRow } from '../../model/provision.js';
import { readTable } from '../../model/table.js';
import type { BlockRule } from '../rule.js';

/** Fewer rows do not show how many cells a row has. */
const FEWEST_ROWS = 2;

/**
 * A row of a Markdown table with fewer or more cells than the header: a bar that was left out or
 * put in, or a row that was broken by Enter. Markdown shows the words in the wrong columns, or not
 * at all.
 */
export const tableCells: BlockRule = {
  codes: {
    'table.cells': {
      severity: 'warning',
      title: 'A row of a table has fewer or more cells than its header.',
    },
  },
  concerns: (block, { draft }) => draft.block(block).kind === 'table',
  *checkBlock(index, { draft }) {
    const block = draft.block(index);
    const table = block.kind === 'table' ? readTable(block) : null;
    if (!table) return;
    const columns = table.header.cells.length;
    const isClosed = (row: TableRow) => block.text.slice(row.start, row.end).trim().endsWith('|');
    // One cell alone is a heading over the rows that follow.
    const { rows } = table;
    const odd = new Set(
      rows.filter((row) => row.cells.length !== columns && !(row.cells.length <= 1 && isClosed(row))),
    );
    // Where most rows are so, the table is laid out in a way of its own.
    if (odd.size === 0 || odd.size * 2 > rows.length || rows.length < FEWEST_ROWS) return;
    for (const [at, row] of rows.entries()) {
      if (!odd.has(row)) continue;
      const next = rows[at + 1];
      const previous = rows[at - 1];
      // The second half of a broken row is told with the first.
      if (previous && odd.has(previous) && !isClosed(previous)) continue;
      const count = row.cells.length;
      const cells = `${count} cell${count === 1 ? '' : 's'}`;
      const joined = next && odd.has(next) && !isClosed(row) && count + next.cells.length - 1 === columns ? next : null;
      const start = row.cells[0]?.start ?? row.start;
      const end = row.cells[count - 1]?.end ?? row.end;
      yield {
        code: 'table.cells',
        message: joined
          ? `This row is broken in two: it has ${cells} here, and the table has ${columns} columns.`
          : `This row has ${cells}, but the table has ${columns} columns.`,
        block: index,
        span: { start, end: Math.max(start, end) },
        ...(joined
          ? {
              fixes: [
                {
                  title: 'Join the row with the next line',
                  edits: [{ block: index, span: { start: row.end, end: joined.start }, text: ' ' }],
                  preferred: true,
                },
              ],
            }
          : {}),
      };
    }
  },
};
