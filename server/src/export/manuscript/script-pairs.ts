import type { Comparison, EditClass, MarkedBlock } from '../../compare/change.js';
import type { Draft } from '../../model/draft.js';
import { findFirst } from '../../model/find-first.js';
import type { Span } from '../../model/text.js';
import type { RevisionMark } from './mark.js';

/**
 * A piece of the edit script with its place in both texts: 0-based offsets in UTF-16 units. What is
 * in one text only has in the other the place where it would stand.
 */
export interface ScriptPiece {
  readonly op: 'equal' | 'insert' | 'delete';
  readonly class: EditClass;
  readonly origin?: string;
  readonly oldStart: number;
  readonly newStart: number;
  readonly length: number;
}

/** One of the two versions of a comparison. */
export type VersionSide = 'old' | 'new';

/** A block of either version by its index; null where that version has none. */
interface BlockPair {
  readonly old: number | null;
  readonly new: number | null;
}

/**
 * One block of either version, and the pieces that it is made of, the gap after the block included.
 */
export interface ScriptPair extends BlockPair {
  /** The move that the block is part of, or null. */
  readonly move: number | null;
  readonly pieces: readonly ScriptPiece[];
  readonly table?: MarkedBlock['table'];
  /**
   * The version in which this pair and the one before it are one block, as it was split or merged;
   * null where there is none.
   */
  readonly joinsPrevious: VersionSide | null;
  /** The same for the pair after it. */
  readonly joinsNext: VersionSide | null;
}

const NOT_JOINED = { joinsPrevious: null, joinsNext: null };

/** The marked blocks of a comparison in their order, each piece with its place in both texts. */
export function pairBlocks(comparison: Comparison): ScriptPair[] {
  let oldStart = 0;
  let newStart = 0;
  const pairs = comparison.blocks.map(({ old, new: after, move, segments, table }) => {
    const pieces = segments.map(({ op, class: editClass = 'substance', origin, text: { length } }): ScriptPiece => {
      const piece: ScriptPiece = {
        op: op === 'insert' || op === 'delete' ? op : 'equal',
        class: editClass,
        ...(origin !== undefined && { origin }),
        oldStart,
        newStart,
        length,
      };
      if (op !== 'insert' && op !== 'moveTo') oldStart += length;
      if (op !== 'delete' && op !== 'moveFrom') newStart += length;
      return piece;
    });
    return { old, new: after, move, pieces, ...(table && { table }) };
  });
  return pairs.map((pair, index) => ({
    ...pair,
    joinsPrevious: sharedSide(pairs[index - 1], pair),
    joinsNext: sharedSide(pair, pairs[index + 1]),
  }));
}

/** The pairs of a draft that is compared with nothing: each block as it stands. */
export function pairUnchangedBlocks(draft: Draft): ScriptPair[] {
  return draft.blocks.map(({ text: { length } }, index): ScriptPair => {
    const start = draft.startOf(index);
    return {
      old: index,
      new: index,
      move: null,
      ...NOT_JOINED,
      pieces: [{ op: 'equal', class: 'substance', oldStart: start, newStart: start, length }],
    };
  });
}

/** The version in which two pairs next to each other are of one block. */
function sharedSide(a: BlockPair | undefined, b: BlockPair | undefined): VersionSide | null {
  if (!a || !b || a.old === null || a.new === null || b.old === null || b.new === null) return null;
  if (a.old === b.old) return 'old';
  return a.new === b.new ? 'new' : null;
}

/** A pair with only one version left: all that this version has of it is deleted, or inserted. */
export function keepSide(pair: ScriptPair, side: VersionSide): ScriptPair {
  const [op, otherOp] = side === 'old' ? (['delete', 'insert'] as const) : (['insert', 'delete'] as const);
  return {
    ...pair,
    ...(side === 'old' ? { new: null } : { old: null }),
    pieces: pair.pieces.filter((piece) => piece.op !== otherOp).map((piece) => ({ ...piece, op })),
  };
}

/**
 * The pairs without those blocks that were split or joined into something of another form, as a
 * figure into two paragraphs: these go as a whole, and what is in their place comes as a whole.
 * @param changesForm whether the two blocks of a pair can be no edits of one another
 */
