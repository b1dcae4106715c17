import type { AnnotatedTextEdit, ChangeAnnotation, Range, WorkspaceEdit } from 'vscode-languageserver-types';
import { DefinedTerms } from '../analysis/defined-terms.js';
import type { CitableDocument } from '../analysis/resolve.js';
import type { Provision } from '../model/provision.js';
import type { Span } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { type ProjectFile, placesOfName } from '../workspace/project-file.js';
import type { OpenProject } from './open-project.js';
import { findPlacesOfTerm } from './places.js';
import { findRenumberingEdits, hasCountedNumber, type RenumberingEdit, shiftNumbers } from './renumbering.js';
import { findNamedDocuments, findSubjectAt, type Subject } from './subject.js';

/** Says to the person who renames why it cannot be done. */
export class RenameRefused extends Error {}

/** What can be renamed at an offset, and what it is called now; refused with a reason where nothing can. */
export function prepareRename(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
): { range: Range; placeholder: string } {
  const subject = findRenamable(project, document, offset);
  const range = document.draft.rangeOf(subject.span);
  switch (subject.kind) {
    case 'provisions':
      return { range, placeholder: (subject.provisions[0] as Provision).number as string };
    case 'term':
      return { range, placeholder: subject.definition.number as string };
    case 'document':
      return { range, placeholder: document.draft.text.slice(subject.span.start, subject.span.end) };
  }
}

/**
 * Renames what stands at an offset in all drafts: a provision gets another number, and so do those that follow it and every
 * reference to them; a defined term is changed at its definition and at every use; a document's name wherever it is named.
 * @param confirmsEdits whether the editor asks before it applies edits that are marked so
 */
export function renameAt(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
  newName: string,
  confirmsEdits: boolean,
): WorkspaceEdit {
  const subject = findRenamable(project, document, offset);
  const name = newName.trim();
  if (name === '' || /[\r\n|]/.test(name)) throw new RenameRefused('A name is one line of words.');
  switch (subject.kind) {
    case 'provisions':
      return renumberFrom(project, subject.holder, subject.provisions[0] as Provision, name, confirmsEdits);
    case 'term':
      return renameTerm(project, subject.holder, subject.definition, name, confirmsEdits);
    case 'document':
      return renameDocument(
        project,
        subject.document,
        document.draft.text.slice(subject.span.start, subject.span.end),
        name,
        confirmsEdits,
      );
  }
}

function findRenamable(project: OpenProject, document: WorkspaceDocument, offset: number): Subject {
  const subject = findSubjectAt(project, document, offset);
  if (!subject)
    throw new RenameRefused('Only the number of a provision, a defined term or the name of a document can be renamed.');
  if (subject.kind === 'document') return subject;
  if (subject.holder.isBaseline) throw new RenameRefused('A version in force is not changed.');
  if (subject.kind === 'term') return subject;
  const [provision, second] = subject.provisions;
  if (!provision) throw new RenameRefused('What is cited here does not exist.');
  if (second) throw new RenameRefused('Several provisions are cited here: put the cursor on one number.');
  if (!hasCountedNumber(subject.holder.draft, provision))
    throw new RenameRefused(`${provision.label || 'A heading without a number'} has no number that counts.`);
  return subject;
}

function renumberFrom(
  project: OpenProject,
  holder: WorkspaceDocument,
  provision: Provision,
  name: string,
  confirmsEdits: boolean,
): WorkspaceEdit {
  const numbers = shiftNumbers(holder.draft, provision, name);
  if (typeof numbers === 'string') throw new RenameRefused(numbers);
  const edits = findRenumberingEdits(project, holder, numbers);
  if (typeof edits === 'string') throw new RenameRefused(edits);
  return toRenumberingEdit(holder, edits, confirmsEdits);
}

/** A renumbering as the editor applies it: what is certain at once, references in other documents and doubtful ones once looked at. */
export function toRenumberingEdit(
  holder: WorkspaceDocument,
  edits: readonly RenumberingEdit[],
  confirmsEdits: boolean,
): WorkspaceEdit {
  const collected = new AnnotatedEdits(confirmsEdits);
  for (const { document, span, text, what } of edits) {
    if (what === 'ambiguous') collected.add(document, span, text, AMBIGUOUS);
    else if (document !== holder) collected.add(document, span, text, OTHER_DOCUMENTS);
    else collected.add(document, span, text, what === 'number' ? NUMBERS : REFERENCES);
  }
  return collected.edit();
}

