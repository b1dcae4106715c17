import type { Draft } from '../model/draft.js';
import { factsOf, MOST_READ, wordsOf } from '../model/facts.js';
import type { Span } from '../model/text.js';
import { type CapitalPhrase, capitalsIn, spanOfWords } from './capitals.js';
import { DefinedTerms } from './defined-terms.js';
import { singular, termKey } from './inflections.js';

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
  /** Whether it is also a heading, a title, a link, or stands in quotation marks: somebody means it as it is. */
  readonly named: boolean;
}

interface Gathered extends Phrase {
  readonly uses: PhraseUse[];
  named: boolean;
}

/** Words that have a capital at the head of a sentence and belong to no term. */
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

/** The words of a draft as its checks of terms see them. */
export class Vocabulary {
  private readonly phrases = new Map<string, Gathered>();
  private readonly times = new Map<string, number>();
  private readonly lowerWords = new Set<string>();
  /** The keys of what stands in quotation marks, or is set in bold, within a sentence: what is named there is known. */
  private readonly mentions = new Set<string>();

  private constructor(draft: Draft) {
    for (const { text } of draft.blocks)
      if (text.length <= MOST_READ)
        for (const [word] of text.matchAll(/(?<![\p{L}\p{N}])\p{Ll}{3,40}(?![\p{L}\p{N}])/gu))
          this.lowerWords.add(word);
    for (let block = 0; block < draft.blocks.length; block++) {
      for (const phrase of capitalsIn(draft.block(block))) this.add(block, phrase);
      this.gatherMentions(draft, block);
    }
    for (const { title } of draft.provisions) if (title) this.mentions.add(termKey(title.replace(/[.:]$/, '')));
  }

  static of(draft: Draft): Vocabulary {
    let known = vocabularies.get(draft);
    if (!known) vocabularies.set(draft, (known = new Vocabulary(draft)));
    return known;
  }

  get all(): Iterable<Phrase> {
    return this.phrases.values();
  }

  phrase(key: string): Phrase | null {
    return this.phrases.get(key) ?? null;
  }

  /** How often a word (in the singular and lower case) stands in a phrase with capitals. */
  timesOf(word: string): number {
    return this.times.get(word) ?? 0;
  }

  /** Whether a word (in lower case) stands in the text without a capital, in any number. */
  isOrdinary(word: string): boolean {
    return (
      this.lowerWords.has(word) ||
      this.lowerWords.has(`${word}s`) ||
      this.lowerWords.has(`${word}es`) ||
      (word.endsWith('y') && this.lowerWords.has(`${word.slice(0, -1)}ies`))
    );
  }

  /** Whether a key is named somewhere: between quotation marks, in bold, as a title. */
  isMentioned(key: string): boolean {
    return this.mentions.has(key);
  }

  private add(block: number, phrase: CapitalPhrase): void {
    const { words, joints } = phrase;
    for (const word of words) {
      const base = singular(word);
      this.times.set(base, this.timesOf(base) + 1);
    }
    let from = 0;
    const end = words.length - 1;
    const units: [number, number][] = [];
    for (let i = 1; i <= words.length; i++) {
      if (i < words.length && /^[ \n\u00a0]$/.test(joints[i] as string)) continue;
      units.push([from, i - 1]);
      from = i;
    }
    if (units.length > 1) units.push([0, end]);
    const added = new Set<string>();
    for (const [start, last] of units) {
      let first = start;
      while (first <= last && FUNCTION_WORDS.has((words[first] as string).toLowerCase())) first++;
      if (first > last || added.has(`${first} ${last}`)) continue;
      added.add(`${first} ${last}`);
      const key = keyOf(phrase, first, last);
      let known = this.phrases.get(key);
      if (!known) this.phrases.set(key, (known = { key, uses: [], named: false }));
      if (phrase.title || phrase.quoted) known.named = true;
      else
        known.uses.push({
          block,
          get span() {
            return spanOfWords(phrase, first, last);
          },
          phrase,
          first,
          last,
        });
    }
  }

  private gatherMentions(draft: Draft, block: number): void {
    if (draft.block(block).text.length > MOST_READ) return;
    for (const { inline } of factsOf(draft.block(block)).passages) {
      for (const run of inline.runs) if (run.strong && run.text.length <= 100) this.mention(run.text);
      const text = wordsOf(inline);
      if (!/["“‘']/.test(text)) continue;
      for (const [, quoted = ''] of text.matchAll(/["“‘'](\p{L}[^"“”‘’'.;]{1,100})["”’']/gu)) this.mention(quoted);
    }
  }

  private mention(words: string): void {
    const key = termKey(words.replace(/[.,:;]$/, '').trim());
    this.mentions.add(key);
    if (key.startsWith('the ')) this.mentions.add(key.slice(4));
  }
}

const vocabularies = new WeakMap<Draft, Vocabulary>();

function keyOf({ words, joints }: CapitalPhrase, first: number, last: number): string {
  let text = words[first] as string;
  for (let i = first + 1; i <= last; i++) text += `${joints[i]}${words[i]}`;
  return termKey(text);
}

/** What a draft defines by a definition of its own: by key, the term as it is written. */
export function definedKeys(draft: Draft): ReadonlyMap<string, string> {
  let keys = keysOf.get(draft);
  if (!keys) {
    const found = new Map<string, string>();
    for (const { number } of DefinedTerms.of(draft).definitions) {
      for (const term of alternatives(number as string)) {
        const key = termKey(term);
        if (!found.has(key)) found.set(key, term);
      }
    }
    keysOf.set(draft, (keys = found));
  }
  return keys;
}

const keysOf = new WeakMap<Draft, ReadonlyMap<string, string>>();

/** The terms that one entry defines: "DCC System (or System)", "Force Majeure / Event of Force Majeure". */
export function alternatives(term: string): string[] {
  return term
    .split(/[()/,;"“”]|\bor\b/)
    .map((each) => each.trim())
    .filter((each) => each.length > 1);
}
