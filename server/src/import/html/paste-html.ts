import { ListDefinitions } from '../word/list-numbering.js';
import type { OpenedWord } from '../word/open-word.js';
import { ParagraphStyles } from '../word/paragraph-styles.js';
import type { RevisionChoice } from '../word/resolve-revisions.js';
import type { WordBlock } from '../word/word-document.js';
import { type ImportOptions, writeOpened, writeOpenedAsCell } from '../word/write-draft.js';
import { type HtmlStory, outlineProperties, readHtml } from './read-html.js';

/** The place of a draft that words are pasted at. */
export type PastePlace =
  /** In a table of so many columns: rows of as many go below the row there, other words into its cell. */
  | {
      readonly kind: 'table';
      readonly columns: number;
      /** What each line begins with there: the signs of a quotation and the indent of a list. */
      readonly indent: string;
    }
  | {
      readonly kind: 'text';
      readonly indent: string;
      /** The indent of items with bullets, which follow the item there. */
      readonly bulletIndent: string;
      /** Whether an item stands there that has its bullet alone. */
      readonly isEmptyItem: boolean;
      /** Line ends that blocks need before and after them there. */
      readonly before: string;
      readonly after: string;
      /** The level of the headings of sections there, from 1; null where there is none to go by. */
      readonly headingLevel: number | null;
      /** The labels that notes of the draft have. */
      readonly takenNotes: readonly string[];
    };

/** What the clipboard holds, and where it is to stand. */
export interface PastedHtml {
  readonly html: string;
  /** The same words without any look. */
  readonly plain: string;
  readonly place: PastePlace;
}

/** What is pasted instead of the plain words. */
export interface PastedText {
  readonly text: string;
  /** With tracked changes as CriticMarkup; null where there are none. */
  readonly marked: string | null;
  /** Comments that stand beside the words and are not pasted. */
  readonly commentCount: number;
  /** Whether they are rows, which belong behind the row of the cursor. */
  readonly isRows: boolean;
}

/** The bullet that a list begins with. */
const BULLET = /^- /;

/**
 * Makes of HTML of the clipboard the clauses, tables and notes of a draft.
 * @returns null where the plain words say it as well, and where the HTML cannot be read
 */
export function pasteHtml({ html, plain, place }: PastedHtml): PastedText | null {
  const story = readHtml(html);
  if (!story || story.isVerbatim) return null;
  const write = (changes: RevisionChoice) => writeStory(story, changes, place);
  const text = write('accept');
  if (text === null || text.trim() === '' || text === plain.replace(/\r\n?/g, '\n')) return null;
  const marked = hasRevisions(story.blocks) ? write('keep') : null;
  const isRows = place.kind === 'table' && isTableAlone(story);
  return { text, marked, commentCount: story.commentCount, isRows };
}

function writeStory(story: HtmlStory, changes: RevisionChoice, place: PastePlace): string | null {
  const options: ImportOptions = { changes, figureFolder: '', fallbackTitle: null };
  if (place.kind === 'table')
    return isTableAlone(story)
      ? indentLines(writeRows(story, place.columns, options), place.indent)
      : writeOpenedAsCell(openStory(story, null), options);
  const opened = openStory(story, place.headingLevel);
  const { text } = writeOpened(opened, { ...options, takenNotes: new Set(place.takenNotes) });
  const words = text.trim();
  if (isPlainParagraph(story) && !words.includes('\n')) return words;
  const isBullets = BULLET.test(words);
  const own = isBullets && place.isEmptyItem ? words.replace(BULLET, '') : words;
  return indentLines(`${place.before}${own}${place.after}`, isBullets ? place.bulletIndent : place.indent);
}

/**
 * Puts an indent before each line but the first, which goes on with one that is there. An empty line
 * gets no blanks, except for a last one after an empty one: words go on there.
 */
function indentLines(text: string, indent: string): string;
function indentLines(text: string | null, indent: string): string | null;
function indentLines(text: string | null, indent: string): string | null {
  if (text === null || indent === '') return text;
  const lines = text.split('\n');
  const goesOn = (index: number) => index === lines.length - 1 && lines[index - 1] === '';
  return lines
    .map((line, index) => {
      if (index === 0) return line;
      return line === '' && !goesOn(index) ? indent.trimEnd() : `${indent}${line}`;
    })
    .join('\n');
}

/** Whether it is a table of several cells and nothing else. */
function isTableAlone({ blocks }: HtmlStory): boolean {
  const [table] = blocks;
  return blocks.length === 1 && table?.kind === 'table' && table.rows.some(({ cells }) => cells.length > 1);
}

/** Rows for a table of as many columns; null for anything else. */
function writeRows({ blocks, ...story }: HtmlStory, columns: number, options: ImportOptions): string | null {
  const [table] = blocks;
  if (table?.kind !== 'table') return null;
  const widths = table.rows.map(({ cells }) => cells.reduce((sum, cell) => sum + cell.columns, 0));
  if (widths.reduce((most, width) => Math.max(most, width), 0) !== columns) return null;
  // A first row is written as the header, which these rows have above them.
  const empty = { blocks: [], columns: 1, isMergedUp: false, beginsMerge: false, revisions: [] };
  const header = { cells: Array.from({ length: columns }, () => empty), revisions: [], isHeader: true };
  const whole = { ...table, rows: [header, ...table.rows] };
  const { text } = writeOpened(openStory({ ...story, blocks: [whole] }, null), options);
  const lines = text.trim().split('\n');
  return ['', ...lines.slice(2)].join('\n');
}

/** Whether it is words within a paragraph, not a paragraph of its own kind. */
function isPlainParagraph({ blocks, footnotes, endnotes }: HtmlStory): boolean {
  const [only] = blocks;
  if (only?.kind !== 'paragraph' || blocks.length > 1 || footnotes.length + endnotes.length > 0) return false;
  return !only.label && only.properties === undefined;
}

function hasRevisions(blocks: readonly WordBlock[]): boolean {
  return blocks.some((block) =>
    block.kind === 'table'
      ? block.rows.some(({ cells }) => cells.some((cell) => hasRevisions(cell.blocks)))
      : block.spans.some((span) => 'revisions' in span && span.revisions.length > 0),
  );
}

/** A story as the writer of drafts takes it, its headings on the level of those around. */
function openStory({ blocks, footnotes, endnotes }: HtmlStory, headingLevel: number | null): OpenedWord {
  const styles = new ParagraphStyles(null);
  const levels = blocks.flatMap((block) => outlineOf(block, styles) ?? []);
  const shift =
    headingLevel === null || levels.length === 0
      ? 0
      : headingLevel - 1 - levels.reduce((least, level) => Math.min(least, level));
  return {
    body: shift === 0 ? blocks : blocks.map((block) => shiftHeading(block, shift, styles)),
    footnotes,
    endnotes,
    headers: [],
    footers: [],
    comments: null,
    commentsExtended: null,
    styles,
    lists: new ListDefinitions(null),
    title: null,
    own: null,
    notices: [],
    readMedia: () => null,
    readComment: () => [],
  };
}

function outlineOf(block: WordBlock, styles: ParagraphStyles): number | null {
  return block.kind === 'paragraph' ? styles.outlineOf(block.properties, block.style) : null;
}

function shiftHeading(block: WordBlock, shift: number, styles: ParagraphStyles): WordBlock {
  const level = outlineOf(block, styles);
  if (block.kind !== 'paragraph' || level === null) return block;
  return { ...block, properties: outlineProperties(Math.min(5, Math.max(0, level + shift))) };
}
