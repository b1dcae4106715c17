import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';

const ends = new WeakMap<readonly Provision[], number>();

/**
 * The index of the block with which the numbered text of a draft begins: its title and lines of
 * facts come before.
 */
export function findHeadEnd({ provisions, blocks }: Draft): number {
  return getOrCreate(ends, provisions, () => provisions.find(({ kind }) => kind !== 'heading')?.block ?? blocks.length);
}
