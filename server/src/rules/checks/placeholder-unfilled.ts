import { readBlockFacts } from '../../model/facts.js';
import { isIssued } from '../../model/front-matter.js';
import { shortenWords } from '../message.js';
import type { BlockRule } from '../rule.js';

/** A placeholder that is not filled in: a warning, and an error once the document is issued. */
export const unfilledPlaceholder: BlockRule = {
  codes: {
    'placeholder.unfilled': { severity: 'warning', title: 'A placeholder is not filled in.' },
  },
  *checkBlock(block, { draft, frontMatterFor }) {
    for (const { text, span } of readBlockFacts(draft.block(block)).placeholders) {
      const issued = isIssued(frontMatterFor(block));
      yield {
        code: 'placeholder.unfilled',
        message: issued
          ? `The document is issued, but ${shortenWords(text)} is not filled in.`
          : `${shortenWords(text)} is still to be filled in.`,
        block,
        span,
        ...(issued ? { severity: 'error' as const } : {}),
      };
    }
  },
};
