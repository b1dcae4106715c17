import { isInsertion } from '../structure/markers.js';
import { readFirstOfKept } from './kept-range.js';
import type { View } from './view.js';

/** "20.28", "H14.36C". */
const CLAUSE = /^((?:[A-Z]{1,2})?\d{1,3}[A-Z]{0,2}(?:\.\d{1,3}){1,4}[A-Z]{0,3})\.?(?=\s|$)/;
/** "1.4.1a" and "100.1b": the rules of a game, with letters below their numbers. */
const LETTERED_CLAUSE =
  /^(\d{1,3}(?:\.\d{1,3}){1,4}[a-z])(?:\.?(?= {1,4}["“‘'([*_]{0,3}\p{Lu})|(?<=\.\d{1,3}\.\d{1,3}[a-z])\.(?= {1,4}\S))/u;
/** "1.2" of "1.2–1.4 Not used". */
const KEPT_CLAUSES = /^([A-Z]{0,2}\d{1,3}(?:\.\d{1,3}){1,4}) ?[–—-] ?[A-Z]{0,2}\d{1,3}(?:\.\d{1,3}){1,4}(?=[\s.:])/;
/** What follows a number that counts something, and so is not a clause's: "4.5 million", "8.5 x 11". */
const COUNTED =
  /^ (?:million|billion|trillion|per ?cent|percentage|%|times|pence|pounds|dollars|euros?|degrees|(?:square |cubic )?(?:milli|centi|kilo)?(?:met(?:re|er)s?|gram(?:me)?s?|lit(?:re|er)s?|watts?|volts?|hertz)|miles|yards|feet|inches|acres|hectares|tonnes?|tons|hours?|days?|weeks?|months?|years?|[kMG]?(?:Wh?|VA|V|Hz)|[kcm]m|kg|[x×] ?\d{1,5}(?:\.\d{1,3})?)(?![\w-])/;
/** "(a)", or "a)" without the first bracket. */
const ITEM =
  /^(?:\(([a-z]{1,8}(?:\.\d{1,2})?|[A-Z]{1,8}(?:\.\d{1,2})?|\d{1,3}(?:[A-Z]{0,2}|\.\d{1,2}))\)|([a-z]{1,4}|[A-Z]{1,2}|\d{1,3}[A-Z]{0,2})\))(?=\s|$|\(|[–—-] ?\([a-zA-Z\d]{1,4}\)[ *_]{0,3}(?:[[(]|(?:[Rr]eserved|[Dd]eleted|[Nn]ot used|NOT USED|[Rr]epealed|[Oo]mitted|[Rr]evoked|[Ss]pent|[Vv]acant|[Ee]xpired)\b)|(?<=\))\.[ \u00a0]["“‘']?\p{Lu}|(?<=\(\3([a-z])\))\p{Ll}{2})/u;
/** "(C) Some Company 2003", which counts nothing. */
const COPYRIGHT = /^\([Cc]\) (?:[Cc]opyright\b|(?:19|20)\d\d\b|\p{Lu}[^.;:]{0,60} (?:19|20)\d\d\.?$)/u;
/** "a. under …", the old way of writing (a): small letters alone, as "A. Smith" is a name. */
const DOTTED_ITEM = /^([a-z]|[ivx]{2,5})\.(?= +\S)(?! +[a-z]\.)/;
const ROMAN = /^(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/;

/** What a line is labelled with: "20.28", "(a)". */
export interface LineLabel {
  readonly kind: 'clause' | 'item';
  /** The number of a clause, the marker of an item without its brackets. */
  readonly number: string;
  /** How many characters it takes at the start of the view. */
  readonly length: number;
  /** Whether the marker can be the first of its list: (a), (i), (A), (1). */
  readonly canBeFirst: boolean;
  /** Whether it is written "a." */
  readonly isDotted: boolean;
}

/** The number or the marker that the first words of a line are; null where they are only words. */
export function readLabel({ text }: View): LineLabel | null {
  const [clause = '', number = ''] = CLAUSE.exec(text) ?? [];
  if (clause !== '' && !COUNTED.test(text.slice(clause.length)))
    return { kind: 'clause', number, length: clause.length, canBeFirst: false, isDotted: false };
  const [lettered = '', own = ''] = LETTERED_CLAUSE.exec(text) ?? [];
  if (lettered !== '')
    return { kind: 'clause', number: own, length: lettered.length, canBeFirst: false, isDotted: false };
  const [kept = '', first = ''] = KEPT_CLAUSES.exec(text) ?? [];
  if (kept !== '' && readFirstOfKept(kept, text.slice(kept.length, kept.length + 60)) === first)
    return { kind: 'clause', number: first, length: first.length, canBeFirst: false, isDotted: false };
  const bracketed = COPYRIGHT.test(text) ? null : ITEM.exec(text);
  const found = bracketed ?? DOTTED_ITEM.exec(text);
  if (!found) return null;
  const [written, enclosed, second] = found;
  const marker = enclosed ?? second ?? '';
  if (!isItemMarker(marker, bracketed !== null && enclosed !== undefined)) return null;
  const canBeFirst = /^(?:a|i|A|I|1)$/.test(marker);
  return { kind: 'item', number: marker, length: written.length, canBeFirst, isDotted: !bracketed };
}

/**
 * @param isEnclosed whether it stands between two brackets: then it may be an insertion such as
 * (ba) after (b)
 */
function isItemMarker(marker: string, isEnclosed: boolean): boolean {
  const lower = marker.toLowerCase();
  if (/^\d{1,3}[A-Z]{1,2}$/.test(marker) || (isEnclosed && isInsertion(marker))) return true;
  return /^(?:\d+|([a-z])\1{0,2}|a[a-z])$/.test(lower) || ROMAN.test(lower);
}
