import { isLabelAlone, type PdfLine } from './page-lines.js';

/** Lines that are read as one paragraph. */
export interface PdfParagraph {
  readonly kind: 'paragraph';
  readonly lines: readonly PdfLine[];
  /** From 1: the page that it begins on. */
  readonly page: number;
  /** The left and right margin of its column. */
  readonly margins: Margins;
}

interface Margins {
  readonly left: number;
  readonly right: number;
}

/** What a provision or an item begins with. */
const LABEL =
  /^(?:\d{1,4}[A-Z]{0,2}(?:\.\d{1,4}[A-Z]{0,2}){0,6}[.)]?|[([](?:\d{1,3}[A-Z]{0,2}|[a-z]{1,5}|[A-Z]{1,5})[)\]]|[a-zA-Z][.)]|[ivxlIVXL]{1,6}[.)]|[•–—*§-])(?=\s|$)/;
/** Words that only stand at the beginning of a provision where a number follows. */
const UNIT =
  /^(?:Article|Section|Clause|Rule|Regulation|Schedule|Part|Chapter|Annex|Appendix|Table|Figure|SECTION|ARTICLE|PART|CHAPTER|SCHEDULE|ANNEX|APPENDIX|SEC\.|Sec\.|§)\s{0,2}[\dIVXLA-Z][\w.]{0,8}/;

/** The label that a line begins with, or ''. */
export function readLineLabel(text: string): string {
  return LABEL.exec(text)?.[0] ?? '';
}

/** Lines of a column as paragraphs. */
export function findParagraphs(lines: readonly PdfLine[], page: number): PdfParagraph[] {
  const margins = marginsOf(lines);
  const leading = leadingOf(lines);
  const paragraphs: PdfLine[][] = [];
  lines.forEach((line, index) => {
    const own = paragraphs.at(-1);
    const before = lines[index - 1];
    if (!own || !before || isBreak(own, before, line, { margins, leading, after: lines[index + 1] }))
      paragraphs.push([line]);
    else own.push(line);
  });
  return paragraphs.map((own) => ({ kind: 'paragraph', lines: own, page, margins }));
}

function marginsOf(lines: readonly PdfLine[]): Margins {
  const rights = lines.map(({ right }) => right).sort((a, b) => a - b);
  return {
    left: Math.min(...lines.map(({ left }) => left)),
    right: rights[Math.floor(0.95 * (rights.length - 1))] ?? 0,
  };
}

/** The usual distance of two lines, in sizes of their words. */
function leadingOf(lines: readonly PdfLine[]): number {
  const gaps = lines
    .slice(1)
    .map((line, index) => (line.base - (lines[index]?.base ?? 0)) / line.size)
    .filter((gap) => gap > 0.8 && gap < 3)
    .sort((a, b) => a - b);
  const middle = gaps[gaps.length >> 1] ?? 1.2;
  // Where most paragraphs have one line, most gaps are those between paragraphs.
  const low = gaps[Math.floor(gaps.length * 0.1)] ?? middle;
  return low > 1.05 && middle > 1.18 * low ? low : middle;
}

interface LinePlace {
  readonly margins: Margins;
  readonly leading: number;
  readonly after: PdfLine | undefined;
}

function isBreak(
  own: readonly PdfLine[],
  before: PdfLine,
  line: PdfLine,
  { margins, leading, after }: LinePlace,
): boolean {
  if (isOtherSize(before, line)) return true;
  const gap = (line.base - before.base) / Math.max(line.size, before.size);
  if (gap < 0.5 || gap > (goesOnPlainly(before, line, margins) ? 2.4 : 1.17 * leading + 0.06)) return true;
  if (beginsWithLabel(line, before)) return true;
  if (before.isBold !== line.isBold && (isShort(before, line, margins) || before.isBold)) {
    if (isShort(before, line, margins)) return true;
  }
  if (isDeliberatelyShort(before, line, { margins, leading, after })) return true;
  const first = own[0] ?? before;
  const em = line.size;
  // The words of a provision go on below its label or below its first word.
  const hanging = first.indentAfterGap ?? first.left;
  if (own.length === 1)
    return line.left > before.left + 0.9 * em && Math.abs(line.left - hanging) > 0.7 * em && endsLikeSentence(before);
  if (line.left > before.left + 0.9 * em) return true;
  return line.left < before.left - 0.9 * em && endsLikeSentence(before);
}

