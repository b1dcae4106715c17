import type { DraftComment } from '../../comments.js';
import { TEXT_BOOKMARK } from '../../office/own-part.js';
import { ConservationCheck } from '../conservation.js';
import {
  dropRepeatedTitle,
  type Layout,
  type Manuscript,
  makePlainWord,
  type StyledWord,
} from '../manuscript/manuscript.js';
import type { RevisionMark } from '../manuscript/mark.js';
import { sayMove } from '../manuscript/moves.js';
import { indexCallableNotes } from '../manuscript/notes.js';
import { nameBookmarks } from './bookmarks.js';
import { remarkLayouts } from './comment-places.js';
import { DocxComments } from './comments.js';
import { estimatePages } from './estimate-pages.js';
import { DocxFigures, heightOfFigure } from './figures.js';
import { allWordsOf, FootnoteCalls } from './footnotes.js';
import {
  changesXml,
  contentsOf,
  contentsXml,
  type Heading,
  letterheadXml,
  listFrontLines,
  signatureXml,
  titlePageXml,
  titleXml,
} from './front-pages.js';
import { placeLabel } from './label-place.js';
import { takeMarker } from './list-markers.js';
import { marginNumbersXml } from './margin-numbers.js';
import { MoveRanges } from './move-ranges.js';
import { type Package, Relations } from './package.js';
import { type PageLook, roomOnPages, sectionEndXml, sectionXml } from './page.js';
import {
  addLabel,
  hangsBesideLabel,
  type ParagraphLook,
  paragraphXml,
  splitCodeLines,
  styleOfRole,
  UNHUNG,
} from './paragraphs.js';
import type { Revisions } from './revisions.js';
import { tableXml } from './tables.js';
import { DECLARATION, VOCABULARIES } from './vocabulary.js';
import { type RunContext, textXml } from './words.js';

/** What the text of a file is written with. */
export interface BodyOptions {
  readonly file: Package;
  readonly relations: Relations;
  readonly revisions: Revisions;
  readonly idOf: (style: string) => string;
  readonly page: PageLook;
  /** The width between the margins, in twips. */
  readonly width: number;
  readonly turnedWidth: number;
  readonly labelPlaces: RunContext['labelPlaces'];
  readonly title: string;
  /** ISO date. */
  readonly date: string;
  /** The same as a time in UTC. */
  readonly instant: string;
  /** Whether the empty cells of tables are fields to be filled in. */
  readonly isForm: boolean;
  /** The bytes of a figure by the path that the draft names, or null. */
  readonly figures: (path: string) => Uint8Array | null;
  /** Comments of colleagues. */
  readonly comments: readonly DraftComment[];
  /** The PNG of each figure in SVG, for programs that cannot draw that. */
  readonly drawn: ReadonlyMap<Uint8Array, Uint8Array>;
}

/** How many blocks are written between two calls of `breathe`. */
const STRETCH = 200;

/**
 * Writes the text of a file, and its footnotes.
 * @param breathe called between stretches of blocks with the number written and the total; the work
 * waits for it
 */
export async function writeBody(
  manuscript: Manuscript,
  options: BodyOptions,
  breathe: (done: number, total: number) => void | Promise<void>,
): Promise<void> {
  const layouts = remarkLayouts(manuscript, dropRepeatedTitle(manuscript, options.title), options.comments);
  const writer = new BodyWriter(manuscript, layouts, options);
  const encoder = new TextEncoder();
  // Each stretch becomes bytes at once: the whole text as one string would take twice the memory.
  const opening = writer.writeOpening();
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < opening.length; from += STRETCH)
    pieces.push(encoder.encode(opening.slice(from, from + STRETCH).join('')));
  for (let from = 0; from < layouts.length; from += STRETCH) {
    await breathe(from, layouts.length);
    const stretch: string[] = [];
    for (let i = from; i < Math.min(from + STRETCH, layouts.length); i++) stretch.push(writer.writeBlock(i));
    pieces.push(encoder.encode(stretch.join('')));
  }
  pieces.push(encoder.encode(writer.writeClosing()));
  options.file.bytes('word/document.xml', concatenateBytes(pieces));
  writer.writeFootnotes();
}

/** The blocks above and below one. */
interface Neighbours {
  readonly previous: Layout | undefined;
  readonly next: Layout | undefined;
}

