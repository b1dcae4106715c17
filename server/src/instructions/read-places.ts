import type { Reference } from '../model/references/reference.js';
import { OrderText } from './order-text.js';
import {
  ASIDE,
  CALLED_TEXT,
  CLOSING,
  COLUMN,
  DEFINITION,
  DOCUMENT,
  ENTRY,
  FRONT_MATTER,
  HEADING,
  JOIN,
  LINE,
  LIST,
  MARKER,
  NAME_WORD,
  NAMED_COLUMN,
  OPENING,
  ORDINALS_LISTED,
  PART_BESIDE,
  RANGE,
  ROW,
  readOrdinal,
  SENTENCE,
  TABLE,
  THE,
  UNNUMBERED,
} from './order-words.js';
import type { Place, PlacePart } from './orders.js';

/** Reads the places that an amending text names. */
export class PlaceReader extends OrderText {
  /** One place, or several: "Clauses 4 and 5", "paragraph (a) and the heading". */
  protected readPlaces(): readonly Place[] | null {
    const { reader } = this;
    const listed = this.readListedOrdinals();
    if (listed) return listed;
    const first = this.readPlace();
    if (!first) return null;
    const places: Place[] = [first];
    for (;;) {
      const { at } = reader;
      const joint = reader.match(LIST)?.[0];
      if (joint === undefined) break;
      const next = /^(?:in|for|omit|after|before|at|delete|insert|the following)\b/i.test(this.text.slice(reader.at))
        ? null
        : this.readPlace();
      const isSubject = next !== null && /^\s*(?:is|are|shall|become)/i.test(this.text.slice(reader.at));
      if (!next || (isSubject && !this.isListOfSubjects(at))) {
        reader.at = at;
        break;
      }
      // "Article 2, paragraph 2": the second is within the first.
      const last = places.at(-1) ?? [];
      const isInner = joint.trim() === ',' && /^ ?[,—–:]/.test(this.text.slice(reader.at));
      if (isInner && isCitedWithin(next.at(-1), last.at(-1))) places[places.length - 1] = next;
      else if (isInner && next[0] && isPartOf(next[0], last.at(-1))) places[places.length - 1] = [...last, ...next];
      else places.push(next);
    }
    return places;
  }

  /** "the third and fourth subparagraphs of Article 5". */
  private readListedOrdinals(): readonly Place[] | null {
    const { reader } = this;
    const found = reader.match(ORDINALS_LISTED);
    if (!found) return null;
    const [, ordinals = '', unit = ''] = found;
    const { at } = reader;
    const outer = reader.match(/ (?:of|in) (?=\S)/iy) ? this.readPlace() : [];
    if (!outer) reader.at = at;
    return ordinals.split(/,? and |, /).map((word): Place => {
      const ordinal = readOrdinal(word);
      const part: PlacePart = /^row/i.test(unit)
        ? { kind: 'row', ordinal }
        : /^sentence/i.test(unit)
          ? { kind: 'sentence', ordinal }
          : { kind: 'paragraph', ordinal, beginning: null };
      return [...(outer ?? []), part];
    });
  }

  /** "Clauses 4 and 5 are omitted", and not "in Clause 4, Clause 5 is …". */
  protected isListOfSubjects(at: number): boolean {
    return (
      /^\s*(?:and\b|,\s*and\b|&)/.test(this.text.slice(at)) || /\b(?:are|become)\b/.test(this.text.slice(at, at + 120))
    );
  }

  /** One place with what it is within: "paragraph (a) of Clause 5", "Clause 5, paragraph (a)". */
  protected readPlace(): Place | null {
    const { reader } = this;
    const part = this.readPart();
    if (!part) return null;
    let place: PlacePart[] = [part];
    for (;;) {
      const { at } = reader;
      reader.match(ASIDE);
      const joint = (reader.match(JOIN) ?? reader.match(PART_BESIDE))?.[1]?.toLowerCase();
      if (joint === undefined && reader.at === at) break;
      const next = reader.at === at ? null : this.readPart();
      if (!next) {
        reader.at = at;
        break;
      }
      const last = place.at(-1);
      if (isCitedWithin(next, last)) {
        place = [...place.slice(0, -1), next];
        continue;
      }
      // "regulation 1 in paragraph (1)", "Condition 3 paragraph 2": what comes later is within it.
      const isInner = joint !== 'of' && isPartOf(next, last);
      if (isInner) place = [...place, next];
      else place = [joint === 'under' ? withinHeading(next) : next, ...place];
    }
    reader.match(ASIDE);
    reader.match(/ thereof\b/iy);
    return place;
  }

