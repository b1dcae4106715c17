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

/** "Clause 2.1(b)", with the number of the unit that holds it and the rest. */
const CLAUSE = /^Clause ((\d+)\..*)$/;
/** What holds provisions without giving them its word: what stands in Part 2 is no "Part 2.1". */
const LENDS_NO_WORD = /^(?:Part|Chapter|Title|Division|Book|Schedule|Appendix|Annex|Article|Section|Clause) /i;
/** "paragraph 2 of Schedule 1". */
const SCOPED = /^(\p{L}[\p{L}-]{0,30} \S{1,40})( of .{1,200})$/u;

/**
 * The label of a provision as a reader cites it who has the text alone before them: "Rule 2.1" where
 * 2.1 stands in Rule 2, and "paragraph 2(1) of Schedule 1".
 */
export function labelForReaders({ label, parent }: Provision): string {
  const [, rest = '', number = ''] = CLAUSE.exec(label) ?? [];
  for (let at = parent; at; at = at.parent) {
    if (number !== '' && at.number === number && at.label.endsWith(` ${number}`) && !LENDS_NO_WORD.test(at.label))
      return `${at.label.slice(0, -number.length)}${rest}`;
    const [, clause, scope] = SCOPED.exec(at.label) ?? [];
    if (clause && label.startsWith(`${clause}(`)) return `${label}${scope}`;
  }
  return label;
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
