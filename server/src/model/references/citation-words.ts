import type { UnitId } from '../schemes/scheme.js';
import { UNIT_NAMES } from '../schemes/units.js';
import type { ReferenceKind } from './reference.js';

/**
 * The units that a word and a number cite, by the words of the table of schemes. A question is
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
] as const satisfies readonly UnitId[];

/** Words of the table that are too common to cite by. */
const COMMON_WORDS: ReadonlySet<string> = new Set(['note', 'notes', 'standard condition', 'standard conditions']);

/** Where units of one kind are cited by several words: a sub-paragraph is a paragraph. */
const KIND_OF_UNIT: Readonly<Partial<Record<UnitId, ReferenceKind>>> = { subparagraph: 'paragraph' };

/** Kinds that only some others are part of by "of": "row 2A of Table 9.3". */
const NARROW_WHOLES: Readonly<Partial<Record<ReferenceKind, readonly ReferenceKind[]>>> = {
  row: ['table', 'figure'],
  footnote: ['clause', 'section', 'paragraph', 'table'],
  table: ['appendix', 'annex', 'schedule', 'exhibit', 'attachment', 'section', 'clause', 'chapter', 'part'],
  figure: ['appendix', 'annex', 'schedule', 'exhibit', 'attachment', 'section', 'chapter', 'part'],
  appendix: ['appendix', 'annex', 'schedule', 'attachment'],
  annex: ['appendix', 'schedule', 'attachment'],
  schedule: [],
  exhibit: ['schedule'],
  attachment: ['appendix', 'annex', 'schedule'],
};

/** From the outermost to the innermost, as far as an order can be told. */
const RANKS: Readonly<Partial<Record<ReferenceKind, number>>> = {
  appendix: 0,
  annex: 0,
  schedule: 0,
  exhibit: 0,
  attachment: 0,
  title: 1,
  part: 2,
  chapter: 3,
  article: 4,
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

const DIVISIONS: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>([
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
  const kind: ReferenceKind = KIND_OF_UNIT[unit] ?? (unit as ReferenceKind);
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
const SHORT = makeAlternatives(FORMS.filter(({ isShort, word }) => isShort && !/^§/.test(word)));
/**
 * Every form of every word, hyphen or none, as one alternative of an expression that ignores case;
 * an abbreviation only before a number.
 */
const ANY_FORM = `(?:(?:${LONG})(?![\\w-])|(?:${SHORT})(?:\\.(?= ?[\\d(A-Z])|(?= ?\\d| \\([a-z\\d]))|${makeAlternatives(SIGNS)})`;

/** A keyword of a reference (group 1), or the series of a question (group 2): "FTC Q". */
const KEYWORD = `(?<![\\w’'&-])(${ANY_FORM})|(?<![\\w-])([A-Z][A-Z0-9]{1,9}) Q(?=\\d)`;

/** Finds the next keyword from `lastIndex` on. */
export const NEXT_KEYWORD = new RegExp(KEYWORD, 'gi');
/** A keyword that begins at `lastIndex`. */
export const KEYWORD_HERE = new RegExp(KEYWORD, 'iy');
/**
 * A keyword before a further number of a list, with the space after it: "Clause 4.2 and clause
 * 5.1".
 */
export const REPEATED_KEYWORD = new RegExp(`${ANY_FORM} ?`, 'iy');
/** A space and a keyword at the start of a text. */
export const LEADING_KEYWORD = new RegExp(`^ (?:${LONG})\\b`, 'i');
const KEYWORD_AT_START = new RegExp(`^${ANY_FORM} ?`, 'i');

/** Whether a text begins with a keyword and its number: "Table 9.3", "Section A". */
export function isNumberedKeyword(text: string): boolean {
  const keyword = KEYWORD_AT_START.exec(text)?.[0];
  return keyword !== undefined && /[\d([A-Z]/.test(text.charAt(keyword.length));
}

function foldKeyword(keyword: string): string {
  return keyword.trim().toLowerCase().replace('-', '').replace(/\.$/, '');
}

/** What a keyword such as "Sub-clauses" or "paras" cites, or null. */
export function lookUpKeyword(keyword: string): ReferenceKind | null {
  return FORM_OF_WORD.get(foldKeyword(keyword))?.kind ?? null;
}

/**
 * Whether a word is an abbreviation written as one: "cl." and "Sch", but not "SEC", which is the
 * short name of a document.
 */
export function isWrittenAsKeyword(keyword: string): boolean {
  const form = FORM_OF_WORD.get(foldKeyword(keyword));
  if (!form?.isShort) return form !== undefined;
  return !/^[A-Z]{2,}$/.test(keyword.replace(/\.$/, '')) ? !/^[A-Z]\.?$/.test(keyword) : /^SLCs?$/i.test(keyword);
}

/** Whether a keyword announces several numbers: "Tables", "ss", "§§". */
export function isPluralKeyword(keyword: string): boolean {
  return /(?:s|§§|ces)$/i.test(keyword.trim().replace(/\.$/, '')) && !/^s$/i.test(keyword.trim().replace(/\.$/, ''));
}

/** Whether a reference of one kind can be part of one of another by "of". */
export function canBePartOf(part: ReferenceKind, whole: ReferenceKind): boolean {
  const narrow = NARROW_WHOLES[part];
  if (narrow) return narrow.includes(whole);
  if (whole === 'row') return part === 'paragraph';
  return RANKS[whole] !== undefined && (whole !== 'table' || part === 'paragraph' || part === 'item');
}

/**
 * Whether one reference right before another can be what that is part of: "Article 5, point (b)",
 * "Part B, paragraph 3".
 */
export function isOuterKind(outer: ReferenceKind, inner: ReferenceKind): boolean {
  const [a, b] = [RANKS[outer], RANKS[inner]];
  return a !== undefined && b !== undefined && a < b && canBePartOf(inner, outer);
}

/** Whether a reference is to an appendix or the like, which other instruments have too. */
export function isDivisionKind(kind: ReferenceKind): boolean {
  return DIVISIONS.has(kind);
}
