/** Numbers that are written as words, and what is put behind a number in Latin. */

/** "5 bis", "5ter": what was put in after 5. */
export const LATIN_SUFFIXES = 'bis|ter|quater|quinquies|sexies';

/** Of one to twenty. */
export const CARDINALS: readonly string[] = [
  ...['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen'],
  ...['fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen', 'twenty'],
];
/** Of first to twentieth. */
export const ORDINALS: readonly string[] = [
  ...['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth', 'eleventh'],
  ...['twelfth', 'thirteenth', 'fourteenth', 'fifteenth', 'sixteenth', 'seventeenth', 'eighteenth', 'nineteenth'],
  'twentieth',
];

/** The words for 1 to 20, "One" and "FIRST", as alternatives of an expression. The longer come first. */
export const NUMBER_WORDS = [...CARDINALS, ...ORDINALS]
  .toSorted((a, b) => b.length - a.length)
  .flatMap((word) => [capitaliseNumberWord(word), word.toUpperCase()])
  .join('|');

/** "One" for "ONE". */
export function capitaliseNumberWord(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

/** Whether a word is a number from one to twenty, or counts so. */
export function isNumberWord(word: string): boolean {
  return readNumberWord(word) > 0;
}

/** What a word counts, 1 for "One" and "First"; 0 where it is none of these. */
export function readNumberWord(word: string): number {
  const own = word.toLowerCase();
  return Math.max(CARDINALS.indexOf(own), ORDINALS.indexOf(own)) + 1;
}

/** The words for a number: "One" and "First" for 1. */
export function listNumberWords(value: number): string[] {
  return [CARDINALS, ORDINALS].flatMap((words) => {
    const word = words[value - 1];
    return word === undefined ? [] : capitaliseNumberWord(word);
  });
}
