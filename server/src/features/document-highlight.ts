import { type DocumentHighlight, DocumentHighlightKind } from 'vscode-languageserver-types';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { OpenProject } from './open-project.js';
import { findPlaces } from './places.js';
import { findSubjectAt } from './subject.js';

/**
 * The places in one draft that mean what stands at an offset; none where the words there are
 * ordinary.
 */
export function findHighlights(project: OpenProject, document: WorkspaceDocument, offset: number): DocumentHighlight[] {
  if (!findSubjectAt(project, document, offset)) return [];
  return findPlaces(project, document, offset, [document]).map(({ span, isDeclaration }) => ({
    range: document.draft.rangeOf(span),
    kind: isDeclaration ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}
