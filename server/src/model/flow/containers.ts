import type { ContainerKind } from '../block.js';
import { isSpaceOrTab } from '../text.js';
import { isThematicBreak } from './block-lines.js';
import type { LineCursor } from './line-cursor.js';

/** A quotation, an item or a note that is open. */
interface Container {
  kind: ContainerKind;
  /** Columns that a line must be indented by to stay within an item or a note. */
  size: number;
  /** `-`, `*`, `+`, `.` or `)`; empty for what is no item. */
  delimiter: string;
  startsBlank: boolean;
  blankAfterBlankStart: boolean;
}

interface ListMarker {
  readonly end: number;
  readonly delimiter: string;
  /** Whether nothing stands behind it on its line. */
  readonly isBlank: boolean;
}

const DASH = 45;
const ASTERISK = 42;
const PLUS = 43;
const GREATER = 62;
const BRACKET = 91;
const CLOSING_BRACKET = 93;
const CARET = 94;
const COLON = 58;
const BACKSLASH = 92;
const LONGEST_NOTE_LABEL = 1000;

/**
 * The containers that are open, and what a line does to them: which it stays in, which it opens.
 */
export class ContainerStack {
  private readonly stack: Container[] = [];
  /**
   * How many containers hold the line; fewer than are open where it may go on with a paragraph
   * lazily.
   */
  depth = 0;
  /** Whether a container begins on this line. */
  hasOpened = false;
  /** Whether the line begins the next item of a list that was open. */
  isSibling = false;
  /** The kind of top-level node that begins on this line, or null. */
  nodeOpened: 'quote' | 'list' | 'footnote' | null = null;
  /** The list marker on this line that the next leaf follows directly, or null. */
  itemMarker: string | null = null;

  constructor(private readonly cursor: LineCursor) {}

  get openCount(): number {
    return this.stack.length;
  }

  /** The kinds of the open containers, outermost first. */
  kinds(): ContainerKind[] {
    return this.stack.map((container) => container.kind);
  }

  /** Closes all but the outermost `keep`. */
  closeTo(keep: number): void {
    this.stack.length = keep;
  }

  /**
   * Reads the markers and the indentation by which the line stays in the open containers, and
   * returns how many hold it. What was open within the item before a further item of its list
   * (`isSibling`) is closed.
   */
  continueOpen(): number {
    this.hasOpened = false;
    this.isSibling = false;
    this.nodeOpened = null;
    this.itemMarker = null;
    let matched = 0;
    for (const container of this.stack) {
      const result = this.continueContainer(container);
      if (result === 'no') break;
      matched++;
      if (result === 'sibling') {
        this.closeTo(matched);
        this.hasOpened = true;
        this.isSibling = true;
        break;
      }
    }
    return matched;
  }

  /**
   * Opens the containers whose markers stand at the cursor, within the first `matched` of those
   * open.
   * @param interrupts whether they would interrupt a paragraph, which fewer list markers can
   * @returns whether any was opened; all beyond `matched` that were open before are closed then
   */
  openAtCursor(matched: number, interrupts: boolean): boolean {
    const { cursor } = this;
    let mayBeWords = interrupts;
    let depth = matched;
    for (;;) {
      const { at, column } = cursor;
      const container = this.readOpening(mayBeWords);
      if (!container) {
        cursor.goTo(at, column);
        break;
      }
      this.closeTo(depth);
      if (depth === 0)
        this.nodeOpened = container.kind === 'item' ? 'list' : container.kind === 'note' ? 'footnote' : 'quote';
      if (container.kind !== 'item') this.itemMarker = null;
      this.stack.push(container);
      this.hasOpened = true;
      depth++;
      mayBeWords = false;
    }
    this.depth = depth;
    return depth > matched;
  }

