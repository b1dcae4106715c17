import type { Provision } from '../model/provision.js';
import { followNumber } from './carry-out.js';
import { Derivation, type DerivedChange } from './derivation.js';
import type { Effect } from './effects.js';
import { differInGap, findLabelGap, passStops } from './label-gap.js';
import { rootOf } from './name-places.js';
import { type InstructionForm, newNumberOf, sayOf, shortNumber, writePlural } from './say-changes.js';
import { findEndBlock } from './scope.js';
import { writeWordForms } from './word-forms.js';

type Renumbered = [Provision, { number: string; block: number; start: number; end: number; text: string }];

/** Derives what happens to numbers, and to the space around them. */
export class NumberDeriver extends Derivation {
  /** The texts of the numbers that two linked blocks begin with, where they differ. */
  protected readonly renumbered = new Map<
    Provision,
    { number: string; block: number; start: number; end: number; text: string }
  >();

  protected findLabels(block: number, next: number): { oldLabel: number; newLabel: number } {
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
    const oldLabel = passStops(oldDraft.block(block).text, oldSpan.end - oldDraft.startOf(block));
    const newLabel = passStops(newDraft.block(next).text, newSpan.end - newDraft.startOf(next));
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
  protected addIndent(block: number, next: number): void {
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
  protected addGap(block: number, next: number): void {
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

  protected deriveRenumbering(): void {
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
  protected sayNewLabel([provision, { block, start, end, text }]: Renumbered): InstructionForm[] {
    const { oldDraft, names } = this;
    const forms: InstructionForm[] = [];
    for (const { name, scope } of this.listScopes(block, provision))
      for (const { words, setOut } of writeWordForms(oldDraft, names, block, { start, end, text }, scope))
        forms.push({ place: name, action: words, setOut });
    return forms;
  }

  protected continuesRun([before, { number: last }]: Renumbered, [own, { number }]: Renumbered): boolean {
    if (before.parent !== own.parent || !own.parent || before.unit !== own.unit) return false;
    const { children } = own.parent;
    const siblings = children.filter(({ kind, unit }) => kind === own.kind || unit === own.unit);
    return (
      siblings.indexOf(own) === siblings.indexOf(before) + 1 &&
      followNumber(last) === number &&
      followNumber(before.number ?? '') === own.number
    );
  }

  protected makeRenumbering(run: readonly Renumbered[]): DerivedChange {
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

/** How much white space a text begins with. */
function measureIndentOf(text: string): number {
  return text.length - text.trimStart().length;
}
