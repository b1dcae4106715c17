import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { isBelow, relativeTo, resolveBeside, resolveUri } from '../workspace/uri.js';
import type { OpenProject } from './open-project.js';

/**
 * Follows renamed or moved files and folders: in the paths of the project file, and in the front
 * matter of drafts that name a version in force.
 * @param renamed by URI in the server's form, from what to what
 */
export function followFileRenames(
  { workspace }: OpenProject,
  renamed: readonly { readonly from: string; readonly to: string }[],
): WorkspaceEdit {
  const changes: Record<string, TextEdit[]> = {};
  const moved = (uri: string) => {
    const own = renamed.find(({ from }) => uri === from || isBelow(from, uri));
    return own ? own.to + uri.slice(own.from.length) : uri;
  };
  const { folder, projectFile, projectUri } = workspace;
  const movedTo = (path: string) => moved(resolveUri(folder, path));
  if (projectFile && moved(projectUri) === projectUri) {
    const edits = projectFile.paths.flatMap(({ path, span }) => {
      const to = movedTo(path);
      return to !== resolveUri(folder, path) && isBelow(folder, to)
        ? [{ range: projectFile.lines.rangeOf(span), newText: relativeTo(folder, to) }]
        : [];
    });
    if (edits.length > 0) changes[projectUri] = edits;
  }
  for (const { uri, draft } of workspace.listCheckedDocuments()) {
    const { baseline, places } = draft.frontMatter;
    const place = places.get('baseline');
    if (!place || baseline === null || baseline.startsWith('git:')) continue;
    const oldUri = resolveBeside(uri, baseline);
    if (oldUri === null || (moved(oldUri) === oldUri && moved(uri) === uri)) continue;
    const beside = moved(uri).slice(0, moved(uri).lastIndexOf('/'));
    const newText = relativeTo(beside, moved(oldUri));
    if (newText !== baseline && isBelow(beside, moved(oldUri)))
      changes[uri] = [{ range: draft.rangeOf({ start: place.end - baseline.length, end: place.end }), newText }];
  }
  return { changes };
}
