import type { Block } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import { findContentSpan } from '../model/inline/inline.js';
import { definesLinks } from '../model/link-definitions.js';
import type { TableRow } from '../model/provision.js';
import { type Span, trimEndOf } from '../model/text.js';
import { type Edit, EditList } from './edits.js';
import { findOwnLabel, hasOwnNumber } from './labels.js';
import type { BlockLink, BlockRange } from './links.js';
import { comparedRowsOf, isRowNumber, type RowAlignment } from './rows.js';
import { compareWords, type TextComparisonContext } from './words.js';

/** A stretch of compared blocks: the whole block, or a row of its table. */
export interface LinkedPiece {
  /** The index of the row (0 is the header row), or null. */
  readonly oldRow: number | null;
  readonly newRow: number | null;
  readonly edits: readonly Edit[];
  /**
   * For a row that moved: where it went (then the piece itself is no change), or where it came from
   * and how its words changed.
   */
  readonly moved?: { readonly to: number } | { readonly from: number; readonly edits: readonly Edit[] };
}

/** Compares the blocks of a link, without the line ends after them. */
export function compareLinked(context: TextComparisonContext, link: BlockLink): LinkedPiece[] {
  const a = context.old.block(link.old.start);
  const b = context.new.block(link.new.start);
  const single = link.old.end - link.old.start === 1 && link.new.end - link.new.start === 1;
  if (single && a.hash === b.hash && a.text === b.text)
    return [{ oldRow: null, newRow: null, edits: [{ op: 'equal', text: a.text }] }];
  if (link.rows) return compareTables(context, link, link.rows, a, b);
  const [oldStart, oldEnd] = [context.old.startOf(link.old.start), endOfBlock(context.old, link.old.end - 1)];
  const [newStart, newEnd] = [context.new.startOf(link.new.start), endOfBlock(context.new, link.new.end - 1)];
  const edits = new EditList();
  if (single && definesLinks(context.old, a) && definesLinks(context.new, b)) {
    edits.addReformatting(a.text, b.text);
    return [{ oldRow: null, newRow: null, edits: edits.takeEdits() }];
  }
  const labels = [findOwnLabel(context.old, link.old.start), findOwnLabel(context.new, link.new.start)] as const;
  const [from, to] = compareLabels(a, b, { labels, isCountedAlike: isCountedAlike(context, link) }, edits);
  const [oldTail, newTail] = [tailLength(context.old, link.old), tailLength(context.new, link.new)];
  const oldWords = { start: oldStart + from, end: oldEnd - oldTail };
  const newWords = { start: newStart + to, end: newEnd - newTail };
  compareWords(context, oldWords, newWords, edits);
  edits.addReformatting(context.old.text.slice(oldWords.end, oldEnd), context.new.text.slice(newWords.end, newEnd));
  return [{ oldRow: null, newRow: null, edits: edits.takeEdits() }];
}

function endOfBlock(draft: Draft, block: number): number {
  return draft.startOf(block) + draft.block(block).text.length;
}

/** The numbers that two linked blocks begin with. */
interface OwnNumbers {
  /** Where they stand, relative to each block's text; null where a block has none. */
  readonly labels: readonly [Span | null, Span | null];
  /** Whether both are items of the same number by their place, whatever is written: "1. 1." and "1. 2.". */
  readonly isCountedAlike: boolean;
}

function isCountedAlike(context: TextComparisonContext, { old, new: now }: BlockLink): boolean {
  const before = context.old.provisionOfBlock(old.start);
  const after = context.new.provisionOfBlock(now.start);
  if (before?.block !== old.start || after?.block !== now.start) return false;
  // The number of "2.—(1)" is that of the regulation, whose paragraph (1) begins on the same line.
  if (before.parent?.block === before.block || after.parent?.block === after.block) return false;
  return before.kind === 'paragraph' && after.kind === 'paragraph' && before.marker === after.marker;
}

/**
 * Compares the numbers that two blocks begin with. Returns the offset in each block where the rest
 * begins.
 */
