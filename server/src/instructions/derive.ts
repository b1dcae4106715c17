import type { Comparison, MarkedBlock } from '../compare/change.js';
import { tableRowsOf } from '../compare/rows.js';
import type { Block } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';
import { type BlockTexts, changeByHunks, findOneHunk, findWordHunks, type WordHunk } from './block-hunks.js';
import { followNumber } from './carry-out.js';
import { type Effect, rankAfter, rankBefore } from './effects.js';
import { findLabelGap } from './label-gap.js';
import { type NamedPlace, PlaceNames, rootOf } from './name-places.js';
import { type DraftScope, findEndBlock } from './scopes.js';
import { findQuotedStretch, writeWordForms } from './word-forms.js';

/** One way to say a change. */
export interface InstructionForm {
  /** Where it is made; null where the words of the action say so. */
  readonly place: NamedPlace | null;
  /** "for “a” substitute “b”", "after Clause 5 insert". */
  readonly action: string;
  /** The action within the group of its place, where it is said otherwise there. */
  readonly within?: string;
  /** What is set out below it; null for none. */
  readonly setOut: string | null;
  /** Whether that stands as code, which keeps every character. */
  readonly isFenced?: boolean;
}

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

/** All changes, and how a block is set out anew as a whole whose words, number or rows change. */
export interface DerivedChanges {
  readonly changes: readonly DerivedChange[];
  /** Null for a block that does not stay. */
  setOutWhole(block: number): DerivedChange | null;
}

/** What becomes of the blocks of two texts. */
interface Fates {
  /** For each old block the new one that it became; −1 where it goes. */
  readonly newOf: Int32Array;
  readonly oldOf: Int32Array;
  readonly marked: ReadonlyMap<number, readonly MarkedBlock[]>;
}

/** Where a greater share of its words goes, a provision is set out anew. */
const MOST_REMOVED = 0.5;
/** So many separate changes of words in one paragraph are still read with ease. */
const MOST_HUNKS = 8;

/** Finds the changes that make the new text of a comparison of its old one. */
export function deriveChanges(comparison: Comparison): DerivedChanges {
  return new ChangeDeriver(comparison).derive();
}

class ChangeDeriver {
  private readonly oldDraft: Draft;
  private readonly newDraft: Draft;
  private readonly names: PlaceNames;
  private readonly fates: Fates;
  private readonly changes: DerivedChange[] = [];

  constructor(private readonly comparison: Comparison) {
    this.oldDraft = comparison.old;
    this.newDraft = comparison.new;
    this.names = new PlaceNames(this.oldDraft);
    this.fates = readFates(comparison);
  }

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

  private addChange(change: Omit<DerivedChange, 'rootName'>): void {
    this.changes.push(this.withRootName(change));
  }

  private withRootName(change: Omit<DerivedChange, 'rootName'>): DerivedChange {
    const name = change.root && this.names.ofProvision(change.root);
    return { ...change, rootName: name?.absolute ?? null };
  }

  private textOfNew(from: number, to: number): string {
    const { newDraft } = this;
    return newDraft.textBetween(newDraft.startOf(from), newDraft.startOf(to - 1) + newDraft.block(to - 1).text.length);
  }

  // ---- blocks that go and come ----

  /** What goes between two old blocks that stay, and what comes between them. */
  private deriveGap(from: number, to: number, newFrom: number, newTo: number): void {
    let [oldAt, newAt] = [from, newFrom];
    const pairs = this.pairReplaced(from, to, newFrom, newTo);
    for (let index = 0; index < pairs.length; ) {
      const run = this.takeRun(pairs, index);
      const [before, after] = run[0]!;
      this.deriveUnpaired(oldAt, before.block, newAt, after.block);
      const [oldLast, newLast] = run.at(-1)!;
      [oldAt, newAt] = [findEndBlock(oldLast), findEndBlock(newLast)];
      index += run.length;
      // What comes after the last of them with nothing going is set out with them.
      if (index === pairs.length && oldAt === to && run.length > 1) newAt = this.takeFollowing(newLast, newAt, newTo);
      this.addReplaced(run, newAt);
    }
    this.deriveUnpaired(oldAt, to, newAt, newTo);
  }

  /** Pairs from one on that stand together in both texts, under one parent each. */
  private takeRun(pairs: readonly [Provision, Provision][], from: number): readonly [Provision, Provision][] {
    let end = from + 1;
    for (; end < pairs.length; end++) {
      const [[oldBefore, newBefore], [oldOwn, newOwn]] = [pairs[end - 1]!, pairs[end]!];
      const isBeside =
        findEndBlock(oldBefore) === oldOwn.block &&
        findEndBlock(newBefore) === newOwn.block &&
        oldBefore.parent === oldOwn.parent;
      if (!isBeside || oldBefore.unit !== oldOwn.unit || oldOwn.kind === 'definition') break;
    }
    return pairs.slice(from, end);
  }

  /** Where new provisions end that are of the same kind and parent as the last of some. */
  private takeFollowing(last: Provision, from: number, to: number): number {
    let at = from;
    while (at < to) {
      const next = this.leadingOf(at);
      if (!next || next.parent !== last.parent || next.unit !== last.unit || findEndBlock(next) > to) break;
      at = findEndBlock(next);
    }
    return at;
  }

