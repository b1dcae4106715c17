import { deleteEachLetter, editDistance } from '../text/edit-distance.js';
import { inflectNumber, isPlural, toStem } from '../text/inflections.js';
import { FUNCTION_WORDS, type Phrase, type PhraseUse, type Vocabulary } from './vocabulary.js';

/** A phrase that is probably a slip for another. */
export interface NearMiss {
  readonly use: PhraseUse;
  /** What is meant, as it is written elsewhere; in the number of the slip. */
  readonly meant: string;
  /**
   * `letters`: a slip of the key; `words`: a word in another form, left out or in another place.
   */
  readonly kind: 'letters' | 'words';
  readonly isDefined: boolean;
  /** Where what is meant stands, when it is not defined. */
  readonly example: PhraseUse | null;
}

/** A phrase that others are compared with. */
interface MeantPhrase {
  readonly keys: readonly string[];
  /** As it is written. */
  readonly written: readonly string[];
  readonly defined: boolean;
  readonly uses: number;
  readonly example: PhraseUse | null;
}

/** How often a phrase must be used for others to be compared with it. */
const OFTEN = 3;
/** How often a slip is made at most. */
const RARE = 2;
/** Words of a phrase at most. */
const LONGEST = 8;
/**
 * Phrases that may differ in the same place before the place is one where they differ by intent.
 */
const MOST = 12;
/** Letters of a word at least in which one is taken for a slip. */
const SHORTEST = 5;
/** Letters of a word at least in which two are. */
const LONG = 8;

/**
 * The phrases of a draft that are nearly a defined term, or nearly a phrase used often. Time grows
 * with the phrases: each is looked up by what is left of it when a word is left out or masked.
 * @param defined by key, the terms that the draft defines, as they are written
 */
export function nearMissesIn(vocabulary: Vocabulary, defined: ReadonlyMap<string, string>): NearMiss[] {
  const index = new Map<string, MeantPhrase[]>();
  for (const target of targetsOf(vocabulary, defined)) {
    for (const key of lookUpKeysOf(target.keys)) {
      const list = index.get(key);
      if (list) list.push(target);
      else index.set(key, [target]);
    }
  }
  const found: NearMiss[] = [];
  if (index.size === 0) return found;
  for (const phrase of vocabulary.all) {
    if (!canBeSlip(phrase, vocabulary) || defined.has(phrase.key)) continue;
    const keys = phrase.key.split(' ');
    if (keys.length > LONGEST) continue;
    const match = nearestMatch(keys, phrase, index, vocabulary);
    if (!match || vocabulary.isMentioned(phrase.key)) continue;
    for (const use of phrase.uses) found.push({ use, ...slipOf(match, keys, use) });
  }
  return found;
}

/**
 * A slip is made once or twice; a single word that is also part of another phrase is meant as it
 * is.
 */
function canBeSlip(phrase: Phrase, vocabulary: Vocabulary): boolean {
  const { key, uses, isNamed: named } = phrase;
  if (uses.length === 0 || uses.length > RARE || named) return false;
  return key.includes(' ') || (key.length >= SHORTEST && vocabulary.timesOf(key) <= uses.length);
}

function targetsOf(vocabulary: Vocabulary, defined: ReadonlyMap<string, string>): MeantPhrase[] {
  const targets: MeantPhrase[] = [];
  const add = (key: string, written: string, uses: readonly PhraseUse[]) => {
    const keys = key.split(' ');
    const words = written.split(/\s+/);
    const isDefined = defined.has(key);
    if (keys.length > LONGEST || words.length !== keys.length || (keys.length < 2 && !isDefined)) return;
    targets.push({ keys, written: words, defined: isDefined, uses: uses.length, example: uses[0] ?? null });
  };
  for (const [key, written] of defined)
    if (/^\p{Lu}/u.test(written)) add(key, written, vocabulary.phrase(key)?.uses ?? []);
  for (const { key, uses } of vocabulary.all) {
    const [use] = uses;
    if (use && uses.length >= OFTEN && !defined.has(key)) add(key, wordsOfUse(use).join(' '), uses);
  }
  return targets;
}

/**
 * The keys that a slip for a phrase is found by: one word masked or left out, or all sorted; of a
 * single word, one letter left out.
 */
