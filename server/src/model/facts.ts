import { getOrCreate } from '../model/memo.js';
import { type Block, isQuoted } from './block.js';
import { BlockMemo } from './block-memo.js';
import { isComment } from './comment.js';
import { measureAttributes } from './head/attributes.js';
import { readLabelShape } from './head/label-shape.js';
import { readWordedQuestions } from './head/worded-questions.js';
import { readHtmlWords } from './inline/html-words.js';
import { findRunAt, findSourceSpan, type Inline, readInline, readSpan } from './inline/inline.js';
import { listMatches } from './list-matches.js';
import { CitationWords } from './references/citation-words.js';
import { findReferences } from './references/find-references.js';
import { isQuestionWord } from './references/question-series.js';
import { type Reference, type ReferenceKind, relocateReference } from './references/reference.js';
import { readTable } from './table.js';
import type { Span } from './text.js';

/** A stretch of words that is read as one: a paragraph's, a heading's, or one cell's. */
export interface Passage {
  readonly inline: Inline;
  /** In a table: the row (−1 for the header row) and the column. */
  readonly cell: { readonly row: number; readonly column: number } | null;
  /** Relative to the block's text. */
  readonly span: Span;
}

/** A reference, and where it stands. */
export interface FoundReference {
  /** All spans in it are relative to the block's text. */
  readonly reference: Reference;
  readonly passage: Passage;
  /** Where it stands in `passage.inline.text`. */
  readonly visible: Span;
}

/** What a block says, read once. All spans are relative to the block's text. */
export interface BlockFacts {
  readonly passages: readonly Passage[];
  readonly references: readonly FoundReference[];
  readonly placeholders: readonly { readonly text: string; readonly span: Span }[];
  readonly noteCalls: readonly { readonly label: string; readonly span: Span }[];
}

/** The most characters of a block that is read for its words; what is longer is no legal text. */
export const MOST_READ = 500_000;

const NO_FACTS: BlockFacts = { passages: [], references: [], placeholders: [], noteCalls: [] };
const factsByBlock = new BlockMemo<BlockFacts>();

/** What a block cites, leaves open and calls; read once. */
export function readBlockFacts(block: Block): BlockFacts {
  return getOrCreate(factsByBlock, block, () => gatherBlockFacts(block));
}

/** The words of a block alone, where nothing else of its facts is wanted. */
export function readPassages(block: Block): readonly Passage[] {
  return factsByBlock.get(block)?.passages ?? (isRead(block) ? passagesOf(block) : NO_FACTS.passages);
}

function isRead({ kind }: Block): boolean {
  return kind !== 'code' && kind !== 'html' && kind !== 'frontMatter' && kind !== 'rule';
}

function listNoteCalls({ runs }: Inline): { readonly label: string; readonly span: Span }[] {
  return runs.flatMap(({ kind, note, source }) =>
    kind === 'note' && note !== null ? [{ label: note, span: source }] : [],
  );
}

function gatherBlockFacts(block: Block): BlockFacts {
  if (block.kind === 'html') return gatherHtmlFacts(block);
  if (!isRead(block)) return NO_FACTS;
  const passages = passagesOf(block);
  const references: FoundReference[] = [];
  const placeholders: { text: string; span: Span }[] = [];
  const noteCalls: { label: string; span: Span }[] = [];
  for (const passage of passages) {
    const { inline } = passage;
    noteCalls.push(...listNoteCalls(inline));
    const text = blankAttributes(block, blankCode(inline));
    if (text === '') continue;
    const place = (span: Span): Span => findSourceSpan(inline, span.start, span.end);
    references.push(...readReferences(block, passage, text));
    if (text.includes('[')) {
      for (const found of listMatches(text, /\[([^[\]]{1,120})\]/g)) {
        const [, content = ''] = found;
        if (!isPlaceholder(content) || isLinked(inline, found.index) || isOmission(text, found.index, content, block))
          continue;
        const span = place({ start: found.index, end: found.index + found[0].length });
        if (isJoinedToWord(text, found) || block.text.slice(span.start, span.end).includes('<')) continue;
        placeholders.push({ text: found[0], span });
      }
    }
  }
  // A footnote's own marker is no call.
  if (block.head.kind === 'footnote' && noteCalls[0] && noteCalls[0].span.start < block.head.label.end)
    noteCalls.shift();
  // Most blocks have none of these, and all facts are kept: empty lists are one.
  return {
    passages,
    references: references.length === 0 ? NO_FACTS.references : references,
    placeholders: placeholders.length === 0 ? NO_FACTS.placeholders : placeholders,
    noteCalls: noteCalls.length === 0 ? NO_FACTS.noteCalls : noteCalls,
  };
}

