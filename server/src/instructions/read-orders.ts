import { trimEndOf } from '../model/text.js';
import { type OrderReading, Unreadable } from './order-text.js';
import { AFTERWARDS, AMENDED, AMENDED_ELSEWHERE, ASIDE, GAP } from './order-words.js';
import type { Action, Order, Pending, Place, ReadItem } from './orders.js';
import { ActionReader, readSide } from './read-actions.js';
import { withinHeading } from './read-places.js';

/** Words by which a text is changed: what has one and cannot be read is not passed over. */
const CHANGES =
  /\b(?:substitut|insert|omit|omission|addition of|delet|leave out|left out|replac|renumber|re-number|redesignat|re-letter|reletter|repeal|revok|strik|struck|add(?:ed|ing)?\b|remov|becomes?\b|amended\b|indent|move[ds]?\b|transpos|shall read|to read\b)/i;

/** A side-note that names what is done below it. */
const NAMES_AMENDMENT = /^\W{0,20}(?:Amendments?|Substitution|Insertion)(?: (?:and|of|to)\b[^.;:—]{1,120})?\.? ?$/;

/** "The Harbour Rules 2001 (the Rules) are amended as follows." */
const AMENDS_TEXT =
  / (?:is|are|be|shall be|will be) (?:(?:hereby|further|accordingly) ){0,2}(?:amended|modified|varied|revised|changed)\b(?: (?:as follows|in accordance with|as set out|by)\b)?/;

/** How long the name of an amended text can be, and what else may be said of how it is amended. */
const MOST_NAMED = 240;

const MOST_SAID = 90;

/** Words that say what a term means, and change nothing. */
const DEFINES = /\b(?:means?|meanings?|called|known as|referred to as|cited as)\b/i;

/** Reads an item: the places that it names, and the actions on them. */
class OrderReader extends ActionReader {
  protected done = 0;

  constructor(
    source: string,
    private readonly base: readonly Place[],
    reading: OrderReading,
  ) {
    super(source, reading);
    this.places = [...base];
  }

  read(pending: Pending | null): ReadItem {
    if (pending === null && !this.mayChange() && !this.mayBePlace()) return { kind: 'words' };
    if (pending) return this.readPending(pending);
    const each = this.readForEach() ?? this.readBesidePlace();
    if (each) return each;
    this.refuseElsewhere();
    const amended = this.readAmendedText();
    if (amended !== null) return { kind: 'amends', name: amended };
    for (;;) {
      this.reader.match(GAP);
      if (this.isAtEnd()) break;
      const omit = this.readBareOmit();
      if (omit) return omit;
      this.readClause();
    }
    return { kind: 'orders', orders: this.orders, within: this.places, pending: null };
  }

  /** "Annex I is amended in accordance with the Annex to this Regulation": it says nothing of how. */
  protected refuseElsewhere(): void {
    const at = this.text.search(AMENDED_ELSEWHERE);
    if (at < 0 || this.text.slice(0, at).includes('\uE000')) return;
    const isPlace = [...this.references.values()].some(({ span }) => span.start < 8 && span.start < at);
    if (isPlace || /^(?:the )?(?:annex|appendix|schedule|part|chapter|title|table)\b/i.test(this.text))
      throw new Unreadable('its changes are set out in another place');
  }

  /** The name of the text that the items after this one amend; null where it says no such thing. */
  protected readAmendedText(): string | null {
    const { text } = this;
    const found = AMENDS_TEXT.exec(text);
    if (!found || text.includes('\uE000') || found.index > MOST_NAMED) return null;
    const rest = trimEndOf(text.slice(found.index + found[0].length), '.:—–- ');
    if (rest.length > MOST_SAID || /[;:.]/.test(rest)) return null;
    const isPlace = [...this.references.values()].some(
      ({ span, document, isRelative, targets }) =>
        !isRelative && targets.length > 0 && (!document || (span.start < 8 && document.span.start > span.start)),
    );
    return isPlace ? null : text.slice(0, found.index).trim();
  }

  /** Whether an item may order a change: words are quoted and not defined, or a verb says so. */
  mayChange(): boolean {
    if (this.text.includes('\uE000')) return CHANGES.test(this.text) || !DEFINES.test(this.text);
    return CHANGES.test(this.text) && !NAMES_AMENDMENT.test(this.text);
  }

