import type { ListMarkerStyle } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import { markerText } from '../model/markers.js';
import type { Provision, ProvisionKind } from '../model/provision.js';
import { itemFactsOf } from '../model/structure/provision-node.js';
import { type Sequence, sequencesOf, stepBetween } from '../rules/numbering.js';
import { areWritten, isCitable, startsLate } from '../rules/numbering-sequence.js';
import { collision, lettersOf, letterValue, type NewNumbers } from './renumbering.js';

/**
 * The numbers where every sequence of a draft counts on without a gap. What was put in between the British way stays so: 20.28A behind
 * 20.28, (ba) behind (b). A number that is left out but stands in the midst of a sentence is no gap.
 * @param kept kinds whose numbers stay as they are
 * @returns each number that changes, or the reason why it cannot be told which number comes where
 */
export function closedNumbers(draft: Draft, kept: ReadonlySet<ProvisionKind>): NewNumbers | string {
  const lasts = new Map<Provision, string>();
  for (const sequence of sequencesOf(draft)) {
    const kind = sequence.members[0]?.kind;
    if (kind === undefined || kept.has(kind)) continue;
    const problem = closeSequence(draft, sequence, lasts);
    if (problem !== null) return problem;
  }
  const numbers = wholeNumbers(draft, lasts);
  return collision(draft, numbers) ?? numbers;
}

/** Notes the last part of each number of a sequence that changes; the reason where that cannot be told. */
function closeSequence(draft: Draft, { name, members }: Sequence, lasts: Map<Provision, string>): string | null {
  const asked = new Map<string, string>();
  let previous: Counted | null = null;
  for (const provision of members) {
    // An annex may ask the questions once more.
    const again = provision.kind === 'question' ? asked.get(provision.number as string) : undefined;
    if (again !== undefined) {
      if (again !== lastPartOf(provision)) lasts.set(provision, again);
      continue;
    }
    const own = lastOf(provision, previous);
    const next = following(draft, name, { provision, own }, previous);
    if (typeof next === 'string') return next;
    const text = written(provision, own, next);
    if (text !== lastPartOf(provision)) lasts.set(provision, text);
    asked.set(provision.number as string, text);
    previous = { provision, own, next };
  }
  return null;
}

/** What a number becomes behind the one before it. */
function following(
  draft: Draft,
  name: string,
  { provision, own }: Pick<Counted, 'provision' | 'own'>,
  previous: Counted | null,
): Last | string {
  if (!previous) return startsLate(name, provision) && !areWritten(draft, null, provision) ? { ...own, value: 1 } : own;
  const step = stepBetween(previous.provision, provision);
  const { own: old, next: before } = previous;
  if (step === 'same' || step === 'back') {
    if (!isCitable(provision)) return own;
    return step === 'same'
      ? `${provision.label} stands twice: give each a number of its own first`
      : `${provision.label} comes after ${previous.provision.label}: put it in its place first`;
  }
  if (step === 'other') return own;
  if (step === 'gap' && areWritten(draft, previous.provision, provision))
    return before.value === old.value
      ? own
      : `the numbers between ${previous.provision.label} and ${provision.label} stand in the midst of the text: give each a line of its own first`;
  return { value: own.value === old.value ? before.value : before.value + 1, suffix: own.suffix };
}

/** The last part of a number: what it counts, and what was put behind the count ("A" of 20.28A, "a" of (ba)). */
interface Last {
  readonly value: number;
  readonly suffix: string;
}

/** @param previous the one before it in its sequence, which tells (aa) behind (a) from (aa) behind (z) */
function lastOf(provision: Provision, previous: Counted | null): Last {
  const item = itemFactsOf(provision);
  const [, letter = '', suffix = ''] = /^\(([a-z])([a-z])\)$/i.exec(provision.marker) ?? [];
  if (item) {
    const put =
      letter !== '' && item.style.toLowerCase() === 'alpha' && previous?.provision.marker.charAt(1) === letter;
    return put && (previous.own.suffix !== '' || previous.own.value <= 26)
      ? { value: letterValue(letter.toUpperCase()), suffix }
      : { value: item.value, suffix: '' };
  }
  const found = /^[A-Z]*(\d+)([A-Z]*)$/.exec(lastPartOf(provision));
  if (!found) return { value: letterValue(lastPartOf(provision)), suffix: '' };
  return { value: Number(found[1]), suffix: found[2] as string };
}

/** A member of a sequence: what it counts, and what it is to count. */
interface Counted {
  readonly provision: Provision;
  readonly own: Last;
  readonly next: Last;
}

function lastPartOf(provision: Provision): string {
  if (itemFactsOf(provision)) return provision.marker;
  const number = provision.number as string;
  return number.slice(number.lastIndexOf('.') + 1);
}

function written(provision: Provision, own: Last, { value, suffix }: Last): string {
  const part = lastPartOf(provision);
  if (own.value === value && own.suffix === suffix) return part;
  const item = itemFactsOf(provision);
  if (item) return `(${itemText(part, item.style, own, value)}${suffix})`;
  if (!/\d/.test(part)) return lettersOf(value);
  return `${/^[A-Z]*/.exec(part)?.[0] ?? ''}${value}${suffix}`;
}

/** Letters behind z are doubled (aa, bb), or count as columns do (aa, ab), as they did before. */
function itemText(marker: string, style: ListMarkerStyle, own: Last, value: number): string {
  const columns = own.suffix === '' && own.value > 26 && /^\(([a-z])(?!\1)[a-z]\)$/i.test(marker);
  if (!columns) return markerText(style, value);
  return style === 'alpha' ? lettersOf(value).toLowerCase() : lettersOf(value);
}

/** The whole numbers that new last parts make, those within a provision that got another number included. */
function wholeNumbers(draft: Draft, lasts: ReadonlyMap<Provision, string>): NewNumbers {
  const numbers = new Map<Provision, string>();
  for (const provision of draft.provisions) {
    const { number } = provision;
    if (number === null) continue;
    const holder = holderOf(provision);
    const base = holder
      ? (numbers.get(holder) ?? (holder.number as string)) + number.slice(holder.number?.length)
      : number;
    const last = lasts.get(provision);
    const whole = last === undefined ? base : base.slice(0, base.length - lastPartOf(provision).length) + last;
    if (whole !== number) numbers.set(provision, whole);
  }
  return numbers;
}

/** The provision around another one that its number begins with the number of. */
function holderOf({ number, parent }: Provision): Provision | null {
  for (let at = parent; at; at = at.parent)
    if (at.number !== null && (number?.startsWith(`${at.number}.`) || number?.startsWith(`${at.number}(`))) return at;
  return null;
}
