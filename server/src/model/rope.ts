/** A text that can be asked for its parts: a string, or a `Rope`. */
export interface TextSource {
  readonly length: number;
  charCodeAt(offset: number): number;
  slice(start: number, end?: number): string;
}

/** With more pieces than this, the text is made one string again. */
const MOST_PIECES = 128;

/**
 * A long text that is edited again and again. An edit cuts and adds pieces: nothing is copied until
 * someone asks for the whole text, since copying megabytes at each keystroke costs more than all
 * else.
 */
export class Rope implements TextSource {
  private whole: string | null;

  private constructor(
    private pieces: readonly string[],
    /** Where each piece starts. */
    private starts: readonly number[],
    readonly length: number,
  ) {
    this.whole = pieces.length === 1 ? (pieces[0] ?? '') : null;
  }

  static of(text: string): Rope {
    return new Rope([text], [0], text.length);
  }

  /** The text in which `text` stands instead of what lies between two offsets. */
  replace(start: number, end: number, text: string): Rope {
    const pieces: string[] = [];
    const addPart = (from: number, to: number): void => {
      for (let i = this.pieceAt(from); i < this.pieces.length; i++) {
        const base = this.starts[i] ?? 0;
        if (base >= to) break;
        const piece = this.pieces[i] ?? '';
        const part = piece.slice(Math.max(0, from - base), to - base);
        if (part !== '') pieces.push(part);
      }
    };
    addPart(0, start);
    if (text !== '') {
      // What is typed joins the piece that was typed before it.
      const last = pieces[pieces.length - 1];
      if (last !== undefined && last.length < 200) pieces[pieces.length - 1] = last + text;
      else pieces.push(text);
    }
    addPart(end, this.length);
    const length = this.length - (end - start) + text.length;
    if (pieces.length === 0 || pieces.length > MOST_PIECES) return Rope.of(pieces.join(''));
    const starts: number[] = [];
    let at = 0;
    for (const piece of pieces) {
      starts.push(at);
      at += piece.length;
    }
    return new Rope(pieces, starts, length);
  }

  charCodeAt(offset: number): number {
    const piece = this.pieceAt(offset);
    return (this.pieces[piece] ?? '').charCodeAt(offset - (this.starts[piece] ?? 0));
  }

  slice(start: number, end = this.length): string {
    if (this.whole !== null) return this.whole.slice(start, end);
    let text = '';
    for (let i = this.pieceAt(start); i < this.pieces.length; i++) {
      const base = this.starts[i] ?? 0;
      if (base >= end) break;
      text += (this.pieces[i] ?? '').slice(Math.max(0, start - base), end - base);
    }
    return text;
  }

  /** The whole text, made once. */
  toString(): string {
    if (this.whole === null) {
      this.whole = this.pieces.join('');
      this.pieces = [this.whole];
      this.starts = [0];
    }
    return this.whole;
  }

  private pieceAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
