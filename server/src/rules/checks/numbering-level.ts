import { isOfLostLevel } from '../../analysis/references/doubt.js';
import { isUnreadLabel } from '../../analysis/references/line-labels.js';
import { listWrittenMarks } from '../../analysis/references/written-markers.js';
import type { Draft } from '../../model/draft.js';
import type { Provision } from '../../model/provision.js';
import { parseRoman } from '../../model/structure/markers.js';
import { shortenWords } from '../message.js';
import { findLabelPlace, type StructureRule } from '../rule.js';
import { findListedNumbers, findNumberedAbove } from '../shared/listed-numbers.js';

/** A title has fewer characters. */
const LONGEST_TITLE = 80;

/** A clause under a section that its number does not belong to. */
export const numberingLevel: StructureRule = {
  codes: {
    'numbering.level': {
      severity: 'warning',
      title: 'The number of a provision does not belong to the section it is in.',
    },
  },
  // A section whose label was not read is in the text all the same.
  readWords: (draft, block) => listWrittenMarks(draft.block(block)).join(),
  *checkStructure({ draft }) {
    const numbered = new Map(draft.provisions.map((each) => [each.number, each]));
    const listed = findListedNumbers(draft);
    const blocks = new Set(draft.provisions.filter(({ number }) => number !== null).map(({ block }) => block));
    let last: { readonly above: Provision; readonly prefix: string } | null = null;
    let before: string | null = null;
    for (const provision of draft.provisions) {
      const previous = before;
      if (provision.number?.includes('.') && provision.kind !== 'paragraph') before = provision.number;
      if ((provision.kind !== 'clause' && provision.kind !== 'section') || provision.number === null) continue;
      const above = findNumberedAbove(provision);
      if (!above?.number || provision.number.startsWith(`${above.number}.`)) continue;
      // 6.01 stands in Article VI; an amendment sets out sections of another number.
      if (above.unit === 'amendment' || provision.number.startsWith(`${readNumeral(above.number)}.`)) continue;
      // A list of changes names clauses 1.3 and 6.3 that stand in their places.
      if (listed.has(provision)) continue;
      // Where the numbers 2.12 of a text are lost 2.12.1 may stand anywhere.
      if (isOfLostLevel(draft, numberPrefix(provision.number))) continue;
      // 8-167.1 stands in chapter 8, and was put in after 8-167.
      if (!provision.number.includes('.') || /\d-\d/.test(provision.number)) continue;
      // 4.2 beside 4.1 under one heading is in its place; 21.3 under Section 20 is not.
      if (above.number.includes('.') && numberPrefix(provision.number) === numberPrefix(above.number)) continue;
      // A run that begins at 2.1 below a title without a number is Section 2, which no label names.
      const prefix = numberPrefix(provision.number);
      const first = numbered.has(prefix) ? undefined : numbered.get(`${prefix}.1`);
      if (first && isBelowTitle(draft, first, blocks)) continue;
      // 2.20 after 2.19 goes on below a title that counts otherwise; 6.2 below "6. Notice" that was not read is there.
      if (goesOnInList(previous, provision.number)) continue;
      if (!numbered.has(prefix) && isUnreadLabel(draft, 'section', prefix)) continue;
      // One clause in the wrong place brings those after it along.
      const isRun = last?.above === above && last.prefix === prefix;
      last = { above, prefix };
      if (isRun) continue;
      yield {
        code: 'numbering.level',
        message: `${shortenWords(provision.label)} is under ${shortenWords(above.label)}, but its number does not belong there.`,
        ...findLabelPlace(draft, provision),
      };
    }
  },
};

/** Whether a number goes on from another: 2.20 after 2.19. */
function goesOnInList(before: string | null, number: string): boolean {
  if (before === null || numberPrefix(before) !== numberPrefix(number)) return false;
  const [last, own] = [before, number].map((each) => Number(each.slice(each.lastIndexOf('.') + 1)));
  return last !== undefined && own !== undefined && own > last;
}

/** Whether a title stands right before a provision: a short line that is no sentence. */
function isBelowTitle(draft: Draft, { block }: Provision, numbered: ReadonlySet<number>): boolean {
  const before = block > 0 ? draft.block(block - 1) : null;
  if (!before || numbered.has(block - 1)) return false;
  return before.kind === 'heading' || (before.text.trim().length < LONGEST_TITLE && !/[.;:,]\s*$/.test(before.text));
}

/** What a numeral such as VI counts; 0 for any other number. */
function readNumeral(number: string): number {
  return /^[IVXLC]{1,8}$/.test(number) ? parseRoman(number.toLowerCase()) : 0;
}

/** All of a number but its last part, which the numbers beside it share. */
function numberPrefix(number: string): string {
  return number.slice(0, number.lastIndexOf('.'));
}
