import type { Change, Comparison } from '../../compare/change.js';
import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { MinorClass } from '../export-options.js';
import { listShownChanges } from './list-of-changes.js';
import type { Footnote, LaidOutRow, Layout } from './manuscript.js';
import { indexCallableNotes } from './notes.js';

/** A block of either version by its index; null where that version has none. */
export interface PairedBlocks {
  readonly old: number | null;
  readonly new: number | null;
}

/** Numbers by the line, counted from 0, at which their changes begin in one of the drafts. */
type NumbersByLine = Map<number, number[]>;

/**
 * Where the numbers of changes stand: beside the block that each change begins with, or beside its
 * row. What moved has its number where it went to.
 */
export class NumberPlaces {
  private readonly ofOld: NumbersByLine = new Map();
  private readonly ofNew: NumbersByLine = new Map();
  readonly isEmpty: boolean;

  /** @param without classes of edits that are not marked, whose changes have no place */
  constructor(
    private readonly comparison: Comparison | null,
    without: readonly MinorClass[],
  ) {
    for (const change of comparison ? listShownChanges(comparison, without) : []) this.add(change);
    this.isEmpty = this.ofOld.size + this.ofNew.size === 0;
  }

  private add({ number, old, new: after }: Change): void {
    const side = after ?? old;
    if (number === undefined || side === null) return;
    getOrCreate(after ? this.ofNew : this.ofOld, side.line, () => []).push(number);
  }

  /**
   * The numbers of the changes that begin in a row of the one version or the other; each once.
   * @param row where the row begins in the block of either version
   */
  takeForRow(pair: PairedBlocks, row: PairedBlocks): number[] {
    if (this.isEmpty || !this.comparison) return [];
    const take = (draft: Draft, block: number | null, offset: number | null, numbers: NumbersByLine) => {
      if (block === null || offset === null) return [];
      const line = draft.lines.lineAt(draft.startOf(block) + offset);
      return takeAll(numbers, line, line);
    };
    return [
      ...take(this.comparison.new, pair.new, row.new, this.ofNew),
      ...take(this.comparison.old, pair.old, row.old, this.ofOld),
    ];
  }

  /** The numbers of the changes that begin in the blocks of a pair and that no row has; each once. */
  takeForBlock(pair: PairedBlocks): number[] {
    if (this.isEmpty || !this.comparison) return [];
    const take = (draft: Draft, block: number | null, numbers: NumbersByLine) => {
      if (block === null || numbers.size === 0) return [];
      const start = draft.startOf(block);
      return takeAll(numbers, draft.lines.lineAt(start), draft.lines.lineAt(start + draft.block(block).text.length));
    };
    return [...take(this.comparison.new, pair.new, this.ofNew), ...take(this.comparison.old, pair.old, this.ofOld)];
  }
}

function takeAll(numbers: NumbersByLine, from: number, to: number): number[] {
  const taken: number[] = [];
  for (let line = from; line <= to; line++) {
    taken.push(...(numbers.get(line) ?? []));
    numbers.delete(line);
  }
  return taken;
}

/** Numbers, with runs in short: "3, 5 to 9". */
export function sayNumbers(numbers: readonly number[]): string {
  return listNumberRuns(numbers).join(', ');
}

/** The runs of some numbers, in order: "3", "5 to 9". */
export function listNumberRuns(numbers: readonly number[]): string[] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const runs: [first: number, last: number][] = [];
  for (const number of sorted) {
    const run = runs.at(-1);
    if (run && run[1] + 1 === number) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.flatMap(([first, last]) =>
    last <= first + 1 ? [...new Set([`${first}`, `${last}`])] : [`${first} to ${last}`],
  );
}

/** What stands in the margin beside some changes, in one line. */
export function sayMarginNumbers(numbers: readonly number[]): string {
  return sayNumbers(numbers).replace(/ to /g, '–').replace(/, /g, ',');
}

/** The blocks, where the numbers of changed footnotes stand beside the words that call them. */
export function placeNoteNumbers(
  layouts: readonly Layout[],
  notes: ReadonlyMap<string, Footnote>,
  places: NumberPlaces,
): Layout[] {
  if (places.isEmpty || notes.size === 0) return [...layouts];
  const numbersOf = new Map<Footnote, readonly number[]>();
  for (const note of notes.values()) numbersOf.set(note, places.takeForBlock(note.block));
  const findNote = indexCallableNotes(notes);
  const takeFor = (words: readonly { readonly note: string | null }[]): number[] =>
    words.flatMap(({ note: key }) => {
      const note = key === null ? null : findNote(key);
      const numbers = (note && numbersOf.get(note)) ?? [];
      if (note) numbersOf.delete(note);
      return numbers;
    });
  const add = <T extends { readonly numbers?: readonly number[] }>(to: T, numbers: readonly number[]): T =>
    numbers.length === 0 ? to : { ...to, numbers: [...(to.numbers ?? []), ...numbers] };
  const addToRow = (row: LaidOutRow) => add(row, takeFor(row.cells.flat()));
  return layouts.map((layout): Layout => {
    if (layout.kind === 'table') return { ...layout, header: addToRow(layout.header), rows: layout.rows.map(addToRow) };
    return 'words' in layout ? add(layout, takeFor(layout.words)) : layout;
  });
}
