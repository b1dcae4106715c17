import { measureText, widthOfLetter } from '../../analysis/text/letter-widths.js';
import type { Footnote, Layout, StyledWord } from '../manuscript/manuscript.js';
import { isWordy } from '../manuscript/marked-words.js';
import { indexCallableNotes } from '../manuscript/notes.js';
import { USUAL_POINTS } from './label-place.js';
import { styleOfRole } from './paragraphs.js';
import { NAMED_STYLES } from './styles.js';

/** The room on the pages, in twips. */
export interface PageRoom {
  readonly width: number;
  readonly height: number;
  readonly turnedWidth: number;
  readonly turnedHeight: number;
}

/** What the style of a paragraph says of the room that it takes, in twips. */
interface StyleRoom {
  readonly before: number;
  readonly after: number;
  readonly line: number;
  /** How much narrower than the page its lines are. */
  readonly edges: number;
  readonly points: number;
  readonly bold: boolean;
}

/** How high a line of Arial is by its nature, and how much higher the file's defaults make it. */
const NATURAL = 1.15;
const USUAL_LINE = 276;
const USUAL_AFTER = 120;
/** The parts of a page that its foot needs for each footnote, and for the line above them, in twips. */
const NOTE_LINE = 240;
const NOTE_EDGE = 160;
const NOTE_POINTS = 9;
/** The edges of a row of a table, and those of a cell to the left and right. */
const ROW_EDGES = 150;
const CELL_EDGES = 210;
const USUAL_FIGURE = 3600;

/** The room of each of Keeling's styles, by its id. */
const ROOMS: ReadonlyMap<string, StyleRoom> = readRooms();

function readRooms(): Map<string, StyleRoom> {
  const rooms = new Map<string, StyleRoom>();
  for (const { id, kind, basedOn, paragraph = '', run } of NAMED_STYLES) {
    if (kind !== 'paragraph') continue;
    const base = basedOn === null ? undefined : rooms.get(basedOn);
    const number = (pattern: RegExp) => {
      const found = pattern.exec(paragraph)?.[1];
      return found === undefined ? undefined : Number(found);
    };
    const points = run?.halfPoints === undefined ? (base?.points ?? USUAL_POINTS) : run.halfPoints / 2;
    const multiple =
      number(/w:line="(\d+)"/) ?? (base ? base.line / (base.points * 20 * NATURAL) : USUAL_LINE / 240) * 240;
    const left = number(/<w:ind w:left="(\d+)"/);
    rooms.set(id, {
      before: number(/w:before="(\d+)"/) ?? base?.before ?? 0,
      after: number(/w:after="(\d+)"/) ?? base?.after ?? USUAL_AFTER,
      line: (points * 20 * NATURAL * multiple) / 240,
      edges: left === undefined ? (base?.edges ?? 0) : left + (number(/w:right="(\d+)"/) ?? 0),
      points,
      bold: run?.bold ?? base?.bold ?? false,
    });
  }
  return rooms;
}

/**
 * The page on which each block begins, by an estimate of Word's own layout: the widths of the letters
 * give the lines, the styles their heights. Until Word counts itself, the contents show these.
 * @param first the page that the first block is on
 * @returns one number for each block
 */
export function estimatePages(
  layouts: readonly Layout[],
  notes: ReadonlyMap<string, Footnote>,
  room: PageRoom,
  first: number,
): number[] {
  const counter = new PageCounter(room, first);
  const heights = new BlockHeights(notes, room);
  let isTurned = false;
  return layouts.map((layout, index) => {
    const turns = layout.isLandscape ?? false;
    if (turns !== isTurned) counter.turn((isTurned = turns), index > 0);
    if (layout.startsPage) counter.breakPage();
    const block = heights.measure(layout);
    const next = layouts[index + 1];
    const isKept = layout.kind === 'heading' || layout.kind === 'question' || layout.keepsNext === true;
    return counter.place(block, isKept && next ? heights.measureFirstLines(next) : 0);
  });
}

/** The height of an entry of the contents, of a line and of a row before the text, in twips. */
const ENTRY = 360;
const FRONT_LINE = 420;
const FRONT_ROW = 150;
const ROW_LINE = 240;
/** How many letters a line of the columns of the list of changes holds. */
const LIST_COLUMNS = [32, 42] as const;

/**
 * How many pages stand between the title page and the text.
 * @param entries of the contents
 * @param lines of the legend, and of what else stands above the list of changes
 * @param rows the words of each row of that list
 */
export function countFrontPages(
  { entries, lines, rows }: { readonly entries: number; readonly lines: number; readonly rows: readonly string[][] },
  { height }: PageRoom,
): number {
  let sum = 600 + entries * ENTRY + lines * FRONT_LINE;
  for (const row of rows) {
    const most = row.reduce(
      (found, words, at) => Math.max(found, Math.ceil(words.length / (LIST_COLUMNS[at] ?? 46))),
      1,
    );
    sum += FRONT_ROW + most * ROW_LINE;
  }
  return Math.ceil(sum / height);
}

