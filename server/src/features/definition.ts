import type { LocationLink } from 'vscode-languageserver-types';
import type { Provision } from '../model/provision.js';
import type { Span } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { OpenProject } from './open-project.js';
import { findSubjectAt } from './subject.js';

/**
 * Where to go from an offset: to the provisions cited (of a range, its ends and all between), the
 * note called, the definition of a term, or the start of a document that is named.
 */
export function findDefinition(project: OpenProject, document: WorkspaceDocument, offset: number): LocationLink[] {
  const subject = findSubjectAt(project, document, offset);
  switch (subject?.kind) {
    case 'provisions':
      return subject.provisions.map((provision) => linkToProvision(document, subject.span, subject.holder, provision));
    case 'term':
      return [linkToProvision(document, subject.span, subject.holder, subject.definition)];
    case 'document': {
      const { uri } = subject.document;
      const start = { line: 0, character: 0 };
      return uri === null || uri === document.uri
        ? []
        : [
            {
              originSelectionRange: document.draft.rangeOf(subject.span),
              targetUri: uri,
              targetRange: { start, end: start },
              targetSelectionRange: { start, end: start },
            },
          ];
    }
    default:
      return [];
  }
}

function linkToProvision(
  from: WorkspaceDocument,
  origin: Span,
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
