import { getOrCreate } from '../../model/memo.js';
import { findAlignedTables } from './aligned-tables.js';
import { ContentsReader, readLetters } from './contents-reader.js';
import { findFlatRuledTables } from './flat-ruled-tables.js';
import { findBodySize, findColumns, findFragments, joinRows, numbersLines, type PdfLine } from './page-lines.js';
import { type PageNote, takeNotes } from './page-notes.js';
import { findParagraphs, joinOverPages, type PdfParagraph } from './paragraphs.js';
import type { PdfPage } from './pdf-page.js';
import { findTables, type PdfTable } from './ruled-tables.js';
import { findRunningLines } from './running-heads.js';

export interface PdfFigure {
  readonly kind: 'figure';
  readonly alternative: string;
}

/** A table and the page that it begins on. */
export interface PlacedTable {
  readonly kind: 'table';
  readonly table: PdfTable;
  readonly page: number;
}

/** Words in the margin beside what follows. */
export interface PdfSidenote {
  readonly kind: 'sidenote';
  readonly lines: readonly PdfLine[];
  readonly page: number;
}

export type PdfBlock = PdfParagraph | PlacedTable | PdfFigure | PdfSidenote;

/** A note with the page that calls it. */
export interface PdfNote extends PageNote {
  /** From 1. */
  readonly page: number;
}

/** A head or a foot of pages. */
export interface EdgeWords {
  readonly text: string;
  /** Whether most pages have it, all of a side at least. */
  readonly isOnMost: boolean;
}

/** The text of a PDF in reading order, and what stood beside it. */
export interface PdfFlow {
  readonly blocks: readonly PdfBlock[];
  readonly notes: readonly PdfNote[];
  readonly bodySize: number;
  /** What the heads and the feet of the pages say, each once, without numbers of pages. */
  readonly heads: readonly EdgeWords[];
  readonly feet: readonly EdgeWords[];
  readonly runningPages: number;
  readonly lineNumbers: number;
  readonly contents: number;
}

interface ReadPage {
  readonly page: PdfPage;
  readonly tables: readonly PdfTable[];
  readonly fragments: readonly PdfLine[];
}

/** A line that is drawn with signs, as typewriters did below a heading. */
const DRAWN_LINE = /^[-=*~–—]{6,}$/;

/** Brings the words of all pages into the order they are read in. */
export function readFlow(pages: readonly PdfPage[]): PdfFlow {
  const bodySize = findBodySize(pages);
  // Some pages before the first may be left out of a file.
  const lastPage = pages.length + 20;
  const read = pages.map((page): ReadPage => {
    const { tables: ruled, rest: others } = findTables(page.runs, page.rules);
    const { tables: flat, rest } = findFlatRuledTables(others, page.rules, lastPage);
    return { page, tables: [...ruled, ...flat], fragments: findFragments(rest, page.rules) };
  });
  const running = findRunningLines(read.map(({ page, fragments }) => ({ height: page.height, lines: fragments })));
  const hasNumberedLines = read.some(({ fragments }) => numbersLines(fragments));
  const blocks: PdfBlock[] = [];
  const notes: PdfNote[] = [];
  let lineNumbers = 0;
  let hasNotes = false;
  const titles = new Set(read.flatMap(({ fragments }) => joinRows(fragments).map(({ text }) => readLetters(text))));
  const contents = new ContentsReader(titles, lastPage);
  read.forEach(({ page, tables, fragments }, index) => {
    const kept = fragments.filter((line) => !running[index]?.has(line) && !DRAWN_LINE.test(line.text));
    const rows = joinRows(kept);
    const noted = takeNotes(rows, bodySize, hasNotes);
    hasNotes = noted.notes.length > 0;
    notes.push(...numberNotes(noted.notes, index + 1));
    const foot = noted.notes[0]?.lines[0];
    const above = foot ? kept.filter((line) => line.base < foot.base - 1) : kept;
    const aligned = findAlignedTables(above, lastPage);
    const parts = findColumns(aligned.rest, bodySize, hasNumberedLines);
    lineNumbers += parts.lineNumbers.length;
    const items = placeOnPage(parts.columns, [...tables, ...aligned.tables], page, parts.sidenotes);
    for (const item of items) {
      if (item.kind === 'lines') addParagraphs(blocks, contents.leaveOut(item.lines), index + 1);
      else blocks.push(item.kind === 'figure' ? item : { ...item, page: index + 1 });
    }
  });
  return {
    blocks: joinTables(blocks),
    notes,
    bodySize,
    heads: listEdgeWords(pages, running, true),
    feet: listEdgeWords(pages, running, false),
    runningPages: running.filter(({ size }, index) => size > 0 || (pages[index]?.artifacts.length ?? 0) > 0).length,
    lineNumbers,
    contents: contents.count,
  };
}

