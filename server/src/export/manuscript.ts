import { ownReferences } from '../analysis/own-references.js';
import type { Comparison, EditClass, MarkedBlock } from '../compare/change.js';
import type { Block } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import { isIssued } from '../model/front-matter.js';
import { contentSpan, type Inline, type Run, readInline, readSpan, type Style } from '../model/inline.js';
import type { Provision, TableRow } from '../model/provision.js';
import { readTable } from '../model/table.js';
import type { Span } from '../model/text.js';
import { DEFAULT_EXPORT, type ExportOptions } from './export-options.js';
import { type LegendEntry, legendOf } from './legend.js';
import { anchorWithin, type ListOfChanges, listOfChanges } from './list-of-changes.js';
import type { Mark } from './mark.js';
import { moveLabels } from './moves.js';

/** Words in one style, marked in one way. */
export interface Word extends Style {
  readonly text: string;
  readonly kind: Run['kind'];
  /** For a footnote's call: the note's key in `Manuscript.notes`. */
  readonly note: string | null;
  /** For a reference to a provision of the same text: its anchor in `Manuscript.layouts` or `Manuscript.notes`. */
  readonly target: string | null;
  readonly mark: Mark | null;
}

export interface Row {
  /** Whether the row as a whole was put in or taken out. */
  readonly mark: Mark | null;
  readonly cells: readonly (readonly Word[])[];
}

interface Base {
  /** Whether the whole paragraph was put in or taken out, its end included. */
  readonly mark: Mark | null;
  /** Names the provision within the page, or null. */
  readonly anchor: string | null;
  /** Where a moved provision went to or came from. */
  readonly moved: { readonly from: string } | { readonly to: string } | null;
}

/** A block as it is to be laid out. */
export type Layout = Base &
  (
    | {
        readonly kind: 'heading';
        readonly depth: number;
        readonly label: readonly Word[];
        readonly words: readonly Word[];
      }
    /** `level` 0 for a clause, 1 … for sub-paragraphs, by their depth. */
    | {
        readonly kind: 'provision';
        readonly level: number;
        readonly label: readonly Word[];
        readonly words: readonly Word[];
      }
    /** Text that goes on with the provision above, at its depth. */
    | { readonly kind: 'paragraph'; readonly level: number; readonly words: readonly Word[] }
    | { readonly kind: 'item'; readonly level: number; readonly marker: string; readonly words: readonly Word[] }
    | { readonly kind: 'caption'; readonly words: readonly Word[] }
    | { readonly kind: 'question'; readonly words: readonly Word[] }
    | { readonly kind: 'table'; readonly header: Row; readonly rows: readonly Row[] }
    | { readonly kind: 'figure'; readonly alt: string; readonly path: string }
    | { readonly kind: 'code'; readonly words: readonly Word[] }
    | { readonly kind: 'rule' }
  );

export interface Note {
  readonly label: string;
  readonly words: readonly Word[];
  readonly mark: Mark | null;
  /** Names the note within the page. */
  readonly anchor: string;
}

/** A draft or a comparison as it is to be written: words without mark-up, in order, each block in its role. */
export interface Manuscript {
  /** As the front matter says; else the short name, or the heading that the text begins with. */
  readonly title: string | null;
  readonly document: string | null;
  readonly version: string | null;
  readonly status: string | null;
  /** For a comparison: the version that it is against. */
  readonly against: string | null;
  /** Who may read it, or null. */
  readonly classification: string | null;
  /** What stands across each page, or null. */
  readonly watermark: string | null;
  /** What changed; null for a clean draft. */
  readonly changes: ListOfChanges | null;
  /** What the marks mean; empty for a clean draft. */
  readonly legend: readonly LegendEntry[];
  /** What is to stand before the text. */
  readonly front: { readonly listOfChanges: boolean; readonly legend: boolean };
  readonly layouts: readonly Layout[];
  /** Footnotes by key. */
  readonly notes: ReadonlyMap<string, Note>;
}

/** What a renderer is given: a draft for the clean version, a comparison for the change-marked one. */
export type Source = { readonly draft: Draft } | { readonly comparison: Comparison };

