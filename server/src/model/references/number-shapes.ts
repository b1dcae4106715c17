import { CARDINALS, capitaliseNumberWord, isNumberWord, LATIN_SUFFIXES, NUMBER_WORDS } from '../number-words.js';
import { isOwnUnitId } from '../schemes/scheme.js';
import { readMarkerStyles } from '../structure/markers.js';
import { isQuestionWord } from './question-series.js';
import type { BuiltInReferenceKind, ReferenceKind } from './reference.js';
import type { TextReader } from './text-reader.js';

/** A number as written, and where it starts in the text. */
export interface WrittenNumber {
  readonly number: string;
  readonly start: number;
}

/** One label in brackets: (a), (ia), (2A), (2a), (2bis), (IV), (g.1), (1.1). */
const LABEL = String.raw`\((?:[a-z]{1,5}(?:\.\d{1,2})?|[A-Z]{1,3}|\d{1,3}(?:[A-Z]{0,2}\d?|[a-z]|\.\d{1,2}|${LATIN_SUFFIXES}))\)`;
/** What is added to the number of what is put in between: 22A, 63Z1, 3a, 5bis, 5 ter. */
const INSERTED = String.raw`(?: ?(?:${LATIN_SUFFIXES})(?!\w)|[A-Z]{1,2}\d{0,2}|[a-z]{1,2})?`;
const PROVISION = new RegExp(
  String.raw`(?:[A-Z]\.(?=\d)|[A-Z]{0,2})\d{1,5}${INSERTED}(?:\.\d{1,4}${INSERTED}){0,5}(?![\w%£$€]|[/:]\d)(?:${LABEL}){0,7}|(?:${LABEL}){1,7}`,
  'y',
);
/** "§ 1111.30 through .35": the last part of a number whose beginning is left out. */
const LAST_PART = new RegExp(String.raw`\.\d{1,4}${INSERTED}(?![\w%£$€])(?:${LABEL}){0,7}`, 'y');
/** A label after a blank, as in "5.4.1 (3)", and what shows that it is no item of a list. */
const SPACED_LABELS = new RegExp(
  String.raw` (?=\((?:[a-z]{1,2}\)|[ivxlc]{3,5}\)|[A-Z]|\d))(?:${LABEL}){1,4}(?=$|[,.;:)\]’”"]|[–—‐‑-]\(| (?:of|in|to|and|or|above|below|shall|may|must|is|are|does|do|applies|apply)\b)`,
  'y',
);
/** ".B.2" of "6.1.B.2", and " C(1)(a)" of "Rule 1 C(1)(a)": levels that are written without brackets. */
const UNBRACKETED = new RegExp(
  String.raw`\.[A-Z](?![\w’'])(?![AI] (?!(?:above|and|applies|are|below|does|in|is|may|must|of|or|shall|to)\b)[a-z])(?:\.\d{1,2}(?![\w%])(?:\.[a-z](?!\w))?)?(?:${LABEL}){0,5}| [A-Z](?=\()(?:${LABEL}){1,5}`,
  'y',
);
const LETTER_SECTION = new RegExp(String.raw`[A-Z]{1,2}(?![\w’'-])(?:${LABEL}){0,6}`, 'y');
const ROMAN_NUMBER = new RegExp(
  String.raw`(?=[IVXLC])(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})[A-C]?(?![\w’'])(?:${LABEL}){0,7}`,
  'y',
);
/** "Article One", "Article the First". */
const WORD_NUMBER = new RegExp(String.raw`(?:[Tt]he |THE )?(${NUMBER_WORDS})(?![\w’'-])`, 'y');
/** "Article Three(A)(2)" likewise. */
const LABELLED_WORD = new RegExp(String.raw`(?:[Tt]he |THE )?((?:${NUMBER_WORDS})(?![\w’'-])(?:${LABEL}){0,6})`, 'y');
/** No word in capitals is a letter: "AN ESSENTIAL PART OF THIS". */
const NO_SMALL_WORD = String.raw`(?!(?:AN|AND|ANY|ARE|AS|AT|BE|BY|FOR|HAS|IF|IN|IS|IT|MAY|NO|NOT|OF|ON|OR|OUR|SO|THE|TO|WAS|WE)\b)`;
/** A letter before or after the number: "Part B", "A.2", "Exhibit B-1". */
const LETTERED = new RegExp(
  String.raw`${NO_SMALL_WORD}[A-Z]{1,2}(?:[.-]?\d{1,3}(?:\.\d{1,3}){0,3})?(?![\w’'-]|\.\d)`,
  'y',
);
/** "a figure 2.9 million higher" is a count, not a number; so is the "5 m" below "Table" in a drawing. */
const CAPTIONED =
  /(?:[A-Z]{1,2}[.‐‑-]?)?\d{1,3}(?:\.\d{1,3}){0,4}[A-Z]?(?!\w|\.\d| (?:million|billion|per cent|percent|times|[ckm]?m|k?g|k?V|[kM]?W)\b)/y;
