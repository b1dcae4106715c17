import { type OddMark, pairMarks } from '../../analysis/text/brackets.js';
import type { DraftRule } from '../rule.js';

/** A bracket or a quotation mark without a partner. */
export const unbalancedBracket: DraftRule = {
  codes: {
    'text.bracket': { severity: 'warning', title: 'A bracket or a quotation mark has no partner.' },
  },
  costly: true,
  *checkDraft({ draft }) {
    for (const { block, mark } of pairMarks(draft)) {
      yield { code: 'text.bracket', message: `“${mark.char}” ${describeOddMark(mark)}.`, block, span: mark.span };
    }
  },
};

function describeOddMark({ char, opens }: OddMark): string {
  const what = /[()[\]]/.test(char) ? 'bracket' : 'quotation mark';
  return opens ? `opens, but no ${what} closes it` : `closes, but no ${what} opens before it`;
}
