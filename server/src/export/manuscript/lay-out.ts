import type { Comparison } from '../../compare/change.js';
import { Draft } from '../../model/draft.js';
import { isIssued } from '../../model/front-matter.js';
import { findContentSpan } from '../../model/inline/inline.js';
import { literalMarkdown } from '../../model/literal-markdown.js';
import type { Provision } from '../../model/provision.js';
import type { Span } from '../../model/text.js';
import type { FindAwayLinks } from '../away-links.js';
import { DEFAULT_EXPORT, type ExportOptions } from '../export-options.js';
import { findMarkScheme } from '../mark-schemes.js';
import { makePrintable } from '../printable.js';
import { Anchors } from './anchors.js';
import { type BoundText, bindTexts } from './bind.js';
import {
  differsInRole,
  formOfBlock,
  hasLabel,
  imageOf,
  labelEndOf,
  noteLabelOf,
  opensBlock,
  opensDivision,
  type RoleOrNote,
  roleOfBlock,
} from './block-roles.js';
import { extractChanged } from './extract.js';
import { fitTable, turnTable } from './fit-table.js';
import { closeHeadingGaps } from './heading-levels.js';
import { layOutTable } from './lay-out-table.js';
import { legendOf } from './legend.js';
import { listOfChanges } from './list-of-changes.js';
import {
  type Annex,
  type ConservedDrafts,
  type LaidOutRow,
  type Layout,
  type LayoutBase,
  type Manuscript,
  makePlainWord,
  type Source,
  type StyledWord,
} from './manuscript.js';
import type { RevisionMark } from './mark.js';
import { joinLabel, joinStyledWords, trimWords } from './marked-words.js';
import { MoveNotes } from './moves.js';
import { numberNamedNotes } from './note-numbers.js';
import { findKeptNotes, markNoteLabel, NoteList } from './notes.js';
import { NumberPlaces, type PairedBlocks, placeNoteNumbers } from './number-places.js';
import { placeOnPages } from './page-flow.js';
import { PairWords } from './pair-words.js';
import {
  endMarkOf,
  keepSide,
  pairBlocks,
  pairUnchangedBlocks,
  partForms,
  type ScriptPair,
  soleOriginOf,
  wholeMarkOf,
} from './script-pairs.js';
import { findNoteOf } from './shown-words.js';
import { rowsOfTable } from './table-columns.js';

/**
 * Lays out a draft or a comparison. The options that are left out are as in `DEFAULT_EXPORT`. The
 * words are laid out only when `title`, `layouts` or `notes` is first read: a format that needs the
 * edit script alone does not wait for them.
 */
