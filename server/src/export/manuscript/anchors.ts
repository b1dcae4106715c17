import type { Provision } from '../../model/provision.js';

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

  /** Gives a provision the anchor of another that begins at the same place. */
  shareAnchor(provision: Provision, other: Provision): void {
    this.ofProvision.set(provision, this.anchorProvision(other));
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