function lookUpKeysOf(keys: readonly string[]): Set<string> {
  const [only = ''] = keys;
  if (keys.length === 1) return only.length < SHORTEST + 1 ? new Set() : deleteEachLetter(only);
  const all = maskEachWord(keys);
  for (let i = 1; i < keys.length - 1; i++) all.add(leaveOutWord(keys, i));
  if (keys.length > 2) all.add(sortWords(keys));
  return all;
}

function maskEachWord(keys: readonly string[]): Set<string> {
  return new Set(keys.map((_, i) => keys.map((key, j) => (i === j ? '*' : key)).join(' ')));
}

function leaveOutWord(keys: readonly string[], left: number): string {
  return keys.filter((_, i) => i !== left).join(' ');
}

function sortWords(keys: readonly string[]): string {
  return `< ${[...keys].sort().join(' ')}`;
}

interface Match {
  readonly target: MeantPhrase;
  readonly kind: NearMiss['kind'];
  /** The word that differs; −1 where it is not one word. */
  readonly at: number;
}

function nearestMatch(
  keys: readonly string[],
  phrase: Phrase,
  index: ReadonlyMap<string, readonly MeantPhrase[]>,
  vocabulary: Vocabulary,
): Match | null {
  const [only = ''] = keys;
  const asked = keys.length === 1 ? deleteEachLetter(only) : [...maskEachWord(keys), phrase.key, sortWords(keys)];
  let best: Match | null = null;
  for (const key of asked) {
    const targets = index.get(key) ?? [];
    if (targets.length > MOST) continue;
    for (const target of targets) {
      if (target.keys.join(' ') === phrase.key || !isRare(phrase, target)) continue;
      const match = matchOf(keys, target, phrase, vocabulary);
      if (match && (!best || target.uses > best.target.uses)) best = match;
    }
  }
  return best;
}

/** What is written as often as its neighbour has a meaning of its own. */
function isRare({ uses }: Phrase, target: MeantPhrase): boolean {
  return target.uses >= (target.defined ? uses.length : OFTEN * uses.length);
}

function matchOf(keys: readonly string[], target: MeantPhrase, phrase: Phrase, vocabulary: Vocabulary): Match | null {
  const others = target.keys;
  if (others.length === keys.length) {
    const different = keys.flatMap((key, i) => (key === others[i] ? [] : [i]));
    const at = different[0] ?? -1;
    if (different.length > 1)
      return keys.length > 2 && !isEnumeration(keys) && sortWords(keys) === sortWords(others)
        ? { target, kind: 'words', at: -1 }
        : null;
    const word = keys[at] ?? '';
    const other = others[at] ?? '';
    if (at === 0 && isVerbBefore(word, keys, phrase, vocabulary)) return null;
    if (isSpelledByNamesake(word, other, phrase)) return null;
    if (isSlip(word, other) && !isUsedElsewhere(word, phrase, vocabulary)) return { target, kind: 'letters', at };
    return keys.length > 2 && isOtherForm(word, other) ? { target, kind: 'words', at } : null;
  }
  // "Further Consultation" can be meant beside "Further Testing Consultation", unless the longer
  // one is defined or longer still.
  const least = target.defined ? 3 : 4;
  return others.length === keys.length + 1 &&
    others.length >= least &&
    !FUNCTION_WORDS.has(findLeftOut(keys, others)) &&
    !joinsLines(phrase)
    ? { target, kind: 'words', at: -1 }
    : null;
}

/** The word that the longer of two phrases has and the other has not. */
function findLeftOut(keys: readonly string[], longer: readonly string[]): string {
  return longer[longer.findIndex((key, i) => key !== keys[i])] ?? '';
}

/** "Processes Personal Data": who does it is said before, and what is done is a phrase of its own. */
function isVerbBefore(word: string, keys: readonly string[], { uses }: Phrase, vocabulary: Vocabulary): boolean {
  const from = keys.findIndex((key, i) => i > 0 && !FUNCTION_WORDS.has(key));
  const rest = from < 0 ? '' : keys.slice(from).join(' ');
  return (
    keys.length > 2 &&
    vocabulary.phrase(rest) !== null &&
    uses.every((use) => toStem(word) !== word && /(?:es|ed|ing)$/i.test(wordsOfUse(use)[0] ?? ''))
  );
}

