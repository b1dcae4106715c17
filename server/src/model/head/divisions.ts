import type { DivisionKind, Head } from '../block.js';
import type { HeadSource } from './head-source.js';
import { findBodyStart, toBlockSpan, type View } from './view.js';

const DIVISIONS: ReadonlyMap<string, DivisionKind> = new Map<string, DivisionKind>([
  ['appendix', 'appendix'],
  ['annex', 'annex'],
  ['schedule', 'schedule'],
  ['attachment', 'attachment'],
]);

const DIVISION =
  /^(appendix|annex|schedule|attachment) +(\d{1,3}[A-Z]?|[A-Z]{1,3}\d{0,2}|[IVXLC]{4,8})(?= |[.:–—\]-]|$)/i;
const BOLD_LINE = /^(?:\*\*|__)[^*_\r\n]+(?:\*\*|__)$/;
/**
 * "Appendix A – Forms" or "SCHEDULE 1" in plain letters, alone on its line; a list of attachments
 * is another matter.
 */
const PLAIN_DIVISION =
  /^(?:(?:Appendix|APPENDIX|Annex|ANNEX|Schedule|SCHEDULE) +(?:\w{1,4}|[IVXLC]{5,8}) ?[–—:-] *["“‘'(]?\p{Lu}[^\r\n]{0,120}|(?:APPENDIX|ANNEX|SCHEDULE) +(?:\w{1,4}|[IVXLC]{5,8}))$/u;
/** "SCHEDULE 1Forms", as pasted from a page that lays numbers out in a column. */
const TIGHT_DIVISION = /^(SCHEDULE) +(\d{1,3}[A-Z]?)(?=\p{Lu}\p{Ll})/u;
const ENDS_SENTENCE = /[.;,:]$/;

/** "Appendix A – Forms". */
export function readDivision(view: View, listed: boolean): Head | null {
  const found = DIVISION.exec(view.text) ?? TIGHT_DIVISION.exec(view.text);
  if (!found) return null;
  const [label, word = '', number = ''] = found;
  const of = DIVISIONS.get(word.toLowerCase());
  if (of === undefined) return null;
  const separator = /^(?: *\]$| *[–—:.-]? *)/.exec(view.text.slice(label.length))?.[0] ?? '';
  return {
    kind: 'division',
    of,
    number: number.toUpperCase(),
    label: toBlockSpan(view, 0, label.length),
    body: findBodyStart(view, label.length + separator.length),
    listed,
  };
}

/** `- Attachment 2 – …` in a list, or a line of its own that is bold or looks like a heading. */
export function readDivisionLine(block: HeadSource, view: View): Head | null {
  if (block.marker === null && TIGHT_DIVISION.test(view.text)) return readDivision(view, false);
  const label = DIVISION.exec(view.text)?.[0];
  if (label === undefined) return null;
  if (block.marker !== null) return /^ *[–—:-]/.test(view.text.slice(label.length)) ? readDivision(view, true) : null;
  const line = block.text.trim().replace(/^\[|\]$/g, '');
  const isHeading = BOLD_LINE.test(line) || (PLAIN_DIVISION.test(line) && !ENDS_SENTENCE.test(line));
  return isHeading ? readDivision(view, false) : null;
}
