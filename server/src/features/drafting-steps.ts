import type { Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { ListMarkerStyle } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import type { Provision, ProvisionKind, TableRow } from '../model/provision.js';
import { formatMarker } from '../model/structure/markers.js';
import { getItemFacts } from '../model/structure/provision-node.js';
import { readTable } from '../model/table.js';
import { findLineEnding, LineMap, type Span, trimEndOf } from '../model/text.js';
import type { DraftingStep } from '../protocol.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import {
  endOfBlock,
  findClauseExtent,
  findSharedLabel,
  firstCommentAbove,
  lastOwnBlock,
  sharesLineOfParent,
} from './clause-extent.js';
import { cutWords } from './cut-words.js';
import {
  endSentence,
  type RenumberedProject,
  type RenumberingWish,
  renumberWithReferences,
} from './guarded-renumbering.js';
import {
  areInOneSequence,
  closeUpAfter,
  exchangeNumbers,
  hasCountedNumber,
  makeRoomAfter,
  moveChildrenTo,
  type NewNumbers,
  type RoomForNew,
} from './new-numbers.js';
import type { OpenProject } from './open-project.js';
import type { RenumberingEdit } from './renumbering-edits.js';
import { type Rearrangement, RewrittenText, type TextPiece } from './rewritten-text.js';

/** A step, before it is known what it does to references. */
interface Plan {
  readonly numbers: NewNumbers;
  readonly rearrangement: Rearrangement;
  /** Where the cursor stays, in the old text; null where it goes to the new words. */
  readonly cursor: number | null;
}

/** What a step changes. */
export interface DraftingResult {
  /** All but those in the stretch of the document that is put together anew. */
  readonly edits: readonly RenumberingEdit[];
  /** That stretch, in the old text of the document, and its new words. */
  readonly region: Span;
  readonly words: string;
  /** What the editor selects, in the new text of the document. */
  readonly selection: Span;
  /** The whole new texts. */
  readonly texts: ReadonlyMap<WorkspaceDocument, string>;
}

/** What stands for words that are to come. */
export const WORDS_TO_COME = '[●]';

/**
 * Works out a step for the provision at an offset of a draft: it, those after it, and every
 * reference in the workspace get the numbers that follow from it.
 * @returns what changes, or the reason why it cannot be done, as a sentence. Nothing is done where a
 * reference would come to mean another provision.
 */
export function takeDraftingStep(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
  step: DraftingStep,
): DraftingResult | string {
  if (document.isBaseline) return 'A version in force cannot be changed.';
  const plan = planStep(document.draft, offset, step);
  if (typeof plan === 'string') return endSentence(plan);
  const { numbers, rearrangement, cursor } = plan;
  const wish = { document, numbers, asksAboutAmbiguous: false, rearrangement };
  const done = isPlainTyping(step, plan) ? typeWords(wish) : renumberWithReferences(project, wish);
  if (typeof done === 'string') return endSentence(done);
  const text = done.texts.get(document);
  if (!text) return 'Nothing would change.';
  const { region } = rearrangement;
  const isInRegion = ({ document: edited, span }: RenumberingEdit) =>
    edited === document && span.start >= region.start && span.end <= region.end;
  return {
    edits: done.edits.filter((edit) => !isInRegion(edit)),
    region,
    words: text.text.slice(text.region.start, text.region.end),
    selection:
      cursor === null ? findWordsToCome(text.text, text.newWords[0] ?? null) : startingAt(findCursor(text, cursor)),
    texts: new Map([...done.texts].map(([edited, { text }]) => [edited, text])),
  };
}

/** Whether a step types only what the drafter would have typed: no number changes, nothing moves. */
function isPlainTyping(step: DraftingStep, { numbers }: Plan): boolean {
  return step === 'continue' && numbers.size === 0;
}

function typeWords({ document, rearrangement }: RenumberingWish): RenumberedProject {
  const text = new RewrittenText(document.draft.text, [], rearrangement ?? null);
  return { edits: [], texts: new Map([[document, text]]) };
}

