import type { ReferenceKind } from './reference.js';

/**
 * The words by which provisions are cited, in the singular; the plural only where it takes more
 * than an "s".
 */
const CITATION_WORDS: readonly { readonly kind: ReferenceKind; readonly word: string; readonly plural?: string }[] = [
  { kind: 'clause', word: 'sub-clause' },
  { kind: 'clause', word: 'clause' },
  { kind: 'section', word: 'section' },
  { kind: 'paragraph', word: 'sub-paragraph' },
  { kind: 'paragraph', word: 'paragraph' },
  { kind: 'table', word: 'table' },
  { kind: 'row', word: 'row' },
  { kind: 'figure', word: 'figure' },
  { kind: 'appendix', word: 'appendix', plural: 'appendices' },
  { kind: 'annex', word: 'annex', plural: 'annexes' },
  { kind: 'schedule', word: 'schedule' },
  { kind: 'attachment', word: 'attachment' },
  { kind: 'footnote', word: 'footnote' },
];

/** Kinds that a reference can be part of by "of": "row 2A of Table 9.3". */
const WHOLES: Readonly<Partial<Record<ReferenceKind, readonly ReferenceKind[]>>> = {
  row: ['table', 'figure'],
  paragraph: ['clause', 'section', 'paragraph', 'appendix', 'annex', 'schedule', 'row', 'table'],
  clause: ['appendix', 'annex', 'schedule', 'attachment'],
  section: ['appendix', 'annex', 'schedule', 'attachment'],
  table: ['appendix', 'annex', 'schedule', 'attachment', 'section', 'clause'],
  figure: ['appendix', 'annex', 'schedule', 'attachment', 'section'],
  footnote: ['clause', 'section', 'paragraph', 'table'],
};

const DIVISIONS: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>(['appendix', 'annex', 'schedule', 'attachment']);

const KIND_OF_FORM: ReadonlyMap<string, ReferenceKind> = new Map(
  CITATION_WORDS.flatMap(({ kind, word, plural = `${word}s` }) =>
    [word, plural].map((form) => [form.replace('-', ''), kind] as const),
  ),
);

/**
 * Every form of every word, hyphen or none, as one alternative of an expression that ignores case.
 */
const ANY_FORM = CITATION_WORDS.map(({ word, plural }) =>
  plural ? `${plural}|${word}` : `${word.replace('-', '-?')}s?`,
).join('|');

/** A keyword of a reference (group 1), or the series of a question (group 2): "FTC Q". */
const KEYWORD = `(?<![\\w-])(${ANY_FORM})(?![\\w-])|(?<![\\w-])([A-Z][A-Z0-9]{1,9}) Q(?=\\d)`;

/** Finds the next keyword from `lastIndex` on. */
export const NEXT_KEYWORD = new RegExp(KEYWORD, 'gi');
/** A keyword that begins at `lastIndex`. */
export const KEYWORD_HERE = new RegExp(KEYWORD, 'iy');
/**
 * A keyword before a further number of a list, with the space after it: "Clause 4.2 and clause
 * 5.1".
 */
export const REPEATED_KEYWORD = new RegExp(`(?:${ANY_FORM}) ?`, 'iy');
/** A space and a keyword at the start of a text. */
export const LEADING_KEYWORD = new RegExp(`^ (?:${ANY_FORM})\\b`, 'i');
/** A keyword with its number at the start of a text: "Table 9.3", "Section A". */
export const NUMBERED_KEYWORD = new RegExp(`^(?:${ANY_FORM}) [\\d([A-Z]`, 'i');

/** What a keyword such as "Sub-clauses" cites, or null. */
export function lookUpKeyword(keyword: string): ReferenceKind | null {
  return KIND_OF_FORM.get(keyword.toLowerCase().replace('-', '')) ?? null;
}

/** Whether a reference of one kind can be part of one of another by "of". */
export function canBePartOf(part: ReferenceKind, whole: ReferenceKind): boolean {
  return WHOLES[part]?.includes(whole) ?? false;
}

/** Whether a reference is to an appendix or the like, which other instruments have too. */
export function isDivisionKind(kind: ReferenceKind): boolean {
  return DIVISIONS.has(kind);
}