/** Adds the paragraphs of some lines; the first may go on the last of the page or column before. */
function addParagraphs(blocks: PdfBlock[], lines: readonly PdfLine[], page: number): void {
  if (lines.length === 0) return;
  for (const [index, paragraph] of findParagraphs(lines, page).entries()) {
    const last = index === 0 ? lastParagraph(blocks, page) : null;
    const joined = last ? joinOverPages(last.paragraph, paragraph) : null;
    if (last && joined) blocks[last.index] = joined;
    else blocks.push(paragraph);
  }
}

/** "Page 3", "3 of 12". */
const PAGE_NUMBER = /^(?:page\s\d{1,4}|(?:page\s)?\d{1,4}\s?(?:of|\/)\s?\d{1,4}$)/i;

/** What the heads or the feet of the pages say, each once, without numbers of pages. */
function listEdgeWords(
  pages: readonly PdfPage[],
  running: readonly ReadonlySet<PdfLine>[],
  isHead: boolean,
): EdgeWords[] {
  // Of what the file calls no part of the text, only that which most pages have is a head or a foot.
  const counts = new Map<string, number>();
  for (const { artifacts } of pages)
    for (const text of new Set(artifacts.map((each) => each.text))) counts.set(text, (counts.get(text) ?? 0) + 1);
  const least = Math.max(1, 0.5 * (pages.length - 1));
  const found = new Map<string, Set<number>>();
  pages.forEach(({ height, artifacts }, index) => {
    const often = artifacts.filter(({ text }) => (counts.get(text) ?? 0) >= least);
    for (const { text, base } of [...(running[index] ?? []), ...often])
      if (base < height / 2 === isHead && /\p{L}{2}|\d\.\d/u.test(text) && !PAGE_NUMBER.test(text.trim()))
        getOrCreate(found, text.trim(), () => new Set()).add(index);
  });
  // A right page may have another head than a left one; one of a chapter is none of the text.
  return [...found].map(([text, on]) => ({ text, isOnMost: on.size >= 0.4 * (pages.length - 1) }));
}

function numberNotes(notes: readonly PageNote[], page: number): PdfNote[] {
  return notes.map((note) => ({ ...note, page }));
}

/** The paragraph that the next one may go on, past notes in the margin. */
function lastParagraph(blocks: readonly PdfBlock[], page: number): { paragraph: PdfParagraph; index: number } | null {
  for (let index = blocks.length - 1; index >= 0; index--) {
    const block = blocks[index];
    if (block?.kind === 'sidenote' && block.page === page) continue;
    return block?.kind === 'paragraph' ? { paragraph: block, index } : null;
  }
  return null;
}

type PageItem =
  | { readonly kind: 'lines'; readonly lines: readonly PdfLine[] }
  | { readonly kind: 'table'; readonly table: PdfTable }
  | { readonly kind: 'sidenote'; readonly lines: readonly PdfLine[] }
  | PdfFigure;

