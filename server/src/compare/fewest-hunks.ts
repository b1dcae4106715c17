import type { Hunk } from './hunk.js';

/** The greatest number of token pairs that one search looks at. */
export const MOST_PAIRS = 160_000;

/**
 * The cost of marking one word. Opening another hunk costs 1, so that among scripts of equal length
 * the one with the fewest hunks wins.
 */
const MARKED = 1024;

/**
 * The least cost from a pair of positions to the end: after equal tokens, and within an open hunk.
 */
let closed = new Int32Array(0);
let open = new Int32Array(0);

/**
 * Finds the shortest edit script between two stretches and, among those, the one with the fewest
 * hunks, so that words inserted where others were deleted read as one replaced phrase. Time and
 * memory grow with the product of the lengths.
 * @param stretch at most `MOST_PAIRS` pairs
 * @param found receives the hunks
 */
export function fewestHunks(
  oldKeys: Float64Array,
  newKeys: Float64Array,
  { oldStart, oldEnd, newStart, newEnd }: Hunk,
  found: Hunk[],
): void {
  const rows = oldEnd - oldStart;
  const columns = newEnd - newStart;
  const width = columns + 1;
  const size = (rows + 1) * width;
  if (open.length < size) {
    open = new Int32Array(size * 2);
    closed = new Int32Array(size * 2);
  }
  for (let i = rows; i >= 0; i--) {
    const key = i < rows ? oldKeys[oldStart + i] : -1;
    for (let j = columns, at = i * width + columns; j >= 0; j--, at--) {
      let edit = 0x7fffffff;
      if (i < rows) edit = open[at + width]! + MARKED;
      if (j < columns && open[at + 1]! + MARKED < edit) edit = open[at + 1]! + MARKED;
      if (i === rows && j === columns) {
        open[at] = closed[at] = 0;
        continue;
      }
      const equal = i < rows && j < columns && key === newKeys[newStart + j] ? closed[at + width + 1]! : 0x7fffffff;
      open[at] = Math.min(edit, equal);
      closed[at] = Math.min(edit + 1, equal);
    }
  }
  let i = 0;
  let j = 0;
  while (i < rows || j < columns) {
    const at = i * width + j;
    if (isEqual(i, j) && closed[at] === closed[at + width + 1]) {
      i++;
      j++;
      continue;
    }
    const start = { old: i, new: j };
    for (let here = at; i < rows || j < columns; here = i * width + j) {
      if (i + j > start.old + start.new && isEqual(i, j) && open[here] === closed[here + width + 1]) break;
      if (i < rows && open[here] === open[here + width]! + MARKED) i++;
      else if (j < columns && open[here] === open[here + 1]! + MARKED) j++;
      else break;
    }
    found.push({
      oldStart: oldStart + start.old,
      oldEnd: oldStart + i,
      newStart: newStart + start.new,
      newEnd: newStart + j,
    });
  }

  function isEqual(row: number, column: number): boolean {
    return row < rows && column < columns && oldKeys[oldStart + row] === newKeys[newStart + column];
  }
}
