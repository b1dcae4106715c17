import { ProvisionIndex } from '../analysis/provision-index.js';
import type { TargetResolution } from '../analysis/resolve.js';
import { contentsKey, contentsList } from '../model/contents-list.js';
import type { Draft } from '../model/draft.js';
import { markerText, readings } from '../model/markers.js';
import type { Provision } from '../model/provision.js';
import type { ReferenceTarget } from '../model/reference.js';
import { itemFactsOf } from '../model/structure/provision-node.js';
import type { Span } from '../model/text.js';
import { lastValue, sequencesOf } from '../rules/numbering.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Citation } from './citations.js';
import type { OpenProject } from './open-project.js';

/** The numbers that provisions of one draft are to bear: each that changes, those within it included, with its whole new number. */
export type NewNumbers = ReadonlyMap<Provision, string>;

/** One replacement in the text of a document, and how sure it is that it is meant. */
export interface RenumberingEdit {
  readonly document: WorkspaceDocument;
  readonly span: Span;
  readonly text: string;
  readonly what: 'number' | 'reference' | 'ambiguous';
}

/**
 * The numbers where a provision gets `wanted` ("20.30", "30", "(d)", "Clause 20.30") and what follows it in its sequence counts on
 * by as much.
 * @returns the numbers, or the reason why that cannot be
 */
export function shiftedNumbers(draft: Draft, provision: Provision, wanted: string): NewNumbers | string {
  const sequence = membersFrom(draft, provision);
  if (!sequence || provision.number === null) return `${provision.label} has no number that counts.`;
  const last = readLast(provision, wanted);
  if (typeof last === 'string') return last;
  const shift = last.value - lastValueOf(provision);
  const numbers = new Map<Provision, string>();
  const { before, from } = sequence;
  if (before && !isBehind(before, last))
    return `${cited(provision, last.text)} would stand behind ${before.label}, which has that number or a higher one.`;
  for (const member of from) {
    const text = member === provision ? last.text : shiftedLast(member, shift);
    if (text === null) return `${member.label} cannot count on from there.`;
    addWithin(numbers, member, withLast(member, text));
  }
  return collision(draft, numbers) ?? numbers;
}

/** The numbers where a provision counts on from the one before it, and all that follow it count on from there, without gaps. */
export function countedNumbers(draft: Draft, provision: Provision): NewNumbers | string {
  const sequence = membersFrom(draft, provision);
  if (!sequence) return `${provision.label} has no number that counts.`;
  const numbers = new Map<Provision, string>();
  let value = sequence.before ? lastValueOf(sequence.before) + 1 : lastValueOf(provision);
  for (const member of sequence.from) {
    const text = markerOf(member, value++);
    if (text === null) return `${member.label} cannot count on from there.`;
    addWithin(numbers, member, withLast(member, text));
  }
  return collision(draft, numbers) ?? numbers;
}

/** Whether a provision's number is one of several that count on. */
export function counts(draft: Draft, provision: Provision): boolean {
  return provision.number !== null && membersFrom(draft, provision) !== null;
}

/** What has to be written where, so that provisions bear new numbers and every reference in the workspace follows them. */
export function renumberingEdits(
  project: OpenProject,
  holder: WorkspaceDocument,
  numbers: NewNumbers,
): RenumberingEdit[] | string {
  const edits: RenumberingEdit[] = [];
  for (const [provision, number] of numbers) {
    if (number === provision.number) continue;
    const label = labelEdit(holder.draft, provision, number);
    if (label === null) return `The number of ${provision.label} cannot be told from the words around it.`;
    if (label) edits.push({ document: holder, ...label, what: 'number' });
  }
  edits.push(...contentsEdits(holder, numbers));
  const done = new Set<ReferenceTarget>();
  for (const provision of numbers.keys()) {
    for (const citation of project.citations.of(provision)) {
      const { target } = citation.target;
      if (!target || done.has(target)) continue;
      done.add(target);
      edits.push(...referenceEdits(citation, target, numbers));
    }
  }
  return edits;
}

function membersFrom(
  draft: Draft,
  provision: Provision,
): { before: Provision | null; from: readonly Provision[] } | null {
  if (itemFactsOf(provision)) {
    // A list that begins anew behind words of its own is another list.
    const siblings = (provision.parent?.children ?? draft.roots).filter((each) => itemFactsOf(each) !== null);
    const at = siblings.indexOf(provision);
    const facts = itemFactsOf(provision);
    let end = at + 1;
    while (end < siblings.length) {
      const next = itemFactsOf(siblings[end] as Provision);
      if (next?.style !== facts?.style || next?.value === 1) break;
      end++;
    }
    const first = facts?.value === 1;
    return { before: first ? null : (siblings[at - 1] ?? null), from: siblings.slice(at, end) };
  }
  if (provision.kind === 'row') {
    const rows = (provision.parent?.children ?? []).filter((each) => each.number !== null && lastValue(each) >= 0);
    const at = rows.indexOf(provision);
    return at < 0 ? null : { before: rows[at - 1] ?? null, from: rows.slice(at) };
  }
  const sequence = sequencesOf(draft).find(({ members }) => members.includes(provision));
  if (!sequence) return null;
  const at = sequence.members.indexOf(provision);
  return { before: sequence.members[at - 1] ?? null, from: sequence.members.slice(at) };
}

