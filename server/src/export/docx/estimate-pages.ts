import { measureText, widthOfLetter } from '../../analysis/text/letter-widths.js';
import { isRepeatedRow } from '../manuscript/fit-table.js';
import { type Footnote, type Layout, makePlainWord, type StyledWord } from '../manuscript/manuscript.js';
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
const NOTE_LINE = 207;
const NOTE_EDGE = 200;
const NOTE_POINTS = 9;
/** The edges of a row of a table, and those of a cell to the left and right. */
const ROW_EDGES = 150;
const CELL_EDGES = 210;
/** The space between a table and a paragraph below it that has none above itself. */
const BELOW_TABLE = 240;
const USUAL_ROOM: StyleRoom = { before: 0, after: 120, line: 291, edges: 0, points: 11, bold: false };

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

/** What the pages are estimated from besides the text. */
export interface PagesToCount {
  readonly layouts: readonly Layout[];
  readonly notes: ReadonlyMap<string, Footnote>;
  readonly room: PageRoom;
  /** The height of a figure by its path in the draft, in twips; null for one that cannot be shown. */
  readonly figureHeight: (path: string) => number | null;
  /** The paragraphs between the title page, if there is one, and the text. */
  readonly front: readonly FrontLine[];
  readonly hasTitlePage: boolean;
}

/** A paragraph before the text. */
export interface FrontLine {
  readonly style: string;
  readonly words: string;
  /** What its lines lose of the width, where its style does not say so, in twips. */
  readonly edges?: number;
  /** Words on a line of their own above, which have the whole width. */
  readonly above?: string;
  /** The space before it, where that of its style is another, in twips. */
  readonly before?: number;
  /** Whether it stands on the page of the paragraph after it. */
  readonly isKept?: boolean;
}

/**
 * The page on which each block begins, by an estimate of Word's own layout: the widths of the letters
 * give the lines, the styles their heights. Until Word counts itself, the contents show these.
 * @returns one number for each block
 */
export function estimatePages({ layouts, notes, room, figureHeight, front, hasTitlePage }: PagesToCount): number[] {
  const counter = new PageCounter(room, hasTitlePage ? 2 : 1);
  placeAll(
    counter,
    front.map((line) => measureFrontLine(line, room)),
  );
  if (hasTitlePage) counter.breakPage();
  const heights = new BlockHeights(notes, room, figureHeight);
  const blocks = layouts.map((layout, index) => heights.measure(layout, layouts[index - 1]));
  let isTurned = false;
  return placeAll(counter, blocks, (index) => {
    const { isLandscape = false, startsPage } = layouts[index]!;
    if (isLandscape !== isTurned) counter.turn((isTurned = isLandscape), index > 0);
    if (startsPage) counter.breakPage();
  });
}

/** @param prepare called before each block */
function placeAll(
  counter: PageCounter,
  blocks: readonly BlockHeight[],
  prepare: (index: number) => void = () => {},
): number[] {
  // What is kept with the next begins no page apart from it.
  let isTied = false;
  return blocks.map((block, index) => {
    prepare(index);
    const page = counter.place(block, isTied || !block.isKept ? 0 : measureTied(blocks, index));
    isTied = block.isKept;
    return page;
  });
}

/** The height of a block and of all that stands on its page with it, without the space above; the last may go on. */
function measureTied(blocks: readonly BlockHeight[], from: number): number {
  let sum = 0;
  let above = 0;
  for (let at = from; at < blocks.length; at++) {
    const { before, after, parts, isKept } = blocks[at]!;
    if (at > from) sum += Math.max(above, before);
    if (!isKept) return sum + (parts[0] ?? 0);
    sum += parts.reduce((whole, part) => whole + part, 0);
    above = after;
  }
  return sum;
}

/** The line between two entries of the list of changes, and the space around it, in twips. */
const ENTRY_RULE = 70;

function measureFrontLine(
  { style, words, edges, above, before, isKept = false }: FrontLine,
  room: PageRoom,
): BlockHeight {
  const own = ROOMS.get(style) ?? USUAL_ROOM;
  const count = (text: string, width: number) =>
    estimateLines([makePlainWord(text, null)], [], width, own.points, own.bold);
  const lines = (above === undefined ? 0 : count(above, room.width)) + count(words, room.width - (edges ?? own.edges));
  const isListed = style === 'ChangeEntry';
  return {
    before: before ?? own.before,
    after: own.after,
    parts: isListed ? [lines * own.line + ENTRY_RULE] : partLines(lines, own.line),
    again: 0,
    notes: 0,
    isKept,
  };
}

/** The parts of a paragraph that no page end is within: no line stands alone at the foot or the head of a page. */
function partLines(lines: number, line: number): number[] {
  if (lines <= 3) return [lines * line];
  return [2 * line, ...new Array<number>(lines - 4).fill(line), 2 * line];
}

