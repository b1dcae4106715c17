import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';

/** Fewer numbers of other places in one section are slips. */
const LEAST_LISTED = 3;

const listedByProvisions = new WeakMap<readonly Provision[], ReadonlySet<Provision>>();

/**
 * The clauses and sections that only name others: a list of changes below some section goes through
 * 1.3, 3.2.1 and 6.3, each of which stands in its own section, too.
 */
export function findListedNumbers({ provisions }: Draft): ReadonlySet<Provision> {
  return getOrCreate(listedByProvisions, provisions, () => {
    const inPlace = new Set<string>();
    const misplaced = new Map<Provision, Provision[]>();
    for (const provision of provisions) {
      const { kind, number } = provision;
      if ((kind !== 'clause' && kind !== 'section') || !number?.includes('.')) continue;
      const above = findNumberedAbove(provision);
      if (!above?.number) continue;
      if (number.startsWith(`${above.number}.`)) inPlace.add(number);
      else getOrCreate(misplaced, above, () => []).push(provision);
    }
    const listed = [...misplaced.values()].map((run) => run.filter(({ number }) => inPlace.has(number ?? '')));
    const found = new Set(listed.filter(({ length }) => length >= LEAST_LISTED).flat());
    // What stands below 6.3 in such a list is listed with it.
    if (found.size > 0)
      for (const provision of provisions) if (provision.parent && found.has(provision.parent)) found.add(provision);
    return found;
  });
}

/** The section or clause around a provision; null where something without a number comes between. */
export function findNumberedAbove(provision: Provision): Provision | null {
  for (let at = provision.parent; at; at = at.parent) {
    if (at.kind === 'section' || at.kind === 'clause') return at;
    if (at.kind !== 'heading' || at.marker !== '') return null;
  }
  return null;
}
