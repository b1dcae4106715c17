import { CitationWords } from '../model/references/citation-words.js';
import { findReferences } from '../model/references/find-references.js';
import type { Reference } from '../model/references/reference.js';
import { TextReader } from '../model/references/text-reader.js';
import type { OwnUnits } from '../model/schemes/own-units.js';
import { trimEndOf } from '../model/text.js';
import {
  type Action,
  type NewText,
  type Occurrence,
  ORDINALS,
  type Order,
  type Pending,
  type Place,
  type PlacePart,
  type QuotedWords,
  type ReadItem,
  type Target,
} from './orders.js';
import { QUOTE_SIGN, type QuotedText } from './quotes.js';

const ORDINAL = `${ORDINALS.join('|')}|\\d{1,2}(?:st|nd|rd|th)|last|final|penultimate|only`;

/** "first" is 1; "last" is −1, and "only" is 0. */
function readOrdinal(word: string): number {
  const lower = word.toLowerCase();
  if (lower === 'last' || lower === 'final') return -1;
  if (lower === 'penultimate') return -2;
  const index = ORDINALS.indexOf(lower);
  return index >= 0 ? index + 1 : Number.parseInt(lower, 10) || 0;
}

/** The words of an order. All are sticky; case matters only where names do. */
const GAP = /[\s,;.]*(?:(?:and|then|also|but|thereafter|by)\b[\s,;]*)*/iy;
const SPACE = /\s*/y;
const THE = /(?:the |an? |any |existing |current |said |words? )*/iy;
const WORDS =
  /(?:the |existing |following )*(?:words?|figures?|numbers?|letters?|expressions?|phrases?|references?(?: to)?|dates?|text|sentences?|abbreviations?|symbols?|terms?|amounts?|full stop|semi-?colon|comma|colon|dash|entry|closing punctuation|brackets?|word and comma)(?: and (?:words?|figures?|punctuation|comma|full stop))?,? (?=\uE000)/iy;
const FROM =
  /(?:the |all )*(?:words?|text|sentences?|passage)?,? ?(?:from|beginning with|starting with) (?:the words? )?(?=\uE000|the beginning|the start)/iy;
const TO =
  /,? ?(?:(?:up )?to(?: and including)?|until|through(?: to)?|and ending with|ending with|to the word)(?: the words?)? ?(?=\uE000|the end|end\b)/iy;
const THE_END =
  /(?:the )?end(?: of (?:the|that) (?:paragraph|sentence|provision|clause|definition|sub-?paragraph|section|article|text))?(?! of)/iy;
const THE_BEGINNING = /the (?:beginning|start)/iy;

const SUBSTITUTE = /[,;]?\s*(?:there (?:is|are|shall be|will be)\s+)?(?:substituted?|substituting|put|read)\b,?/iy;
const INSERT =
  /[,;]?\s*(?:(?:there|it) (?:is|are|shall be|will be)\s+)?(?:insert(?:ed|ing)?|add(?:ed|ing)?|includ(?:e|ed|ing))\b,?/iy;
const OMIT =
  /(?:omit(?:ted|ting)?|delet(?:e|ed|ing)|leave out|leaving out|left out|remov(?:e|ed|ing)|strik(?:e|ing)(?: out)?|struck out|repeal(?:ed|ing)?|revok(?:e|ed|ing)|cancel(?:led|ling)?)\b/iy;
const AND_PUT =
  /[,;]?\s*(?:and\s+)?(?:in (?:its|their) place,?\s+|in substitution(?: for it| for them| therefor)?,?\s+|instead,?\s+)?(?:substitut(?:e|ed|ing)|insert(?:ed|ing)?|replac(?:e|ed|ing)(?: (?:it|them))?(?: with| by)?|put)\b,?(?: (?:it|them) with| in (?:its|their) place)?/iy;
const AND_FOLLOWING =
  /[,;]?\s*and\s+(?=the following\b[^.;:—–\uE000]{0,60}\b(?:is|are|shall be) (?:hereby )?(?:substituted|inserted))/iy;
