import { type Block, isQuoted } from '../block.js';
import { BlockMemo } from '../block-memo.js';
import { readLabelShape } from '../head/label-shape.js';
import { getOrCreate } from '../memo.js';

/** The most characters of an entry in a list of contents. */
const LONGEST = 200;
/** So many characters of a title tell it from another. */
const TELLING = 40;

/**
 * What an entry in a list of contents and the heading that it announces have in common: number and
 * title, as one string. Null for a block that can be neither, as it says more than a title does.
 */
export function readContentsKey(block: Block): string | null {
  return getOrCreate(keys, block, () => makeContentsKey(block));
}

const keys = new BlockMemo<string | null>();

function makeContentsKey(block: Block): string | null {
  const { head, text } = block;
  const shape = head.kind === 'heading' || head.kind === 'none' ? readLabelShape(block) : null;
  if (shape?.word && shape.isTitled && text.length <= LONGEST && !isQuoted(block)) {
    const letters = text
      .slice(shape.body)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '');
    return letters === '' ? null : `${shape.word}-${shape.number} ${letters.slice(0, TELLING)}`;
  }
  if (head.kind !== 'clause' && head.kind !== 'listNumber' && head.kind !== 'section' && head.kind !== 'caption')
    return null;
  if (text.length > LONGEST || isQuoted(block)) return null;
  const words = text.slice(head.body).trim();
  // An entry may end in dots and the number of a page.
  const title = words.replace(/(?:[ .…·\t]{2,60}|\t)\d{1,4}$/, '');
  if (title === words && /[;:,]$|\S{3}[.]\s+\S/.test(words)) return null;
  const letters = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return letters === ''
    ? null
    : `${head.number} ${letters.slice(0, TELLING)}${head.kind !== 'section' && /\p{L}[.]$/u.test(words) ? '.' : ''}`;
}

/** Whether a block is as "[5](#5). Fees": what follows links into the text itself. */
export function isLinkedEntry(block: Block | undefined): boolean {
  return block?.kind === 'paragraph' && /^[ \t]{0,8}\[[^\]\r\n]{1,20}\]\(#/.test(block.text);
}

/** The lists of contents in a text. */
export interface ContentsList {
  /** The blocks that are entries, by index. */
  readonly entries: ReadonlySet<number>;
  /** The numbers that more than one title bears. */
  readonly twice: ReadonlySet<string>;
}

/**
 * Finds the entries of lists of contents, of the one in front and of those of a chapter: lines that
 * say no more than a number and a title, one below the other, each of which comes again further
 * down. They are no provisions of their own.
 */
export function findContentsLists(blocks: readonly Block[]): ContentsList {
  const found = blocks.map(readContentsKey);
  const last = new Map<string, number>();
  const seen = new Set<string>();
  const twice = new Set<string>();
  found.forEach((key, index) => {
    if (key === null) return;
    last.set(key, index);
    const number = key.slice(0, key.indexOf(' '));
    if (seen.has(number)) twice.add(number);
    seen.add(number);
  });
  const entries = new Set<number>();
  found.forEach((key, index) => {
    if (key === null || last.get(key) === index) return;
    const above = entries.has(index - 1) || isLinkedEntry(blocks[index - 1]);
    const below = found[index + 1] != null || isLinkedEntry(blocks[index + 1]);
    // A sentence that stands twice is a slip, but for one in the midst of entries.
    if (key.endsWith('.') ? above && below : above || below) entries.add(index);
  });
  for (let index = 0; index < blocks.length; index++) {
    if (!isArrangementTitle(blocks[index]!)) continue;
    const end = findArrangementEnd(blocks, index + 1);
    for (index++; index < end; index++) entries.add(index);
  }
  return { entries, twice };
}

/** "ARRANGEMENT OF CLAUSES": what follows are the titles of a bill, which stand above their numbers. */
export function isArrangementTitle({ kind, text }: Block): boolean {
  return (
    (kind === 'paragraph' || kind === 'heading') &&
    /^[#*_ ]{0,12}arrangement of (?:sections|clauses|regulations|rules|articles|paragraphs)[*_ ]{0,4}$/i.test(
      text.slice(0, LONGEST).trim(),
    )
  );
}

/** The index after the last entry of an arrangement: the numbers begin at 1 anew behind it. */
function findArrangementEnd(blocks: readonly Block[], from: number): number {
  let end = from;
  let seen = 0;
  for (let at = from; at < blocks.length; at++) {
    const block = blocks[at]!;
    const shape = block.text.length > 2 * LONGEST ? null : readLabelShape(block);
    if (block.text.length > 2 * LONGEST && !/^[*_\s]*1\./.test(block.text)) return from;
    const isFirst = shape === null ? /^[*_\s]*1\./.test(block.text) : shape.number === '1' && shape.mark !== 'brackets';
    if (isFirst && shape?.word == null) {
      if (seen > 0) return seen > 1 ? end : from;
      seen = 1;
      end = at + 1;
    } else if (shape && shape.word === null && /^\d/.test(shape.number) && seen > 0) {
      seen++;
      end = at + 1;
    }
  }
  return from;
}
