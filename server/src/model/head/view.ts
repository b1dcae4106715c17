import { isSpaceOrTab, type Span } from '../text.js';
import { hasWideSign, narrowSigns } from '../wide-signs.js';
import { REACH } from './head-source.js';

/** The first words of a block or a line as a reader sees them. */
export interface View {
  /** The words, mark-up left out. */
  readonly text: string;
  /** Where the first of its characters stands in the block's text. */
  readonly start: number;
  /**
   * Its pieces that follow one another there, as the offset of each in the words and in the block's
   * text, in turn; null where all of them do.
   */
  readonly pieces: readonly number[] | null;
}

/** What is not read as it is written, of the first 128 characters. */
const ASCII_MARKUP = Uint8Array.from({ length: 128 }, (_, code) =>
  '*_\\<&\t'.includes(String.fromCharCode(code)) ? 1 : 0,
);
const SOFT_HYPHEN = 0xad;
/** A space as wide as letters are, with which some pages indent their lines. */
const WIDE_SPACE = /[\u00a0\u2000-\u200a\u202f\u3000]/;
const STYLE_TAG = /^<\/?(?:b|strong|i|em|u)>|^<\/?(?:a|span)(?:\s[^<>]{0,150})?>/i;
const BRACKET = 91;
/** "[F3(3) …": the note of a consolidated text, whose words begin behind it. */
const NOTE_OF_CHANGE = /^\[F\d{1,4}(?: (?=[(\d"“‘])|(?=[("“‘]))/;
/** "F3[(3) …" and "F3[12A. …": the same, as other publishers write it. */
const NOTE_BEFORE_BRACKET = /^[*_]{0,3}[FCE]\d{1,4}\[(?=[*_]{0,3}(?:[(\d"“‘]|(?:PART|CHAPTER|SCHEDULE)\b))/;
/** With what such a note begins, and how long it is with what follows at most. */
const BEFORE_NOTE = 'FCE*_';
const LONGEST_NOTE = 24;
/** "[2.10 If …": a provision that stands or falls as a whole begins with the bracket around it. */
const OPTIONAL =
  /^\[(?=(?:\d{1,3}(?:\.\d{1,3}){1,4}[A-Z]?|\d{1,3}\.|\([a-z]{1,4}\)|\(\d{1,3}\))[ \t]|(?:SCHEDULE|APPENDIX|ANNEX) )/;
/** "[2.10 Fees](#fees)", a link. */
const LINK = /^\[[^[\]\r\n]{0,200}\][([:]/;
/** "[§ 7.1](#s7.1) Nets": a heading whose label leads to itself. */
const SELF_LINK = /^(\[[^[\]\r\n]{1,120})\]\(#[^()\s]{0,120}\)/;
/** A link around no words, or an anchor on none as pandoc writes it. */
const EMPTY_LINK = /^\[\](?:\(#[^()\s]{0,160}\)|\{#[^{}\r\n]{0,160}\})/;
const LINE_END = /[\r\n]/;
const NBSP = '&nbsp;';
const GREATER = 62;
const SPACE = 32;
/** A new page begins here, in text out of a PDF. */
const FORM_FEED = 12;

/**
 * The words of a text from `from`, white space and signs of quotation aside, up to `to` at most.
 */
export function readView(text: string, from: number, to: number): View {
  const end = Math.min(to, from + REACH);
  let start = from;
  while (start < end && isBeforeWords(text, start)) start++;
  if (text.charCodeAt(start) === BRACKET) start += measureOpening(text.slice(start, start + REACH));
  else if (BEFORE_NOTE.includes(text.charAt(start)))
    start += NOTE_BEFORE_BRACKET.exec(text.slice(start, start + LONGEST_NOTE))?.[0].length ?? 0;
  return readWords(text, start, end, null);
}

/** The same of a heading, without the marks of a link that its label is. */
export function readHeadingView(text: string, from: number, to: number): View {
  let start = from;
  while (start < to && isBeforeWords(text, start)) start++;
  // "[](#fees)**1\\. Fees**": an anchor that some programs set before a heading's words.
  if (text.charCodeAt(start) === BRACKET) start += EMPTY_LINK.exec(text.slice(start, start + REACH))?.[0].length ?? 0;
  const link = text.charCodeAt(start) === BRACKET ? SELF_LINK.exec(text.slice(start, start + REACH)) : null;
  const [written = '', label = ''] = link ?? [];
  if (written === '') return readView(text, start, to);
  const end = Math.min(to, start + REACH);
  return readWords(text, start + 1, end, { start: start + label.length, end: start + written.length });
}

/** @param hidden what is no words, though it looks like it */
function readWords(text: string, start: number, end: number, hidden: Span | null): View {
  if (!hidden && !hasMarkup(text, start, end)) return { text: text.slice(start, end), start, pieces: null };
  let shown = '';
  const pieces: number[] = [];
  // How much farther in the block than in the words the last piece stands.
  let shift = -1;
  let at = start;
  const noteWords = () => {
    if (at - shown.length === shift) return;
    shift = at - shown.length;
    pieces.push(shown.length, at);
  };
  while (at < end) {
    if (at === hidden?.start) at = hidden.end;
    // The line below one that holds nothing but an anchor.
    if (shown === '' && LINE_END.test(text.charAt(at))) {
      at++;
      continue;
    }
    const plain = findPlainEnd(text, at, hidden && at < hidden.start ? hidden.start : end);
    if (plain > at && (shown !== '' || text.charCodeAt(at) !== SPACE)) {
      noteWords();
      shown += text.slice(at, plain);
      at = plain;
      continue;
    }
    const [character, length] = readCharacter(text, at, shown);
    if (character !== '' && (character !== ' ' || shown !== '')) {
      // An escaped character is where its backslash is.
      noteWords();
      shown += character;
    }
    at += length;
  }
  noteWords();
  return { text: shown, start, pieces };
}

/** Where the characters of ASCII end that are read as they are written. */
function findPlainEnd(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && ASCII_MARKUP[text.charCodeAt(at)] === 0) at++;
  return at;
}

/** Whether anything between two places is not read as it is written; nearly always nothing is. */
function hasMarkup(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 128 ? ASCII_MARKUP[code] === 1 : code === SOFT_HYPHEN || isWide(text.charAt(at))) return true;
  }
  return false;
}

function isWide(character: string): boolean {
  return WIDE_SPACE.test(character) || hasWideSign(character);
}

/** How many characters stand before the label of what is in brackets; 0 where they are words. */
function measureOpening(words: string): number {
  const note = NOTE_OF_CHANGE.exec(words);
  if (note) return note[0].length;
  return OPTIONAL.test(words) && !LINK.test(words) ? 1 : 0;
}

function isBeforeWords(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (
    isSpaceOrTab(code) || code === GREATER || code === FORM_FEED || (code > 127 && WIDE_SPACE.test(text.charAt(at)))
  );
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
      return [WIDE_SPACE.test(written) ? ' ' : narrowSigns(written), 1];
  }
}

function readTag(text: string, at: number): readonly [character: string, length: number] {
  const tag = STYLE_TAG.exec(text.slice(at, at + 160))?.[0];
  return tag === undefined ? ['<', 1] : ['', tag.length];
}

/** Where in the block a visible character, or the end of all, stands. */
function toBlockOffset({ text, start, pieces }: View, index: number): number {
  const within = Math.min(index, text.length);
  if (!pieces) return start + within;
  let last = pieces.length - 2;
  while (last > 0 && (pieces[last] ?? 0) > within) last -= 2;
  return within - (pieces[last] ?? 0) + (pieces[last + 1] ?? start);
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
