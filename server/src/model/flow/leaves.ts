import type { BlockKind, ContainerKind } from '../block.js';
import { isThematicBreak, readAtxLevel, readFenceSize, readUnderlineLevel } from './block-lines.js';
import type { ContainerStack } from './containers.js';
import { endsHtmlBlock, type HtmlKind, readHtmlKind } from './html-blocks.js';
import type { LineCursor } from './line-cursor.js';
import { countDelimiterCells, countHeaderCells } from './table-lines.js';

/**
 * A node of the document's top level, as Markdown sees it. Link definitions count as paragraphs.
 */
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
  /** How many lines a paragraph has. */
  readonly lines: number;
  /** The kind of top-level node that begins here, or null where the leaf continues one. */
  readonly node: NodeKind | null;
}

/** A leaf that further lines may still change. */
export interface OpenLeaf {
  kind: BlockKind;
  start: number;
  end: number;
  prefix: number;
  level: number;
  containers: readonly ContainerKind[];
  marker: string | null;
  node: NodeKind | null;
  lines: number;
  /** Where the last line starts, and where its words do, for the header row of a table. */
  lastLine: number;
  lastWords: number;
  /** The sign that a fence of code is made of, and how many of them open it. */
  fence: number;
  fenceSize: number;
  html: HtmlKind;
  /** How many tables of HTML are open in a block that one began: their rows go on behind blank lines. */
  openTables: number;
}

const NO_CONTAINERS: readonly ContainerKind[] = [];
const LF = 10;
const CR = 13;
const HASH = 35;
const ASTERISK = 42;
const DASH = 45;
const COLON = 58;
const LESS = 60;
const UNDERSCORE = 95;
const BACKTICK = 96;
const BAR = 124;
const TILDE = 126;
/** The tags that a table in HTML goes on with. */
const TABLE_TAG = /^[ \t]*<\/?(?:caption|col|colgroup|table|tbody|td|tfoot|th|thead|tr)[\s/>]/i;
const TABLE_EDGE = /<(\/?)table(?=[\s>])/gi;
/** So much of a line is looked at for a tag. */
const LONGEST_TAG = 2000;

/**
 * The leaves that were found, the last of which may be open; each line begins one, continues the
 * open one or ends it.
 */
export class LeafList {
  readonly found: OpenLeaf[] = [];
  open: OpenLeaf | null = null;

  constructor(
    private readonly cursor: LineCursor,
    private readonly containers: ContainerStack,
    /** Whether a byte order mark stands before the first line. */
    private readonly hasMark: boolean,
  ) {}

  close(): void {
    this.open = null;
  }

  /** Makes the line the last one of the open leaf. */
  extend(): void {
    if (this.open) this.open.end = this.cursor.lineEnd;
  }

  /** Begins a leaf at the cursor, within the containers that are open. */
  begin(kind: BlockKind, level = 0): OpenLeaf {
    const { cursor, containers } = this;
    const leaf = newLeaf(kind, cursor.lineStart, cursor.lineEnd);
    leaf.level = level;
    leaf.lastWords = cursor.at;
    if (containers.openCount > 0 || (this.hasMark && cursor.lineStart === 0))
      leaf.prefix = cursor.at - cursor.lineStart;
    if (containers.openCount > 0) {
      leaf.containers = containers.kinds();
      leaf.node = containers.nodeOpened;
      leaf.marker = containers.itemMarker;
    }
    this.found.push(leaf);
    this.open = leaf;
    return leaf;
  }

  /** Reads a line as one of the open code or HTML block, whose lines are not read as Markdown. */
  continueRaw(leaf: OpenLeaf): void {
    const { cursor } = this;
    if (leaf.kind === 'code') {
      leaf.end = cursor.lineEnd;
      cursor.skipIndent(Infinity);
      let size = 0;
      while (cursor.code() === leaf.fence) {
        cursor.pass(1);
        size++;
      }
      if (size >= leaf.fenceSize && cursor.isBlankFrom(cursor.at)) this.open = null;
      return;
    }
    if (leaf.html >= 6 && cursor.isBlankFrom(cursor.at)) {
      this.open = null;
      return;
    }
    leaf.end = cursor.lineEnd;
    if (leaf.openTables > 0) this.countTables(leaf);
    if (this.endsHtml(leaf)) this.open = null;
  }

  /** Where the line starts that follows the open leaf. */
  lineBehindOpen(): number {
    return this.open ? this.cursor.skipLineEnd(this.open.end) : 0;
  }

  /** Whether a line behind a blank one begins with a tag of the table that is open. */
  goesOnWithTable(): boolean {
    const { text, lineStart, lineEnd } = this.cursor;
    return TABLE_TAG.test(text.slice(lineStart, Math.min(lineEnd, lineStart + LONGEST_TAG)));
  }

  private countTables(leaf: OpenLeaf): void {
    const { text, lineStart, lineEnd } = this.cursor;
    for (const [, slash] of text.slice(lineStart, lineEnd).matchAll(TABLE_EDGE))
      leaf.openTables = Math.max(0, leaf.openTables + (slash === '' ? 1 : -1));
  }