export function layOutManuscript(
  source: Source,
  options: Partial<ExportOptions> & { readonly away?: FindAwayLinks } = {},
): Manuscript {
  const all = { ...DEFAULT_EXPORT, ...options };
  const { without, watermark, legend, paper } = all;
  const comparison = 'comparison' in source ? source.comparison : null;
  const draft = 'comparison' in source ? source.comparison.new : source.draft;
  const { title, document, version, status, classification } = draft.frontMatter;
  const isExtract = 'comparison' in source && source.isExtract === true;
  const isAboutAnother = 'draft' in source && source.isAboutAnother === true;
  const layouter = new Layouter(comparison, draft, all, { isExtract, isAboutAnother });
  const listAnchored = computeOnce(() => {
    layOut();
    return new Map([...layouter.anchors.byProvision].map(([provision, anchor]) => [anchor, provision]));
  });
  const annexes = 'draft' in source ? listAnnexes(source.annexes ?? []) : [];
  const layOut = computeOnce(() => {
    const upright = layouter.layOutText();
    const shares = 'draft' in source ? source.turnedColumns : undefined;
    const own = shares ? { ...upright, layouts: turnPages(upright.layouts, shares) } : upright;
    if (annexes.length === 0 && !paper?.letter) return own;
    const layouts = own.layouts.map((layout, index) =>
      paper?.letter && index === own.layouts.length - 1 ? { ...layout, endsLetter: true as const } : layout,
    );
    return bindTexts([
      { ...own, layouts, blocks: draft.blocks.length },
      ...annexes.map((each) => layOutAnnex(each, all)),
    ]);
  });
  const listChanges = computeOnce(() => {
    // Only what is laid out gives the deleted provisions their anchors.
    layOut();
    return (
      comparison &&
      listOfChanges(comparison, without, layouter.listPlacedAnchors(), layouter.listNoteSigns(layOut().notes))
    );
  });
  return {
    get drafts() {
      if (isExtract) layOut();
      return {
        // What bears no mark is shown as the new version has it: the old one cannot be whole.
        old: comparison && without.length === 0 ? comparison.old : null,
        new: draft,
        bound: annexes.map((annex) => annex.draft),
        ...(layouter.kept && { kept: layouter.kept }),
      };
    },
    isExtract,
    get title() {
      return title ?? document ?? (beginsWithDivision(draft) ? null : firstTitleOf(layOut().layouts));
    },
    document,
    version,
    status: paper?.status ?? status,
    against: comparison ? (paper?.against ?? comparison.old.frontMatter.version ?? 'the version in force') : null,
    classification: all.classification ?? classification,
    watermark: watermark && (paper?.isDraft || !isIssued({ status: paper?.status ?? status })) ? 'DRAFT' : null,
    paper,
    get changes() {
      return listChanges();
    },
    get script() {
      if (!comparison) return null;
      const moves = new MoveNotes(comparison);
      return {
        old: comparison.old,
        new: draft,
        pairs: layouter.pairs.map((pair) => ({ ...pair, moved: moves.takeNote(pair) })),
        without: new Set(without),
      };
    },
    origins: [...new Set((comparison?.changes ?? []).flatMap(({ origins = [] }) => origins))],
    marks: findMarkScheme(all.marks),
    legend: comparison ? legendOf(without) : [],
    front: { listOfChanges: comparison !== null && all.listOfChanges, legend: comparison !== null && legend },
    get layouts() {
      return layOut().layouts;
    },
    get provisions() {
      return listAnchored();
    },
    get notes() {
      return layOut().notes;
    },
  };
}

/** The same on pages that are turned on their sides, the columns of tables by their shares of the width. */
function turnPages(layouts: readonly Layout[], shares: readonly number[]): Layout[] {
  return layouts.map((layout) => ({
    ...layout,
    isLandscape: true,
    ...(layout.kind === 'table' && { fit: turnTable(fitTable(layout.header, layout.rows, layout.merges), shares) }),
  }));
}

/** A text that is bound to another: an annex, or the heading above it, which begins a page. */
interface BoundDraft {
  readonly draft: Draft;
  readonly startsPage: boolean;
}

function listAnnexes(annexes: readonly Annex[]): BoundDraft[] {
  return annexes.flatMap(({ heading, draft }) => [
    { draft: Draft.parse(`# ${literalMarkdown(heading)}\n`), startsPage: true },
    { draft, startsPage: false },
  ]);
}

function layOutAnnex({ draft, startsPage }: BoundDraft, options: ExportOptions): BoundText {
  const { layouts, notes } = new Layouter(null, draft, options).layOutText();
  const [first, ...others] = layouts;
  const begun = first && startsPage ? [{ ...first, startsPage: true as const }, ...others] : layouts;
  return { layouts: begun, notes, blocks: draft.blocks.length };
}

function computeOnce<T>(compute: () => T): () => T {
  let result: { readonly value: T } | null = null;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}

/**
 * What a text without front matter calls itself: its first words, where they are a heading of the
 * first level.
 */
function firstTitleOf([first]: readonly Layout[]): string | null {
  if (first?.kind !== 'heading' || first.depth !== 1 || first.label.length > 0 || first.mark !== null) return null;
  // Of a title that was changed what it says now.
  const now = first.words.filter(({ mark }) => mark?.op !== 'delete');
  return now.map((word) => word.text).join('') || null;
}

