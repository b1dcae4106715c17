import { ContainerStack } from './containers.js';
import { type Leaf, LeafList, newLeaf } from './leaves.js';
import { LineCursor } from './line-cursor.js';
import { isTabRow } from './tab-rows.js';

export type { Leaf, NodeKind } from './leaves.js';

/**
 * The line scanner: finds where the blocks of a Markdown text begin and end, in one pass, by the
 * block rules of CommonMark with GFM's tables and notes and without indented code. It agrees with
 * remark-parse (`disable: {null: ['codeIndented']}`), which a property test checks, except for two
 * things that Markdown does not know, YAML front matter and tab-separated tables, and for one that it reads
 * in pieces: a table in HTML goes on behind a blank line where its next tag stands. It does not look
 * at what is inside a block.
 */

/** The leaves of a text, in order. */
export interface FlowScan {
  readonly leaves: readonly Leaf[];
  /**
   * Where scanning ended: the length of the text, or the start of the node at which `stopAt` said
   * to.
   */
  readonly end: number;
}

const BYTE_ORDER_MARK = 0xfeff;

/**
 * Scans `text` from `from`, which must be 0 or the start of a top-level node.
 * @param stopAt asked at the start of each further top-level node; true ends the scan there
 */
export function scanFlow(text: string, from: number, stopAt?: (offset: number) => boolean): FlowScan {
  return new FlowScanner(text, from).scan(stopAt);
}

/**
 * The end of the YAML block that a text starts with (after the last character of its closing line),
 * or 0.
 */
export function findFrontMatterEnd(text: string): number {
  const start = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  if (!/^---[ \t]*(?:\r\n?|\n)/.test(text.slice(start, start + 80))) return 0;
  const closing = /(?:\r\n?|\n)(?:---|\.\.\.)[ \t]*(?=\r|\n|$)/g;
  closing.lastIndex = start + 3;
  const found = closing.exec(text);
  return found && holdsEntries(text.slice(start + 3, found.index)) ? found.index + found[0].length : 0;
}

/** An entry of front matter, a further line of one, a comment, or an empty line. */
const ENTRY_LINE = /^(?:[\w"'-][^:]{0,80}:(?:[ \t]|$)|[ \t\]}-]|#|$)/;

/**
 * Whether lines between two rules are front matter and not a text: half of them read as entries, so
 * that one that is being written does not make all a text.
 */
function holdsEntries(between: string): boolean {
  const lines = between.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  return lines.length === 0 || lines.filter((line) => ENTRY_LINE.test(line)).length * 2 > lines.length;
}

class FlowScanner {
  private readonly cursor: LineCursor;
  private readonly containers: ContainerStack;
  private readonly leaves: LeafList;
  private readonly hasMark: boolean;
  private readonly frontMatterEnd: number;

  constructor(
    private readonly text: string,
    private readonly from: number,
  ) {
    this.frontMatterEnd = from === 0 ? findFrontMatterEnd(text) : 0;
    this.hasMark = from === 0 && this.frontMatterEnd === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK;
    this.cursor = new LineCursor(text);
    this.containers = new ContainerStack(this.cursor);
    this.leaves = new LeafList(this.cursor, this.containers, this.hasMark);
  }

  scan(stopAt: ((offset: number) => boolean) | undefined): FlowScan {
    const { text, cursor, leaves } = this;
    let offset = this.from;
    if (this.frontMatterEnd > 0) {
      leaves.found.push(newLeaf('frontMatter', 0, this.frontMatterEnd));
      offset = cursor.skipLineEnd(this.frontMatterEnd);
    }
    while (offset < text.length) {
      cursor.enterLine(offset, offset === 0 && this.hasMark ? 1 : offset);
      const known = leaves.found.length;
      this.scanLine();
      if (stopAt && leaves.found.length > known) {
        const end = this.stopWithin(known, stopAt);
        if (end !== null) return { leaves: leaves.found, end };
      }
      offset = cursor.skipLineEnd(cursor.lineEnd);
    }
    return { leaves: leaves.found, end: text.length };
  }

  /**
   * Drops the leaves from the first new one on at which `stopAt` ends the scan, and returns where
   * it starts; null where none.
   */
  private stopWithin(known: number, stopAt: (offset: number) => boolean): number | null {
    const { found } = this.leaves;
    // A paragraph may have given its last line to a table, so the new leaf need not start on the
    // line that was read last.
    for (let i = known; i < found.length; i++) {
      const { node, start } = found[i]!;
      if (node !== null && start > this.from && stopAt(start)) {
        found.length = i;
        return start;
      }
    }
    return null;
  }

  private scanLine(): void {
    const { cursor, containers, leaves } = this;
    if (containers.openCount === 0 && leaves.open?.kind !== 'code' && cursor.isBlankFrom(cursor.at)) {
      if (leaves.open?.kind === 'html' && leaves.open.html <= 5) leaves.extend();
      else if (!leaves.open?.openTables) leaves.close();
      return;
    }
    if (leaves.open?.openTables && cursor.lineStart > leaves.lineBehindOpen() && !leaves.goesOnWithTable())
      leaves.close();
    const openBefore = containers.openCount;
    const matched = containers.continueOpen();
    const { isSibling } = containers;
    if (isSibling) leaves.close();
    const { open } = leaves;
    const staysInAll = matched === openBefore && !isSibling;
    if (open && staysInAll && (open.kind === 'code' || open.kind === 'html')) {
      leaves.continueRaw(open);
      return;
    }
    if (matched === 0 && isTabRow(cursor, leaves)) {
      this.readTabRow();
      return;
    }
    if (open?.kind === 'extractedTable') leaves.close();
    const interrupts = staysInAll && leaves.open?.kind === 'paragraph';
    if (containers.openAtCursor(matched, interrupts)) leaves.close();
    leaves.readLine(matched);
  }

  private readTabRow(): void {
    if (this.leaves.open?.kind === 'extractedTable') {
      this.leaves.extend();
      return;
    }
    this.containers.closeTo(0);
    this.leaves.begin('extractedTable');
  }
}
