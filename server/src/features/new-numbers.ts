import { ProvisionIndex } from '../analysis/references/provision-index.js';
import type { Draft } from '../model/draft.js';
import { isWithinProvision, type Provision } from '../model/provision.js';
import { formatMarker, formatRoman, parseRoman, readMarkerStyles } from '../model/structure/markers.js';
import { getItemFacts } from '../model/structure/provision-node.js';
import { listSequences, readLastValue } from '../rules/shared/numbering.js';

/**
 * The new numbers of provisions of one draft, each as a whole ("20.30(b)"). Holds every provision
 * whose number changes, those within it included.
 */
export type NewNumbers = ReadonlyMap<Provision, string>;

/**
 * Gives a provision the number `wanted` ("20.30", "30", "(d)", "Clause 20.30"), and moves those
 * after it in its sequence on by as much.
 * @returns the numbers, or the reason why that cannot be done, as a sentence
 */
export function shiftNumbers(draft: Draft, provision: Provision, wanted: string): NewNumbers | string {
  const sequence = findMembersFrom(draft, provision);
  if (!sequence || provision.number === null) return `${provision.label} has no number in a sequence.`;
  const { before, from, isRoman } = sequence;
  const last = readWantedPart(provision, wanted, isRoman);
  if (typeof last === 'string') return last;
  const shift = last.value - countOfProvision(provision, isRoman);
  const numbers = new Map<Provision, string>();
  if (before && !isWantedAfter(before, last, isRoman))
    return `${labelWithLastPart(provision, last.text)} would stand after ${before.label}, which has that number or a higher one.`;
  for (const member of from) {
    const text = member === provision ? last.text : shiftLastPart(member, shift, isRoman);
    if (text === null) return `${member.label} cannot be numbered on from there.`;
    addWithChildren(numbers, member, replaceLastPart(member, text));
  }
  return findCollision(draft, numbers) ?? numbers;
}

/**
 * Numbers a provision on from the one before it, and all that follow it from there, without gaps.
 * @returns the numbers, or the reason why that cannot be done, as a sentence
 */
export function countNumbersOn(draft: Draft, provision: Provision): NewNumbers | string {
  const sequence = findMembersFrom(draft, provision);
  if (!sequence) return `${provision.label} has no number in a sequence.`;
  const numbers = new Map<Provision, string>();
  const { before, from, isRoman } = sequence;
  let value = before ? countOfProvision(before, isRoman) + 1 : countOfProvision(provision, isRoman);
  for (const member of from) {
    const text = lastPartForCount(member, value++, isRoman);
    if (text === null) return `${member.label} cannot be numbered on from there.`;
    addWithChildren(numbers, member, replaceLastPart(member, text));
  }
  return findCollision(draft, numbers) ?? numbers;
}

/**
 * The numbers after two neighbours have changed places: their own where one sequence counts both,
 * and those that run on from what is within the first to what is within the second.
 */
export function exchangeNumbers(draft: Draft, first: Provision, second: Provision): NewNumbers {
  const numbers = new Map<Provision, string>();
  if (areInOneSequence(draft, first, second)) {
    addWithChildren(numbers, first, writtenNumberOf(second));
    addWithChildren(numbers, second, writtenNumberOf(first));
  }
  for (const { members } of listSequences(draft)) {
    const within = [first, second].map((outer) =>
      members.filter((each) => each !== outer && !numbers.has(each) && isWithinProvision(each, outer)),
    );
    const [ofFirst = [], ofSecond = []] = within;
    if (ofFirst.length === 0 || ofSecond.length === 0) continue;
    const places = [...ofFirst, ...ofSecond].map(writtenNumberOf);
    [...ofSecond, ...ofFirst].forEach((each, i) => {
      addWithChildren(numbers, each, places[i] ?? '');
    });
  }
  return numbers;
}

