import { asksForMark, fieldTag, labelCell } from '../../office/form.js';
import { PROMPT } from '../../office/form-blocks.js';
import { escapeXml } from '../escape.js';
import { isField, saidIn, shareFormColumns } from '../form-fields.js';
import { areReadFromRight } from '../manuscript/direction.js';
import { isRepeatedRow } from '../manuscript/fit-table.js';
import {
  countCharacters,
  type LaidOutRow,
  type StyledWord,
  type TableFit,
  type TableMerge,
} from '../manuscript/manuscript.js';
import type { RevisionMark } from '../manuscript/mark.js';
import { TableGrid } from '../manuscript/merged-cells.js';
import { marginNumbersXml } from './margin-numbers.js';
import { paragraphXml } from './paragraphs.js';
import type { RunContext } from './words.js';

/** What a table is written from. */
export interface TableLook {
  readonly header: LaidOutRow;
  readonly rows: readonly LaidOutRow[];
  readonly headerRows: number;
  /**
   * The mark of each column that was inserted or deleted as a whole; null or missing for the
   * others.
   */
  readonly columns: readonly (RevisionMark | null)[];
  readonly merges: readonly TableMerge[];
  readonly mark: RevisionMark | null;
  /** A description of the table for screen readers, or null. */
  readonly caption: string | null;
  readonly bookmarks: readonly string[];
  /**
   * In a form, the heading above the table: then each empty cell below the header is a field. Else
   * null.
   */
  readonly form: string | null;
  readonly fit: TableFit;
  /** Whether what follows stands on the page of the last row. */
  readonly keepsNext: boolean;
}

/** A row with a longer cell, in characters, may be split over pages: it might not fit on one. */
const MOST_KEPT = 1_500;

/** A table whose header is repeated on each page and whose rows are not split over pages, unless they are long. */
export function tableXml(
  { header, rows, headerRows, columns, merges, mark, caption, bookmarks, form, fit, keepsNext }: TableLook,
  context: RunContext,
): string {
  const all = [header, ...rows];
  const shares = form === null ? null : shareFormColumns(header, rows);
  const natural = shares ?? fit.widths;
  const scale = (fit.isLandscape ? context.turnedWidth : context.width) / addUp(natural);
  const widths = natural.map((width) => Math.floor(width * scale));
  const grid = new TableGrid(merges);
  const isFromRight = areReadFromRight(all.flatMap(({ cells }) => cells.flat()));
  return [
    `<w:tbl><w:tblPr><w:tblStyle w:val="${context.idOf('InstrumentTable')}"/>`,
    isFromRight ? '<w:bidiVisual/>' : '',
    `<w:tblW w:w="${addUp(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>`,
    '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>',
    caption === null ? '' : `<w:tblCaption w:val="${escapeXml(caption)}"/>`,
    '</w:tblPr><w:tblGrid>',
    ...widths.map((width) => `<w:gridCol w:w="${width}"/>`),
    '</w:tblGrid>',
    ...all.map((row, index) =>
      index > 0 && form !== null && row.cells.some(isField)
        ? formRowXml(row, { header, widths, heading: form, isLast: index === all.length - 1 && !keepsNext }, context)
        : rowXml(
            row,
            {
              mark,
              columns,
              widths,
              grid,
              index,
              isHeader: index < headerRows,
              bookmarks: index === 0 ? bookmarks : [],
              properties: (index < all.length - 1 ? fit.isKept : keepsNext) ? '<w:keepNext/>' : '',
              halfPoints: fit.points === USUAL_POINTS ? null : fit.points * 2,
              isFromRight,
            },
            context,
          ),
    ),
    '</w:tbl>',
  ].join('');
}

