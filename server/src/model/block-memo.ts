import type { Block } from './block.js';

/**
 * What was read from a block, kept with it. A draft has tens of thousands of blocks and a dozen
 * readers: in weak maps, keeping costs as much time as reading.
 */
export class BlockMemo<Value> {
  private static count = 0;
  /** Given at the first use, so that blocks hold no room for readers that never ran. */
  private slot = -1;
  /** For what is like a block, but was not made as one. */
  private readonly others = new WeakMap<Block, Value>();

  get(block: Block): Value | undefined {
    const kept = KeepingBlock.memoryOf(block);
    // Only this memo writes to its slot.
    return kept ? (kept[this.slot] as Value | undefined) : this.others.get(block);
  }

  set(block: Block, value: Value): void {
    const kept = KeepingBlock.memoryOf(block);
    if (kept) {
      if (this.slot < 0) this.slot = BlockMemo.count++;
      kept[this.slot] = value;
    } else this.others.set(block, value);
  }

  delete(block: Block): void {
    const kept = KeepingBlock.memoryOf(block);
    if (!kept) this.others.delete(block);
    else if (this.slot in kept) kept[this.slot] = undefined;
  }
}

/** A block that can keep what is read from it. */
export class KeepingBlock implements Block {
  readonly kind: Block['kind'];
  readonly text: string;
  readonly hash: number;
  readonly prefix: number;
  readonly containers: Block['containers'];
  readonly marker: string | null;
  readonly level: number;
  readonly opensNode: boolean;
  readonly head: Block['head'];
  readonly ownUnits: Block['ownUnits'];
  /** Private to the language, so that two blocks are equal whatever was read from them. */
  readonly #memory: unknown[] = [];

  constructor({ kind, text, hash, prefix, containers, marker, level, opensNode, head, ownUnits }: Block) {
    this.kind = kind;
    this.text = text;
    this.hash = hash;
    this.prefix = prefix;
    this.containers = containers;
    this.marker = marker;
    this.level = level;
    this.opensNode = opensNode;
    this.head = head;
    this.ownUnits = ownUnits;
  }

  static memoryOf(block: Block): unknown[] | null {
    return #memory in block ? block.#memory : null;
  }
}

/** Forgets all that was read from a block. */
export function forgetReadings(block: Block): void {
  const kept = KeepingBlock.memoryOf(block);
  if (kept) kept.length = 0;
}

/**
 * Reads from a block what is wanted but once: what nobody had read from it before is forgotten
 * again. A project can be larger than what can be kept of it.
 */
export function readBriefly<Value>(block: Block, read: (block: Block) => Value): Value {
  const isUnread = KeepingBlock.memoryOf(block)?.length === 0;
  const value = read(block);
  if (isUnread) forgetReadings(block);
  return value;
}
