import type { Block } from './block.js';
import type { Draft } from './draft.js';
import { findFirst } from './find-first.js';
import { getOrCreate } from './memo.js';

/** Where two lists of blocks differ; before `from`, and from the ends on, they have the same blocks. */
export interface BlockDifference {
  readonly from: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** The last answer: what is kept of a draft is brought up to date by many, right after each other. */
let last: { readonly old: readonly Block[]; readonly now: readonly Block[]; readonly found: BlockDifference } | null =
  null;

/** The one stretch in which two lists of blocks differ, by identity. */
export function findBlockDifference(old: readonly Block[], now: readonly Block[]): BlockDifference {
  if (last?.old === old && last.now === now) return last.found;
  const shorter = Math.min(old.length, now.length);
  let from = 0;
  while (from < shorter && old[from] === now[from]) from++;
  let rear = 0;
  while (rear < shorter - from && old[old.length - 1 - rear] === now[now.length - 1 - rear]) rear++;
  const found = { from, oldEnd: old.length - rear, newEnd: now.length - rear };
  last = { old, now, found };
  return found;
}

/** What was read from one block of a draft. */
export interface BlockEntry<Value> {
  readonly block: number;
  readonly value: Value;
}

/**
 * What is read from the few blocks of a draft that hold something, in order. After an edit only
 * blocks that are new are read.
 */
export class BlockEntries<Value> {
  private blocks: readonly Block[] = [];
  private entries: readonly BlockEntry<Value>[] = [];
  /** Blocks that are to be read again, though they are the same. */
  private readonly stale = new Set<number>();

  /** Has some blocks of the next list read again, though they are the same. */
  rereadNext(indices: Iterable<number>): void {
    for (const index of indices) this.stale.add(index);
  }

  /**
   * The entries of a list of blocks: the same array as before where nothing is different.
   * @param read null for a block that holds nothing
   * @param note told of each value that came (1) or went (−1)
   */
  update(
    blocks: readonly Block[],
    read: (block: Block, index: number) => Value | null,
    note?: (value: Value, sign: 1 | -1) => void,
  ): readonly BlockEntry<Value>[] {
    if (this.stale.size > 0) this.reread(blocks, read, note);
    if (blocks === this.blocks) return this.entries;
    const { from, oldEnd, newEnd } = findBlockDifference(this.blocks, blocks);
    const first = findFirstEntry(this.entries, from);
    const rest = findFirstEntry(this.entries, oldEnd);
    const made: BlockEntry<Value>[] = [];
    for (let block = from; block < newEnd; block++) {
      const own = blocks[block];
      const value = own ? read(own, block) : null;
      if (value !== null) made.push({ block, value });
    }
    if (note) {
      for (const { value } of this.entries.slice(first, rest)) note(value, -1);
      for (const { value } of made) note(value, 1);
    }
    const shift = newEnd - oldEnd;
    this.blocks = blocks;
    if (shift !== 0 || made.length > 0 || first < rest) {
      const after = this.entries.slice(rest);
      this.entries = this.entries
        .slice(0, first)
        .concat(made, shift === 0 ? after : after.map(({ block, value }) => ({ block: block + shift, value })));
    }
    return this.entries;
  }

  /** Reads the stale blocks again, as far as they are the same; all others are new anyway. */
  private reread(
    blocks: readonly Block[],
    read: (block: Block, index: number) => Value | null,
    note?: (value: Value, sign: 1 | -1) => void,
  ): void {
    const entries = [...this.entries];
    for (const index of this.stale) {
      const own = blocks[index];
      if (!own || own !== this.blocks[index]) continue;
      const at = findFirstEntry(entries, index);
      const old = entries[at]?.block === index ? entries[at] : null;
      const value = read(own, index);
      if (old) note?.(old.value, -1);
      if (value !== null) note?.(value, 1);
      entries.splice(at, old ? 1 : 0, ...(value === null ? [] : [{ block: index, value }]));
    }
    this.stale.clear();
    this.entries = entries;
  }
}

/** The index of the first of some entries that is of block `block` or of one after it. */
export function findFirstEntry(entries: readonly BlockEntry<unknown>[], block: number): number {
  return findFirst(entries, (entry) => entry.block >= block);
}

/** The blocks of drafts that hold something, kept for each draft and all that are edited from it. */
export class BlockIndex<Value> {
  private readonly kept = new WeakMap<object, BlockEntries<Value>>();

  /** @param read what a block holds, by its own words alone; null where nothing */
  constructor(private readonly read: (block: Block) => Value | null) {}

  of(draft: Draft): readonly BlockEntry<Value>[] {
    return getOrCreate(this.kept, draft.lineage, () => new BlockEntries<Value>()).update(draft.blocks, this.read);
  }
}
