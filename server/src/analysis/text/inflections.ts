/**
 * A word without its possessive and plural endings, in lower case: "thresholds’" is "threshold",
 * "parties" "party".
 */
export function toSingular(word: string): string {
  const lower = word.toLowerCase().replace(/[’']s?$/, '');
  if (lower.length < 4 || !lower.endsWith('s') || /(?:ss|us|is)$/.test(lower)) return IRREGULAR.get(lower) ?? lower;
  if (lower.endsWith('ies') && lower.length > 4) return `${lower.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|z)es$/.test(lower)) return lower.slice(0, -2);
  return lower.slice(0, -1);
}

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['criteria', 'criterion'],
  ['phenomena', 'phenomenon'],
  ['data', 'data'],
  ['men', 'man'],
  ['women', 'woman'],
  ['children', 'child'],
]);

/** Whether a word has a plural ending. */
export function isPlural(word: string): boolean {
  const lower = word.toLowerCase().replace(/[’']s?$/, '');
  return lower !== toSingular(lower);
}

/** A word in the plural or in the singular, its capitals kept. */
export function inflectNumber(word: string, plural: boolean): string {
  if (isPlural(word) === plural) return word;
  if (!plural) return word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.slice(0, toSingular(word).length);
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|sh|ch|x|z)$/.test(word) ? `${word}es` : `${word}s`;
}

/**
 * Words in the singular and in lower case, a space between each: the same for every way of writing
 * a term.
 */
export function makeTermKey(words: string): string {
  return words
    .replace(/[\u00ad]/g, '')
    .split(/[\s\u00a0]+/)
    .map(toSingular)
    .filter(Boolean)
    .join(' ');
}

/**
 * What the forms of a verb and its nouns begin with, roughly: the same for "migrate", "migrated"
 * and "migration". Different words can share a stem, so it may only be used to suppress a finding.
 */
export function toStem(word: string): string {
  const base = toSingular(word).replace(/-/g, '');
  const cut = base.replace(
    /(?:ations?|ition|ion|ments?|ances?|ences?|ings?|able|ible|ed|er|or|al|ive|ly|ate|ify|ise|ize|ised|ized|y|e)$/,
    '',
  );
  return cut.length >= 3 ? cut : base;
}
