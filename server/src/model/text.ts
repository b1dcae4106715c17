import type { TextSource } from './rope.js';

/**
 * A half-open range of UTF-16 code units. Its owner says what it is relative to: a text, a block's
 * text, an inline's text.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a text, as editors count: 0-based line and 0-based UTF-16 character. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A half-open range of positions. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/**
 * One replacement in a text: the span of the text before the edit, and what stands there
 * afterwards.
 */
export interface TextEdit extends Span {
  readonly text: string;
}

const LF = 10;
const CR = 13;

/** How lines end in a text, by the first that ends: LF where none does. */
export function findLineEnding(text: string): string {
  return /\r\n?|\n/.exec(text)?.[0] ?? '\n';
}

/** What the figures of an ordinal end with: "st" of "21st". */
export function writeOrdinalEnding(value: number): string {
  if (value % 100 >= 11 && value % 100 <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][value % 10] ?? 'th';
}

/** How many lines end in a text. */
export function countLineEnds(text: string): number {
  return text.match(/\r\n?|\n/g)?.length ?? 0;
}

/** Where each line of a text starts. A line ends at LF, CRLF or a lone CR. */
export class LineMap {
  private last = 0;

  private constructor(
    readonly starts: readonly number[],
    private readonly text: TextSource,
  ) {}

  static of(text: string): LineMap {
    return new LineMap(findLineStarts(text, 0, text.length, [0]), text);
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** The line that holds `offset`; offsets outside the text are clamped. */
  lineAt(offset: number): number {
    // Callers mostly ask for many places in the order of the text: try the line of the last call
    // first, or one right after it.
    let low = 0;
    let high = this.starts.length - 1;
    if (this.starts[this.last]! <= offset) {
      low = this.last;
      const next = Math.min(high, low + 4);
      if (next < high && this.starts[next]! > offset) high = next;
    }
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    this.last = low;
    return low;
  }

  positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    const line = this.lineAt(clamped);
    return { line, character: clamped - this.starts[line]! };
  }

  rangeOf(span: Span): Range {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }

  /**
   * The offset of a position; a character past its line's end means that end, a line past the last
   * means the text's end.
   */
  offsetAt(position: Position): number {
    if (position.line < 0) return 0;
    const start = this.starts[position.line];
    if (start === undefined) return this.text.length;
    const next = this.starts[position.line + 1] ?? this.text.length;
    let end = next;
    while (end > start && isLineEnd(this.text.charCodeAt(end - 1))) end--;
    return Math.min(start + Math.max(0, position.character), end);
  }

  /** The map of the text after one edit; only the lines that the edit touches are read again. */
  applyEdit(edit: TextEdit, newText: TextSource): LineMap {
    // A CR just before the edit may pair with an LF in it, and one at its end with an LF after it:
    // begin and end a line wider.
    const first = Math.max(0, this.lineAt(edit.start) - 1);
    const from = this.starts[first]!;
    const delta = newText.length - this.text.length;
    let last = this.lineAt(edit.end) + 2;
    if (last > this.starts.length) last = this.starts.length;
    const to = last < this.starts.length ? this.starts[last]! + delta : newText.length;
    // Whether a CR at the end stands alone depends on the character after it.
    const middle = findLineStarts(newText.slice(from, to), 0, to - from, []).map((start) => start + from);
    const own = last >= this.starts.length ? middle : middle.filter((start) => start < to);
    return new LineMap(replaceOffsets(this.starts, { from: first + 1, to: last, by: own, delta }), newText);
  }
}

/**
 * A list of offsets in which others stand instead of those from index `from` to before `to`, and
 * all after them are moved.
 */
export function replaceOffsets(
  offsets: readonly number[],
  { from, to, by, delta }: { from: number; to: number; by: readonly number[]; delta: number },
): number[] {
  if (by.length !== to - from)
    return [...offsets.slice(0, from), ...by, ...offsets.slice(to).map((offset) => offset + delta)];
  // Mostly none comes or goes: copying the list whole is much faster than making it grow.
  const moved = offsets.slice();
  for (let i = 0; i < by.length; i++) moved[from + i] = by[i] ?? 0;
  for (let i = to; i < moved.length; i++) moved[i] = (moved[i] ?? 0) + delta;
  return moved;
}

function findLineStarts(text: string, from: number, to: number, starts: number[]): number[] {
  // A search for what does not come again would go on to the end of the text: only the part is
  // searched, and each kind of line end is looked for anew only when its last one is passed.
  const part = from === 0 && to === text.length ? text : text.slice(from, to);
  let lf = part.indexOf('\n');
  let cr = part.indexOf('\r');
  while (lf >= 0 || cr >= 0) {
    const offset = 1 + (cr >= 0 && (lf < 0 || cr + 1 < lf) ? cr : lf);
    starts.push(from + offset);
    if (lf >= 0 && lf < offset) lf = part.indexOf('\n', offset);
    if (cr >= 0 && cr < offset) cr = part.indexOf('\r', offset);
  }
  return starts;
}

/**
 * A text without the characters of `chars` at its end. Takes time in proportion to what is cut, as
 * no regular expression would.
 */
export function trimEndOf(text: string, chars: string): string {
  let end = text.length;
  while (end > 0 && chars.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** A text after edits that do not overlap; of several at one place the first comes first. */
export function putEdits(text: string, edits: readonly TextEdit[]): string {
  let out = '';
  let done = 0;
  for (const { start, end, text: words } of [...edits].sort((a, b) => a.start - b.start)) {
    out += text.slice(done, start) + words;
    done = end;
  }
  return out + text.slice(done);
}

/** Whether an odd number of backslashes stands right before a place. */
export function isEscaped(text: string, at: number): boolean {
  let from = at;
  while (text.charCodeAt(from - 1) === 92) from--;
  return (at - from) % 2 === 1;
}

/** Whether a character code is LF or CR. */
export function isLineEnd(code: number): boolean {
  return code === LF || code === CR;
}

/** Whether a character code is a space or a tab. */
export function isSpaceOrTab(code: number): boolean {
  return code === 32 || code === 9;
}

/**
 * A copy of `text` that shares no memory with the string it was cut from, so that a small piece
 * that is kept for long does not keep a whole old version of a large document alive.
 */
export function detachText(text: string): string {
  return text.length < 13 ? text : (JSON.parse(JSON.stringify(text)) as string);
}

/**
 * A 53-bit hash of a text, or of a part of it: the same text gives the same number in every
 * process.
 */
export function hashText(text: string, start = 0, end = text.length): number {
  let h1 = 0xdeadbeef | 0;
  let h2 = 0x41c6ce57;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    h1 = Math.imul(h1 ^ code, 2654435761);
    h2 = Math.imul(h2 ^ code, 1597334677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return 4294967296 * (2097151 & h2) + (h1 >>> 0);
}

/** Words with a capital at the beginning. */
export function capitaliseFirst(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The order of two texts by their UTF-16 code units, the same on every machine: for `sort`. */
export function compareByCodeUnits(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
