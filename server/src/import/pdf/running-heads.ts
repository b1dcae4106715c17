import type { PdfLine } from './page-lines.js';

/** The lines of a page before its columns are known. */
export interface PageLines {
  readonly height: number;
  /** From head to foot. */
  readonly lines: readonly PdfLine[];
}

/** So much of a page's height at its head and its foot may hold what each page repeats. */
const MARGIN = 0.16;
/** At most so many lines of it. */
const MOST_ROWS = 4;

/**
 * Finds what stands at the head or the foot of page after page, and the numbers of the pages.
 * @returns for each page the lines that are part of it
 */
export function findRunningLines(pages: readonly PageLines[]): ReadonlySet<PdfLine>[] {
  const edges = pages.map((page) => [takeEdge(page, true), takeEdge(page, false)] as const);
  const repeats = countRepeats(edges);
  const isInText = findHeadings(pages, edges);
  const isEnough = (count: number) => count >= Math.max(2, Math.min(3, Math.ceil(pages.length * 0.3)));
  const fixed = [true, false].map((isHead) => findFixedPlace(edges, pages, isHead));
  return edges.map((sides) => {
    const found = new Set<PdfLine>();
    sides.forEach((rows, side) => {
      for (const [index, row] of rows.entries()) {
        const key = keyOf(row, side);
        const count = repeats(row, side);
        const isRepeated = isEnough(count) && !isInText(key.slice(2), count);
        const isFixed = index === 0 && fixed[side]?.has(row) === true;
        if (!isRepeated && !isFixed && !(index <= 1 && isPageNumber(row))) break;
        for (const line of row) found.add(line);
      }
    });
    return found;
  });
}

type EdgeRow = readonly PdfLine[];

/**
 * What stands as often within the pages as at their edges is a heading of the text, such as
 * "Article 5", and by chance at the head of some pages.
 */
function findHeadings(pages: readonly PageLines[], edges: PageEdges): (words: string, atEdges: number) => boolean {
  const counts = new Map<string, number>();
  pages.forEach(({ lines }, index) => {
    const atEdge = new Set(edges[index]?.flat(2));
    let row: PdfLine[] = [];
    const count = (): void => {
      const key = keyOf(row, 0).slice(2);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    };
    for (const line of lines) {
      if (atEdge.has(line)) continue;
      if (row[0] && Math.abs(row[0].base - line.base) < 3) row.push(line);
      else {
        count();
        row = [line];
      }
    }
    count();
  });
  return (words, atEdges) => (counts.get(words) ?? 0) > 0.5 * atEdges;
}

function takeEdge({ height, lines }: PageLines, isHead: boolean): EdgeRow[] {
  const rows: PdfLine[][] = [];
  const sorted = isHead ? lines : [...lines].reverse();
  for (const line of sorted) {
    if (isHead ? line.base > MARGIN * height : line.base < (1 - MARGIN) * height) break;
    // Notes that cite the same source look alike.
    if (!isHead && line.pieces[0]?.isRaised) break;
    const row = rows.at(-1);
    if (row?.[0] && Math.abs(row[0].base - line.base) < 3) row.push(line);
    else if (rows.length < MOST_ROWS) rows.push([line]);
    else break;
  }
  for (const row of rows) row.sort((a, b) => a.left - b.left);
  return rows;
}

function wordsOfRow(row: EdgeRow): string {
  return row
    .map(({ text }) => text)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function keyOf(row: EdgeRow, side: number): string {
  const words = wordsOfRow(row)
    .replace(/\d+/g, '#')
    .replace(/(?:^|\s)[ivxlc]{1,7}(?=$|\s)/g, ' #');
  // The number of the page stands on the other side of a left page.
  return `${side} ${words
    .split(' ')
    .filter((word) => word !== '#' && word !== '|')
    .join(' ')}`;
}

type PageEdges = readonly (readonly [readonly EdgeRow[], readonly EdgeRow[]])[];

/** On how many pages a row's words stand at its edge, at about the same height. */
function countRepeats(edges: PageEdges): (row: EdgeRow, side: number) => number {
  const placeOf = (row: EdgeRow) => Math.round((row[0]?.base ?? 0) / 10);
  const counts = new Map<string, number>();
  for (const sides of edges)
    sides.forEach((rows, side) => {
      for (const place of new Set(rows.map((row) => `${keyOf(row, side)} ${placeOf(row)}`)))
        counts.set(place, (counts.get(place) ?? 0) + 1);
    });
  return (row, side) => {
    const key = keyOf(row, side);
    // A row of numbers alone says nothing of itself.
    if (!/\p{L}/u.test(key)) return 0;
    return [-1, 0, 1].reduce((sum, step) => sum + (counts.get(`${key} ${placeOf(row) + step}`) ?? 0), 0);
  };
}

/** "5", "- 5 -", "Page 5 of 20", "xii", "5 | Page". */
function isPageNumber(row: EdgeRow): boolean {
  return /^(?:[-–—|[(\s]{0,3}(?:page\s)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s?(?:of|\/)\s?\d{1,4})?[-–—|\])\s]{0,3}(?:page)?)$/i.test(
    wordsOfRow(row),
  );
}

/** Rows that stand at one place on most pages, well apart from the text: a head that changes its words. */
function findFixedPlace(edges: PageEdges, pages: readonly PageLines[], isHead: boolean): ReadonlySet<EdgeRow> {
  const places = new Map<number, { row: EdgeRow; isApart: boolean }[]>();
  edges.forEach((sides, index) => {
    const [row] = sides[isHead ? 0 : 1];
    const page = pages[index];
    const [first] = row ?? [];
    if (!row || !first || !page) return;
    const place = Math.round((isHead ? first.base : page.height - first.base) / 2);
    const others = page.lines.filter((line) => (isHead ? line.base > first.base + 3 : line.base < first.base - 3));
    const next = isHead ? others[0] : others.at(-1);
    const isApart = next !== undefined && Math.abs(next.base - first.base) > 1.9 * Math.max(next.size, first.size);
    places.set(place, [...(places.get(place) ?? []), { row, isApart }]);
  });
  for (const found of places.values()) {
    if (found.length < Math.max(4, 0.6 * pages.length)) continue;
    if (found.filter(({ isApart }) => isApart).length < 0.8 * found.length) continue;
    return new Set(found.filter(({ isApart }) => isApart).map(({ row }) => row));
  }
  return new Set();
}
