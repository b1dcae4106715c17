import { Draft } from '../model/draft.js';
import { decodeText } from '../workspace/decode.js';
import type { Host } from '../workspace/host.js';
import { resolveUri } from '../workspace/uri.js';
import { PROJECT_FILE, Workspace } from '../workspace/workspace.js';
import { type Io, UsageError } from './io.js';

/** The text of a file by its path, or of `git:REV:PATH`; a UsageError where it cannot be read. */
export async function readText(io: Io, name: string): Promise<string> {
  const git = /^git:([^:]+):(.+)$/.exec(name);
  if (name.startsWith('git:') && !git)
    throw new UsageError(`${name}: a file at a git revision is written git:REV:PATH`);
  const bytes = git
    ? await revision(io.host, io.uri('.'), git[1] as string, git[2] as string, name)
    : await bytesOf(io, name);
  const decoded = decodeText(bytes);
  if ('problem' in decoded) throw new UsageError(`${name}: ${decoded.problem}`);
  return decoded.text;
}

export async function readDraft(io: Io, name: string): Promise<Draft> {
  return Draft.parse(await readText(io, name));
}

async function bytesOf(io: Io, name: string): Promise<Uint8Array> {
  const uri = io.uri(name);
  if (await io.isFolder(uri)) throw new UsageError(`${name}: it is a folder; name a file`);
  let bytes: Uint8Array | null;
  try {
    bytes = await io.host.read(uri);
  } catch (error) {
    throw new UsageError(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!bytes) throw new UsageError(`${name}: there is no such file`);
  return bytes;
}

async function revision(host: Host, folder: string, rev: string, path: string, name: string): Promise<Uint8Array> {
  try {
    return await host.readRevision(folder, rev, path);
  } catch (error) {
    throw new UsageError(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

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
  return [workspace.projectUri, ...workspace.documents.keys(), ...named];
}
