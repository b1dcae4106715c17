import { listMissingOrdinals, listOrdinalDivisions } from '../../analysis/references/ordinal-divisions.js';
import { ProvisionIndex } from '../../analysis/references/provision-index.js';
import type { Resolution, TargetResolution } from '../../analysis/references/resolution.js';
import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import type { BlockRule } from '../rule.js';
import { formOfMissing } from '../shared/forms-of-missing.js';
import { describeTarget, documentPhrase, findStaleTarget, saysDeleted } from '../shared/stale-references.js';

/**
 * A reference to a provision, table, row, figure, question, note or attachment that does not exist.
 */
export const unresolvedReference: BlockRule = {
  codes: {
    'reference.unresolved': {
      severity: 'error',
      title: 'The provision, table, row, figure, question, note or attachment cited does not exist.',
    },
  },
  concerns: (block, context) =>
    context.resolved(block).length > 0 || listOrdinalDivisions(context.draft.block(block)).length > 0,
  *checkBlock(block, context) {
    for (const { name, span } of listMissingOrdinals(context.draft, block))
      yield { code: 'reference.unresolved', message: `${name} does not exist in this document.`, block, span };
    for (const resolution of context.resolved(block)) {
      for (const [index, target] of resolution.targets.entries()) {
        if (!isMissing(target) || !target.target) continue;
        // One wrong clause number is one mistake, however many of its sub-paragraphs are listed
        // after it.
        const before = resolution.targets[index - 1];
        if (before && isMissing(before) && sharesMissingClause(resolution, before, target)) continue;
        // What was in the version in force is left to the check that says where it went.
        if (resolution.document && findStaleTarget(context, resolution, target.target.number, block)) continue;
        if (saysDeleted(context, block, resolution, target.target.number)) continue;
        const { kind } = resolution.found.reference;
        if (!resolution.document?.draft || isTitleOfOther(resolution.document.draft, kind, target.target.number))
          continue;
        if (isSaidToBeMissing(context.draft.block(block).text, target.target.span.end)) continue;
        const label = describeTarget(resolution.found.reference, target.target.number);
        yield {
          code: 'reference.unresolved',
          message: `${label} does not exist${documentPhrase(context, resolution.document)}.`,
          block,
          span: target.target.span,
          ...formOfMissing(context, resolution, target),
          ...(target.isDoubtful ? { severity: 'information' as const } : {}),
        };
      }
    }
  },
};

function isMissing(target: TargetResolution): boolean {
  return target.state === 'missing' && target.range === null;
}

/** Whether two targets are of one clause, written once, that does not exist: "99.28(b) and (c)". */
function sharesMissingClause({ document }: Resolution, before: TargetResolution, target: TargetResolution): boolean {
  const [clause, sameClause] = [before, target].map((each) => each.target?.number.replace(/\(.*$/s, ''));
  const { span, number } = target.target ?? {};
  const isShort = span !== undefined && number !== undefined && span.end - span.start < number.length;
  if (!isShort || !clause || clause !== sameClause || !document?.draft) return false;
  return ProvisionIndex.of(document.draft).numbered(clause, null).length === 0;
}

const titlesByProvisions = new WeakMap<readonly Provision[], ReadonlySet<string>>();

/** "5. Appendix A – Frequencies": Appendix A is there, with a number of its own as well. */
function isTitleOfOther({ provisions }: Draft, kind: string, number: string): boolean {
  const titles = getOrCreate(
    titlesByProvisions,
    provisions,
    () =>
      new Set(
        provisions.flatMap(({ title }) => TITLE.exec(title ?? '')?.slice(1, 2) ?? []).map((each) => each.toLowerCase()),
      ),
  );
  return titles.has(`${kind} ${number}`.toLowerCase());
}

/** A title that begins with what looks like a label. */
const TITLE =
  /^[*_\s]{0,4}((?:Appendix|Annex|Schedule|Part|Section|Attachment|Exhibit|Chapter|Paragraph) [\w.]{1,12}?)(?=[\s:.,–—-]|$)/i;

/** "Sections E and F are missing from the source". */
const MISSING =
  /^(?:[\d.,()A-Z]| and| or| to| ){0,30} (?:is|are|was|were) (?:missing|intentionally (?:omitted|left out|left blank)|not used|vacant)\b/;

function isSaidToBeMissing(text: string, end: number): boolean {
  return MISSING.test(text.slice(end, end + 80));
}
