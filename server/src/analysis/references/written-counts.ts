import type { Block } from '../../model/block.js';
import { BlockEntries } from '../../model/block-index.js';

/** How often each caption or label is written in a draft, brought up to date by difference. */
export class WrittenCounts {
  private readonly entries = new BlockEntries<readonly string[]>();
  private readonly counts = new Map<string, number>();

  /** @param read what a block writes, by its own words alone; null where nothing */
  constructor(private readonly read: (block: Block) => readonly string[] | null) {}

  update(blocks: readonly Block[]): ReadonlyMap<string, number> {
    this.entries.update(blocks, this.read, (written, sign) => {
      for (const each of written) {
        const count = (this.counts.get(each) ?? 0) + sign;
        if (count > 0) this.counts.set(each, count);
        else this.counts.delete(each);
      }
    });
    return this.counts;
  }
}
