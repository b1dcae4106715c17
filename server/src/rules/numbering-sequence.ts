import type { Provision } from '../model/provision.js';
import { faultReport, faultsIn, sequencesOf } from './numbering.js';
import { labelPlace, type StructureRule } from './rule.js';
import { areWritten, isCitable, startsLate } from './shared/number-gaps.js';

/** Numbers that are missing, used twice or out of order. */
export const numberingSequence: StructureRule = {
  codes: {
    'numbering.duplicate': { severity: 'error', speaks: 'A number is used twice.' },
    'numbering.gap': { severity: 'warning', speaks: 'A number is missing.' },
    'numbering.order': { severity: 'error', speaks: 'Numbers are out of order.' },
  },
  *checkStructure({ draft, uri }) {
    const repeated = new Set<Provision>();
    for (const { name, members } of sequencesOf(draft)) {
      // Questions and attachments have checks of their own.
      if (name.startsWith('question ') || name === 'attachment') continue;
      const first = members[0];
      if (first && startsLate(name, first) && !areWritten(draft, null, first))
        yield {
          code: 'numbering.gap',
          message: `${first.label} comes first here: earlier numbers are missing.`,
          ...labelPlace(draft, first),
        };
      for (const fault of faultsIn(members, (provision) => !isCitable(provision))) {
        const { kind, provision, other } = fault;
        if (kind === 'duplicate') {
          repeated.add(provision);
          if (fault.goesOn || isInsideAny(provision, repeated)) continue;
        }
        if (kind === 'gap' && areWritten(draft, other, provision)) continue;
        yield faultReport(`numbering.${kind}`, fault, draft, uri);
      }
    }
  },
};

function isInsideAny(provision: Provision, containers: ReadonlySet<Provision>): boolean {
  for (let at = provision.parent; at; at = at.parent) if (containers.has(at)) return true;
  return false;
}
