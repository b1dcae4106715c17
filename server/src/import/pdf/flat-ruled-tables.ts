import { areContents } from './aligned-tables.js';
import { findFragments, groupRows, joinRows, type PdfLine } from './page-lines.js';
import type { PdfRule, PdfRun } from './pdf-page.js';
import type { PdfTable } from './ruled-tables.js';

/** Lines that are nearer than this are one, and words may reach so far over an edge, in points. */
const NEAR = 3;
/** A shorter line is a stroke of something else. */
const SHORTEST_RULE = 8;
/** A shorter line does not frame a table. */
const SHORTEST_FRAME = 100;
/** So many sizes of its words lie between two columns at least. */
const COLUMN_GAP = 0.6;
/** So many sizes of its words a header may stand above its line, and a row below the one before. */
const HEADER_GAP = 2.4;
const ROW_GAP = 3.4;
/** With more lines across it than this a page shows a map or a picture. */
const MOST_LINES = 1000;
/** No header has more lines. */
const MOST_HEADER_LINES = 5;

/** A line across a table, and where the pieces that it is drawn in begin and end. */
interface FlatRule {
  readonly y: number;
  /** Of each piece the left, and the right of the last. */
  readonly edges: readonly number[];
}

/** The words on one line of the page, from left to right. */
interface WordRow {
  readonly base: number;
  readonly size: number;
  readonly runs: readonly PdfRun[];
}

/** Where a table stands among the rows of words, and its columns. */
interface Region {
  readonly first: number;
  /** After the last. */
  readonly end: number;
  readonly edges: readonly number[];
  /** Lines within it, each between two rows of cells. */
  readonly partings: readonly number[];
}

/**
 * Finds tables that only lines across the page tell: one below the header, in a piece for each
 * column, or three of one length, above and below the header and at the end. Where the words do not
 * keep to the columns, they stay in their lines.
 * @param lastPage the highest number that can be a page of a list of contents
 */
export function findFlatRuledTables(
  runs: readonly PdfRun[],
  rules: readonly PdfRule[],
  lastPage: number,
): { readonly tables: readonly PdfTable[]; readonly rest: readonly PdfRun[] } {
  const flat = joinPieces(rules);
  if (flat.length === 0 || flat.length > MOST_LINES) return { tables: [], rest: runs };
  const rows = listWordRows(runs);
  const tables: PdfTable[] = [];
  const taken = new Set<PdfRun>();
  let free = 0;
  for (const [index, rule] of flat.entries()) {
    const region = findBelowPieces(rows, flat, index, free) ?? findBetweenRules(rows, flat, index, free);
    const table = region && fillColumns(rows.slice(region.first, region.end), region);
    if (
      !region ||
      !table ||
      isContentsTable(table, lastPage) ||
      rule.y < (rows[free - 1]?.base ?? Number.NEGATIVE_INFINITY)
    )
      continue;
    tables.push(table);
    for (const row of rows.slice(region.first, region.end)) for (const run of row.runs) taken.add(run);
    free = region.end;
  }
  return { tables, rest: taken.size === 0 ? runs : runs.filter((run) => !taken.has(run)) };
}

function isContentsTable({ rows }: PdfTable, lastPage: number): boolean {
  const [, ...entries] = rows.map((row) => row.at(-1)?.at(-1)?.text ?? '');
  return areContents(entries, lastPage);
}

/** The lines across a page, from its head to its foot; pieces that touch are one line. */
function joinPieces(rules: readonly PdfRule[]): FlatRule[] {
  const pieces = rules
    .filter(({ left, right, top, bottom }) => right - left >= SHORTEST_RULE && bottom - top <= NEAR)
    .sort((a, b) => Math.round(a.top) - Math.round(b.top) || a.left - b.left);
  const found: { y: number; edges: number[] }[] = [];
  for (const { left, right, top } of pieces) {
    const last = found.at(-1);
    const end = last?.edges.at(-1) ?? 0;
    if (last && Math.abs(last.y - top) < 1.5 && Math.abs(left - end) <= NEAR) last.edges.push(right);
    else found.push({ y: top, edges: [left, right] });
  }
  return found;
}

function listWordRows(runs: readonly PdfRun[]): WordRow[] {
  const words = runs.filter(({ text }) => text.trim() !== '').sort((a, b) => a.base - b.base || a.left - b.left);
  return groupRows(words).map((row) => ({
    base: Math.min(...row.map(({ base }) => base)),
    size: Math.max(...row.map(({ size }) => size)),
    runs: row,
  }));
}

/** A table whose header has a line below it that is drawn in a piece for each column. */
function findBelowPieces(
  rows: readonly WordRow[],
  flat: readonly FlatRule[],
  index: number,
  free: number,
): Region | null {
  const rule = flat[index];
  if (!rule || rule.edges.length < 3) return null;
  const { edges } = rule;
  const middle = findRowBelow(rows, rule.y);
  let first = middle;
  while (first > free && middle - first < MOST_HEADER_LINES && isHeaderAbove(rows, first - 1, rule, middle)) first--;
  // The lines between later rows are drawn in the same pieces.
  const same = flat.slice(index + 1).filter((each) => hasSameEdges(each.edges, edges));
  let end = middle;
  const partings = [rule.y];
  for (; end < rows.length; end++) {
    const [row, before] = [rows[end], rows[end - 1]];
    if (!row || !fitsColumns(row, edges)) break;
    const passed = same.filter(({ y }) => y > (partings.at(-1) ?? 0) && y < row.base).map(({ y }) => y);
    const isFar = end > first && row.base - (before?.base ?? row.base) > ROW_GAP * row.size;
    if (passed.length === 0 && isFar) break;
    partings.push(...passed);
  }
  // Two lines more show that each row has its own: what stands below the last is no part of it.
  const last = same.filter(({ y }) => y < (rows[end - 1]?.base ?? 0) + ROW_GAP * (rows[end - 1]?.size ?? 0)).at(-1);
  const hasRowLines = last !== undefined && (partings.length > 2 || first < middle);
  while (end > middle && hasRowLines && (rows[end - 1]?.base ?? 0) > last.y) end--;
  return { first, end, edges, partings: partings.filter((y) => y < (rows[end - 1]?.base ?? 0)) };
}

