import { readBlockFacts } from '../model/facts.js';
import type { Provision } from '../model/provision.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { spanOfCitation } from './citation-index.js';
import type { OpenProject } from './open-project.js';
import type { PlaceInDraft } from './place-in-draft.js';
import { findNamedDocuments, findSubjectAt, type Subject } from './subject.js';
import { findPlacesOfTerm } from './term-places.js';

/**
 * Every place that means what is at an offset: references to a provision, uses of a term, mentions
 * of a document. For ordinary words, the references to the provision that they belong to.
 * @param within where to look; all drafts of the workspace unless given
 */
export function findPlaces(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
  within: readonly WorkspaceDocument[] = project.workspace.listCheckedDocuments(),
): PlaceInDraft[] {
  const subject = findSubjectAt(project, document, offset) ?? findOwnerAt(document, offset);
  switch (subject?.kind) {
    case 'provisions':
      return findPlacesOfProvisions(project, subject.holder, subject.provisions, within);
    case 'term':
      return findPlacesOfTerm(project, subject.holder, subject.definition, within);
    case 'document':
      return within.flatMap((holder) =>
        holder.draft.blocks.flatMap((_, block) =>
          findNamedDocuments(project, holder, block)
            .filter((named) => named.document === subject.document)
            .map(({ span }) => ({ document: holder, span, isDeclaration: false })),
        ),
      );
    default:
      return [];
  }
}

function findOwnerAt(document: WorkspaceDocument, offset: number): Subject | null {
  const own = document.draft.provisionAt(offset);
  if (!own) return null;
  const span = document.draft.labelSpanOf(own);
  return { kind: 'provisions', holder: document, provisions: [own], span, cited: null, isOwn: true };
}

/** The labels of provisions, and every reference to them or call of them as notes, in the documents `within`. */
function findPlacesOfProvisions(
  project: OpenProject,
  holder: WorkspaceDocument,
  provisions: readonly Provision[],
  within: readonly WorkspaceDocument[],
): PlaceInDraft[] {
  const places: PlaceInDraft[] = provisions.map((provision) => ({
    document: holder,
    span: holder.draft.labelSpanOf(provision),
    isDeclaration: true,
  }));
  const seen = new Set<string>();
  for (const document of within) {
    for (const provision of provisions) {
      for (const citation of project.citations.byProvision(document).get(provision) ?? []) {
        const span = spanOfCitation(citation);
        const key = `${document.uri} ${span.start}`;
        if (seen.has(key)) continue;
        seen.add(key);
        places.push({ document, span, isDeclaration: false });
      }
    }
    if (document !== holder) continue;
    for (const provision of provisions) places.push(...findNoteCalls(document, provision));
  }
  return places.filter(({ document }) => within.includes(document));
}

function findNoteCalls(document: WorkspaceDocument, provision: Provision): PlaceInDraft[] {
  if (provision.kind !== 'footnote') return [];
  const { draft } = document;
  return draft.blocks.flatMap((block, index) =>
    readBlockFacts(block)
      .noteCalls.filter(({ label }) => label === provision.number)
      .map(({ span }) => ({ document, span: draft.inText(index, span), isDeclaration: false })),
  );
}
