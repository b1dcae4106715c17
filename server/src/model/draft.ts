import type { Block, Problem } from './block.js';
import { forgetReadings } from './block-memo.js';
import { type FrontMatter, readFrontMatter } from './front-matter.js';
import { readLabelShape } from './head/label-shape.js';
import { findWordedQuestion } from './head/worded-questions.js';
import type { Provision, TableRow } from './provision.js';
import { PLAIN_READING, type Reading } from './reading.js';
import { Rope } from './rope.js';
import { type BlockSplice, blockAt, rescanBlocks, type ScannedText, scanBlocks } from './scan.js';
import type { Scheme } from './schemes/scheme.js';
import { findTermInRow, readLaidOutTable, skipTags } from './structure/point-tables.js';
import { buildStructure, type Structure } from './structure/structure.js';
import { keepsStructure } from './structure/structure-key.js';
import { getRow } from './table.js';
import { LineMap, type Position, type Range, type Span, type TextEdit } from './text.js';

interface DraftParts {
  readonly source: Rope;
  readonly lines: LineMap;
  readonly scanned: ScannedText;
  readonly structure: Structure;
  readonly splice: BlockSplice | null;
  readonly lineage: object;
  readonly reading: Reading;
}

/**
 * A text read as a draft: its blocks, and the provisions that they make. Immutable; an edit returns
 * a new draft that shares everything that the edit did not touch. Parsing never throws.
 */
export class Draft {
  readonly lines: LineMap;
  readonly scanned: ScannedText;
  /** The draft that this one was edited from and the blocks that differ, while that is known. */
  readonly splice: BlockSplice | null;
  /** The same object for a draft and all that are edited from it. */
  readonly lineage: object;
  /** How its project says that it is to be read. */
  readonly reading: Reading;
  private readonly source: Rope;
  private readonly structure: Structure;

  private constructor(parts: DraftParts) {
    this.source = parts.source;
    this.lines = parts.lines;
    this.scanned = parts.scanned;
    this.structure = parts.structure;
    this.splice = parts.splice;
    this.lineage = parts.lineage;
    this.reading = parts.reading;
  }

  /** This text as a project wants it read; the same draft where it is read so already. */
  readBy(reading: Reading): Draft {
    if (reading.ownUnits.key !== this.reading.ownUnits.key) return Draft.parse(this.text, reading);
    if (reading.scheme === this.reading.scheme && reading.isConsultation === this.reading.isConsultation) return this;
    const { source, lines, scanned } = this;
    const structure = buildStructure(this.blocks, reading);
    return new Draft({ source, lines, scanned, structure, splice: null, lineage: {}, reading });
  }

  static parse(text: string, reading: Reading = PLAIN_READING): Draft {
    const scanned = scanBlocks(text, reading.ownUnits);
    return new Draft({
      source: Rope.of(text),
      lines: LineMap.of(text),
      scanned,
      structure: buildStructure(scanned.blocks, reading),
      splice: null,
      lineage: {},
      reading,
    });
  }

  /**
   * The same draft with nothing kept of what was read from it, this one included: its text, blocks
   * and provisions alone, as when it was parsed.
   */
  withoutReadings(): Draft {
    const { source, lines, scanned, structure, reading, blocks } = this;
    for (const block of blocks) if (block.kind !== 'frontMatter') forgetReadings(block);
    return new Draft({ source, lines, scanned, structure, splice: null, lineage: {}, reading });
  }

  /** The draft that one edit makes of this one. The result equals `Draft.parse` of the new text. */
  applyEdit(edit: TextEdit): Draft {
    const start = Math.max(0, Math.min(edit.start, this.length));
    const end = Math.max(start, Math.min(edit.end, this.length));
    const clamped = { start, end, text: edit.text };
    const source = this.source.replace(start, end, edit.text);
    const { scanned, splice } = rescanBlocks(this.scanned, this.source, source, clamped);
    const { lineage, reading } = this;
    const structure = keepsStructure(this.structure, this.scanned.blocks, scanned.blocks, splice)
      ? this.structure
      : buildStructure(scanned.blocks, reading);
    return new Draft({
      source,
      lines: this.lines.applyEdit(clamped, source),
      scanned,
      structure,
      splice,
      lineage,
      reading,
    });
  }

  /** The whole text. What needs only a part of it asks `textBetween`, which copies nothing else. */
  get text(): string {
    return this.source.toString();
  }

  /** The length of the text, in UTF-16 units. */
  get length(): number {
    return this.source.length;
  }

  /** The text from one offset to another. */
  textBetween(start: number, end: number): string {
    return this.source.slice(start, end);
  }

  get blocks(): readonly Block[] {
    return this.scanned.blocks;
  }

  /** Offset of each block in the text. */
  get starts(): readonly number[] {
    return this.scanned.starts;
  }

  get frontMatter(): FrontMatter {
    return readFrontMatter(this.blocks[0]);
  }

  /** Where the text below the front matter starts; 0 without one. */
  get startOfBody(): number {
    if (this.blocks[0]?.kind !== 'frontMatter') return 0;
    return this.blocks.length > 1 ? this.startOf(1) : this.length;
  }

  /** The scheme of numbering that the text follows. */
  get scheme(): Scheme {
    return this.structure.scheme;
  }

  /**
   * The indices of the blocks that are words put into another instrument. The same set as long as
   * no edit changed a label or a quotation.
   */
  get quotedBlocks(): ReadonlySet<number> {
    return this.structure.quotedBlocks;
  }

