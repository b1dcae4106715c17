import { bodyStart } from './likeness.js';
import type { BlockLink, BlockLinks } from './links.js';
import type { CutDraft } from './matching-side.js';
import { countWords } from './word-hashes.js';

/** Paragraphs with fewer words may be equal by chance, wherever they stand. */
const LEAST_WORDS = 8;

/**
 * Finds numbered paragraphs that went to another provision with all their words: "(b) …" of Clause 3.2 that is
 * (a) of Clause 8.1 now. Each stands once among what is left on either side. Paragraphs that follow
 * one another in both texts move together.
 * @param next gives the number of a new move
 */
export function findMovedLeft(
  oldSide: CutDraft,
  newSide: CutDraft,
  links: BlockLinks,
  next: () => number,
): BlockLink[] {
  const leftOfOld = listOnce(oldSide, links.ofOld, links.moveOfOld);
  if (leftOfOld.size === 0) return [];
  const leftOfNew = listOnce(newSide, links.ofNew, links.moveOfNew);
  const found: BlockLink[] = [];
  for (const [hash, now] of leftOfNew) {
    const old = leftOfOld.get(hash);
    if (old === undefined || old === null || now === null) continue;
    const last = found.at(-1);
    const goesOn = last?.old.end === old && last.new.end === now;
    found.push({
      old: { start: old, end: old + 1 },
      new: { start: now, end: now + 1 },
      move: goesOn ? last.move : next(),
      rows: null,
    });
  }
  return found;
}

/** The numbered paragraphs without a link by the hash of their words; null for words that stand twice. */
function listOnce(
  { draft, hashes }: CutDraft,
  links: readonly (BlockLink | null)[],
  moves: Int32Array,
): Map<number, number | null> {
  const once = new Map<number, number | null>();
  for (const [at, link] of links.entries()) {
    if (link || moves[at] !== 0) continue;
    const block = draft.block(at);
    if (block.kind !== 'paragraph' || draft.provisionOfBlock(at)?.block !== at) continue;
    const words = countWords(block.text, bodyStart(block), block.text.length, LEAST_WORDS);
    if (words < LEAST_WORDS) continue;
    const hash = hashes.exactHash(at);
    once.set(hash, once.has(hash) ? null : at);
  }
  return once;
}
