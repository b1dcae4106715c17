import type { Draft } from '../model/draft.js';
import { findFirst } from '../model/find-first.js';
import { findSourceSpan, readInline } from '../model/inline/inline.js';
import { getOrCreate } from '../model/memo.js';
import type { Span } from '../model/text.js';

/** A text as words are looked for in it: white space folded, every quotation mark a straight one. */
export interface FoldedWords {
  readonly text: string;
  /** Where each character stood, and the end of the text. */
  readonly offsets: readonly number[];
}

const folded = new WeakMap<Draft, FoldedWords>();

/** Folds a text. Characters without width go; what they were is no part of any word. */
export function foldForSearch(source: string): FoldedWords {
  const offsets: number[] = [];
  const chars: string[] = [];
  let isSpace = false;
  for (let at = 0; at < source.length; at++) {
    const char = source.charAt(at);
    const plain = foldCharacter(char);
    if (plain === '') continue;
    if (plain === ' ' && isSpace) continue;
    isSpace = plain === ' ';
    chars.push(plain);
    offsets.push(at);
  }
  offsets.push(source.length);
  return { text: chars.join(''), offsets };
}

function foldCharacter(char: string): string {
  const code = char.charCodeAt(0);
  if (code < 0x7f) return code === 9 || code === 10 || code === 13 ? ' ' : char;
  if (code === 0xad || (code >= 0x200b && code <= 0x200f) || code === 0x2060 || code === 0xfeff) return '';
  if ('“”„«»'.includes(char)) return '"';
  if ('‘’'.includes(char)) return "'";
  if ('‐‑'.includes(char)) return '-';
  return /\s/.test(char) ? ' ' : char;
}

function foldDraft(draft: Draft): FoldedWords {
  return getOrCreate(folded, draft, () => foldForSearch(draft.text));
}

/** The words from an offset of a draft on, as they are looked for; `most` characters of them. */
export function findFoldedWords(draft: Draft, offset: number, most: number): string {
  const { text, offsets } = foldDraft(draft);
  const at = findFirst(offsets, (each) => each >= offset);
  return text.slice(at, at + most);
}

/** Whether words stand at an offset of a draft, and end there where a word does. */
export function standsAt(draft: Draft, offset: number, words: string): boolean {
  const known = foldDraft(draft);
  const wanted = foldForSearch(words).text.trim();
  const at = findFirst(known.offsets, (each) => each >= offset);
  return wanted !== '' && known.text.startsWith(wanted, at) && !isInWord(known.text, at + wanted.length);
}

/**
 * Where words stand in a part of a draft, as offsets in its text: whole words only, whatever the
 * white space and the form of the quotation marks. Where the source has mark-up among them, they
 * are found as a reader sees them.
 */
export function findWordsIn(draft: Draft, scope: Span, words: string): Span[] {
  const known = foldDraft(draft);
  const wanted = foldForSearch(words).text.trim();
  if (wanted === '') return [];
  const from = findFirst(known.offsets, (offset) => offset >= scope.start);
  const to = findFirst(known.offsets, (offset) => offset >= scope.end);
  const found = findWhole(known.text, wanted, from, to).map((at) => ({
    start: known.offsets[at]!,
    end: known.offsets[at + wanted.length - 1]! + 1,
  }));
  return found.length > 0 ? found : findVisible(draft, scope, wanted);
}

function findWhole(text: string, wanted: string, from: number, to: number): number[] {
  const found: number[] = [];
  // What stands behind the scope is not searched.
  const scope = text.slice(from, to);
  for (let at = scope.indexOf(wanted); at >= 0; at = scope.indexOf(wanted, at + 1))
    if (isWholeAt(text, from + at, from + at + wanted.length)) found.push(from + at);
  return found;
}

/** Whether words begin and end where words of the text do. */
function isWholeAt(text: string, start: number, end: number): boolean {
  return !isInWord(text, start) && !isInWord(text, end);
}

/** Whether a place is within a word or a number: "4.21", "10,000", "£5". */
export function isInWord(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  const after = text.charAt(at);
  if (isWordCharacter(before) && isWordCharacter(after)) return true;
  const isDigit = (char: string) => char >= '0' && char <= '9';
  if (/[£$€]/.test(before) && isDigit(after)) return true;
  if (/[%‰°]/.test(after) && isDigit(before)) return true;
  if (/[.,]/.test(after) && isDigit(before) && isDigit(text.charAt(at + 1))) return true;
  return /[.,]/.test(before) && isDigit(after) && isDigit(text.charAt(at - 2));
}

function isWordCharacter(char: string): boolean {
  return char !== '' && /[\p{L}\p{N}\p{M}]/u.test(char);
}

/** Marks of emphasis and code; words that hold one end of a pair only cannot be replaced. */
const MARKS = /\*+|_+|`+|~~/g;

function findVisible(draft: Draft, scope: Span, wanted: string): Span[] {
  const found: Span[] = [];
  const first = Math.max(0, draft.blockAt(scope.start));
  for (let index = first; index < draft.blocks.length && draft.startOf(index) < scope.end; index++) {
    const block = draft.block(index);
    if (block.kind !== 'paragraph' && block.kind !== 'heading') continue;
    const inline = readInline(block);
    if (inline.text === block.text) continue;
    const visible = foldForSearch(inline.text);
    for (const at of findWhole(visible.text, wanted, 0, visible.text.length)) {
      const span = findSourceSpan(inline, visible.offsets[at]!, visible.offsets[at + wanted.length - 1]! + 1);
      const placed = draft.inText(index, span);
      const marks = block.text.slice(span.start, span.end).match(MARKS) ?? [];
      if (placed.start < scope.start || placed.end > scope.end || marks.length % 2 === 1) continue;
      found.push(placed);
    }
  }
  return found;
}
