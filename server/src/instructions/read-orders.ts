import { trimEndOf } from '../model/text.js';
import { type OrderReading, Unreadable } from './order-text.js';
import {
  ACT_AS_NOUN,
  AFTER,
  AFTERWARDS,
  AMENDED,
  AMENDED_ELSEWHERE,
  AND_FOLLOWING,
  AND_PUT,
  AND_THE_SUBSTITUTION,
  ASIDE,
  AT_END,
  AT_PLACE,
  BE,
  BECOMES,
  FOLLOWING_FOR,
  FOLLOWING_INSERTED,
  FOR,
  GAP,
  INSERT,
  LIST,
  OMIT,
  RENUMBER,
  REPLACE,
  REPLACED,
  SHALL_READ,
  SPACE,
  SUBSTITUTE,
  THE_SAME_PLACE,
  WITH,
  WORDS,
} from './order-words.js';
import type { Action, NewText, Order, Pending, Place, QuotedWords, ReadItem, Target } from './orders.js';
import { withinHeading } from './read-places.js';
import { TargetReader } from './read-targets.js';

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
class OrderReader extends TargetReader {
  private readonly orders: Order[] = [];
  /** The places that the sentence has named so far. */
  private places: Place[];
  private done = 0;

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
  private refuseElsewhere(): void {
    const at = this.text.search(AMENDED_ELSEWHERE);
    if (at < 0 || this.text.slice(0, at).includes('\uE000')) return;
    const isPlace = [...this.references.values()].some(({ span }) => span.start < 8 && span.start < at);
    if (isPlace || /^(?:the )?(?:annex|appendix|schedule|part|chapter|title|table)\b/i.test(this.text))
      throw new Unreadable('its changes are set out in another place');
  }

