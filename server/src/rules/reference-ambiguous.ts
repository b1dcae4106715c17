import type { Provision } from '../model/provision.js';
import { type BlockRule, labelPlace } from './rule.js';
import { citedLabel, documentPhrase } from './stale-references.js';

/** A reference to a number that two provisions bear. */
export const ambiguousReference: BlockRule = {
  codes: {
    'reference.ambiguous': { severity: 'warning', speaks: 'Two provisions have the number cited.' },
  },
  *checkBlock(block, context) {
    for (const { found, document, targets } of context.resolved(block)) {
      for (const { target, state, provisions } of targets) {
        if (state !== 'ambiguous' || !target || !document?.draft || isAskedAgain(provisions)) continue;
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

const BEHIND: ReadonlySet<string> = new Set(['annex', 'appendix', 'schedule', 'attachment', 'heading']);

/** Whether a question stands once in the text, and is asked once more in an annex or under a heading of its own behind it. */
function isAskedAgain([first, ...others]: readonly Provision[]): boolean {
  const divisionOf = (provision: Provision): Provision | null => {
    for (let at = provision.parent; at; at = at.parent) if (BEHIND.has(at.kind)) return at;
    return null;
  };
  return (
    first?.kind === 'question' &&
    others.every(
      (each) => each.kind === 'question' && divisionOf(each) !== null && divisionOf(each) !== divisionOf(first),
    )
  );
}
