import { compareDrafts } from '../../compare/compare.js';
import type { Draft } from '../../model/draft.js';
import { describeChange } from '../../rules/shared/change-description.js';
import { findChangedInstruments, findChangedProvisions } from '../../rules/shared/changed-instruments.js';
import type { WorkspaceDocument } from '../../workspace/document.js';
import type { NumberedReason } from './answers-file.js';

/** A provision that was changed since the consultation, beyond numbers, spelling and layout. */
export interface DecidedChange extends NumberedReason {
  /** What became of it: "“month” replaced by “week”". */
  readonly description: string;
}

/**
 * What was changed since the consultation, document by document in the order of the text. A change
 * keeps its number while its provision is changed.
 * @param circulated the draft of each document that was consulted on, by id
 * @param known the changes that have numbers; those that are gone keep them
 */
export function listDecidedChanges(
  documents: readonly WorkspaceDocument[],
  circulated: ReadonlyMap<string, Draft>,
  known: readonly NumberedReason[],
): DecidedChange[] {
  const found = documents.flatMap((document) => {
    const before = circulated.get(document.id);
    if (!before) return [];
    const comparison = compareDrafts(before, document.draft);
    return findChangedInstruments([document], () => comparison)
      .flatMap((instrument) => findChangedProvisions(instrument, () => true))
      .map((changed) => ({ document: document.id, provision: changed.label, description: describeChange(changed) }));
  });
  return numberDecidedChanges(found, known);
}

/** Gives each change the number that it had, or the next one that was never used. */
function numberDecidedChanges(
  found: readonly Omit<DecidedChange, 'number'>[],
  known: readonly NumberedReason[],
): DecidedChange[] {
  const keyOf = ({ document, provision }: Pick<DecidedChange, 'document' | 'provision'>) => `${document}\n${provision}`;
  const numbers = new Map<string, string[]>();
  let highest = 0;
  for (const each of known) {
    numbers.set(keyOf(each), [...(numbers.get(keyOf(each)) ?? []), each.number]);
    highest = Math.max(highest, Number(each.number) || 0);
  }
  return found.map((change) => ({ ...change, number: numbers.get(keyOf(change))?.shift() ?? String(++highest) }));
}
