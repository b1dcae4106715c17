import { type Block, isQuoted } from '../../model/block.js';
import { isComment } from '../../model/comment.js';
import type { Draft } from '../../model/draft.js';
import { MOST_READ, readBlockFacts } from '../../model/facts.js';
import { readSpan } from '../../model/inline/inline.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { readTable } from '../../model/table.js';
import { toSingular, toStem } from '../text/inflections.js';
import { rememberByWord } from '../text/remember-words.js';
import { splitWords } from '../text/split-words.js';
import { splitAlternatives } from './vocabulary.js';

const countsByDraft = new WeakMap<Draft, WordCounts>();

/**
 * The definitions of a draft whose terms are used nowhere, neither in the draft nor in the others
 * that may take definitions from it. Glossaries for other documents, quotations and text to be
 * inserted elsewhere do not count.
 * @param elsewhere the uses in other drafts; null where there are none
 */
export function unusedDefinitions(draft: Draft, elsewhere: UsesElsewhere | null): Provision[] {
  const definitions = draft.provisions.filter(({ kind, number }) => kind === 'definition' && number !== null);
  if (definitions.length === 0 || isGlossary(draft)) return [];
  const own = new Map<string, WordCounts>();
  for (const definition of definitions)
    getOrCreate(own, termKeyOf(definition), () => new WordCounts()).add(definingWords(draft, definition));
  return definitions.filter(
    (definition) =>
      !isQuoted(draft.block(definition.block)) &&
      !isInserted(draft, definition) &&
      !isUsed(draft, definition, countsOf(draft), own.get(termKeyOf(definition))) &&
      !elsewhere?.hasUseOf(draft, definition),
  );
}

/** Which drafts of a project use the terms that others of them define. */
export class UsesElsewhere {
  /** The drafts that hold a word or a pair of words that a term of any of them is made of. */
  private readonly holders = new Map<string, Draft[]>();
  private readonly known = new Map<string, boolean>();

  constructor(drafts: readonly Draft[]) {
    const wanted = new Map<string, Set<string>>();
    for (const { provisions } of drafts)
      for (const { kind, number } of provisions)
        if (kind === 'definition' && number !== null)
          for (const keys of wantedKeysOf(number))
            for (const [first, second] of keys) getOrCreate(wanted, first, () => new Set()).add(second);
    for (const draft of drafts) {
      const counts = countsOf(draft);
      for (const first of counts.forms())
        for (const second of wanted.get(first) ?? [])
          if (counts.countOf(first, second) > 0)
            getOrCreate(this.holders, keyOfPair(first, second), () => []).push(draft);
    }
  }

  /** Whether a draft that does not define the term itself uses it. */
  hasUseOf(draft: Draft, definition: Provision): boolean {
    const term = definition.number ?? '';
    return getOrCreate(this.known, `${isVerb(draft, definition)} ${term}`, () =>
      wantedKeysOf(term).some((keys) =>
        this.fewestHolders(keys).some(
          (other) => !definesTerm(other, definition) && isUsed(draft, definition, countsOf(other)),
        ),
      ),
    );
  }

  private fewestHolders(keys: readonly WantedKey[]): readonly Draft[] {
    const all = keys.map(([first, second]) => this.holders.get(keyOfPair(first, second)) ?? []);
    return all.reduce((fewest, each) => (each.length < fewest.length ? each : fewest), all[0] ?? []);
  }
}

/** A word, or two that stand together; '' where there is no second. */
type WantedKey = readonly [first: string, second: string];

/** What a text that uses a term holds: all the keys of one of the lists. */
function wantedKeysOf(term: string): WantedKey[][] {
  return [term, ...splitAlternatives(term)].flatMap((each) => {
    const words = countedFormsIn(each);
    const [first] = words;
    if (first === undefined) return [];
    // With a capital or without it: the plain form is counted for both.
    if (words.length === 1) return [[[first, '']]];
    return [words.slice(1).map((word, i): WantedKey => [words[i] ?? '', word]), [[keyOfJoined(words), '']]];
  });
}

function termKeyOf({ number }: Provision): string {
  return countedFormsIn(number ?? '').join(' ');
}

const keysByProvisions = new WeakMap<readonly Provision[], ReadonlySet<string>>();

/** Whether a draft has a definition of its own for the term. */
function definesTerm({ provisions }: Draft, definition: Provision): boolean {
  const keys = getOrCreate(
    keysByProvisions,
    provisions,
    () => new Set(provisions.filter(({ kind }) => kind === 'definition').map(termKeyOf)),
  );
  return keys.has(termKeyOf(definition));
}

