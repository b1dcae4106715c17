import { ProvisionIndex } from '../analysis/provision-index.js';
import type { ListMarkerStyle } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import { follows } from '../model/markers.js';
import type { Provision } from '../model/provision.js';
import { itemFactsOf } from '../model/structure/provision-node.js';
import { labelPlace, type Report } from './rule.js';

/** Provisions whose numbers count on from each other: siblings of one kind, or the tables of one section. */
export interface Sequence {
  readonly name: string;
  readonly members: readonly Provision[];
}

/** How a member of a sequence follows the one before it. */
type Step = 'next' | 'gap' | 'back' | 'same' | 'other';

/** Every run of numbers of a draft that ought to count on. */
export function sequencesOf(draft: Draft): Sequence[] {
  const sequences: Sequence[] = [];
  const lists = new Map<Provision | null, Provision[]>();
  const groups = new Map<string, Provision[]>();
  const index = ProvisionIndex.of(draft);
  for (const provision of draft.provisions) {
    switch (provision.kind) {
      case 'section':
      case 'clause': {
        if (provision.number === null) break;
        const above = provision.number.includes('.')
          ? provision.number.slice(0, provision.number.lastIndexOf('.'))
          : '';
        add(groups, `numbers ${index.scopeOf(provision) ?? ''} ${above}`, provision);
        break;
      }
      case 'paragraph':
        add(lists, provision.parent, provision);
        break;
      case 'table':
      case 'figure': {
        const above = provision.number?.includes('.')
          ? provision.number.slice(0, provision.number.lastIndexOf('.'))
          : '';
        if (provision.number !== null) add(groups, `${provision.kind} ${above}`, provision);
        break;
      }
      case 'question':
        add(groups, `question ${provision.label.split(' ')[0]}`, provision);
        break;
      case 'attachment':
      case 'appendix':
      case 'annex':
      case 'schedule':
        add(groups, provision.kind, provision);
        break;
      default:
        break;
    }
  }
  for (const [name, members] of groups) sequences.push({ name, members });
  for (const members of lists.values()) sequences.push({ name: 'list', members });
  return sequences;
}

function add<K>(groups: Map<K, Provision[]>, key: K, provision: Provision): void {
  const group = groups.get(key);
  if (group) group.push(provision);
  else groups.set(key, [provision]);
}

/** How `next` follows `previous` within their sequence. */
export function stepBetween(previous: Provision, next: Provision): Step {
  const a = itemFactsOf(previous);
  const b = itemFactsOf(next);
  if (a && b) {
    if (a.style !== b.style) return 'other';
    const from = { marker: previous.marker.slice(1, -1), ...a };
    const to = next.marker.slice(1, -1);
    if (from.marker === to) return 'same';
    if (follows(from, to, b.value)) return 'next';
    // A list that begins anew behind words of its own is another list.
    if (b.value === 1) return 'other';
    return isBehind({ ...b, marker: to }, from) ? 'gap' : 'back';
  }
  return stepBetweenNumbers(lastPart(previous.number ?? ''), lastPart(next.number ?? ''));
}

interface Marker {
  /** Without brackets. */
  readonly marker: string;
  readonly style: ListMarkerStyle;
  readonly value: number;
}

/** Whether one marker comes behind another: by what it counts, or letter by letter behind one that was put in between, as (c) behind (aa). */
function isBehind(own: Marker, other: Marker): boolean {
  const inserted = own.style.toLowerCase() === 'alpha' && other.marker.length === 2;
  return inserted ? own.marker > other.marker : own.value > other.value;
}

/** What is wrong with a number, and the provision that it is wrong beside: the one before it, or the first to bear it. */
export interface Fault {
  readonly kind: 'duplicate' | 'gap' | 'order';
  readonly provision: Provision;
  readonly other: Provision;
  /** Whether a duplicate goes on from one: where numbers begin anew, as where a second text was pasted in, that is one slip. */
  readonly goesOn: boolean;
}

