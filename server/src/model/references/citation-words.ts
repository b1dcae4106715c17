import { getOrCreate } from '../memo.js';
import {
  findOwnWordAt,
  isInOwnForm,
  listOwnWords,
  type OwnUnits,
  type OwnWord,
  ownUnitId,
} from '../schemes/own-units.js';
import { type BuiltInUnitId, isOwnUnitId, type UnitId } from '../schemes/scheme.js';
import { UNIT_NAMES } from '../schemes/units.js';
import type { BuiltInReferenceKind, ReferenceKind } from './reference.js';

/**
 * The units that a word and a number cite, by the words of the table of schemes. A question is also
 * cited by its series, and a definition and a heading by no number.
 */
const CITED_UNITS = [
  'subsection',
  'clause',
  'section',
  'subparagraph',
  'paragraph',
  'article',
  'regulation',
  'rule',
  'bylaw',
  'condition',
  'point',
  'item',
  'recital',
  'part',
  'chapter',
  'title',
  'table',
  'row',
  'figure',
  'appendix',
  'annex',
  'schedule',
  'exhibit',
  'attachment',
  'footnote',
  'question',
] as const satisfies readonly BuiltInUnitId[];

/** Words of the table that are too common to cite by. */
const COMMON_WORDS: ReadonlySet<string> = new Set(['note', 'notes', 'standard condition', 'standard conditions']);

/** Where units of one kind are cited by several words: a sub-paragraph is a paragraph. */
function isCitedAsItself(unit: (typeof CITED_UNITS)[number]): unit is Exclude<typeof unit, 'subparagraph'> {
  return unit !== 'subparagraph';
}

/** What tables, figures and notes stand in. */
const HOLDERS: readonly BuiltInReferenceKind[] = [
  'appendix',
  'annex',
  'schedule',
  'exhibit',
  'attachment',
  'title',
  'part',
  'chapter',
  'article',
  'condition',
  'section',
  'rule',
  'bylaw',
  'regulation',
  'clause',
  'paragraph',
];

/** Kinds that only some others are part of by "of": "row 2A of Table 9.3". */
const NARROW_WHOLES: Readonly<Partial<Record<BuiltInReferenceKind, readonly BuiltInReferenceKind[]>>> = {
  row: ['table', 'figure'],
  footnote: [...HOLDERS, 'table'],
  table: HOLDERS,
  figure: HOLDERS,
  appendix: ['appendix', 'annex', 'schedule', 'attachment'],
  annex: ['appendix', 'schedule', 'attachment'],
  schedule: [],
  exhibit: ['schedule'],
  attachment: ['appendix', 'annex', 'schedule'],
};

/** From the outermost to the innermost, as far as an order can be told. */
const RANKS: Readonly<Partial<Record<BuiltInReferenceKind, number>>> = {
  appendix: 0,
  annex: 0,
  schedule: 0,
  exhibit: 0,
  attachment: 0,
  title: 1,
  part: 2,
  chapter: 3,
  article: 4,
  bylaw: 4,
  condition: 4,
  section: 5,
  rule: 5,
  regulation: 5,
  table: 5,
  clause: 6,
  subsection: 7,
  paragraph: 8,
  point: 9,
  item: 9,
};

const SUPPLEMENTS: ReadonlySet<ReferenceKind | UnitId> = new Set<ReferenceKind>([
  'appendix',
  'annex',
  'schedule',
  'attachment',
  'exhibit',
]);

interface WordForm {
  readonly word: string;
  readonly kind: ReferenceKind;
  readonly isShort: boolean;
}

const FORMS: readonly WordForm[] = CITED_UNITS.flatMap((unit) => {
  const { one, many, short, also } = UNIT_NAMES[unit];
  const kind: BuiltInReferenceKind = isCitedAsItself(unit) ? unit : 'paragraph';
  const form = (isShort: boolean) => (word: string) => ({ word: word.toLowerCase(), kind, isShort });
  return [...[one, many, ...also].map(form(false)), ...short.map(form(true))];
}).filter(({ word }) => !COMMON_WORDS.has(word));

const FORM_OF_WORD: ReadonlyMap<string, WordForm> = new Map(FORMS.map((form) => [foldKeyword(form.word), form]));

