import { PROJECT_FILE } from '../workspace/project-file-name.js';
import { resolveUri } from '../workspace/uri.js';
import { Workspace } from '../workspace/workspace.js';
import { type Io, UsageError } from './io.js';

/** The project of a folder, which must hold a project file. */
export async function loadProject(io: Io, folder: string): Promise<Workspace> {
  const uri = io.uri(folder).replace(/\/$/, '');
  if (!(await io.isFolder(uri))) throw new UsageError(`${folder}: there is no such folder`);
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
  const first = workspace.problems[0];
  if (first) {
    const lines = workspace.documents.get(first.uri)?.draft.lines ?? workspace.projectFile?.lines;
    const line = (lines?.positionAt(first.problem.span.start).line ?? 0) + 1;
    throw new UsageError(`${io.path(first.uri)}:${line}: ${first.problem.message}`);
  }
  return workspace;
}

/** The URIs of all files that a project is made of. */
export function inputsOf(workspace: Workspace): string[] {
  const named = (workspace.projectFile?.attachments ?? []).flatMap(({ content }) =>
    'template' in content && content.template !== null
      ? [resolveUri(workspace.folder, content.template)]
      : content.kind === 'file'
        ? [resolveUri(workspace.folder, content.path)]
        : [],
  );
  const template = workspace.projectFile?.exports?.wordTemplate ?? null;
  if (template !== null) named.push(resolveUri(workspace.folder, template));
  return [workspace.projectUri, ...workspace.documents.keys(), ...named];
}
