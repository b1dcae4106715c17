import type { Style } from '../../model/inline/inline.js';
import type { ConservationCheck } from '../conservation.js';
import { escapeXml } from '../escape.js';
import type { StyledWord } from '../manuscript/manuscript.js';
import type { RevisionMark } from '../manuscript/mark.js';
import { labelOfNoteKey } from '../manuscript/notes.js';
import type { FootnoteCalls } from './footnotes.js';
import type { Relations } from './package.js';
import { elementOf, type Revisions } from './revisions.js';

/** What is needed to write the words of one part of a file. */
export interface RunContext {
  /** What follows the words of the text; null for other words, such as those of the contents. */
  readonly check: ConservationCheck | null;
  readonly revisions: Revisions;
  readonly relations: Relations;
  /** Null within a footnote, as footnotes cannot call footnotes. */
  readonly notes: FootnoteCalls | null;
  /** The bookmarks of the provisions by their anchors. */
  readonly bookmarks: ReadonlyMap<string, string>;
  /** The id that the file has for a style. */
  readonly idOf: (style: string) => string;
  /** The width between the margins, in twips. */
  readonly width: number;
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
}

/** Words as runs, each within its change, link or cross-reference. */
export function runsXml(words: readonly StyledWord[], setting: RunSetting, context: RunContext): string {
  let xml = '';
  for (let i = 0; i < words.length; ) {
    const first = words[i]!;
    const second = words[i + 1];
    const call = context.notes?.joinCalls(first, second) ?? null;
    if (call) {
      xml += wordXml(call, setting, context);
      i += 2;
      continue;
    }
    let end = i + 1;
    for (let word = second; word; word = words[++end])
      if (!continuesStretch(first, word) || context.notes?.joinCalls(word, words[end + 1])) break;
    xml += stretchXml(words.slice(i, end), setting, context);
    i = end;
  }
  return xml;
}

/** Whether two words are in the same change and the same link. */
function continuesStretch(a: StyledWord, b: StyledWord): boolean {
  return (
    a.mark?.op === b.mark?.op &&
    a.mark?.class === b.mark?.class &&
    a.mark?.move === b.mark?.move &&
    a.mark?.origin === b.mark?.origin &&
    a.link === b.link &&
    a.target === b.target
  );
}

function stretchXml(words: readonly StyledWord[], setting: RunSetting, context: RunContext): string {
  const [first] = words;
  if (!first) return '';
  const { mark, link, target } = first;
  let xml = words
    .map((word) => {
      const [only, ...others] = context.notes?.splitCall(word) ?? [word];
      if (!only || others.length === 0) return wordXml(word, setting, context);
      return [only, ...others]
        .map((each) => {
          const call = wordXml(each, setting, context);
          return each.mark ? context.revisions.around(call, each.mark, setting.whole, setting.plain) : call;
        })
        .join('');
    })
    .join('');
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

function wordXml(word: StyledWord, setting: RunSetting, context: RunContext): string {
  const properties = propertiesXml(word, setting, context);
  return `<w:r>${properties}${contentXml(word, elementOf(word.mark ?? NEW, setting.plain) === 'del', context)}</w:r>`;
}

const NEW: RevisionMark = { op: 'insert', class: 'substance', move: null };

function propertiesXml(word: StyledWord, setting: RunSetting, context: RunContext): string {
  const style =
    word.note !== null
      ? 'FootnoteReference'
      : word.kind === 'code'
        ? 'InlineCode'
        : safeAddress(word.link) !== null
          ? 'Hyperlink'
          : word.target !== null && context.bookmarks.has(word.target)
            ? 'CrossReference'
            : null;
  const named = style === null ? '' : `<w:rStyle w:val="${context.idOf(style)}"/>`;
  let properties = named + lookXml(word, setting);
  if (word.was) {
    const change = context.revisions.attributes(makeFormattingChange(word.was.origin ?? setting.origin), setting.whole);
    properties += `<w:rPrChange${change}><w:rPr>${named}${lookXml(word.was, setting)}</w:rPr></w:rPrChange>`;
  }
  return properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`;
}

/** The class and the origin of a change of formatting. */
export function makeFormattingChange(origin: string | null): Pick<RevisionMark, 'class' | 'origin'> {
  return { class: 'formatting', ...(origin !== null && { origin }) };
}

function lookXml(style: Style, { unbolded }: RunSetting): string {
  return [
    style.strong && !unbolded ? '<w:b/><w:bCs/>' : '',
    style.emphasis ? '<w:i/><w:iCs/>' : '',
    style.underline ? '<w:u w:val="single"/>' : '',
    style.superscript
      ? '<w:vertAlign w:val="superscript"/>'
      : style.subscript
        ? '<w:vertAlign w:val="subscript"/>'
        : '',
  ].join('');
}

function contentXml(word: StyledWord, deleted: boolean, { notes, check }: RunContext): string {
  check?.writeWord(word);
  if (word.kind === 'break') return '<w:br/>';
  if (word.note !== null) {
    const called = notes?.callNote(word) ?? null;
    if (called === null) return textXml(labelOfNoteKey(word.note), deleted);
    return called.sign === null
      ? `<w:footnoteReference w:id="${called.id}"/>`
      : `<w:footnoteReference w:customMarkFollows="1" w:id="${called.id}"/>${textXml(called.sign, deleted)}`;
  }
  return textXml(word.text, deleted);
}

/** Text with its tabs and line breaks. */
export function textXml(text: string, deleted = false): string {
  const element = deleted ? 'w:delText' : 'w:t';
  return text
    .split(/(\t|\r\n?|\n)/)
    .map((piece) => {
      if (piece === '') return '';
      if (piece === '\t') return '<w:tab/>';
      if (/^[\r\n]/.test(piece)) return '<w:br/>';
      const space = /^\s|\s$|\s\s/.test(piece) ? ' xml:space="preserve"' : '';
      return `<${element}${space}>${escapeXml(piece)}</${element}>`;
    })
    .join('');
}

/** An address that is safe to follow; null for any other. */
function safeAddress(link: string | null): string | null {
  return link !== null && /^(?:https?:\/\/|mailto:)[^\s<>"{}|\\^`\ufffd\p{Cc}\p{Cf}\p{Cs}]+$/iu.test(link)
    ? link
    : null;
}
