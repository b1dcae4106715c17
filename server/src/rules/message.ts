/** The length of a message that still fits a line of the problems list. */
export const MOST_CHARACTERS = 120;

/**
 * Words of a draft as a message quotes them: on one line, and cut with “…” where they are too long.
 * @param most how many characters may be left, the “…” included
 */
export function shortenWords(words: string, most = 40): string {
  const line = words.replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  // A pair of surrogates is not cut in two.
  const end = /[\ud800-\udbff]/.test(line.charAt(most - 2)) ? most - 2 : most - 1;
  return `${line.slice(0, end).trimEnd()}…`;
}
