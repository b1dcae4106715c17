/** Words by which numbers are kept open, as alternatives of an expression that ignores case. */
export const KEPT_WORDS =
  'reserved|deleted|not used|unused|repealed|omitted|revoked|rescinded|withdrawn|spare|spent|vacant|expired|blank|left blank';
const IS_KEPT = new RegExp(String.raw`^[.:)]?[ *_]{0,4}(?:[–—-] ?)?[[(]?(?:intentionally )?(?:${KEPT_WORDS})\b`, 'i');
const LONGEST_KEPT = 60;
const KEPT_ALONE = new RegExp(String.raw`^[\s*_]{0,6}[[(]?(?:intentionally )?(?:${KEPT_WORDS})[.\])*_\s]{0,8}$`, 'i');
/** A hyphen with no blank stands within the number of a town's code: "Sec. 2-11. Reserved". */
const RANGE = /^([A-Z]?\d{1,4}[A-Z]{0,2}(?:[.-]\d{1,4}[A-Z]{0,2}){0,4})(?: ?[–—] ?| - )[A-Z]?\d/;

/** "1.2-1.3": a point on either side of a hyphen makes two numbers of it. */
const RANGE_OF_POINTS = /^([A-Z]?\d{1,4}[A-Z]{0,2}(?:\.\d{1,4}[A-Z]{0,2}){1,4})-[A-Z]?\d{1,4}[A-Z]{0,2}\.\d/;
/** "7.6-7.9" behind "§§" or "Sections". */
const RANGE_OF_PLURAL = /^([A-Z]?\d{1,4}[A-Z]{0,2}(?:\.\d{1,4}[A-Z]{0,2}){0,4})-[A-Z]?\d/;

/**
 * The first number of "3–5 Repealed", which is no number with a hyphen within; null for any other.
 * @param number as written
 * @param rest the words behind it
 * @param isPlural whether a word in the plural, or "§§", stands before the number
 */
export function readFirstOfKept(number: string, rest: string, isPlural = false): string | null {
  if (!IS_KEPT.test(rest)) return null;
  return (
    (RANGE.exec(number) ?? RANGE_OF_POINTS.exec(number) ?? (isPlural ? RANGE_OF_PLURAL.exec(number) : null))?.[1] ??
    null
  );
}

/** Whether the words behind a number say no more than that it is kept: "[Reserved]", "Not used". */
export function saysKept(words: string): boolean {
  return words.length <= LONGEST_KEPT && KEPT_ALONE.test(words);
}
