import { formatMarker, readMarkerStyles } from '../structure/markers.js';
import type { Span } from '../text.js';
import { type CitationWords, canBePartOf, type FoundKeyword, isDivisionKind, isOuterKind } from './citation-words.js';
import {
  isAcronym,
  OTHER_DOCUMENT,
  OWN_DOCUMENT,
  readActByInitials,
  readActNumber,
  readCitedAfter,
  readCitedBefore,
  readNameAfter,
  readNameBefore,
  readUnionAct,
} from './document-names.js';
import { completeNumber, normaliseNumber, readNumber, type WrittenNumber } from './number-shapes.js';
import { isQuarter, isShortQuestionWord } from './question-series.js';
import type { DocumentMention, Reference, ReferenceKind, ReferenceTarget } from './reference.js';
import { TextReader } from './text-reader.js';
import {
  AS_IT_WAS,
  lookUpVersion,
  NUMBERED_VERSION,
  readVersionBefore,
  VERSION_HERE,
  VERSION_OF,
} from './version-words.js';

/** How far before an item of a list in a sentence the one before it is looked for. */
const REACH_OF_LIST = 600;
/** How far before a keyword the words are read. */
const REACH_BEFORE = 160;

/** What is called by the section of some Act that it is made under. */
const NAMED_FOR =
  /(?:\(\d{1,3}\))? (?:agreements?|appeals?|applications?|certificates?|compan(?:y|ies)|consents?|contributions?|declarations?|directions?|dut(?:y|ies)|laws?|licen[cs]es?|notices?|obligations?|orders?|permits?|planning|reports?|standards?|statements?|sums?|works)(?![\w-])/y;
/** What an abbreviation of "approximately" counts: " 30 ft". */
const APPROXIMATE =
  /^ ?\d{1,4}(?:\.\d{1,3})? (?!(?:above|and|applies|apply|below|cl|clause|has|in|is|may|must|of|or|para|paragraph|part|pt|s|sec|section|shall|to)\b)[a-z]/;
const SPACES = / */y;
const SPACE = / ?/y;
/** "section 15; and(ii)": the end of an item, right behind which the label of the next stands. */
const ENDS_ITEM = /[;,] ?(?:and|or)$/;
const JOIN =
  / ?(?:, ?(?:and\/or|and|or)?|;? ?(?:and\/or|and|or)|; (?=\d{1,3}\.\d{1,3}[;,])|&|\/|,? ?(?:as )?read (?:together )?with(?= )) ?(?:also |both |with )?(?:in |to |of |under )?/y;
const RANGE = / ?(?:to|through|until|up to|–|—|‑|-|‐) ?/y;
/** What a number counts. */
const UNITS =
  /^ ?(?:%|(?:U\. ?S\. ?C|USC|C\. ?F\. ?R|CFR)(?![a-z])|(?:working|business|calendar|clear|business)? ?(?:days?|hours?|minutes?|months?|weeks?|years?)\b|million|billion|per\b|times\b|or more\b|of (?:the )?(?:them|these|those)\b|[a-z]?(?:MW|kV|kW|Hz|MB|GB|km|kg)\b|[A-Z][a-z]+ \d{4}\b)/i;
/** Words that may follow the number of a provision, and not one that counts something. */
const AFTER_PROVISION =
  /^ (?:of|in|to|and|or|shall|may|must|will|is|are|apply|applies|above|below|have|has|as|for|which|that|with|respectively)\b/;
