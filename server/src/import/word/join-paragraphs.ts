import { valueAt } from '../../office/word-xml.js';
import type { ParagraphStyles } from './paragraph-styles.js';
import { PLAIN_LOOK, type WordBlock, type WordParagraph } from './word-document.js';
import { plainWords } from './write-words.js';

/** The blocks of a file whose paragraphs are whole. */
export interface WholeBlocks {
  readonly blocks: readonly WordBlock[];
  /** The paragraphs that were numbers of pages, as written. */
  readonly pageNumbers: readonly string[];
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
  const whole: WordBlock[] = [];
  /** Where the paragraph is that may go on, and whether a page ended since. */
  let open: number | null = null;
  let endsPage = false;
  for (const block of blocks) {
    if (block.kind === 'paragraph' && numbers.has(block)) {
      endsPage = true;
      continue;
    }
    const before = open === null ? undefined : whole[open];
    if (block.kind === 'paragraph' && isBlank(block)) {
      endsPage ||= block.page !== undefined;
      whole.push(block);
      continue;
    }
    if (block.kind === 'paragraph' && before?.kind === 'paragraph' && open !== null) {
      const isPageEnd = endsPage || before.page?.endsAfter === true || block.page?.endsBefore === true;
      if ((open === whole.length - 1 || isPageEnd) && goesOn(before, block, isPageEnd, styles)) {
        whole[open] = joinParagraphs(before, block);
        whole.length = open + 1;
        endsPage = false;
        continue;
      }
    }
    open = block.kind === 'paragraph' ? whole.length : null;
    endsPage = false;
    whole.push(block);
  }
  return { blocks: whole, pageNumbers: [...numbers].map(({ spans }) => plainWords(spans).trim()) };
}

function isBlank({ spans, boxes }: WordParagraph): boolean {
  return boxes.length === 0 && spans.every((span) => span.kind === 'text' && span.text.trim() === '');
}

/** Whether the words of a paragraph go on with the sentence of the one before it. */
function goesOn(before: WordParagraph, after: WordParagraph, isPageEnd: boolean, styles: ParagraphStyles): boolean {
  if (!isText(before, styles) || !isText(after, styles) || isNumbered(after, styles)) return false;
  const words = plainWords(before.spans).trim();
  const next = plainWords(after.spans).trim();
  if (words.length < SHORTEST || !/[\p{L}\p{N},’'–]$/u.test(words)) return false;
  const last = words.slice(-SHOWN);
  if (CITES.test(last) && CITED.test(next)) return true;
  if (MEASURES.test(last) && MEASURED.test(next)) return true;
  if (!/^\p{Ll}/u.test(next) || TYPED_LABEL.test(next)) return false;
  if (GOES_ON.test(last) && (isPageEnd || !LISTED.test(next))) return true;
  // Below an item that ends with a comma words go on that belong to the whole list.
  const isItem = isNumbered(before, styles) || TYPED_LABEL.test(words);
  return isPageEnd && !(isItem && words.endsWith(','));
}

/** Whether a paragraph is words of the text: no heading, no title and no line in the middle. */
function isText({ spans, properties, style, isContents }: WordParagraph, styles: ParagraphStyles): boolean {
  if (isContents || styles.outlineOf(properties, style) !== null || styles.nameOf(style) === 'title') return false;
  return valueAt(properties, 'w:jc') !== 'center' && spans.every(({ kind }) => kind !== 'picture');
}

function isNumbered({ properties, style, label }: WordParagraph, styles: ParagraphStyles): boolean {
  const { list } = styles.placeInList(properties, style);
  return label !== undefined || (list !== null && list !== 0);
}

function joinParagraphs(before: WordParagraph, after: WordParagraph): WordParagraph {
  const [end, start] = [plainWords(before.spans).trim(), plainWords(after.spans).trim()];
  return {
    ...before,
    spans: [...before.spans, { kind: 'text', text: ' ', ...PLAIN_LOOK }, ...after.spans],
    markRevisions: after.markRevisions,
    boxes: [...before.boxes, ...after.boxes],
    fields: [...before.fields, ...after.fields],
    page: { endsBefore: before.page?.endsBefore === true, endsAfter: after.page?.endsAfter === true },
    joined: before.joined ?? { end: end.slice(-SHOWN), start: start.slice(0, SHOWN) },
  };
}

/** The number of "12", "- 12 -", "12/196", "Page 12 of 196"; null for any other words. */
function readPageNumber(words: string): { readonly shape: string; readonly value: number } | null {
  const found = /^(page |[-–—] ?)?(\d{1,4})( ?[-–—]| ?\/ ?\d{1,4}| of \d{1,4}| ?\| ?page)?$/i.exec(words);
  if (!found) return null;
  const [, before = '', value = '', after = ''] = found;
  return { shape: `${before}#${after}`.toLowerCase(), value: Number(value) };
}

/** The paragraphs that are numbers of pages: of one shape, each one more than the last. */
function findPageNumbers(blocks: readonly WordBlock[], styles: ParagraphStyles): ReadonlySet<WordParagraph> {
  const byShape = new Map<string, { readonly at: number; readonly value: number; readonly block: WordParagraph }[]>();
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'table' || block.isContents || block.boxes.length > 0 || isNumbered(block, styles)) continue;
    if (!block.spans.every(({ kind }) => kind === 'text' || kind === 'bookmark')) continue;
    const number = readPageNumber(plainWords(block.spans).trim());
    if (!number) continue;
    const found = byShape.get(number.shape) ?? [];
    found.push({ at, value: number.value, block });
    byShape.set(number.shape, found);
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
