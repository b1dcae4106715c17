import type { Block } from '../block.js';
import { isComment } from '../comment.js';
import { getOrCreate } from '../memo.js';
import type { TableCell, TableRow } from '../provision.js';
import type { Span } from '../text.js';
import { InlineBuilder } from './inline-builder.js';
import { BEGINS_ITEM, findTagEnd, PARTS_CELLS, PARTS_LINES } from './known-tags.js';
import { OpenTags, RAISED_NOTE } from './open-tags.js';
import { type Inline, PLAIN, type Run } from './runs.js';

const kept = new WeakMap<Block, Inline>();

/** What shows the line ends that are in it. */
const KEEPS_LINES = /^<\/?pre(?=[\s/>])/i;
/** What a browser does not show. */
const HIDDEN = /^<(script|style)(?=[\s/>])/i;

/**
 * The words that a block of HTML shows in their look: tags and comments left out, a line end for
 * each element that stands on lines of its own, a bullet for each item, entities resolved, calls of
 * notes as in Markdown. Read once a block.
 */
export function readHtmlWords(block: Block): Inline {
  return getOrCreate(kept, block, () => new HtmlReader(block).read());
}

/** Whether a block of HTML shows no word, and calls no note. */
export function isWordless(block: Block): boolean {
  if (isComment(block)) return true;
  const { text, runs } = readHtmlWords(block);
  return text.trim() === '' && runs.every(({ note }) => note === null);
}

class HtmlReader {
  private readonly runs: Run[] = [];
  private text = '';
  private readonly source: string;
  private readonly tags = new OpenTags();
  /** Whether line ends are shown as they are written. */
  private isKept = false;

  constructor(private readonly block: Block) {
    const { text, prefix, containers } = block;
    // Signs of quotation at the start of further lines are blanked, so that offsets stay.
    this.source =
      ' '.repeat(prefix) +
      (containers.length === 0
        ? text.slice(prefix)
        : text
            .slice(prefix)
            .replace(
              /((?:\r\n?|\n)[ \t]*)((?:>[ \t]?)+)/g,
              (_, before: string, marks: string) => before + ' '.repeat(marks.length),
            ));
  }

  read(): Inline {
    const { source } = this;
    let at = this.block.prefix;
    while (at < source.length) {
      const open = source.indexOf('<', at);
      if (open < 0) break;
      const end = this.endOfTag(open);
      if (end === open) {
        this.addText(at, open + 1);
        at = open + 1;
        continue;
      }
      this.addText(at, open);
      this.addTag(source.slice(open, end), { start: open, end });
      at = end;
    }
    this.addText(at, source.length);
    // A line end after the last word parts nothing.
    for (let last = this.runs.at(-1); last?.note === null && last.text.trim() === ''; last = this.runs.at(-1)) {
      this.runs.pop();
      this.text = this.text.slice(0, last.at);
    }
    return { text: this.text, runs: this.runs };
  }

  private addTag(tag: string, { start, end }: Span): void {
    if (PARTS_CELLS.test(tag)) this.tags.closeAll();
    this.tags.meet(tag);
    if (KEEPS_LINES.test(tag)) this.isKept = tag.charAt(1) !== '/';
    if (BEGINS_ITEM.test(tag)) {
      this.addSeparator('break', '\n', { start, end: start + 1 });
      this.addRun('text', '• ', { start: start + 1, end });
    } else if (PARTS_LINES.test(tag)) this.addSeparator('break', '\n', { start, end });
    else if (PARTS_CELLS.test(tag)) this.addSeparator('text', '\t', { start, end });
  }

  /** Where the tag or the comment at an offset ends; the offset itself where there is none. */
  private endOfTag(open: number): number {
    const { source } = this;
    if (source.startsWith('<!--', open)) {
      const end = source.indexOf('-->', open + 2);
      return end < 0 ? open : end + 3;
    }
    const end = findTagEnd(source, open, false);
    const name = HIDDEN.exec(source.slice(open, end))?.[1];
    if (name === undefined) return end;
    const closing = /script/i.test(name) ? /<\/script[^<>]*>/gi : /<\/style[^<>]*>/gi;
    closing.lastIndex = end;
    return closing.exec(source) === null ? end : closing.lastIndex;
  }

