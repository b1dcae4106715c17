import { isQuoted } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { shortenWords } from '../message.js';
import { type DraftRule, findLabelPlace } from '../rule.js';

/** A term that one list of definitions defines twice. Another clause may define it for itself. */
export const duplicateTerm: DraftRule = {
  codes: {
    'term.duplicate': { severity: 'error', title: 'A term is defined twice in one list of definitions.' },
  },
  costly: true,
  *checkDraft({ draft }) {
    const defined = new Map<Provision | null, Map<string, Provision>>();
    // Two lists that begin "In this paragraph" are lists of two paragraphs, however they are read.
    const lists = findScopedLists(draft);
    for (const provision of draft.provisions) {
      if (provision.kind !== 'definition' || provision.number === null) continue;
      if (isQuoted(draft.block(provision.block))) continue;
      const scope = scopeOf(provision);
      const terms = getOrCreate(defined, scope, () => new Map<string, Provision>());
      const before = terms.get(provision.number);
      const isOther = before !== undefined && lists[before.block] !== lists[provision.block];
      const first = isOther ? undefined : before;
      // "Party" and "party" can be two, and so can "Good" and "Goods".
      if (!first) terms.set(provision.number, provision);
      else
        yield {
          code: 'term.duplicate',
          message: `“${shortenWords(provision.number, 80)}” is defined twice here.`,
          ...findLabelPlace(draft, provision),
          related: [
            { uri: null, place: findLabelPlace(draft, first), message: `“${first.number}” is defined here too` },
          ],
        };
    }
  },
};

/** The clause, section or table that a definition belongs to. */
function scopeOf({ parent }: Provision): Provision | null {
  let scope = parent;
  while (scope?.kind === 'paragraph' || scope?.kind === 'definition') scope = scope.parent;
  return scope;
}

/** "In this paragraph—", "In this section and section 4 …": words that begin a list of definitions. */
const SCOPED =
  /\b(?:[Ii]n|[Ff]or the purposes of) this (?:sub-?)?(?:paragraph|section|clause|article|regulation|rule|condition|Part|Chapter)\b/;

/** For each block which of the lists that begin so it is in, if any. */
function findScopedLists({ blocks }: Draft): readonly number[] {
  let list = 0;
  return blocks.map(({ text }) => {
    if (SCOPED.test(text.slice(0, 200))) list++;
    return list;
  });
}
