import type { AttachmentEntry, Provision } from '../../model/provision.js';
import { findLabelPlace, type StructureRule } from '../rule.js';
import { findNumberFaults, reportNumberFault } from '../shared/numbering.js';

/** What a heading of an attachment says of itself, which is in no list. */
const NO_ENTRY: AttachmentEntry = { title: '', version: null, form: null, against: null };

/** Attachments whose numbers leave one out, come twice, or run backwards. */
export const attachmentSequence: StructureRule = {
  codes: {
    'attachment.sequence': {
      severity: 'error',
      title: 'An attachment number is missing, used twice or out of order.',
    },
  },
  *checkStructure({ draft, uri }) {
    const seen = new Set<string>();
    const members: Provision[] = [];
    for (const provision of draft.provisions) {
      if (provision.kind !== 'attachment') continue;
      // A list given again, in an annex or a covering letter, is no second use of its numbers.
      const { title, form, version, against } = provision.attachment ?? NO_ENTRY;
      const key = [provision.number, title.toLowerCase(), form, version, against].join('\u0001');
      if (provision.attachment && seen.has(key)) continue;
      seen.add(key);
      members.push(provision);
    }
    const first = members[0];
    if (first?.attachment && members.length > 1 && /^\d+$/.test(first.number ?? '') && Number(first.number) > 1)
      yield {
        code: 'attachment.sequence',
        message: `The list begins with ${first.label}: earlier numbers are missing.`,
        ...findLabelPlace(draft, first),
      };
    for (const fault of findNumberFaults(members))
      if (!fault.goesOn) yield reportNumberFault('attachment.sequence', fault, draft, uri);
  },
};
