import type { Block } from './block.js';
import { KeepingBlock } from './block-memo.js';
import { findCommentEnd } from './comment.js';
import type { Leaf } from './flow/flow.js';
import { beginsProvision, findTitleStart, isCountedLabel } from './head/begins-provision.js';
import { readHead } from './head/head.js';
import { findOwnWordAt, listOwnWords, type OwnUnits } from './schemes/own-units.js';
import { detachText, hashText, isLineEnd, isSpaceOrTab } from './text.js';

/** Takes the blocks of a text one after the other, each with its offset in the text. */
export interface BlockSink {
  readonly blocks: Block[];
  readonly starts: number[];
  /** Whether each block's text is copied, so that it does not keep the whole text in memory. */
  readonly isDetached: boolean;
  /** The units that the project adds. */
  readonly ownUnits: OwnUnits;
}

const BACKTICK = 96;
const BACKSLASH = 92;

/** So much of the line before is looked at to tell whether a line begins a provision. */
const WORDS_BEFORE = 130;

/**
 * Adds the blocks of a leaf. One paragraph to Markdown can hold several provisions, a line each.
 */
export function addBlocks(text: string, leaf: Leaf, sink: BlockSink): void {
  let start = leaf.start;
  let lineStart = leaf.start;
  // What a comment hides begins nothing; signs of one that may stand in code are words.
  let hiddenTo = leaf.start;
  let mayBeCode = false;
  for (let at = leaf.kind === 'paragraph' && leaf.lines > 1 ? leaf.start : leaf.end; at < leaf.end; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKTICK) mayBeCode = true;
    if (code === 60 && at >= hiddenTo && !mayBeCode) hiddenTo = findHiddenEnd(text, at, leaf);
    if (!isLineEnd(code)) continue;
    const lineEnd = at;
    if (code === 13 && text.charCodeAt(at + 1) === 10) at++;
    const next = at + 1;
    if (next >= hiddenTo && next < leaf.end && mayBeginProvision(text, next, sink.ownUnits)) {
      const isFirst = start === leaf.start;
      const previous = readHead({
        ...leaf,
        kind: 'paragraph',
        text: text.slice(start, lineEnd),
        prefix: isFirst ? leaf.prefix : 0,
        marker: isFirst ? leaf.marker : null,
      });
      const before = text.slice(Math.max(lineStart, lineEnd - WORDS_BEFORE), lineEnd);
      const isCounted = isCountedLabel(text.slice(start, start + 40).trimStart());
      const end = findLineEnd(text, next, leaf.end);
      const line = {
        text,
        from: leaf.start,
        to: leaf.end,
        start: next,
        end,
        before,
        previous,
        isCounted,
        ownUnits: sink.ownUnits,
      };
      if (beginsProvision(line)) {
        const titleStart = findTitleStart(line);
        if (titleStart !== null && titleStart > start) {
          addBlock(text, leaf, { start, end: findEndAbove(text, titleStart) }, sink);
          start = titleStart;
        }
        addBlock(text, leaf, { start, end: lineEnd }, sink);
        start = next;
      }
    }
    lineStart = next;
  }
  addBlock(text, leaf, { start, end: leaf.end }, sink);
}

/** Where the comment that begins at an offset ends; that offset where none begins there. */
function findHiddenEnd(text: string, at: number, { start, end }: Leaf): number {
  const isEscaped = at > start && text.charCodeAt(at - 1) === BACKSLASH;
  // `<!-->` and `<!--->` are whole.
  const isEmpty = text.startsWith('>', at + 4) || text.startsWith('->', at + 4);
  return isEscaped || isEmpty ? at : Math.max(at, findCommentEnd(text, at, end));
}

/** Where the line ends that stands above the one at an offset. */
function findEndAbove(text: string, lineStart: number): number {
  return text.charCodeAt(lineStart - 1) === 10 && text.charCodeAt(lineStart - 2) === 13 ? lineStart - 2 : lineStart - 1;
}

function findLineEnd(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

/** A unit's word at the start of a line, and its first letters. */
const UNIT_INITIALS = 'ACDPRST';
const UNIT_WORD =
  /^(?:Annex|Appendix|Article|Chapter|Division|Part|Rule|Regulation|Schedule|Section|Sec\.|Subdivision|Title) {1,2}[\dA-Z]/;

/** A quick look at the first characters of a line: can it begin a provision at all? */
function mayBeginProvision(text: string, from: number, own: OwnUnits): boolean {
  let at = from;
  let code = text.charCodeAt(at);
  while (isSpaceOrTab(code) || code === 62) code = text.charCodeAt(++at);
  // ( [ # * _ < " “ digits, or a letter: `H5.9`
  if (
    code === 40 ||
    code === 91 ||
    code === 35 ||
    code === 42 ||
    code === 95 ||
    code === 60 ||
    code === 34 ||
    code === 0x201c ||
    (code >= 48 && code <= 57)
  )
    return true;
  if (code >= 65 && code <= 90) {
    const second = text.charCodeAt(at + 1);
    if ((second >= 48 && second <= 57) || second < 91) return true;
  }
  if (own.units.length > 0 && findOwnWordAt(listOwnWords(own), text, at)) return true;
  // `Article 3`, `Section 5.`
  if (UNIT_INITIALS.includes(text.charAt(at)) && UNIT_WORD.test(text.slice(at, at + 16))) return true;
  // `a)`, `iii.`
  for (let end = at + 1; end < at + 6; end++) {
    const next = text.charCodeAt(end);
    if (next === 41 || next === 46) return true;
    if (!((next >= 97 && next <= 122) || (next >= 65 && next <= 90))) return false;
  }
  return false;
}

/** Adds the block of the lines from `start` up to `end`, offsets in the text. */
function addBlock(text: string, leaf: Leaf, { start, end }: { start: number; end: number }, sink: BlockSink): void {
  const isFirst = start === leaf.start;
  const lines = text.slice(start, end);
  const own = sink.isDetached ? detachText(lines) : lines;
  const { kind, containers, level } = leaf;
  const marker = isFirst ? leaf.marker : null;
  const prefix = isFirst ? leaf.prefix : containers.length > 0 ? measureMarkers(own) : 0;
  sink.blocks.push(
    new KeepingBlock({
      kind,
      text: own,
      hash: hashText(text, start, end),
      prefix,
      containers,
      marker,
      level,
      opensNode: isFirst && leaf.node !== null,
      head: readHead({ kind, text: own, prefix, containers, marker }),
      ownUnits: sink.ownUnits,
    }),
  );
  sink.starts.push(start);
}

/** How many characters the markers of containers take on a further line. */
function measureMarkers(line: string): number {
  return /^[ \t>]*/.exec(line)?.[0].length ?? 0;
}
