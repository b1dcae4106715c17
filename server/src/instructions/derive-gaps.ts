import type { Provision } from '../model/provision.js';
import { EditDeriver } from './derive-edits.js';
import { rankAfter, rankBefore } from './effects.js';
import type { NamedPlace } from './name-places.js';
import { callPlace, type SaidAction, sayInsertBeside, sayOf, shortNumber, writePlural } from './say-changes.js';
import { findEndBlock } from './scope.js';

interface Anchor {
  readonly at: number;
  readonly rank: number;
  readonly root: Provision | null;
  readonly actions: readonly SaidAction[];
}

/** Derives what goes and what comes between blocks that stay. */
export class GapDeriver extends EditDeriver {
  /** What goes between two old blocks that stay, and what comes between them. */
  protected deriveGap(from: number, to: number, newFrom: number, newTo: number): void {
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
  protected takeRun(pairs: readonly [Provision, Provision][], from: number): readonly [Provision, Provision][] {
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
  protected takeFollowing(last: Provision, from: number, to: number): number {
    let at = from;
    while (at < to) {
      const next = this.leadingOf(at);
      if (!next || next.parent !== last.parent || next.unit !== last.unit || findEndBlock(next) > to) break;
      at = findEndBlock(next);
    }
    return at;
  }

  protected addReplaced(run: readonly [Provision, Provision][], newEnd: number): void {
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

  protected deriveUnpaired(from: number, to: number, newFrom: number, newTo: number): void {
    if (to > from) this.deriveOmitted(from, to);
    if (newTo > newFrom) this.deriveInserted(newFrom, newTo, from, to);
  }

  /** Provisions of one number that went and came, in order: the one is put in place of the other. */
  protected pairReplaced(from: number, to: number, newFrom: number, newTo: number): [Provision, Provision][] {
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

  protected deriveOmitted(from: number, to: number): void {
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
  protected findWholeAt(block: number, to: number): [Provision | null, number] {
    const owner = this.oldDraft.provisionOfBlock(block);
    let found: Provision | null = null;
    for (let at = owner; at && at.block === block; at = at.parent) {
      if (at.row === null && at.endBlock <= to && this.endOf(at) <= to && this.names.ofProvision(at)) found = at;
    }
    return [found, found ? this.endOf(found) : block + 1];
  }

  /** The index after the last block of a provision, for a definition after all it leads on to. */
  protected endOf(provision: Provision): number {
    return provision.kind === 'definition' && provision.row === null
      ? this.names.finder.scopeOfDefinition(provision).to
      : findEndBlock(provision);
  }

  /** New blocks, put in beside what stays: those of one parent by one instruction. */
  protected deriveInserted(start: number, end: number, from: number, to: number): void {
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

  protected leadingOf(block: number): Provision | null {
    const own = this.newDraft.provisionOfBlock(block);
    return own?.block === block && own.row === null ? own : null;
  }

  protected addInsertion(first: number, last: number, anchor: Anchor | null, from: number): void {
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
  protected findAnchor(leading: Provision | null, parent: Provision | null, from: number, to: number): Anchor | null {
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
  protected listBlockAnchors(at: number): Anchor['actions'] {
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

  protected scopeDepth(block: NamedPlace): number {
    return this.names.resolve(block.absolute)?.depth ?? 1;
  }

  protected listEndingAt(boundary: number): Provision[] {
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
  protected findDefinitionBefore({ parent, block, kind }: Provision): Provision | null {
    if (kind === 'definition' || !parent) return null;
    return (
      parent.children.findLast((each) => each.kind === 'definition' && each.row === null && each.block < block) ?? null
    );
  }

  protected listBeginningAt(boundary: number): Provision[] {
    const found: Provision[] = [];
    if (boundary >= this.oldDraft.blocks.length) return found;
    for (let at = this.oldDraft.provisionOfBlock(boundary); at; at = at.parent)
      if (at.row === null && at.block === boundary) found.unshift(at);
    return found;
  }

  protected besideProvision(provision: Provision, side: 'before' | 'after', at: number): Anchor {
    const name = this.names.ofProvision(provision)!;
    const { depth } = this.names.finder.scopeOf(provision);
    return {
      at,
      rank: side === 'after' ? rankAfter(depth) : rankBefore(depth),
      root: name.root === provision ? provision : name.root,
      actions: [sayInsertBeside(side, name)],
    };
  }

  protected atEndOf(provision: Provision, at: number): Anchor {
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

  protected besideBlock(name: NamedPlace, at: number): Anchor {
    return {
      at,
      rank: rankAfter(this.scopeDepth(name)),
      root: name.root,
      actions: [sayInsertBeside('after', name)],
    };
  }
}
