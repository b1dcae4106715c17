import { nearMissesIn } from '../../analysis/terms/near-misses.js';
import { definedKeys, Vocabulary } from '../../analysis/terms/vocabulary.js';
import { shortenWords } from '../message.js';
import type { DraftRule } from '../rule.js';

/**
 * "Testing Tissues Thresholds" beside "Testing Issues Threshold", "DMCT Test Report" beside "DMCT
 * Testing Report".
 */
export const nearMiss: DraftRule = {
  codes: {
    'term.near-miss': {
      severity: 'warning',
      title: 'A term differs slightly from one that is defined or often used.',
    },
  },
  costly: true,
  *checkDraft({ draft }) {
    const found = [...nearMissesIn(Vocabulary.of(draft), definedKeys(draft))].map((each) => {
      const { text } = draft.block(each.use.block);
      const { start, end } = each.use.span;
      return {
        ...each,
        written: text.slice(start, end).replace(/\s+/g, ' '),
        isNamed: each.kind === 'words' && NAMES.test(text.slice(Math.max(0, start - REACH_OF_NAMING), start)),
      };
    });
    // "a register to be known as the Register of Ponds" is the name of a thing of its own.
    const named = new Set(found.filter(({ isNamed }) => isNamed).map(({ written }) => written.toLowerCase()));
    for (const { use, meant, kind, isDefined: defined, example, written } of found) {
      const { block, span } = use;
      if (named.has(written.toLowerCase()) || leavesOutRepeated(written, meant)) continue;
      yield {
        code: 'term.near-miss',
        message: `“${shortenWords(written)}” is close to “${shortenWords(meant)}”, which is ${defined ? 'defined' : 'used elsewhere'}.`,
        block,
        span,
        // Names with a word more or less are names of two things as often as not.
        ...(kind === 'words' && !defined && draft.scheme.id !== 'code' ? { severity: 'information' as const } : {}),
        related: example ? [{ uri: null, place: { block: example.block, span: example.span }, message: meant }] : [],
        fixes: [{ title: `Write “${meant}”`, edits: [{ block, span, text: meant }], preferred: kind === 'letters' }],
      };
    }
  },
};

/** What stands before the words by which a text names a thing. */
const NAMES = /\b(?:known as|called|entitled|named|means|meaning)(?: the| an?)? ["“*_]{0,3}$/;
const REACH_OF_NAMING = 30;

/** "Working and Interest Groups" for "Working Groups and Interest Groups": the word is said once for both. */
function leavesOutRepeated(written: string, meant: string): boolean {
  const words = meant.split(' ');
  const at = words.findIndex((word) => /^(?:and|or|&)$/i.test(word));
  if (at < 2 || at === words.length - 1) return false;
  const stem = (word = '') => word.toLowerCase().replace(/s$/, '');
  if (stem(words[at - 1]) !== stem(words.at(-1))) return false;
  return (
    written.toLowerCase() ===
    words
      .toSpliced(at - 1, 1)
      .join(' ')
      .toLowerCase()
  );
}