function rowXml(
  row: LaidOutRow,
  table: {
    readonly mark: RevisionMark | null;
    readonly columns: readonly (RevisionMark | null)[];
    readonly widths: readonly number[];
    readonly grid: TableGrid;
    /** Which row it is, counted from the header. */
    readonly index: number;
    readonly isHeader: boolean;
    readonly bookmarks: readonly string[];
    /** What the properties of each of its paragraphs hold. */
    readonly properties: string;
    /** The size of its letters, where it is not that of its style. */
    readonly halfPoints: number | null;
    /** Whether the table is read from the right. */
    readonly isFromRight: boolean;
  },
  context: RunContext,
): string {
  const { columns, widths, grid, isHeader, properties, halfPoints } = table;
  const whole = row.mark ?? table.mark;
  const cells = widths.map((_, index) => {
    const place = grid.placeOf(table.index, index);
    if (place.isBeside) return '';
    const words: readonly StyledWord[] = row.cells[index] ?? [];
    const paragraph = paragraphXml(
      {
        style: isHeader ? 'TableHeading' : 'TableText',
        mark: whole,
        words,
        plain: true,
        bookmarks: index === 0 ? table.bookmarks : [],
        properties,
        halfPoints,
        isFromRight: table.isFromRight,
        before: index === 0 ? marginNumbersXml(row.numbers, { mark: whole, isPlain: true }, context) : '',
      },
      context,
    );
    const column = columns[index] ?? null;
    // A cell that is inserted or deleted with its row needs no mark of its own.
    const change = column === null || column.op === whole?.op ? '' : context.revisions.cell(column);
    const width = widths.slice(index, index + place.columns).reduce((sum, each) => sum + each, 0);
    const across = place.columns > 1 ? `<w:gridSpan w:val="${place.columns}"/>` : '';
    const down = place.rows === 1 ? '' : place.isBelow ? '<w:vMerge/>' : '<w:vMerge w:val="restart"/>';
    return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${across}${down}${change}</w:tcPr>${paragraph}</w:tc>`;
  });
  return [
    `<w:tr><w:trPr>${row.cells.some((words) => countCharacters(words) > MOST_KEPT) ? '' : '<w:cantSplit/>'}`,
    isHeader && isRepeatedRow(row) ? '<w:tblHeader/>' : '',
    whole ? context.revisions.sign(whole, true, true) : '',
    '</w:trPr>',
    ...cells,
    '</w:tr>',
  ].join('');
}

/** The size of the letters of the style of a table's text. */
const USUAL_POINTS = 9.5;

function addUp(widths: readonly number[]): number {
  return widths.reduce((a, b) => a + b, 0);
}

/** The least height of a field for several lines, in twips. */
const ANSWER_HEIGHT = 1700;

/** A row of a form. Its empty cells are content controls, and a long answer may be split over pages. */
function formRowXml(
  row: LaidOutRow,
  {
    header,
    widths,
    heading,
    isLast,
  }: {
    readonly header: LaidOutRow;
    readonly widths: readonly number[];
    readonly heading: string;
    readonly isLast: boolean;
  },
  context: RunContext,
): string {
  const cells = widths.map((width, column) => {
    const words = row.cells[column] ?? [];
    // An answer stays on the page of its question, and its reasons with it.
    const keep = isLast ? '' : '<w:keepNext/>';
    const look = { style: 'TableText', mark: null, words, plain: true, properties: keep };
    const head = saidIn(header.cells[column]);
    const label = labelCell(header.cells.map(saidIn), saidIn(row.cells[0]), column);
    const content = isField(words)
      ? controlXml({ heading, label }, { isBox: asksForMark(head), keep }, context)
      : paragraphXml(look, context);
    return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${content}</w:tc>`;
  });
  const height = row.cells.some((words) => isField(words) && words.some(({ kind }) => kind === 'break'))
    ? `<w:trHeight w:val="${ANSWER_HEIGHT}" w:hRule="atLeast"/>`
    : '';
  return `<w:tr>${height === '' ? '' : `<w:trPr>${height}</w:trPr>`}${cells.join('')}</w:tr>`;
}

/** A content control with its tag: a checkbox, or room for text of any length. */
function controlXml(
  field: { readonly heading: string; readonly label: string },
  { isBox, keep }: { readonly isBox: boolean; readonly keep: string },
  context: RunContext,
): string {
  const style = `<w:pPr><w:pStyle w:val="${context.idOf('TableText')}"/>${keep}</w:pPr>`;
  const named = `<w:alias w:val="${escapeXml(field.label.slice(0, 64))}"/><w:tag w:val="${escapeXml(fieldTag(field))}"/><w:id w:val="${context.revisions.id() + FIRST_CONTROL}"/>`;
  if (isBox)
    return [
      `<w:p>${style}<w:sdt><w:sdtPr>${named}`,
      '<w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>',
      '</w:sdtPr><w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/></w:rPr><w:t>\u2610</w:t></w:r></w:sdtContent></w:sdt></w:p>',
    ].join('');
  return [
    `<w:sdt><w:sdtPr>${named}<w:showingPlcHdr/></w:sdtPr><w:sdtContent>`,
    `<w:p>${style}<w:r><w:rPr><w:color w:val="6B6B6B"/></w:rPr><w:t>${PROMPT}</w:t></w:r></w:p>`,
    '</w:sdtContent></w:sdt>',
  ].join('');
}

/** The first id of a content control, clear of all other ids. */
const FIRST_CONTROL = 100_000;