  private continueContainer(container: Container): 'yes' | 'no' | 'sibling' {
    const { cursor } = this;
    const { at, column } = cursor;
    if (container.kind === 'quote') {
      cursor.skipIndent(Infinity);
      if (cursor.code() === GREATER) {
        this.passQuoteMarker();
        return 'yes';
      }
      cursor.goTo(at, column);
      return 'no';
    }
    if (cursor.isBlankFrom(at)) {
      container.blankAfterBlankStart ||= container.startsBlank;
      cursor.skipIndent(container.size);
      return 'yes';
    }
    const isEnded = container.blankAfterBlankStart;
    container.blankAfterBlankStart = false;
    container.startsBlank = false;
    if (!isEnded || container.kind === 'note') {
      if (cursor.skipIndent(container.size) === container.size) return 'yes';
      cursor.goTo(at, column);
    }
    if (container.kind === 'item') {
      cursor.skipIndent(Infinity);
      const marker = this.readListMarker(false, container.delimiter);
      if (marker) {
        this.takeListMarker(marker, column, container);
        return 'sibling';
      }
      cursor.goTo(at, column);
    }
    return 'no';
  }

  private readOpening(interrupts: boolean): Container | null {
    const { cursor } = this;
    const startColumn = cursor.column;
    cursor.skipIndent(Infinity);
    const code = cursor.code();
    if (code === GREATER) {
      this.passQuoteMarker();
      return newContainer('quote', '');
    }
    if (code === BRACKET && cursor.text.charCodeAt(cursor.at + 1) === CARET) {
      const end = this.findNoteLabelEnd();
      if (end === 0) return null;
      cursor.pass(end - cursor.at);
      cursor.skipIndent(Infinity);
      const note = newContainer('note', '');
      note.size = 4;
      return note;
    }
    const marker = this.readListMarker(interrupts, '');
    if (!marker) return null;
    const item = newContainer('item', marker.delimiter);
    this.takeListMarker(marker, startColumn, item);
    return item;
  }

  private passQuoteMarker(): void {
    this.cursor.pass(1);
    this.cursor.skipIndent(1);
  }

  /** @param delimiter that of the list that it must go on with; empty for any */
  private readListMarker(interrupts: boolean, delimiter: string): ListMarker | null {
    const { cursor } = this;
    const { text, lineEnd } = cursor;
    const code = cursor.code();
    let end = cursor.at;
    let own: string;
    if (code === ASTERISK || code === PLUS || code === DASH) {
      own = String.fromCharCode(code);
      if (delimiter && delimiter !== own) return null;
      if (code !== PLUS && isThematicBreak(cursor)) return null;
      end++;
    } else if (isDigit(code)) {
      let digits = 0;
      while (digits < 10 && isDigit(text.charCodeAt(end))) {
        end++;
        digits++;
      }
      if (digits > 9 || end >= lineEnd) return null;
      // Only a list that begins with 1 interrupts a paragraph.
      if (interrupts && (digits > 1 || code !== 49)) return null;
      own = text.charAt(end);
      if (own !== '.' && own !== ')') return null;
      if (delimiter && delimiter !== own) return null;
      end++;
    } else return null;
    const isBlank = cursor.isBlankFrom(end);
    if (isBlank ? interrupts : !isSpaceOrTab(text.charCodeAt(end))) return null;
    return { end, delimiter: own, isBlank };
  }

  /**
   * Passes a list marker and its white space, and sets how far the further lines of its item are
   * indented.
   */
  private takeListMarker(marker: ListMarker, startColumn: number, item: Container): void {
    const { cursor } = this;
    this.itemMarker = cursor.text.slice(cursor.at, marker.end);
    cursor.pass(marker.end - cursor.at);
    item.blankAfterBlankStart = false;
    item.startsBlank = marker.isBlank;
    const width = cursor.column - startColumn;
    cursor.skipIndent(Infinity);
    item.size = marker.isBlank ? width + 1 : cursor.column - startColumn;
  }

  /** The end of `[^label]:` at the cursor, or 0. */
  private findNoteLabelEnd(): number {
    const { text, lineEnd } = this.cursor;
    const from = this.cursor.at + 2;
    const limit = Math.min(lineEnd, from + LONGEST_NOTE_LABEL);
    for (let at = from; at < limit; at++) {
      const code = text.charCodeAt(at);
      if (code === CLOSING_BRACKET)
        return at > from && text.charCodeAt(at + 1) === COLON && at + 1 < lineEnd ? at + 2 : 0;
      if (code === BRACKET || isSpaceOrTab(code)) return 0;
      if (code === BACKSLASH && /[[\]\\]/.test(text.charAt(at + 1))) at++;
    }
    return 0;
  }
}

function newContainer(kind: ContainerKind, delimiter: string): Container {
  return { kind, size: 0, delimiter, startsBlank: false, blankAfterBlankStart: false };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