/** @param ownCounts what the definitions of the term themselves add to the counts */
function isUsed(draft: Draft, definition: Provision, counts: WordCounts, ownCounts?: WordCounts): boolean {
  const isThere = (first: string, second = '') =>
    counts.countOf(first, second) > (ownCounts?.countOf(first, second) ?? 0);
  const own = definition.number ?? '';
  const terms = [own, ...splitAlternatives(own)];
  return terms.some((term) => {
    const words = countedFormsIn(term);
    const [first = ''] = words;
    // What has no word in it ("£", "%") is looked for by nobody.
    if (words.length === 0) return true;
    if (words.length === 1)
      return isThere(
        /^\p{Lu}/u.test(term) && !SET_IN_CAPITALS.test(term) && !isVerb(draft, definition) && writesCapitals(draft)
          ? keyWithCapital(first)
          : first.toLowerCase(),
      );
    return words.slice(1).every((word, i) => isThere(words[i]!, word)) || isThere(keyOfJoined(words));
  });
}

/**
 * "STRUCTURE", as some set each term where they define it, and write "structure" where they use it.
 */
const SET_IN_CAPITALS = /^\p{Lu}{5,}$/u;

const capitalsByProvisions = new WeakMap<Draft['provisions'], boolean>();

/**
 * Whether a text writes its terms with capitals: its kind does, and so do most of its definitions.
 * Others begin only the definition so.
 */
function writesCapitals({ scheme, provisions }: Draft): boolean {
  if (scheme.id !== 'code' && !scheme.checks.definitions) return false;
  return getOrCreate(capitalsByProvisions, provisions, () => {
    let capitals = 0;
    for (const { kind, number } of provisions)
      if (kind === 'definition' && number) capitals += /^\p{Lu}/u.test(number) ? 1 : -1;
    return capitals >= 0;
  });
}

/** A verb is used without its capital, too: "“Incorporate” means to publish as a part". */
function isVerb(draft: Draft, definition: Provision): boolean {
  return /\bmeans?,? to\s/.test(definingWords(draft, definition).slice(0, MOST_HEAD));
}

const MOST_HEAD = 200;

function countsOf(draft: Draft): WordCounts {
  return getOrCreate(countsByDraft, draft, () => {
    const counts = new WordCounts();
    for (const block of draft.blocks) for (const text of textsOf(block)) counts.add(text);
    return counts;
  });
}

/**
 * All that a block says, wherever it says it: a use in code, in an image's words or in the front
 * matter is one.
 */
function textsOf(block: Block): string[] {
  if (block.text.length > MOST_READ || isComment(block)) return [];
  const { passages } = readBlockFacts(block);
  return passages.length > 0 ? passages.map(({ inline }) => inline.text) : [block.text];
}

