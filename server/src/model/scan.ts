import type { Block } from './block.js';
import { type FlowScan, findFrontMatterEnd, scanFlow } from './flow/flow.js';
import { isCaptionLine } from './flow/tab-rows.js';
import { addBlocks, type BlockSink } from './leaf-blocks.js';
import type { TextSource } from './rope.js';
import type { OwnUnits } from './schemes/own-units.js';
import { isLineEnd, isSpaceOrTab, replaceOffsets, type TextEdit } from './text.js';

/** The blocks of a text and where each starts. Blank lines lie between blocks. */
export interface ScannedText {
  readonly blocks: readonly Block[];
  /** Offset of each block in the text. */
  readonly starts: readonly number[];
  /** The units that the project adds, by whose words the text was read. */
  readonly ownUnits: OwnUnits;
}

/** So much of the text before a stretch is looked at with it. */
const MARGIN = 256;

/** How much of the text after an edit is looked at first. */
const FIRST_REACH = 16_384;

/** Which blocks an edit replaced: `removed` blocks from index `from` on, by `added` others. */
export interface BlockSplice {
  readonly from: number;
  readonly removed: number;
  readonly added: number;
  /** How many blocks were read anew, those included that came out as they were. */
  readonly scanned: number;
}

/** Reads the blocks of a whole text. */
export function scanBlocks(text: string, ownUnits: OwnUnits): ScannedText {
  const sink: BlockSink = { blocks: [], starts: [], isDetached: false, ownUnits };
  for (const leaf of scanFlow(text, 0).leaves) addBlocks(text, leaf, sink);
  return { blocks: sink.blocks, starts: sink.starts, ownUnits };
}

/**
 * The blocks of `newText`, which `edit` made of the text that `old` is of: only the nodes that the
 * edit can have changed are scanned again; all others are taken over as they are.
 */
export function rescanBlocks(
  old: ScannedText,
  oldText: TextSource,
  newText: TextSource,
  edit: TextEdit,
): { scanned: ScannedText; splice: BlockSplice } {
  const delta = newText.length - oldText.length;
  const isWhole = movesFrontMatter(old, oldText, newText, edit);
  const first = isWhole ? 0 : findFirstToRescan(old, oldText, edit);
  const editEnd = edit.start + edit.text.length;
  const tail = isWhole ? old.blocks.length : blockAt(old, edit.end) + 1;
  let passed = 0;
  let resume = old.blocks.length;
  const from = first === 0 ? 0 : old.starts[first]!;
  // Only a stretch of the text is looked at, and a longer one where the scan does not end in it.
  let { window, scan } = { window: '', scan: null as FlowScan | null };
  const base = Math.max(0, from - MARGIN);
  for (let reach = FIRST_REACH; ; reach *= 4) {
    const end = isWhole ? newText.length : findNextLineEnd(newText, editEnd + reach);
    window = newText.slice(base, end);
    passed = 0;
    resume = old.blocks.length;
    scan = scanFlow(window, from - base, (offset) => {
      if (isWhole || offset + base <= editEnd) return false;
      const index = findBlockStarting(old, offset + base - delta, tail);
      if (!old.blocks[index]?.opensNode) return false;
      // One whole node after the edit is scanned again as well, as a caption may make the lines
      // after it a table.
      if (++passed < 2) return false;
      resume = index;
      return true;
    });
    // What is read of a node can depend on the lines after it: there must be some.
    if (end === newText.length || (resume < old.blocks.length && scan.end + base < end - reach / 2)) break;
  }
  const { ownUnits } = old;
  const sink: BlockSink = { blocks: [], starts: [], isDetached: true, ownUnits };
  for (const leaf of scan.leaves) addBlocks(window, leaf, sink);
  const added = sink.blocks;
  // Blocks at both ends that came out as they were are kept, so that what was read from them is
  // kept too.
  const most = Math.min(added.length, resume - first);
  let head = 0;
  while (head < most && isSameBlock(added[head]!, old.blocks[first + head]!)) head++;
  let rear = 0;
  while (rear < most - head && isSameBlock(added[added.length - rear - 1]!, old.blocks[resume - rear - 1]!)) rear++;
  const splice: BlockSplice = {
    from: first + head,
    removed: resume - rear - (first + head),
    added: added.length - rear - head,
    scanned: added.length,
  };
  const blocks = replaceItems(old.blocks, splice, added.slice(head, added.length - rear));
  const own = sink.starts.map((start) => start + base);
  const starts = replaceOffsets(old.starts, { from: first, to: resume, by: own, delta });
  return { scanned: { blocks, starts, ownUnits }, splice };
}

