import type { Span, TextEdit } from '../model/text.js';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface RelatedPlace {
  readonly uri: string;
  /** Relative to the text of the document at `uri`. */
  readonly span: Span;
  readonly message: string;
}

/** A mend that is certain enough to offer: edits to the document of the finding. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Whether it is the one to apply where many findings are mended at once. */
  readonly preferred: boolean;
}

/** What a check says of one place. */
export interface Finding {
  readonly uri: string;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Relative to the document's text, UTF-16. */
  readonly span: Span;
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly Fix[];
  /** Why it is not shown, where a comment or the project file silences it. */
  readonly suppressed: string | null;
}
