import { deleteEachLetter, editDistance } from '../../analysis/text/edit-distance.js';
import { type DomainUse, domainsIn } from '../../analysis/text/hosts.js';
import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import { shortenWords } from '../message.js';
import type { BlockPlace, DraftRule } from '../rule.js';

interface Domain {
  readonly name: string;
  readonly own: string;
  readonly places: BlockPlace[];
}

/** Shorter names are often one letter apart and both correct. */
const SHORTEST = 6;

/** A link's host one letter away from a host used elsewhere in the document. */
export const linkHost: DraftRule = {
  codes: {
    'text.host': { severity: 'warning', title: 'A link’s host is one letter away from a host used elsewhere.' },
  },
  costly: true,
  *checkDraft({ draft }) {
    const domains = domainsOf(draft);
    if (domains.length < 2) return;
    const index = new Map<string, Domain[]>();
    for (const domain of domains)
      for (const key of deleteEachLetter(domain.own)) getOrCreate(index, key, () => []).push(domain);
    for (const domain of domains) {
      const other = findLikeliest(domain, index);
      const first = other?.places[0];
      if (!other || !first) continue;
      for (const place of domain.places) {
        yield {
          code: 'text.host',
          message: `“${shortenWords(domain.name, 36)}” is one letter away from “${shortenWords(other.name, 36)}”, which is used elsewhere.`,
          ...place,
          related: [{ uri: null, place: first, message: other.name }],
          fixes: [
            {
              title: `Write “${other.name}”`,
              edits: [{ ...place, text: other.name }],
              preferred: other.places.length > domain.places.length,
            },
          ],
        };
      }
    }
  },
};

/** The domains of a draft whose names are long enough, in the order of the text. */
function domainsOf(draft: Draft): Domain[] {
  const domains = new Map<string, Domain>();
  const addUse = ({ domain: name, own, span }: DomainUse, block: number) =>
    getOrCreate(domains, name, (): Domain => ({ name, own, places: [] })).places.push({ block, span });
  for (let block = 0; block < draft.blocks.length; block++)
    for (const use of domainsIn(draft.block(block))) if (use.own.length >= SHORTEST) addUse(use, block);
  return [...domains.values()];
}

/** How many domains with nearly the same name are compared at most. */
const MOST = 50;

/**
 * The domain that another is probably a slip for: one letter away, and used more often, or as often
 * and earlier.
 */
function findLikeliest(domain: Domain, index: ReadonlyMap<string, readonly Domain[]>): Domain | null {
  const count = domain.places.length;
  for (const key of deleteEachLetter(domain.own)) {
    for (const other of (index.get(key) ?? []).slice(0, MOST)) {
      const others = other.places.length;
      if (other === domain || others < count || (others === count && comesBefore(domain, other))) continue;
      // Two sites that are both used often are two sites; so are "site1" and "site2".
      if (count >= 3 && others < 4 * count) continue;
      if (other.name.slice(other.own.length) !== domain.name.slice(domain.own.length)) continue;
      if (withoutDigits(other.own) === withoutDigits(domain.own)) continue;
      if (editDistance(other.own, domain.own, 1) === 1) return other;
    }
  }
  return null;
}

function withoutDigits(text: string): string {
  return text.replace(/\d/g, '');
}

function comesBefore(one: Domain, other: Domain): boolean {
  const [a] = one.places;
  const [b] = other.places;
  if (!a || !b) return false;
  return a.block < b.block || (a.block === b.block && a.span.start < b.span.start);
}
