import { MONTH_NAMES } from '../analysis/dates/calendar.js';
import { findCommentEnd } from '../model/comment.js';
import { findTagEnd } from '../model/inline/known-tags.js';

/** The kinds of token. */
export const WORD = 0;
/** A date, a number or the marker of a provision. */
export const NUMBER = 1;
/** Punctuation, a symbol or a footnote call. */
export const SIGN = 2;

const LETTER = 'A-Za-z\\u00aa-\\u02ff\\u0300-\\u1fff\\u2c00-\\u2dff\\u3040-\\ud7ff\\uf900-\\ufdff';
const TOKEN = new RegExp(
  [
    // 1: dates and numbers of provisions, kept whole
    `(\\d{1,2} (?:${MONTH_NAMES}) \\d{4}(?!\\w)|(?:[A-Z]{1,2})?\\d{1,30}(?:\\\\?[.,]\\d{1,30}){0,9}[A-Za-z]{0,3}(?![\\w])(?:\\((?:[a-z]{1,5}|[A-Z]{1,3}|\\d{1,3})\\)){0,6})`,
    // 2: markers
    '(\\((?:[a-z]{1,2}|[ivxlc]{1,5}|[A-Z]{1,2}|\\d{1,3})\\)(?:\\((?:[a-z]{1,2}|[ivxlc]{1,5}|[A-Z]{1,2}|\\d{1,3})\\)){0,5})',
    // 3: words, and an address that is a link as it stands: where any of it differs, it is another one
    `(<[A-Za-z][\\w+.-]{1,31}:[^\\s<>]{0,2000}>|<[^\\s<>@]{1,64}@[^\\s<>]{1,255}>|[${LETTER}\\d]+(?:['’‘‑-][${LETTER}\\d]+)*)`,
    // 4: mark-up, and where in the text a link leads, which nobody reads
    '((?<=\\])\\(#[^()\\s]{0,200}\\)|\\*+|_+|`+|~~|\\\\|#{1,6}(?=[ \\t])|(?<=[\\r\\n][ \\t>]{0,9})>)',
    // footnote calls, pairs of surrogates, any other sign
    '\\[\\^[^\\]\\s[]{1,60}\\]|[\\ud800-\\udbff][\\udc00-\\udfff]|\\S',
  ].join('|'),
  'g',
);

/**
 * What an ASCII character can begin or, after a plain word, end. Most of a text is cut without the
 * pattern.
 */
const SPACE = 1;
const LETTERS = 2;
/** Always a token of its own. */
const ALONE = 4;
/** What a comment begins with, and a tag. */
const LESS_THAN = 60;
const CHARACTERS = new Uint8Array(128);
for (const char of ' \t\r\n\f\v') CHARACTERS[char.charCodeAt(0)] = SPACE;
for (let code = 65; code <= 90; code++) CHARACTERS[code] = CHARACTERS[code + 32] = LETTERS;
for (const char of '!"$%&)+,./:;=?@]^{|}') CHARACTERS[char.charCodeAt(0)] = ALONE;

