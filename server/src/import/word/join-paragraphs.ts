import { getOrCreate } from '../../model/memo.js';
import { valueAt } from '../../office/word-xml.js';
import type { ParagraphStyles } from './paragraph-styles.js';
import { PLAIN_LOOK, type WordBlock, type WordParagraph, type WordSpan } from './word-document.js';
import { plainWords } from './write-words.js';

/** The blocks of a file whose paragraphs are whole. */
export interface WholeBlocks {
  readonly blocks: readonly WordBlock[];
  /** The paragraphs that were numbers of pages, as written. */
  readonly pageNumbers: readonly string[];
  /** The words that stood beside them on each page, once each. */
  readonly runningHeads: readonly string[];
}

/** A shorter paragraph without a full stop may be a heading. */
const SHORTEST = 40;
/** Fewer numbers that count on may number something else. */
const LEAST_PAGES = 3;
/** Numbers that nothing tells to be those of pages: so many, and so many paragraphs apart. */
const LEAST_BARE_PAGES = 5;
const LEAST_APART = 8;
/** So many characters of either side are shown of what was joined. */
const SHOWN = 24;

/**
 * Words after which a sentence goes on: no paragraph ends with them, though a list may follow some.
 * "and" and "or" stand before the next item of a list.
 */
const GOES_ON =
  /(?:^|\s)(?:the|an?|of|to|with|in|on|at|from|for|by|under|into|upon|between|through|within|than|that|which|whose|our|your|his|her|its|their|this|these|such|any|each|every|no|not|other|is|are|was|were|be|been|being|will|shall|may|must|can|could|would|should|has|have|had|as|if|unless|because)$/i;
/** Words that a number follows. */
const CITES = /(?:^|\s)(?:articles?|sections?|clauses?|paragraphs?|appendix|annex|schedule|rules?|regulations?)$/i;
const MEASURES = /(?:^|\s)(?:of|than|to|least|most|by|within)$/i;
const CITED = /^\d{1,4}(?:\.\d{1,4}){0,5}(?:\([\da-z]{1,4}\)){0,3}(?:\.?$|[,;)]|\s(?=[\p{Ll}(]))/u;
const MEASURED = /^\d{1,3}(?:,\d{3}){0,3}(?:\.\d{1,3})?\s\p{Ll}/u;
const LISTED = /(?:;|,?\s(?:and|or))$/;
/** "a)", "b." and "(iv)" at the beginning of a paragraph that Word does not number. */
const TYPED_LABEL = /^(?:\(?(?:([a-z])\1?|[ivxl]{1,6}|\d{1,3})[).](?=\s|\p{L}|$)|[-•–—*·])/u;

/**
 * Makes sentences whole that a converter from PDF broke over two paragraphs, and leaves out the
 * numbers of pages that it put among the text. What may as well be two paragraphs stays: words
 * below a list go on with its sentence in small letters.
 */
export function makeParagraphsWhole(blocks: readonly WordBlock[], styles: ParagraphStyles): WholeBlocks {
  const numbers = findPageNumbers(blocks, styles);
  const heads = findRunningHeads(blocks, numbers, styles);
  const whole: WordBlock[] = [];
  /** The paragraph that may go on, and whether a page ended since. */
  let open: OpenSentence | null = null;
  let endsPage = false;
  const close = (): void => {
    if (open && open.pieces.length > 1) whole[open.at] = mergeSentence(open.pieces);
    open = null;
    endsPage = false;
  };
  for (const block of blocks) {
    if (block.kind === 'table') {
      close();
      whole.push(block);
    } else if (numbers.has(block) || heads.has(block)) endsPage = true;
    else if (isBlankParagraph(block) && !isNumbered(block, styles)) {
      endsPage ||= block.page !== undefined;
      whole.push(block);
    } else if (open && goesOnWithSentence(open, block, endsPage, open.at === whole.length - 1, styles)) {
      addPiece(open, block);
      whole.length = open.at + 1;
      endsPage = false;
    } else {
      close();
      open = { at: whole.length, pieces: [], length: 0 };
      addPiece(open, block);
      whole.push(block);
    }
  }
  close();
  const wordsOf = ({ spans }: WordParagraph): string => plainWords(spans).trim();
  return {
    blocks: whole,
    pageNumbers: [...numbers].map(wordsOf),
    runningHeads: [...new Set([...heads].map(wordsOf))],
  };
}

/** The paragraphs right before or after the numbers of pages that say the same on most of them. */
function findRunningHeads(
  blocks: readonly WordBlock[],
  numbers: ReadonlySet<WordParagraph>,
  styles: ParagraphStyles,
): ReadonlySet<WordParagraph> {
  const heads = new Set<WordParagraph>();
  for (const step of [-1, 1]) {
    const byWords = new Map<string, WordParagraph[]>();
    for (const [at, block] of blocks.entries()) {
      const beside = block.kind === 'paragraph' && numbers.has(block) ? blocks[at + step] : undefined;
      if (
        beside?.kind !== 'paragraph' ||
        isBlankParagraph(beside) ||
        isNumbered(beside, styles) ||
        beside.boxes.length > 0
      )
        continue;
      if (!beside.spans.every(({ kind }) => kind === 'text' || kind === 'bookmark')) continue;
      const words = plainWords(beside.spans).trim();
      getOrCreate(byWords, words, (): WordParagraph[] => []).push(beside);
    }
    for (const found of byWords.values())
      if (found.length >= LEAST_PAGES && found.length * 2 > numbers.size) for (const each of found) heads.add(each);
  }
  return heads;
}

