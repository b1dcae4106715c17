import { tableRowsOf } from '../compare/rows.js';
import type { Block } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import { findFirst } from '../model/find-first.js';
import { getOrCreate } from '../model/memo.js';
import { scanBlocks } from '../model/scan.js';
import { countLineEnds, findLineEnding } from '../model/text.js';

/**
 * What an instruction does to a draft. Instructions speak of the text as it stands, so that all of
 * them are carried out at once and none sees what another did.
 */
export type Effect =
  /** Words of a block are replaced; offsets are relative to its text. */
  | {
      readonly kind: 'words';
      readonly block: number;
      readonly start: number;
      readonly end: number;
      readonly text: string;
    }
  /** Blocks come in before the block with an index; `rank` orders those that come in at one place. */
  | { readonly kind: 'insert'; readonly at: number; readonly text: string; readonly rank: number }
  /** The blocks from one index up to another are replaced; left out where the text is empty. */
  | { readonly kind: 'replace'; readonly from: number; readonly to: number; readonly text: string }
  /** Rows come in before the row with an index (0 is the header row). */
  | { readonly kind: 'insertRows'; readonly block: number; readonly at: number; readonly text: string }
  /** A row is replaced by lines, or left out where the text is empty. */
  | { readonly kind: 'replaceRow'; readonly block: number; readonly row: number; readonly text: string };

/** An effect, and which instruction has it (its position in their list). */
export interface OwnedEffect {
  readonly effect: Effect;
  readonly owner: number;
}

/** A stretch of the old text that an instruction takes away, or of the new one that it puts in. */
export interface OwnedSpan {
  readonly start: number;
  readonly end: number;
  readonly owner: number;
}

/** A draft after all effects. */
export interface CarriedOut {
  readonly text: string;
  /** In the order of the old text. */
  readonly removed: readonly OwnedSpan[];
  /** In the order of the new text. */
  readonly added: readonly OwnedSpan[];
}

/** The rank of what comes in after a provision; what belongs to a deeper one comes first. */
export function rankAfter(depth: number): number {
  return 1000 - depth;
}

/** The rank of what comes in before a provision. */
export function rankBefore(depth: number): number {
  return 2000 + depth;
}

/** The first two owners whose effects cannot both be had; null where all go together. */
export function findConflict(draft: Draft, effects: readonly OwnedEffect[]): readonly [number, number] | null {
  const byBlock = new Map<number, OwnedEffect[]>();
  const replaced: { from: number; to: number; owner: number }[] = [];
  const inserted: { at: number; owner: number }[] = [];
  for (const { effect, owner } of effects) {
    if (effect.kind === 'replace') replaced.push({ from: effect.from, to: effect.to, owner });
    else if (effect.kind === 'insert') inserted.push({ at: effect.at, owner });
    else getOrCreate(byBlock, effect.block, () => []).push({ effect, owner });
  }
  replaced.sort((a, b) => a.from - b.from || a.to - b.to);
  for (let i = 1; i < replaced.length; i++)
    if (replaced[i]!.from < replaced[i - 1]!.to) return [replaced[i - 1]!.owner, replaced[i]!.owner];
  const replacing = (block: number) => {
    const own = replaced[findFirst(replaced, ({ to }) => to > block)];
    return own && own.from <= block ? own : null;
  };
  for (const { at, owner } of inserted) {
    const around = replacing(at);
    if (around && around.from < at) return [around.owner, owner];
  }
  for (const [block, own] of byBlock) {
    const around = replacing(block);
    if (around) return [around.owner, own[0]!.owner];
    const clash = findClashInBlock(draft.block(block), own);
    if (clash) return clash;
  }
  return null;
}

function findClashInBlock(block: Block, effects: readonly OwnedEffect[]): readonly [number, number] | null {
  const rows = tableRowsOf(block);
  const spans = effects.flatMap(({ effect, owner }) => {
    if (effect.kind === 'words') return [{ start: effect.start, end: effect.end, owner }];
    if (effect.kind !== 'replaceRow') return [];
    const row = rows[effect.row];
    return row ? [{ start: row.start, end: row.end, owner }] : [];
  });
  spans.sort((a, b) => a.start - b.start || a.end - b.end);
  for (let i = 1; i < spans.length; i++)
    if (spans[i]!.start < spans[i - 1]!.end) return [spans[i - 1]!.owner, spans[i]!.owner];
  return null;
}

