import type { Draft } from '../../model/draft.js';
import { findFirst } from '../../model/find-first.js';
import type { Span } from '../../model/text.js';
import { fillGap, findComments, hasComments, isOnlyComment } from '../drafters-comments.js';
import type { Script } from '../manuscript/manuscript.js';
import type { MoveNote } from '../manuscript/moves.js';
import {
  clipPiece,
  keepSide,
  type ScriptPair,
  type ScriptPiece,
  type VersionSide,
} from '../manuscript/script-pairs.js';

/**
 * A block as change-marked Markdown has it: one block of either version, or one of both with its
 * edits.
 */
export interface SourceBlock {
  /** The index of the block in either draft; null where that version has none. */
  readonly old: number | null;
  readonly new: number | null;
  readonly move: number | null;
  readonly moved: MoveNote | null;
  readonly table?: ScriptPair['table'];
  /** The pieces of the block alone, without the gap after it. */
  readonly pieces: readonly ScriptPiece[];
  /**
   * What stands between the block and the next one in either version: line ends, blanks, and signs
   * of containers.
   */
  readonly oldGap: string;
  readonly newGap: string;
  /**
   * What stands between this block of one version and the one before, where the other version has
   * both as one: the gap came or went with it. Null elsewhere.
   */
  readonly ownGap: Span | null;
}

/**
 * The blocks of a comparison without comments, in their order. A paragraph that was split loses the words of its
 * later parts, and these come as paragraphs of their own, each with the gap before it; and the other
 * way round for paragraphs that were merged.
 */
export function readSourceBlocks(script: Script): readonly SourceBlock[] {
  const groups: Script['pairs'][number][][] = [];
  for (const pair of script.pairs) {
    const group = groups.at(-1);
    if (group && pair.joinsPrevious !== null) group.push(pair);
    else groups.push([pair]);
  }
  const blocks = groups.flatMap((group) => {
    const pairs = separatePairs(group);
    return pairs.map((pair, index) => readBlock(script, pair, findOwnGap(script, pairs[index - 1], pair)));
  });
  return leaveCommentsOut(script, blocks);
}

/** The blocks without comments; what one parted stays parted. */
function leaveCommentsOut(script: Script, blocks: readonly SourceBlock[]): readonly SourceBlock[] {
  if (!hasComments(script.old) && !hasComments(script.new)) return blocks;
  const kept: SourceBlock[] = [];
  for (const block of blocks) {
    const isWholly = (draft: Draft, index: number | null) => index === null || isOnlyComment(draft.block(index));
    const isGone = isWholly(script.old, block.old) && isWholly(script.new, block.new);
    if (!isGone) {
      const without = [spansOfComments(script.old, block.old), spansOfComments(script.new, block.new)] as const;
      kept.push({ ...block, pieces: cutSourcePieces(block.pieces, ...without) });
      continue;
    }
    const last = kept.at(-1);
    if (!last) continue;
    const join = (before: string, gap: string) => fillGap(before, gap, true) + gap;
    kept[kept.length - 1] = {
      ...last,
      oldGap: block.old === null ? last.oldGap : join(last.oldGap, block.oldGap),
      newGap: block.new === null ? last.newGap : join(last.newGap, block.newGap),
    };
  }
  return kept;
}

function spansOfComments(draft: Draft, index: number | null): Span[] {
  return index === null ? [] : findComments(draft.block(index)).map((span) => draft.inText(index, span));
}

/**
 * Pieces without what lies within some spans of either text. Words that stay, but lie within the
 * spans of one text alone, are inserted or deleted.
 */
function cutSourcePieces(
  pieces: readonly ScriptPiece[],
  oldSpans: readonly Span[],
  newSpans: readonly Span[],
): readonly ScriptPiece[] {
  if (oldSpans.length === 0 && newSpans.length === 0) return pieces;
  return pieces.flatMap((piece) => {
    const { oldStart, newStart, length, op } = piece;
    const olds = op === 'insert' ? [] : cutSpan({ start: oldStart, end: oldStart + length }, oldSpans);
    const news = op === 'delete' ? [] : cutSpan({ start: newStart, end: newStart + length }, newSpans);
    const toPiece = (kind: ScriptPiece['op'], start: number, end: number): ScriptPiece => ({
      ...piece,
      op: kind,
      oldStart: oldStart + (op === 'insert' ? 0 : start),
      newStart: newStart + (op === 'delete' ? 0 : start),
      length: end - start,
    });
    if (op === 'delete') return olds.map(({ start, end }) => toPiece('delete', start - oldStart, end - oldStart));
    if (op === 'insert') return news.map(({ start, end }) => toPiece('insert', start - newStart, end - newStart));
    const own = olds.map(({ start, end }) => ({ start: start - oldStart, end: end - oldStart }));
    const other = news.map(({ start, end }) => ({ start: start - newStart, end: end - newStart }));
    return [...new Set([...own, ...other].flatMap(({ start, end }) => [start, end]))]
      .sort((a, b) => a - b)
      .flatMap((start, i, cuts): ScriptPiece[] => {
        const end = cuts[i + 1] ?? start;
        const isIn = (spans: readonly Span[]) => {
          const at = findFirst(spans, (span) => span.end >= end);
          return at < spans.length && spans[at]!.start <= start;
        };
        if (end === start) return [];
        if (isIn(own)) return [toPiece(isIn(other) ? 'equal' : 'delete', start, end)];
        return isIn(other) ? [toPiece('insert', start, end)] : [];
      });
  });
}

