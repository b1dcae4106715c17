/**
 * Whether two titles are the same to a reader: whatever the case, punctuation, articles and
 * plurals, and whether a name is written out or by its initials.
 */
export function isSameTitle(a: string, b: string): boolean {
  const [long, other] = [titleWordsOf(a), titleWordsOf(b)];
  return areSameWords(long, other) || areSameWords(titleWordsOf(withoutBrackets(a)), titleWordsOf(withoutBrackets(b)));
}

function titleWordsOf(title: string): string[] {
  return title
    .replace(/&/g, ' and ')
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !/^(?:the|an?)$/i.test(word));
}

/** "Device Testing (DT)" as "Device Testing". */
function withoutBrackets(title: string): string {
  return title.replace(/\([^()]{0,200}\)/g, ' ');
}

function areSameWords(a: readonly string[], b: readonly string[]): boolean {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const [one, other] = [a[i]!, b[j]!];
    if (withoutPluralEnding(one) === withoutPluralEnding(other)) {
      i++;
      j++;
    } else if (areInitialsOf(one, b, j)) {
      i++;
      j += one.length;
    } else if (areInitialsOf(other, a, i)) {
      i += other.length;
      j++;
    } else return false;
  }
  return i === a.length && j === b.length && a.length > 0;
}

/**
 * Whether a word is made of the first letters of those that begin at `from`: "DT" for "Device
 * Testing".
 */
function areInitialsOf(short: string, words: readonly string[], from: number): boolean {
  return (
    /^[A-Z]{2,8}$/.test(short) && [...short].every((letter, k) => words[from + k]?.charAt(0).toUpperCase() === letter)
  );
}

/** A word in lower case without the ending of its plural. */
function withoutPluralEnding(word: string): string {
  const lower = word.toLowerCase();
  if (lower.length > 4 && lower.endsWith('ies')) return `${lower.slice(0, -3)}y`;
  return lower.length > 3 && lower.endsWith('s') && !lower.endsWith('ss') ? lower.slice(0, -1) : lower;
}
