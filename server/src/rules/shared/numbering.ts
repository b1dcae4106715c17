import { ProvisionIndex } from '../../analysis/references/provision-index.js';
import type { ListMarkerStyle } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { chapterOfQuestion, seriesOfQuestion } from '../../model/references/question-series.js';
import { followsInList, parseRoman, readMarkerStyles } from '../../model/structure/markers.js';
import { getItemFacts, getLastNumber } from '../../model/structure/provision-node.js';
import { shortenWords } from '../message.js';
import { findLabelPlace, type Report } from '../rule.js';
import { findLawAbove } from './parted-numbers.js';

/**
 * Provisions whose numbers should be consecutive: siblings of one kind, or the tables of one
 * section.
 */
export interface Sequence {
  readonly name: string;
  readonly members: readonly Provision[];
}

/** How a member of a sequence follows the one before it. */
type NumberStep = 'next' | 'gap' | 'back' | 'same' | 'other';

/** Every run of numbers of a draft that should be consecutive. */
export function listSequences(draft: Draft): Sequence[] {
  const sequences: Sequence[] = [];
  const lists = new Map<Provision | null, Provision[]>();
  const groups = new Map<string, Provision[]>();
  const defined = new Set<Provision | null>();
  const index = ProvisionIndex.of(draft);
  const divisions = new DivisionRuns(draft);
  for (const provision of draft.provisions) {
    switch (provision.kind) {
      case 'section':
      case 'part':
      case 'clause': {
        if (provision.number === null) break;
        // 5b6 and 7b are rules of two Articles.
        const [path] = /^(?:\d{1,3}|[A-Z])(?=[a-z])/.exec(provision.number) ?? [];
        const isLettered =
          LETTERED.test(provision.number) && provision.parent?.number === provision.number.slice(0, -1);
        const above = path
          ? `in ${path}`
          : isLettered
            ? `in ${provision.parent?.number}`
            : readNumberAbove(provision.number) || nameSectionOfList(provision);
        const scope = index.scopeOf(provision);
        const place = scope === null ? '' : `${scope} ${findDivision(provision)}`;
        const name = `numbers ${place} ${nameCount(provision)} ${above}`;
        const group = getOrCreate(groups, name, () => []);
        // Paragraphs of a Schedule that begin at 1 again count in something that was not read.
        const isAnew = provision.unit === 'paragraph' && scope !== null && provision.number === '1' && group.length > 1;
        if (isAnew) sequences.push({ name, members: group.splice(0) });
        group.push(provision);
        break;
      }
      case 'paragraph':
        // Each definition may have a list of its own.
        if (defined.has(provision.parent) && getItemFacts(provision)?.value === 1) {
          sequences.push({ name: 'list', members: lists.get(provision.parent) ?? [] });
          lists.delete(provision.parent);
        }
        defined.delete(provision.parent);
        getOrCreate(lists, provision.parent, () => []).push(provision);
        break;
      case 'definition':
        for (let at = provision.parent; at; at = at.parent) defined.add(at);
        defined.add(null);
        break;
      case 'table':
      case 'figure': {
        const above = readNumberAbove(provision.number ?? '');
        if (provision.number !== null) getOrCreate(groups, `${provision.kind} ${above}`, () => []).push(provision);
        break;
      }
      case 'question':
        getOrCreate(groups, `question ${nameQuestionCount(provision)}`, () => []).push(provision);
        break;
      case 'attachment':
      case 'appendix':
      case 'annex':
      case 'schedule':
        if (provision.number !== null) divisions.add(provision, (name) => getOrCreate(groups, name, () => []));
        break;
      default:
        break;
    }
  }
  for (const [name, members] of groups) sequences.push({ name, members });
  for (const members of joinThroughUnits(lists)) sequences.push({ name: 'list', members });
  return sequences;
}

/** The lists of numbers, those joined that go on through units: 3. in Article 2 after 2. in Article 1. */
function joinThroughUnits(lists: ReadonlyMap<Provision | null, Provision[]>): Provision[][] {
  const joined: Provision[][] = [];
  let through: Provision[] | null = null;
  for (const [parent, members] of lists) {
    const first = members[0] && getItemFacts(members[0]);
    const last = through?.at(-1);
    const isOfUnit = parent !== null && parent.kind !== 'paragraph' && first?.style === 'decimal';
    const goesOn = isOfUnit && last && first.value > 1 && first.value === (getItemFacts(last)?.value ?? 0) + 1;
    if (goesOn && parent.kind === last.parent?.kind && through) {
      through.push(...members);
      continue;
    }
    joined.push(members);
    if (isOfUnit) through = members;
  }
  return joined;
}

