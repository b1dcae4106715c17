import type { BlockRule } from './rule.js';
import { DISABLE_NEXT_LINE, directivesIn } from './suppression.js';

/** A comment that is to silence a check which does not exist, or that gives an instruction which does not: it does nothing. */
export const unknownSuppression: BlockRule = {
  codes: {
    'suppression.unknown': { severity: 'warning', speaks: 'A comment silences a check that does not exist.' },
  },
  *checkBlock(index, { draft, isCheckCode }) {
    const block = draft.block(index);
    if (block.kind === 'code' || block.kind === 'frontMatter') return;
    for (const { name, span, codes } of directivesIn(block.text)) {
      const report = (message: string, at: typeof span) => ({
        code: 'suppression.unknown',
        message,
        block: index,
        span: at,
      });
      if (name !== DISABLE_NEXT_LINE) yield report(`“${name}” is unknown: write ${DISABLE_NEXT_LINE}.`, span);
      else
        for (const each of codes)
          if (!isCheckCode(each.code))
            yield report(`There is no check “${each.code}”, so nothing is silenced.`, each.span);
    }
  },
};
