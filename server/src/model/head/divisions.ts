import type { DivisionKind, Head } from '../block.js';
import { CARDINALS, capitaliseNumberWord, isNumberWord, ORDINALS } from '../number-words.js';
import type { HeadSource } from './head-source.js';
import { findBodyStart, toBlockSpan, type View } from './view.js';

const DIVISIONS: ReadonlyMap<string, DivisionKind> = new Map<string, DivisionKind>([
  ['appendix', 'appendix'],
  ['annex', 'annex'],
  ['annexure', 'annex'],
  ['schedule', 'schedule'],
  ['attachment', 'attachment'],
]);

const DIVISION = new RegExp(
  String.raw`^(appendix|annex(?:ure)?|schedule|attachment) +(\d{1,3}[A-Z]?|[A-Z]{1,3}\d{0,2}|[IVXLC]{4,8}|${CARDINALS.join('|')})(?= |[\r\n.:–—\]-]|$)`,
  'i',
);
const BOLD_LINE = /^(?:\*\*|__)[^*_\r\n]+(?:\*\*|__)$/;
/**
 * "Appendix A – Forms" or "SCHEDULE 1" in plain letters, alone on its line; a list of attachments
 * is another matter.
 */
const PLAIN_DIVISION =
  /^(?:(?:Appendix|APPENDIX|Annex(?:ure)?|ANNEX(?:URE)?|Schedule|SCHEDULE) +(?:\w{1,4}|[IVXLC]{5,8}) ?[–—:-] *["“‘'(]?\p{Lu}[^\r\n]{0,120}|(?:APPENDIX|ANNEX(?:URE)?|SCHEDULE) +(?:\w{1,4}|[IVXLC]{5,8}))$/u;
/** "SCHEDULE 1Forms", as pasted from a page that lays numbers out in a column. */
const TIGHT_DIVISION = /^(SCHEDULE)(?: +(?=\S{1,4}\p{Lu}\p{Ll}))?(\d{1,3}[A-Z]?)(?=\p{Lu}\p{Ll}|[.:]?(?: |$))/u;
/** "SCHEDULEForms", where there is only one. */
const TIGHT_NAMED = /^(SCHEDULE)(?=\p{Lu}\p{Ll})/u;
/** "Schedule 1" in plain letters, with nothing else on its line. */
const DIVISION_ALONE =
  /^(?:Appendix|Annex(?:ure)?|Schedule|APPENDIX|ANNEX(?:URE)?|SCHEDULE) +(?:[1-9]\d?[A-Z]?|[A-H]|[IVX]{1,5})$/;
/** Whether a line of a text has nothing but "Schedule 1" on it. */
export function isDivisionAlone(line: string): boolean {
  return DIVISION_ALONE.test(line.trim());
}

/** "[s. 3(4)]" and "(Sections 4 and 5)": which provision brings a Schedule in. */
const BROUGHT_IN_BY = String.raw`[([](?:arts?|articles?|paras?|paragraphs?|regs?|regulations?|rr?|rules?|ss?|sections?)\b\.? *\d[^()[\]\r\n]{0,30}(?:\([^()[\]\r\n]{1,6}\)[^()[\]\r\n]{0,20}){0,4}[)\]]`;
const NOTE_BEHIND = new RegExp(`^ *${BROUGHT_IN_BY}`, 'i');
/** "THE SCHEDULE", "Second Schedule", "FIRST SCHEDULE [s. 3(4)]": by its name alone. */
const NAMED_DIVISION = new RegExp(
  `^(?:the +)?(?:(${ORDINALS.slice(0, 15).join('|')}) +)?(appendix|annex(?:ure)?|schedule)(?= *(?:[–—:-]|$)|\\.(?: |$)| *${BROUGHT_IN_BY}(?:\\.|\\s)*$)`,
  'i',
);
/** "FIRST SCHEDULE Ponds", a heading. */
const NAMED_HEADING = new RegExp(
  `^(?:the +)?(${ORDINALS.slice(0, 15).join('|')}) +(appendix|annex(?:ure)?|schedule)(?= +\\S)`,
  'i',
);
/** "SCHEDULE Forms" and "THE SCHEDULE Forms", a heading; not "SCHEDULE OF FORMS". */
const ONLY_HEADING = /^(?:THE +)?()(SCHEDULE)(?= +["“]?\p{Lu}\p{Ll})(?! +(?:Of|For|To) )/u;
/** "**FIFTEENTH SCHEDULE**" and the blanks around it are no longer. */
const LONGEST_NAME = 60;
const ENDS_SENTENCE = /[.;,:]$/;

/**
 * "Appendix A – Forms".
 * @param listed whether it is the entry of a list of attachments
 * @param isHeading whether it is a heading, whose title may follow its name
 */
export function readDivision(view: View, listed: boolean, isHeading = false): Head | null {
  const found = DIVISION.exec(view.text) ?? TIGHT_DIVISION.exec(view.text);
  if (!found || isShortWord(found[2] ?? '')) return listed ? null : readNamedDivision(view, isHeading);
  const [label, word = '', number = ''] = found;
  const of = DIVISIONS.get(word.toLowerCase());
  if (of === undefined) return null;
  const separator = /^(?: *\]$| *[–—:.-]? *)/.exec(view.text.slice(label.length))?.[0] ?? '';
  return {
    kind: 'division',
    of,
    number: isNumberWord(number) ? capitaliseNumberWord(number) : number.toUpperCase(),
    name: null,
    label: toBlockSpan(view, 0, label.length),
    body: findBodyStart(view, label.length + separator.length),
    listed,
  };
}

function readNamedDivision(view: View, isHeading: boolean): Head | null {
  const [label, ordinal, word = ''] =
    NAMED_DIVISION.exec(view.text) ?? (isHeading ? readNameBeforeTitle(view.text) : null) ?? readTightName(view.text);
  const of = DIVISIONS.get(word.toLowerCase());
  if (label === undefined || of === undefined) return null;
  const separator = /^ *(?:[–—:.-] *)?/.exec(view.text.slice(label.length))?.[0] ?? '';
  return {
    kind: 'division',
    of,
    number: '',
    name: [...(ordinal ? [ordinal] : []), word].map(capitaliseWord).join(' '),
    label: toBlockSpan(view, 0, label.length),
    body: findBodyStart(view, label.length + separator.length),
    listed: false,
  };
}

/** "of" in "Schedule of buses", which is no number. */
function isShortWord(number: string): boolean {
  return /^(?:a|an|and|as|at|by|for|if|in|is|of|on|or|the|to)$/.test(number.length > 1 ? number.toLowerCase() : number);
}

/** "FIRST SCHEDULE" of "FIRST SCHEDULE Ponds". */
function readNameBeforeTitle(text: string): RegExpExecArray | null {
  const found = NAMED_HEADING.exec(text) ?? ONLY_HEADING.exec(text);
  const rest = found ? text.slice(found[0].length).trimStart() : '';
  return /^["“([]?\p{Lu}/u.test(rest) && !ENDS_SENTENCE.test(rest.trim()) ? found : null;
}

/** What `NAMED_DIVISION` would find in "SCHEDULE Forms". */
function readTightName(text: string): [label?: string, ordinal?: string, word?: string] {
  const [label] = TIGHT_NAMED.exec(text) ?? [];
  return label === undefined ? [] : [label, undefined, label];
}

function capitaliseWord(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

/** "FIRST SCHEDULE", or the same in bold: a line that is nothing else. */
function isNamedLine(line: string): boolean {
  const words = line.replace(/^(?:\*\*|__)|(?:\*\*|__)$/g, '').trim();
  const found = NAMED_DIVISION.exec(words);
  const isWhole = found !== null && words.slice(found[0].length).replace(NOTE_BEHIND, '').trim() === '';
  return isWhole && (found[0] === found[0].toUpperCase() || line !== words || found[1] !== undefined);
}

/** Whether a line is "SCHEDULEForms": a title follows the word. */
function isTightName({ text }: HeadSource, view: View): boolean {
  return TIGHT_NAMED.test(view.text) && text.length <= 2 * LONGEST_NAME && !ENDS_SENTENCE.test(text.trim());
}

/** `- Attachment 2 – …` in a list, or a line of its own that is bold or looks like a heading. */
export function readDivisionLine(block: HeadSource, view: View): Head | null {
  if (block.marker === null && (TIGHT_DIVISION.test(view.text) || isTightName(block, view)))
    return readDivision(view, false);
  const label = DIVISION.exec(view.text)?.[0];
  if (label === undefined) {
    const isNamed = block.marker === null && NAMED_DIVISION.test(view.text) && block.text.length <= LONGEST_NAME;
    return isNamed && isNamedLine(block.text.trim()) ? readNamedDivision(view, false) : null;
  }
  if (block.marker !== null) return /^ *[–—:-]/.test(view.text.slice(label.length)) ? readDivision(view, true) : null;
  const [first = ''] = block.text.trim().split(/\r?\n/, 1);
  // "Schedule 1" on the first of several lines, as pasted from a page.
  if (first.length < block.text.trim().length && DIVISION_ALONE.test(first)) return readDivision(view, false);
  const line = block.text.trim().replace(/^\[|\]$/g, '');
  const isHeading =
    BOLD_LINE.test(line) || DIVISION_ALONE.test(line) || (PLAIN_DIVISION.test(line) && !ENDS_SENTENCE.test(line));
  return isHeading ? readDivision(view, false) : null;
}