  private addReplaced(run: readonly [Provision, Provision][], newEnd: number): void {
    const [before, after] = run[0]!;
    const last = run.at(-1)![0];
    const name = this.names.ofProvision(before)!;
    const text = this.textOfNew(after.block, newEnd);
    const whole = { own: before, from: before.block, to: findEndBlock(last), text, share: 1 };
    if (run.length === 1) {
      this.changes.push(this.makeSubstitution({ ...whole, name }));
      return;
    }
    const joint = run.length === 2 ? 'and' : 'to';
    const called = (words: string) => writePlural(words, before, `${joint} ${shortNumber(last, last.number ?? '')}`);
    const parts = run.map(([own, next], index) =>
      this.makeSubstitution({
        name: this.names.ofProvision(own)!,
        own,
        from: own.block,
        to: findEndBlock(own),
        text: this.textOfNew(next.block, index === run.length - 1 ? newEnd : findEndBlock(next)),
        share: 1,
      }),
    );
    this.changes.push({ ...this.makeSubstitution({ ...whole, name: callPlace(name, called) }), parts });
  }

  private deriveUnpaired(from: number, to: number, newFrom: number, newTo: number): void {
    if (to > from) this.deriveOmitted(from, to);
    if (newTo > newFrom) this.deriveInserted(newFrom, newTo, from, to);
  }

  /** Provisions of one number that went and came, in order: the one is put in place of the other. */
  private pairReplaced(from: number, to: number, newFrom: number, newTo: number): [Provision, Provision][] {
    const { oldDraft, newDraft } = this;
    const pairs: [Provision, Provision][] = [];
    if (from === to || newFrom === newTo) return pairs;
    const coming = new Map<string, Provision>();
    for (let block = newFrom; block < newTo; block++) {
      const own = newDraft.provisionOfBlock(block);
      const isWhole = own?.block === block && own.row === null && own.kind !== 'heading' && own.endBlock <= newTo;
      if (own && isWhole) coming.set(`${own.unit} ${own.label}`, own);
    }
    let last = newFrom;
    for (let block = from; coming.size > 0 && block < to; block++) {
      const own = oldDraft.provisionOfBlock(block);
      if (own?.block !== block || own.row !== null || own.endBlock > to) continue;
      const next = coming.get(`${own.unit} ${own.label}`);
      if (!next || next.block < last || !this.names.ofProvision(own) || this.endOf(own) !== findEndBlock(own)) continue;
      pairs.push([own, next]);
      last = findEndBlock(next);
      block = Math.max(block, own.endBlock - 1);
    }
    return pairs;
  }