/** A list with some items in place of others; mostly it stays as long, and is copied whole. */
function replaceItems<Item>(items: readonly Item[], { from, removed }: BlockSplice, by: readonly Item[]): Item[] {
  if (by.length !== removed) return [...items.slice(0, from), ...by, ...items.slice(from + removed)];
  const copy = items.slice();
  for (const [i, item] of by.entries()) copy[from + i] = item;
  return copy;
}

/**
 * Whether an edit changes where the front matter ends other than by its own length: then the whole
 * text is read again.
 */
function movesFrontMatter(old: ScannedText, oldText: TextSource, newText: TextSource, edit: TextEdit): boolean {
  const [first] = old.blocks;
  const known = first?.kind === 'frontMatter' ? (old.starts[0] ?? 0) + first.text.length : 0;
  // Far behind it, nothing can change it; a text that does not begin with one gets none there.
  if (edit.start > known + MARGIN && (known > 0 || !/^\ufeff?---/.test(oldText.slice(0, 4)))) return false;
  const before = findFrontMatterEnd(oldText.slice(0));
  return findFrontMatterEnd(newText.slice(0)) !== before + (edit.end <= before ? newText.length - oldText.length : 0);
}

/** The first block that an edit can have changed. */
function findFirstToRescan(old: ScannedText, oldText: TextSource, edit: TextEdit): number {
  // One node before the one that the edit lies in: an edit can join a node to the one before it.
  let first = findNodeBefore(old, findNodeBefore(old, blockAt(old, edit.start)));
  // A table that cut a paragraph short is read with that paragraph: "20." begins no list in the
  // middle of one.
  while (first > 0 && old.blocks[first]?.kind === 'table' && !isAfterBlankLine(oldText, old.starts[first]!))
    first = findFirstBlockOfNode(old, first - 1);
  // Lines with tabs are a table right after a caption, and words elsewhere.
  const before = findFirstBlockOfNode(old, first - 1);
  if (first > 0 && isCaptionLine(old.blocks[before]?.text ?? '')) first = before;
  return first < 0 || (first === 0 && old.starts[0] !== 0) ? 0 : first;
}

/** The block that holds `offset`, or the one before it; −1 before the first. */
export function blockAt(scanned: ScannedText, offset: number): number {
  const { starts } = scanned;
  let low = -1;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The block from index `from` on that starts at `offset`, or −1. */
function findBlockStarting(scanned: ScannedText, offset: number, from: number): number {
  const index = blockAt(scanned, offset);
  return index >= from && scanned.starts[index] === offset ? index : -1;
}

/** The first block of the node that block `index` belongs to. */
function findFirstBlockOfNode(scanned: ScannedText, index: number): number {
  let at = index;
  while (at > 0 && !scanned.blocks[at]?.opensNode) at--;
  return at;
}

/** The first block of the node before the one that block `index` belongs to. */
function findNodeBefore(scanned: ScannedText, index: number): number {
  return findFirstBlockOfNode(scanned, findFirstBlockOfNode(scanned, Math.min(index, scanned.blocks.length - 1)) - 1);
}

/** The offset of the first line end from `offset` on, or the length of the text. */
function findNextLineEnd(text: TextSource, offset: number): number {
  let at = offset;
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) at++;
  return Math.min(at, text.length);
}

/** Whether the line before the one at `offset` is blank, or there is none. */
function isAfterBlankLine(text: TextSource, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && isSpaceOrTab(text.charCodeAt(at))) at--;
  const end = text.charCodeAt(at) === 10 && text.charCodeAt(at - 1) === 13 ? at - 2 : at - 1;
  for (let before = end; before >= 0; before--) {
    const code = text.charCodeAt(before);
    if (isLineEnd(code)) return true;
    if (!isSpaceOrTab(code)) return false;
  }
  return true;
}

/** Whether two blocks are read the same way. */
function isSameBlock(a: Block, b: Block): boolean {
  return (
    a.hash === b.hash &&
    a.text === b.text &&
    a.kind === b.kind &&
    a.prefix === b.prefix &&
    a.opensNode === b.opensNode &&
    a.marker === b.marker &&
    a.containers.join() === b.containers.join()
  );
}
