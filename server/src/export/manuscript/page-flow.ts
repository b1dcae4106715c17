import { countCharacters, type Layout, type StyledWord } from './manuscript.js';

/**
 * Says which blocks begin a page, and which stay on the page of the block after them: a lead-in with
 * the first item of its list, a caption with what it is of.
 */
export function placeOnPages(layouts: readonly Layout[]): Layout[] {
  const firsts = findPageStarts(layouts);
  return layouts.map((layout, index) => {
    const startsPage = firsts.has(index);
    const isLandscape = isTurned(layouts, index);
    const keepsNext =
      keepsWithNext(layout, layouts[index + 1], layouts[index - 1]) && (isLandscape || !isTurned(layouts, index + 1));
    if (!keepsNext && !isLandscape && startsPage === (layout.startsPage ?? false)) return layout;
    const { startsPage: _, ...others } = layout;
    return {
      ...others,
      ...(startsPage && { startsPage }),
      ...(keepsNext && { keepsNext }),
      ...(isLandscape && { isLandscape }),
    };
  });
}

/**
 * Of headings right below one another the first begins the page; the text has begun one itself. What
 * is deleted begins none: it is struck where the text before it ends.
 */
function findPageStarts(layouts: readonly Layout[]): ReadonlySet<number> {
  const starts = new Set<number>();
  let first = 0;
  for (const [index, { kind, mark, startsPage }] of layouts.entries()) {
    if (layouts[index - 1]?.kind !== 'heading' || kind !== 'heading') first = index;
    if (startsPage && first > 0 && mark?.op !== 'delete') starts.add(first);
  }
  return starts;
}

/** Whether a block is a wide table, or the caption of one. */
function isTurned(layouts: readonly Layout[], index: number): boolean {
  const layout = layouts[index];
  const isWide = (at: number) => {
    const table = layouts[at];
    return table?.kind === 'table' && table.fit.isLandscape;
  };
  if (layout?.kind !== 'caption' || layout.of !== 'table') return isWide(index);
  return isWide(index + 1) || (isWide(index - 1) && layouts[index - 2]?.kind !== 'caption');
}

function keepsWithNext(layout: Layout, next: Layout | undefined, before: Layout | undefined): boolean {
  if (!next || next.startsPage) return false;
  switch (layout.kind) {
    case 'caption':
      return next.kind === 'table' || next.kind === 'figure';
    case 'figure':
      return next.kind === 'caption' && next.of === 'figure';
    case 'table':
      // Two, such as the choices of a question and the fields of its answer; more could fill a page.
      return before?.kind !== 'table' && isSmallTable(layout) && isSmallTable(next);
    case 'provision':
    case 'paragraph':
    case 'item':
      return next.kind !== 'heading' && leadsOn(layout.words.length > 0 ? layout.words : layout.label);
    default:
      return false;
  }
}

/** How many rows a table has at the most that is kept on the page of another. */
const MOST_ROWS = 8;

function isSmallTable(layout: Layout): boolean {
  if (layout.kind !== 'table' || !layout.fit.isKept || layout.rows.length > MOST_ROWS) return false;
  const words = [layout.header, ...layout.rows].flatMap(({ cells }) => cells.flat());
  return countCharacters(words) <= MOST_IN_SMALL;
}

/** How many characters such a table holds at the most. */
const MOST_IN_SMALL = 1_000;

/** Whether words end with a colon or a dash, as those before a list do. */
function leadsOn(words: readonly StyledWord[]): boolean {
  const last = words.findLast(({ text, mark }) => mark?.op !== 'delete' && text.trim() !== '');
  return last !== undefined && /[:—–]\s{0,9}$/.test(last.text.slice(-12));
}
