import { isSpaceOrTab, type Span } from '../text.js';
import { REACH } from './head-source.js';

/** The first words of a block or a line as a reader sees them. */
export interface View {
  /** The words, mark-up left out. */
  readonly text: string;
  /** Where the first of its characters stands in the block's text. */
  readonly start: number;
  /**
   * Where each of its characters, and its end, stands there; null where they follow one another.
   */
  readonly offsets: readonly number[] | null;
}

/** What is not read as it is written. */
const MARKUP = /[*_\\<&\t\u00a0\u00ad\u2000-\u200a\u202f\u3000]/;
/** A space as wide as letters are, with which some pages indent their lines. */
const WIDE_SPACE = /[\u00a0\u2000-\u200a\u202f\u3000]/;
const STYLE_TAG = /^<\/?(?:b|strong|i|em|u)>|^<\/?(?:a|span)(?:\s[^<>]{0,150})?>/i;
const BRACKET = 91;
/** "[F3(3) …": the note of a consolidated text, whose words begin behind it. */
const NOTE_OF_CHANGE = /^\[F\d{1,4}(?: (?=[(\d"“‘])|(?=[("“‘]))/;
const NBSP = '&nbsp;';
const GREATER = 62;
const SPACE = 32;

/**
 * The words of a text from `from`, white space and signs of quotation aside, up to `to` at most.
 */
export function readView(text: string, from: number, to: number): View {
  const end = Math.min(to, from + REACH);
  let start = from;
  while (start < end && isBeforeWords(text, start)) start++;
  if (text.charCodeAt(start) === BRACKET) start += NOTE_OF_CHANGE.exec(text.slice(start, start + 8))?.[0].length ?? 0;
  const written = text.slice(start, end);
  if (!MARKUP.test(written)) return { text: written, start, offsets: null };
  let shown = '';
  const offsets: number[] = [];
  let at = start;
  while (at < end) {
    const plain = findPlainEnd(text, at, end);
    if (plain > at && (shown !== '' || text.charCodeAt(at) !== SPACE)) {
      shown += text.slice(at, plain);
      for (; at < plain; at++) offsets.push(at);
      continue;
    }
    const [character, length] = readCharacter(text, at, shown);
    if (character !== '' && (character !== ' ' || shown !== '')) {
      shown += character;
      // An escaped character is where its backslash is.
      offsets.push(at);
    }
    at += length;
  }
  offsets.push(at);
  return { text: shown, start, offsets };
}

/** Where the letters end that are read as they are written. */
function findPlainEnd(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isPlainCode(text.charCodeAt(at))) at++;
  return at;
}

/** Whether a character is of ASCII and no mark-up. */
function isPlainCode(code: number): boolean {
  // Tab, &, *, <, \\ and _ are mark-up.
  return code < 128 && code !== 9 && code !== 38 && code !== 42 && code !== 60 && code !== 92 && code !== 95;
}

function isBeforeWords(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isSpaceOrTab(code) || code === GREATER || (code > 127 && WIDE_SPACE.test(text.charAt(at)));
}

/**
 * The character shown for what stands at `at`, empty for mark-up, and how many characters were
 * written for it.
 */
function readCharacter(text: string, at: number, before: string): readonly [character: string, length: number] {
  const written = text.charAt(at);
  const next = text.charAt(at + 1);
  switch (written) {
    case '*':
    case '\u00ad':
      return ['', 1];
    case '_':
      // Within a word it is one of its characters.
      return /\w/.test(before.charAt(before.length - 1)) && /\w/.test(next) ? [written, 1] : ['', 1];
    case '\\':
      return /[!-/:-@[-`{-~]/.test(next) ? [next, 2] : [written, 1];
    case '<':
      return readTag(text, at);
    case '&':
      return text.startsWith(NBSP, at) ? [' ', NBSP.length] : [written, 1];
    case '\t':
      return [' ', 1];
    default:
      return [WIDE_SPACE.test(written) ? ' ' : written, 1];
  }
}

function readTag(text: string, at: number): readonly [character: string, length: number] {
  const tag = STYLE_TAG.exec(text.slice(at, at + 160))?.[0];
  return tag === undefined ? ['<', 1] : ['', tag.length];
}

/** Where in the block a visible character, or the end of all, stands. */
function toBlockOffset({ text, start, offsets }: View, index: number): number {
  const within = Math.min(index, text.length);
  return offsets ? offsets[within]! : start + within;
}

/** Where in the block the visible characters from `from` up to `to` stand. */
export function toBlockSpan(view: View, from: number, to: number): Span {
  const start = toBlockOffset(view, from);
  return { start, end: to > from ? toBlockOffset(view, to - 1) + 1 : start };
}

/** Where in the block the words after a label stand that ends at the visible character `from`. */
export function findBodyStart(view: View, from: number): number {
  let at = from;
  while (view.text.charAt(at) === ' ') at++;
  return toBlockOffset(view, at);
}