const FOLLOWING_INSERTED = /,?\s*(?=the following\b[^.;:—–\uE000]{0,80}\b(?:is|are|shall be) (?:inserted|added))/iy;
const REPLACE = /(?:replac(?:e|ing)|chang(?:e|ing)|amend(?:ing)?|alter(?:ing)?)\b/iy;
const WITH = /,?\s*(?:with|by|to read|so as to read|so that it reads|to)\b,?/iy;
const AFTER = /(?:immediately )?(after|before|following|preceding|below|above)\b/iy;
const FOR = /(?:for|in place of|instead of|in substitution for)\b/iy;
const AT_END = /(?:(?:insert(?:ed|ing)?|add(?:ed|ing)?),? )?(?:at|to|on) the (very )?(end|beginning|start)\b/iy;
const AT_PLACE =
  /(?:(?:at|in) (?:the|its|their) (?:appropriate|proper|correct|respective)(?: alphabetical)? (?:places?|positions?)(?: (?:in|according to) (?:the )?alphabetical order)?|in (?:the )?alphabetical order|alphabetically)(?: (?:of|in) (?:the )?(?:list|definitions|table))?/iy;
const RENUMBER = /(?:re-?number(?:ed|ing)?|re-?designat(?:e|ed|ing)|re-?letter(?:ed|ing)?)\b/iy;
const BE =
  /,?\s*(?:(?:is|are|shall be|will be|be|has been|to be|was|were)\s+)(?:(?:hereby|accordingly|further|respectively)\s+)*/iy;
const BECOMES = /,?\s*(?:(?:shall |will )?becomes?|is to become)\b/iy;
const SHALL_READ =
  /,?\s*(?:(?:shall|will|is to|to|now|should)\s+)*(?:reads?)\b(?: as follows)?|,?\s*(?:is|are|shall be) (?:hereby )?(?:amended|revised|modified) to read\b(?: (?:in (?:its|their) entirety )?as follows)?/iy;
const AMENDED =
  /,?\s*(?:(?:is|are|shall be|will be|to be)\s+)(?:hereby |further |accordingly )?(?:amended|modified|varied|changed)\b(?: (?:as follows|in accordance with (?:the following|paragraphs?[^.;—:\uE000]{1,40}|subparagraphs?[^.;—:\uE000]{1,40})|by))?/iy;
const REPLACED = /(?:replaced|substituted|superseded)\b(?: (?:by|with|for))?/iy;
/** What announces new text: "the following new paragraph—", "as follows:". */
const LEAD_IN =
  /[\s,]*(?:(?:the |a |an |new |following |additional )*(?:following|new|words?|figures?|entry|entries|rows?|text|sentences?|definitions?|expressions?|clauses?|paragraphs?|sub-?paragraphs?|articles?|sections?|points?|provisions?|items?|headings?|title|schedules?|annex(?:es)?|appendix|footnotes?|table|columns?|rules?|regulations?|conditions?|letters?|numbers?|parts?|references? to|full stop|comma|semi-?colon)(?:(?: and|,)? (?:new |following )?(?:words?|heading|rows?|entries|sentences?|definitions?|clauses?|paragraphs?|sub-?paragraphs?|articles?|sections?|provisions?|comma|full stop))?(?: (?:and )?\(?[\dA-Za-z]{1,4}(?:\.\d{1,3}){0,3}[A-Z]?\)?(?=[\s,:—–-])(?:(?:,| and| to| or) \(?[\dA-Za-z]{1,4}(?:\.\d{1,3}){0,3}[A-Z]?\)?(?=[\s,:—–-])){0,6})?(?: (?:is|are|shall be) (?:inserted|added|substituted))?)?(?: (?:as follows|namely|in (?:its|their) (?:appropriate )?(?:alphabetical )?places?))?[\s,]*(?:[—–:-]+\s*)*/iy;
const AFTERWARDS =
  /\s*(?:in (?:its|their) place|instead|therefor|accordingly|in (?:the )?alphabetical order|at the appropriate places?|respectively)(?=[\s,.;]|$)/iy;
const OCCURRENCE = new RegExp(
  `,?\\s*\\(?(?:(?:in |at |on )?(?:(?<both>both) (?:places|occasions|instances|cases)|(?<each>each|every|all(?: of)?(?: the)?(?: \\w+)?|the (?:two|three|four|five)) ?(?:places?|occasions?|instances?|occurrences?|cases?|time)?|(?:the )?(?<nth>${ORDINAL}) (?:place|occasion|instance|occurrence|time|reference))|(?<ever>wherever|whenever|wheresoever|each time|every time|throughout)|where|(?:the )?(?<early>first(?:ly)?|secondly|second|thirdly|third|lastly|last) (?=occurring|appearing|mentioned|it occurs))(?: (?:of (?:it|them|those words)|(?:where|when|that|in which|on which|at which)? ?(?:it|they|that word|those words|the words?|the (?:expression|phrase|reference)|the same) (?<when>first |second |last |secondly |lastly )?(?:occurs?|appears?|is used|are used|is mentioned)|(?:where )?(?:occurring|appearing|mentioned)))?(?: (?<later>first|second|secondly|last|lastly)(?= ?(?:[,.;)]|$)| occur| appear))?(?: (?:occurring|appearing))?\\)?`,
  'iy',
);
const EACH_TO_OCCUR = /,?\s*where (?:it|they) occurs?,? in (?:(both)|each|every|all)(?: of the)? places?/iy;
const AT_ITS_END =
  /,?\s*\(?(?:occurring |appearing |which (?:occurs|appears) )?at the end(?: (?:of (?:it|that (?:paragraph|provision))|thereof))?(?! of)\)?/iy;
