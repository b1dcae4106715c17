import type { Block } from './block.js';
import { frontMatterEnd, type Leaf, scanFlow } from './flow.js';
import { beginsProvision } from './head/begins-provision.js';
import { readHead } from './head.js';
import { detached, hashText, isLineEnd, type TextEdit } from './text.js';

/** The blocks of a text and where each starts. Blank lines lie between blocks. */
export interface ScannedText {
  readonly blocks: readonly Block[];
  /** Offset of each block in the text. */
  readonly starts: readonly number[];
}

/** Which blocks an edit replaced: `removed` blocks from index `from` on, by `added` others. */
export interface BlockSplice {
  readonly from: number;
  readonly removed: number;
  readonly added: number;
}

export function scanBlocks(text: string): ScannedText {
  const blocks: Block[] = [];
  const starts: number[] = [];
  for (const leaf of scanFlow(text, 0).leaves) addBlocks(text, leaf, blocks, starts, false);
  return { blocks, starts };
}

/**
 * The blocks of `newText`, which `edit` made of the text that `old` is of: only the nodes that the edit can have changed are
 * scanned again; all others are taken over as they are.
 */
export function rescanBlocks(
  old: ScannedText,
  oldText: string,
  newText: string,
  edit: TextEdit,
): { scanned: ScannedText; splice: BlockSplice } {
  const delta = newText.length - oldText.length;
  const fresh = frontMatterEnd(newText) !== frontMatterEnd(oldText) + (edit.end <= frontMatterEnd(oldText) ? delta : 0);
  // Begin one node before the one that the edit lies in: an edit can glue a node to the one before it.
  let first = fresh ? 0 : nodeBefore(old, nodeBefore(old, blockAt(old, edit.start)));
  // A table that cut a paragraph short would be read otherwise without that paragraph: "20." begins no list in the midst of one.
  while (
    first > 0 &&
    (old.blocks[first] as Block).kind === 'table' &&
    !blankBefore(oldText, old.starts[first] as number)
  )
    first = nodeOf(old, first - 1);
  if (first < 0 || (first === 0 && old.starts[0] !== 0)) first = 0;
  const from = first === 0 ? 0 : (old.starts[first] as number);
  const editEnd = edit.start + edit.text.length;
  let passed = 0;
  let resume = old.blocks.length;
  const tail = fresh ? old.blocks.length : blockAt(old, edit.end) + 1;
  const scan = scanFlow(newText, from, (offset) => {
    if (fresh || offset <= editEnd) return false;
    const index = blockStarting(old, offset - delta, tail);
    if (index < 0 || !(old.blocks[index] as Block).opensNode) return false;
    // One whole node behind the edit is scanned again as well, as a caption may make the lines behind it a table.
    if (++passed < 2) return false;
    resume = index;
    return true;
  });
  const added: Block[] = [];
  const addedStarts: number[] = [];
  for (const leaf of scan.leaves) addBlocks(newText, leaf, added, addedStarts, true);
  // Blocks at both ends that came out as they were are kept, so that what was read from them is kept too.
  let head = 0;
  while (head < added.length && first + head < resume && same(added[head] as Block, old.blocks[first + head] as Block))
    head++;
  let rear = 0;
  while (
    rear < added.length - head &&
    resume - rear - 1 >= first + head &&
    same(added[added.length - rear - 1] as Block, old.blocks[resume - rear - 1] as Block)
  )
    rear++;
  const splice: BlockSplice = {
    from: first + head,
    removed: resume - rear - (first + head),
    added: added.length - rear - head,
  };
  const blocks = [
    ...old.blocks.slice(0, splice.from),
    ...added.slice(head, added.length - rear),
    ...old.blocks.slice(resume - rear),
  ];
  const starts = old.starts.slice(0, first);
  for (const start of addedStarts) starts.push(start);
  for (let i = resume; i < old.starts.length; i++) starts.push((old.starts[i] as number) + delta);
  return { scanned: { blocks, starts }, splice };
}