/**
 * Whether words are the label of a question and no reference: "Question 4:" at the beginning of what
 * it asks, and in a cell, a link or a title.
 * @param written the reference as it stands in the words of the passage, `placed` in the block's text
 */
function isLabelOfQuestion(
  block: Block,
  { cell }: Passage,
  text: string,
  written: Reference,
  placed: Reference,
): boolean {
  const { start } = placed.keywordSpan;
  if (readWordedQuestions(block).some(({ label }) => start >= label.start && start < label.end)) return true;
  const before = text.slice(Math.max(0, written.span.start - 12), written.span.start);
  if (/[|\n][ *_]{0,8}$/.test(before) && /^ ?[.:]/.test(text.slice(written.span.end, written.span.end + 2)))
    return true;
  // "Question 4" alone behind the first column: the question that the row is about.
  if (cell && cell.row >= 0 && cell.column > 0 && written.span.end >= text.trimEnd().length) return false;
  return written.span.start === 0 && !/^[ ,]{1,2}(?:\(|[a-z])/.test(text.slice(written.span.end, written.span.end + 4));
}

/** What a block of HTML cites; its words are no words of the draft to the checks of these. */
function gatherHtmlFacts(block: Block): BlockFacts {
  if (block.text.length > MOST_READ || isComment(block)) return NO_FACTS;
  const inline = readHtmlWords(block);
  const passage = { inline, cell: null, span: { start: 0, end: block.text.length } };
  const references = readReferences(block, passage, inline.text).filter(
    ({ reference: { kind }, visible }) => !isLabelInHtml(inline.text, kind, visible),
  );
  const noteCalls = listNoteCalls(inline);
  return references.length + noteCalls.length === 0 ? NO_FACTS : { ...NO_FACTS, references, noteCalls };
}

/** "Table 4 – Tolls" in a `<caption>`, "Article 5 Fees" in an `<h2>`: a label, and no reference. */
function isLabelInHtml(text: string, kind: ReferenceKind, { start, end }: Span): boolean {
  if (!/(?:^|[\n\t])\s{0,4}$/.test(text.slice(Math.max(0, start - 5), start))) return false;
  return kind === 'table' || kind === 'figure' || /^[.:]?\s?(?:[–—-]\s?)?["“‘']?\p{Lu}/u.test(text.slice(end, end + 6));
}

/** @param text the words of the passage, code blanked */
function readReferences(block: Block, passage: Passage, text: string): FoundReference[] {
  const { inline } = passage;
  const isAsWritten = inline.text === block.text;
  const place = (span: Span): Span => findSourceSpan(inline, span.start, span.end);
  const found: FoundReference[] = [];
  const label = visibleLabelLength(block, passage);
  // "Sec. 3 – Sec. 1 of this Article does not apply": a label and its words, and no range.
  const before = measureVisible(passage, endOfDashedLabel(block));
  const words = before === 0 ? text : ' '.repeat(before) + text.slice(before);
  for (const reference of findReferences(words, CitationWords.of(block.ownUnits))) {
    if (reference.keywordSpan.start < label || titlesItself(block, text, reference.span)) continue;
    const placed = isAsWritten ? reference : relocateReference(reference, place);
    if (isQuestionWord(reference.keyword) && isLabelOfQuestion(block, passage, text, reference, placed)) continue;
    found.push({ reference: placed, passage, visible: reference.span });
  }
  return found;
}

function passagesOf(block: Block): Passage[] {
  const table = readTable(block);
  if (!table) return [{ inline: readInline(block), cell: null, span: { start: 0, end: block.text.length } }];
  const passages: Passage[] = [];
  [table.header, ...table.rows].forEach((row, index) => {
    row.cells.forEach((cell, column) => {
      if (cell.end > cell.start)
        passages.push({ inline: readSpan(block, cell), cell: { row: index - 1, column }, span: cell });
    });
  });
  return passages;
}

/**
 * The words of a passage, of the same length as its text: code and the alternative texts of images
 * are blanked.
 */
export function blankCode(inline: Inline): string {
  if (!inline.runs.some((run) => run.kind === 'code' || run.kind === 'image')) return inline.text;
  return inline.runs
    .map((run) => (run.kind === 'code' || run.kind === 'image' ? '\ufffc'.repeat(run.text.length) : run.text))
    .join('');
}

/** The words of a heading, with blanks in place of the attributes behind them: nothing is cited there. */
function blankAttributes({ kind }: Block, text: string): string {
  const length = kind === 'heading' ? measureAttributes(text) : 0;
  return length === 0 ? text : text.slice(0, text.length - length) + ' '.repeat(length);
}

/**
 * Visible characters at the start that are the block's own label ("Table 13.1", "FTC Q1"), which
 * cites nothing.
 */
function visibleLabelLength(block: Block, passage: Passage): number {
  const { head } = block;
  if (passage.cell || !('label' in head)) return 0;
  if (head.kind !== 'caption' && head.kind !== 'division' && head.kind !== 'question' && head.kind !== 'section')
    return 0;
  return measureVisible(passage, head.body);
}

/** How many visible characters of a passage stand before a place in its block. */
function measureVisible({ inline }: Passage, end: number): number {
  let length = 0;
  for (const run of inline.runs) {
    if (run.source.start >= end) break;
    length =
      run.source.end <= end ? run.at + run.text.length : run.at + Math.min(run.text.length, end - run.source.start);
  }
  return length;
}

/** Where the words begin behind a label such as "**Sec. 3 –**" on a line; 0 for any other block. */
function endOfDashedLabel(block: Block): number {
  if (block.kind !== 'paragraph') return 0;
  const shape = readLabelShape(block);
  return shape !== null && shape.word !== null && shape.mark === 'dash' ? shape.body : 0;
}

/**
 * "lib[version]-dev", "<name>[.<suffix>]", "rates[...]": brackets joined to a word say what may be
 * left out of it, or count what it holds.
 */
function isJoinedToWord(text: string, found: RegExpExecArray): boolean {
  if (!/^(?:[._-]|\.{2,3}|…)$|[a-z]{3}/.test(found[1] ?? '')) return false;
  const before = text.charAt(found.index - 1);
  return /[\p{L}\p{N}<>[\]]/u.test(before + text.charAt(found.index + found[0].length)) && !/[’'‘“"(]/.test(before);
}

/** "9.1.10 Conformance Clause 10: Viewers": a heading that says what it is called itself. */
function titlesItself({ kind, head }: Block, text: string, { start, end }: Span): boolean {
  if (kind !== 'heading' || head.kind !== 'section') return false;
  const before = text.slice(0, start).replace(/^[\d.]{1,20}\s/, '');
  return /^: \p{Lu}/u.test(text.slice(end, end + 3)) && /^(?:\p{Lu}\p{L}{1,20} ){1,3}$/u.test(before);
}

function isLinked(inline: Inline, at: number): boolean {
  return findRunAt(inline, at)?.link != null;
}

/** Whether brackets mark words left out of a quotation, or a link, and are no placeholder. */
function isOmission(text: string, at: number, content: string, block: Block): boolean {
  const before = text.slice(0, at);
  const after = text.slice(at + content.length + 2);
  if (/^[.…\s]+$/.test(content)) {
    const isLeftOut =
      /[A-Za-z]?\d$/.test(before) ||
      // "F3[words] […] F4…": words that amendments put in and took out.
      /\bF\d{1,3} ?(?:\[|…|\. ?\.)/.test(text) ||
      /^\s?["“‘]/.test(after) ||
      // "The words [. . .] were repealed": nobody waits for a fact.
      /^(?:[^.;[\]]|\[[. …]{1,7}\]){0,40}\b(?:deleted|left out|omitted|removed|repealed|revoked|struck out)\b/.test(
        after,
      ) ||
      (/[.;:]\s$/.test(before) && /^\s[A-Z]/.test(after));
    return isLeftOut || isQuoted(block) || isWithinQuotation(before);
  }
  // "I, [name], ask for …": a form that someone else fills in.
  if (/^(?:[a-z]|[A-Z][a-z]{2,12}$)/.test(content) && isWithinQuotation(before)) return true;
  const name = /^\[([^[\]]{1,120})\]/.exec(after);
  return name !== null && !isPlaceholder(name[1] ?? '');
}

/** Whether a quotation is open at the end of a text. */
function isWithinQuotation(before: string): boolean {
  const marks = (sign: string) => before.split(sign).length - 1;
  return marks('“') > marks('”') || marks('"') % 2 === 1;
}

/** [DD MMM YYYY], [AAA], [●], [TBC], [insert date]; not [2019], [sic] or [and]. */
export function isPlaceholder(content: string): boolean {
  const text = content.trim();
  return (
    /^(?:[●•○■…_.\s\u2022\u25cf-]{1,30}|([A-Z])\1{1,5}|[DMYH]{1,4}(?:[ /.:-][DMYH]{1,4}){1,5}|TB[CDA]|X|\?{1,5})$/.test(
      text,
    ) ||
    / to (?:be (?:confirmed|determined|inserted|completed|agreed)|follow)$/i.test(text) ||
    (/^(?:tb[cd]|x{2,6}|insert|enter|to be (?:confirmed|determined|inserted|completed|agreed)|(?:drafting )?note to|date|name|number|amount|version)(?:$|[ :])/i.test(
      text,
    ) &&
      text.length <= 120)
  );
}