/** What a step changes as an edit of the protocol, and what to select once it is made. */
export function toDraftingEdit(
  document: WorkspaceDocument,
  { edits, region, words, selection, texts }: DraftingResult,
): { edit: WorkspaceEdit; selection: Range } {
  const changes: Record<string, TextEdit[]> = {};
  const add = ({ uri, draft }: WorkspaceDocument, span: Span, newText: string) => {
    (changes[uri] ??= []).push({ range: draft.rangeOf(span), newText });
  };
  if (words !== document.draft.text.slice(region.start, region.end)) add(document, region, words);
  for (const { document: edited, span, text } of edits) add(edited, span, text);
  return { edit: { changes }, selection: LineMap.of(texts.get(document) ?? '').rangeOf(selection) };
}

function findWordsToCome(text: string, newWords: Span | null): Span {
  const { start, end } = newWords ?? { start: 0, end: 0 };
  const at = text.indexOf(WORDS_TO_COME, start);
  return at >= 0 && at < end ? { start: at, end: at + WORDS_TO_COME.length } : { start: end, end };
}

/** Where the cursor is in a new text: where it was, or before that where it was in a number that is another now. */
function findCursor(text: RewrittenText, old: number): number {
  for (let at = old; at > 0; at--) {
    const found = text.offsetOf(at);
    if (found !== null) return found;
  }
  return 0;
}

function startingAt(offset: number): Span {
  return { start: offset, end: offset };
}

function planStep(draft: Draft, offset: number, step: DraftingStep): Plan | string {
  const innermost = draft.provisionAt(offset);
  if (!innermost) return 'There is no provision here: put the cursor into one';
  const provision = findProvisionOfLabel(draft, innermost, offset);
  switch (step) {
    case 'moveUp':
    case 'moveDown':
      return planMove(draft, provision, offset, step);
    case 'insert':
      return planInsertion(draft, provision, offset);
    case 'split':
      return planSplit(draft, provision, offset);
    case 'merge':
      return planMerge(draft, provision);
    case 'continue':
      return planContinuation(draft, provision, offset);
    case 'indent':
      return planIndent(draft, provision);
    case 'outdent':
      return planOutdent(draft, provision);
    default:
      // A client may send what this server does not know.
      return 'There is no such step';
  }
}

/** Of several provisions that begin on one line the one whose label the cursor is in: regulation 3 in "3." of "3.—(1)". */
function findProvisionOfLabel(draft: Draft, innermost: Provision, offset: number): Provision {
  let provision = innermost;
  while (provision.parent && sharesLineOfParent(provision)) {
    const label = findSharedLabel(draft, provision);
    if (!label || offset >= label.start) break;
    provision = provision.parent;
  }
  return provision;
}

/** Puts a provision before or behind its neighbour on the same level. */
function planMove(draft: Draft, innermost: Provision, offset: number, step: 'moveUp' | 'moveDown'): Plan | string {
  const provision = findMoved(draft, innermost, step);
  const level = listLevel(draft, provision);
  const at = level.indexOf(provision);
  const [first, second] = step === 'moveUp' ? [level[at - 1], provision] : [provision, level[at + 1]];
  const around = provision.parent ? ` of ${provision.parent.label}` : '';
  if (!first) return `${provision.label} is the first${around}: it cannot move up`;
  if (!second) return `${provision.label} is the last${around}: it cannot move down`;
  const [one, other] = findExtentsToExchange(draft, first, second);
  if (!one || one.end > other.start)
    return `${first.label} and ${second.label} stand on one line: give each a line of its own`;
  const ends = findEndsToExchange(draft, first, second);
  const pieces: TextPiece[] = ends
    ? [
        { start: other.start, end: ends.second.start },
        ends.first,
        { start: one.end, end: other.start },
        { start: one.start, end: ends.first.start },
        ends.second,
      ]
    : [other, { start: one.end, end: other.start }, one];
  const numbers = exchangeNumbers(draft, first, second);
  const region = { start: one.start, end: other.end };
  const ownEnd = provision === first ? ends?.first : ends?.second;
  const cursor = ownEnd ? Math.min(offset, ownEnd.start - 1) : offset;
  return { numbers, rearrangement: { region, pieces, newNumber: null }, cursor };
}

