import { type Block, isQuoted } from '../model/block.js';
import { isComment } from '../model/comment.js';
import type { Draft } from '../model/draft.js';
import { factsOf, MOST_READ } from '../model/facts.js';
import { readSpan } from '../model/inline.js';
import type { Provision } from '../model/provision.js';
import { readTable } from '../model/table.js';
import { singular, stem } from './inflections.js';
import { alternatives } from './vocabulary.js';

/**
 * How often each word and each pair of words stands in a text. A term of several words counts as used where all of its pairs are; a
 * word is counted by the form of it that its kin share, once more for its capital, and by its parts.
 */
type Counts = Map<string, number>;

const counted = new WeakMap<Draft, Counts>();

/**
 * The definitions of a draft whose terms stand nowhere else: neither in the draft nor in the others that may take their definitions from it.
 * None of a draft that is a glossary for others, of a quotation, or of a text that is to be put into another.
 */
export function unusedDefinitions(draft: Draft, others: readonly Draft[]): Provision[] {
  const definitions = draft.provisions.filter(({ kind, number }) => kind === 'definition' && number !== null);
  if (definitions.length === 0 || isGlossary(draft)) return [];
  const own = new Map<string, Counts>();
  for (const definition of definitions) {
    const key = keyOf(definition);
    let counts = own.get(key);
    if (!counts) own.set(key, (counts = new Map()));
    count(counts, definingWords(draft, definition));
  }
  const unused = definitions.filter(
    (definition) =>
      !isQuoted(draft.block(definition.block)) &&
      !isInserted(draft, definition) &&
      !isUsed(draft, definition, countsOf(draft), own.get(keyOf(definition))),
  );
  return unused.filter(
    (definition) => !others.some((other) => !defines(other, definition) && isUsed(draft, definition, countsOf(other))),
  );
}

function keyOf({ number }: Provision): string {
  return wordsIn(number ?? '').join(' ');
}

const defined = new WeakMap<readonly Provision[], ReadonlySet<string>>();

/** Whether a draft has a definition of its own for the term. */
function defines({ provisions }: Draft, definition: Provision): boolean {
  let keys = defined.get(provisions);
  if (!keys)
    defined.set(provisions, (keys = new Set(provisions.filter(({ kind }) => kind === 'definition').map(keyOf))));
  return keys.has(keyOf(definition));
}

/** @param own what the definitions of the term themselves add to the counts */
function isUsed(draft: Draft, definition: Provision, counts: Counts, own?: Counts): boolean {
  const isThere = (key: string) => (counts.get(key) ?? 0) > (own?.get(key) ?? 0);
  const terms = [definition.number as string, ...alternatives(definition.number as string)];
  return terms.some((term) => {
    const words = wordsIn(term);
    const [first = ''] = words;
    // What has no word in it ("£", "%") is looked for by nobody.
    if (words.length === 0) return true;
    if (words.length === 1)
      return isThere(
        /^\p{Lu}/u.test(term) && !SET_IN_CAPITALS.test(term) && !isVerb(draft, definition) ? capital(first) : first,
      );
    return words.slice(1).every((word, i) => isThere(pair(words[i] as string, word))) || isThere(whole(words));
  });
}

/** "STRUCTURE", as some set each term where they define it, and write "structure" where they use it. */
const SET_IN_CAPITALS = /^\p{Lu}{5,}$/u;

/** A verb is used without its capital, too: "“Incorporate” means to publish as a part". */
function isVerb(draft: Draft, definition: Provision): boolean {
  return /\bmeans?,? to\s/.test(definingWords(draft, definition).slice(0, MOST_HEAD));
}

const MOST_HEAD = 200;

function countsOf(draft: Draft): Counts {
  let counts = counted.get(draft);
  if (!counts) {
    counted.set(draft, (counts = new Map()));
    for (const block of draft.blocks) for (const text of textsOf(block)) count(counts, text);
  }
  return counts;
}