const ROW = /(?!0\d)[‘'"“]?(\d{1,3}[A-Z]{0,2}|[A-Z]{1,2}\d{0,2}|\d{1,3}(?:\.\d{1,3}){1,3})(?!\w)[’'"”]?/y;
/** What divides a text: "Part IV", "Part A.1". */
const DIVISION = new RegExp(
  String.raw`${NO_SMALL_WORD}(?:[A-Z]{1,3}\d{0,2}|\d{1,3}[A-Z]{0,2}|[A-Z][.-]\d{1,2}(?:\.\d{1,2}){0,3})(?![\w’']|\.\d|-\d{1,2}s\b)`,
  'y',
);
const PLAIN_NUMBER = /\d{1,3}[A-Z]{0,2}(?!\w)/y;
/** "4", "2(a)", "3.1", "4b": that of a question, where the questions have no series. */
const QUESTION = /\d{1,3}(?:\.\d{1,3}){0,2}(?:[A-Za-z](?!\w)|(?!\w))(?:\([a-z]{1,3}\)(?!\w))?/y;
const CARDINAL = `(?:${CARDINALS.join('|')})`;
const WORD_IN_SMALL = new RegExp(String.raw`${CARDINAL}(?=[,.;:)]|$| (?:to|and|or) ${CARDINAL}\b)`, 'y');
const PLACEHOLDER = /\[[^[\]]{1,30}\]/y;
const BRACKETS = new RegExp(LABEL, 'g');
/** A hyphen within a number, and the part behind it: "4.2-1", "4-1". */
const HYPHENATED = new RegExp(String.raw`[-‐‑](\d{1,4}[A-Z]?)(?![\w.]*\.\d|\w|[-‐‑]\d)((?:${LABEL}){0,6})`, 'y');

/** "5-1-2" and "3-4.1", of three parts, which make no range, whatever their word says. */
const OF_PARTS = new RegExp(
  String.raw`(?:(?:[-‐‑]\d{1,4}[A-Z]?){2,4}|[-‐‑]\d{1,3}\.\d{1,3})(?![\w.]*\.\d|\w|[-‐‑]\d)(?:${LABEL}){0,6}`,
  'y',
);

/** Reads a number at the reader's place; null where none of its shape stands there. */
type NumberShape = (reader: TextReader, keyword: string) => string | null;

const readPlain: NumberShape = (reader) => reader.match(PLAIN_NUMBER)?.[0] ?? null;

const readProvisionNumber: NumberShape = (reader) => {
  // "the section(s) to be amended": one or several, and no paragraph (s).
  if (reader.text.startsWith('(s)', reader.at) && /[a-z]/.test(reader.text.charAt(reader.at - 1))) return null;
  const number = (reader.match(PROVISION) ?? reader.match(LAST_PART))?.[0] ?? null;
  if (number !== null && /^\d/.test(number) && !number.includes('(')) {
    const levels = reader.match(UNBRACKETED)?.[0];
    if (levels !== undefined) return number + levels;
  }
  if (number !== null && /^[^(]/.test(number) && !number.includes('(')) {
    const labels = reader.match(SPACED_LABELS)?.[0];
    if (labels !== undefined) return number + labels;
  }
  // "Regulation (EU) 2016/679", "Rule (CPR)", "Clauses (SCC)": what an Act is called, and no number.
  if (number !== null && /^\((?:EU|EC|EEC|CE|(?![IVXLC]{3}\)|([A-Z])\1\1\))[A-Z]{3}|[A-Z]{4})\)$/.test(number))
    return null;
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
  if (!/^[A-Z§]/.test(keyword)) return null;
  const roman = readRoman(reader, keyword) ?? readWord(reader, keyword);
  return roman ?? reader.match(LETTER_SECTION)?.[0] ?? null;
};

