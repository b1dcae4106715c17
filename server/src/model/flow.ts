import type { BlockKind, ContainerKind } from './block.js';
import { isSpaceOrTab } from './text.js';

/**
 * The line scanner: finds where the blocks of a Markdown text begin and end, in one pass, by the block rules of CommonMark with
 * GFM's tables and notes and without indented code. It agrees with remark-parse (`disable: {null: ['codeIndented']}`), which a
 * property test holds, but for two things that Markdown does not know: YAML front matter and tab-separated tables.
 * What is inside a block is none of its business.
 */

/** A node of the document's top level, as Markdown sees it. Link definitions count as paragraphs. */
export type NodeKind = BlockKind | 'quote' | 'list' | 'footnote';

/** A run of lines that holds words. Offsets count from the start of the text. */
export interface Leaf {
  readonly kind: BlockKind;
  /** Start of the first line. */
  readonly start: number;
  /** End of the last line, its line end left out. */
  readonly end: number;
  /** Length of the container markers on the first line. */
  readonly prefix: number;
  readonly level: number;
  readonly containers: readonly ContainerKind[];
  readonly marker: string | null;
  /** Of a paragraph. */
  readonly lines: number;
  /** The kind of top-level node that begins here, or null where the leaf continues one. */
  readonly node: NodeKind | null;
}

export interface FlowScan {
  readonly leaves: readonly Leaf[];
  /** Where scanning ended: the length of the text, or the start of the node at which `stopAt` said to. */
  readonly end: number;
}

interface Container {
  kind: ContainerKind;
  /** Columns that a line must be indented by to stay within an item or a note. */
  size: number;
  /** `-`, `*`, `+`, `.` or `)`; empty for what is no item. */
  delimiter: string;
  startsBlank: boolean;
  blankAfterBlankStart: boolean;
}

interface OpenLeaf {
  kind: BlockKind;
  start: number;
  end: number;
  prefix: number;
  level: number;
  containers: readonly ContainerKind[];
  marker: string | null;
  node: NodeKind | null;
  /** Where the last line starts, and where its words do, for the header row of a table. */
  lastLine: number;
  lastWords: number;
  lines: number;
  fence: number;
  fenceSize: number;
  html: number;
}

const NO_CONTAINERS: readonly ContainerKind[] = [];
const DASH = 45;
const TAB = 9;

/**
 * Scans `text` from `from`, which must be 0 or the start of a top-level node.
 * @param stopAt asked at the start of each further top-level node; true ends the scan there
 */
export function scanFlow(text: string, from: number, stopAt?: (offset: number) => boolean): FlowScan {
  return new FlowScanner(text).scan(from, stopAt);
}

/** The end of the YAML block that a text starts with (behind its closing line's last character), or 0 where there is none. */
export function frontMatterEnd(text: string): number {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (!/^---[ \t]*(?:\r\n?|\n)/.test(text.slice(start, start + 80))) return 0;
  const closing = /(?:\r\n?|\n)(?:---|\.\.\.)[ \t]*(?=\r|\n|$)/g;
  closing.lastIndex = start + 3;
  const found = closing.exec(text);
  return found ? found.index + found[0].length : 0;
}

class FlowScanner {
  private readonly leaves: OpenLeaf[] = [];
  private stack: Container[] = [];
  private open: OpenLeaf | null = null;
  private line = 0;
  private lineEnd = 0;
  private at = 0;
  private column = 0;
  /** The white space looked at last. */
  private spaceFrom = 0;
  private spaceTo = -1;
  private nextCr: number;
  private nextTab: number;

  constructor(private readonly text: string) {
    this.nextCr = text.indexOf('\r');
    this.nextTab = text.indexOf('\t');
  }

