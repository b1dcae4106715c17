import { isQuoted } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { blankCode, MOST_READ, readBlockFacts } from '../../model/facts.js';
import { findSourceSpan, type Inline } from '../../model/inline/inline.js';
import { getOrCreate } from '../../model/memo.js';
import type { Span } from '../../model/text.js';
import { toSingular } from '../text/inflections.js';
import { quotationsIn } from '../text/quotations.js';
import { splitWords } from '../text/split-words.js';
import { DefinedTerms } from './defined-terms.js';
import { FUNCTION_WORDS, splitAlternatives } from './vocabulary.js';

/** A defined term that is written without its capitals. */
export interface LowerCaseTerm {
  readonly block: number;
  /** Relative to the block's text. */
  readonly span: Span;
  readonly written: string;
  /** The same words with the capitals of the definition. */
  readonly meant: string;
}

interface Term {
  readonly keys: readonly string[];
  readonly words: readonly string[];
  /**
   * The blocks of its own definitions, where it is explained by the ordinary words that it is made
   * of.
   */
  readonly blocks: Set<number>;
  capitals: number;
  readonly found: LowerCaseTerm[];
}

interface Terms {
  readonly all: readonly Term[];
  /** By the words in the singular and lower case. */
  readonly byKey: ReadonlyMap<string, Term>;
  /** By first word: of how many words the terms are that begin with it, longest first. */
  readonly lengths: ReadonlyMap<string, readonly number[]>;
  /** By first word: the second words of the terms that begin with it. */
  readonly seconds: ReadonlyMap<string, ReadonlySet<string>>;
}

