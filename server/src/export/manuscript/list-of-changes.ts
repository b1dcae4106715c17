import type { Change, ChangeKind, Comparison } from '../../compare/change.js';
import { summaryOf } from '../../compare/comparison-json.js';
import type { Provision } from '../../model/provision.js';
import type { MinorClass } from '../export-options.js';
import { nearestAnchor } from './anchors.js';

/** One line of the list of changes. */
export interface ListedChange {
  /** How it is cited, in the new version if it is there. */
  readonly label: string;
  /** Its label in the old version, if different. */
  readonly was: string | null;
  readonly kinds: readonly ChangeKind[];
  /** The anchor of its provision, or null. */
  readonly anchor: string | null;
  /** In a comparison made in steps: whose change it is, or when it was made. */
  readonly origins: readonly string[];
}

/** The changes of a comparison, counted and listed. */
export interface ListOfChanges {
  /** The number of changes of each kind; kinds without changes are left out. */
  readonly counts: readonly (readonly [ChangeKind, number])[];
  readonly entries: readonly ListedChange[];
  /** Where the comparison is less exact than it should be. */
  readonly notes: readonly string[];
}

/** In the order in which they are counted. */
const CHANGE_KINDS: readonly ChangeKind[] = [
  'inserted',
  'deleted',
  'amended',
  'moved',
  'renumbered',
  'consequential',
  'typographical',
  'formatting',
];

/**
 * The changes of a comparison as a list.
 * @param without classes of edits that are not marked and so not listed; a new number is
 * consequential
 */
export function listOfChanges(
  comparison: Comparison,
  without: readonly MinorClass[],
  anchors: ReadonlyMap<Provision, string>,
): ListOfChanges {
  const hidden = new Set<ChangeKind>(without);
  if (hidden.has('consequential')) hidden.add('renumbered');
  const changes = comparison.changes.flatMap((change): Change[] => {
    const kinds = change.kinds.filter((kind) => !hidden.has(kind));
    return kinds.length === 0 ? [] : [{ ...change, kinds }];
  });
  const summary = summaryOf(changes);
  return {
    counts: CHANGE_KINDS.map((kind) => [kind, summary[kind]] as const).filter(([, count]) => count > 0),
    entries: changes.map(({ old, new: after, kinds, origins = [] }) => ({
      label: after?.label ?? old?.label ?? '',
      was: old && after && old.label !== after.label ? old.label : null,
      kinds,
      anchor: nearestAnchor((after ?? old)?.provision ?? null, anchors),
      origins,
    })),
    notes: comparison.notes,
  };
}