  scan(from: number, stopAt: ((offset: number) => boolean) | undefined): FlowScan {
    const { text } = this;
    let offset = from;
    if (from === 0) {
      const end = frontMatterEnd(text);
      if (end > 0) {
        this.leaves.push(plainLeaf('frontMatter', 0, end));
        offset = this.afterLineEnd(end);
      } else if (text.charCodeAt(0) === 0xfeff) {
        this.bom = true;
      }
    }
    while (offset < text.length) {
      this.line = offset;
      this.lineEnd = this.findLineEnd(offset);
      this.at = offset === 0 && this.bom ? 1 : offset;
      this.column = 0;
      const before = this.leaves.length;
      this.scanLine();
      if (stopAt && this.leaves.length > before) {
        // A paragraph may have given its last line to a table, so the node that begins is looked up, not assumed to begin here.
        for (let i = before; i < this.leaves.length; i++) {
          const leaf = this.leaves[i] as OpenLeaf;
          if (leaf.node !== null && leaf.start > from && stopAt(leaf.start)) {
            const start = leaf.start;
            this.leaves.length = i;
            return { leaves: this.leaves, end: start };
          }
        }
      }
      offset = this.afterLineEnd(this.lineEnd);
    }
    return { leaves: this.leaves, end: text.length };
  }

  private bom = false;

  private findLineEnd(from: number): number {
    let end = this.text.indexOf('\n', from);
    if (end < 0) end = this.text.length;
    if (this.nextCr >= 0) {
      if (this.nextCr < from) this.nextCr = this.text.indexOf('\r', from);
      if (this.nextCr >= 0 && this.nextCr < end) return this.nextCr;
    }
    return end;
  }

  private afterLineEnd(end: number): number {
    if (this.text.charCodeAt(end) === 13 && this.text.charCodeAt(end + 1) === 10) return end + 2;
    return Math.min(end + 1, this.text.length);
  }

  // ---- the cursor

  private code(): number {
    return this.at < this.lineEnd ? this.text.charCodeAt(this.at) : -1;
  }

  /** Consumes up to `limit` columns of white space; gives how many. A tab goes to the next multiple of four. */
  private skipIndent(limit: number): number {
    const start = this.column;
    while (this.column - start < limit && this.at < this.lineEnd) {
      const code = this.text.charCodeAt(this.at);
      if (code === 32) {
        this.at++;
        this.column++;
      } else if (code === TAB) {
        const width = 4 - (this.column % 4);
        const wanted = limit - (this.column - start);
        if (width > wanted) {
          // Part of a tab: the rest of its columns stay to be consumed, which a negative remainder in `column` cannot say;
          // as no construct here needs columns behind a split tab exactly, the tab is taken as consumed.
          this.at++;
          this.column += width;
          return wanted;
        }
        this.at++;
        this.column += width;
      } else break;
    }
    return this.column - start;
  }

  private isBlankFrom(at: number): boolean {
    // In a list nested deep each of its containers asks at another place of the same indentation.
    if (at < this.spaceFrom || at > this.spaceTo) {
      this.spaceFrom = this.spaceTo = at;
      while (this.spaceTo < this.lineEnd && isSpaceOrTab(this.text.charCodeAt(this.spaceTo))) this.spaceTo++;
    }
    return this.spaceTo >= this.lineEnd;
  }

  // ---- one line

  private scanLine(): void {
    const blank = this.isBlankFrom(this.at);
    if (this.stack.length === 0) {
      if (blank && (this.open === null || this.open.kind !== 'code')) {
        if (this.open?.kind === 'html' && this.open.html <= 5) this.extend();
        else this.open = null;
        return;
      }
    }
    let matched = 0;
    let sibling = false;
    while (matched < this.stack.length && !sibling) {
      const result = this.continueContainer(this.stack[matched] as Container);
      if (result === 'no') break;
      matched++;
      if (result === 'sibling') {
        sibling = true;
        this.closeContainers(matched);
        const item = this.stack[matched - 1] as Container;
        this.itemOpened = item;
        this.containerOpened = true;
      }
    }
    const all = matched === this.stack.length;
    if (all && !sibling && this.open && (this.open.kind === 'code' || this.open.kind === 'html')) {
      this.continueConcrete();
      return;
    }
    if (this.isTabRow(matched)) {
      this.addTabRow();
      return;
    }
    if (this.open?.kind === 'extractedTable') this.open = null;
    this.openContainers(matched, all && !sibling);
    this.scanWords(matched);
    this.itemOpened = null;
    this.nodeOpened = null;
    this.containerOpened = false;
  }

