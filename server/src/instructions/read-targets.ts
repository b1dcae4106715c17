import {
  ALL_THAT_FOLLOWS,
  AT_ITS_END,
  EACH_TO_OCCUR,
  FROM,
  IN_PLACE,
  LIST,
  NEXT_TO,
  OCCURRENCE,
  readOrdinal,
  THE_BEGINNING,
  THE_END,
  TO,
  WORDS,
  WORDS_AFTER,
} from './order-words.js';
import type { Occurrence, Place, QuotedWords, Target } from './orders.js';
import { PlaceReader } from './read-places.js';

/** Reads what an order changes: words, places, or from one word to another. */
export class TargetReader extends PlaceReader {
  /** Whether words are changed wherever they occur. */
  protected isThroughout = false;
  /** What “it” stands for. */
  protected lastPlace: Place | null = null;

  protected readTarget(): Target | null {
    const { reader } = this;
    const start = reader.at;
    if (reader.match(FROM)) {
      const range = this.readRange();
      if (range) return range;
      reader.at = start;
    }
    if (reader.match(WORDS_AFTER)) {
      const quote = this.readQuote();
      const place = quote && reader.match(IN_PLACE) ? this.readPlace() : [];
      if (quote && place) return { kind: 'range', from: quote.text, to: null, isAfter: true, place };
      reader.at = start;
    }
    reader.match(WORDS);
    if (!this.peekQuote()) reader.at = start;
    if (this.peekQuote()) return this.readAllThatFollows() ?? this.readWords();
    reader.at = start;
    // "the full stop at the end", "the “and” after paragraph (b)".
    if (reader.match(/the (?=\uE000)/iy) && this.peekQuote()) return this.readWords();
    reader.at = start;
    const mark = reader
      .match(/(?:the )?(full stop|period|semi-?colon|comma|colon)(?= at the end| after| at end)/iy)?.[1]
      ?.toLowerCase();
    if (mark !== undefined) {
      const sign =
        mark === 'full stop' || mark === 'period' ? '.' : mark === 'comma' ? ',' : mark === 'colon' ? ':' : ';';
      const found = this.readNextTo() ?? (reader.match(AT_ITS_END) ? [] : null);
      if (found) return { kind: 'words', words: [{ text: sign, occurrence: 'end' }], place: found };
      reader.at = start;
    }
    const places = this.readPlaces();
    return places ? { kind: 'places', places } : null;
  }

  /** "“a” and all that follows through “b”", "… through the period at the end". */
  protected readAllThatFollows(): Target | null {
    const { reader } = this;
    const { at } = reader;
    const from = this.readQuote();
    if (from && reader.match(ALL_THAT_FOLLOWS)) {
      const to = this.readQuote();
      if (!to) reader.match(/(?:the (?:end|period|full stop)(?: at the end)?)?/iy);
      const place = reader.match(IN_PLACE) ? this.readPlace() : [];
      if (place) return { kind: 'range', from: from.text, to: to?.text ?? null, place };
    }
    reader.at = at;
    return null;
  }

  protected readRange(): Target | null {
    const { reader } = this;
    const from = reader.match(THE_BEGINNING) ? null : this.readQuote();
    if (from === undefined) return null;
    if (from && reader.match(/,? onwards?\b/iy)) return { kind: 'range', from: from.text, to: null, place: [] };
    if (!reader.match(TO)) return null;
    const isEnd = reader.match(THE_END) !== null || reader.match(/(?:the )?end\b/iy) !== null;
    const to = isEnd ? null : this.readQuote();
    if (to === undefined || (from === null && to === null)) return null;
    const place = reader.match(IN_PLACE) ? this.readPlace() : [];
    return place ? { kind: 'range', from: from?.text ?? null, to: to?.text ?? null, place } : null;
  }

  protected readWords(): Target | null {
    const { reader } = this;
    const words: QuotedWords[] = [];
    let place: Place = [];
    for (;;) {
      const quote = this.readQuote();
      if (!quote) return null;
      const beside = this.readBesideWords();
      const next = beside ? null : this.readNextTo();
      if (next) place = next;
      words.push({ text: quote.text, occurrence: beside ?? (next ? 'end' : this.readOccurrence()) });
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

  /** "(the word “and”) immediately preceding the words “£20”". */
  protected readBesideWords(): Occurrence | null {
    const { reader } = this;
    const { at } = reader;
    const side = reader
      .match(/,? (?:immediately |which (?:immediately )?)(before|preceding|precedes|after|following|follows) /iy)?.[1]
      ?.toLowerCase();
    if (side !== undefined) {
      reader.match(WORDS);
      const quote = this.readQuote();
      if (quote) return { side: /^(?:before|preced)/.test(side) ? 'before' : 'after', words: quote.text };
    }
    reader.at = at;
    return null;
  }

  /** "(the “and”) at the end of paragraph (b)", "immediately before paragraph (c)". */
  protected readNextTo(): Place | null {
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

  protected readOccurrence(): Occurrence {
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
}

function readOccurrenceWord(word: string): Occurrence {
  const count = readOrdinal(word);
  return count === -1 ? 'last' : count > 0 ? count : 'only';
}
