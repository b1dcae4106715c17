import type { Style } from '../../model/inline/inline.js';
import { bindNumbers } from '../bound-numbers.js';
import type { ConservationCheck } from '../conservation.js';
import { escapeXml } from '../escape.js';
import { isWordFromRight } from '../manuscript/direction.js';
import type { StyledWord } from '../manuscript/manuscript.js';
import { isSameMark, type RevisionMark } from '../manuscript/mark.js';
import { signOfCall } from '../manuscript/note-numbers.js';
import { isUncalledKey } from '../manuscript/notes.js';
import type { MarkScheme } from '../mark-schemes.js';
import type { DocxComments } from './comments.js';
import type { CalledNote, FootnoteCalls } from './footnotes.js';
import type { LabelPlace } from './label-place.js';
import { markStyleOf } from './mark-styles.js';
import type { Relations } from './package.js';
import { elementOf, type Revisions } from './revisions.js';

/** What is needed to write the words of one part of a file. */
export interface RunContext {
  /** What follows the words of the text; null for other words, such as those of the contents. */
  readonly check: ConservationCheck | null;
  readonly revisions: Revisions;
  readonly relations: Relations;
  /** Writes where comments of colleagues stand. */
  readonly comments: Pick<DocxComments, 'around'>;
  /** Null within a footnote, as footnotes cannot call footnotes. */
  readonly notes: FootnoteCalls | null;
  /** The bookmarks of the provisions by their anchors. */
  readonly bookmarks: ReadonlyMap<string, string>;
  /** The id that the file has for a style. */
  readonly idOf: (style: string) => string;
  /** How changes are marked. */
  readonly marks: MarkScheme;
  /** The width between the margins, in twips; `turnedWidth`: on a page that is turned on its side. */
  readonly width: number;
  readonly turnedWidth: number;
  /** Where the labels of paragraphs stand, by Keeling's name of their style. */
  readonly labelPlaces: ReadonlyMap<string, LabelPlace>;
}

/** How the words of one paragraph are written. */
export interface RunSetting {
  /** Whether the whole paragraph is inserted or deleted. */
  readonly whole: boolean;
  /** Whether moves are shown as deletion and insertion. */
  readonly plain: boolean;
  /** The origin of changes that have none of their own, or null. */
  readonly origin: string | null;
  /** Whether the paragraph's style is bold, so that bold words are not marked again. */
  readonly unbolded: boolean;
  /** The size of the letters, where it is not that of the style. */
  readonly halfPoints: number | null;
  /** Whether the paragraph is read from the right. */
  readonly isFromRight: boolean;
}

/** Words as runs, each within its change, link or cross-reference. */
export function runsXml(said: readonly StyledWord[], setting: RunSetting, context: RunContext): string {
  const words = bindNumbers(said);
  let xml = '';
  for (let i = 0; i < words.length; ) {
    const first = words[i]!;
    const second = words[i + 1];
    const call = first.note === null ? null : (context.notes?.joinCalls(first, second) ?? null);
    if (call) {
      xml += wordXml(call, setting, context);
      i += 2;
      continue;
    }
    let end = i + 1;
    for (let word = second; word; word = words[++end])
      if (!continuesStretch(first, word) || (word.note !== null && context.notes?.joinCalls(word, words[end + 1])))
        break;
    xml += stretchXml(words, i, end, setting, context);
    i = end;
  }
  return xml;
}

/** Whether two words are in the same change and the same link. */
function continuesStretch(a: StyledWord, b: StyledWord): boolean {
  return isSameMark(a.mark, b.mark) && a.link === b.link && a.target === b.target;
}

/** The words of one change or one link, from one place in the words of a paragraph up to another. */
function stretchXml(
  words: readonly StyledWord[],
  from: number,
  to: number,
  setting: RunSetting,
  context: RunContext,
): string {
  const { mark, link, target } = words[from]!;
  let xml = '';
  for (let i = from; i < to; i++) xml += callOrWordXml(words[i]!, setting, context);
  if (mark) {
    const known = mark.origin === undefined && setting.origin !== null ? { ...mark, origin: setting.origin } : mark;
    xml = context.revisions.around(xml, known, setting.whole, setting.plain);
  }
  const bookmark = target === null ? undefined : context.bookmarks.get(target);
  if (bookmark !== undefined) return `<w:hyperlink w:anchor="${bookmark}" w:history="1">${xml}</w:hyperlink>`;
  const address = safeAddress(link);
  return address === null
    ? xml
    : `<w:hyperlink r:id="${context.relations.address(address)}" w:history="1">${xml}</w:hyperlink>`;
}

/** A word; a call that stays may have to be written as one that goes and one that comes. */
function callOrWordXml(word: StyledWord, setting: RunSetting, context: RunContext): string {
  if (word.note === null || !context.notes) return wordXml(word, setting, context);
  const [only, ...others] = context.notes.splitCall(word);
  if (!only || others.length === 0) return wordXml(word, setting, context);
  return [only, ...others]
    .map((each) => {
      const call = wordXml(each, setting, context);
      return each.mark ? context.revisions.around(call, each.mark, setting.whole, setting.plain) : call;
    })
    .join('');
}

