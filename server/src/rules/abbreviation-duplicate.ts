import { termKey } from '../analysis/inflections.js';
import { isQuoted } from '../model/block.js';
import { type Abbreviation, factsOf } from '../model/facts.js';
import { shortenWords } from './message.js';
import type { BlockPlace, DraftRule } from './rule.js';

/** "System Test Plan (STP)" here and "Site Transfer Programme (STP)" there. */
export const duplicateAbbreviation: DraftRule = {
  codes: {
    'abbreviation.duplicate': { severity: 'warning', speaks: 'An abbreviation is spelled out in two ways.' },
  },
  costly: true,
  *checkDraft({ draft }) {
    const expanded = new Map<string, { key: string; long: string; place: BlockPlace }>();
    for (let block = 0; block < draft.blocks.length; block++) {
      const own = draft.block(block);
      if (isQuoted(own)) continue;
      for (const abbreviation of factsOf(own).abbreviations) {
        if (!isSpelledOut(abbreviation)) continue;
        const { short, long, span } = abbreviation;
        const key = termKey(long);
        const first = expanded.get(short);
        if (!first) expanded.set(short, { key, long, place: { block, span } });
        else if (first.key !== key)
          yield {
            code: 'abbreviation.duplicate',
            message: `“${short}” stands for “${shortenWords(long, 32)}” here, but for “${shortenWords(first.long, 32)}” elsewhere.`,
            block,
            span,
            related: [{ uri: null, draft, place: first.place, message: first.long }],
          };
      }
    }
  },
};

/**
 * Whether the short form is made of the initials of the words before it; any other words may just
 * precede a bracket.
 */
function isSpelledOut({ short, long }: Abbreviation): boolean {
  const initials = long
    .split(' ')
    .filter((word) => /^[A-Z]/.test(word))
    .map((word) => word.charAt(0))
    .join('');
  return initials.length > 1 && initials === short.replace(/[^A-Z]/g, '');
}
