import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';

const ends = new WeakMap<readonly Provision[], number>();

/** The index of the block with which the numbered text of a draft begins: before it stand its title and its lines of facts. */
export function headEnd({ provisions, blocks }: Draft): number {
  let end = ends.get(provisions);
  if (end === undefined) {
    end = provisions.find(({ kind }) => kind !== 'heading')?.block ?? blocks.length;
    ends.set(provisions, end);
  }
  return end;
}