  protected readPart(): PlacePart | null {
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

  protected readCited(): PlacePart | null {
    const { reader } = this;
    const reference = this.references.get(reader.at);
    if (!reference || (reference.targets.length === 0 && !reference.of)) return null;
    let end = reference.span.end;
    for (let each: Reference | null = reference; each; each = each.of) end = Math.max(end, each.span.end);
    // "in paragraph (1) in the words …": what was read must not reach over a quotation.
    if (this.text.slice(reader.at, end).includes('\uE000')) return null;
    const words = this.text.slice(reader.at, end);
    reader.at = end;
    // "Section 2 of the Harbours (Trade) Act 1990": the name may go on after a bracket.
    if (reference.document?.side === 'after') {
      reader.at = reference.document.span.start;
      this.readNamedDocument();
      reader.at = Math.max(end, reader.at);
    }
    return { kind: 'cited', reference, words };
  }

  protected readQuotedPart(): PlacePart | null {
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

  protected readNamedPart(): PlacePart | null {
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
    if (reader.match(DOCUMENT)) return { kind: 'document', name: null };
    return this.readNamedDocument();
  }

  /** "the Harbours (Trade and Ports) Act 1990": a name in capital letters that ends as texts are called. */
  protected readNamedDocument(): PlacePart | null {
    const { reader } = this;
    const start = reader.at;
    reader.match(/the /iy);
    const first = reader.at;
    let end = -1;
    for (let count = 0; count < 30 && reader.match(NAME_WORD); count++) {
      const word = this.text.slice(first, reader.at);
      if (CALLED_TEXT.test(word)) end = reader.at;
      else if (end >= 0 && !/[\d)]$/.test(word)) break;
      else if (end >= 0) end = reader.at;
      if (!reader.match(/ (?=\S)/y)) break;
    }
    reader.at = end < 0 ? start : end;
    return end < 0 ? null : { kind: 'document', name: this.text.slice(first, end) };
  }

  protected readMarker(): PlacePart | null {
    const { reader } = this;
    const number = reader.match(MARKER)?.[0];
    if (number === undefined) return null;
    const { at } = reader;
    const to = reader.match(RANGE) ? reader.match(MARKER)?.[0] : undefined;
    if (to === undefined) reader.at = at;
    return { kind: 'marker', number: putBracket(number), to: to === undefined ? null : putBracket(to) };
  }
}

/** "under the heading “General”": all that the heading is above of. */
export function withinHeading(part: PlacePart): PlacePart {
  return part.kind === 'heading' && part.text !== null ? { kind: 'under', text: part.text } : part;
}

function putBracket(number: string): string {
  return /^[a-zA-Z\d]+\)/.test(number) ? `(${number}` : number;
}

/** Whether a place is a part of another by its number alone: "(1)" of "regulation 1". */
function isPartOf(part: PlacePart, whole: PlacePart | undefined): boolean {
  if (whole?.kind === 'paragraph') return part.kind === 'cited' || part.kind === 'sentence' || part.kind === 'marker';
  if (whole?.kind !== 'cited') return false;
  if (part.kind === 'paragraph' || part.kind === 'sentence') return true;
  if (part.kind !== 'cited' || part.reference.of) return false;
  const isBracketed = ({ reference }: typeof part) => reference.targets.every(({ number }) => number.startsWith('('));
  if (isBracketed(part)) return !isBracketed(whole);
  return (
    /^(?:sub-?)?(?:paragraph|point)s?$/i.test(part.reference.keyword) &&
    !/^(?:sub-?)?(?:paragraph|point)s?$/i.test(whole.reference.keyword)
  );
}

/** Whether a reference says by itself that it is a part of the one before it. */
function isCitedWithin(part: PlacePart | undefined, whole: PlacePart | undefined): boolean {
  return (
    part?.kind === 'cited' && whole?.kind === 'cited' && part.reference.of?.span.start === whole.reference.span.start
  );
}