  /** Whether an item with no verb names a place that others are read within. */
  protected mayBePlace(): boolean {
    if (this.text.length < 60 && this.references.has(this.text.length - this.text.trimStart().length)) return true;
    if (this.text.length < 80 && /^\s*(?:At the end of|After|Before) (?=\S)/i.test(this.text)) return true;
    return /^\s*(?:In|At|Within) |[—–:]\s*$/.test(this.text) && /[—–:-]\s*$/.test(this.text);
  }

  /** "Omit the following—": what is done to each place that the items within it name. */
  protected readBareOmit(): ReadItem | null {
    const { reader } = this;
    const { at } = reader;
    const following =
      /(?:(?:in (?:that|the) [\w ]{1,20}, )?(?:omit|delete|leave out|remove|repeal|revoke)(?: (?:each of )?the following(?: [a-z]{1,20}){0,3})?|the following(?: [a-z]{1,20}){0,3} (?:is|are|shall be) (?:hereby )?(?:omitted|deleted|repealed|revoked|removed)) ?[—–:-][\s—–:-]*$/iy;
    if (reader.match(following))
      return { kind: 'orders', orders: this.orders, within: this.places, pending: { kind: 'omit' } };
    reader.at = at;
    return null;
  }

  /** "In each of the following provisions, for “a” substitute “b”—". */
  protected readForEach(): ReadItem | null {
    const { reader } = this;
    const found = reader.match(
      /\s*In (?:each of )?the (?:following (?:provisions|places|clauses|paragraphs|articles)|(?:provisions|places) (?:listed|set out|mentioned) below),? ?(?:in each case,? ?)?/iy,
    );
    if (!found) return null;
    const before = this.orders.length;
    while (!this.isAtEnd()) this.readClause();
    if (this.orders.length === before || !/[—–:-]\s*$/.test(this.text)) this.fail();
    const actions = this.orders.map(({ action }) => action);
    return { kind: 'orders', orders: [], within: this.base, pending: { kind: 'each', actions } };
  }

  protected readPending(pending: Pending): ReadItem {
    const { reader } = this;
    reader.match(GAP);
    reader.match(/(?:in )/iy);
    if (pending.kind === 'beside' || pending.kind === 'end') return this.readPendingText(pending);
    if (pending.kind === 'omit') {
      const target = this.readTarget();
      if (!target || !this.isAtEnd()) this.fail();
      return this.finish([{ within: this.base, action: { kind: 'omit', target } }]);
    }
    const places = this.readPlaces();
    if (!places || !this.isAtEnd()) this.fail();
    const orders = places.flatMap((place) =>
      pending.actions.map((action): Order => ({ within: [...this.base, place], action })),
    );
    return this.finish(orders);
  }

  /** "Insert:", where its place was said before. */
  protected readPendingText(pending: Pending & { kind: 'beside' | 'end' }): ReadItem {
    const { reader } = this;
    if (!reader.match(/(?:insert|add)\b/iy) || !this.hasNewText()) this.fail();
    const text = this.readNewText();
    if (!this.isAtEnd()) this.fail();
    const action: Action =
      pending.kind === 'end'
        ? { kind: 'append', place: pending.place, text }
        : { kind: 'insert', side: pending.side, target: pending.target, text };
    return this.finish([{ within: this.base, action }]);
  }

  /** "After section 5", "At the end of subsection 3(2)", and no more. */
  protected readBesidePlace(): ReadItem | null {
    const { reader } = this;
    const start = reader.at;
    reader.match(/\s*/y);
    const end = reader.match(/at the end of /iy);
    const side = end ? undefined : reader.match(/(after|before) /iy)?.[1];
    const places = end || side !== undefined ? this.readPlaces() : null;
    if (places && reader.match(/ ?[:—–]? ?$/y)) {
      const pending: Pending | null =
        side !== undefined
          ? { kind: 'beside', side: readSide(side), target: { kind: 'places', places } }
          : places.length === 1
            ? { kind: 'end', place: places[0]! }
            : null;
      if (pending) return { kind: 'orders', orders: [], within: this.base, pending };
    }
    reader.at = start;
    return null;
  }

