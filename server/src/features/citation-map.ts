import type { CallHierarchyItem } from 'vscode-languageserver-types';
import type { CitationsResult, CitedProvision } from '../protocol.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from './call-hierarchy.js';
import type { OpenProject } from './open-project.js';

/** Who cites the provision at an offset and what it cites, the nearest documents first; null where no provision is. */
export function citationMap(project: OpenProject, document: WorkspaceDocument, offset: number): CitationsResult | null {
  const [centre] = prepareCallHierarchy(project, document, offset);
  if (!centre) return null;
  const ownFirst = (a: CitedProvision, b: CitedProvision) =>
    Number(a.uri !== centre.uri) - Number(b.uri !== centre.uri);
  return {
    centre: told(centre, 0),
    incoming: incomingCalls(project, centre)
      .map(({ from, fromRanges }) => told(from, fromRanges.length))
      .sort(ownFirst),
    outgoing: outgoingCalls(project, centre)
      .map(({ to, fromRanges }) => told(to, fromRanges.length))
      .sort(ownFirst),
  };
}

function told({ uri, name, detail, selectionRange }: CallHierarchyItem, count: number): CitedProvision {
  const [document = '', ...words] = (detail ?? '').split(' · ');
  return { uri, label: name, words: words.join(' · '), document, range: selectionRange, count };
}
