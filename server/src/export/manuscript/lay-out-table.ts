import type { Block } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { readHtmlWords } from '../../model/inline/html-words.js';
import { type Inline, readSpan } from '../../model/inline/inline.js';
import type { TableRow } from '../../model/provision.js';
import type { Span } from '../../model/text.js';
import { fitTable } from './fit-table.js';
import { readGridCell } from './grid-rows.js';
import type { LaidOutRow, Layout } from './manuscript.js';
import { trimWords } from './marked-words.js';
import type { BlockPart, PairWords } from './pair-words.js';
import { type ScriptPair, wholeMarkOf } from './script-pairs.js';
import {
  addOriginOfWords,
  mergeColumns,
  mergePlaces,
  pairInOrder,
  rowsOfTable,
  type TablePlace,
} from './table-columns.js';

type TableParts = Pick<Extract<Layout, { kind: 'table' }>, 'header' | 'rows' | 'columns' | 'fit'>;

/** A row in either version; undefined where a version lacks it. */
interface RowPair {
  readonly old: TableRow | undefined;
  readonly new: TableRow | undefined;
}

/** The rows and columns of a table, those that only one version has included, each in its place. */
export function layOutTable(pair: ScriptPair, words: PairWords): TableParts {
  const { drafts } = words;
  const old = pair.old === null ? null : rowsOfTable(drafts.old.block(pair.old));
  const after = pair.new === null ? null : rowsOfTable(drafts.new.block(pair.new));
  const columns = mergeColumns(old, after, pair.table?.columns ?? null);
  const mark = wholeMarkOf(pair);
  const all = pairRows(pair, old, after).map((row) => {
    const laidOut = layOutRow(pair, row, columns, words);
    return old && after ? laidOut : { ...laidOut, mark };
  });
  const [header = { mark: null, cells: [] }, ...rows] = all;
  return {
    header,
    rows,
    fit: fitTable(header, rows),
    columns: columns.map(({ change: op }, column) => {
      const cells = all.map((row) => row.cells[column] ?? []);
      return op && addOriginOfWords({ op, class: 'substance', move: null }, cells);
    }),
  };
}

function pairRows({ table }: ScriptPair, old: TableRow[] | null, after: TableRow[] | null): RowPair[] {
  if (!old || !after)
    return [
      ...(old ?? []).map((row) => ({ old: row, new: undefined })),
      ...(after ?? []).map((row) => ({ old: undefined, new: row })),
    ];
  const pairs = table?.rows ?? pairInOrder(old.length, after.length);
  return mergePlaces(pairs, old.length, after.length).map((place) => ({
    old: place.old === null ? undefined : old[place.old],
    new: place.new === null ? undefined : after[place.new],
  }));
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
  return span && block !== null ? { inline: inlineOf(draft.block(block), span), span } : null;
}

function inlineOf(block: Block, span: Span): Inline {
  if (block.kind === 'html') return readHtmlWords(block);
  return block.kind === 'paragraph' ? readGridCell(block, span) : readSpan(block, span);
}
