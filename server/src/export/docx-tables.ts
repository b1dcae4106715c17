import { columnWidths } from './column-widths.js';
import { paragraphXml } from './docx-paragraphs.js';
import { A4_WIDTH } from './docx-styles.js';
import type { WordContext } from './docx-words.js';
import { escaped } from './docx-xml.js';
import type { Row, Word } from './manuscript.js';
import type { Mark } from './mark.js';

export interface TableLook {
  readonly header: Row;
  readonly rows: readonly Row[];
  /** For each column whether it was put in or taken out as a whole; columns that it does not tell of stayed. */
  readonly columns: readonly (Mark | null)[];
  readonly mark: Mark | null;
  /** What the table is about, for those who cannot see it; null where nothing tells. */
  readonly caption: string | null;
  readonly bookmarks: readonly string[];
}

/** A table whose first row comes again on each page and whose rows are never split. */
export function tableXml({ header, rows, columns, mark, caption, bookmarks }: TableLook, context: WordContext): string {
  const all = [header, ...rows];
  const count = all.reduce((most, row) => Math.max(most, row.cells.length), 1);
  const scale = context.width / A4_WIDTH;
  const widths = columnWidths(all, count).map((width) => Math.floor(width * scale));
  return [
    `<w:tbl><w:tblPr><w:tblStyle w:val="${context.idOf('InstrumentTable')}"/>`,
    `<w:tblW w:w="${widths.reduce((a, b) => a + b, 0)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>`,
    '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>',
    caption === null ? '' : `<w:tblCaption w:val="${escaped(caption)}"/>`,
    '</w:tblPr><w:tblGrid>',
    ...widths.map((width) => `<w:gridCol w:w="${width}"/>`),
    '</w:tblGrid>',
    ...all.map((row, index) =>
      rowXml(row, { mark, columns, widths, isHeader: index === 0, bookmarks: index === 0 ? bookmarks : [] }, context),
    ),
    '</w:tbl>',
  ].join('');
}

function rowXml(
  row: Row,
  table: {
    readonly mark: Mark | null;
    readonly columns: readonly (Mark | null)[];
    readonly widths: readonly number[];
    readonly isHeader: boolean;
    readonly bookmarks: readonly string[];
  },
  context: WordContext,
): string {
  const { columns, widths, isHeader } = table;
  const whole = row.mark ?? table.mark;
  const cells = widths.map((width, index) => {
    const words: readonly Word[] = row.cells[index] ?? [];
    const paragraph = paragraphXml(
      {
        style: isHeader ? 'TableHeading' : 'TableText',
        mark: whole,
        words,
        plain: true,
        bookmarks: index === 0 ? table.bookmarks : [],
      },
      context,
    );
    const column = columns[index] ?? null;
    // What goes or comes with its row needs no mark of its own.
    const change = column === null || column.op === whole?.op ? '' : context.revisions.cell(column);
    return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${change}</w:tcPr>${paragraph}</w:tc>`;
  });
  return [
    '<w:tr><w:trPr><w:cantSplit/>',
    isHeader ? '<w:tblHeader/>' : '',
    whole ? context.revisions.sign(whole, true, true) : '',
    '</w:trPr>',
    ...cells,
    '</w:tr>',
  ].join('');
}