/** What is said under the title: version, status, and what the text is marked against. */
export function factsOf({ version, status, against }: Manuscript): string {
  const facts = [
    version && `Version ${version.replace(/^V(?=\d)/, '')}`,
    status && `Status: ${status}`,
    against && `Change marked against ${against}`,
  ];
  return facts.filter(Boolean).join(' · ');
}

/** A heading that says the title again, where the page's head has said it. */
export function repeatsTitle(layout: Layout, index: number, title: string): boolean {
  return (
    index < 2 &&
    layout.kind === 'heading' &&
    layout.mark === null &&
    layout.label.length === 0 &&
    layout.words.map((word) => word.text).join('') === title
  );
}

/** Lays out a draft or a comparison; what the options leave open is as `DEFAULT_EXPORT` has it. */
export function manuscriptOf(source: Source, options: Partial<ExportOptions> = {}): Manuscript {
  return new Layouter(source, { ...DEFAULT_EXPORT, ...options }).manuscript();
}

/** A piece of the edit script with its place in both texts. */
interface Piece {
  readonly op: 'equal' | 'insert' | 'delete';
  readonly class: EditClass;
  readonly oldStart: number;
  readonly newStart: number;
  readonly length: number;
}

/** One block on either side, and the pieces that make it. */
interface Pair {
  readonly old: number | null;
  readonly new: number | null;
  readonly move: number | null;
  readonly pieces: readonly Piece[];
}

/** Kinds of blocks that an export does not show. */
const UNSEEN: ReadonlySet<Block['kind']> = new Set(['frontMatter', 'html', 'empty']);

class Layouter {
  private readonly old: Draft;
  private readonly neu: Draft;
  private readonly comparison: Comparison | null;
  private readonly notes = new Map<string, Note>();
  /** The anchors given, and how many more were made of each. */
  private readonly anchors = new Map<string, number>();
  private readonly anchorOfProvision = new Map<Provision, string>();
  private readonly unmarked: ReadonlySet<EditClass>;

  constructor(
    source: Source,
    private readonly options: ExportOptions,
  ) {
    this.unmarked = new Set(options.without);
    this.comparison = 'comparison' in source ? source.comparison : null;
    this.neu = 'comparison' in source ? source.comparison.new : source.draft;
    this.old = 'comparison' in source ? source.comparison.old : source.draft;
  }

  manuscript(): Manuscript {
    const { title, document, version, status, classification } = this.neu.frontMatter;
    const { without, watermark, legend } = this.options;
    const against = this.comparison ? (this.old.frontMatter.version ?? 'the version in force') : null;
    const pairs = this.comparison
      ? pairsOf(this.comparison)
      : this.neu.blocks.map((block, index) => whole(this.neu, block, index));
    const moves = this.comparison ? moveLabels(this.comparison) : new Map<number, { from: string; to: string }>();
    this.anchorProvisions();
    const layouts: Layout[] = [];
    const told = new Set<string>();
    for (const pair of pairs) {
      for (const layout of this.layout(pair)) {
        // Where a moved provision went is said once, at its beginning.
        const move = pair.move === null ? undefined : moves.get(pair.move);
        const side = pair.new === null ? 'from' : 'to';
        const key = `${pair.move} ${side}`;
        const first = move && (pair.new === null || pair.old === null) && !told.has(key);
        if (first) told.add(key);
        layouts.push(
          first && move ? { ...layout, moved: side === 'from' ? { to: move.to } : { from: move.from } } : layout,
        );
      }
    }
    return {
      title: title ?? document ?? firstTitle(layouts),
      document,
      version,
      status,
      against,
      classification: this.options.classification ?? classification,
      watermark: watermark && !isIssued(this.neu.frontMatter) ? 'DRAFT' : null,
      changes: this.comparison && listOfChanges(this.comparison, without, this.anchorOfProvision),
      legend: this.comparison ? legendOf(without) : [],
      front: {
        listOfChanges: this.comparison !== null && this.options.listOfChanges,
        legend: this.comparison !== null && legend,
      },
      layouts,
      notes: this.notes,
    };
  }

