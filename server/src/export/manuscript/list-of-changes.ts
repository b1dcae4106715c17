import type { Change, ChangeKind, Comparison } from '../../compare/change.js';
import { summaryOf } from '../../compare/comparison-json.js';
import type { Provision } from '../../model/provision.js';
import type { MinorClass } from '../export-options.js';
import { nearestAnchor } from './anchors.js';

/** One line of the list of changes. */
export interface ListedChange {
  /** As one would cite it, in the new version where it is there. */
  readonly label: string;
  /** What it was called in the old version, where that is another name. */
  readonly was: string | null;
  readonly kinds: readonly ChangeKind[];
  /** The anchor of the provision that it is in, or null. */
  readonly anchor: string | null;
  /** Whose change it is, or since when, where the comparison was made in steps. */
  readonly origins: readonly string[];
}

export interface ListOfChanges {
  /** How many there are of each kind, those without any left out. */
  readonly counts: readonly (readonly [ChangeKind, number])[];
  readonly entries: readonly ListedChange[];
  /** What the comparison could not show as closely as it should. */
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
 * The changes of a comparison as a list tells them.
 * @param without edits that bear no marks, and so are not listed; a new number is a consequential one
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
