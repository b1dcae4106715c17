import type { Resolution, ResolutionContext, TargetResolution } from '../analysis/references/resolution.js';
import { resolveBlock } from '../analysis/references/resolve-block.js';
import { getOrCreate } from '../model/memo.js';
import type { Provision } from '../model/provision.js';
import { holdsSameItems } from '../model/same-items.js';
import type { TextEdit } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { isOwnLabel } from './citation-index.js';
import { findOwnLabel } from './clause-extent.js';
import type { NewNumbers } from './new-numbers.js';
import type { OpenProject } from './open-project.js';
import { findRenumberingEdits, type RenumberingEdit } from './renumbering-edits.js';
import { type Rearrangement, RewrittenText } from './rewritten-text.js';

/**
 * What renumbering a document changes: the edits, and the whole new texts of the edited documents.
 */
export interface RenumberedProject {
  readonly edits: readonly RenumberingEdit[];
  readonly texts: ReadonlyMap<WorkspaceDocument, RewrittenText>;
}

/** New numbers of provisions, and what is to be done about numbers that two provisions have. */
export interface RenumberingWish {
  /** The document whose provisions get new numbers. */
  readonly document: WorkspaceDocument;
  readonly numbers: NewNumbers;
  /** Whether the user is asked which provision a number that two of them have is to mean. */
  readonly asksAboutAmbiguous: boolean;
  /** Where provisions of the document also come to stand elsewhere, or come and go. */
  readonly rearrangement?: Rearrangement;
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
  const texts = rewriteTexts(edits, wish);
  return (texts.size === 0 ? null : findChangedMeaning(project, wish, texts)) ?? { edits, texts };
}

function rewriteTexts(
  edits: readonly RenumberingEdit[],
  { document: renumbered, rearrangement }: RenumberingWish,
): Map<WorkspaceDocument, RewrittenText> {
  const byDocument = new Map<WorkspaceDocument, TextEdit[]>(rearrangement ? [[renumbered, []]] : []);
  for (const { document, span, text } of edits) getOrCreate(byDocument, document, () => []).push({ ...span, text });
  return new Map(
    [...byDocument].map(([document, own]) => {
      const order = document === renumbered ? (rearrangement ?? null) : null;
      return [document, new RewrittenText(document.draft.text, own, order)];
    }),
  );
}

/**
 * What would mean something else than before, as a message; null where all provisions have their
 * new numbers and all references still lead to the same provisions.
 */
function findChangedMeaning(
  { workspace, checker }: OpenProject,
  { document: renumbered, numbers, asksAboutAmbiguous, rearrangement }: RenumberingWish,
  texts: ReadonlyMap<WorkspaceDocument, RewrittenText>,
): string | null {
  const after = workspace.copyWith(new Map([...texts].map(([{ uri }, { text }]) => [uri, text])));
  const placeOf = ({ uri, draft }: WorkspaceDocument, offset: number) =>
    `${workspace.pathOf(uri)}:${draft.positionAt(offset).line + 1}`;
  const reread = after.documents.get(renumbered.uri);
  const heirs = reread ? findHeirs(renumbered, reread, texts.get(renumbered)) : [];
  const followed = new Map([...numbers].map(([{ number: old }, next]) => [old, next]));
  const inherited = new Set(heirs.map((heir) => heir?.index));
  for (const provision of renumbered.draft.provisions) {
    const number = numbers.get(provision) ?? provision.number;
    const heir = heirs[provision.index];
    // What is gone has no number; whatever cites it is found below.
    if (!reread || heir === null || heir?.number === number) continue;
    // A row that is called by the number of a clause follows it.
    const rowNumber = provision.kind === 'row' ? provision.number : null;
    if (rowNumber !== null && heir?.number === rowNumber.replace(/[\w.]+/g, (each) => followed.get(each) ?? each))
      continue;
    const place = placeOf(renumbered, renumbered.draft.startOf(provision.block));
    return `${place}: “${number}” would not be read as the number of ${provision.label}: choose another`;
  }
  if (reread && rearrangement?.newNumber && !isNewNumberRead(reread, rearrangement.newNumber, texts.get(renumbered)))
    return `“${rearrangement.newNumber}” would not be read as a number here: write it by hand`;
  const sameness: Sameness = {
    asksAboutAmbiguous,
    areOrdersChanged: rearrangement !== undefined,
    placeOf: (uri, { index }) => (uri === renumbered.uri ? (heirs[index]?.index ?? -1) : index),
    isNew: (uri, place) => uri === renumbered.uri && !inherited.has(place),
  };
  for (const document of workspace.listCheckedDocuments()) {
    const { draft } = document;
    const newDocument = after.documents.get(document.uri);
    const isRearranged = document === renumbered && rearrangement;
    const isReplacing = document === renumbered && rearrangement?.replacesWords === true;
    if (
      !newDocument ||
      (!isRearranged && newDocument.draft.provisions.length !== draft.provisions.length) ||
      (!isRearranged && newDocument.draft.blocks.length !== draft.blocks.length)
    )
      return `${workspace.pathOf(document.uri)} would be read in another way: choose other numbers`;
    const resolutionsOf = checker.resolutionsOf(document);
    const text = texts.get(document);
    const newOnes = resolveByPlace(newDocument, after.resolutionContextOf(newDocument));
    for (let block = 0; block < draft.blocks.length; block++)
      for (const each of resolutionsOf(block)) {
        const at = draft.startOf(block) + each.found.reference.keywordSpan.start;
        const place = text ? text.offsetOf(at) : at;
        const span = draft.inText(block, each.found.reference.span);
        const newOne = place === null ? undefined : newOnes.get(place)?.shift();
        if (place === null || (isReplacing && !text?.keepsWhole(span)) || leadsToSame(each, newOne, sameness)) continue;
        const { start } = span;
        const words = quoteReference(document, block, each);
        return `${placeOf(document, start)}: “${words}” would come to mean another provision: change it first`;
      }
    for (const [place, [more]] of isReplacing ? [] : newOnes) {
      if (!more || isLabel(newDocument, more, place)) continue;
      const words = quoteReference(newDocument, newDocument.draft.blockAt(place), more);
      return `${placeOf(newDocument, place)}: “${words}” would come to be a reference: change it first`;
    }
  }
  return null;
}

