import type { Range, WorkspaceEdit } from 'vscode-languageserver-types';
import type { CitableDocument } from '../analysis/references/resolution.js';
import { DefinedTerms } from '../analysis/terms/defined-terms.js';
import { renameTermUse } from '../analysis/terms/term-forms.js';
import type { Provision } from '../model/provision.js';
import type { Span } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import {
  AnnotatedEdits,
  DEFINITION,
  DOUBTFUL_USES,
  OTHER_DOCUMENTS,
  toRenumberingEdit,
  USES,
} from './annotated-edits.js';
import { endSentence, renumberWithReferences } from './guarded-renumbering.js';
import { hasCountedNumber, shiftNumbers } from './new-numbers.js';
import type { OpenProject } from './open-project.js';
import { findNamedDocuments, findSubjectAt } from './subject.js';
import { findPlacesOfTerm } from './term-places.js';
import {
  findPlacesOfTermInSentence,
  findTermInSentenceAt,
  listTermsInSentences,
  type TermInSentence,
} from './terms-in-sentences.js';

/** Why something cannot be renamed, as a sentence for the user. */
export class RenameRefused extends Error {}

/**
 * What can be renamed: where it stands in the document that was asked about, and what it is called
 * now.
 */
type Renamable = { readonly span: Span; readonly name: string } & (
  | { readonly kind: 'provision'; readonly holder: WorkspaceDocument; readonly provision: Provision }
  | { readonly kind: 'term'; readonly holder: WorkspaceDocument; readonly definition: Provision }
  | { readonly kind: 'termInSentence'; readonly holder: WorkspaceDocument; readonly term: TermInSentence }
  | { readonly kind: 'document'; readonly document: CitableDocument }
);

/**
 * What can be renamed at an offset, and what it is called now.
 * @throws RenameRefused where nothing can
 */
export function prepareRename(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
): { range: Range; placeholder: string } {
  const { span, name } = findRenamable(project, document, offset);
  return { range: document.draft.rangeOf(span), placeholder: name };
}

/**
 * Renames what stands at an offset, in all drafts. A provision gets another number, and so do those
 * after it and every reference to them; a defined term is changed at its definition and at every
 * use; a document's name wherever it is named.
 * @param confirmsEdits whether the editor asks before it applies edits that are marked so
 * @throws RenameRefused where that cannot be done
 */
export function renameAt(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
  wanted: string,
  confirmsEdits: boolean,
): WorkspaceEdit {
  const renamable = findRenamable(project, document, offset);
  const newName = wanted.trim();
  if (newName === '' || /[\r\n|]/.test(newName)) throw new RenameRefused('A name is a single line without bars (|).');
  if (renamable.kind === 'provision')
    return renumberFrom(project, renamable.holder, renamable.provision, newName, confirmsEdits);
  const edits = new AnnotatedEdits(confirmsEdits);
  if (renamable.kind === 'term') renameTerm(edits, project, renamable, newName);
  else if (renamable.kind === 'termInSentence') renameTermInSentence(edits, renamable, newName);
  else renameDocument(edits, project, renamable, newName);
  return edits.finish();
}

function findRenamable(project: OpenProject, document: WorkspaceDocument, offset: number): Renamable {
  const subject = findSubjectAt(project, document, offset);
  const inSentence = subject || document.isBaseline ? null : findTermInSentenceAt(document.draft, offset);
  if (inSentence) {
    const name = inSentence.term.definition.number ?? '';
    return { kind: 'termInSentence', span: inSentence.span, name, holder: document, term: inSentence.term };
  }
  if (!subject)
    throw new RenameRefused('Only the number of a provision, a defined term or the name of a document can be renamed.');
  const { span } = subject;
  if (subject.kind === 'document')
    return {
      kind: 'document',
      span,
      name: document.draft.text.slice(span.start, span.end),
      document: subject.document,
    };
  const { holder } = subject;
  if (holder.isBaseline) throw new RenameRefused('A version in force cannot be changed.');
  if (subject.kind === 'term') {
    const { definition } = subject;
    return { kind: 'term', span, name: definition.number ?? '', holder, definition };
  }
  const [provision, second] = subject.provisions;
  if (!provision) throw new RenameRefused('What is cited here does not exist.');
  if (second) throw new RenameRefused('Several provisions are cited here: put the cursor on one number.');
  if (!hasCountedNumber(holder.draft, provision))
    throw new RenameRefused(`${provision.label || 'A heading without a number'} has no number in a sequence.`);
  return { kind: 'provision', span, name: provision.number ?? '', holder, provision };
}