  private containerOpened = false;

  /** The item or the node whose marker this line carries: the leaf that comes next is its first. */
  private itemOpened: Container | null = null;
  private itemMarker = '';
  private nodeOpened: NodeKind | null = null;

  private continueContainer(container: Container): 'yes' | 'no' | 'sibling' {
    const at = this.at;
    const column = this.column;
    if (container.kind === 'quote') {
      this.skipIndent(Infinity);
      if (this.code() === 62) {
        this.at++;
        this.column++;
        this.skipIndent(1);
        return 'yes';
      }
      this.at = at;
      this.column = column;
      return 'no';
    }
    if (this.isBlankFrom(this.at)) {
      container.blankAfterBlankStart ||= container.startsBlank;
      this.skipIndent(container.size);
      return 'yes';
    }
    const further = container.blankAfterBlankStart;
    container.blankAfterBlankStart = false;
    container.startsBlank = false;
    if (!further || container.kind === 'note') {
      if (this.skipIndent(container.size) === container.size) return 'yes';
      this.at = at;
      this.column = column;
    }
    if (container.kind === 'item') {
      const start = this.column;
      this.skipIndent(Infinity);
      const marker = this.listMarker(false, container.delimiter);
      if (marker) {
        container.size = this.takeMarker(marker, start, container);
        return 'sibling';
      }
      this.at = at;
      this.column = column;
    }
    return 'no';
  }

  private closeContainers(keep: number): void {
    this.open = null;
    this.stack.length = keep;
  }

  private openContainers(matched: number, mayInterrupt: boolean): void {
    let interrupting = mayInterrupt && this.open?.kind === 'paragraph';
    let depth = matched;
    for (;;) {
      const at = this.at;
      const column = this.column;
      this.skipIndent(Infinity);
      const code = this.code();
      let container: Container | null = null;
      if (code === 62) {
        this.at++;
        this.column++;
        this.skipIndent(1);
        container = newContainer('quote');
      } else if (code === 91 && this.text.charCodeAt(this.at + 1) === 94) {
        const end = this.noteLabelEnd();
        if (end > 0) {
          this.column += end - this.at;
          this.at = end;
          this.skipIndent(Infinity);
          container = newContainer('note');
          container.size = 4;
        }
      } else {
        const marker = this.listMarker(interrupting, '');
        if (marker) {
          container = newContainer('item');
          container.delimiter = marker.delimiter;
          container.size = this.takeMarker(marker, column, container);
          this.itemOpened = container;
        }
      }
      if (!container) {
        this.at = at;
        this.column = column;
        break;
      }
      if (this.stack.length > depth || this.open) this.closeContainers(depth);
      if (depth === 0)
        this.nodeOpened = container.kind === 'item' ? 'list' : container.kind === 'note' ? 'footnote' : 'quote';
      if (container.kind !== 'item') this.itemOpened = null;
      this.stack.push(container);
      this.containerOpened = true;
      depth++;
      interrupting = false;
    }
    this.depth = depth;
  }

  private depth = 0;

