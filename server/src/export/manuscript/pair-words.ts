import { findOwnReferences } from '../../analysis/references/own-references.js';
import type { EditClass } from '../../compare/change.js';
import type { Block } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { findFirst } from '../../model/find-first.js';
import type { Inline } from '../../model/inline/inline.js';
import type { Provision } from '../../model/provision.js';
import type { Span } from '../../model/text.js';
import type { AwayLink, FindAwayLinks } from '../away-links.js';
import { nearestAnchor } from './anchors.js';
import type { StyledWord } from './manuscript.js';
import type { RevisionMark } from './mark.js';
import { hasStyle, joinStyledWords, looksLike, splitByLook, splitByShown, takeWords } from './marked-words.js';
import { hasRaisedNotes } from './notes.js';
import {
  clipPiece,
  findFirstPiece,
  markOfPiece,
  originOfFormatting,
  type ScriptPair,
  type ScriptPiece,
  wholeMarkOf,
} from './script-pairs.js';
import { readItemNumbers, readShownWords } from './shown-words.js';

/** A part of a block: its words, and the span of the part from the block's start. */
export interface BlockPart {
  readonly inline: Inline;
  readonly span: Span;
}

/** The same part of a block in both versions; null where a version lacks it. */
export interface PartPair {
  readonly old: BlockPart | null;
  readonly new: BlockPart | null;
}

/** Words of a block that cite a provision, and its anchor. */
interface CitedWords {
  readonly words: Span;
  /** Null where it is a provision of another text. */
  readonly anchor: string | null;
  readonly away: AwayLink | null;
}

interface PairWordsOptions {
  readonly old: Draft;
  readonly new: Draft;
  readonly isComparison: boolean;
  /** Classes of edits that are not marked. */
  readonly without: ReadonlySet<EditClass>;
  readonly anchors: ReadonlyMap<Provision, string>;
  /** Whether its references cite provisions of another text alone, so that they lead nowhere. */
  readonly isAboutAnother: boolean;
  /** Finds what a block of the new version cites in other texts. */
  readonly away: FindAwayLinks;
  /** Whether a call that stays leads to the same note in both versions. */
  readonly keepsNote: (label: string) => boolean;
}

/** Makes the marked words of parts of blocks out of the edit script. */
export class PairWords {
  private lastCompared: { readonly pair: ScriptPair; readonly differs: boolean } | null = null;
  private lastLinks: { readonly block: number; readonly links: readonly CitedWords[] } | null = null;

  constructor(private readonly options: PairWordsOptions) {}

  /** The two drafts; a draft that is compared with nothing is both. */
  get drafts(): { readonly old: Draft; readonly new: Draft } {
    return this.options;
  }

  /**
   * The words of one part of each block of a pair, in the order of the edit script.
   * @param oldSpan the part of the old block, where there is one, counted from its start
   * @param newSpan the same of the new block
   */
  cutPart(pair: ScriptPair, oldSpan: Span, newSpan: Span): StyledWord[] {
    const partOf = (draft: Draft, index: number | null, span: Span): BlockPart | null =>
      index === null ? null : { inline: readShownWords(draft, index), span };
    const after = partOf(this.options.new, pair.new, newSpan);
    return this.cutParts(pair, { old: partOf(this.options.old, pair.old, oldSpan), new: after });
  }

  /** The numbers of the items that the blocks of a pair begin. */
  cutItemNumbers(pair: ScriptPair): StyledWord[] {
    // Most blocks stand in no list.
    if (!this.hasPrefix(this.options.old, pair.old) && !this.hasPrefix(this.options.new, pair.new)) return [];
    const partOf = (draft: Draft, index: number | null): BlockPart | null => {
      if (index === null) return null;
      const block = draft.block(index);
      return { inline: readItemNumbers(block), span: { start: 0, end: block.prefix } };
    };
    const parts = { old: partOf(this.options.old, pair.old), new: partOf(this.options.new, pair.new) };
    if (!parts.old?.inline.text && !parts.new?.inline.text) return [];
    return new PartCutter(pair, parts, [], this.options).cut();
  }