/** What is left of a span without others, which are in order. */
function cutSpan({ start, end }: Span, others: readonly Span[]): Span[] {
  const left: Span[] = [];
  let from = start;
  for (let i = findFirst(others, (other) => other.end > start); i < others.length; i++) {
    const other = others[i]!;
    if (other.start >= end) break;
    if (other.end <= from) continue;
    if (other.start > from) left.push({ start: from, end: other.start });
    from = other.end;
  }
  if (from < end) left.push({ start: from, end });
  return left;
}

/** The gap that came or went with a block of one version; `previous` shares a block with it. */
function findOwnGap(
  script: Script,
  previous: Script['pairs'][number] | undefined,
  pair: Script['pairs'][number],
): Span | null {
  const side = pair.new === null ? 'old' : 'new';
  const [above, index] = [previous?.[side] ?? null, pair[side]];
  if (above === null || index === null || (pair.old !== null && pair.new !== null)) return null;
  if (pair.move !== null || index !== above + 1) return null;
  const draft = script[side];
  const start = draft.startOf(above) + draft.block(above).text.length;
  return { start, end: draft.startOf(index) };
}

/** Pairs that share a block, as pairs of which each has a block of its own. */
function separatePairs(group: Script['pairs'][number][]): Script['pairs'][number][] {
  const [first, ...others] = group;
  if (!first || others.length === 0) return group;
  const joins = new Set(others.map(({ joinsPrevious }) => joinsPrevious));
  if (joins.size > 1) {
    // Parts of some paragraphs became parts of others: first what went, then what came.
    return (['old', 'new'] as const).flatMap((side) =>
      [...new Set(group.map((pair) => pair[side]))].map((index) => {
        const pieces = group.filter((pair) => pair[side] === index).flatMap((pair) => takePieces(pair, side));
        return { ...keepSide(first, side), [side]: index, moved: null, pieces };
      }),
    );
  }
  const [shared, own]: [VersionSide, VersionSide] = joins.has('old') ? ['old', 'new'] : ['new', 'old'];
  return [
    { ...first, pieces: [...first.pieces, ...others.flatMap((pair) => takePieces(pair, shared))] },
    ...others.map((pair) => ({ ...keepSide(pair, own), moved: null, pieces: takePieces(pair, own) })),
  ];
}

/**
 * What one version has of a pair, as changes of substance: they have to be seen, or the other
 * version would be lost.
 */
function takePieces(pair: ScriptPair, side: VersionSide): ScriptPiece[] {
  const joined: ScriptPiece[] = [];
  for (const piece of keepSide(pair, side).pieces) {
    const last = joined.at(-1);
    if (last && last.origin === piece.origin)
      joined[joined.length - 1] = { ...last, length: last.length + piece.length };
    else joined.push({ ...piece, class: 'substance' });
  }
  return joined;
}

function readBlock({ old, new: after }: Script, pair: Script['pairs'][number], ownGap: Span | null): SourceBlock {
  const { move, moved, table, pieces } = pair;
  return {
    old: pair.old,
    new: pair.new,
    move,
    moved,
    ...(table && { table }),
    pieces: clipPieces(pieces, spanOfBlock(old, pair.old), spanOfBlock(after, pair.new)),
    oldGap: readGapAfter(old, pair.old),
    newGap: readGapAfter(after, pair.new),
    ownGap,
  };
}

function spanOfBlock(draft: Draft, index: number | null): Span | null {
  if (index === null) return null;
  const start = draft.startOf(index);
  return { start, end: start + draft.block(index).text.length };
}

function readGapAfter(draft: Draft, index: number | null): string {
  if (index === null) return '';
  const next = index + 1 < draft.blocks.length ? draft.startOf(index + 1) : draft.text.length;
  return draft.text.slice(draft.startOf(index) + draft.block(index).text.length, next);
}

/**
 * The parts of pieces that lie within a span of the old text or one of the new text. Words that
 * stay, but lie within only one of the spans, are deleted or inserted as far as these are
 * concerned.
 */
export function clipPieces(pieces: readonly ScriptPiece[], old: Span | null, after: Span | null): ScriptPiece[] {
  return pieces.flatMap((piece): ScriptPiece[] => {
    const [oldFrom, oldTo] = clipPiece(old, piece.oldStart, piece.length);
    const [newFrom, newTo] = clipPiece(after, piece.newStart, piece.length);
    const cut = (op: ScriptPiece['op'], from: number, to: number): ScriptPiece => ({
      ...piece,
      op,
      oldStart: piece.oldStart + (piece.op === 'insert' ? 0 : from),
      newStart: piece.newStart + (piece.op === 'delete' ? 0 : from),
      length: to - from,
    });
    const from = Math.max(oldFrom, newFrom);
    const to = Math.max(from, Math.min(oldTo, newTo));
    const parts =
      piece.op === 'delete'
        ? [cut('delete', oldFrom, oldTo)]
        : piece.op === 'insert'
          ? [cut('insert', newFrom, newTo)]
          : [
              cut('delete', oldFrom, Math.min(oldTo, from)),
              cut('insert', newFrom, Math.min(newTo, from)),
              cut('equal', from, to),
              cut('delete', Math.max(oldFrom, to), oldTo),
              cut('insert', Math.max(newFrom, to), newTo),
            ];
    return parts.filter(({ length }) => length > 0);
  });
}
