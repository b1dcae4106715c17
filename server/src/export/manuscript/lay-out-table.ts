import type { Draft } from '../../model/draft.js';
import { readGridCell } from '../../model/grid-rows.js';
import { readHtmlWords } from '../../model/inline/html-words.js';
import { type Inline, readSpan } from '../../model/inline/inline.js';
import type { TableRow } from '../../model/provision.js';
import { linkByLabel } from '../../model/reference-links.js';
import type { Span } from '../../model/text.js';
import { fitTable } from './fit-table.js';
import type { LaidOutRow, Layout, TableMerge } from './manuscript.js';
import { trimWords } from './marked-words.js';
import { countHeaderRows } from './merged-cells.js';
import type { NumberPlaces, PairedBlocks } from './number-places.js';
import { pairRowsByScript } from './pair-rows.js';
import type { BlockPart, PairWords } from './pair-words.js';
import { type ScriptPair, wholeMarkOf } from './script-pairs.js';
import { addOriginOfWords, mergeColumns, mergePlaces, rowsOfTable, type TablePlace } from './table-columns.js';

/** What is noted beside the rows of a table. */
export interface RowNotes {
  /** Gives each row the numbers of its changes. */
  readonly places: NumberPlaces;
  /** Takes where each row begins in the block of either version; null where nobody asks. */
  readonly starts: Map<LaidOutRow, PairedBlocks> | null;
}

type TableParts = Pick<
  Extract<Layout, { kind: 'table' }>,
  'header' | 'rows' | 'headerRows' | 'columns' | 'merges' | 'fit'
>;

/** A row in either version; undefined where a version lacks it. */
interface RowPair {
  readonly old: TableRow | undefined;
  readonly new: TableRow | undefined;
}

/**
 * The rows and columns of a table, those that only one version has included, each in its place.
 * @param beside null where nothing is noted beside the rows
 */
export function layOutTable(pair: ScriptPair, words: PairWords, beside: RowNotes | null): TableParts {
  const { drafts } = words;
  const old = pair.old === null ? null : rowsOfTable(drafts.old.block(pair.old));
  const after = pair.new === null ? null : rowsOfTable(drafts.new.block(pair.new));
  const columns = mergeColumns(old, after, pair.table?.columns ?? null);
  const mark = wholeMarkOf(pair);
  const paired = pairRows(pair, old, after, drafts);
  const all = paired.map((row) => {
    const start = { old: startOfRow(row.old), new: startOfRow(row.new) };
    const numbers = beside?.places.takeForRow(pair, start) ?? [];
    const own = layOutRow(pair, row, columns, words);
    const marked = old && after ? own : { ...own, mark };
    const laidOut = numbers.length > 0 ? { ...marked, numbers } : marked;
    beside?.starts?.set(laidOut, start);
    return laidOut;
  });
  const [header = { mark: null, cells: [] }, ...rows] = all;
  const merges = findMerges(paired, columns);
  const below = paired.findIndex((row) => !(row.new ?? row.old)?.isHeader);
  return {
    header,
    rows,
    // A table that is no more than headings has one row of them.
    headerRows: countHeaderRows(merges, below < 0 ? 1 : below),
    fit: fitTable(header, rows, merges),
    columns: columns.map(({ change: op }, column) => {
      const cells = all.map((row) => row.cells[column] ?? []);
      return op && addOriginOfWords({ op, class: 'substance', move: null }, cells);
    }),
    merges,
  };
}

function startOfRow(row: TableRow | undefined): number | null {
  return row?.cells[0]?.start ?? null;
}

function pairRows(
  pair: ScriptPair,
  old: TableRow[] | null,
  after: TableRow[] | null,
  drafts: PairWords['drafts'],
): RowPair[] {
  if (!old || !after)
    return [
      ...(old ?? []).map((row) => ({ old: row, new: undefined })),
      ...(after ?? []).map((row) => ({ old: undefined, new: row })),
    ];
  const pairs =
    pair.table?.rows ?? pairRowsByScript(pair, { rows: old, draft: drafts.old }, { rows: after, draft: drafts.new });
  return mergePlaces(pairs, old.length, after.length).map((place) => ({
    old: place.old === null ? undefined : old[place.old],
    new: place.new === null ? undefined : after[place.new],
  }));
}

