import { readBriefly } from '../../model/block-memo.js';
import type { Draft } from '../../model/draft.js';
import { blankCode, MOST_READ, readPassages } from '../../model/facts.js';
import { listMatches } from '../../model/list-matches.js';
import { getOrCreate } from '../../model/memo.js';
import type { Span } from '../../model/text.js';
import { makeTermKey, toSingular } from '../text/inflections.js';
import { ALPHANUMERIC, kindOf, SMALL } from '../text/letters.js';
import { type CapitalPhrase, capitalsIn, spanOfWords } from './capitals.js';
import { DefinedTerms } from './defined-terms.js';

/** Where a phrase with capitals is used. */
export interface PhraseUse {
  readonly block: number;
  /** Relative to the block's text. */
  readonly span: Span;
  readonly phrase: CapitalPhrase;
  /** Which words of the phrase, first and last included. */
  readonly first: number;
  readonly last: number;
}

/** A phrase with capitals and all its uses in sentences. */
export interface Phrase {
  /** Its words in the singular and lower case. */
  readonly key: string;
  readonly uses: readonly PhraseUse[];
  /**
   * Whether it is also a heading, a title or a link, or stands in quotation marks: it is meant as
   * it is.
   */
  readonly isNamed: boolean;
}

interface MutablePhrase extends Phrase {
  readonly uses: Use[];
  isNamed: boolean;
}

/** Words that have a capital only because they begin a sentence, and belong to no term. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  (
    'a about above accordingly according after again against all also although an and another any anyone are as at be because before below between both but by can ' +
    'certain consequently could despite do does during each either else every except few following for from further furthermore given had has have having he her here hereby his how however ' +
    'i if in including instead into is it its just last later least let like likewise many may might more moreover most must my neither next no nor not notwithstanding nothing now of off ' +
    'on once one only or other otherwise our out over own per please provided pursuant rather same save several shall she should since so some such subject than that the their them then ' +
    'there thereafter therefore these they this those though through throughout thus to under unless until up upon us using very was we were what whatever when whenever where whereas whereby ' +
    'wherever whether which whichever while whilst who whoever whom whose why will with within without would yes yet you your two three four five six seven eight nine ten first second third ' +
    'see note having being amend amended'
  ).split(' '),
);

/** A word with a capital, singular and plural taken together. */
interface CountedWord {
  /** In the singular and lower case. */
  readonly base: string;
  times: number;
}

/** A word as it is written, read once. */
interface WrittenWord {
  readonly word: CountedWord;
  readonly isFunctionWord: boolean;
}

/** The words of a draft as its checks of terms see them. */
export class Vocabulary {
  private readonly phrases = new Map<string, MutablePhrase>();
  private readonly words = new Map<string, CountedWord>();
  private readonly written = new Map<string, WrittenWord>();
  private smallWords: ReadonlySet<string> | null = null;

  private constructor(private readonly draft: Draft) {
    for (let block = 0; block < draft.blocks.length; block++)
      for (const phrase of capitalsIn(draft.block(block))) this.add(block, phrase);
  }

  static of(draft: Draft): Vocabulary {
    return getOrCreate(vocabularies, draft, () => new Vocabulary(draft));
  }

  get all(): Iterable<Phrase> {
    return this.phrases.values();
  }

  phrase(key: string): Phrase | null {
    return this.phrases.get(key) ?? null;
  }

  /** How often a word (in the singular and lower case) stands in a phrase with capitals. */
  timesOf(word: string): number {
    return this.words.get(word)?.times ?? 0;
  }

  /** Whether a word (in lower case) stands in the text without a capital, in any number. */
  isOrdinary(word: string): boolean {
    const words = (this.smallWords ??= smallWordsOf(this.draft));
    return (
      words.has(word) ||
      words.has(`${word}s`) ||
      words.has(`${word}es`) ||
      (word.endsWith('y') && words.has(`${word.slice(0, -1)}ies`))
    );
  }

  /**
   * Whether a key is named somewhere: between quotation marks or in bold within a sentence, or as a
   * title.
   */
  isMentioned(key: string): boolean {
    return mentionsIn(this.draft).has(key);
  }

  private add(block: number, phrase: CapitalPhrase): void {
    const { words, joints } = phrase;
    const read = words.map((word) => this.read(word));
    const isNamed = phrase.isTitle || phrase.isQuoted;
    const end = words.length - 1;
    let from = 0;
    let first = -1;
    for (let last = 0; last <= end; last++) {
      if (last < end && joints[last + 1] === ' ') continue;
      first = this.addUnit(block, phrase, read, from, last, isNamed, -1);
      // Words that small ones join are a phrase as well: "Authority for Testing".
      if (last === end && from > 0) this.addUnit(block, phrase, read, 0, end, isNamed, first);
      from = last + 1;
    }
  }

