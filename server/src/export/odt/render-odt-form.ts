import { strToU8, zipSync } from 'fflate';
import type { Draft } from '../../model/draft.js';
import { asksForMark } from '../../office/form.js';
import { PROMPT } from '../../office/form-blocks.js';
import { ConservationCheck } from '../conservation.js';
import { escapeXml } from '../escape.js';
import { isField, saidIn, shareFormColumns } from '../form-fields.js';
import { layOutManuscript } from '../manuscript/lay-out.js';
import {
  dropRepeatedTitle,
  type LaidOutRow,
  type Layout,
  type Manuscript,
  type StyledWord,
} from '../manuscript/manuscript.js';
import { joinLabel } from '../manuscript/marked-words.js';
import { signOfCall } from '../manuscript/note-numbers.js';
import { keepSafeLink } from '../printable.js';

/** Who made an OpenDocument text, and when. */
export interface OdtOptions {
  readonly author: string;
  /** ISO date, or date and time. */
  readonly date: string;
}

const TYPE = 'application/vnd.oasis.opendocument.text';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
const NAMESPACES = [
  'office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"',
  'style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"',
  'text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"',
  'table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"',
  'fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
  'svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
  'meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"',
  'dc="http://purl.org/dc/elements/1.1/"',
  'xlink="http://www.w3.org/1999/xlink"',
]
  .map((each) => ` xmlns:${each}`)
  .join('');

/**
 * A draft that is a form as an OpenDocument text (.odt). Its empty cells are fields to be filled in,
 * which `readForm` reads. The same input gives the same bytes.
 */
export function renderOdtForm(draft: Draft, { author, date }: OdtOptions): Uint8Array {
  const manuscript = layOutManuscript({ draft });
  const title = manuscript.title ?? 'Form';
  const parts: Record<string, string> = {
    'META-INF/manifest.xml': manifestXml(),
    'content.xml': new FormWriter(manuscript, title).write(),
    'meta.xml': `${DECLARATION}<office:document-meta${NAMESPACES} office:version="1.3"><office:meta><meta:generator>Keeling</meta:generator><dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(author)}</dc:creator><dc:date>${escapeXml(date)}</dc:date></office:meta></office:document-meta>`,
    'styles.xml': stylesXml(manuscript.classification ?? ''),
  };
  const zipped = Object.entries(parts).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(
    // The type comes first, and is not packed, so that it can be told from the first bytes.
    { mimetype: [strToU8(TYPE), { level: 0 }], ...Object.fromEntries(zipped) },
    { mtime: new Date(1980, 0, 1), level: 6 },
  );
}

function manifestXml(): string {
  const entry = (path: string, type: string) =>
    `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${type}"/>`;
  return [
    `${DECLARATION}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">`,
    entry('/', TYPE),
    ...['content.xml', 'meta.xml', 'styles.xml'].map((path) => entry(path, 'text/xml')),
    '</manifest:manifest>',
  ].join('');
}

/** The width between the margins, in millimetres. */
const PAGE = 160;

class FormWriter {
  private readonly check: ConservationCheck;
  private readonly layouts: readonly Layout[];
  private readonly automatic: string[] = [];
  private tables = 0;

  constructor(
    private readonly manuscript: Manuscript,
    private readonly title: string,
  ) {
    this.layouts = dropRepeatedTitle(manuscript, title);
    this.check = new ConservationCheck(manuscript, manuscript.layouts.length - this.layouts.length);
  }

  write(): string {
    const blocks = this.layouts.map((layout, index) => this.writeBlock(layout, this.layouts[index + 1]));
    const notes = [...this.manuscript.notes.values()].map((note) =>
      this.check.writeNote(note, note, () =>
        paragraphOf(
          'Text_20_body',
          `${escapeXml(note.marked.map(({ text }) => text).join(''))} ${this.writeWords(note.words)}`,
        ),
      ),
    );
    this.check.finish();
    return [
      `${DECLARATION}<office:document-content${NAMESPACES} office:version="1.3">`,
      `<office:automatic-styles>${LETTERS}${this.automatic.join('')}</office:automatic-styles>`,
      '<office:body><office:text>',
      paragraphOf('Title', writeText(this.title)),
      ...blocks,
      ...notes,
      '</office:text></office:body></office:document-content>',
    ].join('');
  }

