import type { WorkspaceDocument } from '../workspace/document.js';
import { PROJECT_FILE } from '../workspace/project-file-name.js';
import { folderOf, foldersAround, resolveUri } from '../workspace/uri.js';
import { Workspace } from '../workspace/workspace.js';
import { type Io, UsageError } from './io.js';

/** The project of a folder, which must hold a project file. */
export async function loadProject(io: Io, folder: string): Promise<Workspace> {
  const uri = io.uri(folder).replace(/\/$/, '');
  if (!(await io.isFolder(uri)))
    throw new UsageError(`${folder}: there is no such folder; name the one that holds the ${PROJECT_FILE}`);
  const workspace = await Workspace.load(io.host, uri);
  if (!workspace.projectFile) {
    const problem = workspace.problems[0]?.problem.message;
    throw new UsageError(
      problem ?? `${folder}: there is no ${PROJECT_FILE} in it; the project file names the documents and attachments`,
    );
  }
  return workspace;
}

/** The same, for commands that make documents: what the project file gets wrong stops them. */
export async function loadSoundProject(io: Io, folder: string): Promise<Workspace> {
  const workspace = await loadProject(io, folder);
  mustBeSound(io, workspace);
  return workspace;
}

/** A UsageError for the first thing that is wrong with a project file or with what it and front matters name. */
export function mustBeSound(io: Io, workspace: Workspace): void {
  const first = workspace.problems[0];
  if (!first) return;
  const lines = workspace.documents.get(first.uri)?.draft.lines ?? workspace.projectFile?.lines;
  const line = (lines?.positionAt(first.problem.span.start).line ?? 0) + 1;
  throw new UsageError(`${io.path(first.uri)}:${line}: ${first.problem.message}`);
}

/** The URIs of the templates that the attachments of a project are made by. */
export function templatesOf(workspace: Workspace): string[] {
  return (workspace.projectFile?.attachments ?? []).flatMap(({ content }) =>
    'template' in content && content.template !== null ? [resolveUri(workspace.folder, content.template)] : [],
  );
}

/** The URIs of all files that a project is made of. */
export function inputsOf(workspace: Workspace): string[] {
  const files = (workspace.projectFile?.attachments ?? []).flatMap(({ content }) =>
    content.kind === 'file' ? [resolveUri(workspace.folder, content.path)] : [],
  );
  const template = workspace.projectFile?.exports?.wordTemplate ?? null;
  if (template !== null) files.push(resolveUri(workspace.folder, template));
  return [workspace.projectUri, ...workspace.documents.keys(), ...templatesOf(workspace), ...files];
}

/** Whether a folder holds a project file, one that cannot be read included. */
export async function holdsProject(io: Io, folder: string): Promise<boolean> {
  return io.host.read(resolveUri(folder, PROJECT_FILE)).then(
    (bytes) => bytes !== null,
    () => true,
  );
}

/** A draft in the project that names it, or on its own; a UsageError where it cannot be read. */
export async function workspaceOf(
  io: Io,
  path: string,
): Promise<{ workspace: Workspace; document: WorkspaceDocument }> {
  const uri = io.uri(path);
  if (await io.isFolder(uri)) throw new UsageError(`${path}: it is a folder; name a draft`);
  for (const folder of foldersAround(uri)) {
    if (!(await holdsProject(io, folder))) continue;
    const workspace = await Workspace.load(io.host, folder);
    const document = workspace.documents.get(uri);
    if (document) return { workspace, document };
    // A project file that cannot be read might name it.
    mustBeSound(io, workspace);
    break;
  }
  const workspace = Workspace.empty(io.host, folderOf(uri));
  const document = await workspace.addLoose(uri);
  if (typeof document === 'string') throw new UsageError(`${path}: ${document}`);
  return { workspace, document };
}