function compareLabels(a: Block, b: Block, numbers: OwnNumbers, edits: EditList): [number, number] {
  const [oldLabel, newLabel] = numbers.labels;
  if ((oldLabel === null) !== (newLabel === null)) {
    // "4.1 Kites" that is "Kites" now lost its number and none of its words; "A. A kite" that is "1.
    // A kite" has another one, whether or not it is read as such.
    const [oldOwn, newOwn] = [oldLabel ?? findMarker(a), newLabel ?? findMarker(b)];
    const [oldWords, newWords] = [oldOwn?.start ?? findWordsStart(a), newOwn?.start ?? findWordsStart(b)];
    const [oldEnd, newEnd] = [oldOwn?.end ?? oldWords, newOwn?.end ?? newWords];
    const isLabel = (oldOwn && newOwn) || (a.kind === 'heading' && b.kind === 'heading');
    if (isLabel && hasSameOpening(a.text.slice(oldEnd), b.text.slice(newEnd))) {
      edits.addReformatting(a.text.slice(0, oldWords), b.text.slice(0, newWords));
      const [before, after] = [a.text.slice(oldWords, oldEnd), b.text.slice(newWords, newEnd)];
      if (before === after) edits.addEqual(before);
      else edits.addReplacement(before, after, 'consequential', true);
      return [oldEnd, newEnd];
    }
  }
  // A word before the number, "Article 7", is no layout where it differs.
  const isWorded =
    oldLabel && newLabel && /\p{L}/u.test(a.text.slice(0, oldLabel.start) + b.text.slice(0, newLabel.start));
  const differs = isWorded && a.text.slice(0, oldLabel.start) !== b.text.slice(0, newLabel.start);
  if (!oldLabel || !newLabel || (differs && !(hasOwnNumber(a) && hasOwnNumber(b)))) {
    const [oldWords, newWords] = [findWordsStart(a), findWordsStart(b)];
    edits.addReformatting(a.text.slice(0, oldWords), b.text.slice(0, newWords));
    return [oldWords, newWords];
  }
  edits.addReformatting(a.text.slice(0, oldLabel.start), b.text.slice(0, newLabel.start));
  const [before, after] = [a.text.slice(oldLabel.start, oldLabel.end), b.text.slice(newLabel.start, newLabel.end)];
  if (before === after) edits.addEqual(before);
  else {
    const isSame = numbers.isCountedAlike || plainLabel(before) === plainLabel(after);
    edits.addReplacement(before, after, isSame ? 'formatting' : 'consequential', !isSame);
  }
  return [oldLabel.end, newLabel.end];
}

/** "A." or "(b)" that a block begins with and that is read as no label; null where there is none. */
function findMarker({ kind, text }: Block): Span | null {
  const [all, marker = ''] =
    (kind === 'paragraph' && /^[ \t>]{0,12}(\(?(?:[A-Za-z]{1,2}|\d{1,3}|[ivx]{1,5})[.)])(?=[ \t])/.exec(text)) || [];
  return all === undefined ? null : { start: all.length - marker.length, end: all.length };
}

/** How many signs of two titles tell that they begin alike. */
const LEAST_OPENING = 24;

function hasSameOpening(a: string, b: string): boolean {
  const [own, other] = [a, b].map((text) =>
    text
      .slice(0, 2 * LEAST_OPENING)
      .replace(/^[\s*_.:–—-]{1,9}/, '')
      .slice(0, LEAST_OPENING),
  );
  return own === other;
}

/**
 * The offset in a block where its words begin, its own number included: after bullets, signs of
 * quotation and the `#`s of a heading.
 */
function findWordsStart(block: Block): number {
  if (hasOwnNumber(block)) return block.head.label.start;
  return block.kind === 'heading' || block.kind === 'paragraph' ? findContentSpan(block).start : 0;
}

/** How much of the last block of a range, a heading, comes after its words: an underline or `#`s. */
function tailLength(draft: Draft, { start, end }: BlockRange): number {
  const block = draft.block(end - 1);
  if (block.kind !== 'heading') return 0;
  const words = findContentSpan(block);
  const tail = block.text.length - Math.max(words.start, words.end);
  return end - start === 1 && hasOwnNumber(block) ? Math.min(tail, block.text.length - block.head.label.end) : tail;
}

function plainLabel(label: string): string {
  return trimEndOf(label.replace(/[\\*_]/g, ''), ' \t\r\n\u00a0.');
}

