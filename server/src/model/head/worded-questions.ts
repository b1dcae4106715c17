import { type Block, isQuoted } from '../block.js';
import { BlockMemo } from '../block-memo.js';
import { readGridRows } from '../grid-rows.js';
import { readHtmlRows } from '../inline/html-words.js';
import { getOrCreate } from '../memo.js';
import { CARDINALS, capitaliseNumberWord, readNumberWord } from '../number-words.js';
import type { TableRow } from '../provision.js';
import { foldQuestionNumber } from '../references/question-series.js';
import { readTable } from '../table.js';
import type { Span } from '../text.js';
import { findBodyStart, readHeadingView, readView, toBlockSpan, type View } from './view.js';

/**
 * A question that is labelled by its word, "Question 4:", "Q4.", "Consultation question 2(a)", or by
 * a number alone: "4. Do you agree?".
 */
export interface WordedQuestion {
  /** "4", "2(a)", "3.1"; in figures where the label has a word: "6" for "Question Six". */
  readonly number: string;
  /** "Chapter 2" of "Chapter 2 Question 4", else null. */
  readonly chapter: string | null;
  /** Where its label stands in the block's text. */
  readonly label: Span;
  /** Where its own words stand in the block's text; empty where the label stands alone. */
  readonly words: Span;
  /** Whether it is labelled "Q4". */
  readonly isShort: boolean;
  /** Whether the label is set apart from other words: in a heading, in bold, in a box. */
  readonly isSetApart: boolean;
}