/**
 * The merged cells that both versions have alike, and those in rows or columns of one version alone.
 * What is merged in one version only is shown as cells of their own, as no format can mark that.
 */
function findMerges(rows: readonly RowPair[], columns: readonly TablePlace[]): TableMerge[] {
  const merges = new Map<string, { readonly merge: TableMerge; isOld: boolean; isNew: boolean }>();
  for (const side of ['old', 'new'] as const) {
    const rowPlaces = rows.flatMap((row, place) => (row[side] ? [place] : []));
    const columnPlaces = new Map(
      columns.flatMap((column, place) => (column[side] === null ? [] : [[column[side], place]])),
    );
    for (const [own, place] of rowPlaces.entries()) {
      for (const [column, cell] of (rows[place]?.[side]?.cells ?? []).entries()) {
        if ((cell.columns ?? 1) === 1 && (cell.rows ?? 1) === 1) continue;
        const reached = Array.from({ length: cell.columns ?? 1 }, (_, i) => columnPlaces.get(column + i) ?? -1);
        const below = rowPlaces.slice(own, own + (cell.rows ?? 1));
        const [left = -1] = reached;
        if (left < 0 || !isRun(reached) || !isRun(below)) continue;
        const merge = { row: place, column: left, rows: below.length, columns: reached.length };
        const key = Object.values(merge).join();
        const known = merges.get(key) ?? { merge, isOld: false, isNew: false };
        merges.set(key, { ...known, [side === 'old' ? 'isOld' : 'isNew']: true });
      }
    }
  }
  return [...merges.values()].flatMap(({ merge, isOld, isNew }) => {
    const { row, column } = merge;
    const isWhole = rows.slice(row, row + merge.rows).every((each) =>
      columns.slice(column, column + merge.columns).every((place) => {
        const [hasOld, hasNew] = [each.old && place.old !== null, each.new && place.new !== null];
        return (!hasOld || isOld) && (!hasNew || isNew) && !!(hasOld || hasNew);
      }),
    );
    const isSame = new Set(rows.slice(row, row + merge.rows).map((each) => `${!!each.old} ${!!each.new}`)).size === 1;
    const isSameColumn =
      new Set(columns.slice(column, column + merge.columns).map((each) => `${each.old !== null} ${each.new !== null}`))
        .size === 1;
    return isWhole && isSame && isSameColumn && (merge.rows > 1 || merge.columns > 1) ? [merge] : [];
  });
}

/** Whether places follow one another. */
function isRun(places: readonly number[]): boolean {
  return places.every((place, index) => place === (places[0] ?? 0) + index);
}

function layOutRow(pair: ScriptPair, row: RowPair, columns: readonly TablePlace[], words: PairWords): LaidOutRow {
  const cells = columns.map((column) => {
    const cell = words.cutParts(pair, {
      old: partOf(words.drafts.old, pair.old, row.old, column.old),
      new: partOf(words.drafts.new, pair.new, row.new, column.new),
    });
    return words.hideMinorMarks(pair, trimWords(cell));
  });
  if (row.old && row.new) return { mark: null, cells };
  const op = row.new ? 'insert' : 'delete';
  return { mark: addOriginOfWords({ op, class: 'substance', move: null }, cells), cells };
}

/** A cell of a row; null where a version lacks the row or the column. */
function partOf(
  draft: Draft,
  block: number | null,
  row: TableRow | undefined,
  column: number | null,
): BlockPart | null {
  const span = column === null ? undefined : row?.cells[column];
  return span && block !== null ? { inline: inlineOf(draft, block, span), span } : null;
}

function inlineOf(draft: Draft, index: number, span: Span): Inline {
  const block = draft.block(index);
  if (block.kind === 'html') return readHtmlWords(block);
  const inline = block.kind === 'paragraph' ? readGridCell(block, span) : readSpan(block, span);
  return linkByLabel(draft, block, inline);
}
