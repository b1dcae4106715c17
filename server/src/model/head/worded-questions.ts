import { type Block, isQuoted } from '../block.js';
import { BlockMemo } from '../block-memo.js';
import { getOrCreate } from '../memo.js';
import { readTable } from '../table.js';
import type { Span } from '../text.js';
import { readHeadingView, readView, toBlockSpan, type View } from './view.js';

/** A question that is labelled by its word: "Question 4:", "Q4.", "Consultation question 2(a)". */
export interface WordedQuestion {
  /** "4", "2(a)", "3.1". */
  readonly number: string;
  /** Where its label stands in the block's text. */
  readonly label: Span;
  /** Where its own words stand in the block's text; empty where the label stands alone. */
  readonly words: Span;
  /** Whether it is labelled "Q4". */
  readonly isShort: boolean;
  /** Whether the label is set apart from other words: in a heading, in bold, in a box. */
  readonly isSetApart: boolean;
}

/** The label, with its word (group 1) and its number (group 2). */
const LABEL =
  /^(?:consultation )?(question|q)(?:\.? ?|(?: no\.? ?))(\d{1,3}(?:\.\d{1,3}){0,2}(?:[a-z](?![a-z])| ?\([a-z]{1,3}\))?)/i;
/** What each label has: its word, or "Q" by itself. */
const MAY_ASK = /question|(?<![a-z])q(?![a-z])/i;
/** What shows that the words before it are a label: "Question 1:", "Q1.", "Question 1 – Do you". */
const AFTER_LABEL = /^(?: ?[.:)](?=[\s\p{Lu}“"‘'(]|$)| [–—-](?= )|(?=\s*$))/u;
/** "Question 1 Do you agree …?", with nothing between them. */
const ASKS_BEHIND = /^ (?=["“‘'(]?\p{Lu})/u;
/** What a short label stands before; "Q1: results published" is the quarter of a year. */
const ASKS =
  /^\s{0,3}["“‘'(]?(?:are|can|comments?|could|describe|did|do|does|explain|for|give|has|have|how|if|in|is|of|on|please|provide|should|to what|under|what|when|where|whether|which|who|why|will|with|would)\b/i;
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
  if (kind === 'table') return readBoxes(block);
  if (kind !== 'paragraph') return NONE;
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

/** A box is a table of one column; a list of questions has one of labels and one of words. */
function readBoxes(block: Block): readonly WordedQuestion[] {
  const table = readTable(block);
  if (!table) return NONE;
  const rows = [table.header, ...table.rows].filter(({ cells }) => cells.some(({ start, end }) => start < end));
  const columns = Math.max(0, ...rows.map(({ cells }) => cells.length));
  if (columns === 0 || columns > 2) return NONE;
  const found: WordedQuestion[] = [];
  for (const { cells, end } of rows) {
    const [first, second] = cells;
    const own = first
      ? readLabelled(block, readView(block.text, first.start, first.end), { start: first.start, end: first.end }, true)
      : null;
    if (columns === 2) {
      // The header of a list says what its columns hold.
      if (!own && found.length > 0) return NONE;
      if (!own) continue;
      if (!second || own.words.start < own.words.end || second.start >= second.end) return NONE;
      found.push({ ...own, words: { start: second.start, end: second.end } });
      continue;
    }
    const before = found.at(-1);
    if (own) found.push(own);
    else if (before) found[found.length - 1] = { ...before, words: { ...before.words, end } };
    else return NONE;
  }
  return found.filter((each) => isQuestion(block, each));
}

/** @param place where the label and the words of the question can stand in the block's text */
function readLabelled(block: Block, view: View, place: Span, isBox: boolean): WordedQuestion | null {
  const found = LABEL.exec(view.text);
  if (!found) return null;
  const [written, word = '', number = ''] = found;
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
    number: number.replace(' ', ''),
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
  return readWordedQuestions(block).find((each) => each.number === number) ?? null;
}
