import type { Span } from '../../model/text.js';
import { type Chunk, type MarkingContext, makeChunk, markWords, readFragments } from './fragments.js';
import { makeHarmless } from './harmless-markdown.js';
import { markLines } from './mark-lines.js';
import { markTable } from './mark-tables.js';
import { markWhole } from './mark-whole.js';
import type { SourceBlock } from './source-blocks.js';

/**
 * A block with its edits in CriticMarkup, without the gap after it. No mark reaches over the end of
 * a line or of a table's cell, but for the end of a paragraph that came or went.
 */
export function markBlock(block: SourceBlock, context: MarkingContext): string {
  return writeChunks(chunksOf(block, context));
}

/** Words that stand beside the text: on one line, within one cell. */
export function writeComment(words: string): string {
  return `{>>${makeHarmless(words.replace(/[{}<>|]/g, '').replace(/\s+/g, ' '))}<<}`;
}

/**
 * Chunks as text; the origin of marks that follow one another is said once, after the last of them.
 */
function writeChunks(chunks: readonly Chunk[]): string {
  let text = '';
  let pending: { readonly origin: string; readonly end: number } | null = null;
  const sayOrigin = () => {
    if (!pending) return;
    text = text.slice(0, pending.end) + writeComment(pending.origin) + text.slice(pending.end);
    pending = null;
  };
  for (const chunk of chunks) {
    if (pending && pending.origin !== chunk.origin) sayOrigin();
    text += chunk.text;
    if (chunk.isMark && chunk.origin !== null) pending = { origin: chunk.origin, end: text.length };
  }
  sayOrigin();
  return text;
}

function chunksOf(block: SourceBlock, context: MarkingContext): Chunk[] {
  const { script } = context;
  const { old, new: after } = block;
  if (block.ownGap !== null) return markWithGap(block, block.ownGap, context);
  if (old === null || after === null) return markWhole(readFragments(block, block.pieces, context));
  if (block.pieces.every(({ op }) => op === 'equal'))
    return readFragments(block, block.pieces, context).map(({ text }) => ({ text, isMark: false, origin: null }));
  const kind = script.new.block(after).kind;
  const oldKind = script.old.block(old).kind;
  if (TABLES.has(kind) !== TABLES.has(oldKind)) return markReplaced(block, context);
  if (TABLES.has(kind)) return markTable(block, context);
  return markLines(readFragments(block, block.pieces, context), kind === 'code' || kind === 'html');
}

/**
 * A part of a paragraph that became one of its own, or the reverse, with the gap before it. The mark
 * opens behind the paragraph above, so that the line still begins as it does in its version.
 */
function markWithGap(block: SourceBlock, gap: Span, context: MarkingContext): Chunk[] {
  const between = (block.new === null ? context.old : context.new).slice(gap.start, gap.end);
  return readFragments(block, block.pieces, context).map((fragment, index) => {
    const words = index === 0 ? `${between}${fragment.text}` : fragment.text;
    return makeChunk(fragment, markWords(fragment.op, words), true);
  });
}

const TABLES: ReadonlySet<string> = new Set(['table', 'extractedTable']);

/** A table that became words, or the reverse: the one goes, the other comes. */
function markReplaced(block: SourceBlock, context: MarkingContext): Chunk[] {
  const [gone, come] = (['delete', 'insert'] as const).map((op) => {
    const other = op === 'delete' ? 'insert' : 'delete';
    const pieces = block.pieces.filter((piece) => piece.op !== other);
    return markWhole(
      readFragments(
        block,
        pieces.map((piece) => ({ ...piece, op, class: 'substance' })),
        context,
      ),
    );
  });
  return [...(gone ?? []), { text: '\n\n', isMark: false, origin: null }, ...(come ?? [])];
}
