import type { Block } from './block.js';
import { BlockMemo } from './block-memo.js';
import { getOrCreate } from './memo.js';
import type { TableContent, TableRow } from './provision.js';
import { isLineEnd, isSpaceOrTab, type Span } from './text.js';

const tables = new BlockMemo<TableContent>();

/** The rows and cells of a table block; null for any other block. Read once a block. */
export function readTable(block: Block): TableContent | null {
  if (block.kind !== 'table' && block.kind !== 'extractedTable') return null;
  return getOrCreate(tables, block, () =>
    block.kind === 'table' ? readPipeTable(block.text, block.prefix) : readTabTable(block.text, block.prefix),
  );
}

/** The place of a table's header among its rows. */
export const HEADER_ROW = -1;

/** The row of a table at a place; its header at `HEADER_ROW`. */
export function getRow({ header, rows }: TableContent, row: number): TableRow | undefined {
  return row === HEADER_ROW ? header : rows[row];
}

function findLines(text: string): Span[] {
  const lines: Span[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && !isLineEnd(text.charCodeAt(at))) continue;
    lines.push({ start, end: at });
    if (text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10) at++;
    start = at + 1;
  }
  return lines;
}

/** @param prefix the length of the signs of lists and quotations before the first cell */
function readPipeTable(text: string, prefix: number): TableContent {
  const lines = findLines(text);
  const rows = lines.map((line, index) => readPipeRow(text, line, index === 0 ? prefix : line.start));
  // The second line is the delimiter row, by which the scanner knew the table.
  return { header: rows[0] ?? { start: 0, end: 0, cells: [] }, rows: rows.slice(2) };
}

function readPipeRow(text: string, line: Span, from: number): TableRow {
  let start = Math.min(from, line.end);
  let end = line.end;
  while (start < end && (isSpaceOrTab(text.charCodeAt(start)) || text.charCodeAt(start) === 62)) start++;
  while (end > start && isSpaceOrTab(text.charCodeAt(end - 1))) end--;
  if (text.charCodeAt(start) === 124) start++;
  const cells: Span[] = [];
  let cell = start;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 124) {
      cells.push(trimSpan(text, cell, at));
      cell = at + 1;
    }
  }
  if (cell < end) cells.push(trimSpan(text, cell, end));
  return { start: line.start, end: line.end, cells };
}

/**
 * Lines whose cells are separated by tabs, as they are pasted from Word or a spreadsheet, as a
 * table.
 * @param prefix the length of the signs of lists and quotations before the first cell
 */
export function readTabTable(text: string, prefix = 0): TableContent {
  const rows = findLines(text).map((line, index): TableRow => {
    const cells: Span[] = [];
    let from = index === 0 ? Math.min(prefix, line.end) : line.start;
    for (let at = from; at <= line.end; at++) {
      if (at < line.end && text.charCodeAt(at) !== 9) continue;
      cells.push(trimSpan(text, from, at));
      from = at + 1;
    }
    return { start: line.start, end: line.end, cells };
  });
  return { header: rows[0] ?? { start: 0, end: 0, cells: [] }, rows: rows.slice(1) };
}

function trimSpan(text: string, from: number, to: number): Span {
  let start = from;
  let end = to;
  while (start < end && isSpaceOrTab(text.charCodeAt(start))) start++;
  while (end > start && isSpaceOrTab(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

/** A row as Markdown writes it, filled up to a number of columns; `text` is that of its block. */
export function formatPipeRow(text: string, row: TableRow, columns: number): string {
  const cells = Array.from({ length: columns }, (_, i) => {
    const cell = row.cells[i];
    return cell ? text.slice(cell.start, cell.end).replace(/\|/g, '\\|') : '';
  });
  return writePipeRow(cells);
}

/** A row of a Markdown table; the cells are Markdown. */
export function writePipeRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** The lines of a Markdown table; the cells are Markdown. */
export function writePipeTable(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [header, header.map(() => '---'), ...rows].map(writePipeRow);
}

/** A table of tab-separated lines as a Markdown table. */
export function formatPipeTable(text: string, table: TableContent): string {
  const columns = Math.max(...[table.header, ...table.rows].map((row) => row.cells.length));
  const [header, ...rows] = [table.header, ...table.rows].map((row) => formatPipeRow(text, row, columns));
  return [header, `|${' --- |'.repeat(columns)}`, ...rows].join('\n');
}
