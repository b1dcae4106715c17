import type { OwnPart } from '../../office/own-part.js';
import { type Relation, WordFile } from '../../office/word-file.js';
import { childAt, childrenOf, parsePart, textWithin, type WordElement } from '../../office/word-xml.js';
import { isZip } from '../../office/zipped-parts.js';
import { readHtml } from '../html/read-html.js';
import { readSavedPage } from '../html/saved-page.js';
import { type ListCounter, ListDefinitions, type ListLabel } from './list-numbering.js';
import { isOwnPart, readOwnPart } from './own-file.js';
import { ParagraphStyles } from './paragraph-styles.js';
import { plainParagraph, readGraphic } from './read-graphics.js';
import { StoryReader } from './read-story.js';
import type { ParagraphHome, WordBlock, WordNote, WordParagraph } from './word-document.js';

/** Something that a reader of the import must know. */
export interface ImportNotice {
  readonly code: string;
  readonly message: string;
}

/** The stories of a Word file and what they are read by, changes still marked. */
export interface OpenedWord {
  readonly body: readonly WordBlock[];
  readonly footnotes: readonly WordNote[];
  readonly endnotes: readonly WordNote[];
  /** Headers and footers, each once. */
  readonly headers: readonly (readonly WordBlock[])[];
  readonly footers: readonly (readonly WordBlock[])[];
  readonly comments: WordElement | null;
  readonly commentsExtended: WordElement | null;
  readonly styles: ParagraphStyles;
  readonly lists: ListDefinitions;
  readonly title: string | null;
  /** What the file says of the draft that Keeling made it of; null for a file of another origin. */
  readonly own: OwnPart | null;
  readonly notices: readonly ImportNotice[];
  readonly readMedia: (part: string) => Uint8Array | null;
  /** Reads the words of a comment. */
  readonly readComment: (comment: WordElement) => WordBlock[];
}

/** Files taken in whole within files; deeper than that nothing is read. */
const DEEPEST_CHUNK = 3;

/**
 * Opens a Word file: .docx, .docm, .dotx, and Strict files.
 * @throws Error in words that follow the file's name
 */
export function openWord(bytes: Uint8Array): OpenedWord {
  return openWithin(bytes, { depth: 0, prefix: '' });
}

/** How deep in files a file lies, and what the ids of its notes and comments begin with, which tells them from those around. */
interface ChunkPlace {
  readonly depth: number;
  readonly prefix: string;
}

function openWithin(bytes: Uint8Array, { depth, prefix }: ChunkPlace): OpenedWord {
  const file = new WordFile(bytes);
  const notices: ImportNotice[] = [];
  const report = (code: string, message: string): void => {
    if (!notices.some((each) => each.code === code && each.message === message)) notices.push({ code, message });
  };
  const { documentName } = file;
  const relations = file.relationsOf(documentName);
  const parts = new Map<string, WordElement | null>();
  const readPart = (name: string): WordElement | null => {
    let part = parts.get(name);
    if (part === undefined) {
      part = file.has(name) ? parseNamed(file, name) : null;
      parts.set(name, part);
    }
    return part;
  };
  const partOfKind = (kind: string): WordElement | null => {
    const relation = relations.find((each) => each.kind === kind && !each.external);
    return relation ? readPart(relation.target) : null;
  };
  if (relations.some(({ kind }) => kind === 'vbaProject')) report('macro', 'The file has macros. They are ignored.');
  const styles = new ParagraphStyles(partOfKind('styles'));
  const lists = new ListDefinitions(partOfKind('numbering'));
  const within: OpenedWord[] = [];
  const readChunk = (part: string): WordBlock[] => {
    if (depth >= DEEPEST_CHUNK || !file.has(part)) return [];
    const chunk = file.part(part);
    if (!isZip(chunk)) return readTextChunk(part, chunk, report);
    reportChunk(part, report);
    const inner = openWithin(chunk, { depth: depth + 1, prefix: `${prefix}${within.length + 1}.` });
    within.push(inner);
    styles.adopt(inner.styles);
    return withHome(inner.body, inner);
  };
  const readerOf = (part: string): StoryReader => {
    const own = file.relationsOf(part);
    return new StoryReader({
      styles,
      targetOf: (id) => {
        const found = own.find((each) => each.id === id);
        return found ? { target: found.target, isOutside: found.external } : null;
      },
      readChunk: (id) => {
        const found = own.find((each) => each.id === id && !each.external);
        return found ? readChunk(found.target) : [];
      },
      readGraphic: (id) => {
        const found = own.find((each) => each.id === id && !each.external);
        const root = found ? readPart(found.target) : null;
        return root && readGraphic(root);
      },
      idPrefix: prefix,
      report,
    });
  };
  const document = readPart(documentName);
  const bodyElement = childAt(document ?? undefined, 'w:body');
  if (!bodyElement) throw new Error('has no text that Word could show');
  const readNotes = (kind: string, name: string): WordNote[] => {
    const relation = relations.find((each) => each.kind === kind && !each.external);
    const part = relation ? readPart(relation.target) : null;
    if (!relation || !part) return [];
    return childrenOf(part, name)
      .filter(({ attributes }) => !/separator|continuationNotice/i.test(attributes.get('w:type') ?? ''))
      .map((note) => ({
        id: `${prefix}${note.attributes.get('w:id') ?? ''}`,
        blocks: readerOf(relation.target).readBlocks(note),
      }));
  };
  const readPages = (kind: string): WordBlock[][] =>
    relations
      .filter((each) => each.kind === kind && !each.external)
      .flatMap(({ target }) => {
        const part = readPart(target);
        return part ? [readerOf(target).readBlocks(part)] : [];
      });
  const commentsPart = relations.find(({ kind }) => kind === 'comments')?.target ?? '';
  const body = readerOf(documentName).readBlocks(bodyElement);
  return {
    body,
    footnotes: [...readNotes('footnotes', 'w:footnote'), ...within.flatMap(({ footnotes }) => footnotes)],
    endnotes: [...readNotes('endnotes', 'w:endnote'), ...within.flatMap(({ endnotes }) => endnotes)],
    headers: readPages('header'),
    footers: readPages('footer'),
    comments: partOfKind('comments'),
    commentsExtended: partOfKind('commentsExtended'),
    styles,
    lists,
    title: readFileTitle(file),
    own: readOwn(file, relations),
    notices,
    readMedia: (part) => (file.has(part) ? file.part(part) : null),
    readComment: (comment) => readerOf(commentsPart).readBlocks(comment),
  };
}