/** The Schedule or the like that a provision is in: two that have one number count apart. */
function findDivision(provision: Provision): number {
  for (let at: Provision | null = provision; at; at = at.parent)
    if (at.kind === 'schedule' || at.kind === 'appendix' || at.kind === 'annex' || at.kind === 'attachment')
      return at.index;
  return -1;
}

/**
 * Schedules and the like by what they are counted in: the text, an Appendix with Appendices of its
 * own below it, or another law that is named before them.
 */
class DivisionRuns {
  private readonly lastOuter = new Map<string, Provision>();

  constructor(private readonly draft: Draft) {}

  add(provision: Provision, runOf: (name: string) => Provision[]): void {
    const { kind } = provision;
    const law = findLawAbove(this.draft, provision);
    if (law >= 0) {
      runOf(`${kind} of ${law}`).push(provision);
      return;
    }
    const outer = this.lastOuter.get(kind);
    const isNested =
      outer !== undefined &&
      this.levelOf(provision) > this.levelOf(outer) &&
      this.levelOf(outer) > 0 &&
      stepBetween(outer, provision) !== 'next';
    if (!isNested) this.lastOuter.set(kind, provision);
    runOf(isNested ? `${kind} in ${outer.index}` : kind).push(provision);
  }

  private levelOf({ block }: Provision): number {
    const { kind, level } = this.draft.block(block);
    return kind === 'heading' ? level : 0;
  }
}

/** All of a number but its last part: 20 of 20.28, 4.2 of 4.2-1. */
function readNumberAbove(number: string): string {
  return number.slice(0, Math.max(number.lastIndexOf('.'), number.lastIndexOf('-'), 0));
}

/**
 * What is counted together: sections and clauses, but Parts, Articles and such each on their own,
 * and Parts within what they stand in.
 */
function nameCount({ kind, unit, parent, number }: Provision): string {
  if (/^[A-Z]+$/.test(number ?? '') && unit === 'section') return `numeral ${parent?.index ?? ''}`;
  if (kind === 'part') return `${unit} ${parent?.index ?? ''}`;
  return unit === 'section' || unit === 'clause' || unit === 'paragraph' ? '' : unit;
}

/** The section of a Schedule that a paragraph with a plain number stands in: it counts in that. */
function nameSectionOfList({ kind, unit, parent }: Provision): string {
  return kind === 'clause' && unit === 'paragraph' && parent?.kind === 'section' ? `of ${parent.index}` : '';
}

/** What a question is counted in: its series, and its chapter where it is numbered 3.1, 3.2, or anew in each. */
export function nameQuestionCount({ label, number }: Provision): string {
  return `${seriesOfQuestion(label)} ${chapterOfQuestion(label) ?? readNumberAbove(number ?? '')}`.trim();
}

/** How `next` follows `previous` within their sequence. */
export function stepBetween(previous: Provision, next: Provision): NumberStep {
  const a = getItemFacts(previous);
  const b = getItemFacts(next);
  if (a && b) {
    if (a.style !== b.style) return 'other';
    const last = getLastNumber(previous);
    const until =
      last === previous.number ? undefined : readMarkerStyles(last ?? '').find(({ style }) => style === a.style);
    const from = until ? { ...until, marker: last ?? '' } : { marker: previous.marker.slice(1, -1), ...a };
    const to = next.marker.slice(1, -1);
    if (from.marker === to) return 'same';
    if (followsInList(from, to, b.value)) return 'next';
    // A list that begins again after words of its own is another list.
    if (b.value === 1) return 'other';
    return isAfter({ ...b, marker: to }, from) ? 'gap' : 'back';
  }
  const last = getLastNumber(previous) ?? '';
  const number = next.number ?? '';
  // 1-1 of a chapter of a code is no successor of 1.13 of its charter.
  const [sign, ownSign] = [separatorOf(last), separatorOf(number)];
  if (sign && ownSign && sign !== ownSign) return 'other';
  const [, ownLetter] = LETTERED.exec(number) ?? [];
  const [, lastLetter] = LETTERED.exec(last) ?? [];
  if (ownLetter && lastLetter && number.slice(0, -1) === last.slice(0, -1))
    return stepBetweenNumbers(readLastPart(lastLetter), readLastPart(ownLetter));
  return stepBetweenNumbers(readLastPart(last), readLastPart(number));
}

