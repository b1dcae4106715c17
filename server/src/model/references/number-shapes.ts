import { readMarkerStyles } from '../structure/markers.js';
import type { ReferenceKind } from './reference.js';
import type { TextReader } from './text-reader.js';

/** A number as written, and where it starts in the text. */
export interface WrittenNumber {
  readonly number: string;
  readonly start: number;
}

const PROVISION =
  /[A-Z]{0,2}\d{1,3}(?:\.\d{1,3}){0,5}[A-Z]{0,2}(?![\w%£$€])(?:\((?:[a-z]{1,5}|[A-Z]{1,3}|\d{1,3})\)){0,6}|(?:\((?:[a-z]{1,5}|[A-Z]{1,3}|\d{1,3})\)){1,6}/y;
const LETTER_SECTION = /[A-Z]{1,2}(?![\w’'-])/y;
/** "a figure 2.9 million higher" is a count, not a number. */
const CAPTIONED =
  /(?:[A-Z]{1,2}\.?)?\d{1,3}(?:\.\d{1,3}){0,4}[A-Z]?(?!\w|\.\d| (?:million|billion|per cent|percent|times)\b)/y;
const ROW = /[‘'"“]?(\d{1,3}[A-Z]{0,2}|[A-Z]{1,2}\d{0,2}|\d{1,3}(?:\.\d{1,3}){1,3})(?!\w)[’'"”]?/y;
const DIVISION = /(?:[A-Z]{1,3}\d{0,2}|\d{1,3}[A-Z]?)(?![\w’'])/y;
const PLAIN_NUMBER = /\d{1,3}[A-Z]?(?!\w)/y;
const PLACEHOLDER = /\[[^[\]]{1,30}\]/y;
const BRACKETS = /\((?:[a-z]{1,5}|[A-Z]{1,3}|\d{1,3})\)/g;

/** Reads a number at the reader's place; null where none of its shape stands there. */
type NumberShape = (reader: TextReader, keyword: string) => string | null;

const readPlain: NumberShape = (reader) => reader.match(PLAIN_NUMBER)?.[0] ?? null;

const readProvisionNumber: NumberShape = (reader) => {
  const number = reader.match(PROVISION)?.[0] ?? null;
  // "(see …)" and other words in brackets count nothing.
  const isWord =
    number !== null && /^\([a-z]{3,5}\)/.test(number) && readMarkerStyles(getFirstMarker(number)).length === 0;
  return isWord ? null : number;
};

const readSectionNumber: NumberShape = (reader, keyword) => {
  const { at } = reader;
  const number = readProvisionNumber(reader, keyword);
  // Where brackets were passed that hold a word, no letter is looked for after them.
  if (number !== null || reader.at !== at) return number;
  return /^S/.test(keyword) ? (reader.match(LETTER_SECTION)?.[0] ?? null) : null;
};

const readCaptionNumber: NumberShape = (reader) =>
  reader.match(CAPTIONED)?.[0] ?? reader.match(PLACEHOLDER)?.[0] ?? null;

const readRowNumber: NumberShape = (reader) => reader.match(ROW)?.[1] ?? null;

/** A bare letter counts only after a word with a capital: "appendix a" is a slip of the eye. */
function makeDivisionShape(shape: RegExp): NumberShape {
  return (reader, keyword) => {
    const placeholder = reader.match(PLACEHOLDER)?.[0];
    if (placeholder !== undefined) return placeholder;
    if (!/^[A-Z]/.test(keyword)) return readPlain(reader, keyword);
    const number = reader.match(shape)?.[0] ?? null;
    // "In this Schedule I am …", "Schedule A is …": words, not numbers.
    const isWord =
      (number === 'I' || number === 'A') && /^ (?:am|is|the)\b/.test(reader.text.slice(reader.at, reader.at + 5));
    return isWord ? null : number;
  };
}

/** How the number of each kind is written. */
const SHAPES: Readonly<Record<ReferenceKind, NumberShape>> = {
  clause: readProvisionNumber,
  section: readSectionNumber,
  paragraph: readProvisionNumber,
  table: readCaptionNumber,
  figure: readCaptionNumber,
  row: readRowNumber,
  appendix: makeDivisionShape(DIVISION),
  annex: makeDivisionShape(DIVISION),
  schedule: makeDivisionShape(DIVISION),
  attachment: makeDivisionShape(PLAIN_NUMBER),
  question: readPlain,
  footnote: readPlain,
};

/**
 * Reads the number of a provision of `kind`, cited by `keyword` as written; null where none stands
 * at the reader's place.
 */
export function readNumber(reader: TextReader, kind: ReferenceKind, keyword: string): WrittenNumber | null {
  const from = reader.at;
  const number = SHAPES[kind](reader, keyword);
  return number === null ? null : { number, start: from + reader.text.slice(from, reader.at).indexOf(number) };
}

/** A number without white space and the stop at its end. */
export function normaliseNumber(number: string): string {
  return number.replace(/\s+/g, '').replace(/\.$/, '');
}

/** The number that a shortened one in a list stands for: "(b)" after "5.1(a)" is "5.1(b)". */
export function completeNumber(number: string, previous: string): string {
  if (!number.startsWith('(')) return number;
  const groups = previous.match(BRACKETS) ?? [];
  const root = previous.slice(0, previous.length - groups.join('').length);
  if (groups.length === 0) return root + number;
  const own = readMarkerStyles(getFirstMarker(number));
  // It goes on from the nearest marker: (c) from the (b) of "8.3(b)(iv)", as the letter, and not
  // from (iv), as a numeral.
  let best = { level: groups.length - 1, distance: Number.POSITIVE_INFINITY };
  for (const [level, group] of [...groups.entries()].reverse()) {
    // A list within a list has a style of its own: the (i) of "(h)(i)" is a numeral.
    const outer = groups
      .slice(0, level)
      .flatMap((each) => readMarkerStyles(getFirstMarker(each)).map(({ style }) => style));
    for (const reading of readMarkerStyles(getFirstMarker(group))) {
      if (outer.includes(reading.style)) continue;
      for (const { style, value } of own) {
        const distance = value - reading.value;
        if (style === reading.style && distance > 0 && distance < best.distance) best = { level, distance };
      }
    }
  }
  return root + groups.slice(0, best.level).join('') + number;
}

/** What stands in the first brackets of a number such as "(a)(ii)". */
function getFirstMarker(number: string): string {
  return number.slice(1, number.indexOf(')'));
}
