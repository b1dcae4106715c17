/** The word of a unit, in the singular or the plural. */
const UNIT_WORD = String.raw`(?<![\p{L}-])(?:[Ss]ub-?)?(?:[Cc]lause|[Ss]ection|[Pp]aragraph|[Aa]rticle|[Rr]egulation|[Rr]ule|[Cc]ondition|[Pp]oint|[Ii]tem|[Rr]ecital|[Pp]art|[Cc]hapter|[Tt]itle|[Tt]able|[Rr]ow|[Ff]igure|[Aa]ppendix|[Aa]nnex|[Ss]chedule|[Ee]xhibit|[Aa]ttachment|[Ff]ootnote|[Qq]uestion)s?`;
/** What its number begins with. */
const NUMBER_AHEAD = String.raw`(?=\d|\(\w{1,5}\)|[A-Z]{1,2}\d{0,3}(?!\p{L}))`;
/** A unit's word and the blank before its number: a line must not end between them. */
export const UNIT_BEFORE_NUMBER = new RegExp(`${UNIT_WORD} ${NUMBER_AHEAD}`, 'gu');
/** The same where no line can end. */
const BOUND = new RegExp(String.raw`${UNIT_WORD}\u00a0${NUMBER_AHEAD}`, 'gu');
export const NO_BREAK = '\u00a0';

/** Whether a text has a no-break space between the word of a unit and its number. */
export function holdsBoundNumber(text: string): boolean {
  return text.search(BOUND) >= 0;
}

/** A text with blanks in place of the no-break spaces between units and their numbers. */
export function releaseNumbers(text: string): string {
  return text.replace(BOUND, (unit) => `${unit.slice(0, -1)} `);
}
