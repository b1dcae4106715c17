import type { Comparison, MarkedBlock } from '../compare/change.js';
import { tableRowsOf } from '../compare/rows.js';
import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';
import { type BlockTexts, findWordHunks, type WordHunk } from './block-hunks.js';
import type { Effect } from './effects.js';
import { type NamedPlace, PlaceNames, rootOf } from './name-places.js';
import { callPlace, type InstructionForm, nameWithinPart, sayOf } from './say-changes.js';
import { type DraftScope, findEndBlock } from './scope.js';

/** A change, and the ways to say it, the best first. */
export interface DerivedChange {
  /** The provision under which it is gathered, or null. */
  readonly root: Provision | null;
  readonly rootName: string | null;
  /** The block of the old text by which changes are put in order. */
  readonly at: number;
  readonly effects: readonly Effect[];
  readonly forms: readonly InstructionForm[];
  readonly kind: 'words' | 'insert' | 'omit' | 'substitute' | 'renumber' | 'indent';
  /** The provision or block changed, as a reader would name it. */
  readonly label: string;
  /** For a substitution of a whole provision: how much of its words changed, 0 to 1; else null. */
  readonly share: number | null;
  /** The same as several changes, where it cannot be said as one. */
  readonly parts?: readonly DerivedChange[];
}

/** What becomes of the blocks of two texts. */
export interface Fates {
  /** For each old block the new one that it became; −1 where it goes. */
  readonly newOf: Int32Array;
  readonly oldOf: Int32Array;
  readonly marked: ReadonlyMap<number, readonly MarkedBlock[]>;
}

/** A provision, or several from one on, and the text that is set out in their place. */
export interface ProvisionSubstitution {
  readonly name: NamedPlace;
  readonly own: Provision;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly share: number;
}

/** Where a greater share of its words goes, a provision is set out anew. */
export const MOST_REMOVED = 0.5;

/** The two texts of a comparison, what became of their blocks, and the changes found so far. */
export class Derivation {
  protected readonly oldDraft: Draft;

  protected readonly newDraft: Draft;

  protected readonly names: PlaceNames;

  protected readonly fates: Fates;

  protected readonly changes: DerivedChange[] = [];

  constructor(protected readonly comparison: Comparison) {
    this.oldDraft = comparison.old;
    this.newDraft = comparison.new;
    this.names = new PlaceNames(this.oldDraft);
    this.fates = readFates(comparison);
  }

  protected addChange(change: Omit<DerivedChange, 'rootName'>): void {
    this.changes.push(this.withRootName(change));
  }

  protected withRootName(change: Omit<DerivedChange, 'rootName'>): DerivedChange {
    const name = change.root && this.names.ofProvision(change.root);
    return { ...change, rootName: name?.absolute ?? null };
  }

  protected textOfNew(from: number, to: number): string {
    const { newDraft } = this;
    return newDraft.textBetween(newDraft.startOf(from), newDraft.startOf(to - 1) + newDraft.block(to - 1).text.length);
  }

  protected describeBlock(block: number): string {
    const { oldDraft } = this;
    const owner = oldDraft.provisionOfBlock(block);
    return owner?.label ? owner.label : `the text on line ${oldDraft.positionAt(oldDraft.startOf(block)).line + 1}`;
  }

  protected makeSubstitution({ name, own, from, to, text, share }: ProvisionSubstitution): DerivedChange {
    return this.withRootName({
      root: name.root,
      at: from,
      effects: [{ kind: 'replace', from, to, text }],
      forms: [sayOf(name, (words) => `for ${words} substitute`, text)],
      kind: 'substitute',
      label: own.label,
      share,
    });
  }

  /** The provision that an old block is, with nothing within it; null where it is none or more. */
  protected leafAt(block: number): Provision | null {
    const owner = this.oldDraft.provisionOfBlock(block);
    return owner?.block === block && owner.row === null && findEndBlock(owner) === block + 1 ? owner : null;
  }

