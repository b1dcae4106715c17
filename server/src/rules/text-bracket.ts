import { type OddMark, pairMarks } from '../analysis/brackets.js';
import type { DraftRule } from './rule.js';

/** A bracket or a quotation mark that has no other. */
export const unbalancedBracket: DraftRule = {
  codes: {
    'text.bracket': { severity: 'warning', speaks: 'A bracket or a quotation mark has no partner.' },
  },
  costly: true,
  *checkDraft({ draft }) {
    for (const { block, mark } of pairMarks(draft.blocks)) {
      yield { code: 'text.bracket', message: `“${mark.char}” ${words(mark)}.`, block, span: mark.span };
    }
  },
};

function words({ char, opens }: OddMark): string {
  const what = /[()[\]]/.test(char) ? 'bracket' : 'quotation mark';
  return opens ? `opens, and no ${what} closes it` : `closes, and no ${what} opens before it`;
}
