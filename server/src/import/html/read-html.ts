import { parse } from 'parse5';
import type { WordElement } from '../../office/word-xml.js';
import type { ListLabel } from '../word/list-numbering.js';
import {
  PLAIN_LOOK,
  type WordBlock,
  type WordCell,
  type WordNote,
  type WordParagraph,
  type WordRevision,
  type WordRow,
  type WordSpan,
  type WordText,
} from '../word/word-document.js';
import { isTooDeep } from './html-depth.js';
import { HtmlLists, readOwnLabel } from './html-lists.js';
import {
  type HtmlElement,
  type HtmlNode,
  htmlAttribute,
  htmlTextWithin,
  isHtmlElement,
  isHtmlText,
} from './html-nodes.js';
import { readStyles } from './html-styles.js';

/** What a page or a part of one says, as a Word file would say it. */
export interface HtmlStory {
  readonly blocks: readonly WordBlock[];
  readonly footnotes: readonly WordNote[];
  readonly endnotes: readonly WordNote[];
  /** How many comments of Word's stand beside it; their words are not among the blocks. */
  readonly commentCount: number;
  /** Whether all of it keeps its white space, as code does. */
  readonly isVerbatim: boolean;
}

/** How the words at a place look. */
interface Look extends Omit<WordText, 'kind' | 'text'> {
  /** White space counts. */
  readonly isVerbatim: boolean;
  /** Fonts of signs, in which a letter is a bullet. */
  readonly isSignFont: boolean;
}

const PLAIN: Look = {
  ...PLAIN_LOOK,
  isVerbatim: false,
  isSignFont: false,
};

const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary ul'.split(
    ' ',
  ),
);
/** Parts of a page that nobody reads. */
const UNREAD: ReadonlySet<string> = new Set(
  'head title style script template noscript iframe object audio video map select datalist textarea'.split(' '),
);
/** No format has more columns. */
const MOST_COLUMNS = 63;

/**
 * Reads a page of HTML, or what a program put into the clipboard as HTML: paragraphs, headings,
 * lists, tables and notes, by the conventions of Word, Excel, LibreOffice and browsers.
 * @returns null where it is nested deeper than any text is
 */
export function readHtml(html: string): HtmlStory | null {
  return isTooDeep(html) ? null : new HtmlStoryReader().read(html);
}

class HtmlStoryReader {
  private blocks: WordBlock[] = [];
  private spans: WordSpan[] = [];
  private readonly lists = new HtmlLists();
  private readonly footnotes = new Map<string, WordNote>();
  private readonly endnotes = new Map<string, WordNote>();
  /** The notes whose words are there, by their ids; a call of another one stays as it is written. */
  private noteIds: ReadonlySet<string> = new Set();
  private commentCount = 0;
  private label: ListLabel | null = null;
  private level = 0;
  private heading: number | null = null;
  private isContents = false;
  private isCaption = false;
  private hasLoose = false;
  private changes = 0;

  read(html: string): HtmlStory {
    const document = parse(html);
    this.noteIds = new Set(findNoteIds(document.childNodes));
    this.addNodes(document.childNodes, PLAIN);
    this.endParagraph();
    return {
      blocks: this.blocks,
      footnotes: [...this.footnotes.values()],
      endnotes: [...this.endnotes.values()],
      commentCount: this.commentCount,
      isVerbatim: !this.hasLoose,
    };
  }

  private addNodes(nodes: readonly HtmlNode[], look: Look): void {
    for (const node of nodes) {
      if (isHtmlText(node)) this.addText(node.value, look);
      else if (isHtmlElement(node)) this.addElement(node, look);
    }
  }

  private addElement(element: HtmlElement, outer: Look): void {
    const { tagName } = element;
    const styles = readStyles(readValue(element, 'style'));
    if (UNREAD.has(tagName) || styles.get('display') === 'none') return;
    const role = styles.get('mso-element') ?? '';
    if (role === 'comment-list') this.commentCount += element.childNodes.filter(isHtmlElement).length;
    if (role === 'comment-list' || /\bMsoCommentReference\b/.test(readValue(element, 'class'))) return;
    if (this.addNote(element, styles, outer)) return;
    const look = this.lookOf(element, styles, outer);
    const list = styles.get('mso-list') ?? '';
    if (/^ignore$/i.test(list)) {
      this.label ??= readOwnLabel(htmlTextWithin(element), this.level, look.isSignFont);
      return;
    }
    if (styles.has('mso-tab-count')) {
      this.addText('\t', { ...look, isVerbatim: true });
      return;
    }
    switch (tagName) {
      case 'br':
        this.addText('\n', { ...look, isVerbatim: true });
        return;
      case 'img':
        this.addPicture(element, look);
        return;
      case 'table':
        this.endParagraph();
        this.addTable(element, { ...look, isVerbatim: false });
        return;
    }
    if (!BLOCKS.has(tagName)) {
      this.addNodes(element.childNodes, look);
      return;
    }
    this.endParagraph();
    this.beginBlock(element, styles, list);
    this.addNodes(element.childNodes, look);
    this.endParagraph();
    this.endBlock(element, list !== '');
  }

