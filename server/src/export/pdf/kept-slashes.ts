/** Stands before and after a word in which the typesetter breaks no line: a sign that no printable text bears. */
const KEPT = '\u0001';
/** "l/s" and "(km/h)": few letters or digits on either side of a slash. */
const SLASHED =
  /(^|[ \n])([^\p{L}\p{N}\s/]{0,2}[\p{L}\p{N}]{1,4}\/[\p{L}\p{N}]{1,4}[^\p{L}\p{N}\s/]{0,2})(?=([ \n]|$))/gu;

/**
 * A text in which no line ends within "l/s": the typesetter breaks lines behind a slash. What other
 * words follow without a blank is left alone.
 * @param ends whether a line or a block begins before the text, and ends behind it
 */
export function keepSlashes(text: string, ends: { readonly before: boolean; readonly after: boolean }): string {
  if (!text.includes('/')) return text;
  return text.replace(SLASHED, (whole, before: string, word: string, after: string) => {
    const isApart = (before !== '' || ends.before) && (after !== '' || ends.after);
    return isApart ? `${before}${KEPT}${word}${KEPT}` : whole;
  });
}