  /** A table as "the table in Table 9.3", which leaves its caption; null for another block. */
  protected nameTableBlock(block: number): NamedPlace | null {
    if (tableRowsOf(this.oldDraft.block(block)).length === 0) return null;
    const name = this.names.ofBlock(block);
    if (!name || this.names.resolve(name.absolute)?.provision?.kind !== 'table') return name;
    return callPlace(name, (words) => `the table in ${words}`);
  }

  /** The places within which words of a block may be named, the best first. */
  protected listScopes(block: number, owner: Provision | null): { name: NamedPlace; scope: DraftScope }[] {
    const { oldDraft, names } = this;
    const found: { name: NamedPlace; scope: DraftScope }[] = [];
    const add = (name: NamedPlace | null) => {
      const scope = name && names.resolve(name.absolute);
      if (name && scope) found.push({ name, scope });
    };
    const own = owner && owner.row === null ? owner : null;
    const named = own && names.ofProvision(own);
    if (own && named) {
      const isHeading = oldDraft.block(block).kind === 'heading' && own.block === block;
      const isLarge = oldDraft.spanOf(own).end - oldDraft.spanOf(own).start > 6000;
      if (isHeading && own.title !== null) add(nameWithinPart(named, 'the heading'));
      if (!isHeading && !isLarge) add(named);
      if (own.block === block && !isHeading && (isLarge || own.children.some(({ row }) => row === null)))
        add(nameWithinPart(named, 'the opening words'));
    }
    add(names.ofBlock(block));
    return found;
  }

  protected setOutWhole(block: number): DerivedChange | null {
    const { oldDraft, newDraft, names } = this;
    const next = this.fates.newOf[block] ?? -1;
    if (next < 0) return null;
    const [oldText, newText] = [oldDraft.block(block).text, newDraft.block(next).text];
    const owner = oldDraft.provisionOfBlock(block);
    const leaf = this.leafAt(block);
    const named = [leaf && names.ofProvision(leaf), this.nameTableBlock(block), names.ofBlock(block)];
    const forms = named.flatMap((name) => (name ? [sayOf(name, (words) => `for ${words} substitute`, newText)] : []));
    const pair = { oldText, newText, oldLabel: 0, newLabel: 0 };
    return this.withRootName({
      root: owner ? rootOf(owner) : null,
      at: block,
      effects: [{ kind: 'replace', from: block, to: block + 1, text: newText }],
      forms,
      kind: 'substitute',
      label: owner?.label ?? this.describeBlock(block),
      share: shareOf(pair, findWordHunks(pair, this.fates.marked.get(block) ?? [])),
    });
  }
}

/** How much of a text changes, 0 to 1. */
export function shareOf(
  { oldText, newText }: Pick<BlockTexts, 'oldText' | 'newText'>,
  hunks: readonly WordHunk[],
): number {
  const changed = hunks.reduce((sum, { start, end, text }) => sum + Math.max(end - start, text.length), 0);
  return Math.min(1, changed / Math.max(1, oldText.length, newText.length));
}

/** How much of an old text goes, 0 to 1. */
export function shareRemoved(oldText: string, hunks: readonly WordHunk[]): number {
  return hunks.reduce((sum, { start, end }) => sum + end - start, 0) / Math.max(1, oldText.length);
}

function readFates({ old: oldDraft, new: newDraft, blocks }: Comparison): Fates {
  const newOf = new Int32Array(oldDraft.blocks.length).fill(-1);
  const oldOf = new Int32Array(newDraft.blocks.length).fill(-1);
  const marked = new Map<number, MarkedBlock[]>();
  let last = -1;
  for (const block of blocks) {
    if (block.old === null || block.new === null || block.move !== null) continue;
    const known = marked.get(block.old);
    if (known && newOf[block.old]! >= 0) {
      // The rest of a block that was cut: its words go from the first part.
      known.push(block);
      continue;
    }
    if (block.new <= last) {
      const first = oldOf[block.new]!;
      // The rest of what was joined: its words come into the first part.
      if (first >= 0) marked.get(first)?.push(block);
      continue;
    }
    newOf[block.old] = block.new;
    oldOf[block.new] = block.old;
    last = block.new;
    marked.set(block.old, [block]);
  }
  return { newOf, oldOf, marked };
}