/**
 * What is moved where a provision is to move: with it the heading without a number that stands above
 * it alone, as above a regulation. Where "(1)" on the line of regulation 3 cannot go up, that does.
 */
function findMoved(draft: Draft, provision: Provision, step: 'moveUp' | 'moveDown'): Provision {
  const { parent, number } = provision;
  if (!parent) return provision;
  const isTitled = parent.kind === 'heading' && number !== null && parent.children.length === 1;
  const isFirstOfLine =
    step === 'moveUp' && sharesLineOfParent(provision) && listLevel(draft, provision)[0] === provision;
  return isTitled || isFirstOfLine ? findMoved(draft, parent, step) : provision;
}

/**
 * What changes places when two neighbours do. The first may stand on the line of what they are part
 * of ("3.—(1)"), whose number stays there; null for it where that cannot be.
 */
function findExtentsToExchange(draft: Draft, first: Provision, second: Provision): [Span | null, Span] {
  const [one, other] = [findClauseExtent(draft, first), findClauseExtent(draft, second)];
  if (!sharesLineOfParent(first)) return [one, other];
  const [label, otherLabel] = [findSharedLabel(draft, first), draft.labelSpanOf(second)];
  if (!label) return [null, other];
  // What stands before the second label stays, and so must be no more than a sign of quotation.
  const before = draft.text.slice(Math.max(one.end, otherLabel.start - 1), otherLabel.start);
  const isApart = other.start === draft.startOf(second.block) && /^\s?$/.test(before);
  return [
    isApart && !/[*_]/.test(draft.text.charAt(label.start - 1)) ? { start: label.start, end: one.end } : null,
    { start: otherLabel.start, end: other.end },
  ];
}

/** The provisions on the level of one, in their order. Notes at the foot stand between them, and count only among themselves. */
function listLevel(draft: Draft, { parent, kind }: Provision): readonly Provision[] {
  return (parent?.children ?? draft.roots).filter((each) => (each.kind === 'footnote') === (kind === 'footnote'));
}

/** Why a provision cannot be taken from where it stands, as a sentence; null where it can. */
function whyNotMovable(provision: Provision): string | null {
  return sharesLineOfParent(provision)
    ? `${provision.label} stands on the line of ${provision.parent?.label}: give it a line of its own first`
    : null;
}

/** What ends an item of a list: "; and", ";" or a full stop. */
const ITEM_END = /(?:[;,]?[ \t]{1,2}(?:and\/or|and|or)|[;,.])$/;

/**
 * Where two items of a list end that are to change places; null where the ends stay with them. The
 * last ends the sentence, and the one before it says "and".
 */
function findEndsToExchange(draft: Draft, first: Provision, second: Provision): { first: Span; second: Span } | null {
  const endOf = (item: Provision): Span | null => {
    if (!getItemFacts(item) || item.children.length > 0) return null;
    const span = findClauseExtent(draft, item);
    const end = ITEM_END.exec(draft.text.slice(Math.max(span.start, span.end - 12), span.end));
    return end ? { start: span.end - end[0].length, end: span.end } : null;
  };
  const [one, other] = [endOf(first), endOf(second)];
  const wordsOf = ({ start, end }: Span) => draft.text.slice(start, end);
  return one && other && wordsOf(one) !== wordsOf(other) ? { first: one, second: other } : null;
}