  private listMarker(interrupting: boolean, sameAs: string): { end: number; delimiter: string; blank: boolean } | null {
    const code = this.code();
    let end = this.at;
    let delimiter: string;
    if (code === 42 || code === 43 || code === DASH) {
      delimiter = String.fromCharCode(code);
      if (sameAs && sameAs !== delimiter) return null;
      if (code !== 43 && this.isThematicBreak()) return null;
      end++;
    } else if (code >= 48 && code <= 57) {
      let digits = 0;
      while (digits < 10 && isDigit(this.text.charCodeAt(end))) {
        end++;
        digits++;
      }
      if (digits > 9 || end >= this.lineEnd) return null;
      if (interrupting && (digits > 1 || code !== 49)) return null;
      delimiter = this.text.charAt(end);
      if (delimiter !== '.' && delimiter !== ')') return null;
      if (sameAs && sameAs !== delimiter) return null;
      end++;
    } else return null;
    const blank = this.isBlankFrom(end);
    if (blank ? interrupting : !isSpaceOrTab(this.text.charCodeAt(end))) return null;
    return { end, delimiter, blank };
  }

  /** Moves behind a list marker and its white space; gives the columns that the item's further lines are indented by. */
  private takeMarker(marker: { end: number; blank: boolean }, startColumn: number, container: Container): number {
    this.itemMarker = this.text.slice(this.at, marker.end);
    this.column += marker.end - this.at;
    this.at = marker.end;
    container.blankAfterBlankStart = false;
    container.startsBlank = marker.blank;
    if (marker.blank) {
      const size = this.column - startColumn + 1;
      this.skipIndent(Infinity);
      return size;
    }
    this.skipIndent(Infinity);
    return this.column - startColumn;
  }

  private noteLabelEnd(): number {
    let at = this.at + 2;
    const limit = Math.min(this.lineEnd, at + 1000);
    let size = 0;
    while (at < limit) {
      const code = this.text.charCodeAt(at);
      if (code === 93) return size > 0 && this.text.charCodeAt(at + 1) === 58 && at + 1 < this.lineEnd ? at + 2 : 0;
      if (code === 91 || isSpaceOrTab(code)) return 0;
      if (code === 92 && /[[\]\\]/.test(this.text.charAt(at + 1))) at++;
      at++;
      size++;
    }
    return 0;
  }

  // ---- what a line begins or continues, within its containers

  private scanWords(matched: number): void {
    const lazy = this.depth < this.stack.length;
    const wordsAt = this.at;
    this.skipIndent(Infinity);
    const code = this.code();
    if (code === -1) {
      this.blankLine(lazy, matched);
      return;
    }
    const paragraph = this.open?.kind === 'paragraph' ? this.open : null;
    if (paragraph && !lazy) {
      const level = this.setextLevel(code);
      if (level > 0) {
        // Lines that are only link definitions make no heading; a drafter's text has none that matter.
        paragraph.kind = 'heading';
        paragraph.level = level;
        if (paragraph.node !== null && paragraph.node === 'paragraph') paragraph.node = 'heading';
        this.extend();
        this.open = null;
        return;
      }
      if ((code === 124 || code === DASH || code === 58) && this.tryTable(paragraph)) return;
    }
    const started = this.startLeaf(code, paragraph !== null, wordsAt);
    if (started) return;
    if (this.open?.kind === 'table' && !lazy) {
      this.extend();
      return;
    }
    if (paragraph) {
      this.extend();
      paragraph.lastLine = this.line;
      paragraph.lastWords = this.at;
      paragraph.lines++;
      return;
    }
    if (lazy) this.closeContainers(this.depth);
    this.begin('paragraph', 0);
  }

  private blankLine(lazy: boolean, matched: number): void {
    if (this.containerOpened) {
      this.begin('empty', 0);
      this.open = null;
      return;
    }
    if (lazy) this.closeContainers(matched);
    this.open = null;
  }

