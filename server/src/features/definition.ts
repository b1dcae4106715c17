import type { LocationLink } from 'vscode-languageserver-types';
import type { Provision } from '../model/provision.js';
import type { Checker } from '../rules/check.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Workspace } from '../workspace/workspace.js';
import { citedAt } from './cited.js';

/** Where the provisions cited at an offset stand; for a range, its ends and all between. */
export function definition(
  workspace: Workspace,
  checker: Checker,
  document: WorkspaceDocument,
  offset: number,
): LocationLink[] {
  const cited = citedAt(checker, document, offset);
  const target = cited?.resolution.document;
  if (!cited || !target?.uri) return [];
  const holder = workspace.documents.get(target.uri);
  if (!holder) return [];
  const provisions = cited.targets.flatMap((each) => each.provisions);
  return [...new Set(provisions)].map((provision) => link(document, cited.span, holder, provision));
}

function link(
  from: WorkspaceDocument,
  origin: { start: number; end: number },
  to: WorkspaceDocument,
  provision: Provision,
): LocationLink {
  return {
    originSelectionRange: from.draft.rangeOf(origin),
    targetUri: to.uri,
    targetRange: to.draft.rangeOf(to.draft.spanOf(provision)),
    targetSelectionRange: to.draft.rangeOf(to.draft.labelSpanOf(provision)),
  };
}