  private hasPrefix(draft: Draft, index: number | null): boolean {
    return index !== null && draft.block(index).prefix > 0;
  }

  /** The words of two parts, in the order of the edit script. */
  cutParts(pair: ScriptPair, parts: PartPair): StyledWord[] {
    const links = pair.new === null ? [] : this.linksIn(pair.new);
    const isComparison = this.compares(pair);
    const cutter = new PartCutter(pair, parts, links, { ...this.options, isComparison });
    // Most blocks stay as they are.
    return !isComparison && isSameSpan(parts) ? cutter.cutUnchanged() : cutter.cut();
  }

  /** Whether the two versions of a pair can show anything else. */
  private compares(pair: ScriptPair): boolean {
    if (!this.options.isComparison) return false;
    // Each cell of a table asks for the whole table.
    if (this.lastCompared?.pair !== pair) this.lastCompared = { pair, differs: this.differ(pair) };
    return this.lastCompared.differs;
  }

  private differ({ old, new: after, joinsPrevious, joinsNext }: ScriptPair): boolean {
    if (old === null || after === null) return true;
    // What was split off or joined has a part of the other block alone, though the two may read the same.
    if (joinsPrevious !== null || joinsNext !== null) return true;
    const [a, b] = [this.options.old.block(old), this.options.new.block(after)];
    if (a.text !== b.text || a.kind !== b.kind || a.prefix !== b.prefix || this.callsOtherNotes(b)) return true;
    // The labels of its links may be defined in one version alone.
    if (!b.text.includes('[')) return false;
    return readShownWords(this.options.old, old).text !== readShownWords(this.options.new, after).text;
  }

  private callsOtherNotes(block: Block): boolean {
    return /\[\^|<sup/i.test(block.text);
  }

  /**
   * Words with those in a class that bears no mark as the new text has them; within a move, as the
   * move has them.
   */
  hideMinorMarks(pair: ScriptPair, words: readonly StyledWord[]): readonly StyledWord[] {
    const { without } = this.options;
    if (without.size === 0) return words;
    const hidesFormatting = without.has('formatting');
    const move = wholeMarkOf(pair);
    return joinStyledWords(
      words.flatMap((each) => {
        const word = hidesFormatting && each.was ? { ...each, was: null } : each;
        if (!word.mark || !without.has(word.mark.class)) return [word];
        if (move) return [{ ...word, mark: move }];
        return word.mark.op === 'delete' ? [] : [{ ...word, mark: null }];
      }),
    );
  }

  /** The references in a block of the new text, with the anchors that they lead to. */
  private linksIn(block: number): readonly CitedWords[] {
    // Each cell of a table asks for those of the whole table.
    if (this.lastLinks?.block !== block) {
      const own = this.options.isAboutAnother ? [] : findOwnReferences(this.options.new, block);
      const links = own.flatMap(({ words, provision }): CitedWords[] => {
        const anchor = nearestAnchor(provision, this.options.anchors);
        return anchor === null ? [] : [{ words, anchor, away: null }];
      });
      const others = this.options.away(this.options.new, block);
      if (others.length > 0) {
        links.push(...others.map((away) => ({ words: away.words, anchor: null, away })));
        links.sort((a, b) => a.words.start - b.words.start);
      }
      this.lastLinks = { block, links };
    }
    return this.lastLinks.links;
  }
}

function isSameSpan({ old, new: after }: PartPair): boolean {
  return old?.span.start === after?.span.start && old?.span.end === after?.span.end;
}

/** Cuts the words of one part of a pair; used once. */
class PartCutter {
  private readonly words: StyledWord[] = [];
  /** The offsets in the two texts at which the blocks begin. */
  private readonly oldAt: number;
  private readonly newAt: number;
  /** The old words, where a change of look has to be told. */
  private readonly restyled: Inline | null;

