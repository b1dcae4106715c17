import type { Comparison } from '../compare/change.js';
import { NO_PROJECT_PAPER, type ProjectPaper, readDocumentPaper } from '../consultation/export-document.js';
import { BaselineComparisons } from '../rules/comparisons.js';
import { projectAround } from '../workspace/project-around.js';
import type { Io } from './io.js';
import { projectIn } from './load.js';

/**
 * The comparison of a project's document with its own version in force, which knows what became of
 * the project's other documents.
 * @returns null where no project names the new draft, or where its project names another version in
 * force
 */
export async function compareInProject(io: Io, oldUri: string, newUri: string): Promise<Comparison | null> {
  // If a project cannot be loaded, the two files are compared as they are.
  const { owner } = await projectAround(newUri, (folder) => projectIn(io, folder).catch(() => null));
  if (owner?.document.baseline?.uri !== oldUri) return null;
  return new BaselineComparisons(owner.workspace).of(owner.document);
}

/** What the project that names an instrument says of it as a paper. */
export async function paperInProject(io: Io, uri: string): Promise<ProjectPaper> {
  // If a project cannot be loaded, the draft is taken as it is.
  const { owner } = await projectAround(uri, (folder) => projectIn(io, folder).catch(() => null));
  return owner ? readDocumentPaper(io.host, owner.workspace, owner.document) : NO_PROJECT_PAPER;
}