function parseNamed(file: WordFile, name: string): WordElement {
  const bytes = file.part(name);
  try {
    return parsePart(decodePart(bytes));
  } catch (error) {
    throw new Error(`cannot be read: its part ${name} ${error instanceof Error ? error.message : String(error)}`);
  }
}

function decodePart(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}

function reportChunk(part: string, report: (code: string, message: string) => void): void {
  report('chunk', `A document within the document (${part}) was taken in: look at its numbers and its look.`);
}

/** A part that the document takes in whole: a page of HTML, alone or as a browser saves it, or plain text. */
function readTextChunk(part: string, bytes: Uint8Array, report: (code: string, message: string) => void): WordBlock[] {
  const text = decodePart(bytes);
  if (/^\s{0,9}\{\\rtf/.test(text)) {
    report(
      'chunk.format',
      `A document within the document (${part}) is in Rich Text Format, so its words are left out: open the file in Word and save it, which makes them part of the text.`,
    );
    return [];
  }
  reportChunk(part, report);
  const saved = readSavedPage(text);
  const page = saved !== null || /<html\b|<body\b|<p\b/i.test(text) ? readHtml(saved ?? text) : null;
  if (page) return [...page.blocks, ...[...page.footnotes, ...page.endnotes].flatMap(({ blocks }) => blocks)];
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(plainParagraph);
}

/** The blocks of a file within the file, whose numbers its own lists count. */
function withHome(blocks: readonly WordBlock[], home: ParagraphHome): WordBlock[] {
  return blocks.map((block) =>
    block.kind === 'table'
      ? {
          ...block,
          rows: block.rows.map((row) => ({
            ...row,
            cells: row.cells.map((cell) => ({ ...cell, blocks: withHome(cell.blocks, home) })),
          })),
        }
      : { ...block, home: block.home ?? home, boxes: block.boxes.map((box) => withHome(box, home)) },
  );
}

function readOwn(file: WordFile, relations: readonly Relation[]): OwnPart | null {
  for (const { kind, target, external } of relations) {
    if (kind !== 'customXml' || external || !file.has(target)) continue;
    const xml = decodePart(file.part(target));
    if (!isOwnPart(xml)) continue;
    try {
      return readOwnPart(parsePart(xml));
    } catch {
      // Without it the file is read like any other.
      return null;
    }
  }
  return null;
}

function readFileTitle(file: WordFile): string | null {
  const name = 'docProps/core.xml';
  if (!file.has(name)) return null;
  try {
    const title = childAt(parsePart(decodePart(file.part(name))), 'dc:title');
    const words = title ? textWithin(title).replace(/\s+/g, ' ').trim() : '';
    return words === '' ? null : words;
  } catch {
    return null;
  }
}

/** A paragraph's automatic label, counted in the order of its story; null where it has none. */
export function countLabel(
  opened: OpenedWord,
  storyCounter: ListCounter,
  paragraph: WordParagraph,
): { readonly label: ListLabel } | null {
  const { styles, lists } = paragraph.home ?? opened;
  const counter = paragraph.home ? storyCounter.counterOf(lists) : storyCounter;
  if (paragraph.label) return { label: paragraph.label };
  // A paragraph that only carries the end of a section takes no number.
  if (paragraph.endsSection) return null;
  const place = styles.placeInList(paragraph.properties, paragraph.style);
  if (place.list === null || place.list === 0) return null;
  const list = lists.find(place.list, (style) => styles.listOfStyle(style));
  if (!list) return null;
  // A level that names a style is the level of that style's paragraphs, whatever the style says.
  let level = place.level ?? 0;
  for (const style of place.styles) {
    const named = [...list.levels].find(([, each]) => each.style === style);
    if (!named) continue;
    level = named[0];
    break;
  }
  return { label: counter.countNext(list, Math.min(8, Math.max(0, level))) };
}
