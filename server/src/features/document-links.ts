import type { DocumentLink } from 'vscode-languageserver-types';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { ProjectFile } from '../workspace/project-file.js';
import { isBelow, resolveBeside, resolveUri } from '../workspace/uri.js';
import type { OpenProject } from './open-project.js';

/**
 * The paths in a draft's front matter, as links to the files. Links in the text are left to VS
 * Code.
 */
export function findDraftLinks(project: OpenProject, document: WorkspaceDocument): DocumentLink[] {
  const { baseline, places } = document.draft.frontMatter;
  const place = places.get('baseline');
  if (!place || !baseline || baseline.startsWith('git:')) return [];
  const target = resolveBeside(document.uri, baseline);
  if (target === null || !isBelow(project.workspace.folder, target)) return [];
  return [{ range: document.draft.rangeOf(place), target, tooltip: 'The version in force' }];
}

/** The paths in a project file, as links to the files. */
export function findProjectFileLinks(folder: string, { paths, lines }: ProjectFile): DocumentLink[] {
  return paths.flatMap(({ path, span, title }) => {
    const target = resolveUri(folder, path);
    return isBelow(folder, target) ? [{ range: lines.rangeOf(span), target, tooltip: title }] : [];
  });
}
