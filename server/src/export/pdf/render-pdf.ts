import { parseDay } from '../../analysis/dates/calendar.js';
import { columnWidths } from '../column-widths.js';
import { ConservationCheck } from '../conservation.js';
import type { ExportOptions } from '../export-options.js';
import { isChanged, isChangedRow } from '../manuscript/changed.js';
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
import { joinLabel } from '../manuscript/marked-words.js';
import { countHeaderRows, TableGrid } from '../manuscript/merged-cells.js';
import { indexCallableNotes, labelOfNoteKey } from '../manuscript/notes.js';
import type { Letter } from '../paper.js';
import { pictureOf } from '../pictures.js';
import { keepSafeLink, makePrintable } from '../printable.js';
import PROGRAM from './layout.typ';
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
 */
export function renderPdf(source: Source, typesetter: Typesetter, options: PdfOptions = {}): Promise<Uint8Array> {
  return typesetter.pdf(makeTypesettingJob(layOutManuscript(source, options), options));
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
type Bullet = Extract<Layout, { kind: 'item' }>;

/**
 * How many characters of a label fit before the text of a clause or heading, and of a
 * sub-paragraph.
 */
const ROOM = { clause: 7, paragraph: 5 } as const;
/** How many characters a line holds at the least, capitals included, and how many each level takes. */
const LINE = 56;
const STEP = 4;
/** How many a line of a heading holds, and the lines of all columns of a table together. */
const HEADING_LINE = 36;
const TABLE_LINE = 64;
/** Longer rows, in characters, may be split over pages. */
const MOST_KEPT = 1_500;

class PdfWriter {
  private readonly files = new Map<string, Uint8Array>();
  /** The file name given to the typesetter for each figure, by path; null for missing figures. */
  private readonly pictures = new Map<string, string | null>();
  /** Notes written so far, with the label of the first call of each; null for those never called. */
  private readonly calls = new Map<Footnote, string | null>();
  private readonly findNote: (key: string) => Footnote | null;
  private depth = 0;
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
    const { document, version, against, front, changes, legend, origins, paper } = manuscript;
    const day = parseDay(this.options.date ?? null);
    const title = manuscript.title ?? 'Draft';
    const shown = dropRepeatedTitle(manuscript, title);
    this.check = new ConservationCheck(manuscript, manuscript.layouts.length - shown.length);
    const layouts = showJoints(shown);
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
      contents: !paper?.letter && layouts.some((layout) => layout.kind === 'heading'),
      legendTitle: LEGEND_TITLE,
      sample: LEGEND_SAMPLE,
      legend: front.legend ? legend.map(({ mark, meaning }) => ({ mark: codeOfMark(mark), meaning })) : [],
      joints: front.legend && hasJoints(layouts) ? JOINT_MEANING : '',
      origins: front.legend && origins.length > 0 ? makePrintable(`Changes of: ${origins.join('; ')}.`) : '',
      changes: front.listOfChanges && changes ? listChangeEntries(changes) : null,
      blocks: this.blocks(layouts),
      endnotes: this.endnotes(),
    };
    this.check.finish();
    return { program: PROGRAM, data: JSON.stringify(data), files: this.files };
  }

  private blocks(layouts: readonly Layout[]): JsonEntry[] {
    const blocks: JsonEntry[] = [];
    for (let at = 0; at < layouts.length; at++) {
      const first = layouts[at]!;
      if (!isBullet(first)) {
        blocks.push({
          ...this.block(first),
          ...describeMove(first),
          ...captionFlags(layouts[at - 1], first, layouts[at + 1]),
        });
        continue;
      }
      const bullets: Bullet[] = [first];
      for (let next = layouts[at + 1]; next && isBullet(next) && !next.moved; next = layouts[++at + 1])
        bullets.push(next);
      blocks.push({ kind: 'items', ...describeMove(first), items: this.bullets(bullets) });
    }
    return blocks;
  }

  /** List items as nested lists, by level. */
  private bullets(bullets: readonly Bullet[]): JsonEntry[] {
    const items: JsonEntry[] = [];
    for (let at = 0; at < bullets.length; ) {
      const item = bullets[at++]!;
      const within: Bullet[] = [];
      for (let next = bullets[at]; next && next.level > item.level; next = bullets[++at]) within.push(next);
      items.push({
        ...this.base(item),
        level: item.level,
        words: this.words(joinLabel(item.label, item.words)),
        items: this.bullets(within),
      });
    }
    return items;
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
      ...(layout.startsPage ? { page: true } : {}),
      ...(layout.endsLetter ? { signed: true } : {}),
      ...(layout.anchor === null ? {} : { anchor: layout.anchor }),
      ...(isChanged(layout) ? { changed: true } : {}),
    };
  }

  private block(layout: Layout): JsonEntry {
    const base = { ...this.base(layout), kind: layout.kind };
    const level = 'level' in layout ? layout.level + 2 : 0;
    this.room = layout.kind === 'heading' ? HEADING_LINE : Math.max(HEADING_LINE, LINE - STEP * level);
    switch (layout.kind) {
      case 'heading':
        return { ...base, ...this.heading(layout) };
      case 'provision': {
        const room = layout.level === 0 ? ROOM.clause : ROOM.paragraph;
        return { ...base, level: layout.level, ...this.labelled(layout.label, layout.words, room) };
      }
      case 'item': {
        // A numbered item is laid out like a sub-paragraph.
        return {
          ...base,
          kind: 'provision',
          level: layout.level + 1,
          ...this.labelled(layout.label, layout.words, ROOM.paragraph),
        };
      }
      case 'paragraph':
        return { ...base, level: layout.level, words: this.words(joinLabel(layout.label, layout.words)) };
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
        return { ...base, alt, ...(file === null ? {} : { file }), ...markCode(layout.mark) };
      }
      case 'rule':
        return { ...base, ...markCode(layout.mark) };
    }
  }

  /** Heading levels are never skipped, as PDF/UA requires. */
  private heading({ depth, label, words }: Extract<Layout, { kind: 'heading' }>): JsonEntry {
    const said = (all: readonly StyledWord[]) => makePrintable(all.map((word) => word.text).join('')).trim();
    const all = [...label, makePlainWord('\u2002', null), ...words];
    const now = said(all.filter((word) => word.mark?.op !== 'delete'));
    const plain = now || said(all);
    // A heading without words is no heading.
    if (plain === '') return { kind: 'paragraph', level: -1, words: [] };
    this.depth = Math.min(depth, this.depth + 1);
    return { level: this.depth, plain, gone: now === '', ...this.labelled(label, words, ROOM.clause) };
  }

  private labelled(label: readonly StyledWord[], words: readonly StyledWord[], room: number): JsonEntry {
    const length = countCharacters(label);
    const twice =
      length > room && label.length === 2 && label.every((word) => word.mark !== null && !/\s/.test(word.text));
    return { label: this.words(label), long: length > room, twice, words: this.words(words) };
  }

  private table({ header, rows, merges }: Extract<Layout, { kind: 'table' }>): JsonEntry {
    const grid = new TableGrid(merges);
    const headers = countHeaderRows(merges);
    const columns = Math.max(1, ...[header, ...rows].map((row) => row.cells.length));
    const widths = columnWidths([header, ...rows], columns);
    const whole = widths.reduce((sum, width) => sum + width, 0);
    const cell = (each: LaidOutRow, index: number, column: number): JsonEntry[] => {
      const { columns: across, rows: down, isBelow, isBeside } = grid.placeOf(index, column);
      if (isBelow || isBeside) return [];
      this.room = Math.max(1, Math.floor((TABLE_LINE * (widths[column] ?? 0)) / whole));
      return [{ words: this.words(each.cells[column] ?? []), across, down }];
    };
    const row = (each: LaidOutRow, index: number): JsonEntry => ({
      cells: Array.from({ length: columns }, (_, i) => cell(each, index, i)).flat(),
      changed: isChangedRow(each),
      breakable: each.cells.some((cell) => countCharacters(cell) > MOST_KEPT),
    });
    const all = [header, ...rows].map(row);
    return { columns: widths, header: all.slice(0, headers), rows: all.slice(headers) };
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

  private words(words: readonly StyledWord[]): Json[] {
    return words.flatMap((word): Json[] => {
      const json = this.word(word);
      return json === '' ? [] : [json];
    });
  }

  private word(word: StyledWord): Json {
    this.check?.writeWord(word);
    const text = breakLongWords(makeTypeable(word.text), this.room);
    const styles =
      (word.strong ? 'b' : '') +
      (word.emphasis ? 'i' : '') +
      (word.superscript ? '^' : '') +
      (word.subscript ? '_' : '') +
      (word.underline ? 'u' : '') +
      (word.kind === 'code' ? 'c' : '');
    const link = word.kind === 'image' ? null : keepSafeLink(word.link);
    const call = word.note === null ? null : this.call(word, word.note);
    if (styles === '' && link === null && word.target === null && !word.mark && call === null && word.kind !== 'break')
      return text;
    return {
      ...(call === null ? { t: text } : call),
      ...(styles === '' ? {} : { s: styles }),
      ...(link === null ? {} : { l: makePrintable(link) }),
      ...(link === null && word.target !== null && call === null ? { r: word.target } : {}),
      ...(word.kind === 'break' ? { b: true } : {}),
      ...(word.mark ? { m: codeOfMark(word.mark) } : {}),
    };
  }

  /**
   * The footnote at its first call; only its number at later calls, or where it does not exist. A
   * deleted call does not hold a note that stays.
   */
  private call({ text, mark }: StyledWord, called: string): JsonEntry {
    const note = this.findNote(called);
    const label = makePrintable(labelOfNoteKey(called) || text);
    if (!note) return { t: label, s: '^' };
    const first = this.calls.get(note);
    if (first === label) return { n: { again: note.anchor } };
    if (first !== undefined || (mark?.op === 'delete' && note.mark?.op !== 'delete'))
      return { n: { again: note.anchor, label } };
    this.calls.set(note, label);
    return { n: { id: note.anchor, label, words: this.wordsOfNote(note) } };
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

/** The mark of what has no words of its own. */
function markCode(mark: RevisionMark | null): JsonEntry {
  return mark ? { m: codeOfMark(mark) } : {};
}

function listChangeEntries({ counts, entries, notes }: ListOfChanges): JsonEntry {
  return {
    title: LIST_OF_CHANGES.title,
    summary: sayCounts({ counts }) || LIST_OF_CHANGES.none,
    columns: LIST_OF_CHANGES.columns,
    entries: entries.map((change) => ({
      label: makeTypeable(sayProvision(change)),
      change: makeTypeable(sayChange(change)),
      anchor: change.anchor,
    })),
    notes: notes.map(makePrintable),
  };
}

function describeMove({ moved }: Layout): JsonEntry {
  if (!moved) return {};
  return { moved: makePrintable('to' in moved ? `Moved to ${moved.to}` : `Moved from ${moved.from}`) };
}

/** Keeps a figure with the caption below it. */
function captionFlags(before: Layout | undefined, layout: Layout, next: Layout | undefined): JsonEntry {
  if (layout.kind === 'figure' && next?.kind === 'caption') return { captioned: true };
  if (layout.kind === 'caption' && before?.kind === 'figure') return { under: true };
  return {};
}

function isBullet(layout: Layout): layout is Bullet {
  return layout.kind === 'item' && layout.marker === '•';
}
