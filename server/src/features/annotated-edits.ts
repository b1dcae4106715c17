import type { AnnotatedTextEdit, ChangeAnnotation, Range, WorkspaceEdit } from 'vscode-languageserver-types';
import { getOrCreate } from '../model/memo.js';
import type { Span } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { ProjectFile } from '../workspace/project-file.js';
import type { RenumberingEdit } from './renumbering-edits.js';

interface Annotation extends ChangeAnnotation {
  readonly id: string;
}

const NUMBERS: Annotation = { id: 'numbers', label: 'Numbers of provisions' };
const REFERENCES: Annotation = { id: 'references', label: 'References in the same document' };
export const OTHER_DOCUMENTS: Annotation = { id: 'others', label: 'Other documents' };
const AMBIGUOUS: Annotation = {
  id: 'ambiguous',
  label: 'References to a number that two provisions have',
  description: 'Check which one is meant',
  needsConfirmation: true,
};
export const DOUBTFUL_USES: Annotation = {
  id: 'doubtful',
  label: 'Words that may mean something else',
  description: 'Check whether the term is meant',
  needsConfirmation: true,
};
export const DEFINITION: Annotation = { id: 'definition', label: 'The name itself' };
export const USES: Annotation = { id: 'uses', label: 'Uses in the same document' };

/**
 * Edits gathered by document, each with a label under which the editor can show it and ask about
 * it.
 */
export class AnnotatedEdits {
  private readonly byUri = new Map<string, AnnotatedTextEdit[]>();
  private readonly used = new Map<string, Annotation>();

  /**
   * @param confirmsEdits whether the editor asks before it applies edits that are marked so;
   * otherwise edits have no labels
   */
  constructor(private readonly confirmsEdits: boolean) {}

  addToDraft({ uri, draft }: WorkspaceDocument, span: Span, text: string, annotation: Annotation): void {
    this.append(uri, draft.rangeOf(span), text, annotation);
  }

  addToProjectFile(uri: string, { lines }: ProjectFile, span: Span, text: string): void {
    this.append(uri, lines.rangeOf(span), text, OTHER_DOCUMENTS);
  }

  finish(): WorkspaceEdit {
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

  private append(uri: string, range: Range, newText: string, annotation: Annotation): void {
    this.used.set(annotation.id, annotation);
    getOrCreate(this.byUri, uri, () => []).push({ range, newText, annotationId: annotation.id });
  }
}

/**
 * A renumbering as an edit. References that may mean one of two provisions are marked to be
 * confirmed; all others are certain.
 */
export function toRenumberingEdit(
  holder: WorkspaceDocument,
  edits: readonly RenumberingEdit[],
  confirmsEdits: boolean,
): WorkspaceEdit {
  const gathered = new AnnotatedEdits(confirmsEdits);
  for (const { document, span, text, what } of edits) {
    if (what === 'ambiguous') gathered.addToDraft(document, span, text, AMBIGUOUS);
    else if (document !== holder) gathered.addToDraft(document, span, text, OTHER_DOCUMENTS);
    else gathered.addToDraft(document, span, text, what === 'number' ? NUMBERS : REFERENCES);
  }
  return gathered.finish();
}
