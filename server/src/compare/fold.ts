import type { Draft } from '../model/draft.js';
import type { Span } from '../model/text.js';
import type { Comparison } from './change.js';
import { compareDrafts } from './compare.js';
import { segmentsOf } from './comparison-json.js';
import { keptText } from './kept-text.js';

/** Where a mark-up and the draft changed the same words: both versions of them. The mark-up's is the one that was folded in. */
export interface FoldConflict {
  /** In the text that was sent out, as offsets of UTF-16 units. */
  readonly span: Span;
  readonly draft: string;
  readonly markUp: string;
}

export interface Folded {
  readonly text: string;
  readonly conflicts: readonly FoldConflict[];
}

/**
 * Folds a mark-up into a draft: what a respondent changed in the text that was sent out is changed in the draft as it stands now, where
 * that may have been amended, moved or renumbered meanwhile.
 * @param sent the text that was sent out
 * @param draft what became of it here
 * @param markUp what the respondent made of it
 */
export function foldIn(sent: Draft, draft: Draft, markUp: Draft): Folded {
  return new Fold(sent, draft, markUp).folded();
}

/** Words that one side has of its own, or a stretch of the sent text that it moved to this place. */
type Part = { readonly text: string } | { readonly moved: Span };

/** What one side put in the place of a stretch of the sent text. */
interface Hunk extends Span {
  readonly parts: readonly Part[];
  /** The same as it stands on that side. */
  readonly text: string;
  /** Whether nothing changed but numbers that follow a provision. */
  readonly consequential: boolean;
}

class Fold {
  private readonly base: string;
  private readonly ours: readonly Hunk[];
  private readonly theirs: readonly Hunk[];
  private readonly movedByUs: readonly Span[];
  private readonly movedByThem: readonly Span[];
  private readonly conflicts: FoldConflict[] = [];

  constructor(sent: Draft, draft: Draft, markUp: Draft) {
    this.base = sent.text;
    [this.ours, this.movedByUs] = hunksOf(sent, draft);
    [this.theirs, this.movedByThem] = hunksOf(sent, markUp);
  }

  folded(): Folded {
    const text = this.weave({ start: 0, end: this.base.length }, this.ours, this.theirs);
    return { text, conflicts: this.conflicts };
  }

  /** A stretch of the sent text with the changes of both sides in it. */
  private weave(span: Span, ours: readonly Hunk[], theirs: readonly Hunk[]): string {
    let woven = '';
    let at = span.start;
    let i = 0;
    let j = 0;
    while (i < ours.length || j < theirs.length) {
      const start = Math.min(ours[i]?.start ?? Infinity, theirs[j]?.start ?? Infinity);
      woven += this.base.slice(at, start);
      let end = start;
      const [firstOurs, firstTheirs] = [i, j];
      // All that overlaps is one question, to be answered at once.
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
      woven += this.settle({ start, end }, ours.slice(firstOurs, i), theirs.slice(firstTheirs, j));
      at = end;
    }
    return woven + this.base.slice(at, span.end);
  }

  private settle(span: Span, ours: readonly Hunk[], theirs: readonly Hunk[]): string {
    if (ours.length > 0 && theirs.length > 0 && this.asItStands(span, ours) === this.asItStands(span, theirs))
      return this.asItStands(span, ours);
    const our = this.side(span, ours, 'ours');
    if (theirs.length === 0) return our;
    const their = this.side(span, theirs, 'theirs');
    if (ours.length === 0) return their;
    if (span.start === span.end) return our + their;
    // What one side moved away takes the other side's words in it along: nothing is contested.
    if (within(ours, this.movedByThem)) return their;
    if (within(theirs, this.movedByUs)) return our;
    // Whose numbers they are is no question of substance: the draft's own stand.
    if ([...ours, ...theirs].every(({ consequential }) => consequential)) return our;
    this.conflicts.push({ span, draft: our, markUp: their });
    return their;
  }

