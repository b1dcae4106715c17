import type { Block } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import { findFirst } from '../model/find-first.js';
import { readInline } from '../model/inline/inline.js';
import { getOrCreate } from '../model/memo.js';
import { findFoldedWords, foldForSearch, isInWord, standsAt } from './find-words.js';

/** So many characters of what a block begins with are put in order. */
const KEPT = 64;

/** Where the words of a block begin, its own label and the marks of a heading left out. */
export function findTextStart(draft: Draft, block: number): number {
  const { head, prefix, text, kind } = draft.block(block);
  const owner = draft.provisionOfBlock(block);
  const label = owner?.block === block && owner.row === null ? draft.labelSpanOf(owner) : null;
  const startOfBlock = draft.startOf(block);
  const hasLabel = label !== null && owner?.kind !== 'heading' && label.end - startOfBlock <= text.length;
  let start = hasLabel ? label.end - startOfBlock : 'body' in head ? head.body : prefix;
  if (start === 0 && kind === 'heading') start = /^#{1,6}[ \t]+/.exec(text)?.[0].length ?? 0;
  start += /^[*_]{0,3}[\s.:—–-]*/.exec(text.slice(start))?.[0].length ?? 0;
  return startOfBlock + start;
}

/** What the blocks of a draft begin with, in alphabetical order. */
export class BlockBeginnings {
  private readonly begun = new Map<string, readonly number[]>();
  private readonly beginnings: readonly { readonly key: string; readonly block: number }[];

  private constructor(private readonly draft: Draft) {
    this.beginnings = draft.blocks
      .flatMap((_, block) => this.listKeys(block).map((key) => ({ key, block })))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  }

  /** The beginnings of a draft; computed once. */
  static of(draft: Draft): BlockBeginnings {
    return getOrCreate(indices, draft, () => new BlockBeginnings(draft));
  }

  /** The blocks that begin with words, in order. */
  find(words: string): readonly number[] {
    return getOrCreate(this.begun, words, () => {
      const key = foldForSearch(words).text.trim().slice(0, KEPT);
      const found = new Set<number>();
      for (
        let at = findFirst(this.beginnings, (each) => each.key >= key);
        this.beginnings[at]?.key.startsWith(key);
        at++
      )
        found.add(this.beginnings[at]!.block);
      return [...found].filter((block) => this.beginsWith(block, words)).sort((a, b) => a - b);
    });
  }

  private listKeys(block: number): string[] {
    const { draft } = this;
    const own = draft.block(block);
    const keys = listStarts(draft, block).map((start) => findFoldedWords(draft, start, KEPT));
    const visible = readVisible(own);
    if (visible !== null) keys.push(foldForSearch(visible).text.trimStart().slice(0, KEPT));
    return [...new Set(keys)];
  }

  private beginsWith(block: number, words: string): boolean {
    const { draft } = this;
    return (
      listStarts(draft, block).some((start) => standsAt(draft, start, words)) ||
      beginsVisibly(draft.block(block), words)
    );
  }
}

const indices = new WeakMap<Draft, BlockBeginnings>();

/** Where a block begins, with its marks and its label, without its marks, and without both. */
function listStarts(draft: Draft, block: number): number[] {
  const { kind, text } = draft.block(block);
  if (kind === 'frontMatter') return [];
  const start = draft.startOf(block);
  const marks = /^[\s>#*_\-+•|]*/.exec(text)?.[0].length ?? 0;
  return [start, start + marks, findTextStart(draft, block)];
}

/** The words of a block as a reader sees them, where its source has mark-up among them. */
function readVisible(block: Block): string | null {
  if (block.kind !== 'paragraph' && block.kind !== 'heading') return null;
  const { text } = readInline(block);
  return text === block.text ? null : text;
}

function beginsVisibly(block: Block, words: string): boolean {
  const visible = readVisible(block);
  if (visible === null) return false;
  const wanted = foldForSearch(words).text.trim();
  const own = foldForSearch(visible.slice(0, 2 * words.length + 40)).text.trim();
  return own.startsWith(wanted) && !isInWord(own, wanted.length);
}
