import type { Block } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';

/** What can match what: a heading never becomes a clause. */
export type UnitKind = 'frontMatter' | 'heading' | 'table' | 'footnote' | 'text';

/**
 * A run of blocks that is matched, moved, inserted or deleted as one: a heading, a clause with all
 * it holds, or a block between.
 */
export interface ComparedUnit {
  readonly kind: UnitKind;
  /** The index of its first block, and the index after its last. */
  readonly start: number;
  readonly end: number;
  /** The provision it begins with; null for text that belongs to none. */
  readonly provision: Provision | null;
  /**
   * How it is cited, where it has a number or is a defined term. Two units with one name are likely
   * the same.
   */
  readonly name: string | null;
  /** The length of its text (UTF-16). */
  readonly size: number;
}

/** Cuts a draft into units, in the order of the text. Together they are all its blocks. */
export function unitsOf(draft: Draft): ComparedUnit[] {
  const { blocks } = draft;
  const owners = blocks.map((_, index) => unitOwner(draft, index));
  joinOverFootnotes(owners);
  const units: ComparedUnit[] = [];
  for (let start = 0; start < blocks.length; ) {
    const owner = owners[start] ?? null;
    let end = start + 1;
    if (owner && !isHeadingBlock(blocks[start]!, owner)) while (end < blocks.length && owners[end] === owner) end++;
    const begins = owner !== null && owner.block === start;
    const named = begins && owner.number !== null;
    units.push({
      kind: unitKindOf(blocks[start]!, owner),
      start,
      end,
      provision: begins ? owner : null,
      name: named ? `${owner.kind === 'section' ? 'section' : 'provision'} ${owner.label}` : null,
      size: draft.startOf(end - 1) + blocks[end - 1]!.text.length - draft.startOf(start),
    });
    start = end;
  }
  return units;
}

/** Whether a provision groups others without holding their text. */
export function isGroup(provision: Provision): boolean {
  switch (provision.kind) {
    case 'section':
    case 'part':
    case 'heading':
    case 'appendix':
    case 'annex':
    case 'schedule':
      return true;
    case 'attachment':
      return provision.attachment === undefined;
    default:
      return false;
  }
}

/**
 * The provision whose unit a block belongs to: its clause, or else the outermost one below its
 * heading.
 */
function unitOwner(draft: Draft, index: number): Provision | null {
  let provision = draft.provisionOfBlock(index);
  if (provision && isGroup(provision)) return provision.block === index ? provision : null;
  let below: Provision | null = null;
  for (; provision && !isGroup(provision); provision = provision.parent) {
    if (provision.kind === 'clause') return provision;
    below = provision;
  }
  return below;
}

/** Makes a footnote between two parts of a clause part of the clause. */
function joinOverFootnotes(owners: (Provision | null)[]): void {
  let last: Provision | null = null;
  let from = 0;
  for (let i = 0; i < owners.length; i++) {
    const owner = owners[i] ?? null;
    if (owner?.kind === 'footnote' && last) continue;
    if (owner && owner === last) for (let k = from; k < i; k++) owners[k] = owner;
    last = owner?.kind === 'clause' ? owner : null;
    from = i + 1;
  }
}

function isHeadingBlock(block: Block, owner: Provision): boolean {
  return block.kind === 'heading' || isGroup(owner);
}

function unitKindOf(block: Block, owner: Provision | null): UnitKind {
  if (block.kind === 'frontMatter') return 'frontMatter';
  if (owner ? isHeadingBlock(block, owner) : block.kind === 'heading') return 'heading';
  if (owner && (owner.kind === 'table' || owner.kind === 'figure')) return 'table';
  return owner?.kind === 'footnote' ? 'footnote' : 'text';
}
