import type { Span, TextEdit } from '../model/text.js';

/** How serious a finding is, as editors name it. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Another place that a finding points to. */
export interface RelatedPlace {
  readonly uri: string;
  /** Relative to the text of the document at `uri`. */
  readonly span: Span;
  readonly message: string;
}

/** A quick fix: edits to the document of the finding. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Whether it is the one to apply where many findings are fixed at once. */
  readonly preferred: boolean;
}

/**
 * Why a finding is not shown: a comment before it, a check that is off, or a record of what was
 * known.
 */
export interface Suppression {
  readonly by: 'comment' | 'project' | 'record';
  /** The reason that was given for silencing it, or null. */
  readonly reason: string | null;
}

/** What a check reports at one place. */
export interface Finding {
  readonly uri: string;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Relative to the document's text, UTF-16. */
  readonly span: Span;
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly Fix[];
  /** What silences it; null where it is shown. */
  readonly suppressed: Suppression | null;
}