  private startLeaf(code: number, interrupting: boolean, _wordsAt: number): boolean {
    switch (code) {
      case 35: {
        const level = this.atxLevel();
        if (level === 0) return false;
        this.closeUnmatched();
        this.begin('heading', level);
        this.open = null;
        return true;
      }
      case 96:
      case 126: {
        const size = this.fenceSize(code);
        if (size === 0) return false;
        this.closeUnmatched();
        const leaf = this.begin('code', 0);
        leaf.fence = code;
        leaf.fenceSize = size;
        return true;
      }
      case 60: {
        const kind = this.htmlKind(interrupting);
        if (kind === 0) return false;
        this.closeUnmatched();
        const leaf = this.begin('html', 0);
        leaf.html = kind;
        if (this.htmlEnds(kind)) this.open = null;
        return true;
      }
      case 42:
      case DASH:
      case 95:
        if (!this.isThematicBreak()) return false;
        this.closeUnmatched();
        this.begin('rule', 0);
        this.open = null;
        return true;
      default:
        return false;
    }
  }

  private closeUnmatched(): void {
    if (this.depth < this.stack.length) this.closeContainers(this.depth);
    this.open = null;
  }

  private begin(kind: BlockKind, level: number): OpenLeaf {
    const leaf = plainLeaf(kind, this.line, this.lineEnd);
    leaf.level = level;
    leaf.lastLine = this.line;
    leaf.lastWords = this.at;
    leaf.prefix = this.stack.length === 0 && !this.bom ? 0 : this.at - this.line;
    if (this.stack.length > 0) {
      leaf.containers = this.stack.map((container) => container.kind);
      leaf.node = this.nodeOpened;
      if (this.itemOpened) leaf.marker = this.itemMarker;
    }
    this.leaves.push(leaf);
    this.open = leaf;
    return leaf;
  }

  private extend(): void {
    if (this.open) this.open.end = this.lineEnd;
  }

  private continueConcrete(): void {
    const leaf = this.open as OpenLeaf;
    if (leaf.kind === 'code') {
      leaf.end = this.lineEnd;
      this.skipIndent(Infinity);
      let size = 0;
      while (this.code() === leaf.fence) {
        this.at++;
        size++;
      }
      if (size >= leaf.fenceSize && this.isBlankFrom(this.at)) this.open = null;
      return;
    }
    if (leaf.html >= 6 && this.isBlankFrom(this.at)) {
      this.open = null;
      return;
    }
    leaf.end = this.lineEnd;
    if (this.htmlEnds(leaf.html)) this.open = null;
  }

  // ---- leaves

  private atxLevel(): number {
    let level = 0;
    while (level < 7 && this.text.charCodeAt(this.at + level) === 35 && this.at + level < this.lineEnd) level++;
    if (level > 6) return 0;
    const after = this.at + level;
    return after >= this.lineEnd || isSpaceOrTab(this.text.charCodeAt(after)) ? level : 0;
  }

  private setextLevel(code: number): number {
    if (code !== 61 && code !== DASH) return 0;
    let at = this.at;
    while (at < this.lineEnd && this.text.charCodeAt(at) === code) at++;
    return this.isBlankFrom(at) ? (code === 61 ? 1 : 2) : 0;
  }

  private isThematicBreak(): boolean {
    const marker = this.code();
    let count = 0;
    for (let at = this.at; at < this.lineEnd; at++) {
      const code = this.text.charCodeAt(at);
      if (code === marker) count++;
      else if (!isSpaceOrTab(code)) return false;
    }
    return count >= 3;
  }

  private fenceSize(marker: number): number {
    let at = this.at;
    while (at < this.lineEnd && this.text.charCodeAt(at) === marker) at++;
    const size = at - this.at;
    if (size < 3) return 0;
    if (marker === 96) for (let i = at; i < this.lineEnd; i++) if (this.text.charCodeAt(i) === 96) return 0;
    return size;
  }