/** The number of a provision that is to come, and what becomes of those after it. */
export interface RoomForNew {
  readonly number: string;
  /** The number in the form of a label: "20.29", "(c)". */
  readonly marker: string;
  readonly numbers: Map<Provision, string>;
}

/**
 * Makes room for a new provision right after another one of a sequence: it gets the next number,
 * and each that had it moves to the number of the one behind it, up to the first gap.
 * @returns the numbers, or the reason why that cannot be done, as a sentence
 */
export function makeRoomAfter(draft: Draft, provision: Provision): RoomForNew | string {
  const sequence = findMembersFrom(draft, provision);
  if (!sequence || provision.number === null) return `${provision.label} has no number in a sequence.`;
  const { from: members, isRoman } = sequence;
  const numbers = new Map<Provision, string>();
  let own: string | null = null;
  for (const [i, member] of members.entries()) {
    const next = members[i + 1];
    const count = countOfProvision(member, isRoman) + 1;
    const isTaken = next && countOfProvision(next, isRoman) <= count;
    const last = isTaken ? null : lastPartForCount(member, count, isRoman);
    if (!isTaken && last === null) return `${member.label} cannot be numbered on from there.`;
    const number = isTaken ? writtenNumberOf(next) : replaceLastPart(member, last ?? '');
    if (i === 0) own = number;
    else addWithChildren(numbers, member, number);
    if (!isTaken) break;
  }
  const number = own ?? '';
  const isItem = getItemFacts(provision) !== null;
  return { number, marker: isItem ? number.slice(number.lastIndexOf('(')) : number, numbers };
}

/**
 * Closes the gap that a provision leaves in its sequence: each of those behind it gets the number
 * of the one before, up to the first gap.
 */
export function closeUpAfter(draft: Draft, provision: Provision): Map<Provision, string> {
  const numbers = new Map<Provision, string>();
  const { from = [], isRoman = false } = findMembersFrom(draft, provision) ?? {};
  let [before] = from;
  for (const member of from.slice(1)) {
    if (!before || countOfProvision(member, isRoman) > countOfProvision(before, isRoman) + 1) break;
    addWithChildren(numbers, member, writtenNumberOf(before));
    before = member;
  }
  return numbers;
}

/** Adds the numbers of what is within a provision, once it is within another one. */
export function moveChildrenTo(numbers: Map<Provision, string>, children: readonly Provision[], parent: string): void {
  for (const child of children) {
    const own = writtenNumberOf(child);
    const above = child.parent ? writtenNumberOf(child.parent) : '';
    if (child.number !== null && own.startsWith(above))
      addWithChildren(numbers, child, parent + own.slice(above.length));
  }
}

/** Whether two provisions are numbered in one sequence. */
export function areInOneSequence(draft: Draft, first: Provision, second: Provision): boolean {
  return findMembersFrom(draft, first)?.from.includes(second) ?? false;
}

/** Whether a provision's number is one of a sequence, so that it can be renumbered. */
export function hasCountedNumber(draft: Draft, provision: Provision): boolean {
  return provision.number !== null && findMembersFrom(draft, provision) !== null;
}

/** The members of a provision's sequence from it on, and the one before it. */
interface MembersFrom {
  readonly before: Provision | null;
  readonly from: readonly Provision[];
  /** Whether letters alone are Roman numerals: I, II, III. */
  readonly isRoman: boolean;
}

