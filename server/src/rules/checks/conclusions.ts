import { isConclusionsReport } from '../../model/front-matter.js';
import type { DraftRule } from '../rule.js';
import { describeOpenPlace, readConclusionPlaces } from '../shared/conclusion-places.js';

/**
 * What a conclusions report leaves open: points without an answer, and changes made since the
 * consultation without a reason.
 */
export const conclusions: DraftRule = {
  codes: {
    'conclusion.unanswered': {
      severity: 'error',
      title: 'A point of a respondent has no answer in the conclusions report, or a question no conclusion.',
    },
    'conclusion.unexplained': {
      severity: 'error',
      title: 'A change made since the consultation has no reason in the conclusions report.',
    },
  },
  // The whole text is read.
  costly: true,
  isOfReports: true,
  *checkDraft({ draft }) {
    if (!isConclusionsReport(draft.frontMatter)) return;
    for (const place of readConclusionPlaces(draft.text).places) {
      const message = place.text === '' ? describeOpenPlace(place) : null;
      if (message === null) continue;
      const block = Math.max(0, draft.blockAt(place.span.start));
      const start = draft.startOf(block);
      const code = place.kind === 'reason' ? 'conclusion.unexplained' : 'conclusion.unanswered';
      yield { code, message, block, span: { start: place.span.start - start, end: place.span.end - start } };
    }
  },
};
