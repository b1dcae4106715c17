import {
  findUnsetSigns,
  hasRareSigns,
  numberOfSign,
  sayMendOfSign,
  type UnsetSign,
} from '../../analysis/text/unset-signs.js';
import type { Block } from '../../model/block.js';
import { isComment } from '../../model/comment.js';
import { readPassages } from '../../model/facts.js';
import { readHtmlWords } from '../../model/inline/html-words.js';
import { findSourceSpan, type Inline, readInline } from '../../model/inline/inline.js';
import type { Span } from '../../model/text.js';
import type { BlockRule } from '../rule.js';

/** Signs that no PDF can show, since no font that it is set in has them. */
export const signWithoutFont: BlockRule = {
  codes: {
    'text.sign': { severity: 'error', title: 'A sign that no font of the PDF has.' },
  },
  concerns: (index, { draft }) => {
    const block = draft.block(index);
    // A sign can be written as an entity: &#x30A2;
    return (hasRareSigns(block.text) || block.text.includes('&')) && !isComment(block);
  },
  *checkBlock(index, { draft, fonts }) {
    const found = findFirstUnset(draft.block(index), fonts.signs);
    if (!found) return;
    const { sign, span, others } = found;
    const further = others === 0 ? '' : others === 1 ? ' and another sign here' : ` and ${others} other signs here`;
    const name = `“${sign}” (${numberOfSign(sign)})`;
    const mend = sayMendOfSign(sign);
    yield {
      code: 'text.sign',
      message: `The PDF has no font for ${name}${further}: ${mend}.`,
      block: index,
      span,
      form: { key: mend, name, count: 0 },
    };
  },
};

interface FoundSign {
  readonly sign: string;
  readonly span: Span;
  /** How many other signs of the block have no font either. */
  readonly others: number;
}

/** The first sign of a block that no font has; signs that only follow one another are one place. */
function findFirstUnset(block: Block, signs: Parameters<typeof findUnsetSigns>[1]): FoundSign | null {
  const different = new Set<string>();
  let first: Pick<FoundSign, 'sign' | 'span'> | null = null;
  for (const { words, locate } of listShownWords(block)) {
    const found = findUnsetSigns(words, signs);
    for (const { sign } of found) different.add(sign);
    const [opening] = found;
    if (first || !opening) continue;
    first = { sign: opening.sign, span: locate(opening.start, findRunEnd(found)) };
  }
  return first && { ...first, others: different.size - 1 };
}

function findRunEnd(found: readonly UnsetSign[]): number {
  let end = found[0]?.end ?? 0;
  for (const sign of found.slice(1)) {
    if (sign.start !== end) break;
    end = sign.end;
  }
  return end;
}

interface ShownWords {
  readonly words: string;
  readonly locate: (from: number, to: number) => Span;
}

/** What a reader sees of a block: its words, or those of its cells. */
function listShownWords(block: Block): ShownWords[] {
  if (block.kind === 'frontMatter') return [{ words: block.text, locate: (start, end) => ({ start, end }) }];
  return listShownInlines(block).map((inline) => ({
    words: blankPictures(inline),
    locate: (from, to) => findSourceSpan(inline, from, to),
  }));
}

function listShownInlines(block: Block): readonly Inline[] {
  if (block.kind === 'html') return [readHtmlWords(block)];
  // Code, of which no facts are read, is drawn too.
  return block.kind === 'code' ? [readInline(block)] : readPassages(block).map(({ inline }) => inline);
}

/** The words that are drawn: what is said of a picture is only read aloud. */
function blankPictures({ text, runs }: Inline): string {
  if (!runs.some(({ kind }) => kind === 'image')) return text;
  return runs.map(({ kind, text: words }) => (kind === 'image' ? ' '.repeat(words.length) : words)).join('');
}