export function partForms(pairs: readonly ScriptPair[], changesForm: (pair: ScriptPair) => boolean): ScriptPair[] {
  const parted: ScriptPair[] = [];
  for (let start = 0; start < pairs.length; ) {
    let end = start + 1;
    while (end < pairs.length && pairs[end]!.joinsPrevious !== null) end++;
    const run = pairs.slice(start, end);
    if (run.length > 1 && run.some(changesForm)) parted.push(...gatherSide(run, 'old'), ...gatherSide(run, 'new'));
    else parted.push(...run);
    start = end;
  }
  return parted;
}

/** The blocks that one version has in a run of pairs, each once, with all its pieces. */
function gatherSide(run: readonly ScriptPair[], side: VersionSide): ScriptPair[] {
  const gathered: ScriptPair[] = [];
  for (const pair of run) {
    const own = keepSide(pair, side);
    const last = gathered.at(-1);
    if (last && last[side] === own[side])
      gathered[gathered.length - 1] = { ...last, pieces: [...last.pieces, ...own.pieces] };
    else gathered.push({ ...own, ...NOT_JOINED });
  }
  return gathered;
}

/** The mark of a block that only one version has, or that moved; null for one that stays. */
export function wholeMarkOf(pair: ScriptPair): RevisionMark | null {
  if (pair.old !== null && pair.new !== null) return null;
  return {
    op: pair.new === null ? 'delete' : 'insert',
    class: 'substance',
    move: pair.move,
    ...firstOriginOf(pair.pieces),
  };
}

/**
 * The mark of the paragraph end between a pair and the one before it that it was split off from, or
 * merged with.
 */
export function endMarkOf({ joinsPrevious, pieces }: ScriptPair): RevisionMark {
  return {
    op: joinsPrevious === 'old' ? 'insert' : 'delete',
    class: 'substance',
    move: null,
    ...firstOriginOf(pieces),
  };
}

/** The mark of one piece, or null where its words stay. */
export function markOfPiece(piece: ScriptPiece, pair: ScriptPair): RevisionMark | null {
  const origin = piece.origin === undefined ? {} : { origin: piece.origin };
  if (piece.op !== 'equal') return { op: piece.op, class: piece.class, move: null, ...origin };
  if (pair.move === null || (pair.old !== null && pair.new !== null)) return null;
  return { op: pair.new === null ? 'delete' : 'insert', class: 'substance', move: pair.move, ...origin };
}

function firstOriginOf(pieces: readonly ScriptPiece[]): Pick<RevisionMark, 'origin'> {
  const { origin } = pieces.find((piece) => piece.origin !== undefined) ?? {};
  return origin === undefined ? {} : { origin };
}

/**
 * The one step that all changes among some pieces are from; null where there are several, or none.
 */
export function soleOriginOf(pieces: readonly ScriptPiece[]): string | null {
  const [first, ...others] = new Set(pieces.flatMap(({ origin }) => (origin === undefined ? [] : [origin])));
  return first !== undefined && others.length === 0 ? first : null;
}

/**
 * Who put the mark-up around words that stay: the origin of the change of formatting on either
 * side.
 */
export function originOfFormatting(pieces: readonly ScriptPiece[], index: number): Pick<RevisionMark, 'origin'> {
  const markUp = [pieces[index - 1], pieces[index + 1]].find(
    (piece) => piece?.op !== 'equal' && piece?.class === 'formatting',
  );
  return markUp?.origin === undefined ? {} : { origin: markUp.origin };
}

/**
 * The index of the first piece that reaches beyond an offset in the old text, or one in the new
 * text.
 */
export function findFirstPiece(pieces: readonly ScriptPiece[], old: number | null, after: number | null): number {
  return findFirst(pieces, ({ op, oldStart, newStart, length }) => {
    const oldEnd = op === 'insert' ? oldStart : oldStart + length;
    const newEnd = op === 'delete' ? newStart : newStart + length;
    return (old !== null && oldEnd > old) || (after !== null && newEnd > after);
  });
}

/**
 * Which part of a piece lies within a span, counted from the piece's own start; an empty part where
 * there is no span.
 */
export function clipPiece(span: Span | null, start: number, length: number): readonly [from: number, to: number] {
  if (!span) return [0, 0];
  const from = Math.min(length, Math.max(0, span.start - start));
  return [from, Math.max(from, Math.min(length, span.end - start))];
}