/** Tables, figures and notes in the margin between the lines that they stand beside or below. */
function placeOnPage(
  columns: readonly (readonly PdfLine[])[],
  tables: readonly PdfTable[],
  page: PdfPage,
  sidenotes: readonly PdfLine[],
): PageItem[] {
  const waiting: { readonly place: number; readonly left: number; readonly item: PageItem }[] = [
    ...tables.map((table) => ({
      place: table.top,
      left: table.edges[0] ?? 0,
      item: { kind: 'table' as const, table },
    })),
    ...page.figures.map(({ alternative, base, left }) => ({
      place: base,
      left,
      item: { kind: 'figure' as const, alternative },
    })),
    ...groupSidenotes(sidenotes).map((lines) => ({
      // It stands at the first line beside it.
      place: (lines[0]?.base ?? 0) - 1.3 * (lines[0]?.size ?? 0),
      left: 0,
      item: { kind: 'sidenote' as const, lines },
    })),
  ].sort((a, b) => a.place - b.place);
  const items: PageItem[] = [];
  columns.forEach((column, index) => {
    const [left, right] = [Math.min(...column.map((line) => line.left)), Math.max(...column.map((line) => line.right))];
    const isLast = index === columns.length - 1;
    const isOwn = (each: { readonly left: number }) => isLast || (each.left < right && each.left >= left - 60);
    let lines: PdfLine[] = [];
    for (const line of column) {
      const above = waiting.filter((each) => each.place < line.base && isOwn(each));
      if (above.length > 0) {
        if (lines.length > 0) items.push({ kind: 'lines', lines });
        items.push(...above.map(({ item }) => item));
        for (const each of above) waiting.splice(waiting.indexOf(each), 1);
        lines = [];
      }
      lines.push(line);
    }
    if (lines.length > 0) items.push({ kind: 'lines', lines });
  });
  return [...items, ...waiting.map(({ item }) => item)];
}

function groupSidenotes(lines: readonly PdfLine[]): PdfLine[][] {
  const groups: PdfLine[][] = [];
  for (const line of lines) {
    const last = groups.at(-1)?.at(-1);
    if (last && line.base - last.base < 1.6 * line.size) groups.at(-1)?.push(line);
    else groups.push([line]);
  }
  return groups;
}

/** Tables that go on at the head of the next page as one, their repeated header once. */
function joinTables(blocks: readonly PdfBlock[]): PdfBlock[] {
  const joined: PdfBlock[] = [];
  for (const block of blocks) {
    const before = joined.at(-1);
    if (
      block.kind !== 'table' ||
      before?.kind !== 'table' ||
      block.page === before.page ||
      !hasSameColumns(before.table, block.table)
    ) {
      joined.push(block);
      continue;
    }
    const [header] = before.table.rows;
    const [first] = block.table.rows;
    const isRepeated = header !== undefined && first !== undefined && rowWords(header) === rowWords(first);
    const rows = isRepeated ? block.table.rows.slice(1) : block.table.rows;
    joined[joined.length - 1] = {
      ...before,
      // So that a third page can go on.
      page: block.page,
      table: {
        ...before.table,
        rows: joinCutRow(before.table.rows, rows),
        hasMergedCells: before.table.hasMergedCells || block.table.hasMergedCells,
      },
    };
  }
  return joined;
}

type PdfTableRow = PdfTable['rows'][number];

/** A row whose first cell is empty at the head of a page goes on the last row of the page before. */
function joinCutRow(above: readonly PdfTableRow[], below: readonly PdfTableRow[]): PdfTableRow[] {
  const [last, first] = [above.at(-1), below[0]];
  const goesOn =
    last !== undefined &&
    first !== undefined &&
    above.length > 1 &&
    (first[0]?.length ?? 0) === 0 &&
    first.every((cell, index) => cell.length === 0 || (last[index]?.length ?? 0) > 0);
  if (!goesOn) return [...above, ...below];
  return [...above.slice(0, -1), last.map((cell, index) => [...cell, ...(first[index] ?? [])]), ...below.slice(1)];
}

function rowWords(row: PdfTableRow): string {
  return row.map((cell) => cell.map(({ text }) => text).join(' ')).join('|');
}

/** Whether columns are as wide as each other's; a left page may have another margin. */
function hasSameColumns(a: PdfTable, b: PdfTable): boolean {
  const shift = (a.edges[0] ?? 0) - (b.edges[0] ?? 0);
  return (
    a.edges.length === b.edges.length &&
    a.edges.every((edge, index) => Math.abs(edge - (b.edges[index] ?? 0) - shift) < 4)
  );
}
