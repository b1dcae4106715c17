import type { Draft } from '../../model/draft.js';
import type { Provision } from '../../model/provision.js';
import { readCellWords, readLaidOutTable } from '../../model/structure/point-tables.js';
import type { Fault } from './numbering.js';

/** The headers of a column that counts the rows. */
const COUNTS_ROWS =
  /^(?:(?:row|item|step|line|entry|serial|ref(?:erence)?|rule)?\s?(?:no|nos|number|num|№|#)?|id|s\.?\s?no|sr\.?\s?no|item|row|step|serial|ref)\.?:?$/i;
const ROW_NUMBER = /^(\d{1,3})([A-Z]?)$/;
/** Fewer rows show no order. */
const FEWEST_ROWS = 3;
/** For so many rows one may have a wrong number; more are no slips, but another way of counting. */
const ROWS_PER_FAULT = 3;

interface RowNumber {
  readonly row: Provision;
  readonly count: number;
  readonly letter: string;
}

/**
 * The numbers of a table's rows that are missing, used twice or out of order; none where the table
 * does not count its rows: where its first column says something else, or repeats numbers and
 * leaves them out as it likes.
 */
export function findRowFaults(draft: Draft, table: Provision): Fault[] {
  if (table.kind !== 'table' || !countsRows(draft, table)) return [];
  const rows = table.children.flatMap((row): RowNumber[] => {
    const [, digits = '', letter = ''] = row.kind === 'row' ? (ROW_NUMBER.exec(row.number ?? '') ?? []) : [];
    return digits === '' ? [] : [{ row, count: Number(digits), letter }];
  });
  const all = table.children.filter(({ kind }) => kind === 'row').length;
  if (rows.length < FEWEST_ROWS || rows.length * 4 < all * 3) return [];
  if ((rows[0]?.count ?? 0) > 1) return [];
  const faults: Fault[] = [];
  const seen = new Map<string, Provision>();
  let previous: RowNumber | null = null;
  for (const each of rows) {
    const key = `${each.count}${each.letter}`;
    const first = seen.get(key);
    if (first) {
      faults.push({ kind: 'duplicate', provision: each.row, other: first, goesOn: false });
      continue;
    }
    seen.set(key, each.row);
    const kind = previous ? stepBetweenRows(previous, each) : null;
    // 9 between 2 and 3 leaves no gap: it is in the wrong place.
    if (kind === 'order' && faults.at(-1)?.kind === 'gap' && faults.at(-1)?.provision === previous?.row) faults.pop();
    if (previous && kind) faults.push({ kind, provision: each.row, other: previous.row, goesOn: false });
    previous = each;
  }
  // What is named by its number keeps it wherever it stands, and numbers of others were never used.
  if (faults.length > 1 && namesRows(draft, table)) return [];
  return faults.length * ROWS_PER_FAULT > rows.length ? [] : faults;
}

/** The first number that is missing between two rows: 2C after 2B, 5 after 4. */
export function nameMissingRow(previous: Provision, next: Provision): string {
  const [, count = '', letter = ''] = ROW_NUMBER.exec(previous.number ?? '') ?? [];
  const [, nextCount = ''] = ROW_NUMBER.exec(next.number ?? '') ?? [];
  if (nextCount !== count) return String(Number(count) + 1);
  return `${count}${letter === '' ? 'A' : String.fromCharCode(letter.charCodeAt(0) + 1)}`;
}

function stepBetweenRows(a: RowNumber, b: RowNumber): 'gap' | 'order' | null {
  if (b.count < a.count) return 'order';
  if (b.count > a.count) return b.count > a.count + 1 || b.letter > 'A' ? 'gap' : null;
  if (b.letter < a.letter) return 'order';
  const from = a.letter === '' ? 64 : a.letter.charCodeAt(0);
  return b.letter.charCodeAt(0) > from + 1 ? 'gap' : null;
}

function countsRows(draft: Draft, table: Provision): boolean {
  return COUNTS_ROWS.test(readFirstHeader(draft, table) ?? '?');
}

/** Whether the first column is headed "ID". */
function namesRows(draft: Draft, table: Provision): boolean {
  return /^id$/i.test(readFirstHeader(draft, table) ?? '');
}

function readFirstHeader(draft: Draft, { block, children }: Provision): string | null {
  const index = children.find(({ kind }) => kind === 'row')?.block ?? block;
  const own = draft.block(index);
  const header = readLaidOutTable(own)?.header.cells[0];
  return header ? readCellWords(own, header) : null;
}
