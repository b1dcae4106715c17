import { nearMissesIn } from '../../analysis/terms/near-misses.js';
import { unusedDefinitions } from '../../analysis/terms/unused-terms.js';
import { definedKeys, Vocabulary } from '../../analysis/terms/vocabulary.js';
import { makeTermKey } from '../../analysis/text/inflections.js';
import type { Draft } from '../../model/draft.js';
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
    const others: Draft[] = [];
    // Without a project, drafts open side by side have nothing to do with each other.
    if (project)
      for (const other of resolution.names.documents)
        if (other.draft && other.draft !== draft) others.push(other.draft);
    const unused = unusedDefinitions(draft, others);
    if (unused.length === 0) return;
    // A term that is used with a slip is reported as a near miss.
    const meant = new Set(
      nearMissesIn(Vocabulary.of(draft), definedKeys(draft)).map((each) => makeTermKey(each.meant)),
    );
    for (const definition of unused) {
      const term = definition.number ?? '';
      if (meant.has(makeTermKey(term))) continue;
      yield {
        code: 'term.unused',
        message: `“${shortenWords(term, 80)}” is defined but never used.`,
        ...findLabelPlace(draft, definition),
      };
    }
  },
};
