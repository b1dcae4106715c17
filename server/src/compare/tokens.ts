export type TokenKind = 'word' | 'number' | 'punctuation';

/** The words, numbers and signs that a reader sees; white space and mark-up between them belong to no token. */
export interface Tokens {
  readonly text: string;
  readonly count: number;
  /** Where each token starts and ends in `text`. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** The same number for tokens that mean the same. */
  readonly keys: number[];
  readonly kinds: readonly TokenKind[];
}

/** Gives every word a number, the same one whenever it is seen. */
export class WordNumbers {
  private readonly numbers = new Map<string, number>();

  of(word: string): number {
    let number = this.numbers.get(word);
    if (number === undefined) this.numbers.set(word, (number = this.numbers.size));
    return number;
  }
}

const MONTH = 'January|February|March|April|May|June|July|August|September|October|November|December';
const LETTER = 'A-Za-z\\u00aa-\\u02ff\\u0300-\\u1fff\\u2c00-\\u2dff\\u3040-\\ud7ff\\uf900-\\ufdff';
const TOKEN = new RegExp(
  [
    // 1: dates and numbers of provisions, kept whole
    `(\\d{1,2} (?:${MONTH}) \\d{4}(?!\\w)|(?:[A-Z]{1,2})?\\d{1,30}(?:\\\\?[.,]\\d{1,30}){0,9}[A-Za-z]{0,3}(?![\\w])(?:\\((?:[a-z]{1,5}|[A-Z]{1,3}|\\d{1,3})\\)){0,6})`,
    // 2: markers
    '(\\((?:[a-z]{1,2}|[ivxlc]{1,5}|[A-Z]{1,2}|\\d{1,3})\\)(?:\\((?:[a-z]{1,2}|[ivxlc]{1,5}|[A-Z]{1,2}|\\d{1,3})\\)){0,5})',
    // 3: words
    `([${LETTER}\\d]+(?:['’‘‑-][${LETTER}\\d]+)*)`,
    // 4: mark-up
    '(<\\/?[A-Za-z][^<>\\r\\n]{0,80}>|\\*+|_+|`+|~~|\\\\|#{1,6}(?=[ \\t])|(?<=[\\r\\n][ \\t>]{0,9})>)',
    // footnote calls, pairs of surrogates, any other sign
    '\\[\\^[^\\]\\s[]{1,60}\\]|[\\ud800-\\udbff][\\udc00-\\udfff]|\\S',
  ].join('|'),
  'g',
);

/** Cuts a text into tokens. */
export function tokenise(text: string, numbers: WordNumbers): Tokens {
  const starts: number[] = [];
  const ends: number[] = [];
  const keys: number[] = [];
  const kinds: TokenKind[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    if (match[4] !== undefined) continue;
    const token = match[0];
    starts.push(match.index);
    ends.push(match.index + token.length);
    if (match[1] !== undefined || match[2] !== undefined) {
      kinds.push('number');
      keys.push(numbers.of(token.includes('\\') ? token.replace(/\\/g, '') : token));
    } else {
      kinds.push(match[3] !== undefined ? 'word' : 'punctuation');
      keys.push(numbers.of(token));
    }
  }
  return { text, count: starts.length, starts, ends, keys, kinds };
}

export function tokenText(tokens: Tokens, index: number): string {
  return tokens.text.slice(tokens.starts[index], tokens.ends[index]);
}