/** A roman numeral after a word with a capital; "Part I am" and "Article I" alone are told apart. */
const readRoman: NumberShape = (reader, keyword) => {
  if (!/^[A-Z§]/.test(keyword)) return null;
  const { at } = reader;
  const number = reader.match(ROMAN_NUMBER)?.[0] ?? null;
  if (number === null || number === '' || isPronoun(reader, number)) {
    reader.at = at;
    return null;
  }
  return number;
};

/** A number that is written as a word, after a word with a capital. */
const readWord: NumberShape = (reader, keyword) =>
  /^[A-Z]/.test(keyword) ? (reader.match(LABELLED_WORD)?.[1] ?? null) : null;

/** "Schedule Three", and not "the Schedule Four members drew up". */
function readWordAlone(reader: TextReader, keyword: string): string | null {
  const { at } = reader;
  const word = readWord(reader, keyword);
  if (word === null || ENDS_CITATION.test(reader.text.slice(reader.at, reader.at + 12))) return word;
  reader.at = at;
  return null;
}

/** What may follow the number of a Schedule that is written as a word. */
const ENDS_CITATION =
  /^(?:$|[\s,.;:()\]–—’”"]*$|[,.;:)\]–—’”"]| (?:\(|[–—-] |(?:above|and|applies|apply|below|contains|does|has|have|hereto|in|is|lists|may|must|of|or|sets|shall|states|to|under)\b))/;

/** "Question Six", and "question six" where nothing shows that the words go on: "the question one asks". */
function readQuestionWord(reader: TextReader, keyword: string): string | null {
  if (keyword.length < 'question'.length) return null;
  return reader.match(WORD_NUMBER)?.[1] ?? reader.match(WORD_IN_SMALL)?.[0] ?? null;
}

