import { type Parting, readParting } from '../../analysis/text/partings.js';
import { BlockIndex, findFirstEntry } from '../../model/block-index.js';
import type { Draft } from '../../model/draft.js';
import type { Provision } from '../../model/provision.js';

/**
 * What stands between two provisions and tells that the numbers of the second are no slip: it is
 * written as the other choice, belongs to another law, or to what is printed behind the text.
 */

/** Whether a number that stands twice is one of two clauses to choose from, or behind the text. */
export function isRepeatedOnPurpose(draft: Draft, other: Provision, { block }: Provision): boolean {
  const own = readParting(draft.block(block));
  if (own === 'annulled' || (block > 0 && readParting(draft.block(block - 1)) === 'choice')) return true;
  return standsBetween(backMatter, draft, other, block);
}

const backMatter = indexPartings('back matter');
const missing = indexPartings('missing');

/** The few blocks that part numbers in one way. */
function indexPartings(kind: Parting): BlockIndex<true> {
  return new BlockIndex((block) => (readParting(block) === kind ? true : null));
}

/** Whether a block of an index stands between a provision and a later block. */
function standsBetween(index: BlockIndex<true>, draft: Draft, { block: first }: Provision, last: number): boolean {
  const entries = index.of(draft);
  const next = entries[findFirstEntry(entries, first + 1)];
  return next !== undefined && next.block < last;
}

/** The block that names the law which a Schedule is of, right before it; −1 where none does. */
export function findLawAbove(draft: Draft, { block }: Provision): number {
  for (let at = block - 1; at >= Math.max(0, block - 2); at--) {
    if (readParting(draft.block(at)) === 'law') return at;
    if (draft.block(at).kind !== 'heading') return -1;
  }
  return -1;
}

/** Whether a block between two provisions says that the numbers between them are missing. */
export function saysMissing(draft: Draft, other: Provision, provision: Provision): boolean {
  return standsBetween(missing, draft, other, provision.block);
}

/** By how many members of a run one must name a source for the run to be a list of sources. */
const SHARE_OF_SOURCES = 3;

/** Whether numbers count the sources of a text, which cite each other and break off. */
export function areSources(draft: Draft, members: readonly Provision[]): boolean {
  const sources = members.filter(({ block }) => readParting(draft.block(block)) === 'source').length;
  return members.length >= SHARE_OF_SOURCES && sources * SHARE_OF_SOURCES >= members.length;
}
