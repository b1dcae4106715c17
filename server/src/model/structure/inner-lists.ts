import { type Block, isQuoted } from '../block.js';
import { readListTitle } from './list-sections.js';
import { introducesList } from './nested-markers.js';

/** An item of a list that a clause holds and that counts by itself: "2.1." of a list 1., 2. in Clause 2.3. */
export interface InnerItem {
  /** What it counts to at its own level. */
  readonly value: number;
  /** How many levels of the list it stands in, from 0. */
  readonly depth: number;
}

export interface InnerLists {
  /** By the index of their block. */
  readonly items: ReadonlyMap<number, InnerItem>;
  /** The blocks of lists without levels, 1., 2., which are things and no sections. */
  readonly things: ReadonlySet<number>;
}

/** The numbers of a label that are open in a list: [2, 1] for "2.1.". */
type NumberPath = readonly number[];

/**
 * The lists 1., 2., 2.1 … that words of a clause lead into ("the following:") and after which the
 * clauses go on: their numbers look like those of sections and clauses.
 */
export function findInnerLists(blocks: readonly Block[], isSkipped: (index: number) => boolean): InnerLists {
  const found = new Map<number, InnerItem>();
  const things = new Set<number>();
  let holder: NumberPath | null = null;
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index]!;
    if (isSkipped(index) || isQuoted(block)) continue;
    const { head, kind } = block;
    const path = readNumberPath(block);
    const above = blocks[index - 1] ?? block;
    const isLed = introducesList(above) || (holder?.[1] === 0 && above.head.kind === 'clause');
    if (head.kind === 'listNumber' && holder && path?.join() === '1' && isLed) {
      const { items, hasLevels, end } = readInnerList(blocks, index, holder, isSkipped);
      for (const [at, item] of items)
        if (hasLevels) found.set(at, item);
        else things.add(at);
      // What is no list of the clause is read once all the same.
      index = end - 1;
    } else if (head.kind === 'division' || (kind === 'heading' && path === null)) holder = null;
    else if (path && head.kind !== 'listNumber') holder = path.length > 1 ? path : null;
  }
  return { items: found, things };
}

/** Reads on from an item "1." as long as the list goes on; no items where it is none of the clause. */
function readInnerList(
  blocks: readonly Block[],
  from: number,
  holder: NumberPath,
  isSkipped: (index: number) => boolean,
): { readonly items: ReadonlyMap<number, InnerItem>; readonly hasLevels: boolean; readonly end: number } {
  const items = new Map<number, InnerItem>();
  let open: NumberPath = [];
  let end = from;
  let next: NumberPath | null = null;
  /** The first item with the number and the title of the section that would come next. */
  let doubtful: number | null = null;
  for (; end < blocks.length; end++) {
    const block = blocks[end]!;
    if (isSkipped(end)) continue;
    const { head } = block;
    if (head.kind === 'division' || block.kind === 'heading') break;
    const path = readNumberPath(block);
    if (!path) continue;
    if (!isNextOf(path, open) || path.length > 1 !== (head.kind === 'clause')) {
      next = path;
      break;
    }
    if (path.length === 1 && path[0] === holder[0]! + 1 && readListTitle(block).title !== null) doubtful ??= end;
    open = path;
    items.set(end, { value: path.at(-1) ?? 0, depth: path.length - 1 });
  }
  // Between Clauses 2.1 and 2.2 no section begins, and none where sections are 2.0, 3.0.
  const isWithin = next !== null && comesAfterClause(next, holder) && (next[0] === holder[0] || holder[1] === 0);
  if (doubtful !== null && doubtful > from && !isWithin && holder[1] !== 0) {
    for (const at of [...items.keys()]) if (at >= doubtful) items.delete(at);
    next = readNumberPath(blocks[doubtful]!);
    end = doubtful;
  }
  const hasLevels = [...items.values()].some(({ depth }) => depth > 0);
  // Behind the last clause a title may begin a text of its own.
  const goesOn =
    next === null ? end < blocks.length || !readListTitle(blocks[from]!).isWhole : comesAfterClause(next, holder);
  return { items: isWithin || (hasLevels && goesOn) ? items : NO_ITEMS, hasLevels, end: Math.max(end, from + 1) };
}

const NO_ITEMS: ReadonlyMap<number, InnerItem> = new Map();

/** The numbers of the label that a block begins with: [2, 1] for "2.1 …"; null where it has no such. */
function readNumberPath({ head }: Block): NumberPath | null {
  if (head.kind !== 'clause' && head.kind !== 'section' && head.kind !== 'listNumber') return null;
  return /^\d{1,3}(?:\.\d{1,3}){0,8}$/.test(head.number) ? head.number.split('.').map(Number) : null;
}

/** Whether a number counts on from another, at its level or one that it is in, or is the first within it. */
function isNextOf(path: NumberPath, before: NumberPath): boolean {
  const last = path.length - 1;
  return (
    last <= before.length &&
    path[last] === (before[last] ?? 0) + 1 &&
    path.slice(0, last).every((number, level) => number === before[level])
  );
}

/** Whether a number stands after a clause in the order of a text: 2.4 and 3 after 2.3. */
function comesAfterClause(path: NumberPath, clause: NumberPath): boolean {
  const at = path.findIndex((number, level) => number !== clause[level]);
  return at >= 0 && (path[at] ?? 0) > (clause[at] ?? 0);
}
