import { trimEndOf } from '../model/text.js';

/** Words or provisions that an amending text quotes. */
export interface QuotedText {
  /** What is within the quotation marks or the block quotation, as it is written. */
  readonly text: string;
  /** Whether it is set out as paragraphs of its own. */
  readonly isSetOut: boolean;
  /** 0-based line of the amending text on which it begins. */
  readonly line: number;
}

/** A paragraph of an amending text. In place of each quotation stands a sign; see `QUOTE_SIGN`. */
export interface MaskedParagraph {
  readonly text: string;
  /** 0-based. */
  readonly line: number;
  readonly isHeading: boolean;
}

export interface MaskedText {
  readonly paragraphs: readonly MaskedParagraph[];
  readonly quotes: readonly QuotedText[];
  /** The line on which a quotation begins that is never closed, or null. */
  readonly openLine: number | null;
}

/** What stands for a quotation: its index in `MaskedText.quotes` between two private characters. */
export const QUOTE_SIGN = /\uE000(\d+)\uE001/y;

/** A quotation that goes on for more characters than this is one that is never closed. */
const LONGEST = 400_000;

/** A label, a bullet or a heading: it begins a paragraph of its own. */
const BEGINS_PARAGRAPH =
  /^[ \t]*(?:#{1,6} |[-*+•] |[*_]{0,3}(?:\d{1,3}(?:\.\d{1,3}){0,3}[A-Z]{0,2}[*_]{0,3}[.)]?[ \t—–*_]|\([*_]{0,2}(?:\d{1,5}[A-Z]{0,2}|[a-zA-Z]{1,5})[*_]{0,2}\)|[a-zA-Z]{1,4}\) |[a-z]\. (?=[A-Z])))/;

/** "the definition of _boat_", "the definitions of **boat** and **raft**". */
const EMPHASISED_TERMS =
  /(\bdefinitions? (?:of|for) (?:the )?(?:terms? |expressions? )?)((?:[*_]{1,3}[^*_\uE000]{1,80}[*_]{1,3}(?:,? and |, )?){1,8})/gi;

/** Reads an amending text: its paragraphs, and what each quotes. */
export function maskQuotes(source: string): MaskedText {
  return new QuoteMasker(source.replace(/\r\n?/g, '\n').replace(/[\uE000\uE001]/g, ' ')).read();
}

class QuoteMasker {
  private readonly paragraphs: { text: string; line: number; isHeading: boolean }[] = [];
  private readonly quotes: QuotedText[] = [];
  private openLine: number | null = null;
  private isOpen = false;
  private at = 0;
  private line = 0;

  constructor(private readonly source: string) {}

  read(): MaskedText {
    this.passFrontMatter();
    while (this.at < this.source.length) this.readLine();
    const paragraphs = this.paragraphs.map((each) => ({ ...each, text: this.dropMarkUp(each.text) }));
    return { paragraphs, quotes: this.quotes, openLine: this.openLine };
  }

  /** The words of a paragraph without mark-up; a term of a definition in italics is a quotation. */
  private dropMarkUp(text: string): string {
    return text
      .replace(EMPHASISED_TERMS, (whole: string, lead: string, terms: string) =>
        whole.endsWith(terms)
          ? lead +
            terms.replace(/[*_]{1,3}([^*_\uE000]{1,80})[*_]{1,3}/g, (_, term: string) => {
              this.quotes.push({ text: term.trim(), isSetOut: false, line: this.line });
              return `\uE000${this.quotes.length - 1}\uE001`;
            })
          : whole,
      )
      .replace(/\[([^[\]\uE000]{1,200})\](?:\[[^[\]\uE000]{0,60}\]|\([^()\uE000\s]{0,400}\))/g, '$1')
      .replace(/(?<=\S)\*{1,3}|\*{1,3}(?=\S)/g, '')
      .replace(/(?<![\p{L}\p{N}])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![\p{L}\p{N}])/gu, '')
      .replace(/\\(?=[^\w\s])/g, '');
  }

  private passFrontMatter(): void {
    const found = /^---\n(?:(?!(?:---|\.\.\.)\n)[^\n]*\n){0,200}(?:---|\.\.\.)(?:\n|$)/.exec(this.source);
    if (found) this.passTo(found[0].length);
  }

  private passTo(place: number): void {
    for (let at = this.at; at < place; at++) if (this.source.charCodeAt(at) === 10) this.line++;
    this.at = place;
  }

  private lineAt(from: number): string {
    const end = this.source.indexOf('\n', from);
    return this.source.slice(from, end < 0 ? this.source.length : end);
  }

  private readLine(): void {
    const line = this.lineAt(this.at);
    if (line.trim() === '') {
      this.isOpen = false;
      this.passTo(this.at + line.length + 1);
      return;
    }
    if (/^[ \t]*>/.test(line)) {
      this.readBlockQuotation();
      return;
    }
    if (/^[ \t]*\|.*\|[ \t]*$/.test(line)) {
      this.readTable();
      return;
    }
    if (/^[ \t]*(?:`{3,}|~{3,})/.test(line)) {
      this.readFence(line);
      return;
    }
    const isHeading = /^#{1,6} /.test(line);
    const isQuoteFirst = this.closingFor(this.at + (/^[ \t]*[*_]{0,3}/.exec(line)?.[0].length ?? 0)) !== null;
    if (isQuoteFirst && this.paragraphs.length > 0 && !this.paragraphs.at(-1)?.isHeading) this.add(' ');
    else if (!this.isOpen || isHeading || BEGINS_PARAGRAPH.test(line))
      this.paragraphs.push({ text: '', line: this.line, isHeading });
    else this.add(' ');
    this.isOpen = !isHeading;
    this.readWords(isHeading);
  }

  private add(text: string): void {
    if (this.paragraphs.length === 0) this.paragraphs.push({ text: '', line: this.line, isHeading: false });
    const last = this.paragraphs[this.paragraphs.length - 1];
    if (last) last.text += text;
  }

  private addQuote(text: string, isSetOut: boolean, line: number): void {
    this.add(`\uE000${this.quotes.length}\uE001`);
    this.quotes.push({ text: isSetOut ? text.replace(/^ +(?=[“‘"'])/, '') : text, isSetOut, line });
  }

  /** Reads the words of one line, and its quotations, which may go on over many lines. */
  private readWords(isHeading: boolean): void {
    const { source } = this;
    const start = this.at;
    for (;;) {
      const char = source.charAt(this.at);
      if (char === '' || char === '\n') {
        this.passTo(this.at + 1);
        return;
      }
      const close = isHeading ? null : this.closingFor(this.at);
      const end = close === null ? null : this.findEnd(this.at, close);
      if (close !== null && end === null && '“„«"'.includes(char)) this.openLine ??= this.line;
      if (end === null) {
        this.add(char);
        this.passTo(this.at + 1);
        continue;
      }
      const { line } = this;
      // "**“10A.** …" begins with what marks its first words.
      const marks = /^[ \t]*([*_]{0,3})$/.exec(source.slice(start, this.at))?.[1];
      const isFirst = marks !== undefined;
      const own = end.isRepeated
        ? dropRepeatedMarks(source.slice(this.at + 1, end.at), char)
        : source.slice(this.at + 1, end.at);
      const text = (marks ?? '') + own;
      this.passTo(end.at + 1);
      this.addQuote(dropIndent(text), isFirst || /\n\s*\n/.test(text), line);
      this.isOpen = true;
    }
  }

  /** The mark that closes the quotation which begins at a place; null where none begins there. */
  private closingFor(at: number): string | null {
    const char = this.source.charAt(at);
    if (char === '“') return '”';
    if (char === '„') return '“”';
    if (char === '«') return '»';
    if (char === '‘') return '’';
    if (char !== '"' && char !== "'") return null;
    const before = this.source.charAt(at - 1);
    const opens = before === '' || /[\s([—–:*_-]/.test(before);
    return opens && /\S/.test(this.source.charAt(at + 1)) ? char : null;
  }

  /** Where the quotation that begins at a place is closed; null where it never is. */
  private findEnd(from: number, close: string): { at: number; isRepeated: boolean } | null {
    const plain = this.findClosing(from, close, false);
    if (plain !== null) return { at: plain, isRepeated: false };
    // A mark may be set before each paragraph of one quotation.
    const repeated = this.findClosing(from, close, true);
    return repeated === null ? null : { at: repeated, isRepeated: true };
  }

  private findClosing(from: number, close: string, isRepeated: boolean): number | null {
    const { source } = this;
    const open = source.charAt(from);
    const isSingle = open === '‘' || open === "'";
    const isStraight = open === '"' || open === "'";
    let depth = 1;
    const end = Math.min(source.length, from + LONGEST);
    for (let at = from + 1; at < end; at++) {
      const char = source.charAt(at);
      if (isStraight) {
        if (char !== open) continue;
        if (beginsParagraph(source, at)) {
          if (isRepeated) continue;
          return null;
        }
        if (!isSingle || !isApostrophe(source, at, close)) return at;
        continue;
      }
      if (char === open && open !== close) {
        if (!(isRepeated && beginsParagraph(source, at))) depth++;
      } else if (close.includes(char) && !(isSingle && isApostrophe(source, at, close))) {
        depth--;
        if (depth === 0) return at;
      }
    }
    return null;
  }

  private readBlockQuotation(): void {
    const { line } = this;
    const lines: string[] = [];
    for (;;) {
      const own = this.lineAt(this.at);
      const found = /^[ \t]*> ?/.exec(own);
      if (!found || this.at >= this.source.length) break;
      lines.push(own.slice(found[0].length));
      this.passTo(Math.min(this.source.length, this.at + own.length + 1));
    }
    this.addQuote(unwrapQuotation(trimEndOf(lines.join('\n').replace(/^\n+/, ''), '\n')), true, line);
    this.isOpen = false;
  }

  /** A table can only be what is put in, with quotation marks or without. */
  private readTable(): void {
    const { line } = this;
    const rows: string[] = [];
    for (let own = this.lineAt(this.at); /^[ \t]*\|.*\|[ \t]*$/.test(own); own = this.lineAt(this.at)) {
      rows.push(own.trim());
      this.passTo(Math.min(this.source.length, this.at + own.length + 1));
    }
    this.addQuote(rows.join('\n'), true, line);
    this.isOpen = false;
  }

  private readFence(opening: string): void {
    const { line } = this;
    const fence = /^[ \t]*(`+|~+)/.exec(opening)?.[1] ?? '```';
    this.passTo(this.at + opening.length + 1);
    const lines: string[] = [];
    while (this.at < this.source.length) {
      const own = this.lineAt(this.at);
      this.passTo(this.at + own.length + 1);
      if (own.trim() === fence) break;
      lines.push(own);
    }
    this.addQuote(lines.join('\n'), true, line);
    this.isOpen = false;
  }
}

/** Whether a mark is the first thing of a paragraph after a blank line or a line end. */
function beginsParagraph(source: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && /[ \t>]/.test(source.charAt(before))) before--;
  return source.charAt(before) === '\n';
}

