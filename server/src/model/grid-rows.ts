import type { Block } from './block.js';
import { type Inline, PLAIN, type Run, readSpan } from './inline/inline.js';
import { getOrCreate } from './memo.js';
import type { TableRow } from './provision.js';
import { isSpaceOrTab, type Span } from './text.js';

/** A cell of a grid table, from its first line to its last, with its part of each line. */
interface GridCell extends Span {
  readonly lines: readonly Span[];
}

interface GridRow extends TableRow {
  readonly cells: readonly GridCell[];
}

const BORDER = /^\+(?:[-=:]+\+)+$/;
const grids = new WeakMap<Block, { readonly rows: readonly GridRow[] | null }>();

/**
 * The rows of a paragraph that is a table drawn with plus and minus signs, the first of them its
 * header; null for any other block, and for a table whose cells reach over several columns or rows.
 */
export function readGridRows(block: Block): readonly GridRow[] | null {
  if (block.kind !== 'paragraph' || block.text.charCodeAt(block.prefix) !== 43) return null;
  if (block.head.kind === 'footnote') return null;
  return getOrCreate(grids, block, () => ({ rows: readGrid(block) })).rows;
}

/** The words of a cell: those of its lines, with a blank where a line ends. */
export function readGridCell(block: Block, cell: Span): Inline {
  if (!isGridCell(cell) || cell.lines.length < 2) return readSpan(block, cell);
  const runs: Run[] = [];
  let text = '';
  const add = (run: Omit<Run, 'at'>) => {
    runs.push({ ...run, at: text.length });
    text += run.text;
  };
  for (const line of cell.lines) {
    const inline = readSpan(block, line);
    if (text !== '' && inline.text !== '') {
      const source = { start: line.start - 1, end: line.start };
      add({ kind: 'text', text: ' ', source, offsets: null, ...PLAIN, note: null });
    }
    for (const run of inline.runs) add(run);
  }
  return { text, runs };
}

function isGridCell(cell: Span): cell is GridCell {
  return 'lines' in cell;
}

function readGrid({ text, prefix }: Block): readonly GridRow[] | null {
  const rows: GridRow[] = [];
  let columns = 0;
  let open: Span[][] = [];
  let isOpen = false;
  for (const line of findContentLines(text, prefix)) {
    const written = text.slice(line.start, line.end);
    if (BORDER.test(written)) {
      const count = written.split('+').length - 2;
      if (columns === 0) columns = count;
      if (count !== columns) return null;
      if (isOpen) rows.push(makeRow(open));
      open = Array.from({ length: columns }, () => []);
      isOpen = false;
      continue;
    }
    const cells = splitAtBars(text, line);
    if (columns === 0 || cells?.length !== columns) return null;
    for (const [column, cell] of cells.entries()) if (cell.end > cell.start) open[column]?.push(cell);
    // Where a column has no words, its empty part of the first line stands for it.
    if (!isOpen) for (const [column, cell] of cells.entries()) if (open[column]?.length === 0) open[column].push(cell);
    isOpen = true;
  }
  // A grid ends with a border.
  return isOpen || rows.length === 0 ? null : rows;
}

function makeRow(columns: readonly (readonly Span[])[]): GridRow {
  const cells = columns.map((lines) => {
    const words = lines.filter(({ start, end }) => end > start);
    const own = words.length === 0 ? lines.slice(0, 1) : words;
    return { start: own[0]?.start ?? 0, end: own.at(-1)?.end ?? 0, lines: own };
  });
  const ends = cells.map(({ end }) => end);
  return { start: cells[0]?.start ?? 0, end: Math.max(...ends), cells };
}

/** The lines of a block without the signs of lists and quotations before them. */
function findContentLines(text: string, prefix: number): Span[] {
  const lines: Span[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    let start = index === 0 ? Math.min(prefix, line.length) : index;
    let end = index + line.length;
    while (start < end && (isSpaceOrTab(text.charCodeAt(start)) || text.charCodeAt(start) === 62)) start++;
    while (end > start && isSpaceOrTab(text.charCodeAt(end - 1))) end--;
    lines.push({ start, end });
  }
  return lines;
}

/** The cells of a line between bars; null where it does not begin and end with one. */
function splitAtBars(text: string, { start, end }: Span): Span[] | null {
  if (end - start < 2 || text.charCodeAt(start) !== 124 || text.charCodeAt(end - 1) !== 124) return null;
  const cells: Span[] = [];
  let from = start + 1;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 124) {
      let [first, last] = [from, at];
      while (first < last && isSpaceOrTab(text.charCodeAt(first))) first++;
      while (last > first && isSpaceOrTab(text.charCodeAt(last - 1))) last--;
      cells.push({ start: first, end: last });
      from = at + 1;
    }
  }
  return from === end ? cells : null;
}