/** Puts a new provision behind the one that the cursor is in; above the first of a section where the cursor is before that. */
function planInsertion(draft: Draft, innermost: Provision, offset: number): Plan | string {
  const block = draft.blockAt(offset);
  if (isCountedRow(draft, innermost)) return planNext(draft, innermost);
  if (readTable(draft.block(block))) return planRowWithoutNumber(draft, block, offset);
  let provision: Provision | null = innermost;
  while (provision && (NOT_INSERTED.has(provision.kind) || !hasCountedNumber(draft, provision)))
    provision = provision.parent;
  if (!provision) return 'No provision around the cursor has a number in a sequence';
  const first = provision.children.find((child) => child.block > block && hasCountedNumber(draft, child));
  const isUnderHeading = draft.block(provision.block).kind === 'heading' && block > provision.block;
  return isUnderHeading && first ? planFirst(draft, first) : planNext(draft, provision);
}

function isCountedRow(draft: Draft, provision: Provision): boolean {
  return provision.row !== null && !NOT_INSERTED.has(provision.kind) && hasCountedNumber(draft, provision);
}

function planNext(draft: Draft, provision: Provision): Plan | string {
  const next = writeNext(draft, provision, WORDS_TO_COME);
  if (typeof next === 'string') return next;
  const { numbers, number, words } = next;
  return planNewWords(findClauseExtent(draft, provision).end, words, { numbers, number });
}

/** A new provision before the first of a sequence, whose number it gets. */
function planFirst(draft: Draft, first: Provision): Plan | string {
  const room = moveOn(draft, first);
  if (typeof room === 'string') return room;
  const words = writeProvision(draft, first, writtenMarkerOf(first), WORDS_TO_COME);
  if (words === null) return numberNotTold(first);
  return planNewWords(endOfBlock(draft, firstCommentAbove(draft, first) - 1), words, room);
}

/** The numbers that move on for a new provision before the first of a sequence, which gets its number. */
function moveOn(draft: Draft, first: Provision): { numbers: NewNumbers; number: string } | string {
  const room = makeRoomAfter(draft, first);
  if (typeof room === 'string') return room;
  const { numbers } = room;
  moveChildrenTo(numbers, first.children, room.number);
  return { numbers: numbers.set(first, room.number), number: first.number ?? '' };
}

function planNewWords(
  at: number,
  words: string,
  { numbers, number }: { readonly numbers: NewNumbers; readonly number: string | null },
): Plan {
  return {
    numbers,
    rearrangement: { region: { start: at, end: at }, pieces: [{ words }], newNumber: number },
    cursor: null,
  };
}

/** A new row of a table below the one that the cursor is in, which bears no number; the first one where it is in the header. */
function planRowWithoutNumber(draft: Draft, block: number, offset: number): Plan | string {
  const { text } = draft.block(block);
  const table = readTable(draft.block(block));
  const start = draft.startOf(block);
  const row = table?.rows.findLast((each) => start + each.start <= offset);
  const model = row ?? table?.header;
  if (!model) return 'There is no row here';
  if (row) return planNewWords(start + row.end, writeRow(text, row, [WORDS_TO_COME]), UNNUMBERED);
  const at = start + (findLineEnds(text)[draft.block(block).kind === 'table' ? 1 : 0] ?? text.length);
  const first = draft.provisions.find((each) => each.block === block && each.row === 0);
  if (!first || !isCountedRow(draft, first))
    return planNewWords(at, writeRow(text, model, [WORDS_TO_COME]), UNNUMBERED);
  const room = moveOn(draft, first);
  if (typeof room === 'string') return room;
  const written = writeNewRow(draft, first, first.number ?? '', WORDS_TO_COME);
  return written === null ? numberNotTold(first) : planNewWords(at, written, room);
}

const UNNUMBERED = { numbers: new Map<Provision, string>(), number: null };

function findLineEnds(text: string): number[] {
  return Array.from(text.matchAll(/\r\n?|\n/g), ({ index }) => index);
}

/** A number alone does not make one of these. */
const NOT_INSERTED: ReadonlySet<ProvisionKind> = new Set(['table', 'figure', 'footnote', 'attachment', 'definition']);

