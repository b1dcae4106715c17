import { isBesideOtherText } from '../../analysis/references/other-texts.js';
import type { Draft } from '../../model/draft.js';
import type { Provision } from '../../model/provision.js';
import { type BlockRule, findLabelPlace } from '../rule.js';
import { formOfCited } from '../shared/forms-of-missing.js';
import { describeTarget, documentPhrase } from '../shared/stale-references.js';

/** How many of the provisions that have one number a finding points to. */
const MOST_SHOWN = 20;

/** A reference to a number that two provisions have. */
export const ambiguousReference: BlockRule = {
  codes: {
    'reference.ambiguous': { severity: 'warning', title: 'Two provisions have the number cited.' },
  },
  concerns: (block, context) => context.resolved(block).length > 0,
  *checkBlock(block, context) {
    for (const { found, document, targets } of context.resolved(block)) {
      for (const { target, state, provisions, isDoubtful } of targets) {
        if (state !== 'ambiguous' || !target || !document?.draft || isAskedAgain(provisions)) continue;
        const { draft, uri } = document;
        const own = context.draft.block(block);
        if (isBesideOtherText(own, found.reference.span) || namesSubparagraph(own.text, found.reference.span.start))
          continue;
        if (REPEALED.test(own.text.slice(target.span.end, target.span.end + 120))) continue;
        yield {
          code: 'reference.ambiguous',
          ...(document === context.resolution.self ? { form: formOfCited(found.reference, target.number) } : {}),
          ...(isDoubtful || areCountedAnew(provisions) || isOneOfMany(draft, target.number, provisions)
            ? { severity: 'information' as const }
            : {}),
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

/**
 * Whether paragraphs (2) are those of two lists that one provision counts: between them its numbers
 * begin at 1 again, so that the head of another was not read.
 */
function areCountedAnew([first, second]: readonly Provision[]): boolean {
  if (first?.kind !== 'paragraph' || !first.parent || first.parent !== second?.parent) return false;
  const beginning = first.parent.children.find(({ kind }) => kind === 'paragraph');
  return first.parent.children.some(
    ({ kind, marker, index }) =>
      kind === 'paragraph' && marker === beginning?.marker && index > first.index && index <= second.index,
  );
}

/** So many items (a) are those of lists that are not told apart. */
const MANY_ITEMS = 3;

/** Whether a bare "(a)" finds so many items that the text is not read as it is meant. */
function isOneOfMany({ scheme }: Draft, number: string, { length }: readonly Provision[]): boolean {
  return number.startsWith('(') && (length >= MANY_ITEMS || scheme.id !== 'code');
}

/** "Section 2, repealed by …": what it was is set out somewhere. */
const REPEALED = /^,? \(?(?:was |were |as )?(?:repealed|originally enacted)\b/;

/** "the first subparagraph, point (b)": of the lists of one paragraph, that of its part. */
function namesSubparagraph(text: string, start: number): boolean {
  return /\b(?:first|second|third|fourth|fifth|last) sub-?paragraph,?\s{1,3}(?:of \w{1,20} \d{1,4},? )?$/.test(
    text.slice(Math.max(0, start - 80), start),
  );
}

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