  private makeSubstitution({ name, own, from, to, text, share }: ProvisionSubstitution): DerivedChange {
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

  private deriveOmitted(from: number, to: number): void {
    for (let block = from; block < to; ) {
      const [provision, end] = this.findWholeAt(block, to);
      const name = provision ? this.names.ofProvision(provision) : this.names.ofBlock(block);
      const alone = provision && end === block + 1 ? this.names.ofBlock(block) : null;
      this.addChange({
        root: name?.root ?? null,
        at: block,
        effects: [{ kind: 'replace', from: block, to: end, text: '' }],
        forms: [name, alone].flatMap((each) => (each ? [sayOf(each, (words) => `omit ${words}`, null)] : [])),
        kind: 'omit',
        label: provision?.label ?? this.describeBlock(block),
        share: null,
      });
      block = end;
    }
  }

  /** The outermost provision that begins at a block, has a name and goes as a whole. */
  private findWholeAt(block: number, to: number): [Provision | null, number] {
    const owner = this.oldDraft.provisionOfBlock(block);
    let found: Provision | null = null;
    for (let at = owner; at && at.block === block; at = at.parent) {
      if (at.row === null && at.endBlock <= to && this.endOf(at) <= to && this.names.ofProvision(at)) found = at;
    }
    return [found, found ? this.endOf(found) : block + 1];
  }

  /** The index after the last block of a provision, for a definition after all it leads on to. */
  private endOf(provision: Provision): number {
    return provision.kind === 'definition' && provision.row === null
      ? this.names.finder.scopeOfDefinition(provision).to
      : findEndBlock(provision);
  }

  private describeBlock(block: number): string {
    const { oldDraft } = this;
    const owner = oldDraft.provisionOfBlock(block);
    return owner?.label ? owner.label : `the text on line ${oldDraft.positionAt(oldDraft.startOf(block)).line + 1}`;
  }

  /** New blocks, put in beside what stays: those of one parent by one instruction. */
  private deriveInserted(start: number, end: number, from: number, to: number): void {
    const { newDraft } = this;
    const keyOf = (block: number): Provision | null => {
      let owner = newDraft.provisionOfBlock(block);
      while (owner && owner.row !== null) owner = owner.parent;
      if (!owner) return null;
      // The outermost provision that is new as a whole; what is within it comes with it.
      let at = owner;
      if (at.block < start) return at;
      while (at.parent && at.parent.block >= start) at = at.parent;
      return at.parent;
    };
    const parts: { first: number; last: number; anchor: Anchor | null }[] = [];
    for (let first = start; first < end; ) {
      const key = keyOf(first);
      let last = first + 1;
      while (last < end && keyOf(last) === key) last++;
      parts.push({ first, last, anchor: this.findAnchor(this.leadingOf(first), key, from, to) });
      first = last;
    }
    // Beside different provisions they would come in another order than they have.
    const isInOrder = parts.every(({ anchor }, index) => {
      const before = parts[index - 1]?.anchor;
      if (index === 0) return true;
      return anchor && before && (anchor.at > before.at || (anchor.at === before.at && anchor.rank >= before.rank));
    });
    if (isInOrder) for (const each of parts) this.addInsertion(each.first, each.last, each.anchor, from);
    else this.addInsertion(start, end, parts[0]?.anchor ?? null, from);
  }

  private leadingOf(block: number): Provision | null {
    const own = this.newDraft.provisionOfBlock(block);
    return own?.block === block && own.row === null ? own : null;
  }

  private addInsertion(first: number, last: number, anchor: Anchor | null, from: number): void {
    const { oldDraft } = this;
    const leading = this.leadingOf(first);
    const text = this.textOfNew(first, last);
    const at = anchor?.at ?? from;
    this.addChange({
      root: anchor?.root ?? null,
      at: Math.max(0, at - 0.5),
      effects: [{ kind: 'insert', at, text, rank: anchor?.rank ?? 0 }],
      forms: [...(anchor?.actions ?? []), ...this.listBlockAnchors(at)].map(({ action, within }) => ({
        place: null,
        action,
        ...(within !== null && { within }),
        setOut: text,
      })),
      kind: 'insert',
      label: leading?.label ?? (from < oldDraft.blocks.length ? this.describeBlock(from) : 'the end of the text'),
      share: null,
    });
  }

  /** Beside what new blocks are put in, and where that is. */
  private findAnchor(leading: Provision | null, parent: Provision | null, from: number, to: number): Anchor | null {
    const unit = leading?.unit ?? null;
    const wanted = parent ? this.comparison.map.oldOf(parent) : null;
    const places: number[] = [];
    for (let at = from; at <= to && places.length < 40; at++) places.push(at);
    for (const at of places) {
      const found = this.listEndingAt(at).find(
        (each) =>
          each.unit === unit &&
          (each.parent === wanted || wanted === null || each.parent === null) &&
          this.names.ofProvision(each),
      );
      if (found) return this.besideProvision(found, 'after', at);
    }
    // A heading is part of what comes after it.
    for (const at of places) {
      const found = this.listBeginningAt(at).find(
        (each) => each.unit === unit && each.parent === wanted && this.names.ofProvision(each),
      );
      if (found) return this.besideProvision(found, 'before', at);
    }
    if (wanted && this.names.ofProvision(wanted)) {
      const end = findEndBlock(wanted);
      if (places.includes(end)) return this.atEndOf(wanted, end);
    }
    if (from > 0) {
      const block = this.names.ofBlock(from - 1);
      const ending = this.listEndingAt(from).find((each) => this.names.ofProvision(each));
      if (leading === null && block) return this.besideBlock(block, from);
      if (ending) return this.besideProvision(ending, 'after', from);
      if (block) return this.besideBlock(block, from);
    }
    const next = this.listBeginningAt(to).find((each) => this.names.ofProvision(each));
    if (next) return this.besideProvision(next, 'before', to);
    if (to < this.oldDraft.blocks.length) {
      const block = this.names.ofBlock(to);
      if (block)
        return {
          at: to,
          rank: rankBefore(this.scopeDepth(block)),
          root: block.root,
          actions: [sayInsertBeside('before', block)],
        };
    }
    return from === 0
      ? {
          at: 0,
          rank: rankBefore(0),
          root: null,
          actions: [{ action: 'at the beginning of the document insert', within: null }],
        }
      : null;
  }

  /** How new blocks are put in beside single blocks, whatever they are. */
  private listBlockAnchors(at: number): Anchor['actions'] {
    const { names, oldDraft } = this;
    const actions: { action: string; within: string | null }[] = [];
    const add = (side: string, block: number) => {
      const line = oldDraft.positionAt(oldDraft.startOf(block)).line + 1;
      const name = names.ofBlock(block);
      if (name && names.resolve(name.absolute)?.row === null)
        actions.push({ action: `${side} ${name.absolute} insert`, within: null });
      actions.push({ action: `${side} the text on line ${line} insert`, within: null });
    };
    if (at > 0) add('after', at - 1);
    if (at < oldDraft.blocks.length) add('before', at);
    if (oldDraft.blocks.length === 0) actions.push({ action: 'at the beginning of the document insert', within: null });
    return actions;
  }

  private scopeDepth(block: NamedPlace): number {
    return this.names.resolve(block.absolute)?.depth ?? 1;
  }

  private listEndingAt(boundary: number): Provision[] {
    const found: Provision[] = [];
    if (boundary === 0) return found;
    for (let at = this.oldDraft.provisionOfBlock(boundary - 1); at; at = at.parent)
      if (at.row === null && findEndBlock(at) === boundary) found.push(at);
    // A definition ends after the paragraphs that it leads on to.
    const definition = found[0] && this.findDefinitionBefore(found[0]);
    if (definition && this.endOf(definition) === boundary) found.unshift(definition);
    return found.filter((each) => this.endOf(each) === boundary);
  }

  /** The definition that leads on to a paragraph beside it; null where none does. */
  private findDefinitionBefore({ parent, block, kind }: Provision): Provision | null {
    if (kind === 'definition' || !parent) return null;
    return (
      parent.children.findLast((each) => each.kind === 'definition' && each.row === null && each.block < block) ?? null
    );
  }

  private listBeginningAt(boundary: number): Provision[] {
    const found: Provision[] = [];
    if (boundary >= this.oldDraft.blocks.length) return found;
    for (let at = this.oldDraft.provisionOfBlock(boundary); at; at = at.parent)
      if (at.row === null && at.block === boundary) found.unshift(at);
    return found;
  }

  private besideProvision(provision: Provision, side: 'before' | 'after', at: number): Anchor {
    const name = this.names.ofProvision(provision)!;
    const { depth } = this.names.finder.scopeOf(provision);
    return {
      at,
      rank: side === 'after' ? rankAfter(depth) : rankBefore(depth),
      root: name.root === provision ? provision : name.root,
      actions: [sayInsertBeside(side, name)],
    };
  }

  private atEndOf(provision: Provision, at: number): Anchor {
    const name = this.names.ofProvision(provision)!;
    const { depth } = this.names.finder.scopeOf(provision);
    return {
      at,
      rank: rankAfter(depth + 1),
      root: name.root,
      actions: [
        {
          action: `at the end of ${name.absolute} insert`,
          within: name.relative === null ? 'at the end insert' : `at the end of ${name.relative} insert`,
        },
      ],
    };
  }

  private besideBlock(name: NamedPlace, at: number): Anchor {
    return {
      at,
      rank: rankAfter(this.scopeDepth(name)),
      root: name.root,
      actions: [sayInsertBeside('after', name)],
    };
  }

  // ---- blocks that stay ----

  private deriveEdits(block: number, next: number): void {
    const { oldDraft, newDraft, fates } = this;
    const [before, after] = [oldDraft.block(block), newDraft.block(next)];
    if (before.text === after.text) return;
    if (before.kind === 'frontMatter') {
      this.addFrontMatter(block, after.text);
      return;
    }
    if (tableRowsOf(before).length > 0 && tableRowsOf(after).length > 0 && this.deriveRows(block, next)) return;
    const pair: BlockTexts = {
      oldText: before.text,
      newText: after.text,
      ...passLabelGaps(before.text, after.text, this.findLabels(block, next)),
    };
    const marked = fates.marked.get(block) ?? [];
    const hunks = findWordHunks(pair, marked);
    if (shareRemoved(pair.oldText, hunks) > MOST_REMOVED || hunks.length > MOST_HUNKS) {
      const leaf = this.leafAt(block);
      const name = leaf && this.names.ofProvision(leaf);
      if (name && pair.oldLabel > 0) {
        const share = shareOf(pair, hunks);
        this.changes.push(
          this.makeSubstitution({ name, own: leaf, from: block, to: block + 1, text: after.text, share }),
        );
        // A new number comes with the new words.
        this.renumbered.delete(leaf);
        return;
      }
    }
    this.addIndent(block, next);
    this.addGap(block, next);
    if (hunks.length === 0) return;
    if (hunks.length > MOST_HUNKS) {
      const whole = {
        start: hunks[0]!.start,
        end: hunks.at(-1)!.end,
        text: pair.newText.slice(
          pair.newText.length - (pair.oldText.length - hunks[0]!.start) - measureLengthening(hunks),
          pair.newText.length - (pair.oldText.length - hunks.at(-1)!.end),
        ),
      };
      this.addWords(block, [whole], pair);
      return;
    }
    this.addWords(block, hunks, pair);
  }

  /** The texts of the numbers that two linked blocks begin with, where they differ. */
  private readonly renumbered = new Map<
    Provision,
    { number: string; block: number; start: number; end: number; text: string }
  >();

  private findLabels(block: number, next: number): { oldLabel: number; newLabel: number } {
    const { oldDraft, newDraft } = this;
    const [before, after] = [oldDraft.provisionOfBlock(block), newDraft.provisionOfBlock(next)];
    const none = {
      oldLabel: measureIndentOf(oldDraft.block(block).text),
      newLabel: measureIndentOf(newDraft.block(next).text),
    };
    if (
      !before ||
      !after ||
      before.block !== block ||
      after.block !== next ||
      before.row !== null ||
      after.row !== null
    )
      return none;
    if (before.number === null || after.number === null || before.kind !== after.kind) return none;
    const [oldSpan, newSpan] = [oldDraft.labelSpanOf(before), newDraft.labelSpanOf(after)];
    const oldLabel = oldSpan.end - oldDraft.startOf(block);
    const newLabel = newSpan.end - newDraft.startOf(next);
    const oldHead = oldDraft.block(block).text.slice(0, oldLabel);
    const newHead = newDraft.block(next).text.slice(0, newLabel);
    if (
      oldLabel > oldDraft.block(block).text.length ||
      newLabel > newDraft.block(next).text.length ||
      before.kind === 'definition'
    )
      return none;
    if (oldHead.trimStart() === newHead.trimStart()) return { oldLabel, newLabel };
    const start = oldSpan.start - oldDraft.startOf(block);
    const newStart = newSpan.start - newDraft.startOf(next);
    if (oldHead.slice(0, start).trim() !== newHead.slice(0, newStart).trim()) return none;
    this.renumbered.set(before, { number: after.number, block, start, end: oldLabel, text: newHead.slice(newStart) });
    return { oldLabel, newLabel };
  }

  /** Where the first line of a block is set in by another measure. */
  private addIndent(block: number, next: number): void {
    const [before, after] = [this.oldDraft.block(block).text, this.newDraft.block(next).text];
    const [old, spaces] = [measureIndentOf(before), measureIndentOf(after)];
    if (before.slice(0, old) === after.slice(0, spaces)) return;
    const owner = this.oldDraft.provisionOfBlock(block);
    const name = this.names.ofBlock(block);
    this.addChange({
      root: owner ? rootOf(owner) : null,
      at: block,
      effects: [{ kind: 'words', block, start: 0, end: old, text: after.slice(0, spaces) }],
      forms: name
        ? [sayOf(name, (words) => `indent ${words} by ${spaces} ${spaces === 1 ? 'space' : 'spaces'}`, null)]
        : [],
      kind: 'indent',
      label: owner?.label ?? this.describeBlock(block),
      share: null,
    });
  }

  /** Where the words of a block are set off from its number by another measure. */
  private addGap(block: number, next: number): void {
    const [before, after] = [this.oldDraft.block(block).text, this.newDraft.block(next).text];
    const [old, gap] = [findLabelGap(before), findLabelGap(after)];
    if (!old || !gap || !differInGap(before, after)) return;
    const owner = this.oldDraft.provisionOfBlock(block);
    const name = this.names.ofBlock(block);
    const spaces = gap.end - gap.start;
    const measure = `${spaces} ${spaces === 1 ? 'space' : 'spaces'}`;
    this.addChange({
      root: owner ? rootOf(owner) : null,
      at: block,
      effects: [{ kind: 'words', block, ...old, text: ' '.repeat(spaces) }],
      forms: name ? [sayOf(name, (words) => `set the text of ${words} off from its number by ${measure}`, null)] : [],
      kind: 'indent',
      label: owner?.label ?? this.describeBlock(block),
      share: null,
    });
  }

  private addFrontMatter(block: number, text: string): void {
    this.addChange({
      root: null,
      at: block,
      effects: [{ kind: 'replace', from: block, to: block + 1, text }],
      forms: [{ place: null, action: 'for the front matter substitute', setOut: text, isFenced: true }],
      kind: 'substitute',
      label: 'the front matter',
      share: null,
    });
  }

  private addWords(block: number, hunks: readonly WordHunk[], pair: BlockTexts): void {
    const { oldDraft, names } = this;
    const owner = oldDraft.provisionOfBlock(block);
    const scopes = this.listScopes(block, owner);
    for (const hunk of scopes[0] ? this.joinQuoted(block, hunks, pair, scopes[0].scope) : hunks) {
      const effect: Effect = { kind: 'words', block, start: hunk.start, end: hunk.end, text: hunk.text };
      const forms: InstructionForm[] = [];
      for (const { name, scope } of scopes)
        for (const action of writeWordForms(oldDraft, names, block, hunk, scope))
          forms.push({ place: name, action: action.words, setOut: action.setOut });
      this.addChange({
        root: owner ? rootOf(owner) : null,
        at: block,
        effects: [effect],
        forms,
        kind: 'words',
        label: owner?.label ?? this.describeBlock(block),
        share: null,
      });
    }
  }

  /** Joins changes where what is quoted for one reaches to the other. */
  private joinQuoted(
    block: number,
    hunks: readonly WordHunk[],
    { oldText }: BlockTexts,
    scope: DraftScope,
  ): readonly WordHunk[] {
    const joined: { hunk: WordHunk; end: number }[] = [];
    for (const own of hunks) {
      let hunk = own;
      let span = findQuotedStretch(this.oldDraft, this.names, block, hunk, scope);
      for (
        let last = joined.at(-1);
        last && (span.start < last.end || span.start < last.hunk.end || hunk.start < last.end);
        last = joined.at(-1)
      ) {
        joined.pop();
        hunk = {
          start: last.hunk.start,
          end: hunk.end,
          text: last.hunk.text + oldText.slice(last.hunk.end, hunk.start) + hunk.text,
        };
        span = findQuotedStretch(this.oldDraft, this.names, block, hunk, scope);
      }
      joined.push({ hunk, end: Math.max(span.end, hunk.end) });
    }
    return joined.map(({ hunk }) => hunk);
  }

  /** The places within which words of a block may be named, the best first. */
  private listScopes(block: number, owner: Provision | null): { name: NamedPlace; scope: DraftScope }[] {
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

  /** The provision that an old block is, with nothing within it; null where it is none or more. */
  private leafAt(block: number): Provision | null {
    const owner = this.oldDraft.provisionOfBlock(block);
    return owner?.block === block && owner.row === null && findEndBlock(owner) === block + 1 ? owner : null;
  }

  private setOutWhole(block: number): DerivedChange | null {
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

  /** A table as "the table in Table 9.3", which leaves its caption; null for another block. */
  private nameTableBlock(block: number): NamedPlace | null {
    if (tableRowsOf(this.oldDraft.block(block)).length === 0) return null;
    const name = this.names.ofBlock(block);
    if (!name || this.names.resolve(name.absolute)?.provision?.kind !== 'table') return name;
    return callPlace(name, (words) => `the table in ${words}`);
  }

  // ---- rows ----

  /** The rows of a table that change; false where they cannot be told one by one. */
  private deriveRows(block: number, next: number): boolean {
    const { oldDraft, newDraft, names } = this;
    const [before, after] = [oldDraft.block(block), newDraft.block(next)];
    const [oldRows, newRows] = [tableRowsOf(before), tableRowsOf(after)];
    const pairs = this.fates.marked.get(block)?.find(({ table }) => table)?.table?.rows;
    if (!pairs || oldRows[0]?.cells.length !== newRows[0]?.cells.length) return this.substituteTable(block);
    const delimiterOf = (text: string, rows: readonly { start: number; end: number }[]) =>
      text.slice(rows[0]?.end ?? 0, rows[1]?.start ?? text.length).trim();
    if (before.kind !== after.kind || delimiterOf(before.text, oldRows) !== delimiterOf(after.text, newRows))
      return this.substituteTable(block);
    const lineOf = (text: string, row: { start: number; end: number }) => text.slice(row.start, row.end);
    const kept = new Map(pairs);
    const table = names.ofBlock(block);
    if (!table || !pairs.some(([i, j]) => i === 0 && j === 0)) return this.substituteTable(block);
    const changes: DerivedChange[] = [];
    let coming = 0;
    let anchor = 0;
    for (let row = 0; row <= oldRows.length; row++) {
      const to = row === oldRows.length ? newRows.length : kept.get(row);
      if (to === undefined) {
        const name = names.ofRow(block, row);
        if (!name) return this.substituteTable(block);
        changes.push(
          this.rowChange(
            block,
            'omit',
            { kind: 'replaceRow', block, row, text: '' },
            [sayOf(name, (words) => `omit ${words}`, null)],
            name,
          ),
        );
        continue;
      }
      if (to > coming) {
        const lines = newRows
          .slice(coming, to)
          .map((each) => lineOf(after.text, each))
          .join('\n');
        const name = names.ofRow(block, anchor);
        if (!name || (anchor === 0 && !names.ofRow(block, 0))) return this.substituteTable(block);
        changes.push(
          this.rowChange(
            block,
            'insert',
            { kind: 'insertRows', block, at: anchor + 1, text: lines },
            [sayOf(name, (words) => `after ${words} insert`, withHeading(before, lines))],
            name,
          ),
        );
      }
      coming = to + 1;
      anchor = row;
      if (row === oldRows.length) break;
      const [oldLine, newLine] = [lineOf(before.text, oldRows[row]!), lineOf(after.text, newRows[to]!)];
      if (oldLine === newLine) continue;
      const own = this.rowEdits(block, row, oldLine, newLine, after.text, newRows[to]!);
      if (!own) return this.substituteTable(block);
      changes.push(...own);
    }
    this.changes.push(...changes);
    return true;
  }

  private rowChange(
    block: number,
    kind: 'omit' | 'insert' | 'substitute',
    effect: Effect,
    forms: readonly InstructionForm[],
    name: NamedPlace,
  ): DerivedChange {
    const row = 'row' in effect ? effect.row : 'at' in effect ? effect.at : 0;
    return this.withRootName({
      root: name.root,
      at: block + 0.0001 * Math.min(row + 1, 9000),
      effects: [effect],
      forms,
      kind,
      label: name.absolute,
      share: null,
    });
  }

  /** The cells of a row that change, or the row as a whole. */
  private rowEdits(
    block: number,
    row: number,
    oldLine: string,
    newLine: string,
    newText: string,
    newRow: { cells: readonly { start: number; end: number }[] },
  ): DerivedChange[] | null {
    const { oldDraft, names } = this;
    const name = names.ofRow(block, row);
    if (!name) return null;
    const before = oldDraft.block(block);
    const { cells, start } = tableRowsOf(before)[row]!;
    const hunks: WordHunk[] = [];
    const isAlike = cells.length === newRow.cells.length;
    if (isAlike)
      cells.forEach((cell, column) => {
        const own = newRow.cells[column]!;
        hunks.push(
          ...findOneHunk(before.text.slice(cell.start, cell.end), newText.slice(own.start, own.end)).map((hunk) => ({
            start: hunk.start + cell.start,
            end: hunk.end + cell.start,
            text: hunk.text,
          })),
        );
      });
    const made = changeByHunks(
      oldLine,
      hunks.map((hunk) => ({ ...hunk, start: hunk.start - start, end: hunk.end - start })),
    );
    const share = shareOf({ oldText: oldLine, newText: newLine }, hunks);
    const whole = this.rowChange(
      block,
      'substitute',
      { kind: 'replaceRow', block, row, text: newLine },
      [sayOf(name, (words) => `for ${words} substitute`, row === 0 ? newLine : withHeading(before, newLine))],
      name,
    );
    if (row === 0 && (!isAlike || made !== newLine)) return null;
    if (!isAlike || made !== newLine || shareRemoved(oldLine, hunks) > MOST_REMOVED) return [{ ...whole, share }];
    const scope = names.resolve(name.absolute);
    if (!scope) return null;
    return hunks.map((hunk): DerivedChange => {
      const forms: InstructionForm[] = writeWordForms(oldDraft, names, block, hunk, scope).map(({ words, setOut }) => ({
        place: name,
        action: words,
        setOut,
      }));
      const column = cells.findIndex((cell) => cell.start <= hunk.start && hunk.end <= cell.end);
      const cell = this.nameCell(block, row, column, name);
      const cellScope = cell && names.resolve(cell.absolute);
      if (cell && cellScope)
        for (const { words, setOut } of writeWordForms(oldDraft, names, block, hunk, cellScope))
          forms.push({ place: cell, action: words, setOut });
      return { ...whole, kind: 'words', effects: [{ kind: 'words', block, ...hunk }], forms, share: null };
    });
  }

  /** "the column “Fee” of row 2 of Table 2.1". */
  private nameCell(block: number, row: number, column: number, name: NamedPlace): NamedPlace | null {
    const before = this.oldDraft.block(block);
    const header = tableRowsOf(before)[0]?.cells[column];
    const title = header ? before.text.slice(header.start, header.end) : '';
    if (row === 0 || title === '' || /[“”]/.test(title)) return null;
    return callPlace(name, (words) => `the column “${title}” of ${words}`);
  }

  private substituteTable(block: number): boolean {
    const whole = this.setOutWhole(block);
    if (whole) this.changes.push({ ...whole, share: 1 });
    return whole !== null;
  }

  // ---- numbers ----

  private deriveRenumbering(): void {
    const entries = [...this.renumbered].sort(([a], [b]) => a.index - b.index);
    for (let start = 0; start < entries.length; ) {
      let end = start + 1;
      while (end < entries.length && this.continuesRun(entries[end - 1]!, entries[end]!)) end++;
      const run = entries.slice(start, end);
      this.changes.push({ ...this.makeRenumbering(run), parts: run.map((each) => this.makeRenumbering([each])) });
      start = end;
    }
  }

  /** A label that changes its form as well: "7.1" becomes "1.". */
  private sayNewLabel([provision, { block, start, end, text }]: Renumbered): InstructionForm[] {
    const { oldDraft, names } = this;
    const forms: InstructionForm[] = [];
    for (const { name, scope } of this.listScopes(block, provision))
      for (const { words, setOut } of writeWordForms(oldDraft, names, block, { start, end, text }, scope))
        forms.push({ place: name, action: words, setOut });
    return forms;
  }

  private continuesRun([before, { number: last }]: Renumbered, [own, { number }]: Renumbered): boolean {
    if (before.parent !== own.parent || !own.parent || before.unit !== own.unit) return false;
    const { children } = own.parent;
    const siblings = children.filter(({ kind, unit }) => kind === own.kind || unit === own.unit);
    return (
      siblings.indexOf(own) === siblings.indexOf(before) + 1 &&
      followNumber(last) === number &&
      followNumber(before.number ?? '') === own.number
    );
  }

  private makeRenumbering(run: readonly Renumbered[]): DerivedChange {
    const { names } = this;
    const [first, { number: newFirst }] = run[0]!;
    const [last, { number: newLast }] = run.at(-1)!;
    const name = names.ofProvision(first);
    const effects = run.map(([, { block, start, end, text }]): Effect => ({ kind: 'words', block, start, end, text }));
    const forms: InstructionForm[] = [];
    if (name && run.length === 1)
      forms.push({
        place: null,
        action: `renumber ${name.absolute} as ${newNumberOf(first, newFirst)}`,
        ...(name.relative !== null && { within: `renumber ${name.relative} as ${shortNumber(first, newFirst)}` }),
        setOut: null,
      });
    if (name && run.length > 1) {
      const joint = run.length === 2 ? 'and' : 'to';
      const others = `${joint} ${shortNumber(last, last.number ?? '')}`;
      const as = `${shortNumber(first, newFirst)} ${joint} ${shortNumber(last, newLast)}`;
      const say = (words: string) => `renumber ${writePlural(words, first, others)} as ${as}`;
      const within = name.relative?.replace(
        /^([a-z-]+) (.*)$/,
        (_, word: string, rest: string) => `${word}s ${rest} ${others}`,
      );
      forms.push({
        place: null,
        action: say(name.absolute),
        ...(within && { within: `renumber ${within} as ${as}` }),
        setOut: null,
      });
    }
    if (run.length === 1) forms.push(...this.sayNewLabel(run[0]!));
    return this.withRootName({
      root: name?.root ?? null,
      at: findEndBlock(last) - 0.6,
      effects,
      forms,
      kind: 'renumber',
      label: first.label,
      share: null,
    });
  }
}

/** A provision, or several from one on, and the text that is set out in their place. */
interface ProvisionSubstitution {
  readonly name: NamedPlace;
  readonly own: Provision;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly share: number;
}

type Renumbered = [Provision, { number: string; block: number; start: number; end: number; text: string }];

interface Anchor {
  readonly at: number;
  readonly rank: number;
  readonly root: Provision | null;
  readonly actions: readonly { readonly action: string; readonly within: string | null }[];
}

/** A place called otherwise, within its group as elsewhere. */
function callPlace({ absolute, relative, root }: NamedPlace, say: (words: string) => string): NamedPlace {
  return { absolute: say(absolute), relative: relative && say(relative), root };
}

function sayInsertBeside(side: 'before' | 'after', { absolute, relative }: NamedPlace): Anchor['actions'][number] {
  return { action: `${side} ${absolute} insert`, within: relative && `${side} ${relative} insert` };
}

function nameWithinPart(name: NamedPlace, part: string): NamedPlace {
  return {
    absolute: `${part} of ${name.absolute}`,
    relative: name.relative === null ? part : `${part} of ${name.relative}`,
    root: name.root,
  };
}

function sayOf(name: NamedPlace, say: (words: string) => string, setOut: string | null): InstructionForm {
  return {
    place: null,
    action: say(name.absolute),
    ...(name.relative !== null && { within: say(name.relative) }),
    setOut,
  };
}

/** "20.29", "(d)": the number as it is written in an instruction. */
function shortNumber({ marker }: Provision, number: string): string {
  return /^\(/.test(marker) ? (/\([^()]*\)$/.exec(number)?.[0] ?? number) : number;
}

function newNumberOf(provision: Provision, number: string): string {
  if (/^\(/.test(provision.marker)) return shortNumber(provision, number);
  const word = /^([A-Z][A-Za-z-]+) /.exec(provision.label)?.[1];
  return word ? `${word} ${number}` : number;
}

/** "Clauses 4.1 and 4.2": the name of the first of some, its word in the plural, and the others. */
function writePlural(words: string, { number }: Provision, others: string): string {
  const own = number ?? '';
  const at = words.indexOf(own) >= 0 ? words.indexOf(own) + own.length : words.length;
  const all = `${words.slice(0, at)} ${others}${words.slice(at)}`;
  return all.replace(/^([A-Za-z-]+)(?= )/, (word) =>
    word.endsWith('s') ? word : word.endsWith('x') ? `${word}es` : `${word}s`,
  );
}

/** Rows of a table in Markdown below its heading, so that they are read as a table. */
function withHeading({ kind, text }: Block, rows: string): string {
  if (kind !== 'table') return rows;
  const [heading, delimiter] = text.split(/\r\n|\r|\n/);
  return `${heading?.trim()}\n${delimiter?.replace(/^[ \t>]+/, '').trim()}\n${rows}`;
}

/** How much white space a text begins with. */
function measureIndentOf(text: string): number {
  return text.length - text.trimStart().length;
}

/** Whether two texts set their words off from their numbers by spaces, and not by as many. */
function differInGap(before: string, after: string): boolean {
  const [old, gap] = [findLabelGap(before), findLabelGap(after)];
  if (!old || !gap) return false;
  const [oldSpaces, spaces] = [before.slice(old.start, old.end), after.slice(gap.start, gap.end)];
  return oldSpaces !== spaces && /^ +$/.test(spaces);
}

/** Where the words of two texts begin, after the spaces that set them off where these differ. */
function passLabelGaps(
  before: string,
  after: string,
  labels: Pick<BlockTexts, 'oldLabel' | 'newLabel'>,
): Pick<BlockTexts, 'oldLabel' | 'newLabel'> {
  const [old, gap] = [findLabelGap(before), findLabelGap(after)];
  if (!old || !gap || !differInGap(before, after)) return labels;
  const isLabelKnown = labels.oldLabel === old.start && labels.newLabel === gap.start;
  const isSameLabel = before.slice(0, old.start).trim() === after.slice(0, gap.start).trim();
  return isLabelKnown || isSameLabel ? { oldLabel: old.end, newLabel: gap.end } : labels;
}

function measureLengthening(hunks: readonly WordHunk[]): number {
  return hunks.reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
}

/** How much of a text changes, 0 to 1. */
function shareOf({ oldText, newText }: Pick<BlockTexts, 'oldText' | 'newText'>, hunks: readonly WordHunk[]): number {
  const changed = hunks.reduce((sum, { start, end, text }) => sum + Math.max(end - start, text.length), 0);
  return Math.min(1, changed / Math.max(1, oldText.length, newText.length));
}

/** How much of an old text goes, 0 to 1. */
function shareRemoved(oldText: string, hunks: readonly WordHunk[]): number {
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
