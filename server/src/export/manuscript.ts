import { ownReferences } from '../analysis/own-references.js';
import type { Comparison, EditClass, MarkedBlock } from '../compare/change.js';
import type { Block } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import { isIssued } from '../model/front-matter.js';
import { contentSpan, type Inline, PLAIN, type Run, readInline, readSpan, type Style } from '../model/inline.js';
import { listTitle } from '../model/list-sections.js';
import type { Provision, TableRow } from '../model/provision.js';
import { asksInLine } from '../model/structure/questions.js';
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
  /** For words that stay but look different in the new version: how they looked in the old one, and whose change it is where that is known. */
  readonly was: (Style & Pick<Mark, 'origin'>) | null;
}

/** Words without any style, link or note. */
export function plainWord(text: string, mark: Mark | null): Word {
  return { text, kind: 'text', ...PLAIN, note: null, target: null, mark, was: null };
}

export interface Row {
  /** Whether the row as a whole was put in or taken out. */
  readonly mark: Mark | null;
  /** One for each column, those that only one version has included. */
  readonly cells: readonly (readonly Word[])[];
}

/** What a block is in the document, and at which depth. */
export type Role =
  | { readonly kind: 'heading'; readonly depth: number }
  /** `level` 0 for a clause, 1 … for sub-paragraphs, by their depth. */
  | { readonly kind: 'provision'; readonly level: number }
  /** Text that goes on with the provision above, at its depth; -1 where none is above. `defines` a term of its own. */
  | { readonly kind: 'paragraph'; readonly level: number; readonly defines: boolean }
  | { readonly kind: 'item'; readonly level: number; readonly marker: string }
  | { readonly kind: 'caption'; readonly of: 'table' | 'figure' }
  | { readonly kind: 'question' }
  | { readonly kind: 'table' }
  | { readonly kind: 'figure' }
  | { readonly kind: 'code' }
  | { readonly kind: 'rule' };

type Kind = Role['kind'];
type RoleOf<K extends Kind> = Extract<Role, { kind: K }>;

interface Base {
  /** Whether the whole paragraph was put in or taken out, its end included. */
  readonly mark: Mark | null;
  /** Whether its end alone was put in or taken out, as the block behind it is of the same one in the other version: it was split, or both were merged. */
  readonly end: Mark | null;
  /** Names the provision within the page, or null. */
  readonly anchor: string | null;
  /** Where a moved provision went to or came from. */
  readonly moved: { readonly from: string } | { readonly to: string } | null;
  /** What the block was in the old version, where that is something else. */
  readonly was: Role | null;
  /** In a comparison made in steps: the one step that all changes of the block are from; null where there are several, or none. */
  readonly origin: string | null;
}

/** A block as it is to be laid out. */
export type Layout = Base &
  (
    | (RoleOf<'heading' | 'provision'> & { readonly label: readonly Word[]; readonly words: readonly Word[] })
    | (RoleOf<'paragraph' | 'item' | 'caption' | 'question' | 'code'> & { readonly words: readonly Word[] })
    | (RoleOf<'table'> & {
        readonly header: Row;
        readonly rows: readonly Row[];
        /** Whether each column as a whole was put in or taken out; columns that it does not tell of stayed. */
        readonly columns: readonly (Mark | null)[];
      })
    | (RoleOf<'figure'> & { readonly alt: string; readonly path: string })
    | RoleOf<'rule'>
  );

