import type { Draft } from '../model/draft.js';
import { readGridRows } from '../model/grid-rows.js';
import { readSpan } from '../model/inline/inline.js';
import { linkByLabel } from '../model/reference-links.js';
import { readTable } from '../model/table.js';
import { LineMap } from '../model/text.js';
import { readWithoutComments } from './drafters-comments.js';
import { labelEndOf } from './manuscript/block-roles.js';
import type { ConservedDrafts, Footnote, KeptBlocks, Manuscript, StyledWord } from './manuscript/manuscript.js';
import { takeWords } from './manuscript/marked-words.js';
import { findNoteOf, isLeftOut, readItemNumbers, readShownWords } from './manuscript/shown-words.js';

/** Says that an export would not hold each word of its draft once, and at which line. */
export class NotConserved extends Error {}

type Operation = 'insert' | 'delete' | null;

/**
 * Follows what a writer writes, and compares it with the drafts: each letter and figure of a text is
 * to be written once, in order; in a change-marked export once for each version that has it.
 */
export class ConservationCheck {
  private readonly body: Streams;
  private readonly notes: Streams[] = [];
  private readonly noteStreams = { old: new Map<number, WordStream>(), new: new Map<number, WordStream>() };
  private current: Streams;

  /**
   * @param omitted how many headings are left out of the text, as the title of the page says them
   */
  constructor({ drafts, title }: Pick<Manuscript, 'drafts' | 'title'>, omitted: number) {
    const partOf = (draft: Draft) => ({
      draft,
      blocks: listTextBlocks(draft, omitted === 0 ? '' : (title ?? 'Draft'), omitted),
    });
    const { kept } = drafts;
    const bound = (drafts.bound ?? []).map((draft) => ({ draft, blocks: listTextBlocks(draft, '', 0) }));
    this.body = {
      old: drafts.old && new WordStream([keepBlocks(partOf(drafts.old), kept?.old)], OLD, readKept(kept?.old)),
      new: new WordStream([keepBlocks(partOf(drafts.new), kept?.new), ...bound], '', readKept(kept?.new)),
    };
    this.current = this.body;
    if (drafts.old) this.addNotes('old', drafts.old, 0, kept?.old);
    let offset = 0;
    for (const draft of [drafts.new, ...(drafts.bound ?? [])]) {
      this.addNotes('new', draft, offset, kept?.new);
      offset += draft.blocks.length;
    }
  }

  /** @param offset how many blocks the texts before it have */
  private addNotes(side: 'old' | 'new', draft: Draft, offset: number, kept?: KeptBlocks): void {
    for (const [note, blocks] of listNotes(draft)) {
      if (kept && !kept.blocks.has(note)) continue;
      const stream = new WordStream([{ draft, blocks }], side === 'old' ? OLD : '');
      this.noteStreams[side].set(note + offset, stream);
      this.notes.push({ old: null, new: stream });
    }
  }

  /** Notes words that were written. */
  writeWord({ text, mark, note }: Pick<StyledWord, 'text' | 'mark' | 'note'>): void {
    if (note === null) this.writeText(text, mark?.op ?? null);
  }

  /** Notes a text that was written. */
  writeText(text: string, op: Operation): void {
    if (op !== 'insert') this.current.old?.take(text);
    if (op !== 'delete') this.current.new?.take(text);
  }

  /** Takes what `write` writes for the words of a note; either version of it may be another note. */
  writeNote<T>(gone: Footnote | null, stays: Footnote | null, write: () => T): T {
    const outer = this.current;
    const find = (side: 'old' | 'new', block: number | null | undefined) =>
      block === null || block === undefined ? null : (this.noteStreams[side].get(block) ?? null);
    this.current = { old: find('old', gone?.block.old), new: find('new', stays?.block.new) };
    try {
      return write();
    } finally {
      this.current = outer;
    }
  }

  /** @throws NotConserved that names the line where the first words are that were not written */
  finish(): void {
    for (const { old, new: after } of [this.body, ...this.notes]) {
      old?.finish();
      after?.finish();
    }
  }
}

