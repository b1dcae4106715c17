import { ALPHANUMERIC, kindAt, kindOf } from './letters.js';

/** A letter or digit beyond the first plane of Unicode is two characters, which only patterns know. */
const BEYOND = /[\ud800-\udfff]/;

/**
 * The words of a text: letters and digits, and marks between them.
 * @param marks the marks that a word can hold, such as an apostrophe
 * @param pattern the same as a regular expression, for texts in rare scripts
 */
export function splitWords(text: string, marks: string, pattern: RegExp): string[] {
  if (BEYOND.test(text)) return text.match(pattern) ?? [];
  const words: string[] = [];
  for (let start = 0; start < text.length; start++) {
    if (!(kindOf(text.charCodeAt(start)) & ALPHANUMERIC)) continue;
    const end = findWordEnd(text, start, marks);
    words.push(text.slice(start, end));
    start = end;
  }
  return words;
}

/** Where the word ends that starts at a place: marks belong to it where a letter or digit follows. */
export function findWordEnd(text: string, start: number, marks: string): number {
  let end = start + 1;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (kindOf(code) & ALPHANUMERIC) continue;
    // Most words end with a blank, which is no mark.
    if (code === 32 || !marks.includes(text.charAt(end)) || !(kindAt(text, end + 1) & ALPHANUMERIC)) break;
  }
  return end;
}