  private layout(pair: Pair): Layout[] {
    const side = pair.new !== null ? this.neu : this.old;
    const index = pair.new ?? pair.old;
    if (index === null) return [];
    const block = side.block(index);
    if (
      pair.new !== null &&
      pair.old !== null &&
      (readTable(block) === null) !== (readTable(this.old.block(pair.old)) === null)
    ) {
      // A table that became words, or the reverse: the one goes, the other comes.
      return [
        ...this.layout({ ...pair, new: null, pieces: pair.pieces.map((piece) => ({ ...piece, op: 'delete' })) }),
        ...this.layout({ ...pair, old: null, pieces: pair.pieces.map((piece) => ({ ...piece, op: 'insert' })) }),
      ];
    }
    const mark = this.wholeMark(pair);
    const owner = side.provisionOfBlock(index);
    const opens = owner?.block === index && owner.row === null;
    const base: Base = { mark, anchor: opens && owner ? this.anchor(owner) : null, moved: null };
    const level = levelOf(owner);
    const { head } = block;
    if (head.kind === 'footnote') {
      this.addNote(pair, head.number, base);
      return [];
    }
    if (UNSEEN.has(block.kind)) return [];
    switch (block.kind) {
      case 'rule':
        return [{ ...base, kind: 'rule' }];
      case 'code':
        return [{ ...base, kind: 'code', words: this.words(pair, 0, Infinity) }];
      case 'table':
      case 'extractedTable':
        return [{ ...base, kind: 'table', ...this.table(pair) }];
      default:
        break;
    }
    const labelled = (): { label: Word[]; words: Word[] } => ({
      label: this.shown(pair, this.label(pair)),
      words: this.shown(pair, this.body(pair)),
    });
    switch (head.kind) {
      case 'section':
      case 'division': {
        if (head.kind === 'division' && head.listed) break;
        const depth =
          head.kind === 'section' ? Math.min(6, head.number.split('.').length + (inDivision(owner) ? 1 : 0)) : 1;
        return [{ ...base, kind: 'heading', depth, ...labelled() }];
      }
      case 'heading':
        return [
          {
            ...base,
            kind: 'heading',
            depth: Math.min(6, Math.max(1, block.level)),
            label: [],
            words: this.words(pair, 0, Infinity),
          },
        ];
      case 'listNumber':
        if (owner?.kind === 'section' && opens) return [{ ...base, kind: 'heading', depth: 1, ...labelled() }];
        break;
      case 'clause':
        return [{ ...base, kind: 'provision', level: 0, ...labelled() }];
      case 'item':
        return [{ ...base, kind: 'provision', level: Math.max(1, level), ...labelled() }];
      case 'caption':
        if (opens) return [{ ...base, kind: 'caption', words: this.words(pair, 0, Infinity) }];
        break;
      case 'question':
        return [{ ...base, kind: 'question', words: this.words(pair, 0, Infinity) }];
      default:
        break;
    }
    const inline = readInline(block);
    const only = inline.runs.filter((run) => run.text !== '' || run.kind === 'image');
    if (only.length === 1 && only[0]?.kind === 'image')
      return [{ ...base, kind: 'figure', alt: only[0].text, path: only[0].link ?? '' }];
    const words = this.words(pair, 0, Infinity);
    if (words.every((word) => word.text.trim() === '' && word.note === null)) return [];
    if (block.marker !== null) {
      return [
        {
          ...base,
          kind: 'item',
          level: Math.max(0, block.containers.filter((kind) => kind === 'item').length - 1),
          marker: /^\d/.test(block.marker) ? block.marker : '•',
          words,
        },
      ];
    }
    const within = owner && (owner.kind === 'clause' || owner.kind === 'paragraph') ? level : -1;
    return [{ ...base, kind: 'paragraph', level: within, words }];
  }

  /** The mark of a block that is only in one of the versions, or moved. */
  private wholeMark(pair: Pair): Mark | null {
    if (pair.old !== null && pair.new !== null) return null;
    return { op: pair.new === null ? 'delete' : 'insert', class: 'substance', move: pair.move };
  }

  private addNote(pair: Pair, label: string, { mark, anchor }: Base): void {
    this.notes.set(pair.new === null ? `old ${label}` : label, {
      label,
      words: this.shown(pair, this.body(pair)),
      mark,
      anchor: anchor ?? this.freeAnchor(`Footnote ${label}`),
    });
  }