/** The members of a provision's sequence from it on; null where it is in none. */
function findMembersFrom(draft: Draft, provision: Provision): MembersFrom | null {
  const item = getItemFacts(provision);
  if (item) {
    const siblings = (provision.parent?.children ?? draft.roots).filter((each) => getItemFacts(each) !== null);
    const at = siblings.indexOf(provision);
    // A list that starts again at (a) is another list.
    const length = siblings.slice(at + 1).findIndex((each) => {
      const next = getItemFacts(each);
      return next?.style !== item.style || next.value === 1;
    });
    return {
      before: item.value === 1 ? null : (siblings[at - 1] ?? null),
      from: length < 0 ? siblings.slice(at) : siblings.slice(at, at + 1 + length),
      isRoman: false,
    };
  }
  if (provision.kind === 'row') {
    const rows = (provision.parent?.children ?? []).filter((each) => each.number !== null && readLastValue(each) >= 0);
    const at = rows.indexOf(provision);
    return at < 0 ? null : { before: rows[at - 1] ?? null, from: rows.slice(at), isRoman: false };
  }
  const sequence = listSequences(draft).find(({ members }) => members.includes(provision));
  if (!sequence) return null;
  const { members } = sequence;
  const at = members.indexOf(provision);
  return { before: members[at - 1] ?? null, from: members.slice(at), isRoman: countsInRoman(members) };
}

/** Whether Roman numerals number a sequence: where all can be ones, and the first is I or one has several letters. */
function countsInRoman(members: readonly Provision[]): boolean {
  const numerals = members.filter((each) => readLastValue(each) < 0).map(numberEndOf);
  return (
    numerals.every((numeral) => parseRoman(numeral.toLowerCase()) > 0) &&
    (numerals[0] === 'I' || numerals.some(({ length }) => length > 1))
  );
}

/** The last part of a number that somebody asks for. */
interface WantedPart {
  /** As it is written: "(d)", "28A". */
  readonly text: string;
  /** What it counts: 4, 28. */
  readonly value: number;
  /** The letters after the count: "A" of "28A". */
  readonly suffix: string;
}

/**
 * The last part of the number that somebody asks for, or the reason why the provision cannot have
 * it.
 */