/** "the Seals Regulations 2011": the year of what is called so. */
const YEAR = /(?:1[5-9]|20)\d\d(?!\w|\(|\.\d)/y;

const readNumberNoYear: NumberShape = (reader, keyword) => {
  const { at } = reader;
  const isYear = reader.match(YEAR) !== null;
  reader.at = at;
  return isYear ? null : readProvisionNumber(reader, keyword);
};

/** 3, 3a, IV, with what stands in brackets behind it; or a letter, where the unit can have one. */
function makeUnitShape(canBeLetter: boolean): NumberShape {
  return (reader, keyword) => {
    const { at, text } = reader;
    if (text.charAt(at) === '(') return null;
    const number = readProvisionNumber(reader, keyword);
    if (number !== null || reader.at !== at) return number;
    const roman = readRoman(reader, keyword) ?? readWord(reader, keyword);
    if (roman !== null || !canBeLetter || !/^[A-Z]/.test(keyword)) return roman;
    const letter = reader.match(LETTERED)?.[0] ?? null;
    if (letter !== null && isPronoun(reader, letter)) {
      reader.at = at;
      return null;
    }
    return letter;
  };
}

/** "In this Schedule I am …", "Schedule A is …": words, not numbers. */
function isPronoun(reader: TextReader, number: string): boolean {
  return (
    (number === 'I' || number === 'A') &&
    /^ (?:am|is|the|will|have|do|shall)\b/.test(reader.text.slice(reader.at, reader.at + 7))
  );
}

const readCaptionNumber: NumberShape = (reader) =>
  reader.match(CAPTIONED)?.[0] ?? reader.match(PLACEHOLDER)?.[0] ?? null;

const readRowNumber: NumberShape = (reader) => reader.match(ROW)?.[1] ?? null;

/** A bare letter counts only after a word with a capital: "appendix a" is a slip of the eye. */
function makeDivisionShape(shape: RegExp): NumberShape {
  return (reader, keyword) => {
    const placeholder = reader.match(PLACEHOLDER)?.[0];
    if (placeholder !== undefined) return placeholder;
    if (!/^[A-Z]/.test(keyword)) return readPlain(reader, keyword);
    const roman = readRoman(reader, keyword) ?? readWordAlone(reader, keyword);
    if (roman !== null) return roman;
    const number = reader.match(shape)?.[0] ?? null;
    return number !== null && isPronoun(reader, number) ? null : number;
  };
}

/** How the number of each kind is written. */
const SHAPES: Readonly<Record<BuiltInReferenceKind, NumberShape>> = {
  clause: readProvisionNumber,
  section: readSectionNumber,
  subsection: readProvisionNumber,
  paragraph: readProvisionNumber,
  article: makeUnitShape(false),
  rule: readNumberNoYear,
  bylaw: makeUnitShape(false),
  regulation: readNumberNoYear,
  condition: readNumberNoYear,
  point: readProvisionNumber,
  item: readProvisionNumber,
  recital: readProvisionNumber,
  part: makeUnitShape(true),
  chapter: makeUnitShape(true),
  title: makeUnitShape(false),
  table: readCaptionNumber,
  figure: readCaptionNumber,
  row: readRowNumber,
  appendix: makeDivisionShape(DIVISION),
  annex: makeDivisionShape(DIVISION),
  schedule: makeDivisionShape(DIVISION),
  exhibit: makeDivisionShape(LETTERED),
  attachment: makeDivisionShape(PLAIN_NUMBER),
  question: (reader, keyword) =>
    isQuestionWord(keyword)
      ? (reader.match(QUESTION)?.[0] ?? readQuestionWord(reader, keyword))
      : readPlain(reader, keyword),
  footnote: readPlain,
};

/** The shape of a project's own unit: "Standard 12(3)", "Standard IV", "Standard B(1)". */
const readOwnNumber: NumberShape = (reader, keyword) =>
  reader.text.charAt(reader.at) === '(' ? null : readSectionNumber(reader, keyword);

/** What is cited by the numbers that are read. */
export interface NumberedKeyword {
  readonly kind: ReferenceKind;
  /** As written. */
  readonly keyword: string;
  /** Whether the keyword announces several: "Tables", "ss". */
  readonly isPlural: boolean;
  /** Whether the numbers before it in the list have a hyphen within, as 12-1. */
  readonly isHyphenated: boolean;
  /** Whether it may be the last part of one whose beginning stands before it: "Article 12(3) and (4)". */
  readonly isPart: boolean;
}

/** Reads the number of a provision; null where none stands at the reader's place. */
export function readNumber(reader: TextReader, cited: NumberedKeyword): WrittenNumber | null {
  const { kind, keyword } = cited;
  const from = reader.at;
  const isPart = cited.isPart && reader.text.charAt(reader.at) === '(' && (kind === 'article' || isOwnUnitId(kind));
  const shape = isPart ? readProvisionNumber : isOwnUnitId(kind) ? readOwnNumber : SHAPES[kind];
  const number = shape(reader, keyword);
  if (number === null) return null;
  const start = from + reader.text.slice(from, reader.at).indexOf(number);
  return { number: number + readHyphenated(reader, cited, number), start };
}

/**
 * The rest of a number that goes on behind a hyphen, as "4.2-1" and "Table 4-1" do; empty where
 * the hyphen makes a range ("1.1-1.8", "Clauses 3-5") or there is none.
 */
function readHyphenated(reader: TextReader, { kind, isPlural, isHyphenated }: NumberedKeyword, number: string): string {
  if (!/\d[A-Z]?$/.test(number) || kind === 'question' || kind === 'footnote' || kind === 'row') return '';
  const { at } = reader;
  const ofParts = /\./.test(number) ? null : reader.match(OF_PARTS);
  if (ofParts) return ofParts[0];
  const found = reader.match(HYPHENATED);
  if (!found) return '';
  const [whole, last = ''] = found;
  const isCaption = kind === 'table' || kind === 'figure';
  const isOne =
    isHyphenated ||
    number.includes('.') ||
    (isPlural
      ? Number.parseInt(last, 10) <= Number.parseInt(number, 10)
      : isCaption || last.length >= 3 || Number.parseInt(last, 10) < Number.parseInt(number, 10));
  if (isOne) return whole;
  reader.at = at;
  return '';
}

/** A number without white space and the stop at its end. */
export function normaliseNumber(number: string): string {
  const [, word = '', labels = ''] = /^([A-Z][A-Za-z]{2,10})((?:\(.{0,60})?)$/.exec(number) ?? [];
  if (isNumberWord(word)) return capitaliseNumberWord(word) + labels;
  const levels = UNBRACKETED_LEVELS.exec(number);
  const whole = levels ? levels[1] + bracketLevels(levels[2] ?? '') + levels[3] : number;
  return whole.replace(/\s+/g, '').replace(/[‐‑]/g, '-').replace(/\.$/, '');
}

/** The number, the levels without brackets, and what follows them: "6.1", ".B.2", "" of "6.1.B.2". */
const UNBRACKETED_LEVELS = /^(\d[\d.]{0,30}\d|\d)([. ][A-Z](?:\.\d{1,2}(?:\.[a-z])?)?)(\(.*|)$/;

/** "(B)(2)" of ".B.2". */
function bracketLevels(levels: string): string {
  return levels.replace(/[. ]([A-Za-z]|\d{1,2})/g, '($1)');
}

/**
 * Writes a number in the way of another, whose levels may stand without brackets: "6.2(A)(3)" as
 * "6.2.A.3" where "6.1.B.2" was written. Null where that one has no such levels.
 */
export function writeLevelsAs(written: string, number: string): string | null {
  const [, , levels = ''] = UNBRACKETED_LEVELS.exec(written) ?? [];
  if (levels === '') return null;
  let left = levels.split('.').filter((each) => each.trim() !== '').length;
  const separator = levels.charAt(0);
  let at = 0;
  return number.replace(/\(([^()]*)\)/g, (whole, marker: string) => {
    if (left-- <= 0) return whole;
    return `${at++ === 0 ? separator : '.'}${marker}`;
  });
}

/** The number that a shortened one in a list stands for: "(b)" after "5.1(a)" is "5.1(b)". */
export function completeNumber(number: string, previous: string): string {
  if (number.startsWith('.')) {
    const [whole = ''] = /^[^(]*/.exec(previous) ?? [];
    return whole.includes('.') ? whole.slice(0, whole.lastIndexOf('.')) + number : number;
  }
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
        // "(a)(6) and (a)(7)": the outer marker is written again.
        const follows = distance > 0 || (distance === 0 && /^\([^()]*\)\(/.test(number));
        if (style === reading.style && follows && distance < best.distance) best = { level, distance };
      }
    }
  }
  return root + groups.slice(0, best.level).join('') + number;
}

/** What stands in the first brackets of a number such as "(a)(ii)". */
function getFirstMarker(number: string): string {
  return number.slice(1, number.indexOf(')'));
}
