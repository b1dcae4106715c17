import type { ListMarkerStyle } from '../block.js';
import type { AttachmentEntry, Provision, ProvisionKind } from '../provision.js';
import type { UnitId } from '../schemes/scheme.js';

/** The style of a sub-paragraph's marker, and the number that it counts in that style. */
export interface ItemFacts {
  readonly style: ListMarkerStyle;
  readonly value: number;
}

/** What a provision is made of; what is left out is null. */
export interface NewProvision {
  readonly kind: ProvisionKind;
  readonly label: string;
  readonly number: string | null;
  readonly marker: string;
  readonly title?: string | null;
  /** Index of the block that it begins with. */
  readonly block: number;
  readonly parent: ProvisionNode | null;
  /** Left out where its kind tells. */
  readonly unit?: UnitId;
  readonly countsAnew?: string | null;
  readonly isSchemeLabel?: boolean;
  /** The row of the block's table that it is, its header row not counted. */
  readonly row?: number;
}

/** A provision while the tree is being built. */
export class ProvisionNode implements Provision {
  readonly kind: ProvisionKind;
  unit: UnitId;
  readonly label: string;
  readonly number: string | null;
  readonly marker: string;
  title: string | null;
  readonly countsAnew: string | null;
  readonly isSchemeLabel: boolean;
  readonly block: number;
  readonly row: number | null;
  parent: ProvisionNode | null;
  readonly children: ProvisionNode[] = [];
  /** −1 until it is known. */
  endBlock = -1;
  index = 0;
  attachment?: AttachmentEntry;
  body?: number | null;
  /** The last of a range of numbers that one line keeps open: 5.6 of "5.4 – 5.6 [Deleted]". */
  until: string | null = null;
  /** For a sub-paragraph. */
  item: ItemFacts | null = null;

  constructor(facts: NewProvision) {
    this.kind = facts.kind;
    this.unit = facts.unit ?? facts.kind;
    this.countsAnew = facts.countsAnew ?? null;
    this.isSchemeLabel = facts.isSchemeLabel ?? false;
    this.label = facts.label;
    this.number = facts.number;
    this.marker = facts.marker;
    this.title = facts.title ?? null;
    this.block = facts.block;
    this.row = facts.row ?? null;
    this.parent = facts.parent;
    this.parent?.children.push(this);
  }

  /** Puts it in another provision; taking it out of the one that held it is left to the caller. */
  moveTo(parent: ProvisionNode): void {
    this.parent = parent;
    parent.children.push(this);
  }
}

/** The last number that a provision stands for: 5.6 for "5.4 – 5.6 [Deleted]". */
export function getLastNumber(provision: Provision): string | null {
  return (provision instanceof ProvisionNode ? provision.until : null) ?? provision.number;
}

/**
 * For a sub-paragraph, the style of its marker and what it counts in that style; null for any other
 * provision.
 */
export function getItemFacts(provision: Provision): ItemFacts | null {
  return provision instanceof ProvisionNode ? provision.item : null;
}
