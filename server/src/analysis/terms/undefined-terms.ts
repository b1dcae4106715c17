import { isQuoted } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { blankCode, MOST_READ, type Passage } from '../../model/facts.js';
import { findSourceSpan } from '../../model/inline/inline.js';
import { getOrCreate } from '../../model/memo.js';
import type { Span } from '../../model/text.js';
import { isPlural, makeTermKey, toSingular } from '../text/inflections.js';
import { quotationsIn } from '../text/quotations.js';
import { BODY_HEADS, DOCUMENT_HEADS, OFFICE_HEADS, PROPER_WORDS, PROVISION_WORDS } from './term-words.js';
import { FUNCTION_WORDS, type Phrase, type PhraseUse, type Vocabulary } from './vocabulary.js';

/** A phrase that is used as a defined term is. */
export interface TermLike {
  readonly key: string;
  /** As it is written, in the singular where it is used so. */
  readonly term: string;
  /** All its uses in sentences, in the order of the text. */
  readonly uses: readonly PhraseUse[];
}

/** Words of a term at most. */
const LONGEST = 6;
/** Uses as a term, at least, of a phrase and of a single word. */
const OFTEN = 2;
const OFTEN_ALONE = 3;

/** What stands before one of several, and never before a name. */
const INDEFINITE: ReadonlySet<string> = new Set('a an each every any no either neither such another'.split(' '));
const DEFINITE: ReadonlySet<string> = new Set(
  'the that this those these its their his her your our relevant applicable'.split(' '),
);

/**
 * The phrases of a draft that are used as defined terms are: always with capitals, within a
 * sentence, more than once, and with a determiner or in the plural. Names of bodies, documents,
 * offices and places do not count. Time grows with the text.
 * @param known whether a key is known: defined, named, the long form of an abbreviation
 */
