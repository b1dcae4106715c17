import type { Change, ChangeKind, ChangeSide, Comparison, Segment } from './change.js';

/** The whole edit script. Pieces are joined only within a block. */
export function segmentsOf(comparison: Comparison): Segment[] {
  return comparison.blocks.flatMap((block) => block.segments);
}

/** The JSON that `keeling compare` prints. Lines are 0-based. */
export interface ComparisonJson {
  readonly version: 1;
  readonly summary: Readonly<Record<ChangeKind, number>>;
  readonly changes: readonly {
    /** Only where the register of the draft has one. */
    readonly number?: number;
    readonly kinds: readonly ChangeKind[];
    readonly old: { readonly label: string; readonly line: number } | null;
    readonly new: { readonly label: string; readonly line: number } | null;
    /** Only in a comparison made in steps. */
    readonly origins?: readonly string[];
    readonly edits: Change['edits'];
  }[];
  /** Only where something could not be compared as closely as usual. */
  readonly notes?: readonly string[];
  readonly segments?: readonly Segment[];
}

/** How many changes there are of each kind. A change of several kinds counts under each. */
export function summaryOf(changes: readonly Pick<Change, 'kinds'>[]): Record<ChangeKind, number> {
  const summary: Record<ChangeKind, number> = {
    inserted: 0,
    deleted: 0,
    amended: 0,
    moved: 0,
    renumbered: 0,
    consequential: 0,
    typographical: 0,
    formatting: 0,
  };
  for (const change of changes) for (const kind of change.kinds) summary[kind]++;
  return summary;
}

/**
 * A comparison in the form that other programs read.
 * @param options.segments whether to include the whole edit script
 */
export function comparisonToJson(comparison: Comparison, options: { readonly segments: boolean }): ComparisonJson {
  const sideToJson = (each: ChangeSide | null) => each && { label: each.label, line: each.line };
  return {
    version: 1,
    summary: summaryOf(comparison.changes),
    changes: comparison.changes.map((change) => ({
      ...(change.number !== undefined && { number: change.number }),
      kinds: change.kinds,
      old: sideToJson(change.old),
      new: sideToJson(change.new),
      ...(change.origins && { origins: change.origins }),
      edits: change.edits,
    })),
    ...(comparison.notes.length > 0 && { notes: comparison.notes }),
    ...(options.segments && { segments: segmentsOf(comparison) }),
  };
}