/** Makes two of a provision: what stands behind the cursor becomes the next one. */
function planSplit(draft: Draft, provision: Provision, offset: number): Plan | string {
  const block = draft.blockAt(offset);
  if (provision.row !== null || draft.block(block).kind !== 'paragraph' || !hasCountedNumber(draft, provision))
    return `${provision.label} cannot be split: only numbered paragraphs can`;
  const start = draft.startOf(block);
  const from = block === provision.block ? bodyStartOf(draft, provision) : start + draft.block(block).prefix;
  const end = start + draft.block(block).text.length;
  const left = draft.text.slice(from, Math.max(from, offset));
  const right = draft.text.slice(offset, end);
  if (left.trim() === '' || right.trim() === '')
    return 'Put the cursor between the words that are to be two provisions';
  const next = writeNext(draft, provision, '');
  if (typeof next === 'string') return next;
  const marks = cutWords(draft.text.slice(start, offset).trimEnd(), right.trimStart());
  if (!marks) return 'The cursor is within a link, code, a comment or a tracked change: put it before or after that';
  const { numbers, number } = next;
  const words = marks.closing + next.words + marks.opening;
  moveChildrenTo(
    numbers,
    provision.children.filter((child) => child.block > block),
    number,
  );
  const region = {
    start: offset - (left.length - left.trimEnd().length),
    end: offset + (right.length - right.trimStart().length),
  };
  return { numbers, rearrangement: { region, pieces: [{ words }], newNumber: number }, cursor: null };
}

/** Joins a provision to the one before it. */
function planMerge(draft: Draft, provision: Provision): Plan | string {
  const level = listLevel(draft, provision);
  const before = level[level.indexOf(provision) - 1];
  if (!before || !areInOneSequence(draft, before, provision))
    return `There is no provision before ${provision.label} that it could be joined to`;
  if (provision.row !== null || draft.block(provision.block).kind !== 'paragraph')
    return `${provision.label} cannot be joined to ${before.label}: only numbered paragraphs can`;
  if (before.children.length > 0)
    return `${before.label} has paragraphs of its own: ${provision.label} cannot be joined to it`;
  const problem = whyNotMovable(provision);
  if (problem !== null) return problem;
  const last = lastOwnBlock(draft, before);
  if (!endsInItsWords(draft, before, last))
    return `${before.label} ends in a list, a table or a quotation: ${provision.label} cannot be joined to it`;
  const numbers = closeUpAfter(draft, provision);
  moveChildrenTo(numbers, provision.children, before.number ?? '');
  const body = bodyStartOf(draft, provision);
  const start = draft.startOf(provision.block);
  if (countsBold(draft.text.slice(start, body)) % 2 === 1)
    return `The number and the title of ${provision.label} are in bold together: write them apart first`;
  // Comments and notes between the two stay, out of the words: the comments above them, as they were.
  const end = endOfBlock(draft, last);
  const between = { start: draft.startOf(last + 1), end: start };
  const above = firstCommentAbove(draft, provision) <= last + 1 ? between : null;
  const words = { start: body, end: endOfBlock(draft, provision.block) };
  const behind = above ? null : { start: end, end: endOfBlock(draft, provision.block - 1) };
  const region = { start: above ? draft.startOf(before.block) : end, end: words.end };
  const pieces: TextPiece[] = [
    ...(above ? [above, { start: region.start, end }] : []),
    { words: ' ' },
    words,
    ...(behind ? [behind] : []),
  ];
  return { numbers, rearrangement: { region, pieces, newNumber: null }, cursor: body };
}

/** Whether the last block of a provision is a paragraph as the first is, so that words can follow in it. */
function endsInItsWords(draft: Draft, { block }: Provision, last: number): boolean {
  const { kind, containers } = draft.block(last);
  return kind === 'paragraph' && containers.length === draft.block(block).containers.length;
}

