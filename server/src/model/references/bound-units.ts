/** The word of a unit, in the singular or the plural. */
const UNIT_WORD = String.raw`(?<![\p{L}-])(?:[Ss]ub-?)?(?:[Cc]lause|[Ss]ection|[Pp]aragraph|[Aa]rticle|[Rr]egulation|[Rr]ule|[Cc]ondition|[Pp]oint|[Ii]tem|[Rr]ecital|[Pp]art|[Cc]hapter|[Tt]itle|[Tt]able|[Rr]ow|[Ff]igure|[Aa]ppendix|[Aa]nnex|[Ss]chedule|[Ee]xhibit|[Aa]ttachment|[Ff]ootnote|[Qq]uestion)s?`;
/** What its number begins with. */
const NUMBER_AHEAD = String.raw`(?=\d|\(\w{1,5}\)|[A-Z]{1,2}\d{0,3}(?!\p{L}))`;
/** A unit's word and the blank before its number. */
const UNIT_BEFORE_NUMBER = new RegExp(`${UNIT_WORD} ${NUMBER_AHEAD}`, 'gu');
/** The same where no line can end. */
const BOUND = new RegExp(String.raw`${UNIT_WORD}\u00a0${NUMBER_AHEAD}`, 'gu');
export const NO_BREAK = '\u00a0';

const NO_BLANKS: readonly number[] = [];

/**
 * The blanks between the word of a unit and its number, at which a line must not end: their places
 * in a text, in order.
 */
export function findUnitBlanks(text: string): readonly number[] {
  // It is asked of each paragraph of an export: `matchAll` would copy the expression each time.
  UNIT_BEFORE_NUMBER.lastIndex = 0;
  if (!UNIT_BEFORE_NUMBER.test(text)) return NO_BLANKS;
  const found: number[] = [];
  do found.push(UNIT_BEFORE_NUMBER.lastIndex - 1);
  while (UNIT_BEFORE_NUMBER.test(text));
  return found;
}

/** Whether a text has a no-break space between the word of a unit and its number. */
export function holdsBoundNumber(text: string): boolean {
  return text.search(BOUND) >= 0;
}

/** A text with blanks in place of the no-break spaces between units and their numbers. */
export function releaseNumbers(text: string): string {
  return text.replace(BOUND, (unit) => `${unit.slice(0, -1)} `);
}
