import type { Block } from '../../model/block.js';
import { BlockMemo } from '../../model/block-memo.js';
import type { Draft } from '../../model/draft.js';
import { blankCode, type Passage, readBlockFacts } from '../../model/facts.js';
import { findSourceSpan } from '../../model/inline/inline.js';
import { listMatches } from '../../model/list-matches.js';
import { getOrCreate } from '../../model/memo.js';
import type { Span } from '../../model/text.js';
import { isShortForm, longFormBefore, shortForm } from './short-forms.js';
import { FUNCTION_WORDS } from './vocabulary.js';

/**
 * A name in brackets: "Smart Energy Code (SEC)", "(the “SEC”)", "(hereafter “SEC”)", "(DMCT
 * Process)".
 */
export interface BracketedName {
  /** All words of the name, without quotation marks and articles. */
  readonly name: string;
  /** Of the name, relative to the block's text. */
  readonly span: Span;
  readonly passage: Passage;
  /** The short forms among its words. */
  readonly shortForms: readonly BracketedShortForm[];
  /** The words before the bracket that the name stands for; null where nothing suggests any. */
  readonly long: string | null;
  /** Whether the name is one short form, and the initials of `long` are that short form. */
  readonly isSpelledOut: boolean;
  /** Whether no word before `long` can belong to it. */
  readonly isWhole: boolean;
}

/** A short form among the words of a name in brackets. */
export interface BracketedShortForm {
  /** Without a plural ending. */
  readonly short: string;
  /** As written, relative to the block's text. */
  readonly span: Span;
  /** Where it starts in the words of its passage. */
  readonly at: number;
}

/** A long form, and the block that gives it. */
export interface FoundLongForm {
  readonly block: number;
  readonly long: string;
  /** Of the short form in the bracket, relative to the block's text. */
  readonly span: Span;
}

const NO_NAMES: readonly BracketedName[] = [];
const namesByBlock = new BlockMemo<readonly BracketedName[]>();

/**
 * The names in brackets of one block, in the order of the text. Every reader of long forms begins
 * here.
 */
export function bracketedNamesIn(block: Block): readonly BracketedName[] {
  return getOrCreate(namesByBlock, block, () => {
    // A bracket can be written as an entity.
    if (!/[(&]/.test(block.text)) return NO_NAMES;
    const names = readBlockFacts(block).passages.flatMap((passage) => [...readBracketedNames(passage)]);
    return names.length === 0 ? NO_NAMES : names;
  });
}

/**
 * The first long form that a draft gives for a short form ("STP", also as "STPs"); null where it
 * gives none.
 */
export function firstLongFormOf(draft: Draft, short: string): FoundLongForm | null {
  const wanted = shortForm(short);
  for (const [index, block] of draft.blocks.entries()) {
    if (!block.text.includes('(') || !block.text.includes(wanted)) continue;
    for (const { name, long, span } of bracketedNamesIn(block))
      if (long !== null && shortForm(name) === wanted) return { block: index, long, span };
  }
  return null;
}

const BRACKETED =
  /\(((?:in short,? |together,? |hereafter |hereinafter |or |each |an? )?(?:the )?[‘'“"]?)([A-Z][A-Za-z0-9&/-]{1,19}(?: [A-Z][A-Za-z0-9&/-]{1,19}){0,3})[’'”"]?\)/g;

function* readBracketedNames(passage: Passage): Generator<BracketedName> {
  const text = blankCode(passage.inline);
  if (!text.includes('(')) return;
  for (const { 1: opening = '', 2: name = '', index } of listMatches(text, BRACKETED)) {
    const before = text.slice(Math.max(0, index - 260), index).trimEnd();
    if (before === '') continue;
    const start = index + 1 + opening.length;
    const spanAt = (at: number, length: number) => findSourceSpan(passage.inline, at, at + length);
    const shortForms = [...listMatches(name, /[A-Z][A-Za-z0-9&]*/g)]
      .filter(([word]) => isShortForm(shortForm(word)))
      .map(({ 0: word, index: offset }) => ({
        short: shortForm(word),
        span: spanAt(start + offset, word.length),
        at: start + offset,
      }));
    const isOneShortForm = shortForms.length === 1 && isShortForm(shortForm(name));
    const from = isOneShortForm ? longFormBefore(before, name) : null;
    yield {
      name,
      span: spanAt(start, name.length),
      passage,
      shortForms,
      long: from === null ? capitalisedBefore(text, index, name) : before.slice(from).replace(/\s+/g, ' '),
      isSpelledOut: from !== null,
      // "Department of Business, Energy and Industrial Strategy (BEIS)" begins before its initials
      // do.
      isWhole: from !== null && !endsInName(before.slice(0, from)),
    };
  }
}

/**
 * The words with capitals that lead up to a bracket, where they are longer than its name: "Testing
 * Window" before "(TW Period)".
 * @param bracket where the bracket opens in the text
 */
function capitalisedBefore(text: string, bracket: number, name: string): string | null {
  if (!/[A-Z].*[A-Z]/.test(name)) return null;
  const before = text.slice(Math.max(0, bracket - 160), bracket).trimEnd();
  const [words] =
    /(?:[A-Z][\w’'/-]*(?: (?:of|and|for|to|the|in|on|with|&)){0,2} ){0,14}[A-Z][\w’'/-]*$/.exec(before) ?? [];
  return words === undefined || words.length <= name.length ? null : lastWithInitials(words, name);
}

/**
 * The last words that have the capitals of a name as their initials; all of the words where none
 * have.
 */
function lastWithInitials(text: string, name: string): string {
  const letters = name.replace(/[^A-Z]/g, '');
  const words = text.split(' ');
  let initials = '';
  for (const [from, word] of [...words.entries()].reverse()) {
    if (!/^[A-Z]/.test(word)) continue;
    initials = word.charAt(0) + initials;
    if (initials === letters) return words.slice(from).join(' ');
  }
  return text;
}

/** Whether words with capitals lead up to the end of a text. */
function endsInName(text: string): boolean {
  const words = text.slice(-60).trimEnd().split(/\s+/);
  while (/^(?:of|for|and|&|on|the)$/.test(words.at(-1) ?? '')) words.pop();
  const last = words.at(-1) ?? '';
  return /^\p{Lu}/u.test(last) && !/[.;:!?)]$/.test(last) && !FUNCTION_WORDS.has(last.toLowerCase());
}