/** The heights of a block: of the parts that no page end may be within, and of the notes it calls. */
interface BlockHeight {
  readonly before: number;
  readonly after: number;
  readonly parts: readonly number[];
  readonly notes: number;
}

class PageCounter {
  private used = 0;
  private height: number;

  constructor(
    private readonly room: PageRoom,
    private page: number,
  ) {
    this.height = room.height;
  }

  turn(isTurned: boolean, endsPage: boolean): void {
    if (endsPage && this.used > 0) this.nextPage();
    this.height = isTurned ? this.room.turnedHeight : this.room.height;
  }

  breakPage(): void {
    if (this.used > 0) this.nextPage();
  }

  /** @returns the page on which the block begins */
  place({ before, after, parts, notes }: BlockHeight, kept: number): number {
    const whole = parts.reduce((sum, part) => sum + part, 0);
    // What is kept with the next moves with it; the first two lines of others stay together.
    const least = kept > 0 ? whole + after + kept : (parts[0] ?? 0) + (parts[1] ?? 0);
    if (this.used > 0 && this.used + before + least + notes > this.height) this.nextPage();
    this.used += (this.used > 0 ? before : 0) + notes;
    const begins = this.page;
    for (const part of parts) {
      if (this.used + part > this.height && this.used > 0) this.nextPage();
      this.used += part;
    }
    this.used += after;
    return begins;
  }

  private nextPage(): void {
    this.page++;
    this.used = 0;
  }
}

class BlockHeights {
  private readonly findNote: (key: string) => Footnote | null;
  private readonly called = new Set<Footnote>();

  constructor(
    notes: ReadonlyMap<string, Footnote>,
    private readonly room: PageRoom,
  ) {
    this.findNote = indexCallableNotes(notes);
  }

  measure(layout: Layout): BlockHeight {
    const style = roomOf(layout);
    const { before, after, line } = style;
    switch (layout.kind) {
      case 'table': {
        const { header, rows, fit } = layout;
        const whole = fit.isLandscape ? this.room.turnedWidth : this.room.width;
        const scale = whole / fit.widths.reduce((sum, width) => sum + width, 0);
        const height = fit.points * 20 * NATURAL * 1.05;
        let notes = 0;
        const parts = [header, ...rows].map(({ cells }) => {
          let most = 1;
          for (const [at, words] of cells.entries()) {
            const width = (fit.widths[at] ?? 0) * scale - CELL_EDGES;
            most = Math.max(most, estimateLines(words, [], width, fit.points, false));
            notes += this.measureNotes(words);
          }
          return most * height + ROW_EDGES;
        });
        return { before: 0, after: 0, parts, notes };
      }
      case 'figure':
        return { before, after, parts: [USUAL_FIGURE], notes: 0 };
      case 'rule':
        return { before, after, parts: [line], notes: 0 };
      default: {
        const label = 'label' in layout ? layout.label : [];
        const lines = estimateLines(layout.words, label, this.room.width - style.edges, style.points, style.bold);
        return { before, after, parts: new Array<number>(lines).fill(line), notes: this.measureNotes(layout.words) };
      }
    }
  }

  measureFirstLines(layout: Layout): number {
    const { before, line } = roomOf(layout);
    if (layout.kind === 'figure') return before + USUAL_FIGURE;
    return before + line * 2;
  }

  private measureNotes(words: readonly StyledWord[]): number {
    let height = 0;
    for (const { note } of words) {
      const found = note === null ? null : this.findNote(note);
      if (!found || this.called.has(found)) continue;
      this.called.add(found);
      height += estimateLines(found.words, [], this.room.width - 284, NOTE_POINTS, false) * NOTE_LINE + 40;
    }
    return height > 0 ? height + NOTE_EDGE : 0;
  }
}

function roomOf(layout: Layout): StyleRoom {
  return ROOMS.get(styleOfRole(layout)) ?? { before: 0, after: 120, line: 290, edges: 0, points: 11, bold: false };
}

/** How many lines words take, a label hanging beside them where it is a number. */
function estimateLines(
  words: readonly StyledWord[],
  label: readonly StyledWord[],
  room: number,
  points: number,
  isBold: boolean,
): number {
  // Widths in thousandths of the size of the letters.
  const most = (Math.max(room, 400) * 50) / (points * (isBold ? 1.08 : 1));
  let lines = 1;
  let width = 0;
  let word = 0;
  if (isWordy(label)) width = label.reduce((sum, { text }) => sum + measureText(text, 50), 0);
  for (const { text, kind } of words) {
    if (kind === 'break') {
      lines++;
      width = 0;
      word = 0;
      continue;
    }
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const letter = widthOfLetter(code);
      if (code === 0x20 || code === 0x0a) {
        width += letter;
        word = 0;
        continue;
      }
      width += letter;
      word += letter;
      if (width <= most) continue;
      lines++;
      width = word > most ? letter : word;
      if (word > most) word = letter;
    }
  }
  return lines;
}
