import type { Block } from '../model/block.js';
import { Draft } from '../model/draft.js';
import { readWordedQuestions } from '../model/head/worded-questions.js';

/** A shorter paragraph without a full stop may be a heading. */
const SHORTEST = 40;
/** At most so many notes and rules stand at the foot of one page. */
const MOST_BETWEEN = 40;

/**
 * Makes paragraphs whole that the end of a page broke: words that end in the middle of a sentence,
 * perhaps the notes of that page, and words that go on in small letters. The notes follow the
 * paragraph. A text without any is returned unchanged.
 */
export function joinBrokenParagraphs(text: string): string {
  const draft = Draft.parse(text);
  const pieces: string[] = [];
  let kept = 0;
  for (let index = 0; index < draft.blocks.length; index++) {
    const after = findContinuation(draft, index);
    if (after === null) continue;
    const end = draft.startOf(index) + draft.block(index).text.length;
    const from = draft.startOf(after);
    const to = from + draft.block(after).text.length;
    const between = text.slice(end, from);
    const isJoined = !isListItem(draft.block(index));
    pieces.push(text.slice(kept, end), isJoined ? ' ' : blankBefore(between), text.slice(from, to).trimStart());
    // Between two halves with nothing but blank lines there is nothing to keep.
    if (between.trim() !== '') pieces.push(between.trimEnd());
    kept = to;
    index = after;
  }
  return pieces.length === 0 ? text : pieces.join('') + text.slice(kept);
}

/** The white space before the first of what stands between two halves. */
function blankBefore(between: string): string {
  return between.slice(0, between.length - between.trimStart().length);
}

/** The block that goes on the sentence of another; null for none. */
function findContinuation(draft: Draft, index: number): number | null {
  const block = draft.block(index);
  if (!isOpenParagraph(block)) return null;
  for (let at = index + 1; at < draft.blocks.length && at - index <= MOST_BETWEEN; at++) {
    const next = draft.block(at);
    if (isFootOfPage(next)) continue;
    const hasNotes = at > index + 1;
    return goesOn(next) && (hasNotes || !isListItem(block)) ? at : null;
  }
  return null;
}

function isListItem({ containers }: Block): boolean {
  return containers.includes('item');
}

/** Whether a paragraph stops in the middle of a sentence. */
function isOpenParagraph(block: Block): boolean {
  const { kind, text, containers, head, opensNode } = block;
  if (kind !== 'paragraph' || containers.includes('note') || containers.includes('quote')) return false;
  if (head.kind === 'footnote' || head.kind === 'caption' || head.kind === 'question') return false;
  if (readWordedQuestions(block).length > 0) return false;
  const words = text.trimEnd().replace(/[*_]{1,3}$/, '');
  if (containers.includes('item')) return /,$/.test(words);
  return opensNode && words.length >= SHORTEST && /[\p{L}\p{N},)’'"–-]$/u.test(words) && !/(?:\\| {2})$/.test(text);
}

function goesOn({ kind, text, containers, head, opensNode }: Block): boolean {
  if (kind !== 'paragraph' || !opensNode || containers.length > 0) return false;
  return head.kind === 'none' && /^\s{0,12}\p{Ll}/u.test(text) && !/^\s{0,12}(?:https?:|www\.)/.test(text);
}

/** What stands between a page's text and the next one's: notes, the line above them, a number. */
function isFootOfPage({ kind, text, head }: Block): boolean {
  return kind === 'rule' || head.kind === 'footnote' || /^\s{0,40}(?:page\s)?\d{1,4}\s{0,8}$/i.test(text);
}
