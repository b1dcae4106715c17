import { PLAIN_LOOK, type WordSpan, type WordText } from '../word/word-document.js';
import type { ImportedDraft, PlacedNotice } from '../word/write-draft.js';
import { escapeLineStart, quoteYamlValue, type WordsContext, writeWords } from '../word/write-words.js';
import { type PdfBlock, type PdfFlow, type PdfNote, readFlow } from './page-flow.js';
import { isLabelAlone, type PdfLine, type PdfPiece } from './page-lines.js';
import { withoutNoteSign } from './page-notes.js';
import { endsLikeSentence, type PdfParagraph, readLineLabel } from './paragraphs.js';
import type { PdfText } from './pdf-page.js';
import type { PdfTable } from './ruled-tables.js';

/**
 * Makes a draft of the words of a PDF: paragraphs made whole, labels as they stand, headings by
 * their look, notes at their calls, tables where lines draw them.
 * @throws Error in words that follow the file's name, where it has no words
 */
export function writePdfDraft(pdf: PdfText): ImportedDraft {
  if (pdf.pages.every(({ runs }) => runs.every(({ text }) => text.trim() === ''))) {
    const damaged = pdf.pages.findIndex(({ isReadInPart }) => isReadInPart) + 1;
    if (damaged > 0) throw new Error(`cannot be read: its page ${damaged} is damaged`);
    throw new Error('has no words, only pictures of pages; run text recognition (OCR) on it first');
  }
  return new PdfDraftWriter(pdf).write();
}

/** The longest heading, in characters and lines. */
const LONGEST_HEADING = 160;
const MOST_HEADING_LINES = 3;
/** First halves of words that keep their hyphen. */
const KEEPS_HYPHEN =
  /^(?:non|self|co|cross|ex|half|quasi|well|anti|semi|multi|inter|intra|sub|pre|post|re|vice|all|third|two|three|long|short|high|low|year|day)$/i;
/** At most this many words are named in a notice. */
const MOST_NAMED = 12;
/** So many heads and feet of the pages are told. */
const MOST_EDGES_TOLD = 4;

class PdfDraftWriter {
  private readonly flow: PdfFlow;
  private readonly lines: string[] = [];
  private readonly notices: PlacedNotice[] = [];
  private readonly words: ReadonlySet<string>;
  /** Whether words are parted at the ends of lines: of those that tell, most are one word elsewhere. */
  private readonly partsWords: boolean;
  private readonly joinedWords = new Set<string>();
  /** The label in the draft of each note, by its page and its sign. */
  private readonly labels = new Map<string, string>();
  private readonly called = new Set<string>();
  private readonly headingSizes: readonly number[];
  private readonly title: PdfParagraph | null;
  /** Whether the first page is one of title and particulars, without running text. */
  private readonly isCover: boolean;
  /** Where the items without a number are indented that are open. */
  private bullets: number[] = [];
  private page = 1;

  constructor(private readonly pdf: PdfText) {
    this.flow = readFlow(pdf.pages);
    this.words = collectWords(this.flow);
    this.partsWords = doesPartWords(this.flow, this.words);
    this.title = this.findTitle();
    const [cover] = pdf.pages;
    const isBody = ({ size }: { size: number }) => Math.abs(size - this.flow.bodySize) < 0.06 * this.flow.bodySize;
    this.isCover = this.title !== null && pdf.pages.length > 1 && cover?.runs.every((run) => !isBody(run)) === true;
    this.labelNotes();
    const sizes = this.flow.blocks.flatMap((block) =>
      block.kind === 'paragraph' && block !== this.title && this.isHeading(block) ? [sizeOf(block)] : [],
    );
    // A size of one line alone, as on a title page, is no level.
    this.headingSizes = [...new Set(sizes.filter((size, index) => sizes.indexOf(size) !== index))].sort(
      (a, b) => b - a,
    );
  }

  write(): ImportedDraft {
    this.flow.blocks.forEach((block, index) => {
      if (block !== this.title) this.writeBlock(block, this.flow.blocks[index - 1], this.flow.blocks[index + 1]);
    });
    this.writeNotes();
    const head = this.frontMatter();
    const shift = head.split('\n').length - 1;
    const placed = this.notices.map((notice) => ({
      ...notice,
      line: notice.line === null ? null : notice.line + shift,
    }));
    this.notices.length = 0;
    this.reportWhole();
    return {
      text: `${head}${this.lines.join('\n')}\n`,
      figures: [],
      comments: [],
      notices: [...this.notices, ...placed],
    };
  }

