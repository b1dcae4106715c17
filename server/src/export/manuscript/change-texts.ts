import type { Change, Comparison } from '../../compare/change.js';
import { withChangeNumbers } from '../../compare/change-numbers.js';
import { getOrCreate } from '../../model/memo.js';
import { isChanged, isChangedRow } from './changed.js';
import { layOutManuscript } from './lay-out.js';
import { type Footnote, type LaidOutRow, type Layout, makePlainWord, type StyledWord } from './manuscript.js';
import { joinLabel } from './marked-words.js';

/** The words of a line, each with its mark. */
export type TextLine = readonly StyledWord[];

/** The text of a change, line by line: of both versions, with its marks. */
export interface ChangeText {
  readonly old: readonly TextLine[];
  readonly new: readonly TextLine[];
}

/**
 * The text of each change as it is printed: the provision that it is of, in both versions, with the
 * unnumbered text and the sub-paragraphs that came or went with it.
 */
export function readChangeTexts(comparison: Comparison): ReadonlyMap<Change, ChangeText> {
  // Each change is known again in what is laid out by a number of its own.
  const { changes } = comparison;
  const numbered = withChangeNumbers(comparison, new Map(changes.map((change, index) => [change, index + 1] as const)));
  const { layouts, notes } = layOutManuscript({ comparison: numbered }, { without: [] });
  const gatherer = new TextGatherer(changes, [...notes.values()]);
  for (const layout of layouts) gatherer.add(layout);
  return gatherer.takeTexts();
}

class TextGatherer {
  private readonly lines = new Map<number, TextLine[]>();
  /** The lines of what moved away, by the number of the move, and the moves of each change. */
  private readonly gone = new Map<number, TextLine[]>();
  private readonly movesOf = new Map<number, Set<number>>();
  /** The numbers of the changes that the lines below go on with in either version; null without one. */
  private openOld: number | null = null;
  private openNew: number | null = null;

  constructor(
    private readonly changes: readonly Change[],
    private readonly notes: readonly Footnote[],
  ) {}

  add(layout: Layout): void {
    const { mark } = layout;
    if (mark && mark.op === 'delete' && mark.move !== null) {
      getOrCreate(this.gone, mark.move, () => []).push(...linesOf(layout));
      return;
    }
    const own = this.ownNumber(layout.numbers);
    if (own === null && !isChanged(layout)) [this.openOld, this.openNew] = [null, null];
    const change = own === null ? undefined : this.changes[own - 1];
    // Below what is deleted, what is inserted goes on with the change before that.
    if (change?.old) this.openOld = own;
    if (change?.new) this.openNew = own;
    if (layout.kind === 'table' && !mark) {
      for (const row of [layout.header, ...layout.rows]) this.addRow(row, own);
      return;
    }
    const open = own ?? (mark?.op === 'delete' ? this.openOld : (this.openNew ?? this.openOld));
    if (open === null) return;
    getOrCreate(this.lines, open, () => []).push(...linesOf(layout));
    const move = mark?.move ?? null;
    if (move !== null) getOrCreate(this.movesOf, open, () => new Set<number>()).add(move);
  }

  private addRow(row: LaidOutRow, table: number | null): void {
    const number = this.ownNumber(row.numbers) ?? (isChangedRow(row) ? table : null);
    if (number !== null) getOrCreate(this.lines, number, () => []).push(lineOfRow(row));
  }

  /** The number of a provision's change; footnotes, which stand beside the words that call them, have lines of their own. */
  private ownNumber(numbers: readonly number[] | undefined): number | null {
    return (numbers ?? []).find((number) => !isOfNote(this.changes[number - 1])) ?? null;
  }

  takeTexts(): Map<Change, ChangeText> {
    return new Map(this.changes.map((change, index) => [change, this.textOf(change, index + 1)] as const));
  }

  private textOf(change: Change, number: number): ChangeText {
    const lines = isOfNote(change) ? this.linesOfNote(change) : (this.lines.get(number) ?? readEditedWords(change));
    const moves = [...(this.movesOf.get(number) ?? [])];
    const gone = moves.flatMap((move) => this.gone.get(move) ?? []);
    const old = gone.length > 0 ? gone : lines;
    return {
      old: change.old === null ? [] : keepVersion(old, 'insert'),
      new: change.new === null ? [] : keepVersion(lines, 'delete'),
    };
  }

  private linesOfNote(change: Change): TextLine[] {
    const label = (change.new ?? change.old)?.provision?.number ?? '';
    const isGone = change.new === null;
    const note = this.notes.find(
      (each) => (isGone ? each.was : each.label) === label && (each.mark?.op === 'delete') === isGone,
    );
    return note ? [joinLabel(note.marked, note.words)] : readEditedWords(change);
  }
}

function isOfNote(change: Change | undefined): boolean {
  return (change?.new ?? change?.old)?.provision?.kind === 'footnote';
}

/** The words of the change itself, where what is laid out has no place for it. */
function readEditedWords({ edits }: Change): TextLine[] {
  return [
    edits.map(({ op, class: editClass = 'substance', text }) =>
      makePlainWord(text, op === 'equal' ? null : { op, class: editClass, move: null }),
    ),
  ];
}

function linesOf(layout: Layout): TextLine[] {
  switch (layout.kind) {
    case 'table':
      return [layout.header, ...layout.rows].map(lineOfRow);
    case 'figure':
      return [[makePlainWord(layout.alt, layout.mark)]];
    case 'rule':
      return [];
    case 'code':
      return [layout.words];
    default:
      return [joinLabel(layout.label, layout.words)];
  }
}

/** The cells of a row in one line. */
function lineOfRow({ cells, mark }: LaidOutRow): TextLine {
  return cells.flatMap((cell, index) => (index === 0 ? cell : [makePlainWord(' | ', mark), ...cell]));
}

/** The lines of one version: without the words of the other. */
function keepVersion(lines: readonly TextLine[], without: 'insert' | 'delete'): TextLine[] {
  return lines
    .map((line) => line.filter(({ mark }) => mark?.op !== without))
    .filter((line) => line.some(({ text }) => text.trim() !== ''));
}
