import type { BlockRule } from './rule.js';
import { labelPlace } from './rule.js';
import { citedLabel, documentPhrase } from './stale-references.js';

/** A reference to a number that two provisions bear. */
export const ambiguousReference: BlockRule = {
  codes: ['reference.ambiguous'],
  *checkBlock(block, context) {
    for (const { found, document, targets } of context.resolved(block)) {
      for (const { target, state, provisions } of targets) {
        if (state !== 'ambiguous' || !target || !document?.draft) continue;
        const { draft, uri } = document;
        yield {
          code: 'reference.ambiguous',
          message: `${provisions.length} provisions${documentPhrase(context, document)} bear the number of ${citedLabel(found.reference, target.number)}: give each its own.`,
          block,
          span: target.span,
          related: provisions.map((provision) => ({
            uri,
            draft,
            place: labelPlace(draft, provision),
            message: `${provision.label} stands here`,
          })),
        };
      }
    }
  },
};
