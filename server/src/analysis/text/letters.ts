/** What a character can be in a word, as bits. */
export const CAPITAL = 1;
/** A letter without a capital. */
export const SMALL = 2;
/** A letter or a digit. */
export const ALPHANUMERIC = 4;

/** Set where the kind of a character was looked up before. */
const KNOWN = 8;
const KINDS = new Uint8Array(0x10000);

function characterKindOf(char: string): number {
  return (
    (/\p{Lu}/u.test(char) ? CAPITAL : 0) |
    (/\p{Ll}/u.test(char) ? SMALL : 0) |
    (/[\p{L}\p{N}]/u.test(char) ? ALPHANUMERIC : 0) |
    KNOWN
  );
}

/**
 * What a character is, as bits. It is looked up, since a draft is read letter by letter.
 * @param at a UTF-16 offset; outside of the text, or on half of a character, there is nothing
 */
export function kindAt(text: string, at: number): number {
  return at < 0 || at >= text.length ? 0 : kindOf(text.charCodeAt(at));
}

/** The same by the code of a character, for loops that know that they are within a text. */
export function kindOf(code: number): number {
  return KINDS[code] || (KINDS[code] = characterKindOf(String.fromCharCode(code)));
}