  /** The name of the text that the items after this one amend; null where it says no such thing. */
  private readAmendedText(): string | null {
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
  private mayBePlace(): boolean {
    if (this.text.length < 60 && this.references.has(this.text.length - this.text.trimStart().length)) return true;
    if (this.text.length < 80 && /^\s*(?:At the end of|After|Before) (?=\S)/i.test(this.text)) return true;
    return /^\s*(?:In|At|Within) |[—–:]\s*$/.test(this.text) && /[—–:-]\s*$/.test(this.text);
  }

  /** "Omit the following—": what is done to each place that the items within it name. */
  private readBareOmit(): ReadItem | null {
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
  private readForEach(): ReadItem | null {
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

  private readPending(pending: Pending): ReadItem {
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
  private readPendingText(pending: Pending & { kind: 'beside' | 'end' }): ReadItem {
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
  private readBesidePlace(): ReadItem | null {
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

  private finish(orders: readonly Order[]): ReadItem {
    return { kind: 'orders', orders, within: this.base, pending: null };
  }

  /** One place with a comma or dash after it, or one action. */
  private readClause(): void {
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
  private readContext(): boolean {
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
  private readForPlaces(places: readonly Place[]): boolean {
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

  private order(action: Action, place: Place | null = null): void {
    this.orders.push({ within: place ? [...this.places, place] : this.places.slice(), action });
  }

  /** An action that begins with its verb, or with "for", "after", "at the end". */
  private readAction(): boolean {
    const { reader } = this;
    if (reader.match(FOR)) return this.readForSubstitute();
    const end = reader.match(AT_END);
    if (end) return this.readAtEnd(readEndOf(end));
    const start = reader.at;
    if (reader.match(/(?:insert(?:ed|ing)?|add(?:ed|ing)?),? /iy) && reader.match(AT_PLACE)) return this.readFile();
    reader.at = start;
    if (reader.match(AT_PLACE)) return this.readFile();
    const side = reader.match(AFTER)?.[1];
    if (side !== undefined) return this.readInsertBeside(readSide(side));
    if (reader.match(OMIT)) return this.readOmit();
    if (reader.match(REPLACE)) return this.readReplace();
    if (reader.match(/(?:substitut(?:e|ing))\b/iy)) return this.readSubstituteFor();
    if (reader.match(/(?:insert(?:ing)?|add(?:ing)?)\b,?/iy)) return this.readInsertFirst();
    if (reader.match(RENUMBER)) return this.readRenumber();
    reader.at = start;
    if (this.readActAsNoun()) return true;
    reader.at = start;
    if (reader.match(/indent /iy)) return this.readIndent();
    if (reader.match(/set the (?:text|words) of /iy)) return this.readGap();
    return false;
  }

  /** "for “a” substitute “b”". */
  private readForSubstitute(): boolean {
    return this.readSubstitution(SUBSTITUTE);
  }

  /** "replace “a” with “b”", "amend “a” to “b”". */
  private readReplace(): boolean {
    return this.readSubstitution(WITH, () => this.hasNewText());
  }

  /**
   * What goes, and what comes in its place.
   * @param between what stands between the two
   */
  private readSubstitution(between: RegExp, isOne = (): boolean => true): boolean {
    const { reader } = this;
    reader.match(SPACE);
    const target = this.readTarget();
    if (!target || !reader.match(between) || !isOne()) return false;
    this.orderSubstitution(target);
    this.readLaterPlace();
    return true;
  }

  /** Reads what comes in place of a target: for several words as many others, or one for all. */
  private orderSubstitution(target: Target): void {
    const { reader } = this;
    const first = this.readNewText();
    const texts = [first];
    const count = target.kind === 'words' ? target.words.length : 1;
    while (texts.length < count) {
      const { at } = reader;
      if (!reader.match(LIST) || !this.hasNewText()) {
        reader.at = at;
        break;
      }
      texts.push(this.readNewText());
    }
    if (target.kind !== 'words' || texts.length === 1) {
      this.order({ kind: 'substitute', target, text: first });
      return;
    }
    if (texts.length !== count) this.fail('there are not as many new words as old ones');
    target.words.forEach((words, index) => {
      this.order({ kind: 'substitute', target: { ...target, words: [words] }, text: texts[index]! });
    });
  }

  /** "substitute “b” for “a”", "substituting for “a” “b”". */
  private readSubstituteFor(): boolean {
    const { reader } = this;
    reader.match(SPACE);
    this.readPlaceAside();
    const isFollowing = reader.match(FOLLOWING_FOR) !== null;
    if (reader.match(/for\b\s*/iy)) {
      const target = this.readTarget();
      reader.match(/,? of\b/iy);
      if (!target || !this.hasNewText()) return false;
      this.orderSubstitution(target);
    } else {
      reader.match(/of\b/iy);
      if (isFollowing || !this.hasNewText()) return false;
      const text = this.readNewText();
      if (!reader.match(/,?\s*(?:for|in place of)\b\s*/iy)) return false;
      const target = this.readTarget();
      if (!target) return false;
      this.order({ kind: 'substitute', target, text });
    }
    this.readLaterPlace();
    return true;
  }

  /** ", in paragraph (e)," before what is said of it. */
  private readPlaceAside(): void {
    const { reader } = this;
    const { at } = reader;
    const place = reader.match(/, (?:in|from) /iy) ? this.readPlace() : null;
    if (place && reader.match(/, ?/y)) this.places.push(place);
    else reader.at = at;
  }

  /** "(by) the substitution of “b” for “a”", "the deletion of paragraph (c)". */
  private readActAsNoun(): boolean {
    const { reader } = this;
    const depth = this.places.length;
    const act = reader.match(ACT_AS_NOUN)?.[1]?.toLowerCase();
    if (act === undefined) return false;
    const isRead = this.readNoun(act);
    this.places.splice(depth);
    return isRead;
  }

  private readNoun(act: string): boolean {
    const { reader } = this;
    if (act === 'substitution' || act === 'replacement') {
      reader.match(/,? (?=for\b)/iy);
      return this.readSubstituteFor();
    }
    if (act === 'insertion' || act === 'addition') {
      this.readPlaceAside();
      reader.match(/,? (?=(?:immediately )?(?:after|before|at|to)\b)/iy);
      const side = reader.match(AFTER)?.[1];
      if (side !== undefined) {
        reader.match(SPACE);
        const target = this.readTarget();
        if (!target || !reader.match(/,? of\b/iy) || !this.hasNewText()) return false;
        this.order({ kind: 'insert', side: readSide(side), target, text: this.readNewText() });
        return true;
      }
      const end = reader.match(AT_END);
      const place = end ? (reader.match(/ (?:of|to) (?!the following)/iy) ? this.readPlace() : []) : null;
      if (end) {
        if (!place || !reader.match(/,? of\b/iy) || !this.hasNewText()) return false;
        this.order({ kind: readEndOf(end), place, text: this.readNewText() });
        return true;
      }
      reader.match(/ of\b/iy);
      return this.readInsertFirst();
    }
    if (act.startsWith('re') && /number|desig/.test(act)) {
      reader.match(/ of\b/iy);
      return this.readRenumber();
    }
    this.readPlaceAside();
    if (reader.match(/ from /iy)) {
      const place = this.readPlace();
      if (!place || !reader.match(/,? of\b/iy)) return false;
      this.places.push(place);
    } else if (!reader.match(/ of\b/iy)) return false;
    return this.readOmit();
  }

  /** What stands beside others: "paragraph (c) and the word “and” immediately preceding it". */
  private readFurtherTargets(first: Target): readonly Target[] {
    const { reader } = this;
    const further: Target[] = [];
    const places = first.kind === 'places' ? first.places : [];
    this.lastPlace = places.at(-1) ?? null;
    for (;;) {
      const { at } = reader;
      if (!reader.match(/,?\s*(?:and|together with|along with)\s+/iy)) break;
      const isWords = reader.match(WORDS) !== null || reader.match(/the (?=\uE000)/iy) !== null || this.peekQuote();
      const next = isWords && this.peekQuote() ? this.readWords() : null;
      if (!next) {
        reader.at = at;
        break;
      }
      further.push(next);
    }
    this.lastPlace = null;
    return further;
  }

  private readOmit(): boolean {
    const { reader } = this;
    reader.match(/\s*(?:from\s+(?=the |\())?/y);
    const target = this.readSamePlace() ?? this.readTarget();
    if (!target) return false;
    const further = target.kind === 'places' ? this.readFurtherTargets(target) : [];
    this.orderOmission(target, further);
    return true;
  }

  /** "Repeal the subsection", "repeal and substitute": the place that was named last. */
  private readSamePlace(): Target | null {
    const { reader } = this;
    const { at } = reader;
    const last = this.places.at(-1)?.at(-1);
    const word = reader.match(THE_SAME_PLACE)?.[1];
    if (word === undefined) {
      const isAlone = /^(?:[\s.,;]*$|,? ?(?:and )?(?:substitute|insert)\b)/i.test(this.text.slice(at));
      return isAlone && last ? { kind: 'places', places: [[]] } : null;
    }
    const own = last?.kind === 'cited' ? last.reference.keyword : last?.kind === 'marker' || !last ? '' : last.kind;
    const isSame = (a: string, b: string) =>
      a.toLowerCase().replace(/ies$/, 'y').replace(/s$/, '') === b.toLowerCase().replace(/ies$/, 'y').replace(/s$/, '');
    if (own !== '' && isSame(own, word)) return { kind: 'places', places: [[]] };
    reader.at = at;
    return null;
  }

  /** Omits all of some, or puts in place of the first of them what the words go on to say. */
  private orderOmission(target: Target, further: readonly Target[]): void {
    const { reader } = this;
    for (const each of further) this.order({ kind: 'omit', target: each });
    const { at } = reader;
    if (
      (reader.match(AND_FOLLOWING) || reader.match(AND_THE_SUBSTITUTION) || reader.match(AND_PUT)) &&
      this.hasNewText()
    ) {
      this.orderSubstitution(target);
      return;
    }
    reader.at = at;
    this.order({ kind: 'omit', target });
    this.readLaterPlace();
  }

  /** "after “a” insert “b”"; "after Clause 5, the following Clause is inserted:". */
  private readInsertBeside(side: 'before' | 'after'): boolean {
    const { reader } = this;
    reader.match(SPACE);
    const isThat = reader.match(/(?:that|the said) (?:sub-)?[a-z]{4,12}(?=,? (?:insert|add|there))/iy) !== null;
    const target: Target | null = isThat ? { kind: 'places', places: [[]] } : this.readTarget();
    if (!target) return false;
    const isFirst = reader.match(INSERT) !== null;
    if (!isFirst && !reader.match(FOLLOWING_INSERTED)) return false;
    this.order({ kind: 'insert', side, target, text: this.readNewText() });
    this.readLaterPlace();
    return true;
  }

  /** "insert “b” after “a”", "insert the following after Clause 5:", "insert at the end—". */
  private readInsertFirst(): boolean {
    const { reader } = this;
    reader.match(/[\s,]*/y);
    const isThere = reader.match(
      /(?:the following|a new|new|the)\b(?: (?:following|new|additional|[a-z-]+)){0,4}(?: \(?[\dA-Z][\w.]{0,8}\)?)?,? (?=after|before|at the end|immediately|to the end|at the beginning|in the appropriate|at the appropriate|at the start)/iy,
    );
    const end = reader.match(AT_END);
    if (end) return this.readAtEnd(readEndOf(end));
    if (reader.match(AT_PLACE)) return this.readFile();
    const { at: begun } = reader;
    if (reader.match(/(?:the following|a new|the)(?: (?:new|further|additional))? [a-z-]{3,16} (?:to|in|into) /iy)) {
      const place = this.readPlace();
      const isFiled = place !== null && reader.match(/,? ?/y) !== null && reader.match(AT_PLACE) !== null;
      if (!place || !this.hasNewText()) return false;
      this.order({ kind: isFiled ? 'file' : 'append', place, text: this.readNewText() });
      return true;
    }
    reader.at = begun;
    const beside = this.readBeside(() => this.readNewTextIfAny());
    if (beside !== null) return beside;
    if (isThere || !this.hasNewText()) return false;
    const started = this.text.indexOf('\uE000', reader.at);
    const text = this.readNewText();
    reader.match(/,?\s*/y);
    const placed = this.readPlaceOfText(text);
    if (placed !== null) return placed;
    if (reader.match(AT_PLACE)) {
      this.order({ kind: 'file', place: [], text });
      this.readLaterPlace();
      return true;
    }
    // "In Clause 5, add—": at its end, where what is added is set out.
    if (!text.isSetOut) return false;
    if (this.places.length === 0) this.fail('where it is to be inserted is not said');
    if (/\bdefinitions?\b/i.test(this.text.slice(begun, started))) {
      this.order({ kind: 'file', place: [], text });
      return true;
    }
    this.order({ kind: 'append', place: [], text });
    this.readLaterPlace();
    return true;
  }

  /** "after “a”": beside what text is put in; null where these words say no such thing. */
  private readBeside(takeText: () => NewText | null): boolean | null {
    const { reader } = this;
    const side = reader.match(AFTER)?.[1];
    if (side === undefined) return null;
    reader.match(SPACE);
    const target = this.readTarget();
    const text = target && takeText();
    if (!target || !text) return false;
    this.order({ kind: 'insert', side: readSide(side), target, text });
    return true;
  }

  /** "at the end of Clause 5", where text is put in; null where these words say no such thing. */
  private readEnd(takeText: () => NewText): boolean | null {
    const { reader } = this;
    const end = reader.match(AT_END);
    if (!end) return null;
    const place = reader.match(/\s*(?:of|to) /iy) ? this.readPlace() : [];
    if (!place) return false;
    this.order({ kind: readEndOf(end), place, text: takeText() });
    return true;
  }

  /** Where text is put in that is said before its place; null where no such place is named. */
  private readPlaceOfText(text: NewText): boolean | null {
    const beside = this.readBeside(() => text);
    if (beside) this.readLaterPlace();
    return beside ?? this.readEnd(() => text);
  }

  private readAtEnd(kind: 'append' | 'prepend'): boolean {
    const { reader } = this;
    let place: Place = [];
    if (reader.match(/,?\s*(?:of|to|in) /iy)) {
      const found = this.readPlace();
      if (!found) return false;
      place = found;
    }
    if (kind === 'append' && reader.match(/,? ?/y) && reader.match(OMIT)) {
      // "at the end of paragraph (b) omit “or”".
      const target = reader.match(/ (?:the words? )?(?=\uE000)/iy) && this.readWords();
      if (target?.kind !== 'words' || target.words.some(({ occurrence }) => occurrence !== 'only')) return false;
      const words = target.words.map(({ text }): QuotedWords => ({ text, occurrence: 'end' }));
      this.order({ kind: 'omit', target: { kind: 'words', words, place } });
      return true;
    }
    const isVerb = reader.match(INSERT) !== null;
    if (!isVerb && !/(?:insert|add)/i.test(this.text.slice(0, reader.at)) && !reader.match(FOLLOWING_INSERTED))
      return false;
    this.order({ kind, place, text: this.readNewText() });
    return true;
  }

  private readFile(): boolean {
    const { reader } = this;
    reader.match(INSERT);
    reader.match(/\s*(?:in|of) (?=\S)/y);
    if (!this.hasNewText()) return false;
    this.order({ kind: 'file', place: [], text: this.readNewText() });
    return true;
  }

  private readRenumber(): boolean {
    const { reader } = this;
    reader.match(SPACE);
    const from = this.readPlace();
    if (!from || !reader.match(/,?\s*(?:as|to)\b\s*/iy)) return false;
    return this.readNewNumbers(from);
  }

  private readNewNumbers(from: Place | undefined): boolean {
    const to = from ? this.readPlaces() : null;
    if (!from || !to) return false;
    this.reader.match(/,?\s*respectively\b/iy);
    this.order({ kind: 'renumber', from, to });
    return true;
  }

  /** "indent Clause 5 by 4 spaces". */
  private readIndent(): boolean {
    const place = this.readPlace();
    const spaces = place ? this.reader.match(/ by (\d{1,2}) spaces?/y)?.[1] : undefined;
    if (!place || spaces === undefined) return false;
    this.order({ kind: 'indent', place, spaces: Number(spaces) });
    return true;
  }

  /** "set the text of paragraph (a) off from its number by 2 spaces". */
  private readGap(): boolean {
    const place = this.readPlace();
    const spaces = place ? this.reader.match(/ off from its number by (\d{1,2}) spaces?/y)?.[1] : undefined;
    if (!place || spaces === undefined) return false;
    this.order({ kind: 'gap', place, spaces: Number(spaces) });
    return true;
  }

  /** "Clause 5 is omitted", "the words “a” are replaced by “b”", "the following is inserted:". */
  private readSubjectFirst(): boolean {
    const { reader } = this;
    const { at } = reader;
    const following = reader.match(
      /the following\b[^.;:—–\uE000]{0,80}?\b(?:is|are|shall be) (?:hereby )?(inserted|added)\b/iy,
    );
    if (following) return this.readFollowingInserted(following[1]?.toLowerCase() === 'inserted');
    reader.at = at;
    const target = this.readTarget();
    if (!target) return false;
    const further = target.kind === 'places' ? this.readFurtherTargets(target) : [];
    const [from] = target.kind === 'places' ? target.places : [];
    const { at: after } = reader;
    if (further.length > 0 && !(reader.match(BE) && reader.match(OMIT))) return false;
    reader.at = after;
    if (reader.match(BE)) {
      if (reader.match(OMIT)) {
        this.orderOmission(target, further);
        return true;
      }
      if (reader.match(REPLACED)) {
        if (!this.hasNewText()) return false;
        this.orderSubstitution(target);
        this.readLaterPlace();
        return true;
      }
      if (target.kind === 'words' && reader.match(/(?:inserted|added)\b/iy)) return this.readInsertedWords(target);
      if (reader.match(RENUMBER)) {
        reader.match(/,? ?(?:(?:as|to)\b)? ?/iy);
        return this.readNewNumbers(from);
      }
    }
    reader.at = after;
    if (reader.match(BECOMES)) {
      reader.match(SPACE);
      return this.readNewNumbers(from);
    }
    reader.at = after;
    if (target.kind === 'places' && reader.match(SHALL_READ) && this.hasNewText()) {
      this.order({ kind: 'substitute', target, text: this.readNewText() });
      return true;
    }
    return false;
  }

  /** "“b” is inserted after “a”". */
  private readInsertedWords(target: Target): boolean {
    const { reader } = this;
    if (target.kind !== 'words' || target.words.length !== 1) return false;
    reader.match(/,?\s*/y);
    const text = { text: target.words[0]!.text, isSetOut: false };
    return this.readPlaceOfText(text) ?? false;
  }

  /** "the following paragraph is inserted (after Clause 5): “…”". */
  private readFollowingInserted(isByNumber: boolean): boolean {
    const { reader } = this;
    reader.match(/,?\s*/y);
    const placed = this.readBeside(() => this.readNewTextIfAny()) ?? this.readEnd(() => this.readNewText());
    if (placed !== null) return placed;
    if (reader.match(AT_PLACE)) return this.readFile();
    const to = reader.match(/(?:to|in) /iy) ? this.readPlace() : [];
    if (!to || !this.hasNewText()) return false;
    // What is "inserted" stands where its number says, and what is "added" at the end.
    this.order({ kind: isByNumber ? 'number' : 'append', place: to, text: this.readNewText() });
    return true;
  }

  /** "… in Clause 5.1" after an action: where its words stand. */
  private readLaterPlace(): void {
    const { reader } = this;
    const { at } = reader;
    if (!reader.match(/\s*(?:in|from|of|within) (?=\S)/iy)) return;
    const places = this.readPlaces();
    const order = this.orders.at(-1);
    const rest = this.text.slice(reader.at);
    if (
      !places ||
      !order ||
      !/^\s*(?:\(|[,;.]|and\b|$)/.test(rest) ||
      /^\s*,\s*(?:for|omit|after|before|in|at)\b/i.test(rest)
    ) {
      reader.at = at;
      return;
    }
    this.orders.pop();
    for (const place of places) this.orders.push({ ...order, within: [...order.within, place] });
  }
}

function readEndOf(found: RegExpExecArray): 'append' | 'prepend' {
  return found[2]?.toLowerCase() === 'end' ? 'append' : 'prepend';
}

function readSide(word: string): 'before' | 'after' {
  return /^(?:before|preceding|above)$/i.test(word) ? 'before' : 'after';
}
