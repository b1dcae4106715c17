import type { ResolutionContext } from '../../analysis/references/resolution.js';
import { nearMissesIn } from '../../analysis/terms/near-misses.js';
import { UsesElsewhere, unusedDefinitions } from '../../analysis/terms/unused-terms.js';
import { definedKeys, Vocabulary } from '../../analysis/terms/vocabulary.js';
import { makeTermKey } from '../../analysis/text/inflections.js';
import { shortenWords } from '../message.js';
import { type DraftRule, findLabelPlace } from '../rule.js';

/**
 * A defined term that no document of the project uses. Only the drafter knows whether to use it or
 * delete it.
 */
export const unusedTerm: DraftRule = {
  codes: {
    'term.unused': { severity: 'warning', title: 'A term is defined but never used.' },
  },
  costly: true,
  *checkDraft({ draft, project, resolution }) {
    // Without a project, drafts open side by side have nothing to do with each other.
    const unused = unusedDefinitions(draft, project ? usesInProject(resolution) : null);
    if (unused.length === 0) return;
    // A term that is used with a slip is reported as a near miss.
    const meant = new Set(
      nearMissesIn(Vocabulary.of(draft), definedKeys(draft)).map((each) => makeTermKey(each.meant)),
    );
    const count = draft.provisions.filter(({ kind, number }) => kind === 'definition' && number !== null).length;
    for (const definition of unused) {
      const term = definition.number ?? '';
      if (meant.has(makeTermKey(term))) continue;
      yield {
        code: 'term.unused',
        message: `“${shortenWords(term, 80)}” is defined but never used.`,
        ...findLabelPlace(draft, definition),
        // Where so many are, the text is a part of a longer one.
        form: { key: 'defined term', name: `“${term}”`, count },
      };
    }
  },
};

const usesByNames = new WeakMap<
  ResolutionContext['names'],
  { readonly moment: object; readonly uses: UsesElsewhere }
>();

/** The uses of terms in the documents of the project, gathered once for all of them. */
function usesInProject({ names, moment }: ResolutionContext): UsesElsewhere {
  const last = usesByNames.get(names);
  if (last?.moment === moment) return last.uses;
  const drafts = names.documents.flatMap((each) => each.draft ?? []);
  const uses = new UsesElsewhere(drafts, last?.uses ?? null);
  usesByNames.set(names, { moment, uses });
  return uses;
}
