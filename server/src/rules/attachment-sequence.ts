import type { AttachmentEntry, Provision } from '../model/provision.js';
import { faultReport, faultsIn } from './numbering.js';
import { labelPlace, type StructureRule } from './rule.js';

const NO_ENTRY: AttachmentEntry = { title: '', version: null, form: null, against: null };

/** Attachments whose numbers leave one out, come twice, or run backwards. */
export const attachmentSequence: StructureRule = {
  codes: {
    'attachment.sequence': {
      severity: 'error',
      speaks: 'An attachment number is missing, used twice or out of order.',
    },
  },
  *checkStructure({ draft, uri }) {
    const seen = new Set<string>();
    const members: Provision[] = [];
    for (const provision of draft.provisions) {
      if (provision.kind !== 'attachment') continue;
      // A list that is given once more, in an annex or a covering letter, repeats what it says.
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
        message: `${first.label} is the first in the list: those before it are missing.`,
        ...labelPlace(draft, first),
      };
    for (const fault of faultsIn(members))
      if (!fault.goesOn) yield faultReport('attachment.sequence', fault, draft, uri);
  },
};