function renumberFrom(
  project: OpenProject,
  holder: WorkspaceDocument,
  provision: Provision,
  newName: string,
  confirmsEdits: boolean,
): WorkspaceEdit {
  const numbers = shiftNumbers(holder.draft, provision, newName);
  if (typeof numbers === 'string') throw new RenameRefused(numbers);
  const renumbered = renumberWithReferences(project, { document: holder, numbers, asksAboutAmbiguous: confirmsEdits });
  if (typeof renumbered === 'string') throw new RenameRefused(endSentence(renumbered));
  return toRenumberingEdit(holder, renumbered.edits, confirmsEdits);
}

function renameTerm(
  edits: AnnotatedEdits,
  project: OpenProject,
  { holder, definition, name }: Extract<Renamable, { kind: 'term' }>,
  newName: string,
): void {
  const places = findPlacesOfTerm(project, holder, definition, project.workspace.listCheckedDocuments());
  for (const { uri, draft } of new Set(places.map(({ document }) => document))) {
    const taken = DefinedTerms.of(draft).definitionWritten(newName);
    if (!taken || taken === definition) continue;
    const where = uri === holder.uri ? '' : ` in ${project.workspace.pathOf(uri)}`;
    throw new RenameRefused(`“${newName}” is already defined${where}.`);
  }
  for (const { document, span, written, isDeclaration, isDoubtful } of places) {
    const annotation = document !== holder ? OTHER_DOCUMENTS : isDeclaration ? DEFINITION : USES;
    if (isDeclaration) {
      const label = document.draft.text.slice(span.start, span.end);
      const text = label.replace(name, () => newName);
      edits.addToDraft(document, span, text, annotation);
    } else {
      const text = renameTermUse(document.draft.text.slice(written.start, written.end), name, newName);
      edits.addToDraft(document, written, text, isDoubtful ? DOUBTFUL_USES : annotation);
    }
  }
}

/** The same for a term that a sentence defines: it is changed in its own document. */
function renameTermInSentence(
  edits: AnnotatedEdits,
  { holder, term, name }: Extract<Renamable, { kind: 'termInSentence' }>,
  newName: string,
): void {
  const { draft } = holder;
  const isTaken = listTermsInSentences(draft).some((each) => each !== term && each.definition.number === newName);
  if (isTaken || DefinedTerms.of(draft).definitionWritten(newName))
    throw new RenameRefused(`“${newName}” is already defined.`);
  for (const { span, isDeclaration, isDoubtful } of findPlacesOfTermInSentence(draft, term)) {
    const written = draft.text.slice(span.start, span.end);
    const text = isDeclaration ? newName : renameTermUse(written, name, newName);
    edits.addToDraft(holder, span, text, isDeclaration ? DEFINITION : isDoubtful ? DOUBTFUL_USES : USES);
  }
}

function renameDocument(
  edits: AnnotatedEdits,
  project: OpenProject,
  { document: named, name }: Extract<Renamable, { kind: 'document' }>,
  newName: string,
): void {
  const { workspace } = project;
  for (const citing of workspace.listCheckedDocuments()) {
    const isNamed = citing.uri === named.uri;
    const taken = workspace
      .resolutionContextOf(citing)
      .names.all(newName)
      .find((match) => match.document !== named && match.start === 0 && match.end === newName.length);
    if (taken) throw new RenameRefused(`“${newName}” is the name of another document.`);
    for (const block of citing.draft.blocks.keys()) {
      for (const mention of findNamedDocuments(project, citing, block)) {
        if (mention.document !== named || mention.name !== name) continue;
        edits.addToDraft(citing, mention.span, newName, isNamed ? USES : OTHER_DOCUMENTS);
      }
    }
    const { frontMatter } = citing.draft;
    for (const field of ['document', 'title'] as const) {
      const place = frontMatter.places.get(field);
      if (isNamed && place && frontMatter[field] === name)
        edits.addToDraft(citing, { start: place.end - name.length, end: place.end }, newName, DEFINITION);
    }
  }
  const { projectFile, projectUri } = workspace;
  if (projectFile)
    for (const { name: known, span } of projectFile.names)
      if (known === name) edits.addToProjectFile(projectUri, projectFile, span, newName);
}
