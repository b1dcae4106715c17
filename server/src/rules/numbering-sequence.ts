import { markersIn } from '../analysis/written-markers.js';
import type { Draft } from '../model/draft.js';
import { alphaValue, markerText } from '../model/markers.js';
import type { Provision } from '../model/provision.js';
import { itemFactsOf } from '../model/structure/provision-node.js';
import { faultReport, faultsIn, lastValue, sequencesOf } from './numbering.js';
import { labelPlace, type StructureRule } from './rule.js';
import { isTitle } from './structure-ordered-list.js';

/** Numbers that are left out, given twice or come in the wrong order. */
export const numberingSequence: StructureRule = {
  codes: ['numbering.duplicate', 'numbering.gap', 'numbering.order'],
  *checkStructure({ draft, uri }) {
    const twice = new Set<Provision>();
    for (const { name, members } of sequencesOf(draft)) {
      // Questions and attachments have checks of their own.
      if (name.startsWith('question ') || name === 'attachment') continue;
      const first = members[0];
      if (first && startsLate(name, first) && !areWritten(draft, null, first))
        yield {
          code: 'numbering.gap',
          message: `${first.label} is the first here: the numbers before it are missing.`,
          ...labelPlace(draft, first),
        };
      for (const fault of faultsIn(members, (provision) => !isCitable(provision))) {
        const { kind, provision, other } = fault;
        if (kind === 'duplicate') {
          twice.add(provision);
          if (fault.goesOn || isWithin(provision, twice)) continue;
        }
        if (kind === 'gap' && areWritten(draft, other, provision)) continue;
        yield faultReport(`numbering.${kind}`, fault, draft, uri);
      }
    }
  },
};

/** Sub-paragraphs in running text under no number are lists of their own, and may begin again. */
export function isCitable(provision: Provision): boolean {
  const above = provision.parent?.kind;
  return provision.kind !== 'paragraph' || above === 'clause' || above === 'paragraph' || above === 'section';
}

function isWithin(provision: Provision, containers: ReadonlySet<Provision>): boolean {
  for (let at = provision.parent; at; at = at.parent) if (containers.has(at)) return true;
  return false;
}

/**
 * Whether the numbers that are left out before a provision stand in the text all the same, as no provisions.
 * @param previous the one before it in its sequence; null where it is the first
 */
export function areWritten(draft: Draft, previous: Provision | null, provision: Provision): boolean {
  if (!previous) return isWritten(draft, provision, 0);
  return isListed(draft, previous, provision) || isWritten(draft, provision, countBefore(previous, provision));
}

/** What a number counts, as one that another comes behind: (aa) counts as (a) does where (c) comes next. */
function countBefore(previous: Provision, next: Provision): number {
  const item = itemFactsOf(previous);
  if (!item) return lastValue(previous);
  const isPutIn = item.value >= (itemFactsOf(next)?.value ?? 0);
  return isPutIn ? alphaValue(previous.marker.charAt(1).toLowerCase()) : item.value;
}

/** Whether the numbers between `after` and a provision's own stand in the text, in a line or a sentence that is no provision. */
function isWritten(draft: Draft, provision: Provision, after: number): boolean {
  const item = itemFactsOf(provision);
  const own = item?.value ?? lastValue(provision);
  if (item && provision.parent) {
    const markers = markersIn(draft, provision.parent);
    for (let value = after + 1; value < own; value++) if (!markers.has(markerText(item.style, value))) return false;
    return true;
  }
  if (provision.kind !== 'section' || provision.number?.includes('.') || own <= after + 1) return false;
  const missing = new Set<string>();
  for (let value = after + 1; value < own; value++) missing.add(String(value));
  for (let block = provision.block - 1; block >= 0 && missing.size > 0; block--) {
    const { head } = draft.block(block);
    if (head.kind === 'section' && draft.provisionOfBlock(block)?.block === block) return false;
    if (head.kind === 'listNumber') missing.delete(head.number);
    if (draft.provisionOfBlock(block)?.kind === 'section' && draft.provisionOfBlock(block)?.block === block) break;
  }
  return missing.size === 0;
}

/** Whether the first of a sequence has a number that others should come before. */
export function startsLate(name: string, provision: Provision): boolean {
  const item = itemFactsOf(provision);
  if (item) return item.value > 1 && isCitable(provision);
  // An extract may begin with any section; within a section the clauses begin at 1.
  return (
    name.startsWith('numbers') && provision.kind === 'clause' && provision.parent !== null && lastValue(provision) > 1
  );
}

/** Whether a section that is missing stands between two as an item of a list, which another check mends. */
function isListed(draft: Draft, previous: Provision, next: Provision): boolean {
  if (next.kind !== 'section') return false;
  for (let index = previous.block + 1; index < next.block; index++) {
    const { head } = draft.block(index);
    if (head.kind === 'listNumber' && Number(head.number) === lastValue(previous) + 1 && isTitle(draft, index))
      return true;
  }
  return false;
}
