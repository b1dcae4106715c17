import type { Draft } from '../model/draft.js';
import { getOrCreate } from '../model/memo.js';
import type { MarkedBlock, Segment } from './change.js';
import { classOfWhole, type Edit, EditList, withText } from './edits.js';
import { type BlockLink, type BlockLinks, type WalkStep, walkBlocks } from './links.js';
import { compareLinked, type LinkedPiece } from './mark-blocks.js';
import type { TextComparisonContext } from './words.js';

/** How the words of a link compare: the pieces of its blocks, and the line ends after them. */
export interface ComparedLink {
  readonly pieces: readonly LinkedPiece[];
  readonly gap: readonly Edit[];
}

/** Compares the words of links, each link once and on demand. */
export class LinkedWords {
  private readonly compared = new Map<BlockLink, ComparedLink>();

  constructor(private readonly context: TextComparisonContext) {}

  /**
   * Whether a link joins two equal blocks, line ends included, so that their words need no
   * comparing.
   */
  isUnchanged(link: BlockLink): boolean {
    if (link.old.end - link.old.start > 1 || link.new.end - link.new.start > 1) return false;
    const { old: oldDraft, new: newDraft } = this.context;
    const [a, b] = [oldDraft.block(link.old.start), newDraft.block(link.new.start)];
    if (a.hash !== b.hash) return false;
    const oldStart = oldDraft.startOf(link.old.start);
    const newStart = newDraft.startOf(link.new.start);
    const oldSize = oldDraft.startOf(link.old.end) - oldStart;
    return (
      oldSize === newDraft.startOf(link.new.end) - newStart &&
      oldDraft.text.slice(oldStart, oldStart + oldSize) === newDraft.text.slice(newStart, newStart + oldSize)
    );
  }

  compareLink(link: BlockLink): ComparedLink {
    return getOrCreate(this.compared, link, () => {
      const { old: oldDraft, new: newDraft } = this.context;
      const gap = new EditList();
      gap.addReformatting(textBetweenBlocks(oldDraft, link.old.end - 1), textBetweenBlocks(newDraft, link.new.end - 1));
      return { pieces: this.asSlices(link, compareLinked(this.context, link)), gap: gap.takeEdits() };
    });
  }

  /**
   * The same pieces with each text sliced from its draft. A text joined from many parts would keep
   * all of them in memory.
   */
  private asSlices(link: BlockLink, pieces: readonly LinkedPiece[]): LinkedPiece[] {
    const { old: oldDraft, new: newDraft } = this.context;
    let i = oldDraft.startOf(link.old.start);
    let j = newDraft.startOf(link.new.start);
    const sliceEdit = (edit: Edit): Edit => {
      const { length } = edit.text;
      const text = edit.op === 'insert' ? newDraft.text.slice(j, j + length) : oldDraft.text.slice(i, i + length);
      if (edit.op !== 'insert') i += length;
      if (edit.op !== 'delete') j += length;
      return withText(edit, text);
    };
    return pieces.map((piece) => ({ ...piece, edits: piece.edits.map(sliceEdit) }));
  }
}

/** The line ends between a block and the next one, or the end of the text. */
export function textBetweenBlocks(draft: Draft, block: number): string {
  return draft.text.slice(draft.startOf(block) + draft.block(block).text.length, draft.startOf(block + 1));
}

/** A block's text with the line ends after it. */
export function textWithGap(draft: Draft, block: number): string {
  return draft.text.slice(draft.startOf(block), draft.startOf(block + 1));
}

/** The steps through both drafts. What moved comes twice: where it was and where it went. */
export function stepsThrough(oldDraft: Draft, newDraft: Draft, links: BlockLinks): WalkStep[] {
  return walkBlocks(
    { start: 0, end: oldDraft.blocks.length },
    { start: 0, end: newDraft.blocks.length },
    links.links.filter((link) => link.move === null),
  );
}

/** What the marking of blocks needs to know of a comparison. */
export interface ComparedBlocks {
  readonly oldDraft: Draft;
  readonly newDraft: Draft;
  readonly links: BlockLinks;
  readonly words: LinkedWords;
  /** As `stepsThrough` gives them. */
  readonly steps: readonly WalkStep[];
}

/** The whole edit script, block by block. */
export function markBlocks(compared: ComparedBlocks): MarkedBlock[] {
  const { oldDraft, newDraft, links, words, steps } = compared;
  const marked: MarkedBlock[] = [];
  const oldFront = oldDraft.text.slice(0, oldDraft.startOf(0));
  const newFront = newDraft.text.slice(0, newDraft.startOf(0));
  if (oldFront !== '' || newFront !== '') {
    const edits = new EditList();
    edits.addReformatting(oldFront, newFront);
    marked.push({ old: null, new: null, segments: edits.takeEdits().map(asSegment), move: null });
  }
  const oldSide: MarkedSide = { draft: oldDraft, side: 'old', links: links.ofOld, moves: links.moveOfOld };
  const newSide: MarkedSide = { draft: newDraft, side: 'new', links: links.ofNew, moves: links.moveOfNew };
  for (const step of steps) {
    if (step.kind === 'link') marked.push(...markLink(oldDraft, newDraft, step.link, words));
    else marked.push(markLoneBlock(step.kind === 'old' ? oldSide : newSide, step.block, words));
  }
  return marked;
}

