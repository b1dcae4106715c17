import type { Head } from '../block.js';
import { isSpaceOrTab, type Span } from '../text.js';
import { readCaption, readCaptionLine } from './captions.js';
import { readDefinition } from './definitions.js';
import { readDivision, readDivisionLine } from './divisions.js';
import type { HeadSource } from './head-source.js';
import { readFirstOfKept } from './kept-range.js';
import { DATE_HEADING } from './label-shape.js';
import { readLabel } from './label-shapes.js';
import { readNote } from './notes.js';
import { readQuestion } from './questions.js';
import { readNumberedLine } from './section-lines.js';
import { findBodyStart, readHeadingView, readView, toBlockSpan, type View } from './view.js';

/** The number of a section in a heading (group 1): "20", "Section 20.1", "Clause 4:". */
const NUMBERED =
  /^(?:(?:section|sec\.|clause) {1,9})?([A-Z]{0,2}\d{1,3}(?:[A-Z]{1,2}(?=\.))?(?:\.\d{1,3}(?:-\d{1,3}(?=[.):]?(?:\s|$)))?){0,9}[A-Z]{0,3})[.):]?(?=\s|$)/i;
/** "3–5" and "3.1 - 3.4" before words that say that they are kept. */
const RANGE_OF_NUMBERS =
  /^(?:(?:sections?|clauses?) {1,9})?([A-Z]?\d{1,3}(?:\.\d{1,3}){0,4} ?[–—-] ?[A-Z]?\d{1,3}(?:\.\d{1,3}){0,4})/i;
/** "Section A", "SECTION XLIV"; not "Section civil". */
const LETTERED = /^section +([A-Z]{1,2}|[IVXL]{3,7})[.):]?(?=\s|$)/i;
/** "(b) " or "b. " before words, and no marker after it. */
const ITEM = /^(?:\(([a-z]{1,3}|[ivxl]{1,6}|[A-Z]{1,2}|\d{1,3})\)|([a-z])\.)(?= +[^\s(])/;
/** A number that begins or ends as words do: "a1", "1st". */
const NOT_A_NUMBER = /^[a-z]|\d(?:st|nd|rd|th)$/;
const NONE: Head = { kind: 'none' };

/** Reads what the first words of a block make it; all spans are relative to the block's text. */
export function readHead(block: HeadSource): Head {
  if (block.kind === 'paragraph') return readParagraph(block);
  // A note may begin with anything: a table, code, HTML.
  const note = block.kind === 'empty' || block.containers.includes('note') ? readNote(block) : null;
  if (note) return note;
  return block.kind === 'heading' ? readHeading(block) : NONE;
}

function readHeading({ text, prefix, marker }: HeadSource): Head {
  let start = prefix;
  while (isSpaceOrTab(text.charCodeAt(start))) start++;
  start += /^#{1,6}(?=[ \t]|$)/.exec(text.slice(start, start + 7))?.[0].length ?? 0;
  const lineEnd = /[\r\n]/.exec(text.slice(start));
  const view = readHeadingView(text, start, lineEnd ? start + lineEnd.index : text.length);
  return (
    readQuestion(view) ??
    readCaption(view) ??
    readDivision(view, false, true) ??
    readItemHeading(view) ??
    (marker !== null && /^\d/.test(marker) ? readListedHeading(view, text, prefix, marker) : readSectionHeading(view))
  );
}

/** "6. ## Termination": the item of a Markdown list whose number is that of its heading. */
function readListedHeading(view: View, text: string, prefix: number, marker: string): Head {
  const own = readSectionHeading(view);
  if (own.kind !== 'heading' || !marker.endsWith('.')) return own;
  return { kind: 'section', number: marker.slice(0, -1), label: spanOfMarker(text, prefix, marker), body: own.body };
}

/** "### (b) Notices": a sub-paragraph with a title. */
function readItemHeading(view: View): Head | null {
  const found = ITEM.exec(view.text);
  if (!found) return null;
  const [written, marker = found[2] ?? ''] = found;
  const label = toBlockSpan(view, 0, written.length);
  return { kind: 'item', marker, label, body: findBodyStart(view, written.length) };
}

/** A heading, with or without a number. */
function readSectionHeading(view: View): Head {
  const plain: Head = { kind: 'heading', body: findBodyStart(view, 0) };
  const numbered = NUMBERED.exec(view.text);
  if (numbered && DATE_HEADING.test(view.text)) return plain;
  if (numbered && !/^(?:section|clause) /i.test(view.text) && NOT_A_NUMBER.test(numbered[1] ?? '')) return plain;
  const found = numbered ?? LETTERED.exec(view.text);
  if (!found) return readKeptRange(view) ?? plain;
  const [label, number = ''] = found;
  const from = label.indexOf(number, label.length - number.length - 1);
  const dash = /^ *[–—:-] +|^ \. +/.exec(view.text.slice(label.length))?.[0] ?? '';
  return {
    kind: 'section',
    number: number.toUpperCase(),
    label: toBlockSpan(view, from, from + number.length),
    body: findBodyStart(view, label.length + dash.length),
  };
}

/** "3–5 Repealed": the first of the numbers, whose label ends before the dash. */
function readKeptRange(view: View): Head | null {
  const [label, range = ''] = RANGE_OF_NUMBERS.exec(view.text) ?? [];
  const number = label === undefined ? null : readFirstOfKept(range, view.text.slice(label.length, label.length + 60));
  if (label === undefined || number === null) return null;
  const from = label.length - range.length;
  const rest = /^[.): *_–—-]{0,8}/.exec(view.text.slice(label.length))?.[0] ?? '';
  return {
    kind: 'section',
    number: number.toUpperCase(),
    label: toBlockSpan(view, from, from + number.length),
    body: findBodyStart(view, label.length + rest.length),
  };
}

/** Where the marker of the item stands that a block begins. */
function spanOfMarker(text: string, prefix: number, marker: string): Span {
  const start = text.lastIndexOf(marker, prefix);
  return { start, end: start + marker.length };
}

function readParagraph(block: HeadSource): Head {
  const note = readNote(block);
  if (note) return note;
  const { text, prefix, marker } = block;
  if (marker !== null && /^\d/.test(marker)) {
    const number = marker.slice(0, -1);
    const label = spanOfMarker(text, prefix, marker);
    if (marker.endsWith(')')) return { kind: 'item', marker: number, label, body: prefix };
    return { kind: 'listNumber', number, label, body: prefix };
  }
  const view = readView(text, prefix, text.length);
  const found = readLabel(view);
  if (found) {
    const { kind, number, length } = found;
    // "- 2.23.140.1.3" in a list is the name of a thing.
    if (kind === 'clause' && marker !== null && view.text.trim() === number && number.split('.').length > 4)
      return NONE;
    const label = toBlockSpan(view, 0, length);
    // "(i). A boat": the stop belongs to neither.
    const stop = kind === 'item' && view.text.charAt(length) === '.' ? 1 : 0;
    const body = findBodyStart(view, length + stop);
    return kind === 'clause' ? { kind, number, label, body } : { kind, marker: number, label, body };
  }
  return (
    readQuestion(view, text.includes('?') ? text.slice(prefix, prefix + 40) : null) ??
    readCaptionLine(block, view) ??
    readDivisionLine(block, view) ??
    readNumberedLine(block, view) ??
    readDefinition(block) ??
    NONE
  );
}