  private report(code: string, message: string, line: number | null = this.nextLine()): void {
    this.notices.push({ code, message, line });
  }

  private nextLine(): number {
    return this.lines.length === 0 ? 0 : this.lines.length + 1;
  }

  private addBlock(text: string, isTight = false): void {
    if (text.trim() === '') return;
    if (this.lines.length > 0 && !isTight) this.lines.push('');
    this.lines.push(...text.split('\n'));
  }

  private writeBlock(block: PdfBlock, before: PdfBlock | undefined, after: PdfBlock | undefined): void {
    if (block.kind !== 'figure') this.page = block.page;
    switch (block.kind) {
      case 'figure':
        this.addBlock(escapeLineStart(`[${block.alternative.replace(/[[\]]/g, '')}]`));
        break;
      case 'sidenote':
        this.addBlock(`*${this.wordsOf(block.lines, { isWholeBold: true }).replace(/[*]/g, '').trim()}*`);
        break;
      case 'table':
        this.writeTable(block.table);
        break;
      case 'paragraph':
        this.reportStruck(block);
        this.addBlock(
          this.paragraphText(
            block,
            [before, after].some((each) => each?.kind === 'table' || each?.kind === 'figure'),
          ),
        );
    }
  }

  private reportStruck({ lines }: PdfParagraph): void {
    const said = (isMarked: (piece: PdfPiece) => boolean) =>
      lines
        .flatMap(({ pieces }) => pieces)
        .filter((piece) => isMarked(piece))
        .map(({ text }) => text.trim())
        .filter((text) => /[\p{L}\p{N}]/u.test(text))
        .join(' … ');
    const struck = said((piece) => piece.isStruck);
    if (struck === '') return;
    const added = said((piece) => piece.isUnderlined && !piece.isStruck);
    this.report('pdf.struck', `Words that are struck through stand in the draft: “${shortenSaid(struck)}”`);
    if (added !== '') this.report('pdf.underlined', `Words beside them are underlined: “${shortenSaid(added)}”`);
  }

  private paragraphText(paragraph: PdfParagraph, isBesideTable: boolean): string {
    const plain = plainText(paragraph.lines);
    if (
      /^(?:Table|Figure)\s+[\w.-]{1,12}(?:\s|$)/.test(plain) &&
      plain.length < 240 &&
      (isBesideTable || isWhollyBold(paragraph)) &&
      !/[.;]$/.test(plain)
    ) {
      this.bullets = [];
      return `**${this.wordsOf(paragraph.lines, { isWholeBold: true })}**`;
    }
    const [first] = paragraph.lines;
    const bullet = /^[•–—*-](?=\s)/.exec(first?.text ?? '')?.[0];
    if (
      first &&
      bullet !== undefined &&
      (bullet === '•' || first.beforeGap === bullet || paragraph.lines.length > 1 || plain.length > 2)
    ) {
      while (this.bullets.length > 0 && (this.bullets.at(-1) ?? 0) > first.left - 4) this.bullets.pop();
      const indent = '  '.repeat(Math.min(6, this.bullets.length));
      this.bullets.push(first.left);
      return `${indent}- ${this.wordsOf(paragraph.lines).replace(/^\*{0,2}[•–—*\\-]+\s*(?:\*\*\s)?/, '')}`;
    }
    this.bullets = [];
    if (this.isHeading(paragraph)) {
      const rank = this.headingSizes.filter((size) => size > sizeOf(paragraph)).length;
      const level = Math.min(6, rank + (this.title ? 2 : 1));
      return `${'#'.repeat(level)} ${this.wordsOf(paragraph.lines, { isWholeBold: true })}`;
    }
    const words = this.wordsOf(paragraph.lines);
    return readLineLabel(plain) === '' ? escapeLineStart(words) : words;
  }

