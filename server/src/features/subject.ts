import { ProvisionIndex } from '../analysis/references/provision-index.js';
import type { CitableDocument } from '../analysis/references/resolution.js';
import { DefinedTerms, type TermUse, termUsesIn } from '../analysis/terms/defined-terms.js';
import { definitionSourcesOf } from '../analysis/terms/definition-sources.js';
import { itemsOutside } from '../analysis/text/spans.js';
import { readBlockFacts } from '../model/facts.js';
import { findSourceSpan } from '../model/inline/inline.js';
import type { Provision } from '../model/provision.js';
import type { Span } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { type CitedHere, findCitedAt, findLabelledAt, findNumberSpan } from './cited.js';
import type { OpenProject } from './open-project.js';

/**
 * What is at a place in a draft. Spans are relative to the text of the document that was asked
 * about.
 */
export type Subject =
  /**
   * Provisions that are cited or called as notes (`cited` null), or the one with its label there
   * (`isOwn`).
   */
  | {
      readonly kind: 'provisions';
      readonly holder: WorkspaceDocument;
      readonly provisions: readonly Provision[];
      readonly span: Span;
      readonly cited: CitedHere | null;
      readonly isOwn: boolean;
    }
  | {
      readonly kind: 'term';
      readonly holder: WorkspaceDocument;
      readonly definition: Provision;
      readonly span: Span;
      readonly isOwn: boolean;
    }
  | { readonly kind: 'document'; readonly document: CitableDocument; readonly span: Span };

/**
 * What is at an offset: a number cited, a label, a document's name, a defined term; null for other
 * words.
 */
export function findSubjectAt(project: OpenProject, document: WorkspaceDocument, offset: number): Subject | null {
  const cited = findCitedAt(project.checker, document, offset);
  const holder = cited?.resolution.document?.uri
    ? project.workspace.documents.get(cited.resolution.document.uri)
    : undefined;
  const onNumber = cited?.targets.length === 1 && !cited.isOnKeyword;
  const named = onNumber ? null : findNamedDocumentAt(project, document, offset);
  if (named) return named;
  if (cited && holder) {
    const provisions = [...new Set(cited.targets.flatMap((target) => target.provisions))];
    return { kind: 'provisions', holder, provisions, span: cited.span, cited, isOwn: false };
  }
  return (
    findNoteCalledAt(document, offset) ?? findOwnLabelAt(document, offset) ?? findTermAt(project, document, offset)
  );
}

function findOwnLabelAt(document: WorkspaceDocument, offset: number): Subject | null {
  const provision = findLabelledAt(document, offset);
  if (!provision) return null;
  const span = findNumberSpan(document.draft, provision);
  if (provision.kind === 'definition')
    return { kind: 'term', holder: document, definition: provision, span, isOwn: true };
  return { kind: 'provisions', holder: document, provisions: [provision], span, cited: null, isOwn: true };
}

function findNoteCalledAt(document: WorkspaceDocument, offset: number): Subject | null {
  const { draft } = document;
  const block = draft.blockAt(offset);
  if (block < 0) return null;
  const at = offset - draft.startOf(block);
  const call = readBlockFacts(draft.block(block)).noteCalls.find(({ span }) => at >= span.start && at <= span.end);
  const provisions = call ? ProvisionIndex.of(draft).footnote(call.label) : [];
  if (!call || provisions.length === 0) return null;
  return {
    kind: 'provisions',
    holder: document,
    provisions,
    span: draft.inText(block, call.span),
    cited: null,
    isOwn: false,
  };
}

function findNamedDocumentAt(project: OpenProject, document: WorkspaceDocument, offset: number): Subject | null {
  for (const { document: named, span } of findNamedDocuments(project, document, document.draft.blockAt(offset)))
    if (offset >= span.start && offset <= span.end) return { kind: 'document', document: named, span };
  return null;
}

/** Every document named in a block, by any of its names. */
export function findNamedDocuments(
  project: OpenProject,
  document: WorkspaceDocument,
  block: number,
): { readonly document: CitableDocument; readonly name: string; readonly span: Span }[] {
  if (block < 0) return [];
  const { names } = project.workspace.resolutionContextOf(document);
  return readBlockFacts(document.draft.block(block)).passages.flatMap(({ inline }) =>
    names.all(inline.text).map((match) => ({
      document: match.document,
      name: inline.text.slice(match.start, match.end),
      span: document.draft.inText(block, findSourceSpan(inline, match.start, match.end)),
    })),
  );
}

function findTermAt(project: OpenProject, document: WorkspaceDocument, offset: number): Subject | null {
  const { draft } = document;
  const block = draft.blockAt(offset);
  if (block < 0) return null;
  const at = offset - draft.startOf(block);
  for (const { holder, use } of findTermUses(project, document, block)) {
    if (at < use.written.start || at > use.written.end) continue;
    return { kind: 'term', holder, definition: use.definition, span: draft.inText(block, use.span), isOwn: false };
  }
  return null;
}

/** A use of a term, and the document that defines it. */
export interface HeldTermUse {
  readonly holder: WorkspaceDocument;
  readonly use: TermUse;
}

/** The defined terms used in a block. Where two documents define the same words, the first of the definers counts. */
export function findTermUses(project: OpenProject, document: WorkspaceDocument, block: number): HeldTermUse[] {
  const found: HeldTermUse[] = [];
  for (const holder of findDefiners(project, document)) {
    const taken = found.map(({ use }) => use.written).sort((a, b) => a.start - b.start);
    const uses = itemsOutside(termUsesIn(document.draft, block, DefinedTerms.of(holder.draft)), taken);
    for (const use of uses) found.push({ holder, use });
  }
  return found;
}

/**
 * Whose definitions a document's words have: its own, and those of the documents that it takes definitions from. Where none
 * of these defines anything, the project's other drafts.
 */
export function findDefiners(project: OpenProject, document: WorkspaceDocument): WorkspaceDocument[] {
  const { workspace } = project;
  const sources = definitionSourcesOf(document.draft, workspace.resolutionContextOf(document), 'ofAllWords').documents;
  const named = sources.flatMap(({ uri }) => workspace.documents.get(uri ?? '') ?? []);
  const hasTerms = ({ draft }: WorkspaceDocument) => DefinedTerms.of(draft).size > 0;
  const definers = [document, ...named].filter(hasTerms);
  if (definers.length > 0) return definers;
  return workspace.listCheckedDocuments().filter((other) => other !== document && hasTerms(other));
}