  protected finish(orders: readonly Order[]): ReadItem {
    return { kind: 'orders', orders, within: this.base, pending: null };
  }

  /** One place with a comma or dash after it, or one action. */
  protected readClause(): void {
    const { reader } = this;
    const start = reader.at;
    if (this.readAction()) {
      this.done++;
      reader.match(AFTERWARDS);
      return;
    }
    reader.at = start;
    if (this.readContext()) return;
    reader.at = start;
    if (this.readSubjectFirst()) {
      this.done++;
      reader.match(AFTERWARDS);
      return;
    }
    reader.at = start;
    this.fail();
  }

  /** "In Clause 5.1,", "Clause 5.1 is amended as follows—", "Clause 5.1:". */
  protected readContext(): boolean {
    const { reader } = this;
    const preposition = reader.match(
      /(?:in|within|under|at|to|throughout|amend(?:ing)?)\s+(?:each of\s+)?(?:respect of |relation to )?/iy,
    )?.[0];
    const isIn = preposition !== undefined;
    const { at: first } = reader;
    let named = this.readPlaces();
    if (named && named.length > 1 && !/^ ?(?:\([^()\uE000]{1,120}\))? ?[,—–:]/.test(this.text.slice(reader.at))) {
      // "In Clause 5, paragraph (c) and the word …": a comma may end the place, and no list go on.
      reader.at = first;
      const place = this.readPlace();
      named = place && [place];
    }
    const places = /^under/i.test(preposition ?? '')
      ? (named?.map(([first, ...rest]) => (first ? [withinHeading(first), ...rest] : [])) ?? null)
      : named;
    if (!places || places.length === 0) return false;
    if (places.length > 1) {
      // "In Clauses 4 and 5, for …": the action that follows is done in each.
      if (!isIn || !reader.match(/ ?(?:\([^()\uE000]{1,120}\))? ?[,—–:][\s,—–:]*(?:in each case,? ?)?/y)) return false;
      return this.readForPlaces(places);
    }
    reader.match(ASIDE);
    const isVerb = /^amend/i.test(preposition ?? '');
    this.isThroughout = /^throughout/i.test(preposition ?? '');
    const isAmended = reader.match(isVerb ? /,?\s*(?:as follows|by|so as to|so that)\b/iy : AMENDED) !== null;
    if (!isAmended && !isIn && !/^\s*(?:[—–:-]|$)/.test(this.text.slice(reader.at))) return false;
    const punctuated = reader.match(/[\s,—–:.-]*/y)?.[0] ?? '';
    const leads = punctuated.trim() !== '' || isAmended || this.isAtEnd();
    if (
      !leads &&
      !/^(?:for|omit|after|before|delete|leave|insert|in|at|replace|substitute|add|the|by|with|subject)\b/i.test(
        this.text.slice(reader.at),
      )
    )
      return false;
    const quote = this.peekQuote();
    const [place] = places;
    if (isAmended && quote && place) {
      // "Clause 5.1 is amended as follows: “5.1 …”" sets out the clause as it is to be.
      this.order({ kind: 'substitute', target: { kind: 'places', places: [place] }, text: this.readNewText() });
      return true;
    }
    if (this.done > 0) this.places = [...this.base, ...this.places.slice(this.base.length, -1)];
    if (place) this.places.push(place);
    this.done = 0;
    return true;
  }

  /** Reads the actions that are done in each of several places. */
  protected readForPlaces(places: readonly Place[]): boolean {
    const { reader } = this;
    const first = this.orders.length;
    do {
      reader.match(GAP);
      if (!this.readAction()) this.fail();
      reader.match(AFTERWARDS);
    } while (!this.isAtEnd());
    const orders = this.orders.splice(first);
    for (const place of places)
      for (const { within, action } of orders) this.orders.push({ within: [...within, place], action });
    return true;
  }
}

/**
 * Reads one item.
 * @param within what the items around it have named, outermost first
 */
export function readItem(
  text: string,
  within: readonly Place[],
  pending: Pending | null,
  reading: OrderReading,
): ReadItem {
  const reader = new OrderReader(text, within, reading);
  try {
    return reader.read(pending);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    if (pending === null && !reader.mayChange()) return { kind: 'words' };
    return { kind: 'unread', reason: error.message };
  }
}
