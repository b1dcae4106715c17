import type { Provision } from '../../model/provision.js';
import { type BlockRule, findLabelPlace } from '../rule.js';
import { describeTarget, documentPhrase } from '../shared/stale-references.js';

/** How many of the provisions that have one number a finding points to. */
const MOST_SHOWN = 20;

/** A reference to a number that two provisions have. */
export const ambiguousReference: BlockRule = {
  codes: {
    'reference.ambiguous': { severity: 'warning', title: 'Two provisions have the number cited.' },
  },
  *checkBlock(block, context) {
    for (const { found, document, targets } of context.resolved(block)) {
      for (const { target, state, provisions } of targets) {
        if (state !== 'ambiguous' || !target || !document?.draft || isAskedAgain(provisions)) continue;
        const { draft, uri } = document;
        yield {
          code: 'reference.ambiguous',
          message: `${provisions.length} provisions${documentPhrase(context, document)} have the number of ${describeTarget(found.reference, target.number)}.`,
          block,
          span: target.span,
          related: provisions.slice(0, MOST_SHOWN).map((provision) => ({
            uri,
            place: findLabelPlace(draft, provision),
            message: `${provision.label} is here`,
          })),
        };
      }
    }
  },
};

/** Divisions after the text, which may ask its questions again. */
const LATER_DIVISIONS: ReadonlySet<string> = new Set(['annex', 'appendix', 'schedule', 'attachment', 'heading']);

/**
 * Whether one question is in the text and the others ask it again, in an annex or under a later
 * heading.
 */
function isAskedAgain([first, ...others]: readonly Provision[]): boolean {
  const divisionOf = (provision: Provision): Provision | null => {
    for (let at = provision.parent; at; at = at.parent) if (LATER_DIVISIONS.has(at.kind)) return at;
    return null;
  };
  return (
    first?.kind === 'question' &&
    others.every(
      (each) => each.kind === 'question' && divisionOf(each) !== null && divisionOf(each) !== divisionOf(first),
    )
  );
}
