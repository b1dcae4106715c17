import { Checker } from '../rules/check.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Workspace } from '../workspace/workspace.js';
import { CitationIndex } from './citation-index.js';
import { KnownChanges } from './known-changes.js';
import type { OutlineText } from './outline-text.js';

/** What the features know of a project that is open in an editor. */
export interface OpenProject {
  readonly workspace: Workspace;
  readonly checker: Checker;
  /** What cites what. */
  readonly citations: CitationIndex;
  /** What changed since the versions in force, as far as a comparison was made. */
  readonly changes: KnownChanges;
  /** The outlines that were last asked for, by document. */
  readonly outlines: WeakMap<WorkspaceDocument, OutlineText>;
}

/** A project of which nothing is known yet. */
export function createOpenProject(workspace: Workspace): OpenProject {
  const checker = new Checker(workspace);
  return {
    workspace,
    checker,
    citations: new CitationIndex(workspace, checker),
    changes: new KnownChanges(),
    outlines: new WeakMap(),
  };
}
