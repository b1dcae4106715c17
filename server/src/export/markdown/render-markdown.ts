import type { Comparison, EditClass, MarkedBlock, Segment } from '../../compare/change.js';
import { DEFAULT_EXPORT, type ExportOptions } from '../export-options.js';
import { listOfChanges } from '../manuscript/list-of-changes.js';
import type { Source } from '../manuscript/manuscript.js';
import { moveLabels } from '../manuscript/moves.js';
import { printable } from '../printable.js';
import { byteOrderMark, harmlessMarkdown, joinersOf, withJoiners } from './harmless-markdown.js';

/**
 * A draft as Markdown: the clean version is its own text; a comparison comes with its marks in CriticMarkup. A mark never reaches
 * over the end of a line or of a table's cell, so that the result still reads as the document does. A list of changes, a legend, and
 * whose a change is are comments. What could do harm, or be taken for a mark, is parted by word joiners: without them, what the marks
 * leave is either version's text.
 */
export function renderMarkdown(source: Source, options: Partial<ExportOptions> = {}): string {
  return 'draft' in source
    ? harmlessMarkdown(source.draft.text)
    : markedText(source.comparison, { ...DEFAULT_EXPORT, ...options });
}

function markedText(comparison: Comparison, options: ExportOptions): string {
  const unmarked = new Set<EditClass | undefined>(options.without);
  const moves = moveLabels(comparison);
  const told = new Set<string>();
  let front = byteOrderMark(comparison.new.text);
  let text = '';
  for (const block of harmlessBlocks(comparison)) {
    const isFront = block.new !== null && comparison.new.block(block.new).kind === 'frontMatter';
    if (
      isFront ||
      (block.new === null && block.old !== null && comparison.old.block(block.old).kind === 'frontMatter')
    ) {
      // YAML takes no marks: the new front matter stands as it is.
      front += block.segments.map((segment) => (isGone(segment) ? '' : segment.text)).join('');
      continue;
    }
    let marked = markedBlock(block, unmarked);
    const move = block.move === null ? undefined : moves.get(block.move);
    const side = block.new === null ? 'to' : 'from';
    if (move && (block.old === null || block.new === null) && !told.has(`${block.move} ${side}`)) {
      told.add(`${block.move} ${side}`);
      const end = marked.trimEnd().length;
      marked = marked.slice(0, end) + comment(`moved ${side} ${move[side]}`) + marked.slice(end);
    }
    text += marked;
  }
  return front + comments(comparison, options) + text;
}

/** The blocks of a comparison, their text made harmless in both versions. */
function harmlessBlocks(comparison: Comparison): MarkedBlock[] {
  const blocks = comparison.blocks.map((block) => ({
    ...block,
    segments: block.segments.map((segment) => ({ ...segment, text: printable(segment.text) })),
  }));
  const segments = blocks.flatMap((block) => block.segments);
  const old = new Joiners(segments.filter(isOld));
  const neu = new Joiners(segments.filter(isNew));
  return blocks.map((block) => ({
    ...block,
    segments: block.segments.map((segment) => {
      const { text } = segment;
      const places = new Set([
        ...(isOld(segment) ? old.next(text.length) : []),
        ...(isNew(segment) ? neu.next(text.length) : []),
      ]);
      return {
        ...segment,
        text: withJoiners(
          text,
          [...places].sort((a, b) => a - b),
        ),
      };
    }),
  }));
}

/** Where one version needs word joiners, told segment by segment. */
class Joiners {
  private readonly places: readonly number[];
  private from = 0;
  private index = 0;

  constructor(segments: readonly Segment[]) {
    this.places = joinersOf(segments.map(({ text }) => text).join(''), true);
  }

  /** The offsets within the next segment, which has this length. */
  next(length: number): number[] {
    const found: number[] = [];
    const end = this.from + length;
    for (let place = this.places[this.index]; place !== undefined && place < end; place = this.places[++this.index])
      found.push(place - this.from);
    this.from = end;
    return found;
  }
}

function isGone({ op }: Segment): boolean {
  return op === 'delete' || op === 'moveFrom';
}

