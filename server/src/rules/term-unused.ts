import { termKey } from '../analysis/inflections.js';
import { nearMissesIn } from '../analysis/near-misses.js';
import { unusedDefinitions } from '../analysis/unused-terms.js';
import { definedKeys, Vocabulary } from '../analysis/vocabulary.js';
import type { Draft } from '../model/draft.js';
import { type DraftRule, labelPlace } from './rule.js';

/** A term that is defined and that no document of the project uses. Whether to use it or to delete it, the drafter knows. */
export const unusedTerm: DraftRule = {
  codes: {
    'term.unused': { severity: 'warning', speaks: 'A term is defined but never used.' },
  },
  costly: true,
  *checkDraft({ draft, project, resolution }) {
    const others: Draft[] = [];
    // Drafts that are open side by side, without a project, have nothing to do with each other.
    if (project)
      for (const other of resolution.names.documents)
        if (other.draft && other.draft !== draft) others.push(other.draft);
    const unused = unusedDefinitions(draft, others);
    if (unused.length === 0) return;
    // A term that is used with a slip is told of as a near miss.
    const meant = new Set(nearMissesIn(Vocabulary.of(draft), definedKeys(draft)).map((each) => termKey(each.meant)));
    for (const definition of unused) {
      if (meant.has(termKey(definition.number as string))) continue;
      yield {
        code: 'term.unused',
        message: `“${definition.number}” is defined and used nowhere.`,
        ...labelPlace(draft, definition),
      };
    }
  },
};