function wordXml(word: StyledWord, setting: RunSetting, context: RunContext): string {
  const properties = propertiesXml(word, setting, context);
  const called = word.note === null ? null : (context.notes?.callNote(word) ?? null);
  const isDeleted = elementOf(word.mark ?? NEW, setting.plain) === 'del';
  const contents = contentsXml(word, called, isDeleted, context);
  const run = contents.map((content) => `<w:r>${properties}${content}</w:r>`).join('');
  if (!called || called.bookmark === null) return context.comments.around(run, word);
  const id = context.revisions.id();
  const marked = `<w:bookmarkStart w:id="${id}" w:name="${called.bookmark}"/>${run}<w:bookmarkEnd w:id="${id}"/>`;
  return context.comments.around(marked, word);
}

const NEW: RevisionMark = { op: 'insert', class: 'substance', move: null };

function propertiesXml(word: StyledWord, setting: RunSetting, context: RunContext): string {
  const style =
    word.note !== null && !isUncalledKey(word.note)
      ? 'FootnoteReference'
      : word.kind === 'code'
        ? 'InlineCode'
        : safeAddress(word.link) !== null
          ? 'Hyperlink'
          : ((setting.unbolded ? null : markStyleOf(context.marks, word.mark)) ??
            (word.target !== null && context.bookmarks.has(word.target) ? 'CrossReference' : null));
  const named = style === null ? '' : `<w:rStyle w:val="${context.idOf(style)}"/>`;
  const direction = isWordFromRight(word, setting.isFromRight) ? '<w:rtl/>' : '';
  let properties = named + lookXml(word, setting) + direction;
  if (word.was) {
    const change = context.revisions.attributes(makeFormattingChange(word.was.origin ?? setting.origin), setting.whole);
    properties += `<w:rPrChange${change}><w:rPr>${named}${lookXml(word.was, setting)}${direction}</w:rPr></w:rPrChange>`;
  }
  return properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`;
}

/** The class and the origin of a change of formatting. */
export function makeFormattingChange(origin: string | null): Pick<RevisionMark, 'class' | 'origin'> {
  return { class: 'formatting', ...(origin !== null && { origin }) };
}

function lookXml(style: Style, { unbolded, halfPoints }: RunSetting): string {
  let look = style.strong && !unbolded ? '<w:b/><w:bCs/>' : '';
  if (style.emphasis) look += '<w:i/><w:iCs/>';
  if (halfPoints !== null) look += `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`;
  if (style.underline) look += '<w:u w:val="single"/>';
  if (style.superscript) look += '<w:vertAlign w:val="superscript"/>';
  else if (style.subscript) look += '<w:vertAlign w:val="subscript"/>';
  return look;
}

/** What the runs of a word hold: mostly there is one. */
function contentsXml(
  word: StyledWord,
  called: CalledNote | null,
  deleted: boolean,
  { notes, check }: RunContext,
): string[] {
  check?.writeWord(word);
  if (word.kind === 'break') return ['<w:br/>'];
  if (word.note === null) return [textXml(word.text, deleted)];
  const label = signOfCall(word);
  if (called === null) {
    const first = notes?.findFirstCall(word) ?? null;
    return first?.bookmark ? laterCallXml(first, first.bookmark, deleted) : [textXml(label, deleted)];
  }
  return [
    called.sign === null
      ? `<w:footnoteReference w:id="${called.id}"/>`
      : `<w:footnoteReference w:customMarkFollows="1" w:id="${called.id}"/>${textXml(called.sign, deleted)}`,
  ];
}

/** A field that shows the number of a note again, as Word counts it, in runs of its own: in one alone LibreOffice loses its look. */
function laterCallXml({ id, sign }: CalledNote, bookmark: string, deleted: boolean): string[] {
  const code = deleted ? 'w:delInstrText' : 'w:instrText';
  return [
    '<w:fldChar w:fldCharType="begin"/>',
    `<${code} xml:space="preserve"> NOTEREF ${bookmark} \\f \\h </${code}>`,
    '<w:fldChar w:fldCharType="separate"/>',
    textXml(sign ?? String(id), deleted),
    '<w:fldChar w:fldCharType="end"/>',
  ];
}

/** Text with its tabs and line breaks. */
export function textXml(text: string, deleted = false): string {
  const element = deleted ? 'w:delText' : 'w:t';
  const pieceXml = (piece: string): string => {
    if (piece === '') return '';
    if (piece === '\t') return '<w:tab/>';
    if (/^[\r\n]/.test(piece)) return '<w:br/>';
    const space = NEEDS_SPACE.test(piece) ? ' xml:space="preserve"' : '';
    return `<${element}${space}>${escapeXml(piece)}</${element}>`;
  };
  if (!/[\t\r\n]/.test(text)) return pieceXml(text);
  return text
    .split(/(\t|\r\n?|\n)/)
    .map(pieceXml)
    .join('');
}

/** White space that a reader of XML would drop. */
const NEEDS_SPACE = /^\s|\s$|\s\s/;

/** An address that is safe to follow; null for any other. */
function safeAddress(link: string | null): string | null {
  return link !== null && /^(?:https?:\/\/|mailto:)[^\s<>"{}|\\^`\ufffd\p{Cc}\p{Cf}\p{Cs}]+$/iu.test(link)
    ? link
    : null;
}
