import type { Location } from 'vscode-languageserver-types';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { OpenProject } from './open-project.js';
import { findPlaces } from './places.js';

/** Every reference to what is at an offset, in all documents of the workspace. */
export function listReferences(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
  includeDeclaration: boolean,
): Location[] {
  return findPlaces(project, document, offset)
    .filter(({ isDeclaration }) => includeDeclaration || !isDeclaration)
    .map(({ document: { uri, draft }, span }) => ({ uri, range: draft.rangeOf(span) }));
}
