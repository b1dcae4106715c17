import {
  AlignmentType,
  BorderStyle,
  DeletedTextRun,
  Document,
  ExternalHyperlink,
  Footer,
  Header,
  HeadingLevel,
  InsertedTextRun,
  type IParagraphOptions,
  type IRunOptions,
  type ITableRowOptions,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
  XmlAttributeComponent,
  XmlComponent,
} from 'docx';
import { PLAIN } from '../model/inline.js';
import { STYLES } from './docx-styles.js';
import type { ExportOptions } from './export-options.js';
import {
  factsOf,
  type Layout,
  type Manuscript,
  manuscriptOf,
  type Row,
  repeatsTitle,
  type Source,
  type Word,
} from './manuscript.js';
import type { Mark } from './mark.js';
import { pinned } from './pinned-zip.js';

export interface DocxOptions extends Partial<ExportOptions> {
  /** Whose tracked changes they are. Consequential ones bear the name with "(consequential)" behind it, so that they can be taken at once. */
  readonly author: string;
  /** When the changes were made and the file was written: ISO date, or date and time. */
  readonly date: string;
}

/** A draft as a Word file; a comparison as one with tracked changes. The same input gives the same bytes. */
export async function renderDocx(source: Source, options: DocxOptions): Promise<Uint8Array> {
  const date = /T/.test(options.date)
    ? options.date.replace(/(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$/, 'Z')
    : `${options.date}T00:00:00Z`;
  const document = new Writer(manuscriptOf(source, options), { author: options.author, date }).document();
  return pinned(await Packer.pack(document, 'uint8array'), date);
}

/** Twips: a sub-paragraph's text stands this much further in than the one around it. */
const STEP = 567;
const CLAUSE_INDENT = 850;

class Writer {
  private nextId = 1;
  private belowTable = false;
  private wholeParagraph = false;
  private readonly laterDate: string;
  private readonly footnotes: Record<string, { children: Paragraph[] }> = {};
  private readonly noteIds = new Map<string, number>();

  constructor(
    private readonly manuscript: Manuscript,
    private readonly options: Pick<DocxOptions, 'author' | 'date'>,
  ) {
    this.laterDate = new Date(Date.parse(options.date) + 120_000).toISOString().replace(/\.\d+Z$/, 'Z');
  }

  document(): Document {
    const { manuscript } = this;
    const title = manuscript.title ?? 'Draft';
    const layouts = manuscript.layouts.filter((layout, index) => !repeatsTitle(layout, index, title));
    const children = [
      ...this.head(title),
      ...layouts.flatMap((layout, index) => this.layout(layout, layouts[index - 1], layouts[index + 1])),
    ];
    // Word wants a paragraph behind a table that ends the text.
    if (children[children.length - 1] instanceof Table) children.push(new Paragraph({ style: 'Continuation' }));
    return new Document({
      title: clean(title),
      subject: clean([manuscript.document, manuscript.version].filter(Boolean).join(' ')),
      creator: clean(this.options.author),
      lastModifiedBy: clean(this.options.author),
      description: '',
      styles: STYLES,
      footnotes: this.footnotes,
      features: { updateFields: false },
      sections: [
        {
          properties: {
            page: {
              size: { width: 11906, height: 16838 },
              margin: { top: 1418, bottom: 1418, left: 1418, right: 1418, header: 709, footer: 709 },
            },
          },
          headers: { default: new Header({ children: [this.header(title)] }) },
          footers: { default: new Footer({ children: [this.footer()] }) },
          children,
        },
      ],
    });
  }

  private head(title: string): Paragraph[] {
    const heading = new Paragraph({ style: 'Title', children: [new TextRun(clean(title))] });
    const facts = factsOf(this.manuscript);
    return facts === ''
      ? [heading]
      : [heading, new Paragraph({ style: 'Subtitle', children: [new TextRun(clean(facts))] })];
  }

  private header(title: string): Paragraph {
    const { version, document } = this.manuscript;
    const right = [document, version].filter(Boolean).join(' ');
    return new Paragraph({
      style: 'Header',
      tabStops: [{ type: TabStopType.RIGHT, position: 9070 }],
      children: [new TextRun(clean(title)), new TextRun({ text: clean(`\t${right}`) })],
    });
  }

  private footer(): Paragraph {
    return new Paragraph({
      style: 'Footer',
      alignment: AlignmentType.CENTER,
      children: [new TextRun({ children: ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES] })],
    });
  }

  private layout(layout: Layout, previous: Layout | undefined, next: Layout | undefined): (Paragraph | Table)[] {
    this.belowTable = previous?.kind === 'table';
    switch (layout.kind) {
      case 'heading': {
        const level = [
          HeadingLevel.HEADING_1,
          HeadingLevel.HEADING_2,
          HeadingLevel.HEADING_3,
          HeadingLevel.HEADING_4,
          HeadingLevel.HEADING_5,
          HeadingLevel.HEADING_6,
        ][layout.depth - 1];
        if (layout.label.length === 0)
          return [this.paragraph(layout.mark, layout.words, { heading: level, keepNext: true })];
        return [
          this.paragraph(layout.mark, withTab(layout.label, layout.words), {
            heading: level,
            keepNext: true,
            indent: { left: CLAUSE_INDENT, hanging: CLAUSE_INDENT },
          }),
        ];
      }
      case 'provision':
        return [
          this.paragraph(layout.mark, withTab(layout.label, layout.words), {
            style: layout.level === 0 ? 'Clause' : `Subparagraph${Math.min(4, layout.level)}`,
          }),
        ];
      case 'paragraph':
        if (layout.level < 0) return [this.paragraph(layout.mark, layout.words, { style: 'BodyText' })];
        return [
          this.paragraph(layout.mark, layout.words, {
            style: 'Continuation',
            indent: { left: CLAUSE_INDENT + STEP * layout.level },
          }),
        ];
      case 'item':
        return [
          this.paragraph(layout.mark, [plain(`${layout.marker}\t`, layout.mark), ...layout.words], {
            style: 'ListItem',
            indent: { left: STEP * (layout.level + 1), hanging: STEP },
            tabStops: [{ type: TabStopType.LEFT, position: STEP * (layout.level + 1) }],
          }),
        ];
      case 'caption':
        return [this.paragraph(layout.mark, unbolded(layout.words), { style: 'TableCaption', keepNext: true })];
      case 'question':
        return [this.paragraph(layout.mark, unbolded(layout.words), { style: 'Question', keepNext: true })];
      case 'table': {
        const table = this.table(layout.header, layout.rows, layout.mark);
        // Two tables without a paragraph between them would be one.
        return next?.kind === 'table' ? [table, new Paragraph({ style: 'Continuation' })] : [table];
      }
      case 'figure':
        return [
          this.paragraph(
            layout.mark,
            [{ ...plain(layout.alt === '' ? 'Figure' : `[${layout.alt}]`, layout.mark), emphasis: true }],
            { style: 'Figure' },
          ),
        ];
      case 'code':
        return this.lines(layout.words).map((line) => this.paragraph(layout.mark, line, { style: 'Code' }));
      case 'rule':
        return [
          new Paragraph({
            border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: 'A0A8B0', space: 1 } },
            ...this.ending(layout.mark),
          }),
        ];
    }
  }

  private paragraph(mark: Mark | null, words: readonly Word[], options: IParagraphOptions): Paragraph {
    this.wholeParagraph = mark !== null;
    const spacing =
      this.belowTable && options.style !== 'TableText' && options.style !== 'TableHeading'
        ? { spacing: { before: 240 } }
        : {};
    return new Paragraph({ ...spacing, ...options, ...this.ending(mark), children: this.runs(words) });
  }

  /** The paragraph's own end as an insertion or a deletion, so that taking or refusing the change leaves no empty line. */
  private ending(mark: Mark | null): Pick<IParagraphOptions, 'run'> {
    if (!mark) return {};
    return { run: mark.op === 'insert' ? { insertion: this.revision(mark) } : { deletion: this.revision(mark) } };
  }

  private revision(mark: Mark): { id: number; author: string; date: string } {
    const { author } = this.options;
    // LibreOffice takes words put in at the end of one paragraph and a paragraph put in behind it for one change, if they are of one
    // time, and refuses the line end between them with it: whole paragraphs are of two minutes later.
    const date = this.wholeParagraph ? this.laterDate : this.options.date;
    return {
      id: this.nextId++,
      author: clean(mark.class === 'consequential' ? `${author} (consequential)` : author),
      date,
    };
  }

  private table(header: Row, rows: readonly Row[], mark: Mark | null): Table {
    const columns = Math.max(1, ...[header, ...rows].map((row) => row.cells.length));
    const widths = columnWidths([header, ...rows], columns);
    const row = (each: Row, isHeader: boolean): TableRow => {
      const whole = each.mark ?? mark;
      const options: ITableRowOptions = {
        tableHeader: isHeader,
        cantSplit: true,
        children: Array.from(
          { length: columns },
          (_, i) =>
            new TableCell({
              width: { size: widths[i] as number, type: WidthType.DXA },
              ...(isHeader ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'EEF1F5' } } : {}),
              children: [
                this.paragraph(whole, each.cells[i] ?? [], { style: isHeader ? 'TableHeading' : 'TableText' }),
              ],
            }),
        ),
      };
      if (!whole) return new TableRow(options);
      return new TableRow({
        ...options,
        ...(whole.op === 'insert' ? { insertion: this.revision(whole) } : { deletion: this.revision(whole) }),
      });
    };
    const line = { style: BorderStyle.SINGLE, size: 4, color: 'A0A8B0' };
    return new Table({
      layout: TableLayoutType.FIXED,
      width: { size: widths.reduce((a, b) => a + b, 0), type: WidthType.DXA },
      columnWidths: widths,
      borders: { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line },
      margins: { top: 60, bottom: 60, left: 100, right: 100 },
      rows: [row(header, true), ...rows.map((each) => row(each, false))],
    });
  }

  private lines(words: readonly Word[]): Word[][] {
    const lines: Word[][] = [[]];
    for (const word of words) {
      word.text.split(/\r\n?|\n/).forEach((text, index) => {
        if (index > 0) lines.push([]);
        (lines[lines.length - 1] as Word[]).push({ ...word, text });
      });
    }
    return lines;
  }

  private runs(words: readonly Word[]): ParagraphChild[] {
    return words.map((word) => {
      const run = this.run(word);
      const link = word.link !== null && /^(?:https?:\/\/|mailto:)/i.test(word.link) ? safeAddress(word.link) : null;
      return link === null || word.mark ? run : new ExternalHyperlink({ link, children: [run] });
    });
  }

  private run(word: Word): TextRun | InsertedTextRun | DeletedTextRun {
    const options: IRunOptions = {
      ...(word.strong ? { bold: true } : {}),
      ...(word.emphasis ? { italics: true } : {}),
      ...(word.superscript ? { superScript: true } : {}),
      ...(word.subscript ? { subScript: true } : {}),
      ...(word.underline ? { underline: {} } : {}),
      ...(word.kind === 'code' ? { font: 'Liberation Mono' } : {}),
      ...(word.link !== null && !word.mark ? { style: 'Hyperlink' } : {}),
      ...this.content(word),
    };
    if (!word.mark) return new TextRun(options);
    const revision = this.revision(word.mark);
    return word.mark.op === 'insert'
      ? new InsertedTextRun({ ...options, ...revision })
      : new DeletedTextRun({ ...options, ...revision });
  }

  private content(word: Word): IRunOptions {
    if (word.kind === 'break') return { break: 1 };
    if (word.note !== null) {
      const id = this.note(word.note);
      if (id === null) return { text: clean(word.note.replace(/^old /, '')), superScript: true };
      return { style: 'FootnoteReference', superScript: true, children: [noteReference(id)] };
    }
    const pieces = clean(word.text).split('\t');
    if (pieces.length === 1) return { text: pieces[0] as string };
    return {
      children: pieces.flatMap((piece, index) => [...(index > 0 ? [new Tab()] : []), ...(piece === '' ? [] : [piece])]),
    };
  }

  /** The id of a footnote, written with its first call; null where nothing is known of it, or it was called before. */
  private note(key: string): number | null {
    const note = this.manuscript.notes.get(key);
    if (!note || this.noteIds.has(key)) return null;
    const id = this.noteIds.size + 1;
    this.noteIds.set(key, id);
    this.footnotes[String(id)] = { children: [this.paragraph(null, note.words, { style: 'FootnoteText' })] };
    return id;
  }
}