interface Last {
  readonly text: string;
  readonly value: number;
  readonly suffix: string;
}

/** The last part of a number as somebody asked for it, or why it will not do. */
function readLast(provision: Provision, wanted: string): Last | string {
  const asked = wanted
    .trim()
    .replace(/^[A-Za-z]+ +(?=[\w(])/, '')
    .replace(/^Q(?=\d)/, '');
  const item = itemFactsOf(provision);
  if (item) {
    const marker = asked.slice(asked.lastIndexOf('(') + 1).replace(/\)$/, '');
    const reading = readings(marker).find(({ style }) => style === item.style);
    if (!reading) return `“${wanted}” is no number of the same kind as ${provision.marker}.`;
    return { text: `(${marker})`, value: reading.value, suffix: '' };
  }
  const number = provision.number as string;
  const above = number.slice(0, number.lastIndexOf('.') + 1);
  const found = /^((?:[A-Z]{0,2}\d{1,4}\.)*)([A-Z]{0,2})(\d{0,4})([A-Z]{0,2})$/.exec(asked);
  if (!found || (found[3] === '' && !/^[A-Z]{1,2}$/.test(found[2] as string)))
    return `“${wanted}” is no number that ${provision.label} can have.`;
  if (found[1] !== '' && found[1] !== above)
    return `“${wanted}” belongs to another part of the draft: move ${provision.label} there instead.`;
  const letters = found[3] === '' ? (found[2] as string) : '';
  const value = letters ? letterValue(letters) : Number(found[3]);
  return { text: `${found[2]}${found[3]}${found[4]}`, value, suffix: letters ? '' : (found[4] as string) };
}

/** What letters count: C is 3, AA is 27. */
export function letterValue(letters: string): number {
  return [...letters].reduce((value, letter) => value * 26 + letter.charCodeAt(0) - 64, 0);
}

/** The letters that count a value: C for 3, AA for 27. */
export function lettersOf(value: number): string {
  return value <= 26
    ? String.fromCharCode(64 + value)
    : lettersOf(Math.floor((value - 1) / 26)) + lettersOf(((value - 1) % 26) + 1);
}

/** What a provision counts in its sequence. */
function lastValueOf(provision: Provision): number {
  const item = itemFactsOf(provision);
  if (item) return item.value;
  const value = lastValue(provision);
  return value >= 0 ? value : letterValue(lastPart(provision));
}

function lastPart(provision: Provision): string {
  const number = provision.number as string;
  return number.slice(number.lastIndexOf('.') + 1);
}

function isBehind(before: Provision, last: Last): boolean {
  const value = lastValueOf(before);
  if (last.value !== value) return last.value > value;
  const suffix = /\d([A-Z]{0,4})$/.exec(lastPart(before))?.[1] ?? '';
  return !itemFactsOf(before) && lastValue(before) >= 0 && last.suffix > suffix;
}

/** The last part of a member's number, moved on by a shift; its letters stay. */
function shiftedLast(member: Provision, shift: number): string | null {
  const found = /^([A-Z]*)(\d*)([A-Z]*)$/.exec(lastPart(member));
  if (itemFactsOf(member) || !found?.[2]) return markerOf(member, lastValueOf(member) + shift);
  const value = Number(found[2]) + shift;
  return value < 0 ? null : `${found[1]}${value}${found[3]}`;
}

/** The last part of a number for a value: "(c)", "21", "C". */
function markerOf(member: Provision, value: number): string | null {
  if (value < 0 || (value < 1 && lastValue(member) < 0)) return null;
  const item = itemFactsOf(member);
  if (item) return `(${markerText(item.style, value)})`;
  if (lastValue(member) < 0) return lettersOf(value);
  return `${/^[A-Z]*/.exec(lastPart(member))?.[0] ?? ''}${value}`;
}

function withLast(member: Provision, last: string): string {
  const number = member.number as string;
  if (itemFactsOf(member)) return `${number.slice(0, number.lastIndexOf('('))}${last}`;
  return `${number.slice(0, number.lastIndexOf('.') + 1)}${last}`;
}

/** A provision's new number, and with it those of all within whose numbers begin with its own. */
function addWithin(numbers: Map<Provision, string>, provision: Provision, number: string): void {
  const old = provision.number as string;
  numbers.set(provision, number);
  if (number === old) return;
  const visit = (within: readonly Provision[]): void => {
    for (const child of within) {
      if (child.number?.startsWith(`${old}.`) || child.number?.startsWith(`${old}(`))
        numbers.set(child, number + child.number.slice(old.length));
      visit(child.children);
    }
  };
  visit(provision.children);
}