  private beginBlock(element: HtmlElement, styles: ReadonlyMap<string, string>, list: string): void {
    const { tagName } = element;
    const kind = readValue(element, 'class');
    const [, heading] = /^h([1-6])$/.exec(tagName) ?? [];
    const isTitle = /\bMsoTitle\b/.test(kind);
    if (heading !== undefined || isTitle) this.heading = isTitle ? 0 : Number(heading) - 1;
    if (/\bMsoTo[cf]\d?\b/i.test(kind)) this.isContents = true;
    if (/\bMsoCaption\b/.test(kind)) this.isCaption = true;
    const [, level] = /\blevel([1-9])\b/.exec(list) ?? [];
    if (level !== undefined) this.level = Number(level) - 1;
    if (tagName === 'ol' || tagName === 'ul' || tagName === 'menu') this.lists.open(element, styles);
    if (tagName === 'li') {
      this.endLabel();
      this.label = this.lists.labelOf(element, styles);
    }
  }

  private endBlock({ tagName }: HtmlElement, isItem: boolean): void {
    if (tagName === 'ol' || tagName === 'ul' || tagName === 'menu') this.lists.close();
    if (tagName === 'li' || isItem) this.endLabel();
    this.heading = null;
    this.isContents = false;
    this.isCaption = false;
    this.level = 0;
  }

  private lookOf(element: HtmlElement, styles: ReadonlyMap<string, string>, outer: Look): Look {
    const { tagName } = element;
    const weight = styles.get('font-weight') ?? '';
    const decoration = `${styles.get('text-decoration') ?? ''} ${styles.get('text-decoration-line') ?? ''}`;
    const raised = styles.get('vertical-align') ?? (tagName === 'sup' ? 'super' : tagName === 'sub' ? 'sub' : '');
    const space = styles.get('white-space') ?? '';
    const font = styles.get('font-family') ?? '';
    const isBlock = BLOCKS.has(tagName);
    // A heading is bold by its place.
    const isBold = weight === '' ? outer.isBold || tagName === 'b' || tagName === 'strong' : isHeavy(weight);
    const slant = styles.get('font-style') ?? '';
    const isSlanted = tagName === 'i' || tagName === 'em' || tagName === 'cite' || tagName === 'dfn';
    return {
      isBold,
      isItalic: slant === '' ? outer.isItalic || isSlanted : slant !== 'normal',
      isUnderlined: outer.isUnderlined || tagName === 'u' || decoration.includes('underline'),
      isStruck: outer.isStruck || tagName === 's' || tagName === 'strike' || decoration.includes('line-through'),
      isCode: outer.isCode || tagName === 'code',
      raised: raised === 'super' ? 'sup' : raised === 'sub' ? 'sub' : isBlock ? null : outer.raised,
      isHidden: outer.isHidden || styles.get('mso-hide') === 'all',
      link: tagName === 'a' ? readValue(element, 'href') || null : outer.link,
      revisions: this.revisionsOf(element, outer),
      isVerbatim: space === '' ? outer.isVerbatim || tagName === 'pre' : space === 'pre',
      isSignFont: font === '' ? outer.isSignFont : /symbol|wingdings|webdings|courier/i.test(font),
    };
  }

  private revisionsOf(element: HtmlElement, { revisions }: Look): readonly WordRevision[] {
    if (element.tagName !== 'ins' && element.tagName !== 'del') return revisions;
    const revision: WordRevision = {
      kind: element.tagName === 'ins' ? 'insert' : 'delete',
      id: String(++this.changes),
      author: readAuthor(readValue(element, 'cite')),
      date: readValue(element, 'datetime'),
    };
    return [...revisions, revision];
  }