class BodyWriter {
  private readonly notes: FootnoteCalls;
  private readonly check: ConservationCheck;
  private readonly context: RunContext;
  /** For words that are not of the text. */
  private readonly frontContext: RunContext;
  private readonly bookmarks: ReadonlyMap<string, string>;
  private readonly pictures: DocxFigures;
  private readonly comments: DocxComments;
  /** The words of the last heading or question. */
  private heading = '';
  private readonly moves: MoveRanges;
  private readonly contents: readonly Heading[];
  /** How many sections of the text have ended. */
  private sections = 0;
  /** The names of the bookmarks written so far. */
  private readonly placed = new Set<string>();

  constructor(
    private readonly manuscript: Manuscript,
    private readonly layouts: readonly Layout[],
    private readonly options: BodyOptions,
  ) {
    const { relations, revisions, idOf, file, width, turnedWidth, labelPlaces } = options;
    this.bookmarks = nameBookmarks(manuscript);
    this.notes = new FootnoteCalls(manuscript, this.bookmarks);
    this.check = new ConservationCheck(manuscript, manuscript.layouts.length - layouts.length);
    this.comments = new DocxComments(revisions, options.instant, idOf('FootnoteText'), options.comments);
    const { marks } = manuscript;
    const context = {
      revisions,
      relations,
      comments: this.comments,
      notes: this.notes,
      bookmarks: this.bookmarks,
      idOf,
      marks,
      width,
      turnedWidth,
      labelPlaces,
    };
    this.context = { ...context, check: this.check };
    this.frontContext = { ...context, check: null };
    this.contents = manuscript.paper?.letter ? [] : contentsOf(layouts);
    this.moves = new MoveRanges(layouts, revisions);
    this.pictures = new DocxFigures(file, relations, revisions, options.drawn);
  }

  /** Everything before the text, in pieces: title, contents, what changed. */
  writeOpening(): string[] {
    const { title, date, page } = this.options;
    const headings = this.contents;
    const own = headings.length > 0;
    const { paper } = this.manuscript;
    const logo = this.writeLogo();
    const isListed = this.manuscript.front.listOfChanges && this.manuscript.changes !== null;
    const pages = own || isListed ? this.findPages() : new Map<string, number>();
    const parts = [
      paper?.letter
        ? letterheadXml({ above: paper.above, letter: paper.letter }, { title, logo }, this.frontContext)
        : own
          ? titlePageXml(this.manuscript, { title, date, logo }, this.frontContext)
          : titleXml(this.manuscript, title, this.frontContext),
      own ? contentsXml(headings, pages, this.frontContext) : '',
      ...changesXml(this.manuscript, this.options.revisions, pages, this.frontContext),
    ];
    // The title page and the pages before the text form a section of their own.
    if (own) parts.push(`<w:p><w:pPr>${sectionXml(page, true, null)}</w:pPr></w:p>`);
    return [`${DECLARATION}<w:document ${VOCABULARIES}><w:body>`, ...markTextStart(parts, this.options.revisions)];
  }

  /** An estimate of the page of each provision and footnote, by its anchor. */
  private findPages(): ReadonlyMap<string, number> {
    const { page, width, turnedWidth, figures, revisions, title } = this.options;
    const { notes } = this.manuscript;
    const heights = new Map<string, number | null>();
    const pages = estimatePages({
      layouts: this.layouts,
      notes,
      room: roomOnPages(page.size, width, turnedWidth),
      figureHeight: (path) => {
        if (!heights.has(path)) {
          const bytes = figures(path);
          heights.set(path, bytes === null ? null : heightOfFigure(bytes));
        }
        return heights.get(path) ?? null;
      },
      front: listFrontLines(this.manuscript, { title, headings: this.contents }, revisions),
      hasTitlePage: this.contents.length > 0,
    });
    const findNote = indexCallableNotes(notes);
    const found = new Map<string, number>();
    for (const [at, layout] of this.layouts.entries()) {
      const page = pages[at] ?? 1;
      if (layout.anchor !== null) found.set(layout.anchor, page);
      if (notes.size === 0) continue;
      for (const { note, mark } of allWordsOf(layout)) {
        // A deleted note is on no page: LibreOffice would show an error for it.
        const anchor = note === null || mark?.op === 'delete' ? null : (findNote(note)?.anchor ?? null);
        if (anchor !== null && !found.has(anchor)) found.set(anchor, page);
      }
    }
    return found;
  }

