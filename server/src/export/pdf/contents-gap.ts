import { measureText } from '../../analysis/text/letter-widths.js';

/** A heading that the contents list. */
export interface ListedHeading {
  readonly plain: string;
  /** From 1. */
  readonly level: number;
}

/** The gap above an entry as it is mostly, and the least one, in the size of the letters. */
const USUAL = 0.8;
const LEAST = 0.5;
const LETTERS = 10.5;
/** How high a line and the gap between two lines of one entry are, in points. */
const LINE = 7.5;
const LEADING = 6.5;
/** The height of a page between its margins, and what the heading above the contents takes of it. */
const PAGE = 689;
const HEADING = 36;
/** What an entry has of the width of the page, in twips, and how far in each level stands. */
const WIDTH = 8200;
const LEVEL_IN = 284;
/** So many lines alone on the last page are drawn onto the page before it. */
const MOST_ALONE = 4;

/**
 * The gap between the entries of the contents, in the size of their letters: a little less than
 * mostly where that keeps a few last lines from standing on a page of their own.
 */
export function gapInContents(entries: readonly ListedHeading[]): number {
  const lines = entries.map(({ plain, level }) => Math.ceil(measureText(plain, LETTERS) / (WIDTH - level * LEVEL_IN)));
  const usual = countPages(lines, USUAL);
  if (usual.pages === 1 || usual.onLast > MOST_ALONE) return USUAL;
  for (let gap = USUAL - 0.05; gap > LEAST - 0.01; gap -= 0.05)
    if (countPages(lines, gap).pages < usual.pages) return Number(gap.toFixed(2));
  return USUAL;
}

function countPages(entries: readonly number[], gap: number): { readonly pages: number; readonly onLast: number } {
  let pages = 1;
  let used = HEADING;
  let onLast = 0;
  for (const lines of entries) {
    const height = lines * LINE + (lines - 1) * LEADING;
    const above = used === 0 ? 0 : gap * LETTERS;
    if (used > 0 && used + above + height > PAGE) {
      pages++;
      used = height;
      onLast = lines;
    } else {
      used += above + height;
      onLast += lines;
    }
  }
  return { pages, onLast };
}
