import { bracketedNamesIn } from '../../analysis/terms/long-forms.js';
import { shortForm } from '../../analysis/terms/short-forms.js';
import { makeTermKey } from '../../analysis/text/inflections.js';
import { isQuoted } from '../../model/block.js';
import { shortenWords } from '../message.js';
import type { BlockPlace, DraftRule } from '../rule.js';

/** "System Test Plan (STP)" here and "Site Transfer Programme (STP)" there. */
export const duplicateAbbreviation: DraftRule = {
  codes: {
    'abbreviation.duplicate': { severity: 'warning', title: 'An abbreviation is spelled out in two ways.' },
  },
  costly: true,
  *checkDraft({ draft }) {
    const firstByShortForm = new Map<string, { key: string; long: string; place: BlockPlace }>();
    for (const [block, { text }] of draft.blocks.entries()) {
      if (!text.includes('(') || isQuoted(draft.block(block))) continue;
      for (const { name, long, isSpelledOut, span } of bracketedNamesIn(draft.block(block))) {
        // Where the initials do not fit, anything may stand before the bracket.
        if (long === null || !isSpelledOut) continue;
        const short = shortForm(name);
        const key = makeTermKey(long.replace(/[-‐‑]/g, ' '));
        const first = firstByShortForm.get(short);
        if (!first) firstByShortForm.set(short, { key, long, place: { block, span } });
        else if (first.key !== key)
          yield {
            code: 'abbreviation.duplicate',
            message: `“${short}” stands for “${shortenWords(long, 32)}” here, but for “${shortenWords(first.long, 32)}” elsewhere.`,
            block,
            span,
            // "for" here and "in" there may be two titles, as their publishers write them.
            ...(dropSmallWords(first.key) === dropSmallWords(key) ? { severity: 'information' as const } : {}),
            related: [{ uri: null, place: first.place, message: first.long }],
          };
      }
    }
  },
};

function dropSmallWords(key: string): string {
  return key.replace(/\b(?:for|in|of|on|to|and|the|with|by) /g, '');
}
