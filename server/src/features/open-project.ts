import type { Checker } from '../rules/check.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Citations } from './citations.js';
import type { KnownChanges } from './known-changes.js';

/** All that the features see of a project that is open in an editor. */
export interface OpenProject {
  readonly workspace: Workspace;
  readonly checker: Checker;
  /** Who cites whom. */
  readonly citations: Citations;
  /** What changed since the versions in force, as far as a comparison was made. */
  readonly changes: KnownChanges;
}
