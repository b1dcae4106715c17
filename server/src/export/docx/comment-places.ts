import { type DraftComment, findCommentedWords } from '../../comments.js';
import type { Draft } from '../../model/draft.js';
import { foldSpaces } from '../../model/folded-spaces.js';
import { findSourceSpan, type Inline, readInline, readSpan } from '../../model/inline/inline.js';
import { getOrCreate } from '../../model/memo.js';
import { readTable } from '../../model/table.js';
import type { Span } from '../../model/text.js';
import { anchorDraft, nearestAnchor } from '../manuscript/anchors.js';
import type { Layout, Manuscript, StyledWord } from '../manuscript/manuscript.js';

/** Where a comment of a colleague stands among the blocks of a text. */
interface CommentPlace {
  /** The index of the comment. */
  readonly comment: number;
  readonly layout: number;
  /** The part of the block: its words, or which of its cells. */
  readonly part: number;
  /** Of the part's words that stay; of no length for a place between words. */
  readonly span: Span;
}

/** The words of a draft that a comment is about, and how often they come before it in their block. */
interface SoughtWords {
  readonly words: string;
  readonly before: number;
}

/**
 * Blocks whose words say where the comments of colleagues begin and end. A comment whose words are
 * not there stands at its provision.
 */
export function remarkLayouts(
  { drafts, notes }: Pick<Manuscript, 'drafts' | 'notes'>,
  layouts: readonly Layout[],
  comments: readonly DraftComment[],
): readonly Layout[] {
  if (comments.length === 0 || layouts.length === 0) return layouts;
  const anchored = indexAnchors(layouts, notes);
  const places = new Map<number, CommentPlace[]>();
  for (const [index, comment] of comments.entries()) {
    const place = placeComment(drafts.new, layouts, anchored, comment);
    getOrCreate(places, place.layout, () => []).push({ ...place, comment: index });
  }
  return layouts.map((layout, index) => {
    const own = places.get(index);
    return own ? remarkLayout(layout, own) : layout;
  });
}

/** The first block of each anchor; for that of a note the block that calls it. */
function indexAnchors(layouts: readonly Layout[], notes: Manuscript['notes']): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [index, layout] of layouts.entries()) {
    const called =
      notes.size === 0 ? [] : cellsOrWordsOf(layout).flatMap((words) => words.flatMap(({ note }) => note ?? []));
    for (const anchor of [layout.anchor, ...called.map((note) => notes.get(note)?.anchor ?? null)])
      if (anchor !== null && !found.has(anchor)) found.set(anchor, index);
  }
  return found;
}

function placeComment(
  draft: Draft,
  layouts: readonly Layout[],
  anchored: ReadonlyMap<string, number>,
  comment: DraftComment,
): Omit<CommentPlace, 'comment'> {
  const { isGone, ...span } = findCommentedWords(draft.text, comment);
  const anchor = nearestAnchor(draft.provisionAt(span.start), anchorDraft(draft));
  const from = anchor === null ? 0 : (anchored.get(anchor) ?? 0);
  const sought = isGone || comment.words.trim() === '' ? null : findVisibleWords(draft, span);
  for (let at = from; sought !== null && at < layouts.length; at++) {
    const layout = layouts[at];
    if (!layout || (at > from && layout.anchor !== null)) break;
    for (const [part, words] of cellsOrWordsOf(layout).entries()) {
      const found = findSoughtWords(words, sought);
      if (found) return { layout: at, part, span: found };
    }
  }
  // Where its own block has no words, the next one that has some.
  const near = layouts.findIndex(
    (layout, index) => index >= from && cellsOrWordsOf(layout).some((words) => staysIn(words)),
  );
  return { layout: near < 0 ? from : near, part: 0, span: { start: 0, end: 0 } };
}

/** The words that a reader sees of a stretch of a draft, in the block or the cell that it begins in. */
function findVisibleWords(draft: Draft, { start, end }: Span): SoughtWords | null {
  const index = draft.blockAt(start);
  const block = draft.block(index);
  const from = draft.startOf(index);
  const span = { start: start - from, end: Math.min(end - from, block.text.length) };
  const table = readTable(block);
  const cells = table ? [table.header, ...table.rows].flatMap((row) => row.cells) : [];
  const cell = cells.find((each) => each.start <= span.start && span.start < Math.max(each.end, each.start + 1));
  const inline = cell ? readSpan(block, cell) : readInline(block);
  const seen = findSeen(inline, span);
  if (seen === null) return null;
  const words = foldSpaces(inline.text.slice(seen.start, seen.end)).text.trim();
  const before = countOccurrences(foldSpaces(inline.text.slice(0, seen.start)).text, words);
  return words === '' ? null : { words, before };
}

