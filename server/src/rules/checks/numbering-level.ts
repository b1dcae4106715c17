import type { Provision } from '../../model/provision.js';
import { shortenWords } from '../message.js';
import { findLabelPlace, type StructureRule } from '../rule.js';

/** A clause under a section that its number does not belong to. */
export const numberingLevel: StructureRule = {
  codes: {
    'numbering.level': {
      severity: 'warning',
      title: 'The number of a provision does not belong to the section it is in.',
    },
  },
  *checkStructure({ draft }) {
    for (const provision of draft.provisions) {
      if ((provision.kind !== 'clause' && provision.kind !== 'section') || provision.number === null) continue;
      const above = numberedAbove(provision);
      if (!above?.number || provision.number.startsWith(`${above.number}.`)) continue;
      // 8-167.1 stands in chapter 8, and was put in after 8-167.
      if (!provision.number.includes('.') || /\d-\d/.test(provision.number)) continue;
      // 4.2 beside 4.1 under one heading is in its place; 21.3 under Section 20 is not.
      if (above.number.includes('.') && numberPrefix(provision.number) === numberPrefix(above.number)) continue;
      yield {
        code: 'numbering.level',
        message: `${shortenWords(provision.label)} is under ${shortenWords(above.label)}, but its number does not belong there.`,
        ...findLabelPlace(draft, provision),
      };
    }
  },
};

function numberedAbove(provision: Provision): Provision | null {
  for (let at = provision.parent; at; at = at.parent) {
    if (at.kind === 'section' || at.kind === 'clause') return at;
    if (at.kind !== 'heading' || at.marker !== '') return null;
  }
  return null;
}

/** All of a number but its last part, which the numbers beside it share. */
function numberPrefix(number: string): string {
  return number.slice(0, number.lastIndexOf('.'));
}
