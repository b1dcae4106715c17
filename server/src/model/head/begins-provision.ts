import type { Head } from '../block.js';
import { findOwnWordAt, listOwnWords, type OwnUnits } from '../schemes/own-units.js';
import { isDivisionAlone } from './divisions.js';
import { readLabel } from './label-shapes.js';
import { goesOnBelow } from './lines.js';
import { LINE_NUMBER } from './section-lines.js';
import { readView, type View } from './view.js';

/** A note in plain HTML: `<sup>6</sup> …`. */
const NOTE = /^<sup>\s*(?:\d{1,3}|[*†‡])\s*<\/sup>\s*\S/;
const ENDS_SENTENCE = /[.;:?!”"’)>\]]\s*$/;
const ENDS_ITEM =
  /(?:[;:.?!—–-][”"’)\]*_]*(?:<\/(?:span|a|b|strong|em|i|u)>){0,3}|[;,:]\]?\s*(?:and|or|and\/or|but),?[*_]*|\band\/or|<br ?\/?>)\s*$/;
/** An anchor alone on the line before: `<a id="1.2"></a>`. */
const ANCHOR_LINE = /(?:^|[\r\n])[ \t]{0,9}<a [^<>\r\n]{1,150}><\/a>[ \t]{0,9}$/;
/** "#. …" and "(#) …": the next number of the list, as pandoc counts it. */
const COUNTED_LABEL = /^(?:#[.)]|\(#\)) +\S/;
/** "II.⇥Fees", as a list of Word is copied. */
const TABBED = /^ {0,8}(?:[A-Z]|[IVXL]{1,6}|[a-z]|[ivxl]{1,6})\.\t/;
/** "B.  Members": two spaces tell it from the initial of a name. */
const SPACED_CAPITAL = /^[A-Z]\. {2,8}[\p{Lu}\d("“‘]/u;
/** "B. Meetings", and the item of a list with spaces before its marker. */
const CAPITAL_LINE = /^[A-Z]\. \p{Lu}/u;
const SET_IN = /^[ \t]{2,12}(?:\d{1,3}[.)]|[*+-])[ \t]/;
/** Words after which a number at the start of the next line is a citation. */
const CITES =
  /(?:\b(?:clauses?|sub-?clauses?|paragraphs?|sub-?paragraphs?|sections?|rows?|tables?|figures?|items?|and|or|to|in|of|under|with|by|see|,)|,)\s*$/i;

const CITES_UNIT = /\b(?:articles?|rules?|regulations?|conditions?|subsections?|points?|nos?\.?|pages?|p\.)\s*$/i;

/** "twelve", and "(12)" on the next line, which says the number again. */
const COUNT_IN_WORDS =
  /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-[a-z]{3,5})?|hundred|thousand|million)\s*$/i;

/** The word of a unit whose number or marker stands on the next line. */
const CITES_PART =
  /(?:\b(?:sub-?)?(?:clauses?|paragraphs?|sections?|rules?|regulations?|articles?|items?|points?)|[\d)])[ \t]{0,9}$/i;
/** "(b), (c)", "(b) and (c)", "(b) of section 3": a marker that is cited. */
const GOES_ON_CITING = /^\S{3,6}(?:,| (?:and|or|to) [(\d]| (?:of|above|below|is|are|shall|does|applies)\b)/;

/** The end of a list of citations whose last one stands on the next line. */
const CITES_NUMBER = /\d\.\d{1,3}[A-Z]?,? {1,3}(?:and|or)\s*$/;
/** "1.9.1.  a shed": the stop behind its number shows that no citation goes on. */
const LONG_AND_STOP = /^\d{1,3}(?:\.\d{1,3}){2,4}\. {1,4}\p{L}/u;

/** "Section 5. …", "ARTICLE 4.2. …", "Article 3" alone, on a line that follows another. */
const UNIT_LINE =
  /^(?:Article|ARTICLE|Section|SECTION|Sec\.|SEC\.|Rule|RULE|Regulation|REGULATION|Chapter|CHAPTER|Part|PART) {1,2}(?:\d{1,4}(?:[.-]\d{1,4}){0,3}[A-Za-z]{0,2}|[IVXLC]{1,7}|[A-Z])(?:[.:] +(?:["“‘'([]?\p{Lu}|\((?:a|1)\))| ?[–—] |[.:]? *$)/u;
/** "Article 8 — Remedies", or "Article 8" alone, which may stand right below the title of a Chapter. */
const BELOW_TITLE =
  /^(?:Article|ARTICLE|Section|SECTION|Rule|RULE|Regulation|REGULATION) {1,2}\d{1,4}[A-Za-z]{0,2}(?: bis| ter)?(?: ?[–—] ?["“‘'([]?\p{Lu}|[ \t]{0,9}$)/u;
/** "(a)receives …", as some publishers of law print it, and the end of the words that lead to a list. */
const TIGHT_FIRST = /^\((?:a|i|1|A|I)\)[\p{L}“"]/u;
const LEADS_IN = /[—–:-]\s*$/;
/** As long is the title of a Chapter. */
const LONGEST_CHAPTER_TITLE = 100;

/** "5National security directions": pasted from a page that has the number in a column of its own. */
const TIGHT_TITLE = /^\d{1,3}[A-Z]{0,3}?(?:\p{Lu}(?:\p{Ll}|\p{Lu}{2,5} \p{Lu})[^.;]{2,180}$|\(1\)\p{Lu})/u;

/** "Sec. 16-1. - Sessions.", "ARTICLE II. - COURTS": as codes on the web have each on one line. */
const DASHED_UNIT =
  /^(?:Article|ARTICLE|Chapter|CHAPTER|Division|DIVISION|Part|PART|Sec\.|Section|SECTION|Subdivision|SUBDIVISION|Title|TITLE) {1,2}(?:\d{1,4}[A-Z]?(?:[.-]\d{1,4}){0,3}|[IVXLC]{1,7}|[A-Z])\.? - \p{Lu}/u;

/** "1798.100. (a) …": the section of a code, on a line that follows another. */
const CODE_SECTION = /^\d{3,5}\.\d{1,3}(?:\.\d{1,3})?\. {1,3}[\p{Lu}("“]/u;

/** "1798. …", likewise. */
const BARE_CODE_SECTION = /^\d{4,5}\. {1,3}(?:["“]?\p{Lu}|\((?:a|1)\))/u;

/** "6A. (1) …", which was put in after 6: no other words begin so. */
const INSERTED_LINE = /^\d{1,3}[A-Z]{1,2}\. {1,3}(?:\((?:1|a)\)|["“‘']?\p{Lu})/u;

/** "PART 1Fees", pasted likewise. */
const TIGHT_UNIT = /^(?:PART|CHAPTER|SCHEDULE) +\d{1,3}[A-Z]?\p{Lu}\p{Ll}/u;
/** "PART II – DUTIES OF OWNERS", with a title in capitals. */
const CAPITAL_UNIT =
  /^(?:PART|Part|CHAPTER|Chapter) {1,2}(?:\d{1,3}[A-Z]?|[IVXLC]{1,7}) ?[–—-] ?[\p{Lu}][\p{Lu} ,’'&()-]{4,100}$/u;
/** "(1)", "2." or "3" with nothing else on its line. */
const LONE_LABEL = /^(?:\((?:[a-z]{1,4}|\d{1,3}[A-Z]{0,2})\)|\d{1,3}[A-Z]{0,2}\.?)[ \t]{0,9}$/;
const LONGEST_CROSS_HEADING = 45;
const FIRST_MARKER = /^\((?:1|a|i)\)/;
/** A line that is no more than a title, and one that a sentence begins on. */
const TITLE_BELOW = /^\r?\n[ \t]{0,9}["“‘'(]?\p{Lu}[^\r\n]{0,80}[^\r\n.;:,—–-][ \t]{0,9}(?:\r?\n[ \t]{0,9}\S|$)/u;
/** A short line that ends without a stop: the title of what follows. */
const TITLE_BEFORE = /^\s*["“‘'(]?\p{Lu}[^.;]{0,120}$/u;

/** "5.(1) Fees are due", "7.—(1) A boat": a number with its first subsection. */
const NESTED_LINE = /^\d{1,3}[A-Z]{0,2}\.?[–—-]?[ \u00a0]{0,9}\([1al]\) ?["“‘']?\p{Lu}/u;
/** "3   In this Act": the spaces tell it from a number within a sentence. */
const SPACED_NUMBER = /^\d{1,3}(?:\.\d{1,2})?[A-Z]{0,2}[ \u00a0]{2,9}["“‘'(]?\p{Lu}/u;
/** "3 A person must", "4 Entry on the pier": no more than a number stands before words in small letters. */
const BARE_SENTENCE =
  /^\d{1,3}[A-Z]{0,2} (?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)(?:(?:An?|Any|Despite|Each|Every|For|If|In|No|Nothing|Subject|The|There|These|This|When|Where) \p{L}|\p{Lu}\p{Ll}{0,20},? \p{Ll}{2})/u;
/** "(3) The Minister": words that begin a subsection. */
const NUMBERED_WORDS = /^\(\d{1,3}[A-Z]{0,2}\) {0,3}["“‘']?\p{Lu}/u;
/** "(1)" on the line below a number that stands alone, or words that are set in. */
const FIRST_BELOW = /^\r?\n(?:[ \t\u00a0]{0,9}\((?:1|a)\) ?|[ \t\u00a0]{2,9})["“‘']?\p{Lu}/u;
/** A line of the head of a page, or the title of what follows. */
const TITLE_LINE = /^\s{0,20}["“‘'([]?[\p{Lu}\d©][^\r\n]{1,98}[^\s.;:,–—-]\s{0,20}$/u;
/** The number of a page, alone above its head. */
const PAGE_NUMBER = /^[ \t]{0,20}\d{1,4}\s{0,20}$/;
/** The end of a note of changes. */
const ENDS_NOTE = /\d[\])]\s{0,9}$/;
const ENDS_IN_STOP = /^[^.;:]{3,60}\.\s{0,9}$/;
/** What a sentence has, and a title has not. */
const VERB = /(?<!\bto )\b(?:is|are|was|were|has|have|had|shall|must|does|did)\b/;
/** So many lines of titles and heads of pages stand above each other at most. */
const MOST_TITLES = 6;
/** So much of a line is looked at. */
const LONGEST_LINE = 130;

/** "PART II- Fees", "Chapter 3: Fees", "Part V" alone. */
const DIVISION_LINE =
  /^(?:PART|Part|CHAPTER|Chapter|DIVISION|Division) {1,2}(?:\d{1,3}[A-Z]?|[IVXLC]{1,7})(?: ?[:.–—-] ?["“]?\p{Lu}|[:.]?[ \t]*$)/u;
/** "“boat” means a hull". */
const DEFINED_TERM = /^["“][^"“”\r\n]{2,80}["”],?(?: [^"“”\r\n]{0,60})? (?:means?|includes?|has the|have the)\b/;

/** A line within a paragraph that may begin a provision of its own. */
export interface InnerLine {
  /** The text that the line is part of. */
  readonly text: string;
  /** Where the paragraph starts and ends. */
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  /** The last words before it. */
  readonly before: string;
  /** The head of the provision that they belong to. */
  readonly previous: Head;
  /** Whether that one is labelled "#.". */
  readonly isCounted: boolean;
  /** The units that the project adds. */
  readonly ownUnits: OwnUnits;
}

/** Whether words begin with a label such as "#.". */
export function isCountedLabel(words: string): boolean {
  return COUNTED_LABEL.test(words);
}

/** Whether a line within a paragraph begins a provision of its own. */
export function beginsProvision(line: InnerLine): boolean {
  const { text, start, end, before, previous, isCounted, ownUnits } = line;
  if (TABBED.test(text.slice(start, Math.min(end, start + 20)))) return true;
  const view = readView(text, start, end);
  if (LONE_LABEL.test(view.text)) return isLoneLabel(view.text.trim(), line);
  const label = readLabel(view);
  if (label === null)
    return (
      (isDivisionAlone(view.text) && ENDS_SENTENCE.test(before)) ||
      TIGHT_UNIT.test(view.text) ||
      CAPITAL_UNIT.test(view.text) ||
      DASHED_UNIT.test(view.text) ||
      COUNTED_LABEL.test(view.text) ||
      (TIGHT_TITLE.test(view.text) && TITLE_BEFORE.test(before)) ||
      (CODE_SECTION.test(view.text) && !CITES.test(before)) ||
      (INSERTED_LINE.test(view.text) && ENDS_SENTENCE.test(before)) ||
      (BARE_CODE_SECTION.test(view.text) && ENDS_SENTENCE.test(before)) ||
      (NOTE.test(view.text) && ENDS_SENTENCE.test(before)) ||
      goesOnAsTitle(view.text, previous) ||
      (TIGHT_FIRST.test(view.text) && LEADS_IN.test(before)) ||
      (BELOW_TITLE.test(view.text) && isBelowChapterTitle(text, before, end)) ||
      (NESTED_LINE.test(view.text) &&
        /^\d{1,3}[A-Z]{0,2}[.–—]/.test(view.text) &&
        !CITES.test(before) &&
        !CITES_UNIT.test(before)) ||
      (isNumberedLine(view.text) && (ENDS_ITEM.test(before) || findTitleAbove(line, true) !== 'no')) ||
      (DIVISION_LINE.test(view.text) && (ENDS_ITEM.test(before) || findTitleAbove(line) !== 'no')) ||
      (DEFINED_TERM.test(view.text) && ENDS_ITEM.test(before)) ||
      (BARE_SENTENCE.test(view.text) && findTitleAbove(line) !== 'no') ||
      ((SPACED_CAPITAL.test(view.text) ||
        isCapitalAtMargin(line, view) ||
        UNIT_LINE.test(view.text) ||
        isOwnUnitLine(view, ownUnits) ||
        TIGHT_TITLE.test(view.text)) &&
        ENDS_ITEM.test(before))
    );
  if (label.kind === 'item' && closesBracket(view, before)) return false;
  if (/^\d/.test(label.number) && view.text.startsWith('(') && COUNT_IN_WORDS.test(before)) return false;
  // "Sections 3.12, 4.1.6, and", and on the next line "4.8.5".
  if (label.kind === 'clause' && CITES_NUMBER.test(before)) return false;
  if (ENDS_ITEM.test(before) || ANCHOR_LINE.test(before)) return true;
  if (LONG_AND_STOP.test(view.text) && /\.0?1$/.test(label.number) && endsAsTitle(before)) return true;
  const isStopped = LONG_AND_STOP.test(view.text) && /,\s*$/.test(before);
  if (isStopped && (/\.0?1$/.test(label.number) || isClauseAfter(previous, label.number))) return true;
  // "a." with more indentation than the words before is no abbreviation that ran on to the next
  // line.
  if (label.isDotted) {
    const isIndented = /[ \t]/.test(text.charAt(start));
    const isNext = label.canBeFirst || (previous.kind === 'item' && followsLetter(previous.marker, label.number));
    const isInList = previous.kind === 'item' || previous.kind === 'listNumber' || isCounted;
    return isNext && isInList && isIndented && /[\p{L},][*_]{0,3}\s*$/u.test(before);
  }
  if (label.kind === 'clause') {
    // "5.1 The society …" below a cross-heading.
    if (previous.kind === 'none' && endsAsTitle(before) && /^\S{1,12} {1,4}\p{Lu}/u.test(view.text)) return true;
    if (previous.kind === 'listNumber' && CITES.test(before)) return false;
    if (previous.kind === 'listNumber') return label.number.startsWith(`${previous.number}.`);
    return previous.kind === 'clause' && !CITES.test(before);
  }
  // "(2)" below "1A. (1) … (Added 4 of 1991)".
  if (previous.kind === 'listNumber' && label.number === '2' && ENDS_SENTENCE.test(before)) return true;
  const mayCite = CITES.test(before) || CITES_UNIT.test(before);
  if ((previous.kind === 'item' || label.canBeFirst) && !mayCite && previous.kind !== 'none') return true;
  const isCited = GOES_ON_CITING.test(view.text);
  // "(b) on the stern" below "(a) on the bow,".
  const isNext = previous.kind === 'item' && followsMarker(previous.marker, label.number);
  if (isNext && !isCited && /[\p{L}”"’)],\s*$/u.test(before)) return true;
  // "“boat” means", and below it "(a) a hull": the next of its list begins a line as well.
  if (label.canBeFirst && !isCited && !CITES_PART.test(before) && hasNextBelow(line, label.number)) return true;
  const above = findTitleAbove(line);
  return above === 'only titles' || (above === 'a title' && NUMBERED_WORDS.test(view.text));
}

/** "B. Meetings" at the margin, below the item of a list that is set in: the next of what holds the list. */
function isCapitalAtMargin({ text, from, start }: InnerLine, view: View): boolean {
  return CAPITAL_LINE.test(view.text) && !/\s/.test(text.charAt(start)) && SET_IN.test(text.slice(from, from + 24));
}

/** Whether a line begins with a plain number that words follow: "4. Fees", "4.(1) Fees", "4   Fees". */
function isNumberedLine(line: string): boolean {
  return LINE_NUMBER.test(line) || NESTED_LINE.test(line) || SPACED_NUMBER.test(line);
}

/**
 * What stands above a line: a title behind the end of a sentence, or nothing in its paragraph but
 * titles, such as the head of a page. A line that a sentence goes on from is neither.
 * @param mayGoOn whether a title may take several lines
 */
function findTitleAbove({ text, from, start }: InnerLine, mayGoOn = false): 'no' | 'a title' | 'only titles' {
  let end = start;
  for (let passed = 0; passed < MOST_TITLES; passed++) {
    const lineStart = findLineStart(text, from, end);
    if (lineStart === null) return 'no';
    const line = text.slice(lineStart, end);
    if (passed > 0 && (ENDS_ITEM.test(line) || ENDS_NOTE.test(line))) return 'a title';
    if (passed > 0 && lineStart === from && PAGE_NUMBER.test(line)) return 'only titles';
    if (!isTitleOrHead(line) && !(mayGoOn && isPartOfTitle(line, passed === 0))) return 'no';
    if (lineStart === from) return 'only titles';
    end = lineStart;
  }
  return 'no';
}

function isTitleOrHead(line: string): boolean {
  return TITLE_LINE.test(line) && !goesOnBelow(line) && !CITES.test(line) && !endsInUnit(line) && !VERB.test(line);
}

/** Whether a line ends in the word of a unit that a number may follow, and is no title such as "Variation of conditions". */
function endsInUnit(line: string): boolean {
  return CITES_UNIT.test(line) && !/^\s{0,20}\p{Lu}(?:\S{1,30} ){2,12}conditions\s{0,20}$/u.test(line);
}

/** Whether a line is one of several that a title takes. */
function isPartOfTitle(line: string, isLast: boolean): boolean {
  if (VERB.test(line) || !/^\s{0,20}[\p{L}(][^.;:\r\n]{1,98}$/u.test(line.trimEnd())) return false;
  return !isLast || (!goesOnBelow(line) && !CITES.test(line) && !CITES_UNIT.test(line));
}

/** Where the line starts that ends at an offset; null where it is too long to be a title. */
function findLineStart(text: string, from: number, end: number): number | null {
  let at = end - 1;
  while (at > from && /[\r\n]/.test(text.charAt(at))) at--;
  const least = at - LONGEST_LINE;
  while (at > from && !/[\r\n]/.test(text.charAt(at - 1))) if (--at < least) return null;
  return at;
}

/**
 * Where the title stands that belongs to a line which begins a provision with a plain number: the
 * start of the line above, where that is the end of nothing. Null where there is none.
 */
export function findTitleStart(line: InnerLine): number | null {
  const { text, from, start, end } = line;
  const titleStart = findLineStart(text, from, start);
  if (titleStart === null || titleStart === from) return null;
  const words = readView(text, start, end).text;
  if (!isNumberedLine(words) && !BARE_SENTENCE.test(words) && !/^\d{1,3}[A-Z]{0,2}\.?\s*$/.test(words)) return null;
  const title = text.slice(titleStart, start);
  const above = text.slice(Math.max(from, titleStart - LONGEST_LINE), titleStart);
  const isTitle =
    isTitleOrHead(title) || (ENDS_IN_STOP.test(title) && /^\s{0,9}\p{Lu}/u.test(title) && !VERB.test(title));
  return isTitle && ENDS_ITEM.test(above) ? titleStart : null;
}

/**
 * Whether a label alone on its line begins a provision whose words stand below, and is neither the
 * end of a citation nor the number of a page.
 */
function isLoneLabel(label: string, line: InnerLine): boolean {
  const { text, end, before, previous } = line;
  const after = text.slice(end, end + LONGEST_LINE);
  const isBehindLabel = LONE_LABEL.test(before.trim());
  const isBehindItem = ENDS_ITEM.test(before);
  if (!isBehindItem && (CITES.test(before) || CITES_UNIT.test(before))) return false;
  const isBehindWords = isBehindItem || isBehindLabel || ENDS_SENTENCE.test(before) || endsAsTitle(before);
  if (label.startsWith('('))
    return (
      isBehindWords ||
      (FIRST_MARKER.test(label) && TITLE_BEFORE.test(before)) ||
      previous.kind === 'item' ||
      previous.kind === 'clause' ||
      previous.kind === 'listNumber'
    );
  const isAboveTitle = TITLE_BELOW.test(after);
  if (FIRST_BELOW.test(after) && (isBehindWords || findTitleAbove(line) !== 'no')) return true;
  if (isBehindWords) return label.endsWith('.') || isAboveTitle;
  // A cross-heading.
  return (
    label.endsWith('.') && isAboveTitle && before.trim().length <= LONGEST_CROSS_HEADING && TITLE_BEFORE.test(before)
  );
}

/**
 * Whether the line before another is a title, and what follows that other's end at `end` begins with
 * a capital, a number or a marker.
 */
function isBelowChapterTitle(text: string, before: string, end: number): boolean {
  const line = before.trim();
  if (line.length > LONGEST_CHAPTER_TITLE || !/^[*_#\s]{0,6}(?:\p{Lu}|chapter |part )/u.test(line)) return false;
  if (/[.;:]$/.test(line) || goesOnBelow(line)) return false;
  return /^\s{0,9}(?:$|["“‘'([]?[\p{Lu}\d(])/u.test(text.slice(end, end + 16));
}

/** A short title behind the number of a section: "16. Short Title". */
const TITLE_BEHIND =
  /^(\d{1,3})\. {1,4}(?:\p{Lu}[\p{L}’'-]{0,24}(?:[ /,]{1,2}|[ \t]*$|(?=\r?\n))|(?:and|for|in|of|on|the|to) ){1,8}$/u;

/** Whether a line is the title of the section after the one that the words before it belong to. */
function goesOnAsTitle(text: string, previous: Head): boolean {
  if (previous.kind !== 'listNumber') return false;
  const [line = ''] = text.split(/\r?\n/, 1);
  return Number(TITLE_BEHIND.exec(line.trimEnd())?.[1] ?? 0) === Number(previous.number) + 1;
}

/** Whether words end in a line that is a title: "Set Out Locations". */
function endsAsTitle(before: string): boolean {
  const line = before.trimEnd().split(/\r?\n/).at(-1) ?? '';
  return line.length <= 60 && /^\s{0,9}\p{Lu}[^.;:,]{2,}$/u.test(line) && !/\s\p{Ll}{5,}/u.test(line);
}

/** Whether 3.12.5 comes right after the clause that the words before it belong to. */
function isClauseAfter(previous: Head, number: string): boolean {
  if (previous.kind !== 'clause') return false;
  const [before, own] = [previous.number, number].map((each) => each.lastIndexOf('.'));
  if (before === undefined || own === undefined || previous.number.slice(0, before) !== number.slice(0, own))
    return false;
  return Number(number.slice(own + 1)) === Number(previous.number.slice(before + 1)) + 1;
}

/** What follows the word of a unit where it begins one: a number, and a title or nothing. */
const UNIT_NUMBER =
  /^ {1,2}(?:\d{1,4}(?:[.-]\d{1,4}){0,3}[A-Za-z]{0,2}|[IVXLC]{1,7}|[A-Z])(?:[.:] +(?:["“‘'([]?\p{Lu}|\((?:a|1)\))| ?[–—] |[.:]? *$)/u;

/** "Standard 12. …", by the word of a unit that the project adds. */
function isOwnUnitLine({ text }: View, own: OwnUnits): boolean {
  if (own.units.length === 0) return false;
  const found = findOwnWordAt(listOwnWords(own), text, 0);
  return found !== null && !found.isPlural && UNIT_NUMBER.test(text.slice(found.word.length));
}

/** Whether one small letter comes right after another. */
function followsLetter(before: string, marker: string): boolean {
  return /^[a-z]$/.test(before) && marker.length === 1 && marker.charCodeAt(0) === before.charCodeAt(0) + 1;
}

/** Whether one marker comes right after another: b after a, ii after i, 3 after 2. */
function followsMarker(before: string, marker: string): boolean {
  if (/^\d+$/.test(before)) return Number(marker) === Number(before) + 1;
  const at = ROMAN_NUMERALS.indexOf(before);
  return followsLetter(before, marker) || (at >= 0 && ROMAN_NUMERALS[at + 1] === marker);
}

const ROMAN_NUMERALS = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];
/** What comes after the first marker of a list, at the start of a line. */
const NEXT_BELOW: Readonly<Record<string, RegExp>> = {
  a: /[\r\n][ \t>]{0,20}\(b\) {0,3}\p{L}/u,
  i: /[\r\n][ \t>]{0,20}\(ii\) {0,3}\p{L}/u,
  A: /[\r\n][ \t>]{0,20}\(B\) {0,3}\p{L}/u,
  I: /[\r\n][ \t>]{0,20}\(II\) {0,3}\p{L}/u,
  1: /[\r\n][ \t>]{0,20}\(2\) {0,3}\p{L}/u,
};
/** So far below the first item of a list the next one begins. */
const LONGEST_ITEM = 2000;

function hasNextBelow({ text, end, to }: InnerLine, first: string): boolean {
  return NEXT_BELOW[first]?.test(text.slice(end, Math.min(to, end + LONGEST_ITEM))) ?? false;
}

/** "… (with art.", and on the next line "10)": the end of what the bracket holds. */
function closesBracket(view: View, before: string): boolean {
  return /^[^(]{1,8}\)/.test(view.text) && before.lastIndexOf('(') > before.lastIndexOf(')');
}
