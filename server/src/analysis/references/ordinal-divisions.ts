import { type Block, isQuoted } from '../../model/block.js';
import { BlockMemo } from '../../model/block-memo.js';
import type { Draft } from '../../model/draft.js';
import { listMatches } from '../../model/list-matches.js';
import { getOrCreate } from '../../model/memo.js';
import { capitaliseNumberWord, ORDINALS } from '../../model/number-words.js';
import type { Span } from '../../model/text.js';
import { namesLaw } from './other-laws.js';
import { ProvisionIndex } from './provision-index.js';

/** A Schedule that is cited by its place alone. */
export interface OrdinalDivision {
  /** As it is called: "Fourth Schedule". */
  readonly name: string;
  /** Where the words stand in the block, in UTF-16 units. */
  readonly span: Span;
}

const FORMS = ORDINALS.flatMap((word) => [capitaliseNumberWord(word), word.toUpperCase()]).join('|');

/** "the Fourth Schedule", and no words behind it that say of what other text it is. */
const ORDINAL_DIVISION = new RegExp(
  String.raw`\b(?:[Tt]he|THE) [*_]{0,2}((?:${FORMS}) (?:Schedule|SCHEDULE|Annex|ANNEX|Appendix|APPENDIX))\b(?![*_]{0,2} (?:thereto|(?:to|of|in) (?!th(?:is|ese)\b)))`,
  'gu',
);

const cited = new BlockMemo<readonly OrdinalDivision[]>();

/** The Schedules that a block cites by their place; none where it names another law, which may have them. */
export function listOrdinalDivisions(block: Block): readonly OrdinalDivision[] {
  return getOrCreate(cited, block, () => {
    if (block.kind === 'heading' || isQuoted(block) || !/ (?:Schedule|Annex|Appendix)/i.test(block.text)) return [];
    const found = listMatches(block.text, ORDINAL_DIVISION);
    if (found.length === 0 || namesLaw(block)) return [];
    return found.map((each) => {
      const [whole, name = ''] = each;
      const start = each.index + whole.length - name.length;
      return { name, span: { start, end: start + name.length } };
    });
  });
}

/**
 * The Schedules that a block cites by their place and that the draft lacks, though it calls its first
 * one so.
 */
export function listMissingOrdinals(draft: Draft, block: number): readonly OrdinalDivision[] {
  const all = listOrdinalDivisions(draft.block(block));
  if (all.length === 0) return all;
  const index = ProvisionIndex.of(draft);
  return all.filter(({ name }) => {
    const [, word = ''] = name.split(' ');
    return index.divisionCalled(name) === null && index.divisionCalled(`First ${word}`) !== null;
  });
}
