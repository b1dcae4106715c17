import { type Block, isQuoted } from '../../model/block.js';
import { readBriefly } from '../../model/block-memo.js';
import { isComment } from '../../model/comment.js';
import type { Draft } from '../../model/draft.js';
import { MOST_READ, readPassages } from '../../model/facts.js';
import { readSpan } from '../../model/inline/inline.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { readTable } from '../../model/table.js';
import { toSingular, toStem } from '../text/inflections.js';
import { rememberByWord } from '../text/remember-words.js';
import { splitWords } from '../text/split-words.js';
import { splitAlternatives } from './vocabulary.js';

/**
 * The definitions of a draft whose terms are used nowhere, neither in the draft nor in the others
 * that may take definitions from it. Glossaries for other documents, quotations and text to be
 * inserted elsewhere do not count.
 * @param elsewhere the uses in other drafts; null where there are none
 */
export function unusedDefinitions(draft: Draft, elsewhere: UsesElsewhere | null): Provision[] {
  const definitions = draft.provisions.filter(({ kind, number }) => kind === 'definition' && number !== null);
  if (definitions.length === 0 || isGlossary(draft)) return [];
  const wanted = elsewhere?.wanted ?? new WantedForms(definitions);
  const counts = wanted.countIn(draft);
  const own = new Map<string, Map<string, number>>();
  for (const definition of definitions)
    wanted.countWords(
      definingWords(draft, definition),
      getOrCreate(own, termKeyOf(definition), () => new Map()),
    );
  const unused = definitions.filter(
    (definition) =>
      !isQuoted(draft.block(definition.block)) &&
      !isInserted(draft, definition) &&
      !isUsed(draft, definition, counts, own.get(termKeyOf(definition))) &&
      !elsewhere?.hasUseOf(draft, definition),
  );
  // Where several words that are defined with a capital are used without it, that is the custom.
  const small = unused.filter(
    (definition) => isOneWord(definition) && isUsedSmall(definition, counts, own.get(termKeyOf(definition))),
  );
  const isCustom = small.length >= FEWEST_SMALL && small.length * ONE_SMALL_IN > definitions.filter(isOneWord).length;
  return isCustom ? unused.filter((each) => !small.includes(each)) : unused;
}

/** So many terms of one word, if they are more than one in so many, are used without their capital. */
const FEWEST_SMALL = 3;
const ONE_SMALL_IN = 5;

function isOneWord({ number }: Provision): boolean {
  return countedFormsIn(number ?? '').length === 1;
}

/** Whether a term of one word is used, in whatever letters. */
function isUsedSmall(definition: Provision, counts: FormCounts, ownCounts?: FormCounts): boolean {
  const key = termKeyOf(definition).toLowerCase();
  return (counts.get(key) ?? 0) > (ownCounts?.get(key) ?? 0);
}

/** What is kept of a draft to tell whether it uses terms of others. */
interface TextOfProject {
  readonly provisions: readonly Provision[];
  readonly counts: FormCounts;
}

/** Which drafts of a project use the terms that others of them define. */
export class UsesElsewhere {
  readonly wanted: WantedForms;
  /** Who holds a form or a pair of forms that a term of any of them is made of. */
  private readonly holders = new Map<string, TextOfProject[]>();
  private readonly known = new Map<string, boolean>();

  /** @param last of the same drafts before an edit: what it counted holds where it sought the same */
  constructor(drafts: readonly Draft[], last: UsesElsewhere | null) {
    const definitions = drafts.flatMap(({ provisions }) =>
      provisions.filter(({ kind, number }) => kind === 'definition' && number !== null),
    );
    const wanted = new WantedForms(definitions);
    this.wanted = last && wanted.isSameAs(last.wanted) ? last.wanted : wanted;
    for (const draft of drafts) {
      const holder = { provisions: draft.provisions, counts: this.wanted.countIn(draft) };
      for (const key of holder.counts.keys()) getOrCreate(this.holders, key, () => []).push(holder);
    }
  }

  /** Whether a draft that does not define the term itself uses it. */
  hasUseOf(draft: Draft, definition: Provision): boolean {
    const term = definition.number ?? '';
    return getOrCreate(this.known, `${isVerb(draft, definition)} ${term}`, () =>
      wantedKeysOf(term).some((keys) =>
        this.fewestHolders(keys).some(
          (other) => !definesTerm(other, definition) && isUsed(draft, definition, other.counts),
        ),
      ),
    );
  }

  private fewestHolders(keys: readonly string[]): readonly TextOfProject[] {
    const all = keys.map((key) => this.holders.get(key) ?? []);
    return all.reduce((fewest, each) => (each.length < fewest.length ? each : fewest), all[0] ?? []);
  }
}

/** What a text that uses a term holds: all the keys of one of the lists. */
function wantedKeysOf(term: string): string[][] {
  return [term, ...splitAlternatives(term)].flatMap((each) => {
    const words = countedFormsIn(each);
    const [first] = words;
    if (first === undefined) return [];
    // With a capital or without it: the plain form is counted for both.
    if (words.length === 1) return [[first]];
    return [words.slice(1).map((word, i) => keyOfPair(words[i] ?? '', word)), [keyOfJoined(words)]];
  });
}

function termKeyOf({ number }: Provision): string {
  return countedFormsIn(number ?? '').join(' ');
}

const keysByProvisions = new WeakMap<readonly Provision[], ReadonlySet<string>>();

