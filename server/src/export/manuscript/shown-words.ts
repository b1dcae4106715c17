import type { Block } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { isWordless, readHtmlWords } from '../../model/inline/html-words.js';
import { type Inline, PLAIN, type Run, readInline } from '../../model/inline/inline.js';
import { definesLinks } from '../../model/link-definitions.js';
import { getOrCreate } from '../../model/memo.js';
import { linkByLabel } from '../../model/reference-links.js';

const NO_WORDS: Inline = { text: '', runs: [] };
/** The number of an item of a list in what stands before the first word of a block. */
const NUMBER = /(?<![^\s>])\d{1,9}[.)](?=\s|$)/g;
const numbers = new WeakMap<Block, Inline>();

/** The words of a block as an export shows them; those of HTML without its tags. */
export function readShownWords(draft: Draft, index: number): Inline {
  const block = draft.block(index);
  return block.kind === 'html' ? readHtmlWords(block) : linkByLabel(draft, block, readInline(block));
}

/**
 * The numbers of the items that begin with a block, outermost first. They stand before its first
 * word, and no other part of a block holds them.
 */
export function readItemNumbers(block: Block): Inline {
  // Most blocks stand in no list.
  if (block.prefix === 0) return NO_WORDS;
  return getOrCreate(numbers, block, () => {
    const runs: Run[] = [];
    let text = '';
    for (const { 0: number, index } of block.text.slice(0, block.prefix).matchAll(NUMBER)) {
      const said = text === '' ? number : ` ${number}`;
      const source = { start: index, end: index + number.length };
      // The blank between two numbers is no character of the block: it goes with the second number.
      const offsets = text === '' ? null : [index, ...Array.from(number, (_, at) => index + at)];
      runs.push({ kind: 'text', text: said, at: text.length, source, offsets, ...PLAIN, note: null });
      text += said;
    }
    return runs.length === 0 ? NO_WORDS : { text, runs };
  });
}

/** Whether an export leaves a block out, as it shows neither words nor a number. */
export function isLeftOut(draft: Draft, index: number): boolean {
  const block = draft.block(index);
  switch (block.kind) {
    case 'paragraph':
      return definesLinks(draft, block);
    case 'frontMatter':
      return true;
    case 'html':
      return isWordless(block) && readItemNumbers(block).text === '';
    case 'empty':
      return block.head.kind !== 'footnote' && readItemNumbers(block).text === '';
    default:
      return false;
  }
}

const continued = new WeakMap<Draft, (number | null)[]>();

/**
 * The block that begins the footnote which a block goes on with; null for a block of the text, and
 * for one that begins a footnote.
 */
export function findNoteOf(draft: Draft, index: number): number | null {
  const all = getOrCreate(continued, draft, () => {
    let note: number | null = null;
    return draft.blocks.map(({ head, containers }, at) => {
      if (head.kind === 'footnote') note = at;
      else if (!containers.includes('note')) note = null;
      else return note;
      return null;
    });
  });
  return all[index] ?? null;
}
