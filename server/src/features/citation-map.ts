import type { CallHierarchyItem } from 'vscode-languageserver-types';
import type { CitationsResult, CitedProvision } from '../protocol.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { findIncomingCalls, findOutgoingCalls, prepareCallHierarchy } from './call-hierarchy.js';
import type { OpenProject } from './open-project.js';

/**
 * Who cites the provision at an offset and what it cites, its own document first; null where there
 * is no provision.
 */
export function mapCitations(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
): CitationsResult | null {
  const [centre] = prepareCallHierarchy(project, document, offset);
  if (!centre) return null;
  const ownFirst = (a: CitedProvision, b: CitedProvision) =>
    Number(a.uri !== centre.uri) - Number(b.uri !== centre.uri);
  return {
    centre: toCitedProvision(centre, 0),
    incoming: findIncomingCalls(project, centre)
      .map(({ from, fromRanges }) => toCitedProvision(from, fromRanges.length))
      .sort(ownFirst),
    outgoing: findOutgoingCalls(project, centre)
      .map(({ to, fromRanges }) => toCitedProvision(to, fromRanges.length))
      .sort(ownFirst),
  };
}

function toCitedProvision({ uri, name, detail, selectionRange }: CallHierarchyItem, count: number): CitedProvision {
  const [document = '', ...words] = (detail ?? '').split(' · ');
  return { uri, label: name, words: words.join(' · '), document, range: selectionRange, count };
}
