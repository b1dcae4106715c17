import type { Location } from 'vscode-languageserver-types';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { OpenProject } from './open-project.js';
import { placesOf } from './places.js';

/** Every reference to what stands at an offset, in all documents of the workspace. */
export function references(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
  includeDeclaration: boolean,
): Location[] {
  return placesOf(project, document, offset)
    .filter(({ declares }) => includeDeclaration || !declares)
    .map(({ document: { uri, draft }, span }) => ({ uri, range: draft.rangeOf(span) }));
}