  private writeLogo(): string {
    const bytes = this.manuscript.paper?.logo ?? null;
    const drawn = bytes === null ? null : this.pictures.run(bytes, { alt: '', path: '' }, LOGO_HEIGHT);
    return drawn === null
      ? ''
      : paragraphXml({ style: 'BodyText', mark: null, words: [], before: drawn }, this.frontContext);
  }

  /**
   * Everything after the text: the notes that no words call, and the properties of the last
   * section.
   */
  writeClosing(): string {
    const uncalled = this.notes.listUncalled().map((note) => {
      const { words, mark } = note;
      for (const word of words) this.check.writeNote(note, note, () => this.check.writeWord(word));
      return paragraphXml(
        {
          style: 'FootnoteText',
          mark,
          plain: true,
          words: addLabel(note.marked, words),
          bookmarks: this.bookmarksAt(note.anchor),
        },
        { ...this.frontContext, notes: null },
      );
    });
    // Word needs a paragraph after a table at the end of the text.
    const end = this.layouts.at(-1);
    const last = end?.kind === 'table' && uncalled.length === 0 ? this.writeGap(null) : '';
    const page = end?.isLandscape && uncalled.length === 0 ? this.turnedPage : this.options.page;
    return `${uncalled.join('')}${last}${sectionXml(page, ...this.nextSection())}</w:body></w:document>`;
  }

  /** Writes the footnotes that were called as a part of their own. */
  writeFootnotes(): void {
    const { file, relations, idOf } = this.options;
    const own = new Relations();
    const context: RunContext = { ...this.context, relations: own, notes: null };
    const place = this.options.labelPlaces.get('FootnoteText');
    const properties = place && place.tabs !== '' ? `<w:tabs>${place.tabs}</w:tabs>${place.indent}` : '';
    const notes = this.notes.called.map(({ id, sign, words, anchor, gone, stays }) => {
      const number = sign === null ? '<w:footnoteRef/>' : textXml(sign);
      const before = `<w:r><w:rPr><w:rStyle w:val="${idOf('FootnoteReference')}"/></w:rPr>${number}</w:r><w:r><w:tab/></w:r>`;
      // A note that went and another that came at one call stand in one footnote, and the list of changes cites both.
      const bookmarks = [anchor, gone?.anchor ?? null].flatMap((each) => this.bookmarksAt(each));
      const paragraph = this.check.writeNote(gone, stays, () =>
        paragraphXml({ style: 'FootnoteText', mark: null, words, plain: true, before, bookmarks, properties }, context),
      );
      return `<w:footnote w:id="${id}">${paragraph}</w:footnote>`;
    });
    const line = (kind: 'separator' | 'continuationSeparator', id: number) =>
      `<w:footnote w:type="${kind}" w:id="${id}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:${kind}/></w:r></w:p></w:footnote>`;
    file.text(
      'word/footnotes.xml',
      `${DECLARATION}<w:footnotes ${VOCABULARIES}>${line('separator', -1)}${line('continuationSeparator', 0)}${notes.join('')}</w:footnotes>`,
    );
    file.relations('word/footnotes.xml', own);
    relations.part('footnotes', 'footnotes.xml');
    this.comments.write(file, relations);
    this.check.finish();
  }

  /** One block of the text, with the beginnings and ends of moves around it. */
  writeBlock(index: number): string {
    const layout = this.layouts[index]!;
    if (layout.kind === 'heading' || layout.kind === 'question') this.heading = newTextOf(layout).trim();
    const neighbours = { previous: this.layouts[index - 1], next: this.layouts[index + 1] };
    const before = this.endUprightPages(layout, neighbours);
    const starts = this.moves.startsAt(index) + this.commentOn(layout) + this.numbersBeside(layout);
    const written = this.writeLayout(layout, starts, neighbours) + this.moves.endsAt(index);
    const letter = this.manuscript.paper?.letter;
    const signature = letter && layout.endsLetter ? signatureXml(letter.signature, this.frontContext) : '';
    return before + written + this.endTurnedPages(layout, neighbours) + signature;
  }

