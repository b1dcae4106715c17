import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { isLeftOut } from './shown-words.js';

/** The names by which a document can be entered at its provisions; no name is given twice. */
export class Anchors {
  /** The names given, and how many more were made of each. */
  private readonly counts = new Map<string, number>();
  private readonly ofProvision = new Map<Provision, string>();

  /** The anchor of each provision that has one so far. */
  get byProvision(): ReadonlyMap<Provision, string> {
    return this.ofProvision;
  }

  /** The anchor of a provision; the same each time it is asked for. */
  anchorProvision(provision: Provision): string {
    const known = this.ofProvision.get(provision);
    if (known !== undefined) return known;
    const anchor = this.makeAnchor(provision.label);
    this.ofProvision.set(provision, anchor);
    return anchor;
  }

  /**
   * Anchors each provision of a draft that begins with a block. Of several that begin in one block,
   * "(4) (a) Where …", the innermost owns the block, and all have its anchor.
   */
  anchorAll(draft: Draft): void {
    for (const provision of draft.provisions) {
      const { block, row } = provision;
      if (row !== null || isLeftOut(draft, block)) continue;
      const owner = draft.provisionOfBlock(block);
      if (owner && owner !== provision && owner.block === block && owner.row === null)
        this.ofProvision.set(provision, this.anchorProvision(owner));
      else this.anchorProvision(provision);
    }
  }

  /**
   * A new anchor made of a label, such as "clause-20-28-a"; with a number after it where that one
   * is taken.
   */
  makeAnchor(label: string): string {
    const base =
      label
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-')
        .replace(/^-|-$/g, '') || 'provision';
    // Where many have one name, the count goes on from the last of them.
    let count = this.counts.get(base) ?? 0;
    let anchor = base;
    while (this.counts.has(anchor)) anchor = `${base}-${++count + 1}`;
    this.counts.set(base, count);
    if (anchor !== base) this.counts.set(anchor, 0);
    return anchor;
  }
}

const ofDraft = new WeakMap<Draft, ReadonlyMap<Provision, string>>();

/** The anchors that the provisions of a draft have in each export of it. */
export function anchorDraft(draft: Draft): ReadonlyMap<Provision, string> {
  return getOrCreate(ofDraft, draft, () => {
    const anchors = new Anchors();
    anchors.anchorAll(draft);
    return anchors.byProvision;
  });
}

/**
 * The anchor of a provision, or of the nearest one around it that has one; null where there is
 * none.
 */
export function nearestAnchor(provision: Provision | null, anchors: ReadonlyMap<Provision, string>): string | null {
  for (let at = provision; at; at = at.parent) {
    const anchor = anchors.get(at);
    if (anchor !== undefined) return anchor;
  }
  return null;
}
