import type { WorkspaceDocument } from './document.js';
import type { Host } from './host.js';
import { PROJECT_FILE } from './project-file-name.js';
import type { FindOpenText } from './text-files.js';
import { foldersAbove, resolveUri } from './uri.js';
import type { Workspace } from './workspace.js';

/** A document, and the project or the folder of loose drafts that it belongs to. */
export interface OwnedDocument {
  readonly workspace: Workspace;
  readonly document: WorkspaceDocument;
}

export interface ProjectAround {
  /** The project that a file belongs to; null where no project names it. */
  readonly owner: OwnedDocument | null;
  /**
   * The projects around the file, nearer than its owner, that do not name it; the nearest first.
   */
  readonly others: readonly Workspace[];
}

/**
 * Whose project a file is in: the nearest project above it that names it, however deep the file
 * lies. This is the one answer for the editor and for every command.
 * @param uri the file, which need not be there
 * @param projectOf loads the project of a folder; null where the folder holds none
 */
export async function projectAround(
  uri: string,
  projectOf: (folder: string) => Promise<Workspace | null>,
): Promise<ProjectAround> {
  const others: Workspace[] = [];
  for (const folder of foldersAbove(uri)) {
    const workspace = await projectOf(folder);
    if (!workspace) continue;
    const document = workspace.documents.get(uri);
    if (document) return { owner: { workspace, document }, others };
    others.push(workspace);
  }
  return { owner: null, others };
}

/** Whether a folder holds a project file, one that cannot be read included. */
export async function holdsProject(host: Host, folder: string, openText: FindOpenText = () => null): Promise<boolean> {
  const uri = resolveUri(folder, PROJECT_FILE);
  if (openText(uri) !== null) return true;
  return host.read(uri).then(
    (bytes) => bytes !== null,
    () => true,
  );
}
