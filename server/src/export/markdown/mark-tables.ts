import type { Draft } from '../../model/draft.js';
import type { Span } from '../../model/text.js';
import { mergePlaces } from '../manuscript/table-columns.js';
import { type Chunk, type Fragment, type MarkingContext, makeChunk, markWords, readFragments } from './fragments.js';
import { clipPieces, type SourceBlock } from './source-blocks.js';

/**
 * Marks for a table that both versions have: the rows and cells of either, each in its place, and
 * one row of dashes for all columns.
 */
export function markTable(block: SourceBlock, context: MarkingContext): Chunk[] {
  const { script } = context;
  const old = dashesOf(script.old, block.old);
  const after = dashesOf(script.new, block.new);
  if (!old || !after) return markCells(readFragments(block, block.pieces, context));
  const [above, below] = [
    clipPieces(block.pieces, { start: 0, end: old.start }, { start: 0, end: after.start }),
    clipPieces(
      block.pieces,
      { start: old.end, end: script.old.text.length },
      { start: after.end, end: script.new.text.length },
    ),
  ];
  const dashes = mergeDashes(
    script.old.text.slice(old.start, old.end),
    script.new.text.slice(after.start, after.end),
    block.table?.columns ?? null,
  );
  return [
    ...markCells(readFragments(block, above, context)),
    { text: dashes, isMark: false, origin: null },
    ...markCells(readFragments(block, below, context)),
  ];
}

/** The span of the row of dashes under a table's header in its text; null where there is none. */
function dashesOf(draft: Draft, index: number | null): Span | null {
  if (index === null) return null;
  const [, ...lines] = draft.block(index).text.matchAll(/[^\r\n]+/g);
  const dashes = lines.find(([line]) => /^[ \t>|:-]+$/.test(line) && line.includes('-'));
  if (!dashes) return null;
  const start = draft.startOf(index) + dashes.index;
  return { start, end: start + dashes[0].length };
}

/**
 * The new row of dashes, with those of the columns that only the old version has in their places.
 */
function mergeDashes(old: string, after: string, columns: readonly (readonly [number, number])[] | null): string {
  const oldCells = cellsOf(old);
  const newCells = cellsOf(after);
  if (!columns || columns.length === oldCells.length) return after;
  const cells = mergePlaces(columns, oldCells.length, newCells.length).map(
    (place) => (place.new === null ? oldCells[place.old ?? 0] : newCells[place.new]) ?? '---',
  );
  const lead = /^[ \t>]*\|?/.exec(after)?.[0] ?? '';
  return `${lead}${cells.join('|')}${/\|[ \t]*$/.exec(after)?.[0] ?? ''}`;
}

function cellsOf(dashes: string): string[] {
  return dashes
    .replace(/^[ \t>]*\|?/, '')
    .replace(/\|[ \t]*$/, '')
    .split('|');
}

const EDGES = /(\r\n?|\n|(?<!\\)\|)/;

/**
 * Fragments of a table with the bars of the new version alone where both have the same ones, and only
 * the blanks beside them and the bars around a line differ: what went from a cell stands in that cell.
 */
function takeNewBars(fragments: readonly Fragment[]): Fragment[] {
  const taken: Fragment[] = [];
  let run: Fragment[] = [];
  let before = '';
  const close = (after: string): void => {
    taken.push(...takeBarsOfRun(run, /(?:^|[\r\n])[ \t]*$/.test(before), /^[ \t]*(?:[\r\n]|$)/.test(after)));
    run = [];
  };
  for (const fragment of fragments) {
    if (fragment.op === 'equal') {
      close(fragment.text);
      taken.push(fragment);
      if (fragment.text !== '') before = fragment.text;
    } else run.push(fragment);
  }
  close('');
  return taken;
}

