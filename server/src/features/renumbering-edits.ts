import { putInBrackets } from '../analysis/references/number-finder.js';
import type { TargetResolution } from '../analysis/references/resolution.js';
import { type Block, isQuoted } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import { readBlockFacts } from '../model/facts.js';
import { CARDINALS, capitaliseNumberWord, readNumberWord } from '../model/number-words.js';
import type { Provision } from '../model/provision.js';
import { findQuotedWords } from '../model/quoted-amendments.js';
import { normaliseNumber, writeLevelsAs } from '../model/references/number-shapes.js';
import type { ReferenceTarget } from '../model/references/reference.js';
import { findContentsLists, readContentsKey } from '../model/structure/contents-list.js';
import { getItemFacts } from '../model/structure/provision-node.js';
import { readTable } from '../model/table.js';
import type { Span } from '../model/text.js';
import { hasWideSign, narrowSigns, widenLike } from '../model/wide-signs.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Citation } from './citation-index.js';
import type { NewNumbers } from './new-numbers.js';
import type { OpenProject } from './open-project.js';

/** One replacement in the text of a document. The span is relative to that text. */
export interface RenumberingEdit {
  readonly document: WorkspaceDocument;
  readonly span: Span;
  readonly text: string;
  /** `ambiguous` where two provisions have the number that is cited. */
  readonly what: 'number' | 'reference' | 'ambiguous';
}

/**
 * All edits that give provisions new numbers, and every reference in the workspace the same.
 * @returns the edits, or the reason why that cannot be done, as a sentence
 */
export function findRenumberingEdits(
  project: OpenProject,
  holder: WorkspaceDocument,
  numbers: NewNumbers,
): RenumberingEdit[] | string {
  const edits: RenumberingEdit[] = [];
  for (const [provision, number] of numbers) {
    if (number === provision.number) continue;
    const label = editLabel(holder.draft, provision, number);
    if (label === null) return `The number of ${provision.label} cannot be told apart from the words around it.`;
    if (label) edits.push({ document: holder, ...label, what: 'number' });
  }
  edits.push(...editContents(holder, numbers));
  const done = new Set<ReferenceTarget>();
  for (const provision of numbers.keys()) {
    for (const citation of project.citations.citationsOf(provision)) {
      const { target } = citation.target;
      if (!target || done.has(target)) continue;
      done.add(target);
      edits.push(...editReference(citation, target, numbers));
    }
  }
  const bare = findBareNumbers(holder, numbers);
  return typeof bare === 'string' ? bare : [...edits, ...bare];
}

/** A number with a point that stands for itself: "(see 2.3)", "2.3(a)". */
const BARE_NUMBER = /(?<![\w.£$€#/-])\d{1,3}[A-Z]{0,2}(?:\.\d{1,3}[A-Z]{0,2}){1,5}(?![\w%]|\.\d)/g;
/** Words before a bare number that show that it is cited, and the numbers of a list between. */
const CITES_BARE =
  /\b(?:see|see also|cf\.?|compare|per|pursuant to|subject to|in accordance with|under|by virtue of)\s(?:\d[\w.()]{0,20}(?:,| and| or| to|, and|, or)\s){0,6}$/i;
/** What a number counts that is none of a provision. */
const COUNTS =
  /^\s?(?:[%°]|(?:working |business |calendar )?(?:days?|hours?|minutes?|months?|weeks?|years?|times|per|percent|million|billion|m|km|kg|k?W|metres?|miles?|pounds?|euros?|dollars?|tonnes?)\b)/i;
/** What may follow a number that is cited without a word that says so. */
const CITED_ALONE = /^(?:\([a-z0-9]{1,4}\))*(?:[,.;:)\]]|$| (?:above|below|applies|apply|does|do|is|shall|must|may)\b)/;
const VERSION = /\b(?:v|version|release|edition|issue|revision|table|figure|fig\.?|row)\.?\s$/i;

/**
 * The edits of bare numbers that cite a provision ("see 2.3"), or the reason why the provisions
 * cannot be renumbered: a number that may cite one of them, and may not.
 */
