import type { Block } from '../../model/block.js';
import { BlockMemo } from '../../model/block-memo.js';
import type { Draft } from '../../model/draft.js';
import { blankCode, MOST_READ, type Passage, readBlockFacts } from '../../model/facts.js';
import { findSourceSpan } from '../../model/inline/inline.js';
import { listMatches } from '../../model/list-matches.js';
import { getOrCreate } from '../../model/memo.js';
import { findQuotedWords } from '../../model/quoted-amendments.js';
import { readMarkerStyles } from '../../model/structure/markers.js';
import type { Span } from '../../model/text.js';
import { narrowSigns } from '../../model/wide-signs.js';
import { findMarkBrackets, isConsolidated } from './amendment-marks.js';
import { isGarbledText } from './foreign-words.js';

/** A bracket or a quotation mark without a partner in its own paragraph or cell. */
export interface OddMark {
  readonly char: string;
  /** A straight quotation mark is taken to open where a word follows it. */
  readonly opens: boolean;
  /**
   * Whether it stands before the first word of its block, where a quotation that goes on opens
   * again.
   */
  readonly leads: boolean;
  /** Relative to the block's text. */
  readonly span: Span;
}

/** An unpaired mark, and its block. */
export interface PlacedMark {
  readonly block: number;
  readonly mark: OddMark;
}

/**
 * How many blocks may lie between the two marks of a pair: lists within brackets, quotations of
 * several paragraphs.
 */
const REACH = 40;
/** How many where the quotation begins a paragraph, as sections do that an Act puts into another. */
const REACH_OF_QUOTATION = 250;

interface BlockMarks {
  readonly odd: readonly OddMark[];
  /**
   * Whether it is a paragraph in quotation marks, as the last of a quotation in which each
   * paragraph opens again.
   */
  readonly isQuotation: boolean;
}

const marksByBlock = new BlockMemo<BlockMarks>();

/**
 * The marks without a partner, neither in their own block nor, across a list or a quotation, in the
 * blocks around it.
 */
export function pairMarks(draft: Draft): PlacedMark[] {
  const { blocks, quotedBlocks } = draft;
  // In a consolidated text square brackets show what later Acts changed, over any number of blocks.
  const isMarked = isConsolidated(draft);
  const found: PlacedMark[] = [];
  const open: Record<'round' | 'square' | 'quote', PlacedMark[]> = { round: [], square: [], quote: [] };
  const leaveOpen = (family: keyof typeof open, before: number, reach = 0) => {
    const isIn = ({ block, mark }: PlacedMark): boolean =>
      block >= before || (mark.char === '“' && mark.leads && block >= before - reach);
    if (open[family].length === 0) return;
    const count = open[family].findIndex(isIn);
    found.push(...open[family].splice(0, count < 0 ? open[family].length : count));
  };
  let hasBrokenOff = false;
  blocks.forEach((block, index) => {
    // A bracket does not reach over a heading, unless that is the head of a page in the middle of a
    // sentence; a quotation of an Act's sections does, as do brackets around amended sections.
    if (block.kind === 'heading') hasBrokenOff ||= index > 0 && /[\p{L},-]\s*$/u.test(blocks[index - 1]!.text);
    else {
      const isHeadPassed = index > 0 && blocks[index - 1]!.kind === 'heading';
      if (isHeadPassed && !(hasBrokenOff && /^\s{0,8}\p{Ll}{2}/u.test(block.text))) leaveOpen('round', index);
      hasBrokenOff = false;
    }
    for (const family of ['round', 'square', 'quote'] as const)
      if (family !== 'quote' || !quotedBlocks.has(index)) leaveOpen(family, index - REACH, REACH_OF_QUOTATION);
    const { odd, isQuotation } = marksOf(block);
    const begun = open.quote.at(-1)?.mark;
    if (isQuotation && (begun?.char !== '"' || begun.leads)) open.quote.pop();
    for (const mark of odd) {
      const family = /[()]/.test(mark.char) ? 'round' : /[[\]]/.test(mark.char) ? 'square' : 'quote';
      if (family === 'square' && isMarked) continue;
      const placed = { block: index, mark };
      const stack = open[family];
      // A quotation of several paragraphs in straight marks opens again before each of them.
      const goesOn = mark.char === '"' && mark.opens && mark.leads && stack.at(-1)?.mark.leads === true;
      const turns = mark.char === '"' && stack.length > 0 && !goesOn;
      if (mark.opens && !turns) {
        if (family === 'quote' && stack.length > 0) {
          if (mark.leads) continue;
          leaveOpen('quote', index + 1);
        }
        stack.push(placed);
      } else if (stack.length > 0) stack.pop();
      else found.push(placed);
    }
  });
  for (const family of ['round', 'square', 'quote'] as const) leaveOpen(family, blocks.length);
  return found.sort((a, b) => a.block - b.block || a.mark.span.start - b.mark.span.start);
}

