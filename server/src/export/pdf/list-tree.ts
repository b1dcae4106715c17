import type { Layout } from '../manuscript/manuscript.js';

/** What stands in a list: its number or sign, and how far in that and its words stand. */
type Listed = Extract<Layout, { kind: 'provision' | 'item' }>;

/** An entry of a list, and what stands within it. */
export interface ListEntry {
  readonly layout: Listed;
  readonly within: readonly ListBlock[];
}

/** A block on its own, or a list with its entries; millimetres from the left of what holds it. */
export type ListBlock =
  | { readonly layout: Layout; readonly left: number }
  | { readonly entries: readonly ListEntry[]; readonly left: number; readonly hang: number };

/**
 * How many lists are open at most: each takes three levels of a PDF's tags, and readers leave out
 * what stands deeper than forty. What is deeper still follows the list that it would be in.
 */
const MOST_OPEN = 9;

/** How far in the text of a clause stands, and how much further that of each level, in millimetres. */
export const CLAUSE_LEFT = 15;
export const STEP = 10;
/** How far the words of an item stand from its sign. */
const BULLET = 6;

/** No label stands farther in, so that its words have room. */
const MOST_LEFT = 95;

/** Where the label of a provision or an item stands, and where its words do. */
export function measurePlace(layout: Listed): { readonly left: number; readonly hang: number } {
  if (layout.kind === 'provision') return { left: limitLeft(CLAUSE_LEFT + STEP * (layout.level - 1)), hang: STEP };
  const { level, within, marker } = layout;
  const hang = marker === '' ? STEP : BULLET;
  return { left: limitLeft(within < 0 ? hang * level : CLAUSE_LEFT + STEP * within + hang * level), hang };
}

/** How far in the text of a block that continues a provision stands. */
export function leftOfText(level: number): number {
  return level < 0 ? 0 : limitLeft(CLAUSE_LEFT + STEP * (level - 1)) + STEP;
}

function limitLeft(left: number): number {
  return Math.min(left, MOST_LEFT);
}

interface OpenList {
  readonly left: number;
  readonly hang: number;
  readonly entries: { readonly layout: Listed; readonly within: ListBlock[] }[];
}

/**
 * The blocks of a text as nested lists: sub-paragraphs and items, and the words that continue them.
 * What stands at no level, such as a table, ends the lists before it.
 */
export function nestLists(layouts: readonly Layout[]): ListBlock[] {
  const root: ListBlock[] = [];
  let open: OpenList[] = [];
  const closeTo = (left: number) => {
    while (open.length > 0 && textLeftOf(open.at(-1)) > left + ALMOST) open.pop();
  };
  const put = (block: ListBlock) => (open.at(-1)?.entries.at(-1)?.within ?? root).push(block);
  for (const layout of layouts) {
    if (layout.moved) open = [];
    if (layout.kind === 'item' || (layout.kind === 'provision' && layout.level > 0)) {
      const { left, hang } = measurePlace(layout);
      while (open.length > 0 && open.at(-1)!.left > left + ALMOST) open.pop();
      const top = open.at(-1);
      if (top && Math.abs(top.left - left) < ALMOST && top.hang === hang) {
        top.entries.push({ layout, within: [] });
        continue;
      }
      closeTo(left);
      if (open.length >= MOST_OPEN) open = open.slice(0, MOST_OPEN - 1);
      const list = { left, hang, entries: [{ layout, within: [] }] };
      put({ ...list, left: left - textLeftOf(open.at(-1)) });
      open.push(list);
    } else if (layout.kind === 'paragraph' && layout.level > 0) {
      const left = leftOfText(layout.level);
      closeTo(left);
      put({ layout, left: left - textLeftOf(open.at(-1)) });
    } else {
      open = [];
      root.push({ layout, left: layout.kind === 'paragraph' ? leftOfText(layout.level) : 0 });
    }
  }
  return root;
}

/** Less than any two places differ, in millimetres. */
const ALMOST = 0.5;

function textLeftOf(list: OpenList | undefined): number {
  return list ? list.left + list.hang : 0;
}
