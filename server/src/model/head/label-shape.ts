import type { Block } from '../block.js';
import { BlockMemo } from '../block-memo.js';
import { findContentSpan } from '../inline/inline.js';
import { getOrCreate } from '../memo.js';
import { capitaliseNumberWord, isNumberWord, LATIN_SUFFIXES, NUMBER_WORDS } from '../number-words.js';
import { findOwnWordAt, listOwnWords } from '../schemes/own-units.js';
import type { HeadForm } from '../schemes/scheme.js';
import type { Span } from '../text.js';
import { readFirstOfKept } from './kept-range.js';
import { findBodyStart, readHeadingView, readView, toBlockSpan, type View } from './view.js';

/**
 * The shape of the label that the first words of a block may be, in whatever scheme: which unit it
 * is, or whether it is one at all, the scheme and its neighbours tell. Spans are relative to the
 * block's text.
 */
export interface LabelShape {
  readonly on: HeadForm['on'];
  /** The unit's word in small letters, as "article", or "§"; null where there is none. */
  readonly word: string | null;
  /** As written, without brackets: "3", "3a", "63Z1", "IV", "4.2-1", "a". */
  readonly number: string;
  readonly mark: HeadForm['mark'];
  readonly label: Span;
  /** Where the words after it start. */
  readonly body: number;
  /** Whether words follow the label on its line. */
  readonly hasWords: boolean;
  /** Whether those words stand as those of a title: short, with no stop at their end. */
  readonly isTitled: boolean;
  /** Whether the words follow without a space: "(2)Grants", "5Directions". */
  readonly isTight: boolean;
  /** Whether a bracketed marker follows directly: "12.—(1) …". */
  readonly isNested: boolean;
  /** Columns that it stands in from the margin. */
  readonly indent: number;
}

/** 3, 3a, 63Z1, A1, 4.2-1, 1111.30, 1.1ZA, 5bis, 5 ter. */
const DIGITS = String.raw`[A-Z]{0,2}\d{1,5}(?:[A-Z]{1,2}(?=\.\d))?(?:[.–-]\d{1,4}){0,5}(?:[A-Z]{1,3}\d?|(?!st|nd|rd|th)[a-z]{1,2}| ?(?:${LATIN_SUFFIXES})(?!\w))?`;
/** "One", "FIRST" and "the First", with a capital. */
const WORDS = `(?:(?:the|The|THE) )?(?:${NUMBER_WORDS})`;
const LETTERS = '[IVXLC]{1,8}|(?!(?:A[NST]|BY|I[NST]|NO|O[FNR]|TO)\\b)[A-Z]{1,2}';
/** The words that may head a unit on a line of their own; a heading may have any other. */
const LINE_WORDS =
  'article|chapter|part|title|section|sec|art|rule|law|bye-?law|by-law|standing order|regulation|condition|standard|exhibit|book|division|subpart|subchapter|subtitle';

const WORD_HEADING = new RegExp(
  String.raw`^(Standing Order|B[Yy][Ee]?-[Ll](?:aw|AW)|\p{Lu}\p{L}{2,19}\.?) +(${DIGITS}|${LETTERS}|${WORDS})(?=[.:),]*(?:\s|$)| ?(?:[–—]|--))`,
  'u',
);
/** "PART5 Wrecks", with the space between lost. */
const JOINED_WORD_HEADING = /^(PART|CHAPTER)(\d{1,3}[A-Z]?|[IVX]{1,5})(?=[.:)]{0,2}(?:\s|$)| ?[–—])/;
const WORD_LINE = new RegExp(
  String.raw`^(${LINE_WORDS})\.? +(${DIGITS}|${LETTERS}|${WORDS})(?=[.:)]*(?:\s|$)| ?(?:[–—]|--)|-(?= ?\p{Lu}))`,
  'iu',
);
/** The number behind the word of a unit that the project adds. */
const NUMBER_AFTER_WORD = new RegExp(String.raw`^\.? +(${DIGITS}|${LETTERS})(?=[.:),]*(?:\s|$)| ?[–—])`, 'u');
/** "PART 1Fees": the title follows without a space. */
const TIGHT_WORD_LINE = /^(PART|CHAPTER|Part|Chapter) +(\d{1,3}[A-Z]?|[IVXL]{1,6})(?=\p{Lu}\p{Ll})/u;
/** The line end behind a number that stands alone on the first line of its block. */
const BEHIND_NUMBER = /^[ \t]{0,9}\r?\n[ \t\u00a0]{0,9}(?=\S)/;
const SIGN = new RegExp(String.raw`^(§{1,2}) *(${DIGITS})(?=[.:)]*(?:\s|$)| ?[–—])`, 'u');
const NUMERAL_HEADING = new RegExp(String.raw`^(${LETTERS})(?:[.:)]| ?[–—-](?=\s))(?=\s|$)`, 'u');
/** "o.6" and "t.12" are the numbers of rules of sport, "IV.2" of a constitution's sections. */
const NUMBER_HEADING = new RegExp(
  String.raw`^(${DIGITS}|(?:[a-z]|[A-Z]|[IVXLC]{1,8})\.\d{1,4}(?:\.\d{1,3}){0,3})(?=[.:)]*(?:\s|$))(?! (?:&|and|to|or) \d)`,
  'u',
);
/** "a)", "(ii)" and "(B)" of a heading below "10.6 Tyres". */
const POINT_HEADING = /^(?:\(([a-z]{1,5}|[A-Z]|\d{1,2})\)|([a-z]{1,5})\))(?=\s|$|\p{Lu}\p{Ll})/u;
/** "# 6874-14", the number of a by-law and its year, and nothing else but its day. */
const NUMBER_OF_LAW =
  /^\d{2,5} ?[-–/]\d{2,4}\s{0,9}(?:(?:[–—-]\s{0,9})?(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2} ?,? \d{4}\s{0,9})?$/;