/** "4.2.1a", a level below 4.2.1. */
const LETTERED = /\.\d{1,3}([a-z])$/;

/** The sign between the two parts of a number, "1-1" or "1.13"; nothing for any other. */
function separatorOf(number: string): string {
  return /^\d{1,3}([.-])\d{1,4}[A-Z]{0,2}$/.exec(number)?.[1] ?? '';
}

interface Marker {
  /** Without brackets. */
  readonly marker: string;
  readonly style: ListMarkerStyle;
  readonly value: number;
}

/**
 * Whether one marker comes after another: by its value, or by its letter after an inserted one, as
 * (c) after (aa).
 */
function isAfter(own: Marker, other: Marker): boolean {
  const inserted = own.style.toLowerCase() === 'alpha' && other.marker.length === 2;
  return inserted ? own.marker > other.marker : own.value > other.value;
}

/**
 * What is wrong with a number, and the other provision concerned: the one before it, or the first
 * with that number.
 */
export interface Fault {
  readonly kind: 'duplicate' | 'gap' | 'order';
  readonly provision: Provision;
  readonly other: Provision;
  /**
   * Whether a duplicate follows on from another: where a pasted text repeats a run of numbers, that
   * is one slip.
   */
  readonly goesOn: boolean;
}

/**
 * The numbers in a sequence that are missing, used twice or out of order.
 * @param mayRepeat whether a provision may use a number again
 */
export function* findNumberFaults(
  members: readonly Provision[],
  mayRepeat: (provision: Provision) => boolean = () => false,
): Generator<Fault> {
  const seen = new Map<string, Provision>();
  const every = findNumberStep(members);
  let previous: Provision | null = null;
  // The last of the numbers that count up behind one that was there before.
  let repeated: Provision | null = null;
  for (const provision of members) {
    const key = provision.number ?? '';
    const first = seen.get(key);
    const stepFrom: NumberStep = repeated ? stepBetween(repeated, provision) : 'other';
    const goesOn: boolean = stepFrom === 'next' || stepFrom === 'gap';
    if (first && !mayRepeat(provision)) {
      repeated = provision;
      yield { kind: 'duplicate', provision, other: first, goesOn };
      continue;
    }
    if (repeated) repeated = goesOn ? provision : null;
    seen.set(key, provision);
    // A provision is compared with the one before it, not with the greatest number so far.
    const step = previous ? stepBetween(previous, provision) : 'next';
    if (previous && step === 'gap' && !isWithinStep(previous, provision, every))
      yield { kind: 'gap', provision, other: previous, goesOn: false };
    else if (previous && step === 'back') yield { kind: 'order', provision, other: previous, goesOn: false };
    previous = provision;
  }
}

/**
 * The report on a fault.
 * @param step how many the numbers count on by
 */
export function reportNumberFault(
  code: string,
  { kind, provision, other, step = 1 }: Fault & { readonly step?: number },
  draft: Draft,
  uri: string,
): Report {
  const own = shortenWords(provision.label);
  const reportWith = (message: string): Report => ({ code, message, ...findLabelPlace(draft, provision) });
  switch (kind) {
    case 'duplicate':
      return {
        ...reportWith(`${own} appears twice.`),
        related: [{ uri, place: findLabelPlace(draft, other), message: `The first ${other.label} is here` }],
      };
    case 'gap': {
      const expected = expectedAfter(other, step);
      return reportWith(
        `${shortenWords(other.label)} is followed by ${own}${expected ? `: ${expected} is missing` : ''}.`,
      );
    }
    default:
      return reportWith(`${own} comes after ${shortenWords(other.label)}.`);
  }
}

/** How many a code that counts in tens leaves between two numbers: 1.010, 1.020; or in fives. */
export function findNumberStep(members: readonly Provision[]): number {
  const isPadded = members.some(({ number }) => /[.-]0\d+$/.test(number ?? ''));
  // 2.04, 2.08, 2.12 …
  if (isPadded && members.length >= LEAST_IN_FOURS && members.every((each) => readLastValue(each) % 4 === 0)) return 4;
  for (const [step, ending] of STEPS) {
    const inStep = members.filter(({ number }) => ending.test(number ?? '')).length;
    if (inStep > 1 && inStep * 5 >= members.length * 4 && (isPadded || inStep > 2)) return step;
  }
  return 1;
}