/** What stands behind a provision whose last word the cursor is behind: the next number. */
function planContinuation(draft: Draft, provision: Provision, offset: number): Plan | string {
  const block = draft.block(provision.block);
  const start = draft.startOf(provision.block);
  if (readTable(draft.block(draft.blockAt(offset)))) return planInsertion(draft, provision, offset);
  if (
    block.kind !== 'paragraph' ||
    draft.blockAt(offset) !== provision.block ||
    draft.text.slice(offset, start + block.text.length).trim() !== '' ||
    provision.children.length > 0 ||
    !hasCountedNumber(draft, provision)
  )
    return 'No number goes on from here';
  const body = bodyStartOf(draft, provision);
  const end = start + block.text.length;
  const written = draft.text.slice(body, end).trim();
  // A number that nothing was written behind is given up, as in Word.
  if (written === '')
    return {
      numbers: new Map(),
      rearrangement: {
        region: { start: start + prefixLengthOf(draft, provision), end },
        pieces: [{ words: '' }],
        newNumber: null,
      },
      cursor: null,
    };
  const region = { start: start + block.text.trimEnd().length, end };
  const first = written.endsWith(':') ? writeFirstItem(draft, provision) : null;
  if (first !== null)
    return { numbers: new Map(), rearrangement: { region, pieces: [{ words: first }], newNumber: null }, cursor: null };
  const next = writeNext(draft, provision, '');
  if (typeof next === 'string') return next;
  const { numbers, words } = next;
  return { numbers, rearrangement: { region, pieces: [{ words }], newNumber: null }, cursor: null };
}

/** How many characters stand before a provision's label: signs of quotation, marks of a list. */
function prefixLengthOf(draft: Draft, provision: Provision): number {
  const block = draft.block(provision.block);
  return block.marker === null ? block.prefix : 0;
}

/**
 * The first item of a list within a provision, in the form that its neighbours have; null where
 * there is none to go by.
 */
function writeFirstItem(draft: Draft, provision: Provision): string | null {
  const level = listLevel(draft, provision);
  const models = [
    ...level.slice(0, level.indexOf(provision)).reverse(),
    ...draft.provisions.filter(({ kind }) => kind === provision.kind),
  ];
  for (const { children, block } of models) {
    const model = children.find((child) => getItemFacts(child)?.value === 1 && child.block > block);
    const style = model && getItemFacts(model)?.style;
    if (model && style && getItemFacts(provision)?.style !== style)
      return writeProvision(draft, model, model.marker, '');
  }
  const next = getItemFacts(provision) === null ? '(a)' : getItemFacts(provision)?.style === 'alpha' ? '(i)' : null;
  return next && `${gapBefore(draft, provision.block)}${next} `;
}

/** Makes an item the last one within the item or the clause before it. */
function planIndent(draft: Draft, provision: Provision): Plan | string {
  const level = listLevel(draft, provision);
  const before = level[level.indexOf(provision) - 1];
  const problem = whyLevelStays(draft, provision);
  if (problem !== null) return problem;
  if (!before || !getItemFacts(before)) return `There is no item before ${provision.label} that it could be part of`;
  const last = before.children[before.children.length - 1];
  const room = last ? makeRoomAfter(draft, last) : null;
  if (typeof room === 'string') return room;
  const style = INNER_STYLES[getItemFacts(before)?.style ?? 'alpha'];
  const number = room?.number ?? `${before.number ?? ''}(${formatMarker(style, 1)})`;
  const numbers = closeUpAfter(draft, provision).set(provision, number);
  return { numbers, rearrangement: NOTHING_MOVED, cursor: bodyStartOf(draft, provision) };
}

/** Makes the last item within another one the next after that. */
function planOutdent(draft: Draft, provision: Provision): Plan | string {
  const { parent } = provision;
  const problem = whyLevelStays(draft, provision);
  if (problem !== null) return problem;
  if (!parent || !getItemFacts(parent)) return `${provision.label} is on the highest level of its list`;
  if (parent.children[parent.children.length - 1] !== provision)
    return `Others follow ${provision.label} in ${parent.label}: begin with the last of them`;
  const room = makeRoomAfter(draft, parent);
  if (typeof room === 'string') return room;
  return {
    numbers: room.numbers.set(provision, room.number),
    rearrangement: NOTHING_MOVED,
    cursor: bodyStartOf(draft, provision),
  };
}

