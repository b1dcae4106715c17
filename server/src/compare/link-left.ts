import { bodyStart } from './likeness.js';
import type { BlockLink, BlockLinks, BlockRange } from './links.js';
import type { CutDraft } from './matching-side.js';
import { alignInOrder } from './sequence.js';
import { countWords } from './word-hashes.js';

/** Blocks with fewer words may be equal by chance. */
const LEAST_EQUAL_WORDS = 5;

/**
 * Finds links of equal blocks that are left between the same linked ones. They are left where the
 * two drafts are cut into units that differ: an item of a list in one, a section in the other.
 * @param links in the order of the new draft
 */
export function findEqualLeft(oldSide: CutDraft, newSide: CutDraft, links: BlockLinks): BlockLink[] {
  const found: BlockLink[] = [];
  const keysOf = ({ hashes }: CutDraft, blocks: readonly number[]): number[] =>
    blocks.map((block) => hashes.exactHash(block));
  let [i, j] = [0, 0];
  const linkGap = (oldEnd: number, newEnd: number): void => {
    if (oldEnd <= i || newEnd <= j) return;
    const from = listLeft(oldSide, { start: i, end: oldEnd }, links.ofOld, links.moveOfOld);
    const to = listLeft(newSide, { start: j, end: newEnd }, links.ofNew, links.moveOfNew);
    if (from.length === 0 || to.length === 0) return;
    for (const [a, b] of alignInOrder(keysOf(oldSide, from), keysOf(newSide, to), () => 0).pairs) {
      const [old, now] = [from[a]!, to[b]!];
      if (oldSide.draft.block(old).kind !== newSide.draft.block(now).kind) continue;
      found.push({ old: { start: old, end: old + 1 }, new: { start: now, end: now + 1 }, move: null, rows: null });
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
    if (words >= LEAST_EQUAL_WORDS && block.kind !== 'frontMatter') found.push(at);
  }
  return found;
}