  constructor(
    private readonly pair: ScriptPair,
    private readonly parts: PartPair,
    private readonly links: readonly CitedWords[],
    private readonly options: Pick<PairWordsOptions, 'old' | 'new' | 'isComparison' | 'keepsNote'>,
  ) {
    this.oldAt = pair.old === null ? 0 : options.old.startOf(pair.old);
    this.newAt = pair.new === null ? 0 : options.new.startOf(pair.new);
    const { old, new: after } = parts;
    const canDiffer = options.isComparison && old && after && (hasStyle(old.inline) || hasStyle(after.inline));
    this.restyled = canDiffer ? old.inline : null;
  }

  /** The words of a part that is the same in both versions. */
  cutUnchanged(): StyledWord[] {
    const { new: after } = this.parts;
    return after ? joinStyledWords(this.takeLinked(after.inline, after.span, null)) : [];
  }

  cut(): StyledWord[] {
    const { old, new: after } = this.parts;
    const { pieces } = this.pair;
    const oldEnd = old ? this.oldAt + old.span.end : -1;
    const newEnd = after ? this.newAt + after.span.end : -1;
    const first = findFirstPiece(pieces, old && this.oldAt + old.span.start, after && this.newAt + after.span.start);
    // A cell of a long table has few of its pieces.
    for (let i = first; i < pieces.length; i++) {
      const piece = pieces[i]!;
      if (piece.oldStart >= oldEnd && piece.newStart >= newEnd) break;
      this.cutPiece(piece, i);
    }
    return joinStyledWords(this.words);
  }

  private cutPiece(piece: ScriptPiece, index: number): void {
    const { pair, parts } = this;
    const [oldFrom, oldTo] = clipPiece(parts.old?.span ?? null, piece.oldStart - this.oldAt, piece.length);
    const [newFrom, newTo] = clipPiece(parts.new?.span ?? null, piece.newStart - this.newAt, piece.length);
    if (piece.op !== 'equal' || pair.old === null || pair.new === null) {
      const mark = markOfPiece(piece, pair);
      if (piece.op === 'delete' || (piece.op === 'equal' && pair.new === null))
        this.writeOld(piece, oldFrom, oldTo, mark);
      else this.writeNew(piece, newFrom, newTo, mark);
      return;
    }
    // What is the same in both, but in this part of only one of them, goes or comes as far as this
    // part is concerned.
    const from = Math.max(oldFrom, newFrom);
    const to = Math.max(from, Math.min(oldTo, newTo));
    const deleted: RevisionMark = { op: 'delete', class: 'formatting', move: null };
    const inserted: RevisionMark = { op: 'insert', class: 'formatting', move: null };
    this.writeOld(piece, oldFrom, Math.min(oldTo, from), deleted);
    this.writeNew(piece, newFrom, Math.min(newTo, from), inserted);
    this.writeKept(piece, from, to, originOfFormatting(pair.pieces, index));
    this.writeOld(piece, Math.max(oldFrom, to), oldTo, deleted);
    this.writeNew(piece, Math.max(newFrom, to), newTo, inserted);
  }

  private writeOld(piece: ScriptPiece, from: number, to: number, mark: RevisionMark | null): void {
    const { old } = this.parts;
    if (!old || to <= from) return;
    const start = piece.oldStart - this.oldAt;
    const span = { start: start + from, end: start + to };
    const { isComparison: isOld, old: draft } = this.options;
    this.words.push(
      ...takeWords(old.inline, span, { mark, target: null, isOld, hasRaisedNotes: hasRaisedNotes(draft) }),
    );
  }

  private writeNew(piece: ScriptPiece, from: number, to: number, mark: RevisionMark | null): void {
    const { new: after } = this.parts;
    if (!after || to <= from) return;
    const start = piece.newStart - this.newAt;
    const words = this.takeLinked(after.inline, { start: start + from, end: start + to }, mark);
    for (const word of words) this.pushWord(word);
  }