/** The element alone: the run around it is the insertion's or the deletion's own. */
function noteReference(id: number): XmlComponent {
  return new NoteReference(id);
}

class NoteReference extends XmlComponent {
  constructor(id: number) {
    super('w:footnoteReference');
    this.root.push(new NoteReferenceId({ id }));
  }
}

class NoteReferenceId extends XmlAttributeComponent<{ readonly id: number }> {
  protected override readonly xmlKeys = { id: 'w:id' };
}

function withTab(label: readonly Word[], words: readonly Word[]): Word[] {
  const last = label[label.length - 1] ?? words[0];
  // The tab goes with the paragraph: it is marked only where all of the label is.
  const mark =
    label.length > 0 && label.every((word) => word.mark && word.mark.op === last?.mark?.op)
      ? (last?.mark ?? null)
      : null;
  return [...label, { ...plain('\t', mark) }, ...words];
}

function plain(text: string, mark: Mark | null): Word {
  return { text, kind: 'text', ...PLAIN, note: null, target: null, mark };
}

function unbolded(words: readonly Word[]): Word[] {
  return words.map((word) => ({ ...word, strong: false }));
}

/** Widths in twips that share the page by how much each column has to say. */
function columnWidths(rows: readonly Row[], columns: number): number[] {
  const page = 9070;
  const least = Math.min(900, Math.floor(page / columns));
  const weights = Array.from({ length: columns }, (_, i) => {
    const lengths = rows.map((row) => (row.cells[i] ?? []).reduce((sum, word) => sum + word.text.length, 0));
    return Math.min(60, Math.max(4, ...lengths.map((length) => Math.sqrt(length) * 4)));
  });
  const total = weights.reduce((a, b) => a + b, 0);
  const widths = weights.map((weight) => Math.max(least, Math.floor((page * weight) / total)));
  const over = widths.reduce((a, b) => a + b, 0) - page;
  const widest = widths.indexOf(Math.max(...widths));
  widths[widest] = Math.max(least, (widths[widest] as number) - over);
  return widths;
}

/** Text that XML can hold; signs that turn the direction of what follows are left out. */
function clean(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    );
}

function safeAddress(link: string): string | null {
  const address = clean(link);
  return /[\s<>"{}|\\^`\ufffd]/.test(address) ? null : address;
}
