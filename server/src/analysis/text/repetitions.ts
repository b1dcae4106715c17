import type { Span } from '../../model/text.js';
import { ALPHANUMERIC, kindOf } from './letters.js';
import { findWordEnd } from './split-words.js';

/**
 * Words that stand twice in a row, or two determiners where one belongs. Spans are relative to the
 * text that was searched.
 */
export interface Repetition {
  readonly kind: 'words' | 'determiners';
  /** All of it. */
  readonly span: Span;
  /** What is said once … */
  readonly first: Span;
  /** … and all that follows it. */
  readonly second: Span;
}

interface RepeatableWord extends Span {
  readonly text: string;
  readonly lower: string;
  /** Whether nothing but a space or a line end parts it from the word before. */
  readonly joined: boolean;
}

/** Marks that a word can hold. */
const MARKS = "’'&/.@-";

/** How many words can be said twice and be noticed. */
const LONGEST = 6;

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/**
 * Said twice in good English, or by habit: "those that had had notice", "gave her her share", a
 * column of "nil nil".
 */
const FINE = list(
  'had that her very so no bye ha hear knock now there tut yes nil none null true false blank blah pro per sub ad di',
);
/**
 * Where they end one clause and begin the next: "what the limit is is for the court", "the area
 * they are in in that year".
 */
const STRANDED = list(
  'is was are were be do does did has have can will may in on to for with by at from about under over up out off through it you him them us one this which who these those',
);
const SUBORDINATES = list(
  'what where who whom whose how which whichever whatever whoever wherever when whenever if unless once while after before until since because although whether',
);
const FUNCTION = list(
  'the a an of to in on at by for from with within under into onto upon as and or nor but shall must will would should may can could might is are was were be been being has have had do does not than that this these those each every its their our your any such if where which who whose when',
);
const PREPOSITIONS = list(
  'of to in on at by for from with within under into onto upon as between against through during after before via',
);
const MODALS = list('shall must will should may');
/** Words before "be" in a clause that goes on behind it; "as the case may be" ends with it. */
const BEFORE_BE = list('shall must should would cannot to not also only');
/** "day by day by", "from time to time to". */
const PAIRING = list('to by for on in after upon and or against over');
/** Verbs that a word belongs to which may then begin the next phrase. */
const PARTICLES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['on', list('acted carried carries carry carrying goes going gone passed relied went')],
  ['in', list('brought came come comes filled handed paid put sent taken')],
]);
/** Places and names that are said twice. */
const NAMES = list('baden duran sing wagga walla pago bora woy puka aye tuk lang');

const DETERMINERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['the', list('a an each any this its their our your')],
  ['a', list('the an each any this its their')],
  ['an', list('a the each any this its their')],
  ['its', list('the a an')],
  ['their', list('the a an')],
  ['our', list('the a an')],
  ['your', list('the a an')],
  ['every', list('a an the')],
  ['each', list('a an the')],
]);
const NOT_A_NOUN = list('priori posteriori fortiori contrario la le and or to in is as on of for');
const TIMES = list('day week month quarter year hour night term session');
/** After them "a" is a letter: "paragraph a the Company shall". */
const LETTERED = list(
  'paragraph sub-paragraph subparagraph point item option part class column row table schedule annex appendix category type group grade step plan vitamin hepatitis section clause condition limb',
);

/** Every place of a text where words are said twice in a row. Time grows with the text. */
export function repetitionsIn(text: string): Repetition[] {
  const found: Repetition[] = [];
  if (!mayRepeat(text)) return found;
  const words = readWords(text);
  for (let i = 0; i + 1 < words.length; i++) {
    const period = periodAt(words, i);
    if (period > 0) {
      let end = i + 2 * period;
      while (isRepeated(words, end - period, period)) end += period;
      // "by by -law": a text out of a PDF has the second word in two pieces.
      const isCut = period === 1 && /^ [-‐‑]\p{L}/u.test(text.slice(words[end - 1]!.end, words[end - 1]!.end + 3));
      if (!isCut && !isFine(words, i, period)) found.push(makeRepetition('words', words, i, period, end));
      i = end - 1;
    } else if (areTwoDeterminers(words, i)) {
      found.push(makeRepetition('determiners', words, i, 1, i + 2));
      i++;
    }
  }
  return found;
}

