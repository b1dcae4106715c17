import type { Block, Head } from '../block.js';
import { isComment } from '../comment.js';
import { isImage } from '../image.js';
import type { TableContent, TableRow } from '../provision.js';
import { HEADER_ROW } from '../table.js';
import { trimEndOf } from '../text.js';
import type { OpenProvisions } from './open-provisions.js';
import { beginsWithPoint, hasColumns, readCellWords, readLaidOutTable } from './point-tables.js';
import { labelCapitalised, labelRow } from './provision-labels.js';
import { ProvisionNode } from './provision-node.js';
import { readTitle } from './title.js';

const QUOTES = '"“”‘’\'';
/** The header of a column of terms: such a table is one of definitions. */
const TERM_HEADER =
  /^(?:defined )?(?:terms?|expressions?|words?|definitions?|terms? or expressions?|words? or expressions?)$/i;
const PAGE_NUMBER = /^\s*(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?\s*$/i;
/** The words of a row's first cell that it is cited by have at most so many characters. */
const LONGEST_ROW_NAME = 80;

type Caption = Extract<Head, { kind: 'caption' }>;

/** Makes provisions of tables, their rows and figures, and joins each to its caption. */
export class Tables {
  /**
   * The table that was added last, with its header and the index after its last block: after a page
   * break it may go on.
   */
  private last: { node: ProvisionNode; header: string; end: number } | null = null;
  /** The blocks that belong to a caption, by index. */
  private readonly claimed = new Set<number>();
  /** Where figures or tables end whose captions stand below them. */
  private belowUntil = -1;
  /** The tables without a caption so far, by the index of their block. */
  private readonly bare = new Map<number, ProvisionNode>();

  constructor(
    private readonly blocks: readonly Block[],
    private readonly open: OpenProvisions,
  ) {}

  addCaption(index: number, head: Caption): void {
    const { open } = this;
    const block = this.blocks[index]!;
    const title = readTitle(block, head.body);
    if (this.isContinuedBy(head, title, index)) {
      open.owners[index] = this.last!.node;
      return;
    }
    const { after, before } = this.findBody(index, head.of);
    const body = after ?? before;
    // Words such as "Table 9.3: see below" in plain text, with neither table nor emphasis, are a
    // sentence.
    if (body === null && !/^[ \t]*(?:[#*_>-]|Figure|FIGURE|Table)/.test(block.text.slice(block.prefix))) return;
    const label = labelCapitalised(head.of, head.number);
    const node = new ProvisionNode({
      kind: head.of,
      label,
      number: head.number,
      marker: label,
      title,
      block: index,
      parent: open.innermost(),
    });
    node.body = body;
    open.addLeaf(node, (after ?? index) + 1);
    if (body === null) return;
    this.claimed.add(body);
    if (!hasColumns(this.blocks[body]!)) {
      open.owners[body] = node;
      return;
    }
    if (after !== null) open.owners[body] = node;
    else {
      // The table stood first and was taken for one without a caption: its rows go to the caption's
      // own provision.
      const bare = this.bare.get(body);
      if (bare) open.remove(bare);
    }
    this.addRows(node, body);
  }

  /** Whether a table belongs to the caption beside it. */
  hasCaption(index: number): boolean {
    return this.claimed.has(index);
  }

  addTable(index: number): void {
    const { open, last } = this;
    if (this.claimed.has(index)) return;
    const block = this.blocks[index]!;
    if (last && last.header !== '' && makeHeaderKey(block) === last.header && this.isPageBreak(last.end, index)) {
      // The same header again after a page break: the table goes on.
      this.claimed.add(index);
      last.node.endBlock = index + 1;
      open.owners[index] = last.node;
      this.addRows(last.node, index);
      return;
    }
    const node = new ProvisionNode({
      kind: 'table',
      label: 'table',
      number: null,
      marker: '',
      block: index,
      parent: open.innermost(),
    });
    node.body = index;
    open.addLeaf(node, index + 1);
    this.bare.set(index, node);
    this.addRows(node, index);
  }

  /**
   * Whether a caption is the last table's own, written once more where it goes on after a page
   * break.
   */
  private isContinuedBy(head: Caption, title: string | null, index: number): boolean {
    const { last } = this;
    if (!last || last.node.kind !== head.of) return false;
    if (last.node.number !== head.number && !/\bcontinued\b/i.test(title ?? '')) return false;
    const next = this.blocks[findNextShown(this.blocks, index)];
    return next !== undefined && last.header !== '' && makeHeaderKey(next) === last.header;
  }

  /** The block that a caption belongs to, which stands after it or before it; both null without one. */
  private findBody(index: number, of: 'table' | 'figure'): Record<'after' | 'before', number | null> {
    const next = findNextShown(this.blocks, index);
    const [isBefore, isAfter] = [this.isBody(index - 1, of), this.isBody(next, of)];
    if (isBefore && isAfter && this.standsBelow(index, next, of)) return { after: null, before: index - 1 };
    return { after: isAfter ? next : null, before: isBefore && !isAfter ? index - 1 : null };
  }

  /** Whether a caption between two blocks that could be its own stands below the one before it. */
  private standsBelow(index: number, next: number, of: 'table' | 'figure'): boolean {
    const fits = (at: number) => isOfKind(this.blocks[at], of);
    if (!fits(index - 1) || !fits(next)) return fits(index - 1) && !fits(next);
    if (index < this.belowUntil) return true;
    // Where one follows the other several times, what comes last tells: a caption, or what it is of.
    let [at, isCaption] = [next, false];
    for (;;) {
      const after = findNextShown(this.blocks, at);
      const head = this.blocks[after]?.head;
      if (isCaption ? !fits(after) : head?.kind !== 'caption' || head.of !== of) break;
      at = after;
      isCaption = !isCaption;
    }
    // One between two figures stands below the first, as is usual; one between two tables above the second.
    if (!isCaption && of === 'table') return false;
    this.belowUntil = at;
    return true;
  }

  /** Whether a caption can belong to the block with an index. */
  private isBody(index: number, of: 'table' | 'figure'): boolean {
    const block = this.blocks[index];
    if (!block || this.claimed.has(index)) return false;
    if (hasColumns(block) || isImage(block)) return true;
    return of === 'figure' && (block.kind === 'code' || block.kind === 'html');
  }

  /** Whether nothing but what a page break leaves stands in the blocks from `from` up to `to`. */
  private isPageBreak(from: number, to: number): boolean {
    return this.blocks.slice(from, to).every(({ kind, head, text }) => {
      if (kind === 'rule' || kind === 'html' || kind === 'empty' || head.kind === 'footnote') return true;
      if (kind === 'paragraph' && PAGE_NUMBER.test(text)) return true;
      return head.kind === 'caption' && head.number === this.last?.node.number && !this.isCaptionBelow();
    });
  }

  /** Whether the caption of the last table stands below it, so that it begins no part of it. */
  private isCaptionBelow(): boolean {
    const node = this.last?.node;
    return node !== undefined && node.body != null && node.body < node.block;
  }

  private addRows(table: ProvisionNode, index: number): void {
    const block = this.blocks[index]!;
    const content = readLaidOutTable(block);
    if (!content) return;
    const wordsOf = ({ cells: [first] }: TableRow) => (first ? readCellWords(block, first) : '');
    const isDefinitions =
      TERM_HEADER.test(wordsOf(content.header)) ||
      (/\bdefinitions?\b/i.test(table.title ?? '') && content.header.cells.length === 2) ||
      definesTerms(block);
    let count = 0;
    for (const [row, each] of listBodyRows(content)) {
      const words = wordsOf(each);
      const term = trimEndOf(words.replace(/^["“”‘’']+/, ''), QUOTES);
      const number = isDefinitions ? term : readRowNumber(words);
      const node = new ProvisionNode({
        kind: isDefinitions && term ? 'definition' : 'row',
        label: isDefinitions ? term : labelRow(number, count++, table),
        number: number || null,
        marker: words,
        block: index,
        parent: table,
        row,
      });
      node.endBlock = index + 1;
    }
    this.last = { node: table, header: makeHeaderKey(block), end: index + 1 };
  }
}

/** What the second cell of a row begins with that says what the first one means. */
const MEANS =
  /^[*_“"'‘]{0,3}(?:means\b|shall mean\b|(?:shall )?(?:has|have) the (?:same )?meaning|is defined in\b|has the same meaning)/i;
/** So many rows at least say what a term means in a table of definitions without a heading that says so. */
const LEAST_DEFINED = 2;

/** Whether a table has two columns, the second of which says what the words of the first mean: "means …". */
export function definesTerms(block: Block): boolean {
  const content = block.kind === 'table' ? readLaidOutTable(block) : null;
  if (content?.header.cells.length !== 2) return false;
  let defined = 0;
  for (const { cells } of content.rows) {
    const cell = cells[1];
    if (cell && MEANS.test(block.text.slice(cell.start, cell.start + 40))) defined++;
  }
  return defined >= LEAST_DEFINED && defined * 3 >= content.rows.length * 2;
}

/** The rows of a table below its headings, each with its place: the first as well where HTML makes it no heading. */
function listBodyRows({ header, rows }: TableContent): [row: number, content: TableRow][] {
  const body = [...rows.entries()].filter(([, { isHeader }]) => isHeader !== true);
  return header.isHeader === false ? [[HEADER_ROW, header], ...body] : body;
}

/** Whether a block is what captions of a kind mostly name: a picture, a table. */
function isOfKind(block: Block | undefined, of: 'table' | 'figure'): boolean {
  if (!block) return false;
  return of === 'figure' ? isImage(block) : hasColumns(block);
}

/** The index of the next block that a reader sees, which comments are not. */
export function findNextShown(blocks: readonly Block[], index: number): number {
  let next = index + 1;
  for (let block = blocks[next]; block && isComment(block); block = blocks[next]) next++;
  return next;
}

/**
 * The header row of a table as one string; empty for any other block, and where the first row is a
 * point of the text.
 */
function makeHeaderKey(block: Block): string {
  const table = beginsWithPoint(block) ? null : readLaidOutTable(block);
  return table ? table.header.cells.map((cell) => block.text.slice(cell.start, cell.end)).join('\u0001') : '';
}

/**
 * What a row is cited by: "2A", "1" for a number in its first cell, else the words of that cell.
 */
function readRowNumber(words: string): string | null {
  const number =
    /^(\d{1,3}[A-Z]{0,2}|[A-Z]{1,2}\d{0,3}|\d{1,3}(?:\.\d{1,3})+)[.)]?$/.exec(words) ??
    /^(\d{1,3}[A-Z]{0,2}|\d{1,3}(?:\.\d{1,3})+)(?:[.)]? *[–—:-] |[.)] +)\S/.exec(words);
  if (number?.[1]) return number[1];
  if (words === '') return null;
  return words.length > LONGEST_ROW_NAME ? `${words.slice(0, LONGEST_ROW_NAME - 1)}…` : words;
}
