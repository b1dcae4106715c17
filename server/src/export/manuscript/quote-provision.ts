import { shortenToLine } from '../../analysis/text/shorten-to-line.js';
import type { Draft } from '../../model/draft.js';
import { readPlainWithPowers } from '../../model/inline/exponents.js';
import type { Provision } from '../../model/provision.js';
import { readItemNumbers, readShownWords } from './shown-words.js';

/** The most characters of a provision that a link to it shows. */
export const MOST_QUOTED = 240;

/** The first words of a provision with its number, on one line. */
export function quoteProvision(draft: Draft, { block: first, endBlock }: Provision, most = MOST_QUOTED): string {
  let said = '';
  for (let index = first; index < endBlock && said.length < most; index++) {
    const block = draft.block(index);
    // A long table or paragraph is no more than its first words here.
    said += ` ${readItemNumbers(block).text} ${readPlainWithPowers(readShownWords(draft, index)).slice(0, 2 * most)}`;
  }
  return shortenToLine(said, most);
}