/** By the last bits of a word's hash, where such a word stood last, counted from 1. */
const lastPlaces = new Int32Array(256);
/** The hashes of the last words, by the last bits of their places. */
const lastHashes = new Int32Array(8);
/** For each distance: how many words in a row equal those before, and where the last of them is. */
const equalInRow = new Int32Array(LONGEST + 1);
const lastEqual = new Int32Array(LONGEST + 1);
const DETERMINER_HASHES: ReadonlySet<number> = new Set(
  [...DETERMINERS].flatMap(([first, others]) => [first, ...others]).map((word) => hashWord(word, 0, word.length)),
);

/**
 * Whether words are repeated, or two determiners stand together, as far as their hashes tell. Most
 * texts have neither, and then need no list of their words.
 */
function mayRepeat(text: string): boolean {
  lastPlaces.fill(0);
  lastEqual.fill(0);
  let wasDeterminer = false;
  for (let start = 0, place = 1; start < text.length; start++) {
    if (!(kindOf(text.charCodeAt(start)) & ALPHANUMERIC)) continue;
    const end = findWordEnd(text, start, MARKS);
    const hash = hashWord(text, start, end);
    const before = lastPlaces[hash & 255]!;
    if (before > 0 && place - before <= LONGEST && isEqualInRow(place, hash)) return true;
    const isDeterminer = end - start <= 5 && DETERMINER_HASHES.has(hash);
    if (isDeterminer && wasDeterminer) return true;
    wasDeterminer = isDeterminer;
    lastPlaces[hash & 255] = place;
    lastHashes[place & 7] = hash;
    place++;
    start = end;
  }
  return false;
}

/** Whether with this word as many in a row equal those before as lie between them. */
function isEqualInRow(place: number, hash: number): boolean {
  for (let distance = 1; distance <= LONGEST && distance < place; distance++) {
    if (lastHashes[(place - distance) & 7] !== hash) continue;
    const equal = lastEqual[distance] === place - 1 ? equalInRow[distance]! + 1 : 1;
    if (equal >= distance) return true;
    equalInRow[distance] = equal;
    lastEqual[distance] = place;
  }
  return false;
}

/** The same for words that differ in capitals alone. */
function hashWord(text: string, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    // Letters beyond ASCII count as one, as their capitals are not told so easily.
    hash = (Math.imul(hash, 31) + (code >= 128 ? 128 : code >= 65 && code <= 90 ? code + 32 : code)) | 0;
  }
  return hash;
}

function readWords(text: string): RepeatableWord[] {
  const words: RepeatableWord[] = [];
  let last = -1;
  for (let start = 0; start < text.length; start++) {
    if (!(kindOf(text.charCodeAt(start)) & ALPHANUMERIC)) continue;
    const end = findWordEnd(text, start, MARKS);
    const own = text.slice(start, end);
    words.push({ start, end, text: own, lower: own.toLowerCase(), joined: last >= 0 && isGap(text, last, start) });
    last = start = end;
  }
  return words;
}

/** A space, two at most, no tab: more of it parts columns. */
function isGap(text: string, from: number, to: number): boolean {
  if (to - from > 2) return false;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 0xa0 && code !== 0xad) return false;
  }
  return true;
}

function makeRepetition(
  kind: Repetition['kind'],
  words: readonly RepeatableWord[],
  at: number,
  period: number,
  end: number,
): Repetition {
  const start = words[at]!.start;
  const first = { start, end: words[at + period - 1]!.end };
  const second = { start: words[at + period]!.start, end: words[end - 1]!.end };
  return { kind, span: { start, end: second.end }, first, second };
}

/** After how many words the words at a place begin again, 0 where they do not. */
function periodAt(words: readonly RepeatableWord[], at: number): number {
  for (let period = 1; period <= LONGEST; period++) if (isRepeated(words, at, period)) return period;
  return 0;
}

function isRepeated(words: readonly RepeatableWord[], at: number, period: number): boolean {
  for (let i = 0; i < period; i++) {
    const one = words[at + i];
    const other = words[at + period + i];
    if (!one || !other || one.lower !== other.lower || !other.joined || (i > 0 && !one.joined)) return false;
  }
  return true;
}

