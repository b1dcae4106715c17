import { type List, listsOf } from '../../analysis/text/lists.js';
import type { DraftRule } from '../rule.js';

/** An item of a list without its `;`, `; and` or `.` among items that have it. */
export const listEnd: DraftRule = {
  codes: {
    'text.list-end': {
      severity: 'information',
      title: 'A list item has no punctuation at its end where the others do.',
    },
  },
  costly: true,
  *checkDraft({ draft }) {
    for (const list of listsOf(draft)) {
      for (const [index, { block, end, lastWord }] of list.items.entries()) {
        const wanted = end === 'none' ? marksFor(list, index) : [];
        if (wanted.length === 0) continue;
        yield {
          code: 'text.list-end',
          message: `“${wanted.join('” or “')}” is missing at the end of this list item.`,
          block,
          span: lastWord,
          fixes: wanted.map((text) => ({
            title: `End it with “${text}”`,
            edits: [{ block, span: { start: lastWord.end, end: lastWord.end }, text }],
            preferred: wanted.length === 1,
          })),
        };
      }
    }
  },
};

/** The marks that an item may lack; none where the rest of the list does not show it. */
function marksFor({ items, goesOn, isWithinItem: within }: List, index: number): string[] {
  const last = items.length - 1;
  if (index === last && goesOn) return [];
  const final = items[last]?.end;
  const marked = items.slice(0, last).filter(({ end }) => end !== 'open' && end !== 'none');
  const mark = marked[0]?.end;
  // What the whole list lacks is its style: at least two others must end alike, and few may lack
  // the mark.
  const closed = index !== last && (final === 'stop' || final === mark) ? 1 : 0;
  const alike = marked.length + closed;
  if (alike < 2 || !marked.every((each) => each.end === mark)) return [];
  if (2 * items.filter(({ end }) => end === 'none').length > alike) return [];
  if (mark === 'stop') return index === last || closed ? ['.'] : [];
  if (mark !== 'semicolon') return [];
  if (index === last) return within ? [';'] : ['.'];
  return index === last - 1 ? ['; and', '; or'] : [';'];
}
