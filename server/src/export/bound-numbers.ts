import type { StyledWord } from './manuscript/manuscript.js';

/** A unit's word and the blank before its number: a line must not end between them. */
const UNIT =
  /(?<![\p{L}-])((?:[Ss]ub-?)?(?:[Cc]lause|[Ss]ection|[Pp]aragraph|[Aa]rticle|[Rr]egulation|[Rr]ule|[Cc]ondition|[Pp]oint|[Ii]tem|[Rr]ecital|[Pp]art|[Cc]hapter|[Tt]itle|[Tt]able|[Rr]ow|[Ff]igure|[Aa]ppendix|[Aa]nnex|[Ss]chedule|[Ee]xhibit|[Aa]ttachment|[Ff]ootnote|[Qq]uestion)s?|§{1,2}) (?=$|\d|\(\w{1,5}\)|[A-Z]{1,2}\d{0,3}(?!\p{L}))/gu;
/** What the words after such a blank begin with, where they are the number. */
const NUMBER = /^(?:\d|\(\w{1,5}\)|[A-Z]{1,2}\d{0,3}(?!\p{L}))/u;
const NO_BREAK = '\u00a0';

/**
 * Words in which no line ends between the word of a unit and its number, "Clause 8.7". Only blanks
 * are replaced.
 */
export function bindNumbers(words: readonly StyledWord[]): readonly StyledWord[] {
  let bound: StyledWord[] | null = null;
  for (const [index, word] of words.entries()) {
    if (word.kind !== 'text' || !word.text.includes(' ')) continue;
    const text = word.text.replace(UNIT, (found, unit: string, at: number) => {
      const isLast = at + found.length === word.text.length;
      return isLast && !isNumber(words[index + 1]) ? found : `${unit}${NO_BREAK}`;
    });
    if (text === word.text) continue;
    bound ??= [...words];
    bound[index] = { ...word, text };
  }
  return bound ?? words;
}

function isNumber(word: StyledWord | undefined): boolean {
  return word?.kind === 'text' && NUMBER.test(word.text);
}
