import type { Draft } from '../model/draft.js';
import type { MarkedBlock, Segment } from './change.js';
import { type Edit, EditList, withText } from './edits.js';
import { type Link, type Links, type Step, walk } from './links.js';
import { compareLinked, type Piece } from './mark-blocks.js';
import type { WordContext } from './words.js';

/** What a link's words became: the pieces of its blocks, and the gap behind them. */
export interface ComparedLink {
  readonly pieces: readonly Piece[];
  readonly gap: readonly Edit[];
}

/** Compares the words of links, each once, when asked. */
export class LinkedWords {
  private readonly compared = new Map<Link, ComparedLink>();

  constructor(private readonly context: WordContext) {}

  /** Whether a link joins two blocks that are the same, the gaps behind them included: their words need no telling. */
  isSame(link: Link): boolean {
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

  of(link: Link): ComparedLink {
    let found = this.compared.get(link);
    if (!found) {
      const gap = new EditList();
      gap.reformat(gapBehind(this.context.old, link.old.end - 1), gapBehind(this.context.new, link.new.end - 1));
      const pieces = this.asSlices(link, compareLinked(this.context, link));
      this.compared.set(link, (found = { pieces, gap: gap.take() }));
    }
    return found;
  }

  /** The same pieces with each text cut from its draft's: what was put together of many parts would hold on to all of them. */
  private asSlices(link: Link, pieces: readonly Piece[]): Piece[] {
    const { old: oldDraft, new: newDraft } = this.context;
    let i = oldDraft.startOf(link.old.start);
    let j = newDraft.startOf(link.new.start);
    const sliced = (edit: Edit): Edit => {
      const { length } = edit.text;
      const text = edit.op === 'insert' ? newDraft.text.slice(j, j + length) : oldDraft.text.slice(i, i + length);
      if (edit.op !== 'insert') i += length;
      if (edit.op !== 'delete') j += length;
      return withText(edit, text);
    };
    return pieces.map((piece) => ({ ...piece, edits: piece.edits.map(sliced) }));
  }
}

/** The line ends between a block and the next, or the end of the text. */
export function gapBehind(draft: Draft, block: number): string {
  return draft.text.slice(draft.startOf(block) + draft.block(block).text.length, draft.startOf(block + 1));
}

/** A block's text and the gap behind it. */
export function extentOf(draft: Draft, block: number): string {
  return draft.text.slice(draft.startOf(block), draft.startOf(block + 1));
}

/** All steps through two drafts: what moved is met once where it was and once where it went. */
export function stepsThrough(oldDraft: Draft, newDraft: Draft, links: Links): Step[] {
  return walk(
    { start: 0, end: oldDraft.blocks.length },
    { start: 0, end: newDraft.blocks.length },
    links.links.filter((link) => link.move === null),
  );
}

/** The whole edit script, block by block. */
export function markBlocks(
  oldDraft: Draft,
  newDraft: Draft,
  links: Links,
  words: LinkedWords,
  steps: readonly Step[],
): MarkedBlock[] {
  const marked: MarkedBlock[] = [];
  const [oldFront, newFront] = [
    oldDraft.text.slice(0, oldDraft.startOf(0)),
    newDraft.text.slice(0, newDraft.startOf(0)),
  ];
  if (oldFront !== '' || newFront !== '') {
    const edits = new EditList();
    edits.reformat(oldFront, newFront);
    marked.push({ old: null, new: null, segments: edits.take().map(asSegment), move: null });
  }
  for (const step of steps) {
    if (step.kind === 'link') marked.push(...markLink(oldDraft, newDraft, step.link, words));
    else if (step.kind === 'old')
      marked.push(markOne(oldDraft, step.block, links.ofOld[step.block] ?? null, links.moveOfOld, 'old', words));
    else marked.push(markOne(newDraft, step.block, links.ofNew[step.block] ?? null, links.moveOfNew, 'new', words));
  }
  return marked;
}

/** An edit as others see it: that a text is a provision's own number is not told. */
export function asSegment(edit: Edit): Edit {
  const { op, class: editClass, text } = edit;
  return edit.label && editClass ? { op, class: editClass, text } : edit;
}

function allEdits({ pieces, gap }: ComparedLink): Edit[] {
  const edits = new EditList();
  for (const piece of pieces) edits.add(piece.edits);
  edits.add(gap);
  return edits.take();
}

function markLink(oldDraft: Draft, newDraft: Draft, link: Link, words: LinkedWords): MarkedBlock[] {
  if (words.isSame(link)) {
    const segments: Segment[] = [{ op: 'equal', text: extentOf(oldDraft, link.old.start) }];
    return [{ old: link.old.start, new: link.new.start, segments, move: null }];
  }
  const edits = allEdits(words.of(link));
  const split = link.new.end - link.new.start > 1;
  const { start, end } = split ? link.new : link.old;
  const parts = cut(edits, lengths(split ? newDraft : oldDraft, start, end), split ? 'insert' : 'delete');
  return parts.map((part, index) => ({
    old: split ? link.old.start : start + index,
    new: split ? start + index : link.new.start,
    segments: part.map(asSegment),
    move: null,
    ...(link.rows && { table: { rows: link.rows.pairs, columns: link.rows.columns } }),
  }));
}

/** A block that one draft alone has, or one end of a move. */
function markOne(
  draft: Draft,
  block: number,
  link: Link | null,
  moves: Int32Array,
  side: 'old' | 'new',
  words: LinkedWords,
): MarkedBlock {
  const move = moves[block]! || null;
  const place = side === 'old' ? { old: block, new: null } : { old: null, new: block };
  const own = side === 'old' ? 'delete' : 'insert';
  if (!link) return { ...place, segments: [{ op: own, class: 'substance', text: extentOf(draft, block) }], move };
  const compared = words.of(link);
  const { start, end } = link[side];
  const edits = allEdits({ pieces: compared.pieces, gap: [] }).filter((edit) => edit.op === 'equal' || edit.op === own);
  const part = cut(edits, lengths(draft, start, end), own)[block - start]!;
  const movedOp = side === 'old' ? 'moveFrom' : 'moveTo';
  const segments = part.map(
    (edit): Segment => (edit.op === 'equal' ? { op: movedOp, text: edit.text } : asSegment(edit)),
  );
  const gap = block === end - 1 ? gapBehind(draft, block) : '';
  if (gap !== '') {
    const last = segments[segments.length - 1];
    if (last?.op === movedOp) segments[segments.length - 1] = { op: movedOp, text: last.text + gap };
    else segments.push({ op: movedOp, text: gap });
  }
  return { ...place, segments, move };
}

function lengths(draft: Draft, start: number, end: number): number[] {
  const found: number[] = [];
  for (let block = start; block < end; block++) found.push(draft.startOf(block + 1) - draft.startOf(block));
  return found;
}

/** Cuts edits into parts of given lengths on one side; the last part takes what is left. */
function cut(edits: readonly Edit[], sizes: readonly number[], side: 'delete' | 'insert'): (readonly Edit[])[] {
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
