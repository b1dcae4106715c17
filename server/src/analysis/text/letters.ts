/** What a character can be in a word, as bits. */
export const CAPITAL = 1;
/** A letter without a capital. */
export const SMALL = 2;
/** A letter or a digit. */
export const ALPHANUMERIC = 4;

const CODES = 0x250;
const KINDS = Uint8Array.from({ length: CODES }, (_, code) => characterKindOf(String.fromCharCode(code)));

function characterKindOf(char: string): number {
  return (
    (/\p{Lu}/u.test(char) ? CAPITAL : 0) |
    (/\p{Ll}/u.test(char) ? SMALL : 0) |
    (/[\p{L}\p{N}]/u.test(char) ? ALPHANUMERIC : 0)
  );
}

/**
 * What a character is, as bits. European letters are looked up, since a draft is read letter by
 * letter.
 * @param at a UTF-16 offset; outside of the text, or on half of a character, there is nothing
 */
export function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < CODES) return KINDS[code]!;
  return at >= 0 && at < text.length ? characterKindOf(text.charAt(at)) : 0;
}
