import type { Nodes, Root } from 'mdast';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Block } from './block.js';
import { isLineEnd, isSpaceOrTab, type Span } from './text.js';

export type RunKind =
  | 'text'
  | 'code'
  /** A footnote's call; `note` is its label, and it adds no character to the visible text. */
  | 'note'
  | 'image'
  /** A hard line break; "\n" in the visible text. */
  | 'break'
  /** Mark-up that shows nothing. */
  | 'html';

/** How words look. */
export interface Style {
  readonly strong: boolean;
  readonly emphasis: boolean;
  readonly superscript: boolean;
  readonly subscript: boolean;
  readonly underline: boolean;
  /** The address of the link or the image that they belong to. */
  readonly link: string | null;
}

export const PLAIN: Style = {
  strong: false,
  emphasis: false,
  superscript: false,
  subscript: false,
  underline: false,
  link: null,
};

/** A piece of visible text in one style. */
export interface Run extends Style {
  readonly kind: RunKind;
  /** What a reader sees: escapes and entities resolved, a line end within a paragraph made a space. */
  readonly text: string;
  /** Offset of `text` in `Inline.text`. */
  readonly at: number;
  /** What was written for it, relative to the block's text. */
  readonly source: Span;
  /** Where each character of `text` was written, when that is not simply `source.start + i`. */
  readonly offsets: readonly number[] | null;
  readonly note: string | null;
}

/** The words of a block, or of one cell, as a reader sees them, and where each was written. */
export interface Inline {
  readonly text: string;
  readonly runs: readonly Run[];
}

const EMPTY: Inline = { text: '', runs: [] };
const inlines = new WeakMap<Block, Inline>();
const spans = new WeakMap<Block, Map<number, Inline>>();

/** The words of a whole block, label included; a table has none of its own (see `readSpan`). Read once a block, on demand. */
export function readInline(block: Block): Inline {
  let inline = inlines.get(block);
  if (!inline) {
    inline = inlineOfBlock(block);
    inlines.set(block, inline);
  }
  return inline;
}

/** The words of a part of a block that stands on its own, such as a table's cell; `span` is relative to the block's text. */
export function readSpan(block: Block, span: Span): Inline {
  let cache = spans.get(block);
  if (!cache) spans.set(block, (cache = new Map()));
  const key = span.start * 0x4000000 + span.end;
  let inline = cache.get(key);
  if (!inline) cache.set(key, (inline = inlineOf(block.text, span, false)));
  return inline;
}

/** Where the visible characters `from`…`to` (offsets in `Inline.text`) were written, mark-up between them included. */
export function sourceSpan(inline: Inline, from: number, to: number): Span {
  const first = runAt(inline, from);
  if (!first) {
    const last = inline.runs[inline.runs.length - 1];
    return last ? { start: last.source.end, end: last.source.end } : { start: 0, end: 0 };
  }
  const start = offsetIn(first, from - first.at);
  if (to <= from) return { start, end: start };
  const last = runAt(inline, to - 1) ?? first;
  return { start, end: endIn(last, to - 1 - last.at) };
}

function runAt(inline: Inline, at: number): Run | undefined {
  const { runs } = inline;
  let low = 0;
  let high = runs.length - 1;
  let found: Run | undefined;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const run = runs[middle] as Run;
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

function inlineOfBlock(block: Block): Inline {
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
      return { text: text.slice(start, end), runs: [plainRun('code', text.slice(start, end), 0, { start, end })] };
    }
    default:
      return inlineOf(text, contentSpan(block), block.containers.length > 0);
  }
}

/** The part of a paragraph or a heading that holds its words: no container markers, `#`s or underline. */
export function contentSpan(block: Block): Span {
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
  return { start, end };
}