  private writeBlock(layout: Layout, next: Layout | undefined): string {
    switch (layout.kind) {
      case 'heading': {
        const depth = Math.min(4, layout.depth);
        const words = this.writeWords(joinLabel(layout.label, layout.words));
        return `<text:h text:style-name="Heading_20_${depth}" text:outline-level="${depth}">${words}</text:h>`;
      }
      case 'table':
        return this.writeTable(layout.header, layout.rows, layout.keepsNext === true);
      case 'figure':
        this.check.writeText(layout.alt, null);
        return paragraphOf('Text_20_body', writeText(`[${layout.alt || 'Figure'}]`));
      case 'code':
        return paragraphOf('Text_20_body', this.writeWords(layout.words));
      case 'rule':
        return '';
      default: {
        const marker = layout.kind === 'item' && layout.marker !== '' ? `${layout.marker} ` : '';
        const words = marker + this.writeWords(joinLabel(layout.label, layout.words));
        const style = layout.kind === 'question' ? 'Question' : next ? 'Kept_20_text' : 'Text_20_body';
        return paragraphOf(style, words);
      }
    }
  }

  private writeTable(header: LaidOutRow, rows: readonly LaidOutRow[], keepsNext: boolean): string {
    const name = `Table${++this.tables}`;
    const count = Math.max(1, ...[header, ...rows].map(({ cells }) => cells.length));
    const shares = shareFormColumns(header, rows) ?? Array.from({ length: count }, () => 1 / count);
    this.automatic.push(
      `<style:style style:name="${name}" style:family="table"><style:table-properties style:width="${PAGE}mm" table:align="left" style:may-break-between-rows="false" fo:margin-bottom="5mm"${keepsNext ? ' fo:keep-with-next="always"' : ''}/></style:style>`,
      ...shares.map(
        (share, column) =>
          `<style:style style:name="${name}.${column}" style:family="table-column"><style:table-column-properties style:column-width="${Math.round(share * PAGE)}mm"/></style:style>`,
      ),
    );
    const heads = header.cells.map(saidIn);
    const columns = shares.map((_, column) => `<table:table-column table:style-name="${name}.${column}"/>`).join('');
    const cellsOf = (row: LaidOutRow, style: string, isHeader: boolean) =>
      Array.from({ length: count }, (_, column) => {
        const words = row.cells[column] ?? [];
        const written = this.writeWords(words);
        const field = asksForMark(heads[column] ?? '') ? '\u2610' : PLACEHOLDER;
        const content = !isHeader && isField(words) ? field : written;
        const kind = isHeader ? 'HeadCell' : words.some((word) => word.kind === 'break') ? 'AnswerCell' : 'Cell';
        return `<table:table-cell table:style-name="${kind}" office:value-type="string">${paragraphOf(style, content)}</table:table-cell>`;
      }).join('');
    return [
      `<table:table table:name="${name}" table:style-name="${name}">${columns}`,
      `<table:table-header-rows><table:table-row>${cellsOf(header, 'Table_20_Heading', true)}</table:table-row></table:table-header-rows>`,
      ...rows.map((row) => {
        const tall = row.cells.some((words) => isField(words) && words.some(({ kind }) => kind === 'break'));
        return `<table:table-row${tall ? ' table:style-name="Answer"' : ''}>${cellsOf(row, 'Table_20_Contents', false)}</table:table-row>`;
      }),
      '</table:table>',
    ].join('');
  }

  private writeWords(words: readonly StyledWord[]): string {
    return words.map((word) => this.writeWord(word)).join('');
  }

  private writeWord(word: StyledWord): string {
    this.check.writeWord(word);
    if (word.kind === 'break') return '<text:line-break/>';
    const text = word.note === null ? writeText(word.text) : writeText(signOfCall(word));
    const look = [
      word.strong ? 'b' : '',
      word.emphasis ? 'i' : '',
      word.superscript || word.note !== null ? 'p' : word.subscript ? 's' : '',
    ].join('');
    const styled = look === '' ? text : `<text:span text:style-name="T${look}">${text}</text:span>`;
    const link = word.kind === 'image' ? null : keepSafeLink(word.link);
    return link === null ? styled : `<text:a xlink:type="simple" xlink:href="${escapeXml(link)}">${styled}</text:a>`;
  }
}

/** An empty field: the prompt gives way to what is typed. */
const PLACEHOLDER = `<text:placeholder text:placeholder-type="text">&lt;${PROMPT}&gt;</text:placeholder>`;

function paragraphOf(style: string, content: string): string {
  return `<text:p text:style-name="${style}">${content}</text:p>`;
}