  /** Text between two tags; its entities resolved, white space as one space. */
  private addText(start: number, end: number): void {
    const words = this.source.slice(start, end);
    if (this.tags.dress(PLAIN).superscript && RAISED_NOTE.test(words)) {
      this.addRun('note', '', { start, end }, words.trim());
      return;
    }
    const pieces = /\s+|&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});|\[\^([^\]\s[]{1,99})\]/g;
    let from = 0;
    for (const { 0: piece, 1: note, index } of words.matchAll(pieces)) {
      this.addRun('text', words.slice(from, index), { start: start + from, end: start + index });
      from = index + piece.length;
      const span = { start: start + index, end: start + from };
      if (note !== undefined) this.addRun('note', '', span, note);
      else if (piece.startsWith('&')) this.addRun('text', readEntity(piece), span);
      else if (this.isKept && /[\r\n]/.test(piece)) this.addSeparator('break', '\n', span);
      else if (!/\s$/.test(this.text) && this.text !== '') this.addRun('text', ' ', span);
    }
    this.addRun('text', words.slice(from), { start: start + from, end });
  }

  private addSeparator(kind: 'break' | 'text', text: string, span: Span): void {
    if (this.text !== '' && !/[\n\t]$/.test(this.text)) this.addRun(kind, text, span);
  }

  private addRun(kind: Run['kind'], text: string, source: Span, note: string | null = null): void {
    if (text === '' && note === null) return;
    const style = this.tags.dress(PLAIN);
    const superscript = style.superscript && (note === null || this.source.charCodeAt(source.start) !== 91);
    this.runs.push({ kind, text, at: this.text.length, source, offsets: null, ...style, superscript, note });
    this.text += text;
  }
}

/** Text of HTML without tags, its entities resolved. */
export function readEntities(text: string): string {
  return text.includes('&') ? text.replace(ENTITY, readEntity) : text;
}

const ENTITY = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});/g;

function readEntity(entity: string): string {
  const builder = new InlineBuilder(0);
  builder.addMarkdown(entity);
  return builder.done().text;
}

const tables = new WeakMap<Block, { readonly rows: readonly TableRow[] | null }>();

/**
 * The rows of a block of HTML that is a table and nothing else but elements around it, merged cells followed by empty ones
 * where they reach, all rows with as many cells; null for any other block. A row ends behind its last tag. All spans count
 * from the block's start.
 */
export function readHtmlRows(block: Block): readonly TableRow[] | null {
  if (block.kind !== 'html') return null;
  return getOrCreate(tables, block, () => ({ rows: new HtmlTableReader(block).read() })).rows;
}

/** Columns and rows that a merged cell may reach over. */
const MOST_MERGED = 100;

interface HtmlRow {
  start: number;
  end: number;
  cells: TableCell[];
  /** Whether it is a caption, or stands in a head, or has headings alone. */
  isHeader: boolean;
}

/** Reads the rows of a table; used once. */
class HtmlTableReader {
  private readonly rows: HtmlRow[] = [];
  private captionRow: HtmlRow | null = null;
  /** The row whose last columns are filled. */
  private closedRow: HtmlRow | null = null;
  private isInHead = false;
  /** For each column the rows to come into which a cell above still reaches. */
  private readonly reaching: number[] = [];
  private cell: { readonly start: number; readonly columns: number; readonly rows: number } | null = null;

  constructor(private readonly block: Block) {}

  read(): readonly TableRow[] | null {
    const { text, prefix } = this.block;
    let depth = 0;
    let isDone = false;
    let at = prefix;
    while (at < text.length) {
      const open = text.indexOf('<', at);
      if (open < 0) break;
      const end = findTagEnd(text, open, false);
      if (this.cell === null && !/^[\s>]*$/.test(text.slice(at, open))) return null;
      at = Math.max(end, open + 1);
      const [, slash = '', written = ''] = /^<(\/?)([A-Za-z0-9]+)/.exec(text.slice(open, end)) ?? [];
      const name = written.toLowerCase();
      if (this.cell === null && end === open) return null;
      if (depth === 0 && AROUND_TABLES.has(name)) continue;
      if (this.cell === null && (isDone || !IN_TABLES.has(name))) return null;
      if (name === 'table') {
        depth += slash === '' ? 1 : -1;
        if (depth > 1) return null;
        if (depth === 0) {
          this.closeCell(open);
          this.closeRow();
          isDone = true;
        }
      } else if (name === 'tr') {
        this.closeCell(open);
        this.closeRow();
        const row = this.rows.at(-1);
        if (slash === '') this.rows.push({ start: open, end: open, cells: [], isHeader: true });
        else if (row && row !== this.captionRow) row.end = at;
      } else if (name === 'caption') {
        this.closeCell(open);
        if (slash === '') this.openCaption(text.slice(open, end), open, end);
      } else if (name === 'td' || name === 'th') {
        this.closeCell(open);
        if (slash === '') this.openCell(text.slice(open, end), open, end);
        const row = this.rows.at(-1);
        if (row && name === 'td' && !this.isInHead) row.isHeader = false;
      } else if (/^(?:thead|tbody|tfoot)$/.test(name)) {
        this.closeCell(open);
        this.isInHead = name === 'thead' && slash === '';
      }
    }
    const isTable = isDone && this.rows.length > 0 && /^[\s>]*$/.test(text.slice(at));
    if (!isTable) return null;
    return this.fillRows(this.widenCaption(this.rows.filter(({ cells }) => cells.length > 0)));
  }

