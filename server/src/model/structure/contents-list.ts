import { type Block, isQuoted } from '../block.js';
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

const keys = new WeakMap<Block, string | null>();

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
    const [above, below] = [entries.has(index - 1), found[index + 1] != null];
    // A sentence that stands twice is a slip, but for one in the midst of entries.
    if (key.endsWith('.') ? above && below : above || below) entries.add(index);
  });
  return { entries, twice };
}