const OLD = ' of the version compared with';

interface Streams {
  readonly old: WordStream | null;
  readonly new: WordStream | null;
}

/** Blocks of a draft, in order. */
interface DraftPart {
  readonly draft: Draft;
  readonly blocks: readonly number[];
}

/** The words that a version has yet to see written. */
class WordStream {
  /** The part that is being written, how many of its blocks are begun, what is to come of the last. */
  private part = 0;
  private begun = 0;
  private text = '';
  private at = 0;

  constructor(
    private readonly parts: readonly DraftPart[],
    private readonly which: string,
    private readonly wordsOf: (draft: Draft, block: number) => string = (draft, block) => wordsOfBlock(draft, block),
  ) {}

  /** Takes words that were written, which must be those that come next. */
  take(written: string): void {
    // Most of what is written is what comes next in the text, sign for sign.
    if (this.text.startsWith(written, this.at)) {
      this.at += written.length;
      return;
    }
    let first = 0;
    while (first < written.length && !isSolid(written.charCodeAt(first))) first++;
    if (first === written.length) return;
    if (this.peek() !== written.charCodeAt(first)) this.fail(written.slice(first));
    // Mostly only blanks stand between, or the end of a block.
    const rest = first === 0 ? written : written.slice(first);
    if (this.text.startsWith(rest, this.at)) {
      this.at += rest.length;
      return;
    }
    for (let i = first; i < written.length; i++) {
      const code = written.charCodeAt(i);
      if (code === this.text.charCodeAt(this.at)) {
        this.at++;
        continue;
      }
      if (!isSolid(code)) continue;
      if (this.peek() !== code) this.fail(written.slice(i));
      this.at++;
    }
  }

  finish(): void {
    if (this.peek() >= 0) this.fail('');
  }

  /** The code of the next letter or figure; -1 where there is none. */
  private peek(): number {
    for (;;) {
      const { text } = this;
      for (; this.at < text.length; this.at++) {
        const code = text.charCodeAt(this.at);
        if (isSolid(code)) return code;
      }
      const part = this.parts[this.part];
      if (!part) return -1;
      const block = part.blocks[this.begun];
      if (block === undefined && this.part + 1 === this.parts.length) return -1;
      if (block === undefined) {
        this.part++;
        this.begun = 0;
        continue;
      }
      this.begun++;
      this.text = this.wordsOf(part.draft, block);
      this.at = 0;
    }
  }

  private fail(written: string): never {
    const part = this.parts[this.part];
    const block = part?.blocks[Math.max(0, this.begun - 1)] ?? 0;
    const line = part ? LineMap.of(part.draft.text).lineAt(part.draft.startOf(block)) + 1 : 1;
    const words = (this.text.slice(this.at).trim() || written).replace(/\s+/g, ' ').slice(0, 40);
    throw new NotConserved(
      `not exported: at line ${line}${this.which}, “${words}” would be left out, doubled or out of order.`,
    );
  }
}

