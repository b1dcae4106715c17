import type { WordField } from './word-document.js';

/** What a bookmark stands at: the label of its paragraph and the words of it. */
export interface BookmarkedPlace {
  /** As counted now: "20.28", "(a)", "Article II."; '' where the paragraph has no number. */
  readonly label: string;
  /** The labels of the paragraphs around it, outermost first, and its own: "4.", "(a)", "(ii)". */
  readonly path: readonly string[];
  /** Whether the words there go with the tracked changes, and the bookmark with them. */
  readonly isGone: boolean;
}

/** A field with the words that it shows once changes are accepted, or rejected. */
export type ShownField = Pick<WordField, 'code' | 'instruction' | 'result'>;

/** What is wrong with a field. */
export interface FieldFault {
  readonly code: 'field.stale' | 'field.target';
  readonly message: string;
}

/** Fields that name a bookmark first. */
const NAMES_BOOKMARK = /^\s*(?:REF|PAGEREF|NOTEREF|FTNREF)\s+(?:"([^"]{1,120})"|([^\s\\]{1,120}))/i;

/**
 * Holds a field's words, which Word wrote when it last counted, against what they stand for now.
 * Only numbers of paragraphs are compared: a page's number nobody can know but Word.
 * @param places null where a bookmark is not there
 */
export function checkField(
  { code, instruction, result }: ShownField,
  findPlace: (bookmark: string) => BookmarkedPlace | null,
): FieldFault | null {
  const found = NAMES_BOOKMARK.exec(instruction);
  const name = found?.[1] ?? found?.[2];
  if (name === undefined) return null;
  const shown = result.replace(/\s+/g, ' ').trim();
  const place = findPlace(name);
  if (!place && shown === '') return null;
  if (!place)
    return {
      code: 'field.target',
      message: `“${shown.slice(0, 40)}” is a field whose target is gone from the file.`,
    };
  if (place.isGone)
    return {
      code: 'field.target',
      message: `“${shown.slice(0, 40)}” is a field whose target goes with the tracked changes.`,
    };
  const isNumber = /\\[rnw]\b/i.test(instruction);
  if (code !== 'REF' || !isNumber || place.label === '' || shown === '') return null;
  const wanted = /\\w\b/i.test(instruction) ? [place.path.join('')] : [place.label, place.path.join('')];
  // In the place of another, Word leaves out what both share: the end of the path is right too.
  for (let from = 1; from < place.path.length; from++) wanted.push(place.path.slice(from).join(''));
  // “1.1 above” says where the number is as well; “\t” leaves out the words of “Section 1.1”.
  const numbers = /\\p\b/i.test(instruction) ? [shown, shown.replace(/\s\S{1,40}$/, '')] : [shown];
  const labels = /\\t\b/i.test(instruction) ? [...wanted, ...wanted.map(withoutWords)] : wanted;
  const isRight = numbers.some((number) => labels.some((label) => foldLabel(label) === foldLabel(number)));
  return isRight
    ? null
    : {
        code: 'field.stale',
        message: `A reference shows “${shown.slice(0, 40)}”, but its target is numbered “${place.label}” now.`,
      };
}

/**
 * Holds the number that a field shows for a note against the label which the note has in the draft.
 * @param findNote null where a bookmark stands around the call of no note
 */
export function checkNoteField(
  { code, instruction, result }: ShownField,
  findNote: (bookmark: string) => { readonly of: 'footnote' | 'endnote'; readonly label: string } | null,
): FieldFault | null {
  const found = NAMES_BOOKMARK.exec(instruction);
  const name = found?.[1] ?? found?.[2];
  if (!/^(?:NOTEREF|FTNREF)$/.test(code) || name === undefined) return null;
  const shown = result.replace(/\s+/g, ' ').trim();
  const note = findNote(name);
  if (!note)
    return {
      code: 'field.target',
      message: `“${shown.slice(0, 40)}” is a field that calls a note, but no note stands at its target.`,
    };
  // Word counts endnotes in letters and numerals of many kinds.
  const isCounted = note.of === 'footnote' && /^\d+$/.test(note.label);
  const number = /^\d+/.exec(shown)?.[0];
  return isCounted && number !== undefined && number !== note.label
    ? {
        code: 'field.stale',
        message: `A reference shows the note “${shown.slice(0, 40)}”, but its note is ${note.label} in the draft.`,
      }
    : null;
}

/** A label without the words before its number: "1.01" of "Section 1.01". */
function withoutWords(label: string): string {
  return label.replace(/^\s{0,9}(?:\p{L}{2,40}\s{1,9}){1,4}(?=[\p{N}(]|[IVXLC]{1,9}\.?$)/u, '');
}

/** A label without the stop at its end and the spaces that Word leaves out in references. */
function foldLabel(label: string): string {
  return label
    .replace(/[\s\u00a0]+/g, '')
    .replace(/\.(?=\(|$)/g, '')
    .toLowerCase();
}
