import type { Comparison, EditClass, MarkedBlock, Segment } from '../compare/change.js';
import { DEFAULT_EXPORT, type ExportOptions } from './export-options.js';
import { listOfChanges } from './list-of-changes.js';
import type { Source } from './manuscript.js';
import { moveLabels } from './moves.js';

/**
 * A draft as Markdown: the clean version is its own text; a comparison comes with its marks in CriticMarkup. A mark never reaches
 * over the end of a line or of a table's cell, so that the result still reads as the document does. A list of changes and a legend
 * are comments before the text.
 */
export function renderMarkdown(source: Source, options: Partial<ExportOptions> = {}): string {
  return 'draft' in source ? source.draft.text : markedText(source.comparison, { ...DEFAULT_EXPORT, ...options });
}

function markedText(comparison: Comparison, options: ExportOptions): string {
  const unmarked = new Set<EditClass | undefined>(options.without);
  const moves = moveLabels(comparison);
  const told = new Set<string>();
  let front = '';
  let text = '';
  for (const block of comparison.blocks) {
    const isFront = block.new !== null && comparison.new.block(block.new).kind === 'frontMatter';
    if (
      isFront ||
      (block.new === null && block.old !== null && comparison.old.block(block.old).kind === 'frontMatter')
    ) {
      // YAML takes no marks: the new front matter stands as it is.
      front += block.segments
        .map((segment) => (segment.op === 'delete' || segment.op === 'moveFrom' ? '' : segment.text))
        .join('');
      continue;
    }
    let marked = markedBlock(block, unmarked);
    const move = block.move === null ? undefined : moves.get(block.move);
    const side = block.new === null ? 'to' : 'from';
    if (move && (block.old === null || block.new === null) && !told.has(`${block.move} ${side}`)) {
      told.add(`${block.move} ${side}`);
      const end = marked.trimEnd().length;
      marked = `${marked.slice(0, end)}{>>moved ${side} ${side === 'to' ? move.to : move.from}<<}${marked.slice(end)}`;
    }
    text += marked;
  }
  return front + comments(comparison, options) + text;
}

function comments(comparison: Comparison, { without, legend, listOfChanges: listed }: ExportOptions): string {
  const said: string[] = [];
  if (legend)
    said.push(
      'Marks: two plus signs on either side of what was inserted, two hyphens on either side of what was deleted.',
    );
  if (listed) {
    const { entries } = listOfChanges(comparison, without, new Map());
    const lines = entries.map(
      ({ label, was, kinds }) => `${label}${was === null ? '' : ` (was ${was})`}: ${kinds.join(', ')}`,
    );
    said.push(lines.length === 0 ? 'Changes: none.' : `Changes: ${lines.join('; ')}.`);
  }
  return said.map((words) => `{>>${words.replace(/[{}<>]/g, '')}<<}\n\n`).join('');
}

function markedBlock(block: MarkedBlock, unmarked: ReadonlySet<EditClass | undefined>): string {
  const moved = block.move !== null && (block.old === null || block.new === null);
  let text = '';
  for (const segment of block.segments) {
    const atLineStart = text === '' || /[\r\n]$/.test(text);
    if (unmarked.has(segment.class) && !moved) text += segment.op === 'delete' ? '' : segment.text;
    else text += markedSegment(segment, block.new === null, atLineStart);
  }
  return text;
}

/** White space, bars and delimiter rows stand outside of marks, as do the signs that make a line a heading or an item of a list. */
function markedSegment({ op, text }: Segment, goes: boolean, atLineStart: boolean): string {
  if (op === 'equal') return text;
  const removed = op === 'delete' || op === 'moveFrom';
  const [open, close] = removed ? ['{--', '--}'] : ['{++', '++}'];
  let lineStart = atLineStart;
  return text
    .split(/(\r\n?|\n|(?<!\\)\|)/)
    .map((piece) => {
      const structural = /^(?:\r\n?|\n|\||[ \t:-]*)$/.test(piece);
      if (structural) {
        const blank = /^[ \t]*$/.test(piece);
        lineStart = /[\r\n]/.test(piece) || (lineStart && blank);
        // What only held a removed piece together goes with it, unless the whole block stays to be seen.
        return removed && !goes && !blank ? '' : piece;
      }
      const lead = (lineStart ? /^[ \t>]*(?:#{1,6}[ \t]+|[-*+][ \t]+)?/ : /^[ \t]*/).exec(piece)?.[0] ?? '';
      const tail = piece.slice(Math.max(lead.length, piece.trimEnd().length));
      lineStart = false;
      const words = piece.slice(lead.length, piece.length - tail.length);
      return words === '' ? piece : `${lead}${open}${words}${close}${tail}`;
    })
    .join('');
}
