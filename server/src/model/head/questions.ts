import type { Head } from '../block.js';
import { findBodyStart, toBlockSpan, type View } from './view.js';

/** "FTC Q1", alone on its line. */
const QUESTION = /^([A-Z][A-Z0-9]{1,9}) +Q(?:uestion)? ?(\d{1,3}[A-Z]?)[.:]?\s*$/;
/** "FTC Q1: Do you agree?", a question on the line of its label. */
const QUESTION_IN_LINE = /^([A-Z][A-Z0-9]{1,9}) +Q(?:uestion)? ?(\d{1,3}[A-Z]?)[.:] +(?=\S)/;

/** @param canAskInLine whether the words after the label can be the question itself */
export function readQuestion(view: View, canAskInLine = false): Head | null {
  const found = QUESTION.exec(view.text) ?? (canAskInLine ? QUESTION_IN_LINE.exec(view.text) : null);
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
