import type { Head } from '../block.js';
import { cutCallsAtEnd } from './calls-at-end.js';
import { type HeadSource, isOneLine } from './head-source.js';
import { HISTORY_NOTE } from './label-shape.js';
import { findBodyStart, toBlockSpan, type View } from './view.js';

/** The most characters of a line that is a title and not a sentence. */
const LONGEST_TITLE = 120;

/**
 * "5. Term and Termination", on a line that Markdown takes for words of the paragraph above or that
 * is escaped.
 */
export const LINE_NUMBER = /^(\d{1,3}[A-Z]{0,2})\.(?= +(?:["“‘'(]?\p{Lu}|\((?:1|a)\)))/u;
/** "5.Term and Termination", a title on a line of its own. */
const JOINED_NUMBER = /^(\d{1,3}[A-Z]{0,2})\.(?=\p{Lu}(?:\p{Ll}{2}|\p{Lu}{2})[^\r\n.;:]{0,100}(?:[\r\n]|$))/u;
/** "5.The parties shall …", a paragraph that has no space after its number's stop. */
const JOINED_SENTENCE = /^(\d{1,3})\.(?=\p{Lu}\p{Ll}{0,30}[ ,])/u;
/** "5 Term and Termination", alone on its line. */
const BARE_NUMBER = /^(\d{1,3}[A-Z]{0,2})(?= {1,8}["“‘'(]?\p{Lu})/u;
/**
 * "Chapter 5. Term", alone on its line: the clauses that follow tell whether the chapter is what
 * they are counted in.
 */
const CHAPTER_LINE = /^(?:Chapter|CHAPTER) +(\d{1,3})(?: ?[.:–—-])?(?= +["“‘'(]?\p{Lu})/u;
/** "Section 5. Term and Termination", alone on its line. */
const SECTION_LINE =
  /^(?:Section|SECTION) +([A-Z]{0,2}\d{1,3}(?:\.\d{1,3}){0,3}[A-Z]?)(?: ?[.:–—-])? +(?=["“‘'(]?\p{Lu})/u;

/** A section's title on a line of its own: "Section 5. Term", "5. Term", "5 Term". */
export function readNumberedLine(block: HeadSource, view: View): Head | null {
  if (block.marker !== null) return null;
  const { text } = view;
  const line = LINE_NUMBER.exec(text) ?? JOINED_NUMBER.exec(text) ?? JOINED_SENTENCE.exec(text);
  if (line) {
    const [label, number = ''] = line;
    return {
      kind: 'listNumber',
      number,
      label: toBlockSpan(view, 0, label.length),
      body: findBodyStart(view, label.length),
    };
  }
  if (!isOneLine(block) || text.length > LONGEST_TITLE) return null;
  // A sentence that begins so is longer, or has an end; the stop of "etc." is none, and a note called after it no word.
  const words = cutCallsAtEnd(text).replace(/\betc\.(?=\s|$)/g, 'etc');
  if (/[;:,]\s*$|[^\s.]{3}[.]\s+\S/.test(words)) return null;
  const section = SECTION_LINE.exec(text);
  if (section) {
    const [label, number = ''] = section;
    if (HISTORY_NOTE.test(text.slice(label.length))) return null;
    const from = label.indexOf(number, 'Section'.length);
    const span = toBlockSpan(view, from, from + number.length);
    return { kind: 'section', number: number.toUpperCase(), label: span, body: findBodyStart(view, label.length) };
  }
  const bare = /[.]\s*$/.test(words) ? null : (CHAPTER_LINE.exec(text) ?? BARE_NUMBER.exec(text));
  if (!bare) return null;
  const [label, number = ''] = bare;
  const from = label.indexOf(number);
  const span = toBlockSpan(view, from, from + number.length);
  return { kind: 'listNumber', number, label: span, body: findBodyStart(view, label.length) };
}