/** Whether the first heading is that of a Part or a Schedule, which is no title of the whole. */
function beginsWithDivision(draft: Draft): boolean {
  const first = draft.blocks.findIndex(({ kind }) => kind === 'heading');
  return first >= 0 && opensDivision(draft, first);
}

/** What a text is; see `Source`. */
interface TextKind {
  readonly isExtract?: boolean;
  readonly isAboutAnother?: boolean;
}

interface Origins {
  readonly ofLayouts: Map<Layout, PairedBlocks>;
  readonly ofRows: Map<LaidOutRow, PairedBlocks>;
}

const NO_BLOCKS: PairedBlocks = { old: null, new: null };

/** Lays out blocks, one pair after the other. */
class Layouter {
  readonly anchors = new Anchors();
  readonly pairs: readonly ScriptPair[];
  private readonly old: Draft;
  private readonly notes = new NoteList();
  private readonly words: PairWords;
  private readonly places: NumberPlaces;
  /** For an extract, the blocks that each layout was made of, and where each row begins in them. */
  private readonly origins: Origins | null;
  /** What an extract shows of the drafts; null for a whole text. */
  kept: ConservedDrafts['kept'] | null = null;
  private readonly showsRoleChange: boolean;
  /** The anchors that layouts and notes have. */
  private placed: ReadonlySet<string | null> = new Set();

  constructor(
    private readonly comparison: Comparison | null,
    private readonly draft: Draft,
    { without, away }: ExportOptions & { readonly away?: FindAwayLinks },
    private readonly kind: TextKind = {},
  ) {
    this.old = comparison?.old ?? draft;
    this.pairs = comparison ? pairBlocks(comparison) : pairUnchangedBlocks(draft);
    this.showsRoleChange = !without.includes('formatting');
    this.places = new NumberPlaces(comparison, without);
    this.origins = kind.isExtract ? { ofLayouts: new Map(), ofRows: new Map() } : null;
    this.words = new PairWords({
      old: this.old,
      new: draft,
      isComparison: comparison !== null,
      without: new Set(without),
      isAboutAnother: this.kind.isAboutAnother ?? false,
      anchors: this.anchors.byProvision,
      away: away ?? (() => []),
      keepsNote: findKeptNotes(this.old, draft, this.pairs),
    });
  }

  layOutText(): Pick<Manuscript, 'layouts' | 'notes'> {
    // Every provision of the new text gets its anchor before any word is written, as references
    // lead forward, too.
    this.anchors.anchorAll(this.draft);
    const moves = new MoveNotes(this.comparison);
    const layouts: Layout[] = [];
    const origins = this.origins?.ofLayouts;
    // The last layout of the block that the next pair may go on from.
    let above: Layout | null = null;
    for (const pair of partForms(this.pairs, (each) => this.changesForm(each, ...this.rolesOf(each)))) {
      const [first, ...others] = this.layOut(pair);
      if (!first) {
        if (pair.joinsPrevious === null) above = null;
        continue;
      }
      const moved = moves.takeNote(pair);
      const numbers = this.places.takeForBlock(pair);
      const begun =
        moved || numbers.length > 0
          ? { ...first, ...(moved && { moved }), ...(numbers.length > 0 && { numbers }) }
          : first;
      const own = [begun, ...others];
      if (above && pair.joinsPrevious !== null) {
        layouts.pop();
        const [joined, below] = joinAtEnd(above, begun, endMarkOf(pair));
        origins?.set(joined, origins.get(above) ?? pair);
        layouts.push(joined);
        own[0] = below;
      }
      if (origins) for (const each of own) origins.set(each, pair);
      layouts.push(...own);
      above = layouts.at(-1) ?? null;
    }
    const text = numberNamedNotes({ layouts, notes: this.notes.byKey });
    if (origins)
      for (const [index, layout] of layouts.entries())
        origins.set(text.layouts[index] ?? layout, origins.get(layout) ?? NO_BLOCKS);
    const shown = this.origins ? this.extract(text, this.origins) : text;
    const numbered = placeNoteNumbers(shown.layouts, shown.notes, this.places);
    return this.dropLostTargets({ layouts: closeHeadingGaps(placeOnPages(numbered)), notes: shown.notes });
  }