/** "International Organization for Standardization": a name has its own spelling of -ize. */
function isSpelledByNamesake(word: string, other: string, { uses }: Phrase): boolean {
  const isSpelling = word !== other && word.replaceAll('z', 's') === other.replaceAll('z', 's');
  return isSpelling && uses.every(({ phrase, last }) => last < phrase.words.length - 1);
}

function joinsLines({ uses }: Phrase): boolean {
  return uses.some(({ phrase, first, last }) =>
    phrase.joints.slice(first + 1, last + 1).some((joint) => joint.includes('\n')),
  );
}

/**
 * Whether two words differ by one letter changed, put in, left out or swapped; by up to two where
 * they are long.
 */
function isSlip(word: string, other: string): boolean {
  const length = Math.min(word.length, other.length);
  if (areInnerLettersSwapped(word, other)) return !/[\d-]/.test(word + other);
  if (
    length < SHORTEST ||
    /[\d-]/.test(word + other) ||
    (word.length !== other.length && toStem(word) === toStem(other)) ||
    areOpposed(word, other)
  )
    return false;
  return editDistance(word, other, length >= LONG ? 2 : 1) <= (length >= LONG ? 2 : 1);
}

/**
 * "Licensor" and "Licensee", "insured" and "insurer", "internal" and "external", "inbound" and
 * "outbound" are two, however alike.
 */
function areOpposed(word: string, other: string): boolean {
  return (
    (word.slice(0, 2) !== other.slice(0, 2) &&
      word.slice(1) !== other &&
      other.slice(1) !== word &&
      !areFirstLettersSwapped(word, other)) ||
    (/(?:or|er|ee|ed|ing)$/.test(word) && /(?:or|er|ee|ed|ing)$/.test(other) && word.slice(-2) !== other.slice(-2))
  );
}

/** "Bouy" and "Buoy": two letters behind the first that changed places, in a word too short for other slips. */
function areInnerLettersSwapped(word: string, other: string): boolean {
  if (word.length !== other.length || word.length !== SHORTEST - 1) return false;
  const [first, second, ...more] = [...word].flatMap((letter, i) => (letter === other[i] ? [] : [i]));
  return (
    more.length === 0 &&
    first !== undefined &&
    first > 0 &&
    second === first + 1 &&
    word[first] === other[second] &&
    word[second] === other[first]
  );
}

function areFirstLettersSwapped(word: string, other: string): boolean {
  return word[0] === other[1] && word[1] === other[0];
}

/**
 * Whether a word stands in the draft in another phrase, or without a capital: then it is a word
 * that is meant.
 */
function isUsedElsewhere(word: string, { uses }: Phrase, vocabulary: Vocabulary): boolean {
  return vocabulary.isOrdinary(word) || vocabulary.timesOf(word) > uses.length;
}

/** "Test" and "Testing", "Report" and "Reporting"; not who does a thing and what is done. */
function isOtherForm(word: string, other: string): boolean {
  const named = /(?:or|er|ee|ed|ist|able|ive)$/;
  return toStem(word) === toStem(other) && !named.test(word) && !named.test(other);
}

function wordsOfUse({ phrase, first, last }: PhraseUse): string[] {
  return phrase.words
    .slice(first, last + 1)
    .flatMap((word, i) => [...(i === 0 ? [] : (phrase.joints[first + i] ?? '').trim().split(/\s+/)), word])
    .filter(Boolean);
}

function slipOf({ target, kind, at }: Match, keys: readonly string[], use: PhraseUse): Omit<NearMiss, 'use'> {
  const own = wordsOfUse(use);
  const { written, defined, example } = target;
  const words =
    at >= 0 && own.length === keys.length
      ? own.map((word, i) => (i === at ? inflectNumber(written[i]!, isPlural(word)) : word))
      : written.map((word, i) =>
          i === written.length - 1 ? inflectNumber(word, isPlural(own[own.length - 1] ?? '')) : word,
        );
  return { meant: words.join(' '), kind, isDefined: defined, example: defined ? null : example };
}

/** Names in a row can stand in any order. */
function isEnumeration(keys: readonly string[]): boolean {
  return keys.includes('and') || keys.includes('or');
}