/** The block that holds `offset`, or the one before it; −1 before the first. */
export function blockAt(scanned: ScannedText, offset: number): number {
  const { starts } = scanned;
  let low = -1;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function blockStarting(scanned: ScannedText, offset: number, from: number): number {
  const index = blockAt(scanned, offset);
  return index >= from && scanned.starts[index] === offset ? index : -1;
}

/** The first block of the node that block `index` belongs to. */
function nodeOf(scanned: ScannedText, index: number): number {
  let at = index;
  while (at > 0 && !(scanned.blocks[at] as Block).opensNode) at--;
  return at;
}

/** The first block of the node before the one that block `index` belongs to. */
function nodeBefore(scanned: ScannedText, index: number): number {
  return nodeOf(scanned, nodeOf(scanned, Math.min(index, scanned.blocks.length - 1)) - 1);
}

/** Whether the line before the one at `offset` is blank, or there is none. */
function blankBefore(text: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && isSpace(text.charCodeAt(at))) at--;
  const end = text.charCodeAt(at) === 10 && text.charCodeAt(at - 1) === 13 ? at - 2 : at - 1;
  for (let before = end; before >= 0; before--) {
    const code = text.charCodeAt(before);
    if (isLineEnd(code)) return true;
    if (!isSpace(code)) return false;
  }
  return true;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9;
}

function same(a: Block, b: Block): boolean {
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

function addBlocks(text: string, leaf: Leaf, blocks: Block[], starts: number[], detach: boolean): void {
  const opensNode = leaf.node !== null;
  if (leaf.kind !== 'paragraph') {
    blocks.push(newBlock(text, leaf, leaf.start, leaf.end, true, opensNode, detach));
    starts.push(leaf.start);
    return;
  }
  // One paragraph to Markdown can hold several provisions, a line each.
  let start = leaf.start;
  let lineStart = leaf.start;
  const opened = blocks.length;
  for (let at = leaf.lines > 1 ? leaf.start : leaf.end; at < leaf.end; at++) {
    const code = text.charCodeAt(at);
    if (!isLineEnd(code)) continue;
    const lineEnd = at;
    if (code === 13 && text.charCodeAt(at + 1) === 10) at++;
    const next = at + 1;
    if (next < leaf.end && mayBegin(text, next)) {
      const end = nextLineEnd(text, next, leaf.end);
      const current = readHead({
        ...leaf,
        kind: 'paragraph',
        text: text.slice(start, lineEnd),
        prefix: start === leaf.start ? leaf.prefix : 0,
        marker: start === leaf.start ? leaf.marker : null,
      });
      const before = text.slice(Math.max(lineStart, lineEnd - 40), lineEnd);
      if (beginsProvision({ text, start: next, end, before, previous: current })) {
        blocks.push(
          newBlock(text, leaf, start, lineEnd, start === leaf.start, opensNode && blocks.length === opened, detach),
        );
        starts.push(start);
        start = next;
      }
    }
    lineStart = next;
  }
  blocks.push(
    newBlock(text, leaf, start, leaf.end, start === leaf.start, opensNode && blocks.length === opened, detach),
  );
  starts.push(start);
}

function nextLineEnd(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

/** A quick look at the first characters of a line: can it begin a provision at all? */
function mayBegin(text: string, from: number): boolean {
  let at = from;
  let code = text.charCodeAt(at);
  while (code === 32 || code === 9 || code === 62) code = text.charCodeAt(++at);
  // ( * _ < \ digits, or a letter: `H5.9`
  if (code === 40 || code === 42 || code === 95 || code === 60 || (code >= 48 && code <= 57)) return true;
  if (code >= 65 && code <= 90) {
    const second = text.charCodeAt(at + 1);
    if ((second >= 48 && second <= 57) || second < 91) return true;
  }
  // `a)`, `iii.`
  for (let end = at + 1; end < at + 6; end++) {
    const next = text.charCodeAt(end);
    if (next === 41 || next === 46) return true;
    if (!((next >= 97 && next <= 122) || (next >= 65 && next <= 90))) return false;
  }
  return false;
}

function newBlock(
  text: string,
  leaf: Leaf,
  start: number,
  end: number,
  first: boolean,
  opensNode: boolean,
  detach: boolean,
): Block {
  const slice = text.slice(start, end);
  const own = detach ? detached(slice) : slice;
  const prefix = first
    ? leaf.prefix
    : leaf.containers.length > 0
      ? (/^[ \t>]*/.exec(own) as RegExpExecArray)[0].length
      : 0;
  const marker = first ? leaf.marker : null;
  const { kind, containers, level } = leaf;
  const hash = hashText(text, start, end);
  const head = readHead({ kind, text: own, prefix, containers, marker });
  return { kind, text: own, hash, prefix, containers, marker, level, opensNode, head };
}