  /** What changed alone, of all blocks with the pairs that they are laid out from. */
  private extract(
    { layouts, notes }: Pick<Manuscript, 'layouts' | 'notes'>,
    { ofLayouts, ofRows }: Origins,
  ): Pick<Manuscript, 'layouts' | 'notes'> {
    const placed = layouts.map((layout) => ({ layout, pair: ofLayouts.get(layout) ?? NO_BLOCKS }));
    const extracted = extractChanged(placed, notes, { old: this.old, new: this.draft }, ofRows);
    this.kept = extracted.kept;
    return extracted;
  }

  /** The anchors of the provisions that are laid out; what is deleted within a note has no place. */
  listPlacedAnchors(): ReadonlyMap<Provision, string> {
    return new Map([...this.anchors.byProvision].filter(([, anchor]) => this.placed.has(anchor)));
  }

  /** The numbers that readers see for notes with a name, by the provisions that these are. */
  listNoteSigns(notes: Manuscript['notes']): ReadonlyMap<Provision, string> {
    const signs = new Map<Provision, string>();
    for (const { block, signs: shown } of notes.values()) {
      const before = block.old === null ? null : this.old.provisionOfBlock(block.old);
      const now = block.new === null ? null : this.draft.provisionOfBlock(block.new);
      if (before && shown && shown.old !== null) signs.set(before, shown.old);
      if (now && shown) signs.set(now, shown.new);
    }
    return signs;
  }

  /** Takes the targets from references to provisions that are laid out nowhere, as they lead nowhere. */
  private dropLostTargets(text: Pick<Manuscript, 'layouts' | 'notes'>): Pick<Manuscript, 'layouts' | 'notes'> {
    const placed = new Set<string | null>([
      ...text.layouts.map(({ anchor }) => anchor),
      ...[...text.notes.values()].map(({ anchor }) => anchor),
    ]);
    const anchors = [...this.anchors.byProvision.values()];
    this.placed = placed;
    if (anchors.every((anchor) => placed.has(anchor))) return text;
    const drop = (words: readonly StyledWord[]): StyledWord[] =>
      words.map((word) => (word.target === null || placed.has(word.target) ? word : { ...word, target: null }));
    const dropInRow = (row: LaidOutRow): LaidOutRow => ({ ...row, cells: row.cells.map(drop) });
    const layouts = text.layouts.map((layout): Layout => {
      if (layout.kind === 'table')
        return { ...layout, header: dropInRow(layout.header), rows: layout.rows.map(dropInRow) };
      return 'words' in layout ? { ...layout, words: drop(layout.words) } : layout;
    });
    const notes = [...text.notes].map(([key, note]) => [key, { ...note, words: drop(note.words) }] as const);
    return { layouts, notes: new Map(notes) };
  }