  private label(pair: Pair): Word[] {
    return this.slices(pair, (block) =>
      'body' in block.head ? { start: 0, end: block.head.body } : { start: 0, end: 0 },
    );
  }

  private body(pair: Pair): Word[] {
    return this.slices(pair, (block) =>
      'body' in block.head ? { start: block.head.body, end: block.text.length } : { start: 0, end: block.text.length },
    );
  }

  private words(pair: Pair, start: number, end: number): Word[] {
    return this.shown(
      pair,
      this.slices(pair, (block) => ({
        start: Math.max(start, contentSpan(block).start),
        end: Math.min(end, block.text.length),
      })),
    );
  }

  /** Words trimmed, and those in a class that bears no mark as the new text has them; within a move, as the move has them. */
  private shown(pair: Pair, words: readonly Word[]): Word[] {
    const all = trimmed(words);
    if (this.unmarked.size === 0) return all;
    const move = this.wholeMark(pair);
    return joined(
      all.flatMap((word) => {
        if (!word.mark || !this.unmarked.has(word.mark.class)) return [word];
        if (move) return [{ ...word, mark: move }];
        return word.mark.op === 'delete' ? [] : [{ ...word, mark: null }];
      }),
    );
  }

  /** The words of both sides, in the order of the edit script, cut to a part of each block. */
  private slices(pair: Pair, part: (block: Block) => Span): Word[] {
    return this.cut(
      pair,
      pair.old === null ? null : { inline: readInline(this.old.block(pair.old)), span: part(this.old.block(pair.old)) },
      pair.new === null ? null : { inline: readInline(this.neu.block(pair.new)), span: part(this.neu.block(pair.new)) },
    );
  }

  private cut(
    pair: Pair,
    old: { inline: Inline; span: Span } | null,
    neu: { inline: Inline; span: Span } | null,
  ): Word[] {
    const words: Word[] = [];
    const oldAt = pair.old === null ? 0 : this.old.startOf(pair.old);
    const newAt = pair.new === null ? 0 : this.neu.startOf(pair.new);
    const targets = pair.new === null ? [] : this.targetsOf(pair.new);
    const write = (piece: Piece, from: number, to: number, onOld: boolean, mark: Mark | null): void => {
      const side = onOld ? old : neu;
      const start = onOld ? piece.oldStart - oldAt : piece.newStart - newAt;
      if (!side || to <= from) return;
      if (onOld) {
        take(side.inline, { start: start + from, end: start + to }, mark, null, this.comparison !== null, words);
        return;
      }
      let at = start + from;
      const end = start + to;
      for (const { words: cited, anchor } of targets) {
        if (cited.end <= at) continue;
        if (cited.start >= end) break;
        if (cited.start > at) take(side.inline, { start: at, end: cited.start }, mark, null, false, words);
        const behind = Math.min(end, cited.end);
        take(side.inline, { start: Math.max(at, cited.start), end: behind }, mark, anchor, false, words);
        at = behind;
      }
      if (at < end) take(side.inline, { start: at, end }, mark, null, false, words);
    };
    for (const piece of pair.pieces) {
      const [oldFrom, oldTo] = within(old?.span ?? null, piece.oldStart - oldAt, piece.length);
      const [newFrom, newTo] = within(neu?.span ?? null, piece.newStart - newAt, piece.length);
      if (piece.op !== 'equal' || pair.old === null || pair.new === null) {
        const onOld = piece.op === 'delete' || (piece.op === 'equal' && pair.new === null);
        write(piece, onOld ? oldFrom : newFrom, onOld ? oldTo : newTo, onOld, this.markOf(piece, pair, onOld));
        continue;
      }
      // What is the same in both, but in this part of only one of them, goes or comes as far as this part is concerned.
      const from = Math.max(oldFrom, newFrom);
      const to = Math.max(from, Math.min(oldTo, newTo));
      const edge = (op: Mark['op']): Mark => ({ op, class: 'formatting', move: null });
      write(piece, oldFrom, Math.min(oldTo, from), true, edge('delete'));
      write(piece, newFrom, Math.min(newTo, from), false, edge('insert'));
      write(piece, from, to, false, null);
      write(piece, Math.max(oldFrom, to), oldTo, true, edge('delete'));
      write(piece, Math.max(newFrom, to), newTo, false, edge('insert'));
    }
    return joined(words);
  }

