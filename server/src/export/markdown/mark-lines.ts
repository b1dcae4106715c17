import type { ScriptPiece } from '../manuscript/script-pairs.js';
import { type Chunk, type Fragment, makeChunk, markWords } from './fragments.js';

const LINE_END = /(\r\n?|\n)/;
/**
 * The end of a line within a paragraph, with the signs of the quotations that the next line stands
 * in.
 */
const SOFT_LINE_END = /((?:\r\n?|\n)[ \t]*(?:>[ \t]?)*)/;

/** How a line ends whose break Markdown keeps: two blanks, or a backslash. */
const FORCES_BREAK = /(?: {2}|\\)$/;

/** Nothing but blanks, or the end of a line with what stands around it. */
const LINE_BREAK = /^(?:[ \t]+|[ \t]*(?:\r\n?|\n)[ \t>]*)$/;

interface MarkedLine {
  fragments: Fragment[];
  /** What stands before the line, and whether only the new version has it. */
  readonly before: string;
  readonly isNew: boolean;
}

/**
 * Marks for words of which both versions have some. A line end that only one version has is written
 * as a blank where it would part words of the other, or leave it an empty line, which would end its
 * paragraph.
 * @param isCode whether each line end counts
 */
export function markLines(fragments: readonly Fragment[], isCode: boolean): Chunk[] {
  const lines = joinLines(splitLines(isCode ? fragments : keepNewBreaks(fragments), isCode), isCode);
  return lines.flatMap(({ before, fragments: words }) => [
    { text: before, isMark: false, origin: null },
    ...joinFragments(words).map((fragment) => makeChunk(fragment, markWords(fragment.op, fragment.text), true)),
  ]);
}

/** Where a line was only broken elsewhere, the new break alone is kept. */
function keepNewBreaks(fragments: readonly Fragment[]): Fragment[] {
  const isBreak = (fragment: Fragment | undefined, op: ScriptPiece['op']) =>
    fragment?.op === op && LINE_BREAK.test(fragment.text) && !/ {2}[\r\n]/.test(fragment.text);
  return fragments.flatMap((fragment, index): Fragment[] => {
    const near = [fragments[index - 1], fragments[index + 1]];
    if (isBreak(fragment, 'delete') && near.some((other) => isBreak(other, 'insert'))) return [];
    if (isBreak(fragment, 'insert') && near.some((other) => isBreak(other, 'delete')))
      return [{ ...fragment, op: 'equal', origin: null }];
    return [fragment];
  });
}

function splitLines(fragments: readonly Fragment[], isCode: boolean): MarkedLine[] {
  let line: MarkedLine = { fragments: [], before: '', isNew: false };
  const lines = [line];
  for (const [index, fragment] of fragments.entries()) {
    const isMarked = fragment.op !== 'equal' && /[\r\n]/.test(fragment.text);
    if (!isCode && isMarked && !canBreakLine(fragments, index)) {
      line.fragments.push({ ...fragment, text: fragment.text.split(SOFT_LINE_END).map(asBlank).join('') });
      continue;
    }
    fragment.text.split(isCode ? LINE_END : SOFT_LINE_END).forEach((part, at) => {
      if (at % 2 === 1) {
        line = { fragments: [], before: part, isNew: fragment.op === 'insert' };
        lines.push(line);
      } else if (part !== '') line.fragments.push({ ...fragment, text: part });
    });
  }
  return lines;
}

/**
 * Whether the line ends of a fragment can stand outside of its mark: those that come, where the old
 * version has a blank already.
 */
function canBreakLine(fragments: readonly Fragment[], index: number): boolean {
  if (fragments[index]?.op !== 'insert') return false;
  const oldText = (step: -1 | 1): string => {
    for (let at = index + step; ; at += step) {
      const fragment = fragments[at];
      if (!fragment || (fragment.op !== 'insert' && fragment.text !== '')) return fragment?.text ?? '';
    }
  };
  return /\s$/.test(oldText(-1)) || /^\s/.test(oldText(1));
}

/** A line end as a blank, but for one that the drafter forced: that stands within the mark. */
function asBlank(part: string, index: number, parts: readonly string[]): string {
  return index % 2 === 1 && !FORCES_BREAK.test(parts[index - 1] ?? '') ? ' ' : part;
}

/** Lines that the old version would have empty are joined with those before or after them. */
function joinLines(lines: readonly MarkedLine[], isCode: boolean): MarkedLine[] {
  if (isCode) return [...lines];
  const joined: MarkedLine[] = [];
  for (const line of lines) {
    const above = joined.at(-1);
    const [first] = line.fragments;
    const lastAbove = above?.fragments.at(-1);
    const breaker = first?.op === 'insert' ? first : lastAbove;
    if (above && line.isNew && breaker?.op === 'insert' && (isEmptyInOld(above) || isEmptyInOld(line)))
      above.fragments = [...above.fragments, { ...breaker, text: ' ' }, ...line.fragments];
    else joined.push(line);
  }
  return joined;
}

function isEmptyInOld({ fragments }: MarkedLine): boolean {
  return fragments.every(({ op, text }) => op === 'insert' || text.trim() === '');
}

/** Fragments of one piece next to each other as one; a blank stands in the mark beside it. */
function joinFragments(fragments: readonly Fragment[]): Fragment[] {
  const joined: Fragment[] = [];
  for (const fragment of fragments) {
    const last = joined.at(-1);
    const isSame = last?.op === fragment.op && last.origin === fragment.origin;
    if (last && isSame && (last.piece === fragment.piece || last.text.trim() === '' || fragment.text.trim() === ''))
      joined[joined.length - 1] = { ...last, text: last.text + fragment.text };
    else joined.push(fragment);
  }
  return joined;
}
