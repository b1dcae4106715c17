import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';

/** How many headings above a provision are read to tell it from others. */
const MOST_HEADINGS = 4;

/** Of provisions that share their label with others: what tells them apart. */
const known = new WeakMap<Draft, ReadonlyMap<Provision, string>>();

/**
 * A provision as one would cite it in its draft: by its label, and by the headings above it where
 * others have the same label: "paragraph (1) under “Elections”". Bylaws and policies often count
 * anew under each heading without a number.
 */
export function labelDistinctly(draft: Draft, provision: Provision): string {
  return `${provision.label}${sayHeadingsAbove(draft, provision)}`;
}

/** What follows the label of a provision to tell it from others: " under “Elections”", or ''. */
export function sayHeadingsAbove(draft: Draft, provision: Provision): string {
  return getOrCreate(known, draft, () => findSharedLabels(draft)).get(provision) ?? '';
}

function findSharedLabels({ provisions }: Draft): ReadonlyMap<Provision, string> {
  const byLabel = new Map<string, Provision[]>();
  for (const provision of provisions)
    if (provision.number !== null && provision.kind !== 'row')
      getOrCreate(byLabel, provision.label, () => []).push(provision);
  const added = new Map<Provision, string>();
  for (const namesakes of byLabel.values()) {
    let left = namesakes;
    for (let most = 1; left.length > 1 && most <= MOST_HEADINGS; most++) {
      const byPlace = new Map<string, Provision[]>();
      for (const each of left) getOrCreate(byPlace, listHeadings(each, most).join(' – '), () => []).push(each);
      for (const [place, there] of byPlace)
        for (const each of there) if (place !== '') added.set(each, ` under “${place}”`);
      left = [...byPlace.values()].flatMap((there) => (there.length > 1 ? there : []));
    }
  }
  return added;
}

/** The titles of the nearest headings without a number around a provision, the outermost first. */
function listHeadings(provision: Provision, most: number): string[] {
  const titles: string[] = [];
  for (let at = provision.parent; at && titles.length < most; at = at.parent)
    if (at.kind === 'heading' && at.title) titles.unshift(at.title);
  return titles;
}
