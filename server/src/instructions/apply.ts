import type { Draft } from '../model/draft.js';
import { isCalled, namesOfDraft } from './amended-names.js';
import { findEffects } from './carry-out.js';
import { type CarriedOut, carryOutEffects, findConflict, type OwnedEffect } from './effects.js';
import { type AmendingItem, type AmendingText, readAmendingText } from './items.js';
import type { Order, Pending, Place } from './orders.js';
import { readItem } from './read-orders.js';
import { isFault } from './scope.js';
import { ScopeFinder } from './scopes.js';

/**
 * What became of an instruction. `not understood` is one whose words were not read to the end;
 * `ambiguous` also means one that cannot be had together with another.
 */
export type InstructionState = 'done' | 'ambiguous' | 'not found' | 'not understood';

export interface InstructionReport {
  /** Its number in the amending text: "2(a)"; empty where it has none. */
  readonly number: string;
  /** 0-based line of the amending text. */
  readonly line: number;
  readonly state: InstructionState;
  /** Why it was not carried out; empty where it was. */
  readonly reason: string;
  /** Its words, each quotation shortened. */
  readonly words: string;
}

/** The result of carrying out an amending text. */
export interface AppliedInstructions {
  /** In the order of the amending text; what changes nothing is not among them. */
  readonly reports: readonly InstructionReport[];
  readonly effects: readonly OwnedEffect[];
  /** Null where an instruction could not be carried out, or where there is none. */
  readonly result: CarriedOut | null;
}

/**
 * Carries out an amending text on a draft, all of it or nothing. Every instruction speaks of the
 * text as it stands, so that none depends on another.
 * @param source the amending text, in Markdown
 * @param names what the draft is called, so that an instruction that amends another is refused
 * @param options for a trial the text is not made: it is the old one
 */
export function applyInstructions(
  source: string,
  draft: Draft,
  names: readonly string[] = [],
  { isTrial = false }: { readonly isTrial?: boolean } = {},
): AppliedInstructions {
  const text = readAmendingText(source);
  const run = new InstructionRun(text, draft, names);
  run.visitAll(text.items, [], null);
  const reports = withConflict(draft, run.effects, withOpenQuotation(text, run.reports));
  const isDone = reports.length > 0 && reports.every(({ state }) => state === 'done');
  const result = isTrial ? { text: draft.text, removed: [], added: [] } : null;
  return { reports, effects: run.effects, result: isDone ? (result ?? carryOutEffects(draft, run.effects)) : null };
}

/** Reads the items of one amending text in order, and finds what each does to a draft. */
class InstructionRun {
  readonly reports: InstructionReport[] = [];
  readonly effects: OwnedEffect[] = [];
  private readonly finder: ScopeFinder;
  private readonly reading: Pick<AmendingText, 'quotes'> & Pick<Draft['reading'], 'ownUnits'>;

  constructor(
    { quotes }: AmendingText,
    private readonly draft: Draft,
    names: readonly string[],
  ) {
    this.finder = new ScopeFinder({ draft, names: namesOfDraft(draft, names) });
    this.reading = { quotes, ownUnits: draft.reading.ownUnits };
  }

  visitAll(items: readonly AmendingItem[], within: readonly Place[], pending: Pending | null): void {
    let around = within;
    let waiting = pending;
    for (const item of items) {
      if (!item.isHeading) around = this.visit(item, around, waiting);
      else {
        // "### Clause 5.1" or "### After Clause 5.1" above the changes to it.
        const read = readItem(item.text, within, null, this.reading);
        const isPlace = read.kind === 'orders' && read.orders.length === 0;
        const isAmendedPlace = isPlace && (read.pending !== null || this.isThere(read.within));
        around = isAmendedPlace ? read.within : read.kind === 'unread' ? [...within, makeLostPlace(item)] : within;
        waiting = isAmendedPlace ? read.pending : pending;
      }
    }
  }