/** The signs that open a mark, and those that close each. */
const CLOSING: Readonly<Record<string, string>> = { '{++': '++}', '{--': '--}', '{>>': '<<}' };
const OPENING = /\{(?:\+\+|--|>>)/g;

/**
 * Compares a text in Markdown without its front matter, with or without marks in CriticMarkup, with
 * the drafts.
 * @throws NotConserved that names the line where the two part
 */
export function checkMarkdown(text: string, { old, new: after }: ConservedDrafts): void {
  const streamOf = (draft: Draft, which: string) => {
    const blocks = draft.blocks.flatMap(({ kind }, index) => (kind === 'frontMatter' ? [] : [index]));
    return new WordStream([{ draft, blocks }], which, (of, index) => readWithoutComments(of.block(index)));
  };
  const streams: Streams = { old: old && streamOf(old, OLD), new: streamOf(after, '') };
  const take = (from: number, to: number, mark: string) => {
    if (mark === '{>>' || to <= from) return;
    const words = text.slice(from, to);
    if (mark !== '{++') streams.old?.take(words);
    if (mark !== '{--') streams.new?.take(words);
  };
  let at = 0;
  // A clean text has no marks; where it seems to have some, they are its own words.
  for (const { 0: mark, index } of old === null ? [] : text.matchAll(OPENING)) {
    if (index < at) continue;
    take(at, index, '');
    const end = text.indexOf(CLOSING[mark] ?? mark, index + mark.length);
    at = end < 0 ? text.length : end + mark.length;
    take(index + mark.length, end < 0 ? text.length : end, mark);
  }
  take(at, text.length, '');
  streams.old?.finish();
  streams.new?.finish();
}

/** The blocks of the text itself, in order, without the first headings that say the title. */
function listTextBlocks(draft: Draft, title: string, omitted: number): number[] {
  const blocks: number[] = [];
  let left = omitted;
  for (let index = 0; index < draft.blocks.length; index++) {
    const block = draft.block(index);
    if (block.head.kind === 'footnote' || findNoteOf(draft, index) !== null || isLeftOut(draft, index)) continue;
    if (left > 0 && block.head.kind === 'heading' && readShownWords(draft, index).text.trim() === title.trim()) left--;
    else blocks.push(index);
  }
  return blocks;
}

/** What an extract shows of the blocks of a draft. */
function keepBlocks({ draft, blocks }: DraftPart, kept: KeptBlocks | undefined): DraftPart {
  return { draft, blocks: kept ? blocks.filter((block) => kept.blocks.has(block)) : blocks };
}

/** Reads the words of a block, of a table those of the rows that an extract shows. */
function readKept(kept: KeptBlocks | undefined): (draft: Draft, index: number) => string {
  return (draft, index) => wordsOfBlock(draft, index, kept?.rows.get(index));
}

/** The blocks of each footnote by the block that it begins with. */
function listNotes(draft: Draft): Map<number, number[]> {
  const notes = new Map<number, number[]>();
  for (let index = 0; index < draft.blocks.length; index++) {
    const first = draft.block(index).head.kind === 'footnote' ? index : findNoteOf(draft, index);
    if (first === null) continue;
    const blocks = notes.get(first);
    if (blocks) blocks.push(index);
    else notes.set(first, [index]);
  }
  return notes;
}

/** @param starts of a table, where the rows begin whose words are meant; all of them without it */
function wordsOfBlock(draft: Draft, index: number, starts?: ReadonlySet<number>): string {
  const block = draft.block(index);
  const numbers = readItemNumbers(block).text;
  const table = readTable(block);
  if (table) {
    const rows = [table.header, ...table.rows].filter(({ cells }) => !starts || starts.has(cells[0]?.start ?? -1));
    const cells = rows.flatMap((row) => row.cells.map((cell) => linkByLabel(draft, block, readSpan(block, cell)).text));
    return `${numbers} ${cells.join(' ')}`;
  }
  const grid = readGridRows(block);
  if (grid) {
    const cells = grid.flatMap((row) =>
      row.cells.flatMap(({ lines }) => lines.map((line) => linkByLabel(draft, block, readSpan(block, line)).text)),
    );
    return `${numbers} ${cells.join(' ')}`;
  }
  const inline = readShownWords(draft, index);
  if (block.head.kind !== 'footnote') return numbers === '' ? inline.text : `${numbers} ${inline.text}`;
  const span = { start: labelEndOf(draft, index), end: block.text.length };
  const words = takeWords(inline, span, { mark: null, target: null, isOld: false, hasRaisedNotes: true });
  return `${numbers} ${words.map(({ text }) => text).join('')}`;
}

const WORD = /[\p{L}\p{N}]/u;
/** For each code unit: 1 where it is of a letter or a figure, 2 where it is not; 0 not yet known. */
const kinds = new Uint8Array(0x10000);

/** Whether a code unit is a letter or a figure; halves of signs may be replaced and do not count. */
function isSolid(code: number): boolean {
  if (kinds[code] === 0) kinds[code] = WORD.test(String.fromCharCode(code)) ? 1 : 2;
  return kinds[code] === 1;
}
