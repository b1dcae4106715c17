/** "DMC" and "DMCs" are one short form, "DMC’s" too; the short form itself, without an ending. */
export function shortForm(word: string): string {
  return withoutGenitive(word).replace(/(?<=[A-Z0-9])s$/, '');
}

/** A word up to its apostrophe. */
export function withoutGenitive(word: string): string {
  return word.split(/[’']/, 1)[0] ?? '';
}

/** Whether a word is written as short forms are: "SEC", "DfT", "SMETS1", "T&Cs". */
export function isShortForm(word: string): boolean {
  return /^[A-Z][A-Za-z0-9&]{1,19}$/.test(word) && /[A-Z0-9]/.test(word.slice(1));
}

/** Words that a long form has and its short form can leave out. */
const SMALL: ReadonlySet<string> = new Set('a an and at by for from in of on or the to with &'.split(' '));

/**
 * Where the long form of a short form begins at the end of a text, by its initials; null where
 * there is none.
 */
export function longFormBefore(text: string, short: string): number | null {
  const from = Math.max(0, text.length - LONGEST);
  const first = lastSpelt(speltWordsIn(text.slice(from)).reverse(), short, true);
  return first && from + first.start;
}

/**
 * Where the long form of a short form ends at the beginning of a text, by its initials; null where
 * there is none.
 */
export function longFormAfter(text: string, short: string): number | null {
  return lastSpelt(speltWordsIn(text.slice(0, LONGEST)), short, false)?.end ?? null;
}

/** Characters of a long form at most. */
const LONGEST = 240;

interface SpeltWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What stands before it, and after it, up to the next word. */
  readonly before: string;
  readonly after: string;
}

function speltWordsIn(text: string): SpeltWord[] {
  const found = [...text.matchAll(/[\p{L}\p{N}&][\p{L}\p{N}’']*/gu)];
  const ends = found.map((match) => match.index + match[0].length);
  return found.map((match, i) => ({
    text: match[0],
    start: match.index,
    end: ends[i]!,
    before: text.slice(ends[i - 1] ?? 0, match.index),
    after: text.slice(ends[i], found[i + 1]?.index ?? text.length),
  }));
}

/**
 * The word that completes the initials of a short form, small words left out, or else counted
 * ("TOR"); null where none does.
 */
function lastSpelt(words: readonly SpeltWord[], short: string, backwards: boolean): SpeltWord | null {
  const letters = shortForm(short).replace(/[^A-Z0-9]/g, '');
  if (letters.length < 2) return null;
  return (
    findSpelt(words, letters, backwards, (word) => SMALL.has(word.toLowerCase())) ??
    findSpelt(words, letters, backwards, () => false)
  );
}

function findSpelt(
  words: readonly SpeltWord[],
  letters: string,
  backwards: boolean,
  isLeftOut: (word: string) => boolean,
): SpeltWord | null {
  let rest = letters;
  for (const word of words) {
    // Between the words of a name stand spaces, hyphens and commas.
    if (!/^(?:,?\s{1,3}|[-‐‑/]|)$/.test(backwards ? word.after : word.before)) return null;
    if (rest !== letters && isLeftOut(word.text)) continue;
    // A long form can hold a short one: "DMC Testing (DMCT)".
    const sign = /^[A-Z0-9]{2,}$/.test(word.text) ? word.text : word.text.charAt(0).toUpperCase();
    if (!(backwards ? rest.endsWith(sign) : rest.startsWith(sign))) return null;
    rest = backwards ? rest.slice(0, -sign.length) : rest.slice(sign.length);
    // Of two letters, two words in a sentence may happen to have them.
    if (rest === '') return letters.length > 2 || /^[A-Z]/.test(word.text) ? word : null;
  }
  return null;
}
