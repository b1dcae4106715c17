import type { Resolution, TargetResolution } from '../analysis/references/resolution.js';
import { resolveBlock } from '../analysis/references/resolve-block.js';
import { readBlockFacts } from '../model/facts.js';
import { getOrCreate } from '../model/memo.js';
import type { TextEdit } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { NewNumbers } from './new-numbers.js';
import type { OpenProject } from './open-project.js';
import { findRenumberingEdits, type RenumberingEdit } from './renumbering-edits.js';

/**
 * What renumbering a document changes: the edits, and the whole new texts of the edited documents.
 */
export interface RenumberedProject {
  readonly edits: readonly RenumberingEdit[];
  readonly texts: ReadonlyMap<WorkspaceDocument, string>;
}

/** New numbers of provisions, and what is to be done about numbers that two provisions have. */
export interface RenumberingWish {
  /** The document whose provisions get new numbers. */
  readonly document: WorkspaceDocument;
  readonly numbers: NewNumbers;
  /** Whether the user is asked which provision a number that two of them have is to mean. */
  readonly asksAboutAmbiguous: boolean;
}

/**
 * Gives provisions new numbers, in every reference of the workspace too. Whatever renumbers asks
 * here: nothing is renumbered where a reference would come to mean another provision, or where a
 * number would not be read as one.
 * @returns the edits, or the reason why it cannot be done, with its place
 */
export function renumberWithReferences(project: OpenProject, wish: RenumberingWish): RenumberedProject | string {
  const { workspace } = project;
  const { document, numbers } = wish;
  const { responseTemplate } = workspace;
  const [question] = [...numbers].find(([{ kind, number }, next]) => kind === 'question' && number !== next) ?? [];
  if (responseTemplate && question)
    return `${question.label} would get another number, but ${workspace.pathOf(responseTemplate.uri)} would keep it: change it by hand in both`;
  const edits = findRenumberingEdits(project, document, numbers);
  if (typeof edits === 'string') return edits;
  const texts = edits.length === 0 ? new Map<WorkspaceDocument, string>() : applyRenumbering(edits);
  return (edits.length === 0 ? null : findChangedMeaning(project, wish, texts)) ?? { edits, texts };
}

function applyRenumbering(edits: readonly RenumberingEdit[]): Map<WorkspaceDocument, string> {
  const byDocument = new Map<WorkspaceDocument, TextEdit[]>();
  for (const { document, span, text } of edits) getOrCreate(byDocument, document, () => []).push({ ...span, text });
  const texts = new Map<WorkspaceDocument, string>();
  for (const [document, own] of byDocument) {
    const { text } = document.draft;
    const pieces: string[] = [];
    let done = 0;
    for (const edit of own.sort((a, b) => a.start - b.start)) {
      pieces.push(text.slice(done, edit.start), edit.text);
      done = edit.end;
    }
    texts.set(document, pieces.join('') + text.slice(done));
  }
  return texts;
}

/**
 * What would mean something else than before, as a message; null where all provisions have their
 * new numbers and all references still lead to the same provisions.
 */
function findChangedMeaning(
  { workspace, checker }: OpenProject,
  { document: renumbered, numbers, asksAboutAmbiguous }: RenumberingWish,
  texts: ReadonlyMap<WorkspaceDocument, string>,
): string | null {
  const after = workspace.copyWith(new Map([...texts].map(([{ uri }, text]) => [uri, text])));
  const placeOf = ({ uri, draft }: WorkspaceDocument, offset: number) =>
    `${workspace.pathOf(uri)}:${draft.positionAt(offset).line + 1}`;
  for (const document of workspace.listCheckedDocuments()) {
    const { draft } = document;
    const reread = after.documents.get(document.uri);
    if (
      reread?.draft.provisions.length !== draft.provisions.length ||
      reread.draft.blocks.length !== draft.blocks.length
    )
      return `${workspace.pathOf(document.uri)} would be read in another way: choose other numbers`;
    for (const provision of document === renumbered ? draft.provisions : []) {
      const newProvision = reread.draft.provisions[provision.index];
      const number = numbers.get(provision) ?? provision.number;
      if (newProvision?.number !== number) {
        const place = placeOf(document, draft.startOf(provision.block));
        return `${place}: “${number}” would not be read as the number of ${provision.label}: choose another`;
      }
    }
    const resolutionsOf = checker.resolutionsOf(document);
    const context = after.resolutionContextOf(reread);
    for (let block = 0; block < draft.blocks.length; block++) {
      const resolutions = resolutionsOf(block);
      if (resolutions.length === 0 && readBlockFacts(reread.draft.block(block)).references.length === 0) continue;
      // Not by a checker: what it keeps of blocks is for the texts as they are.
      const newResolutions = resolveBlock(block, context);
      const changed = resolutions.find((each, i) => !leadsToSame(each, newResolutions[i], asksAboutAmbiguous));
      if (!changed && resolutions.length === newResolutions.length) continue;
      const { start } = draft.inText(block, changed?.found.reference.span ?? { start: 0, end: 0 });
      const words = changed ? quoteReference(document, block, changed) : 'a reference';
      return `${placeOf(document, start)}: “${words}” would come to mean another provision: change it first`;
    }
  }
  return null;
}

/**
 * Whether a reference leads to the same provisions, by their places in their documents: the numbers
 * do not count.
 * @param asksAboutAmbiguous whether one of two provisions may be chosen
 */
function leadsToSame(before: Resolution, after: Resolution | undefined, asksAboutAmbiguous: boolean): boolean {
  if (!after || before.document?.uri !== after.document?.uri || before.targets.length !== after.targets.length)
    return false;
  return before.targets.every((target, i) => {
    const other = after.targets[i];
    if (!other) return false;
    if (asksAboutAmbiguous && target.state === 'ambiguous' && other.provisions.length > 0) {
      const known = new Set(target.provisions.map(({ index }) => index));
      return other.provisions.every(({ index }) => known.has(index));
    }
    return describePlaces(target) === describePlaces(other);
  });
}

function describePlaces({ state, provisions, range }: TargetResolution): string {
  const places = provisions.map(({ index }) => index);
  return JSON.stringify([state, places, range && [range.from?.index, range.to?.index]]);
}

function quoteReference({ draft }: WorkspaceDocument, block: number, { found }: Resolution): string {
  const { start, end } = draft.inText(block, found.reference.span);
  return draft.text.slice(start, end).replace(/\s+/g, ' ');
}

/** A reason as a sentence with its full stop, for a message. */
export function endSentence(reason: string): string {
  return reason.endsWith('.') ? reason : `${reason}.`;
}