  private markOf(piece: Piece, pair: Pair, onOld: boolean): Mark | null {
    if (piece.op !== 'equal') return { op: piece.op, class: piece.class, move: null };
    if (pair.move !== null && (pair.old === null || pair.new === null))
      return { op: onOld ? 'delete' : 'insert', class: 'substance', move: pair.move };
    return null;
  }

  /** Gives every provision of the new text its anchor before any word is written, as references lead forward, too. */
  private anchorProvisions(): void {
    for (const provision of this.neu.provisions)
      if (provision.row === null && !UNSEEN.has(this.neu.block(provision.block).kind)) this.anchor(provision);
  }

  /** The references in a block of the new text, with the anchors that they lead to. */
  private targetsOf(block: number): { readonly words: Span; readonly anchor: string }[] {
    return ownReferences(this.neu, block).flatMap(({ words, provision }) => {
      const anchor = anchorWithin(provision, this.anchorOfProvision);
      return anchor === null ? [] : [{ words, anchor }];
    });
  }

  private anchor(provision: Provision): string {
    const known = this.anchorOfProvision.get(provision);
    if (known !== undefined) return known;
    const anchor = this.freeAnchor(provision.label);
    this.anchorOfProvision.set(provision, anchor);
    return anchor;
  }

  private freeAnchor(label: string): string {
    const base = anchorOf(label);
    // Where many have one name, the count goes on from the last of them.
    let count = this.anchors.get(base) ?? 0;
    let anchor = base;
    while (this.anchors.has(anchor)) anchor = `${base}-${++count + 1}`;
    this.anchors.set(base, count);
    if (anchor !== base) this.anchors.set(anchor, 0);
    return anchor;
  }

  // ---- tables

  private table(pair: Pair): { header: Row; rows: Row[] } {
    const old = pair.old === null ? null : rowsOf(this.old.block(pair.old));
    const neu = pair.new === null ? null : rowsOf(this.neu.block(pair.new));
    const sole = this.wholeMark(pair);
    if (!old || !neu) {
      const rows = (neu ?? old ?? []).map((row) => this.row(pair, neu ? null : row, neu ? row : null, sole));
      return { header: rows[0] ?? { mark: null, cells: [] }, rows: rows.slice(1) };
    }
    const partner = partners(
      pair,
      old,
      neu,
      this.old.startOf(pair.old as number),
      this.neu.startOf(pair.new as number),
    );
    const merged: Row[] = [];
    const taken = new Set(partner.filter((index) => index !== null));
    let next = 0;
    const goneUpTo = (limit: number) => {
      for (; next < limit; next++)
        if (!taken.has(next))
          merged.push(this.row(pair, old[next] as TableRow, null, { op: 'delete', class: 'substance', move: null }));
    };
    neu.forEach((row, index) => {
      const other = partner[index] ?? null;
      if (other !== null) goneUpTo(other);
      merged.push(
        this.row(
          pair,
          other === null ? null : (old[other] as TableRow),
          row,
          other === null ? { op: 'insert', class: 'substance', move: null } : null,
        ),
      );
    });
    goneUpTo(old.length);
    return { header: merged[0] ?? { mark: null, cells: [] }, rows: merged.slice(1) };
  }

  private row(pair: Pair, old: TableRow | null, neu: TableRow | null, mark: Mark | null): Row {
    const count = Math.max(old?.cells.length ?? 0, neu?.cells.length ?? 0);
    const cells = Array.from({ length: count }, (_, i) => {
      const before = old?.cells[i];
      const after = neu?.cells[i];
      return this.shown(
        pair,
        this.cut(
          pair,
          before && pair.old !== null ? { inline: readSpan(this.old.block(pair.old), before), span: before } : null,
          after && pair.new !== null ? { inline: readSpan(this.neu.block(pair.new), after), span: after } : null,
        ),
      );
    });
    return { mark, cells };
  }
}