/** Why new numbers cannot be: one that stays bears one of them already. */
export function collision(draft: Draft, numbers: NewNumbers): string | null {
  const index = ProvisionIndex.of(draft);
  for (const [provision, number] of numbers) {
    if (number === provision.number) continue;
    for (const other of index.bearing(provision, number))
      if (!numbers.has(other)) return `There is a ${other.label} already, which would keep its number.`;
  }
  return null;
}

function cited(provision: Provision, last: string): string {
  const number = withLast(provision, last);
  return provision.label.replace(provision.number as string, () => number);
}

/** The edit that gives a provision's own label its new number; undefined where the label does not change, null where it cannot be found. */
function labelEdit(
  draft: Draft,
  provision: Provision,
  number: string,
): { span: Span; text: string } | null | undefined {
  const item = itemFactsOf(provision);
  const old = provision.number as string;
  const [from, to] = item ? [provision.marker, number.slice(number.lastIndexOf('('))] : [old, number];
  if (from === to) return undefined;
  const label = draft.labelSpanOf(provision);
  const blockEnd = draft.startOf(provision.block) + draft.block(provision.block).text.length;
  // A marker that follows another label, as in "(a)(i)", stands a little behind it.
  const end = item ? Math.min(blockEnd, label.end + 40) : label.end;
  const words = draft.text.slice(label.start, end);
  const at = item ? words.indexOf(from) : words.lastIndexOf(from);
  if (at < 0) return null;
  const start = label.start + at;
  return { span: { start, end: start + from.length }, text: to };
}

/** The edits that give the entries of lists of contents the new numbers of what they announce. */
function contentsEdits(holder: WorkspaceDocument, numbers: NewNumbers): RenumberingEdit[] {
  const { draft } = holder;
  const announced = new Map<string, Provision>();
  for (const provision of numbers.keys()) {
    const key = provision.row === null ? contentsKey(draft.block(provision.block)) : null;
    if (key !== null) announced.set(key, provision);
  }
  if (announced.size === 0) return [];
  return [...contentsList(draft.blocks).entries].flatMap((index) => {
    const block = draft.block(index);
    const provision = announced.get(contentsKey(block) ?? '');
    const number = provision && numbers.get(provision);
    if (!provision || number === undefined || number === provision.number || !('label' in block.head)) return [];
    const { start, end } = block.head.label;
    const at = block.text.slice(start, end).lastIndexOf(provision.number as string);
    if (at < 0) return [];
    const place = { start: start + at, end: start + at + (provision.number as string).length };
    return [{ document: holder, span: draft.inText(index, place), text: number, what: 'reference' as const }];
  });
}

function referenceEdits(citation: Citation, target: ReferenceTarget, numbers: NewNumbers): RenumberingEdit[] {
  const { citing, block } = citation;
  const { state } = citation.target;
  const edits: RenumberingEdit[] = [];
  for (const { provision, place } of ends(citation.target, target, numbers)) {
    const number = numbers.get(provision);
    if (number === undefined || number === provision.number) continue;
    const span = citing.draft.inText(block, place.span);
    const written = citing.draft.text.slice(span.start, span.end);
    const text = rewritten(written, provision.number as string, number);
    if (text !== null && text !== written)
      edits.push({ document: citing, span, text, what: state === 'ambiguous' ? 'ambiguous' : 'reference' });
  }
  return edits;
}

/** The provisions that the numbers of a target name: one, or the two ends of a range. */
function ends(
  resolution: TargetResolution,
  target: ReferenceTarget,
  numbers: NewNumbers,
): { provision: Provision; place: { readonly span: Span } }[] {
  if (resolution.range && target.to) {
    const { from, to } = resolution.range;
    return [
      ...(from ? [{ provision: from, place: target }] : []),
      ...(to ? [{ provision: to, place: target.to }] : []),
    ];
  }
  // Where two bear the number, the one that gets another is followed; the reader is asked.
  const provision = resolution.provisions.find((each) => numbers.has(each));
  return provision ? [{ provision, place: target }] : [];
}

const PART = /\([^()]*\)|[^.()\s]+/g;

/** A number as it is written in a reference, shortened perhaps ("(b)" for "5.1(b)"), with its new one in the same form; null where it is none. */
export function rewritten(written: string, old: string, number: string): string | null {
  const plain = written.replace(/[\s\\]/g, '');
  if (plain === old) return number;
  if (plain.endsWith(old) && /^[A-Za-z]+$/.test(plain.slice(0, -old.length)))
    return written.slice(0, written.lastIndexOf(old)) + number;
  if (!old.endsWith(plain)) return null;
  const parts = number.match(PART) ?? [];
  const kept = parts.slice(parts.length - (plain.match(PART) ?? []).length);
  return kept.map((part, i) => (i === 0 || part.startsWith('(') ? part : `.${part}`)).join('');
}