  /** The words above a table are a row of their own. */
  private openCaption(tag: string, open: number, start: number): void {
    this.captionRow = { start: open, end: open, cells: [], isHeader: true };
    this.rows.push(this.captionRow);
    this.openCell(tag, open, start);
  }

  /** Lets the caption reach over all columns. */
  private widenCaption(rows: readonly HtmlRow[]): readonly HtmlRow[] {
    const [cell] = this.captionRow?.cells ?? [];
    if (!this.captionRow || !cell) return rows;
    const columns = Math.min(MOST_MERGED, countColumns(rows));
    const { start, end } = cell;
    const rest = Array.from({ length: columns - 1 }, () => ({
      start: this.captionRow!.end,
      end: this.captionRow!.end,
    }));
    this.captionRow.cells = [{ start, end, columns, rows: 1 }, ...rest];
    return rows;
  }

  private openCell(tag: string, open: number, start: number): void {
    if (this.rows.length === 0) this.rows.push({ start: open, end: open, cells: [], isHeader: true });
    const count = (pattern: RegExp) => Math.min(MOST_MERGED, Math.max(1, Number(pattern.exec(tag)?.[1] ?? 1)));
    this.fillReached(open);
    this.cell = {
      start,
      columns: count(/colspan\s?=\s?["']?(\d{1,4})/i),
      rows: count(/rowspan\s?=\s?["']?(\d{1,4})/i),
    };
  }

  /** Empty cells where cells of rows above reach into this row. */
  private fillReached(at: number): void {
    const cells = this.rows.at(-1)?.cells ?? [];
    while ((this.reaching[cells.length] ?? 0) > 0) {
      this.reaching[cells.length]!--;
      cells.push({ start: at, end: at });
    }
  }

  /** Empty cells behind the last of a row where cells of rows above reach into its last columns. */
  private closeRow(): void {
    const row = this.rows.at(-1);
    if (row && row !== this.closedRow && row !== this.captionRow && row.cells.length > 0)
      this.fillReached(endOfCells(row));
    this.closedRow = row ?? null;
  }

  /** Gives all rows as many cells as the widest has. */
  private fillRows(rows: readonly HtmlRow[]): readonly HtmlRow[] {
    const columns = Math.min(MOST_MERGED, countColumns(rows));
    for (const row of rows) {
      const end = endOfCells(row);
      while (row.cells.length < columns) row.cells.push({ start: end, end });
    }
    return rows;
  }

  private closeCell(end: number): void {
    const row = this.rows.at(-1);
    if (!row || !this.cell) return;
    const { start, columns, rows } = this.cell;
    // Tags that end a paragraph at the end of a cell are no line end in it.
    let length = end - start;
    for (;;) {
      const ending = ENDING.exec(this.block.text.slice(start + Math.max(0, length - 8), start + length));
      if (!ending || length === 0) break;
      length -= Math.min(length, ending[0].length);
    }
    for (let column = 0; column < columns; column++) {
      if (rows > 1) this.reaching[row.cells.length] = rows - 1;
      row.cells.push(column === 0 ? { start, end: start + length, columns, rows } : { start: end, end });
    }
    row.end = end;
    this.cell = null;
  }
}

function countColumns(rows: readonly HtmlRow[]): number {
  return rows.reduce((most, { cells }) => Math.max(most, cells.length), 1);
}

function endOfCells({ start, cells }: HtmlRow): number {
  return cells.at(-1)?.end ?? start;
}

const ENDING = /(?:<\/p>|<br>|<br\/>|<br \/>|<\/div>|\s)$/i;
/** What may stand around a table without words of its own. */
const AROUND_TABLES: ReadonlySet<string> = new Set('div center section article figure p span font'.split(' '));
const IN_TABLES: ReadonlySet<string> = new Set('table caption thead tbody tfoot tr td th colgroup col'.split(' '));
