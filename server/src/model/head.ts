import type { BlockKind, ContainerKind, DivisionKind, Head } from './block.js';
import { isInsertion } from './markers.js';
import type { Span } from './text.js';

/** The facts of a run of lines that its head is read from. */
export interface HeadSource {
  readonly kind: BlockKind;
  readonly text: string;
  readonly prefix: number;
  readonly containers: readonly ContainerKind[];
  readonly marker: string | null;
}

const NONE: Head = { kind: 'none' };

/** How far into a block a label may reach. */
const REACH = 240;
/** How long a line is at most that is a title and no sentence. */
const LONGEST_TITLE = 120;

/** Reads what the first words of a block make it. */
export function readHead(block: HeadSource): Head {
  if (block.kind === 'heading') return headingHead(block);
  if (block.kind === 'paragraph') return paragraphHead(block);
  if (block.kind === 'empty') return noteHead(block) ?? NONE;
  return NONE;
}

/** Whether a line within a paragraph begins a provision of its own, given the words right before it. */
export function beginsProvision(
  text: string,
  lineStart: number,
  lineEnd: number,
  before: string,
  previous: Head,
): boolean {
  const view = visibleStart(text, lineStart, lineEnd);
  const head = labelAt(view);
  if (head === null)
    return (
      (/^<sup>\s*(?:\d{1,3}|[*†‡])\s*<\/sup>\s*\S/.test(view.text) && ENDS_SENTENCE.test(before)) ||
      (LINE_NUMBER.test(view.text) && ENDS_ITEM.test(before))
    );
  // "… (with art.", and on the next line "10)": the end of what the bracket holds.
  if (head.kind === 'item' && /^[^(]{1,8}\)/.test(view.text) && before.lastIndexOf('(') > before.lastIndexOf(')'))
    return false;
  if (ENDS_ITEM.test(before)) return true;
  // "a." further in than the words before is no abbreviation that ran over the line's end.
  if (head.dotted)
    return (
      head.first && previous.kind === 'item' && /[ \t]/.test(text.charAt(lineStart)) && /[\p{L},]\s*$/u.test(before)
    );
  if (head.kind === 'clause' && previous.kind === 'listNumber') return head.number.startsWith(`${previous.number}.`);
  if (head.kind === 'clause') return previous.kind === 'clause' && !CITES.test(before);
  return (previous.kind === 'item' || head.first) && !CITES.test(before) && previous.kind !== 'none';
}