function findBareNumbers(holder: WorkspaceDocument, numbers: NewNumbers): RenumberingEdit[] | string {
  const { draft } = holder;
  const changed = new Map<string, { provision: Provision; number: string }>();
  for (const [provision, number] of numbers)
    if (provision.number?.includes('.') && !provision.number.includes('(') && number !== provision.number)
      changed.set(provision.number, { provision, number });
  if (changed.size === 0) return [];
  const edits: RenumberingEdit[] = [];
  const quoted = draft.quotedBlocks;
  for (let index = 0; index < draft.blocks.length; index++) {
    const block = draft.block(index);
    const { text, head } = block;
    if (block.kind === 'code' || block.kind === 'frontMatter' || quoted.has(index) || isQuoted(block)) continue;
    const others = findQuotedWords(block);
    const cited = readBlockFacts(block).references.flatMap(({ reference }) => reference.targets);
    for (const found of text.matchAll(BARE_NUMBER)) {
      const [written] = found;
      const change = changed.get(written);
      const place = { start: found.index, end: found.index + written.length };
      const isIn = (span: Span) => span.start <= place.start && place.end <= span.end;
      if (!change || ('label' in head && place.start < head.label.end) || others.some(isIn)) continue;
      if (cited.some(({ span, to }) => isIn({ start: span.start, end: (to ?? { span }).span.end }))) continue;
      const before = text.slice(Math.max(0, place.start - 90), place.start);
      const after = text.slice(place.end, place.end + 40);
      if (COUNTS.test(after) || VERSION.test(before)) continue;
      const span = draft.inText(index, place);
      if (CITES_BARE.test(before) || isInColumnOfNumbers(block, place))
        edits.push({ document: holder, span, text: change.number, what: 'reference' });
      else if (CITED_ALONE.test(after) && /\b(?:and|or|to|in|of|by|with|from|as)\s$|\($/.test(before))
        return `“${written}” on line ${draft.rangeOf(span).start.line + 1} may cite ${change.provision.label}: say what it is first.`;
    }
  }
  return edits;
}

/** What stands above a column of a table whose cells are the numbers of provisions. */
const CITING_HEADER =
  /^(?:the )?(?:clause|section|condition|paragraph|provision|article|rule|regulation|(?:cross-?)?ref(?:erence)?)s?\.?(?: (?:no|number|ref|reference)s?\.?)?$/i;
/** What may stand before a number in such a cell, where it holds several. */
const NUMBERS_BEFORE = /^(?:[\d.A-Z]{1,20}(?:\([a-z\d]{1,4}\)){0,4}(?:,|;| and| or| to|–|-|<br ?\/?>)\s?){0,8}$/;
const LONGEST_CELL = 160;

/** Whether a number fills a cell, alone or with others, below "Clause", "Section" or "Reference". */
function isInColumnOfNumbers(block: Block, { start, end }: Span): boolean {
  const table = readTable(block);
  if (!table) return false;
  const { text } = block;
  const row = table.rows.find((each) => each.start <= start && end <= each.end);
  const column = row?.cells.findIndex((each) => each.start <= start && end <= each.end) ?? -1;
  const cell = row?.cells[column];
  const header = table.header.cells[column];
  if (!cell || !header || cell.end - cell.start > LONGEST_CELL) return false;
  const heading = text.slice(header.start, header.end).replace(/[*_]/g, '').trim();
  return (
    CITING_HEADER.test(heading) &&
    NUMBERS_BEFORE.test(text.slice(cell.start, start)) &&
    /^(?:\([a-z\d]{1,4}\)){0,4}(?:$|[,;–-]|<br| and | or | to )/.test(text.slice(end, cell.end))
  );
}

/**
 * The edit that writes a new number into a provision's own label.
 * @returns undefined where the label does not change, null where the number is not found in it
 */
function editLabel(
  draft: Draft,
  provision: Provision,
  number: string,
): { span: Span; text: string } | null | undefined {
  const item = getItemFacts(provision);
  const [from, to] = item
    ? [provision.marker, number.slice(number.lastIndexOf('('))]
    : [provision.number ?? '', number];
  if (from === to) return undefined;
  const label = draft.labelSpanOf(provision);
  const blockEnd = draft.startOf(provision.block) + draft.block(provision.block).text.length;
  // A marker that follows another label, as in "(a)(i)", stands a little after it.
  const end = item ? Math.min(blockEnd, label.end + 40) : label.end;
  const written = draft.text.slice(label.start, end);
  const words = narrowSigns(written);
  const at = item ? words.indexOf(from) : words.lastIndexOf(from);
  const own = label.end - label.start;
  // Behind words it is no label: "2. See Article 1(2)".
  if (item && (at < 0 || /[A-Za-z]{2}/.test(words.slice(own, at))))
    return editBareMarker(written.slice(0, own), label, from, to);
  const [word] = provision.kind === 'question' && at < 0 ? (/[a-z]{3,9}$/i.exec(words) ?? []) : [];
  if (word !== undefined && String(readNumberWord(word)) === from)
    return { span: { start: label.end - word.length, end: label.end }, text: writeNumberWord(word, to) };
  if (at < 0) return editLastPart(words.slice(0, own), label, from, to);
  const start = label.start + at;
  return { span: { start, end: start + from.length }, text: widenLike(to, written.slice(at, at + from.length)) };
}

/** The same for a label without its brackets, or without the first: "2." and "b)" of the markers "(2)" and "(b)". */
function editBareMarker(written: string, label: Span, from: string, to: string): { span: Span; text: string } | null {
  const bare = from.slice(1, -1);
  if (bare === '' || !written.startsWith(bare) || /[A-Za-z0-9]/.test(written.charAt(bare.length))) return null;
  return { span: { start: label.start, end: label.start + bare.length }, text: to.slice(1, -1) };
}

/**
 * The same for a label that is only the last part of its number, as in lists within lists: "2." of
 * 1.2. Undefined where that stays.
 */
function editLastPart(
  written: string,
  label: Span,
  from: string,
  to: string,
): { span: Span; text: string } | null | undefined {
  const [last, next] = [from, to].map((number) => number.slice(number.lastIndexOf('.') + 1));
  if (!last || !next || written.replace(/[.):]$/, '') !== last) return null;
  return last === next ? undefined : { span: { start: label.start, end: label.start + last.length }, text: next };
}

