import { isQuoted } from '../../model/block.js';
import { readBlockFacts } from '../../model/facts.js';
import { isIssued } from '../../model/front-matter.js';
import type { SchemeId } from '../../model/schemes/scheme.js';
import { shortenWords } from '../message.js';
import type { BlockRule } from '../rule.js';

/** "[name of company]": a blank of a form that others fill in, as an Act sets it out. */
const BLANK_OF_FORM =
  /^\[(?:the |full ){0,2}(?:names?|address(?:es)?|dates?|signatures?|occupation)\b(?![^\]]*\b(?:insert|tbc)\b)/i;

/** Schemes of texts that set out forms for others, and are not filled in themselves. */
const FORMS: ReadonlySet<SchemeId> = new Set<SchemeId>(['act', 'statutory-instrument', 'eu-act', 'standard']);

/** "[number]": a single word in small letters. */
const BLANK_WORD = /^\[[a-z]{3,12}\]$/;
/** "*PROPOSAL [number] lapsed.*": words in italics or bold from first to last, which set out what others say. */
const FORM_OF_WORDS = /^([*_])(?![*_\s])(?=.{0,80}[\p{L}] )[^*_]{8,600}\1\s{0,4}$/su;

/** A placeholder that is not filled in: a warning, and an error once the document is issued. */
export const unfilledPlaceholder: BlockRule = {
  codes: {
    'placeholder.unfilled': { severity: 'warning', title: 'A placeholder is not filled in.' },
  },
  concerns: (block, { draft }) => readBlockFacts(draft.block(block)).placeholders.length > 0,
  *checkBlock(block, { draft, frontMatterFor }) {
    const isOfForm = FORMS.has(draft.scheme.id);
    const own = draft.block(block);
    for (const { text, span } of readBlockFacts(own).placeholders) {
      const issued = isIssued(frontMatterFor(block));
      yield {
        code: 'placeholder.unfilled',
        message: issued
          ? `The document is issued, but ${shortenWords(text)} is not filled in.`
          : `${shortenWords(text)} is still to be filled in.`,
        block,
        span,
        // What is set out in a quotation is for others to fill in.
        ...(isQuoted(own) ||
        (isOfForm && BLANK_OF_FORM.test(text)) ||
        (BLANK_WORD.test(text) && FORM_OF_WORDS.test(own.text.slice('body' in own.head ? own.head.body : own.prefix)))
          ? { severity: 'information' as const }
          : {}),
        ...(issued ? { severity: 'error' as const } : {}),
      };
    }
  },
};
