/** Pairs of indices that increase on both sides. */
export type Pairs = [number, number][];

/**
 * Finds the increasing subsequence with the greatest weight.
 * @param values distinct whole numbers from 0
 * @returns for each value whether it is part of the subsequence
 */
export function heaviestIncreasing(values: readonly number[], weights: readonly number[]): boolean[] {
  const size = values.reduce((most, value) => Math.max(most, value), -1) + 2;
  // A Fenwick tree of the heaviest chain that ends at or below each value.
  const best = new Float64Array(size + 1);
  const last = new Int32Array(size + 1).fill(-1);
  const previous = new Int32Array(values.length).fill(-1);
  let heaviest = 0;
  let end = -1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    let weight = 0;
    for (let k = value; k > 0; k -= k & -k) {
      if (best[k]! > weight) {
        weight = best[k]!;
        previous[i] = last[k]!;
      }
    }
    weight += weights[i]!;
    for (let k = value + 1; k <= size; k += k & -k) {
      if (best[k]! < weight) {
        best[k] = weight;
        last[k] = i;
      }
    }
    if (weight > heaviest) {
      heaviest = weight;
      end = i;
    }
  }
  const chosen = new Array<boolean>(values.length).fill(false);
  for (let i = end; i >= 0; i = previous[i]!) chosen[i] = true;
  return chosen;
}

/** Pairs of members of two lists, in order. */
export interface Alignment {
  readonly pairs: Pairs;
  /** Whether a stretch was too long to be searched, so that its members stay without a partner. */
  readonly gaveUp: boolean;
}

/**
 * A stretch of each of two lists, from the index of its first member to the index after its last.
 */
export interface Stretches {
  readonly oldFrom: number;
  readonly oldTo: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** The greatest number of pairs that one search looks at. */
const MOST_CELLS = 60_000;

/**
 * Aligns two lists in order: first equal keys at both ends, then keys that occur once on each side,
 * then the rest by the greatest sum of scores.
 * @param score how alike two members are; 0 or less where they must not be paired
 */
export function alignInOrder(
  oldKeys: readonly number[],
  newKeys: readonly number[],
  score: (oldIndex: number, newIndex: number) => number,
): Alignment {
  const pairs: Pairs = [];
  let gaveUp = false;
  let start = 0;
  while (start < oldKeys.length && start < newKeys.length && oldKeys[start] === newKeys[start]) {
    pairs.push([start, start]);
    start++;
  }
  let oldEnd = oldKeys.length;
  let newEnd = newKeys.length;
  const rear: Pairs = [];
  while (oldEnd > start && newEnd > start && oldKeys[oldEnd - 1] === newKeys[newEnd - 1])
    rear.push([--oldEnd, --newEnd]);
  const alignBetween = (between: Stretches): void => {
    const rows = between.oldTo - between.oldFrom;
    const columns = between.newTo - between.newFrom;
    if (rows <= 0 || columns <= 0) return;
    if (rows * columns > MOST_CELLS) gaveUp = true;
    else addBestPairs(between, (i, j) => (oldKeys[i] === newKeys[j] ? Math.max(1, score(i, j)) : score(i, j)), pairs);
  };
  let i = start;
  let j = start;
  const middle = { oldFrom: start, oldTo: oldEnd, newFrom: start, newTo: newEnd };
  const cuts = oldEnd - start > 1 && newEnd - start > 1 ? findAnchors(oldKeys, newKeys, middle) : [];
  for (const [oldAnchor, newAnchor] of cuts) {
    alignBetween({ oldFrom: i, oldTo: oldAnchor, newFrom: j, newTo: newAnchor });
    pairs.push([oldAnchor, newAnchor]);
    i = oldAnchor + 1;
    j = newAnchor + 1;
  }
  alignBetween({ oldFrom: i, oldTo: oldEnd, newFrom: j, newTo: newEnd });
  for (let k = rear.length - 1; k >= 0; k--) pairs.push(rear[k]!);
  return { pairs, gaveUp };
}

/** Pairs members whose key occurs once on each side, as many as keep their order. */
export function findAnchors(
  oldKeys: ArrayLike<number>,
  newKeys: ArrayLike<number>,
  { oldFrom, oldTo, newFrom, newTo }: Stretches,
): Pairs {
  const places = new Map<number, { old: number; new: number }>();
  for (let i = oldFrom; i < oldTo; i++) {
    const place = places.get(oldKeys[i]!);
    if (place) place.old = -2;
    else places.set(oldKeys[i]!, { old: i, new: -1 });
  }
  for (let j = newFrom; j < newTo; j++) {
    const place = places.get(newKeys[j]!);
    if (place) place.new = place.new === -1 ? j : -2;
  }
  const found: Pairs = [];
  for (const place of places.values()) if (place.old >= 0 && place.new >= 0) found.push([place.old, place.new]);
  const kept = heaviestIncreasing(
    found.map((pair) => pair[1] - newFrom),
    found.map(() => 1),
  );
  return found.filter((_, index) => kept[index]);
}

/** Adds the pairs of two stretches, in order, whose scores have the greatest sum. */
function addBestPairs(
  { oldFrom, oldTo, newFrom, newTo }: Stretches,
  score: (i: number, j: number) => number,
  pairs: Pairs,
): void {
  const rows = oldTo - oldFrom;
  const columns = newTo - newFrom;
  const width = columns + 1;
  const best = new Float64Array((rows + 1) * width);
  const taken = new Uint8Array((rows + 1) * width);
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const at = i * width + j;
      let most = best[at + width]!;
      let how = 1;
      if (best[at + 1]! > most) {
        most = best[at + 1]!;
        how = 2;
      }
      const own = score(oldFrom + i, newFrom + j);
      if (own > 0 && own + best[at + width + 1]! >= most) {
        most = own + best[at + width + 1]!;
        how = 3;
      }
      best[at] = most;
      taken[at] = how;
    }
  }
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    const how = taken[i * width + j];
    if (how === 3) pairs.push([oldFrom + i++, newFrom + j++]);
    else if (how === 2) j++;
    else i++;
  }
}