  /** The kind of HTML block, by CommonMark's numbers 1–7, that starts at the cursor, or 0. */
  private htmlKind(interrupting: boolean): number {
    const line = this.text.slice(this.at, Math.min(this.lineEnd, this.at + 2000));
    if (line.startsWith('<!--')) return 2;
    if (line.startsWith('<?')) return 3;
    if (line.startsWith('<![CDATA[')) return 5;
    if (/^<![A-Za-z]/.test(line)) return 4;
    const tag = /^<(\/?)([A-Za-z][A-Za-z0-9-]*)/.exec(line);
    if (!tag) return 0;
    const name = (tag[2] as string).toLowerCase();
    const next = line.charAt(tag[0].length);
    const ends = next === '' || next === ' ' || next === '\t' || next === '>';
    if (!tag[1] && HTML_RAW.has(name) && ends) return 1;
    if (HTML_BASIC.has(name) && (ends || (next === '/' && line.charAt(tag[0].length + 1) === '>'))) return 6;
    // A lone tag cannot interrupt a paragraph, but may end one that a lazy line would go on with.
    if (interrupting && this.depth >= this.stack.length) return 0;
    if (HTML_RAW.has(name)) return tag[1] && /^<\/[A-Za-z0-9-]+[ \t]*>[ \t]*$/.test(line) ? 7 : 0;
    const complete = tag[1]
      ? /^<\/[A-Za-z][A-Za-z0-9-]*[ \t]*>[ \t]*$/
      : /^<[A-Za-z][A-Za-z0-9-]*(?:[ \t]+[A-Za-z_:][\w.:-]*(?:[ \t]*=[ \t]*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*[ \t]*\/?>[ \t]*$/;
    return complete.test(line) ? 7 : 0;
  }

  private htmlEnds(kind: number): boolean {
    if (kind > 5) return false;
    const line = this.text.slice(this.line, this.lineEnd);
    switch (kind) {
      case 1:
        return /<\/(?:script|pre|style|textarea)>/i.test(line);
      case 2:
        return (
          line.indexOf(
            '-->',
            line.indexOf('<!--') >= 0 && this.open?.start === this.line ? line.indexOf('<!--') + 2 : 0,
          ) >= 0
        );
      case 3:
        return line.includes('?>');
      case 4:
        return line.includes('>');
      default:
        return line.includes(']]>');
    }
  }

  /** Whether the last line of an open paragraph and this one are the head of a table; if so the paragraph gives its last line up. */
  private tryTable(paragraph: OpenLeaf): boolean {
    const columns = delimiterCells(this.text, this.at, this.lineEnd);
    if (columns === 0) return false;
    const headEnd = paragraph.end;
    if (headerCells(this.text, paragraph.lastWords, headEnd) !== columns) return false;
    if (paragraph.lines === 1) {
      paragraph.kind = 'table';
      if (paragraph.node === 'paragraph') paragraph.node = 'table';
      paragraph.end = this.lineEnd;
      return true;
    }
    const start = paragraph.lastLine;
    let end = start - 1;
    if (this.text.charCodeAt(end) === 10 && this.text.charCodeAt(end - 1) === 13) end--;
    paragraph.end = end;
    const table = plainLeaf('table', start, this.lineEnd);
    table.containers = paragraph.containers;
    table.prefix = paragraph.containers.length > 0 ? paragraph.lastWords - start : 0;
    if (paragraph.containers.length > 0) table.node = null;
    this.leaves.push(table);
    this.open = table;
    return true;
  }

  // ---- tables of tabs

  private tabCount(): number {
    if (this.nextTab >= 0 && this.nextTab < this.line) this.nextTab = this.text.indexOf('\t', this.line);
    if (this.nextTab < 0 || this.nextTab >= this.lineEnd) return 0;
    let count = 0;
    for (let at = this.nextTab; at >= 0 && at < this.lineEnd; at = this.text.indexOf('\t', at + 1)) count++;
    return count;
  }

  /** A line with cells separated by tabs; one tab is enough within a table, and for a first row right under a caption. */
  private isTabRow(matched: number): boolean {
    if (matched > 0) return false;
    const tabs = this.tabCount();
    if (tabs === 0) return false;
    const first = this.text.charCodeAt(this.line);
    if (
      isSpaceOrTab(first) ||
      first === 62 ||
      first === 124 ||
      first === DASH ||
      first === 42 ||
      first === 43 ||
      first === 35
    ) {
      return false;
    }
    if (this.open?.kind === 'extractedTable') return true;
    // Word puts a tab behind "(a)" and behind "20.28": such a line begins a table only where it is led by a number and another row follows.
    const label = LABEL_AND_TAB.exec(this.text.slice(this.line, this.line + 24));
    if (label && (label[0].startsWith('(') || !this.nextLineHasTab())) return false;
    if (tabs >= 2) return true;
    const last = this.leaves[this.leaves.length - 1];
    if (last?.kind !== 'paragraph') return false;
    const caption = /^[*_]{0,3}(?:Table|Figure)[ \u00a0]+\d/i.test(this.text.slice(last.start, last.start + 20));
    return caption && this.nextLineHasTab();
  }

  private nextLineHasTab(): boolean {
    const next = this.afterLineEnd(this.lineEnd);
    const tab = this.text.indexOf('\t', next);
    return tab >= 0 && tab < this.findLineEnd(next);
  }

  private addTabRow(): void {
    if (this.open?.kind === 'extractedTable') {
      this.extend();
      return;
    }
    this.stack.length = 0;
    this.open = null;
    this.depth = 0;
    this.itemOpened = null;
    this.nodeOpened = null;
    this.begin('extractedTable', 0);
  }
}

const LABEL_AND_TAB = /^(?:\([A-Za-z0-9]{1,5}\)|\d{1,3}(?:\.\d{1,3}){1,4}\.?)\t/;

function plainLeaf(kind: BlockKind, start: number, end: number): OpenLeaf {
  return {
    kind,
    start,
    end,
    prefix: 0,
    level: 0,
    containers: NO_CONTAINERS,
    marker: null,
    node: kind,
    lastLine: start,
    lastWords: start,
    lines: 1,
    fence: 0,
    fenceSize: 0,
    html: 0,
  };
}

function newContainer(kind: ContainerKind): Container {
  return { kind, size: 0, delimiter: '', startsBlank: false, blankAfterBlankStart: false };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** How many cells a table's delimiter row has (`|---|:-:|`), or 0 where the line is none. */
function delimiterCells(text: string, from: number, end: number): number {
  let at = from;
  let cells = 0;
  let seen = false;
  const space = () => {
    while (at < end && isSpaceOrTab(text.charCodeAt(at))) at++;
  };
  if (text.charCodeAt(at) === 124) {
    seen = true;
    at++;
    space();
  }
  while (at < end) {
    if (text.charCodeAt(at) === 58) {
      seen = true;
      at++;
    }
    if (at >= end || text.charCodeAt(at) !== DASH) return 0;
    while (at < end && text.charCodeAt(at) === DASH) at++;
    if (at < end && text.charCodeAt(at) === 58) {
      seen = true;
      at++;
    }
    cells++;
    space();
    if (at >= end) break;
    if (text.charCodeAt(at) !== 124) return 0;
    seen = true;
    at++;
    space();
  }
  return seen ? cells : 0;
}

/** How many cells a line has as the header row of a table. */
function headerCells(text: string, from: number, end: number): number {
  let cells = 0;
  let pending = true;
  let characters = 0;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isSpaceOrTab(code)) continue;
    if (code === 124) {
      pending = true;
      characters++;
      continue;
    }
    if (pending) {
      cells++;
      pending = false;
    }
    characters++;
    if (code === 92 && (text.charCodeAt(at + 1) === 92 || text.charCodeAt(at + 1) === 124)) at++;
  }
  return characters > 0 ? cells : 0;
}

const HTML_RAW = new Set(['pre', 'script', 'style', 'textarea']);

const HTML_BASIC = new Set(
  (
    'address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset ' +
    'figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu menuitem ' +
    'nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead title tr track ul'
  ).split(' '),
);
