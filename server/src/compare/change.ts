import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';

export type EditOp = 'equal' | 'delete' | 'insert' | 'moveFrom' | 'moveTo';
export type EditClass = 'substance' | 'consequential' | 'typographical' | 'formatting';

/**
 * A piece of the edit script. Joined, `equal`+`delete`+`moveFrom` are the old text character for character, and
 * `equal`+`insert`+`moveTo` the new one.
 */
export interface Segment {
  readonly op: EditOp;
  /** On `delete` and `insert` only. */
  readonly class?: EditClass;
  /** In a comparison made in steps: the step that the change is from; see `withOrigins`. */
  readonly origin?: string;
  readonly text: string;
}

export type ChangeKind =
  | 'inserted'
  | 'deleted'
  | 'amended'
  | 'moved'
  | 'renumbered'
  | 'consequential'
  | 'typographical'
  | 'formatting';

export interface ChangeSide {
  /** As one would cite it in that version: "Clause 20.26", "row 2A of Table 9.3", "Clause 20.28(a)", or words such as "front matter". */
  readonly label: string;
  /** 0-based. */
  readonly line: number;
  /** Null for text that belongs to no provision. */
  readonly provision: Provision | null;
}

/** One change as a reader would tell it. */
export interface Change {
  readonly kinds: readonly ChangeKind[];
  readonly old: ChangeSide | null;
  readonly new: ChangeSide | null;
  /** In a comparison made in steps: the steps that changed it, in their order. */
  readonly origins?: readonly string[];
  /** Words of the provision: over `equal`+`delete` its old source text, over `equal`+`insert` the new one. */
  readonly edits: readonly {
    readonly op: 'equal' | 'delete' | 'insert';
    readonly class?: EditClass;
    readonly text: string;
  }[];
}

/**
 * A block of the change-marked document, in reading order; the segments of all marked blocks, joined, are the whole edit script.
 * The segments of one marked block cover its block's source text in `old` and/or `new` together with the gap (line ends) behind it.
 */
export interface MarkedBlock {
  /** Index in the old draft's blocks; null where the block is new. A front gap before the first block has neither. */
  readonly old: number | null;
  readonly new: number | null;
  readonly segments: readonly Segment[];
  /** Set on both ends of a move; the same number stands on the block that moved out and on the one that it became. */
  readonly move: number | null;
  /** For a table that both versions have where it stands: its rows (0 is the header row) and columns that are the same, as pairs in order. */
  readonly table?: {
    readonly rows: readonly (readonly [old: number, new: number])[];
    readonly columns: readonly (readonly [old: number, new: number])[];
  };
}

/** Which provision of one version is which of the other. */
export interface ProvisionMap {
  newOf(oldProvision: Provision): Provision | null;
  oldOf(newProvision: Provision): Provision | null;
}

export interface Comparison {
  readonly old: Draft;
  readonly new: Draft;
  readonly blocks: readonly MarkedBlock[];
  readonly changes: readonly Change[];
  readonly map: ProvisionMap;
  /** Said where the comparison had to give up precision to stay within its bounds. */
  readonly notes: readonly string[];
}
