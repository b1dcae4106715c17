import { type DocumentHighlight, DocumentHighlightKind } from 'vscode-languageserver-types';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { OpenProject } from './open-project.js';
import { placesOf } from './places.js';
import { subjectAt } from './subject.js';

/** The places in one draft that mean what stands at an offset; nothing where the words there mean nothing of their own. */
export function documentHighlights(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
): DocumentHighlight[] {
  if (!subjectAt(project, document, offset)) return [];
  return placesOf(project, document, offset, [document]).map(({ span, declares }) => ({
    range: document.draft.rangeOf(span),
    kind: declares ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}
