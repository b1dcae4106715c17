import { parseDay } from '../../analysis/dates/calendar.js';
import { LONGEST_WORD } from '../../analysis/text/fit-columns.js';
import { measureText } from '../../analysis/text/letter-widths.js';
import { SignsWithoutFont } from '../../failure.js';
import { bindNumbers } from '../bound-numbers.js';
import { ConservationCheck } from '../conservation.js';
import type { ExportOptions } from '../export-options.js';
import {
  type BlockPartName,
  cutStretches,
  describeDeletion,
  describeGone,
  endNote,
  findBrackets,
  isQuotable,
  isReplacedAt,
} from '../manuscript/amendment-notes.js';
import { isChanged, isChangedRow } from '../manuscript/changed.js';
import { isReadFromRight } from '../manuscript/direction.js';
import { type DrawnEntry, drawLegend } from '../manuscript/drawn-legend.js';
import { isRepeatedRow } from '../manuscript/fit-table.js';
import { hasJoints, JOINT_MEANING, showJoints } from '../manuscript/joints.js';
import { layOutManuscript } from '../manuscript/lay-out.js';
import { LEGEND_SAMPLE, LEGEND_TITLE } from '../manuscript/legend.js';
import {
  LIST_OF_CHANGES,
  type ListOfChanges,
  sayChange,
  sayCounts,
  sayProvision,
} from '../manuscript/list-of-changes.js';
import {
  countCharacters,
  dropRepeatedTitle,
  type Footnote,
  type LaidOutRow,
  type Layout,
  listFacts,
  type Manuscript,
  makePlainWord,
  type Source,
  type StyledWord,
} from '../manuscript/manuscript.js';
import type { RevisionMark } from '../manuscript/mark.js';
import { isWordy, joinLabel, trimWords } from '../manuscript/marked-words.js';
import { TableGrid } from '../manuscript/merged-cells.js';
import { sayMove } from '../manuscript/moves.js';
import { signOfCall } from '../manuscript/note-numbers.js';
import { indexCallableNotes } from '../manuscript/notes.js';
import { sayMarginNumbers, sayNumbers } from '../manuscript/number-places.js';
import { kindOfMark, type MarkLook, type MarkScheme } from '../mark-schemes.js';
import type { Letter } from '../paper.js';
import { pictureOf } from '../pictures.js';
import { keepSafeLink, makePrintable } from '../printable.js';
import { gapInContents, type ListedHeading } from './contents-gap.js';
import { explainSigns } from './explain-signs.js';
import { keepSlashes } from './kept-slashes.js';
import PROGRAM from './layout.typ';
import { saysThatLinesMeet, useOneKindOfLine } from './lines-that-meet.js';
import { CLAUSE_LEFT, type ListBlock, type ListEntry, leftOfText, measurePlace, nestLists } from './list-tree.js';
import { breakLongWords } from './long-words.js';
import type { Typesetter, TypesettingJob } from './typesetter.js';

/** What a PDF shows, and where its figures come from. */
export interface PdfOptions extends Partial<ExportOptions> {
  /**
   * Returns the bytes of a figure by its path in the draft, or null. Without it, figures show their
   * alternative text.
   */
  readonly figures?: (path: string) => Uint8Array | null;
  /** The author and the date (ISO) of the file; none without them. */
  readonly author?: string;
  readonly date?: string;
}

/**
 * A draft as a tagged PDF; a comparison as one with its changes marked. The same input gives the
 * same bytes.
 * @throws Error that names the first sign that no font has, and its line; Error of the typesetter
 */
export async function renderPdf(source: Source, typesetter: Typesetter, options: PdfOptions = {}): Promise<Uint8Array> {
  try {
    return await typesetJob(typesetter, makeTypesettingJob(layOutManuscript(source, options), options));
  } catch (error) {
    throw error instanceof SignsWithoutFont ? new Error(explainSigns(error.signs, source)) : error;
  }
}

/** Has a manuscript typeset; where lines of two kinds would meet, with lines of one kind. */
export async function typesetJob(typesetter: Typesetter, job: TypesettingJob): Promise<Uint8Array> {
  try {
    return await typesetter.pdf(job);
  } catch (error) {
    if (!saysThatLinesMeet(error)) throw error;
    return typesetter.pdf(useOneKindOfLine(job));
  }
}