  /** Reads an item and those within it; returns the places that the items after it are read within. */
  private visit(item: AmendingItem, within: readonly Place[], pending: Pending | null): readonly Place[] {
    const read = readItem(item.text, within, pending, this.reading);
    if (read.kind === 'unread') this.report(item, 'not understood', read.reason);
    if (read.kind === 'amends' && !isCalled(read.name, this.finder.amended.names))
      this.report(item, 'not found', `“${read.name}” is another document than this draft`);
    if (read.kind !== 'orders') {
      // "Article 1: Regulation X is amended as follows": the Article is the amending text's own.
      const around = read.kind === 'amends' ? [] : within;
      this.visitAll(item.children, around, null);
      return around;
    }
    this.carryOut(item, read.orders);
    const isIdle = read.pending !== null || (read.orders.length === 0 && read.within.length > within.length);
    if (!isIdle || item.children.length > 0) {
      this.visitAll(item.children, read.within, read.pending);
      return within;
    }
    // "2.—(1) Clause 5 is amended as follows. (2) In paragraph (a) …": the others are read within it.
    if (read.pending === null && /\bamended\b/.test(item.text)) return read.within;
    if (read.pending === null && BARE_PLACE.test(item.text.trim()))
      return this.isThere(read.within) ? read.within : within;
    this.report(item, 'not understood', 'it names a place and says nothing of it');
    return within;
  }

  /** Whether places are of this draft, and not the numbers of the amending text itself. */
  private isThere(places: readonly Place[]): boolean {
    return !isFault(this.finder.find(places));
  }

  private carryOut(item: AmendingItem, orders: readonly Order[]): void {
    if (orders.length === 0) return;
    const own: OwnedEffect[] = [];
    for (const order of orders) {
      const found = findEffects(this.draft, this.finder, order);
      if (isFault(found)) {
        this.report(item, found.state, found.reason);
        return;
      }
      own.push(...found.map((effect) => ({ effect, owner: this.reports.length })));
    }
    this.effects.push(...own);
    this.report(item, 'done', '');
  }

  private report(item: AmendingItem, state: InstructionState, reason: string): void {
    const { quotes } = this.reading;
    const words = item.text.replace(
      /\uE000(\d+)\uE001/g,
      (_, index: string) => `“${shortenQuote(quotes[Number(index)]?.text ?? '')}”`,
    );
    const { number, line } = item;
    this.reports.push({ number, line, state, reason, words: words.replace(/\s+/g, ' ').trim() });
  }
}

/** What stands for a place that a heading names and that was not understood. */
function makeLostPlace({ text, line }: AmendingItem): Place {
  return [{ kind: 'lost', words: `“${shortenQuote(text)}” on line ${line + 1}` }];
}

/** The reports, with one of a quotation that is never closed where nothing else is wrong. */
function withOpenQuotation(
  { openLine: line }: AmendingText,
  reports: readonly InstructionReport[],
): readonly InstructionReport[] {
  if (line === null || reports.some(({ state }) => state !== 'done')) return reports;
  return [...reports, { number: '', line, state: 'not understood', reason: 'a quotation is never closed', words: '' }];
}

/** The reports, where two instructions change the same words with that said of the second. */
function withConflict(
  draft: Draft,
  effects: readonly OwnedEffect[],
  reports: readonly InstructionReport[],
): readonly InstructionReport[] {
  const [first, second] = findConflict(draft, effects) ?? [];
  const [one, other] = [reports[first ?? -1], reports[second ?? -1]];
  if (!one || !other) return reports;
  const name = one.number === '' ? `the instruction on line ${one.line + 1}` : `instruction ${one.number}`;
  const reason = `it changes words that ${name} changes as well`;
  return reports.map((each, index) => (index === second ? { ...other, state: 'ambiguous', reason } : each));
}

function shortenQuote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}

/** A line that names a place and says no more. */
const BARE_PLACE = /^[^,:—–]{1,60}$/;