  /**
   * The layouts of one pair: mostly one; none for what is not shown; two for a block that became
   * something else.
   */
  private layOut(pair: ScriptPair): Layout[] {
    const side = pair.new !== null ? this.draft : this.old;
    const index = pair.new ?? pair.old;
    if (index === null) return [];
    const [role, oldRole] = this.rolesOf(pair);
    if (this.changesForm(pair, role, oldRole) || this.changesNote(pair))
      return [...this.layOut(keepSide(pair, 'old')), ...this.layOut(keepSide(pair, 'new'))];
    if (role === null || oldRole === null) return [];
    const owner = side.provisionOfBlock(index);
    const opens = owner && opensBlock(owner, index) && pair.joinsPrevious !== 'new';
    const base: LayoutBase = {
      mark: wholeMarkOf(pair),
      end: null,
      anchor: opens ? this.anchors.anchorProvision(owner) : null,
      moved: null,
      was:
        role !== 'note' && oldRole !== 'note' && this.showsRoleChange && differsInRole(role, oldRole) ? oldRole : null,
      origin: soleOriginOf(pair.pieces),
    };
    if (role === 'note') {
      this.addNote(pair, base);
      return [];
    }
    const [first, ...others] = this.addNumbers(pair, base);
    switch (role.kind) {
      case 'rule':
        return [...others, { ...first, ...role }];
      case 'table':
        return [
          ...others,
          {
            ...first,
            ...role,
            ...layOutTable(pair, this.words, { places: this.places, starts: this.origins?.ofRows ?? null }),
          },
        ];
      case 'figure': {
        const image = imageOf(side, side.block(index));
        const change = changeOfFigure(first.mark);
        return [...others, { ...first, ...role, alt: image?.text ?? '', path: image?.link ?? '', change }];
      }
      case 'code':
        return [...others, { ...first, ...role, words: this.contentOf(pair) }];
      case 'heading':
      case 'provision': {
        const startsPage = role.kind === 'heading' && role.depth === 1 && opensDivision(side, index);
        // "Part 1" above Part 1 and "Section 2.1." before its words are names, and lead nowhere.
        const unlink = (words: readonly StyledWord[]) =>
          words.map((word) => (word.target !== null && word.target === base.anchor ? { ...word, target: null } : word));
        const isHeading = role.kind === 'heading';
        const ends = this.labelEndsOf(pair, role, oldRole);
        const [label, words] = [this.labelOf(pair, ends), this.bodyOf(pair, ends)];
        // A heading without words is none, though it may call a note.
        if (isHeading && !showsWords([...label, ...words]))
          return callsNote(words) ? [{ ...base, ...PLAIN, anchor: null, label, words }] : [];
        const said = { label: unlink(label), words: isHeading ? unlink(words) : words };
        return [{ ...base, ...role, ...said, ...(startsPage && { startsPage }) }];
      }
      default: {
        const ends = hasLabel(oldRole) ? this.labelEndsOf(pair, role, oldRole) : null;
        const label = ends ? this.labelOf(pair, ends) : this.numbersOf(pair);
        const words = ends ? this.bodyOf(pair, ends) : this.contentOf(pair);
        const isShown = callsNote(words) || [...label, ...words].some(({ text }) => text.trim() !== '');
        return isShown ? [{ ...base, ...role, label, words }] : [];
      }
    }
  }

  /** Whether the one block goes and the other comes, as they can be no edits of one another. */
  private changesForm({ old, new: after }: ScriptPair, role: RoleOrNote, oldRole: RoleOrNote): boolean {
    if (old === null || after === null) return false;
    return formOfBlock(role, this.draft, after) !== formOfBlock(oldRole, this.old, old);
  }

  /** The roles of the two blocks of a pair; twice that of the one where there is one. */
  private rolesOf({ old, new: after }: ScriptPair): readonly [role: RoleOrNote, oldRole: RoleOrNote] {
    const role = after !== null ? roleOfBlock(this.draft, after) : old !== null ? roleOfBlock(this.old, old) : null;
    return [role, after !== null && old !== null ? roleOfBlock(this.old, old) : role];
  }

  /** The same of blocks that two notes go on with. */
  private changesNote({ old, new: after }: ScriptPair): boolean {
    if (old === null || after === null) return false;
    const [oldNote, newNote] = [findNoteOf(this.old, old), findNoteOf(this.draft, after)];
    if (oldNote === null || newNote === null) return false;
    const note = this.notes.find('new', newNote);
    return note === undefined || note !== this.notes.find('old', oldNote);
  }

