import { type Block, isQuoted } from '../../model/block.js';
import { BlockMemo } from '../../model/block-memo.js';
import type { Draft } from '../../model/draft.js';
import { blankCode, type Passage, readBlockFacts } from '../../model/facts.js';
import { findSourceSpan } from '../../model/inline/inline.js';
import { getOrCreate } from '../../model/memo.js';
import { type Span, trimEndOf } from '../../model/text.js';
import { isHistoryOfVersions } from '../text/history-of-versions.js';
import { inflectNumber, isPlural, toSingular } from '../text/inflections.js';
import { type CapitalPhrase, capitalsIn } from './capitals.js';
import { bracketedNamesIn } from './long-forms.js';
import { isShortForm, longFormAfter, longFormBefore, shortForm, withoutGenitive } from './short-forms.js';
import { definedKeys, FUNCTION_WORDS } from './vocabulary.js';

/** Where a short form stands, in a sentence or where the text says what it stands for. */
export interface AbbreviationPlace {
  readonly block: number;
  /** Of the short form, its plural ending included, relative to the block's text. */
  readonly span: Span;
}

/** Where a draft says what a short form stands for. */
export interface Introduction extends AbbreviationPlace {
  /**
   * Its long form as it is written before the bracket; null where the initials of the words before
   * are not the short form.
   */
  readonly long: string | null;
  /** Whether no word before the long form can belong to it. */
  readonly isWhole: boolean;
}

/** What a draft does with one short form. */
export interface Abbreviation {
  readonly short: string;
  /**
   * Its first use in a sentence; null where it stands only in titles, tables of abbreviations and
   * the like.
   */
  readonly firstUse: AbbreviationPlace | null;
  /**
   * Its first use in a sentence of the text itself: not in a note, on the cover, or in the history
   * of versions.
   */
  readonly firstInText: AbbreviationPlace | null;
  /**
   * The first place outside a note where it follows its long form in brackets; null where there is
   * none.
   */
  readonly introduction: Introduction | null;
  /**
   * Whether a definition, a table of abbreviations, quotation marks or a company's name make it
   * known.
   */
  readonly isListed: boolean;
}

/** An abbreviation while it is gathered, block by block. */
interface MutableAbbreviation {
  short: string;
  firstUse: AbbreviationPlace | null;
  firstInText: AbbreviationPlace | null;
  introduction: Introduction | null;
  isListed: boolean;
}

/** The short forms of a draft, those in sentences and those with a long form, by short form. */
export function abbreviationsOf(draft: Draft): ReadonlyMap<string, Abbreviation> {
  return getOrCreate(abbreviationsByDraft, draft, () => gatherAbbreviations(draft));
}

const abbreviationsByDraft = new WeakMap<Draft, ReadonlyMap<string, Abbreviation>>();

function gatherAbbreviations(draft: Draft): Map<string, MutableAbbreviation> {
  const all = new Map<string, MutableAbbreviation>();
  const of = (short: string): MutableAbbreviation =>
    getOrCreate(all, short, () => ({
      short,
      firstUse: null,
      firstInText: null,
      introduction: null,
      isListed: false,
    }));
  const cover = draft.provisions.find(({ kind }) => kind === 'section')?.block ?? 0;
  for (const term of definedKeys(draft).values())
    for (const word of term.split(/\s+/)) if (isShortForm(shortForm(word))) of(shortForm(word)).isListed = true;
  for (let block = 0; block < draft.blocks.length; block++) {
    const own = draft.block(block);
    if (isQuoted(own)) continue;
    const { uses, told, listed } = abbreviationsIn(own);
    const isNote = own.head.kind === 'footnote';
    for (const short of listed) of(short).isListed = true;
    for (const { short, ...rest } of told) {
      const abbreviation = of(short);
      // A note is read where it is called, so where it stands does not say which comes first.
      if (isNote) abbreviation.isListed = true;
      else abbreviation.introduction ??= { block, ...rest };
    }
    for (const { short, span, isHistory } of uses) {
      const abbreviation = of(short);
      abbreviation.firstUse ??= { block, span };
      if (!isNote && !isHistory && block >= cover) abbreviation.firstInText ??= { block, span };
    }
  }
  return all;
}

