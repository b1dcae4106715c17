import type { UnitId } from './schemes/scheme.js';
import type { Span } from './text.js';

/**
 * What a provision does in the text, whatever its scheme calls it: an Article and a rule are
 * sections. `Provision.unit` tells what it is called.
 */
export type ProvisionKind =
  | 'section'
  | 'clause'
  | 'paragraph'
  | 'table'
  | 'row'
  | 'figure'
  | 'appendix'
  | 'annex'
  | 'schedule'
  | 'attachment'
  /** A Part, a Chapter, a Title: it groups provisions, and has a number. */
  | 'part'
  | 'question'
  | 'footnote'
  | 'definition'
  /** A heading without a number: it groups provisions, and cannot be cited by one. */
  | 'heading';

/**
 * A part of an instrument that can be cited. It names its blocks by index and not by offset, so
 * that typing inside a clause leaves the whole tree as it is. `Draft.spanOf` and
 * `Draft.labelSpanOf` return where a provision stands in the text.
 */
export interface Provision {
  readonly kind: ProvisionKind;
  /** Which unit of the draft's scheme it is. */
  readonly unit: UnitId;
  /**
   * How it is cited: "Clause 20.28", "Clause 20.28(a)(i)", "row 2A of Table 9.3", "FTC Q1",
   * "Footnote 6".
   */
  readonly label: string;
  /**
   * "20.28", "20.28(a)(i)", "2A", "9.3", "1"; for a definition the term; null where there is none.
   */
  readonly number: string | null;
  /** What is written in its own label: "20.28", "(a)", "2A", "Table 9.3". */
  readonly marker: string;
  readonly title: string | null;
  /** Index in `Draft.blocks` of the block that it begins with. */
  readonly block: number;
  /** Index after its last block, children included. */
  readonly endBlock: number;
  /**
   * For a row, a point or a definition in a table: the index of the row in the block's table (its
   * header row is −1); else null.
   */
  readonly row: number | null;
  /** Position in `Draft.provisions`. */
  readonly index: number;
  readonly parent: Provision | null;
  readonly children: readonly Provision[];
  /**
   * Where the numbers within it begin anew, and their scope is named after it: "Article II"; null
   * where numbers run through it.
   */
  readonly countsAnew: string | null;
  /** Whether its label is one that only the draft's scheme reads as such. */
  readonly isSchemeLabel: boolean;
  /** For an attachment: what its entry in a list says. */
  readonly attachment?: AttachmentEntry;
  /**
   * For a table or a figure: the index of the block that holds its rows or its image, or null where
   * none is next to it.
   */
  readonly body?: number | null;
}

/** Whether a provision is another one or within it. */
export function isWithinProvision(provision: Provision, container: Provision): boolean {
  for (let at: Provision | null = provision; at; at = at.parent) if (at === container) return true;
  return false;
}

/** An attachment, as a list of attachments announces it. */
export interface AttachmentEntry {
  readonly title: string;
  readonly version: string | null;
  readonly form: 'clean' | 'marked' | null;
  /** The version that it is change-marked against. */
  readonly against: string | null;
}

/** A table's cells; every span is relative to the text of its block. */
export interface TableContent {
  readonly header: TableRow;
  readonly rows: readonly TableRow[];
}

export interface TableRow extends Span {
  readonly cells: readonly TableCell[];
  /** Whether a table of HTML says that it belongs to the header. */
  readonly isHeader?: boolean;
}

/** A cell; one that is merged is followed by empty ones where it reaches, in its row and below. */
export interface TableCell extends Span {
  /** How many columns and rows it reaches over; 1 where they are missing. */
  readonly columns?: number;
  readonly rows?: number;
}