  /**
   * Reads what stands behind the containers of a line: it begins a leaf, or goes on with the open
   * one.
   */
  readLine(matched: number): void {
    const { cursor, containers } = this;
    const isLazy = containers.depth < containers.openCount;
    cursor.skipIndent(Infinity);
    const code = cursor.code();
    if (code === -1) {
      this.readBlankLine(isLazy, matched);
      return;
    }
    const paragraph = this.open?.kind === 'paragraph' ? this.open : null;
    if (paragraph && !isLazy) {
      const level = readUnderlineLevel(cursor);
      if (level > 0) {
        // Lines that are only link definitions make no heading; a drafter's text has none that
        // matter.
        paragraph.kind = 'heading';
        paragraph.level = level;
        if (paragraph.node === 'paragraph') paragraph.node = 'heading';
        this.extend();
        this.open = null;
        return;
      }
      if ((code === BAR || code === DASH || code === COLON) && this.beginTable(paragraph)) return;
    }
    if (this.beginMarked(code, paragraph !== null)) return;
    if (this.open?.kind === 'table' && !isLazy) {
      this.extend();
      return;
    }
    if (paragraph) {
      this.extend();
      paragraph.lastLine = cursor.lineStart;
      paragraph.lastWords = cursor.at;
      paragraph.lines++;
      return;
    }
    if (isLazy) this.closeUnmatched();
    this.begin('paragraph');
  }

  private readBlankLine(isLazy: boolean, matched: number): void {
    if (this.containers.hasOpened) this.begin('empty');
    else if (isLazy) this.containers.closeTo(matched);
    this.open = null;
  }

  /**
   * Begins the heading, code, HTML or rule that the signs at the cursor make; false where they make
   * none.
   */
  private beginMarked(code: number, interrupts: boolean): boolean {
    const { cursor } = this;
    switch (code) {
      case HASH: {
        const level = readAtxLevel(cursor);
        if (level === 0) return false;
        this.closeUnmatched();
        this.begin('heading', level);
        this.open = null;
        return true;
      }
      case BACKTICK:
      case TILDE: {
        const size = readFenceSize(cursor);
        if (size === 0) return false;
        this.closeUnmatched();
        const leaf = this.begin('code');
        leaf.fence = code;
        leaf.fenceSize = size;
        return true;
      }
      case LESS:
        return this.beginHtml(interrupts);
      case ASTERISK:
      case DASH:
      case UNDERSCORE:
        if (!isThematicBreak(cursor)) return false;
        this.closeUnmatched();
        this.begin('rule');
        this.open = null;
        return true;
      default:
        return false;
    }
  }

  private beginHtml(interrupts: boolean): boolean {
    const { cursor, containers } = this;
    const line = cursor.text.slice(cursor.at, Math.min(cursor.lineEnd, cursor.at + LONGEST_TAG));
    // A lone tag cannot interrupt a paragraph, but may end one that a lazy line would go on with.
    const kind = readHtmlKind(line, interrupts && containers.depth >= containers.openCount);
    if (kind === 0) return false;
    this.closeUnmatched();
    const leaf = this.begin('html');
    leaf.html = kind;
    if (containers.openCount === 0 && /^<table[\s>]/i.test(line)) this.countTables(leaf);
    if (this.endsHtml(leaf)) this.open = null;
    return true;
  }

  private endsHtml(leaf: OpenLeaf): boolean {
    // These end at a blank line: the line's words need not be cut out.
    if (leaf.html > 5) return false;
    const { text, lineStart, lineEnd } = this.cursor;
    return endsHtmlBlock(leaf.html, text.slice(lineStart, lineEnd), leaf.start === lineStart);
  }

  private closeUnmatched(): void {
    this.containers.closeTo(this.containers.depth);
    this.open = null;
  }

  /**
   * Begins a table where the last line of the open paragraph and this one are a header row and its
   * delimiters; the paragraph gives up that line.
   */
  private beginTable(paragraph: OpenLeaf): boolean {
    const { text, at, lineEnd } = this.cursor;
    const columns = countDelimiterCells(text, at, lineEnd);
    if (columns === 0 || countHeaderCells(text, paragraph.lastWords, paragraph.end) !== columns) return false;
    if (paragraph.lines === 1) {
      paragraph.kind = 'table';
      if (paragraph.node === 'paragraph') paragraph.node = 'table';
      paragraph.end = lineEnd;
      return true;
    }
    const start = paragraph.lastLine;
    const isCrLf = text.charCodeAt(start - 1) === LF && text.charCodeAt(start - 2) === CR;
    paragraph.end = start - (isCrLf ? 2 : 1);
    const table = newLeaf('table', start, lineEnd);
    table.containers = paragraph.containers;
    if (paragraph.containers.length > 0) {
      table.prefix = paragraph.lastWords - start;
      table.node = null;
    }
    this.found.push(table);
    this.open = table;
    return true;
  }
}

/** A leaf of one line at the top level. */
export function newLeaf(kind: BlockKind, start: number, end: number): OpenLeaf {
  return {
    kind,
    start,
    end,
    prefix: 0,
    level: 0,
    containers: NO_CONTAINERS,
    marker: null,
    node: kind,
    lines: 1,
    lastLine: start,
    lastWords: start,
    fence: 0,
    fenceSize: 0,
    html: 0,
    openTables: 0,
  };
}
