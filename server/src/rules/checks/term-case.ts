import { lowerCaseTermsIn } from '../../analysis/terms/lower-case-terms.js';
import { shortenWords } from '../message.js';
import type { DraftRule } from '../rule.js';

/** "testing issues threshold" where "Testing Issues Threshold" is defined. */
export const termCase: DraftRule = {
  codes: {
    'term.case': { severity: 'information', title: 'A defined term is written without its capitals.' },
  },
  costly: true,
  *checkDraft({ draft }) {
    for (const { block, span, written, meant } of lowerCaseTermsIn(draft)) {
      const words = meant.replace(/\s+/g, ' ');
      yield {
        code: 'term.case',
        message: `“${shortenWords(written)}” is defined with capitals, as “${shortenWords(words)}”.`,
        block,
        span,
        fixes: [{ title: `Write “${words}”`, edits: [{ block, span, text: meant }], preferred: true }],
      };
    }
  },
};