/** The visible characters that were written within a stretch of a block; null for none. */
function findSeen(inline: Inline, { start, end }: Span): Span | null {
  let first = -1;
  let last = -1;
  for (let at = 0; at < inline.text.length; at++) {
    const source = findSourceSpan(inline, at, at + 1);
    if (source.start < start || source.start >= end) continue;
    if (first < 0) first = at;
    last = at;
  }
  return first < 0 ? null : { start: first, end: last + 1 };
}

function countOccurrences(text: string, words: string): number {
  if (words === '') return 0;
  let count = 0;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) count++;
  return count;
}

/** The words of a block, each part of which is written by itself. */
function cellsOrWordsOf(layout: Layout): readonly (readonly StyledWord[])[] {
  switch (layout.kind) {
    case 'table':
      return [layout.header, ...layout.rows].flatMap(({ cells }) => cells);
    case 'figure':
    case 'rule':
      return [];
    default:
      return [layout.words];
  }
}

/** The words that a text still has, without those that were deleted. */
function staysIn(words: readonly StyledWord[]): string {
  return words.map((word) => (word.mark?.op === 'delete' ? '' : word.text)).join('');
}

/** Where some words stand among those of a part; without the label, which stands before the words. */
function findSoughtWords(words: readonly StyledWord[], { words: sought, before }: SoughtWords): Span | null {
  const text = staysIn(words);
  const folded = foldSpaces(text);
  for (const each of [sought, sought.replace(/^\S+ /, '')]) {
    if (each === '') continue;
    let at = folded.text.indexOf(each);
    for (let count = 0; count < before && at >= 0; count++) {
      const next = folded.text.indexOf(each, at + 1);
      if (next < 0) break;
      at = next;
    }
    if (at < 0) continue;
    const placeOf = (index: number) => folded.offsets?.[index] ?? index;
    return { start: placeOf(at), end: placeOf(at + each.length - 1) + 1 };
  }
  return null;
}

function remarkLayout(layout: Layout, places: readonly CommentPlace[]): Layout {
  const own = (part: number) => places.filter((place) => place.part === part);
  switch (layout.kind) {
    case 'table': {
      let part = 0;
      const remarkRow = (row: typeof layout.header) => ({
        ...row,
        cells: row.cells.map((cell) => remarkWords(cell, own(part++))),
      });
      const header = remarkRow(layout.header);
      return { ...layout, header, rows: layout.rows.map(remarkRow) };
    }
    case 'figure':
    case 'rule':
      return layout;
    default:
      return { ...layout, words: remarkWords(layout.words, own(0)) };
  }
}

/** Words, cut where comments begin and end. */
function remarkWords(words: readonly StyledWord[], places: readonly CommentPlace[]): readonly StyledWord[] {
  if (places.length === 0) return words;
  const cuts = [...new Set(places.flatMap(({ span }) => [span.start, span.end]))].sort((a, b) => a - b);
  const remarked: StyledWord[] = [];
  let at = 0;
  for (const word of words) {
    if (word.mark?.op === 'delete' || word.text === '') {
      remarked.push(word);
      continue;
    }
    const end = at + word.text.length;
    // Only words can be cut: a call or a picture is one sign.
    const inside = word.kind === 'text' || word.kind === 'code' ? cuts.filter((cut) => cut > at && cut < end) : [];
    for (const [index, from] of [at, ...inside].entries()) {
      const to = inside[index] ?? end;
      const idsOf = (isThere: (span: Span) => boolean) =>
        places.flatMap(({ comment, span }) => (isThere(span) ? [comment] : []));
      const isBegun = ({ start }: Span) => start >= from && start < to;
      const remark = {
        points: idsOf((span) => span.start === span.end && isBegun(span)),
        begins: idsOf((span) => span.start < span.end && isBegun(span)),
        ends: idsOf((span) => span.start < span.end && span.end > from && span.end <= to),
      };
      const piece = { ...word, text: word.text.slice(from - at, to - at) };
      const isRemarked = remark.points.length + remark.begins.length + remark.ends.length > 0;
      remarked.push(isRemarked ? { ...piece, remark } : piece);
    }
    at = end;
  }
  return remarked;
}
