import type { Comparison, MarkedBlock, Segment } from '../compare/change.js';
import type { Source } from './manuscript.js';
import { moveLabels } from './moves.js';

/**
 * A draft as Markdown: the clean version is its own text; a comparison comes with its marks in CriticMarkup. A mark never reaches
 * over the end of a line or of a table's cell, so that the result still reads as the document does.
 */
export function renderMarkdown(source: Source): string {
  return 'draft' in source ? source.draft.text : markedText(source.comparison);
}

function markedText(comparison: Comparison): string {
  const moves = moveLabels(comparison);
  const told = new Set<string>();
  let text = '';
  for (const block of comparison.blocks) {
    const front = block.new !== null && comparison.new.block(block.new).kind === 'frontMatter';
    if (front || (block.new === null && block.old !== null && comparison.old.block(block.old).kind === 'frontMatter')) {
      // YAML takes no marks: the new front matter stands as it is.
      text += block.segments
        .map((segment) => (segment.op === 'delete' || segment.op === 'moveFrom' ? '' : segment.text))
        .join('');
      continue;
    }
    let marked = markedBlock(block);
    const move = block.move === null ? undefined : moves.get(block.move);
    const side = block.new === null ? 'to' : 'from';
    if (move && (block.old === null || block.new === null) && !told.has(`${block.move} ${side}`)) {
      told.add(`${block.move} ${side}`);
      const end = marked.trimEnd().length;
      marked = `${marked.slice(0, end)}{>>moved ${side} ${side === 'to' ? move.to : move.from}<<}${marked.slice(end)}`;
    }
    text += marked;
  }
  return text;
}

function markedBlock(block: MarkedBlock): string {
  let text = '';
  for (const segment of block.segments) {
    const atLineStart = text === '' || /[\r\n]$/.test(text);
    text += markedSegment(segment, block.new === null, atLineStart);
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
