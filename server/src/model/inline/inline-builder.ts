import type { Nodes } from 'mdast';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Span } from '../text.js';
import { findCharacterOffsets } from './character-offsets.js';
import { BEGINS_ITEM, isKnownTag, isWordToFillIn, LINE_END, PARTS_CELLS, PARTS_LINES } from './known-tags.js';
import { OpenTags, RAISED_NOTE } from './open-tags.js';
import { type Inline, PLAIN, type Run, type RunKind, type Style } from './runs.js';
import { readSimpleMarkup } from './simple-markup.js';

/** Made when it is first needed: most drafts have no block that needs it. */
function makeMarkdownParser() {
  return unified()
    .data({ micromarkExtensions: [{ disable: { null: ['codeIndented'] } }] } as object)
    .use(remarkParse)
    .freeze();
}
let markdown: ReturnType<typeof makeMarkdownParser> | null = null;

/**
 * Put before a text so that it is read as a paragraph's words whatever it starts with; the space
 * lets emphasis open after it.
 */
const GUARD = '\ue000 ';

/** A line end with the indentation after it, or the call of a note (group 1). */
const PIECES = /(?:\r\n?|\n)[ \t]*|\[\^([^\]\s[]{1,99})\]/g;

/** ReadWords as they are read, and where each was written. */
interface ReadWords {
  /** What is read. */
  readonly value: string;
  /** Offset of the words in the passage. */
  readonly start: number;
  /**
   * Where each character of `value` was written, counted from `start`; null where it is the same
   * place.
   */
  readonly offsets: readonly number[] | null;
  /** How many characters were written. */
  readonly length: number;
}

/** Whether "[^1]" is written with a backslash, "\\[^1]" or "[\\^1]": then it is words, and calls nothing. */
function isEscapedCall({ offsets }: ReadWords, start: number, end: number): boolean {
  return offsets !== null && [start, start + 1, end - 1].some((at) => offsets[at + 1]! - offsets[at]! > 1);
}

/**
 * Makes runs of a passage of a block. All offsets that it takes count from the start of the
 * passage; those of its runs from the start of the block's text, which is `base` before.
 */
export class InlineBuilder {
  private readonly runs: Run[] = [];
  private text = '';
  private readonly tags = new OpenTags();
  /** The first run that a tag parts lines by; beyond all runs where none does. */
  private parted = Number.POSITIVE_INFINITY;

  constructor(private readonly base: number) {}

  done(): Inline {
    // A line end after the last word parts nothing.
    for (let at = this.runs.length - 1; at >= this.parted && this.runs[at]!.text.trim() === ''; at--) {
      const run = this.runs[at]!;
      if (run.text === '') continue;
      this.runs[at] = { ...run, kind: 'html', text: '' };
      this.text = this.text.slice(0, run.at);
    }
    const end = this.text.length;
    for (let at = this.runs.length - 1; at >= 0 && this.runs[at]!.at > end; at--)
      this.runs[at] = { ...this.runs[at]!, at: end };
    return { text: this.text, runs: this.runs };
  }

  /** Adds a passage with mark-up. */
  addMarkdown(source: string): void {
    const pieces = readSimpleMarkup(source);
    if (!pieces) {
      this.addParsed(source);
      return;
    }
    for (const { kind, start, end, value, strong, emphasis, link } of pieces) {
      const style: Style = { ...PLAIN, strong, emphasis, link };
      if (kind === 'code') {
        const offsets = this.findWithin(source, { start, end }, value, /^`+/);
        this.addRun('code', value, { start, end }, style, { offsets });
      } else {
        const written = source.slice(start, end);
        const offsets = value === written ? null : findCharacterOffsets(written, value);
        this.addWords({ value, start, offsets, length: end - start }, style);
      }
    }
  }

  /** Adds a passage whose mark-up Markdown reads. */
  addParsed(source: string): void {
    for (const child of (markdown ??= makeMarkdownParser()).parse(GUARD + source).children)
      this.addNode(child, source, PLAIN);
  }

  /** Adds a passage that is read as it is written. */
  addPlain(source: string): void {
    this.addWords({ value: source, start: 0, offsets: null, length: source.length }, PLAIN);
  }

  private addNode(node: Nodes, source: string, style: Style): void {
    const from = node.position?.start.offset ?? 0;
    const start = Math.max(0, from - GUARD.length);
    const end = Math.max(0, (node.position?.end.offset ?? 0) - GUARD.length);
    const span = { start, end };
    switch (node.type) {
      case 'text': {
        const value = node.value.slice(node.position ? Math.max(0, GUARD.length - from) : 0);
        if (value === '') return;
        const written = source.slice(start, end);
        const offsets = value === written ? null : findCharacterOffsets(written, value);
        this.addWords({ value, start, offsets, length: written.length }, this.tags.dress(style));
        return;
      }
      case 'strong':
        for (const child of node.children) this.addNode(child, source, { ...style, strong: true });
        return;
      case 'emphasis':
        for (const child of node.children) this.addNode(child, source, { ...style, emphasis: true });
        return;
      case 'link':
        for (const child of node.children) this.addNode(child, source, { ...style, link: node.url });
        return;
      case 'inlineCode':
        this.addRun('code', node.value, span, this.tags.dress(style), {
          offsets: this.findWithin(source, span, node.value, /^`+/),
        });
        return;
      case 'image':
        this.addRun(
          'image',
          node.alt ?? '',
          span,
          { ...this.tags.dress(style), link: node.url },
          {
            offsets: this.findWithin(source, span, node.alt ?? '', /^!\[/),
          },
        );
        return;
      case 'break':
        this.addRun('break', '\n', span, this.tags.dress(style));
        return;
      case 'html':
        this.addHtml(node.value, span, source, style);
        return;
      default:
        if ('children' in node) for (const child of node.children) this.addNode(child, source, style);
        else if ('value' in node) this.addRun('text', node.value, span, this.tags.dress(style));
    }
  }

