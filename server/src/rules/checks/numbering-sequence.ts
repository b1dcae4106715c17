import { listWrittenMarks } from '../../analysis/references/written-markers.js';
import type { Draft } from '../../model/draft.js';
import type { Provision } from '../../model/provision.js';
import { findLabelPlace, type StructureRule } from '../rule.js';
import { areWritten, isCitable, startsLate } from '../shared/number-gaps.js';
import { findNumberFaults, listSequences, reportNumberFault } from '../shared/numbering.js';

/** Numbers that are missing, used twice or out of order. */
export const numberingSequence: StructureRule = {
  codes: {
    'numbering.duplicate': { severity: 'error', title: 'A number is used twice.' },
    'numbering.gap': { severity: 'warning', title: 'A number is missing.' },
    'numbering.order': { severity: 'error', title: 'Numbers are out of order.' },
  },
  // What is written in a sentence fills a gap.
  readWords: (draft, block) => listWrittenMarks(draft.block(block)).join(),
  *checkStructure({ draft, uri }) {
    const repeated = new Set<Provision>();
    const leavesGaps = hasGapsByCustom(draft);
    for (const { name, members } of listSequences(draft)) {
      // Questions and attachments have checks of their own.
      if (name.startsWith('question ') || name === 'attachment') continue;
      const first = members[0];
      if (first && !leavesGaps && startsLate(name, first) && !areWritten(draft, null, first))
        yield {
          code: 'numbering.gap',
          message: `${first.label} comes first here: earlier numbers are missing.`,
          ...findLabelPlace(draft, first),
        };
      for (const fault of findNumberFaults(members, (provision) => !isCitable(provision))) {
        const { kind, provision, other } = fault;
        if (kind === 'duplicate') {
          repeated.add(provision);
          if (fault.goesOn || isInsideAny(provision, repeated) || beginsList(draft, provision)) continue;
        }
        if (kind === 'gap' && (leavesGaps || areWritten(draft, other, provision))) continue;
        // A code of many chapters keeps numbers free between its sections 2-64 and 2-81.
        if (kind === 'gap' && provision.kind !== 'paragraph' && /\d-\d/.test(provision.number ?? '')) continue;
        yield reportNumberFault(`numbering.${kind}`, fault, draft, uri);
      }
    }
  },
};

/** For so many numbers one may be missing in a text of a kind that is often amended. */
const NUMBERS_PER_GAP = 50;
/** As many may be slips in whatever text. */
const FEWEST_GAPS = 3;

/**
 * Whether the text is one that is amended over and over, as Acts are: what is repealed leaves gaps,
 * and a number that is missing among many tells nothing.
 */
function hasGapsByCustom(draft: Draft): boolean {
  if (draft.scheme.checks.gaps) return false;
  let gaps = 0;
  for (const { members } of listSequences(draft))
    for (const { kind } of findNumberFaults(members, (provision) => !isCitable(provision))) if (kind === 'gap') gaps++;
  return gaps > Math.max(FEWEST_GAPS, draft.provisions.length / NUMBERS_PER_GAP);
}

/** Whether a provision is the first item of a Markdown list: a section may hold more than one. */
function beginsList(draft: Draft, { kind, marker, block }: Provision): boolean {
  return kind === 'paragraph' && marker === '(1)' && /^\d/.test(draft.block(block).marker ?? '');
}

function isInsideAny(provision: Provision, containers: ReadonlySet<Provision>): boolean {
  for (let at = provision.parent; at; at = at.parent) if (containers.has(at)) return true;
  return false;
}
