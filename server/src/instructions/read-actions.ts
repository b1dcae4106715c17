import {
  ACT_AS_NOUN,
  AFTER,
  AND_FOLLOWING,
  AND_PUT,
  AND_THE_SUBSTITUTION,
  AT_END,
  AT_PLACE,
  BE,
  BECOMES,
  FOLLOWING_FOR,
  FOLLOWING_INSERTED,
  FOR,
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
import type { Action, NewText, Order, Place, QuotedWords, Target } from './orders.js';
import { TargetReader } from './read-targets.js';

/** Reads what is done, and gathers the orders: by a verb first, by a noun, or after its subject. */
export class ActionReader extends TargetReader {
  protected readonly orders: Order[] = [];

  /** The places that the sentence has named so far. */
  protected places: Place[] = [];

  protected order(action: Action, place: Place | null = null): void {
    this.orders.push({ within: place ? [...this.places, place] : this.places.slice(), action });
  }

  /** An action that begins with its verb, or with "for", "after", "at the end". */
  protected readAction(): boolean {
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
  protected readForSubstitute(): boolean {
    return this.readSubstitution(SUBSTITUTE);
  }

  /** "replace “a” with “b”", "amend “a” to “b”". */
  protected readReplace(): boolean {
    return this.readSubstitution(WITH, () => this.hasNewText());
  }

  /**
   * What goes, and what comes in its place.
   * @param between what stands between the two
   */
  protected readSubstitution(between: RegExp, isOne = (): boolean => true): boolean {
    const { reader } = this;
    reader.match(SPACE);
    const target = this.readTarget();
    if (!target || !reader.match(between) || !isOne()) return false;
    this.orderSubstitution(target);
    this.readLaterPlace();
    return true;
  }

  /** Reads what comes in place of a target: for several words as many others, or one for all. */
  protected orderSubstitution(target: Target): void {
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
  protected readSubstituteFor(): boolean {
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
  protected readPlaceAside(): void {
    const { reader } = this;
    const { at } = reader;
    const place = reader.match(/, (?:in|from) /iy) ? this.readPlace() : null;
    if (place && reader.match(/, ?/y)) this.places.push(place);
    else reader.at = at;
  }

  /** "(by) the substitution of “b” for “a”", "the deletion of paragraph (c)". */
  protected readActAsNoun(): boolean {
    const { reader } = this;
    const depth = this.places.length;
    const act = reader.match(ACT_AS_NOUN)?.[1]?.toLowerCase();
    if (act === undefined) return false;
    const isRead = this.readNoun(act);
    this.places.splice(depth);
    return isRead;
  }

  protected readNoun(act: string): boolean {
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
  protected readFurtherTargets(first: Target): readonly Target[] {
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

  protected readOmit(): boolean {
    const { reader } = this;
    reader.match(/\s*(?:from\s+(?=the |\())?/y);
    const target = this.readSamePlace() ?? this.readTarget();
    if (!target) return false;
    const further = target.kind === 'places' ? this.readFurtherTargets(target) : [];
    this.orderOmission(target, further);
    return true;
  }

  /** "Repeal the subsection", "repeal and substitute": the place that was named last. */
  protected readSamePlace(): Target | null {
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
  protected orderOmission(target: Target, further: readonly Target[]): void {
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
  protected readInsertBeside(side: 'before' | 'after'): boolean {
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
  protected readInsertFirst(): boolean {
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
  protected readBeside(takeText: () => NewText | null): boolean | null {
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
  protected readEnd(takeText: () => NewText): boolean | null {
    const { reader } = this;
    const end = reader.match(AT_END);
    if (!end) return null;
    const place = reader.match(/\s*(?:of|to) /iy) ? this.readPlace() : [];
    if (!place) return false;
    this.order({ kind: readEndOf(end), place, text: takeText() });
    return true;
  }

  /** Where text is put in that is said before its place; null where no such place is named. */
  protected readPlaceOfText(text: NewText): boolean | null {
    const beside = this.readBeside(() => text);
    if (beside) this.readLaterPlace();
    return beside ?? this.readEnd(() => text);
  }

  protected readAtEnd(kind: 'append' | 'prepend'): boolean {
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

  protected readFile(): boolean {
    const { reader } = this;
    reader.match(INSERT);
    reader.match(/\s*(?:in|of) (?=\S)/y);
    if (!this.hasNewText()) return false;
    this.order({ kind: 'file', place: [], text: this.readNewText() });
    return true;
  }

  protected readRenumber(): boolean {
    const { reader } = this;
    reader.match(SPACE);
    const from = this.readPlace();
    if (!from || !reader.match(/,?\s*(?:as|to)\b\s*/iy)) return false;
    return this.readNewNumbers(from);
  }

  protected readNewNumbers(from: Place | undefined): boolean {
    const to = from ? this.readPlaces() : null;
    if (!from || !to) return false;
    this.reader.match(/,?\s*respectively\b/iy);
    this.order({ kind: 'renumber', from, to });
    return true;
  }

  /** "indent Clause 5 by 4 spaces". */
  protected readIndent(): boolean {
    const place = this.readPlace();
    const spaces = place ? this.reader.match(/ by (\d{1,2}) spaces?/y)?.[1] : undefined;
    if (!place || spaces === undefined) return false;
    this.order({ kind: 'indent', place, spaces: Number(spaces) });
    return true;
  }

  /** "set the text of paragraph (a) off from its number by 2 spaces". */
  protected readGap(): boolean {
    const place = this.readPlace();
    const spaces = place ? this.reader.match(/ off from its number by (\d{1,2}) spaces?/y)?.[1] : undefined;
    if (!place || spaces === undefined) return false;
    this.order({ kind: 'gap', place, spaces: Number(spaces) });
    return true;
  }

  /** "Clause 5 is omitted", "the words “a” are replaced by “b”", "the following is inserted:". */
  protected readSubjectFirst(): boolean {
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
  protected readInsertedWords(target: Target): boolean {
    const { reader } = this;
    if (target.kind !== 'words' || target.words.length !== 1) return false;
    reader.match(/,?\s*/y);
    const text = { text: target.words[0]!.text, isSetOut: false };
    return this.readPlaceOfText(text) ?? false;
  }

  /** "the following paragraph is inserted (after Clause 5): “…”". */
  protected readFollowingInserted(isByNumber: boolean): boolean {
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
  protected readLaterPlace(): void {
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

export function readSide(word: string): 'before' | 'after' {
  return /^(?:before|preceding|above)$/i.test(word) ? 'before' : 'after';
}