  /** A stretch as one side has it. */
  private asItStands(span: Span, hunks: readonly Hunk[]): string {
    let text = '';
    let at = span.start;
    for (const hunk of hunks) {
      text += this.base.slice(at, hunk.start) + hunk.text;
      at = hunk.end;
    }
    return text + this.base.slice(at, span.end);
  }

  /** The same with the other side's changes in what was moved there. */
  private side(span: Span, hunks: readonly Hunk[], side: 'ours' | 'theirs'): string {
    let text = '';
    let at = span.start;
    for (const hunk of hunks) {
      text += this.base.slice(at, hunk.start);
      for (const part of hunk.parts) text += 'text' in part ? part.text : this.arrived(part.moved, side);
      at = hunk.end;
    }
    return text + this.base.slice(at, span.end);
  }

  /** What one side moved here, with the other side's changes in it; nothing where both moved it, and the draft's place stands. */
  private arrived(moved: Span, side: 'ours' | 'theirs'): string {
    const other = side === 'ours' ? this.theirs : this.ours;
    if (side === 'theirs' && within([moved], this.movedByUs)) {
      this.conflicts.push({ span: moved, draft: 'moved elsewhere', markUp: 'moved here' });
      return '';
    }
    const inside = other.filter(({ start, end }) => start >= moved.start && end <= moved.end && end > moved.start);
    return side === 'ours' ? this.weave(moved, [], inside) : this.weave(moved, inside, []);
  }
}

function within(hunks: readonly Span[], spans: readonly Span[]): boolean {
  return hunks.every((hunk) => spans.some((span) => hunk.start >= span.start && hunk.end <= span.end));
}

/** What a side changed, in the order of the sent text, and which stretches of that it moved. */
function hunksOf(sent: Draft, side: Draft): [Hunk[], Span[]] {
  const comparison = compareDrafts(sent, side);
  const kept = keptText(comparison);
  const numbers = new Numbers(comparison);
  const inPlace = kept.filter(({ moved }) => !moved);
  const moved = kept.filter((each) => each.moved).sort((a, b) => a.new - b.new);
  const hunks: Hunk[] = [];
  let oldAt = 0;
  let newAt = 0;
  let next = 0;
  const hunk = (oldEnd: number, newEnd: number): void => {
    if (oldEnd === oldAt && newEnd === newAt) return;
    const parts: Part[] = [];
    let at = newAt;
    for (; next < moved.length && moved[next]!.new < newEnd; next++) {
      const piece = moved[next]!;
      if (piece.new > at) parts.push({ text: side.text.slice(at, piece.new) });
      parts.push({ moved: { start: piece.old, end: piece.old + piece.length } });
      at = piece.new + piece.length;
    }
    if (newEnd > at) parts.push({ text: side.text.slice(at, newEnd) });
    const span = { start: oldAt, end: oldEnd };
    hunks.push({ ...span, parts, text: side.text.slice(newAt, newEnd), consequential: numbers.cover(span) });
  };
  for (const piece of inPlace) {
    hunk(piece.old, piece.new);
    oldAt = piece.old + piece.length;
    newAt = piece.new + piece.length;
  }
  hunk(sent.text.length, side.text.length);
  return [hunks, joinedSpans(moved.map((piece) => ({ start: piece.old, end: piece.old + piece.length })))];
}

/** Stretches that touch, as one. */
function joinedSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && last.end >= span.start)
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else joined.push(span);
  }
  return joined;
}

/** Where a comparison took out nothing but numbers that follow a provision. */
class Numbers {
  private readonly ends = new Map<number, number>();

  constructor(comparison: Comparison) {
    let at = 0;
    for (const { op, class: editClass, text } of segmentsOf(comparison)) {
      if (op === 'insert' || op === 'moveTo') continue;
      if (op === 'delete' && editClass === 'consequential') this.ends.set(at, at + text.length);
      at += text.length;
    }
  }

  cover({ start, end }: Span): boolean {
    return end > start && this.ends.get(start) === end;
  }
}
