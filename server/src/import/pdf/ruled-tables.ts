import { findFragments, joinRows, type PdfLine } from './page-lines.js';
import type { PdfRule, PdfRun } from './pdf-page.js';

/** A table that is drawn with lines. */
export interface PdfTable {
  readonly kind: 'table';
  readonly top: number;
  readonly bottom: number;
  /** Where its columns begin, and where the last ends. */
  readonly edges: readonly number[];
  /** For each row its cells, each with its lines. */
  readonly rows: readonly (readonly (readonly PdfLine[])[])[];
  readonly hasMergedCells: boolean;
}

/** Lines that are nearer than this are one, in points. */
const NEAR = 2.5;
/** With more lines than this a page shows a map or a picture. */
const MOST_LINES = 2500;

interface Grid {
  readonly across: readonly PdfRule[];
  readonly down: readonly PdfRule[];
}

/** Finds the tables that lines make, and the words that stand in them. */
export function findTables(
  runs: readonly PdfRun[],
  rules: readonly PdfRule[],
): { readonly tables: readonly PdfTable[]; readonly rest: readonly PdfRun[] } {
  const tables: PdfTable[] = [];
  let rest = runs;
  for (const grid of findGrids(rules)) {
    const edges = edgesOf(grid);
    if (!edges || edges.columns.length < 3 || edges.rows.length < 2) continue;
    const [left, right] = [edges.columns[0] ?? 0, edges.columns.at(-1) ?? 0];
    const [top, bottom] = [edges.rows[0] ?? 0, edges.rows.at(-1) ?? 0];
    const isWithin = (run: PdfRun) => {
      const [x, y] = [(run.left + run.right) / 2, run.base - 0.3 * run.size];
      return x > left - NEAR && x < right + NEAR && y > top - NEAR && y < bottom + NEAR;
    };
    const table = fillTable(grid, edges, rest.filter(isWithin));
    if (!table) continue;
    tables.push(table);
    rest = rest.filter((run) => !isWithin(run));
  }
  return { tables, rest };
}

function findGrids(rules: readonly PdfRule[]): Grid[] {
  const across = joinStrokes(
    rules.filter((rule) => rule.right - rule.left >= rule.bottom - rule.top),
    true,
  );
  const down = joinStrokes(
    rules.filter((rule) => rule.bottom - rule.top > rule.right - rule.left),
    false,
  );
  if (across.length + down.length > MOST_LINES) return [];
  const all = [...across, ...down];
  const group = all.map((_, index) => index);
  const rootOf = (index: number): number => {
    let at = index;
    while (group[at] !== at) at = group[at] = group[group[at] ?? at] ?? at;
    return at;
  };
  across.forEach((flat, index) => {
    down.forEach((upright, at) => {
      const meets =
        upright.left >= flat.left - NEAR &&
        upright.left <= flat.right + NEAR &&
        flat.top >= upright.top - NEAR &&
        flat.top <= upright.bottom + NEAR;
      if (meets) group[rootOf(across.length + at)] = rootOf(index);
    });
  });
  const grids = new Map<number, { across: PdfRule[]; down: PdfRule[] }>();
  all.forEach((rule, index) => {
    const root = rootOf(index);
    const grid = grids.get(root) ?? { across: [], down: [] };
    grids.set(root, grid);
    (index < across.length ? grid.across : grid.down).push(rule);
  });
  return [...grids.values()].filter((grid) => grid.across.length >= 2 && grid.down.length >= 1);
}

/** Strokes that go on each other as one. */
function joinStrokes(rules: readonly PdfRule[], isFlat: boolean): PdfRule[] {
  const place = (rule: PdfRule) => (isFlat ? (rule.top + rule.bottom) / 2 : (rule.left + rule.right) / 2);
  const start = (rule: PdfRule) => (isFlat ? rule.left : rule.top);
  const end = (rule: PdfRule) => (isFlat ? rule.right : rule.bottom);
  const sorted = [...rules].sort((a, b) => Math.round(place(a)) - Math.round(place(b)) || start(a) - start(b));
  const joined: PdfRule[] = [];
  for (const rule of sorted) {
    const last = joined.at(-1);
    if (last && Math.abs(place(last) - place(rule)) < 1.5 && start(rule) <= end(last) + NEAR)
      joined[joined.length - 1] = isFlat
        ? { ...last, right: Math.max(last.right, rule.right) }
        : { ...last, bottom: Math.max(last.bottom, rule.bottom) };
    else joined.push(rule);
  }
  return joined.filter((rule) => end(rule) - start(rule) >= 6);
}