function renameTerm(
  project: OpenProject,
  holder: WorkspaceDocument,
  definition: Provision,
  name: string,
  confirmsEdits: boolean,
): WorkspaceEdit {
  const old = definition.number as string;
  const terms = DefinedTerms.of(holder.draft);
  const taken = terms.definitionOf(name);
  if (taken && taken !== definition) throw new RenameRefused(`“${name}” is defined already.`);
  const collected = new AnnotatedEdits(confirmsEdits);
  for (const { document, span, isDeclaration } of findPlacesOfTerm(
    project,
    holder,
    definition,
    project.workspace.checkedDocuments(),
  )) {
    const written = document.draft.text.slice(span.start, span.end);
    const text = isDeclaration ? written.replace(old, () => name) : name;
    collected.add(document, span, text, document !== holder ? OTHER_DOCUMENTS : isDeclaration ? DEFINITION : USES);
  }
  return collected.edit();
}

function renameDocument(
  project: OpenProject,
  named: CitableDocument,
  old: string,
  name: string,
  confirmsEdits: boolean,
): WorkspaceEdit {
  const { workspace } = project;
  const collected = new AnnotatedEdits(confirmsEdits);
  for (const other of workspace.checkedDocuments()) {
    const { names } = workspace.resolutionContextOf(other);
    const taken = names
      .all(name)
      .find((match) => match.document !== named && match.start === 0 && match.end === name.length);
    if (taken) throw new RenameRefused(`“${name}” is the name of another document.`);
    other.draft.blocks.forEach((_, block) => {
      for (const each of findNamedDocuments(project, other, block)) {
        if (each.document !== named || each.name !== old) continue;
        collected.add(other, each.span, name, other.uri === named.uri ? USES : OTHER_DOCUMENTS);
      }
    });
    const own = other.draft.frontMatter;
    for (const field of ['document', 'title'] as const) {
      const place = own.places.get(field);
      if (other.uri === named.uri && place && own[field] === old)
        collected.add(other, { start: place.end - old.length, end: place.end }, name, DEFINITION);
    }
  }
  const { projectFile } = workspace;
  if (projectFile)
    for (const span of placesOfName(projectFile.text, old))
      collected.addProject(workspace.projectUri, projectFile, span, name);
  return collected.edit();
}

interface Annotation extends ChangeAnnotation {
  readonly id: string;
}

const NUMBERS: Annotation = { id: 'numbers', label: 'Numbers of provisions' };
const REFERENCES: Annotation = { id: 'references', label: 'References in the same document' };
const OTHER_DOCUMENTS: Annotation = { id: 'others', label: 'Other documents', needsConfirmation: true };
const AMBIGUOUS: Annotation = {
  id: 'ambiguous',
  label: 'References to a number that two provisions bear',
  description: 'Look which of them is meant',
  needsConfirmation: true,
};
const DEFINITION: Annotation = { id: 'definition', label: 'The name itself' };
const USES: Annotation = { id: 'uses', label: 'Uses in the same document' };

/** Edits gathered by document, annotated where the editor can ask about them. */
class AnnotatedEdits {
  private readonly byUri = new Map<string, AnnotatedTextEdit[]>();
  private readonly used = new Map<string, Annotation>();

  constructor(private readonly confirmsEdits: boolean) {}

  add({ uri, draft }: WorkspaceDocument, span: Span, text: string, annotation: Annotation): void {
    this.put(uri, draft.rangeOf(span), text, annotation);
  }

  addProject(uri: string, { lines }: ProjectFile, span: Span, text: string): void {
    this.put(uri, lines.rangeOf(span), text, OTHER_DOCUMENTS);
  }

  edit(): WorkspaceEdit {
    if (!this.confirmsEdits) {
      return {
        changes: Object.fromEntries(
          [...this.byUri].map(([uri, edits]) => [uri, edits.map(({ range, newText }) => ({ range, newText }))]),
        ),
      };
    }
    return {
      documentChanges: [...this.byUri].map(([uri, edits]) => ({ textDocument: { uri, version: null }, edits })),
      changeAnnotations: Object.fromEntries([...this.used].map(([id, { id: _, ...annotation }]) => [id, annotation])),
    };
  }

  private put(uri: string, range: Range, newText: string, annotation: Annotation): void {
    this.used.set(annotation.id, annotation);
    const edits = this.byUri.get(uri) ?? [];
    edits.push({ range, newText, annotationId: annotation.id });
    this.byUri.set(uri, edits);
  }
}
