import type { Draft } from '../../model/draft.js';
import type { Span } from '../../model/text.js';
import type { Script } from '../manuscript/manuscript.js';
import type { ScriptPiece } from '../manuscript/script-pairs.js';
import { mergePlaces } from '../manuscript/table-columns.js';
import { type HarmlessText, makeHarmless } from './harmless-markdown.js';
import { clipPieces, type SourceBlock } from './source-blocks.js';

/** Both texts of a comparison, made harmless, and what is to be marked. */
export interface MarkingContext {
  readonly script: Script;
  readonly old: HarmlessText;
  readonly new: HarmlessText;
}

/** A part of the result. */
interface Chunk {
  readonly text: string;
  readonly isMark: boolean;
  /** Whose change it is, where that is known; null for words that stay. */
  readonly origin: string | null;
}

/** Words of one operation, as they are to be written. */
interface Fragment {
  readonly op: ScriptPiece['op'];
  readonly text: string;
  readonly origin: string | null;
  /** Its piece: what is of one piece stands in one mark. */
  readonly piece: ScriptPiece;
}

/** A block with its edits in CriticMarkup, without the gap after it. No mark reaches over the end of a line or of a table's cell. */
export function markBlock(block: SourceBlock, context: MarkingContext): string {
  return writeChunks(chunksOf(block, context));
}

/** Words that stand beside the text: on one line, within one cell. */
export function writeComment(words: string): string {
  return `{>>${makeHarmless(words.replace(/[{}<>|]/g, '').replace(/\s+/g, ' '))}<<}`;
}

/** Chunks as text; the origin of marks that follow one another is said once, after the last of them. */
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
  if (old === null || after === null) return markWhole(readFragments(block, block.pieces, context));
  const kind = script.new.block(after).kind;
  const oldKind = script.old.block(old).kind;
  if (TABLES.has(kind) !== TABLES.has(oldKind)) return markReplaced(block, context);
  if (TABLES.has(kind)) return markTable(block, context);
  return markLines(readFragments(block, block.pieces, context), kind === 'code' || kind === 'html');
}

const TABLES: ReadonlySet<string> = new Set(['table', 'extractedTable']);

/** Pieces as fragments: what bears no mark as the new text has it. */
function readFragments(block: SourceBlock, pieces: readonly ScriptPiece[], context: MarkingContext): Fragment[] {
  const isWhole = block.old === null || block.new === null;
  return pieces.flatMap((piece): Fragment[] => {
    const isUnmarked = context.script.without.has(piece.class) && !(isWhole && block.move !== null);
    if (isUnmarked && piece.op === 'delete') return [];
    const op = isUnmarked ? 'equal' : piece.op;
    const origin = op === 'equal' ? null : (piece.origin ?? null);
    return [{ op, text: textOfPiece(piece, context), origin, piece }];
  });
}

function textOfPiece({ op, oldStart, newStart, length }: ScriptPiece, { old, new: after }: MarkingContext): string {
  if (op === 'delete') return old.slice(oldStart, oldStart + length);
  if (op === 'insert') return after.slice(newStart, newStart + length);
  return after.slice(newStart, newStart + length, { text: old, start: oldStart });
}

function markWords(op: ScriptPiece['op'], words: string): string {
  if (op === 'equal' || words === '') return words;
  return op === 'delete' ? `{--${words}--}` : `{++${words}++}`;
}

function makeChunk(fragment: Fragment, text: string, isMark: boolean): Chunk {
  return { text, isMark: isMark && fragment.op !== 'equal' && text !== '', origin: fragment.origin };
}

// ---- blocks that only one version has