function isBlankParagraph({ spans, boxes }: WordParagraph): boolean {
  return boxes.length === 0 && spans.every((span) => span.kind === 'text' && span.text.trim() === '');
}

/** A paragraph and those that went on with its sentence. */
interface OpenSentence {
  /** Where it stands among the blocks. */
  readonly at: number;
  readonly pieces: WordParagraph[];
  /** How many characters of words it has. */
  length: number;
}

function addPiece(open: OpenSentence, piece: WordParagraph): void {
  open.pieces.push(piece);
  open.length += plainWords(piece.spans).length;
}

/** Whether the words of a paragraph go on with a sentence before it. @param isNext whether nothing stands between */
function goesOnWithSentence(
  { pieces, length }: OpenSentence,
  after: WordParagraph,
  endsPage: boolean,
  isNext: boolean,
  styles: ParagraphStyles,
): boolean {
  const [first, before] = [pieces[0], pieces.at(-1)];
  if (!first || !before) return false;
  const isPageEnd = endsPage || before.page?.endsAfter === true || after.page?.endsBefore === true;
  if (!isNext && !isPageEnd) return false;
  if (!isRunningText(before, styles) || !isRunningText(after, styles) || isNumbered(after, styles)) return false;
  const words = plainWords(before.spans).trim();
  const next = plainWords(after.spans).trim();
  if (length < SHORTEST || !/[\p{L}\p{N},’'–]$/u.test(words)) return false;
  const last = words.slice(-SHOWN);
  if (CITES.test(last) && CITED.test(next)) return true;
  if (MEASURES.test(last) && MEASURED.test(next)) return true;
  if (!/^\p{Ll}/u.test(next) || TYPED_LABEL.test(next)) return false;
  if (GOES_ON.test(last) && (isPageEnd || !LISTED.test(next))) return true;
  // Below an item that ends with a comma words go on that belong to the whole list.
  const isItem = isNumbered(first, styles) || TYPED_LABEL.test(plainWords(first.spans.slice(0, 3)).trim());
  return isPageEnd && !(isItem && words.endsWith(','));
}

/** Whether a paragraph is words of the text: no heading, no title and no line in the middle. */
function isRunningText({ spans, properties, style, isContents }: WordParagraph, styles: ParagraphStyles): boolean {
  if (isContents || styles.outlineOf(properties, style) !== null || styles.nameOf(style) === 'title') return false;
  return valueAt(properties, 'w:jc') !== 'center' && spans.every(({ kind }) => kind !== 'picture');
}

function isNumbered({ properties, style, label, spans }: WordParagraph, styles: ParagraphStyles): boolean {
  const { list } = styles.placeInList(properties, style);
  const first = spans.find(({ kind }) => kind !== 'bookmark');
  return label !== undefined || first?.kind === 'number' || (list !== null && list !== 0);
}

function mergeSentence(pieces: readonly WordParagraph[]): WordParagraph {
  const [first, second] = pieces;
  const last = pieces.at(-1);
  if (!first || !second || !last) throw new Error('there is nothing to join');
  const wordsOf = ({ spans }: WordParagraph): string => plainWords(spans).trim();
  return {
    ...first,
    spans: pieces.flatMap(({ spans }, index): WordSpan[] =>
      index === 0 ? [...spans] : [{ kind: 'text', text: ' ', ...PLAIN_LOOK }, ...spans],
    ),
    markRevisions: last.markRevisions,
    boxes: pieces.flatMap(({ boxes }) => boxes),
    fields: pieces.flatMap(({ fields }) => fields),
    joined: { end: wordsOf(first).slice(-SHOWN), start: wordsOf(second).slice(0, SHOWN) },
  };
}

/** The number of "12", "- 12 -", "12/196", "Page 12 of 196"; null for any other words. */
function readPageNumber(words: string): { readonly shape: string; readonly value: number } | null {
  const found = /^(page |[-–—] ?)?(\d{1,4})( ?[-–—]| ?\/ ?\d{1,4}| of \d{1,4}| ?\| ?page)?$/i.exec(words);
  if (!found) return null;
  const [, before = '', value = '', after = ''] = found;
  return { shape: `${before}#${after}`.toLowerCase(), value: Number(value) };
}

interface PlacedNumber {
  readonly at: number;
  readonly value: number;
  readonly block: WordParagraph;
}

/** The paragraphs that are numbers of pages: of one shape, each one more than the last. */
function findPageNumbers(blocks: readonly WordBlock[], styles: ParagraphStyles): ReadonlySet<WordParagraph> {
  const byShape = new Map<string, PlacedNumber[]>();
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'table' || block.isContents || block.boxes.length > 0 || isNumbered(block, styles)) continue;
    if (!block.spans.every(({ kind }) => kind === 'text' || kind === 'bookmark')) continue;
    const number = readPageNumber(plainWords(block.spans).trim());
    if (!number) continue;
    getOrCreate(byShape, number.shape, (): PlacedNumber[] => []).push({ at, value: number.value, block });
  }
  const numbers = new Set<WordParagraph>();
  for (const [shape, found] of byShape) {
    const [first, last] = [found[0], found.at(-1)];
    if (!first || !last) continue;
    const isBare = shape === '#';
    const isApart = (last.at - first.at) / (found.length - 1 || 1) >= LEAST_APART;
    const countsOn = found.every(({ value }, index) => index === 0 || value === (found[index - 1]?.value ?? 0) + 1);
    if (countsOn && found.length >= (isBare ? LEAST_BARE_PAGES : LEAST_PAGES) && (isApart || !isBare))
      for (const { block } of found) numbers.add(block);
  }
  return numbers;
}
