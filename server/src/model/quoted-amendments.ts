import { type Block, isQuoted } from './block.js';
import { BlockMemo } from './block-memo.js';
import { listMatches } from './list-matches.js';
import { getOrCreate } from './memo.js';
import type { Span } from './text.js';

/**
 * Words that an instrument puts into another one, in quotation marks: they are that other
 * instrument's, in their numbers as in their references.
 */

/** How many blocks one quotation may run on over; one that is never closed ends sooner. */
const MOST_BLOCKS = 1500;
/** How far before its end a block is read for the words that announce a quotation. */
const REACH = 320;

/** Words that announce what is put in. */
const AMENDING =
  /\b(?:insert(?:ed|ing|ion|s)?|substitut(?:ed?|es|ing|ion)|add(?:ed|ing|ition|s)?|replac(?:ed?|es|ing|ement)|(?:amended|revised|altered|modified)[^.;]{0,40} (?:to read|as follows|by)|(?:shall|to|should|will|would|must) (?:now )?read|reads?(?: as follows|:)|have effect as if|put)\b/i;
/** How the words that announce it end: "… insert:", "… the following—", "… insert". */
const ANNOUNCES =
  /(?:[:—–]|(?:^|[^-])-|\b(?:insert|insert(?:ed|ing)|substitut(?:e|ed|ing)|add(?:ed|ing)?|read|put|follow(?:s|ing)|by|with))[*_\s,]{0,6}$/i;
/** What such words end with, whichever they are. */
const LEADS_ON = /[:—–a-z-][*_\s,]{0,6}$/i;
/** What stands before the first word of a block: marks of Markdown, no words. */
const MARKS_BEFORE = /^(?:[ \t]|>|#{1,6} |[-+*] |[*_]{1,3}(?=\S)){0,12}/;
/** What may follow a closing quotation mark at the end of a block. */
const END = /^[\s.,;:)\]*_—–]{0,8}(?:(?:and|or)[\s*_]{0,4})?$/;

/** Whether a quotation ends with what follows its mark: “the Department”— begins a definition. */
function endsQuotation(after: string): boolean {
  return END.test(after) && !/[:—–]\s*$/.test(after);
}

/** What a block tells of the quotations that begin or end in it. */
interface QuotingFacts {
  /** Whether its last words announce what is put into another text. */
  readonly announces: boolean;
  /** Whether it puts words into another text anywhere. */
  readonly amends: boolean;
  /** The kind of mark that it begins with: `d`ouble, `s`ingle, or none. */
  readonly opensWith: Mark | null;
  /** Whether what it begins with is closed before its end, as a term is that is defined. */
  readonly beginsWithTerm: boolean;
  /** How many more marks of each kind open than close. */
  readonly surplus: Readonly<Record<Mark, number>>;
  /** Whether a quotation that follows an amending word is open at the end. */
  readonly leftOpen: Mark | null;
}

type Mark = 'd' | 's';

interface QuotationMark {
  readonly at: number;
  readonly mark: Mark;
  readonly opens: boolean;
}

const factsByBlock = new BlockMemo<QuotingFacts>();

/**
 * The indices of the blocks that are words put into another instrument: in quotation marks over one
 * or many paragraphs, or in a block quotation, after words such as "insert:".
 */
export function findQuotedAmendments(blocks: readonly Block[]): ReadonlySet<number> {
  const quoted = new Set<number>();
  for (let index = 0; index < blocks.length; index++) {
    if (isHeadOfOtherLaw(blocks[index]!)) {
      const end = findEndOfOtherLaw(blocks, index);
      for (let each = index + 1; each < end; each++) quoted.add(each);
      index = end - 1;
      continue;
    }
    const facts = readQuoting(blocks[index]!);
    const end = facts.leftOpen
      ? findClosing(blocks, index + 1, facts.leftOpen, 1)
      : facts.announces
        ? findQuotationEnd(blocks, index + 1)
        : index + 1;
    for (let each = index + 1; each < end; each++) quoted.add(each);
    index = Math.max(index, end - 1);
  }
  return quoted;
}