/** What follows the number in the note of a change: "Section 4(1)(a): amended, on 1 January 1971, by …" and "Section 2 **court**: replaced, …". */
export const HISTORY_NOTE =
  /^(?:\([\w]{1,4}\)){0,4}[^:;.]{0,60}: (?:added|amended|expired|inserted|omitted|repealed|replaced|revoked|substituted)\b/;
/** "18 November 2022": a day, and no section. */
export const DATE_HEADING =
  /^\d{1,2}\.? (?:January|February|March|April|May|June|July|August|September|October|November|December),? (?:1[5-9]|20)\d\d\b/;
/** Those with a point are put in: (g.1) after (g), (1.1) after (1). */
const BRACKETS = /^\(([a-z]{1,8}(?:\.\d{1,2})?|[A-Z]{1,8}(?:\.\d{1,2})?|\d{1,3}(?:[A-Z]{0,3}|\.\d{1,2})|#)\)/;
/** "1e1a) …", "A3b) …": numbers and small letters by turns, the whole way from the outermost. */
const PATH = /^((?:\d{1,2}|[A-Z]\d{1,2})(?:[a-z]{1,2}\d{0,2}){0,4}|[A-Z](?:[a-z]\d{0,2}){1,4})\)(?=\s)/;
/** Anchors before the words of a heading: `<duties> Article 3`. */
const ANCHORS = /^(?:<[a-z][A-Za-z0-9-]{0,60}> ?){1,4}/;
const NUMBER_LINE = new RegExp(
  String.raw`^(${DIGITS})(\.?(?= ?\(1\)|[–—]\(1\)| ?[–—] ?(?:[FCE]\d{1,4}\[)?\(1\))|\.(?=\s|$)|(?=\s|$))`,
  'u',
);
/** "1.The clerk" and "4.A clerk", with no space behind the stop. */
const JOINED_LINE = /^(\d{1,3}[A-Z]{0,2})\.(?=\p{Lu}\p{Ll}|A \p{Ll})/u;
/** "5National security directions", as it is pasted from a page that lays numbers out in a column. */
const TIGHT_LINE = /^(\d{1,3}[A-Z]{0,3}?)(?=\p{Lu}(?:\p{Ll}|\p{Lu}{2,5} \p{Lu}))/u;
/** "A.1 A boat …" of Annex A. */
const PART_OF_ANNEX = /^([A-Z](?:\.\d{1,3}){1,4})(?= +[\p{Lu}“"‘'(])/u;
const DOTTED = /^(?:([A-Z]{1,2}|[IVXLC]{1,8}|[a-z]|[ivx]{2,5}|#)\.|([a-z]|[ivx]{2,5})\))(?= +\S|[ \t]{0,4}\r?\n\S)/;
/** "A – Arrival", in bold or italics. */
const LETTER_BEFORE_DASH = /^([A-Z])(?= ?[–—] ?\p{Lu})/u;
/** What begins as a label of few letters does: "A1", "iv)", "XVIII.". */
const SHORT_START = /^[A-Za-z]{1,8}[\d.)]/;
const [OPENING, SECTION_SIGN, HASH, ZERO, NINE, SPACE] = [0x28, 0xa7, 0x23, 0x30, 0x39, 0x20];
const LONGEST_TITLE = 120;

const shapes = new BlockMemo<{ readonly shape: LabelShape | null }>();

/** The shape of a block's label; null for a block that begins with words alone. Read once. */
export function readLabelShape(block: Block): LabelShape | null {
  return getOrCreate(shapes, block, () => ({ shape: findLabelShape(block) })).shape;
}

function findLabelShape(block: Block): LabelShape | null {
  if (block.kind === 'heading') return readHeadingShape(block);
  if (block.containers.includes('note')) return null;
  // "3." alone, whose words are a list of their own.
  if (block.kind === 'empty' && /^\d{1,3}[.)]$/.test(block.marker ?? ''))
    return readListShape(block, block.marker ?? '', readView(block.text, block.prefix, block.text.length));
  if (block.kind !== 'paragraph') return null;
  return readLineShape(block);
}

function readHeadingShape(block: Block): LabelShape | null {
  const { start: from, end } = findContentSpan(block);
  const start = from + (ANCHORS.exec(block.text.slice(from, from + 250))?.[0].length ?? 0);
  const view = readHeadingView(block.text, start, end);
  const own = readOwnWord(block, view);
  if (own) return makeShape(block, view, 'heading', own);
  const worded = SIGN.exec(view.text) ?? WORD_HEADING.exec(view.text) ?? JOINED_WORD_HEADING.exec(view.text);
  if (worded)
    return makeShape(block, view, 'heading', { written: worded[0], word: worded[1] ?? '', number: worded[2] ?? '' });
  const bare = NUMERAL_HEADING.exec(view.text) ?? NUMBER_HEADING.exec(view.text) ?? POINT_HEADING.exec(view.text);
  // "6. ## Termination": the item of a Markdown list.
  if (!bare && block.marker !== null && /^\d{1,3}\.$/.test(block.marker)) return makeListedShape(block, view);
  if (bare && (NUMBER_OF_LAW.test(view.text) || DATE_HEADING.test(view.text))) return null;
  return bare
    ? makeShape(block, view, 'heading', { written: bare[0], word: null, number: bare[1] ?? bare[2] ?? '' })
    : null;
}

function makeListedShape(block: Block, view: View): LabelShape {
  const number = block.marker?.slice(0, -1) ?? '';
  const start = block.text.lastIndexOf(number, block.prefix);
  return {
    ...makeShape(block, view, 'heading', { written: '', word: null, number }),
    mark: 'stop',
    label: { start, end: start + number.length },
    isTight: false,
  };
}

function readLineShape(block: Block): LabelShape | null {
  const { head, marker, text } = block;
  const view = readView(text, block.prefix, text.length);
  if (marker !== null && /^\d/.test(marker)) return readListShape(block, marker, view);
  // Most blocks begin with words, and the first letter tells which labels a block can have.
  const first = view.text.charCodeAt(0);
  if (first === OPENING) {
    const brackets = BRACKETS.exec(view.text);
    return brackets && makeShape(block, view, 'text', { written: brackets[0], word: null, number: brackets[1] ?? '' });
  }
  if (first === SECTION_SIGN) {
    const sign = SIGN.exec(view.text);
    return sign && makeShape(block, view, 'text', { written: sign[0], word: '§', number: sign[2] ?? '' });
  }
  const isDigit = first >= ZERO && first <= NINE;
  const hasShortStart = isDigit || first === HASH || SHORT_START.test(view.text);
  const path = hasShortStart ? PATH.exec(view.text) : null;
  if (path && /[a-zA-Z]/.test(path[0]))
    return makeShape(block, view, 'text', { written: path[0], word: null, number: path[1] ?? '' });
  if (!isDigit && first !== HASH) {
    const tight = TIGHT_WORD_LINE.exec(view.text);
    if (tight)
      return makeShape(block, view, 'line', { written: tight[0], word: tight[1] ?? '', number: tight[2] ?? '' });
    const own = readOwnWord(block, view);
    if (own) return readWordedLine(block, view, own);
    const worded = WORD_LINE.exec(view.text);
    if (worded)
      return readWordedLine(block, view, { written: worded[0], word: worded[1] ?? '', number: worded[2] ?? '' });
  }
  const lettered = !hasShortStart && /^\s{0,3}[*_]/.test(text) ? LETTER_BEFORE_DASH.exec(view.text) : null;
  if (lettered) return makeShape(block, view, 'text', { written: lettered[0], word: null, number: lettered[0] });
  if (!hasShortStart || head.kind === 'caption' || head.kind === 'question' || head.kind === 'division') return null;
  const numbered = isDigit
    ? (NUMBER_LINE.exec(view.text) ?? JOINED_LINE.exec(view.text) ?? TIGHT_LINE.exec(view.text))
    : (NUMBER_LINE.exec(view.text) ?? DOTTED.exec(view.text) ?? PART_OF_ANNEX.exec(view.text));
  if (!numbered) return null;
  const [label] = numbered;
  const below = isDigit ? BEHIND_NUMBER.exec(view.text.slice(label.length, label.length + 24)) : null;
  const written = below ? label + below[0] : label;
  const shape = makeShape(block, view, 'text', { written, word: null, number: numbered[1] ?? numbered[2] ?? '' });
  return below ? { ...shape, isTight: false } : shape;
}

/** "Standard 12", by the word of a unit that the project adds; null where none begins the words. */
function readOwnWord({ ownUnits }: Block, { text }: View): (Found & { readonly word: string }) | null {
  if (ownUnits.units.length === 0) return null;
  const found = findOwnWordAt(listOwnWords(ownUnits), text, 0);
  if (!found || found.isPlural) return null;
  const numbered = NUMBER_AFTER_WORD.exec(text.slice(found.word.length, found.word.length + 40));
  if (!numbered) return null;
  return { written: found.word + numbered[0], word: found.word, number: numbered[1] ?? '' };
}

/** The dash between the number of a section and its subsection (1). */
const DASH_BEFORE_FIRST = /^[–—] ?(?=(?:[FCE]\d{1,4}\[)?\(1\))/;

/** The item of a Markdown list; "1. a. …" is the (a) of a list that Markdown had to be given. */
function readListShape(block: Block, marker: string, view: View): LabelShape {
  const start = block.text.lastIndexOf(marker, block.prefix);
  const inner = /^([a-z]|[ivx]{2,5}|[A-Z])\.(?= +\S)/.exec(view.text);
  if (inner) return makeShape(block, view, 'list', { written: inner[0], word: null, number: inner[1] ?? '' });
  const own = makeShape(block, view, 'list', { written: '', word: null, number: marker.slice(0, -1) });
  // "2. — (1) A ferry …": what Markdown takes for an item of a list is the number of a section.
  const dash = DASH_BEFORE_FIRST.exec(view.text)?.[0].length ?? 0;
  return {
    ...own,
    mark: marker.endsWith(')') ? 'closing' : dash > 0 ? 'dash' : 'stop',
    label: { start, end: start + marker.length },
    body: dash > 0 ? findBodyStart(view, dash) : block.prefix,
    isTight: false,
    isNested: own.isNested || dash > 0,
  };
}

/** "Article 3", "CHAPTER I – General", "**Section 1.** The club …", "Section 2. The seat …". */
function readWordedLine(block: Block, view: View, found: Found): LabelShape | null {
  const { written: label, word } = found;
  const shape = makeShape(block, view, 'line', found);
  const rest = view.text.slice(label.length);
  const isCapital = /^\p{Lu}/u.test(word ?? '');
  if (!isCapital || HISTORY_NOTE.test(rest)) return null;
  if (!shape.hasWords) return shape;
  if (/^[.:]? *(?:[–—]|--?) *["“‘'(]?\p{Lu}|^ ?[.:] +(?:["“‘'([]?[\p{Lu}\d]|\([a1]\)|\[[●•]\])/u.test(rest))
    return { ...shape, on: shape.isTitled ? 'line' : 'text' };
  const isBold = /^(?:\*\*|__)/.test(block.text.slice(block.prefix, block.prefix + 200).trimStart());
  // "**Section 4.1** Term. The term …": what is in bold ends with the number.
  if (isBold && /^[.:]?(?:\*\*|__)/.test(block.text.slice(shape.label.end, shape.label.end + 3)))
    return { ...shape, on: 'text' };
  if (isBold && /^[.:]/.test(rest)) return { ...shape, on: 'text' };
  const begins = /^article$/i.test(word ?? '') ? BEGINS_ARTICLE : BEGINS_RULE;
  if ((begins.test(rest) || BEGINS_RULE.test(rest)) && ENDS_RULE.test(block.text.slice(-8)))
    return { ...shape, on: 'text' };
  // "PART 2 Fees" alone on its line.
  return shape.isTitled &&
    /^ +["“‘'(]?\p{Lu}/u.test(rest) &&
    (isBold || isNamedTitle(rest) || isTitleOfArticle(word, rest))
    ? shape
    : null;
}

/** "Rule 1.1 The aim is …": no sentence that cites a rule goes on with such a word. */
const BEGINS_RULE = /^ +(?:An?|Any|Each|Every|If|In|No|Nothing|Subject to|The|These|This|When|Where) \p{Ll}/u;
/** "Article 3 Boats that carry …", as translated laws are: no sentence that cites an Article goes on with a capital. */
const BEGINS_ARTICLE =
  /^ +(?!(?:Article|Chapter|Clause|Item|Paragraph|Part|Point|Section|Sub-?paragraph)\b)\p{Lu}[\p{L}’'-]{0,30},? [\p{L}“"‘'(]/u;
const ENDS_RULE = /[.:;—–]\s{0,3}$/;
/** " Entry into force": few words, and none that only a sentence has. */
const ARTICLE_TITLE = /^ +\p{Lu}[\p{L}’'-]{2,30}(?:,? [\p{L}’'()-]{1,30}){0,9}$/u;
const OF_SENTENCE =
  /\b(?:is|are|was|were|be|has|have|had|shall|must|may|will|can|does|do|did|not|that|which|who|where|when|if|this|these|it|applies|apply|provides?|requires?|states?|says?|sets?)\b/i;

/** "Article 6 Entry into force", as treaties are pasted: a title that is written as a sentence is. */
function isTitleOfArticle(word: string | null, words: string): boolean {
  return /^article$/i.test(word ?? '') && ARTICLE_TITLE.test(words.trimEnd()) && !OF_SENTENCE.test(words);
}

/** Whether every longer word has a capital, as in a title and not in a sentence. */
function isNamedTitle(words: string): boolean {
  return !/(?:^|\s)\p{Ll}\p{L}{4,}/u.test(words);
}

interface Found {
  readonly written: string;
  readonly word: string | null;
  readonly number: string;
}

function makeShape(block: Block, view: View, on: HeadForm['on'], found: Found): LabelShape {
  const { text } = view;
  const { written, word, number } = cutKeptRange(found, text);
  const { length } = written;
  const numberAt = written.lastIndexOf(number);
  const separator =
    /^(?: \.(?= )|[.:),]{0,2})(?: ?[–—]{1,2}(?: |(?=\())?| +- | ?--|-(?= ?\p{Lu}))? */u.exec(text.slice(length))?.[0] ??
    '';
  const rest = text.slice(length + separator.length);
  const lineEnd = rest.search(/[\r\n]/);
  const line = (lineEnd < 0 ? rest : rest.slice(0, lineEnd)).trim();
  const mark = findMark(written, number, text.slice(length, length + separator.length));
  const isBracketed = mark === 'brackets';
  return {
    on,
    word: word === null ? null : normaliseWord(word),
    number: word === null ? normaliseLabel(number) : mendNumeral(normaliseLabel(number)),
    mark,
    label: isBracketed ? toBlockSpan(view, 0, length) : toBlockSpan(view, numberAt, numberAt + number.length),
    body: findBodyStart(view, length + separator.length),
    hasWords: line !== '',
    isTitled:
      line !== '' && line.length <= LONGEST_TITLE && !isNestedStart(rest) && isOneLineTitle(rest, line, separator),
    isTight: mark !== 'stop' && /^[\p{L}“‘"]/u.test(text.slice(length)),
    isNested: isNestedStart(rest),
    indent: measureIndent(block),
  };
}

/** The word of a unit in small letters and in the form that the schemes know. */
function normaliseWord(word: string): string {
  const small = word.toLowerCase().replace(/\.$/, '');
  if (small === 'bye-law' || small === 'byelaw' || small === 'standing order') return 'rule';
  return small === 'by-law' ? 'bylaw' : small;
}

/** "VI" for "Vl", as a page that was scanned has it. */
function mendNumeral(number: string): string {
  return /^[IVXl]{1,6}$/.test(number) ? number.replace(/l/g, 'I') : number;
}

/** "5ter" for "5 ter", and "First" for "the FIRST". */
function normaliseLabel(number: string): string {
  if (!number.includes(' ') && !/^\p{L}{3}/u.test(number)) return number;
  const word = number.replace(/^the /i, '');
  return isNumberWord(word) ? capitaliseNumberWord(word) : number.replace(/ /g, '');
}

/** "§§ 4.2" of "§§ 4.2–4.4. Reserved." */
function cutKeptRange(found: Found, text: string): Found {
  const { written, word, number } = found;
  const isPlural = word !== null && /^(?:§§|\p{L}{3,12}s)$/u.test(word);
  const first = /[–-]/.test(number)
    ? readFirstOfKept(number, text.slice(written.length, written.length + 60), isPlural)
    : null;
  if (first === null) return found;
  return { written: written.slice(0, written.lastIndexOf(number) + first.length), word, number: first };
}

/** Whether a number stands alone on its line, above its title or its words. */
export function isAboveWords({ text }: Block, { label, body }: LabelShape): boolean {
  return /[\r\n]/.test(text.slice(label.end, body));
}

/** Whether a label holds the whole way from the outermost unit: "1e1a)". */
export function isPathLabel({ on, mark, number }: LabelShape): boolean {
  return on === 'text' && mark === 'closing' && /\d/.test(number) && /[a-zA-Z]/.test(number);
}

function isNestedStart(words: string): boolean {
  // "24(1) and 24(5);" at the beginning of a line goes on with a list of citations.
  return /^(?:[FCE]\d{1,4}\[)?\((?:1|a|i|A)\)(?! ?(?:[,;.]|(?:and|or|to)\b))/.test(words);
}

/** A title in capitals that ends in a stop. */
const CAPITALS_AND_STOP =
  /^(?:(?:\p{Lu}[\p{L}’'-]{0,30}|of|the|and|or|for|to|in|on|an?|by|with)(?: |(?=\.$))){1,12}\.$/u;
/** A title of a code of a town, in small letters, that ends in a stop. */
const TITLE_AND_STOP = /^\p{Lu}[^.:]{2,90}\.$/u;
/** How a sentence begins, and a title of several words seldom does. */
const BEGINS_SENTENCE =
  /^(?:An?|Any|Each|Every|If|In|No|Nothing|Subject|The|These|This|Where) (?:\S{1,40} ){2,30}\S{1,40}\.$/;

/** Words of a sentence that goes on in a list behind its dash: a verb, or a small word at the end. */
const LEADS_IN =
  /\s(?:applies|apply|are|do|does|has|have|includes?|is|may|means|must|shall|was|were|will)\b|\s(?:by|for|from|if|in|of|on|that|to|unless|when|where|who|with)[*_]{0,3} ?[—–]/;

function isOneLineTitle(rest: string, line: string, separator: string): boolean {
  // "Sec. 22-2. - Late."
  if (/ - |[–—]/.test(separator) && rest.trim() === line && CAPITALS_AND_STOP.test(line)) return true;
  // "Sec. 1-1. - How Code designated and cited."
  if (/^\. - /.test(separator) && rest.trim() === line && TITLE_AND_STOP.test(line) && !OF_SENTENCE.test(line))
    return true;
  if (BEGINS_SENTENCE.test(line) || /^(?:For|In) [^,]{3,60}, .{1,80}[—–][*_]{0,3}$/.test(line)) return false;
  // "3. These Regulations do not apply to—" leads in a list.
  if (/[—–][*_]{0,3}$/.test(line) && LEADS_IN.test(line)) return false;
  const isSentence = /[^.]\.[\])*_]{0,4}$/.test(line) && !isNamedTitle(line);
  if (
    isSentence ||
    (/\.$/.test(line) && line.split(' ').length > 2 && /\s(?:is|are|was|has|have|shall|must|may|will)\s/.test(line))
  )
    return false;
  return rest.trim() === line && !/[;:,]$|[^\s.]{3}\.\s+\S|[^\s.]{4}\.$/.test(line.replace(/[\])*_]{1,8}$/, ''));
}

function findMark(written: string, number: string, after: string): HeadForm['mark'] {
  if (written.startsWith('(')) return 'brackets';
  const marks = written.slice(written.lastIndexOf(number) + number.length) + after;
  if (/[–—]/.test(marks)) return 'dash';
  if (/[.:]/.test(marks)) return 'stop';
  return marks.includes(')') ? 'closing' : 'plain';
}

/** Columns that a block's first line stands in from the margin; a tab takes four. */
export function measureIndent({ text }: Pick<Block, 'text'>): number {
  if (text.charCodeAt(0) > SPACE) return 0;
  const space = /^[ \t]{0,200}/.exec(text)?.[0] ?? '';
  return space.length + 3 * (space.split('\t').length - 1);
}