export function termLikeIn(
  draft: Draft,
  vocabulary: Vocabulary,
  known: (keys: readonly string[]) => boolean,
): TermLike[] {
  const found = new Map<string, TermLike>();
  for (const phrase of vocabulary.all) {
    if (phrase.isNamed || phrase.uses.length < OFTEN || vocabulary.isMentioned(phrase.key)) continue;
    const keys = phrase.key.split(' ');
    if (keys.length > LONGEST || known(keys) || !isTermLike(draft, phrase, keys, vocabulary)) continue;
    const example = phrase.uses.find((use) => !isPlural(wordsUsedIn(use).at(-1)!)) ?? phrase.uses[0]!;
    const term = wordsUsedIn(example)
      .join(' ')
      .replace(/[’']s?$/, '');
    found.set(phrase.key, { key: phrase.key, term, uses: phrase.uses });
  }
  if (found.size > 0) for (const key of keysInLowerCase(draft, found)) found.delete(key);
  return [...found.values()];
}

function isTermLike(draft: Draft, { uses }: Phrase, keys: readonly string[], vocabulary: Vocabulary): boolean {
  const [only = ''] = keys;
  const head = keys.at(-1)!;
  if (
    (keys.length === 1 && PROVISION_WORDS.has(only)) ||
    keys.some((key) => PROPER_WORDS.has(key) || /[^\p{L}-]/u.test(key) || key.length < 3)
  )
    return false;
  if (keys.length === 1 && (vocabulary.isOrdinary(only) || /(?:ish|ese|ian|ean|ism)$/.test(only))) return false;
  let asTerm = 0;
  let closed = 0;
  let indefinite = false;
  let plural = false;
  let oneOnly = false;
  for (const use of uses) {
    const { phrase, first, last } = use;
    if (isOtherwise(draft, use)) return false;
    const words = wordsUsedIn(use);
    if (
      !words.every(
        (word) => /^\p{Lu}[\p{Ll}’'-]/u.test(word) && !/\p{Lu}/u.test(word.slice(1).replace(/-\p{Lu}/gu, '')),
      )
    )
      return false;
    if (words.slice(0, -1).some((word) => /[’']/.test(word))) return false;
    const several = isPlural(words.at(-1)!);
    const left = first === 0 ? phrase.before : determinerIn(phrase.joints[first]!, phrase.words[first - 1]!);
    const right = last < phrase.words.length - 1 ? phrase.joints[last + 1]! : null;
    if (left === null || (right !== null && !/\bthe $/.test(right))) continue;
    if (phrase.startsSentence && first === 0) continue;
    if (several) plural = true;
    else oneOnly = true;
    if (!INDEFINITE.has(left) && !DEFINITE.has(left) && !several) continue;
    asTerm++;
    // Before another noun it can be a name: "a European Union country".
    if (right === null && !/^(?:[’']s?)?(?:\s*[.,;:)]|\s*$|\s+(?:is|are|was|were|means)\b)/.test(phrase.after)) {
      const next = /^(?:[’']s?)?\s+(\p{Ll}+)/u.exec(phrase.after)?.[1];
      if (next === undefined || !FUNCTION_WORDS.has(next)) continue;
    }
    closed++;
    if (INDEFINITE.has(left) && !several) indefinite = true;
  }
  if (asTerm < (keys.length === 1 ? OFTEN_ALONE : OFTEN) || closed === 0 || OFFICE_HEADS.has(head)) return false;
  const isNameHead = [head, `${head}s`].some((each) => DOCUMENT_HEADS.has(each) || BODY_HEADS.has(each));
  if (indefinite || (plural && oneOnly && !isNameHead)) return true;
  // What is always "the" one can be a name, which is not made of the words that the text has
  // without capitals.
  return keys.length > 1 && !isNameHead && keys.some((key) => vocabulary.isOrdinary(key));
}

/** The determiner between two phrases, "" for none; null where the words belong together. */
function determinerIn(joint: string, before: string): string | null {
  if (/\bthe $/.test(joint)) return 'the';
  const lower = before.toLowerCase();
  return joint === ' ' && FUNCTION_WORDS.has(lower) ? lower : null;
}

/** A column of a table that was copied as lines has no longer ones. */
const LONGEST_CELL = 44;

/** Whether words stand on two short lines, as those of a table's cells do that was copied as lines. */
function crossesCells(text: string, from: number, to: number): boolean {
  const at = text.indexOf('\n', from);
  if (at < 0 || at >= to) return false;
  const start = text.lastIndexOf('\n', from) + 1;
  const end = text.indexOf('\n', to);
  return at - start <= LONGEST_CELL && (end < 0 ? text.length : end) - at <= LONGEST_CELL;
}

/** Whether one use shows that the words are explained or named there, numbered, or quoted. */
function isOtherwise(draft: Draft, { block, phrase, first, last }: PhraseUse): boolean {
  if (isQuoted(draft.block(block))) return true;
  const { passage, at, words } = phrase;
  const text = blankCode(passage.inline);
  const from = at[first]!;
  const to = at[last]! + words[last]!.length;
  const before = text.slice(Math.max(0, from - 40), from);
  const after = text.slice(to, to + 30);
  const place = findSourceSpan(passage.inline, from, to);
  if (
    crossesCells(draft.block(block).text, place.start, place.end) ||
    /^,? (?:within|in) the meaning (?:of|given)/.test(after)
  )
    return true;
  if (
    /^\s+(?:\(?\d|\p{Lu}\b|(?:means?|includes?|refers?|shall mean|has the meaning|have the meaning|is defined|are defined)\b)/u.test(
      after,
    ) ||
    /^\s*(?:\((?:[“"‘']|\p{Lu}{2,}|(?:the|an?|each|together|collectively|hereafter|hereinafter)\b|as defined|defined)|[:=])/u.test(
      after,
    ) ||
    /\b(?:called|known as|referred to as|defined as|described as|entitled|titled|named|term|terms|definition of|meaning of)(?: (?:the|an?))?\s+$/i.test(
      before,
    ) ||
    (/\((?:the |each,? |an? )?$/i.test(before) && after.startsWith(')'))
  )
    return true;
  if (passage.inline.runs.some((run) => run.emphasis && run.at < to && run.at + run.text.length > from)) return true;
  return /["“‘']/.test(text) && quotationsOf(passage).some((each) => each.start < to && each.end > from);
}

const quotationsByPassage = new WeakMap<Passage, readonly Span[]>();

function quotationsOf(passage: Passage): readonly Span[] {
  return getOrCreate(quotationsByPassage, passage, () => quotationsIn(blankCode(passage.inline)));
}

/** Those of the terms that the text has in small letters too, in part or in whole. */
function keysInLowerCase(draft: Draft, terms: ReadonlyMap<string, unknown>): Set<string> {
  const found = new Set<string>();
  const starts = new Set<string>();
  for (const key of terms.keys()) starts.add(key.split(' ').slice(0, 2).join(' '));
  for (const { text } of draft.blocks) {
    if (text.length > MOST_READ) continue;
    const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu) ?? [];
    const keys = words.map(toSingular);
    for (let i = 0; i < words.length; i++) {
      if (!starts.has(keys[i]!) && !starts.has(`${keys[i]} ${keys[i + 1]}`)) continue;
      let key = '';
      let small = false;
      for (let n = i; n < Math.min(words.length, i + LONGEST); n++) {
        key = n === i ? keys[n]! : `${key} ${keys[n]}`;
        small ||= /^\p{Ll}/u.test(words[n]!);
        if (small && terms.has(key)) found.add(key);
      }
    }
  }
  return found;
}

/** The words of a use. */
function wordsUsedIn({ phrase, first, last }: PhraseUse): string[] {
  return phrase.words.slice(first, last + 1);
}

/** How many terms a draft defines within its sentences: “Term” means, “Term” has the meaning. */
export function termsExplained(draft: Draft): number {
  const terms = new Set<string>();
  for (const block of draft.blocks) {
    if (block.text.length > MOST_READ || isQuoted(block)) continue;
    for (const [, term = ''] of block.text.matchAll(
      /["“*](\p{Lu}[^"“”*.;]{1,60})["”*]{1,3} (?:means?|shall mean|has the meaning|includes)\b/gu,
    ))
      terms.add(makeTermKey(term));
  }
  return terms.size;
}

/** The words of a key, and every run of words in it. */
export function wordRunsOf(key: string): string[] {
  const keys = makeTermKey(key).split(' ').slice(0, 12);
  const parts: string[] = [];
  for (let from = 0; from < keys.length; from++)
    for (let to = from + 1; to <= keys.length; to++) parts.push(keys.slice(from, to).join(' '));
  return parts;
}
