import type { Change, ChangeKind, Comparison } from '../compare/change.js';
import { withoutLineEnds } from '../compare/line-ends.js';
import type { Block } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import { getOrCreate } from '../model/memo.js';
import type { Provision } from '../model/provision.js';

/**
 * What changed in one provision since the version in force. Plain data, so that it can come from a
 * worker.
 */
export interface ProvisionChange {
  /** Index of the provision in `Draft.provisions` of the text that was compared. */
  readonly provision: number;
  readonly kinds: readonly ChangeKind[];
  /** How it was cited in the version in force; null where it is new. */
  readonly oldLabel: string | null;
  /** Its words with what was inserted and deleted, cut where they are long. */
  readonly edits: Change['edits'];
  /** Its number in the register of changes; null where it has none. */
  readonly number: number | null;
}

/**
 * A change, kept with the first block of its provision. A block stays the same object until it is
 * edited.
 */
interface KnownChange {
  readonly row: number | null;
  readonly change: ProvisionChange;
}

const MOST_CHARACTERS = 3000;

/** The changes of a comparison that concern provisions of the draft. */
export function listProvisionChanges(comparison: Comparison): ProvisionChange[] {
  return comparison.changes.flatMap((change) => {
    const { provision } = change.new ?? {};
    if (!provision || comparison.new.provisions[provision.index] !== provision) return [];
    return [
      {
        provision: provision.index,
        kinds: change.kinds,
        oldLabel: change.old?.label ?? null,
        edits: trimEdits(withoutLineEnds(change.edits)),
        number: change.number ?? null,
      },
    ];
  });
}

function trimEdits(edits: Change['edits']): Change['edits'] {
  const kept: Change['edits'][number][] = [];
  let left = MOST_CHARACTERS;
  for (const edit of edits) {
    if (left <= 0) break;
    kept.push(edit.text.length <= left ? edit : { ...edit, text: `${edit.text.slice(0, left)}…` });
    left -= edit.text.length;
  }
  return kept;
}

/**
 * The changes since the versions in force, by provision. Each is known until its provision's first
 * block is edited.
 */
export class KnownChanges {
  private readonly byBlock = new WeakMap<Block, KnownChange[]>();
  /** The provisions that the last comparison found changed, for as long as they are provisions. */
  private readonly changed = new WeakSet<Provision>();

  /** Takes over what a comparison found; it must have compared the very text that `draft` has. */
  adopt(draft: Draft, changes: readonly ProvisionChange[]): void {
    for (const block of draft.blocks) this.byBlock.delete(block);
    for (const provision of draft.provisions) this.changed.delete(provision);
    for (const change of changes) {
      const provision = draft.provisions[change.provision];
      if (!provision) continue;
      this.changed.add(provision);
      const block = draft.block(provision.block);
      getOrCreate(this.byBlock, block, () => []).push({ row: provision.row, change });
    }
  }

  /** Whether the last comparison found a provision changed, even if it was edited since. */
  wasChanged(provision: Provision): boolean {
    return this.changed.has(provision);
  }

  /** What changed in a provision's own words; null where nothing did, or nothing is known. */
  changeOf(draft: Draft, provision: Provision): ProvisionChange | null {
    const known = this.byBlock.get(draft.block(provision.block));
    return known?.find(({ row }) => row === provision.row)?.change ?? null;
  }
}

/** "amended", "amended (change 12)": what became of a provision, with its number where it has one. */
export function describeKinds({ kinds, number }: Pick<ProvisionChange, 'kinds' | 'number'>): string {
  return kinds.join(', ') + (number === null ? '' : ` (change ${number})`);
}