/** Why an item stays on its level, as a sentence; null where it can change it. */
function whyLevelStays(draft: Draft, provision: Provision): string | null {
  if (!getItemFacts(provision) || draft.block(provision.block).containers.length > 0)
    return `${provision.label} has no level that can be changed here`;
  if (provision.children.length > 0) return `${provision.label} has paragraphs of its own: change their level first`;
  return whyNotMovable(provision);
}

const NOTHING_MOVED: Rearrangement = { region: { start: 0, end: 0 }, pieces: [], newNumber: null };

/** How the items within an item are counted in British drafting: (a)(i)(A)(1). */
const INNER_STYLES: Readonly<Record<ListMarkerStyle, ListMarkerStyle>> = {
  alpha: 'roman',
  roman: 'ALPHA',
  ALPHA: 'decimal',
  ROMAN: 'alpha',
  decimal: 'alpha',
};

/** Where the words of a provision begin, behind its label and what sets it off. */
function bodyStartOf(draft: Draft, provision: Provision): number {
  const { head, text } = draft.block(provision.block);
  const start = draft.startOf(provision.block);
  const shared = sharesLineOfParent(provision) ? findSharedLabel(draft, provision) : null;
  if (shared) return shared.end + (/^[*_]*\s*/.exec(text.slice(shared.end - start))?.[0].length ?? 0);
  const label = draft.labelSpanOf(provision).end;
  const body = 'body' in head ? start + head.body : label;
  const from = Math.max(label, body);
  const signs = /^[*_.):\s–—-]*/.exec(text.slice(from - start))?.[0].length ?? 0;
  const words = body > label ? body : from + signs;
  const before = text.slice(0, draft.labelSpanOf(provision).start - start);
  return label + lengthWithoutOpening(findOpenEmphasis(before), text.slice(label - start, words - start));
}

/** The signs of emphasis that are open at the end of a text: "**" of "**Section ". */
function findOpenEmphasis(text: string): string {
  const signs = text.match(/[*_]+/g) ?? [];
  return signs.length % 2 === 1 ? (signs.at(-1) ?? '') : '';
}

/**
 * How much of what stands behind a label sets it off: not the signs that begin the bold or the italics of the words.
 * @param open signs of emphasis that are open at the label
 */
function lengthWithoutOpening(open: string, signs: string): number {
  const first = /[*_]+/.exec(signs);
  if (!first) return signs.length;
  const closing = first[0].startsWith(open) ? open.length : 0;
  if (closing === 0) return open === '' ? first.index : signs.length;
  const rest = first.index + closing;
  const next = signs.slice(rest).search(/[*_]/);
  return next < 0 ? signs.length : rest + next;
}

function countsBold(text: string): number {
  return text.split('**').length - 1;
}

/**
 * The provision that comes right behind another one, with its number and the numbers that move on
 * for it; or why there can be none, as a sentence.
 * @param words what it says
 */
function writeNext(draft: Draft, provision: Provision, words: string): (RoomForNew & { words: string }) | string {
  const room = makeRoomAfter(draft, provision);
  if (typeof room === 'string') return room;
  const write = provision.row === null ? writeProvision : writeNewRow;
  const written = write(draft, provision, room.marker, words);
  return written === null ? numberNotTold(provision) : { ...room, words: written };
}

function numberNotTold({ label }: Provision): string {
  return `The number of ${label} cannot be told apart from the words around it`;
}

/** The number of a provision in the form of a label: "20.29", "(c)". */
function writtenMarkerOf(provision: Provision): string {
  return getItemFacts(provision) ? provision.marker : (provision.number ?? '');
}

/**
 * A new provision of the same form as another one, to stand behind it; null where the other's
 * number is not found in its label.
 */