  /** What is said beside a block that no tracked change can say. */
  private commentOn(layout: Layout): string {
    const said = layout.moved ? sayMove(layout.moved) : layout.kind === 'figure' ? layout.change : null;
    // Nothing can be placed before a table.
    return said === null || layout.kind === 'table'
      ? ''
      : this.comments.add(said, layout.mark, this.isPlainMove(layout));
  }

  private numbersBeside(layout: Layout): string {
    const look = { mark: layout.mark, isPlain: this.isPlainMove(layout) };
    return layout.kind === 'table' ? '' : marginNumbersXml(layout.numbers, look, this.context);
  }

  private isPlainMove({ mark }: Layout): boolean {
    return mark !== null && mark.move !== null && !this.moves.hasMove(mark.move);
  }

  /** The end of the section before what stands on pages that are turned on their sides. */
  private endUprightPages(layout: Layout, { previous }: Neighbours): string {
    if (!layout.isLandscape || previous?.isLandscape) return '';
    // A text that is turned as a whole has its title on its first page.
    if (!previous && (this.contents.length > 0 || this.layouts.every(({ isLandscape }) => isLandscape))) return '';
    return this.endSection(this.options.page);
  }

  private endTurnedPages(layout: Layout, { next }: Neighbours): string {
    // At the end of the text the last section is theirs.
    if (!layout.isLandscape || next?.isLandscape || (!next && this.notes.listUncalled().length === 0)) return '';
    return this.endSection(this.turnedPage);
  }

  private get turnedPage(): PageLook {
    const { turnedSize, turnedReferences } = this.options.page;
    return { ...this.options.page, size: turnedSize, references: turnedReferences };
  }

  private endSection(page: PageLook): string {
    return sectionEndXml(sectionXml(page, ...this.nextSection()));
  }

  /** Whether the section that ends now has a title on its first page, and how it begins. */
  private nextSection(): [titlePage: boolean, type: 'nextPage' | null] {
    const isFirst = this.sections === 0 && this.contents.length === 0;
    this.sections++;
    return [isFirst, isFirst ? null : 'nextPage'];
  }

  /** @param before what stands before the words of the first paragraph */
  private writeLayout(layout: Layout, before: string, { previous, next }: Neighbours): string {
    const { mark, end, origin } = layout;
    const style = styleOfRole(layout);
    const was = layout.was === null ? null : styleOfRole(layout.was);
    const joint = previous?.end ?? null;
    const plain = this.isPlainMove(layout);
    const bookmarks = this.bookmarksAt(layout.anchor);
    const below = previous?.kind === 'table' && !HAS_SPACE.has(layout.kind) ? '<w:spacing w:before="240"/>' : '';
    // In a form, what is asked stays on the page of the field below it.
    // The signature of a letter never stands alone on a page.
    const isSigned = layout.endsLetter === true;
    const keepsNext =
      layout.keepsNext || isSigned || (this.options.isForm && ASKING.has(layout.kind) && next !== undefined);
    // The style of captions keeps them with what is below, which may be the text.
    const untied = layout.kind === 'caption' ? '<w:keepNext w:val="0"/>' : '';
    const keep = `${keepsNext ? '<w:keepNext/>' : untied}${layout.startsPage ? '<w:pageBreakBefore/>' : ''}`;
    const place =
      'label' in layout && (layout.label.length > 0 || layout.kind === 'item')
        ? this.options.labelPlaces.get(style)
        : undefined;
    const { tabs, indent: usual } = placeLabel('label' in layout ? layout.label : [], place);
    const paragraph = (words: readonly StyledWord[], { border = '', indent = usual } = {}) => {
      const properties = keep + border + tabs + below + indent;
      return paragraphXml(
        { style, was: was === style ? null : was, mark, end, words, properties, bookmarks, plain, origin, before },
        this.context,
      );
    };
    switch (layout.kind) {
      case 'heading': {
        const words = addLabel(layout.label, [...takeMarker(layout, joint), ...layout.words]);
        return paragraph(words, hangsBesideLabel(words) ? {} : { indent: UNHUNG });
      }
      case 'provision':
        return paragraph(addLabel(layout.label, [...takeMarker(layout, joint), ...layout.words]));
      case 'paragraph':
      case 'question':
      case 'item':
        return paragraph([...takeMarker(layout, joint), ...addLabel(layout.label, layout.words)]);
      case 'caption':
        return paragraph(addLabel(layout.label, layout.words));
      case 'table': {
        const caption = previous?.kind === 'caption' ? newTextOf(previous) : null;
        const { headerRows, columns, merges, fit, numbers = [] } = layout;
        // What no row has stands beside the first.
        const header = { ...layout.header, numbers: [...numbers, ...(layout.header.numbers ?? [])] };
        const { rows } = layout;
        const form = this.options.isForm ? this.heading : null;
        const look = { header, rows, headerRows, columns, merges, mark, caption, bookmarks, form, fit, keepsNext };
        const table = tableXml(look, this.context);
        // Word would join two tables that have no paragraph between them.
        return next?.kind === 'table' && layout.isLandscape === next.isLandscape
          ? table + this.writeGap(mark ?? next.mark, keepsNext)
          : table;
      }
      case 'figure':
        return this.writeFigure(layout, {
          bookmarks,
          plain,
          before,
          properties: keep + below,
        });
      case 'code':
        return splitCodeLines(layout.words, mark)
          .map(({ words, end }, index) =>
            paragraphXml(
              {
                style,
                mark: end,
                words,
                plain,
                origin,
                bookmarks: index === 0 ? bookmarks : [],
                properties: index === 0 ? below : '',
                before: index === 0 ? before : '',
              },
              this.context,
            ),
          )
          .join('');
      case 'rule':
        return paragraph([], { border: RULE });
    }
  }