function isNew(segment: Segment): boolean {
  return !isGone(segment);
}

function isOld({ op }: Segment): boolean {
  return op !== 'insert' && op !== 'moveTo';
}

function comments(comparison: Comparison, { without, legend, listOfChanges: listed }: ExportOptions): string {
  const said: string[] = [];
  if (legend) {
    said.push(
      'Marks: two plus signs on either side of what was inserted, two hyphens on either side of what was deleted.',
    );
    if (comparison.blocks.some(({ segments }) => segments.some(({ origin }) => origin !== undefined)))
      said.push('A note behind a mark says whose change it is, or since when it is there.');
  }
  if (listed) {
    const { entries } = listOfChanges(comparison, without, new Map());
    const lines = entries.map(
      ({ label, was, kinds, origins }) =>
        `${label}${was === null ? '' : ` (was ${was})`}: ${[...kinds, ...origins].join(', ')}`,
    );
    said.push(lines.length === 0 ? 'Changes: none.' : `Changes: ${lines.join('; ')}.`);
  }
  return said.map((words) => `${comment(words)}\n\n`).join('');
}

/** Words that stand beside the text: on one line, within one cell. */
function comment(words: string): string {
  return `{>>${harmlessMarkdown(words.replace(/[{}<>|]/g, '').replace(/\s+/g, ' '))}<<}`;
}

function markedBlock(block: MarkedBlock, unmarked: ReadonlySet<EditClass | undefined>): string {
  const moved = block.move !== null && (block.old === null || block.new === null);
  const pieces: string[] = [];
  let last: { readonly origin: string; readonly index: number; readonly end: number } | null = null;
  let atLineStart = true;
  // Said once behind the marks that follow one another.
  const sayOrigin = () => {
    if (!last) return;
    const { index, end, origin } = last;
    const piece = pieces[index] as string;
    pieces[index] = piece.slice(0, end) + comment(origin) + piece.slice(end);
    last = null;
  };
  for (const segment of block.segments) {
    const { class: editClass, origin } = segment;
    if (last !== null && last.origin !== origin) sayOrigin();
    const isPlain = unmarked.has(editClass) && !moved;
    const piece = isPlain
      ? isGone(segment)
        ? ''
        : segment.text
      : markedSegment(segment, block.new === null, atLineStart);
    const mark: number = isPlain || origin === undefined ? -1 : piece.lastIndexOf(isGone(segment) ? '--}' : '++}');
    if (origin !== undefined && mark >= 0) last = { origin, index: pieces.length, end: mark + 3 };
    pieces.push(piece);
    if (piece !== '') atLineStart = /[\r\n]/.test(piece.slice(-1));
  }
  sayOrigin();
  return pieces.join('');
}

/** White space, bars and delimiter rows stand outside of marks, as do the signs that make a line a heading or an item of a list. */
function markedSegment(segment: Segment, goes: boolean, atLineStart: boolean): string {
  const { op, text } = segment;
  if (op === 'equal') return text;
  const removed = isGone(segment);
  const [open, close] = removed ? ['{--', '--}'] : ['{++', '++}'];
  let lineStart = atLineStart;
  return text
    .split(/(\r\n?|\n|(?<!\\)\|)/)
    .map((piece) => {
      const structural = /^(?:\r\n?|\n|\||[ \t:-]*)$/.test(piece);
      if (structural) {
        const blank = /^[ \t]*$/.test(piece);
        lineStart = /[\r\n]/.test(piece) || (lineStart && blank);
        // What only held a removed piece together goes with it, unless the whole block stays to be seen.
        return removed && !goes && !blank ? '' : piece;
      }
      const lead = (lineStart ? /^[ \t>]*(?:#{1,6}[ \t]+|[-*+][ \t]+)?/ : /^[ \t]*/).exec(piece)?.[0] ?? '';
      const tail = piece.slice(Math.max(lead.length, piece.trimEnd().length));
      lineStart = false;
      const words = piece.slice(lead.length, piece.length - tail.length);
      return words === '' ? piece : `${lead}${open}${words}${close}${tail}`;
    })
    .join('');
}