/** One of the two drafts, with the link and the move of each of its blocks. */
interface MarkedSide {
  readonly draft: Draft;
  readonly side: 'old' | 'new';
  readonly links: readonly (BlockLink | null)[];
  readonly moves: Int32Array;
}

/** An edit for readers, without the note that it is a provision's own number. */
export function asSegment(edit: Edit): Edit {
  const { op, class: editClass, text } = edit;
  return edit.label && editClass ? { op, class: editClass, text } : edit;
}

function allEdits({ pieces, gap }: ComparedLink): Edit[] {
  const edits = new EditList();
  for (const piece of pieces) edits.addAll(piece.edits);
  edits.addAll(gap);
  return edits.takeEdits();
}

function markLink(oldDraft: Draft, newDraft: Draft, link: BlockLink, words: LinkedWords): MarkedBlock[] {
  if (words.isUnchanged(link)) {
    const segments: Segment[] = [{ op: 'equal', text: textWithGap(oldDraft, link.old.start) }];
    return [{ old: link.old.start, new: link.new.start, segments, move: null }];
  }
  const edits = allEdits(words.compareLink(link));
  const split = link.new.end - link.new.start > 1;
  const { start, end } = split ? link.new : link.old;
  const parts = cutEdits(edits, blockLengths(split ? newDraft : oldDraft, start, end), split ? 'insert' : 'delete');
  return parts.map((part, index) => ({
    old: split ? link.old.start : start + index,
    new: split ? start + index : link.new.start,
    segments: part.map(asSegment),
    move: null,
    ...(link.rows && { table: { rows: link.rows.pairs, columns: link.rows.columns } }),
  }));
}

/** Marks a block that only one draft has, or one end of a move. */
function markLoneBlock({ draft, side, links, moves }: MarkedSide, block: number, words: LinkedWords): MarkedBlock {
  const move = moves[block]! || null;
  const link = links[block];
  const place = side === 'old' ? { old: block, new: null } : { old: null, new: block };
  const own = side === 'old' ? 'delete' : 'insert';
  if (!link) {
    const editClass = classOfWhole(draft, block);
    return { ...place, segments: [{ op: own, class: editClass, text: textWithGap(draft, block) }], move };
  }
  const compared = words.compareLink(link);
  const { start, end } = link[side];
  const edits = allEdits({ pieces: compared.pieces, gap: [] }).filter((edit) => edit.op === 'equal' || edit.op === own);
  const part = cutEdits(edits, blockLengths(draft, start, end), own)[block - start]!;
  const movedOp = side === 'old' ? 'moveFrom' : 'moveTo';
  const segments = part.map(
    (edit): Segment => (edit.op === 'equal' ? { op: movedOp, text: edit.text } : asSegment(edit)),
  );
  const gap = block === end - 1 ? textBetweenBlocks(draft, block) : '';
  if (gap !== '') {
    const last = segments[segments.length - 1];
    if (last?.op === movedOp) segments[segments.length - 1] = { op: movedOp, text: last.text + gap };
    else segments.push({ op: movedOp, text: gap });
  }
  return { ...place, segments, move };
}

function blockLengths(draft: Draft, start: number, end: number): number[] {
  const found: number[] = [];
  for (let block = start; block < end; block++) found.push(draft.startOf(block + 1) - draft.startOf(block));
  return found;
}

/** Cuts edits into parts with the given lengths on one side. The last part takes the rest. */
function cutEdits(edits: readonly Edit[], sizes: readonly number[], side: 'delete' | 'insert'): (readonly Edit[])[] {
  if (sizes.length === 1) return [edits];
  const parts: Edit[][] = [[]];
  let room = sizes[0]!;
  for (const edit of edits) {
    let { text } = edit;
    const counts = edit.op === 'equal' || edit.op === side;
    while (counts && text.length > room && parts.length < sizes.length) {
      if (room > 0) parts[parts.length - 1]!.push({ ...edit, text: text.slice(0, room) });
      text = text.slice(room);
      room = sizes[parts.length]!;
      parts.push([]);
    }
    if (counts) room -= text.length;
    parts[parts.length - 1]!.push({ ...edit, text });
  }
  while (parts.length < sizes.length) parts.push([]);
  return parts;
}