/** The numbers in a sequence that are left out, given twice or out of order. @param mayRepeat whether a provision may bear a number anew */
export function* faultsIn(
  members: readonly Provision[],
  mayRepeat: (provision: Provision) => boolean = () => false,
): Generator<Fault> {
  const seen = new Map<string, Provision>();
  let previous: Provision | null = null;
  let repeated: Provision | null = null;
  for (const provision of members) {
    const key = provision.number ?? '';
    const first = seen.get(key);
    if (first && !mayRepeat(provision)) {
      const goesOn: boolean = repeated !== null && stepBetween(repeated, provision) === 'next';
      repeated = provision;
      yield { kind: 'duplicate', provision, other: first, goesOn };
      continue;
    }
    repeated = null;
    seen.set(key, provision);
    // The furthest number so far: what follows one that jumped ahead is not out of order for it alone.
    const step = previous ? stepBetween(previous, provision) : 'next';
    if (previous && step === 'gap') yield { kind: 'gap', provision, other: previous, goesOn: false };
    else if (previous && step === 'back') yield { kind: 'order', provision, other: previous, goesOn: false };
    previous = provision;
  }
}

/** A fault as what a check says of it. */
export function faultReport(code: string, { kind, provision, other }: Fault, draft: Draft, uri: string): Report {
  const report = (message: string): Report => ({ code, message, ...labelPlace(draft, provision) });
  switch (kind) {
    case 'duplicate':
      return {
        ...report(`${provision.label} stands twice: each needs a number of its own.`),
        related: [{ uri, draft, place: labelPlace(draft, other), message: `The first ${other.label} is here` }],
      };
    case 'gap': {
      const expected = expectedAfter(other);
      return report(`${other.label} is followed by ${provision.label}${expected ? `: ${expected} is missing` : ''}.`);
    }
    default:
      return report(`${provision.label} comes after ${other.label}.`);
  }
}

interface Part {
  readonly letters: string;
  readonly value: number;
  readonly suffix: string;
}

function lastPart(number: string): Part {
  const last = number.slice(number.lastIndexOf('.') + 1);
  const found = /^([A-Z]*)(\d*)([A-Z]*)$/.exec(last);
  return { letters: found?.[1] ?? '', value: found?.[2] ? Number(found[2]) : -1, suffix: found?.[3] ?? '' };
}

function stepBetweenNumbers(a: Part, b: Part): Step {
  if (a.value < 0 || b.value < 0) {
    // Appendix A, Appendix B … Z, AA: letters alone.
    if (a.value >= 0 || b.value >= 0 || a.letters.length !== 1 || b.letters.length !== 1)
      return a.letters === b.letters && a.value === b.value ? 'same' : 'other';
    const distance = b.letters.charCodeAt(0) - a.letters.charCodeAt(0);
    return distance === 0 ? 'same' : distance === 1 ? 'next' : distance > 1 ? 'gap' : 'back';
  }
  if (a.letters !== b.letters) return 'other';
  if (a.value === b.value) {
    if (a.suffix === b.suffix) return 'same';
    return a.suffix < b.suffix ? 'next' : 'back';
  }
  // 20.28, 20.28A, 20.29: a number with a letter was put in between.
  if (b.value === a.value + 1) return 'next';
  return b.value > a.value ? 'gap' : 'back';
}

/** The number that would come next, for a message; null where it cannot be told. */
function expectedAfter(provision: Provision): string | null {
  const { number } = provision;
  if (number === null || itemFactsOf(provision)) return null;
  const found = /^(.*?)(\d+)[A-Z]*$/.exec(number);
  return found ? `${found[1]}${Number(found[2]) + 1}` : null;
}

/** The value of the last part of a provision's number, or −1. */
export function lastValue(provision: Provision): number {
  return lastPart(provision.number ?? '').value;
}