/** Which part of a piece, counted from its own start, lies within a span; nothing where there is no span. */
function within(span: Span | null, start: number, length: number): readonly [from: number, to: number] {
  if (!span) return [0, 0];
  const from = Math.min(length, Math.max(0, span.start - start));
  return [from, Math.max(from, Math.min(length, span.end - start))];
}

/** The name by which a page can be entered at a provision: "clause-20-28-a". */
export function anchorOf(label: string): string {
  const words = label
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return words || 'provision';
}

/** What a text without front matter calls itself: its first words, where they are a heading of the first level. */
function firstTitle(layouts: readonly Layout[]): string | null {
  const first = layouts[0];
  if (first?.kind !== 'heading' || first.depth !== 1 || first.label.length > 0 || first.mark !== null) return null;
  return first.words.map((word) => word.text).join('') || null;
}

/** The marked blocks of a comparison, each piece with its place in both texts. */
function pairsOf(comparison: Comparison): Pair[] {
  let oldAt = 0;
  let newAt = 0;
  return comparison.blocks.map(({ old, new: neu, move, segments }: MarkedBlock) => {
    const pieces = segments.map((segment): Piece => {
      const { length } = segment.text;
      const op = segment.op === 'insert' || segment.op === 'delete' ? segment.op : 'equal';
      const piece = { op, class: segment.class ?? 'substance', oldStart: oldAt, newStart: newAt, length } as const;
      if (segment.op !== 'insert' && segment.op !== 'moveTo') oldAt += length;
      if (segment.op !== 'delete' && segment.op !== 'moveFrom') newAt += length;
      return piece;
    });
    return { old, new: neu, move, pieces };
  });
}

function whole(draft: Draft, block: Block, index: number): Pair {
  const start = draft.startOf(index);
  return {
    old: index,
    new: index,
    move: null,
    pieces: [{ op: 'equal', class: 'substance', oldStart: start, newStart: start, length: block.text.length }],
  };
}

function rowsOf(block: Block): TableRow[] | null {
  const table = readTable(block);
  return table ? [table.header, ...table.rows] : null;
}

/** For each new row the old row that it was, by the unchanged characters that they share; never one before an earlier row's. */
function partners(
  pair: Pair,
  old: readonly TableRow[],
  neu: readonly TableRow[],
  oldStart: number,
  newStart: number,
): (number | null)[] {
  const shared = neu.map(() => new Map<number, number>());
  const rowAt = (rows: readonly TableRow[], offset: number) =>
    rows.findIndex((row) => offset >= row.start && offset < row.end);
  for (const piece of pair.pieces) {
    if (piece.op !== 'equal') continue;
    for (let at = 0; at < piece.length; ) {
      const oldOffset = piece.oldStart - oldStart + at;
      const newOffset = piece.newStart - newStart + at;
      const oldRow = rowAt(old, oldOffset);
      const newRow = rowAt(neu, newOffset);
      const rest = Math.min(
        (old[oldRow]?.end ?? oldOffset + 1) - oldOffset,
        (neu[newRow]?.end ?? newOffset + 1) - newOffset,
        piece.length - at,
      );
      const step = Math.max(1, rest);
      // A shared bar or blank is no likeness.
      if (oldRow >= 0 && newRow >= 0 && step > 3)
        shared[newRow]?.set(oldRow, (shared[newRow]?.get(oldRow) ?? 0) + step);
      at += step;
    }
  }
  let least = 0;
  return shared.map((candidates, index) => {
    // The header row and the rows under it stay apart.
    if (index === 0) {
      least = 1;
      return 0;
    }
    const best = [...candidates].filter(([row]) => row >= least).sort((a, b) => b[1] - a[1])[0];
    if (!best) return null;
    least = best[0] + 1;
    return best[0];
  });
}

