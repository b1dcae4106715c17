import { isSameTitle } from '../../analysis/text/titles.js';
import { shortenWords } from '../message.js';
import { type BlockRule, findLabelPlace } from '../rule.js';

/** The title cited beside a number is not the target's title. */
export const referenceCaption: BlockRule = {
  codes: {
    'reference.caption': {
      severity: 'warning',
      title: 'The title cited beside a number is not the title of that provision.',
    },
  },
  concerns: (block, context) => context.resolved(block).length > 0,
  *checkBlock(block, context) {
    for (const { found, document, targets } of context.resolved(block)) {
      const { caption } = found.reference;
      const only = targets[0];
      if (!caption || targets.length !== 1 || only?.state !== 'found' || only.range || !document?.draft) continue;
      const provision = only.provisions[0];
      if (!provision?.title || isSameTitle(provision.title, caption.text)) continue;
      if (describesTitle(provision.title, caption.text)) continue;
      yield {
        code: 'reference.caption',
        message: `${shortenWords(provision.label, 24)} is titled “${shortenWords(provision.title, 36)}”, not “${shortenWords(caption.text, 36)}”.`,
        block,
        span: caption.span,
        related: [
          {
            uri: document.uri,
            place: findLabelPlace(document.draft, provision),
            message: provision.title,
          },
        ],
        fixes: [
          {
            title: `Write “${provision.title}”`,
            edits: [{ block, span: caption.span, text: provision.title }],
            preferred: true,
          },
        ],
      };
    }
  },
};

/**
 * "(IFRS exemption)" beside "Exemption from consolidation where IFRS so permits": fewer of its words,
 * in another order, describe what it is about.
 */
function describesTitle(title: string, caption: string): boolean {
  const of: readonly string[] = splitLetters(title);
  const own: readonly string[] = splitLetters(caption);
  return own.length > 1 && own.length * 2 < of.length && own.every((word) => of.includes(word));
}

function splitLetters(text: string): string[] {
  return text.toLowerCase().match(/\p{L}{2,40}/gu) ?? [];
}
