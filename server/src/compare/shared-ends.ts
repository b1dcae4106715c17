import { MONTH_NAMES } from '../analysis/dates/calendar.js';

/**
 * The least and the greatest number of characters around a difference that are compared with it.
 */
const LEAST_AROUND = 24;
const MOST_AROUND = 4000;

/** How many characters two texts share at their starts and at their ends. */
export interface SharedEnds {
  readonly start: number;
  readonly end: number;
}

/**
 * How many characters two differing texts share at their starts and ends and need not be compared.
 * A margin of as many characters as differ is left out of that, because inserted words may repeat
 * right before or after, and so are numbers in a list, which are compared by what they name.
 */
export function findSharedEnds(oldText: string, newText: string): SharedEnds {
  const most = Math.min(oldText.length, newText.length);
  let start = 0;
  while (start < most && oldText.charCodeAt(start) === newText.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < most - start &&
    oldText.charCodeAt(oldText.length - 1 - end) === newText.charCodeAt(newText.length - 1 - end)
  )
    end++;
  const around = Math.min(MOST_AROUND, LEAST_AROUND + Math.max(oldText.length, newText.length) - start - end);
  start = endOfWordBefore(oldText, start - around);
  end = oldText.length - startOfWordAfter(oldText, oldText.length - end + around);
  return { start, end };
}

/** Words between which no cut is made: numbers, the words that join them, and dates. */
const RUNS_ON = new RegExp(`[d(]|^(?:and|or|to|and/or|${MONTH_NAMES})$`);

/**
 * The end of the last word at or before an offset where a text can be cut; 0 where there is none.
 */
function endOfWordBefore(text: string, offset: number): number {
  let at = offset;
  for (;;) {
    while (at > 0 && !isSpaceAt(text, at)) at--;
    while (at > 0 && isSpaceAt(text, at - 1)) at--;
    if (at <= 0) return 0;
    let word = at;
    while (word > 0 && !isSpaceAt(text, word - 1)) word--;
    if (!RUNS_ON.test(text.slice(word, at))) return at;
    at = word - 1;
  }
}

/**
 * The start of the first word at or after an offset where a text can be cut; the text's length
 * where there is none.
 */
function startOfWordAfter(text: string, offset: number): number {
  const { length } = text;
  let at = offset;
  for (;;) {
    while (at < length && !isSpaceAt(text, at - 1)) at++;
    while (at < length && isSpaceAt(text, at)) at++;
    if (at >= length) return length;
    let word = at;
    while (word < length && !isSpaceAt(text, word)) word++;
    if (!RUNS_ON.test(text.slice(at, word))) return at;
    at = word + 1;
  }
}

function isSpaceAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || code === 10 || code === 13 || code === 9;
}