  /** Reads the call of a note, or its words; false where the element is neither. */
  private addNote(element: HtmlElement, styles: ReadonlyMap<string, string>, look: Look): boolean {
    const place = placeOfNote(element, styles);
    if (place === null || !this.noteIds.has(place.id)) return false;
    const notes = place.of === 'footnote' ? this.footnotes : this.endnotes;
    if (place.what === 'sign') return true;
    if (place.what === 'call') {
      this.spans.push({ kind: 'note', of: place.of, id: place.id, sign: null, revisions: look.revisions });
      return true;
    }
    this.endParagraph();
    const outer = this.blocks;
    this.blocks = [];
    this.addNodes(element.childNodes, PLAIN);
    this.endParagraph();
    notes.set(place.id, { id: place.id, blocks: this.blocks });
    this.blocks = outer;
    return true;
  }

  private addText(value: string, look: Look): void {
    const { isVerbatim, isSignFont: _, ...plain } = look;
    if (!isVerbatim && value.trim() !== '') this.hasLoose = true;
    let text = isVerbatim ? value : value.replace(/[ \t\r\n\f]+/g, ' ');
    // Wide blanks are layout: one blank, as between any two words.
    text = text.replace(/[ \u00a0]{2,}/g, ' ').replace(/^\u00a0|\u00a0$/g, ' ');
    const last = this.spans[this.spans.length - 1];
    const before = last?.kind === 'text' ? last.text : last ? 'x' : ' ';
    if (/[ \n\t]$/.test(before)) text = text.replace(/^ /, '');
    if (text !== '') this.spans.push({ kind: 'text', text, ...plain });
  }

  private addPicture(element: HtmlElement, look: Look): void {
    const alternative = readValue(element, 'alt').replace(/\s+/g, ' ').trim();
    if (alternative === '') return;
    this.spans.push({ kind: 'picture', part: null, alternative, name: '', revisions: look.revisions });
  }

  private endParagraph(): void {
    const spans = trimSpans(this.spans);
    this.spans = [];
    if (spans.length === 0) return;
    this.blocks.push(this.makeParagraph(spans));
    this.label = null;
  }

  /** A label whose item begins with nothing but another item stands alone. */
  private endLabel(): void {
    if (this.label && !this.label.isBullet) this.blocks.push(this.makeParagraph([]));
    this.label = null;
  }

  private makeParagraph(spans: readonly WordSpan[]): WordParagraph {
    return {
      kind: 'paragraph',
      spans,
      style: null,
      properties: this.heading === null ? undefined : outlineProperties(this.heading),
      earlierProperties: undefined,
      markRevisions: [],
      endsSection: false,
      isContents: this.isContents,
      boxes: [],
      fields: this.isCaption ? [{ code: 'SEQ', instruction: '', result: '', earlierResult: '', revisions: [] }] : [],
      ...(this.label ? { label: this.label } : {}),
    };
  }

  private addTable(table: HtmlElement, look: Look): void {
    const rows: WordRow[] = [];
    /** The cells of rows above that reach down, by their column. */
    const reaching = new Map<number, { columns: number; rows: number }>();
    const addRow = (row: HtmlElement): void => {
      const cells: WordCell[] = [];
      let column = 0;
      const addReaching = (): void => {
        for (let above = reaching.get(column); above; above = reaching.get(column)) {
          if (--above.rows === 0) reaching.delete(column);
          cells.push({ blocks: [], columns: above.columns, isMergedUp: true, beginsMerge: false, revisions: [] });
          column += above.columns;
        }
      };
      addReaching();
      for (const cell of row.childNodes) {
        if (!isHtmlElement(cell) || (cell.tagName !== 'td' && cell.tagName !== 'th')) continue;
        const columns = readCellSpan(cell, 'colspan', MOST_COLUMNS);
        const down = readCellSpan(cell, 'rowspan', 5000);
        const blocks = this.readCell(cell, look);
        cells.push({ blocks, columns, isMergedUp: false, beginsMerge: down > 1, revisions: [] });
        if (down > 1) reaching.set(column, { columns, rows: down - 1 });
        column += columns;
        addReaching();
      }
      if (cells.length > 0) rows.push({ cells, revisions: look.revisions, isHeader: false });
    };
    const walk = (parent: HtmlElement): void => {
      for (const child of parent.childNodes) {
        if (!isHtmlElement(child) || readStyles(readValue(child, 'style')).get('display') === 'none') continue;
        if (child.tagName === 'tr') addRow(child);
        else if (child.tagName === 'caption') {
          this.addNodes(child.childNodes, look);
          this.endParagraph();
        } else if (/^t(?:head|body|foot)$/.test(child.tagName)) walk(child);
      }
    };
    walk(table);
    if (rows.length > 0) this.blocks.push({ kind: 'table', rows });
    this.label = null;
  }