/** A number as the word that stood there: "Seven" for "Six", "seven" for "six"; in figures above twenty. */
function writeNumberWord(written: string, number: string): string {
  const word = CARDINALS[Number(number) - 1];
  if (word === undefined) return number;
  if (written === written.toUpperCase()) return word.toUpperCase();
  return written === written.toLowerCase() ? word : capitaliseNumberWord(word);
}

/** The edits that write new numbers into lists of contents. */
function editContents(holder: WorkspaceDocument, numbers: NewNumbers): RenumberingEdit[] {
  const { draft } = holder;
  const announced = new Map<string, Provision>();
  for (const provision of numbers.keys()) {
    const key = provision.row === null ? readContentsKey(draft.block(provision.block)) : null;
    if (key !== null) announced.set(key, provision);
  }
  if (announced.size === 0) return [];
  return [...findContentsLists(draft.blocks).entries].flatMap((index) => {
    const block = draft.block(index);
    const provision = announced.get(readContentsKey(block) ?? '');
    const number = provision && numbers.get(provision);
    if (!provision || number === undefined || number === provision.number || !('label' in block.head)) return [];
    const { start, end } = block.head.label;
    const oldNumber = provision.number ?? '';
    const at = block.text.slice(start, end).lastIndexOf(oldNumber);
    if (at < 0) return [];
    const place = { start: start + at, end: start + at + oldNumber.length };
    return [{ document: holder, span: draft.inText(index, place), text: number, what: 'reference' as const }];
  });
}

function editReference(citation: Citation, target: ReferenceTarget, numbers: NewNumbers): RenumberingEdit[] {
  const { citing, block } = citation;
  const { state } = citation.target;
  const edits: RenumberingEdit[] = [];
  for (const { oldNumber, newNumber, place } of findNumberedEnds(citation.target, target, numbers)) {
    if (oldNumber === newNumber) continue;
    const span = citing.draft.inText(block, place.span);
    const written = citing.draft.text.slice(span.start, span.end);
    const text = rewriteNumber(written, oldNumber, newNumber);
    if (text !== null && text !== written)
      edits.push({ document: citing, span, text, what: state === 'ambiguous' ? 'ambiguous' : 'reference' });
  }
  return edits;
}

