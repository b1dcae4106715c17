import { isForeignText, isGarbledText } from '../../analysis/text/foreign-words.js';
import { repetitionsIn } from '../../analysis/text/repetitions.js';
import { blankCode, MOST_READ, readBlockFacts } from '../../model/facts.js';
import { findSourceSpan } from '../../model/inline/inline.js';
import type { Span } from '../../model/text.js';
import { shortenWords } from '../message.js';
import type { BlockRule, Report } from '../rule.js';

/** "shall shall", "changes to changes to", "of each a". */
export const repeatedText: BlockRule = {
  codes: {
    'text.repeated': { severity: 'warning', title: 'Words are repeated, or two determiners stand together.' },
  },
  *checkBlock(block, { draft }) {
    const own = draft.block(block);
    if (own.text.length > MOST_READ) return;
    for (const { inline } of readBlockFacts(own).passages) {
      const text = blankCode(inline);
      const repetitions = repetitionsIn(text);
      // What is said twice in another language may be good style there.
      if (repetitions.length === 0 || isForeignText(text) || isGarbledText(text)) continue;
      for (const { kind, span, first, second } of repetitions) {
        if (
          isOtherScript(text, span) ||
          isWholeOf(text, span) ||
          isLineAlone(own.text, findSourceSpan(inline, first.start, first.end)) ||
          endsTitle(own.text, findSourceSpan(inline, first.start, first.end)) ||
          beginsTerm(own.text, findSourceSpan(inline, second.start, second.end))
        )
          continue;
        const placeAt = (from: number, to: number) => findSourceSpan(inline, from, to);
        const report: Report = {
          code: 'text.repeated',
          message: `“${shortenWords(text.slice(span.start, span.end), 80)}” ${kind === 'words' ? 'says the same words twice' : 'has one word too many'}.`,
          block,
          span: placeAt(span.start, span.end),
        };
        const offerToKeep = (kept: string, edit: { start: number; end: number }, preferred: boolean) => ({
          title: `Write “${kept}”`,
          edits: [{ block, span: edit, text: '' }],
          preferred,
        });
        const firstWords = text.slice(first.start, first.end);
        const secondWords = text.slice(second.start, second.end);
        const withoutSecond = offerToKeep(firstWords, placeAt(first.end, second.end), kind === 'words');
        yield {
          ...report,
          fixes:
            kind === 'words'
              ? [withoutSecond]
              : [withoutSecond, offerToKeep(secondWords, placeAt(first.start, second.start), false)],
        };
      }
    }
  },
};

/** The most characters of a word that stands alone as the head of a page. */
const LONGEST_HEAD = 24;

/** Letters of a script in which no English is written. */
function isOtherScript(text: string, { start, end }: Span): boolean {
  return !/\p{Script=Latin}/u.test(text.slice(start, end));
}

/** Whether the words are all that a paragraph or cell says: "kW kW", the heads of two columns. */
function isWholeOf(text: string, { start, end }: Span): boolean {
  return text.slice(0, start).trim() === '' && /^[\s.:]*$/.test(text.slice(end));
}

/** Whether a word is all of a line, as the head of a page is above its next line: "CODE", "CODE 9 Fees". */
function isLineAlone(text: string, { start, end }: Span): boolean {
  const isWord = end - start < LONGEST_HEAD && /^\p{Lu}\S{2,}$/u.test(text.slice(start, end));
  return (
    isWord &&
    /(?:^|\n)[ \t]{0,9}$/.test(text.slice(Math.max(0, start - 10), start)) &&
    /^[ \t]{0,9}\r?\n/.test(text.slice(end, end + 12))
  );
}

/** Whether a word begins a term of several words in bold or italics: "in this Act **Act of Parliament** means". */
function beginsTerm(text: string, { start, end }: Span): boolean {
  const marks = /([*_]{1,3})\s{0,3}(?:\S{1,40})?$/.exec(
    text.slice(Math.max(0, start), Math.min(text.length, start + 4)),
  )?.[1];
  const before =
    /[\s(]([*_]{1,3})$/.exec(text.slice(Math.max(0, start - 4), start))?.[1] ??
    (/^[*_]/.test(text.charAt(start)) ? marks : undefined);
  return before !== undefined && /^ [\p{L}]/u.test(text.slice(end, end + 2));
}

/** A title on a line of its own has fewer characters. */
const LONGEST_TITLE = 64;

/** Whether words end a title on a line, and a sentence begins below it: "4. Fees", "Fees are due". */
function endsTitle(text: string, { start, end }: Span): boolean {
  const near = text.slice(Math.max(0, end - LONGEST_TITLE), end);
  const line = near.slice(near.lastIndexOf('\n', near.length - (end - start)) + 1);
  const isTitle =
    line.length < LONGEST_TITLE && /^[\s*_\d.]{0,8}\p{Lu}/u.test(line) && /^\p{Lu}/u.test(text.charAt(start));
  return isTitle && /^[*_ \t]{0,6}\r?\n[*_ \t]{0,6}\p{Lu}\S{0,40} [*_]{0,3}\p{Ll}/u.test(text.slice(end, end + 60));
}