/** Places that lie together as one. */
function clusterPlaces(places: readonly number[]): number[] {
  const clusters: number[] = [];
  for (const place of [...places].sort((a, b) => a - b)) {
    const last = clusters.at(-1);
    if (last === undefined || place - last > NEAR) clusters.push(place);
  }
  return clusters;
}

interface TableEdges {
  readonly columns: readonly number[];
  readonly rows: readonly number[];
}

function edgesOf({ across, down }: Grid): TableEdges | null {
  const left = Math.min(...across.map((rule) => rule.left));
  const right = Math.max(...across.map((rule) => rule.right));
  const top = Math.min(...down.map((rule) => rule.top), ...across.map((rule) => rule.top));
  const bottom = Math.max(...down.map((rule) => rule.bottom), ...across.map((rule) => rule.bottom));
  const columns = clusterPlaces([left, right, ...down.map((rule) => rule.left)]);
  const rows = clusterPlaces([top, bottom, ...across.map((rule) => rule.top)]);
  return columns.length > 64 || rows.length > 2000 ? null : { columns, rows };
}

function indexIn(edges: readonly number[], place: number): number {
  let index = 0;
  while (index < edges.length - 2 && place >= (edges[index + 1] ?? 0)) index++;
  return index;
}

function fillTable(grid: Grid, { columns, rows }: TableEdges, runs: readonly PdfRun[]): PdfTable | null {
  const [width, height] = [columns.length - 1, rows.length - 1];
  const cells: PdfRun[][][] = Array.from({ length: height }, () => Array.from({ length: width }, () => []));
  for (const run of runs) {
    const row = indexIn(rows, run.base - 0.3 * run.size);
    const column = indexIn(columns, Math.max(run.left + 1, (columns[0] ?? 0) + 1));
    cells[row]?.[column]?.push(run);
  }
  const hasWall = (walls: readonly PdfRule[], isFlat: boolean, place: number, middle: number) =>
    walls.some((wall) =>
      isFlat
        ? Math.abs(wall.top - place) <= NEAR && wall.left <= middle && wall.right >= middle
        : Math.abs(wall.left - place) <= NEAR && wall.top <= middle && wall.bottom >= middle,
    );
  let hasMergedCells = false;
  const filled = cells.map((row, y) => row.map((own, x) => ({ own: [...own], isGone: false, y, x })));
  for (let y = 0; y < height; y++) {
    const middle = ((rows[y] ?? 0) + (rows[y + 1] ?? 0)) / 2;
    // A cell that no line parts from the one before it is one with it: its words go there.
    for (let x = width - 1; x > 0; x--) {
      if (hasWall(grid.down, false, columns[x] ?? 0, middle)) continue;
      const [cell, before] = [filled[y]?.[x], filled[y]?.[x - 1]];
      if (cell && before) before.own.push(...cell.own.splice(0));
      hasMergedCells = true;
    }
  }
  for (let y = height - 1; y > 0; y--)
    for (let x = 0; x < width; x++) {
      const middle = ((columns[x] ?? 0) + (columns[x + 1] ?? 0)) / 2;
      if (hasWall(grid.across, true, rows[y] ?? 0, middle)) continue;
      const [cell, above] = [filled[y]?.[x], filled[y - 1]?.[x]];
      if (cell && above) above.own.push(...cell.own.splice(0));
      hasMergedCells = true;
    }
  const lined = filled.map((row) => row.map(({ own }) => joinRows(findFragments(own, []))));
  const told = lined.filter((row) => row.some((cell) => cell.length > 0));
  const used = columns.slice(0, -1).filter((_, x) => told.some((row) => (row[x]?.length ?? 0) > 0));
  if (used.length < 2 || told.length === 0) return null;
  // Columns without a word come from lines that are drawn twice.
  const kept = columns.slice(0, -1).map((_, x) => told.some((row) => (row[x]?.length ?? 0) > 0));
  return {
    kind: 'table',
    top: rows[0] ?? 0,
    bottom: rows.at(-1) ?? 0,
    edges: columns.filter((_, x) => x === width || kept[x]),
    rows: told.map((row) => row.filter((_, x) => kept[x])),
    hasMergedCells,
  };
}