/** Words with which the next item of a list begins. */
const BEGINS_ITEM = /^ (?:the|a|an|to|in|where|if|shall|any|each)\b/i;
/** A title in brackets (group 1), and words that begin no title. */
const TITLE = / \([“"‘]?([A-Z][^()“”"]{3,120}?)([”"’]?)\)/y;
const NO_TITLE = /^(?:a|the|an|as|see|and|or|if|in|of|which|being|each)\b/i;
const JOINT =
  /,? (of|in|to|within|under|on|from),? (?:(?:the said|the|that|those|said|its|our|their|any|each|such) )?/y;
/** What stands in brackets between a number and the name of its Act: "(as amended by …)". */
const ASIDE =
  / \((?:as|which|being|inserted|substituted|amended|read|other than|in (?:this|these|so)|and)\b[^()]{1,160}\)(?= (?:of|in|to|under)\b)/y;
/** "Sections 5.6 and 5.7, respectively, of NIST SP 800-56". */
const RESPECTIVELY = /,? respectively(?=,? (?:of|in|to)\b)/y;
/** A part without a number: "point (g) of the first subparagraph of paragraph 1". */
const UNNUMBERED =
  /(?:the )?(?:first|second|third|fourth|fifth|last|opening) (?:sub-?paragraph|sentence|indent|words|part),? (?:of|in|to) (?:the )?/y;
/** The title of a document in quotation marks. */
const QUOTED_NAME = /[“"](?:[Tt]he )?[A-Z][^“”"\r\n]{1,80}[”"]/y;
/** "section 12 of, and Schedule 2 to, the Act": the name comes at the end of all. */
const NAMED_LATER = / (?:of|to|in)(?=,? (?:and|or) )/y;
const THEREOF = / (?:thereof|thereunder|thereto|of the same)(?![\w-])/y;
/** Words before a keyword that point back: "the said section 15A". */
const POINTS_BACK = /\b(?:[Ss]aid|[Ss]uch|[Aa]foresaid|[Aa]forementioned|[Tt]he same|[Ll]ast-mentioned) $/;
const THE = /the /y;
/** "this Section", "this Part" after "of": what the words themselves stand in. */
const THIS = /(?:this|these) /y;
/** A word that stands before "condition" and tells nothing more. */
const CONDITION_SORT = /(?:standard |special |licence )(?=conditions?\b)/iy;
/** How a link that is named elsewhere begins. */
const LINK_OPENS = /\[{1,2}/y;
const SERIES_NUMBER = /(?:[A-Z][A-Z0-9]{1,9} )?Q(?=\d)/y;

/** A reference, and where its words end, those of the references within it included. */
export interface ReadReference {
  readonly reference: Reference;
  readonly end: number;
}

/** What follows the numbers: "of Table 9.3", "of the existing SMETS1 SVTAD". */
interface Owner {
  readonly of: Reference | null;
  readonly document: DocumentMention | null;
  readonly version: Reference['version'];
  readonly isBackward?: boolean;
}

const NO_OWNER: Owner = { of: null, document: null, version: null };

/** Reads the reference of a keyword; null where the word is only a word. */
export function readReference(
  text: string,
  { index, keyword, series }: FoundKeyword,
  words: CitationWords,
): ReadReference | null {
  const reader = new ReferenceReader(text, words);
  return series === undefined ? reader.readCitation(index, keyword) : reader.readQuestion(index, series);
}

class ReferenceReader {
  private readonly reader: TextReader;

  constructor(
    private readonly text: string,
    private readonly words: CitationWords,
  ) {
    this.reader = new TextReader(text);
  }

  readCitation(start: number, keyword: string): ReadReference | null {
    const { reader, text } = this;
    const kind = this.words.lookUp(keyword);
    if (!kind || !this.words.isWrittenAsKeyword(keyword)) return null;
    // "Clause(s) may be suspended": one or more.
    if (/^\((?:s|es)\)/.test(text.slice(start + keyword.length, start + keyword.length + 4))) return null;
    const before = text.slice(Math.max(0, start - REACH_BEFORE), start);
    const keywordSpan = { start, end: start + keyword.length };
    reader.at = keywordSpan.end;
    reader.match(SPACES);
    const repeated: Span[] = [];
    const hasNumber = reader.at > keywordSpan.end || text.charAt(reader.at) === '(' || /[.§]$|^Q$/.test(keyword);
    const targets = hasNumber ? this.readTargets(kind, keyword, repeated) : [];
    const last = targets.at(-1);
    // "The question (a) arises", "Q1 2024".
    if (kind === 'question' && (!last || isOtherThanQuestion(text, keyword, before, last))) return null;
    if (!last) {
      reader.at = keywordSpan.end;
      return hasNumber && kind === 'footnote'
        ? this.readFootnoteOn(keyword, keywordSpan)
        : readRelative(kind, keyword, keywordSpan, before);
    }
    // "4.1 .7", as a text out of a PDF has it, is a number that nobody can be sure of.
    if (targets.some((target) => /^ ?\.\d/.test(text.slice(getTargetEnd(target), getTargetEnd(target) + 3))))
      return null;
    // "app. 30 ft" is about thirty feet.
    if (/^app\.?$/i.test(keyword) && APPROXIMATE.test(text.slice(keywordSpan.end, keywordSpan.end + 24))) return null;
    // "a section 106 agreement" is an agreement, and no reference.
    if (kind === 'section' && /^[a-z]/.test(keyword) && reader.match(NAMED_FOR)) return null;
    const caption = targets.length === 1 && !last.to ? this.readTitle() : null;
    const end = caption ? reader.at : getTargetEnd(last);
    const owner = this.readOwnerAsItWas(kind);
    const cited = owner.document || owner.of ? null : readCitedBefore(before, start, keyword);
    const named = cited ?? withoutVersion(readNameBefore(before, start));
    const isSure = named !== null && (named.isDescribed || isAcronym(named.text));
    // "Clause 1.9, clause 4.2 of the existing Rules": the version is that of the last one alone.
    const cut = owner.version !== null ? findLastGroup(targets, repeated) : null;
    if (cut !== null) {
      const first = targets.filter(({ span }) => span.start < cut);
      const reference = newReference(kind, keyword, keywordSpan, {
        span: { start: isSure ? named.span.start : start, end: getTargetEnd(first.at(-1)!) },
        repeated: repeated.filter((each) => each.start < cut),
        targets: first,
        document: named,
        version: readVersionBefore(before),
      });
      return { reference, end: cut };
    }
    const document = isSure ? named : (owner.document ?? named);
    const wordsBefore = named ? before.slice(0, before.length - (start - named.span.start)) : before;
    const version = owner.version ?? readVersionBefore(before) ?? readVersionBefore(wordsBefore);
    const reference = newReference(kind, keyword, keywordSpan, {
      span: {
        start: document?.side === 'before' && isSure ? document.span.start : start,
        end: document?.side === 'after' ? document.span.end : end,
      },
      repeated,
      targets,
      of: owner.version === null ? wholeOfVersion(owner.of, version) : owner.of,
      document,
      version,
      isBackward: owner.isBackward ?? POINTS_BACK.test(wordsBefore.slice(-20)),
      caption,
    });
    return { reference, end: Math.max(end, reader.at) };
  }

  /** "FTC Q1 to Q3 and FTC Q5". */
  readQuestion(start: number, series: string): ReadReference | null {
    const { reader } = this;
    if (!/^[A-Z0-9]+$/.test(series)) return null;
    reader.at = start + series.length + ' Q'.length;
    const targets = this.readList(this.readNumberOf('question', series), () => {
      const written = reader.match(SERIES_NUMBER)?.[0];
      const isSame = written === 'Q' || written === `${series} Q`;
      return isSame ? this.readNumberOf('question', series) : null;
    });
    const last = targets.at(-1);
    if (!last) return null;
    const span = { start, end: getTargetEnd(last) };
    const keywordSpan = { start, end: start + series.length };
    return { reference: newReference('question', series, keywordSpan, { span, targets }), end: span.end };
  }

  /** "the footnote on Clause 20.28 of the existing SMETS1 SVTAD". */
  private readFootnoteOn(keyword: string, keywordSpan: Span): ReadReference | null {
    const { of } = this.readOwner('footnote');
    if (!of) return null;
    const reference = newReference('footnote', keyword, keywordSpan, { of, version: of.version });
    return { reference, end: this.reader.at };
  }

  /**
   * "Section A (Definitions and Interpretation)": the title in brackets; null where the brackets
   * hold something else.
   */
  private readTitle(): Reference['caption'] {
    const { reader } = this;
    const { at } = reader;
    const [, title, quote = ''] = reader.match(TITLE) ?? [];
    if (title !== undefined && /[a-z]/.test(title) && !NO_TITLE.test(title)) {
      const end = reader.at - 1 - quote.length;
      return { text: title, span: { start: end - title.length, end } };
    }
    reader.at = at;
    return null;
  }

  /**
   * Reads the numbers after a keyword, and adds to `repeated` where it stands once more among them.
   */
  private readTargets(kind: ReferenceKind, keyword: string, repeated: Span[]): ReferenceTarget[] {
    const { reader } = this;
    const first = this.readNumberOf(kind, keyword);
    if (!first) return [];
    return this.readList(first, () => {
      const start = reader.at;
      const again = this.words.readRepeatedAt(reader.text, start) ?? undefined;
      if (again !== undefined) {
        if (this.words.lookUp(again) !== kind || !this.words.isWrittenAsKeyword(again)) return null;
        reader.at = start + again.length;
        reader.match(SPACE);
      }
      const found = this.readNumberOf(kind, keyword, first.number);
      if (found && again !== undefined) repeated.push({ start, end: start + again.length });
      return found;
    });
  }

  /** @param before the number before it in a list; null for the first */
  private readNumberOf(kind: ReferenceKind, keyword: string, before: string | null = null): WrittenNumber | null {
    const { reader, words } = this;
    const { at } = reader;
    const isHyphenated = before !== null && /^\d+[-‐‑]\d/.test(before);
    const isPlural = words.isPlural(keyword);
    const found = readNumber(reader, { kind, keyword, isPlural, isHyphenated, isPart: before?.includes('(') === true });
    if (found && words.acceptsNumber(keyword, found.number)) return found;
    if (found) reader.at = at;
    return null;
  }

  /**
   * Goes on from the first number along "…, 4.3 and 5.1" and "… to 20.32" for as long as `next`
   * reads a number.
   */
  private readList(first: WrittenNumber | null, next: () => WrittenNumber | null): ReferenceTarget[] {
    if (!first) return [];
    const { reader } = this;
    const targets: ReferenceTarget[] = [];
    let last = newTarget(first, null);
    for (;;) {
      const { at } = reader;
      const canBeRange = !last.to && !last.isPlaceholder;
      const end = canBeRange && reader.match(RANGE) ? this.readFurther(next, last) : null;
      // "Schedule 15 to FA 2020": the initials of an Act end no range of numbers.
      const isInitials = end !== null && /\d/.test(last.number) && /^[A-Z]+$/.test(end.number);
      if (end && !isInitials && !isTitleBehindLetter(last.number, end.number)) {
        const { number, span } = newTarget(end, last.number);
        last = { ...last, to: { number, span } };
        continue;
      }
      reader.at = at;
      const joint = reader.match(JOIN)?.[0];
      const isLabel = joint !== undefined && ENDS_ITEM.test(joint) && reader.text.charAt(reader.at) === '(';
      const further = joint !== undefined && !isLabel ? this.readFurther(next, last) : null;
      targets.push(last);
      if (!further) {
        reader.at = at;
        return targets;
      }
      last = newTarget(further, (last.to ?? last).number);
    }
  }

  private readFurther(next: () => WrittenNumber | null, last: ReferenceTarget): WrittenNumber | null {
    const found = next();
    return found && !this.isQuantity(found.number, last.number) ? found : null;
  }

  /**
   * Whether a number after "and" counts something ("10 Working Days") or belongs to the next thing
   * named ("(b) Clause 6").
   */
  private isQuantity(number: string, previous: string): boolean {
    const rest = this.text.slice(this.reader.at, this.reader.at + 40);
    if (/^\d+$/.test(number)) {
      if (UNITS.test(rest)) return true;
      return previous.includes('.') && /^ [a-z]{3,}/.test(rest) && !AFTER_PROVISION.test(rest);
    }
    if (!number.startsWith('(') || previous.includes('(')) return false;
    if (this.goesOnList(number)) return true;
    return (this.words.hasLeadingKeyword(rest) || BEGINS_ITEM.test(rest)) && !/^ (?:to|in) (?:\(|the )/i.test(rest);
  }

  /** "(i) … under this Section P, and (iii) …": the next item of a list in the sentence. */
  private goesOnList(number: string): boolean {
    const [first] = readMarkerStyles(number.slice(1, -1));
    if (!first || first.value < 2 || !/^\([a-z]{1,5}\)$/.test(number)) return false;
    const { at } = this.reader;
    const before = this.text.slice(Math.max(0, at - REACH_OF_LIST), at - number.length);
    return readMarkerStyles(number.slice(1, -1)).some(
      ({ style, value }) => value > 1 && before.includes(` (${formatMarker(style, value - 1)}) `),
    );
  }

  /** "of this condition, as it stood before May": what a number is part of, in a version before this one. */
  private readOwnerAsItWas(kind: ReferenceKind): Owner {
    const owner = this.readOwner(kind);
    const isOwned = owner.of !== null || owner.document !== null;
    return isOwned && owner.version === null && this.reader.match(AS_IT_WAS)
      ? { ...owner, version: 'baseline' }
      : owner;
  }

  private readOwner(kind: ReferenceKind): Owner {
    const { reader, text } = this;
    if (reader.match(THEREOF)) return { ...NO_OWNER, isBackward: true };
    const cited = readCitedAfter(text, reader.at);
    if (cited) {
      reader.at = cited.span.end;
      return { ...NO_OWNER, document: cited };
    }
    if (reader.match(AS_IT_WAS)) return { ...NO_OWNER, version: 'baseline' };
    const { at } = reader;
    reader.match(RESPECTIVELY);
    reader.match(ASIDE);
    const later = this.readLaterName();
    if (later) return { ...NO_OWNER, document: later };
    const joined = reader.match(JOINT);
    const joint = joined?.[1];
    // "Clause 3 of any Berth" is one of a kind of documents, of which no one has the name.
    const isOfSort = joined !== null && /\b(?:any|each|its|their) $/.test(joined[0]);
    // "paragraph (c) of the said subsection (1)": that of a section spoken of before.
    const isSaid = joined !== null && / said $/.test(joined[0]);
    if (joint === 'of') reader.match(UNNUMBERED);
    if (joint === undefined) {
      reader.at = at;
      return NO_OWNER;
    }
    const version = lookUpVersion(reader.match(VERSION_HERE)?.[1]);
    if (version !== null && reader.match(VERSION_OF)) reader.match(THE);
    const from = reader.at;
    if (joint === 'on' && kind !== 'footnote') {
      reader.at = at;
      return NO_OWNER;
    }
    const mention = (name: string, isDescribed = false): DocumentMention => {
      const span = { start: from, end: from + name.length };
      reader.at = span.end;
      return { text: name, span, side: 'after', joint, isDescribed };
    };
    const around = this.readAround(kind);
    if (around) return { of: around, document: null, version: null };
    const numbered = reader.match(NUMBERED_VERSION)?.[0];
    if (numbered !== undefined) return { of: null, document: mention(numbered, true), version: null };
    const own = reader.match(OWN_DOCUMENT)?.[0];
    if (own !== undefined) return { of: null, document: mention(own), version };
    const union =
      readUnionAct(text, from) ?? readActByInitials(text, from) ?? (joint === 'of' ? readActNumber(text, from) : null);
    if (union !== null) return { of: null, document: mention(union, true), version };
    const linked = this.readLinkedName(joint);
    if (linked) return { of: null, document: linked, version };
    reader.match(CONDITION_SORT);
    // "subsection (4) of [section 7][9]": the words of a link.
    const link = text.charAt(reader.at) === '[' ? 1 : 0;
    const whole = this.readWhole(kind, joint, reader.at + link, version);
    if (whole) return isSaid ? { ...whole, isBackward: true } : whole;
    const other = joint === 'of' || isDivisionKind(kind) ? reader.match(OTHER_DOCUMENT)?.[0] : undefined;
    if (other !== undefined) return { of: null, document: mention(other, true), version };
    const quoted = this.readQuotedName(joint);
    if (quoted) return { of: null, document: quoted, version };
    const name = readNameAfter(text, from, this.words);
    if (!name) {
      reader.at = at;
      return NO_OWNER;
    }
    // "MTAD Table 9.3" after "row 2A of": the document stands before the nested keyword.
    return (
      this.readWhole(kind, joint, from + name.length + 1, version) ?? {
        of: null,
        document: mention(name, isOfSort),
        version,
      }
    );
  }

  /** "of this Section": a reference to what the words stand in; null where it is a document. */
  private readAround(part: ReferenceKind): Reference | null {
    const { reader } = this;
    const { at } = reader;
    if (!reader.match(THIS)) return null;
    const keyword = this.words.readAt(this.text, reader.at);
    const kind = keyword === null ? null : this.words.lookUp(keyword);
    const isPlural = keyword !== null && /s$/i.test(keyword);
    if (keyword === null || kind === null || isPlural || !canBePartOf(part, kind)) {
      reader.at = at;
      return null;
    }
    const keywordSpan = { start: reader.at, end: reader.at + keyword.length };
    reader.at = keywordSpan.end;
    return newReference(kind, keyword, keywordSpan, { span: { start: at, end: keywordSpan.end }, isRelative: true });
  }

  /** "section 3.4 of the “Drovers’ Handbook”": a title in quotation marks. */
  private readQuotedName(joint: string): DocumentMention | null {
    const { reader } = this;
    const found = reader.match(QUOTED_NAME)?.[0];
    if (found === undefined) return null;
    const text = found.slice(1, -1).replace(/^the /i, '');
    const start = reader.at - 1 - text.length;
    return { text, span: { start, end: start + text.length }, side: 'after', joint, isDescribed: false };
  }

  /** "section 4 of the [TLS BRs][1]", "clause 12 of [[ISO 30107]]": a link that names a document. */
  private readLinkedName(joint: string): DocumentMention | null {
    const { reader, text } = this;
    const { at } = reader;
    const from = at + (reader.match(LINK_OPENS)?.[0].length ?? 0);
    const name = from > at ? readNameAfter(text, from, this.words) : null;
    if (name === null || text.charAt(from + name.length) !== ']' || this.words.isNumberedKeyword(name)) {
      reader.at = at;
      return null;
    }
    const span = { start: from, end: from + name.length };
    reader.at = span.end;
    return { text: name, span, side: 'after', joint, isDescribed: true };
  }

  /** The document of "section 12 of, and Schedule 2 to, the Act", which is named at the end. */
  private readLaterName(): DocumentMention | null {
    const { reader, text } = this;
    const { at } = reader;
    const found = reader.match(NAMED_LATER);
    reader.at = at;
    if (!found) return null;
    const end = at + found[0].length;
    const [rest = ''] = /^[^.;]*/.exec(text.slice(end, end + REACH_BEFORE)) ?? [];
    if (/\b(?:of|to|in),? (?:this|these)\b/.test(rest)) return null;
    if (!/\b(?:of|to|in),? (?:the|that|those|an?) /.test(rest)) return null;
    return { text: '', span: { start: at, end: at }, side: 'after', joint: 'of', isDescribed: true };
  }

  /** Reads the reference at `from` that one of the given kind is part of. */
  private readWhole(part: ReferenceKind, joint: string, from: number, version: Reference['version']): Owner | null {
    const keyword = this.words.readAt(this.text, from);
    const kind = keyword === null ? null : this.words.lookUp(keyword);
    if (
      keyword === null ||
      kind === null ||
      !canBePartOf(part, kind) ||
      (/^Regulations?$/.test(keyword) && readUnionAct(this.text, from) !== null)
    )
      return null;
    if (joint !== 'of' && !canBeJoinedBy(joint, part, kind)) return null;
    const read = readReference(this.text, { index: from, keyword, series: undefined }, this.words);
    if (!read || read.reference.isRelative) return null;
    this.reader.at = read.end;
    const of = { ...read.reference, version: read.reference.version ?? version };
    return { of, document: of.document, version: of.version };
  }
}

/** "this Clause". */
function readRelative(kind: ReferenceKind, keyword: string, keywordSpan: Span, before: string): ReadReference | null {
  if (!/(?:^|[^\w])this $/i.test(before) || /s$/i.test(keyword)) return null;
  if (kind === 'row' || kind === 'footnote' || kind === 'schedule') return null;
  const span = { start: keywordSpan.start - 'this '.length, end: keywordSpan.end };
  return { reference: newReference(kind, keyword, keywordSpan, { span, isRelative: true }), end: keywordSpan.end };
}

/** "Existing Clause 4.2" at the beginning of a sentence: the word tells the version and is no name. */
function withoutVersion(name: DocumentMention | null): DocumentMention | null {
  const last = name === null ? 0 : name.text.lastIndexOf(' ') + 1;
  if (name === null || lookUpVersion(name.text.slice(last)) === null) return name;
  const text = name.text.slice(0, last).trimEnd();
  return text === '' ? null : { ...name, text, span: { start: name.span.start, end: name.span.start + text.length } };
}

/** "Existing paragraph 2 of Schedule 1": the Schedule is that of the version in force as well. */
function wholeOfVersion(whole: Reference | null, version: Reference['version']): Reference | null {
  if (whole === null || version === null || whole.version !== null) return whole;
  return { ...whole, version, of: wholeOfVersion(whole.of, version) };
}

/** A reference that is no more than its keyword, but for what `facts` say. */
function newReference(
  kind: ReferenceKind,
  keyword: string,
  keywordSpan: Span,
  facts: Partial<Omit<Reference, 'kind' | 'keyword' | 'keywordSpan'>>,
): Reference {
  return {
    kind,
    span: keywordSpan,
    keyword,
    keywordSpan,
    repeated: [],
    targets: [],
    of: null,
    document: null,
    version: null,
    isRelative: false,
    isBackward: false,
    caption: null,
    ...facts,
  };
}

/**
 * @param previous the number before it in the list, from which what is left out is filled in; null
 * for the first
 */
function newTarget({ number, start }: WrittenNumber, previous: string | null): ReferenceTarget {
  const normal = normaliseNumber(number);
  return {
    number: previous === null ? normal : completeNumber(normal, previous),
    span: { start, end: start + number.length },
    to: null,
    isPlaceholder: number.startsWith('['),
  };
}

function getTargetEnd(target: ReferenceTarget): number {
  return (target.to ?? target).span.end;
}

/**
 * Where the keyword stands for the last time in a list, if numbers of their own stand before it and
 * behind it.
 */
function findLastGroup(targets: readonly ReferenceTarget[], repeated: readonly Span[]): number | null {
  const last = repeated.findLast(({ start }) =>
    targets.every(({ span, to }) => !to || start < span.start || start > to.span.end),
  );
  return last && targets.some(({ span }) => span.start < last.start) ? last.start : null;
}

/** Whether "in", "under" or "to" makes one reference part of another: "row 2 in Table 3". */
function canBeJoinedBy(joint: string, part: ReferenceKind, whole: ReferenceKind): boolean {
  if (isDivisionKind(whole) || whole === 'table' || whole === 'figure' || part === 'footnote') return true;
  return joint === 'in' && isOuterKind(whole, part);
}

/** Whether what looks like "Q1" is the quarter of a year, and "question 24 hours" counts something else. */
function isOtherThanQuestion(
  text: string,
  keyword: string,
  before: string,
  { number, span, to }: ReferenceTarget,
): boolean {
  const behind = text.slice((to ?? { span }).span.end, (to ?? { span }).span.end + 40);
  if (!isShortQuestionWord(keyword)) return UNITS.test(behind);
  return /^[1-4]$/.test(number) && isQuarter(before, text.slice(span.end, span.end + 40));
}

/** "Appendix D – CSP Status": after a letter come a dash and a title, and no end of a range as in "Schedules Y to AA". */
function isTitleBehindLetter(first: string, end: string): boolean {
  return /^[A-Z]$/.test(first) && /^[A-Z]{2,}\d*$/.test(end) && !/^([A-Z])\1\d*$/.test(end);
}