function takeBarsOfRun(run: readonly Fragment[], beginsLine: boolean, endsLine: boolean): readonly Fragment[] {
  const isLayout = ({ piece }: Fragment): boolean => piece.class === 'formatting';
  if (!run.some(isLayout)) return run;
  const [gone, come] = (['delete', 'insert'] as const).map((taken) =>
    setOuterBarsAside(cutAtEdges(run.filter(({ op }) => op === taken)), beginsLine, endsLine),
  ) as [TableCell[], TableCell[]];
  const edges = (cells: readonly TableCell[]): string => cells.map(({ edge }) => edge?.text ?? '').join('\n');
  if (edges(gone) !== edges(come)) return run;
  if ([...gone, ...come].some(({ edge, outer }) => [edge, ...outer].some((bar) => bar !== null && !isLayout(bar))))
    return run;
  const isBlank = ({ text }: Fragment): boolean => text.trim() === '';
  return come.flatMap(({ words, edge, outer, closing }, index) => {
    const laidOut = words.map((each): Fragment => (isBlank(each) ? { ...each, op: 'equal', origin: null } : each));
    const lead = laidOut.findIndex((each) => !isBlank(each));
    const own = gone[index]?.words.filter((each) => !isBlank(each)) ?? [];
    const keep = (bars: readonly (Fragment | null)[]): Fragment[] =>
      bars.flatMap((bar) => (bar ? [{ ...bar, op: 'equal', origin: null }] : []));
    const bars = keep([closing, edge]);
    const opening = keep(outer.filter((each) => each !== closing));
    return lead < 0
      ? [...opening, ...own, ...laidOut, ...bars]
      : [...opening, ...laidOut.slice(0, lead), ...own, ...laidOut.slice(lead), ...bars];
  });
}

/** The words of a cell, and the bar or the line end after it; null after the last ones. */
interface TableCell {
  readonly words: readonly Fragment[];
  readonly edge: Fragment | null;
  /** The bars at the beginning and the end of its line, which a table has or leaves out. */
  readonly outer: readonly Fragment[];
  /** The last of them, if it stands behind the words. */
  readonly closing: Fragment | null;
}

const LINE_END = /^[\r\n]/;

/**
 * The cells of a run with the bars that begin and end a line put beside them.
 * @param beginsLine whether the run begins a line of the table
 * @param endsLine whether a line ends right behind the run
 */
function setOuterBarsAside(cells: readonly TableCell[], beginsLine: boolean, endsLine: boolean): TableCell[] {
  const kept: TableCell[] = [];
  let opening: Fragment[] = [];
  let isFirst = beginsLine;
  for (const cell of cells) {
    const { words, edge } = cell;
    const isEmpty = words.every(({ text }) => text.trim() === '');
    const isLast = edge ? LINE_END.test(edge.text) : endsLine;
    const before = kept.at(-1);
    if (isFirst && isEmpty && edge?.text === '|') opening = [edge];
    else if (isLast && isEmpty && opening.length === 0 && before?.edge?.text === '|')
      kept[kept.length - 1] = { ...before, edge, outer: [...before.outer, before.edge], closing: before.edge };
    else {
      kept.push({ ...cell, outer: opening });
      opening = [];
    }
    isFirst = edge !== null && LINE_END.test(edge.text);
  }
  return kept;
}

function cutAtEdges(fragments: readonly Fragment[]): TableCell[] {
  const cells: TableCell[] = [];
  let words: Fragment[] = [];
  for (const fragment of fragments)
    for (const [at, text] of fragment.text.split(EDGES).entries()) {
      if (text === '') continue;
      if (at % 2 === 0) words.push({ ...fragment, text });
      else {
        cells.push({ words, edge: { ...fragment, text }, outer: [], closing: null });
        words = [];
      }
    }
  return [...cells, { words, edge: null, outer: [], closing: null }];
}

/** Line ends, bars and the blanks beside them stand outside of the marks. */
function markCells(written: readonly Fragment[]): Chunk[] {
  const fragments = takeNewBars(written);
  let isEdge = true;
  return fragments.flatMap((fragment, index) => {
    if (fragment.op === 'equal') {
      if (fragment.text !== '') isEdge = /(?:^|[\r\n]|(?<!\\)\|)[ \t]*$/.test(fragment.text);
      return [makeChunk(fragment, fragment.text, false)];
    }
    const parts = fragment.text.split(EDGES);
    return parts.flatMap((part, at) => {
      if (at % 2 === 1) {
        isEdge = true;
        return [makeChunk(fragment, part, false)];
      }
      const isBeforeEdge = at + 1 < parts.length || /^[ \t]*(?:[|\r\n]|$)/.test(fragments[index + 1]?.text ?? '');
      const lead = isEdge ? (/^[ \t]*/.exec(part)?.[0] ?? '') : '';
      const end = isBeforeEdge ? Math.max(lead.length, part.trimEnd().length) : part.length;
      const words = part.slice(lead.length, end);
      if (words !== '') isEdge = false;
      return [
        makeChunk(fragment, lead, false),
        makeChunk(fragment, markWords(fragment.op, words), true),
        makeChunk(fragment, part.slice(end), false),
      ];
    });
  });
}
