import type { Comparison } from '../../compare/change.js';
import type { Draft } from '../../model/draft.js';
import { isIssued } from '../../model/front-matter.js';
import { findContentSpan } from '../../model/inline/inline.js';
import { DEFAULT_EXPORT, type ExportOptions } from '../export-options.js';
import { Anchors } from './anchors.js';
import {
  differsInRole,
  formOfBlock,
  HIDDEN_KINDS,
  hasLabel,
  imageOf,
  labelEndOf,
  noteLabelOf,
  opensBlock,
  roleOfBlock,
} from './block-roles.js';
import { layOutTable } from './lay-out-table.js';
import { legendOf } from './legend.js';
import { listOfChanges } from './list-of-changes.js';
import {
  type Footnote,
  type Layout,
  type LayoutBase,
  type Manuscript,
  makePlainWord,
  type Source,
  type StyledWord,
} from './manuscript.js';
import type { RevisionMark } from './mark.js';
import { joinStyledWords, trimWords } from './marked-words.js';
import { MoveNotes } from './moves.js';
import { PairWords } from './pair-words.js';
import {
  endMarkOf,
  keepSide,
  pairBlocks,
  pairUnchangedBlocks,
  type ScriptPair,
  soleOriginOf,
  wholeMarkOf,
} from './script-pairs.js';

/**
 * Lays out a draft or a comparison. The options that are left out are as in `DEFAULT_EXPORT`. The
 * words are laid out only when `title`, `layouts` or `notes` is first read: a format that needs the
 * edit script alone does not wait for them.
 */
export function layOutManuscript(source: Source, options: Partial<ExportOptions> = {}): Manuscript {
  const all = { ...DEFAULT_EXPORT, ...options };
  const { without, watermark, legend } = all;
  const comparison = 'comparison' in source ? source.comparison : null;
  const draft = 'comparison' in source ? source.comparison.new : source.draft;
  const { title, document, version, status, classification } = draft.frontMatter;
  const layouter = new Layouter(comparison, draft, all);
  const layOut = computeOnce(() => layouter.layOutText());
  const listChanges = computeOnce(() => {
    // Only what is laid out gives the deleted provisions their anchors.
    layOut();
    return comparison && listOfChanges(comparison, without, layouter.anchors.byProvision);
  });
  return {
    get title() {
      return title ?? document ?? firstTitleOf(layOut().layouts);
    },
    document,
    version,
    status,
    against: comparison ? (comparison.old.frontMatter.version ?? 'the version in force') : null,
    classification: all.classification ?? classification,
    watermark: watermark && !isIssued(draft.frontMatter) ? 'DRAFT' : null,
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
    legend: comparison ? legendOf(without) : [],
    front: { listOfChanges: comparison !== null && all.listOfChanges, legend: comparison !== null && legend },
    get layouts() {
      return layOut().layouts;
    },
    get notes() {
      return layOut().notes;
    },
  };
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
  return first.words.map((word) => word.text).join('') || null;
}

/** What stood between words and the label that they have lost. */
const LABEL_GONE = makePlainWord('\t', { op: 'delete', class: 'formatting', move: null });

/** Lays out blocks, one pair after the other. */
class Layouter {
  readonly anchors = new Anchors();
  readonly pairs: readonly ScriptPair[];
  private readonly old: Draft;
  private readonly notes = new Map<string, Footnote>();
  private readonly words: PairWords;
  private readonly showsRoleChange: boolean;

  constructor(
    private readonly comparison: Comparison | null,
    private readonly draft: Draft,
    { without }: ExportOptions,
  ) {
    this.old = comparison?.old ?? draft;
    this.pairs = comparison ? pairBlocks(comparison) : pairUnchangedBlocks(draft);
    this.showsRoleChange = !without.includes('formatting');
    this.words = new PairWords({
      old: this.old,
      new: draft,
      isComparison: comparison !== null,
      without: new Set(without),
      anchors: this.anchors.byProvision,
    });
  }