/** A term and the sentence that says what it means: a use in it is none, for it explains itself. */
function definingWords(draft: Draft, { block, row }: Provision): string {
  const own = draft.block(block);
  if (row !== null) {
    const cells = readTable(own)?.rows[row]?.cells ?? [];
    return cells.map((cell) => readSpan(own, cell).text).join('\n');
  }
  const text = textsOf(own).join('\n');
  const end = /[.;]["”’')]{0,2}\s+["“‘'(]?\p{Lu}/u.exec(text);
  return end ? text.slice(0, end.index) : text;
}

/** Marks that a word can hold. */
const MARKS = "’'&/.-";
const WORD = /[\p{L}\p{N}]+(?:[’'&/.-][\p{L}\p{N}]+)*/gu;
const PREFIX = /^(?:anti|co|cross|inter|multi|non|over|post|pre|re|sub|super|un|under)(?=\p{L}{4})/u;

/**
 * The words of a text in the forms that are counted, the parts of "Sub-Contract" and "MeterPoint"
 * each by itself.
 */
function countedFormsIn(text: string): string[] {
  return splitWords(withoutLineHyphens(text), MARKS, WORD).flatMap((word) => formsOf(word).parts);
}

interface WordTally {
  readonly forms: Forms;
  times: number;
}

/**
 * How often each word and each pair of words stands in a text. A term of several words counts as
 * used where all of its pairs are; a word is counted by the form of it that its kin share, once
 * more for its capital, and by its parts.
 */
class WordCounts {
  private readonly written = new Map<string, WordTally>();
  /** By a form, how often each other one follows it. */
  private readonly followers = new Map<string, Map<string, number>>();
  /** How often each form stands there; made of what was read when it is first asked for. */
  private singles: Map<string, number> | null = null;

  add(text: string): void {
    this.singles = null;
    let last = '';
    for (const written of splitWords(withoutLineHyphens(text), MARKS, WORD)) {
      const word = getOrCreate(this.written, written, () => ({ forms: formsOf(written), times: 0 }));
      word.times++;
      for (const part of word.forms.parts) {
        if (last !== '') {
          const following = getOrCreate(this.followers, last, () => new Map<string, number>());
          following.set(part, (following.get(part) ?? 0) + 1);
        }
        last = part;
      }
    }
  }

  /** How often a form stands there, or right before another one. */
  countOf(first: string, second: string): number {
    if (second !== '') return this.followers.get(first)?.get(second) ?? 0;
    this.singles ??= this.countSingles();
    return this.singles.get(first) ?? 0;
  }

  /** Every form that stands there. */
  forms(): Iterable<string> {
    this.singles ??= this.countSingles();
    return this.singles.keys();
  }

  private countSingles(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { forms, times } of this.written.values())
      for (const key of forms.keys) counts.set(key, (counts.get(key) ?? 0) + times);
    return counts;
  }
}

interface Forms {
  /** What the word is counted as by itself. */
  readonly keys: readonly string[];
  /** The forms of its parts, for the pairs that they stand in. */
  readonly parts: readonly string[];
}

/** A word as it is counted; the words of a text are few, and each is read once. */
const formsOf = rememberByWord((word: string): Forms => {
  const parts = wordPartsOf(word);
  const joint = parts.length > 1 ? [word.replace(/[^\p{L}\p{N}]/gu, '')] : [];
  return { keys: [...joint, ...parts].flatMap(keysOf), parts: parts.map(baseFormOf) };
});

function keysOf(word: string): string[] {
  const own = baseFormOf(word);
  const base = baseFormOf(word.toLowerCase().replace(PREFIX, ''));
  const bases = own === base ? [own] : [own, base];
  return /^\p{Lu}/u.test(word) ? bases.flatMap((each) => [each, keyWithCapital(each)]) : bases;
}

function wordPartsOf(word: string): string[] {
  return word
    .replace(/[’']s?$/, '')
    .split(/[’'&/.-]|(?<=\p{Ll})(?=\p{Lu})/u)
    .filter(Boolean);
}

/** A text without the hyphens that only the ends of lines have put into its words. */
function withoutLineHyphens(text: string): string {
  if (!/\u00ad|-\s/.test(text)) return text;
  return text.replace(/\u00ad/g, '').replace(/(?<=\p{Ll})-\s(?=\p{Ll})/gu, '');
}

/**
 * What the forms of a word have in common. A person is not a form of the thing: "Licensor" is no
 * form of "License".
 */
function baseFormOf(word: string): string {
  const base = toSingular(word)
    .replace(/(?<=\p{L}{3})(?:ied|ification)$/u, (ending) => (ending === 'ied' ? 'y' : 'ify'))
    .replace(/(?<=\p{L}{3})(?:ed|ing)$/u, 'e');
  return /(?:or|er|ee)$/.test(base)
    ? base
    : toStem(base)
        .replace(/(?<=\p{L}{3})[eiy]$/u, '')
        .replace(/(\p{L})\1$/u, '$1');
}

function keyWithCapital(word: string): string {
  return `^${word}`;
}

function keyOfPair(word: string, next: string): string {
  return `${word} ${next}`;
}

function keyOfJoined(words: readonly string[]): string {
  return baseFormOf(words.join(''));
}

/**
 * Whether a draft holds definitions alone, for other documents to use: by its title, or because it
 * has little else.
 */
function isGlossary(draft: Draft): boolean {
  const { title } = draft.frontMatter;
  if (title !== null && GLOSSARY.test(title)) return true;
  const [first, ...others] = draft.blocks.filter(({ kind }) => kind === 'heading');
  if (first && GLOSSARY.test(first.text) && others.every(({ level }) => level > first.level)) return true;
  let definitions = 0;
  let operative = 0;
  let isList = false;
  for (const { kind, head, text } of draft.blocks) {
    const opens = /:\s*$/.test(text);
    if (head.kind === 'definition') {
      definitions++;
      isList = opens;
    } else if (kind === 'paragraph' && !(isList && head.kind === 'item')) {
      isList = false;
      if (/[.;,]["”’)*_]{0,4}\s*$/.test(text)) operative++;
    }
  }
  for (const { kind, row } of draft.provisions) {
    if (row === null) continue;
    if (kind === 'definition') definitions++;
    else operative++;
  }
  return operative * 8 <= definitions;
}

const GLOSSARY = /\b(?:glossary|definitions|defined terms|interpretation)\b/i;

/**
 * Whether a definition is to be put into another text: "After the definition of “Depot” insert:".
 */
function isInserted(draft: Draft, { block }: Provision): boolean {
  let before = block - 1;
  while (before >= 0 && draft.block(before).head.kind === 'definition') before--;
  const text = before < 0 ? '' : draft.block(before).text.trimEnd().slice(-400);
  return /[:–—-]$/.test(text) && /\b(?:insert|substitut|replac|add|amend)/i.test(text);
}