const ENDS_SENTENCE = /[.;:?!”"’)>\]]\s*$/;
const ENDS_ITEM = /(?:[;:.?!—–][”"’)*_]*|[;,:]\s*(?:and|or|and\/or|but),?[*_]*)\s*$/;
/** Words after which a number is a citation that ran over the line's end. */
const CITES =
  /(?:\b(?:clauses?|sub-?clauses?|paragraphs?|sub-?paragraphs?|sections?|rows?|tables?|figures?|items?|and|or|to|in|of|under|with|by|see|,)|,)\s*$/i;

interface View {
  /** The first words as read, mark-up left out. */
  readonly text: string;
  /** Where the first of its characters stands in the block's text. */
  readonly start: number;
  /** Where each of its characters, and its end, stands there; null where they stand one behind another. */
  readonly at: readonly number[] | null;
}

/** What is not read as it is written. */
const MARKUP = /[*_\\<&\t\u00a0\u00ad\u2007\u202f]/;

function visibleStart(text: string, from: number, to: number): View {
  const end = Math.min(to, from + REACH);
  let i = from;
  while (i < end && (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 9 || text.charCodeAt(i) === 62)) i++;
  const start = i;
  const written = text.slice(start, end);
  if (!MARKUP.test(written)) return { text: written, start, at: null };
  let out = '';
  const at: number[] = [];
  while (i < end) {
    const char = text.charAt(i);
    if (char === '*' || char === '\u00ad') {
      i++;
      continue;
    }
    if (char === '_' && (out === '' || !/\w/.test(out.charAt(out.length - 1)) || !/\w/.test(text.charAt(i + 1)))) {
      i++;
      continue;
    }
    if (char === '\\' && /[!-/:-@[-`{-~]/.test(text.charAt(i + 1))) {
      out += text.charAt(i + 1);
      at.push(i);
      i += 2;
      continue;
    }
    if (char === '<') {
      const tag = /^<\/?(?:b|strong|i|em|u)>/i.exec(text.slice(i, i + 10));
      if (tag) {
        i += tag[0].length;
        continue;
      }
    }
    if (char === '&' && text.startsWith('&nbsp;', i)) {
      out += ' ';
      at.push(i);
      i += 6;
      continue;
    }
    out += char === '\u00a0' || char === '\u2007' || char === '\u202f' || char === '\t' ? ' ' : char;
    at.push(i);
    i++;
  }
  at.push(i);
  return { text: out, start, at };
}

/** Where in the block a visible character, or the end of all, stands. */
function offsetOf({ text, start, at }: View, index: number): number {
  const within = Math.min(index, text.length);
  return at ? (at[within] as number) : start + within;
}

/** Where in the block the visible characters `from`…`to` stand. */
function place(view: View, from: number, to: number): Span {
  const start = offsetOf(view, from);
  return { start, end: to > from ? offsetOf(view, to - 1) + 1 : start };
}

function bodyAt(view: View, from: number): number {
  let at = from;
  while (view.text.charAt(at) === ' ') at++;
  return offsetOf(view, at);
}

const CLAUSE = /^((?:[A-Z]{1,2})?\d{1,3}(?:\.\d{1,3}){1,4}[A-Z]{0,2})\.?(?=\s|$)/;
/** What a number at the start of a line counts, so that it is no clause's: "4.5 million". */
const COUNTED =
  /^ (?:million|billion|trillion|per ?cent|percentage|%|times|pence|pounds|dollars|euros?|degrees|(?:square |cubic )?(?:milli|centi|kilo)?(?:met(?:re|er)s?|gram(?:me)?s?|lit(?:re|er)s?|watts?|volts?|hertz)|miles|yards|feet|inches|acres|hectares|tonnes?|tons|hours?|days?|weeks?|months?|years?|[kMG]?(?:Wh?|VA|V|Hz)|[kcm]m|kg)(?![\w-])/;
const ITEM = /^(?:\(([a-z]{1,8}|[A-Z]{1,8}|\d{1,3})\)|([a-z]{1,4}|[A-Z]{1,2}|\d{1,3})\))(?=\s|$|\()/;
/** "(C) Some Company 2003", which counts nothing. */
const COPYRIGHT = /^\([Cc]\) (?:[Cc]opyright\b|(?:19|20)\d\d\b|\p{Lu}[^.;:]{0,60} (?:19|20)\d\d\.?$)/u;
/** "a. under …", the old way of writing (a): small letters alone, as "A. Smith" is a name. */
const DOTTED_ITEM = /^([a-z]|[ivx]{2,5})\.(?= +\S)(?! +[a-z]\.)/;
/** "5. Term and Termination", on a line that Markdown takes for words of the paragraph above or that is escaped. */
const LINE_NUMBER = /^(\d{1,3}[A-Z]{0,2})\.(?= +["“‘'(]?\p{Lu})/u;
/** "5.Term and Termination", a title on a line of its own. */
const JOINED_NUMBER = /^(\d{1,3}[A-Z]{0,2})\.(?=\p{Lu}(?:\p{Ll}{2}|\p{Lu}{2})[^\r\n.;:]{0,100}(?:[\r\n]|$))/u;
/** "5.The parties shall …", a paragraph that has no space behind its number's stop. */
const JOINED_SENTENCE = /^(\d{1,3})\.(?=\p{Lu}\p{Ll}{0,30}[ ,])/u;
/** "5 Term and Termination", alone on its line. */
const BARE_NUMBER = /^(\d{1,3}[A-Z]{0,2})(?= {1,8}["“‘'(]?\p{Lu})/u;
/** "Chapter 5. Term", alone on its line: the clauses that follow tell whether the chapter is what they are counted in. */
const CHAPTER_LINE = /^(?:Chapter|CHAPTER) +(\d{1,3})(?: ?[.:–—-])?(?= +["“‘'(]?\p{Lu})/u;
/** "Section 5. Term and Termination", alone on its line. */
const SECTION_LINE =
  /^(?:Section|SECTION) +([A-Z]{0,2}\d{1,3}(?:\.\d{1,3}){0,3}[A-Z]?)(?: ?[.:–—-])? +(?=["“‘'(]?\p{Lu})/u;
const ROMAN = /^(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/;

/** @param closed whether it stands between two brackets: then it may be one such as (ba), put in behind (b) */
function isItemMarker(marker: string, closed: boolean): boolean {
  const lower = marker.toLowerCase();
  if (closed && isInsertion(marker)) return true;
  return /^(?:\d+|([a-z])\1{0,2}|a[a-z])$/.test(lower) || ROMAN.test(lower);
}

interface Label {
  readonly kind: 'clause' | 'item';
  readonly number: string;
  readonly from: number;
  readonly to: number;
  /** Whether the marker can be the first of its list: (a), (i), (A), (1). */
  readonly first: boolean;
  /** Whether it is written "a." */
  readonly dotted: boolean;
}

function labelAt(view: View): Label | null {
  const clause = CLAUSE.exec(view.text);
  if (clause && !COUNTED.test(view.text.slice(clause[0].length)))
    return { kind: 'clause', number: clause[1] as string, from: 0, to: clause[0].length, first: false, dotted: false };
  const bracketed = COPYRIGHT.test(view.text) ? null : ITEM.exec(view.text);
  const item = bracketed ?? DOTTED_ITEM.exec(view.text);
  const marker = item ? (item[1] ?? item[2] ?? '') : '';
  if (!item || !isItemMarker(marker, bracketed !== null && item[1] !== undefined)) return null;
  const first = /^(?:a|i|A|I|1)$/.test(marker);
  return { kind: 'item', number: marker, from: 0, to: item[0].length, first, dotted: !bracketed };
}

const DIVISIONS: Readonly<Record<string, DivisionKind>> = {
  appendix: 'appendix',
  annex: 'annex',
  schedule: 'schedule',
  attachment: 'attachment',
};

const DIVISION = /^(appendix|annex|schedule|attachment) +(\d{1,3}[A-Z]?|[A-Z]{1,3}\d{0,2})(?= |[.:–—-]|$)/i;
const CAPTION = /^(table|figure) +((?:[A-Z]{1,2}\.?)?\d{1,3}(?:\.\d{1,3})*[A-Z]?)(?: *([–—:.]|-(?=\s|$)) *| *$)/i;
const QUESTION = /^([A-Z][A-Z0-9]{1,9}) +Q(?:uestion)? ?(\d{1,3}[A-Z]?)[.:]?\s*$/;
/** "FTC Q1: Do you agree?", a question on the line of its label. */
const QUESTION_IN_LINE = /^([A-Z][A-Z0-9]{1,9}) +Q(?:uestion)? ?(\d{1,3}[A-Z]?)[.:] +(?=\S)/;

function headingHead(block: HeadSource): Head {
  const { text } = block;
  let start = block.prefix;
  while (start < text.length && (text.charAt(start) === ' ' || text.charAt(start) === '\t')) start++;
  const hashes = /^#{1,6}(?=[ \t]|$)/.exec(text.slice(start, start + 7));
  if (hashes) start += hashes[0].length;
  const lineEnd = lineEndFrom(text, start);
  const view = visibleStart(text, start, lineEnd);
  const special = question(view) ?? caption(view) ?? division(view, false);
  if (special) return special;
  const number = /^(?:(?:section|clause) {1,9})?([A-Z]{0,2}\d{1,3}(?:\.\d{1,3}){0,9}[A-Z]{0,2})[.):]?(?=\s|$)/i.exec(
    view.text,
  );
  if (number && !/^(?:section|clause) /i.test(view.text) && /^[a-z]|\d(?:st|nd|rd|th)$/.test(number[1] as string))
    return plainHeading(view);
  const lettered = number ?? /^section +([A-Z]{1,2})[.):]?(?=\s|$)/i.exec(view.text);
  if (!lettered) return plainHeading(view);
  const digits = lettered[1] as string;
  const from = lettered[0].indexOf(digits, lettered[0].length - digits.length - 1);
  let after = lettered[0].length;
  const dash = /^ *[–—:-] +/.exec(view.text.slice(after));
  if (dash) after += dash[0].length;
  return {
    kind: 'section',
    number: digits.toUpperCase(),
    label: place(view, from, from + digits.length),
    body: bodyAt(view, after),
  };
}

function plainHeading(view: View): Head {
  return { kind: 'heading', body: bodyAt(view, 0) };
}

function paragraphHead(block: HeadSource): Head {
  const note = noteHead(block);
  if (note) return note;
  const { text } = block;
  const view = visibleStart(text, block.prefix, text.length);
  if (block.marker !== null && /^\d/.test(block.marker)) {
    const start = text.lastIndexOf(block.marker, block.prefix);
    const number = block.marker.slice(0, -1);
    const label = { start, end: start + block.marker.length };
    if (block.marker.endsWith(')')) return { kind: 'item', marker: number, label, body: block.prefix };
    return { kind: 'listNumber', number, label, body: block.prefix };
  }
  const label = labelAt(view);
  if (label) {
    const span = place(view, label.from, label.to);
    const body = bodyAt(view, label.to);
    return label.kind === 'clause'
      ? { kind: 'clause', number: label.number, label: span, body }
      : { kind: 'item', marker: label.number, label: span, body };
  }
  return (
    question(view, block.text.includes('?')) ??
    captionLine(block, view) ??
    divisionLine(block, view) ??
    numberedLine(block, view) ??
    definition(block) ??
    NONE
  );
}

/** A section's title on a line of its own: "Section 5. Term", "5. Term", "5 Term". */
function numberedLine(block: HeadSource, view: View): Head | null {
  if (block.marker !== null) return null;
  const line = LINE_NUMBER.exec(view.text) ?? JOINED_NUMBER.exec(view.text) ?? JOINED_SENTENCE.exec(view.text);
  if (line) {
    const label = place(view, 0, line[0].length);
    return { kind: 'listNumber', number: line[1] as string, label, body: bodyAt(view, line[0].length) };
  }
  // A sentence that begins so is longer, or has an end; the stop of "etc." is none.
  const words = view.text.replace(/\betc\.(?=\s|$)/g, 'etc');
  if (/[\r\n]/.test(block.text.trim()) || view.text.length > LONGEST_TITLE || /[;:,]\s*$|[^\s.]{3}[.]\s+\S/.test(words))
    return null;
  const section = SECTION_LINE.exec(view.text);
  if (section) {
    const number = section[1] as string;
    const from = section[0].indexOf(number, 7);
    const label = place(view, from, from + number.length);
    return { kind: 'section', number: number.toUpperCase(), label, body: bodyAt(view, section[0].length) };
  }
  const bare = /[.]\s*$/.test(words) ? null : (CHAPTER_LINE.exec(view.text) ?? BARE_NUMBER.exec(view.text));
  if (!bare) return null;
  const [all, number] = bare as unknown as [string, string];
  const from = all.indexOf(number);
  const label = place(view, from, from + number.length);
  return { kind: 'listNumber', number, label, body: bodyAt(view, all.length) };
}

/** `[^6]: …` (whose block lies in a note) or `<sup>6</sup> …`. */
function noteHead(block: HeadSource): Head | null {
  const { text } = block;
  if (block.containers.includes('note')) {
    const label = /\[\^((?:[^\]\\\s]|\\.)+)\]:/.exec(text.slice(0, block.prefix + 1));
    if (label) {
      const start = label.index;
      return {
        kind: 'footnote',
        number: label[1] as string,
        label: { start, end: start + label[0].length },
        body: block.prefix,
      };
    }
    return null;
  }
  const sup = /^[ \t]*<sup>\s*(\d{1,3}|[*†‡§])\s*<\/sup>/i.exec(text.slice(block.prefix, block.prefix + 40));
  if (!sup) return null;
  const start = block.prefix + (sup[0].length - sup[0].trimStart().length);
  const end = block.prefix + sup[0].length;
  return { kind: 'footnote', number: sup[1] as string, label: { start, end }, body: end };
}

/** @param asks whether words behind the label can be the question itself */
function question(view: View, asks = false): Head | null {
  const found = QUESTION.exec(view.text) ?? (asks ? QUESTION_IN_LINE.exec(view.text) : null);
  if (!found) return null;
  const [all, series, number] = found as unknown as [string, string, string];
  return {
    kind: 'question',
    series,
    number,
    label: place(view, 0, all.trimEnd().length),
    body: bodyAt(view, all.length),
  };
}

function caption(view: View): Head | null {
  const found = CAPTION.exec(view.text);
  if (!found) return null;
  const [all, of, number, separator] = found as unknown as [string, string, string, string | undefined];
  // "Table 9.3. In this table …" is a sentence; a full stop separates only where nothing but a title follows.
  if (separator === '.' && /[.;]\s*$|[.;]\s/.test(view.text.slice(all.length))) return null;
  const labelEnd = of.length + view.text.slice(of.length).indexOf(number) + number.length;
  return {
    kind: 'caption',
    of: of.toLowerCase() as 'table' | 'figure',
    number: number.toUpperCase(),
    label: place(view, 0, labelEnd),
    body: bodyAt(view, all.length),
  };
}

/** A caption on a line of its own: whether a table or an image stands next to it is for the structure to say. */
function captionLine(block: HeadSource, view: View): Head | null {
  if (/[\r\n]/.test(block.text.trim()) || block.text.length > REACH) return null;
  return caption(view);
}

function division(view: View, listed: boolean): Head | null {
  const found = DIVISION.exec(view.text);
  if (!found) return null;
  const [all, word, number] = found as unknown as [string, string, string];
  const separator = /^ *[–—:.-]? */.exec(view.text.slice(all.length));
  return {
    kind: 'division',
    of: DIVISIONS[word.toLowerCase()] as DivisionKind,
    number: number.toUpperCase(),
    label: place(view, 0, all.length),
    body: bodyAt(view, all.length + (separator ? separator[0].length : 0)),
    listed,
  };
}

/** `- Attachment 2 – …` in a list, or a bold line of its own. */
function divisionLine(block: HeadSource, view: View): Head | null {
  if (!DIVISION.test(view.text)) return null;
  if (block.marker !== null) {
    const found = division(view, true);
    return found && /^ *[–—:-]/.test(view.text.slice((DIVISION.exec(view.text) as RegExpExecArray)[0].length))
      ? found
      : null;
  }
  const trimmed = block.text.trim();
  if (/^(?:\*\*|__)[^*_\r\n]+(?:\*\*|__)$/.test(trimmed)) return division(view, false);
  return PLAIN_DIVISION.test(trimmed) && !ENDS_LINE.test(trimmed) ? division(view, false) : null;
}

/** "Appendix A – Forms" or "SCHEDULE 1" in plain letters, alone on its line; a list of attachments is another matter. */
const PLAIN_DIVISION =
  /^(?:(?:Appendix|APPENDIX|Annex|ANNEX|Schedule|SCHEDULE) +\w{1,4} ?[–—:-] *["“‘'(]?\p{Lu}[^\r\n]{0,120}|(?:APPENDIX|ANNEX|SCHEDULE) +\w{1,4})$/u;
const ENDS_LINE = /[.;,:]$/;

const BOLD_TERM = /^[ \t]{0,40}(?:\*\*|__)["“‘']?([^*_"”\r\n]{1,100}?)["”’']?(?:\*\*|__)[ \t]{0,9},?[ \t\r\n]{1,40}/;
const QUOTED_TERM = /^[ \t]{0,40}["“‘']([^"”’\r\n]{1,100})["”’'][ \t]{0,9},?[ \t\r\n]{1,40}/;
const DEFINES = /^(?:means?|has the meaning|have the meaning|shall mean|shall have the meaning|is defined|includes)\b/;

function definition(block: HeadSource): Head | null {
  const start = block.prefix;
  const text = block.text.slice(start, start + REACH);
  const found = BOLD_TERM.exec(text) ?? QUOTED_TERM.exec(text);
  if (!found || !DEFINES.test(text.slice(found[0].length))) return null;
  const term = (found[1] as string).trim();
  const at = start + text.indexOf(term);
  return { kind: 'definition', term, label: { start: at, end: at + term.length }, body: start };
}

function lineEndFrom(text: string, from: number): number {
  const end = /[\r\n]/.exec(text.slice(from));
  return end ? from + end.index : text.length;
}