/** The longest words first, so that none is cut short by one that it begins with. */
function makeAlternatives(forms: readonly WordForm[]): string {
  const words = [...new Set(forms.map(({ word }) => word.replaceAll('-', '-?')))];
  return words.sort((a, b) => b.length - a.length).join('|');
}

const SIGNS = FORMS.filter(({ word }) => /^§/.test(word));
const LONG = makeAlternatives(FORMS.filter(({ isShort }) => !isShort));
/** Abbreviations of what bears a letter: "Apps A and C", "Sch B". */
const LETTERED = makeAlternatives(FORMS.filter(({ isShort, kind }) => isShort && SUPPLEMENTS.has(kind)));
const SHORT = makeAlternatives(FORMS.filter(({ isShort, word }) => isShort && !/^§/.test(word)));
/**
 * Every form of every word, hyphen or none, as one alternative of an expression that ignores case;
 * an abbreviation only before a number.
 */
const ANY_FORM = `(?:(?:${LONG})(?![\\w-])|(?:${SHORT})(?:\\.(?= ?[\\d(A-Z])|(?= ?\\d| \\([a-z\\d]))|(?:${LETTERED})(?= [A-Z](?![\\w’'-]|\\.\\w))|${makeAlternatives(SIGNS)})`;

/** A keyword of a reference (group 1), or the series of a question (group 2): "FTC Q". */
const KEYWORD = `(?<![\\w’'&-])(${ANY_FORM})|(?<![\\w-])([A-Z][A-Z0-9]{1,9}) Q(?=\\d)`;

const NEXT_KEYWORD = new RegExp(KEYWORD, 'gi');
const KEYWORD_HERE = new RegExp(KEYWORD, 'iy');
/** What a question of a series shows: "FTC Q3". */
const IN_SERIES = / q\d/i;
/** The codes of A to Z are those of a to z without it. */
const SMALL_BIT = 32;

/** Where two characters, in small letters, begin a keyword; of a sign or a word of one letter, the first alone. */
const BEGINNINGS = new Uint8Array(128 * 128);
for (const { word } of FORMS) {
  const first = word.charCodeAt(0);
  const isOneLetter = word.length === 1;
  for (let second = 0; second < 128; second++)
    if (first < 128 && (isOneLetter ? !isLetter(second) : second === word.charCodeAt(1)))
      BEGINNINGS[first * 128 + second] = 1;
}

function isLetter(code: number): boolean {
  return (code | SMALL_BIT) >= 97 && (code | SMALL_BIT) <= 122;
}

/** Whether two characters may begin a keyword: nearly all of a text is passed over by this look. */
function mayBegin(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  if (first === SECTION_SIGN) return true;
  if (!isLetter(first)) return false;
  const second = text.charCodeAt(at + 1);
  return second < 128 && BEGINNINGS[(first | SMALL_BIT) * 128 + (isLetter(second) ? second | SMALL_BIT : second)] === 1;
}

const SECTION_SIGN = 167;

/** What `NEXT_KEYWORD` finds from a place on. */
function findKeyword(text: string, from: number): RegExpExecArray | null {
  let isWithinWord = from > 0 && isJoining(text.charCodeAt(from - 1));
  for (let at = from; at < text.length; at++) {
    if (!isWithinWord && mayBegin(text, at)) {
      KEYWORD_HERE.lastIndex = at;
      const match = KEYWORD_HERE.exec(text);
      if (match) return match;
    }
    isWithinWord = isJoining(text.charCodeAt(at));
  }
  return null;
}

/** Whether a word goes on behind a character, by its code: a letter, a digit, a low line or one of ' ’ & and -. */
function isJoining(code: number): boolean {
  return (
    isLetter(code) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 39 ||
    code === 38 ||
    code === 45 ||
    code === 0x2019
  );
}

