import type { Draft } from '../model/draft.js';
import type { Span } from '../model/text.js';
import type { Comparison } from './change.js';
import { CitedNumbersSent, type LostCitation } from './cited-numbers-sent.js';
import { compareDrafts } from './compare.js';
import { segmentsOf } from './comparison-json.js';
import { findKeptText } from './kept-text.js';

/**
 * Both versions of words that the mark-up and the draft changed differently. The mark-up's version
 * was folded in.
 */
export interface FoldConflict {
  /** Offsets in the text that was sent out (UTF-16). */
  readonly span: Span;
  readonly draft: string;
  readonly markUp: string;
}

/** A draft with a mark-up folded in, and what both had changed. */
export interface Folded {
  readonly text: string;
  readonly conflicts: readonly FoldConflict[];
  /** Words folded in that cite what the draft no longer has. */
  readonly lost: readonly LostCitation[];
}

/**
 * Folds a mark-up into a draft: each change that a respondent made to the text that was sent out is
 * made in the current draft, which may have been amended, reordered or renumbered since.
 * @param sent the text that was sent out
 * @param draft the current draft
 * @param markUp the respondent's version
 */
export function foldIn(sent: Draft, draft: Draft, markUp: Draft): Folded {
  return new Fold(sent, draft, markUp).foldAll();
}

/** Words of one side, or a stretch of the sent text that this side moved here. */
type SidePart = { readonly text: string } | { readonly moved: Span };

/** What one side put in place of a stretch of the sent text. */
interface SideChange extends Span {
  readonly parts: readonly SidePart[];
  /** The same as it reads on that side. */
  readonly text: string;
  /** Whether only numbers that follow a provision changed. */
  readonly consequential: boolean;
}

class Fold {
  private readonly base: string;
  private readonly draftChanges: readonly SideChange[];
  private readonly markUpChanges: readonly SideChange[];
  private readonly movedByDraft: readonly Span[];
  private readonly movedByMarkUp: readonly Span[];
  private readonly conflicts: FoldConflict[] = [];
  private readonly lost: readonly LostCitation[];

  constructor(sent: Draft, draft: Draft, markUp: Draft) {
    this.base = sent.text;
    const ours = compareDrafts(sent, draft);
    const theirs = compareDrafts(sent, markUp);
    // A respondent cites by the numbers of the text that was sent out.
    const cited = new CitedNumbersSent(markUp, { toDraft: ours.map, toMarkUp: theirs.map });
    [this.draftChanges, this.movedByDraft] = changesOfSide(ours, (start, end) => draft.text.slice(start, end));
    [this.markUpChanges, this.movedByMarkUp] = changesOfSide(theirs, (start, end) => cited.carryWords(start, end));
    this.lost = uniqueCitations(cited.lost);
  }

  foldAll(): Folded {
    const text = this.weaveChanges({ start: 0, end: this.base.length }, this.draftChanges, this.markUpChanges);
    return { text, conflicts: this.conflicts, lost: this.lost };
  }

  /** A stretch of the sent text with the changes of both sides. */
  private weaveChanges(span: Span, ours: readonly SideChange[], theirs: readonly SideChange[]): string {
    let woven = '';
    let at = span.start;
    let i = 0;
    let j = 0;
    while (i < ours.length || j < theirs.length) {
      const start = Math.min(ours[i]?.start ?? Infinity, theirs[j]?.start ?? Infinity);
      woven += this.base.slice(at, start);
      let end = start;
      const [firstOurs, firstTheirs] = [i, j];
      // Changes that overlap are settled together.
      for (let grown = true; grown; ) {
        grown = false;
        for (let hunk = ours[i]; hunk && (hunk.start < end || hunk.start === start); hunk = ours[++i]) {
          end = Math.max(end, hunk.end);
          grown = true;
        }
        for (let hunk = theirs[j]; hunk && (hunk.start < end || hunk.start === start); hunk = theirs[++j]) {
          end = Math.max(end, hunk.end);
          grown = true;
        }
      }
      woven += this.settleSpan({ start, end }, ours.slice(firstOurs, i), theirs.slice(firstTheirs, j));
      at = end;
    }
    return woven + this.base.slice(at, span.end);
  }

  private settleSpan(span: Span, ours: readonly SideChange[], theirs: readonly SideChange[]): string {
    if (ours.length > 0 && theirs.length > 0 && this.textAsItStands(span, ours) === this.textAsItStands(span, theirs))
      return this.textAsItStands(span, ours);
    const our = this.textOfSide(span, ours, 'ours');
    if (theirs.length === 0) return our;
    const their = this.textOfSide(span, theirs, 'theirs');
    if (ours.length === 0) return their;
    if (span.start === span.end) return our + their;
    // What one side moved away takes the other side's words along: there is no conflict.
    if (areWithin(ours, this.movedByMarkUp)) return their;
    if (areWithin(theirs, this.movedByDraft)) return our;
    // Numbers are no question of substance: the draft's own stand.
    if ([...ours, ...theirs].every(({ consequential }) => consequential)) return our;
    this.conflicts.push({ span, draft: our, markUp: their });
    return their;
  }

