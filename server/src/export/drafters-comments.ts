import type { Block } from '../model/block.js';
import { MOST_OF_COMMENT } from '../model/comment.js';
import type { Draft } from '../model/draft.js';
import { readBlockFacts } from '../model/facts.js';
import { findSourceSpan } from '../model/inline/inline.js';
import { isRemark, isUnread } from '../model/link-definitions.js';
import { isEscaped, isLineEnd, isSpaceOrTab, type Span } from '../model/text.js';

/**
 * Where the comments of a block stand, each with a blank that parted it from the words around it.
 * They are notes of the drafters and no part of the text. What stands in code is no comment.
 * @returns spans to leave out, relative to the block's text, in order. Where what is left would be
 * read in another way, the signs of the comment stay, and only its words go.
 */
export function findComments(block: Block): Span[] {
  const { text, kind } = block;
  if (kind === 'code' || kind === 'frontMatter') return [];
  if (isRemark(block)) return [{ start: 0, end: text.length }];
  const first = text.indexOf('<!--');
  if (first < 0 || text.indexOf('-->', first) < 0) return [];
  // Only where there can be code is it read.
  const passages = text.includes('`') ? readBlockFacts(block).passages : [];
  const codes = passages.flatMap(({ inline }) =>
    inline.runs
      .filter((run) => run.kind === 'code')
      .map((run) => findSourceSpan(inline, run.at, run.at + run.text.length)),
  );
  const found: Span[] = [];
  let from = 0;
  let code = 0;
  let close = 0;
  for (let start = first; start >= 0; start = text.indexOf('<!--', start + 1)) {
    if (start < from || isEscaped(text, start)) continue;
    while (code < codes.length && (codes[code]?.end ?? 0) <= start) code++;
    if ((codes[code]?.start ?? text.length) <= start) continue;
    // Searched for once, however many comments begin before it.
    if (close >= 0 && close < start + 4) close = text.indexOf('-->', start + 4);
    if (close < 0) break;
    const end = close + 3;
    if (end - start > MOST_OF_COMMENT) continue;
    found.push(spanToLeaveOut(text, { start, end }, from));
    from = end;
  }
  return found;
}

/** Whether a text may have any comment. */
export function hasComments({ text, blocks }: Draft): boolean {
  return text.includes('<!--') || blocks.some(isRemark);
}

/** Whether a block is a comment and nothing else, not even the sign of an item or a note. */
export function isOnlyComment(block: Block): boolean {
  return isUnread(block) && block.text.slice(0, block.prefix).trim() === '';
}

/** What would begin a block at the start of a line. */
const BEGINS_BLOCK = /^[ \t]?(?:[`~#>|*+=_:[<-]|\d{1,9}[.)](?:\s|$)|[ \t]{3})/;
/** What stands around a comment that can go without what is left being read as one word or sign. */
const IS_PARTED = /[\p{L}\p{N}]$/u;
const PARTS = /^(?:$|[\s|]|[,.;](?:\s|$))/;

function spanToLeaveOut(text: string, { start, end }: Span, from: number): Span {
  const before = text.slice(Math.max(from, start - 12), start);
  const after = text.slice(end, end + 12);
  const isFirst = start === 0 || isLineEnd(text.charCodeAt(start - 1)) || before.trim() === '';
  const isSplit = /\S$/.test(before) && !(PARTS.test(after) && (IS_PARTED.test(before) || /^(?:$|\s)/.test(after)));
  if (isSplit || (isFirst && BEGINS_BLOCK.test(after))) return { start: start + 4, end: end - 3 };
  return withBlank(text, { start, end }, from);
}

/** A comment with the blanks before it at the end of a line, else with one after other blanks. */
function withBlank(text: string, { start, end }: Span, from: number): Span {
  const isLast = end === text.length || isLineEnd(text.charCodeAt(end));
  let first = start;
  while (isLast && first > from && isSpaceOrTab(text.charCodeAt(first - 1))) first--;
  const startsLine = first === 0 || isLineEnd(text.charCodeAt(first - 1)) || isSpaceOrTab(text.charCodeAt(first - 1));
  return { start: first, end: !isLast && startsLine && isSpaceOrTab(text.charCodeAt(end)) ? end + 1 : end };
}

/** The text of a block without comments. */
export function readWithoutComments(block: Block): string {
  const { text } = block;
  let kept = '';
  let done = 0;
  for (const { start, end } of findComments(block)) {
    kept += text.slice(done, start);
    done = end;
  }
  return kept + text.slice(done);
}

/** The text of a draft without its comments, and without the lines that held nothing else. */
export function writeWithoutComments(draft: Draft): string {
  const { text, blocks } = draft;
  if (!hasComments(draft)) return text;
  const endOf = (index: number) => (index < 0 ? 0 : draft.startOf(index) + draft.block(index).text.length);
  const pieces: string[] = [];
  let done = 0;
  for (let index = 0; index < blocks.length; index++) {
    const first = index;
    while (index < blocks.length && isOnlyComment(draft.block(index))) index++;
    if (index > first) {
      pieces.push(text.slice(done, endOf(first - 1)));
      const next = index < blocks.length ? draft.startOf(index) : text.length;
      if (first === 0) done = next;
      else {
        // What the comment parted stays parted.
        done = endOf(index - 1);
        const gap = text.slice(endOf(first - 1), draft.startOf(first));
        pieces.push(fillGap(gap, text.slice(done, next), index < blocks.length));
      }
    }
    if (index === blocks.length) break;
    for (const comment of findComments(draft.block(index))) {
      const start = draft.startOf(index);
      pieces.push(text.slice(done, start + comment.start));
      done = start + comment.end;
    }
  }
  pieces.push(text.slice(done));
  return pieces.join('');
}

/** The line end that is to stand before a gap, so that two blocks stay parted; else nothing. */
export function fillGap(before: string, gap: string, isFollowed: boolean): string {
  const lineEnds = gap.match(/\r\n?|\n/g)?.length ?? 0;
  const lineEnd = /\r\n?|\n/.exec(before)?.[0] ?? '\n';
  return lineEnds < (isFollowed ? 2 : 1) ? lineEnd.repeat((isFollowed ? 2 : 1) - lineEnds) : '';
}