const REPEATED_KEYWORD = new RegExp(ANY_FORM, 'iy');
/** A space and a keyword at the start of a text. */
const LEADING_KEYWORD = new RegExp(`^ (?:${LONG})\\b`, 'i');
const KEYWORD_AT_START = new RegExp(`^${ANY_FORM} ?`, 'i');
const BEGINS_NUMBER = /[\d([A-Z]/;
/** What shows that an abbreviation has its number behind it. */
const NUMBER_BEHIND = /\.?(?: ?\d| \([a-z\d]|(?<=\.) ?[(A-Z])/y;

/** What shows that a word in small letters cites, and names nothing: "standard 12 shall". */
const CITED_IN_SMALL =
  / \d{1,4}(?:\.\d{1,4}){0,3}[A-Z]{0,2}(?:\([\da-zA-Z]{1,4}\)){0,5}(?=[,.;:)\]]|$| (?:of|in|to|and|or|shall|must|may|is|are|does|do|applies|apply|above|below)\b)/y;

/** A keyword, and where it stands. */
export interface FoundKeyword {
  readonly index: number;
  readonly keyword: string;
  /** That of a question, "FTC"; undefined for every other keyword. */
  readonly series: string | undefined;
}

/** The words that cite units: those of the table of schemes, and those that a project adds. */
export class CitationWords {
  private readonly words: readonly OwnWord[];

  private constructor(own: OwnUnits) {
    this.words = listOwnWords(own);
  }

  /** The words of a project's table; made once. */
  static of(own: OwnUnits): CitationWords {
    return getOrCreate(wordsByTable, own, () => new CitationWords(own));
  }

  /** Prepares to find the keywords of a text: gives the next one from a place on, or null. */
  startSearch(text: string): (from: number) => FoundKeyword | null {
    const own = this.words.length === 0 ? [] : this.listOwnKeywords(text);
    let passed = 0;
    const isOfSeries = IN_SERIES.test(text);
    return (from) => {
      NEXT_KEYWORD.lastIndex = from;
      const match = isOfSeries ? NEXT_KEYWORD.exec(text) : findKeyword(text, from);
      const built = match && toKeyword(match);
      while (passed < own.length && own[passed]!.index < from) passed++;
      const mine = own[passed];
      return mine && (!built || mine.index <= built.index) ? mine : built;
    };
  }

  private listOwnKeywords(text: string): readonly FoundKeyword[] {
    const found = new Map<number, FoundKeyword>();
    for (const { word } of this.words)
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const keyword = found.has(at) ? null : this.readOwnAt(text, at);
        if (keyword !== null) found.set(at, { index: at, keyword, series: undefined });
      }
    return [...found.values()].sort((a, b) => a.index - b.index);
  }

  /** A project's word at a place, with the stop of an abbreviation; null where none begins. */
  private readOwnAt(text: string, at: number): string | null {
    if (this.words.length === 0 || isJoining(text.charCodeAt(at - 1))) return null;
    const found = findOwnWordAt(this.words, text, at);
    if (!found) return null;
    if (!found.isAsNamed) {
      CITED_IN_SMALL.lastIndex = at + found.word.length;
      if (!CITED_IN_SMALL.test(text)) return null;
    }
    if (!found.isShort) return found.word;
    NUMBER_BEHIND.lastIndex = at + found.word.length;
    if (!NUMBER_BEHIND.test(text)) return null;
    return text.charAt(at + found.word.length) === '.' ? `${found.word}.` : found.word;
  }

  /** The keyword that begins at a place; null where none does. */
  readAt(text: string, at: number): string | null {
    const own = this.readOwnAt(text, at);
    if (own !== null) return own;
    KEYWORD_HERE.lastIndex = at;
    return KEYWORD_HERE.exec(text)?.[1] ?? null;
  }

  /** A keyword before a further number of a list: "Clause 4.2 and clause 5.1". */
  readRepeatedAt(text: string, at: number): string | null {
    const own = this.readOwnAt(text, at);
    if (own !== null) return own;
    REPEATED_KEYWORD.lastIndex = at;
    return REPEATED_KEYWORD.exec(text)?.[0] ?? null;
  }

  /** Whether a text begins with a space and a keyword. */
  hasLeadingKeyword(text: string): boolean {
    return LEADING_KEYWORD.test(text) || (text.startsWith(' ') && this.readOwnAt(text, 1) !== null);
  }

  /** Whether a text begins with a keyword and its number: "Table 9.3", "Section A". */
  isNumberedKeyword(text: string): boolean {
    const own = this.readOwnAt(text, 0);
    if (own !== null) return BEGINS_NUMBER.test(text.slice(own.length).trimStart().charAt(0));
    const keyword = KEYWORD_AT_START.exec(text)?.[0];
    return keyword !== undefined && BEGINS_NUMBER.test(text.charAt(keyword.length));
  }

  private findOwn(keyword: string): OwnWord | null {
    if (this.words.length === 0) return null;
    const word = keyword.replace(/\.$/, '');
    return this.words.find((each) => each.word === word) ?? null;
  }

  /** What a keyword such as "Sub-clauses" or "paras" cites, or null. */
  lookUp(keyword: string): ReferenceKind | null {
    const own = this.findOwn(keyword);
    return own ? ownUnitId(own.unit) : (FORM_OF_WORD.get(foldKeyword(keyword))?.kind ?? null);
  }

  /**
   * Whether a word is an abbreviation written as one: "cl." and "Sch", but not "SEC", which is the
   * short name of a document.
   */
  isWrittenAsKeyword(keyword: string): boolean {
    if (this.findOwn(keyword)) return true;
    const form = FORM_OF_WORD.get(foldKeyword(keyword));
    if (!form?.isShort) return form !== undefined;
    if (form.kind === 'question') return /^Q\.?$/.test(keyword);
    return !/^[A-Z]{2,}$/.test(keyword.replace(/\.$/, '')) ? !/^[A-Z]\.?$/.test(keyword) : /^SLCs?$/i.test(keyword);
  }

  /** Whether a number, or a part of one, is written as the unit of a keyword is numbered. */
  acceptsNumber(keyword: string, number: string): boolean {
    const own = this.findOwn(keyword);
    const [root = ''] = /^[^([]*/.exec(number) ?? [];
    return !own || root === '' || isInOwnForm(own.unit, root);
  }

  /** Whether a keyword announces several numbers: "Tables", "ss", "§§". */
  isPlural(keyword: string): boolean {
    const own = this.findOwn(keyword);
    if (own) return own.isPlural;
    return /(?:s|§§|ces)$/i.test(keyword.trim().replace(/\.$/, '')) && !/^s$/i.test(keyword.trim().replace(/\.$/, ''));
  }
}

/** A match of `NEXT_KEYWORD`; of "as in Q1", where the word is no series, the "Q" alone. */
function toKeyword({ index, 0: keyword, 2: series }: RegExpExecArray): FoundKeyword {
  if (series === undefined || /^[A-Z\d]+$/.test(series)) return { index, keyword, series };
  const before = series.length + 1;
  return { index: index + before, keyword: keyword.slice(before), series: undefined };
}

const wordsByTable = new WeakMap<OwnUnits, CitationWords>();

function foldKeyword(keyword: string): string {
  return keyword.trim().toLowerCase().replace('-', '').replace(/\.$/, '');
}

/** A project's own units stand where Articles do. */
function findRank(kind: ReferenceKind): number | undefined {
  return RANKS[isOwnUnitId(kind) ? 'article' : kind];
}

/** Whether a reference of one kind can be part of one of another by "of". */
export function canBePartOf(part: ReferenceKind, whole: ReferenceKind): boolean {
  const narrow = isOwnUnitId(part) ? undefined : NARROW_WHOLES[part];
  if (narrow) return !isOwnUnitId(whole) && narrow.includes(whole);
  if (whole === 'row') return part === 'paragraph';
  return findRank(whole) !== undefined && (whole !== 'table' || part === 'paragraph' || part === 'item');
}

/**
 * Whether one reference right before another can be what that is part of: "Article 5, point (b)",
 * "Part B, paragraph 3".
 */
export function isOuterKind(outer: ReferenceKind, inner: ReferenceKind): boolean {
  const [a, b] = [findRank(outer), findRank(inner)];
  return a !== undefined && b !== undefined && a < b && canBePartOf(inner, outer);
}

/** Whether a reference is to an appendix or the like, or a unit is one, which other instruments have too. */
export function isDivisionKind(kind: ReferenceKind | UnitId): boolean {
  return SUPPLEMENTS.has(kind);
}