function compareTables(
  context: TextComparisonContext,
  link: BlockLink,
  { pairs, moved, columns }: RowAlignment,
  a: Block,
  b: Block,
): LinkedPiece[] {
  const oldRows = comparedRowsOf(a);
  const newRows = comparedRowsOf(b);
  const [oldTail, newTail] = [findTail(a, oldRows), findTail(b, newRows)];
  const oldAt = context.old.startOf(link.old.start);
  const newAt = context.new.startOf(link.new.start);
  const oldEnd = (row: number) => oldRows[row + 1]?.start ?? oldTail;
  const newEnd = (row: number) => newRows[row + 1]?.start ?? newTail;
  const wentTo = new Map(moved);
  const cameFrom = new Map(moved.map(([from, to]) => [to, from]));
  const compareRowPair = (oldRow: number, newRow: number): Edit[] => {
    const edits = new EditList();
    const before = { text: a.text, row: oldRows[oldRow]!, end: oldEnd(oldRow), at: oldAt };
    const after = { text: b.text, row: newRows[newRow]!, end: newEnd(newRow), at: newAt };
    compareRow(context, before, after, columns, edits);
    return edits.takeEdits();
  };
  const pieces: LinkedPiece[] = [];
  let i = 0;
  let j = 0;
  /** What stands around the rows of a table in HTML, which no row has. */
  const addAround = (before: string, after: string): void => {
    if (before === '' && after === '') return;
    const edits = new EditList();
    edits.addReformatting(before, after);
    pieces.push({ oldRow: null, newRow: null, edits: edits.takeEdits() });
  };
  addAround(a.text.slice(0, oldRows[0]?.start), b.text.slice(0, newRows[0]?.start));
  const addUnpaired = (oldTo: number, newTo: number): void => {
    for (; i < oldTo; i++) {
      const text = a.text.slice(oldRows[i]!.start, oldEnd(i));
      const to = wentTo.get(i);
      const gone: LinkedPiece = { oldRow: i, newRow: null, edits: [{ op: 'delete', class: 'substance', text }] };
      pieces.push(to === undefined ? gone : { ...gone, moved: { to } });
    }
    for (; j < newTo; j++) {
      const text = b.text.slice(newRows[j]!.start, newEnd(j));
      const from = cameFrom.get(j);
      const come: LinkedPiece = { oldRow: null, newRow: j, edits: [{ op: 'insert', class: 'substance', text }] };
      pieces.push(from === undefined ? come : { ...come, moved: { from, edits: compareRowPair(from, j) } });
    }
  };
  for (const [oldRow, newRow] of pairs) {
    addUnpaired(oldRow, newRow);
    pieces.push({ oldRow, newRow, edits: compareRowPair(oldRow, newRow) });
    i = oldRow + 1;
    j = newRow + 1;
  }
  addUnpaired(oldRows.length, newRows.length);
  addAround(a.text.slice(oldTail), b.text.slice(newTail));
  return pieces;
}

/** Where the last row of a table ends: in HTML before the tags that end the table. */
function findTail({ kind, text }: Block, rows: readonly TableRow[]): number {
  return kind === 'html' ? (rows.at(-1)?.end ?? text.length) : text.length;
}

interface RowSource {
  readonly text: string;
  readonly row: TableRow;
  /** The offset in the block where the next row begins. */
  readonly end: number;
  /** The offset in the draft where the block begins. */
  readonly at: number;
}

function compareRow(
  context: TextComparisonContext,
  oldRow: RowSource,
  newRow: RowSource,
  columns: readonly (readonly [number, number])[],
  edits: EditList,
): void {
  const oldText = oldRow.text.slice(oldRow.row.start, oldRow.end);
  const newText = newRow.text.slice(newRow.row.start, newRow.end);
  if (oldText === newText) {
    edits.addEqual(oldText);
    return;
  }
  let oldAt = oldRow.row.start;
  let newAt = newRow.row.start;
  let column = 0;
  let other = 0;
  /** Writes cells of columns that the other table lacks, each with the separator before it. */
  const addLoneCells = (oldTo: number, newTo: number): void => {
    for (; column < oldTo; column++) {
      const cell = oldRow.row.cells[column];
      if (!cell) continue;
      edits.addReplacement(oldRow.text.slice(oldAt, cell.end), '', 'substance');
      oldAt = cell.end;
    }
    for (; other < newTo; other++) {
      const cell = newRow.row.cells[other];
      if (!cell) continue;
      edits.addReplacement('', newRow.text.slice(newAt, cell.end), 'substance');
      newAt = cell.end;
    }
  };
  for (const [i, j] of columns) {
    const a = oldRow.row.cells[i];
    const b = newRow.row.cells[j];
    if (!a || !b) continue;
    addLoneCells(i, j);
    edits.addReformatting(oldRow.text.slice(oldAt, a.start), newRow.text.slice(newAt, b.start));
    const [before, after] = [oldRow.text.slice(a.start, a.end), newRow.text.slice(b.start, b.end)];
    if (before !== after && i === 0 && j === 0 && isRowNumber(before) && isRowNumber(after))
      edits.addReplacement(before, after, 'consequential', true);
    else compareWords(context, movedBy(a, oldRow.at), movedBy(b, newRow.at), edits);
    oldAt = a.end;
    newAt = b.end;
    column = i + 1;
    other = j + 1;
  }
  addLoneCells(oldRow.row.cells.length, newRow.row.cells.length);
  edits.addReformatting(oldRow.text.slice(oldAt, oldRow.end), newRow.text.slice(newAt, newRow.end));
}

function movedBy({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