  layOutText(): Pick<Manuscript, 'layouts' | 'notes'> {
    // Every provision of the new text gets its anchor before any word is written, as references
    // lead forward, too.
    for (const provision of this.draft.provisions)
      if (provision.row === null && !HIDDEN_KINDS.has(this.draft.block(provision.block).kind))
        this.anchors.anchorProvision(provision);
    const moves = new MoveNotes(this.comparison);
    const layouts: Layout[] = [];
    // The last layout of the block that the next pair may go on from.
    let above: Layout | null = null;
    for (const pair of this.pairs) {
      const [first, ...others] = this.layOut(pair);
      if (!first) {
        if (pair.joinsPrevious === null) above = null;
        continue;
      }
      const moved = moves.takeNote(pair);
      const begun = moved ? { ...first, moved } : first;
      if (above && pair.joinsPrevious !== null) {
        layouts.pop();
        layouts.push(...joinAtEnd(above, begun, endMarkOf(pair)));
      } else layouts.push(begun);
      layouts.push(...others);
      above = layouts.at(-1) ?? null;
    }
    return { layouts, notes: this.notes };
  }

  /**
   * The layouts of one pair: mostly one; none for what is not shown; two for a block that became
   * something else.
   */
  private layOut(pair: ScriptPair): Layout[] {
    const side = pair.new !== null ? this.draft : this.old;
    const index = pair.new ?? pair.old;
    if (index === null) return [];
    const role = roleOfBlock(side, index);
    const oldRole = pair.new !== null && pair.old !== null ? roleOfBlock(this.old, pair.old) : role;
    if (pair.old !== null && formOfBlock(role, side, index) !== formOfBlock(oldRole, this.old, pair.old))
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
    switch (role.kind) {
      case 'rule':
        return [{ ...base, ...role }];
      case 'table':
        return [{ ...base, ...role, ...layOutTable(pair, this.words) }];
      case 'figure': {
        const image = imageOf(side.block(index));
        return [{ ...base, ...role, alt: image?.text ?? '', path: image?.link ?? '' }];
      }
      case 'heading':
      case 'provision':
        return [{ ...base, ...role, label: this.labelOf(pair), words: this.bodyOf(pair) }];
      default: {
        const label = hasLabel(oldRole) ? this.labelOf(pair) : [];
        const words = label.length > 0 ? [...label, LABEL_GONE, ...this.bodyOf(pair)] : this.contentOf(pair);
        const isEmpty = words.every((word) => word.text.trim() === '' && word.note === null);
        return isEmpty && role.kind !== 'code' ? [] : [{ ...base, ...role, words }];
      }
    }
  }

  private addNote(pair: ScriptPair, { mark, anchor }: LayoutBase): void {
    const was = pair.old === null ? null : noteLabelOf(this.old.block(pair.old));
    const label = pair.new === null ? (was ?? '') : noteLabelOf(this.draft.block(pair.new));
    this.notes.set(pair.new === null ? `old ${label}` : label, {
      label,
      was,
      words: this.bodyOf(pair),
      mark,
      anchor: anchor ?? this.anchors.makeAnchor(`Footnote ${label}`),
    });
  }

  private labelOf(pair: ScriptPair): StyledWord[] {
    const words = this.words.cutPart(pair, (draft, index) => ({ start: 0, end: labelEndOf(draft, index) }));
    return this.words.hideMinorMarks(pair, trimWords(words));
  }

  /** The words after the label. */
  private bodyOf(pair: ScriptPair): StyledWord[] {
    const words = this.words.cutPart(pair, (draft, index) => ({
      start: labelEndOf(draft, index),
      end: draft.block(index).text.length,
    }));
    return this.words.hideMinorMarks(pair, trimWords(words, pair));
  }

  /** All words, but the signs that make a block an item or a quotation. */
  private contentOf(pair: ScriptPair): StyledWord[] {
    const words = this.words.cutPart(pair, (draft, index) => {
      const block = draft.block(index);
      return { start: findContentSpan(block).start, end: block.text.length };
    });
    return this.words.hideMinorMarks(pair, trimWords(words, pair));
  }
}

/**
 * Two blocks that are one in one of the versions, with the mark of the paragraph end between them.
 * Words of that version alone that stand after the end could as well stand before it, where they
 * read better: a comma closes what it follows.
 */
function joinAtEnd(above: Layout, below: Layout, end: RevisionMark): [Layout, Layout] {
  if (!('words' in above) || !('words' in below)) return [{ ...above, end }, below];
  const stays = ({ mark, note }: StyledWord) =>
    mark === null || mark.op === end.op || mark.move !== null || note !== null;
  const count = Math.max(0, below.words.findIndex(stays));
  return [
    { ...above, words: joinStyledWords([...above.words, ...below.words.slice(0, count)]), end },
    { ...below, words: below.words.slice(count) },
  ];
}
