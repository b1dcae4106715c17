import { findOwnReferences } from '../analysis/references/own-references.js';
import type { Change, ChangeSide, Comparison } from '../compare/change.js';
import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';
import type { Span } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { endSentence, renumberWithReferences } from './guarded-renumbering.js';
import type { OpenProject } from './open-project.js';
import { rewriteNumber } from './renumbering-edits.js';
import type { TextPiece } from './rewritten-text.js';

/** Words of a draft to be replaced by those of the version in force. */
export interface RestoredWords {
  readonly span: Span;
  readonly text: string;
}

/**
 * Gives changed provisions of a draft the words that they have in the version in force. They keep
 * their places and numbers; a reference in the words gets the number that its provision has now.
 * @param wanted whether a change is to be taken back
 * @returns the edits in the order of the draft, or the reason why it cannot be done, as a sentence
 */
export function restoreWordsInForce(
  project: OpenProject,
  document: WorkspaceDocument,
  comparison: Comparison,
  wanted: (change: Change) => boolean,
): RestoredWords[] | string {
  if (comparison.new !== document.draft) return 'The draft has changed meanwhile. Try again.';
  const chosen = comparison.changes.filter(wanted);
  if (chosen.length === 0) return 'Nothing has changed here since the version in force.';
  const edits: RestoredWords[] = [];
  for (const change of chosen) {
    const own = restoreChange(comparison, change);
    if (typeof own === 'string') return endSentence(own);
    edits.push(...own);
  }
  edits.sort((a, b) => a.span.start - b.span.start);
  const [first] = edits;
  const last = edits[edits.length - 1];
  if (!first || !last) return 'Only the number or the place has changed here: move or renumber the provision instead.';
  const pieces: TextPiece[] = [];
  let done = first.span.start;
  for (const { span, text } of edits) {
    pieces.push({ start: done, end: span.start }, { words: text });
    done = span.end;
  }
  const region = { start: first.span.start, end: last.span.end };
  const rearrangement = { region, pieces, newNumber: null, replacesWords: true };
  const guarded = renumberWithReferences(project, {
    document,
    numbers: new Map(),
    asksAboutAmbiguous: false,
    rearrangement,
  });
  return typeof guarded === 'string' ? endSentence(guarded) : edits;
}

/** Where the words stand in a draft that a change speaks of; null where it has none. */
export function findChangedWords(draft: Draft, { new: side, edits }: Change): Span | null {
  const start = side && findRestoredStart(draft, side);
  if (start === null) return null;
  const length = edits.reduce((sum, { op, text }) => (op === 'delete' ? sum : sum + text.length), 0);
  return { start, end: start + length };
}

/** The edits that take one change back, or why they cannot be, as the end of a sentence. */
function restoreChange(comparison: Comparison, change: Change): RestoredWords[] | string {
  const { old, new: draft } = comparison;
  const { label } = change.new ?? change.old ?? { label: '' };
  const from = change.new && findRestoredStart(draft, change.new);
  const oldFrom = change.old && findRestoredStart(old, change.old);
  if (from === null) return `${label} was deleted: copy it from the version in force`;
  if (oldFrom === null) return `${label} is new: delete it instead`;
  const edits: RestoredWords[] = [];
  let at = from;
  let oldAt = oldFrom;
  for (const { op, class: kind, text } of change.edits) {
    const isOwn = kind !== 'consequential';
    if (op === 'delete') {
      if (isOwn) {
        const words = updateReferences(comparison, { start: oldAt, end: oldAt + text.length });
        if (words.gone) return `${label} cited ${words.gone.label}, which is no longer there`;
        edits.push({ span: { start: at, end: at }, text: words.text });
      }
      oldAt += text.length;
      continue;
    }
    if (draft.text.slice(at, at + text.length) !== text) return `the words of ${label} cannot be told apart`;
    if (op === 'insert' && isOwn) edits.push({ span: { start: at, end: at + text.length }, text: '' });
    if (op === 'equal') oldAt += text.length;
    at += text.length;
  }
  return joinAtOnePlace(edits);
}

/**
 * Where the source text begins that a change speaks of: of a provision, or of a paragraph that has no
 * number; null for what stands above the text.
 */
function findRestoredStart(draft: Draft, { provision, line }: ChangeSide): number | null {
  if (provision) return provision.row === null ? draft.startOf(provision.block) : draft.spanOf(provision).start;
  const block = draft.blockAt(draft.lines.offsetAt({ line, character: 0 }));
  return draft.block(block).kind === 'frontMatter' ? null : draft.startOf(block);
}

/** A stretch of the old text, each number in it as its provision has it now. */
function updateReferences(
  { old, map }: Comparison,
  { start, end }: Span,
): { readonly text: string; readonly gone: Provision | null } {
  let text = '';
  let done = start;
  for (let block = Math.max(0, old.blockAt(start)); block < old.blocks.length && old.startOf(block) < end; block++)
    for (const { span, provision } of findOwnReferences(old, block)) {
      const place = old.inText(block, span);
      if (place.start < done || place.end > end) continue;
      const heir = map.newOf(provision);
      if (!heir) return { text: '', gone: provision };
      const written = old.text.slice(place.start, place.end);
      const number = rewriteNumber(written, provision.number ?? '', heir.number ?? '') ?? written;
      text += old.text.slice(done, place.start) + number;
      done = place.end;
    }
  return { text: text + old.text.slice(done, end), gone: null };
}

/** Joins words that are taken out and put in at one place. */
function joinAtOnePlace(edits: readonly RestoredWords[]): RestoredWords[] {
  const joined: RestoredWords[] = [];
  for (const { span, text } of edits) {
    const last = joined[joined.length - 1];
    if (last?.span.end === span.start)
      joined[joined.length - 1] = { span: { start: last.span.start, end: span.end }, text: last.text + text };
    else joined.push({ span, text });
  }
  return joined;
}