const LINE_END = /(\r\n?|\n)/;
/** The signs that make a line a heading, an item of a list or a quotation. */
const LINE_START = /^[ \t>]*(?:#{1,6}[ \t]+|[-*+][ \t]+)?/;

/** Line ends, bars and the signs at the start of a line stand outside of the marks, so that the block still reads as what it is. */
function markWhole(fragments: readonly Fragment[]): Chunk[] {
  let isLineStart = true;
  return fragments.flatMap((fragment) =>
    fragment.text
      .split(/(\r\n?|\n|(?<!\\)\|)/)
      .map((part) => {
        if (/^(?:\r\n?|\n|\||[ \t:-]*)$/.test(part)) {
          isLineStart = /[\r\n]/.test(part) || (isLineStart && /^[ \t]*$/.test(part));
          return makeChunk(fragment, part, false);
        }
        const lead = (isLineStart ? LINE_START : /^[ \t]*/).exec(part)?.[0] ?? '';
        isLineStart = false;
        const end = Math.max(lead.length, part.trimEnd().length);
        return { lead, words: part.slice(lead.length, end), tail: part.slice(end) };
      })
      .flatMap((part): Chunk[] =>
        'isMark' in part
          ? [part]
          : [
              makeChunk(fragment, part.lead, false),
              makeChunk(fragment, markWords(fragment.op, part.words), part.words !== ''),
              makeChunk(fragment, part.tail, false),
            ],
      ),
  );
}

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

// ---- blocks that both versions have

/** The end of a line within a paragraph, with the signs of the quotations that the next line stands in. */
const SOFT_LINE_END = /((?:\r\n?|\n)[ \t]*(?:>[ \t]?)*)/;

/** Nothing but blanks, or the end of a line with what stands around it. */
const LINE_BREAK = /^(?:[ \t]+|[ \t]*(?:\r\n?|\n)[ \t>]*)$/;

interface MarkedLine {
  fragments: Fragment[];
  /** What stands before the line, and whether only the new version has it. */
  readonly before: string;
  readonly isNew: boolean;
}

/**
 * Marks for words of which both versions have some. A line end that only one version has is written as a blank where it would part words of
 * the other, or leave it an empty line, which would end its paragraph.
 * @param isCode whether each line end counts
 */
function markLines(fragments: readonly Fragment[], isCode: boolean): Chunk[] {
  const lines = joinLines(splitLines(isCode ? fragments : keepNewBreaks(fragments), isCode), isCode);
  return lines.flatMap(({ before, fragments: words }) => [
    { text: before, isMark: false, origin: null },
    ...joinFragments(words).map((fragment) => makeChunk(fragment, markWords(fragment.op, fragment.text), true)),
  ]);
}

/** Where a line was only broken elsewhere, the new break alone is kept. */
function keepNewBreaks(fragments: readonly Fragment[]): Fragment[] {
  const isBreak = (fragment: Fragment | undefined, op: ScriptPiece['op']) =>
    fragment?.op === op && LINE_BREAK.test(fragment.text) && !/ {2}[\r\n]/.test(fragment.text);
  return fragments.flatMap((fragment, index): Fragment[] => {
    const near = [fragments[index - 1], fragments[index + 1]];
    if (isBreak(fragment, 'delete') && near.some((other) => isBreak(other, 'insert'))) return [];
    if (isBreak(fragment, 'insert') && near.some((other) => isBreak(other, 'delete')))
      return [{ ...fragment, op: 'equal', origin: null }];
    return [fragment];
  });
}

function splitLines(fragments: readonly Fragment[], isCode: boolean): MarkedLine[] {
  let line: MarkedLine = { fragments: [], before: '', isNew: false };
  const lines = [line];
  for (const [index, fragment] of fragments.entries()) {
    const isMarked = fragment.op !== 'equal' && /[\r\n]/.test(fragment.text);
    if (!isCode && isMarked && !canBreakLine(fragments, index)) {
      line.fragments.push({ ...fragment, text: fragment.text.split(SOFT_LINE_END).map(asBlank).join('') });
      continue;
    }
    fragment.text.split(isCode ? LINE_END : SOFT_LINE_END).forEach((part, at) => {
      if (at % 2 === 1) {
        line = { fragments: [], before: part, isNew: fragment.op === 'insert' };
        lines.push(line);
      } else if (part !== '') line.fragments.push({ ...fragment, text: part });
    });
  }
  return lines;
}

/** Whether the line ends of a fragment can stand outside of its mark: those that come, where the old version has a blank already. */
function canBreakLine(fragments: readonly Fragment[], index: number): boolean {
  if (fragments[index]?.op !== 'insert') return false;
  const oldText = (step: -1 | 1): string => {
    for (let at = index + step; ; at += step) {
      const fragment = fragments[at];
      if (!fragment || (fragment.op !== 'insert' && fragment.text !== '')) return fragment?.text ?? '';
    }
  };
  return /\s$/.test(oldText(-1)) || /^\s/.test(oldText(1));
}

function asBlank(part: string, index: number): string {
  return index % 2 === 1 ? ' ' : part;
}

/** Lines that the old version would have empty are joined with those before or after them. */
function joinLines(lines: readonly MarkedLine[], isCode: boolean): MarkedLine[] {
  if (isCode) return [...lines];
  const joined: MarkedLine[] = [];
  for (const line of lines) {
    const above = joined.at(-1);
    const [first] = line.fragments;
    const lastAbove = above?.fragments.at(-1);
    const breaker = first?.op === 'insert' ? first : lastAbove;
    if (above && line.isNew && breaker?.op === 'insert' && (isEmptyInOld(above) || isEmptyInOld(line)))
      above.fragments = [...above.fragments, { ...breaker, text: ' ' }, ...line.fragments];
    else joined.push(line);
  }
  return joined;
}

function isEmptyInOld({ fragments }: MarkedLine): boolean {
  return fragments.every(({ op, text }) => op === 'insert' || text.trim() === '');
}

/** Fragments of one piece next to each other as one; a blank stands in the mark beside it. */
function joinFragments(fragments: readonly Fragment[]): Fragment[] {
  const joined: Fragment[] = [];
  for (const fragment of fragments) {
    const last = joined.at(-1);
    const isSame = last?.op === fragment.op && last.origin === fragment.origin;
    if (last && isSame && (last.piece === fragment.piece || last.text.trim() === '' || fragment.text.trim() === ''))
      joined[joined.length - 1] = { ...last, text: last.text + fragment.text };
    else joined.push(fragment);
  }
  return joined;
}

// ---- tables

/** A table of both versions: rows and cells of either, each in its place; one row of dashes for all columns. */
function markTable(block: SourceBlock, context: MarkingContext): Chunk[] {
  const { script } = context;
  const old = dashesOf(script.old, block.old);
  const after = dashesOf(script.new, block.new);
  if (!old || !after) return markCells(readFragments(block, block.pieces, context));
  const [above, below] = [
    clipPieces(block.pieces, { start: 0, end: old.start }, { start: 0, end: after.start }),
    clipPieces(
      block.pieces,
      { start: old.end, end: script.old.text.length },
      { start: after.end, end: script.new.text.length },
    ),
  ];
  const dashes = mergeDashes(
    script.old.text.slice(old.start, old.end),
    script.new.text.slice(after.start, after.end),
    block.table?.columns ?? null,
  );
  return [
    ...markCells(readFragments(block, above, context)),
    { text: dashes, isMark: false, origin: null },
    ...markCells(readFragments(block, below, context)),
  ];
}

/** The span of the row of dashes under a table's header in its text; null where there is none. */
function dashesOf(draft: Draft, index: number | null): Span | null {
  if (index === null) return null;
  const { text } = draft.block(index);
  const found = /(?:\r\n?|\n)([ \t>|:-]*-[ \t>|:-]*)(?=[\r\n]|$)/.exec(text);
  if (!found?.[1]) return null;
  const end = draft.startOf(index) + found.index + found[0].length;
  return { start: end - found[1].length, end };
}

/** The new row of dashes, with those of the columns that only the old version has in their places. */
function mergeDashes(old: string, after: string, columns: readonly (readonly [number, number])[] | null): string {
  const oldCells = cellsOf(old);
  const newCells = cellsOf(after);
  if (!columns || columns.length === oldCells.length) return after;
  const cells = mergePlaces(columns, oldCells.length, newCells.length).map(
    (place) => (place.new === null ? oldCells[place.old ?? 0] : newCells[place.new]) ?? '---',
  );
  const lead = /^[ \t>]*\|?/.exec(after)?.[0] ?? '';
  return `${lead}${cells.join('|')}${/\|[ \t]*$/.exec(after)?.[0] ?? ''}`;
}

function cellsOf(dashes: string): string[] {
  return dashes
    .replace(/^[ \t>]*\|?/, '')
    .replace(/\|[ \t]*$/, '')
    .split('|');
}

/** Line ends, bars and the blanks beside them stand outside of the marks. */
function markCells(fragments: readonly Fragment[]): Chunk[] {
  let isEdge = true;
  return fragments.flatMap((fragment, index) => {
    if (fragment.op === 'equal') {
      if (fragment.text !== '') isEdge = /(?:^|[\r\n]|(?<!\\)\|)[ \t]*$/.test(fragment.text);
      return [makeChunk(fragment, fragment.text, false)];
    }
    const parts = fragment.text.split(/(\r\n?|\n|(?<!\\)\|)/);
    return parts.flatMap((part, at) => {
      if (at % 2 === 1) {
        isEdge = true;
        return [makeChunk(fragment, part, false)];
      }
      const isBeforeEdge = at + 1 < parts.length || /^[ \t]*(?:[|\r\n]|$)/.test(fragments[index + 1]?.text ?? '');
      const lead = isEdge ? (/^[ \t]*/.exec(part)?.[0] ?? '') : '';
      const end = isBeforeEdge ? Math.max(lead.length, part.trimEnd().length) : part.length;
      const words = part.slice(lead.length, end);
      if (words !== '') isEdge = false;
      return [
        makeChunk(fragment, lead, false),
        makeChunk(fragment, markWords(fragment.op, words), true),
        makeChunk(fragment, part.slice(end), false),
      ];
    });
  });
}
