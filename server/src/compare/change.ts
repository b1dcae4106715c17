import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';

/** What became of a piece of text. */
export type EditOp = 'equal' | 'delete' | 'insert' | 'moveFrom' | 'moveTo';
/**
 * How much a difference matters: substance; a number that only follows a renumbered provision; a
 * slip of spelling or punctuation; or white space and mark-up.
 */
export type EditClass = 'substance' | 'consequential' | 'typographical' | 'formatting';

/**
 * A piece of the edit script. Joined, the texts of `equal`, `delete` and `moveFrom` are the old
 * text, character for character, and those of `equal`, `insert` and `moveTo` the new text.
 */
export interface Segment {
  readonly op: EditOp;
  /** Only on `delete` and `insert`. */
  readonly class?: EditClass;
  /** Only in a comparison made in steps: the step that made the change; see `withOrigins`. */
  readonly origin?: string;
  readonly text: string;
}

/** What happened to a provision. A change can have several kinds. */
export type ChangeKind =
  | 'inserted'
  | 'deleted'
  | 'amended'
  | 'moved'
  | 'renumbered'
  | 'consequential'
  | 'typographical'
  | 'formatting';

/** A changed provision, or text between provisions, in one of the two versions. */
export interface ChangeSide {
  /**
   * The provision as cited in that version, "Clause 20.26", "row 2A of Table 9.3" or "Clause
   * 20.28(a)", or words such as "front matter".
   */
  readonly label: string;
  /** 0-based. */
  readonly line: number;
  /** Null for text that belongs to no provision. */
  readonly provision: Provision | null;
}

/** One change, as a reader would list it. */
export interface Change {
  /** The number that it has in the register of its draft; left out where it has none. */
  readonly number?: number;
  readonly kinds: readonly ChangeKind[];
  readonly old: ChangeSide | null;
  readonly new: ChangeSide | null;
  /** Only in a comparison made in steps: the steps that made changes here, in order. */
  readonly origins?: readonly string[];
  /**
   * The words of the provision. Joined, `equal` and `delete` are its old source text, `equal` and
   * `insert` its new one.
   */
  readonly edits: readonly {
    readonly op: 'equal' | 'delete' | 'insert';
    readonly class?: EditClass;
    readonly text: string;
  }[];
}

/**
 * A block of the change-marked document, in reading order. The segments of all marked blocks
 * together are the edit script. Those of one marked block cover its source text in `old`, `new` or
 * both, and the line ends after it.
 */
export interface MarkedBlock {
  /**
   * The block's index in the old draft; null where the block is new. Blank lines before the first
   * block have neither an old nor a new index.
   */
  readonly old: number | null;
  readonly new: number | null;
  readonly segments: readonly Segment[];
  /**
   * The number of the move, the same on the block that left and on the one it became; else null.
   */
  readonly move: number | null;
  /**
   * Only for a table that stays in place: pairs of its matching rows (0 is the header row) and
   * columns, in order.
   */
  readonly table?: {
    readonly rows: readonly (readonly [old: number, new: number])[];
    readonly columns: readonly (readonly [old: number, new: number])[];
  };
}

/** Which provision of the old version is which of the new one. */
export interface ProvisionMap {
  newOf(oldProvision: Provision): Provision | null;
  oldOf(newProvision: Provision): Provision | null;
}

/** The result of comparing two versions of a text. */
export interface Comparison {
  readonly old: Draft;
  readonly new: Draft;
  readonly blocks: readonly MarkedBlock[];
  readonly changes: readonly Change[];
  readonly map: ProvisionMap;
  /** Sentences that say where the comparison gave up precision to stay within its limits. */
  readonly notes: readonly string[];
}
