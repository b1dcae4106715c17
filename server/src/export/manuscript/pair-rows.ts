import type { Draft } from '../../model/draft.js';
import { replaceTags } from '../../model/inline/known-tags.js';
import type { TableRow } from '../../model/provision.js';
import type { ScriptPair } from './script-pairs.js';
import { pairInOrder } from './table-columns.js';

/** A table of one version. */
interface TableSide {
  readonly rows: readonly TableRow[];
  readonly draft: Draft;
}

/**
 * The rows that have most of their letters in common by the script, in tables that the comparison
 * reads as text; those between two such pairs as they come, where there are as many of them.
 */
export function pairRowsByScript(
  { old, new: after, pieces }: ScriptPair,
  before: TableSide,
  now: TableSide,
): [number, number][] {
  if (old === null || after === null) return pairInOrder(before.rows.length, now.rows.length);
  const [oldAt, newAt] = [before.draft.startOf(old), now.draft.startOf(after)];
  const common = new CommonLetters();
  let [i, j] = [0, 0];
  for (const { op, oldStart, newStart, length } of pieces) {
    if (op !== 'equal') continue;
    const shift = newStart - newAt - (oldStart - oldAt);
    const [from, to] = [oldStart - oldAt, oldStart - oldAt + length];
    while (i < before.rows.length && endOf(before.rows[i]) <= from) i++;
    while (j < now.rows.length && endOf(now.rows[j]) <= from + shift) j++;
    // Further rows of the piece: each ends before the next of either version begins.
    for (let [a, b] = [i, j]; a < before.rows.length && b < now.rows.length; ) {
      const [oldRow, newRow] = [before.rows[a], now.rows[b]];
      if (!oldRow || !newRow || oldRow.start >= to || newRow.start - shift >= to) break;
      const start = Math.max(from, oldRow.start, newRow.start - shift);
      const end = Math.min(to, oldRow.end, newRow.end - shift);
      if (end > start) common.add(a, b, countShownLettersOfRow(before.draft.text.slice(oldAt + start, oldAt + end)));
      if (oldRow.end <= newRow.end - shift) a++;
      else b++;
    }
  }
  return fillBetween(common.pairBest(), before.rows.length, now.rows.length);
}

/** How many letters rows of two versions have in common. */
class CommonLetters {
  private readonly counts = new Map<number, Map<number, number>>();
  private readonly ofNew = new Map<number, Map<number, number>>();

  add(old: number, after: number, count: number): void {
    for (const [map, a, b] of [[this.counts, old, after] as const, [this.ofNew, after, old] as const]) {
      const row = map.get(a) ?? new Map<number, number>();
      map.set(a, row);
      row.set(b, (row.get(b) ?? 0) + count);
    }
  }

  /** The rows that are each other's best, in order. */
  pairBest(): [number, number][] {
    const pairs: [number, number][] = [];
    for (const [old, row] of [...this.counts].sort(([a], [b]) => a - b)) {
      const after = bestOf(row);
      const last = pairs.at(-1)?.[1] ?? -1;
      if (after !== null && after > last && bestOf(this.ofNew.get(after)) === old) pairs.push([old, after]);
    }
    return pairs;
  }
}

function bestOf(row: ReadonlyMap<number, number> | undefined): number | null {
  let best: number | null = null;
  let most = 0;
  for (const [index, count] of row ?? []) if (count > most) [best, most] = [index, count];
  return best;
}

/** Pairs, and those between two of them where either version has as many. */
function fillBetween(pairs: readonly [number, number][], oldCount: number, newCount: number): [number, number][] {
  const all: [number, number][] = [];
  let [i, j] = [0, 0];
  for (const [old, after] of [...pairs, [oldCount, newCount] as const]) {
    if (old - i === after - j) for (; i < old; i++, j++) all.push([i, j]);
    if (old < oldCount && after < newCount) all.push([old, after]);
    [i, j] = [old + 1, after + 1];
  }
  return all;
}

function endOf(row: TableRow | undefined): number {
  return row?.end ?? 0;
}

function countShownLettersOfRow(text: string): number {
  return replaceTags(text, '').match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}