const MARKUP = /[*_\\`<[&]/;

function inlineOf(text: string, span: Span, contained: boolean): Inline {
  let source = text.slice(span.start, span.end);
  if (source === '') return EMPTY;
  if (contained && /[\r\n]/.test(source)) {
    // Quotation marks at the start of further lines are the container's: blank them, so that offsets stay.
    source = source.replace(
      /((?:\r\n?|\n)[ \t]*)((?:>[ \t]?)+)/g,
      (_, before: string, marks: string) => before + ' '.repeat(marks.length),
    );
  }
  const builder = new InlineBuilder(span.start);
  if (!MARKUP.test(source) || isRubble(source)) builder.words(source, 0, null, PLAIN);
  else builder.markdown(source);
  return builder.done();
}

/** How many signs of emphasis, code and links a passage may hold: beyond that Markdown's own rules take time by their square. */
const MOST_SIGNS = 500;

/** Whether a passage holds so many signs of mark-up that no drafter can have meant them; its words are then taken as they stand. */
function isRubble(source: string): boolean {
  let signs = 0;
  for (let i = 0; i < source.length && signs <= MOST_SIGNS; i++) {
    const code = source.charCodeAt(i);
    if (code === 42 || code === 95 || code === 91 || code === 96) signs++;
  }
  return signs > MOST_SIGNS;
}

const reader = unified()
  .data({ micromarkExtensions: [{ disable: { null: ['codeIndented'] } }] } as object)
  .use(remarkParse)
  .freeze();

/** Put before a text so that it is read as a paragraph's words whatever it starts with; a space lets emphasis open behind it. */
const GUARD = '\ue000 ';

const HTML_STYLES: Readonly<Record<string, Partial<Style>>> = {
  b: { strong: true },
  strong: { strong: true },
  i: { emphasis: true },
  em: { emphasis: true },
  sup: { superscript: true },
  sub: { subscript: true },
  u: { underline: true },
  ins: { underline: true },
};

const MOST_TAGS = 20;

class InlineBuilder {
  private readonly runs: Run[] = [];
  private at = 0;
  private text = '';
  private tags: { name: string; style: Partial<Style> }[] = [];

  constructor(private readonly base: number) {}

  done(): Inline {
    return { text: this.text, runs: this.runs };
  }

  markdown(source: string): void {
    const root = reader.parse(GUARD + source) as Root;
    for (const child of root.children) this.node(child, source, PLAIN);
  }

  private node(node: Nodes, source: string, style: Style): void {
    const start = Math.max(0, (node.position?.start.offset ?? 0) - GUARD.length);
    const end = Math.max(0, (node.position?.end.offset ?? 0) - GUARD.length);
    switch (node.type) {
      case 'text': {
        const guarded = (node.position?.start.offset ?? GUARD.length) < GUARD.length;
        const value = guarded ? node.value.slice(GUARD.length - (node.position?.start.offset ?? 0)) : node.value;
        if (value !== '') this.words(source.slice(start, end), start, value, this.styled(style));
        return;
      }
      case 'strong':
        for (const child of node.children) this.node(child, source, { ...style, strong: true });
        return;
      case 'emphasis':
        for (const child of node.children) this.node(child, source, { ...style, emphasis: true });
        return;
      case 'link':
        for (const child of node.children) this.node(child, source, { ...style, link: node.url });
        return;
      case 'inlineCode':
        this.push('code', node.value, start, end, null, this.styled(style));
        return;
      case 'image':
        this.push('image', node.alt ?? '', start, end, null, { ...this.styled(style), link: node.url });
        return;
      case 'break':
        this.push('break', '\n', start, end, null, this.styled(style));
        return;
      case 'html':
        this.html(node.value, start, end, style);
        return;
      default:
        if ('children' in node) for (const child of node.children) this.node(child as Nodes, source, style);
        else if ('value' in node && typeof node.value === 'string')
          this.push('text', node.value, start, end, null, this.styled(style));
    }
  }

  private styled(style: Style): Style {
    return this.tags.length === 0 ? style : Object.assign({}, style, ...this.tags.map((tag) => tag.style));
  }

  private html(value: string, start: number, end: number, style: Style): void {
    const tag = /^<(\/?)([A-Za-z]+)\s*\/?>$/.exec(value);
    const name = tag?.[2]?.toLowerCase() ?? '';
    if (name === 'br') {
      this.push('break', '\n', start, end, null, this.styled(style));
      return;
    }
    const known = HTML_STYLES[name];
    if (tag && known) {
      if (!tag[1]) {
        // Nobody nests styles deeper than this; a text that does must not be slow.
        if (this.tags.length < MOST_TAGS) this.tags.push({ name, style: known });
      } else {
        const open = this.tags.map((each) => each.name).lastIndexOf(name);
        if (open >= 0) this.tags.splice(open, 1);
      }
    }
    this.push('html', '', start, end, null, this.styled(style));
  }

  /**
   * Text as it was written (`source`, from `start` on) and as it is read (`value`, or null where both are the same): split at
   * line ends and footnote calls.
   */
  words(source: string, start: number, value: string | null, style: Style): void {
    if (value === null) value = source;
    const same = value.length === source.length && value === source;
    const offsets = same ? null : characterOffsets(source, value);
    if (style.superscript && /^\s*(?:\d{1,3}|[*†‡§])\s*$/.test(value)) {
      this.push('note', '', start, start + source.length, null, style, value.trim());
      return;
    }
    const pieces = /(?:\r\n?|\n)[ \t]*|\[\^([^\]\s[]{1,99})\]/g;
    let from = 0;
    for (let match = pieces.exec(value); match; match = pieces.exec(value)) {
      let before = match.index;
      if (match[1] === undefined) while (before > from && /[ \t]/.test(value.charAt(before - 1))) before--;
      this.piece(value, from, before, start, source, offsets, style);
      const first = start + (offsets ? (offsets[before] as number) : before);
      const after = match.index + match[0].length;
      const last = start + (offsets ? (offsets[after] ?? source.length) : after);
      if (match[1] !== undefined) this.push('note', '', first, last, null, style, match[1]);
      else this.push('text', ' ', first, last, null, style);
      from = after;
    }
    this.piece(value, from, value.length, start, source, offsets, style);
  }

  private piece(
    value: string,
    from: number,
    to: number,
    start: number,
    source: string,
    offsets: readonly number[] | null,
    style: Style,
  ): void {
    if (from >= to) return;
    if (!offsets) {
      this.push('text', value.slice(from, to), start + from, start + to, null, style);
      return;
    }
    const own = offsets.slice(from, to).map((offset) => start + offset + this.base);
    const end = start + (offsets[to] ?? source.length);
    this.push('text', value.slice(from, to), start + (offsets[from] as number), end, own, style);
  }

  private push(
    kind: RunKind,
    text: string,
    start: number,
    end: number,
    offsets: readonly number[] | null,
    style: Style,
    note: string | null = null,
  ): void {
    const source = { start: start + this.base, end: end + this.base };
    this.runs.push({ kind, text, at: this.at, source, offsets, ...style, note });
    this.at += text.length;
    this.text += text;
  }
}

function plainRun(kind: RunKind, text: string, at: number, source: Span): Run {
  return { kind, text, at, source, offsets: null, ...PLAIN, note: null };
}

const ESCAPABLE = /[!-/:-@[-`{-~]/;
const ENTITY = /^&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});/;

/** For each character of a text as read, and its end, where it was written: escapes, entities and indentation taken into account. */
function characterOffsets(source: string, value: string): number[] {
  const offsets: number[] = [];
  let i = 0;
  let j = 0;
  while (j < value.length && i < source.length) {
    const code = source.charAt(i);
    const read = value.charAt(j);
    if (code === '\\' && ESCAPABLE.test(source.charAt(i + 1)) && read === source.charAt(i + 1)) {
      offsets.push(i);
      i += 2;
      j++;
      continue;
    }
    if (code === '&') {
      const entity = ENTITY.exec(source.slice(i, i + 40))?.[0];
      if (entity && !value.startsWith(entity, j)) {
        const width = (value.codePointAt(j) ?? 0) > 0xffff ? 2 : 1;
        for (let k = 0; k < width; k++) offsets.push(i);
        i += entity.length;
        j += width;
        continue;
      }
    }
    if (code === read || (code === '\0' && read === '\ufffd')) {
      offsets.push(i);
      i++;
      j++;
      continue;
    }
    // White space that Markdown drops around line ends.
    i++;
  }
  while (offsets.length < value.length) offsets.push(source.length);
  offsets.push(Math.min(i, source.length));
  return offsets;
}
