import type { Head } from '../block.js';
import { findBodyStart, toBlockSpan, type View } from './view.js';

/** "FTC Q1", alone on its line. */
const QUESTION = /^([A-Z][A-Z0-9]{1,9}) +Q(?:uestion)? ?(\d{1,3}[A-Z]?)[.:]?\s*$/;
/** "FTC Q1: Do you agree?", a question on the line of its label. */
const QUESTION_IN_LINE = /^([A-Z][A-Z0-9]{1,9}) +Q(?:uestion)? ?(\d{1,3}[A-Z]?)[.:] +(?=\S)/;

/** "**FTC Q1** Do you agree?": the label is bold, and the question is not. */
const QUESTION_BOLD = /^([A-Z][A-Z0-9]{1,9}) +Q(?:uestion)? ?(\d{1,3}[A-Z]?)[.:]? +(?=["“‘'(]?\p{Lu})/u;
const BOLD_LABEL = /^[ \t]{0,3}(?:\*\*|__)[A-Z][A-Z0-9]{1,9} +Q(?:uestion)? ?\d{1,3}[A-Z]?[.:]?(?:\*\*|__)[.:]? +\S/;

/**
 * @param asked the first signs of the block where the words after the label can be the question
 * itself, or null
 */
export function readQuestion(view: View, asked: string | null = null): Head | null {
  const inLine = asked !== null && BOLD_LABEL.test(asked) ? QUESTION_BOLD : QUESTION_IN_LINE;
  const found = QUESTION.exec(view.text) ?? (asked === null ? null : inLine.exec(view.text));
  if (!found) return null;
  const [label, series = '', number = ''] = found;
  return {
    kind: 'question',
    series,
    number,
    label: toBlockSpan(view, 0, label.trimEnd().length),
    body: findBodyStart(view, label.length),
  };
}
