import { holdsSameItems } from '../model/same-items.js';
import type { EditClass } from './change.js';
import type { Hunk } from './hunk.js';
import { NUMBER, SIGN, type Tokens } from './tokens.js';

/**
 * The class of a difference by its words alone. Only references can show that it is consequential.
 */
export function classOf(hunk: Hunk, oldTokens: Tokens, newTokens: Tokens): Exclude<EditClass, 'consequential'> {
  if (hunk.oldStart === hunk.oldEnd ? hasWord(newTokens, hunk.newStart, hunk.newEnd) : hasWordsOut(hunk, oldTokens))
    return 'substance';
  if (areLinkSigns(oldTokens, hunk.oldStart, hunk.oldEnd) && areLinkSigns(newTokens, hunk.newStart, hunk.newEnd))
    return 'formatting';
  const deleted = readVisible(oldTokens, hunk.oldStart, hunk.oldEnd);
  const inserted = readVisible(newTokens, hunk.newStart, hunk.newEnd);
  if (holdsSameItems(deleted, inserted)) return 'formatting';
  const plainDeleted = deleted.map(withoutPunctuation).filter((word) => word !== '');
  const plainInserted = inserted.map(withoutPunctuation).filter((word) => word !== '');
  if (holdsSameItems(plainDeleted, plainInserted)) return 'typographical';
  if (isSpacedApart(plainDeleted, plainInserted)) return 'typographical';
  if (plainDeleted.length !== plainInserted.length) return 'substance';
  const differing = plainDeleted.flatMap((word, index) =>
    word === plainInserted[index] ? [] : [[word, plainInserted[index]!]],
  );
  const [pair] = differing;
  return differing.length === 1 && pair && isOneLetter(pair[0]!, pair[1]!) ? 'typographical' : 'substance';
}

/** Whether words differ by spaces alone, none of them beside a digit but as in "RFC 2119" and "RFC2119". */
function isSpacedApart(a: readonly string[], b: readonly string[]): boolean {
  if (a.join('') !== b.join('')) return false;
  return !/\d/.test(a.join('')) || joinNumbers(a) === joinNumbers(b);
}

function joinNumbers(words: readonly string[]): string {
  return words.join(' ').replace(/(?<=\p{L}{2}) (?=\d)/gu, '');
}

/** Whether words were only taken out. */
function hasWordsOut(hunk: Hunk, oldTokens: Tokens): boolean {
  return hunk.newStart === hunk.newEnd && hasWord(oldTokens, hunk.oldStart, hunk.oldEnd);
}

function hasWord(tokens: Tokens, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (tokens.kinds[i] !== SIGN) return true;
  return false;
}

/** The most tokens between the brackets of a link. */
const MOST_LINKED = 60;

/** Whether tokens are nothing but the brackets of links: "[Section 4](#4)". */
function areLinkSigns(tokens: Tokens, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!isLinkSign(tokens, i)) return false;
  return true;
}

function isLinkSign(tokens: Tokens, index: number): boolean {
  const sign = tokens.textAt(index);
  if (sign === ']') return tokens.textAt(index + 1) === '(' || tokens.text.startsWith('(#', tokens.ends[index]);
  if (sign !== '[') return false;
  const end = Math.min(tokens.count, index + MOST_LINKED);
  for (let i = index + 1; i < end; i++) {
    const next = tokens.textAt(i);
    if (next === ']') return isLinkSign(tokens, i);
    if (next === '[') return false;
  }
  return false;
}

function readVisible(tokens: Tokens, from: number, to: number): string[] {
  const words: string[] = [];
  for (let i = from; i < to; i++) {
    const text = tokens.textAt(i);
    words.push(tokens.kinds[i] === NUMBER ? text.replace(/\\/g, '') : text);
  }
  return words;
}

/**
 * A token in lower case without punctuation; empty where it is punctuation only. Meaningful signs
 * stay.
 */
function withoutPunctuation(token: string): string {
  if (/^\d/.test(token)) return token.toLowerCase();
  return token.toLowerCase().replace(/[.,;:!?'"‘’“”«»()[\]{}\u00ad‐‑‒–—―…·•>-]/g, '');
}

/**
 * Whether two words differ by one letter (replaced, left out or doubled) or by two that changed
 * places. Short words are words in their own right ("may", "way"), and so is a plural.
 */
function isOneLetter(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 4 || Math.abs(a.length - b.length) > 1 || /[^\p{L}]/u.test(a + b)) return false;
  if (`${a}s` === b || `${b}s` === a) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