  private readCell(cell: HtmlElement, look: Look): readonly WordBlock[] {
    const outer = this.blocks;
    this.blocks = [];
    const own = this.lookOf(cell, readStyles(readValue(cell, 'style')), look);
    this.addNodes(cell.childNodes, { ...own, raised: null });
    this.endParagraph();
    const { blocks } = this;
    this.blocks = outer;
    return blocks;
  }
}

/** An attribute's value; '' where there is none. */
function readValue(element: HtmlElement, name: string): string {
  return htmlAttribute(element, name) ?? '';
}

function isHeavy(weight: string): boolean {
  return weight === 'bold' || weight === 'bolder' || Number(weight) >= 600;
}

/** "mailto:A.%20Reviewer", as Word writes who made a change. */
function readAuthor(cite: string): string {
  const said = cite.replace(/^mailto:/i, '');
  try {
    return decodeURIComponent(said);
  } catch {
    return said;
  }
}

/** A number of columns or rows that a cell spans. */
function readCellSpan(cell: HtmlElement, name: string, most: number): number {
  const value = Number.parseInt(readValue(cell, name), 10);
  return value >= 1 ? Math.min(value, most) : 1;
}

/** The properties of a paragraph that is a heading. @param level from 0 */
export function outlineProperties(level: number): WordElement {
  const outline: WordElement = { name: 'w:outlineLvl', attributes: new Map([['w:val', String(level)]]), children: [] };
  return { name: 'w:pPr', attributes: new Map(), children: [outline] };
}

/** Spans without the white space at either end. */
function trimSpans(spans: readonly WordSpan[]): WordSpan[] {
  const kept = [...spans];
  const trim = (at: () => number, cut: (text: string) => string, drop: () => void): void => {
    for (let span = kept[at()]; span?.kind === 'text'; span = kept[at()]) {
      const text = cut(span.text);
      if (text !== '') {
        kept[at()] = { ...span, text };
        return;
      }
      drop();
    }
  };
  trim(
    () => 0,
    (text) => text.trimStart(),
    () => void kept.shift(),
  );
  trim(
    () => kept.length - 1,
    (text) => text.trimEnd(),
    () => void kept.pop(),
  );
  return kept;
}

interface NotePlace {
  readonly of: 'footnote' | 'endnote';
  readonly id: string;
  /** The call of a note in the text, its words, or the sign before these. */
  readonly what: 'call' | 'words' | 'sign';
}

/** What LibreOffice calls the two ends of a note. */
const NOTE_ANCHORS = [
  ['footnote', /^#(sdfootnote\d+)(sym|anc)$/],
  ['endnote', /^#(sdendnote\d+)(sym|anc)$/],
] as const;

/** What an element is to a note, by the conventions of Word and of LibreOffice; null for nothing. */
function placeOfNote(element: HtmlElement, styles: ReadonlyMap<string, string>): NotePlace | null {
  const { tagName } = element;
  const id = readValue(element, 'id');
  if (tagName === 'div') {
    const role = styles.get('mso-element') ?? '';
    if (role === 'footnote' || role === 'endnote') return { of: role, id, what: 'words' };
    const [, of] = /^sd(foot|end)note\d+$/.exec(id) ?? [];
    return of === undefined ? null : { of: of === 'foot' ? 'footnote' : 'endnote', id, what: 'words' };
  }
  if (tagName !== 'a') return null;
  for (const [of, anchor] of NOTE_ANCHORS) {
    const own = styles.get(`mso-${of}-id`);
    if (own !== undefined) {
      const isBack = /^#_(?:ftn|edn)ref/.test(readValue(element, 'href'));
      return { of, id: own, what: isBack ? 'sign' : 'call' };
    }
    const [, name, what] = anchor.exec(readValue(element, 'href')) ?? [];
    if (name !== undefined) return { of, id: name, what: what === 'sym' ? 'call' : 'sign' };
  }
  return null;
}

function* findNoteIds(nodes: readonly HtmlNode[]): Iterable<string> {
  for (const node of nodes) {
    if (!isHtmlElement(node)) continue;
    const place = placeOfNote(node, readStyles(readValue(node, 'style')));
    if (place?.what === 'words') yield place.id;
    yield* findNoteIds(node.childNodes);
  }
}