/** Whether a single mark is no more than an apostrophe: within a word, or "owners’ boats". */
function isApostrophe(source: string, at: number, close: string): boolean {
  if (/[\p{L}\p{N}]/u.test(source.charAt(at + 1))) return true;
  if (!/s/i.test(source.charAt(at - 1)) || !/^ \p{L}/u.test(source.slice(at + 1, at + 3))) return false;
  const end = source.indexOf('\n', at);
  const rest = source.slice(at + 1, end < 0 ? source.length : end);
  const next = rest.search(/['’‘]/);
  return next >= 0 && close.includes(rest.charAt(next)) && rest.charAt(next) !== '‘';
}

function dropRepeatedMarks(text: string, mark: string): string {
  return text
    .split('\n')
    .map((line) => (line.trimStart().startsWith(mark) ? line.replace(mark, '') : line))
    .join('\n');
}

/** Takes away the indent that all further lines share, but the words of tables and code keep theirs. */
function dropIndent(text: string): string {
  const lines = text.split('\n');
  if (lines.length === 1) return text;
  const indents = lines
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const shared = Math.min(...indents, 12);
  return lines.map((line, index) => (index === 0 ? line : line.slice(Math.min(shared, line.length)))).join('\n');
}

/** What a block quotation holds within quotation marks of its own; all of it where it has none. */
function unwrapQuotation(text: string): string {
  const found = /^(#{1,6} )?(["“‘«])/.exec(text);
  const end = /(["”’»])[.;,]?(?: (?:and|or))?\s*$/.exec(text);
  if (!found || !end) return text;
  const [, heading = '', open = ''] = found;
  const close = end[1] ?? '';
  if (`${open}${close}` !== '“”' && `${open}${close}` !== '‘’' && `${open}${close}` !== '«»' && open !== close)
    return text;
  const from = heading.length + 1;
  const inner = text.slice(from, end.index);
  if (open !== close && !isBalanced(inner, open, close)) {
    const dropped = dropRepeatedMarks(inner, open);
    return isBalanced(dropped, open, close) ? heading + dropped : text;
  }
  if (
    open === close &&
    inner.includes(open) &&
    !inner.split('\n').every((line) => !line.includes(open) || line.startsWith(open))
  )
    return text;
  return heading + (open === close ? dropRepeatedMarks(inner, open) : inner);
}

/** Whether what stands between two marks closes all that it opens, and nothing more. */
function isBalanced(text: string, open: string, close: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === open) depth++;
    else if (char === close && !(close === '’' && isApostrophe(text, at, close))) depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}