  /** A stretch as it reads on one side. */
  private textAsItStands(span: Span, hunks: readonly SideChange[]): string {
    let text = '';
    let at = span.start;
    for (const hunk of hunks) {
      text += this.base.slice(at, hunk.start) + hunk.text;
      at = hunk.end;
    }
    return text + this.base.slice(at, span.end);
  }

  /** The same with the other side's changes to what was moved there. */
  private textOfSide(span: Span, hunks: readonly SideChange[], side: 'ours' | 'theirs'): string {
    let text = '';
    let at = span.start;
    for (const hunk of hunks) {
      text += this.base.slice(at, hunk.start);
      for (const part of hunk.parts) text += 'text' in part ? part.text : this.textMovedHere(part.moved, side);
      at = hunk.end;
    }
    return text + this.base.slice(at, span.end);
  }

  /**
   * What one side moved here, with the other side's changes. Empty where both sides moved it: the
   * draft's place stands.
   */
  private textMovedHere(moved: Span, side: 'ours' | 'theirs'): string {
    const other = side === 'ours' ? this.markUpChanges : this.draftChanges;
    if (side === 'theirs' && areWithin([moved], this.movedByDraft)) {
      this.conflicts.push({ span: moved, draft: 'moved elsewhere', markUp: 'moved here' });
      return '';
    }
    const inside = other.filter(({ start, end }) => start >= moved.start && end <= moved.end && end > moved.start);
    return side === 'ours' ? this.weaveChanges(moved, [], inside) : this.weaveChanges(moved, inside, []);
  }
}

function areWithin(hunks: readonly Span[], spans: readonly Span[]): boolean {
  return hunks.every((hunk) => spans.some((span) => hunk.start >= span.start && hunk.end <= span.end));
}

/**
 * What one side changed, in the order of the sent text, and the stretches of it that this side
 * moved.
 * @param wordsBetween the words between two places of that side, as they are to be folded in
 */
function changesOfSide(
  comparison: Comparison,
  wordsBetween: (start: number, end: number) => string,
): [SideChange[], Span[]] {
  const { old: sent, new: side } = comparison;
  const kept = findKeptText(comparison);
  const numbers = new FollowingNumbers(comparison);
  const inPlace = kept.filter(({ moved }) => !moved);
  const moved = kept.filter((each) => each.moved).sort((a, b) => a.new - b.new);
  const hunks: SideChange[] = [];
  let oldAt = 0;
  let newAt = 0;
  let next = 0;
  const addHunk = (oldEnd: number, newEnd: number): void => {
    if (oldEnd === oldAt && newEnd === newAt) return;
    const parts: SidePart[] = [];
    let at = newAt;
    for (; next < moved.length && moved[next]!.new < newEnd; next++) {
      const piece = moved[next]!;
      if (piece.new > at) parts.push({ text: wordsBetween(at, piece.new) });
      parts.push({ moved: { start: piece.old, end: piece.old + piece.length } });
      at = piece.new + piece.length;
    }
    if (newEnd > at) parts.push({ text: wordsBetween(at, newEnd) });
    const span = { start: oldAt, end: oldEnd };
    hunks.push({ ...span, parts, text: wordsBetween(newAt, newEnd), consequential: numbers.isJust(span) });
  };
  for (const piece of inPlace) {
    addHunk(piece.old, piece.new);
    oldAt = piece.old + piece.length;
    newAt = piece.new + piece.length;
  }
  addHunk(sent.text.length, side.text.length);
  return [hunks, joinSpans(moved.map((piece) => ({ start: piece.old, end: piece.old + piece.length })))];
}

/** Each citation once: the words of a change are read more than once. */
function uniqueCitations(lost: readonly LostCitation[]): LostCitation[] {
  return [...new Map(lost.map((each) => [`${each.where} ${each.cited}`, each])).values()];
}

/** Spans in order, those that touch joined. */
function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && last.end >= span.start)
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else joined.push(span);
  }
  return joined;
}

/** The places where a comparison took out nothing but numbers that follow a provision. */
class FollowingNumbers {
  private readonly ends = new Map<number, number>();

  constructor(comparison: Comparison) {
    let at = 0;
    for (const { op, class: editClass, text } of segmentsOf(comparison)) {
      if (op === 'insert' || op === 'moveTo') continue;
      if (op === 'delete' && editClass === 'consequential') this.ends.set(at, at + text.length);
      at += text.length;
    }
  }

  isJust({ start, end }: Span): boolean {
    return end > start && this.ends.get(start) === end;
  }
}