  private writeFigure(
    { mark, alt, path }: Extract<Layout, { kind: 'figure' }>,
    look: Required<Pick<ParagraphLook, 'bookmarks' | 'plain' | 'properties' | 'before'>>,
  ): string {
    this.check.writeText(alt, mark?.op ?? null);
    const bytes = this.options.figures(path);
    const drawn = bytes === null ? null : this.pictures.run(bytes, { alt: alt === '' ? 'Figure' : alt, path });
    const words =
      drawn === null ? [{ ...makePlainWord(alt === '' ? 'Figure' : `[${alt}]`, mark), emphasis: true }] : [];
    const marked =
      drawn !== null && mark ? this.options.revisions.around(drawn, mark, true, look.plain) : (drawn ?? '');
    return paragraphXml({ ...look, style: 'Figure', mark, words, before: look.before + marked }, this.frontContext);
  }

  private writeGap(mark: RevisionMark | null, keepsNext = false): string {
    const properties = `${keepsNext ? '<w:keepNext/>' : ''}<w:spacing w:before="0" w:after="0"/>`;
    return paragraphXml({ style: 'BodyText', mark, words: [], plain: true, properties }, this.context);
  }

  private bookmarksAt(anchor: string | null): string[] {
    const name = anchor === null ? undefined : this.bookmarks.get(anchor);
    // A file may have a name only once, though a note that moved stands at both places.
    if (name === undefined || this.placed.has(name)) return [];
    this.placed.add(name);
    return [name];
  }
}

/** Puts a bookmark in the last paragraph before the text. */
function markTextStart(opening: readonly string[], revisions: Revisions): string[] {
  const last = opening.findLastIndex((part) => part.includes('</w:p>'));
  const part = opening[last] ?? '';
  const at = part.lastIndexOf('</w:p>');
  const id = revisions.id();
  const bookmark = `<w:bookmarkStart w:id="${id}" w:name="${TEXT_BOOKMARK}"/><w:bookmarkEnd w:id="${id}"/>`;
  return opening.with(last, part.slice(0, at) + bookmark + part.slice(at));
}

/** The height of a logo, in twips. */
const LOGO_HEIGHT = 800;

/** A line across the page. */
const RULE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="A0A8B0"/></w:pBdr>';

/** Kinds of blocks that ask for an answer in a form. */
const ASKING: ReadonlySet<Layout['kind']> = new Set(['paragraph', 'question', 'item']);

/** Kinds of blocks whose style has space above. */
const HAS_SPACE: ReadonlySet<Layout['kind']> = new Set(['heading', 'caption', 'question', 'table']);

/** The text of a block in the new version. */
function newTextOf(layout: Layout): string {
  return [...allWordsOf(layout)].map((word) => (word.mark?.op === 'delete' ? '' : word.text)).join('');
}

/** Joins byte arrays into one. */
function concatenateBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