function writeProvision(draft: Draft, like: Provision, marker: string, words: string): string | null {
  const block = draft.block(like.block);
  const start = sharesLineOfParent(like) ? findSharedLabel(draft, like)?.start : draft.startOf(like.block);
  if (start === undefined) return null;
  const label = draft.text.slice(start, bodyStartOf(draft, like));
  const change = findWrittenPart(label, writtenMarkerOf(like), marker);
  if (!change) return null;
  const written = `${label.slice(0, change.at)}${change.to}${label.slice(change.at + change.from.length)}`;
  // What follows "3.—(1)" need not have paragraphs.
  const opening = like.children.some(sharesLineOfParent) ? `${trimEndOf(written, ' –—-')} ` : written;
  const closing = words !== '' && countsBold(opening) % 2 === 1 ? '**' : '';
  // Where the words are below the label, as under "Article 3", they are so here.
  const isLabelAlone = words !== '' && start + label.trimEnd().length === draft.startOf(like.block) + block.text.length;
  const gap = isLabelAlone ? gapBefore(draft, like.block + 1) : '';
  return `${gapAround(draft, like)}${isLabelAlone ? opening.trimEnd() : opening}${gap}${words}${closing}`;
}

/** What of a number is written in a label, and what it becomes; null where nothing is. */
function findWrittenPart(label: string, own: string, marker: string): { at: number; from: string; to: string } | null {
  const lastPart = (number: string) => number.slice(number.lastIndexOf('.') + 1);
  const forms = own.startsWith('(')
    ? // "b)" has the marker "(b)".
      [
        [own, marker],
        [own.slice(1, -1), marker.slice(1, -1)],
      ]
    : // "2." in a list that counts 1.1, 1.2.
      [
        [own, marker],
        [lastPart(own), lastPart(marker)],
      ];
  for (const [from = '', to = ''] of forms) {
    const at = from === '' ? -1 : label.lastIndexOf(from);
    if (at >= 0) return { at, from, to };
  }
  return null;
}

/** What stands between a provision and its neighbours: before the next one on its level, or else before itself. */
function gapAround(draft: Draft, provision: Provision): string {
  const level = listLevel(draft, provision);
  const next = level[level.indexOf(provision) + 1];
  const isAlike = next?.kind === provision.kind && next.row === null && firstCommentAbove(draft, next) === next.block;
  return gapBefore(draft, isAlike ? next.block : provision.block);
}

/** What stands between a block and the one before it: line ends, and signs of quotation. */
function gapBefore(draft: Draft, block: number): string {
  const before = block - 1;
  const end = before < 0 ? 0 : draft.startOf(before) + draft.block(before).text.length;
  const gap = draft.text.slice(end, draft.startOf(block));
  return /[\r\n]/.test(gap) && gap.length <= MOST_GAP ? gap : findLineEnding(draft.text).repeat(2);
}

/** More white space than this between two provisions is no habit. */
const MOST_GAP = 20;

/** A new row of a table in the form of another one; its cells are empty but for the first two. */
function writeNewRow(draft: Draft, like: Provision, marker: string, firstWords: string): string | null {
  const { text } = draft.block(like.block);
  const row = readTable(draft.block(like.block))?.rows[like.row ?? -1];
  const own = like.number ?? '';
  if (!row || own === '') return null;
  const label = text.slice(row.cells[0]?.start, row.cells[0]?.end);
  const at = label.lastIndexOf(own);
  if (at < 0) return null;
  return writeRow(text, row, [label.slice(0, at) + marker + label.slice(at + own.length), firstWords]);
}

/** A line with a row in the form of another one, to stand below it; cells that no words are given for are empty. */
function writeRow(text: string, row: TableRow, words: readonly string[]): string {
  let written = '';
  let done = row.start;
  for (const [i, cell] of row.cells.entries()) {
    written += text.slice(done, cell.start) + (words[i] ?? '');
    done = cell.end;
  }
  const lineEnd = findLineEnding(text);
  const lineStart = Math.max(text.lastIndexOf('\n', row.start - 1), text.lastIndexOf('\r', row.start - 1)) + 1;
  const indent = text.slice(lineStart, row.start);
  return `${lineEnd}${indent}${written}${text.slice(done, row.end)}`;
}
