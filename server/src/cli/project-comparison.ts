import type { Comparison } from '../compare/change.js';
import { Comparisons } from '../rules/comparisons.js';
import type { Host } from '../workspace/host.js';
import { Workspace } from '../workspace/workspace.js';

/**
 * The comparison of a project's document with its own version in force, which knows what became of the project's other documents.
 * @returns null where the project names other versions of it, or none
 */
export async function comparisonInProject(
  host: Host,
  folder: string,
  oldUri: string,
  newUri: string,
): Promise<Comparison | null | 'no project'> {
  // A project that cannot be read has nothing to say here: the two files are compared as they are.
  const workspace = await Workspace.load(host, folder).catch(() => null);
  if (!workspace?.projectFile) return 'no project';
  const document = workspace.documents.get(newUri);
  return document?.baseline && document.baseline.uri === oldUri ? new Comparisons(workspace).of(document) : null;
}