/** The label, with its chapter (groups 1 and 2), its word (group 3) and its number (group 4). */
const LABEL = new RegExp(
  String.raw`^(?:(chapter|part|section) (\d{1,2}|[IVX]{1,5}|[A-Z])(?:[,:]| [–—-])? )?(?:consultation )?(question|q)(?:\.? ?|(?: no\.? ?))(\d{1,3}(?:\.\d{1,3}){0,2}(?:[a-z](?![a-z])| ?\([a-z]{1,3}\))?|(?:${CARDINALS.join('|')})(?!\w))`,
  'i',
);
/** What each label has: its word, or "Q" by itself. */
const MAY_ASK = /question|(?<![a-z])q(?![a-z])/i;
/** What shows that the words before it are a label: "Question 1:", "Q1.", "Question 1 – Do you". */
const AFTER_LABEL = /^(?: ?[.:)](?=[\s\p{Lu}“"‘'(]|$)| [–—-](?= )|(?=\s*$))/u;
/** "Question 1 Do you agree …?", with nothing between them. */
const ASKS_BEHIND = /^ (?=["“‘'(]?\p{Lu})/u;
/** What a short label stands before; "Q1: results published" is the quarter of a year. */
const ASKS =
  /^\s{0,3}["“‘'(]?(?:are|can|comments?|could|describe|did|do|does|explain|for|give|has|have|how|if|in|is|of|on|please|provide|should|to what|under|what|when|where|whether|which|who|why|will|with|would)\b/i;
/** What begins as a question does and is none: "For each boat a fee is due." */
const STATES =
  /^\s{0,3}(?:are|can|could|did|do not|does|for|has|have|if|in|is|of|on|should|to what|under|when|where|will|with|would)\b/i;
/** The question mark of a question without bold stands within so many characters of its label. */
const LONGEST_ASKED = 4_000;
const DATE = /^\W{0,4}(?:(?:19|20)\d\d\b|\d)/;

const questionsOfBlocks = new BlockMemo<readonly WordedQuestion[]>();
const NONE: readonly WordedQuestion[] = [];

/**
 * The questions that a block labels by their word, in its order: one at its beginning, one on each
 * line of a paragraph, one in each cell of a box. Whether the text asks them only its other blocks
 * can tell.
 */
export function readWordedQuestions(block: Block): readonly WordedQuestion[] {
  return getOrCreate(questionsOfBlocks, block, () => findWordedQuestions(block));
}

function findWordedQuestions(block: Block): readonly WordedQuestion[] {
  const { kind, text, prefix } = block;
  // Nearly no block has one, and this tells at once.
  if (!MAY_ASK.test(text) || block.containers.includes('note')) return NONE;
  if (kind === 'heading') {
    const end = /[\r\n]/.exec(text.slice(prefix))?.index ?? text.length - prefix;
    const start = prefix + (/^[ \t]{0,3}#{0,6}[ \t]*/.exec(text.slice(prefix, prefix + 20))?.[0].length ?? 0);
    const found = readLabelled(block, readHeadingView(text, start, prefix + end), { start, end: prefix + end }, true);
    return found ? [found] : NONE;
  }
  if (kind === 'table' || kind === 'html') return readBoxes(block);
  if (kind !== 'paragraph') return NONE;
  if (readGridRows(block)) return readBoxes(block);
  const found: WordedQuestion[] = [];
  for (const line of listLines(text, prefix)) {
    const own = readLabelled(block, readView(text, line.start, line.end), { ...line, end: text.length }, false);
    const before = found.at(-1);
    // A line within running words begins with such a label where the words are wrapped there.
    if (!own || (line.start > prefix && !before)) continue;
    if (before) found[found.length - 1] = { ...before, words: { ...before.words, end: line.start } };
    found.push(own);
  }
  return found.filter((each) => isQuestion(block, each));
}

/** The lines of a text from a place on; at most so many that no text is slow. */
function* listLines(text: string, from: number): Generator<Span> {
  let start = from;
  for (const end of text.slice(from).matchAll(/\r\n?|\n/g)) {
    yield { start, end: from + end.index };
    start = from + end.index + end[0].length;
  }
  yield { start, end: text.length };
}

/** What the heading of a box, or of the column with the words, says. */
const HEADS_QUESTIONS = /^(?:the )?(?:consultation |our )?questions?(?: \(?no\.?\)?)?:?$/i;
/** More columns are those of another table. */
const MOST_COLUMNS = 5;

/** The rows of a table in Markdown, in HTML, or drawn with plus and minus signs; null for any other block. */
function readRows(block: Block): readonly TableRow[] | null {
  const table = readTable(block);
  return table ? [table.header, ...table.rows] : (readHtmlRows(block) ?? readGridRows(block));
}

/**
 * A box is a table of one column; a list of questions has one of labels and one of words, and more
 * where its header says which.
 */
function readBoxes(block: Block): readonly WordedQuestion[] {
  const rows = readRows(block)?.filter(({ cells }) => cells.some(({ start, end }) => start < end));
  if (!rows) return NONE;
  const columns = Math.max(0, ...rows.map(({ cells }) => cells.length));
  if (columns === 0 || columns > MOST_COLUMNS) return NONE;
  const isHead = ({ start, end }: Span) => HEADS_QUESTIONS.test(readView(block.text, start, end).text.trim());
  if (columns > 1) {
    const asked = rows[0]?.cells.findIndex((cell, column) => column > 0 && isHead(cell)) ?? -1;
    if (asked > 0) return readList(block, rows.slice(1), asked, true);
    return columns === 2 ? readList(block, rows, 1, false) : NONE;
  }
  const found: WordedQuestion[] = [];
  for (const [row, { cells, end }] of rows.entries()) {
    const [first] = cells;
    if (!first || (row === 0 && rows.length > 1 && isHead(first))) continue;
    const own = readCell(block, first);
    const before = found.at(-1);
    if (own) found.push(own);
    else if (before) found[found.length - 1] = { ...before, words: { ...before.words, end } };
    else return NONE;
  }
  return found.filter((each) => isQuestion(block, each));
}

const OPENING_TAGS = /^(?:\s{0,9}<(?:p|div)(?:\s[^<>]{0,99})?>){1,3}\s{0,9}/i;

function readCell(block: Block, cell: Span): WordedQuestion | null {
  const { end } = cell;
  // The words of a cell of HTML may be a paragraph in it.
  const [tags = ''] = block.kind === 'html' ? (OPENING_TAGS.exec(block.text.slice(cell.start, end)) ?? []) : [];
  const start = cell.start + tags.length;
  return readLabelled(block, readView(block.text, start, end), { start, end }, true);
}

/**
 * @param asked the column of the words
 * @param hasHeader whether a header says so; it was taken off, and the labels may be numbers alone
 */
function readList(block: Block, rows: readonly TableRow[], asked: number, hasHeader: boolean): WordedQuestion[] {
  const found: WordedQuestion[] = [];
  for (const { cells } of rows) {
    const first = cells.slice(0, asked).find(({ start, end }) => start < end);
    const own = first ? (readCell(block, first) ?? (hasHeader ? readNumberAlone(block, first) : null)) : null;
    // The header of a list says what its columns hold.
    if (!own && (found.length > 0 || hasHeader)) return [];
    if (!own) continue;
    const words = cells[asked];
    if (!words || own.words.start < own.words.end || words.start >= words.end) return [];
    // The question that the row of an overview is about.
    if (CITES_QUESTIONS.test(readView(block.text, words.start, words.end).text.trim())) return [];
    found.push({ ...own, words: { start: words.start, end: words.end } });
  }
  return found.filter((each) => isQuestion(block, each));
}

/** "Question 4", "FTC Q1", "Questions 1 and 2", and no words that ask. */
const CITES_QUESTIONS =
  /^(?:[A-Z][A-Z0-9]{1,9} )?(?:questions?|q) ?\d{1,3}[a-z]?(?:(?:, | and | to |–|-)(?:[A-Z][A-Z0-9]{1,9} )?q?\d{1,3}[a-z]?){0,9}\.?$/i;

/** "4", "4.", "2a", "2.1", alone in a cell below a header that says what is numbered. */
function readNumberAlone({ text }: Block, { start, end }: Span): WordedQuestion | null {
  const view = readView(text, start, end);
  const [, number] = /^(\d{1,3}(?:\.\d{1,3})?[a-z]?)[.)]?\s*$/.exec(view.text) ?? [];
  if (number === undefined) return null;
  const label = toBlockSpan(view, 0, number.length);
  return { number, chapter: null, label, words: { start: end, end }, isShort: false, isSetApart: true };
}

/** @param place where the label and the words of the question can stand in the block's text */
function readLabelled(block: Block, view: View, place: Span, isBox: boolean): WordedQuestion | null {
  const found = LABEL.exec(view.text);
  if (!found) return null;
  const [written, unit, ofUnit = '', word = '', number = ''] = found;
  // "Q one" is no label.
  if (word.length === 1 && readNumberWord(number) > 0) return null;
  const rest = view.text.slice(written.length);
  const label = toBlockSpan(view, 0, written.length);
  const isBold = isMarkedBold(block.text, label);
  const isAsked =
    ASKS_BEHIND.test(rest) &&
    (isBold || block.text.slice(label.end, Math.min(place.end, label.end + LONGEST_ASKED)).includes('?'));
  const after = AFTER_LABEL.exec(rest)?.[0] ?? (isAsked ? '' : null);
  if (after === null) return null;
  const behind = /^[*_\s.:)–—-]{0,12}(?:<br ?\/?>)?\s{0,3}/.exec(block.text.slice(label.end, place.end))?.[0] ?? '';
  const start = Math.min(place.end, label.end + behind.length);
  return {
    number: readNumberWord(number) > 0 ? foldQuestionNumber(number) : number.replace(' ', ''),
    chapter: unit === undefined ? null : `${capitaliseNumberWord(unit)} ${ofUnit.toUpperCase()}`,
    label,
    words: { start, end: place.end },
    isShort: word.length === 1,
    isSetApart: isBox || isBold || isQuoted(block),
  };
}

/** Whether only the label is in bold, or all that it begins. */
function isMarkedBold(text: string, { start }: Span): boolean {
  return /(?:\*\*|__)[*_]?$/.test(text.slice(Math.max(0, start - 3), start));
}

/** Whether what is labelled can be a question: "Q1: results published" in a timetable is none. */
function isQuestion(block: Block, question: WordedQuestion): boolean {
  const { isShort, isSetApart, words } = question;
  const own = block.text.slice(words.start, words.end);
  if (!hasOwnWords(block, question)) return isSetApart || !isShort;
  return !isShort || (!DATE.test(own) && (own.includes('?') || ASKS.test(own)));
}

/** Whether the words of a question stand behind its label, and not in the paragraph below. */
export function hasOwnWords({ text }: Block, { words }: WordedQuestion): boolean {
  return /[^\s*_|>]/.test(text.slice(words.start, words.end));
}

/** The question of a block that a provision is; null where the block labels none of its number. */
export function findWordedQuestion(
  block: Block,
  { number }: { readonly number: string | null },
): WordedQuestion | null {
  const isIt = (each: WordedQuestion) => each.number === number;
  return readWordedQuestions(block).find(isIt) ?? readNumberedQuestions(block).find(isIt) ?? null;
}

/** "4. ", "4) ", "(4) ": a number before words, with the number as group 1. */
const NUMBER_BEFORE = /^\(?(\d{1,3}[a-z]?)(?:[.:]|\)\.?)\s{1,4}(?=\S)/;
const LISTED = /^(\d{1,3})[.)]$/;

const numbered = new BlockMemo<readonly WordedQuestion[]>();

/**
 * What a block labels by a number alone and asks, "4. Do you agree?", one, or one in each cell of a
 * box. Whether these are questions of the text only what stands around them can tell.
 */
export function readNumberedQuestions(block: Block): readonly WordedQuestion[] {
  return getOrCreate(numbered, block, () => findNumberedQuestions(block));
}

function findNumberedQuestions(block: Block): readonly WordedQuestion[] {
  const { kind, text, prefix, containers, marker } = block;
  if (containers.includes('note')) return NONE;
  if (kind === 'table') return readNumberedBoxes(block);
  if (kind !== 'heading' && kind !== 'paragraph') return NONE;
  const [, listed] = LISTED.exec(marker ?? '') ?? [];
  if (marker !== null && listed === undefined) return NONE;
  const place = { start: prefix, end: text.length };
  if (marker !== null && listed !== undefined) {
    const at = text.slice(0, prefix).lastIndexOf(marker);
    const label = { start: at, end: at + listed.length };
    return at >= 0 && asks(text, place) ? [makeNumbered(listed, label, place)] : NONE;
  }
  if (!/\d/.test(text.slice(prefix, prefix + 16))) return NONE;
  const [signs = ''] =
    kind === 'heading' ? (/^[ \t]{0,3}#{0,6}[ \t]*/.exec(text.slice(prefix, prefix + 20)) ?? []) : [];
  const start = prefix + signs.length;
  const found = readNumbered(block, (kind === 'heading' ? readHeadingView : readView)(text, start, text.length), place);
  return found ? [found] : NONE;
}

/** A table of one column whose rows are all numbered questions, a header that says so aside. */
function readNumberedBoxes(block: Block): readonly WordedQuestion[] {
  const rows = readRows(block)?.filter(({ cells }) => cells.some(({ start, end }) => start < end)) ?? [];
  if (rows.some(({ cells }) => cells.length > 1)) return NONE;
  const found: WordedQuestion[] = [];
  for (const [
    row,
    {
      cells: [cell],
    },
  ] of rows.entries()) {
    const view = cell ? readView(block.text, cell.start, cell.end) : null;
    const own = cell && view ? readNumbered(block, view, cell) : null;
    if (own) found.push(own);
    else if (row > 0 || !view || !HEADS_QUESTIONS.test(view.text.trim())) return NONE;
  }
  return found;
}

function readNumbered({ text }: Block, view: View, { end }: Span): WordedQuestion | null {
  const [written = '', number] = NUMBER_BEFORE.exec(view.text) ?? [];
  if (number === undefined) return null;
  const at = written.indexOf(number);
  const words = { start: findBodyStart(view, written.trimEnd().length), end };
  return asks(text, words) ? makeNumbered(number, toBlockSpan(view, at, at + number.length), words) : null;
}

/** Whether words ask: "Do you agree?", "Please tell us more.". */
function asks(text: string, { start, end }: Span): boolean {
  const words = text.slice(start, Math.min(end, start + LONGEST_ASKED)).replace(/^[*_\s]{1,4}/, '');
  return words.includes('?') || (ASKS.test(words) && !STATES.test(words));
}

function makeNumbered(number: string, label: Span, words: Span): WordedQuestion {
  return { number, chapter: null, label, words, isShort: false, isSetApart: false };
}
