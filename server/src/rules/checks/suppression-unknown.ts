import { shortenWords } from '../message.js';
import type { BlockRule } from '../rule.js';
import { DISABLE_NEXT_LINE, directivesIn } from '../suppression.js';

/** A comment that has no effect: it names a check or gives an instruction that does not exist. */
export const unknownSuppression: BlockRule = {
  codes: {
    'suppression.unknown': { severity: 'warning', title: 'A comment silences a check that does not exist.' },
  },
  concerns: (index, { draft }) => draft.block(index).text.includes('<!--'),
  *checkBlock(index, { draft, isCheckCode }) {
    const block = draft.block(index);
    if (block.kind === 'code' || block.kind === 'frontMatter') return;
    for (const { name, span, codes } of directivesIn(block.text)) {
      const reportAt = (message: string, at: typeof span) => ({
        code: 'suppression.unknown',
        message,
        block: index,
        span: at,
      });
      if (name !== DISABLE_NEXT_LINE)
        yield reportAt(`“${shortenWords(name)}” is not an instruction. Did you mean ${DISABLE_NEXT_LINE}?`, span);
      else
        for (const each of codes)
          if (!isCheckCode(each.code))
            yield reportAt(`There is no check “${shortenWords(each.code)}”, so nothing is silenced.`, each.span);
    }
  },
};
