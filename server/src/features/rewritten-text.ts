import { findFirst } from '../model/find-first.js';
import type { Span, TextEdit } from '../model/text.js';

/** A stretch of a draft's text, or words that are new. */
export type TextPiece = Span | { readonly words: string };

/** A stretch of a draft that is put together anew, from pieces of it and from new words. */
export interface Rearrangement {
  readonly region: Span;
  /** What of the region stands in none of them is gone. */
  readonly pieces: readonly TextPiece[];
  /**
   * Whether words are replaced, and not only put elsewhere: a reference among them may come, go or
   * lead elsewhere.
   */
  readonly replacesWords?: boolean;
  /** The number that a provision has whose label stands in the new words; null where none is new. */
  readonly newNumber: string | null;
}

/** A stretch of the old text, and where it begins in the new one. */
interface Kept {
  readonly start: number;
  readonly end: number;
  readonly to: number;
}

/** A text after edits and a rearrangement, which tells where each place of the old text went. */
export class RewrittenText {
  readonly text: string;
  /** What the stretch that was put together anew has become, in the new text. */
  readonly region: Span;
  /** Where the words stand that are new, in the new text, in their order. */
  readonly newWords: readonly Span[];
  /** In the order of the old text. */
  private readonly kept: readonly Kept[];

  /** @param edits that do not overlap, each within one piece */
  constructor(old: string, edits: readonly TextEdit[], rearrangement: Rearrangement | null) {
    const sorted = [...edits].sort((a, b) => a.start - b.start);
    const region = rearrangement?.region ?? { start: old.length, end: old.length };
    const pieces: readonly TextPiece[] = [
      { start: 0, end: region.start },
      ...(rearrangement?.pieces ?? []),
      { start: region.end, end: old.length },
    ];
    const starts: number[] = [];
    const newWords: Span[] = [];
    const parts: string[] = [];
    const kept: Kept[] = [];
    let length = 0;
    const write = (words: string) => {
      parts.push(words);
      length += words.length;
    };
    const keep = (start: number, end: number) => {
      if (end > start) kept.push({ start, end, to: length });
      write(old.slice(start, end));
    };
    for (const piece of pieces) {
      starts.push(length);
      if ('words' in piece) {
        newWords.push({ start: length, end: length + piece.words.length });
        write(piece.words);
        continue;
      }
      let done = piece.start;
      for (
        let i = findFirst(sorted, ({ start }) => start >= piece.start);
        i < sorted.length && sorted[i]!.end <= piece.end;
        i++
      ) {
        const edit = sorted[i]!;
        keep(done, edit.start);
        // Only where it begins has a place in the new words.
        kept.push({ start: edit.start, end: edit.start + 1, to: length });
        write(edit.text);
        done = edit.end;
      }
      keep(done, piece.end);
    }
    this.newWords = newWords;
    this.text = parts.join('');
    this.region = { start: starts[1] ?? length, end: starts[starts.length - 1] ?? length };
    this.kept = kept.sort((a, b) => a.start - b.start);
  }

  /** Whether a stretch of the old text is whole in the new one. */
  keepsWhole({ start, end }: Span): boolean {
    const first = this.offsetOf(start);
    return first !== null && this.offsetOf(end - 1) === first + end - 1 - start;
  }

  /** Where an offset of the old text is now; null where its words are gone. */
  offsetOf(old: number): number | null {
    const last = this.kept[findFirst(this.kept, ({ start }) => start > old) - 1];
    return last && old < last.end ? last.to + old - last.start : null;
  }
}
