import type { Location } from 'vscode-languageserver-types';
import type { Provision } from '../model/provision.js';
import type { Checker } from '../rules/check.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Workspace } from '../workspace/workspace.js';
import { citedAt, labelledAt } from './cited.js';

/**
 * Every reference to a provision, in all documents of the workspace: to the one whose label stands at the offset, to the one that
 * is cited there, or else to the one that the words there belong to.
 */
export function references(
  workspace: Workspace,
  checker: Checker,
  document: WorkspaceDocument,
  offset: number,
  includeDeclaration: boolean,
): Location[] {
  const subject = subjectAt(workspace, checker, document, offset);
  if (!subject) return [];
  const { holder, provisions } = subject;
  const found: Location[] = [];
  if (includeDeclaration) {
    for (const provision of provisions)
      found.push({ uri: holder.uri, range: holder.draft.rangeOf(holder.draft.labelSpanOf(provision)) });
  }
  for (const citing of workspace.checkedDocuments()) {
    for (let block = 0; block < citing.draft.blocks.length; block++) {
      for (const resolution of checker.resolved(citing, block)) {
        if (resolution.document !== holder) continue;
        for (const { target, provisions: cited } of resolution.targets) {
          if (!cited.some((provision) => provisions.has(provision))) continue;
          const { reference } = resolution.found;
          const span = target ? { start: target.span.start, end: (target.to ?? target).span.end } : reference.span;
          found.push({ uri: citing.uri, range: citing.draft.rangeOf(citing.draft.inText(block, span)) });
        }
      }
    }
  }
  return found;
}

function subjectAt(
  workspace: Workspace,
  checker: Checker,
  document: WorkspaceDocument,
  offset: number,
): { holder: WorkspaceDocument; provisions: ReadonlySet<Provision> } | null {
  const cited = citedAt(checker, document, offset);
  const holder = cited?.resolution.document?.uri ? workspace.documents.get(cited.resolution.document.uri) : undefined;
  if (cited && holder) return { holder, provisions: new Set(cited.targets.flatMap((target) => target.provisions)) };
  const own = labelledAt(document, offset) ?? document.draft.provisionAt(offset);
  return own ? { holder: document, provisions: new Set([own]) } : null;
}
