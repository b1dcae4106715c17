import type { Block } from '../block.js';
import { BlockMemo } from '../block-memo.js';
import { readDefinition } from '../head/definitions.js';
import { readEntities, readHtmlRows } from '../inline/html-words.js';
import { readSpan } from '../inline/inline.js';
import { replaceTags } from '../inline/known-tags.js';
import { getOrCreate } from '../memo.js';
import type { TableContent, TableRow } from '../provision.js';
import { getRow, HEADER_ROW, readTable } from '../table.js';
import type { Span } from '../text.js';

/** A row of a table that is a point of the text: "| (a) | the owner; |". */
export interface PointRow {
  /** Its place in the block's table; that of the header is `HEADER_ROW`. */
  readonly row: number;
  /** "a", "1", without brackets. */
  readonly marker: string;
  /** Whether its words lead into a list of their own: "the following:". */
  readonly introduces: boolean;
  /** The term that its words define: "| (1) | ‘mill’ means a building; |". */
  readonly term: string | null;
}

/** "(a)", "(10b)", "a)", "2.", alone in a cell. */
const LABEL = /^(?:\(([a-z]{1,5}|[A-Z]{1,3}|\d{1,3}[a-z]{0,2})\)|([a-z]|[ivx]{1,5}|\d{1,3})[).])$/;
const DASH = /^[–—•·-]$/;
/** How the words of a point end, and those of a cell of another table do not. */
const ENDS_AS_POINT = /(?:[;.,:—–]|\b(?:and|or))[”"’')\]*_]{0,4}$/;
/** More columns are those of figures. */
const MOST_COLUMNS = 4;

const known = new BlockMemo<{ readonly points: PointTable | null }>();

export interface PointTable {
  /** None where the table lays out dashes alone. */
  readonly rows: readonly PointRow[];
  /** Whether its form leaves no doubt; else its first label must go on with a list of the text. */
  readonly isSure: boolean;
}

/**
 * The points that a table lays out, label and words side by side, as pages of EUR-Lex do. Null for a
 * table of another kind, and for any other block.
 */
export function readPointTable(block: Block): PointTable | null {
  if (block.kind !== 'table' && block.kind !== 'html') return null;
  return getOrCreate(known, block, () => ({ points: findPoints(block) })).points;
}

/** The rows of a table in Markdown or in HTML, the first of them its header; null for any other block. */
export function readLaidOutTable(block: Block): TableContent | null {
  const [header, ...rows] = block.kind === 'html' ? (readHtmlRows(block) ?? []) : [];
  return header ? { header, rows } : readTable(block);
}

/** Whether a block is a table of two columns or more, in Markdown or in HTML. */
export function hasColumns(block: Block): boolean {
  if (block.kind !== 'html') return readTable(block) !== null;
  return readHtmlRows(block)?.some(({ cells }) => cells.length > 1) ?? false;
}

/** The words that a cell shows, without mark-up. */
export function readCellWords(block: Block, cell: Span): string {
  if (block.kind !== 'html') return readSpan(block, cell).text.trim();
  const words = replaceTags(block.text.slice(cell.start, cell.end), ' ').replace(/\s+/g, ' ');
  return readEntities(words).trim();
}

/** Whether the first row of a table, which Markdown makes its header, is a point of the text. */
export function beginsWithPoint(block: Block): boolean {
  return readPointTable(block)?.rows[0]?.row === HEADER_ROW;
}

function findPoints(block: Block): PointTable | null {
  const table = readLaidOutTable(block);
  if (!table) return null;
  const found: PointRow[] = [];
  let labelled = 0;
  let ended = 0;
  for (let row = HEADER_ROW; row < table.rows.length; row++) {
    const own = row === HEADER_ROW ? table.header : table.rows[row]!;
    const cells = findPointWords(block, own);
    const [label = '', text = ''] = cells.map(({ words }) => words);
    if (cells.length === 0) continue;
    if (cells.length === 1) {
      // Further words of the point above.
      if (labelled === 0 || isPointLabel(label)) return null;
      continue;
    }
    if (cells.length > 2 || own.cells.length > MOST_COLUMNS || isPointLabel(text) || !/\p{L}{2}/u.test(text))
      return null;
    const [, enclosed, closed] = LABEL.exec(label) ?? [];
    const marker = enclosed ?? closed;
    if (marker === undefined && !DASH.test(label)) return null;
    labelled++;
    if (marker === undefined) continue;
    if (ENDS_AS_POINT.test(text)) ended++;
    const term = readTermOf(block, cells[1]!.span)?.term ?? null;
    found.push({ row, marker, introduces: /[:—–]$/.test(text), term });
  }
  // No table of another kind is a header alone.
  const isSure = table.rows.length === 0 || ended * 2 >= found.length;
  return labelled > 0 ? { rows: found, isSure } : null;
}

function isPointLabel(words: string): boolean {
  return LABEL.test(words) || DASH.test(words);
}

/** What each cell of a row says that is not empty, without emphasis around it. */
function findPointWords(block: Block, { cells }: TableRow): { readonly words: string; readonly span: Span }[] {
  const { kind, text } = block;
  return cells.flatMap((cell) => {
    const span = skipTags(block, cell);
    const shown = text.slice(span.start, span.end);
    const written = kind === 'html' ? shown.replace(/<[^<>]{0,200}>/g, '').trim() : shown;
    const words = written.replace(/^[*_\\\s]{1,4}|[*_\s]{1,4}$/g, '').replace(/\\([().])/g, '$1');
    return words === '' ? [] : [{ words, span }];
  });
}

/** The tags before the first word of a cell. */
const OPENING_TAGS = /^(?:\s{0,20}<[a-z][^<>]{0,200}>){1,6}\s{0,20}/i;

/** The term that a cell defines; null where it defines none. */
function readTermOf(block: Block, { start, end }: Span) {
  const { kind, containers, marker, text } = block;
  const head = readDefinition({ kind, containers, marker, text: text.slice(0, end), prefix: start });
  return head?.kind === 'definition' ? head : null;
}

/** A cell without the tags before its first word. */
export function skipTags({ kind, text }: Block, cell: Span): Span {
  const [opening = ''] = kind === 'html' ? (OPENING_TAGS.exec(text.slice(cell.start, cell.end)) ?? []) : [];
  return { start: cell.start + opening.length, end: cell.end };
}

/** Where the term stands that a row of a block's table defines; null where it defines none. */
export function findTermInRow(block: Block, row: number): Span | null {
  const table = readLaidOutTable(block);
  const own = table ? getRow(table, row) : undefined;
  const [, words] = own ? findPointWords(block, own) : [];
  return (words && readTermOf(block, words.span)?.label) ?? null;
}
