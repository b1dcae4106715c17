import type { ListMarkerStyle } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import type { Provision, ProvisionKind } from '../model/provision.js';
import { formatMarker } from '../model/structure/markers.js';
import { getItemFacts } from '../model/structure/provision-node.js';
import { areWritten, isCitable, startsLate } from '../rules/shared/number-gaps.js';
import { findNumberStep, listSequences, type Sequence, stepBetween } from '../rules/shared/numbering.js';
import { countOfLetters, findCollision, lettersForCount, type NewNumbers } from './new-numbers.js';

/**
 * Numbers every sequence of a draft on without gaps. What was inserted the British way stays so:
 * 20.28A after 20.28, (ba) after (b). A number that is missing but stands within a sentence is no
 * gap.
 * @param kept kinds whose numbers stay as they are
 * @returns each number that changes, or why they are uncertain, as the end of a sentence
 */
export function closeNumberGaps(draft: Draft, kept: ReadonlySet<ProvisionKind>): NewNumbers | string {
  const lastParts = new Map<Provision, string>();
  for (const sequence of listSequences(draft)) {
    const kind = sequence.members[0]?.kind;
    if (kind === undefined || kept.has(kind)) continue;
    const problem = closeSequence(draft, sequence, lastParts);
    if (problem !== null) return problem;
  }
  const numbers = buildWholeNumbers(draft, lastParts);
  return findCollision(draft, numbers) ?? numbers;
}

/** Adds the new last part of each number that changes in a sequence; the reason where it cannot. */
function closeSequence(draft: Draft, { name, members }: Sequence, lasts: Map<Provision, string>): string | null {
  const isCounted = members.every((each) => getItemFacts(each) !== null || /\d/.test(each.number ?? '0'));
  if (!isCounted && members.some(({ kind }) => kind === 'section' || kind === 'part')) return null;
  if (findNumberStep(members) > 1) return null;
  const textByQuestion = new Map<string, string>();
  let previous: CountedProvision | null = null;
  for (const provision of members) {
    // An annex may repeat the questions.
    const again = provision.kind === 'question' ? textByQuestion.get(provision.number ?? '') : undefined;
    if (again !== undefined) {
      if (again !== readLastMarker(provision)) lasts.set(provision, again);
      continue;
    }
    const own = readCount(provision, previous);
    const next = countOn(draft, name, { provision, own }, previous);
    if (typeof next === 'string') return next;
    const text = writeLastPart(provision, own, next);
    if (text !== readLastMarker(provision)) lasts.set(provision, text);
    textByQuestion.set(provision.number ?? '', text);
    previous = { provision, own, next };
  }
  return null;
}

/** What a number becomes after the one before it, or the reason why that is uncertain. */
function countOn(
  draft: Draft,
  name: string,
  { provision, own }: Pick<CountedProvision, 'provision' | 'own'>,
  previous: CountedProvision | null,
): Count | string {
  if (!previous) return startsLate(name, provision) && !areWritten(draft, null, provision) ? { ...own, value: 1 } : own;
  const step = stepBetween(previous.provision, provision);
  const { own: oldBefore, next: newBefore } = previous;
  if (step === 'same' || step === 'back') {
    if (!isCitable(provision)) return own;
    return step === 'same'
      ? `${provision.label} stands twice: give each a number of its own first`
      : `${provision.label} comes after ${previous.provision.label}: put it in its place first`;
  }
  if (step === 'other') return own;
  if (step === 'gap' && areWritten(draft, previous.provision, provision))
    return newBefore.value === oldBefore.value
      ? own
      : `the numbers between ${previous.provision.label} and ${provision.label} stand within the text: give each a line of its own first`;
  return { value: own.value === oldBefore.value ? newBefore.value : newBefore.value + 1, suffix: own.suffix };
}

/** The last part of a number: its count, and the letters after it ("A" of 20.28A, "a" of (ba)). */
interface Count {
  readonly value: number;
  readonly suffix: string;
}

/**
 * @param previous the one before it in its sequence, which tells (aa) after (a) from (aa) after (z)
 */
function readCount(provision: Provision, previous: CountedProvision | null): Count {
  const item = getItemFacts(provision);
  const [, letter = '', suffix = ''] = /^\(([a-z])([a-z])\)$/i.exec(provision.marker) ?? [];
  if (item) {
    const isInserted =
      letter !== '' && item.style.toLowerCase() === 'alpha' && previous?.provision.marker.charAt(1) === letter;
    return isInserted && (previous.own.suffix !== '' || previous.own.value <= 26)
      ? { value: countOfLetters(letter.toUpperCase()), suffix }
      : { value: item.value, suffix: '' };
  }
  const [, digits, ownSuffix = ''] = /^[A-Z]*(\d+)([A-Z]*|[a-z]|\([a-z]{1,3}\))$/.exec(readLastMarker(provision)) ?? [];
  if (digits === undefined) return { value: countOfLetters(readLastMarker(provision)), suffix: '' };
  return { value: Number(digits), suffix: ownSuffix };
}

/** A member of a sequence: what it counts, and what it is to count. */
interface CountedProvision {
  readonly provision: Provision;
  readonly own: Count;
  readonly next: Count;
}

function readLastMarker(provision: Provision): string {
  if (getItemFacts(provision)) return provision.marker;
  const number = provision.number ?? '';
  return number.slice(number.lastIndexOf('.') + 1);
}

function writeLastPart(provision: Provision, own: Count, { value, suffix }: Count): string {
  const part = readLastMarker(provision);
  if (own.value === value && own.suffix === suffix) return part;
  const item = getItemFacts(provision);
  if (item) return `(${writeMarker(part, item.style, own, value)}${suffix})`;
  if (!/\d/.test(part)) return lettersForCount(value);
  return `${/^[A-Z]*/.exec(part)?.[0] ?? ''}${value}${suffix}`;
}

/**
 * Letters after z are doubled (aa, bb) or count as columns do (aa, ab), whichever they did before.
 */
function writeMarker(marker: string, style: ListMarkerStyle, own: Count, value: number): string {
  const countsAsColumns = own.suffix === '' && own.value > 26 && /^\(([a-z])(?!\1)[a-z]\)$/i.test(marker);
  if (!countsAsColumns) return formatMarker(style, value);
  return style === 'alpha' ? lettersForCount(value).toLowerCase() : lettersForCount(value);
}

/** The whole numbers that new last parts make, those within a renumbered provision included. */
function buildWholeNumbers(draft: Draft, lasts: ReadonlyMap<Provision, string>): NewNumbers {
  const numbers = new Map<Provision, string>();
  for (const provision of draft.provisions) {
    const { number } = provision;
    if (number === null) continue;
    const holder = findNumberHolder(provision);
    const base = holder ? (numbers.get(holder) ?? holder.number ?? '') + number.slice(holder.number?.length) : number;
    const last = lasts.get(provision);
    const whole = last === undefined ? base : base.slice(0, base.length - readLastMarker(provision).length) + last;
    if (whole !== number) numbers.set(provision, whole);
  }
  return numbers;
}

/** The nearest provision around another one whose number begins the other's. */
function findNumberHolder({ number, parent }: Provision): Provision | null {
  for (let at = parent; at; at = at.parent)
    if (at.number !== null && (number?.startsWith(`${at.number}.`) || number?.startsWith(`${at.number}(`))) return at;
  return null;
}