  /**
   * What is the same in both sources. Where the two show something else for it, as mark-up around it
   * came or went, the one goes and the other comes.
   */
  private writeKept(piece: ScriptPiece, from: number, to: number, by: Pick<RevisionMark, 'origin'>): void {
    const { old, new: after } = this.parts;
    if (!old || !after || !this.options.isComparison || to <= from) {
      this.writeSame(piece, from, to, by);
      return;
    }
    const oldStart = piece.oldStart - this.oldAt;
    const newStart = piece.newStart - this.newAt;
    const stretches = splitByShown(
      { inline: old.inline, start: oldStart + from, hasRaisedNotes: hasRaisedNotes(this.options.old) },
      { inline: after.inline, start: newStart + from, hasRaisedNotes: hasRaisedNotes(this.options.new) },
      to - from,
    );
    for (const { start, end, isSame } of stretches) {
      if (isSame) this.writeSame(piece, from + start, from + end, by);
      else {
        this.writeOld(piece, from + start, from + end, { op: 'delete', class: 'formatting', move: null, ...by });
        this.writeNew(piece, from + start, from + end, { op: 'insert', class: 'formatting', move: null, ...by });
      }
    }
  }

  /** What both show the same, and how it looked where it looked otherwise. */
  private writeSame(piece: ScriptPiece, from: number, to: number, by: Pick<RevisionMark, 'origin'>): void {
    const { new: after } = this.parts;
    if (!after || !this.restyled || to <= from) {
      this.writeNew(piece, from, to, null);
      return;
    }
    const start = piece.newStart - this.newAt;
    const shift = piece.oldStart - this.oldAt - start;
    const span = { start: start + from + shift, end: start + to + shift };
    for (const { span: part, style } of splitByLook(this.restyled, span)) {
      const words = this.takeLinked(after.inline, { start: part.start - shift, end: part.end - shift }, null);
      for (const word of words) {
        const isRestyled = style && word.note === null && !looksLike(style, word);
        this.pushWord(isRestyled ? { ...word, was: by.origin === undefined ? style : { ...style, ...by } } : word);
      }
    }
  }

  /** Adds a word. A call that stays, but leads to another note than it did, goes and comes. */
  private pushWord(word: StyledWord): void {
    const { isComparison, keepsNote } = this.options;
    if (!isComparison || word.note === null || word.mark !== null || keepsNote(word.note)) {
      this.words.push(word);
      return;
    }
    const mark = { class: 'substance', move: null } as const;
    this.words.push(
      { ...word, note: `old ${word.note}`, mark: { op: 'delete', ...mark } },
      { ...word, mark: { op: 'insert', ...mark } },
    );
  }

  /** The words of a part of the new block, those that cite a provision apart. */
  private takeLinked(inline: Inline, { start, end }: Span, mark: RevisionMark | null): StyledWord[] {
    const words: StyledWord[] = [];
    const use = { mark, isOld: false, hasRaisedNotes: hasRaisedNotes(this.options.new) };
    const take = (from: number, to: number, target: string | null, away: AwayLink | null = null) => {
      if (to > from) words.push(...takeWords(inline, { start: from, end: to }, { ...use, target, away }));
    };
    if (this.links.length === 0) return takeWords(inline, { start, end }, { ...use, target: null, away: null });
    let at = start;
    for (let i = findFirst(this.links, (link) => link.words.end > start); i < this.links.length; i++) {
      const { words: cited, anchor, away } = this.links[i]!;
      if (cited.start >= end) break;
      take(at, cited.start, null);
      const citedEnd = Math.min(end, cited.end);
      if (citedEnd <= at) continue;
      take(Math.max(at, cited.start), citedEnd, anchor, away);
      at = citedEnd;
    }
    take(at, end, null);
    return words;
  }
}
