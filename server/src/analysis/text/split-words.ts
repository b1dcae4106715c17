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
    words.push(cutWord(text, start, end));
    start = end;
  }
  return words;
}

/** A longer piece of a text keeps the whole text in memory; words of texts are seldom longer. */
const LONGEST_KEPT = 12;
/** Words that were cut out before, each at the place of its hash; a power of two. */
const cutWords: string[] = new Array(1 << 14).fill('');

/**
 * A word of a text, which is the same string as the last time: words come again and again, and a
 * string that was looked up before is found again without reading it.
 */
function cutWord(text: string, start: number, end: number): string {
  const length = end - start;
  if (length > LONGEST_KEPT) return text.slice(start, end);
  let hash = length;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  const place = (hash ^ (hash >>> 14)) & (cutWords.length - 1);
  const known = cutWords[place] ?? '';
  if (known.length === length && text.startsWith(known, start)) return known;
  const word = text.slice(start, end);
  cutWords[place] = word;
  return word;
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
