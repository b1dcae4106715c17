import type { Draft } from '../model/draft.js';
import { isCalled, namesOfDraft } from './amended-names.js';
import { findEffects } from './carry-out.js';
import { type CarriedOut, carryOutEffects, findConflict, type OwnedEffect } from './effects.js';
import { type AmendingItem, readAmendingText } from './items.js';
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
  const { items, quotes, openLine } = readAmendingText(source);
  const finder = new ScopeFinder({ draft, names: namesOfDraft(draft, names) });
  const reports: InstructionReport[] = [];
  const effects: OwnedEffect[] = [];
  const reading = { quotes, ownUnits: draft.reading.ownUnits };
  const report = (item: AmendingItem, state: InstructionState, reason: string) => {
    const words = item.text.replace(
      /\uE000(\d+)\uE001/g,
      (_, index: string) => `“${shortenQuote(quotes[Number(index)]?.text ?? '')}”`,
    );
    reports.push({ number: item.number, line: item.line, state, reason, words: words.replace(/\s+/g, ' ').trim() });
  };
  /** Whether places are of this draft, and not the numbers of the amending text itself. */
  const isThere = (places: readonly Place[]) => !isFault(finder.find(places));
  /** Reads an item and those within it; returns the places that the items after it are read within. */
  const visit = (item: AmendingItem, within: readonly Place[], pending: Pending | null): readonly Place[] => {
    const read = readItem(item.text, within, pending, reading);
    if (read.kind === 'unread') report(item, 'not understood', read.reason);
    if (read.kind === 'amends' && !isCalled(read.name, finder.amended.names))
      report(item, 'not found', `“${read.name}” is another document than this draft`);
    if (read.kind !== 'orders') {
      // "Article 1: Regulation X is amended as follows": the Article is the amending text's own.
      const around = read.kind === 'amends' ? [] : within;
      visitAll(item.children, around, null);
      return around;
    }
    carryOutItem(item, read.orders);
    const isIdle = read.pending !== null || (read.orders.length === 0 && read.within.length > within.length);
    if (!isIdle || item.children.length > 0) {
      visitAll(item.children, read.within, read.pending);
      return within;
    }
    // "2.—(1) Clause 5 is amended as follows. (2) In paragraph (a) …": the others are read within it.
    if (read.pending === null && /\bamended\b/.test(item.text)) return read.within;
    if (read.pending === null && BARE_PLACE.test(item.text.trim())) return isThere(read.within) ? read.within : within;
    report(item, 'not understood', 'it names a place and says nothing of it');
    return within;
  };
  const visitAll = (all: readonly AmendingItem[], within: readonly Place[], pending: Pending | null) => {
    let around = within;
    let waiting = pending;
    for (const item of all) {
      if (!item.isHeading) around = visit(item, around, waiting);
      else {
        // "### Clause 5.1" or "### After Clause 5.1" above the changes to it.
        const read = readItem(item.text, within, null, reading);
        const isPlace = read.kind === 'orders' && read.orders.length === 0;
        const isAmendedPlace = isPlace && (read.pending !== null || isThere(read.within));
        around = isAmendedPlace ? read.within : read.kind === 'unread' ? [...within, loseHeading(item)] : within;
        waiting = isAmendedPlace ? read.pending : pending;
      }
    }
  };
  /** What stands for a place that a heading names and that was not understood. */
  const loseHeading = ({ text, line }: AmendingItem): Place => [
    { kind: 'lost', words: `“${shortenQuote(text)}” on line ${line + 1}` },
  ];
  const carryOutItem = (item: AmendingItem, orders: readonly Order[]) => {
    if (orders.length === 0) return;
    const own: OwnedEffect[] = [];
    for (const order of orders) {
      const found = findEffects(draft, finder, order);
      if (isFault(found)) {
        report(item, found.state, found.reason);
        return;
      }
      own.push(...found.map((effect) => ({ effect, owner: reports.length })));
    }
    effects.push(...own);
    report(item, 'done', '');
  };
  visitAll(items, [], null);
  if (openLine !== null && reports.every(({ state }) => state === 'done'))
    reports.push({
      number: '',
      line: openLine,
      state: 'not understood',
      reason: 'a quotation is never closed',
      words: '',
    });
  const conflict = findConflict(draft, effects);
  if (conflict) {
    const [first, second] = conflict;
    const other = reports[first]!;
    reports[second] = {
      ...reports[second]!,
      state: 'ambiguous',
      reason: `it changes words that ${other.number === '' ? `the instruction on line ${other.line + 1}` : `instruction ${other.number}`} changes as well`,
    };
  }
  const isDone = reports.length > 0 && reports.every(({ state }) => state === 'done');
  const result = isTrial ? { text: draft.text, removed: [], added: [] } : null;
  return { reports, effects, result: isDone ? (result ?? carryOutEffects(draft, effects)) : null };
}

function shortenQuote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}

/** A line that names a place and says no more. */
const BARE_PLACE = /^[^,:—–]{1,60}$/;