interface BlockAbbreviations {
  readonly uses: readonly { readonly short: string; readonly span: Span; readonly isHistory: boolean }[];
  readonly told: readonly (Omit<Introduction, 'block'> & { readonly short: string })[];
  readonly listed: readonly string[];
}

const byBlock = new BlockMemo<BlockAbbreviations>();

function abbreviationsIn(block: Block): BlockAbbreviations {
  return getOrCreate(byBlock, block, () => readBlockAbbreviations(block));
}

interface PassageWords {
  readonly passage: Passage;
  readonly text: string;
  readonly isContents: boolean;
}

const NONE: BlockAbbreviations = { uses: [], told: [], listed: [] };

function readBlockAbbreviations(block: Block): BlockAbbreviations {
  const uses: { short: string; span: Span; isHistory: boolean }[] = [];
  const told: (Omit<Introduction, 'block'> & { short: string })[] = [];
  const listed: string[] = [];
  const phrases = capitalsIn(block);
  if (phrases.length === 0) return NONE;
  const { passages } = readBlockFacts(block);
  for (const { inline } of passages)
    for (const run of inline.runs) {
      const short = run.strong ? shortForm(run.text.trim()) : '';
      if (short !== '' && isShortForm(short)) listed.push(short);
    }
  let introduced: Map<Passage, Set<number>> | null = null;
  for (const { passage, shortForms, long, isSpelledOut, isWhole } of bracketedNamesIn(block))
    for (const { short, span, at } of shortForms) {
      introduced ??= new Map();
      getOrCreate(introduced, passage, () => new Set()).add(at);
      told.push({ short, span, long: isSpelledOut ? long : null, isWhole });
    }
  let last: PassageWords | null = null;
  const isHistory = isHistoryOfVersions(block);
  for (const phrase of phrases) {
    for (let i = 0; i < phrase.words.length; i++) {
      const word = phrase.words[i]!;
      if (!mayBeShortForm(word)) continue;
      const written = withoutGenitive(word);
      const short = shortForm(word);
      if (!isShortForm(short)) continue;
      const at = phrase.at[i]!;
      if (introduced?.get(phrase.passage)?.has(at)) continue;
      if (last?.passage !== phrase.passage) last = readPassageWords(phrase.passage);
      const { text, isContents } = last;
      if (
        isCompany(phrase, i, text) ||
        phrase.isQuoted ||
        isAlone(phrase, text) ||
        isExplainedBeside(text, at, written)
      )
        listed.push(short);
      else if (!phrase.isTitle && !isContents && isUse(phrase, i, text, at + written.length)) {
        const span = findSourceSpan(phrase.passage.inline, at, at + written.length);
        if (!isWholeLine(block.text, span)) uses.push({ short, span, isHistory });
      }
    }
  }
  return uses.length + told.length + listed.length === 0 ? NONE : { uses, told, listed };
}

function readPassageWords(passage: Passage): PassageWords {
  const text = blankCode(passage.inline);
  return { passage, text, isContents: isContents(text) };
}

/** A quick look at a word: a short form has a second capital, or a digit. */
function mayBeShortForm(word: string): boolean {
  for (let at = 1; at < word.length; at++) {
    const code = word.charCodeAt(at);
    if ((code >= 65 && code <= 90) || (code >= 48 && code <= 57)) return true;
  }
  return false;
}

const COMPANY = /^(?:Ltd|Limited|plc|PLC|LLP|LLC|Inc|Incorporated|Corp|Corporation|GmbH|AG)$/;
const ACT = /^(?:Acts?|Regulations?|Orders?|Directives?|Rules|Licen[cs]e|Treaty)$/;
/** Words before letters that are then the number of something. */
const LABELS: ReadonlySet<string> = new Set(
  (
    'appendix part table figure form section clause paragraph chapter title book exhibit article version class type ' +
    'category grade zone column row unit block phase level code model series schedule attachment serial annexe annex'
  ).split(' '),
);