/** Whether a sentence fills a line and goes on in the next, however far the lines are apart. */
function goesOnPlainly(before: PdfLine, line: PdfLine, margins: Margins): boolean {
  return (
    !endsLikeSentence(before) &&
    /^\p{Ll}/u.test(line.text) &&
    readLineLabel(line.text) === '' &&
    !isShort(before, line, margins)
  );
}

function isOtherSize(a: PdfLine, b: PdfLine): boolean {
  return Math.abs(a.size - b.size) > 0.07 * Math.max(a.size, b.size);
}

/** Whether a line begins with a label that is not just words within a sentence. */
function beginsWithLabel(line: PdfLine, before: PdfLine): boolean {
  const label = readLineLabel(line.text);
  if (label === '') return UNIT.test(line.text) && (endsLikeSentence(before) || line.isBold);
  if (line.beforeGap !== '' && isLabelAlone(line.beforeGap)) return true;
  const [first, second] = line.pieces;
  const isApart =
    first !== undefined &&
    second !== undefined &&
    first.text.trim() === label &&
    second.left - first.right > 0.45 * line.size;
  return isApart || endsLikeSentence(before) || /[;,:–—] ?(?:and|or|but)?$/.test(before.text);
}

/** Whether a line ends as a sentence, an item or a lead-in does; the call of a note aside. */
export function endsLikeSentence({ pieces }: PdfLine): boolean {
  const said = pieces
    .filter(({ isRaised }) => !isRaised)
    .map(({ text }) => text)
    .join('');
  return /[.;:!?…][”’"')\]]{0,2}$|; (?:and|or)$/.test(said.trimEnd());
}

/** Whether the first word of the next line would have had room. */
function isShort(before: PdfLine, line: PdfLine, { right }: Margins): boolean {
  // A unit and its number are not parted.
  const unit = UNIT.exec(line.text)?.[0].length ?? 0;
  const space = line.text.indexOf(' ', unit);
  const word = space < 0 ? line.text.length : space;
  const width = ((line.right - line.left) / Math.max(1, line.text.length)) * Math.max(word, 2);
  return right - before.right > 1.15 * width + 0.55 * line.size;
}

/** No sentence, heading or item ends with one of these. */
const GOES_ON =
  /\s(?:the|an?|of|to|in|on|by|for|with|under|from|at|or|and|that|which|its|their|any|each|such|shall|may|not|be|is|are)$/;

function isDeliberatelyShort(before: PdfLine, line: PdfLine, { margins, after }: LinePlace): boolean {
  if (!isShort(before, line, margins) || GOES_ON.test(before.text.slice(-12))) return false;
  const isOpen = !endsLikeSentence(before) && /^[\p{Ll}(“"‘]/u.test(line.text);
  if (isOpen) return margins.right - before.right > 0.5 * (margins.right - margins.left);
  // A block that is set narrower is justified to its own right margin.
  const isInset =
    Math.abs(before.right - line.right) < 1.5 && after !== undefined && Math.abs(after.left - line.left) < 1.5;
  return !isInset;
}

/** Joins paragraphs that go on over the end of a page or a column. */
export function joinOverPages(before: PdfParagraph, after: PdfParagraph): PdfParagraph | null {
  const [last, first] = [before.lines.at(-1), after.lines[0]];
  if (!last || !first || isOtherSize(last, first) || last.isBold !== first.isBold) return null;
  if (readLineLabel(first.text) !== '' && beginsWithLabel(first, last)) return null;
  if (UNIT.test(first.text) && first.isBold) return null;
  const goesOn = /^[\p{Ll}]/u.test(first.text);
  if (endsLikeSentence(last) ? !goesOn : !goesOn && isShort(last, first, before.margins)) return null;
  return { ...before, lines: [...before.lines, ...after.lines] };
}