/** A number that a reference writes, and what it becomes. */
interface NumberedEnd {
  readonly oldNumber: string;
  readonly newNumber: string;
  readonly place: { readonly span: Span };
}

/** The numbers of a target: one, or the two ends of a range. */
function findNumberedEnds(resolution: TargetResolution, target: ReferenceTarget, numbers: NewNumbers): NumberedEnd[] {
  const newNumberOf = (provision: Provision) => numbers.get(provision) ?? provision.number ?? '';
  const end = (before: Provision | null, after: Provision | null, place: NumberedEnd['place']): NumberedEnd[] =>
    before && after ? [{ oldNumber: before.number ?? '', newNumber: newNumberOf(after), place }] : [];
  if (resolution.range && target.to) {
    const { from, to } = resolution.range;
    const outer = findOuterEnds(resolution, numbers);
    return [...end(from, outer.from, target), ...end(to, outer.to, target.to)];
  }
  // Where two have the number, the one that is renumbered counts; the user is asked about it.
  const provision = resolution.provisions.find((each) => numbers.has(each)) ?? null;
  return end(provision, provision, target);
}

/**
 * The first and the last provision of a range once they have new numbers: where two change places,
 * these may be others than its ends.
 */
function findOuterEnds(
  { range, provisions }: TargetResolution,
  numbers: NewNumbers,
): { from: Provision | null; to: Provision | null } {
  const { from, to } = range ?? { from: null, to: null };
  if (!from || !to || !(numbers.has(from) || numbers.has(to))) return { from, to };
  const places = new Map(provisions.map(({ number }, i) => [number, i]));
  const newOrder: Provision[] = [];
  for (const each of provisions) {
    const place = places.get(numbers.get(each) ?? each.number);
    // Those of a range that only moves on have numbers that none of it had.
    if (place === undefined) return { from, to };
    newOrder[place] = each;
  }
  return { from: newOrder[0] ?? from, to: newOrder[newOrder.length - 1] ?? to };
}

const PART = /\([^()]*\)|[^.()\s]+/g;

/**
 * Writes a new number in the form that a reference has: "(c)" for "5.1(c)" where it says "(b)" for
 * "5.1(b)".
 * @returns null where what is written is not the old number
 */
export function rewriteNumber(written: string, oldNumber: string, newNumber: string): string | null {
  if (hasWideSign(written)) {
    const narrow = rewriteNumber(narrowSigns(written), oldNumber, newNumber);
    return narrow === null ? null : widenLike(narrow, written);
  }
  const plain = written.replace(/[\s\\]/g, '');
  if (plain === oldNumber) return newNumber;
  if (plain.endsWith(oldNumber) && /^[A-Za-z]+$/.test(plain.slice(0, -oldNumber.length)))
    return written.slice(0, written.lastIndexOf(oldNumber)) + newNumber;
  if (/^\d{1,3}\.\d/.test(plain) && plain.endsWith(`.${oldNumber}`))
    return written.slice(0, written.lastIndexOf(oldNumber)) + newNumber;
  const value = readNumberWord(plain);
  if (value > 0 && String(value) === oldNumber) return writeNumberWord(plain, newNumber);
  const inBrackets = putInBrackets(plain);
  // "paragraph 3(a)" of what is 1(3)(a).
  if (/^\d/.test(plain) && oldNumber.endsWith(inBrackets))
    return takeLastParts(newNumber, inBrackets).replace(/^\(([^()]*)\)/, '$1');
  if (!oldNumber.endsWith(plain))
    return normaliseNumber(written) === oldNumber ? writeLevelsAs(written, newNumber) : null;
  return takeLastParts(newNumber, plain);
}

/** As many parts of a number, from its end, as another one has: "(c)" of "5.1(c)" for "(b)". */
function takeLastParts(number: string, other: string): string {
  const parts = number.match(PART) ?? [];
  const kept = parts.slice(parts.length - (other.match(PART) ?? []).length);
  return kept.map((part, i) => (i === 0 || part.startsWith('(') ? part : `.${part}`)).join('');
}
