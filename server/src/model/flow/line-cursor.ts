import { isSpaceOrTab } from '../text.js';

const SPACE = 32;
const TAB = 9;
const CR = 13;
const LF = 10;

/**
 * A place in one line of a text, counted in characters and in columns. A line ends at LF, CRLF or a
 * lone CR. All offsets count from the start of the text.
 */
export class LineCursor {
  lineStart = 0;
  /** The end of the line, its line end left out. */
  lineEnd = 0;
  /** Where the cursor stands. */
  at = 0;
  /** How many columns stand before the cursor; a tab goes to the next multiple of four. */
  column = 0;
  /** The marker that a thematic break was last looked for of, and where another character stands. */
  askedMarker = -1;
  otherAt = -1;
  /** The white space that `isBlankFrom` looked at last. */
  private spaceFrom = 0;
  private spaceTo = -1;
  /** The next LF and CR, −1 where none comes any more; looked for anew only when passed. */
  private nextLf: number;
  private nextCr: number;
  private nextTab: number;

  constructor(readonly text: string) {
    this.nextLf = text.indexOf('\n');
    this.nextCr = text.indexOf('\r');
    this.nextTab = text.indexOf('\t');
  }

  /**
   * Goes to the line that starts at `lineStart`; `at` is where its first character stands, behind a
   * byte order mark.
   */
  enterLine(lineStart: number, at: number): void {
    this.lineStart = lineStart;
    this.lineEnd = this.findLineEnd(lineStart);
    this.at = at;
    this.column = 0;
    this.otherAt = -1;
  }

  findLineEnd(from: number): number {
    if (this.nextLf >= 0 && this.nextLf < from) this.nextLf = this.text.indexOf('\n', from);
    if (this.nextCr >= 0 && this.nextCr < from) this.nextCr = this.text.indexOf('\r', from);
    const end = this.nextLf < 0 ? this.text.length : this.nextLf;
    return this.nextCr >= 0 && this.nextCr < end ? this.nextCr : end;
  }

  /** Where the line begins that follows a line's end. */
  skipLineEnd(end: number): number {
    if (this.text.charCodeAt(end) === CR && this.text.charCodeAt(end + 1) === LF) return end + 2;
    return Math.min(end + 1, this.text.length);
  }

  /** The code of the character at the cursor, −1 at the line's end. */
  code(): number {
    return this.at < this.lineEnd ? this.text.charCodeAt(this.at) : -1;
  }

  goTo(at: number, column: number): void {
    this.at = at;
    this.column = column;
  }

  /** Passes characters that are one column wide each. */
  pass(count: number): void {
    this.at += count;
    this.column += count;
  }

  /** Passes up to `limit` columns of white space and returns how many. */
  skipIndent(limit: number): number {
    const start = this.column;
    while (this.column - start < limit && this.at < this.lineEnd) {
      const code = this.text.charCodeAt(this.at);
      if (code === SPACE) {
        this.at++;
        this.column++;
      } else if (code === TAB) {
        const width = 4 - (this.column % 4);
        const wanted = limit - (this.column - start);
        this.at++;
        this.column += width;
        // Only part of the tab was wanted. Its other columns count as passed too: nothing needs to
        // know that they are left.
        if (width > wanted) return wanted;
      } else break;
    }
    return this.column - start;
  }

  /** Whether nothing but white space stands between `at` and the line's end. */
  isBlankFrom(at: number): boolean {
    // In a deeply nested list, each container asks at another place of the same indentation.
    if (at < this.spaceFrom || at > this.spaceTo) {
      this.spaceFrom = this.spaceTo = at;
      while (this.spaceTo < this.lineEnd && isSpaceOrTab(this.text.charCodeAt(this.spaceTo))) this.spaceTo++;
    }
    return this.spaceTo >= this.lineEnd;
  }

  countTabs(): number {
    if (this.nextTab >= 0 && this.nextTab < this.lineStart) this.nextTab = this.text.indexOf('\t', this.lineStart);
    if (this.nextTab < 0 || this.nextTab >= this.lineEnd) return 0;
    let count = 0;
    for (let at = this.nextTab; at >= 0 && at < this.lineEnd; at = this.text.indexOf('\t', at + 1)) count++;
    return count;
  }

  nextLineHasTab(): boolean {
    const next = this.skipLineEnd(this.lineEnd);
    if (this.nextTab < 0) return false;
    for (let at = next, end = this.findLineEnd(next); at < end; at++) if (this.text.charCodeAt(at) === TAB) return true;
    return false;
  }

  /** The first characters of the next line. */
  nextLineWords(most: number): string {
    const next = this.skipLineEnd(this.lineEnd);
    return this.text.slice(next, Math.min(next + most, this.findLineEnd(next)));
  }

  countNextTabs(): number {
    const next = this.skipLineEnd(this.lineEnd);
    let count = 0;
    for (let at = next, end = this.findLineEnd(next); at < end; at++) if (this.text.charCodeAt(at) === TAB) count++;
    return count;
  }
}
