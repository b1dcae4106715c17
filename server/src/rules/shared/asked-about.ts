import type { Overview } from '../../analysis/references/overview-table.js';
import type { QuestionSubject } from '../../analysis/references/question-subjects.js';
import type { Draft } from '../../model/draft.js';
import type { Provision } from '../../model/provision.js';
import type { ChangedInstrument, PlacedChange } from './changed-instruments.js';
import { listCitedTargets } from './declarations.js';

/**
 * Whether a question, or its section, points to an overview of changes in the same draft: then it
 * asks about every row. One without a caption has no number, so words have to do.
 */
export function pointsToOverview(
  { cited, words }: QuestionSubject,
  draft: Draft,
  { provision }: Pick<Overview, 'provision'>,
): boolean {
  if (provision.number === null && OF_TABLE_OF_CHANGES.test(words)) return true;
  return cited.some(
    ({ targets, document }) =>
      document?.draft === draft && targets.some(({ provisions }) => provisions.includes(provision)),
  );
}

/** "The changes in the table above", "the overview of proposed amendments". */
const OF_TABLE_OF_CHANGES =
  /\b(?:changes?|amendments?|modifications?)\b[^.?]{0,80}\b(?:table|overview|list)\b|\b(?:table|overview|list) of\b[^.?]{0,40}\b(?:changes|amendments|modifications)\b/i;

/** What questions cite, and the terms that they use. */
export class AskedAbout {
  private readonly provisions = new Set<Provision>();
  private readonly words: string;

  constructor(
    private readonly subjects: readonly QuestionSubject[],
    changed: readonly ChangedInstrument[],
  ) {
    this.words = subjects.map(({ words }) => words.replace(/\s+/g, ' ')).join('\n');
    for (const { cited } of subjects)
      for (const resolution of cited)
        for (const target of listCitedTargets(resolution, changed))
          for (const provision of [...target.provisions, ...target.oldProvisions]) this.provisions.add(provision);
  }

  covers({ document, comparison }: ChangedInstrument, { old, new: newProvision }: PlacedChange): boolean {
    if (this.subjects.some(({ documents }) => documents.includes(document))) return true;
    for (const provision of [newProvision, newProvision ? null : old]) {
      for (let at = provision; at; at = at.parent) {
        if (this.provisions.has(at)) return true;
        const current = comparison.map.newOf(at);
        if (current && this.provisions.has(current)) return true;
      }
      if (provision?.kind === 'definition' && provision.number !== null && this.words.includes(provision.number))
        return true;
      // A question about a provision also covers its footnotes.
      if (provision?.kind === 'footnote') return true;
    }
    return false;
  }
}