const NEXT_TO =
  /,?\s*(?:\(?where (?:it|they) (?:occurs?|appears?) )?(?:immediately |which (?:immediately )?)?(before|preceding|precedes|after|following|follows|at the end of) (?=\S)/iy;
const IN_PLACE = /[\s,]*(?:in|within|under|from|of|to|at|on) (?=\S)/iy;
const MARKER =
  /\(?(?:[a-z]{1,4}|[A-Z]{1,3}|\d{1,3}[A-Z]{0,2})\)(?:\([a-zA-Z\d]{1,4}\))*|[A-Z]{0,2}\d{1,3}[A-Z]{0,2}(?:\.\d{1,3}[A-Z]{0,2}){0,4}(?:\([a-zA-Z\d]{1,4}\))*(?![\w%])|[IVXLC]{1,7}(?![\w’'])/y;
const RANGE = /\s*(?:to|–|—|-|through)\s*(?=[(\dA-Z])/y;
const LIST = /(?:\s*,\s*(?:and |or )?|\s+and |\s*;\s*(?:and )?|\s*& ?)(?:also )?/iy;
const DEFINITION =
  /(?:the )?(?:existing )?(?:definitions?|entry for the definition|defined terms?|entries for the definitions?|meanings?)(?: (?:of|for|relating to))?(?: the (?:words?|terms?|expressions?))? ?(?=\uE000)/iy;
const ENTRY =
  /(?:the )?(?:entire )?(?:entry|entries|rows?|lines?|items?)(?: in the table)?(?: (?:for|relating to|relating to the|in respect of|concerning|beginning(?: with)?|starting(?: with)?|headed|entitled|that begins?(?: with)?|which begins?(?: with)?|of|corresponding to|numbered))? ?(?=\uE000)/iy;
const HEADING =
  /(?:the )?(?:(?:section|clause|italic|cross-?|side|shoulder|article|chapter|part) ?)?(?:headings?|heading words|title|sub-?heading|rubric|caption)\b/iy;
const OPENING =
  /(?:the )?(?:opening (?:words|part|sentence|text)|introductory (?:words|wording|part|text)|(?:words|text) before (?:(?:sub-?)?paragraph|point|item|sub-?clause)s? \(?[a-z\d]{1,3}\)|chapeau|lead-?in(?: words)?)/iy;
const CLOSING =
  /(?:the )?(?:closing (?:words|part|text)|concluding words|final words|full-?out words|tailpiece|words (?:after|following) (?:(?:sub-?)?paragraph|point|item|sub-?clause)s? \(?[a-z\d]{1,3}\))/iy;
const SENTENCE = new RegExp(`(?:the )?(${ORDINAL}) sentence`, 'iy');
const UNNUMBERED = new RegExp(
  `(?:the )?(?:(${ORDINAL}) )?(?:unnumbered )?(?:(?:sub-?)?paragraph|indent|block)(?: of text)?(?: (?:beginning|starting|that begins|which begins|that starts)(?: with)?(?: the words?)? ?(?=\uE000))?`,
  'iy',
);
const ROW = new RegExp(
  `(?:the )?(?:(${ORDINAL}) (?:row|entry|line)|(?:heading|header|top) row|headings? of the (?:columns|table))`,
  'iy',
);
const COLUMN = new RegExp(
  `(?:the )?(?:(?:(${ORDINAL}) column)|column(?: (?:headed|entitled|titled|labelled|named|for))? ?(?=\uE000)|column (\\d{1,2}))`,
  'iy',
);
const NAMED_COLUMN = /(?:the )?(?=\uE000\d+\uE001 column)/iy;
const TABLE = new RegExp(`(?:the )(?:(${ORDINAL}) )?table(?! \\d| [A-Z]\\b)`, 'iy');
const FRONT_MATTER = /(?:the )?(?:front matter|particulars at the head(?: of the document)?|document properties)/iy;
const LINE = /(?:the )?(?:text|words|paragraph|block) (?:on|at) line (\d{1,7})/iy;
const DOCUMENT =
  /(?:(?:the|that|those|said) (?:whole |entire |principal |said |main |existing |present |\d{4} )*(?:document|text|draft|instrument|Code|Agreement|Rules|Regulations|Order|Licence|Act|By-?laws|Constitution|Standard)|(?:this|these) (?:document|text|draft|instrument|Code|Agreement|Rules|Regulations|Order|Licence|Act))(?![\w’'])/iy;
const JOIN = /(?:\s+(of|in|to|under|within|at|for|on)|,\s+(of)) (?=\S)/iy;

/** Words by which a text is changed: what has one and cannot be read is not passed over. */
const CHANGES =
  /\b(?:substitut|insert|omit|delet|leave out|left out|replac|renumber|re-number|redesignat|re-letter|reletter|repeal|revok|strik|struck|add(?:ed|ing)?\b|remov|becomes?\b|amended\b|indent|move[ds]?\b|transpos|shall read|to read\b)/i;

/** "The Harbour Rules 2001 (the Rules) are amended as follows." */
const AMENDS_TEXT =
  / (?:is|are|shall be|will be) (?:(?:hereby|further|accordingly) ){0,2}(?:amended|modified|varied|revised|changed)\b(?: (?:as follows|in accordance with|as set out|by)\b)?/;
/** How long the name of an amended text can be, and what else may be said of how it is amended. */
const MOST_NAMED = 240;
const MOST_SAID = 90;

/** Words that say what a term means, and change nothing. */
const DEFINES = /\b(?:means?|meanings?|called|known as|referred to as|cited as)\b/i;

class Unreadable extends Error {}

/** What the words of an amending text are read by. */
export interface OrderReading {
  readonly quotes: readonly QuotedText[];
  readonly ownUnits: OwnUnits;
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

class OrderReader {
  private readonly reader: TextReader;
  private readonly references: ReadonlyMap<number, Reference>;
  private readonly orders: Order[] = [];
  /** The places that the sentence has named so far. */
  private places: Place[];
  private done = 0;
  /** Whether words are changed wherever they occur. */
  private isThroughout = false;
  /** What “it” stands for. */
  private lastPlace: Place | null = null;
  private readonly quotes: readonly QuotedText[];

  private readonly text: string;

  constructor(
    source: string,
    private readonly base: readonly Place[],
    { quotes, ownUnits }: OrderReading,
  ) {
    const text = source.replace(/\s+/g, ' ');
    this.text = text;
    this.reader = new TextReader(text);
    this.quotes = quotes;
    this.places = [...base];
    this.references = indexReferences(findReferences(text, CitationWords.of(ownUnits)));
  }

  read(pending: Pending | null): ReadItem {
    if (pending === null && !this.mayChange() && !this.mayBePlace()) return { kind: 'words' };
    if (pending) return this.readPending(pending);
    const each = this.readForEach();
    if (each) return each;
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

  /** The name of the text that the items after this one amend; null where it says no such thing. */
  private readAmendedText(): string | null {
    const { text } = this;
    const found = AMENDS_TEXT.exec(text);
    if (!found || text.includes('\uE000') || found.index > MOST_NAMED) return null;
    const rest = trimEndOf(text.slice(found.index + found[0].length), '.:—–- ');
    if (rest.length > MOST_SAID || /[;:.]/.test(rest)) return null;
    const isPlace = [...this.references.values()].some(
      ({ document, isRelative, targets }) => !document && !isRelative && targets.length > 0,
    );
    return isPlace ? null : text.slice(0, found.index).trim();
  }

  /** Whether an item may order a change: words are quoted and not defined, or a verb says so. */
  mayChange(): boolean {
    return CHANGES.test(this.text) || (this.text.includes('\uE000') && !DEFINES.test(this.text));
  }

  /** Whether an item with no verb names a place that others are read within. */
  private mayBePlace(): boolean {
    if (this.text.length < 60 && this.references.has(this.text.length - this.text.trimStart().length)) return true;
    return /^\s*(?:In|At|Within) |[—–:]\s*$/.test(this.text) && /[—–:-]\s*$/.test(this.text);
  }

  private isAtEnd(): boolean {
    const { at } = this.reader;
    return /^(?:[\s.,;:—–-]|and\b|or\b)*$/.test(this.text.slice(at));
  }

  private fail(what = 'these words are not understood'): never {
    const rest = this.text
      .slice(this.reader.at)
      .replace(/\uE000\d+\uE001/g, '“…”')
      .trim();
    const shown = rest.length > 60 ? `${rest.slice(0, 60)}…` : rest;
    throw new Unreadable(shown === '' ? what : `${what}: ${shown}`);
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
    reader.match(/\s*\([^()\uE000]{1,120}\)/y);
    const isVerb = /^amend/i.test(preposition ?? '');
    this.isThroughout = /^throughout/i.test(preposition ?? '');
    const isAmended = reader.match(isVerb ? /,?\s*(?:as follows|by|so as to|so that)\b/iy : AMENDED) !== null;
    if (!isAmended && !isIn && !/^\s*(?:[—–:-]|$)/.test(this.text.slice(reader.at))) return false;
    const punctuated = reader.match(/[\s,—–:.-]*/y)?.[0] ?? '';
    const leads = punctuated.trim() !== '' || isAmended || this.isAtEnd();
    if (
      !leads &&
      !/^(?:for|omit|after|before|delete|leave|insert|in|at|replace|substitute|add|the)\b/i.test(
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
    if (reader.match(/indent /iy)) return this.readIndent();
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
    this.order({ kind: 'substitute', target, text: this.readNewText() });
    this.readLaterPlace();
    return true;
  }

  /** "substitute “b” for “a”", "substituting for “a” “b”". */
  private readSubstituteFor(): boolean {
    const { reader } = this;
    reader.match(SPACE);
    if (reader.match(/for\b\s*/iy)) {
      const target = this.readTarget();
      if (!target || !this.hasNewText()) return false;
      this.order({ kind: 'substitute', target, text: this.readNewText() });
    } else {
      if (!this.hasNewText()) return false;
      const text = this.readNewText();
      if (!reader.match(/,?\s*(?:for|in place of)\b\s*/iy)) return false;
      const target = this.readTarget();
      if (!target) return false;
      this.order({ kind: 'substitute', target, text });
    }
    this.readLaterPlace();
    return true;
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
    const target = this.readTarget();
    if (!target) return false;
    const further = target.kind === 'places' ? this.readFurtherTargets(target) : [];
    this.orderOmission(target, further);
    return true;
  }

  /** Omits all of some, or puts in place of the first of them what the words go on to say. */
  private orderOmission(target: Target, further: readonly Target[]): void {
    const { reader } = this;
    for (const each of further) this.order({ kind: 'omit', target: each });
    const { at } = reader;
    if ((reader.match(AND_FOLLOWING) || reader.match(AND_PUT)) && this.hasNewText()) {
      this.order({ kind: 'substitute', target, text: this.readNewText() });
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
    reader.match(SPACE);
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

  /** "Clause 5 is omitted", "the words “a” are replaced by “b”", "the following is inserted:". */
  private readSubjectFirst(): boolean {
    const { reader } = this;
    const { at } = reader;
    if (reader.match(/the following\b[^.;:—–\uE000]{0,80}?\b(?:is|are|shall be) (?:hereby )?(?:inserted|added)\b/iy))
      return this.readFollowingInserted();
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
        this.order({ kind: 'substitute', target, text: this.readNewText() });
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
  private readFollowingInserted(): boolean {
    const { reader } = this;
    reader.match(/,?\s*/y);
    const placed = this.readBeside(() => this.readNewTextIfAny()) ?? this.readEnd(() => this.readNewText());
    if (placed !== null) return placed;
    if (reader.match(AT_PLACE)) return this.readFile();
    const to = reader.match(/(?:to|in) /iy) ? this.readPlace() : [];
    if (!to || !this.hasNewText()) return false;
    this.order({ kind: 'append', place: to, text: this.readNewText() });
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

  // ---- targets ----

  private readTarget(): Target | null {
    const { reader } = this;
    const start = reader.at;
    if (reader.match(FROM)) {
      const range = this.readRange();
      if (range) return range;
      reader.at = start;
    }
    reader.match(WORDS);
    if (!this.peekQuote()) reader.at = start;
    if (this.peekQuote()) return this.readWords();
    reader.at = start;
    // "the full stop at the end", "the “and” after paragraph (b)".
    if (reader.match(/the (?=\uE000)/iy) && this.peekQuote()) return this.readWords();
    reader.at = start;
    const mark = reader
      .match(/(?:the )?(full stop|semi-?colon|comma|colon)(?= at the end| after| at end)/iy)?.[1]
      ?.toLowerCase();
    if (mark !== undefined) {
      const sign = mark === 'full stop' ? '.' : mark === 'comma' ? ',' : mark === 'colon' ? ':' : ';';
      const found = this.readNextTo() ?? (reader.match(AT_ITS_END) ? [] : null);
      if (found) return { kind: 'words', words: [{ text: sign, occurrence: 'end' }], place: found };
      reader.at = start;
    }
    const places = this.readPlaces();
    return places ? { kind: 'places', places } : null;
  }

  private readRange(): Target | null {
    const { reader } = this;
    const from = reader.match(THE_BEGINNING) ? null : this.readQuote();
    if (from === undefined || !reader.match(TO)) return null;
    const isEnd = reader.match(THE_END) !== null || reader.match(/(?:the )?end\b/iy) !== null;
    const to = isEnd ? null : this.readQuote();
    if (to === undefined || (from === null && to === null)) return null;
    const place = reader.match(IN_PLACE) ? this.readPlace() : [];
    return place ? { kind: 'range', from: from?.text ?? null, to: to?.text ?? null, place } : null;
  }

  private readWords(): Target | null {
    const { reader } = this;
    const words: QuotedWords[] = [];
    let place: Place = [];
    for (;;) {
      const quote = this.readQuote();
      if (!quote) return null;
      const next = this.readNextTo();
      if (next) place = next;
      words.push({ text: quote.text, occurrence: next ? 'end' : this.readOccurrence() });
      const { at } = reader;
      if (reader.match(LIST)) {
        reader.match(WORDS);
        if (this.peekQuote() && !next) continue;
      }
      reader.at = at;
      break;
    }
    const last = words.at(-1)?.occurrence ?? 'only';
    const every = last === 'only' && this.isThroughout ? 'each' : last;
    const all = words.map((each) => (each.occurrence === 'only' ? { ...each, occurrence: every } : each));
    const { at } = reader;
    if (place.length === 0 && reader.match(IN_PLACE)) {
      const found = this.readPlace();
      // "omit “a” in Clause 5 and …": read with the action.
      if (found) place = found;
      else reader.at = at;
    }
    return { kind: 'words', words: all, place };
  }

  /** "(the “and”) at the end of paragraph (b)", "immediately before paragraph (c)". */
  private readNextTo(): Place | null {
    const { reader } = this;
    const { at } = reader;
    const side = reader.match(NEXT_TO)?.[1]?.toLowerCase();
    if (side === undefined || this.peekQuote()) {
      reader.at = at;
      return null;
    }
    const isThat = this.lastPlace && reader.match(/(?:it|them|(?:that|those) [a-z-]{4,20})\b/iy);
    const place = isThat ? this.lastPlace : this.readPlace();
    const isVerbNext = /^\s*(?:insert|add)/i.test(this.text.slice(reader.at));
    if (!place || isVerbNext) {
      reader.at = at;
      return null;
    }
    if (side !== 'before' && !side.startsWith('preced')) return place;
    const last = place.at(-1);
    return last ? [...place.slice(0, -1), { kind: 'before', part: last }] : null;
  }

  private readOccurrence(): Occurrence {
    const { reader } = this;
    if (reader.match(AT_ITS_END)) return 'end';
    const all = reader.match(EACH_TO_OCCUR);
    if (all) return all[1] === undefined ? 'each' : 'both';
    const found = reader.match(OCCURRENCE);
    if (!found) return 'only';
    if (found[0].trim() === '') return 'only';
    const { both, each, nth, ever, early, when, later } = found.groups ?? {};
    if (both !== undefined) return 'both';
    if (nth !== undefined) return readOccurrenceWord(nth);
    const which = (early ?? when ?? later)?.trim();
    if (which !== undefined && ever === undefined) return readOccurrenceWord(which.replace(/ly$/, ''));
    if (each !== undefined || ever !== undefined) return 'each';
    return 'only';
  }

  // ---- places ----

  /** One place, or several: "Clauses 4 and 5", "paragraph (a) and the heading". */
  private readPlaces(): readonly Place[] | null {
    const { reader } = this;
    const first = this.readPlace();
    if (!first) return null;
    const places: Place[] = [first];
    for (;;) {
      const { at } = reader;
      if (!reader.match(LIST)) break;
      const next = /^(?:in|for|omit|after|before|at|delete|insert|the following)\b/i.test(this.text.slice(reader.at))
        ? null
        : this.readPlace();
      const isSubject = next !== null && /^\s*(?:is|are|shall|become)/i.test(this.text.slice(reader.at));
      if (!next || (isSubject && !this.isListOfSubjects(at))) {
        reader.at = at;
        break;
      }
      places.push(next);
    }
    return places;
  }

  /** "Clauses 4 and 5 are omitted", and not "in Clause 4, Clause 5 is …". */
  private isListOfSubjects(at: number): boolean {
    return (
      /^\s*(?:and\b|,\s*and\b|&)/.test(this.text.slice(at)) || /\b(?:are|become)\b/.test(this.text.slice(at, at + 120))
    );
  }

  /** One place with what it is within: "paragraph (a) of Clause 5", "Clause 5, paragraph (a)". */
  private readPlace(): Place | null {
    const { reader } = this;
    const part = this.readPart();
    if (!part) return null;
    let place: PlacePart[] = [part];
    for (;;) {
      const { at } = reader;
      reader.match(/\s*\((?:[A-Z][^()\uE000]{1,120}|as (?:inserted|amended|substituted)[^()\uE000]{1,80})\)/y);
      const joint = reader.match(JOIN)?.[1];
      if (joint === undefined && reader.at === at) break;
      const outer = reader.at === at ? null : this.readPart();
      if (!outer) {
        reader.at = at;
        break;
      }
      place = [joint?.toLowerCase() === 'under' ? withinHeading(outer) : outer, ...place];
    }
    reader.match(
      /\s*\((?:[A-Z\p{Ll}][^()\uE000]{2,160})\)(?=\s*[,:—–;.]|\s+(?:is|are|shall|for|omit|insert|substitute|after|before)\b)/uy,
    );
    return place;
  }

  private readPart(): PlacePart | null {
    const { reader } = this;
    const start = reader.at;
    const quotedPart = this.readQuotedPart();
    if (quotedPart) return quotedPart;
    reader.at = start;
    reader.match(THE);
    const cited = this.readCited();
    if (cited) return cited;
    reader.at = start;
    return this.readNamedPart() ?? this.readMarker();
  }

  private readCited(): PlacePart | null {
    const { reader } = this;
    const reference = this.references.get(reader.at);
    if (!reference || (reference.targets.length === 0 && !reference.of)) return null;
    let end = reference.span.end;
    for (let each: Reference | null = reference; each; each = each.of) end = Math.max(end, each.span.end);
    // "in paragraph (1) in the words …": what was read must not reach over a quotation.
    if (this.text.slice(reader.at, end).includes('\uE000')) return null;
    const words = this.text.slice(reader.at, end);
    reader.at = end;
    return { kind: 'cited', reference, words };
  }

  private readQuotedPart(): PlacePart | null {
    const { reader } = this;
    const start = reader.at;
    for (const [pattern, kind] of [
      [DEFINITION, 'definition'],
      [ENTRY, 'entry'],
    ] as const) {
      if (!reader.match(pattern)) continue;
      const texts = this.readQuoteList();
      if (texts.length > 0) return kind === 'definition' ? { kind, terms: texts } : { kind, texts };
      reader.at = start;
    }
    const unnumbered = reader.match(UNNUMBERED);
    if (unnumbered) {
      const ordinal = unnumbered[1] === undefined ? null : readOrdinal(unnumbered[1]);
      const quote = this.peekQuote() ? this.readQuote() : undefined;
      if (quote) return { kind: 'paragraph', ordinal: ordinal ?? 0, beginning: quote.text };
      const next = this.text.slice(reader.at, reader.at + 6);
      // "the first paragraph of Clause 5", and not "the first paragraph (a)".
      if (ordinal !== null && (!/^ \(?[\da-z]{1,4}\b/.test(next) || /^ (?:of|in|is|the|to)\b/.test(next)))
        return { kind: 'paragraph', ordinal, beginning: null };
      reader.at = start;
    }
    if (reader.match(NAMED_COLUMN)) {
      const name = this.readQuote();
      if (name && reader.match(/ column/y)) return { kind: 'column', ordinal: 0, name: name.text };
      reader.at = start;
    }
    const column = reader.match(COLUMN);
    if (column) {
      const ordinal = column[1] === undefined ? Number(column[2] ?? 0) : readOrdinal(column[1]);
      const name = ordinal === 0 ? this.readQuote() : undefined;
      if (name || ordinal !== 0) return { kind: 'column', ordinal, name: name?.text ?? null };
      reader.at = start;
    }
    const heading = reader.match(/(?:the )?heading (?=\uE000)/iy);
    if (heading) {
      const name = this.readQuote();
      if (name) return { kind: 'heading', text: name.text };
      reader.at = start;
    }
    return null;
  }

  private readNamedPart(): PlacePart | null {
    const { reader } = this;
    const line = reader.match(LINE);
    if (line) return { kind: 'line', line: Number(line[1]) };
    if (reader.match(FRONT_MATTER)) return { kind: 'frontMatter' };
    if (reader.match(OPENING)) return { kind: 'opening' };
    if (reader.match(CLOSING)) return { kind: 'closing' };
    const row = reader.match(ROW);
    if (row) return { kind: 'row', ordinal: row[1] === undefined ? 0 : readOrdinal(row[1]) };
    const sentence = reader.match(SENTENCE);
    if (sentence) return { kind: 'sentence', ordinal: readOrdinal(sentence[1] ?? '') };
    if (reader.match(HEADING)) return { kind: 'heading', text: null };
    const table = reader.match(TABLE);
    if (table) return { kind: 'table', ordinal: table[1] === undefined ? 0 : readOrdinal(table[1]) };
    if (reader.match(DOCUMENT)) return { kind: 'document' };
    return null;
  }

  private readMarker(): PlacePart | null {
    const { reader } = this;
    const number = reader.match(MARKER)?.[0];
    if (number === undefined) return null;
    const { at } = reader;
    const to = reader.match(RANGE) ? reader.match(MARKER)?.[0] : undefined;
    if (to === undefined) reader.at = at;
    return { kind: 'marker', number: putBracket(number), to: to === undefined ? null : putBracket(to) };
  }

  // ---- quotations ----

  private peekQuote(): boolean {
    return this.text.charAt(this.reader.at) === '\uE000';
  }

  private readQuote(): QuotedText | undefined {
    const found = this.reader.match(QUOTE_SIGN);
    return found ? this.quotes[Number(found[1])] : undefined;
  }

  private readQuoteList(): string[] {
    const { reader } = this;
    const texts: string[] = [];
    for (;;) {
      const quote = this.readQuote();
      if (!quote) return texts;
      texts.push(quote.text);
      const { at } = reader;
      if (reader.match(LIST) && this.peekQuote()) continue;
      reader.at = at;
      return texts;
    }
  }

  /** Whether new text comes next, after no more than the words that announce it. */
  private hasNewText(): boolean {
    const { at } = this.reader;
    this.reader.match(LEAD_IN);
    const has = this.peekQuote();
    this.reader.at = at;
    return has;
  }

  private readNewTextIfAny(): NewText | null {
    return this.hasNewText() ? this.readNewText() : null;
  }

  private readNewText(): NewText {
    const { reader } = this;
    reader.match(LEAD_IN);
    const first = this.readQuote();
    if (!first) this.fail('no text in quotation marks follows');
    const texts = [first.text];
    let { isSetOut } = first;
    for (;;) {
      const { at } = reader;
      reader.match(/[.;,]?\s*(?:and\s+)?/y);
      const index = /^\uE000(\d+)\uE001/.exec(this.text.slice(reader.at))?.[1];
      const next = index === undefined ? undefined : this.quotes[Number(index)];
      // Paragraphs that are each quoted by themselves.
      if (!next?.isSetOut) {
        reader.at = at;
        break;
      }
      this.readQuote();
      texts.push(next.text);
      isSetOut = true;
    }
    return { text: texts.join('\n\n'), isSetOut };
  }
}

/** "under the heading “General”": all that the heading is above of. */
function withinHeading(part: PlacePart): PlacePart {
  return part.kind === 'heading' && part.text !== null ? { kind: 'under', text: part.text } : part;
}

function readEndOf(found: RegExpExecArray): 'append' | 'prepend' {
  return found[2]?.toLowerCase() === 'end' ? 'append' : 'prepend';
}

function readSide(word: string): 'before' | 'after' {
  return /^(?:before|preceding|above)$/i.test(word) ? 'before' : 'after';
}

function readOccurrenceWord(word: string): Occurrence {
  const count = readOrdinal(word);
  return count === -1 ? 'last' : count > 0 ? count : 'only';
}

function putBracket(number: string): string {
  return /^[a-zA-Z\d]+\)/.test(number) ? `(${number}` : number;
}

/** Each reference by where it begins; of several the one that is found first. */
function indexReferences(references: readonly Reference[]): ReadonlyMap<number, Reference> {
  const found = new Map<number, Reference>();
  const inner = new Set<number>();
  for (const reference of references) {
    for (let of = reference.of; of; of = of.of) inner.add(of.keywordSpan.start);
    if (!found.has(reference.span.start)) found.set(reference.span.start, reference);
    if (!found.has(reference.keywordSpan.start)) found.set(reference.keywordSpan.start, reference);
  }
  return found;
}