  /**
   * What a block that has no room for the number of its item is laid out with, and before it a line
   * with the number alone.
   */
  private addNumbers(pair: ScriptPair, base: LayoutBase): [LayoutBase, ...Layout[]] {
    const label = this.numbersOf(pair);
    if (label.length === 0) return [base];
    return [
      { ...base, anchor: null },
      { ...base, was: null, kind: 'item', level: 0, within: -1, marker: '', label, words: [] },
    ];
  }

  private addNote(pair: ScriptPair, { mark, anchor }: LayoutBase): void {
    if (this.addToNote(pair, mark) || this.goesOn(pair)) return;
    const was = pair.old === null ? null : noteLabelOf(this.old.block(pair.old));
    const label = pair.new === null ? (was ?? '') : noteLabelOf(this.draft.block(pair.new));
    const words = this.linesOfNote(pair).flatMap((line, index) =>
      index === 0 ? line : [{ ...makePlainWord('\n', mark), kind: 'break' as const }, ...line],
    );
    this.notes.add(pair, {
      label,
      was,
      block: { old: pair.old, new: pair.new },
      marked: markNoteLabel(label, was, mark),
      words,
      mark,
      anchor: anchor ?? this.anchors.makeAnchor(`Footnote ${label}`),
    });
  }

  /** Adds the rest of a block that began a note before, which was split or joined; false for any other block. */
  private goesOn(pair: ScriptPair): boolean {
    const { old, new: after } = pair;
    const begun =
      after === null ? (old === null ? undefined : this.notes.find('old', old)) : this.notes.find('new', after);
    begun?.words.push(...this.linesOfNote(pair).flat());
    return begun !== undefined;
  }

  /** Adds a further block of a footnote to it, on a line of its own; false for any other block. */
  private addToNote(pair: ScriptPair, mark: RevisionMark | null): boolean {
    const [oldNote, newNote] = [
      pair.old === null ? null : findNoteOf(this.old, pair.old),
      pair.new === null ? null : findNoteOf(this.draft, pair.new),
    ];
    const note =
      newNote === null
        ? oldNote === null
          ? undefined
          : this.notes.find('old', oldNote)
        : this.notes.find('new', newNote);
    if (!note) return false;
    for (const line of this.linesOfNote(pair)) {
      if (line.length === 0) continue;
      // Words that begin on the line below the label stand beside it.
      if (note.words.length > 0) note.words.push({ ...makePlainWord('\n', mark), kind: 'break' });
      note.words.push(...line);
    }
    return true;
  }

  /** The lines of a block of a footnote without its label: those of a table have tabs between cells. */
  private linesOfNote(pair: ScriptPair): (readonly StyledWord[])[] {
    const block = pair.new === null ? this.old.block(pair.old ?? 0) : this.draft.block(pair.new);
    if (!rowsOfTable(block)) {
      const isBegun = block.head.kind === 'footnote';
      const words = isBegun ? this.bodyOf(pair, this.labelEndsOf(pair, 'note', 'note')) : this.contentOf(pair);
      return [joinLabel(this.numbersOf(pair), words)];
    }
    const { header, rows } = layOutTable(pair, this.words, null);
    const lines = [header, ...rows].map((row) =>
      row.cells.flatMap((cell, index) => [...(index > 0 ? [makePlainWord('\t', row.mark)] : []), ...cell]),
    );
    const numbers = this.numbersOf(pair);
    return numbers.length === 0 ? lines : [numbers, ...lines];
  }

  /** Where the labels of the blocks of a pair end, by the roles of the blocks. */
  private labelEndsOf({ old, new: after }: ScriptPair, role: RoleOrNote, oldRole: RoleOrNote): LabelEnds {
    const newEnd = after === null ? 0 : labelEndOf(this.draft, after, role);
    // Without a new block, the role of the pair is that of the old one.
    const isSame = after !== null && old === after && this.old === this.draft;
    return { old: isSame ? newEnd : old === null ? 0 : labelEndOf(this.old, old, oldRole), new: newEnd };
  }