  /** The blocks that are entries of lists of contents, which repeat the labels of provisions. */
  get contentsBlocks(): ReadonlySet<number> {
    return this.structure.contentsBlocks;
  }

  /** The provisions of the top level. */
  get roots(): readonly Provision[] {
    return this.structure.roots;
  }

  /**
   * Every provision, in the order of the text. The same array as long as no edit changed a label.
   */
  get provisions(): readonly Provision[] {
    return this.structure.provisions;
  }

  /** What is wrong with the front matter; spans are relative to the text. */
  get problems(): readonly Problem[] {
    return this.frontMatter.problems;
  }

  /** @param index that of a block of this draft */
  block(index: number): Block {
    return this.blocks[index]!;
  }

  /** The offset of the block with an index; the end of the text for the index after the last. */
  startOf(block: number): number {
    return this.starts[block] ?? this.length;
  }

  /** A span that is relative to a block's text, made relative to the document's. */
  inText(block: number, span: Span): Span {
    const start = this.startOf(block);
    return { start: start + span.start, end: start + span.end };
  }

  /** The block that holds an offset (or the last one before it), −1 where none does. */
  blockAt(offset: number): number {
    return blockAt(this.scanned, offset);
  }

  /** From the first character of a provision to the last of its last block, children included. */
  spanOf(provision: Provision): Span {
    const row = this.rowOf(provision);
    const last = Math.max(provision.block, provision.endBlock - 1);
    const inner = row ? provision.children.at(-1) : undefined;
    // A point of a table holds the points within it, and the words behind them.
    if (row && last === provision.block) return inner ? { start: row.start, end: this.spanOf(inner).end } : row;
    const start = row?.start ?? this.startOf(provision.block);
    return { start, end: this.startOf(last) + this.block(last).text.length };
  }

  /** Where a provision's own label stands: "20.28", "(a)", "Table 9.3", a row's first cell. */
  labelSpanOf(provision: Provision): Span {
    const block = this.block(provision.block);
    if (provision.row !== null) {
      const row = getRowOf(block, provision.row);
      const term = provision.kind === 'definition' && provision.parent?.kind === 'paragraph';
      if (term) return this.inText(provision.block, findTermInRow(block, provision.row) ?? row ?? { start: 0, end: 0 });
      // The label of a point within another stands behind an empty cell.
      const isPoint = provision.kind === 'paragraph';
      const cell = row?.cells.find(({ start, end }) => !isPoint || end > start) ?? row;
      return this.inText(provision.block, cell ? skipTags(block, cell) : { start: 0, end: block.text.length });
    }
    const caption = provision.kind === 'table' || provision.kind === 'figure' ? provision.number !== null : true;
    const head = block.head;
    if (provision.kind === 'question' && head.kind !== 'question') {
      const own = findWordedQuestion(block, provision);
      if (own) return this.inText(provision.block, own.label);
    }
    const shape = provision.isSchemeLabel ? readLabelShape(block) : null;
    if (shape) return this.inText(provision.block, shape.label);
    if (caption && 'label' in head) return this.inText(provision.block, head.label);
    if (head.kind === 'heading') return this.inText(provision.block, { start: head.body, end: block.text.length });
    return this.inText(provision.block, { start: block.prefix, end: findFirstLineEnd(block.text) });
  }

  /** The innermost provision whose text holds an offset, or null. */
  provisionAt(offset: number): Provision | null {
    const block = this.blockAt(offset);
    if (block < 0) return null;
    let found: Provision | null = null;
    let children: readonly Provision[] = this.roots;
    for (;;) {
      let inner: Provision | null = null;
      // The last that begins at or before the block and has not ended.
      let low = 0;
      let high = children.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.beginsBy(children[middle]!, block, offset)) low = middle + 1;
        else high = middle;
      }
      let hasMissedRow = false;
      for (let i = low - 1; i >= 0 && !inner; i--) {
        const child = children[i]!;
        if (child.endBlock <= block) break;
        if (child.row === null) inner = child;
        else if (!hasMissedRow) {
          const span = this.spanOf(child);
          if (offset >= span.start && offset <= span.end) inner = child;
          else if (child.block < block) break;
          // The rows before it end before it begins.
          hasMissedRow = true;
        }
      }
      if (!inner) return found;
      found = inner;
      children = inner.children;
    }
  }

  /**
   * The provision that a block's own words belong to: the innermost one that the block is part of.
   */
  provisionOfBlock(block: number): Provision | null {
    return this.structure.owners[block] ?? null;
  }

  positionAt(offset: number): Position {
    return this.lines.positionAt(offset);
  }

  rangeOf(span: Span): Range {
    return this.lines.rangeOf(span);
  }

  /** Whether a provision begins at or before a place in a block. */
  private beginsBy(provision: Provision, block: number, offset: number): boolean {
    if (provision.block !== block || provision.row === null) return provision.block <= block;
    return (this.rowOf(provision)?.start ?? 0) <= offset;
  }

  private rowOf(provision: Provision): Span | null {
    if (provision.row === null) return null;
    const row = getRowOf(this.block(provision.block), provision.row);
    return row ? this.inText(provision.block, row) : null;
  }
}

function getRowOf(block: Block, row: number): TableRow | undefined {
  const table = readLaidOutTable(block);
  return table ? getRow(table, row) : undefined;
}

function findFirstLineEnd(text: string): number {
  const end = /[\r\n]/.exec(text);
  return end ? end.index : text.length;
}
