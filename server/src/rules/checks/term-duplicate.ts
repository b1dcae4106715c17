import { isQuoted } from '../../model/block.js';
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
    for (const provision of draft.provisions) {
      if (provision.kind !== 'definition' || provision.number === null) continue;
      if (isQuoted(draft.block(provision.block))) continue;
      const scope = scopeOf(provision);
      const terms = getOrCreate(defined, scope, () => new Map<string, Provision>());
      const first = terms.get(provision.number);
      // "Party" and "party" can be two, and so can "Good" and "Goods".
      if (!first) terms.set(provision.number, provision);
      else
        yield {
          code: 'term.duplicate',
          message: `“${shortenWords(provision.number, 80)}” is defined twice here.`,
          ...findLabelPlace(draft, provision),
          related: [
            { uri: null, draft, place: findLabelPlace(draft, first), message: `“${first.number}” is defined here too` },
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