/** The heights of a block: of the parts that no page end may be within, and of the notes it calls. */
interface BlockHeight {
  readonly before: number;
  readonly after: number;
  readonly parts: readonly number[];
  /** What is repeated at the head of each page that it goes on to. */
  readonly again: number;
  readonly notes: number;
  /** Whether it stands on the page of the block after it. */
  readonly isKept: boolean;
}

class PageCounter {
  private used = 0;
  /** The space below the last block. */
  private after = 0;
  private height: number;
  /** Whether the page was begun on purpose: then the space above its first block stays. */
  private isOwn = true;

  constructor(
    private readonly room: PageRoom,
    private page: number,
  ) {
    this.height = room.height;
  }

  turn(isTurned: boolean, endsPage: boolean): void {
    if (endsPage) this.breakPage();
    this.height = isTurned ? this.room.turnedHeight : this.room.height;
  }

  breakPage(): void {
    if (this.used > 0) this.nextPage();
    this.isOwn = true;
  }

  /**
   * @param tied the height of all that stands on its page with it; 0 where nothing does
   * @returns the page on which the block begins
   */
  place({ before, after, parts, again, notes }: BlockHeight, tied = 0): number {
    // What fits on no page is not kept together.
    const least = tied > 0 && tied + notes <= this.height ? tied : (parts[0] ?? 0);
    // Of the spaces between two blocks the greater counts.
    if (this.used > 0 && this.used + Math.max(this.after, before) + least + notes > this.height) this.nextPage();
    this.used += (this.used > 0 || this.isOwn ? Math.max(this.after, before) : 0) + notes;
    this.isOwn = false;
    const begins = this.page;
    for (const [index, part] of parts.entries()) {
      if (this.used + part > this.height && this.used > 0) {
        this.nextPage();
        if (index > 0) this.used += again;
      }
      this.used += part;
    }
    this.after = after;
    return begins;
  }

  private nextPage(): void {
    this.page++;
    this.used = 0;
    this.after = 0;
    this.isOwn = false;
  }
}

class BlockHeights {
  private readonly findNote: (key: string) => Footnote | null;
  private readonly called = new Set<Footnote>();

  constructor(
    notes: ReadonlyMap<string, Footnote>,
    private readonly room: PageRoom,
    private readonly figureHeight: (path: string) => number | null,
  ) {
    this.findNote = indexCallableNotes(notes);
  }

  measure(layout: Layout, previous: Layout | undefined): BlockHeight {
    const { after, line, points, bold, edges, ...style } = roomOf(layout);
    const before = previous?.kind === 'table' && style.before === 0 ? BELOW_TABLE : style.before;
    const isKept = layout.kind === 'heading' || layout.kind === 'question' || layout.keepsNext === true;
    const whole = { before, after, again: 0, notes: 0, isKept };
    switch (layout.kind) {
      case 'table':
        return { ...this.measureTable(layout), before: previous?.kind === 'table' ? USUAL_ROOM.line : 0, isKept };
      case 'figure':
        return { ...whole, parts: [(this.figureHeight(layout.path) ?? 0) + line] };
      case 'rule':
        return { ...whole, parts: [line] };
      default: {
        const label = 'label' in layout ? layout.label : [];
        const lines = estimateLines(layout.words, label, this.room.width - edges, points, bold);
        const parts = layout.kind === 'heading' ? [lines * line] : partLines(lines, line);
        return { ...whole, parts, notes: this.measureNotes(layout.words) };
      }
    }
  }

  private measureTable({
    header,
    rows,
    fit,
  }: Extract<Layout, { kind: 'table' }>): Pick<BlockHeight, 'after' | 'parts' | 'again' | 'notes'> {
    const whole = fit.isLandscape ? this.room.turnedWidth : this.room.width;
    const scale = whole / fit.widths.reduce((sum, width) => sum + width, 0);
    const height = fit.points * 20 * NATURAL * 1.05;
    let notes = 0;
    const parts = [header, ...rows].map(({ cells }, row) => {
      let most = 1;
      for (const [at, words] of cells.entries()) {
        const width = (fit.widths[at] ?? 0) * scale - CELL_EDGES;
        most = Math.max(most, estimateLines(words, [], width, fit.points, row === 0));
        notes += this.measureNotes(words);
      }
      return most * height + ROW_EDGES;
    });
    const [first = 0, second = 0, ...others] = parts;
    if (fit.isKept) return { after: 0, parts: [parts.reduce((sum, part) => sum + part, 0)], again: 0, notes };
    // A header stands alone at the foot of no page.
    return { after: 0, parts: [first + second, ...others], again: isRepeatedRow(header) ? first : 0, notes };
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
  return ROOMS.get(styleOfRole(layout)) ?? USUAL_ROOM;
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
