import { questionsOf } from '../../analysis/references/questions.js';
import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { type DraftRule, findLabelPlace } from '../rule.js';
import { findNumberFaults, nameQuestionCount, reportNumberFault } from '../shared/numbering.js';

/** Questions whose numbers leave one out, come twice, or run backwards. */
export const questionSequence: DraftRule = {
  codes: {
    'question.sequence': { severity: 'error', title: 'A question number is missing, used twice or out of order.' },
  },
  costly: false,
  *checkDraft({ draft, uri }) {
    for (const members of groupBySeries(draft)) {
      const first = members[0];
      // A series that begins later than 1 has lost its beginning.
      if (first && /^\d+$/.test(first.number ?? '') && Number(first.number) > 1)
        yield {
          code: 'question.sequence',
          message: `The questions begin with ${first.label}: earlier ones are missing.`,
          ...findLabelPlace(draft, first),
        };
      for (const fault of findNumberFaults(members))
        if (!fault.goesOn) yield reportNumberFault('question.sequence', fault, draft, uri);
    }
  },
};

/** The questions under each name, without those that an annex asks again in the same words. */
function groupBySeries(draft: Draft): Provision[][] {
  const series = new Map<string, Provision[]>();
  const asked = new Set<string>();
  for (const { provision, label, text } of questionsOf(draft)) {
    const key = `${label} ${text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()}`;
    if (asked.has(key) && text !== '') continue;
    asked.add(key);
    getOrCreate(series, nameQuestionCount(provision), () => []).push(provision);
  }
  return [...series.values()];
}