  /**
   * @returns the first word that is no function word; nothing is added where there is none, or it
   * is `known`
   */
  private addUnit(
    block: number,
    phrase: CapitalPhrase,
    read: readonly WrittenWord[],
    from: number,
    last: number,
    isNamed: boolean,
    known: number,
  ): number {
    let first = from;
    while (first <= last && read[first]!.isFunctionWord) first++;
    if (first > last || first === known) return first;
    let key = read[first]!.word.base;
    for (let i = first + 1; i <= last; i++) {
      const joint = phrase.joints[i]!;
      key += `${joint === ' ' ? joint : joint.replace(/\s/g, ' ')}${read[i]!.word.base}`;
    }
    const phraseKey = key;
    const gathered = getOrCreate(this.phrases, phraseKey, () => ({ key: phraseKey, uses: [], isNamed: false }));
    if (isNamed) gathered.isNamed = true;
    else gathered.uses.push(new Use(block, phrase, first, last));
    return first;
  }

  private read(written: string): WrittenWord {
    let known = this.written.get(written);
    if (!known) {
      const base = toSingular(written);
      const word = getOrCreate(this.words, base, () => ({ base, times: 0 }));
      known = { word, isFunctionWord: FUNCTION_WORDS.has(written.toLowerCase()) };
      this.written.set(written, known);
    }
    known.word.times++;
    return known;
  }
}

class Use implements PhraseUse {
  constructor(
    readonly block: number,
    readonly phrase: CapitalPhrase,
    readonly first: number,
    readonly last: number,
  ) {}

  get span(): Span {
    return spanOfWords(this.phrase, this.first, this.last);
  }
}

const vocabularies = new WeakMap<Draft, Vocabulary>();

/** The words of three letters or more that stand in a draft in small letters. */
function smallWordsOf(draft: Draft): Set<string> {
  const words = new Set<string>();
  // A word that was met before is known by its hash, and need not be cut out again.
  const byHash = new Map<number, string>();
  for (const { text } of draft.blocks) {
    if (text.length > MOST_READ) continue;
    for (let at = 0; at < text.length; at++) {
      if (!(kindOf(text.charCodeAt(at)) & ALPHANUMERIC)) continue;
      const start = at;
      let kinds = SMALL;
      let hash = 0;
      for (; at < text.length; at++) {
        const code = text.charCodeAt(at);
        const kind = kindOf(code);
        if (!(kind & ALPHANUMERIC)) break;
        kinds &= kind;
        hash = (Math.imul(hash, 31) + code) | 0;
      }
      const length = at - start;
      if (!kinds || length < 3 || length > LONGEST_WORD) continue;
      const known = byHash.get(hash >> 1);
      if (known !== undefined && known.length === length && text.startsWith(known, start)) continue;
      const word = text.slice(start, at);
      words.add(word);
      byHash.set(hash >> 1, word);
    }
  }
  return words;
}

/** Letters of a word at most. */
const LONGEST_WORD = 40;

const mentionsByDraft = new WeakMap<Draft, ReadonlySet<string>>();

/** The keys of what is in quotation marks or in bold within a sentence, and of the titles. */
export function mentionsIn(draft: Draft): ReadonlySet<string> {
  return getOrCreate(mentionsByDraft, draft, () => readMentions(draft));
}

function readMentions(draft: Draft): Set<string> {
  const mentions = new Set<string>();
  const mention = (words: string) => {
    const key = makeTermKey(words.replace(/[.,:;]$/, '').trim());
    mentions.add(key);
    if (key.startsWith('the ')) mentions.add(key.slice(4));
  };
  for (let i = 0; i < draft.blocks.length; i++) {
    const block = draft.block(i);
    if (block.text.length > MOST_READ) continue;
    for (const { inline } of readBriefly(block, readPassages)) {
      for (const run of inline.runs) if (run.strong && run.text.length <= 100) mention(run.text);
      const text = blankCode(inline);
      if (!/["“‘']/.test(text)) continue;
      for (const [, quoted = ''] of listMatches(text, /["“‘'](\p{L}[^"“”‘’'.;]{1,100})["”’']/gu)) mention(quoted);
    }
  }
  for (const { title } of draft.provisions) if (title) mentions.add(makeTermKey(title.replace(/[.:]$/, '')));
  return mentions;
}

/** What a draft defines by a definition of its own: by key, the term as it is written. */
export function definedKeys(draft: Draft): ReadonlyMap<string, string> {
  return getOrCreate(definedKeysByDraft, draft, () => {
    const found = new Map<string, string>();
    for (const { number } of DefinedTerms.of(draft).definitions) {
      for (const term of splitAlternatives(number ?? '')) {
        const key = makeTermKey(term);
        if (!found.has(key)) found.set(key, term);
      }
    }
    return found;
  });
}

const definedKeysByDraft = new WeakMap<Draft, ReadonlyMap<string, string>>();

/**
 * The terms that one entry defines: "DCC System (or System)", "Force Majeure / Event of Force
 * Majeure".
 */
export function splitAlternatives(term: string): string[] {
  return term
    .split(/[()/,;"“”]|\bor\b/)
    .map((each) => each.trim())
    .filter((each) => each.length > 1);
}
