import type { Span } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';

/** A place in a draft. The span is relative to its text. */
export interface PlaceInDraft {
  readonly document: WorkspaceDocument;
  readonly span: Span;
  /** Whether it is the label or the definition itself. */
  readonly isDeclaration: boolean;
}