/** "### — 2011, c. 3, s. 29.1", above a section of the Act that a consolidation of Canada sets out behind its own. */
const HEAD_OF_OTHER_LAW =
  /^ {0,3}#{1,6}[ \t]{1,4}— ?(?:(?:1[89]|20)\d\d(?:-\d\d){0,4}|R\.S\.[^,]{0,20}\d{4}), c\. [A-Z]?-?\d/;

function isHeadOfOtherLaw({ kind, text }: Block): boolean {
  return kind === 'heading' && HEAD_OF_OTHER_LAW.test(text.slice(0, 80));
}

/** The index of the first heading further out than the one at `from`. */
function findEndOfOtherLaw(blocks: readonly Block[], from: number): number {
  const { level } = blocks[from]!;
  let at = from + 1;
  while (at < blocks.length && !(blocks[at]!.kind === 'heading' && blocks[at]!.level < level)) at++;
  return at;
}

/** Where the quotations end that begin at a block, which may be several, one after the other. */
function findQuotationEnd(blocks: readonly Block[], from: number): number {
  let at = from;
  for (;;) {
    const block = blocks[at];
    if (!block) return at;
    if (isQuoted(block)) {
      at++;
      continue;
    }
    const { opensWith } = readQuoting(block);
    if (!opensWith) {
      // What stood in the margin, "24 of 1997.", may come between.
      const behind = at === from ? passMargin(blocks, at) : at;
      if (behind === at) return at;
      at = behind;
      continue;
    }
    const end = findClosing(blocks, at, opensWith, 0);
    if (end === at) return at;
    at = end;
  }
}

/** So many short lines of a margin stand between two paragraphs at most. */
const MOST_NOTES = 4;
const LONGEST_NOTE = 60;

/** The index of the quotation behind notes of the margin; `from` where none stands there. */
function passMargin(blocks: readonly Block[], from: number): number {
  let at = from;
  while (at < from + MOST_NOTES && blocks[at] && isNote(blocks[at]!)) at++;
  const block = blocks[at];
  return block && readQuoting(block).opensWith === 'd' ? at : from;
}

/** A few words without a label that end as a note does, or the sign of a page's end. */
function isNote(block: Block): boolean {
  return (
    block.kind === 'paragraph' &&
    block.text.length <= LONGEST_NOTE &&
    block.head.kind === 'none' &&
    /(?:\p{Ll}|\d)\.\s{0,9}$|[-—]{9}\s{0,9}$/u.test(block.text)
  );
}

/**
 * The index after the block in which a quotation is closed.
 * @param depth how many are open before the first block; 0 where the first one opens it
 */
function findClosing(blocks: readonly Block[], from: number, mark: Mark, depth: number): number {
  let open = depth;
  const last = Math.min(blocks.length, from + MOST_BLOCKS);
  for (let at = from; at < last; at++) {
    const { opensWith, beginsWithTerm, surplus } = readQuoting(blocks[at]!);
    // A mark that is set before each paragraph of one quotation opens no further one.
    const isRepeated = open > 0 && opensWith === mark && !beginsWithTerm;
    open += surplus[mark] - (isRepeated ? 1 : 0);
    if (open <= 0) return at + 1;
  }
  // It is never closed: only what begins with a mark is surely quoted.
  let end = from;
  while (end < last && readQuoting(blocks[end]!).opensWith === mark) end++;
  return end;
}

/**
 * The words in quotation marks of a text that amends another one: ‘for “Clause 4.1” substitute
 * “Clause 4.2”’. Empty where it amends nothing.
 */
export function findQuotedWords(block: Block): readonly Span[] {
  return readQuoting(block).amends ? findQuotedRuns(block.text) : [];
}

/** All that stands in quotation marks; what is not closed reaches to the end. */
function findQuotedRuns(text: string): readonly Span[] {
  const spans: Span[] = [];
  let open: QuotationMark | null = null;
  let depth = 0;
  for (const each of marksIn(text)) {
    if (open && each.mark !== open.mark) continue;
    if (!open) {
      if (!each.opens) continue;
      open = each;
      depth = 1;
      continue;
    }
    depth += each.opens ? 1 : -1;
    if (depth > 0) continue;
    spans.push({ start: open.at, end: each.at + 1 });
    open = null;
  }
  // A single mark that is never closed is an apostrophe.
  if (open?.mark === 'd') spans.push({ start: open.at, end: text.length });
  return spans;
}