  private labelOf(pair: ScriptPair, ends: LabelEnds): readonly StyledWord[] {
    const numbers = this.numbersOf(pair);
    if (ends.old === 0 && ends.new === 0) return numbers;
    const words = this.words.cutPart(pair, { start: 0, end: ends.old }, { start: 0, end: ends.new });
    const label = this.words.hideMinorMarks(pair, trimWords(words));
    if (label.length === 0 || numbers.length === 0) return joinLabel(numbers, label);
    const isAll = (words: readonly StyledWord[], op: RevisionMark['op']) => words.every(({ mark }) => mark?.op === op);
    // A number that goes stands before the one in its place.
    return isAll(numbers, 'insert') && isAll(label, 'delete') ? joinLabel(label, numbers) : joinLabel(numbers, label);
  }

  /** The numbers of the items that a block begins. */
  private numbersOf(pair: ScriptPair): readonly StyledWord[] {
    const numbers = this.words.cutItemNumbers(pair);
    return numbers.length === 0 ? numbers : this.words.hideMinorMarks(pair, trimWords(numbers));
  }

  /** The words after the label. */
  private bodyOf(pair: ScriptPair, ends: LabelEnds): readonly StyledWord[] {
    const words = this.words.cutPart(
      pair,
      { start: ends.old, end: pair.old === null ? 0 : this.old.block(pair.old).text.length },
      { start: ends.new, end: pair.new === null ? 0 : this.draft.block(pair.new).text.length },
    );
    return this.words.hideMinorMarks(pair, trimWords(words, pair));
  }

  /** All words, but the signs that make a block an item or a quotation. */
  private contentOf(pair: ScriptPair): readonly StyledWord[] {
    const words = this.words.cutPart(pair, findContent(this.old, pair.old), findContent(this.draft, pair.new));
    return this.words.hideMinorMarks(pair, trimWords(words, pair));
  }
}

/** Where the label of a block ends in each version, counted from the block's start; 0 without one. */
interface LabelEnds {
  readonly old: number;
  readonly new: number;
}

function findContent(draft: Draft, index: number | null): Span {
  if (index === null) return { start: 0, end: 0 };
  const block = draft.block(index);
  return { start: findContentSpan(block).start, end: block.text.length };
}

const PLAIN = { kind: 'paragraph', level: -1, defines: false, isQuoted: false } as const;

/** Whether anything of some words can be read. */
function showsWords(words: readonly StyledWord[]): boolean {
  return words.some(({ text }) => makePrintable(text).trim() !== '');
}

function callsNote(words: readonly StyledWord[]): boolean {
  return words.some(({ note }) => note !== null);
}

/** What is said of a figure that came or went; null for one that stays. */
function changeOfFigure(mark: RevisionMark | null): string | null {
  if (!mark) return null;
  if (mark.move !== null) return mark.op === 'insert' ? 'Figure moved here' : 'Figure moved away';
  return mark.op === 'insert' ? 'Inserted figure' : 'Deleted figure';
}

/**
 * Two blocks that are one in one of the versions, with the mark of the paragraph end between them.
 * Words of that version alone that stand after the end could as well stand before it, where they
 * read better: a comma closes what it follows. But they cannot pass a label that this version has.
 */
function joinAtEnd(above: Layout, below: Layout, end: RevisionMark): [Layout, Layout] {
  if (!('words' in above) || !('words' in below)) return [{ ...above, end }, below];
  const stays = ({ mark, note }: StyledWord) =>
    mark === null || mark.op === end.op || mark.move !== null || note !== null;
  const label = 'label' in below ? below.label : [];
  const isLabelNew = label.every(({ mark }) => mark?.op === end.op);
  const count = isLabelNew ? Math.max(0, below.words.findIndex(stays)) : 0;
  return [
    { ...above, words: joinStyledWords([...above.words, ...below.words.slice(0, count)]), end },
    { ...below, words: below.words.slice(count) },
  ];
}
