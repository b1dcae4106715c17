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
import { splitAlternatives } from './vocabulary.js';

/**
 * How often each word and each pair of words stands in a text. A term of several words counts as
 * used where all of its pairs are; a word is counted by the form of it that its kin share, once
 * more for its capital, and by its parts.
 */
type Counts = Map<string, number>;

const countsByDraft = new WeakMap<Draft, Counts>();

/**
 * The definitions of a draft whose terms are used nowhere, neither in the draft nor in the others
 * that may take definitions from it. Glossaries for other documents, quotations and text to be
 * inserted elsewhere do not count.
 */
export function unusedDefinitions(draft: Draft, others: readonly Draft[]): Provision[] {
  const definitions = draft.provisions.filter(({ kind, number }) => kind === 'definition' && number !== null);
  if (definitions.length === 0 || isGlossary(draft)) return [];
  const own = new Map<string, Counts>();
  for (const definition of definitions) {
    const key = termKeyOf(definition);
    addWordCounts(
      getOrCreate(own, key, () => new Map()),
      definingWords(draft, definition),
    );
  }
  const unused = definitions.filter(
    (definition) =>
      !isQuoted(draft.block(definition.block)) &&
      !isInserted(draft, definition) &&
      !isUsed(draft, definition, countsOf(draft), own.get(termKeyOf(definition))),
  );
  return unused.filter(
    (definition) =>
      !others.some((other) => !definesTerm(other, definition) && isUsed(draft, definition, countsOf(other))),
  );
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
function isUsed(draft: Draft, definition: Provision, counts: Counts, ownCounts?: Counts): boolean {
  const isThere = (key: string) => (counts.get(key) ?? 0) > (ownCounts?.get(key) ?? 0);
  const own = definition.number ?? '';
  const terms = [own, ...splitAlternatives(own)];
  return terms.some((term) => {
    const words = countedFormsIn(term);
    const [first = ''] = words;
    // What has no word in it ("£", "%") is looked for by nobody.
    if (words.length === 0) return true;
    if (words.length === 1)
      return isThere(
        /^\p{Lu}/u.test(term) && !SET_IN_CAPITALS.test(term) && !isVerb(draft, definition)
          ? keyWithCapital(first)
          : first,
      );
    return words.slice(1).every((word, i) => isThere(keyOfPair(words[i]!, word))) || isThere(keyOfJoined(words));
  });
}

/**
 * "STRUCTURE", as some set each term where they define it, and write "structure" where they use it.
 */
const SET_IN_CAPITALS = /^\p{Lu}{5,}$/u;

/** A verb is used without its capital, too: "“Incorporate” means to publish as a part". */
function isVerb(draft: Draft, definition: Provision): boolean {
  return /\bmeans?,? to\s/.test(definingWords(draft, definition).slice(0, MOST_HEAD));
}

const MOST_HEAD = 200;

function countsOf(draft: Draft): Counts {
  return getOrCreate(countsByDraft, draft, () => {
    const counts: Counts = new Map();
    for (const block of draft.blocks) for (const text of textsOf(block)) addWordCounts(counts, text);
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

const WORD = /[\p{L}\p{N}]+(?:[’'&/.-][\p{L}\p{N}]+)*/gu;
const PREFIX = /^(?:anti|co|cross|inter|multi|non|over|post|pre|re|sub|super|un|under)(?=\p{L}{4})/u;

/**
 * The words of a text in the forms that are counted, the parts of "Sub-Contract" and "MeterPoint"
 * each by itself.
 */
function countedFormsIn(text: string): string[] {
  return [...withoutLineHyphens(text).matchAll(WORD)].flatMap(([word]) => wordPartsOf(word)).map(baseFormOf);
}

function addWordCounts(counts: Counts, text: string): void {
  let last = '';
  for (const [word] of withoutLineHyphens(text).matchAll(WORD)) {
    const { keys, parts } = formsOf(word);
    for (const key of keys) addCount(counts, key);
    for (const part of parts) {
      if (last !== '') addCount(counts, keyOfPair(last, part));
      last = part;
    }
  }
}

function addCount(counts: Counts, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
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