interface KeyedWord {
  readonly text: string;
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** How many words, small ones aside, make a term that is hardly ever written for anything else. */
const TELLING = 3;
const LONGEST = 8;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu;

/**
 * The places where a draft writes a defined term without its capitals and can mean nothing else:
 * terms of three words or more that the draft does not write without capitals more often than with
 * them.
 */
export function lowerCaseTermsIn(draft: Draft): LowerCaseTerm[] {
  const terms = termsOf(draft);
  if (terms.all.length === 0) return [];
  for (let block = 0; block < draft.blocks.length; block++) gatherUses(draft, block, terms);
  return terms.all.flatMap(({ capitals, found }) => (capitals > 0 && found.length > capitals ? [] : found));
}

function termsOf(draft: Draft): Terms {
  const byKey = new Map<string, Term>();
  for (const definition of DefinedTerms.of(draft).definitions) {
    for (const written of splitAlternatives(definition.number ?? '')) {
      const words = written.match(WORD) ?? [];
      const telling = words.filter((word) => !FUNCTION_WORDS.has(word.toLowerCase()));
      if (words.length > LONGEST || telling.length < TELLING || !telling.every((word) => /^[\p{Lu}\p{N}]/u.test(word)))
        continue;
      const keys = words.map(toSingular);
      const key = keys.join(' ');
      const known = byKey.get(key);
      if (known) known.blocks.add(definition.block);
      else byKey.set(key, { keys, words, blocks: new Set([definition.block]), capitals: 0, found: [] });
    }
  }
  const lengths = new Map<string, Set<number>>();
  const seconds = new Map<string, Set<string>>();
  for (const { keys } of byKey.values()) {
    getOrCreate(lengths, keys[0]!, () => new Set()).add(keys.length);
    const [first = '', second = ''] = splitWords(keys.join(' '), MARKS, WORD);
    getOrCreate(seconds, first, () => new Set()).add(second);
  }
  return {
    all: [...byKey.values()],
    byKey,
    seconds,
    lengths: new Map([...lengths].map(([first, each]) => [first, [...each].sort((one, other) => other - one)])),
  };
}

const MARKS = "’'-";

/** Whether two words of a text stand together as the first two of a term do: few texts hold any. */
function mayHoldTerm(text: string, { seconds }: Terms): boolean {
  let followers: ReadonlySet<string> | undefined;
  for (const word of splitWords(text, MARKS, WORD)) {
    const key = toSingular(word);
    if (followers?.has(key)) return true;
    followers = seconds.get(key);
  }
  return false;
}

function gatherUses(draft: Draft, block: number, terms: Terms): void {
  const own = draft.block(block);
  if (own.text.length > MOST_READ || own.kind === 'heading' || own.head.kind === 'caption' || isQuoted(own)) return;
  for (const { inline, cell } of readBlockFacts(own).passages) {
    if (cell?.row === -1) continue;
    const text = blankCode(inline);
    if (!mayHoldTerm(text, terms)) continue;
    const words: KeyedWord[] = [...text.matchAll(WORD)].map((match) => ({
      text: match[0],
      key: toSingular(match[0]),
      start: match.index,
      end: match.index + match[0].length,
    }));
    let aside: ((span: Span) => boolean) | null = null;
    for (let i = 0; i < words.length; i++) {
      const term = longestTermAt(words, i, terms, text);
      if (!term) continue;
      const used = words.slice(i, i + term.keys.length);
      const before = words[i - 1];
      i += term.keys.length - 1;
      if (term.blocks.has(block)) continue;
      const meant = used.map((word, k) => withCapitals(word.text, term.words[k]!));
      if (used.every((word, k) => word.text === meant[k] || isShouted(word.text))) {
        term.capitals++;
        continue;
      }
      const span = { start: used[0]!.start, end: used.at(-1)!.end };
      aside ??= standingAside(inline, text);
      if (
        aside(span) ||
        (before && GENERIC.has(before.text.toLowerCase()) && /^\s+$/.test(text.slice(before.end, span.start)))
      )
        continue;
      const source = findSourceSpan(inline, span.start, span.end);
      const written = own.text.slice(source.start, source.end);
      term.found.push({ block, span: source, written, meant: withWordsReplaced(written, used, meant) });
    }
  }
}

/**
 * Whether spans, asked about in the order of the text, stand in a quotation or a link: others wrote
 * those words.
 */
function standingAside({ runs }: Inline, text: string): (span: Span) => boolean {
  const links = runs.flatMap((run) => (run.link === null ? [] : [{ start: run.at, end: run.at + run.text.length }]));
  const tests = [quotationsIn(text), links].map((spans) => {
    let next = 0;
    return ({ start, end }: Span): boolean => {
      while (next < spans.length && spans[next]!.end <= start) next++;
      const span = spans[next];
      return span !== undefined && span.start < end;
    };
  });
  return (span) => tests.some((test) => test(span));
}

/** After these words the thing in general is meant: "any other data protection legislation". */
const GENERIC: ReadonlySet<string> = new Set(
  'other another similar comparable equivalent analogous ordinary usual general foreign generic separate former'.split(
    ' ',
  ),
);

/** The longest term that begins at a word. */
function longestTermAt(words: readonly KeyedWord[], at: number, { byKey, lengths }: Terms, text: string): Term | null {
  for (const length of lengths.get(words[at]!.key) ?? []) {
    const all = words.slice(at, at + length);
    const term = byKey.get(all.map(({ key }) => key).join(' '));
    if (term && all.every(({ start }, i) => i === 0 || /^\s{1,80}$/.test(text.slice(all[i - 1]!.end, start))))
      return term;
  }
  return null;
}

function isShouted(word: string): boolean {
  return word.length > 1 && word === word.toUpperCase();
}

/**
 * A word with the capitals that another form of it has: "thresholds" as "Thresholds", "dmct" as
 * "DMCT".
 */
function withCapitals(word: string, model: string): string {
  let same = 0;
  while (same < word.length && word.charAt(same).toLowerCase() === model.charAt(same).toLowerCase()) same++;
  return model.slice(0, same) + word.slice(same);
}

/**
 * A stretch of the draft with other words in place of its own; mark-up and spaces between them are
 * kept where possible.
 */
function withWordsReplaced(written: string, used: readonly KeyedWord[], meant: readonly string[]): string {
  let text = '';
  let at = 0;
  for (const [i, { text: word }] of used.entries()) {
    const found = written.indexOf(word, at);
    if (found < 0) return meant.join(' ');
    text += written.slice(at, found) + meant[i];
    at = found + word.length;
  }
  return text + written.slice(at);
}