export interface Note {
  readonly label: string;
  /** Its label in the old version, where the two versions have it as one; null for a note of one of them. */
  readonly was: string | null;
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
  /** In a comparison made in steps: the steps that its changes are from. */
  readonly origins: readonly string[];
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
export function factLines({ version, status, against }: Manuscript): string[] {
  const facts = [
    version && `Version ${version.replace(/^V(?=\d)/, '')}`,
    status && `Status: ${status}`,
    against && `Change marked against ${against}`,
  ];
  return facts.filter((fact): fact is string => !!fact);
}

/** The same on one line. */
export function factsOf(manuscript: Manuscript): string {
  return factLines(manuscript).join(' · ');
}

/** The blocks without a heading that says the title again, where the page's head has said it. */
export function withoutTitle({ layouts }: Manuscript, title: string): Layout[] {
  return layouts.filter((layout, index) => !repeatsTitle(layout, index, title));
}

function repeatsTitle(layout: Layout, index: number, title: string): boolean {
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
  readonly origin?: string;
  readonly oldStart: number;
  readonly newStart: number;
  readonly length: number;
}

/** One block on either side. */
interface Blocks {
  readonly old: number | null;
  readonly new: number | null;
}

/** One block on either side, and the pieces that make it. */
interface Pair extends Blocks {
  readonly move: number | null;
  readonly pieces: readonly Piece[];
  readonly table?: MarkedBlock['table'];
  /** The version in which it goes on from the pair before it, or goes on in the one behind it; null where neither does. */
  readonly before: Side | null;
  readonly behind: Side | null;
}

type Side = 'old' | 'new';

/** Words of a block that cite a provision, and its anchor. */
interface Target {
  readonly words: Span;
  readonly anchor: string;
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
  private readonly tellsRole: boolean;
  private lastTargets: { readonly block: number; readonly targets: readonly Target[] } | null = null;