function readWantedPart(provision: Provision, wanted: string, isRoman: boolean): WantedPart | string {
  const asked = wanted
    .trim()
    .replace(/^(?:\p{L}[\p{L}’'-]{0,29} +){1,3}(?=[\w(])/u, '')
    .replace(/^Q(?=\d)/, '');
  const item = getItemFacts(provision);
  if (item) {
    const marker = asked.slice(asked.lastIndexOf('(') + 1).replace(/\)$/, '');
    const reading = readMarkerStyles(marker).find(({ style }) => style === item.style);
    if (!reading) return `“${wanted}” is not a number of the same kind as ${provision.marker}.`;
    return { text: `(${marker})`, value: reading.value, suffix: '' };
  }
  const numeral = isRoman && readLastValue(provision) < 0 ? parseRoman(asked.toLowerCase()) : 0;
  if (numeral > 0) return { text: asked.toUpperCase(), value: numeral, suffix: '' };
  const number = writtenNumberOf(provision);
  const above = number.slice(0, number.lastIndexOf('.') + 1);
  const [found, wantedAbove = '', letters = '', digits = '', suffix = ''] =
    /^((?:[A-Z]{0,2}\d{1,4}\.)*)([A-Z]{0,2})(\d{0,4})([A-Z]{0,2})$/.exec(asked) ?? [];
  if (found === undefined || (digits === '' && !/^[A-Z]{1,2}$/.test(letters)))
    return `${provision.label} cannot have the number “${wanted}”.`;
  if (wantedAbove !== '' && wantedAbove !== above)
    return `“${wanted}” belongs to another part of the draft: move ${provision.label} there instead.`;
  const text = `${letters}${digits}${suffix}`;
  return digits === '' ? { text, value: countOfLetters(letters), suffix: '' } : { text, value: Number(digits), suffix };
}

/** The count that letters stand for: 3 for C, 27 for AA. */
export function countOfLetters(letters: string): number {
  return [...letters].reduce((value, letter) => value * 26 + letter.charCodeAt(0) - 64, 0);
}

/** The letters that stand for a count from 1 on: C for 3, AA for 27. */
export function lettersForCount(count: number): string {
  return count <= 26
    ? String.fromCharCode(64 + count)
    : lettersForCount(Math.floor((count - 1) / 26)) + lettersForCount(((count - 1) % 26) + 1);
}

/** Which place a provision's number gives it in its sequence. */
function countOfProvision(provision: Provision, isRoman: boolean): number {
  const item = getItemFacts(provision);
  if (item) return item.value;
  const value = readLastValue(provision);
  if (value >= 0) return value;
  const letters = numberEndOf(provision);
  return isRoman ? parseRoman(letters.toLowerCase()) : countOfLetters(letters);
}

/** The last part of a number: "3" of "20.3". */
function numberEndOf(provision: Provision): string {
  const number = writtenNumberOf(provision);
  return number.slice(number.lastIndexOf('.') + 1);
}

/** Whether a number that is wanted comes after that of the provision before. */
function isWantedAfter(before: Provision, last: WantedPart, isRoman: boolean): boolean {
  const value = countOfProvision(before, isRoman);
  if (last.value !== value) return last.value > value;
  const suffix = /\d([A-Z]{0,4})$/.exec(numberEndOf(before))?.[1] ?? '';
  return !getItemFacts(before) && readLastValue(before) >= 0 && last.suffix > suffix;
}

/** The last part of a member's number, moved on by a shift; its letters stay. Null below 0. */
function shiftLastPart(member: Provision, shift: number, isRoman: boolean): string | null {
  const [, prefix = '', digits = '', suffix = ''] = /^([A-Z]*)(\d*)([A-Z]*)$/.exec(numberEndOf(member)) ?? [];
  if (getItemFacts(member) || digits === '')
    return lastPartForCount(member, countOfProvision(member, isRoman) + shift, isRoman);
  const value = Number(digits) + shift;
  return value < 0 ? null : `${prefix}${value}${suffix}`;
}

/** The last part of a number for a count, in the form of the member's own: "(c)", "21", "C". */
function lastPartForCount(member: Provision, count: number, isRoman: boolean): string | null {
  if (count < 0 || (count < 1 && readLastValue(member) < 0)) return null;
  const item = getItemFacts(member);
  if (item) return `(${formatMarker(item.style, count)})`;
  if (readLastValue(member) < 0) return isRoman ? formatRoman(count).toUpperCase() : lettersForCount(count);
  return `${/^[A-Z]*/.exec(numberEndOf(member))?.[0] ?? ''}${count}`;
}

function replaceLastPart(member: Provision, last: string): string {
  const number = writtenNumberOf(member);
  if (getItemFacts(member)) return `${number.slice(0, number.lastIndexOf('('))}${last}`;
  return `${number.slice(0, number.lastIndexOf('.') + 1)}${last}`;
}

/** Adds a provision's new number, and those of all within it whose numbers begin with its own. */
function addWithChildren(numbers: Map<Provision, string>, provision: Provision, number: string): void {
  const oldNumber = writtenNumberOf(provision);
  numbers.set(provision, number);
  if (number === oldNumber) return;
  const addChildren = (children: readonly Provision[]): void => {
    for (const child of children) {
      if (child.number?.startsWith(`${oldNumber}.`) || child.number?.startsWith(`${oldNumber}(`))
        numbers.set(child, number + child.number.slice(oldNumber.length));
      addChildren(child.children);
    }
  };
  addChildren(provision.children);
}

/**
 * The reason why new numbers cannot be: a provision that keeps its number has one of them already.
 */
export function findCollision(draft: Draft, numbers: NewNumbers): string | null {
  const index = ProvisionIndex.of(draft);
  for (const [provision, number] of numbers) {
    if (number === provision.number) continue;
    for (const other of index.bearing(provision, number))
      if (!numbers.has(other)) return `There is already a ${other.label}, which would keep its number.`;
  }
  return null;
}

function labelWithLastPart(provision: Provision, last: string): string {
  const number = replaceLastPart(provision, last);
  return provision.label.replace(writtenNumberOf(provision), () => number);
}

/** The number of a provision that is known to have one. */
function writtenNumberOf({ number }: Provision): string {
  return number ?? '';
}