/** Text of the result. */
interface KeptPiece {
  readonly text: string;
  /** Null for what keeps its place. */
  readonly owner: number | null;
}

/** Blocks of the result that stand together, and between which old blocks they stand. */
interface BlockChunk {
  readonly pieces: readonly KeptPiece[];
  readonly left: number;
  readonly right: number;
  /** Whether it is an old block as it was. */
  readonly isKept: boolean;
}

/** Carries out effects that go together (see `findConflict`). */
export function carryOutEffects(draft: Draft, effects: readonly OwnedEffect[]): CarriedOut {
  const inserts = new Map<number, { text: string; rank: number; owner: number; order: number }[]>();
  const replaces = new Map<number, { to: number; text: string; owner: number }>();
  const inBlock = new Map<number, OwnedEffect[]>();
  effects.forEach(({ effect, owner }, order) => {
    if (effect.kind === 'insert')
      getOrCreate(inserts, effect.at, () => []).push({ text: effect.text, rank: effect.rank, owner, order });
    else if (effect.kind === 'replace') replaces.set(effect.from, { to: effect.to, text: effect.text, owner });
    else getOrCreate(inBlock, effect.block, () => []).push({ effect, owner });
  });
  const gone: OwnedSpan[] = [];
  const chunks: BlockChunk[] = [];
  const count = draft.blocks.length;
  for (let block = 0; block <= count; ) {
    const coming = inserts.get(block)?.sort((a, b) => a.rank - b.rank || a.order - b.order) ?? [];
    for (const { text, owner } of coming)
      chunks.push({ pieces: [{ text, owner }], left: block, right: block, isKept: false });
    if (block === count) break;
    const replace = replaces.get(block);
    if (replace) {
      const last = draft.startOf(replace.to - 1) + draft.block(replace.to - 1).text.length;
      gone.push({ start: draft.startOf(block), end: last, owner: replace.owner });
      if (replace.text !== '')
        chunks.push({
          pieces: [{ text: replace.text, owner: replace.owner }],
          left: block,
          right: replace.to,
          isKept: false,
        });
      block = replace.to;
      continue;
    }
    const pieces = changeBlock(draft, block, inBlock.get(block) ?? [], gone);
    chunks.push({ pieces, left: block, right: block + 1, isKept: !inBlock.has(block) });
    block++;
  }
  return joinChunks(draft, chunks, gone);
}

function joinChunks(draft: Draft, chunks: readonly BlockChunk[], gone: readonly OwnedSpan[]): CarriedOut {
  const lineEnd = findLineEnding(draft.text);
  const added: OwnedSpan[] = [];
  const parts: string[] = [draft.text.slice(0, draft.startOf(0))];
  let length = parts[0]!.length;
  const add = (text: string) => {
    parts.push(text);
    length += text.length;
  };
  chunks.forEach((chunk, index) => {
    const before = chunks[index - 1];
    if (before) add(chooseGap(draft, before, chunk, lineEnd));
    for (const { text, owner } of chunk.pieces) {
      const own = owner === null ? text : text.replace(/\r\n|\r|\n/g, lineEnd);
      if (owner !== null) added.push({ start: length, end: length + own.length, owner });
      add(own);
    }
  });
  if (chunks.length > 0) add(readGapBefore(draft, draft.blocks.length));
  return { text: parts.join(''), removed: [...gone].sort((a, b) => a.start - b.start), added };
}

/** The white space of the old text before a block. */
function readGapBefore(draft: Draft, block: number): string {
  if (block === 0) return draft.text.slice(0, draft.startOf(0));
  const end = draft.startOf(block - 1) + draft.block(block - 1).text.length;
  return draft.text.slice(end, draft.startOf(block));
}

