import { countCharacters, makePlainWord, type Role, type StyledWord } from '../manuscript/manuscript.js';
import type { RevisionMark } from '../manuscript/mark.js';
import { DEEPEST } from './styles.js';
import { makeFormattingChange, type RunContext, runsXml } from './words.js';

/** A paragraph as it is to be written. */
export interface ParagraphLook {
  readonly style: string;
  /** The style that it had in the old version, where that was another. */
  readonly was?: string | null;
  /** Whether the whole paragraph was put in or taken out, its end included. */
  readonly mark: RevisionMark | null;
  /** Whether its end alone was. */
  readonly end?: RevisionMark | null;
  readonly words: readonly StyledWord[];
  /** What else `w:pPr` holds, in the order of the schema. */
  readonly properties?: string;
  /** The bookmarks that begin here. */
  readonly bookmarks?: readonly string[];
  /** Whether moves are shown as deletion and insertion. */
  readonly plain?: boolean;
  /** Whose changes they are that do not say so themselves, or null. */
  readonly origin?: string | null;
  /** What stands before the words. */
  readonly before?: string;
}

/** Styles that are bold as a whole. */
const BOLD_STYLES: ReadonlySet<string> = new Set(['TableCaption', 'FigureCaption', 'TableHeading', 'Question']);

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
  } = look;
  const { revisions, idOf } = context;
  const whole = mark !== null;
  const sign = mark ?? end;
  const ending = sign ? `<w:rPr>${revisions.sign(sign, true, plain)}</w:rPr>` : '';
  const change = was
    ? `<w:pPrChange${revisions.attributes(makeFormattingChange(origin), whole)}><w:pPr><w:pStyle w:val="${idOf(was)}"/></w:pPr></w:pPrChange>`
    : '';
  const starts = bookmarks.map((name) => {
    const id = revisions.id();
    return [`<w:bookmarkStart w:id="${id}" w:name="${name}"/>`, `<w:bookmarkEnd w:id="${id}"/>`] as const;
  });
  return [
    `<w:p><w:pPr><w:pStyle w:val="${idOf(style)}"/>${properties}${ending}${change}</w:pPr>`,
    ...starts.map(([start]) => start),
    before,
    runsXml(words, { whole, plain, origin, unbolded: BOLD_STYLES.has(style) }, context),
    ...starts.map(([, finish]) => finish),
    '</w:p>',
  ].join('');
}

/** The style of a block in its role. */
export function styleOfRole(role: Role): string {
  switch (role.kind) {
    case 'heading':
      return `Heading${role.depth}`;
    case 'provision':
      return role.level === 0 ? 'Clause' : `Subparagraph${Math.min(DEEPEST, role.level)}`;
    case 'paragraph':
      if (role.level > 0) return `SubparagraphText${Math.min(DEEPEST, role.level)}`;
      if (role.defines) return 'Definition';
      return role.level === 0 ? 'ClauseText' : 'BodyText';
    case 'item':
      return `ListItem${Math.min(3, role.level + 1)}`;
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

/** A label, a tab, and what it is the label of. After a label too long to hang in the margin stands a space. */
export function addLabel(label: readonly StyledWord[], words: readonly StyledWord[]): StyledWord[] {
  const last = label.at(-1);
  if (!last) return [...words];
  // What separates them goes with the paragraph: it is marked only where all of the label is.
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

/** Characters of a label that a clause's margin has room for. */
const LONGEST_LABEL = 7;

function chooseSeparator(label: readonly StyledWord[]): string {
  return countCharacters(label) > LONGEST_LABEL ? ' ' : '\t';
}

/** Where both labels of a renumbered provision stand beside each other, a tab stop behind both; as an element of `w:pPr`. */
export function tabsAfterLabel(label: readonly StyledWord[]): string {
  const length = countCharacters(label);
  return length <= LONGEST_LABEL ? '' : `<w:tabs><w:tab w:val="left" w:pos="${length * LETTER + LETTER}"/></w:tabs>`;
}

/** Twips that a letter of a label takes. */
const LETTER = 124;

/** A line of code, and the mark of the line end behind it. */
export interface CodeLine {
  readonly words: readonly StyledWord[];
  readonly end: RevisionMark | null;
}

/** What a block of code says, a line each; the last line ends as the block does. */
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
