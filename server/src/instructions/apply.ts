import type { Draft } from '../model/draft.js';
import { findEffects } from './carry-out.js';
import { type CarriedOut, carryOutEffects, findConflict, type OwnedEffect } from './effects.js';
import { type AmendingItem, readAmendingText } from './items.js';
import type { Order, Pending, Place } from './orders.js';
import { readItem } from './read-orders.js';
import { isFault, ScopeFinder } from './scopes.js';

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
  const finder = new ScopeFinder({ draft, names: namesOf(draft, names) });
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
    for (const item of all) {
      if (!item.isHeading) around = visit(item, around, pending);
      else {
        // "### Clause 5.1" above the changes to it.
        const read = readItem(item.text, within, null, reading);
        const isPlace = read.kind === 'orders' && read.orders.length === 0 && read.pending === null;
        around = isPlace && isThere(read.within) ? read.within : within;
      }
    }
  };
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

/** Words that every title may have. */
const GENERAL =
  /^(?:the|of|and|to|for|in|on|a|an|act|acts|agreement|articles|association|code|document|draft|instrument|law|laws|licence|order|orders|policy|regulation|regulations|rule|rules|scheme|schedule|standard|statute|terms|version|as|amended|these|this|principal|said|main|v?[\d.]+)$/;

/** Whether a name may be that of a draft: it shares a word with its names, or says nothing. */
function isCalled(name: string, names: ReadonlySet<string>): boolean {
  const wordsOf = (text: string) =>
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.filter((word) => !GENERAL.test(word)) ?? [];
  const own = new Set([...names].flatMap(wordsOf));
  const words = wordsOf(name);
  return own.size === 0 || words.length === 0 || words.some((word) => own.has(word));
}

/** A heading that is a provision's, and no title of a text. */
const LABELLED = /^(?:annex|appendix|article|chapter|clause|part|regulation|rule|schedule|section|title)\b/i;

/** What a draft is called, in small letters: by its front matter, and by whoever amends it. */
function namesOf(draft: Draft, given: readonly string[]): ReadonlySet<string> {
  const { document, title } = draft.frontMatter;
  const names = [
    ...given,
    document ?? '',
    title ?? '',
    ...draft.roots
      .slice(0, 1)
      .map(({ kind, title: own }) => (kind === 'heading' && !LABELLED.test(own ?? '') ? (own ?? '') : '')),
  ];
  return new Set(names.map((name) => name.trim().toLowerCase()).filter((name) => name !== ''));
}