  /**
   * Where each character of words between signs was written; null where they are not written as
   * they are read.
   */
  private findWithin(source: string, { start, end }: Span, value: string, signs: RegExp): number[] | null {
    const first = signs.exec(source.slice(start, end))?.[0].length ?? 0;
    const written = source.slice(start + first, end).replace(/\r\n?|\n/g, ' ');
    const pad = written.startsWith(value) ? 0 : written.startsWith(value, 1) ? 1 : -1;
    if (pad < 0 || value === '' || /\r\n/.test(source.slice(start, end))) return null;
    return Array.from({ length: value.length }, (_, index) => this.base + start + first + pad + index);
  }

  private addHtml(value: string, span: Span, source: string, style: Style): void {
    if (!value.startsWith('<!--') && (!isKnownTag(value) || isWordToFillIn(value, source, span.end))) {
      const words = { value, start: span.start, offsets: null, length: value.length };
      this.addWords(words, this.tags.dress(style));
      return;
    }
    if (LINE_END.test(value)) {
      this.addRun('break', '\n', span, this.tags.dress(style));
      return;
    }
    if (PARTS_LINES.test(value)) {
      this.partLines(value, span, style);
      return;
    }
    // Tags of cells, within words: what stands in two of them is not one word.
    if (PARTS_CELLS.test(value) && /\S$/.test(this.text)) {
      this.addRun('text', ' ', span, this.tags.dress(style));
      return;
    }
    this.tags.meet(value);
    this.addRun('html', '', span, this.tags.dress(style));
  }

  /** Begins a line, where words stand before it, and the item that begins with it. */
  private partLines(tag: string, { start, end }: Span, style: Style): void {
    const [own, isItem] = [this.tags.dress(style), BEGINS_ITEM.test(tag)];
    if (/\S[ \t]*$/.test(this.text)) {
      this.parted = Math.min(this.parted, this.runs.length);
      this.addRun('break', '\n', { start, end: isItem ? start + 1 : end }, own);
      if (isItem) this.addRun('text', '• ', { start: start + 1, end }, own);
    } else this.addRun(isItem ? 'text' : 'html', isItem ? '• ' : '', { start, end }, own);
  }

  /** Adds words, cut at line ends and calls of notes. */
  private addWords(words: ReadWords, style: Style): void {
    const { value, start, length } = words;
    if (style.superscript && RAISED_NOTE.test(value)) {
      this.addRun('note', '', { start, end: start + length }, style, { note: value.trim() });
      return;
    }
    let from = 0;
    PIECES.lastIndex = 0;
    for (let match = PIECES.exec(value); match; match = PIECES.exec(value)) {
      const note = match[1];
      if (note !== undefined && isEscapedCall(words, match.index, match.index + match[0].length)) continue;
      let to = match.index;
      // White space before a line end belongs to it.
      if (note === undefined) while (to > from && /[ \t]/.test(value.charAt(to - 1))) to--;
      this.addPiece(words, from, to, style);
      from = match.index + match[0].length;
      const span = { start: findWritten(words, to), end: findWritten(words, from) };
      if (note === undefined) this.addRun('text', ' ', span, style);
      else this.addRun('note', '', span, { ...style, superscript: false }, { note });
    }
    this.addPiece(words, from, value.length, style);
  }

  /** Adds the characters from `from` up to `to` of some words. */
  private addPiece(words: ReadWords, from: number, to: number, style: Style): void {
    if (from >= to) return;
    const span = { start: findWritten(words, from), end: findWritten(words, to) };
    const offsets = words.offsets?.slice(from, to).map((offset) => words.start + offset + this.base);
    this.addRun('text', words.value.slice(from, to), span, style, { offsets });
  }

  private addRun(
    kind: RunKind,
    text: string,
    span: Span,
    style: Style,
    {
      offsets = null,
      note = null,
    }: { readonly offsets?: readonly number[] | undefined | null; readonly note?: string | null } = {},
  ): void {
    const source = { start: span.start + this.base, end: span.end + this.base };
    this.runs.push({ kind, text, at: this.text.length, source, offsets, ...style, note });
    this.text += text;
  }
}

/** Where the character of some words with an index was written, or their end. */
function findWritten({ start, offsets, length }: ReadWords, index: number): number {
  return start + (offsets ? (offsets[index] ?? length) : index);
}
