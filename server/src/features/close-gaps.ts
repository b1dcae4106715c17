import type { Resolution } from '../analysis/references/resolution.js';
import type { ProvisionKind } from '../model/provision.js';
import type { TextEdit } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Workspace } from '../workspace/workspace.js';
import { closeNumberGaps } from './closing-gaps.js';
import type { NewNumbers } from './new-numbers.js';
import { createOpenProject, type OpenProject } from './open-project.js';
import { findRenumberingEdits, type RenumberingEdit } from './renumbering-edits.js';

/**
 * What renumbering a document changes: the edits, and the whole new texts of the edited documents.
 */
export interface RenumberedProject {
  readonly edits: readonly RenumberingEdit[];
  readonly texts: ReadonlyMap<WorkspaceDocument, string>;
}

/**
 * Closes the gaps in the numbers of a document, and follows them in every reference of its
 * workspace.
 * @param reload loads the same workspace with other texts, by URI, so that the result can be
 * checked
 * @returns the edits, or the reason why it cannot be done. Nothing is renumbered where a reference
 * would come to mean another provision.
 */
export async function closeGaps(
  workspace: Workspace,
  document: WorkspaceDocument,
  reload: (texts: ReadonlyMap<string, string>) => Promise<Workspace>,
): Promise<RenumberedProject | string> {
  // The project file says how the attachments are numbered.
  const kept: ReadonlySet<ProvisionKind> = new Set(workspace.projectFile?.attachments.length ? ['attachment'] : []);
  const numbers = closeNumberGaps(document.draft, kept);
  if (typeof numbers === 'string') return numbers;
  const { responseTemplate } = workspace;
  const [question] = [...numbers].find(([{ kind, number }, next]) => kind === 'question' && number !== next) ?? [];
  if (responseTemplate && question)
    return `${question.label} would get another number, but ${workspace.pathOf(responseTemplate.uri)} would keep it: close the gap by hand in both`;
  const before = createOpenProject(workspace);
  const edits = findRenumberingEdits(before, document, numbers);
  if (typeof edits === 'string') return edits;
  const texts = applyRenumbering(edits);
  const after = await reload(new Map([...texts].map(([{ uri }, text]) => [uri, text])));
  return findChangedMeaning({ before, after: createOpenProject(after), document, numbers }) ?? { edits, texts };
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

interface Renumbering {
  readonly before: OpenProject;
  /** The same project, read again with the new texts. */
  readonly after: OpenProject;
  readonly document: WorkspaceDocument;
  readonly numbers: NewNumbers;
}

/**
 * What would mean something else than before, as a message; null where all provisions have their
 * new numbers and all references still lead to the same provisions.
 */
function findChangedMeaning({ before, after, document: renumbered, numbers }: Renumbering): string | null {
  const { workspace } = before;
  const placeOf = ({ uri, draft }: WorkspaceDocument, offset: number) =>
    `${workspace.pathOf(uri)}:${draft.positionAt(offset).line + 1}`;
  for (const document of workspace.listCheckedDocuments()) {
    const { draft } = document;
    const reread = after.workspace.documents.get(document.uri);
    if (
      reread?.draft.provisions.length !== draft.provisions.length ||
      reread.draft.blocks.length !== draft.blocks.length
    )
      return `${workspace.pathOf(document.uri)} would be read in another way`;
    for (const provision of document === renumbered ? draft.provisions : []) {
      const newProvision = reread.draft.provisions[provision.index];
      if (newProvision?.number !== (numbers.get(provision) ?? provision.number)) {
        const place = placeOf(document, draft.startOf(provision.block));
        return `${place}: ${provision.label} would be read as ${newProvision?.label}`;
      }
    }
    const resolutionsOf = before.checker.resolutionsOf(document);
    const newResolutionsOf = after.checker.resolutionsOf(reread);
    for (let block = 0; block < draft.blocks.length; block++) {
      const resolutions = resolutionsOf(block);
      const newResolutions = newResolutionsOf(block);
      const changed = resolutions.find((each, i) => describeTargets(each) !== describeTargets(newResolutions[i]));
      if (!changed && resolutions.length === newResolutions.length) continue;
      const { start } = draft.inText(block, changed?.found.reference.span ?? { start: 0, end: 0 });
      const words = changed ? quoteReference(document, block, changed) : 'a reference';
      return `${placeOf(document, start)}: “${words}” would come to mean another provision: change it first`;
    }
  }
  return null;
}

/**
 * Which provisions of which document a reference leads to, by their places: the numbers do not
 * count.
 */
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
