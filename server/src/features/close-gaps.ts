import type { ProvisionKind } from '../model/provision.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Workspace } from '../workspace/workspace.js';
import { closeNumberGaps } from './closing-gaps.js';
import { type RenumberedProject, renumberWithReferences } from './guarded-renumbering.js';
import { createOpenProject } from './open-project.js';

/**
 * Closes the gaps in the numbers of a document, and follows them in every reference of its
 * workspace.
 * @returns the edits, or the reason why it cannot be done. Nothing is renumbered where a reference
 * would come to mean another provision.
 */
export function closeGaps(workspace: Workspace, document: WorkspaceDocument): RenumberedProject | string {
  // The project file says how the attachments are numbered.
  const kept: ReadonlySet<ProvisionKind> = new Set(workspace.projectFile?.attachments.length ? ['attachment'] : []);
  const numbers = closeNumberGaps(document.draft, kept);
  if (typeof numbers === 'string') return numbers;
  return renumberWithReferences(createOpenProject(workspace), { document, numbers, asksAboutAmbiguous: false });
}