const NO_MARKS: BlockMarks = { odd: [], isQuotation: false };
/** What can stand in pairs in other ways than round brackets do, or hide a bracket from a reader. */
const OTHER_SIGNS = /[[\]"“”„`<\\|&]/;

/** Whether each round bracket of a block is closed before the next opens, and no other mark is there. */
function isPlainlyPaired({ text, kind }: Block): boolean {
  if (kind === 'table' || kind === 'extractedTable' || OTHER_SIGNS.test(text)) return false;
  let at = -1;
  for (;;) {
    const opens = text.indexOf('(', at + 1);
    const closes = text.indexOf(')', at + 1);
    if (opens < 0) return closes < 0;
    if (closes < opens || isFace(text, opens)) return false;
    const next = text.indexOf('(', opens + 1);
    if (next >= 0 && next < closes) return false;
    at = closes;
  }
}

function marksOf(block: Block): BlockMarks {
  return getOrCreate(marksByBlock, block, () => {
    if (isPlainlyPaired(block)) return NO_MARKS;
    const readable = block.text.length <= MOST_READ && /[\p{L}\p{N}]/u.test(block.text);
    const hasMarks = readable && /[()[\]"“”]/.test(block.text) && !isGarbledText(block.text);
    const passages = hasMarks ? readBlockFacts(block).passages : [];
    const words = passages.length === 1 && passages[0] ? passages[0].inline.text.trim() : '';
    const isQuotation = /^(?:“[^“”]*”|"[^"]*")[.,;]?$/.test(words);
    return { odd: passages.flatMap((each) => oddMarks(block, each)), isQuotation };
  });
}

/** A bracket or quotation mark in the words of a passage. */
interface PairingMark {
  readonly char: string;
  readonly at: number;
}

/** A cell that says the same as the one above it: "”". */
const DITTO = /^\s{0,99}[”“"„]{1,2}\s{0,99}$/;

function oddMarks(block: Block, { inline, cell }: Passage): OddMark[] {
  const text = narrowSigns(blankCode(inline));
  if (cell && DITTO.test(text)) return [];
  const label = cell ? 0 : itemLabelLength(block, text);
  const marks: PairingMark[] = [];
  for (const match of listMatches(text, /[()[\]"“”„]/g))
    if (match.index >= label) marks.push({ char: match[0], at: match.index });
  const quoted = findQuotedWords(block).map((span) => {
    const { length } = block.text.slice(span.start, span.end);
    const before = block.text.slice(Math.max(0, span.start - 12), span.start);
    return { ...span, isShort: length < (TAKES_OUT.test(before) ? LONG_QUOTATION : SHORT_QUOTATION) };
  });
  // What an amendment quotes of another text need not be whole: “after “accommodate)” insert”.
  const isOthers = ({ at }: PairingMark): boolean => {
    const { start } = findSourceSpan(inline, at, at + 1);
    return quoted.some((span) => span.isShort && span.start < start && start < span.end - 1);
  };
  const isSign = (each: PairingMark) => /[()[\]]/.test(each.char) && isOthers(each);
  const unpaired = dropOtherSigns([
    ...oddBrackets(
      text,
      marks.filter((mark) => !isSign(mark)),
    ),
    ...oddQuotes(text, marks),
  ]);
  if (unpaired.length === 0) return [];
  const amendments = findMarkBrackets(text);
  const odd = unpaired
    // What a later Act put in, "F4[(2) …", is closed many blocks on.
    .filter(({ at }) => !amendments.has(at))
    .sort((a, b) => a.at - b.at);
  const first = text.slice(label).search(/[\p{L}\p{N}]/u) + label;
  return odd.map(({ char, at }) => ({
    char,
    opens: char === '"' ? /[\p{L}\p{N}(]/u.test(text.charAt(at + 1)) : /[([“]/.test(char),
    leads: at < first,
    span: findSourceSpan(inline, at, at + 1),
  }));
}

/** A quotation of so many characters is a few words of another text. */
const SHORT_QUOTATION = 80;
/** So are more where words are taken out: ‘for “, or Schedule 5 to, that Act (powers of …” substitute’. */
const LONG_QUOTATION = 240;
const TAKES_OUT = /\b(?:for|from|to|omit|words?|after|before|leave out) $/;
/** A sign that stands alone so often in one paragraph means something else there. */
const MOST_SLIPS = 3;

/** Without signs that stand alone over and over, as the "]" of "tasks 1], 2], 3] and 4]". */
function dropOtherSigns(odd: readonly PairingMark[]): PairingMark[] {
  const counts = new Map<string, number>();
  for (const { char } of odd) counts.set(char, (counts.get(char) ?? 0) + 1);
  return odd.filter(({ char }) => (counts.get(char) ?? 0) <= MOST_SLIPS);
}

/**
 * "1a)", "2i1c)", "4b++)": letters and numbers in turn, as rules of sport are labelled; "7A)", "za)" and
 * "Section 14A)", put in between others; "(1.", as some lists are.
 */
const RULE_LABEL =
  /^\s*(?:(?:(?:Article|Paragraph|Part|Regulation|Rule|Schedule|Section) )?(?:\d{1,3}|[A-Z]{1,2}\d{1,3})(?:[A-Z]{1,3}|(?:[a-z]{1,2}\d{0,3}){0,6})\+{0,3}\)|[a-z][a-h]\)|\((?:\d{1,3}|[a-z]|[ivx]{2,5})\.)(?=\s|$)/;

/** The visible characters of a label such as "(a)", "a)" or "2i1)", which pairs with nothing. */
function itemLabelLength(block: Block, text: string): number {
  const label = block.head.kind === 'item' ? /^\s*\(?[A-Za-z0-9]{1,8}\)/.exec(text) : RULE_LABEL.exec(text);
  return label?.[0].length ?? 0;
}

/** What a notary's form is written beside: "STATE OF OHIO )" and, below it, ") ss.". */
const STATES = /\b(?:STATE|COMMONWEALTH|COUNTY|CITY|PARISH|DISTRICT) OF\b/i;

/** Whether a bracket is a piece of the brace that notaries draw with brackets, line below line. */
function isBrace(text: string, at: number): boolean {
  if (text.charAt(at) !== ')' || !/^\s?$/.test(text.charAt(at - 1))) return false;
  return (
    /^\s{0,3}(?:ss\b|s\.\s?s\.|$)/i.test(text.slice(at + 1, at + 8)) &&
    (/^\s{0,3}s/i.test(text.slice(at + 1)) || STATES.test(text))
  );
}

function oddBrackets(text: string, marks: readonly PairingMark[]): PairingMark[] {
  const opened: PairingMark[] = [];
  const odd: PairingMark[] = [];
  const counters: PairingMark[] = [];
  const closed = new Set<PairingMark>();
  for (const mark of marks) {
    const { char, at } = mark;
    if (char === '(' || char === '[') {
      if (!isFace(text, at) && !isOfCharacterData(text, at)) opened.push(mark);
    } else if (char === ')' || char === ']') {
      const last = opened[opened.length - 1];
      if (last && isInterval(text, last.at, at)) opened.pop();
      else if (char === ')' && isCounter(text, at)) counters.push(mark);
      else if (!isFace(text, at) && !closeLast(opened, char === ')' ? '(' : '[') && !isBrace(text, at)) odd.push(mark);
    }
  }
  // "either a) … or b) …": what counts can close a bracket, and need not.
  let spare = counters.length;
  for (let i = opened.length - 1; i >= 0 && spare > 0; i--)
    if (opened[i]!.char === '(') {
      closed.add(opened[i]!);
      spare--;
    }
  const left = opened.filter((mark) => !closed.has(mark) && !isInGarbledWord(text, mark));
  // One bracket of each kind around the same words is one slip of a key.
  if (left.length === 1 && odd.length === 1) return left;
  return [...left.filter((mark) => !standsAlone(text, mark)), ...odd];
}

/**
 * Takes away the last bracket of a kind that is open. Each kind is paired by itself: "(as amended
 * by F3[section 2)]" lacks none.
 */
function closeLast(opened: PairingMark[], char: string): boolean {
  const at = opened.findLastIndex((mark) => mark.char === char);
  if (at >= 0) opened.splice(at, 1);
  return at >= 0;
}

/** "The [ command": a square bracket between spaces is spoken of, and holds nothing. */
function standsAlone(text: string, { char, at }: PairingMark): boolean {
  return char === '[' && /^\s\[\s$/.test(text.slice(at - 1, at + 2));
}

/** "32.4c)", "30.1a)iii)": the point of a rule, cited with the bracket that its label has. */
const CITED_POINT = /(?:^|[^\p{L}\p{N}.])\d{1,3}(?:\.\d{1,3}){1,4}\.? ?(?:[a-z]{1,4}\) ?){0,3}[a-z]{1,4}$/u;

/** "15.2.2.d.i.c)": a point with its bracket behind the points that it stands in. */
const POINT_OF_POINT = /(?:^|[\s.\d])[a-z]{1,4}\.[a-z]{1,4}$/;

/** "a)", "iv)", "2)", "3b)" that counts within a sentence, in the letters of whatever script. */
function isCounter(text: string, at: number): boolean {
  if (CITED_POINT.test(text.slice(Math.max(0, at - 36), at))) return true;
  if (isPointOfPoint(text.slice(Math.max(0, at - 12), at))) return true;
  return /(?:^|[\s;,:#\]\u00a0])(?:[a-z]|([a-z])\1|[ivx]{1,5}|[A-Z]|\d{1,2}[a-z]?|[^\P{L}\p{sc=Latin}]{1,3})$/u.test(
    text.slice(Math.max(0, at - 6), at),
  );
}

function isPointOfPoint(before: string): boolean {
  if (!POINT_OF_POINT.test(before)) return false;
  const markers = before.split(/[\s.]/).slice(-2);
  return markers.every((marker) => readMarkerStyles(marker).length > 0);
}

/** "[0, 1)". */
function isInterval(text: string, from: number, to: number): boolean {
  return (
    to - from < 40 &&
    /^[[(]\s{0,3}[-−–]?[\d.∞]{1,12}\s{0,3}[,;]\s{0,3}[-−–+]?[\d.∞]{1,12}\s{0,3}[\])]$/.test(text.slice(from, to + 1))
  );
}

/** "<![CDATA[", which a page of XML left behind. */
function isOfCharacterData(text: string, at: number): boolean {
  return /(?:<!|<!\[CDATA)$/.test(text.slice(Math.max(0, at - 8), at));
}

/** ":-)" */
function isFace(text: string, at: number): boolean {
  return /(?:^|\s)[:;]-?$/.test(text.slice(Math.max(0, at - 3), at));
}

/** "IIIµ[k": a letter of a font of its own, whose words are shown in another one. */
function isInGarbledWord(text: string, { char, at }: PairingMark): boolean {
  return char === '[' && /[^\P{L}A-Za-z]/u.test(text.charAt(at - 1)) && /[a-z]/.test(text.charAt(at + 1));
}

/** The quotation mark that is one too many or too few, where their number is odd. */
function oddQuotes(text: string, marks: readonly PairingMark[]): PairingMark[] {
  const quotes: PairingMark[] = [];
  for (const mark of marks) {
    const { char, at } = mark;
    // 12" and 37 ¾" are inches where no quotation is open.
    const isMeasure =
      (char === '"' || char === '”') && /[\d¼-¾⅐-⅞]/.test(text.charAt(at - 1)) && quotes.length % 2 === 0;
    if (/["“”„]/.test(char) && !isMeasure) quotes.push(mark);
  }
  if (quotes.length % 2 === 0) return [];
  // Between two letters it is a sign of another script or of a font, as in kilometers in Hebrew.
  const apart = quotes.filter(({ at }) => !isBetweenLetters(text, at));
  if (apart.every(({ at }, i) => /\p{L}/u.test(text.charAt(at + 1)) === (i % 2 === 0)) && apart.length % 2 === 0)
    return [];
  const nested = oddNested(text, quotes);
  if (nested) return [nested];
  let open: PairingMark | null = null;
  for (const mark of quotes) {
    const opens: boolean = mark.char === '“' || mark.char === '„' || (mark.char === '"' && open === null);
    if (opens === (open !== null)) return [open ?? mark];
    open = opens ? mark : null;
  }
  return open ? [open] : [];
}

function isBetweenLetters(text: string, at: number): boolean {
  return /\p{L}/u.test(text.charAt(at - 1)) && /\p{L}/u.test(text.charAt(at + 1));
}

/**
 * The one straight quotation mark that has no other where one quotation stands within another, both
 * in straight marks, as the spaces around them tell: the first of `"A note (the "Note") goes on`.
 * Null where the spaces do not tell.
 */
function oddNested(text: string, quotes: readonly PairingMark[]): PairingMark | null {
  const open: PairingMark[] = [];
  const odd: PairingMark[] = [];
  for (const mark of quotes) {
    const before = /[\p{L}\p{N}\p{P}]/u.test(text.charAt(mark.at - 1).replace(/[([—–]/, ''));
    const after = /[\p{L}\p{N}[]/u.test(text.charAt(mark.at + 1));
    if (mark.char !== '"' || before === after) return null;
    if (after) open.push(mark);
    else if (open.length > 0) open.pop();
    else odd.push(mark);
  }
  const [only = null, second] = [...open, ...odd];
  return second ? null : only;
}
