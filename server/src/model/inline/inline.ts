import type { Block } from '../block.js';
import { BlockMemo } from '../block-memo.js';
import { getOrCreate } from '../memo.js';
import { isEscaped, isLineEnd, isSpaceOrTab, type Span } from '../text.js';
import { HIDDEN, hideFormulae } from './formulae.js';
import { InlineBuilder } from './inline-builder.js';
import { type Inline, PLAIN, type Run } from './runs.js';

export { type Inline, PLAIN, type Run, type RunKind, type Style } from './runs.js';

const EMPTY: Inline = { text: '', runs: [] };
const inlines = new BlockMemo<Inline>();
const spans = new BlockMemo<Map<number, Inline>>();
/** More than any offset in a block. */
const SPAN_KEY = 0x4000000;

/**
 * The words of a whole block, label included; a table has none of its own (see `readSpan`). Read
 * once a block, on demand.
 */
export function readInline(block: Block): Inline {
  return getOrCreate(inlines, block, () => readBlockInline(block));
}

/**
 * The words of a part of a block that stands on its own, such as a table's cell; `span` is relative
 * to the block's text.
 */
export function readSpan(block: Block, span: Span): Inline {
  const known = getOrCreate(spans, block, () => new Map<number, Inline>());
  const key = span.start * SPAN_KEY + span.end;
  return getOrCreate(known, key, () => readPassage(block.text, span, false));
}

/**
 * Where the visible characters `from`…`to` (offsets in `Inline.text`) were written, mark-up between
 * them included.
 */
export function findSourceSpan(inline: Inline, from: number, to: number): Span {
  const first = findRunAt(inline, from);
  if (!first) {
    const last = inline.runs.at(-1);
    return last ? { start: last.source.end, end: last.source.end } : { start: 0, end: 0 };
  }
  const start = offsetIn(first, from - first.at);
  if (to <= from) return { start, end: start };
  const last = findRunAt(inline, to - 1) ?? first;
  return { start, end: endIn(last, to - 1 - last.at) };
}

/** The run that holds the visible character with an index. */
export function findRunAt({ runs }: Inline, at: number): Run | undefined {
  let low = 0;
  let high = runs.length - 1;
  let found: Run | undefined;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const run = runs[middle]!;
    if (run.at <= at) {
      // Runs without characters share their offset with the one that follows.
      if (at < run.at + run.text.length) found = run;
      low = middle + 1;
    } else high = middle - 1;
  }
  return found;
}

function offsetIn(run: Run, index: number): number {
  if (run.offsets) return run.offsets[index] ?? run.source.end;
  return run.text.length === run.source.end - run.source.start ? run.source.start + index : run.source.start;
}

function endIn(run: Run, index: number): number {
  if (run.offsets) return run.offsets[index + 1] ?? run.source.end;
  return run.text.length === run.source.end - run.source.start ? run.source.start + index + 1 : run.source.end;
}

function readBlockInline(block: Block): Inline {
  const { text } = block;
  switch (block.kind) {
    case 'table':
    case 'extractedTable':
    case 'frontMatter':
    case 'rule':
    case 'empty':
    case 'html':
      return EMPTY;
    case 'code': {
      const start = text.indexOf('\n') + 1;
      const closing = /\n[ \t>]*(?:`{3,}|~{3,})[ \t]*$/.exec(text);
      const end = closing && closing.index >= start - 1 ? Math.max(closing.index, start) : text.length;
      if (start === 0 || end <= start) return EMPTY;
      const code = text.slice(start, end);
      return {
        text: code,
        runs: [{ kind: 'code', text: code, at: 0, source: { start, end }, offsets: null, ...PLAIN, note: null }],
      };
    }
    default:
      return readPassage(text, findContentSpan(block), block.containers.length > 0);
  }
}

/**
 * The part of a paragraph or a heading that holds its words: no container markers, `#`s or
 * underline.
 */
export function findContentSpan(block: Block): Span {
  const { text } = block;
  let start = block.prefix;
  let end = text.length;
  while (start < end && isSpaceOrTab(text.charCodeAt(start))) start++;
  if (block.kind === 'heading') {
    if (text.charCodeAt(start) === 35 && !/[\r\n]/.test(text)) {
      start += block.level;
      while (start < end && isSpaceOrTab(text.charCodeAt(start))) start++;
      while (end > start && isSpaceOrTab(text.charCodeAt(end - 1))) end--;
      let closing = end;
      while (closing > start && text.charCodeAt(closing - 1) === 35) closing--;
      if (closing < end && (closing === start || isSpaceOrTab(text.charCodeAt(closing - 1)))) end = closing;
    } else {
      const line = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
      if (line > start) end = line;
    }
  }
  while (end > start && (isSpaceOrTab(text.charCodeAt(end - 1)) || isLineEnd(text.charCodeAt(end - 1)))) end--;
  // A hard line end before a provision that begins on the next line.
  if (block.kind === 'paragraph' && text.charCodeAt(end - 1) === 92 && !isEscaped(text, end - 1) && end - 1 > start)
    end--;
  return { start, end };
}

/** What Markdown could mean something by. */
const MARKUP = /[*_\\`<[&]/;

/** @param isContained whether further lines may begin with the markers of a container */
function readPassage(text: string, span: Span, isContained: boolean): Inline {
  let source = text.slice(span.start, span.end);
  if (source === '') return EMPTY;
  if (isContained && /[\r\n]/.test(source)) {
    // The signs of quotation at the start of further lines are the container's: they are blanked,
    // so that offsets stay.
    source = source.replace(
      /((?:\r\n?|\n)[ \t]*)((?:>[ \t]?)+)/g,
      (_, before: string, marks: string) => before + ' '.repeat(marks.length),
    );
  }
  const builder = new InlineBuilder(span.start);
  if (!MARKUP.test(source) || isRubble(source)) {
    builder.addPlain(source);
    return builder.done();
  }
  const hidden = hideFormulae(source);
  builder.addMarkdown(hidden);
  return hidden === source ? builder.done() : showFormulae(builder.done(), text);
}

/** An inline whose formulae, which were hidden from Markdown, stand as they are written. */
function showFormulae(inline: Inline, written: string): Inline {
  const runs = inline.runs.map((run): Run => {
    if (!run.text.includes(HIDDEN)) return run;
    const shown = Array.from({ length: run.text.length }, (_, at) =>
      run.text.charAt(at) === HIDDEN ? written.charAt(offsetIn(run, at)) : run.text.charAt(at),
    );
    return { ...run, text: shown.join('') };
  });
  return { text: runs.map(({ text }) => text).join(''), runs };
}

/**
 * The most signs of emphasis, code and links in a passage: with more, the time that Markdown takes
 * grows with their square.
 */
const MOST_SIGNS = 500;

/**
 * Whether a passage holds more signs of mark-up than a drafter can have meant; its words are then
 * read as they are written.
 */
function isRubble(source: string): boolean {
  let signs = 0;
  for (let i = 0; i < source.length && signs <= MOST_SIGNS; i++) {
    const code = source.charCodeAt(i);
    if (code === 42 || code === 95 || code === 91 || code === 96) signs++;
  }
  return signs > MOST_SIGNS;
}