/** An entry of a list of contents: a line that is a link to a place in a text, and nothing else. */
const ENTRY =
  /^\s{0,8}(?:[-*+] {1,4})?(?:\d{1,3}[.)]? {1,4})?\[[^[\]\r\n]{1,200}\]\((?:https?:[^()\s#]{1,200})?#[^()\s]{1,200}\)\s{0,4}$/;

/** Where the link begins that an entry of contents is made of, which nobody reads; −1 in other texts. */
export function findEntryLink(text: string): number {
  return text.endsWith(')') && ENTRY.test(text) ? text.lastIndexOf('](') : -1;
}

/**
 * The words, numbers and signs that a reader sees. White space, comments and mark-up between them
 * belong to no token. One list is reused for every text that is compared.
 */
export class Tokens {
  text = '';
  count = 0;
  /** Where each token starts and ends in `text`. */
  starts = new Int32Array(512);
  ends = new Int32Array(512);
  /** Equal for tokens that mean the same, and 0 or more until `keyByTarget` sets it. */
  keys = new Float64Array(512);
  kinds = new Uint8Array(512);

  /**
   * Cuts a text into tokens.
   * @param isCode whether what looks like a comment is text, as it is in code
   */
  cutText(text: string, isCode = false): void {
    this.text = text;
    this.count = 0;
    const { length } = text;
    let at = 0;
    while (at < length) {
      let code = text.charCodeAt(at);
      const commentEnd = code === LESS_THAN && !isCode ? findCommentEnd(text, at, length) : -1;
      if (commentEnd > 0) {
        at = commentEnd;
        continue;
      }
      const what = code < 128 ? CHARACTERS[code]! : 0;
      if (what === SPACE) {
        at++;
        continue;
      }
      if (what === LETTERS) {
        let end = at;
        let low = LOW_SEED;
        let high = HIGH_SEED;
        do {
          low = Math.imul(low ^ code, LOW_FACTOR);
          high = Math.imul(high ^ code, HIGH_FACTOR);
          code = text.charCodeAt(++end);
        } while (code < 128 && CHARACTERS[code] === LETTERS);
        if (end === length || (code < 128 && CHARACTERS[code]! !== 0)) {
          this.addToken(at, end, joinHalves(low, high), WORD);
          at = end;
          continue;
        }
      } else if (what === ALONE) {
        this.addToken(at, at + 1, code, SIGN);
        at++;
        continue;
      }
      at = this.matchPattern(at);
    }
    const link = findEntryLink(text);
    while (link >= 0 && this.count > 0 && this.starts[this.count - 1]! > link) this.count--;
  }

  /** Reads one token, or mark-up in its place, by the pattern. Returns where it ends. */
  private matchPattern(at: number): number {
    if (this.text.charCodeAt(at) === LESS_THAN) {
      const end = findTagEnd(this.text, at, true);
      if (end > at) return end;
    }
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(this.text);
    if (!found) return this.text.length;
    const [token, number, marker, word, markup] = found;
    const end = found.index + token.length;
    if (markup !== undefined) return end;
    if (number === undefined && marker === undefined) {
      const kind = word === undefined ? SIGN : WORD;
      this.addToken(
        found.index,
        end,
        token.length === 1 && kind === SIGN ? token.charCodeAt(0) : hashToken(token),
        kind,
      );
    } else this.addToken(found.index, end, hashToken(token.includes('\\') ? token.replace(/\\/g, '') : token), NUMBER);
    return end;
  }

  private addToken(start: number, end: number, key: number, kind: number): void {
    const index = this.count++;
    if (index === this.starts.length) this.growArrays();
    this.starts[index] = start;
    this.ends[index] = end;
    this.keys[index] = key;
    this.kinds[index] = kind;
  }

  private growArrays(): void {
    const size = this.starts.length * 2;
    const copyInto = <T extends Int32Array | Float64Array | Uint8Array>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    this.starts = copyInto(new Int32Array(size), this.starts);
    this.ends = copyInto(new Int32Array(size), this.ends);
    this.keys = copyInto(new Float64Array(size), this.keys);
    this.kinds = copyInto(new Uint8Array(size), this.kinds);
  }

  /** The text from one token to before another, with mark-up and white space between them. */
  textBetween(from: number, to: number): string {
    return from >= to ? '' : this.text.slice(this.starts[from], this.ends[to - 1]);
  }

  /** One token as written. */
  textAt(index: number): string {
    return this.text.slice(this.starts[index], this.ends[index]);
  }

  /** The white space and mark-up before a token, or after the last one. */
  textBefore(index: number): string {
    const start = index === 0 ? 0 : this.ends[index - 1]!;
    return this.text.slice(start, index < this.count ? this.starts[index] : this.text.length);
  }
}

const LOW_SEED = 0x9747b28c | 0;
const HIGH_SEED = 0x41c6ce57;
const LOW_FACTOR = 2654435761;
const HIGH_FACTOR = 1597334677;

/**
 * 52 bits, above all values for single signs, so that two words of one passage practically never
 * share a key.
 */
function joinHalves(low: number, high: number): number {
  return (low >>> 0) * 0x100000 + (high >>> 12) + 0x10000;
}

function hashToken(token: string): number {
  let low = LOW_SEED;
  let high = HIGH_SEED;
  for (let i = 0; i < token.length; i++) {
    const code = token.charCodeAt(i);
    low = Math.imul(low ^ code, LOW_FACTOR);
    high = Math.imul(high ^ code, HIGH_FACTOR);
  }
  return joinHalves(low, high);
}
