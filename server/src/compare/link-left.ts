import type { Block } from '../model/block.js';
import { readInline } from '../model/inline/inline.js';
import { isBoldLine } from '../model/structure/title.js';
import { bodyStart, likenessOf, WordSets } from './likeness.js';
import type { BlockLink, BlockLinks, BlockRange } from './links.js';
import type { CutDraft } from './matching-side.js';
import { rowsOfBoth, tableLikeness } from './parts.js';
import { hasRows } from './rows.js';
import { alignInOrder } from './sequence.js';
import { findEntryLink } from './tokens.js';
import { countWords } from './word-hashes.js';

/** Blocks with fewer words may be equal by chance. */
const LEAST_EQUAL_WORDS = 3;
/** The likeness at which two blocks of units that differ are one that was amended. */
const LIKE = 0.7;
/** Where more pairs are left between two links, only equal blocks are linked. */
const MOST_LIKE_PAIRS = 400;

/**
 * Finds links of blocks, equal or much alike, that are left between the same linked ones. They are
 * left where the two drafts are cut into units that differ: an item of a list in one, a section in the other.
 * @param links in the order of the new draft
 */
export function findEqualLeft(oldSide: CutDraft, newSide: CutDraft, links: BlockLinks): BlockLink[] {
  const found: BlockLink[] = [];
  const keysOf = ({ hashes }: CutDraft, blocks: readonly number[]): number[] =>
    blocks.map((block) => hashes.exactHash(block));
  const words = new WordSets();
  const scoreBlocks = (old: number, now: number): number => {
    const [a, b] = [oldSide.draft.block(old), newSide.draft.block(now)];
    if (isSameEntry(a, b) || isTitleInBoldOf(a, b) || isSameButLinks(a, b)) return 1;
    if (isSameNumber(a, b) && links.ofOld[old + 1] && links.ofOld[old + 1] === links.ofNew[now + 1]) return 1;
    if (isSameCaption(a, b)) return 1;
    if (!canBeOneBlock(a, b)) return 0;
    if (hasRows(a) || hasRows(b)) {
      const like = tableLikeness(a, b, words);
      return like >= LIKE ? like : 0;
    }
    const like = likenessOf(words.wordSetOfBlock(a), words.wordSetOfBlock(b), LIKE);
    return like >= LIKE ? like : 0;
  };
  let [i, j] = [0, 0];
  const linkGap = (oldEnd: number, newEnd: number): void => {
    if (oldEnd <= i || newEnd <= j) return;
    const from = listLeft(oldSide, { start: i, end: oldEnd }, links.ofOld, links.moveOfOld);
    const to = listLeft(newSide, { start: j, end: newEnd }, links.ofNew, links.moveOfNew);
    if (from.length === 0 || to.length === 0) return;
    const isShort = from.length * to.length <= MOST_LIKE_PAIRS;
    const scorePair = (a: number, b: number): number => (isShort ? scoreBlocks(from[a]!, to[b]!) : 0);
    for (const [a, b] of alignInOrder(keysOf(oldSide, from), keysOf(newSide, to), scorePair).pairs) {
      const [old, now] = [from[a]!, to[b]!];
      const [one, other] = [oldSide.draft.block(old), newSide.draft.block(now)];
      if (one.kind !== other.kind && !canBeOneBlock(one, other)) continue;
      if (isShortTitle(one) && isShortTitle(other) && !isTitleInBoldOf(one, other) && !isSameCaption(one, other))
        continue;
      const rows = rowsOfBoth(one, other);
      found.push({ old: { start: old, end: old + 1 }, new: { start: now, end: now + 1 }, move: null, rows });
    }
  };
  for (const link of links.links) {
    if (link.move !== null) continue;
    linkGap(link.old.start, link.new.start);
    i = Math.max(i, link.old.end);
    j = Math.max(j, link.new.end);
  }
  linkGap(links.ofOld.length, links.ofNew.length);
  return found;
}

/** Whether two blocks are one entry of contents, wherever each leads. */
function isSameEntry(a: Block, b: Block): boolean {
  const [from, to] = [findEntryLink(a.text), findEntryLink(b.text)];
  return from >= 0 && to >= 0 && a.text.slice(bodyStart(a), from) === b.text.slice(bodyStart(b), to);
}

/** Whether one block is a heading and the other the same words in bold on a line of their own. */
function isTitleInBoldOf(a: Block, b: Block): boolean {
  const isPair = (a.kind === 'heading' && isBoldLine(b)) || (b.kind === 'heading' && isBoldLine(a));
  return isPair && listWords(a.text) === listWords(b.text);
}

function listWords(text: string): string {
  return text.match(/[\p{L}\p{N}]+/gu)?.join(' ') ?? '';
}

/** A title with so few words that another may have them by chance. */
function isShortTitle(block: Block): boolean {
  if (block.kind !== 'heading' && !isBoldLine(block)) return false;
  return countWords(block.text, bodyStart(block), block.text.length, LEAST_EQUAL_WORDS) < LEAST_EQUAL_WORDS;
}

/** Whether two paragraphs say the same words, of which one leads somewhere in one text only, or elsewhere. */
function isSameButLinks(a: Block, b: Block): boolean {
  if (a.kind !== 'paragraph' || b.kind !== 'paragraph' || !(a.text.includes('](') || b.text.includes('](')))
    return false;
  const [from, to] = [readInline(a), readInline(b)].map(({ text }) => text.trim());
  return from !== '' && from === to;
}

/** Whether two captions bear one number, or have one title: "Table 1: Fees" and "Table 2: Fees". */
function isSameCaption(a: Block, b: Block): boolean {
  if (a.head.kind !== 'caption' || b.head.kind !== 'caption' || a.head.of !== b.head.of) return false;
  return (
    a.head.number === b.head.number || listWords(a.text.slice(a.head.body)) === listWords(b.text.slice(b.head.body))
  );
}

/** Whether two headings of one level bear one number, whatever their titles. */
function isSameNumber(a: Block, b: Block): boolean {
  if (a.kind !== 'heading' || b.kind !== 'heading' || a.level !== b.level) return false;
  return 'number' in a.head && 'number' in b.head && a.head.kind === b.head.kind && a.head.number === b.head.number;
}

/** Whether two blocks may be one: of one kind, or a title that is a heading in one text and words in the other. */
function canBeOneBlock(a: Block, b: Block): boolean {
  if (a.kind === b.kind) return a.kind !== 'heading';
  const kinds = new Set([a.kind, b.kind]);
  if (!kinds.has('heading') || !kinds.has('paragraph')) return false;
  if (isTitleInBoldOf(a, b)) return true;
  const [one, other] = [a, b].map(({ head }) => ('number' in head ? head.number : null));
  return one !== null && one === other;
}

/** The blocks of a range with words enough that have no link and are not part of a move. */
function listLeft(
  { draft }: CutDraft,
  { start, end }: BlockRange,
  links: readonly (BlockLink | null)[],
  moves: Int32Array,
): number[] {
  const found: number[] = [];
  for (let at = start; at < end; at++) {
    if (links[at] || moves[at] !== 0) continue;
    const block = draft.block(at);
    const words = countWords(block.text, bodyStart(block), block.text.length, LEAST_EQUAL_WORDS);
    if (
      (words >= LEAST_EQUAL_WORDS && block.kind !== 'frontMatter') ||
      isShortTitle(block) ||
      block.head.kind === 'caption'
    )
      found.push(at);
  }
  return found;
}