/** All that a block says, wherever it says it: a use in code, in an image's words or in the front matter is one. */
function textsOf(block: Block): string[] {
  if (block.text.length > MOST_READ || isComment(block)) return [];
  const { passages } = factsOf(block);
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

/** The words of a text in the forms that are counted, the parts of "Sub-Contract" and "MeterPoint" each by itself. */
function wordsIn(text: string): string[] {
  return [...joined(text).matchAll(WORD)].flatMap(([word]) => partsOf(word)).map(form);
}

function count(counts: Counts, text: string): void {
  let last = '';
  for (const [word] of joined(text).matchAll(WORD)) {
    const { keys, parts } = formsOf(word);
    for (const key of keys) add(counts, key);
    for (const part of parts) {
      if (last !== '') add(counts, pair(last, part));
      last = part;
    }
  }
}

function add(counts: Counts, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

interface Forms {
  /** What the word is counted as by itself. */
  readonly keys: readonly string[];
  /** The forms of its parts, for the pairs that they stand in. */
  readonly parts: readonly string[];
}

/** A word as it is counted; the words of a text are few, and each is read once. */
const formsOf = remembered((word: string): Forms => {
  const parts = partsOf(word);
  const joint = parts.length > 1 ? [word.replace(/[^\p{L}\p{N}]/gu, '')] : [];
  return { keys: [...joint, ...parts].flatMap(keysOf), parts: parts.map(form) };
});

function keysOf(word: string): string[] {
  const own = form(word);
  const base = form(word.toLowerCase().replace(PREFIX, ''));
  const bases = own === base ? [own] : [own, base];
  return /^\p{Lu}/u.test(word) ? bases.flatMap((each) => [each, capital(each)]) : bases;
}

function partsOf(word: string): string[] {
  return word
    .replace(/[’']s?$/, '')
    .split(/[’'&/.-]|(?<=\p{Ll})(?=\p{Lu})/u)
    .filter(Boolean);
}

/** A text without the hyphens that only the ends of lines have put into its words. */
function joined(text: string): string {
  return text.replace(/\u00ad/g, '').replace(/(?<=\p{Ll})-\s(?=\p{Ll})/gu, '');
}

/** What the forms of a word have in common. Who does a thing is another than the thing: "Licensor" is no form of "License". */
function form(word: string): string {
  const base = singular(word)
    .replace(/(?<=\p{L}{3})(?:ied|ification)$/u, (ending) => (ending === 'ied' ? 'y' : 'ify'))
    .replace(/(?<=\p{L}{3})(?:ed|ing)$/u, 'e');
  return /(?:or|er|ee)$/.test(base)
    ? base
    : stem(base)
        .replace(/(?<=\p{L}{3})[eiy]$/u, '')
        .replace(/(\p{L})\1$/u, '$1');
}

/** A function of a word that keeps what it gave for each, up to a bound. */
function remembered<Value>(read: (word: string) => Value): (word: string) => Value {
  const known = new Map<string, Value>();
  return (word) => {
    let value = known.get(word);
    if (value === undefined) {
      if (known.size > MOST_REMEMBERED) known.clear();
      known.set(word, (value = read(word)));
    }
    return value;
  };
}

const MOST_REMEMBERED = 50_000;

function capital(word: string): string {
  return `^${word}`;
}

function pair(word: string, next: string): string {
  return `${word} ${next}`;
}

function whole(words: readonly string[]): string {
  return form(words.join(''));
}

/** Whether a draft is there for its definitions alone, so that those who use them are its readers: by its title, or for want of anything else. */
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

/** Whether a definition is to be put into another text: "After the definition of “Depot” insert:". */
function isInserted(draft: Draft, { block }: Provision): boolean {
  let before = block - 1;
  while (before >= 0 && draft.block(before).head.kind === 'definition') before--;
  const text = before < 0 ? '' : draft.block(before).text.trimEnd().slice(-400);
  return /[:–—-]$/.test(text) && /\b(?:insert|substitut|replac|add|amend)/i.test(text);
}