  constructor(
    source: Source,
    private readonly options: ExportOptions,
  ) {
    this.unmarked = new Set(options.without);
    this.tellsRole = !options.without.includes('formatting');
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
    // Whether something is laid out of the block that a pair goes on from.
    let begun = false;
    for (const pair of pairs) {
      const laidOut = this.layout(pair);
      const [begins] = laidOut;
      if (begun && pair.before !== null && begins) {
        const [above, below] = joint(layouts.pop() as Layout, begins, endMark(pair));
        layouts.push(above);
        laidOut[0] = below;
      }
      begun = laidOut.length > 0 || (begun && pair.before !== null);
      for (const layout of laidOut) {
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
      origins: [...new Set((this.comparison?.changes ?? []).flatMap(({ origins = [] }) => origins))],
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
    const role = roleOf(side, index);
    const before = pair.new !== null && pair.old !== null ? roleOf(this.old, pair.old) : role;
    if (pair.old !== null && formOf(role, side, index) !== formOf(before, this.old, pair.old)) {
      // A table that became words, or the reverse, or another picture: the one goes, the other comes.
      return [
        ...this.layout({ ...pair, new: null, pieces: pair.pieces.map((piece) => ({ ...piece, op: 'delete' })) }),
        ...this.layout({ ...pair, old: null, pieces: pair.pieces.map((piece) => ({ ...piece, op: 'insert' })) }),
      ];
    }
    if (role === null || before === null) return [];
    const owner = side.provisionOfBlock(index);
    const base: Base = {
      mark: this.wholeMark(pair),
      end: null,
      anchor: owner && opens(owner, index) && pair.before !== 'new' ? this.anchor(owner) : null,
      moved: null,
      was: role !== 'note' && before !== 'note' && this.tellsRole && differs(role, before) ? before : null,
      origin: soleOrigin(pair.pieces),
    };
    if (role === 'note') {
      this.addNote(pair, base);
      return [];
    }
    switch (role.kind) {
      case 'rule':
        return [{ ...base, ...role }];
      case 'table':
        return [{ ...base, ...role, ...this.table(pair) }];
      case 'figure': {
        const image = imageOf(side.block(index));
        return [{ ...base, ...role, alt: image?.text ?? '', path: image?.link ?? '' }];
      }
      case 'heading':
      case 'provision':
        return [{ ...base, ...role, label: this.label(pair), words: this.body(pair) }];
      default: {
        const label = hasLabel(before) ? this.label(pair) : [];
        const words = label.length > 0 ? [...label, LABEL_GONE, ...this.body(pair)] : this.words(pair);
        const nothing = words.every((word) => word.text.trim() === '' && word.note === null);
        return nothing && role.kind !== 'code' ? [] : [{ ...base, ...role, words }];
      }
    }
  }

  /** The mark of a block that is only in one of the versions, or moved. */
  private wholeMark(pair: Pair): Mark | null {
    if (pair.old !== null && pair.new !== null) return null;
    const { origin } = pair.pieces.find((piece) => piece.origin !== undefined) ?? {};
    return {
      op: pair.new === null ? 'delete' : 'insert',
      class: 'substance',
      move: pair.move,
      ...(origin !== undefined && { origin }),
    };
  }

  private addNote(pair: Pair, { mark, anchor }: Base): void {
    const was = pair.old === null ? null : noteLabel(this.old.block(pair.old));
    const label = pair.new === null ? (was ?? '') : noteLabel(this.neu.block(pair.new));
    this.notes.set(pair.new === null ? `old ${label}` : label, {
      label,
      was,
      words: this.body(pair),
      mark,
      anchor: anchor ?? this.freeAnchor(`Footnote ${label}`),
    });
  }

  private label(pair: Pair): Word[] {
    return this.shown(pair, trimmed(this.slices(pair, (draft, index) => ({ start: 0, end: labelEnd(draft, index) }))));
  }

  private body(pair: Pair): Word[] {
    return this.shown(
      pair,
      trimmed(
        this.slices(pair, (draft, index) => ({ start: labelEnd(draft, index), end: draft.block(index).text.length })),
        pair,
      ),
    );
  }

  private words(pair: Pair): Word[] {
    return this.shown(
      pair,
      trimmed(
        this.slices(pair, (draft, index) => {
          const block = draft.block(index);
          return { start: contentSpan(block).start, end: block.text.length };
        }),
        pair,
      ),
    );
  }

  /** Words with those in a class that bears no mark as the new text has them; within a move, as the move has them. */
  private shown(pair: Pair, all: Word[]): Word[] {
    if (this.unmarked.size === 0) return all;
    const restyled = this.unmarked.has('formatting');
    const move = this.wholeMark(pair);
    return joined(
      all.flatMap((each) => {
        const word = restyled && each.was ? { ...each, was: null } : each;
        if (!word.mark || !this.unmarked.has(word.mark.class)) return [word];
        if (move) return [{ ...word, mark: move }];
        return word.mark.op === 'delete' ? [] : [{ ...word, mark: null }];
      }),
    );
  }

  /** The words of both sides, in the order of the edit script, cut to a part of each block. */
  private slices(pair: Pair, part: (draft: Draft, index: number) => Span): Word[] {
    const side = (draft: Draft, index: number | null) =>
      index === null ? null : { inline: readInline(draft.block(index)), span: part(draft, index) };
    return this.cut(pair, side(this.old, pair.old), side(this.neu, pair.new));
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
    const restyled =
      this.comparison && old && neu && (isStyled(old.inline) || isStyled(neu.inline)) ? old.inline : null;
    /** The words of a part of the new block, those that cite a provision apart. */
    const takeNew = (inline: Inline, { start, end }: Span, mark: Mark | null): void => {
      let at = start;
      for (
        let i = firstOf(targets.length, (index) => (targets[index] as Target).words.end > start);
        i < targets.length;
        i++
      ) {
        const { words: cited, anchor } = targets[i] as Target;
        if (cited.start >= end) break;
        if (cited.start > at) take(inline, { start: at, end: cited.start }, mark, null, false, words);
        const behind = Math.min(end, cited.end);
        if (behind <= at) continue;
        take(inline, { start: Math.max(at, cited.start), end: behind }, mark, anchor, false, words);
        at = behind;
      }
      if (at < end) take(inline, { start: at, end }, mark, null, false, words);
    };
    const write = (piece: Piece, from: number, to: number, onOld: boolean, mark: Mark | null): void => {
      const side = onOld ? old : neu;
      const start = onOld ? piece.oldStart - oldAt : piece.newStart - newAt;
      if (!side || to <= from) return;
      const span = { start: start + from, end: start + to };
      if (onOld) take(side.inline, span, mark, null, this.comparison !== null, words);
      else takeNew(side.inline, span, mark);
    };
    /** What is the same in both, and how it looked where it looked otherwise. */
    const stays = (piece: Piece, from: number, to: number, by: Pick<Mark, 'origin'>): void => {
      if (!neu || !restyled || to <= from) {
        write(piece, from, to, false, null);
        return;
      }
      const start = piece.newStart - newAt;
      const shift = piece.oldStart - oldAt - start;
      for (const { span, style } of looks(restyled, { start: start + from + shift, end: start + to + shift })) {
        const at = words.length;
        takeNew(neu.inline, { start: span.start - shift, end: span.end - shift }, null);
        for (let i = at; i < words.length; i++) {
          const word = words[i] as Word;
          if (style && word.note === null && !looksLike(style, word))
            words[i] = { ...word, was: by.origin === undefined ? style : { ...style, ...by } };
        }
      }
    };
    const oldEnd = old ? oldAt + old.span.end : -1;
    const newEnd = neu ? newAt + neu.span.end : -1;
    // A cell of a long table has few of its pieces.
    for (
      let i = firstPiece(pair.pieces, old && oldAt + old.span.start, neu && newAt + neu.span.start);
      i < pair.pieces.length;
      i++
    ) {
      const piece = pair.pieces[i] as Piece;
      if (piece.oldStart >= oldEnd && piece.newStart >= newEnd) break;
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
      stays(piece, from, to, restyledBy(pair.pieces, i));
      write(piece, Math.max(oldFrom, to), oldTo, true, edge('delete'));
      write(piece, Math.max(newFrom, to), newTo, false, edge('insert'));
    }
    return joined(words);
  }

  private markOf(piece: Piece, pair: Pair, onOld: boolean): Mark | null {
    const origin = piece.origin === undefined ? {} : { origin: piece.origin };
    if (piece.op !== 'equal') return { op: piece.op, class: piece.class, move: null, ...origin };
    if (pair.move !== null && (pair.old === null || pair.new === null))
      return { op: onOld ? 'delete' : 'insert', class: 'substance', move: pair.move, ...origin };
    return null;
  }

  /** Gives every provision of the new text its anchor before any word is written, as references lead forward, too. */
  private anchorProvisions(): void {
    for (const provision of this.neu.provisions)
      if (provision.row === null && !UNSEEN.has(this.neu.block(provision.block).kind)) this.anchor(provision);
  }

  /** The references in a block of the new text, with the anchors that they lead to. */
  private targetsOf(block: number): readonly Target[] {
    // Each cell of a table asks for those of the whole table.
    if (this.lastTargets?.block !== block) {
      const targets = ownReferences(this.neu, block).flatMap(({ words, provision }) => {
        const anchor = anchorWithin(provision, this.anchorOfProvision);
        return anchor === null ? [] : [{ words, anchor }];
      });
      this.lastTargets = { block, targets };
    }
    return this.lastTargets.targets;
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

  private table(pair: Pair): { header: Row; rows: Row[]; columns: (Mark | null)[] } {
    const old = pair.old === null ? null : rowsOf(this.old.block(pair.old));
    const neu = pair.new === null ? null : rowsOf(this.neu.block(pair.new));
    const sole = this.wholeMark(pair);
    const columns = columnsOf(old, neu, pair.table?.columns ?? null);
    const rows =
      old && neu
        ? merged(pair.table?.rows ?? inOrder(old.length, neu.length), old.length, neu.length).map((at) =>
            this.row(pair, at.old === null ? null : old[at.old], at.new === null ? null : neu[at.new], columns),
          )
        : (neu ?? old ?? []).map((row) => ({
            ...this.row(pair, neu ? null : row, neu ? row : null, columns),
            mark: sole,
          }));
    return {
      header: rows[0] ?? { mark: null, cells: [] },
      rows: rows.slice(1),
      columns: columns.map(
        ({ gone }, column) =>
          gone &&
          withOrigin(
            { op: gone, class: 'substance', move: null },
            rows.map(({ cells }) => cells[column] ?? []),
          ),
      ),
    };
  }

  private row(
    pair: Pair,
    old: TableRow | null | undefined,
    neu: TableRow | null | undefined,
    columns: readonly Column[],
  ): Row {
    const cells = columns.map((column) => {
      const before = column.old === null ? undefined : old?.cells[column.old];
      const after = column.new === null ? undefined : neu?.cells[column.new];
      return this.shown(
        pair,
        trimmed(
          this.cut(
            pair,
            before && pair.old !== null ? { inline: readSpan(this.old.block(pair.old), before), span: before } : null,
            after && pair.new !== null ? { inline: readSpan(this.neu.block(pair.new), after), span: after } : null,
          ),
        ),
      );
    });
    if (old && neu) return { mark: null, cells };
    return { mark: withOrigin({ op: neu ? 'insert' : 'delete', class: 'substance', move: null }, cells), cells };
  }
}

/** What a block is to be laid out as: a note at the foot of a page, or nothing at all, where it is no part of the text. */
function roleOf(draft: Draft, index: number): Role | 'note' | null {
  const block = draft.block(index);
  const owner = draft.provisionOfBlock(index);
  const level = levelOf(owner);
  const { head } = block;
  if (head.kind === 'footnote') return 'note';
  if (UNSEEN.has(block.kind)) return null;
  switch (block.kind) {
    case 'rule':
    case 'code':
      return { kind: block.kind };
    case 'table':
    case 'extractedTable':
      return { kind: 'table' };
    default:
      break;
  }
  switch (head.kind) {
    case 'section':
    case 'division': {
      if (head.kind === 'division' && head.listed) break;
      const depth =
        head.kind === 'section' ? Math.min(6, head.number.split('.').length + (inDivision(owner) ? 1 : 0)) : 1;
      return { kind: 'heading', depth };
    }
    case 'heading':
      return { kind: 'heading', depth: Math.min(6, Math.max(1, block.level)) };
    case 'listNumber':
      if (owner?.kind !== 'section' || !opens(owner, index)) break;
      return listTitle(block).whole ? { kind: 'heading', depth: 1 } : { kind: 'provision', level: 0 };
    case 'clause':
      return { kind: 'provision', level: 0 };
    case 'item':
      return { kind: 'provision', level: Math.max(1, level) };
    case 'caption':
      if (owner && opens(owner, index)) return { kind: 'caption', of: owner.kind === 'figure' ? 'figure' : 'table' };
      break;
    case 'question':
      if (!asksInLine(block)) return { kind: 'question' };
      break;
    default:
      break;
  }
  if (imageOf(block)) return { kind: 'figure' };
  if (block.marker !== null) {
    return {
      kind: 'item',
      level: Math.max(0, block.containers.filter((kind) => kind === 'item').length - 1),
      marker: /^\d/.test(block.marker) ? block.marker : '•',
    };
  }
  const within = owner && (owner.kind === 'clause' || owner.kind === 'paragraph') ? level : -1;
  return { kind: 'paragraph', level: within, defines: head.kind === 'definition' };
}

/** Blocks of one form can be shown as one with its edits; others as one that goes and one that comes. */
function formOf(role: Role | 'note' | null, draft: Draft, index: number): string {
  if (role === null || role === 'note') return String(role);
  if (role.kind === 'figure') {
    const image = imageOf(draft.block(index));
    return `figure ${image?.link} ${image?.text}`;
  }
  return role.kind === 'table' || role.kind === 'code' || role.kind === 'rule' ? role.kind : 'words';
}

function differs(a: Role, b: Role): boolean {
  const [one, other] = [a, b] as Readonly<Record<string, unknown>>[];
  return Object.keys(one as object).some((key) => one?.[key] !== other?.[key]);
}

/** The picture that a paragraph is, or null. */
function imageOf(block: Block): Run | null {
  const runs = readInline(block).runs.filter((run) => run.text !== '' || run.kind === 'image');
  return runs.length === 1 && runs[0]?.kind === 'image' ? runs[0] : null;
}

/** Where the label of a block ends that has one in front of its words; 0 for any other. */
function labelEnd(draft: Draft, index: number): number {
  const role = roleOf(draft, index);
  const { head } = draft.block(index);
  return hasLabel(role) && 'body' in head ? head.body : 0;
}

function hasLabel(role: Role | 'note' | null): boolean {
  return role === 'note' || role?.kind === 'heading' || role?.kind === 'provision';
}

/** What stood between words and the label that they have lost. */
const LABEL_GONE = plainWord('\t', { op: 'delete', class: 'formatting', move: null });

function noteLabel({ head }: Block): string {
  return head.kind === 'footnote' ? head.number : '';
}

/** Whether a provision begins with a block as a whole, and not in one of its rows. */
function opens(provision: Provision, block: number): boolean {
  return provision.block === block && provision.row === null;
}

/** The first piece that reaches beyond a place in the old text, or one in the new text. */
function firstPiece(pieces: readonly Piece[], old: number | null, neu: number | null): number {
  return firstOf(pieces.length, (i) => {
    const { op, oldStart, newStart, length } = pieces[i] as Piece;
    const oldEnd = op === 'insert' ? oldStart : oldStart + length;
    const newEnd = op === 'delete' ? newStart : newStart + length;
    return (old !== null && oldEnd > old) || (neu !== null && newEnd > neu);
  });
}

/** The first of some numbers from 0 for which something holds that holds for all behind it; the count where there is none. */
function firstOf(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
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
  const apart = comparison.blocks.map(({ old, new: neu, move, segments, table }: MarkedBlock) => {
    const pieces = segments.map((segment): Piece => {
      const { length } = segment.text;
      const op = segment.op === 'insert' || segment.op === 'delete' ? segment.op : 'equal';
      const piece = {
        op,
        class: segment.class ?? 'substance',
        ...(segment.origin !== undefined && { origin: segment.origin }),
        oldStart: oldAt,
        newStart: newAt,
        length,
      } as const;
      if (segment.op !== 'insert' && segment.op !== 'moveTo') oldAt += length;
      if (segment.op !== 'delete' && segment.op !== 'moveFrom') newAt += length;
      return piece;
    });
    return { old, new: neu, move, pieces, ...(table && { table }) };
  });
  return apart.map((pair, index) => {
    return { ...pair, before: common(apart[index - 1], pair), behind: common(pair, apart[index + 1]) };
  });
}

/** The version in which two pairs next to each other are of one block. */
function common(a: Blocks | undefined, b: Blocks | undefined): Side | null {
  if (!a || !b || a.old === null || a.new === null || b.old === null || b.new === null) return null;
  return a.old === b.old ? 'old' : a.new === b.new ? 'new' : null;
}

/** The mark of the end between what was split or merged and what it was split off from, or merged with. */
function endMark({ before, pieces }: Pair): Mark {
  const { origin } = pieces.find((piece) => piece.origin !== undefined) ?? {};
  return {
    op: before === 'old' ? 'insert' : 'delete',
    class: 'substance',
    move: null,
    ...(origin !== undefined && { origin }),
  };
}

/**
 * Two blocks that are one in one of the versions, with the end between them. Words of that version alone that stand behind the end could as
 * well stand before it, where they read better: a comma closes what it follows.
 */
function joint(above: Layout, below: Layout, end: Mark): [Layout, Layout] {
  if (!('words' in above) || !('words' in below)) return [{ ...above, end }, below];
  const stays = ({ mark, note }: Word) => mark === null || mark.op === end.op || mark.move !== null || note !== null;
  const count = Math.max(0, below.words.findIndex(stays));
  return [
    { ...above, words: joined([...above.words, ...below.words.slice(0, count)]), end },
    { ...below, words: below.words.slice(count) },
  ];
}

/** Whose mark-up stands around words that stay. */
function restyledBy(pieces: readonly Piece[], index: number): Pick<Mark, 'origin'> {
  const markUp = [pieces[index - 1], pieces[index + 1]].find(
    (piece) => piece?.op !== 'equal' && piece?.class === 'formatting',
  );
  return markUp?.origin === undefined ? {} : { origin: markUp.origin };
}

function soleOrigin(pieces: readonly Piece[]): string | null {
  const origins = new Set(pieces.flatMap(({ origin }) => (origin === undefined ? [] : [origin])));
  return origins.size === 1 ? ([...origins][0] as string) : null;
}

function whole(draft: Draft, block: Block, index: number): Pair {
  const start = draft.startOf(index);
  return {
    old: index,
    new: index,
    move: null,
    ...APART,
    pieces: [{ op: 'equal', class: 'substance', oldStart: start, newStart: start, length: block.text.length }],
  };
}

function rowsOf(block: Block): TableRow[] | null {
  const table = readTable(block);
  return table ? [table.header, ...table.rows] : null;
}

/** A row or a column of a table of two versions: which one it is in either, null where it is not there. */
interface Place {
  readonly old: number | null;
  readonly new: number | null;
}

interface Column extends Place {
  /** Whether it went or came as a whole. */
  readonly gone: Mark['op'] | null;
}

/** What two versions have of a table's rows or columns: what both have, and before it what only the old one and then what only the new one has. */
function merged(pairs: readonly (readonly [number, number])[], oldCount: number, newCount: number): Place[] {
  const places: Place[] = [];
  let i = 0;
  let j = 0;
  for (const [old, neu] of [...pairs, [oldCount, newCount] as const]) {
    for (; i < old; i++) places.push({ old: i, new: null });
    for (; j < neu; j++) places.push({ old: null, new: j });
    if (old < oldCount && neu < newCount) places.push({ old: i++, new: j++ });
  }
  return places;
}

function inOrder(oldCount: number, newCount: number): [number, number][] {
  return Array.from({ length: Math.min(oldCount, newCount) }, (_, index) => [index, index]);
}

/** The columns of a table; cells beyond those of the header row stand behind them as they come. */
function columnsOf(
  old: readonly TableRow[] | null,
  neu: readonly TableRow[] | null,
  pairs: readonly (readonly [number, number])[] | null,
): Column[] {
  const headed = (rows: readonly TableRow[] | null) => rows?.[0]?.cells.length ?? 0;
  const widest = (rows: readonly TableRow[] | null) =>
    (rows ?? []).reduce((most, row) => Math.max(most, row.cells.length), 0);
  const both = old !== null && neu !== null;
  const [before, after] = [headed(old), headed(neu)];
  const columns = both
    ? merged(pairs ?? inOrder(before, after), before, after).map((place): Column => {
        return { ...place, gone: place.old === null ? 'insert' : place.new === null ? 'delete' : null };
      })
    : [];
  const [oldFrom, newFrom] = both ? [before, after] : [0, 0];
  const more = Math.max(widest(old) - oldFrom, widest(neu) - newFrom);
  for (let i = 0; i < more; i++) columns.push({ old: oldFrom + i, new: newFrom + i, gone: null });
  return columns;
}

/** A mark of what has these words, with whose change they are. */
function withOrigin(mark: Mark, words: readonly (readonly Word[])[]): Mark {
  for (const cell of words)
    for (const word of cell) if (word.mark?.origin !== undefined) return { ...mark, origin: word.mark.origin };
  return mark;
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
    into.push({
      text,
      kind: run.kind,
      strong,
      emphasis,
      superscript,
      subscript,
      underline,
      link,
      note,
      target,
      mark,
      was: null,
    });
  }
}

/** The parts of a span in which an inline has one look, in order; null for what only mark-up stands in. */
function* looks(inline: Inline, span: Span): Iterable<{ readonly span: Span; readonly style: Style | null }> {
  const { runs } = inline;
  let at = span.start;
  const first = firstOf(runs.length, (index) => (runs[index] as Run).source.end > span.start);
  for (let i = first; i < runs.length && at < span.end; i++) {
    const run = runs[i] as Run;
    const start = Math.min(span.end, Math.max(at, run.source.start));
    const end = Math.min(span.end, run.source.end);
    if (start > at) yield { span: { start: at, end: start }, style: null };
    if (end > start) yield { span: { start, end }, style: run.text === '' ? null : run };
    at = Math.max(at, end);
  }
  if (at < span.end) yield { span: { start: at, end: span.end }, style: null };
}

function isStyled(inline: Inline): boolean {
  return inline.runs.some((run) => !looksLike(run, PLAIN));
}

function looksLike(a: Style, b: Style): boolean {
  return (
    a.strong === b.strong &&
    a.emphasis === b.emphasis &&
    a.superscript === b.superscript &&
    a.subscript === b.subscript &&
    a.underline === b.underline
  );
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
  for (const each of words) {
    let word = each;
    let last = merged[merged.length - 1];
    if (last && isRespelt(last, word)) {
      word = { ...word, mark: null };
      merged.pop();
      last = merged[merged.length - 1];
    }
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

/** Whether a line was only broken elsewhere or a character written otherwise, so that a reader sees the same in both versions. */
function isRespelt(gone: Word, come: Word): boolean {
  return (
    gone.mark?.op === 'delete' &&
    come.mark?.op === 'insert' &&
    gone.mark.move === null &&
    come.mark.move === null &&
    gone.text === come.text &&
    gone.kind === come.kind &&
    gone.note === null &&
    come.note === null &&
    gone.link === come.link &&
    looksLike(gone, come)
  );
}

function alike(a: Word, b: Word): boolean {
  return (
    looksLike(a, b) &&
    (a.was === b.was ||
      (a.was !== null && b.was !== null && looksLike(a.was, b.was) && a.was.origin === b.was.origin)) &&
    a.link === b.link &&
    a.target === b.target &&
    a.mark?.op === b.mark?.op &&
    a.mark?.class === b.mark?.class &&
    a.mark?.move === b.mark?.move &&
    a.mark?.origin === b.mark?.origin
  );
}

/** Words without white space at either end, in either version; but not where a version goes on. */
function trimmed(words: readonly Word[], { before, behind }: Pick<Pair, 'before' | 'behind'> = APART): Word[] {
  return withoutEdge(withoutEdge(words, 'start', before), 'end', behind);
}

const APART = { before: null, behind: null };

/**
 * Words without white space at one end. A space that only one version shows at its edge, as the word beside it is gone or not yet
 * there, is not left to stand: it goes or comes with that word.
 * @param goesOn the version in which this is no edge
 */
function withoutEdge(words: readonly Word[], edge: 'start' | 'end', goesOn: Side | null): Word[] {
  const inward = edge === 'start' ? words : [...words].reverse();
  const kept: Word[] = [];
  // Whether either version has shown anything yet.
  let old = goesOn === 'old';
  let neu = goesOn === 'new';
  for (const word of inward) {
    const onOld = word.mark?.op !== 'insert';
    const onNew = word.mark?.op !== 'delete';
    if (old && neu) {
      kept.push(word);
      continue;
    }
    const fixed = word.note !== null || word.kind === 'break';
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
