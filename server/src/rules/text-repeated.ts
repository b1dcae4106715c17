import { repetitionsIn } from '../analysis/repetitions.js';
import { factsOf, MOST_READ, wordsOf } from '../model/facts.js';
import { sourceSpan } from '../model/inline.js';
import type { BlockRule, Report } from './rule.js';

/** "shall shall", "changes to changes to", "of each a". */
export const repeatedText: BlockRule = {
  codes: {
    'text.repeated': { severity: 'warning', speaks: 'Words are repeated, or two determiners stand together.' },
  },
  *checkBlock(block, { draft }) {
    const own = draft.block(block);
    if (own.text.length > MOST_READ) return;
    for (const { inline } of factsOf(own).passages) {
      const text = wordsOf(inline);
      for (const { kind, span, first, second } of repetitionsIn(text)) {
        const place = (from: number, to: number) => sourceSpan(inline, from, to);
        const report: Report = {
          code: 'text.repeated',
          message: `“${quoted(text.slice(span.start, span.end))}”: ${kind === 'words' ? 'the same words twice' : 'one of these words is too many'}.`,
          block,
          span: place(span.start, span.end),
        };
        const write = (kept: string, edit: { start: number; end: number }, preferred: boolean) => ({
          title: `Write “${kept}”`,
          edits: [{ block, span: edit, text: '' }],
          preferred,
        });
        const firstWords = text.slice(first.start, first.end);
        const secondWords = text.slice(second.start, second.end);
        const withoutSecond = write(firstWords, place(first.end, second.end), kind === 'words');
        yield {
          ...report,
          fixes:
            kind === 'words'
              ? [withoutSecond]
              : [withoutSecond, write(secondWords, place(first.start, second.start), false)],
        };
      }
    }
  },
};

/** Words as a message can name them: a hundred times the same word are told by their beginning. */
function quoted(words: string): string {
  return words.length <= 120 ? words : `${words.slice(0, 120)}…`;
}
