import { rememberByWord } from './remember-words.js';
/**
 * A word without its possessive and plural endings, in lower case: "thresholds’" is "threshold",
 * "parties" "party", "analyses" "analysis".
 */
export const toSingular = rememberByWord((word) => {
  const lower = word.toLowerCase().replace(/[’']s?$/, '');
  const irregular = IRREGULAR.get(lower);
  if (irregular !== undefined) return irregular;
  for (const [plural, singular] of ENDINGS) if (plural.test(lower)) return lower.replace(plural, singular);
  if (lower.length < 4 || !lower.endsWith('s') || /(?:ss|us|is)$/.test(lower)) return lower;
  if (lower.endsWith('ies') && lower.length > 4) return `${lower.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|z)es$/.test(lower)) return lower.slice(0, -2);
  return lower.slice(0, -1);
});

/** Plurals that no ending tells from other words, and words that look like plurals. */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  (
    'criteria criterion, phenomena phenomenon, data data, datum data, children child, people person, feet foot, teeth tooth, geese goose, mice mouse, ' +
    'media medium, strata stratum, spectra spectrum, bacteria bacterium, errata erratum, curricula curriculum, formulae formula, alumni alumnus, nuclei nucleus, ' +
    'radii radius, foci focus, loci locus, termini terminus, stimuli stimulus, syllabi syllabus, lens lens, lenses lens, axes axis, crises crisis, oases oasis, ' +
    'quizzes quiz, genera genus, corpora corpus, automata automaton, schemata schema, buses bus, pluses plus, gases gas, biases bias, aliases alias, ' +
    'atlases atlas, canvases canvas'
  )
    .split(', ')
    .map((pair): [string, string] => {
      const [plural = '', singular = ''] = pair.split(' ');
      return [plural, singular];
    }),
);

/** Plural endings that are not an s put behind the word, and what the word ends with alone. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/yses$/, 'ysis'],
  [/(?<=gn|bi|eur|ych)oses$/, 'osis'],
  [/(?<=yno|lli)pses$/, 'psis'],
  [/(?<=[hr])eses$|(?<=gen)eses$/, 'esis'],
  [/(?<=append|matr)ices$/, 'ix'],
  [/(?<=\bind|vert|vort|cod)ices$/, 'ex'],
  [/(?<=memorand|addend|referend|corrigend|symposi|moratori)a$/, 'um'],
  [/(?<!speci|regi|acu|abdo|^hy|^o|^a|^ye|^ra)men$/, 'man'],
  [/(?<=kni|wi|(?<!o)li)ves$/, 'fe'],
  [/(?<=hal|shel|lea|thie|cal|wol|loa|sel|el|whar|scar)ves$/, 'f'],
  [/eaux$/, 'eau'],
  [
    /(?<=stat|bon|vir|camp|cens|consens|surpl|foc|min|syllab|apparat|circ|prospect|nex|radi|gen|termin|chor|omnib)uses$/,
    'us',
  ],
  [/(?<!sh|^t|^f|^h|can|ob|^d|thr|mistlet)oes$/, 'o'],
  [/(?<=^[a-z]{3,12})s-(?=(?:general|in-law|at-law|in-chief|by|elect)$)/, '-'],
];

/** Whether a word has a plural ending. */
export function isPlural(word: string): boolean {
  const lower = word.toLowerCase().replace(/[’']s?$/, '');
  return lower !== toSingular(lower);
}

/** A word in the plural or in the singular, its capitals kept. */
export function inflectNumber(word: string, plural: boolean): string {
  if (isPlural(word) === plural) return word;
  if (!plural) return withEndingOf(word, toSingular(word));
  const irregular = IRREGULAR_PLURALS.get(word.toLowerCase());
  if (irregular !== undefined) return withEndingOf(word, irregular);
  if (/[a-z](?:y|e|gno|ynop)sis$/.test(word)) return `${word.slice(0, -2)}es`;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|sh|ch|x|z)$/.test(word) ? `${word}es` : `${word}s`;
}

/** What the forms begin with alike as the word has it, and the rest of the other form. */
function withEndingOf(word: string, form: string): string {
  const lower = word.toLowerCase();
  let alike = 0;
  while (alike < form.length && lower[alike] === form[alike]) alike++;
  return word.slice(0, alike) + form.slice(alike);
}

const IRREGULAR_PLURALS: ReadonlyMap<string, string> = new Map(
  [...IRREGULAR].filter(([plural, singular]) => plural !== singular).map(([plural, singular]) => [singular, plural]),
);

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