function isNumberedLabel(word: string): boolean {
  return LABELS.has(toSingular(word));
}

/** Whether a word of a phrase belongs to the name of a company: "QRT Limited", "BVD Energy plc". */
function isCompany({ words, joints, at }: CapitalPhrase, i: number, text: string): boolean {
  let end = i + 1;
  while (end < Math.min(words.length, i + 5) && joints[end] === ' ') if (COMPANY.test(words[end++]!)) return true;
  const last = words.length - 1;
  const next = at[last]! + words[last]!.length + 1;
  const [word = ''] = text.slice(next, next + 20).split(/[\s,.;)]/, 1);
  return end > last && COMPANY.test(word);
}

/** Whether it fills a cell, as in a table of abbreviations. */
function isAlone({ passage }: CapitalPhrase, text: string): boolean {
  return passage.cell !== null && passage.cell.row >= 0 && text.length < 40 && isShortForm(shortForm(text.trim()));
}

/**
 * "SEC (the Smart Energy Code)", "SEC means", "SEC – Smart Energy Code", "Smart Energy Code, or
 * SEC".
 */
function isExplainedBeside(text: string, at: number, written: string): boolean {
  const end = at + written.length;
  const after = text.slice(end, end + 280);
  const joint = /^[”’"']?(?: \((?:the |an? )?| ?[:=–—] ?| - |, (?:or )?(?:the |an? )?)[“‘"']?/.exec(after);
  if (joint && longFormAfter(after.slice(joint[0].length), written) !== null) return true;
  if (/^[”’"']?:? (?:means?|stands? for|is short for|denotes|refers to|is an? (?:abbreviation|acronym))\b/.test(after))
    return true;
  const before = text.slice(Math.max(0, at - 280), at);
  const gap = /(?:, (?:or )?(?:the )?| or (?:the )?| [–—-] |\/| known as (?:the )?)[“‘"']?$/.exec(before);
  return (
    gap !== null &&
    longFormBefore(
      before.slice(0, gap.index).replace(/ (?:is|are|also|hereafter|hereinafter|otherwise)$/, ''),
      written,
    ) !== null
  );
}

/**
 * Whether a word is a short form in a sentence, and no number, unit, part of a name, or word in a
 * sentence of capitals.
 */
function isUse(phrase: CapitalPhrase, i: number, text: string, end: number): boolean {
  const { words, at } = phrase;
  const start = at[i]!;
  const before = text.slice(Math.max(0, start - 16), start);
  const after = text.slice(end, end + 40);
  if (/[[\p{Sc}#]\s?$/u.test(before) || endsInNumber(before)) return false;
  if (/^(?:[ \u00a0]?\d|[ \u00a0]Q\.?\d|[_/\\:@#+-][\p{L}\p{N}]|\.[\p{L}\p{N}]|\])/u.test(after)) return false;
  // "[2019] EWCA Civ 12"; "Section 1 (SIT rules)"; "SEC Clause 4", which the checks of references
  // speak of.
  if (
    /\]\s$/.test(before) ||
    isCitedTitle(text.slice(0, start)) ||
    isNumberedLabel(/^ (\p{L}+) [\dA-Z]/u.exec(after)?.[1] ?? '')
  )
    return false;
  const previous =
    before
      .trimEnd()
      .split(/[^\p{L}]+/u)
      .at(-1) ?? '';
  if (isNumberedLabel(previous) || FUNCTION_WORDS.has(words[i]!.toLowerCase())) return false;
  if (isInShoutedSentence(phrase, i, text)) return false;
  const next = words.slice(i + 1, i + 12);
  return !next.slice(0, 4).some((word) => ACT.test(word)) && next.filter((word) => !isCapitals(word)).length < 4;
}

/** Whether a text ends in a number: what follows is a unit. */
function endsInNumber(before: string): boolean {
  const number = before.trimEnd();
  const rest = trimEndOf(number, '0123456789.,');
  return /\d/.test(number.slice(rest.length)) && !/[\p{L}\p{N}]$/u.test(rest);
}

/** Whether a bracket stands open after a number: it holds the title of what has that number. */
function isCitedTitle(before: string): boolean {
  const near = before.slice(-80);
  const open = near.lastIndexOf('(');
  return open > near.lastIndexOf(')') && /\d\s?$/.test(near.slice(Math.max(0, open - 2), open));
}

function isCapitals(word: string): boolean {
  return /^[A-Z]{2}[A-Z0-9]*$/.test(shortForm(word));
}

/**
 * Whether the sentence around a word is in capitals: it is one of four such words in a row, or a
 * long or a small word near it is in capitals.
 */
function isInShoutedSentence({ words, at }: CapitalPhrase, i: number, text: string): boolean {
  let first = i;
  let last = i;
  while (first > Math.max(0, i - 3) && isCapitals(words[first - 1]!)) first--;
  while (last + 1 < Math.min(words.length, i + 4) && isCapitals(words[last + 1]!)) last++;
  if (last - first >= 3) return true;
  const start = at[i]!;
  const around =
    text.slice(Math.max(0, start - 40), start + 50).match(/(?<![\p{L}\p{N}])[A-Z]{2,16}(?![\p{L}\p{N}])/gu) ?? [];
  return around.some((word) => word.length >= 7 || (!STRESSED.has(word) && FUNCTION_WORDS.has(word.toLowerCase())));
}

/** Small words that are short forms too, or are in capitals only for stress. */
const STRESSED: ReadonlySet<string> = new Set([
  'IT',
  'US',
  'AM',
  'AS',
  'NOT',
  'NO',
  'AND',
  'OR',
  'ONLY',
  'MUST',
  'SHALL',
  'MAY',
]);

/** Whether a word has a line to itself, but for a label: "1. SCOPE" above its text. */
function isWholeLine(text: string, { start, end }: Span): boolean {
  const before = text.slice(Math.max(0, start - 40), start);
  return (
    /^[.: \t]{0,4}\r?\n/.test(text.slice(end, end + 8)) && !/\p{L}{2}/u.test(before.slice(before.lastIndexOf('\n') + 1))
  );
}

/** Whether it is a line of a table of contents. */
function isContents(text: string): boolean {
  return /\.{4}|…{2}|(?:\. ){4}/.test(text);
}

/** The title of the edit of `writtenOut`. */
export function titleOfWritingOut(short: string, long: string): string {
  return `Write “${long} (${short})” here, at its first use`;
}

/**
 * The edit that writes an abbreviation out where it is used: in the singular or plural of that use,
 * and with the article that the long form needs. Null for a genitive, since brackets cannot stand
 * in one.
 * @param text what `span`, the use, and the edit are relative to
 */
export function writeOut(text: string, span: Span, long: string): { span: Span; text: string } | null {
  if (/^[’']/.test(text.slice(span.end, span.end + 1))) return null;
  const written = text.slice(span.start, span.end);
  const words = long.split(' ');
  const last = words.pop() ?? '';
  const whole = [...words, inflectNumber(last, written !== shortForm(written) || isPlural(last))].join(' ');
  const article = /(?<![\p{L}\p{N}])([Aa])n?( )$/u.exec(text.slice(Math.max(0, span.start - 4), span.start));
  if (!article) return { span, text: `${whole} (${written})` };
  const an = /^(?:[aio]|e(?!u)|u(?!ni|se|su|ti)|hour|honest|heir)/i.test(long) && !/^one\b/i.test(long);
  return {
    span: { start: span.start - article[0].length, end: span.end },
    text: `${article[1]}${an ? 'n' : ''} ${whole} (${written})`,
  };
}
