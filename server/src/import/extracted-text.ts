import { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';
import { readListTitle } from '../model/structure/list-sections.js';
import { formatPipeRow, formatPipeTable, readTable } from '../model/table.js';
import { joinBrokenParagraphs } from './broken-paragraphs.js';

/**
 * Turns text from a PDF, or pasted from Word, into a draft that Markdown reads the same way.
 * Tab-separated lines become tables, a table that continues after a page break with its header
 * repeated becomes one table, "20. Testing" above its clauses becomes a heading, indentation
 * that Markdown would show as code is removed, and paragraphs that the end of a page broke are whole.
 * Every other character stays; a draft that needs none of this is returned unchanged.
 */
export function draftOfExtractedText(text: string): string {
  return joinBrokenParagraphs(mendBlocks(text));
}

function mendBlocks(text: string): string {
  const draft = Draft.parse(text);
  const pieces: string[] = [];
  let kept = 0;
  for (let index = 0; index < draft.blocks.length; index++) {
    const rewritten = rewriteBlock(draft, index);
    if (rewritten === null) continue;
    const start = draft.startOf(index);
    const goesOn = isContinuedTable(draft, index);
    // Only the page break is between two parts of one table.
    if (!goesOn) pieces.push(text.slice(kept, start));
    pieces.push(goesOn ? `\n${rewritten}` : rewritten);
    kept = start + draft.block(index).text.length;
  }
  return pieces.length === 0 ? text : pieces.join('') + text.slice(kept);
}

/** A block's text in Markdown, or null where nothing needs changing. */
function rewriteBlock(draft: Draft, index: number): string | null {
  const block = draft.block(index);
  const table = readTable(block);
  if (table && block.kind === 'extractedTable') {
    if (!isContinuedTable(draft, index)) return formatPipeTable(block.text, table);
    const columns = Math.max(...table.rows.map((row) => row.cells.length));
    return table.rows.map((row) => formatPipeRow(block.text, row, columns)).join('\n');
  }
  const { head } = block;
  const owner = draft.provisionOfBlock(index);
  if (
    head.kind === 'listNumber' &&
    owner?.kind === 'section' &&
    owner.block === index &&
    readListTitle(block).isWhole
  ) {
    return `## ${head.number} ${block.text.slice(head.body)}`;
  }
  const indent = /^(?: {4}| {0,3}\t)[ \t]*/.exec(block.text);
  const movable = block.kind === 'paragraph' || block.kind === 'heading';
  const inList = index > 0 && draft.block(index - 1).containers.includes('item');
  return indent && movable && block.opensNode && block.containers.length === 0 && !inList
    ? block.text.slice(indent[0].length)
    : null;
}

/**
 * Whether an extracted table continues the one right before it: only blank lines between them, and
 * one header.
 */
function isContinuedTable(draft: Draft, index: number): boolean {
  const before = index > 0 ? draft.block(index - 1) : null;
  if (before?.kind !== 'extractedTable' || draft.block(index).kind !== 'extractedTable') return false;
  const tableOwner = (block: number): Provision | null => {
    const owner = draft.provisionOfBlock(block);
    return owner?.kind === 'table' || owner?.kind === 'figure' ? owner : null;
  };
  const own = tableOwner(index);
  return own !== null && own === tableOwner(index - 1) && (readTable(draft.block(index))?.rows.length ?? 0) > 0;
}
