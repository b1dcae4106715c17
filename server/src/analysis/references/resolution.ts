import type { Draft } from '../../model/draft.js';
import type { FoundReference } from '../../model/facts.js';
import type { Provision } from '../../model/provision.js';
import type { ReferenceTarget } from '../../model/references/reference.js';
import type { Span } from '../../model/text.js';
import type { DocumentNames, NamedDocument } from './document-names.js';

/** A document that a reference can lead to. */
export interface CitableDocument extends NamedDocument {
  readonly uri: string | null;
  /** Null for a document that is described but not drafted here. */
  readonly draft: Draft | null;
  /** The version in force, where there is one. */
  readonly baseline: CitableDocument | null;
  /**
   * References of a consultation document lead to other documents' provisions, those of an
   * instrument to its own.
   */
  readonly role: 'instrument' | 'consultation' | 'external';
}

/** What resolution needs to know of the world around a document. */
export interface ResolutionContext {
  readonly self: CitableDocument;
  readonly names: DocumentNames<CitableDocument>;
  /** The instruments that a consultation document is about. */
  readonly instruments: readonly CitableDocument[];
  /** Where consultation questions are asked, or null. */
  readonly consultation: CitableDocument | null;
  /**
   * A new object whenever any document changes: what was made of all of them holds as long as it is
   * the same.
   */
  readonly moment: object;
  /** A new object whenever provisions of any document change. */
  readonly provisionsMoment: object;
}

/** One number of a reference, or one range, resolved. */
export interface TargetResolution {
  /** Null for "this Clause". */
  readonly target: ReferenceTarget | null;
  /**
   * `unchecked`: the words do not say enough, or the document is not drafted here; `placeholder`:
   * there is no number yet.
   */
  readonly state: 'found' | 'missing' | 'ambiguous' | 'unchecked' | 'placeholder';
  /** Set where what is missing may well be another text's: then it is no fault that is sure. */
  readonly isDoubtful?: true;
  /**
   * Set where what is missing would have no neighbours in the draft either, nor what it would stand
   * in: no (a) or (c) beside "(b)".
   */
  readonly isRemote?: true;
  /**
   * All provisions cited, for a range its ends and all between. If the state is `ambiguous`,
   * several have the number.
   */
  readonly provisions: readonly Provision[];
  /** For a range: the ends, null where missing. */
  readonly range: {
    readonly from: Provision | null;
    readonly to: Provision | null;
    readonly backwards: boolean;
  } | null;
}

/** A reference, and what it leads to. */
export interface Resolution {
  readonly found: FoundReference;
  /** The document cited; null where the words name one that nobody described. */
  readonly document: CitableDocument | null;
  /** The name of a document that nobody described, and where it stands (relative to the block). */
  readonly unknown: { readonly name: string; readonly span: Span } | null;
  readonly targets: readonly TargetResolution[];
}