  private isHeading(paragraph: PdfParagraph): boolean {
    const { lines, page } = paragraph;
    if (page === 1 && this.isCover) return false;
    const plain = plainText(lines);
    const label = readLineLabel(plain);
    const rest = plain.slice(label.length).trim();
    if (lines.length > MOST_HEADING_LINES || plain.length > LONGEST_HEADING || !/\p{L}/u.test(rest)) return false;
    // "1. (1) This Act …" is a provision, whatever its look.
    if (
      /^[([•–—*-]/.test(label) ||
      /^\(\w{1,4}\)/.test(rest) ||
      /^(?:Table|Figure)\s/.test(plain) ||
      /[;,:]$/.test(plain)
    )
      return false;
    const isLarge = sizeOf(paragraph) > 1.1 * this.flow.bodySize;
    const most = label === '' && !/^§/.test(plain) ? 70 : 120;
    if (/\.$/.test(plain)) return isWhollyBold(paragraph) && rest.length <= most && rest.split(' ').length <= most / 7;
    return isLarge || isWhollyBold(paragraph);
  }

  private findTitle(): PdfParagraph | null {
    const first = this.flow.blocks.filter(
      (block): block is PdfParagraph =>
        block.kind === 'paragraph' && block.page === 1 && readLineLabel(plainText(block.lines)) === '',
    );
    const named = keepLetters(this.pdf.title ?? '');
    const found = named === '' ? undefined : first.find(({ lines }) => keepLetters(plainText(lines)) === named);
    if (found) return found;
    const largest = first.reduce<PdfParagraph | null>(
      (most, each) => (!most || sizeOf(each) > sizeOf(most) ? each : most),
      null,
    );
    return largest && sizeOf(largest) > 1.3 * this.flow.bodySize && plainText(largest.lines).length < 240
      ? largest
      : null;
  }

  // ---- notes

  private labelNotes(): void {
    const taken = new Set<string>();
    for (const { sign, page } of this.flow.notes) {
      if (sign === null) continue;
      const base = /^\d+$/.test(sign) ? sign : `${page}${'*†‡§'.includes(sign[0] ?? '') ? '-note' : sign}`;
      let label = base;
      for (let count = 2; taken.has(label); count++)
        label = count === 2 ? `p${page}-${base}` : `p${page}-${base}-${count}`;
      taken.add(label);
      this.labels.set(`${page} ${sign}`, label);
    }
  }

  private writeNotes(): void {
    this.bullets = [];
    const whole: PdfNote[] = [];
    for (const note of this.flow.notes) {
      const last = whole.at(-1);
      if (note.sign === null && last) whole[whole.length - 1] = { ...last, lines: [...last.lines, ...note.lines] };
      else whole.push(note);
    }
    for (const note of whole) {
      this.page = note.page;
      const label = this.labels.get(`${note.page} ${note.sign}`) ?? '';
      const words = this.wordsOf(withoutNoteSign(note));
      if (!this.called.has(label)) this.report('note.uncalled', `No words call this note of page ${note.page}.`);
      this.addBlock(`[^${label}]: ${words}`);
    }
  }

  // ---- tables

  private writeTable({ rows, hasMergedCells }: PdfTable): void {
    this.bullets = [];
    if (hasMergedCells)
      this.report('table.merged', 'A table has merged cells: their words stand in the first of them.');
    const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    const [header = [], ...body] = rows.map((row) => row.map((cell) => this.cellText(cell)));
    this.addBlock([line(header), line(header.map(() => '---')), ...body.map(line)].join('\n'));
  }

  private cellText(cell: readonly PdfLine[]): string {
    const groups: PdfLine[][] = [];
    const right = Math.max(...cell.map((each) => each.right));
    for (const line of cell) {
      const before = groups.at(-1)?.at(-1);
      const isNew =
        before === undefined ||
        line.base - before.base > 1.75 * line.size ||
        (readLineLabel(line.text) !== '' && (isLabelAlone(line.beforeGap) || endsLikeSentence(before))) ||
        (endsLikeSentence(before) && before.right < right - 4 * line.size);
      if (isNew) groups.push([line]);
      else groups.at(-1)?.push(line);
    }
    return groups
      .map((lines) => this.wordsOf(lines, { isInCell: true, isWholeBold: lines.every(({ isBold }) => isBold) }))
      .join('<br>');
  }

  // ---- words

  private wordsOf(lines: readonly PdfLine[], look: { isWholeBold?: boolean; isInCell?: boolean } = {}): string {
    const spans: WordSpan[] = [];
    lines.forEach((line, index) => {
      const pieces = [...line.pieces];
      const label = index === 0 ? readLineLabel(line.text) : '';
      let left = label.length;
      for (const piece of pieces) {
        const call = piece.isRaised ? this.callOf(piece.text.trim()) : null;
        if (call !== null) {
          spans.push({ kind: 'note', of: 'footnote', id: call, sign: null, revisions: [] });
          continue;
        }
        // The look of a label is not that of its words.
        const inLabel = Math.min(Math.max(0, left), piece.text.length);
        left -= piece.text.length;
        if (inLabel > 0)
          spans.push(spanOf({ ...piece, text: piece.text.slice(0, inLabel), isBold: false, isItalic: false }));
        if (inLabel < piece.text.length) spans.push(spanOf({ ...piece, text: piece.text.slice(inLabel) }));
      }
      const next = lines[index + 1];
      if (next) this.endLine(spans, line, next);
    });
    return writeWords(spans, CONTEXT, look).replace(/ {2,}/g, ' ').trim();
  }

  private callOf(text: string): string | null {
    // A paragraph may go on over a page, and a note may not have had room beside its call.
    for (const page of [this.page, this.page + 1, this.page - 1]) {
      const label = this.labels.get(`${page} ${text}`);
      if (label === undefined || (page !== this.page && this.called.has(label))) continue;
      this.called.add(label);
      return label;
    }
    return null;
  }

  /** What stands between two lines: a space, or nothing where a word was parted. */
  private endLine(spans: WordSpan[], line: PdfLine, next: PdfLine): void {
    const last = spans.at(-1);
    const [, start = '', hyphen = ''] =
      /(?:^|[^\p{L}\p{N}-])([\p{L}\p{N}-]{0,60})([-\u2010\u00ad])$/u.exec(line.text.slice(-62)) ?? [];
    const end = /^[\p{L}\p{N}]+/u.exec(next.text)?.[0] ?? '';
    if (last?.kind === 'text' && hyphen !== '' && start !== '' && end !== '') {
      if (hyphen !== '\u00ad' && !this.isParted(start, end)) return;
      spans[spans.length - 1] = { ...last, text: last.text.slice(0, -1) };
      if (hyphen !== '\u00ad') this.joinedWords.add(`${start}${end}`);
      return;
    }
    const isOpen = /[/\u2014]$/.test(line.text) || /-$/.test(line.text);
    if (!isOpen) spans.push(spanOf({ ...PLAIN, text: ' ' }));
  }

  /** Whether a hyphen at the end of a line only parts the word: the text has the word without it. */
  private isParted(start: string, end: string): boolean {
    const [whole, hyphened] = [`${start}${end}`.toLowerCase(), `${start}-${end}`.toLowerCase()];
    if (this.words.has(hyphened)) return false;
    if (this.words.has(whole)) return true;
    return this.partsWords && /^\p{Ll}/u.test(end) && !/[\d-]/.test(start) && !KEEPS_HYPHEN.test(start);
  }

  // ---- what is said of the whole

  private frontMatter(): string {
    const entries: [string, string][] = [];
    const title = this.title ? this.wordsOf(this.title.lines).replace(/[*\\]|\[\^[\w-]{1,24}\]/g, '') : '';
    if (title !== '') entries.push(['title', title]);
    const { heads, feet } = this.flow;
    const version = /\b[Vv](?:ersion )?(\d{1,4}(?:\.\d{1,4})+)\b/.exec(
      [title, ...[...heads, ...feet].map(({ text }) => text)].join(' '),
    );
    if (version?.[1]) entries.push(['version', `V${version[1]}`]);
    const short = (words: readonly string[]) => words.slice(0, MOST_EDGES_TOLD).join(' | ');
    const [header, footer] = [heads, feet].map((each) =>
      short(each.flatMap(({ text, isOnMost }) => (isOnMost ? [text] : []))),
    );
    if (header) entries.push(['header', header]);
    if (footer) entries.push(['footer', footer]);
    if (entries.length === 0) return '';
    return `---\n${entries.map(([key, value]) => `${key}: ${quoteYamlValue(value)}\n`).join('')}---\n\n`;
  }

  private reportWhole(): void {
    const { heads, feet, runningPages, lineNumbers, contents } = this.flow;
    const { pages } = this.pdf;
    const told = (code: string, message: string): void => this.report(code, message, null);
    if (runningPages > 0) {
      const edges = [...heads, ...feet];
      const words = edges
        .slice(0, MOST_EDGES_TOLD)
        .map(({ text }) => `“${shortenSaid(text)}”`)
        .join(', ');
      const more = edges.length > MOST_EDGES_TOLD ? ` and ${edges.length - MOST_EDGES_TOLD} more` : '';
      told(
        'pdf.heads',
        `Heads, feet and numbers of ${runningPages} pages are left out${words === '' ? '' : `: ${words}${more}`}`,
      );
    }
    if (contents > 0) told('pdf.contents', `A list of contents (${contents} lines) is left out.`);
    if (lineNumbers > 0) told('pdf.lineNumbers', `${lineNumbers} numbers of lines in the margin are left out.`);
    const inPart = pages.flatMap(({ isReadInPart }, index) => (isReadInPart ? [index + 1] : []));
    if (inPart.length > 0) told('pdf.damaged', `Words may be missing, as part of it is damaged: ${namePages(inPart)}.`);
    const withPictures = pages.flatMap(({ pictures }, index) => (pictures > 0 ? [index + 1] : []));
    if (withPictures.length > 0) told('pdf.pictures', `Pictures are left out: ${namePages(withPictures)}.`);
    const empty = pages.flatMap(({ runs, pictures }, index) => (runs.length === 0 && pictures > 0 ? [index + 1] : []));
    if (empty.length > 0) told('pdf.scanned', `No words could be read, only pictures: ${namePages(empty)}.`);
    const slanted = new Set(
      pages.flatMap((page) => page.slanted.map((words) => words.trim())).filter((words) => words !== ''),
    );
    if (slanted.size > 0) told('pdf.watermark', `Slanted words are left out: “${shortenSaid([...slanted].join(' '))}”`);
    if (this.joinedWords.size > 0) {
      const named = [...this.joinedWords].slice(0, MOST_NAMED).join(', ');
      told('pdf.hyphens', `${this.joinedWords.size} words parted at the ends of lines are joined: ${named}`);
    }
    if (pages.some(({ runs }) => runs.some(({ text }) => /[\ufffd\ue000-\uf8ff]/.test(text))))
      told('pdf.characters', 'Some characters have no letter in the file: look for signs that make no sense.');
  }
}

const PLAIN: PdfPiece = {
  text: '',
  left: 0,
  right: 0,
  isBold: false,
  isItalic: false,
  isRaised: false,
  isStruck: false,
  isUnderlined: false,
};

const CONTEXT: WordsContext = {
  labelOfNote: ({ id }) => id,
  pathOfPicture: () => null,
  keepsChanges: false,
  knowsCode: false,
  reportHidden: () => {},
};

function spanOf({ text, isBold, isItalic, isRaised }: PdfPiece): WordText {
  return { ...PLAIN_LOOK, kind: 'text', text, isBold, isItalic, raised: isRaised ? 'sup' : null };
}

function sizeOf({ lines }: PdfParagraph): number {
  return Math.round((lines[0]?.size ?? 0) * 2) / 2;
}

function isWhollyBold({ lines }: PdfParagraph): boolean {
  return lines.every(({ isBold }) => isBold);
}

function plainText(lines: readonly PdfLine[]): string {
  return lines
    .map(({ pieces }) => pieces.map(({ text }) => text).join(''))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function keepLetters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

function shortenSaid(words: string): string {
  return words.length > 80 ? `${words.slice(0, 79)}…` : words;
}

/** "page 3", "pages 1, 2 and 40 others". */
function namePages(pages: readonly number[]): string {
  const shown = pages.slice(0, 8).join(', ');
  return `page${pages.length === 1 ? '' : 's'} ${shown}${pages.length > 8 ? ` and ${pages.length - 8} others` : ''}`;
}

/** Whether lines end within words: most words that are shortenSaid so stand elsewhere without the hyphen. */
function doesPartWords({ blocks }: PdfFlow, words: ReadonlySet<string>): boolean {
  let [parted, kept] = [0, 0];
  for (const block of blocks) {
    if (block.kind !== 'paragraph') continue;
    block.lines.forEach(({ text }, index) => {
      const start = /([\p{L}-]{2,40})[-\u2010]$/u.exec(text.slice(-42))?.[1];
      const end = /^\p{Ll}{2,40}/u.exec(block.lines[index + 1]?.text ?? '')?.[0];
      if (start === undefined || end === undefined) return;
      if (words.has(`${start}${end}`.toLowerCase())) parted++;
      else if (words.has(`${start}-${end}`.toLowerCase())) kept++;
    });
  }
  return parted > 0 && parted >= kept;
}

/** Every word of the text that does not end a line, in lower case. */
function collectWords({ blocks }: PdfFlow): Set<string> {
  const words = new Set<string>();
  const read = (lines: readonly PdfLine[]): void => {
    for (const { text } of lines)
      for (const [word] of text.matchAll(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*(?!-$)/gu)) words.add(word.toLowerCase());
  };
  for (const block of blocks) {
    if (block.kind === 'table') for (const row of block.table.rows) for (const cell of row) read(cell);
    else if (block.kind !== 'figure') read(block.lines);
  }
  return words;
}