/** What stands between two chunks: as much as between their old neighbours. */
function chooseGap(draft: Draft, before: BlockChunk, after: BlockChunk, lineEnd: string): string {
  const blank = lineEnd + lineEnd;
  let gap = '';
  for (let at = before.right; at <= after.left; at++) {
    if (at === 0 || at === draft.blocks.length) continue;
    const own = readGapBefore(draft, at);
    if (gap === '' || countLineEnds(own) > countLineEnds(gap)) gap = own;
  }
  if (countLineEnds(gap) >= 2) return gap;
  const isNeighbours = before.isKept && after.isKept && before.right === after.left;
  if (gap !== '' && (isNeighbours || standApart(draft, before, after))) return gap;
  return blank;
}

/** Whether two blocks are two with only a line end between them. */
function standApart(draft: Draft, before: BlockChunk, after: BlockChunk): boolean {
  const ownUnits = draft.reading.ownUnits;
  const last = scanBlocks(textOf(before), ownUnits).blocks.at(-1);
  const first = scanBlocks(textOf(after), ownUnits).blocks[0];
  if (!last || !first) return false;
  return scanBlocks(`${last.text}\n${first.text}`, ownUnits).blocks.length === 2;
}

function textOf({ pieces }: BlockChunk): string {
  return pieces.map(({ text }) => text).join('');
}

/** A block with its words and rows changed; what goes is added to `gone`. */
function changeBlock(draft: Draft, index: number, effects: readonly OwnedEffect[], gone: OwnedSpan[]): KeptPiece[] {
  const block = draft.block(index);
  const offset = draft.startOf(index);
  if (effects.length === 0) return [{ text: block.text, owner: null }];
  const edits = listBlockEdits(block, effects);
  const pieces: KeptPiece[] = [];
  let at = 0;
  for (const { start, end, text, owner } of edits) {
    if (start > at) pieces.push({ text: block.text.slice(at, start), owner: null });
    if (end > start) gone.push({ start: offset + start, end: offset + end, owner });
    if (text !== '') pieces.push({ text, owner });
    at = Math.max(at, end);
  }
  if (at < block.text.length) pieces.push({ text: block.text.slice(at), owner: null });
  return pieces;
}

interface BlockEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly owner: number;
}

/** The edits of a block's text, in order, the rows of a table with their line ends. */
function listBlockEdits(block: Block, effects: readonly OwnedEffect[]): BlockEdit[] {
  const rows = tableRowsOf(block);
  const edits: (BlockEdit & { order: number })[] = [];
  effects.forEach(({ effect, owner }, order) => {
    switch (effect.kind) {
      case 'words':
        edits.push({ start: effect.start, end: effect.end, text: effect.text, owner, order });
        return;
      case 'insertRows': {
        // Before the first row of the body stands the delimiter row, which belongs to the header.
        const place = effect.at >= rows.length ? block.text.length : rows[effect.at]!.start;
        const text = effect.at >= rows.length ? `\n${effect.text}` : `${effect.text}\n`;
        edits.push({ start: place, end: place, text, owner, order });
        return;
      }
      case 'replaceRow': {
        const row = rows[effect.row];
        if (!row) return;
        if (effect.text !== '') edits.push({ start: row.start, end: row.end, text: effect.text, owner, order });
        else edits.push({ ...spanWithLineEnd(block.text, row), text: '', owner, order });
        return;
      }
      default:
    }
  });
  edits.sort((a, b) => a.start - b.start || a.end - b.end || a.order - b.order);
  return edits;
}

/** A row with the line end after it, or for the last one the line end before it. */
function spanWithLineEnd(text: string, { start, end }: { start: number; end: number }): { start: number; end: number } {
  const after = /^(?:\r\n|\r|\n)/.exec(text.slice(end, end + 2))?.[0].length ?? 0;
  if (after > 0) return { start, end: end + after };
  const before = /(?:\r\n|\r|\n)$/.exec(text.slice(Math.max(0, start - 2), start))?.[0].length ?? 0;
  return { start: start - before, end };
}