function findRowBelow(rows: readonly WordRow[], y: number): number {
  const found = rows.findIndex(({ base }) => base > y + 1);
  return found < 0 ? rows.length : found;
}

/** Whether a row of words above the line of a header is a line of it: its words keep to the columns. */
function isHeaderAbove(rows: readonly WordRow[], index: number, { y, edges }: FlatRule, middle: number): boolean {
  const row = rows[index];
  const below = rows[index + 1];
  if (!row || !fitsColumns(row, edges)) return false;
  const isNext = index === middle - 1;
  const distance = isNext ? y - row.base : (below?.base ?? 0) - row.base;
  if (distance > (isNext ? HEADER_GAP : 1.5) * row.size) return false;
  return countFilled(row, edges) >= 2 || !isNext;
}

/** A table between three lines of one length: above its header, below it, and at its end. */
function findBetweenRules(
  rows: readonly WordRow[],
  flat: readonly FlatRule[],
  index: number,
  free: number,
): Region | null {
  const [top, ...below] = flat.slice(index);
  const [left, right] = [top?.edges[0] ?? 0, top?.edges.at(-1) ?? 0];
  if (!top || right - left < SHORTEST_FRAME) return null;
  const [second, third] = below.filter(({ edges }) => hasSameEdges([edges[0] ?? 0, edges.at(-1) ?? 0], [left, right]));
  if (!second || !third) return null;
  const first = Math.max(free, findRowBelow(rows, top.y));
  const [middle, end] = [findRowBelow(rows, second.y), findRowBelow(rows, third.y)];
  if (middle <= first || middle - first > MOST_HEADER_LINES || end <= middle) return null;
  const edges = findGapEdges(rows.slice(first, end), left, right);
  const header = rows.slice(first, middle);
  if (!edges || !header.some((row) => countFilled(row, edges) >= 2)) return null;
  return { first, end, edges, partings: [second.y] };
}

/** The edges of columns that no words of some rows cross; null where there is but one column. */
function findGapEdges(rows: readonly WordRow[], left: number, right: number): number[] | null {
  const gap = COLUMN_GAP * Math.max(...rows.map(({ size }) => size));
  const spans = rows.flatMap(({ runs }) => runs).sort((a, b) => a.left - b.left);
  const edges = [left];
  let reached = Number.POSITIVE_INFINITY;
  for (const run of spans) {
    if (run.left < left - NEAR || run.right > right + NEAR) return null;
    if (run.left - reached >= gap) edges.push(run.left - gap / 2);
    reached = Math.max(reached === Number.POSITIVE_INFINITY ? run.right : reached, run.right);
  }
  return edges.length < 2 ? null : [...edges, right];
}

function hasSameEdges(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((edge, index) => Math.abs(edge - (b[index] ?? 0)) <= NEAR);
}

function columnOf({ left, right }: PdfRun, edges: readonly number[]): number {
  return edges.findIndex(
    (edge, index) => left >= edge - NEAR && right <= (edges[index + 1] ?? Number.NEGATIVE_INFINITY) + NEAR,
  );
}

function fitsColumns({ runs }: WordRow, edges: readonly number[]): boolean {
  return runs.every((run) => columnOf(run, edges) >= 0);
}

function countFilled({ runs }: WordRow, edges: readonly number[]): number {
  return new Set(runs.map((run) => columnOf(run, edges))).size;
}

/** Puts the words of some rows into cells; null where they are no rows of several columns. */
function fillColumns(rows: readonly WordRow[], { edges, partings }: Region): PdfTable | null {
  const gaps = rows.map(({ base }, index) => (index === 0 ? 0 : base - (rows[index - 1]?.base ?? 0)));
  const parted = rows.map(({ base }, index) =>
    partings.some((y) => y < base && index > 0 && y > (rows[index - 1]?.base ?? 0) - 1),
  );
  const within = gaps.filter((_, index) => index > 0 && !parted[index]);
  const least = Math.min(...within);
  const isSpaced = Math.max(...within) > 1.3 * least;
  const cells: PdfRun[][][] = [];
  rows.forEach((row, index) => {
    const isFirst = row.runs.some((run) => columnOf(run, edges) === 0);
    const begins =
      parted[index] ||
      // Where lines part the rows, nothing else does.
      (partings.length <= 1 && (isSpaced ? (gaps[index] ?? 0) > 1.22 * least : isFirst && index > 0));
    if (begins || cells.length === 0) cells.push(edges.slice(1).map(() => []));
    for (const run of row.runs) cells.at(-1)?.[columnOf(run, edges)]?.push(run);
  });
  const lined = cells.map((row) => row.map((own): PdfLine[] => joinRows(findFragments(own, []))));
  const several = lined.filter((row) => row.filter((cell) => cell.length > 0).length >= 2);
  if (lined.length < 2 || several.length < 2) return null;
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    kind: 'table',
    top: (first?.base ?? 0) - (first?.size ?? 0),
    bottom: last?.base ?? 0,
    edges,
    rows: lined,
    hasMergedCells: false,
  };
}