/** All of a block that tells where such words begin and end, as one string. */
export function readQuotingKey(block: Block): string {
  const { announces, opensWith, beginsWithTerm, surplus, leftOpen } = readQuoting(block);
  return `${announces} ${opensWith} ${beginsWithTerm} ${surplus.d} ${surplus.s} ${leftOpen} ${isNote(block)} ${block.kind === 'heading' ? block.level : ''} ${isHeadOfOtherLaw(block)}`;
}

function readQuoting(block: Block): QuotingFacts {
  return getOrCreate(factsByBlock, block, () => gatherQuoting(block));
}

const NOTHING: QuotingFacts = {
  announces: false,
  amends: false,
  opensWith: null,
  beginsWithTerm: false,
  surplus: { d: 0, s: 0 },
  leftOpen: null,
};

function gatherQuoting(block: Block): QuotingFacts {
  const { text } = block;
  if (block.kind === 'code' || block.kind === 'frontMatter' || block.kind === 'rule') return NOTHING;
  const marks = marksIn(text);
  const end = text.slice(-REACH).trimEnd();
  const leadsOn = LEADS_ON.test(end.slice(-8));
  // Nearly every block ends as a sentence does and quotes nothing.
  if (marks.length === 0 && !leadsOn) return NOTHING;
  const amends = AMENDING.test(text);
  const announces = amends && leadsOn && ANNOUNCES.test(end) && AMENDING.test(end);
  if (marks.length === 0) return announces ? { ...NOTHING, announces, amends } : NOTHING;
  const surplus = { d: 0, s: 0 };
  for (const { mark, opens } of marks) surplus[mark] += opens ? 1 : -1;
  const [first] = marks;
  const start = block.prefix + (MARKS_BEFORE.exec(text.slice(block.prefix))?.[0].length ?? 0);
  const opensWith = first?.opens && first.at === start ? first.mark : null;
  const [begun] = opensWith ? findQuotedRuns(text.slice(start)) : [];
  const beginsWithTerm =
    begun !== undefined && begun.end + start < text.length && !endsQuotation(text.slice(begun.end + start));
  return { announces, amends, opensWith, beginsWithTerm, surplus, leftOpen: findLeftOpen(text, marks, amends) };
}

/** The mark of a quotation that follows an amending word and goes on in the next block. */
function findLeftOpen(text: string, marks: readonly QuotationMark[], amends: boolean): Mark | null {
  if (!amends) return null;
  for (const mark of ['d', 's'] as const) {
    const open: number[] = [];
    for (const each of marks) {
      if (each.mark !== mark) continue;
      if (each.opens) open.push(each.at);
      else open.pop();
    }
    const [at] = open;
    if (at === undefined) continue;
    const before = text.slice(Math.max(0, at - REACH), at).trimEnd();
    if (ANNOUNCES.test(before) && AMENDING.test(before)) return mark;
  }
  return null;
}

/**
 * The quotation marks of a text and which way they turn; apostrophes within words and signs of
 * inches or minutes are none.
 */
function marksIn(text: string): QuotationMark[] {
  const marks: QuotationMark[] = [];
  for (const { 0: char, index: at } of listMatches(text, /["“”„«»'‘’]/g)) {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + 1);
    const isInWord = /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
    const isSingle = "'‘’".includes(char);
    if (isInWord && isSingle) continue;
    // "owners’ boats": no more than an apostrophe.
    if (char !== '‘' && isSingle && /s/i.test(before) && /^\s\p{L}/u.test(text.slice(at + 1, at + 3))) continue;
    const opens =
      '“„«‘'.includes(char) || (`"'`.includes(char) && /^$|[\s([{—–*_>/“‘"']/.test(before) && /\S/.test(after));
    marks.push({ at, mark: isSingle ? 's' : 'd', opens });
  }
  return marks;
}
