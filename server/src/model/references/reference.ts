import { isOwnUnitId, type OwnUnitId } from '../schemes/scheme.js';
import type { Span } from '../text.js';

/** A unit that is cited: one that is built in, or one that the project adds. */
export type ReferenceKind = BuiltInReferenceKind | OwnUnitId;

export type BuiltInReferenceKind =
  | 'clause'
  | 'section'
  | 'subsection'
  | 'paragraph'
  | 'article'
  | 'rule'
  | 'bylaw'
  | 'regulation'
  | 'condition'
  | 'point'
  | 'item'
  | 'recital'
  | 'part'
  | 'chapter'
  | 'title'
  | 'table'
  | 'row'
  | 'figure'
  | 'appendix'
  | 'annex'
  | 'schedule'
  | 'exhibit'
  | 'attachment'
  | 'question'
  | 'footnote';

/** The kind that one is treated as: a project's own units are looked for as Articles are. */
export function treatAsBuiltIn(kind: ReferenceKind): BuiltInReferenceKind {
  return isOwnUnitId(kind) ? 'article' : kind;
}

/**
 * A cross-reference, as far as the words around it tell. Spans are relative to the text that was
 * given to `findReferences`.
 */
export interface Reference {
  readonly kind: ReferenceKind;
  /**
   * From the first word ("Clause", or "SVTAD" before it) to the last number, title or document
   * name; a nested reference is left out.
   */
  readonly span: Span;
  /** The keyword as written: "Clauses", "paragraph", "row"; for a question its series, "FTC". */
  readonly keyword: string;
  readonly keywordSpan: Span;
  /** Where the keyword stands once more within a list: "Clause 4.2 and clause 5.1". */
  readonly repeated: readonly Span[];
  /**
   * None where the reference is relative ("this Clause") or a footnote named by its clause alone.
   */
  readonly targets: readonly ReferenceTarget[];
  /**
   * What it is part of by its own words: the table of a row, the clause of "paragraph (a) of Clause
   * 4.2". Listed on its own, too.
   */
  readonly of: Reference | null;
  /**
   * Words beside it that may name a document: the longest guess. Resolution decides which part of
   * them is a name.
   */
  readonly document: DocumentMention | null;
  /** "existing", "current", "designated" → baseline; "proposed", "new" → draft. */
  readonly version: 'baseline' | 'draft' | null;
  /** "this Clause": the provision that the words stand in. */
  readonly isRelative: boolean;
  /**
   * Whether the words point back to what was spoken of before ("the said section", "section 12
   * thereof"), which may be another document's.
   */
  readonly isBackward: boolean;
  /** A title in brackets after the only number: "Section A (Definitions and Interpretation)". */
  readonly caption: { readonly text: string; readonly span: Span } | null;
}

export interface ReferenceTarget {
  /**
   * Normalised: "20.28", "5.1(a)(ii)", "(b)", "2A", "H5.9", "AK". Numbers left out in a list are
   * filled in: "5.1(a) and (b)" gives "5.1(b)".
   */
  readonly number: string;
  readonly span: Span;
  /** The other end of a range ("20.28 to 20.32"), or null. */
  readonly to: { readonly number: string; readonly span: Span } | null;
  /** A placeholder in a number's place: "Annex [AAA]". */
  readonly isPlaceholder: boolean;
}

export interface DocumentMention {
  /** White space folded: "SMETS1 SVTAD". */
  readonly text: string;
  readonly span: Span;
  /**
   * Whether the words stand before the keyword ("MTAD Table 9.3") or after the numbers ("Clause 4.2
   * of the MTAD").
   */
  readonly side: 'before' | 'after';
  /** "of", "in", "to" …: what joins it; empty before the keyword. */
  readonly joint: string;
  /**
   * Whether the words tell what it is, or cite it as lawyers cite an Act ("the lease", "42 U.S.C.",
   * "Regulation (EU) 2016/679"), and are no name that a project would describe.
   */
  readonly isDescribed: boolean;
}

/** A reference with every span in it moved to where `place` says. */
export function relocateReference(reference: Reference, place: (span: Span) => Span): Reference {
  return {
    ...reference,
    span: place(reference.span),
    keywordSpan: place(reference.keywordSpan),
    repeated: reference.repeated.map(place),
    targets: reference.targets.map((target) => ({
      ...target,
      span: place(target.span),
      to: target.to && { ...target.to, span: place(target.to.span) },
    })),
    of: reference.of && relocateReference(reference.of, place),
    document: reference.document && { ...reference.document, span: place(reference.document.span) },
    caption: reference.caption && { ...reference.caption, span: place(reference.caption.span) },
  };
}
