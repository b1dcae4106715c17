import { areReadFromRight } from '../manuscript/direction.js';
import { makePlainWord, type Role, type StyledWord } from '../manuscript/manuscript.js';
import type { RevisionMark } from '../manuscript/mark.js';
import { isWordy } from '../manuscript/marked-words.js';
import { DEEPEST, DEEPEST_QUOTE } from './styles.js';
import { makeFormattingChange, type RunContext, runsXml } from './words.js';

/** What a paragraph is written from. */
export interface ParagraphLook {
  readonly style: string;
  /** Its style in the old version, if different. */
  readonly was?: string | null;
  /** The mark of the whole paragraph, its end included; null where it stays. */
  readonly mark: RevisionMark | null;
  /** The mark of the paragraph end alone. */
  readonly end?: RevisionMark | null;
  readonly words: readonly StyledWord[];
  /** What else `w:pPr` holds, in the order of the schema. */
  readonly properties?: string;
  /** The bookmarks that begin here. */
  readonly bookmarks?: readonly string[];
  /** Whether moves are shown as deletion and insertion. */
  readonly plain?: boolean;
  /** The origin of changes that have none of their own, or null. */
  readonly origin?: string | null;
  /** Markup before the words. */
  readonly before?: string;
  /** Markup after the words. */
  readonly after?: string;
  /** The size of the letters, where it is not that of the style. */
  readonly halfPoints?: number | null;
  /** Whether it is read from the right; where that is left out, its words tell. */
  readonly isFromRight?: boolean;
}

/** Styles that are bold as a whole. */
const BOLD_STYLES: ReadonlySet<string> = new Set(['TableCaption', 'FigureCaption', 'TableHeading', 'Question']);

/** A paragraph as `w:p`, with its words, its bookmarks and its tracked changes. */
export function paragraphXml(look: ParagraphLook, context: RunContext): string {
  const {
    style,
    was,
    mark,
    end = null,
    words,
    properties = '',
    bookmarks = [],
    plain = false,
    origin = null,
    before = '',
    after = '',
    halfPoints = null,
    isFromRight = style !== 'Code' && areReadFromRight(words),
  } = look;
  const { revisions, idOf } = context;
  const whole = mark !== null;
  const sign = mark ?? end;
  const ending = sign ? `<w:rPr>${revisions.sign(sign, true, plain)}</w:rPr>` : '';
  const change = was
    ? `<w:pPrChange${revisions.attributes(makeFormattingChange(origin), whole)}><w:pPr><w:pStyle w:val="${idOf(was)}"/></w:pPr></w:pPrChange>`
    : '';
  let starts = '';
  let finishes = '';
  for (const name of bookmarks) {
    const id = revisions.id();
    starts += `<w:bookmarkStart w:id="${id}" w:name="${name}"/>`;
    finishes += `<w:bookmarkEnd w:id="${id}"/>`;
  }
  const setting = { whole, plain, origin, unbolded: BOLD_STYLES.has(style), halfPoints, isFromRight };
  const runs = runsXml(words, setting, context);
  const directed = isFromRight ? addDirection(properties) : properties;
  return `<w:p><w:pPr><w:pStyle w:val="${idOf(style)}"/>${directed}${ending}${change}</w:pPr>${starts}${before}${runs}${after}${finishes}</w:p>`;
}

/** Says among the properties of a paragraph, at its place in the schema, that it is read from the right. */
function addDirection(properties: string): string {
  const at = properties.search(/<w:(?:spacing|ind|jc)\b/);
  const end = at < 0 ? properties.length : at;
  return `${properties.slice(0, end)}<w:bidi/>${properties.slice(end)}`;
}

/** The style of a block in its role. */
export function styleOfRole(role: Role): string {
  switch (role.kind) {
    case 'heading':
      return `Heading${role.depth}`;
    case 'provision':
      return role.level === 0 ? 'Clause' : `Subparagraph${Math.min(DEEPEST, role.level)}`;
    case 'paragraph':
      if (role.isQuoted) return role.level < 0 ? 'Quote' : `Quote${Math.min(DEEPEST_QUOTE, role.level + 1)}`;
      if (role.level > 0) return `SubparagraphText${Math.min(DEEPEST, role.level)}`;
      if (role.defines) return 'Definition';
      return role.level === 0 ? 'ClauseText' : 'BodyText';
    case 'item':
      return role.within < 0
        ? `ListItem${Math.min(3, role.level + 1)}`
        : `ClauseListItem${Math.min(DEEPEST, role.within + role.level + 1)}`;
    case 'caption':
      return role.of === 'figure' ? 'FigureCaption' : 'TableCaption';
    case 'question':
      return 'Question';
    case 'code':
      return 'Code';
    case 'figure':
      return 'Figure';
    default:
      return 'BodyText';
  }
}

/** Whether words hang beside a label: without one before them they have nothing to hang beside. */
export function hangsBesideLabel(words: readonly StyledWord[]): boolean {
  return words.some(({ text }) => text.includes('\t'));
}

/** What takes the hanging indent of its style from a paragraph. */
export const UNHUNG = '<w:ind w:left="0" w:firstLine="0"/>';

/** A label, a tab and the words. A label that is words itself is followed by a space instead. */
export function addLabel(label: readonly StyledWord[], words: readonly StyledWord[]): StyledWord[] {
  const last = label.at(-1);
  if (!last) return [...words];
  // The separator is marked only where the whole label has one mark.
  const hasOneMark = label.every((word) => word.mark?.op === last.mark?.op);
  if (hasOneMark) return [...label, makePlainWord(chooseSeparator(label), last.mark), ...words];
  const separatorWithout = (op: RevisionMark['op']) => chooseSeparator(label.filter((word) => word.mark?.op !== op));
  const before = separatorWithout('insert');
  const after = separatorWithout('delete');
  const between =
    before === after
      ? [makePlainWord(before, null)]
      : [
          makePlainWord(before, { op: 'delete', class: 'formatting', move: null }),
          makePlainWord(after, { op: 'insert', class: 'formatting', move: null }),
        ];
  return [...label, ...between, ...words];
}

function chooseSeparator(label: readonly StyledWord[]): string {
  return isWordy(label) ? ' ' : '\t';
}

/** A line of code, and the mark of the line end after it. */
export interface CodeLine {
  readonly words: readonly StyledWord[];
  readonly end: RevisionMark | null;
}

/** Splits a block of code into lines; the last line's end has the mark of the block. */
export function splitCodeLines(words: readonly StyledWord[], mark: RevisionMark | null): CodeLine[] {
  const lines: CodeLine[] = [];
  let line: StyledWord[] = [];
  for (const word of words) {
    word.text.split(/\r\n?|\n/).forEach((piece, index) => {
      if (index > 0) {
        lines.push({ words: line, end: word.mark });
        line = [];
      }
      if (piece !== '') line.push({ ...word, text: piece });
    });
  }
  return [...lines, { words: line, end: mark }];
}
