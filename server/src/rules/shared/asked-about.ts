import type { QuestionSubject } from '../../analysis/references/question-subjects.js';
import type { Draft } from '../../model/draft.js';
import type { Provision } from '../../model/provision.js';
import type { ChangedInstrument, PlacedChange } from './changed-instruments.js';
import { listCitedTargets } from './declarations.js';

/** Whether the words of a question, or of its section, cite a provision of the consultation document. */
export function citesProvision({ cited }: QuestionSubject, draft: Draft, provision: Provision): boolean {
  return cited.some(
    ({ targets, document }) =>
      document?.draft === draft && targets.some(({ provisions }) => provisions.includes(provision)),
  );
}

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