/** Fewer numbers may all be even by chance. */
const LEAST_IN_FOURS = 5;

const STEPS: readonly (readonly [step: number, ending: RegExp])[] = [
  [100, /\d00[A-Z]*$/],
  [10, /\d0[A-Z]*$/],
  [5, /[05][A-Z]*$/],
];

function isWithinStep(previous: Provision, next: Provision, every: number): boolean {
  return every > 1 && readLastValue(next) - readLastValue(previous) <= every;
}

interface NumberPart {
  readonly letters: string;
  readonly value: number;
  readonly suffix: string;
}

function readLastPart(number: string): NumberPart {
  const last = number.slice(Math.max(number.lastIndexOf('.'), number.lastIndexOf('-')) + 1);
  // Question 2(a) counts as 2A does.
  const found = /^([A-Z]{0,20})(\d{0,20})([A-Z]{0,20}\d?)$/.exec(
    last.toUpperCase().replace(/^(\d+)\(([A-Z]{1,3})\)$/, '$1$2'),
  );
  return { letters: found?.[1] ?? '', value: found?.[2] ? Number(found[2]) : -1, suffix: found?.[3] ?? '' };
}

function stepBetweenNumbers(a: NumberPart, b: NumberPart): NumberStep {
  if (a.value < 0 || b.value < 0) {
    // Appendix A, Appendix B … Z, AA: letters alone.
    if (a.value < 0 && b.value < 0 && a.letters.length + b.letters.length > 2) {
      const distance = parseRoman(b.letters.toLowerCase()) - parseRoman(a.letters.toLowerCase());
      const areRoman = parseRoman(a.letters.toLowerCase()) > 0 && parseRoman(b.letters.toLowerCase()) > 0;
      if (areRoman) return distance === 0 ? 'same' : distance === 1 ? 'next' : distance > 1 ? 'gap' : 'back';
    }
    if (a.value >= 0 || b.value >= 0 || a.letters.length !== 1 || b.letters.length !== 1)
      return a.letters === b.letters && a.value === b.value ? 'same' : 'other';
    const distance = b.letters.charCodeAt(0) - a.letters.charCodeAt(0);
    return distance === 0 ? 'same' : distance === 1 ? 'next' : distance > 1 ? 'gap' : 'back';
  }
  if (a.letters !== b.letters) return 'other';
  if (a.value === b.value) {
    if (a.suffix === b.suffix) return 'same';
    // 46AA was put in before 46A, or before 46.
    if (/^[A-Z]A$/.test(a.suffix) && (b.suffix === '' || b.suffix === a.suffix.slice(0, 1))) return 'next';
    return goesOnAfterZ(a.suffix, b.suffix) || orderOfSuffix(a.suffix) < orderOfSuffix(b.suffix) ? 'next' : 'back';
  }
  // 20.28, 20.28A, 20.29: a number with a letter was inserted.
  if (b.value === a.value + 1) return 'next';
  return b.value > a.value ? 'gap' : 'back';
}

/** Whether letters go on where the alphabet is used up: ZA or AA after Z, ZAA after ZZ. */
function goesOnAfterZ(a: string, b: string): boolean {
  return /^Z{1,3}$/.test(a) && b.length === a.length + 1 && /^Z{0,3}A{1,4}$/.test(b);
}

/**
 * Letters behind a number as a key in their order: ZA was put in before A, and Z1 follows Z. A
 * letter that ends comes before any that goes on.
 */
function orderOfSuffix(suffix: string): string {
  return [...suffix]
    .map((letter, at) => (letter === 'Z' && /[A-Z]/.test(suffix.charAt(at + 1)) ? '@' : letter))
    .join('');
}

/** The number that would come next, for a message; null where it is not known. */
function expectedAfter(provision: Provision, step: number): string | null {
  const { number } = provision;
  if (number === null || getItemFacts(provision)) return null;
  const [, above = '', last = ''] = /^(.*?)(\d+)[A-Z]*$/.exec(number) ?? [];
  if (last === '') return null;
  const next = String(Math.floor(Number(last) / step) * step + step);
  return above + (last.startsWith('0') ? next.padStart(last.length, '0') : next);
}

/** The value of the last part of a provision's number, or −1. */
export function readLastValue(provision: Provision): number {
  return readLastPart(provision.number ?? '').value;
}
