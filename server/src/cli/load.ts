import { hasFailed } from '../failure.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { holdsProject, type OwnedDocument, projectAround } from '../workspace/project-around.js';
import { PROJECT_FILE } from '../workspace/project-file-name.js';
import type { DraftOf } from '../workspace/project-loader.js';
import { fileNameOf, folderOf, resolveUri } from '../workspace/uri.js';
import { Workspace } from '../workspace/workspace.js';
import { type Io, UsageError } from './io.js';

/** The project of a folder, which must hold a project file. */
export async function loadProject(io: Io, folder: string): Promise<Workspace> {
  const named = io.uri(folder).replace(/\/$/, '');
  const isProjectFile = fileNameOf(named) === PROJECT_FILE && !(await io.isFolder(named));
  const uri = isProjectFile ? folderOf(named) : named;
  if (!(await io.isFolder(uri))) {
    const isFile = (await io.host.read(uri).catch(() => null)) !== null;
    const fault = isFile ? 'it is a file' : 'there is no such folder';
    throw new UsageError(`${folder}: ${fault}; name the folder that holds the ${PROJECT_FILE}`);
  }
  const workspace = await Workspace.load(io.host, uri);
  if (!workspace.projectFile) {
    const problem = workspace.problems[0]?.problem.message;
    throw new UsageError(
      problem ??
        `${folder === '.' ? 'this folder' : folder}: there is no ${PROJECT_FILE} in it, which names the documents and attachments; name the folder that holds it`,
    );
  }
  return workspace;
}

/** The same, for commands that make documents: any problem with the project file stops them. */
export async function loadSoundProject(io: Io, folder: string): Promise<Workspace> {
  const workspace = await loadProject(io, folder);
  refuseProblems(io, workspace);
  return workspace;
}

/**
 * @throws UsageError for the first problem with a project file, or with what it and front matters
 * name
 */
export function refuseProblems(io: Io, workspace: Workspace): void {
  const first = workspace.problems[0];
  if (!first) return;
  const line = (workspace.linesAt(first.uri)?.positionAt(first.problem.span.start).line ?? 0) + 1;
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
  const named = (workspace.projectFile?.paths ?? []).map(({ path }) => resolveUri(workspace.folder, path));
  return [...new Set([workspace.projectUri, ...workspace.documents.keys(), ...named])];
}

/** The project of a folder, or null where the folder holds no project file. */
export async function projectIn(io: Io, folder: string, draftOf?: DraftOf): Promise<Workspace | null> {
  return (await holdsProject(io.host, folder)) ? Workspace.load(io.host, folder, undefined, draftOf) : null;
}

/**
 * A draft in the project that names it, or on its own.
 * @throws UsageError if the draft cannot be read, or if a nearer project file has problems, as it
 * may be the one to name it
 */
export async function loadDraft(io: Io, path: string): Promise<OwnedDocument> {
  const uri = io.uri(path);
  if (await io.isFolder(uri)) throw new UsageError(`${path}: it is a folder; name a draft`);
  const { owner, others } = await projectAround(uri, (folder) => projectIn(io, folder));
  for (const other of others) refuseProblems(io, other);
  if (owner) return owner;
  const workspace = Workspace.empty(io.host, folderOf(uri));
  return { workspace, document: await addLooseDraft(workspace, uri, path) };
}

/** @throws UsageError that begins with `name` where the draft cannot be read */
export async function addLooseDraft(workspace: Workspace, uri: string, name: string): Promise<WorkspaceDocument> {
  const document = await workspace.addLoose(uri);
  if (hasFailed(document)) throw new UsageError(`${name}: ${document.problem}`);
  return document;
}