function isFine(words: readonly RepeatableWord[], at: number, period: number): boolean {
  return period === 1 ? isFineWord(words, at) : isFinePhrase(words, at, period);
}

function isFineWord(words: readonly RepeatableWord[], at: number): boolean {
  const one = words[at]!;
  const other = words[at + 1]!;
  const { lower } = one;
  if (/[\d@]/.test(lower) || (lower.length === 1 && one.text !== 'a' && !(one.text === 'A' && other.text === 'a')))
    return true;
  if (/^[ivx]+$/.test(lower) || FINE.has(lower)) return true;
  const [first, second] = [isCapital(one.text), isCapital(other.text)];
  if (!first && second) return true;
  const isFunction = FUNCTION.has(lower) && lower !== 'may' && lower !== 'will';
  if (first && !second && !isFunction) return true;
  if (first && second && !isFunction) {
    const before = words[at - 1];
    const after = words[at + 2];
    if (
      NAMES.has(lower) ||
      !after ||
      isCapital(after.text) ||
      (before && isCapital(before.text) && !FUNCTION.has(before.lower))
    )
      return true;
    return !after.joined || (before !== undefined && !one.joined);
  }
  // "a business carried on on the premises": the first belongs to its verb.
  const verb = words[at - 1];
  if (one.joined && verb && PARTICLES.get(lower)?.has(verb.lower) === true) return true;
  // "shall be be kept": a clause does not end so.
  if (lower === 'be' && one.joined && verb && BEFORE_BE.has(verb.lower)) return false;
  return STRANDED.has(lower) && isSubordinate(words, at);
}

/** Whether the sentence has opened a clause that the first of two words can end. */
function isSubordinate(words: readonly RepeatableWord[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 14); i--) {
    if (SUBORDINATES.has(words[i]!.lower)) return true;
  }
  return false;
}

function isFinePhrase(words: readonly RepeatableWord[], at: number, period: number): boolean {
  const phrase = words.slice(at, at + period);
  const [first, second] = [phrase[0]!, phrase[1]!];
  const last = phrase[period - 1]!;
  if (phrase.some((word) => /[\d@]/.test(word.lower) || /^[A-Z]{2,}$/.test(word.text))) return true;
  // "Date The date the agreement …": a sentence begins within.
  if (phrase.slice(1).some((word) => isCapital(word.text) && FUNCTION.has(word.lower))) return true;
  if (phrase.some((word, i) => word.text !== words[at + period + i]!.text) && !isCapital(first.text)) return true;
  if (period === 2 && PAIRING.has(second.lower) && !FUNCTION.has(first.lower))
    if (!/[^s]s$/.test(first.lower) || /^(?:by|and|or)$/.test(second.lower)) return true;
  if (phrase.some((word) => word.lower === 'so')) return true;
  if (FUNCTION.has(last.lower)) return false;
  // "If notice is given to the tenant the tenant shall …" needs no comma.
  return !(period >= 3 && PREPOSITIONS.has(first.lower)) && !MODALS.has(first.lower);
}

function areTwoDeterminers(words: readonly RepeatableWord[], at: number): boolean {
  const one = words[at]!;
  const other = words[at + 1]!;
  const seconds = DETERMINERS.get(one.lower);
  if (!seconds?.has(other.lower) || !other.joined || isCapital(other.text)) return false;
  const before = words[at - 1];
  const after = words[at + 2];
  if (!after?.joined || NOT_A_NOUN.has(after.lower)) return false;
  // The label of a list's item: "a the first".
  if (one.lower === 'a' && (!before || !one.joined || LETTERED.has(before.lower))) return false;
  // "In Exhibit A the terms": a capital within a sentence is a letter too.
  if (one.text === 'A') return false;
  if (one.lower !== 'each' && one.lower !== 'every') return true;
  // "Ann and Ben, each a party", but not "elements of each a report"; and "two of each a week" is a
  // rate.
  return !!before && one.joined && PREPOSITIONS.has(before.lower) && !TIMES.has(after.lower);
}

function isCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}