/** What the typesetter is given for a manuscript. */
export function makeTypesettingJob(
  manuscript: Manuscript,
  options: Pick<PdfOptions, 'figures' | 'author' | 'date'> = {},
): TypesettingJob {
  return new PdfWriter(manuscript, options).job();
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type JsonEntry = { readonly [key: string]: Json };

/** The size of the letters of the text. */
const LETTERS = 10.5;
const TWIPS_PER_MM = 56.7;
/** The least space between a label and its words, in millimetres. */
const LEAST_GAP = 2;
/** How many characters a line holds at the least, capitals included, and how many each level takes. */
const LINE = 56;
const LEVEL_TAKES = 4;
/** How many a line of a heading holds, and a twip of a table's column in letters of one point. */
const HEADING_LINE = 36;
const TABLE_LINE = (64 * 9.5) / 9070;
/** How far in the lines of a note stand, and the size of its number, in points. */
const NOTE_HANG = 9.6;
const NOTE_NUMBER = 5.4;
/** The contents list headings down to this level. */
const CONTENTS_DEPTH = 2;
/** The width between the margins, and that of a letter at the most, in millimetres. */
const TEXT_WIDTH = 160;
const WIDEST_LETTER = 3;
/** A block of more lines is not kept with the next one: the typesetter loses what leaves a page. */
const MOST_STICKY_LINES = 15;
/** Longer rows, in characters or lines, may be split over pages. */
const MOST_KEPT = 1_500;
const MOST_KEPT_LINES = 30;

class PdfWriter {
  private readonly files = new Map<string, Uint8Array>();
  /** The file name given to the typesetter for each figure, by path; null for missing figures. */
  private readonly pictures = new Map<string, string | null>();
  /** Notes written so far, with the label of the first call of each; null for those never called. */
  private readonly calls = new Map<Footnote, string | null>();
  private readonly findNote: (key: string) => Footnote | null;
  /** What a screen reader says for each marked word. */
  private readonly spoken: string[] = [];
  /** The depths of the headings that are open, outermost first. */
  private readonly depths: number[] = [];
  /** The headings that the contents list, by how far in they stand there. */
  private readonly listed: ListedHeading[] = [];
  /** What stands in notes instead of in the text, where the marks leave it to notes. */
  private readonly amendments: JsonEntry[] = [];
  /** The places that something leads to: words, or the list of changes alone. */
  private readonly cited = new Map<string, 'words' | 'list'>();
  /** The mark of the whole block that is being written. */
  private whole: RevisionMark | null = null;
  /** How many characters a line of the words that are being written holds at the least. */
  private room = LINE;
  private check: ConservationCheck | null = null;

  constructor(
    private readonly manuscript: Manuscript,
    private readonly options: Pick<PdfOptions, 'figures' | 'author' | 'date'>,
  ) {
    this.findNote = indexCallableNotes(manuscript.notes);
  }

  job(): TypesettingJob {
    const { manuscript } = this;
    const { document, version, against, front, changes, legend, marks, origins, paper } = manuscript;
    const day = parseDay(this.options.date ?? null);
    const title = manuscript.title ?? 'Draft';
    const shown = dropRepeatedTitle(manuscript, title);
    this.check = new ConservationCheck(manuscript, manuscript.layouts.length - shown.length);
    const layouts = showJoints(shown);
    const blocks = this.blocks(layouts);
    const data: JsonEntry = {
      title: makePrintable(title),
      against: makePrintable(against === null ? '' : `Change marked against ${against}`),
      name: makePrintable([document, version].filter(Boolean).join(' ')),
      above: (paper?.above ?? []).map(makePrintable),
      facts: listFacts(manuscript, this.options.date).map(makePrintable),
      author: makePrintable(this.options.author ?? ''),
      date: day ? [day.year, day.month, day.day] : null,
      logo: this.logo(),
      letter: paper?.letter ? describeLetter(paper.letter) : null,
      classification: makePrintable(manuscript.classification ?? ''),
      watermark: manuscript.watermark,
      contents: !paper?.letter && layouts.some((layout) => layout.kind === 'heading' && layout.mark?.op !== 'delete'),
      looks: describeLooks(marks),
      legendTitle: LEGEND_TITLE,
      legend: front.legend ? drawLegend({ legend, marks }).map((entry) => this.describeLegend(entry)) : [],
      joints: front.legend && hasJoints(layouts) ? JOINT_MEANING : '',
      origins: front.legend && origins.length > 0 ? makePrintable(`Changes of: ${origins.join('; ')}.`) : '',
      changes: front.listOfChanges && changes ? listChangeEntries(changes) : null,
      blocks,
      contentsGap: gapInContents(this.listed),
      amendments: this.amendments,
      endnotes: this.endnotes(),
    };
    for (const { anchor } of front.listOfChanges && changes ? changes.entries : [])
      if (anchor && !this.cited.has(anchor)) this.cited.set(anchor, 'list');
    this.check.finish();
    return {
      program: PROGRAM,
      data: JSON.stringify({ ...data, cited: Object.fromEntries(this.cited) }),
      files: this.files,
      spoken: this.spoken,
      isDated: day !== null,
    };
  }

  /** The blocks of the text; those that need pages on their sides together. */
  private blocks(layouts: readonly Layout[]): JsonEntry[] {
    const blocks: JsonEntry[] = [];
    let turned: JsonEntry[] | null = null;
    for (const nested of nestLists(layouts)) {
      const isLandscape = 'layout' in nested && nested.layout.isLandscape === true;
      if (isLandscape && !turned) {
        turned = [];
        blocks.push({ kind: 'landscape', blocks: turned });
      }
      if (!isLandscape) turned = null;
      (turned ?? blocks).push({ ...this.listBlock(nested), signed: endsLetter(nested) });
    }
    return blocks;
  }

  private listBlock(nested: ListBlock): JsonEntry {
    if ('layout' in nested) {
      const { layout, left } = nested;
      return { ...this.block(layout), ...describeMove(layout), ...describePlace(layout), left };
    }
    const { left, hang, entries } = nested;
    return {
      kind: 'list',
      left,
      hang,
      ...(entries[0] ? describeMove(entries[0].layout) : {}),
      items: entries.map(({ layout, within }): JsonEntry => {
        const place = measurePlace(layout);
        return {
          ...this.base(layout),
          ...describePlace(layout),
          ...this.describeEntry(layout, hang),
          inset: place.left + place.hang,
          blocks: within.map((each) => this.listBlock(each)),
        };
      }),
    };
  }

  /** The label and the words of an entry of a list. */
  private describeEntry(layout: ListEntry['layout'], hang: number): JsonEntry {
    const gone = this.describeGoneBlock(layout);
    if (gone) return { ...gone, label: [], long: false, twice: false };
    this.setRoom(layout);
    this.whole = layout.mark;
    const isSign = layout.kind === 'item' && layout.marker !== '';
    const said = isSign
      ? { ...this.labelled([], joinLabel(layout.label, layout.words), hang), label: [layout.marker] }
      : this.labelled(layout.label, layout.words, hang);
    this.whole = null;
    return said;
  }

  /** The logo of the issuing body, as a picture. */
  private logo(): string | null {
    const bytes = this.manuscript.paper?.logo ?? null;
    if (bytes === null || !pictureOf(bytes)) return null;
    this.files.set('logo', bytes);
    return 'logo';
  }

  private base(layout: Layout): JsonEntry {
    return {
      ...(layout.anchor === null ? {} : { anchor: layout.anchor }),
      ...(isChanged(layout) ? { changed: true } : {}),
      ...(isReadFromRight(layout) ? { rtl: true } : {}),
      ...describeNumbers(layout.numbers ?? []),
    };
  }

  /** Sets how many characters a line of a block holds. */
  private setRoom(layout: Layout): void {
    const level = 'level' in layout ? layout.level + 2 : 0;
    this.room = layout.kind === 'heading' ? HEADING_LINE : Math.max(HEADING_LINE, LINE - LEVEL_TAKES * level);
  }

  private block(layout: Layout): JsonEntry {
    this.whole = layout.mark;
    const block = this.describeBlock(layout);
    this.whole = null;
    return block;
  }

  private describeBlock(layout: Layout): JsonEntry {
    const gone = this.describeGoneBlock(layout);
    if (gone) return gone;
    const base = { ...this.base(layout), kind: layout.kind };
    this.setRoom(layout);
    switch (layout.kind) {
      case 'heading':
        return { ...base, ...this.heading(layout) };
      case 'provision':
      case 'item':
        return { ...base, ...this.labelled(layout.label, layout.words, CLAUSE_LEFT) };
      case 'paragraph': {
        const inset = leftOfText(layout.level);
        return { ...base, quoted: layout.isQuoted, inset, words: this.words(joinLabel(layout.label, layout.words)) };
      }
      case 'caption':
      case 'question':
        return { ...base, words: this.words(joinLabel(layout.label, layout.words)) };
      case 'code':
        return { ...base, words: this.words(layout.words) };
      case 'table':
        return { ...base, ...this.table(layout) };
      case 'figure': {
        this.check?.writeText(layout.alt, layout.mark?.op ?? null);
        const alt = makePrintable(layout.alt).trim() || 'Figure';
        const file = this.picture(layout.path);
        return { ...base, alt, ...(file === null ? {} : { file }), ...markCode(layout.mark), change: layout.change };
      }
      case 'rule':
        return { ...base, ...markCode(layout.mark) };
    }
  }

  /**
   * Heading levels are never skipped, as PDF/UA requires, and headings of one depth look alike where
   * the title above them stands on the cover.
   */
  private heading({ depth, label, words }: Extract<Layout, { kind: 'heading' }>): JsonEntry {
    const said = (all: readonly StyledWord[]) => makePrintable(all.map((word) => word.text).join('')).trim();
    const all = [...label, makePlainWord(isWordy(label) ? ' ' : '\u2002', null), ...words];
    const now = said(all.filter((word) => word.mark?.op !== 'delete'));
    const plain = now || said(all);
    // A heading without words is no heading.
    if (plain === '') return { kind: 'paragraph', level: -1, inset: 0, words: [] };
    const open = this.depths.findIndex((each) => each >= depth);
    if (open >= 0) this.depths.length = open;
    this.depths.push(depth);
    if (now !== '' && this.depths.length <= CONTENTS_DEPTH) this.listed.push({ plain, level: this.depths.length });
    return { level: this.depths.length, plain, gone: now === '', ...this.labelled(label, words, CLAUSE_LEFT) };
  }

  /** @param room what the label has before its words, in millimetres */
  private labelled(label: readonly StyledWord[], words: readonly StyledWord[], room: number): JsonEntry {
    const said = label.map(({ text }) => text).join('');
    const isLong = measureText(said, LETTERS) / TWIPS_PER_MM + LEAST_GAP > room;
    // A label that is words, "Schedule 1 –", is read on with those after it.
    if (isWordy(label)) return { label: [], long: false, twice: false, words: this.words(joinLabel(label, words)) };
    const twice = isLong && label.length === 2 && label.every((word) => word.mark !== null && !/\s/.test(word.text));
    const part = label.length > 0 ? 'rest' : 'all';
    const isStacked = twice && label.every(({ mark }) => !this.standsInNote(mark));
    return {
      // Each on its own: below the old number the new one needs no gap before it.
      label: isStacked ? label.flatMap((word) => this.words([word], 'label')) : this.words(label, 'label'),
      long: isLong,
      twice: isStacked,
      words: this.words(words, part),
    };
  }

  private table({
    header,
    rows,
    headerRows: headers,
    merges,
    fit,
    numbers = [],
  }: Extract<Layout, { kind: 'table' }>): JsonEntry {
    const grid = new TableGrid(merges);
    const outer = this.whole;
    const roomIn = (column: number) => Math.max(1, Math.floor((TABLE_LINE * (fit.widths[column] ?? 0)) / fit.points));
    const linesIn = (words: readonly StyledWord[], column: number) => countCharacters(words) / roomIn(column);
    const isLong = (words: readonly StyledWord[], column: number) =>
      countCharacters(words) > MOST_KEPT || linesIn(words, column) > MOST_KEPT_LINES;
    const cell = (each: LaidOutRow, index: number, column: number): JsonEntry[] => {
      const { columns: across, rows: down, isBelow, isBeside } = grid.placeOf(index, column);
      if (isBelow || isBeside) return [];
      const room = roomIn(column);
      this.room = Math.max(room, fit.isCut ? 1 : LONGEST_WORD);
      // What is deleted as a whole stays in its place, so no note quotes its cells.
      this.whole = outer ?? each.mark;
      return [{ words: this.words(each.cells[column] ?? []), across, down }];
    };
    const row = (each: LaidOutRow, index: number): JsonEntry => ({
      cells: fit.widths.flatMap((_, i) => cell(each, index, i)),
      changed: isChangedRow(each),
      ...describeNumbers([...(index === 0 ? numbers : []), ...(each.numbers ?? [])]),
      breakable: each.cells.some(isLong),
    });
    const top = [header, ...rows].slice(0, headers);
    const lines = top.reduce((sum, { cells }) => sum + Math.max(...cells.map(linesIn)), 0);
    const all = [header, ...rows].map(row);
    return {
      columns: fit.widths,
      points: fit.points,
      kept: fit.isKept,
      // A header that fills a page cannot be repeated, nor be split.
      headed: lines <= MOST_KEPT_LINES,
      repeats: top.every(isRepeatedRow),
      header: all.slice(0, headers),
      rows: all.slice(headers),
    };
  }

  /** The file name given to the typesetter for a figure; null where the figure is missing. */
  private picture(path: string): string | null {
    const known = this.pictures.get(path);
    if (known !== undefined) return known;
    const bytes = this.options.figures?.(path) ?? null;
    const name = bytes && pictureOf(bytes) ? `figure-${this.files.size + 1}` : null;
    if (bytes && name) this.files.set(name, bytes);
    this.pictures.set(path, name);
    return name;
  }

  /** @param part which part of its block the words are, where the block has a label */
  private words(words: readonly StyledWord[], part: BlockPartName = 'all'): Json[] {
    const { inserted, deleted } = this.manuscript.marks.looks;
    if (!inserted.enclosed && !deleted.inNote) return this.plainWords(words);
    const stretches = cutStretches(words, inserted.enclosed);
    return stretches.flatMap((stretch, index): Json[] => {
      const { opens, closes } = findBrackets(stretches, index, { whole: this.whole, part });
      if (stretch.mark && this.standsInNote(stretch.mark) && this.whole?.op !== 'delete') {
        const quoted = this.plainWords(trimWords(stretch.words));
        if (!isQuotable(stretch)) return [];
        const isReplaced = isReplacedAt(stretches, index);
        return [
          this.callAmendment({
            mark: stretch.mark,
            lead: describeDeletion(isReplaced),
            words: stretch.words,
            quoted,
            isReplaced,
          }),
        ];
      }
      return [...(opens ? ['['] : []), ...this.plainWords(stretch.words), ...(closes ? [']'] : [])];
    });
  }

  private plainWords(said: readonly StyledWord[]): Json[] {
    const words = bindNumbers(said);
    return words.flatMap((word, index): Json[] => {
      const joins = { before: !words[index - 1], after: !words[index + 1] };
      const json = this.word(word, joins);
      if (json === '') return [];
      return typeof json === 'object' && touchesOther(words[index - 1], word) ? [{ ...json, g: true }] : [json];
    });
  }

  private standsInNote(mark: RevisionMark | null): boolean {
    return mark?.op === 'delete' && this.manuscript.marks.looks[kindOfMark(mark)].inNote;
  }

  /** A block that is gone as a whole, where a note quotes it; null for any other. */
  private describeGoneBlock(layout: Layout): JsonEntry | null {
    const { mark, moved } = layout;
    if (!mark || !this.standsInNote(mark) || !('label' in layout)) return null;
    const words = joinLabel(layout.label, layout.words);
    const quoted = this.plainWords(words);
    const lead = describeGone(moved && 'to' in moved ? moved.to : null);
    const call = this.callAmendment({ mark, lead, words, quoted, isReplaced: false });
    return { ...this.base(layout), kind: 'paragraph', inset: 0, words: [call] };
  }

  /** Adds a note, and returns the sign that stands for it in the text. */
  private callAmendment({ mark, lead, words, quoted, isReplaced }: Amendment): JsonEntry {
    const number = this.amendments.length + 1;
    const anchor = `_amendment-${number}`;
    this.cited.set(anchor, 'words');
    this.amendments.push({
      anchor,
      sign: `A${number}`,
      lead: makePrintable(lead),
      quoted,
      after: endNote(words, mark),
    });
    return { a: anchor, sign: `A${number}`, gap: !isReplaced };
  }

  private describeLegend({ mark, meaning, isBold }: DrawnEntry): JsonEntry {
    if (mark === null) return { meaning };
    const { enclosed } = this.manuscript.marks.looks[kindOfMark(mark)];
    return { mark: codeOfMark(mark), sample: enclosed ? `[${LEGEND_SAMPLE}]` : LEGEND_SAMPLE, isBold, meaning };
  }

  /** @param ends whether its block begins or ends with the word */
  private word(word: StyledWord, ends: { readonly before: boolean; readonly after: boolean }): Json {
    this.check?.writeWord(word);
    const broken = breakLongWords(makeTypeable(word.text), this.room);
    const text = word.mark || word.link || word.kind !== 'text' ? broken : keepSlashes(broken, ends);
    const styles =
      (word.strong ? 'b' : '') +
      (word.emphasis ? 'i' : '') +
      (word.superscript ? '^' : '') +
      (word.subscript ? '_' : '') +
      (word.underline ? 'u' : '') +
      (word.kind === 'code' ? 'c' : '');
    const link = word.kind === 'image' ? null : keepSafeLink(word.link);
    const call = word.note === null ? null : this.call(word, word.note);
    const target = link === null && call === null ? word.target : null;
    if (target !== null) this.cited.set(target, 'words');
    if (styles === '' && link === null && target === null && !word.mark && call === null && word.kind !== 'break')
      return text;
    return {
      ...(call === null ? { t: text } : call),
      ...(styles === '' ? {} : { s: styles }),
      ...(link === null ? {} : { l: makePrintable(link) }),
      ...(target === null ? {} : { r: target }),
      ...(word.kind === 'break' ? { b: true } : {}),
      ...(word.mark ? { m: codeOfMark(word.mark), ...this.speak(word.mark, text) } : {}),
    };
  }

  /** Adds what is said for marked words, by a number; nothing for a blank. */
  private speak(mark: RevisionMark, text: string): JsonEntry {
    if (text.trim() === '') return {};
    return { k: this.spoken.push(`${sayMark(mark)}: ${text.replace(/\u200b/g, '')}`) };
  }

  /**
   * The footnote at its first call; only its number at later calls, or where it does not exist. A
   * deleted call does not hold a note that stays.
   */
  private call(word: StyledWord, called: string): JsonEntry {
    const note = this.findNote(called);
    const { text, mark } = word;
    const label = makePrintable(signOfCall(word) || text);
    if (!note) return { t: label, s: '^' };
    const first = this.calls.get(note);
    if (first === label) return { n: { again: note.anchor, number: label } };
    if (first !== undefined || (mark?.op === 'delete' && note.mark?.op !== 'delete'))
      return { n: { again: note.anchor, label } };
    this.calls.set(note, label);
    return { n: { id: note.anchor, label, gap: gapAfterNumber(label), words: this.wordsOfNote(note) } };
  }

  /** The label of a note is not among its words. */
  private labelOfNote(marked: readonly StyledWord[]): Json[] {
    return marked.map(({ text, mark }) => ({ t: makePrintable(text), ...markCode(mark) }));
  }

  private wordsOfNote(note: Footnote): Json[] {
    return this.check ? this.check.writeNote(note, note, () => this.words(note.words)) : this.words(note.words);
  }

  /** The notes that are never called. */
  private endnotes(): JsonEntry[] {
    return [...this.manuscript.notes.values()].flatMap((note) => {
      const { marked, words, mark, anchor } = note;
      if (this.calls.has(note)) return [];
      // A call within these notes leads to the note where it stands, which is no footnote.
      this.calls.set(note, null);
      return [
        {
          anchor,
          ...(mark || words.some((word) => word.mark) ? { changed: true } : {}),
          label: this.labelOfNote(marked),
          words: this.wordsOfNote(note),
        },
      ];
    });
  }
}

/** Printable text of which the fonts have each sign: the typesetter takes a tab for one of these. */
function makeTypeable(text: string): string {
  return makePrintable(text).replace(/\r\n?/g, '\n').replace(/\t/g, '    ');
}

/**
 * A mark's code in the Typst program: i(nserted) or d(eleted), then s(ubstance), (mo)v(ed) or
 * m(inor).
 */
function codeOfMark({ op, class: edits, move }: RevisionMark): string {
  return (op === 'insert' ? 'i' : 'd') + (move !== null ? 'v' : edits === 'substance' ? 's' : 'm');
}

/** How each mark looks, by its code. */
function describeLooks({ looks }: MarkScheme): JsonEntry {
  const describe = ({ line, lineInBold, bold, italic, ink }: MarkLook): JsonEntry => ({
    line,
    lineInBold,
    bold,
    italic,
    ink: INKS[ink],
  });
  return {
    is: describe(looks.inserted),
    ds: describe(looks.deleted),
    iv: describe(looks.movedHere),
    dv: describe(looks.movedAway),
    im: describe(looks.minorInserted),
    dm: describe(looks.minorDeleted),
  };
}

const INKS: Readonly<Record<MarkLook['ink'], string>> = {
  plain: '#1b232c',
  insert: '#0b5d2a',
  delete: '#9b1c1c',
  move: '#5a2d91',
  minor: '#4c5661',
};

/** Words that stand in a note, and what the note and its call say. */
interface Amendment {
  readonly mark: RevisionMark;
  readonly lead: string;
  readonly words: readonly StyledWord[];
  readonly quoted: readonly Json[];
  /** Whether other words stand for them. */
  readonly isReplaced: boolean;
}

function describeLetter({ sender, address, to, details, signature }: Letter): JsonEntry {
  return {
    sender: makePrintable(sender ?? ''),
    address: address.map(makePrintable),
    to: to.map(makePrintable),
    details: details.map((pair) => pair.map(makePrintable)),
    opening: makePrintable(signature.opening),
    lines: signature.lines.map(([name, value]) => [name, makePrintable(value ?? '')]),
  };
}

/** A mark as it is read aloud. */
function sayMark({ op, move }: RevisionMark): string {
  if (move !== null) return op === 'insert' ? 'moved here' : 'moved away';
  return op === 'insert' ? 'inserted' : 'deleted';
}

/** The mark of what has no words of its own. */
function markCode(mark: RevisionMark | null): JsonEntry {
  return mark ? { m: codeOfMark(mark) } : {};
}

function listChangeEntries({ counts, entries, notes }: ListOfChanges): JsonEntry {
  const isNumbered = entries.some(({ numbers }) => numbers !== undefined);
  return {
    title: LIST_OF_CHANGES.title,
    summary: sayCounts({ counts }) || LIST_OF_CHANGES.none,
    columns: [...(isNumbered ? [LIST_OF_CHANGES.number] : []), ...LIST_OF_CHANGES.columns],
    entries: entries.map((change) => ({
      ...(isNumbered && { number: sayNumbers(change.numbers ?? []) }),
      label: makeTypeable(sayProvision(change)),
      change: makeTypeable(sayChange(change)),
      anchor: change.anchor,
    })),
    notes: notes.map(makePrintable),
  };
}

/** How far the words of a note stand from its number, so that its lines hang beside that, in points. */
function gapAfterNumber(label: string): number {
  return Math.max(1, NOTE_HANG - measureText(label, NOTE_NUMBER) / 20);
}

/** Whether words of one version stand right against those of the other before them. */
function touchesOther(before: StyledWord | undefined, { text, mark }: StyledWord): boolean {
  if (!before?.mark || !mark || before.mark.op === mark.op) return false;
  return /\S$/.test(before.text) && /^\S/.test(text);
}

/** What stands in the margin beside changes. */
function describeNumbers(numbers: readonly number[]): JsonEntry {
  return numbers.length === 0 ? {} : { numbers: sayMarginNumbers(numbers) };
}

function describeMove({ moved }: Layout): JsonEntry {
  if (!moved) return {};
  return { moved: makePrintable(sayMove(moved)) };
}

/** Whether the signature of the letter follows what stands here. */
function endsLetter(nested: ListBlock): boolean {
  if ('layout' in nested) return nested.layout.endsLetter === true;
  return nested.entries.some(({ layout, within }) => layout.endsLetter === true || within.some(endsLetter));
}

/** How many lines a block has at the most, by a rough count. */
function countLinesAtMost(layout: Layout): number {
  if (!('words' in layout)) return 1;
  const place = layout.kind === 'provision' || layout.kind === 'item' ? measurePlace(layout) : null;
  const left = place ? place.left + place.hang : layout.kind === 'paragraph' ? leftOfText(layout.level) : 0;
  const breaks = layout.words.filter(({ kind }) => kind === 'break').length;
  return breaks + (countCharacters(layout.words) * WIDEST_LETTER) / (TEXT_WIDTH - left);
}

/** How a block stands on its page. */
function describePlace(layout: Layout): JsonEntry {
  return {
    ...(layout.keepsNext && countLinesAtMost(layout) <= MOST_STICKY_LINES ? { sticky: true } : {}),
    ...(layout.startsPage ? { starts: true } : {}),
    ...(layout.kind === 'caption' && !layout.keepsNext ? { under: true } : {}),
  };
}
