import type { Draft } from '../../model/draft.js';
import { readTable } from '../../model/table.js';
import { isChanged, isChangedRow } from './changed.js';
import { fitTable } from './fit-table.js';
import {
  type Footnote,
  type KeptBlocks,
  type LaidOutRow,
  type Layout,
  makePlainWord,
  type StyledWord,
} from './manuscript.js';
import { indexCallableNotes } from './notes.js';
import type { PairedBlocks } from './number-places.js';

/** A laid-out block, and the blocks that it was laid out from. */
interface PlacedLayout {
  readonly layout: Layout;
  readonly pair: PairedBlocks;
}

/** What an extract shows, and which blocks of the drafts that is. */
interface ExtractedText {
  readonly layouts: readonly Layout[];
  readonly notes: ReadonlyMap<string, Footnote>;
  readonly kept: { readonly old: KeptBlocks; readonly new: KeptBlocks };
}

/** Where the rows of a table begin in the block of either version. */
type RowStarts = ReadonlyMap<LaidOutRow, PairedBlocks>;

/** The sign for what is left out between two blocks that are shown. */
const LEFT_OUT = '…';

/**
 * What changed alone: each changed block with the headings above it and the words that lead in to
 * it, and of a table the rows that changed below its header.
 */
export function extractChanged(
  placed: readonly PlacedLayout[],
  notes: ReadonlyMap<string, Footnote>,
  { old, new: after }: { readonly old: Draft; readonly new: Draft },
  starts: RowStarts,
): ExtractedText {
  const findNote = indexCallableNotes(notes);
  const isNoteChanged = (note: Footnote | null) =>
    note !== null && (note.mark !== null || note.words.some(({ mark }) => mark));
  const callsChanged = (layout: Layout) => callsOf(layout).some((key) => isNoteChanged(findNote(key)));
  const context = { old: new Set<number>(), new: new Set<number>() };
  const own = new Set<PlacedLayout>();
  for (const [index, each] of placed.entries()) {
    const isOwn = isChanged(each.layout) || looksChanged(each.layout) || callsChanged(each.layout);
    if (!isOwn && !placed[index - 1]?.layout.end) continue;
    own.add(each);
    addLeadIn(context.old, old, each.pair.old);
    addLeadIn(context.new, after, each.pair.new);
  }
  const kept = { old: new KeptSide(), new: new KeptSide() };
  const layouts: Layout[] = [];
  let isGap = false;
  for (const each of placed) {
    const { pair, layout } = each;
    const isOwn = own.has(each);
    const isContext =
      (pair.old !== null && context.old.has(pair.old)) || (pair.new !== null && context.new.has(pair.new));
    if (!isOwn && !isContext) {
      isGap = true;
      continue;
    }
    if (isGap && layouts.length > 0 && layout.kind !== 'heading' && layout.kind !== 'caption') layouts.push(makeGap());
    isGap = false;
    const isListed = isOwn && layout.kind === 'table' && hasPlainRows(old, pair.old) && hasPlainRows(after, pair.new);
    const shown = isListed ? keepChangedRows(layout, callsChanged(layout)) : layout;
    layouts.push(shown);
    kept.old.add(pair.old, shown === layout ? null : shown, (row) => starts.get(row)?.old ?? null);
    kept.new.add(pair.new, shown === layout ? null : shown, (row) => starts.get(row)?.new ?? null);
  }
  return { layouts, notes: keepCalledNotes(layouts, notes, kept), kept };
}

/** The blocks of one version that are shown. */
class KeptSide implements KeptBlocks {
  readonly blocks = new Set<number>();
  readonly rows = new Map<number, ReadonlySet<number>>();

  /** @param table of which only some rows are shown; null where the block is shown as a whole */
  add(block: number | null, table: Layout | null, startOf: (row: LaidOutRow) => number | null): void {
    if (block === null) return;
    this.blocks.add(block);
    if (table?.kind !== 'table') return;
    const starts = [table.header, ...table.rows].map(startOf);
    this.rows.set(block, new Set(starts.filter((start) => start !== null)));
  }
}

/** Whether words stay and look different, or the block does. */
function looksChanged(layout: Layout): boolean {
  const areChanged = (words: readonly StyledWord[]) => words.some(({ was }) => was !== null);
  if (layout.was !== null) return true;
  if (layout.kind === 'table') return [layout.header, ...layout.rows].some(({ cells }) => cells.some(areChanged));
  return 'words' in layout && areChanged(layout.words);
}

/** Adds the headings above a block, and the words that lead in to it. */
function addLeadIn(context: Set<number>, draft: Draft, block: number | null): void {
  if (block === null) return;
  let isInTable = false;
  for (let at = draft.provisionOfBlock(block); at; at = at.parent) {
    isInTable ||= at.kind === 'table' || at.kind === 'figure';
    // A table is led in to by its caption: the clause above it may be about something else.
    if (isInTable && (at.kind === 'clause' || at.kind === 'paragraph')) continue;
    const first = at.children[0]?.block ?? at.block + 1;
    const isLeadIn = at.kind === 'clause' || at.kind === 'paragraph';
    const end = isLeadIn ? Math.min(first, block) : at.block + 1;
    for (let index = at.block; index < Math.max(end, at.block + 1); index++) context.add(index);
  }
}

function makeGap(): Layout {
  const none = { mark: null, end: null, anchor: null, moved: null, was: null, origin: null };
  const words = [makePlainWord(LEFT_OUT, null)];
  return { ...none, kind: 'paragraph', level: 0, defines: false, isQuoted: false, label: [], words };
}

/** Whether the rows of a table can be shown without one another. */
function hasPlainRows(draft: Draft, block: number | null): boolean {
  return block === null || readTable(draft.block(block)) !== null;
}

/** A table with its header and the rows that changed. One with merged cells, or a change that no row shows, stays whole. */
function keepChangedRows(layout: Extract<Layout, { kind: 'table' }>, isWhole: boolean): Layout {
  const { header, merges } = layout;
  const looks = (row: LaidOutRow) => row.cells.some((words) => words.some(({ was }) => was !== null));
  const rows = layout.rows.filter((row) => isChangedRow(row) || looks(row));
  if (layout.mark || isWhole || merges.length > 0 || rows.length === layout.rows.length) return layout;
  if (layout.columns.some((mark) => mark !== null) || rows.length === 0) return layout;
  return { ...layout, rows, fit: fitTable(header, rows, merges) };
}

/** The notes that are called by what is shown, and by these notes. */
function keepCalledNotes(
  layouts: readonly Layout[],
  notes: ReadonlyMap<string, Footnote>,
  kept: { readonly old: KeptSide; readonly new: KeptSide },
): ReadonlyMap<string, Footnote> {
  const findNote = indexCallableNotes(notes);
  const called = new Set<Footnote>();
  const waiting = layouts.flatMap(callsOf);
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const note = findNote(key);
    if (!note || called.has(note)) continue;
    called.add(note);
    waiting.push(...note.words.flatMap((word) => word.note ?? []));
  }
  for (const { block } of called) {
    if (block.old !== null) kept.old.blocks.add(block.old);
    if (block.new !== null) kept.new.blocks.add(block.new);
  }
  return new Map([...notes].filter(([, note]) => called.has(note)));
}

/** The notes that the words of a block call. */
function callsOf(layout: Layout): string[] {
  if (layout.kind === 'table')
    return [layout.header, ...layout.rows].flatMap(({ cells }) => cells.flat().flatMap(({ note }) => note ?? []));
  return 'words' in layout ? layout.words.flatMap(({ note }) => note ?? []) : [];
}
