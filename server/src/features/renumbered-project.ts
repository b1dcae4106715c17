import type { Resolution } from '../analysis/resolve.js';
import type { ProvisionKind } from '../model/provision.js';
import type { TextEdit } from '../model/text.js';
import { Checker } from '../rules/check.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Workspace } from '../workspace/workspace.js';
import { Citations } from './citations.js';
import { closeNumberGaps } from './closing-gaps.js';
import { KnownChanges } from './known-changes.js';
import { findRenumberingEdits, type NewNumbers, type RenumberingEdit } from './renumbering.js';

/** What renumbering a document changes: the edits, and the whole new texts of the documents that they are to. */
export interface Renumbered {
  readonly edits: readonly RenumberingEdit[];
  readonly texts: ReadonlyMap<WorkspaceDocument, string>;
}

/**
 * Closes the gaps in the numbers of a document, with every reference in all documents of its workspace.
 * @param again loads the same workspace with other texts, so that the result can be held against it
 * @returns the edits, or the reason why it cannot be done: nothing is renumbered where a reference would mean something else than before
 */
export async function closeGaps(
  workspace: Workspace,
  document: WorkspaceDocument,
  again: (texts: ReadonlyMap<string, string>) => Promise<Workspace>,
): Promise<Renumbered | string> {
  // The files of the attachments are numbered by the project file.
  const kept: ReadonlySet<ProvisionKind> = new Set(workspace.projectFile?.attachments.length ? ['attachment'] : []);
  const numbers = closeNumberGaps(document.draft, kept);
  if (typeof numbers === 'string') return numbers;
  const { responseTemplate } = workspace;
  const question = [...numbers].find(([{ kind, number: old }, number]) => kind === 'question' && number !== old)?.[0];
  if (responseTemplate && question)
    return `${question.label} would get another number, which ${workspace.pathOf(responseTemplate.uri)} does not follow: close the questions’ gap by hand in both`;
  const checker = new Checker(workspace);
  const project = { workspace, checker, citations: new Citations(workspace, checker), changes: new KnownChanges() };
  const edits = findRenumberingEdits(project, document, numbers);
  if (typeof edits === 'string') return edits;
  const texts = applyRenumbering(edits);
  const after = await again(new Map([...texts].map(([{ uri }, text]) => [uri, text])));
  return findChangedMeaning(checker, workspace, document, numbers, after) ?? { edits, texts };
}

function applyRenumbering(edits: readonly RenumberingEdit[]): Map<WorkspaceDocument, string> {
  const texts = new Map<WorkspaceDocument, string>();
  for (const document of new Set(edits.map((edit) => edit.document))) {
    const own: TextEdit[] = edits
      .filter((edit) => edit.document === document)
      .map(({ span, text }) => ({ ...span, text }))
      .sort((a, b) => b.start - a.start);
    let { text } = document.draft;
    for (const edit of own) text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
    texts.set(document, text);
  }
  return texts;
}

/** What would mean something else than before, in words; null where all provisions have their new numbers and all references still lead to them. */
function findChangedMeaning(
  before: Checker,
  workspace: Workspace,
  renumbered: WorkspaceDocument,
  numbers: NewNumbers,
  after: Workspace,
): string | null {
  const checker = new Checker(after);
  const place = ({ uri, draft }: WorkspaceDocument, offset: number) =>
    `${workspace.pathOf(uri)}:${draft.positionAt(offset).line + 1}`;
  for (const document of workspace.checkedDocuments()) {
    const other = after.documents.get(document.uri);
    const { draft } = document;
    if (
      !other ||
      other.draft.provisions.length !== draft.provisions.length ||
      other.draft.blocks.length !== draft.blocks.length
    )
      return `${workspace.pathOf(document.uri)} would be read in another way`;
    for (const provision of document === renumbered ? draft.provisions : []) {
      const now = other.draft.provisions[provision.index];
      if (now?.number !== (numbers.get(provision) ?? provision.number))
        return `${place(document, draft.startOf(provision.block))}: ${provision.label} would be read as ${now?.label}`;
    }
    const resolved = before.resolutionsOf(document);
    const resolvedNow = checker.resolutionsOf(other);
    for (let block = 0; block < draft.blocks.length; block++) {
      const now = resolvedNow(block);
      const changed = resolved(block).find((resolution, i) => describeTargets(resolution) !== describeTargets(now[i]));
      if (changed || resolved(block).length !== now.length) {
        const { start } = draft.inText(block, changed?.found.reference.span ?? { start: 0, end: 0 });
        const words = changed ? quoteReference(document, block, changed) : 'a reference';
        return `${place(document, start)}: “${words}” would come to mean another provision than now: mend it first`;
      }
    }
  }
  return null;
}

/** Where a reference leads, whatever the numbers are: which provisions of which document. */
function describeTargets(resolution: Resolution | undefined): string | null {
  if (!resolution) return null;
  const { document, targets } = resolution;
  return JSON.stringify([
    document?.uri,
    targets.map(({ state, provisions, range }) => [
      state,
      provisions.map(({ index }) => index),
      range && [range.from?.index, range.to?.index],
    ]),
  ]);
}

function quoteReference({ draft }: WorkspaceDocument, block: number, { found }: Resolution): string {
  const { start, end } = draft.inText(block, found.reference.span);
  return draft.text.slice(start, end).replace(/\s+/g, ' ');
}
