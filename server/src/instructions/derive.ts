import type { Comparison } from '../compare/change.js';
import type { DerivedChange } from './derivation.js';
import { GapDeriver } from './derive-gaps.js';

/** All changes, and how a block is set out anew as a whole whose words, number or rows change. */
export interface DerivedChanges {
  readonly changes: readonly DerivedChange[];
  /** Null for a block that does not stay. */
  setOutWhole(block: number): DerivedChange | null;
}

/** Derives all changes of a comparison. */
class ChangeDeriver extends GapDeriver {
  derive(): DerivedChanges {
    const { newOf } = this.fates;
    const count = this.oldDraft.blocks.length;
    let gapFrom = 0;
    let newFrom = 0;
    for (let block = 0; block <= count; block++) {
      const next = block === count ? this.newDraft.blocks.length : newOf[block]!;
      if (next < 0) continue;
      this.deriveGap(gapFrom, block, newFrom, next);
      if (block < count) this.deriveEdits(block, next);
      gapFrom = block + 1;
      newFrom = next + 1;
    }
    this.deriveRenumbering();
    return {
      changes: this.changes.sort((a, b) => a.at - b.at),
      setOutWhole: (block) => this.setOutWhole(block),
    };
  }
}

/** Finds the changes that make the new text of a comparison of its old one. */
export function deriveChanges(comparison: Comparison): DerivedChanges {
  return new ChangeDeriver(comparison).derive();
}