/**
 * By the index of each provision of a draft the one that stands in its place in the new text; null
 * where its label is gone, undefined where there is none.
 */
function findHeirs(
  { draft }: WorkspaceDocument,
  { draft: newDraft }: WorkspaceDocument,
  text: RewrittenText | undefined,
): (Provision | null | undefined)[] {
  const byPlace = new Map<number, Provision[]>();
  // The labels of two provisions can begin at one place: of a row, and of what begins in its first cell.
  for (const each of newDraft.provisions) getOrCreate(byPlace, findOwnLabel(newDraft, each).start, () => []).push(each);
  return draft.provisions.map((provision) => {
    const { start } = findOwnLabel(draft, provision);
    const place = text ? text.offsetOf(start) : start;
    return place === null ? null : byPlace.get(place)?.shift();
  });
}

function isNewNumberRead({ draft }: WorkspaceDocument, number: string, text: RewrittenText | undefined): boolean {
  const { start, end } = text?.newWords[0] ?? { start: 0, end: 0 };
  return draft.provisions.some((each) => {
    if (each.number !== number) return false;
    const label = findOwnLabel(draft, each);
    return label.start >= start && label.end <= end;
  });
}

/** Whether what seems to be a reference is the label of a new provision: "Section 3. …". */
function isLabel(document: WorkspaceDocument, { targets }: Resolution, place: number): boolean {
  const block = document.draft.blockAt(place);
  return targets.some((target) =>
    target.provisions.some((provision) => isOwnLabel(document, block, provision, target)),
  );
}

/** The references of a document, resolved, by the offset of their keywords. */
function resolveByPlace({ draft }: WorkspaceDocument, context: ResolutionContext): Map<number, Resolution[]> {
  const byPlace = new Map<number, Resolution[]>();
  for (let block = 0; block < draft.blocks.length; block++)
    // Not by a checker: what it keeps of blocks is for the texts as they are.
    for (const each of resolveBlock(block, context)) {
      const at = draft.startOf(block) + each.found.reference.keywordSpan.start;
      getOrCreate(byPlace, at, () => []).push(each);
    }
  return byPlace;
}

/** When two references count as leading to the same. */
interface Sameness {
  /** Whether one of two provisions may be chosen. */
  readonly asksAboutAmbiguous: boolean;
  /** Whether provisions stand in another order, so that a range may have others between its ends. */
  readonly areOrdersChanged: boolean;
  /** The place of a provision of the old texts in the new ones; −1 where it is gone. */
  placeOf(uri: string | null | undefined, provision: Provision): number;
  /** Whether nothing of the old texts stands at a place of the new ones. */
  isNew(uri: string | null | undefined, place: number): boolean;
}

/** Whether a reference leads to the same provisions: the numbers do not count. */
function leadsToSame(before: Resolution, after: Resolution | undefined, sameness: Sameness): boolean {
  const uri = before.document?.uri;
  if (!after || uri !== after.document?.uri || before.targets.length !== after.targets.length) return false;
  const placeBefore = (each: Provision) => sameness.placeOf(uri, each);
  return before.targets.every((target, i) => {
    const other = after.targets[i];
    if (!other) return false;
    if (sameness.asksAboutAmbiguous && target.state === 'ambiguous' && other.provisions.length > 0) {
      const known = new Set(target.provisions.map(placeBefore));
      return other.provisions.every(({ index }) => known.has(index));
    }
    if (sameness.areOrdersChanged && target.range && other.range) {
      const { from, to } = target.range;
      const isEndGone = [from, to].some((end) => end !== null && placeBefore(end) < 0);
      // What is new between the ends, or gone into another one there, is meant as well.
      const covered = target.provisions.map(placeBefore).filter((place) => place >= 0);
      const nowCovered = other.provisions.map(({ index }) => index).filter((place) => !sameness.isNew(uri, place));
      return !isEndGone && holdsSameItems(covered.sort(), nowCovered.sort());
    }
    return describePlaces(target, placeBefore) === describePlaces(other, ({ index }) => index);
  });
}

function describePlaces(
  { state, provisions, range }: TargetResolution,
  placeOf: (provision: Provision) => number,
): string {
  const ends = range && [range.from, range.to].map((end) => (end ? placeOf(end) : null));
  return JSON.stringify([state, provisions.map(placeOf), ends]);
}

function quoteReference({ draft }: WorkspaceDocument, block: number, { found }: Resolution): string {
  const { start, end } = draft.inText(block, found.reference.span);
  return draft.text.slice(start, end).replace(/\s+/g, ' ');
}

/** A reason as a sentence with its full stop, for a message. */
export function endSentence(reason: string): string {
  return reason.endsWith('.') ? reason : `${reason}.`;
}