/** The words of a part of an inline, in its styles. */
function take(inline: Inline, span: Span, mark: Mark | null, target: string | null, old: boolean, into: Word[]): void {
  for (const run of inline.runs) {
    if (run.source.end <= span.start || run.source.start >= span.end) continue;
    const text = slice(run, span);
    const note = run.kind === 'note' ? `${old ? 'old ' : ''}${run.note}` : null;
    if (text === '' && note === null) continue;
    // A call is taken with its first character, so that it is not written twice.
    if (note !== null && run.source.start < span.start) continue;
    const { strong, emphasis, superscript, subscript, underline, link } = run;
    into.push({ text, kind: run.kind, strong, emphasis, superscript, subscript, underline, link, note, target, mark });
  }
}

function slice(run: Run, span: Span): string {
  const { start, end } = run.source;
  if (span.start <= start && span.end >= end) return run.text;
  if (run.offsets) {
    const { offsets } = run;
    let from = 0;
    while (from < run.text.length && (offsets[from] as number) < span.start) from++;
    let to = from;
    while (to < run.text.length && (offsets[to] as number) < span.end) to++;
    return run.text.slice(from, to);
  }
  // A run such as a line end that reads as one space goes with its first character.
  if (run.text.length !== end - start) return start >= span.start ? run.text : '';
  return run.text.slice(Math.max(0, span.start - start), Math.max(0, span.end - start));
}

function joined(words: readonly Word[]): Word[] {
  const merged: Word[] = [];
  for (const word of words) {
    const last = merged[merged.length - 1];
    if (
      last &&
      last.note === null &&
      word.note === null &&
      last.kind === word.kind &&
      last.kind !== 'image' &&
      alike(last, word)
    ) {
      merged[merged.length - 1] = { ...last, text: last.text + word.text };
    } else merged.push(word);
  }
  return merged;
}

function alike(a: Word, b: Word): boolean {
  return (
    a.strong === b.strong &&
    a.emphasis === b.emphasis &&
    a.superscript === b.superscript &&
    a.subscript === b.subscript &&
    a.underline === b.underline &&
    a.link === b.link &&
    a.target === b.target &&
    a.mark?.op === b.mark?.op &&
    a.mark?.class === b.mark?.class &&
    a.mark?.move === b.mark?.move
  );
}

/** Words without white space at either end, in either version. */
function trimmed(words: readonly Word[]): Word[] {
  return withoutEdge(withoutEdge(words, 'start'), 'end');
}

/**
 * Words without white space at one end. A space that only one version shows at its edge, as the word beside it is gone or not yet
 * there, is not left to stand: it goes or comes with that word.
 */
function withoutEdge(words: readonly Word[], edge: 'start' | 'end'): Word[] {
  const inward = edge === 'start' ? words : [...words].reverse();
  const kept: Word[] = [];
  // Whether either version has shown anything yet.
  let old = false;
  let neu = false;
  for (const word of inward) {
    const onOld = word.mark?.op !== 'insert';
    const onNew = word.mark?.op !== 'delete';
    const fixed = word.note !== null || word.kind === 'break' || (old && neu);
    const solid = fixed ? word.text : edge === 'start' ? word.text.trimStart() : word.text.trimEnd();
    const width = word.text.length - solid.length;
    const space = edge === 'start' ? word.text.slice(0, width) : word.text.slice(word.text.length - width);
    if (space !== '' && ((onOld && old) || (onNew && neu))) {
      kept.push({
        ...word,
        text: space,
        mark: word.mark ?? { op: old ? 'delete' : 'insert', class: 'formatting', move: null },
      });
    }
    if (solid === '' && !fixed) continue;
    kept.push({ ...word, text: solid });
    old ||= onOld;
    neu ||= onNew;
  }
  return joined(edge === 'start' ? kept : kept.reverse());
}

/** The depth of a provision within its clause: 0 for the clause, 1 for (a), 2 for (a)(i). */
function levelOf(provision: Provision | null): number {
  let level = 0;
  for (let at = provision; at && at.kind === 'paragraph'; at = at.parent) level++;
  return level;
}

function inDivision(provision: Provision | null): boolean {
  for (let at = provision?.parent ?? null; at; at = at.parent) {
    if (
      at.kind === 'appendix' ||
      at.kind === 'annex' ||
      at.kind === 'schedule' ||
      (at.kind === 'heading' && at.marker !== '')
    )
      return true;
  }
  return false;
}