/** Whether a draft has a definition of its own for the term. */
function definesTerm({ provisions }: Pick<Draft, 'provisions'>, definition: Provision): boolean {
  const keys = getOrCreate(
    keysByProvisions,
    provisions,
    () => new Set(provisions.filter(({ kind }) => kind === 'definition').map(termKeyOf)),
  );
  return keys.has(termKeyOf(definition));
}

/** @param ownCounts what the definitions of the term themselves add to the counts */
function isUsed(draft: Draft, definition: Provision, counts: FormCounts, ownCounts?: FormCounts): boolean {
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
        /^\p{Lu}/u.test(term) && !SET_IN_CAPITALS.test(term) && !isVerb(draft, definition) && writesCapitals(draft)
          ? keyWithCapital(first)
          : first.toLowerCase(),
      );
    return words.slice(1).every((word, i) => isThere(keyOfPair(words[i]!, word))) || isThere(keyOfJoined(words));
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

/**
 * All that a block says, wherever it says it: a use in code, in an image's words or in the front
 * matter is one.
 */
function textsOf(block: Block): string[] {
  if (block.text.length > MOST_READ || isComment(block)) return [];
  const passages = readPassages(block);
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

/** How often each form and each pair of forms stands in a text; those that do not are left out. */
type FormCounts = ReadonlyMap<string, number>;

/** What is counted for a word wherever it stands. */
interface WantedWord {
  /** Of its forms those that are wanted by themselves. */
  readonly singles: readonly string[];
  readonly parts: readonly WantedForm[];
}

interface WantedForm {
  readonly form: string;
  /** The forms that make a wanted pair behind this one, each with the key of the pair. */
  readonly seconds: ReadonlyMap<string, string> | null;
}

/**
 * What the terms of definitions are made of, to be counted in texts. A term of several words counts
 * as used where all of its pairs are; a word is counted by the form of it that its kin share, once
 * more for its capital, and by its parts.
 */
class WantedForms {
  private readonly singles = new Set<string>();
  private readonly seconds = new Map<string, Map<string, string>>();
  private readonly wantedOf = rememberByWord((word) => this.readWord(word));
  private readonly counted = new WeakMap<Draft, FormCounts>();

  constructor(definitions: readonly Provision[]) {
    for (const { number } of definitions)
      for (const term of [number ?? '', ...splitAlternatives(number ?? '')]) this.addTerm(countedFormsIn(term));
  }

  private addTerm(forms: readonly string[]): void {
    const [first] = forms;
    if (first === undefined) return;
    if (forms.length === 1)
      for (const key of [first, first.toLowerCase(), keyWithCapital(first)]) this.singles.add(key);
    else {
      this.singles.add(keyOfJoined(forms));
      for (const [i, second] of forms.slice(1).entries()) {
        const before = forms[i]!;
        getOrCreate(this.seconds, before, () => new Map()).set(second, keyOfPair(before, second));
      }
    }
  }

  /** Whether the same forms and pairs are wanted. */
  isSameAs(other: WantedForms): boolean {
    const isWithin = ({ seconds }: WantedForms, all: WantedForms) =>
      [...seconds].every(([first, own]) => {
        const others = all.seconds.get(first);
        return others?.size === own.size && [...own.keys()].every((second) => others.has(second));
      });
    return (
      this.singles.size === other.singles.size &&
      this.seconds.size === other.seconds.size &&
      [...this.singles].every((key) => other.singles.has(key)) &&
      isWithin(this, other)
    );
  }

  /** What stands in a draft of what is wanted; counted once. */
  countIn(draft: Draft): FormCounts {
    return getOrCreate(this.counted, draft, () => {
      const counts = new Map<string, number>();
      for (const block of draft.blocks) for (const text of readBriefly(block, textsOf)) this.countWords(text, counts);
      return counts;
    });
  }

  /** Adds what stands in a text to the counts. */
  countWords(text: string, counts: Map<string, number>): void {
    let seconds: WantedForm['seconds'] = null;
    const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const word of splitWords(withoutLineHyphens(text), MARKS, WORD)) {
      const wanted = this.wantedOf(word);
      for (const key of wanted.singles) count(key);
      for (const part of wanted.parts) {
        const pair: string | undefined = seconds?.get(part.form);
        if (pair !== undefined) count(pair);
        seconds = part.seconds;
      }
    }
  }

  private readWord(word: string): WantedWord {
    const { keys, parts } = formsOf(word);
    return {
      singles: keys.filter((key) => this.singles.has(key)),
      parts: parts.map((form) => ({ form, seconds: this.seconds.get(form) ?? null })),
    };
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

/** Most words: one part, and nothing to cut off. */
const PLAIN_WORD = /^[A-Z]?[a-z]+$/;

function wordPartsOf(word: string): string[] {
  if (PLAIN_WORD.test(word)) return [word];
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
const baseFormOf = rememberByWord((word) => {
  let base = toSingular(word);
  // Words are many and end so seldom: the ending is looked at first.
  if (base.endsWith('ied')) base = base.replace(/(?<=\p{L}{3})ied$/u, 'y');
  else if (base.endsWith('ification')) base = base.replace(/(?<=\p{L}{3})ification$/u, 'ify');
  if (base.endsWith('ed') || base.endsWith('ing')) base = base.replace(/(?<=\p{L}{3})(?:ed|ing)$/u, 'e');
  if (base.endsWith('or') || base.endsWith('er') || base.endsWith('ee')) return base;
  let stem = toStem(base);
  if (stem.endsWith('e') || stem.endsWith('i') || stem.endsWith('y')) stem = stem.replace(/(?<=\p{L}{3})[eiy]$/u, '');
  return stem.at(-1) === stem.at(-2) ? stem.replace(/(\p{L})\1$/u, '$1') : stem;
});

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
