import type { TextEdit } from 'vscode-languageserver-types';
import type { Block } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import { readInline } from '../model/inline/inline.js';
import type { TableRow } from '../model/provision.js';
import { readTable } from '../model/table.js';
import type { Span } from '../model/text.js';
import { findLineEnding } from '../model/text.js';

/** A table with rows longer than this is written without padding. */
const MOST_COLUMNS = 160;

/**
 * Edits that tidy a draft, or a stretch of it, without changing a word: bars of tables in line, one
 * space between words, none at the ends of lines, one blank line between blocks.
 */
export function formatDraft(draft: Draft, within: Span = { start: 0, end: draft.text.length }): TextEdit[] {
  const edits: TextEdit[] = [];
  const replace = (span: Span, newText: string) => {
    if (draft.text.slice(span.start, span.end) !== newText) edits.push({ range: draft.rangeOf(span), newText });
  };
  const lineEnd = findLineEnding(draft.text);
  const last = draft.blockAt(within.end);
  for (let index = Math.max(0, draft.blockAt(within.start)); index <= last; index++) {
    const block = draft.block(index);
    const start = draft.startOf(index);
    if (block.kind === 'table') {
      const text = alignTable(block, lineEnd);
      if (text !== null) replace({ start, end: start + block.text.length }, text);
    } else if (block.kind === 'paragraph' || block.kind === 'heading') {
      for (const span of findSpareSpaces(block)) replace(draft.inText(index, span.span), span.text);
    }
    const end = start + block.text.length;
    const next = index + 1 < draft.blocks.length ? draft.startOf(index + 1) : null;
    if (next === null) {
      if (within.end >= draft.text.length && block.kind !== 'code')
        replace({ start: end, end: draft.text.length }, lineEnd);
    } else {
      const gap = draft.text.slice(end, next).split(/\r\n|\r|\n/);
      // Three line ends are two blank lines. Lines with quotation marks (>) are not blank.
      if (gap.length > 3 && gap.every((line) => line.trim() === ''))
        replace({ start: end, end: next }, `${lineEnd}${lineEnd}${gap[gap.length - 1]}`);
    }
  }
  return edits;
}

/**
 * Spaces in a block that have no meaning: all but one between words, and those at the end of a
 * line.
 */
function findSpareSpaces(block: Block): { readonly span: Span; readonly text: string }[] {
  // Code keeps its spaces.
  if (block.containers.length === 0 && /^(?: {4}|\t)/.test(block.text)) return [];
  const found: { span: Span; text: string }[] = [];
  const code = readInline(block).runs.filter((run) => run.kind === 'code' || run.kind === 'image' || run.link !== null);
  const inCode = (span: Span) => code.some(({ source }) => source.start < span.end && source.end > span.start);
  for (const match of block.text.matchAll(/[ \t]+/g)) {
    const span = { start: match.index, end: match.index + match[0].length };
    const before = block.text.charAt(span.start - 1);
    const after = block.text.charAt(span.end);
    const atEnd = after === '' || /[\r\n]/.test(after);
    // Two spaces at the end of a line break it; those at its start are indentation.
    const isLineBreak = atEnd && after !== '' && match[0].length >= 2;
    if (/^[#>*+\d.()\s-]*$/.test(block.text.slice(0, Math.min(span.start, 20)))) continue;
    if (before === '' || /[\r\n>]/.test(before) || span.start < block.prefix || isLineBreak || inCode(span)) continue;
    const marker = 'label' in block.head && span.start < block.head.body;
    if (atEnd) found.push({ span, text: '' });
    else if (match[0].length > 1 && !marker && !match[0].includes('\t')) found.push({ span, text: ' ' });
  }
  return found;
}

/**
 * A Markdown table with its bars in line; null where a row has more cells than the header, since
 * Markdown drops them.
 */
function alignTable(block: Block, lineEnd: string): string | null {
  const table = readTable(block);
  const columns = table?.header.cells.length ?? 0;
  if (!table || columns === 0 || block.prefix > 0 || block.containers.length > 0) return null;
  if (table.rows.some((row) => row.cells.length > columns)) return null;
  const lines = block.text.split(/\r\n|\r|\n/);
  const alignments = (lines[1] ?? '').match(/:?-+:?/g) ?? [];
  if (alignments.length !== columns) return null;
  const cell = (row: TableRow, column: number) => {
    const span = row.cells[column];
    return span ? block.text.slice(span.start, span.end) : '';
  };
  const rows = [table.header, ...table.rows];
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(3, ...rows.map((row) => countShownCharacters(cell(row, column)))),
  );
  const isPadded = widths.reduce((sum, width) => sum + width + 3, 1) <= MOST_COLUMNS;
  const line = (row: TableRow) => {
    const cells = row.cells.map((_, column) => cell(row, column));
    return `| ${(isPadded ? cells.map((text, column) => padToWidth(text, widths[column] ?? 0)) : cells).join(' | ')} |`;
  };
  const rule = `| ${widths
    .map((width, column) => {
      const own = alignments[column] ?? '';
      const [left, right] = [own.startsWith(':') ? ':' : '', own.endsWith(':') ? ':' : ''];
      return `${left}${'-'.repeat((isPadded ? width : 3) - left.length - right.length)}${right}`;
    })
    .join(' | ')} |`;
  return [line(table.header), rule, ...table.rows.map(line)].join(lineEnd);
}

function countShownCharacters(text: string): number {
  return [...text].length;
}

function padToWidth(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - countShownCharacters(text)));
}