/** Text in which each blank stands, and tabs and line ends too. */
function writeText(text: string): string {
  return escapeXml(text)
    .replace(/\r\n?|\n/g, '<text:line-break/>')
    .replace(/\t/g, '<text:tab/>')
    .replace(/ {2,}/g, (blanks) => ` <text:s text:c="${blanks.length - 1}"/>`);
}

/** The looks of words, by the letters of each: b(old), i(talic), (raised) p(ower), s(ubscript). */
const LETTERS = ['', 'b']
  .flatMap((bold) => ['', 'i'].flatMap((italic) => ['', 'p', 's'].map((place) => [bold, italic, place] as const)))
  .map(([bold, italic, place]) => {
    const look = [
      bold ? ' fo:font-weight="bold"' : '',
      italic ? ' fo:font-style="italic"' : '',
      place === 'p' ? ' style:text-position="super 58%"' : place === 's' ? ' style:text-position="sub 58%"' : '',
    ].join('');
    return look === ''
      ? ''
      : `<style:style style:name="T${bold}${italic}${place}" style:family="text"><style:text-properties${look}/></style:style>`;
  })
  .concat(
    ['Cell', 'HeadCell', 'AnswerCell'].map(
      (name) =>
        `<style:style style:name="${name}" style:family="table-cell"><style:table-cell-properties fo:padding="1.5mm" fo:border="0.5pt solid #a0a8b0"${name === 'HeadCell' ? ' fo:background-color="#e8ecf1"' : ''}/></style:style>`,
    ),
    '<style:style style:name="Answer" style:family="table-row"><style:table-row-properties style:min-row-height="28mm"/></style:style>',
  )
  .join('');

/** The named styles, and the page: A4 with the number of the page at its foot. */
function stylesXml(classification: string): string {
  const style = (name: string, shown: string, paragraph: string, letters: string) =>
    `<style:style style:name="${name}" style:display-name="${shown}" style:family="paragraph"><style:paragraph-properties ${paragraph}/><style:text-properties ${letters}/></style:style>`;
  const heading = (depth: number, points: number) =>
    style(
      `Heading_20_${depth}`,
      `Heading ${depth}`,
      'fo:margin-top="6mm" fo:margin-bottom="2mm" fo:keep-with-next="always"',
      `fo:font-size="${points}pt" fo:font-weight="bold"`,
    );
  return [
    `${DECLARATION}<office:document-styles${NAMESPACES} office:version="1.3"><office:styles>`,
    '<style:default-style style:family="paragraph"><style:text-properties fo:font-family="Arial" fo:font-size="11pt" fo:language="en" fo:country="GB"/></style:default-style>',
    style(
      'Title',
      'Title',
      'fo:margin-bottom="5mm" fo:keep-with-next="always"',
      'fo:font-size="20pt" fo:font-weight="bold"',
    ),
    heading(1, 15),
    heading(2, 13),
    heading(3, 11),
    heading(4, 11),
    style('Text_20_body', 'Text body', 'fo:margin-bottom="2.5mm"', 'fo:font-size="11pt"'),
    style('Kept_20_text', 'Kept text', 'fo:margin-bottom="2.5mm" fo:keep-with-next="always"', 'fo:font-size="11pt"'),
    style(
      'Question',
      'Question',
      'fo:margin-top="6mm" fo:margin-bottom="2mm" fo:keep-with-next="always"',
      'fo:font-size="11pt" fo:font-weight="bold"',
    ),
    style('Table_20_Contents', 'Table Contents', 'fo:margin-bottom="0mm"', 'fo:font-size="10pt"'),
    style('Table_20_Heading', 'Table Heading', 'fo:margin-bottom="0mm"', 'fo:font-size="10pt" fo:font-weight="bold"'),
    style('Footer', 'Footer', 'fo:text-align="end"', 'fo:font-size="8.5pt"'),
    '</office:styles><office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin-top="25mm" fo:margin-bottom="20mm" fo:margin-left="25mm" fo:margin-right="25mm"/><style:footer-style><style:header-footer-properties fo:min-height="8mm"/></style:footer-style></style:page-layout></office:automatic-styles>',
    '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer>',
    paragraphOf(
      'Footer',
      `${classification === '' ? '' : `${escapeXml(classification)} – `}Page <text:page-number text:select-page="current">1</text:page-number> of <text:page-count>1</text:page-count>`,
    ),
    '</style:footer></style:master-page></office:master-styles></office:document-styles>',
  ].join('');
}
