/**
 * How many letters must be put in, taken out, changed or swapped with their neighbour to turn one
 * word into another; `most + 1` where it is more than `most`. Time grows with the shorter word
 * times `most`.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let start = 0;
  while (start < a.length && start < b.length && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  const rows = endA - start;
  const columns = endB - start;
  let before: number[] = [];
  let above = Array.from({ length: columns + 1 }, (_, j) => j);
  for (let i = 1; i <= rows; i++) {
    const row = new Array<number>(columns + 1).fill(most + 1);
    row[0] = i;
    let least = i;
    for (let j = Math.max(1, i - most); j <= Math.min(columns, i + most); j++) {
      const same = a.charCodeAt(start + i - 1) === b.charCodeAt(start + j - 1);
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      const swapped =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(start + i - 1) === b.charCodeAt(start + j - 2) &&
        a.charCodeAt(start + i - 2) === b.charCodeAt(start + j - 1);
      if (swapped) cost = Math.min(cost, before[j - 2]! + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = above;
    above = row;
  }
  return Math.min(above[columns]!, most + 1);
}

/**
 * A word, and what is left of it when any one letter is taken out. Two words that are one edit
 * apart have one of these in common, so an index of them finds all such pairs in time that grows
 * with the words.
 */
export function deleteEachLetter(word: string): Set<string> {
  const all = new Set([word]);
  for (let i = 0; i < word.length; i++) all.add(word.slice(0, i) + word.slice(i + 1));
  return all;
}

/** ": did you mean “x”?", where one of the known words is close; a full stop otherwise. */
export function suggestClosest(word: string, known: readonly string[]): string {
  const most = Math.min(20, Math.max(2, Math.floor(word.length / 3)));
  const [closest] = known
    .map((each) => ({ each, distance: editDistance(word.toLowerCase(), each.toLowerCase(), most) }))
    .sort((a, b) => a.distance - b.distance);
  return closest && closest.distance <= most ? `: did you mean “${closest.each}”?` : '.';
}
