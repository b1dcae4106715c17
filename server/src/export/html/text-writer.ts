import { encodeBase64 } from '../../model/bytes.js';
import { bindNumbers } from '../bound-numbers.js';
import type { ConservationCheck } from '../conservation.js';
import { escapeHtml } from '../escape.js';
import {
  type BlockPartName,
  cutStretches,
  describeDeletion,
  describeGone,
  endNote,
  findBrackets,
  isQuotable,
  isReplacedAt,
  type Stretch,
} from '../manuscript/amendment-notes.js';
import { areReadFromRight, isReadFromRight } from '../manuscript/direction.js';
import { isRepeatedRow } from '../manuscript/fit-table.js';
import { HeadingLevels } from '../manuscript/heading-levels.js';
import {
  countCharacters,
  type Footnote,
  type LaidOutRow,
  type Layout,
  type Manuscript,
  type StyledWord,
  type TableFit,
} from '../manuscript/manuscript.js';
import type { RevisionMark } from '../manuscript/mark.js';
import { isWordy, joinLabel, trimWords } from '../manuscript/marked-words.js';
import { TableGrid } from '../manuscript/merged-cells.js';
import { sayMove } from '../manuscript/moves.js';
import { signOfCall } from '../manuscript/note-numbers.js';
import { indexCallableNotes, leaveOutCalls, sayWords } from '../manuscript/notes.js';
import { sayMarginNumbers } from '../manuscript/number-places.js';
import { kindOfMark, type MarkLook } from '../mark-schemes.js';
import { pictureOf } from '../pictures.js';
import { keepSafeLink, makePrintable } from '../printable.js';
import { CitedTexts } from './cited-texts.js';
import { markHtml, nameChanges, nameWhole } from './mark-classes.js';
import { writeSignature } from './paper-head.js';

/** Returns the bytes of a figure by its path in the draft, or null. */
export type FindFigureBytes = (path: string) => Uint8Array | null;

/** A heading as the contents of a page list it. */
export interface ContentsEntry {
  /** 2 for the headings of the first level, as in "h2". */
  readonly level: number;
  readonly anchor: string;
  /** Its words with their marks. */
  readonly html: string;
  /** The class names of a heading that one version alone has. */
  readonly classes: string;
}

type HeadingLayout = Extract<Layout, { kind: 'heading' }>;
type TableLayout = Extract<Layout, { kind: 'table' }>;

/** The deepest level of indentation that a page has. */
const DEEPEST_LEVEL = 4;

/** What stands on the page of the words that lead in to it. */
const LED_TO: ReadonlySet<Layout['kind']> = new Set(['caption', 'table', 'figure', 'code']);

/** Writes the text of a page and its notes; used once. */
export class TextWriter {
  /** The headings written so far. */
  readonly contents: ContentsEntry[] = [];
  /** The notes called so far, with the number of the first call of each. */
  private readonly called = new Map<Footnote, number>();
  /** The notes of what was replaced or left out, where the marks of the page need any. */
  private readonly amendments: string[] = [];
  private readonly findNote: (key: string) => Footnote | null;
  private readonly cited: CitedTexts;
  private readonly moves: ReadonlyMap<number, MoveAnchors>;
  private readonly levels = new HeadingLevels();
  /** Whether no page may end between the block that is being written and a table or a figure after it. */
  private leads = false;
  /** The mark of the whole block that is being written, whose note quotes all of it. */
  private whole: RevisionMark | null = null;
  /** Whether the words being written stand in a note of their own, or in the contents. */
  private isQuoting = false;

  constructor(
    private readonly manuscript: Manuscript,
    private readonly figures: FindFigureBytes,
    private readonly check: ConservationCheck,
  ) {
    this.findNote = indexCallableNotes(manuscript.notes);
    this.cited = new CitedTexts(manuscript);
    this.moves = findMoveAnchors(manuscript.layouts);
  }

  /**
   * The blocks of the text. List items are put in lists, and a table takes its name from the
   * caption above. Paragraphs that are one in a version are put in a group.
   */
  writeBody(layouts: readonly Layout[]): string[] {
    const lines: string[] = [];
    let isInList = false;
    const closeList = () => {
      if (isInList) lines.push('</div>');
      isInList = false;
    };
    const letter = this.manuscript.paper?.letter;
    for (const [index, layout] of layouts.entries()) {
      const before = layouts[index - 1];
      const next = layouts[index + 1];
      const isJoined = before !== undefined && joins(before, layout);
      if (layout.kind !== 'item' || layout.moved) closeList();
      if (next && joins(layout, next) && !isJoined)
        lines.push(`<div class="joint one-in-${layout.end?.op === 'delete' ? 'new' : 'old'}">`);
      if (layout.moved) lines.push(this.writeMove(layout));
      if (layout.startsPage) lines.push('<div class="starts-page"></div>');
      if (layout.kind === 'item' && !isInList) {
        lines.push('<div role="list">');
        isInList = true;
      }
      this.leads =
        layout.keepsNext === true && layout.kind !== 'caption' && next !== undefined && LED_TO.has(next.kind);
      lines.push(this.writeBlock(layout, before?.kind === 'caption' ? before.anchor : null));
      if (isJoined && !(next && joins(layout, next))) lines.push('</div>');
      if (letter && layout.endsLetter) {
        closeList();
        lines.push(writeSignature(letter.signature));
      }
    }
    closeList();
    return lines;
  }

  /** The footnotes in the order of their calls, then those that are never called. */
  writeNotes(): string {
    const uncalled = [...this.manuscript.notes.values()].filter((note) => !this.called.has(note));
    const notes = [...this.called.keys(), ...uncalled];
    if (notes.length === 0) return '';
    const items = notes.map((note) => {
      const number = this.called.get(note);
      const back = number === undefined ? '' : ` <a href="#_call-${number}" aria-label="Back to the text">↩</a>`;
      const label = note.marked.map(({ text, mark }) => markHtml(escapeHtml(text), mark)).join('');
      const words = this.check.writeNote(note, note, () => this.writeWords(note.words));
      const classes = nameWhole(note.mark).join(' ');
      const direction = areReadFromRight(note.words) ? ' dir="rtl"' : '';
      return `<p id="${note.anchor}"${direction}${classes === '' ? '' : ` class="${classes}"`}><sup>${label}</sup> ${words}${back}</p>`;
    });
    return `<section class="notes" aria-label="Notes">\n${items.join('\n')}\n</section>`;
  }

  /** What was replaced or left out, where the marks leave it to notes; after all else is written. */
  writeAmendments(): string {
    if (this.amendments.length === 0) return '';
    return `<section class="amendments" aria-labelledby="_amendments"><h2 id="_amendments">Amendments</h2>\n${this.amendments.join('\n')}\n</section>`;
  }

  private writeMove({ moved, mark }: Layout): string {
    if (!moved) return '';
    const label = 'to' in moved ? moved.to : moved.from;
    if (label === '') return `<p class="moved">${sayMove(moved)}</p>`;
    const words = 'to' in moved ? 'Moved to' : 'Moved from';
    const ends = mark && mark.move !== null ? this.moves.get(mark.move) : undefined;
    const anchor = 'to' in moved ? ends?.to : ends?.from;
    const where = anchor ? `<a href="#${escapeHtml(anchor)}">${escapeHtml(label)}</a>` : escapeHtml(label);
    return `<p class="moved">${words} ${where}</p>`;
  }

  private writeBlock(layout: Layout, caption: string | null): string {
    this.whole = layout.mark;
    const html = this.writeElement(layout, caption);
    this.whole = null;
    return html;
  }

  private writeElement(layout: Layout, caption: string | null): string {
    const id = layout.anchor === null ? '' : ` id="${escapeHtml(layout.anchor)}"`;
    const changes = nameChanges(layout);
    const direction = isReadFromRight(layout) ? ' dir="rtl"' : '';
    const open = (tag: string, ...classes: readonly string[]) => {
      const all = [...classes, ...changes, this.leads ? 'leads' : ''].filter(Boolean).join(' ');
      return `<${tag}${all === '' ? '' : ` class="${all}"`}${id}${direction}${numberAttribute(layout.numbers)}>`;
    };
    const tail = this.writeAmendmentOfBlock(layout) + this.writeLinkTo(layout.anchor);
    switch (layout.kind) {
      case 'heading':
        return this.writeHeading(layout, open, tail);
      case 'provision': {
        const level = layout.level === 0 ? '' : `level-${Math.min(DEEPEST_LEVEL, layout.level)}`;
        const label = this.writeWords(layout.label, 'label');
        const words = this.writeWords(layout.words, layout.label.length > 0 ? 'rest' : 'all');
        return `${open('div', 'provision', level)}<span class="label">${label}</span><span class="words">${words}${tail}</span></div>`;
      }
      case 'paragraph': {
        const under = layout.level < 0 ? '' : `under-${Math.min(DEEPEST_LEVEL, layout.level)}`;
        const tag = layout.isQuoted ? 'blockquote' : 'p';
        return `${open(tag, under)}${this.writeWords(joinLabel(layout.label, layout.words))}${tail}</${tag}>`;
      }
      case 'item': {
        const level = layout.level > 0 ? `item-${Math.min(2, layout.level)}` : '';
        const inClause = layout.within < 0 ? '' : `in-${Math.min(DEEPEST_LEVEL, layout.within)}`;
        const numbered = layout.marker === '' ? 'numbered' : '';
        const { marker, label, words } = layout;
        const own =
          marker === ''
            ? `<span class="label">${this.writeWords(label, 'label')}</span><span class="words">${this.writeWords(words, label.length > 0 ? 'rest' : 'all')}${tail}</span>`
            : `<span aria-hidden="true">${marker}</span><span class="words">${this.writeWords(joinLabel(label, words))}${tail}</span>`;
        return `${open('div', 'item', inClause, level, numbered).replace('<div', '<div role="listitem"')}${own}</div>`;
      }
      case 'caption':
      case 'question':
        return `${open('p', layout.kind)}${this.writeUnbound(removeBold(joinLabel(layout.label, layout.words)))}${tail}</p>`;
      case 'table':
        return this.writeTable(layout, caption, changes, direction);
      case 'figure':
        return this.writeFigure(layout, id + numberAttribute(layout.numbers), changes);
      case 'code':
        return `${open('pre').replace('<pre', '<pre tabindex="0" role="group" aria-label="Example"')}<code>${this.writeWords(layout.words)}</code></pre>`;
      case 'rule':
        return layout.mark
          ? `<div class="${changes.join(' ')}"${numberAttribute(layout.numbers)}>${markHtml('<hr>', layout.mark)}</div>`
          : '<hr>';
    }
  }

  /** Heading levels are never skipped. A heading without words is left out. */
  private writeHeading(
    heading: HeadingLayout,
    open: (tag: string, ...classes: readonly string[]) => string,
    tail: string,
  ): string {
    const { label, words, anchor, mark } = heading;
    if (![...label, ...words].some(({ text }) => makePrintable(text).trim() !== '')) return '';
    const level = Math.min(6, this.levels.place(heading, 1) + 1);
    const tag = `h${level}`;
    // "Schedule 1 –" goes on in the title, and does not stand apart as a number does.
    const isApart = label.length > 0 && !isWordy(label);
    const html = isApart
      ? `<span class="heading-label">${this.writeUnbound(label, 'label')}</span>${this.writeUnbound(words, 'rest')}`
      : this.writeUnbound(joinLabel(label, words));
    if (anchor !== null)
      this.contents.push({
        level,
        anchor,
        html: this.quote(() =>
          isApart
            ? `<span>${this.quoteMarked(label)}</span> ${this.quoteMarked(words)}`
            : this.quoteMarked(joinLabel(label, words)),
        ),
        classes: nameWhole(mark).join(' '),
      });
    return `${open(tag)}${html}${tail}</${tag}>`;
  }

  private writeTable(
    layout: TableLayout,
    caption: string | null,
    changes: readonly string[],
    direction: string,
  ): string {
    const { header, rows, headerRows: headers, columns, merges, anchor } = layout;
    const columnClasses = columns.map((mark) => nameWhole(mark).join(' '));
    const wordy = findWordyColumns([header, ...rows], columns.length);
    const grid = new TableGrid(merges);
    const writeRow = (row: LaidOutRow, index: number): string => {
      let numbers = numberAttribute([...(index === 0 ? (layout.numbers ?? []) : []), ...(row.numbers ?? [])]);
      const cells = row.cells.map((words, column) => {
        // A merged cell is written where it begins, and not again where it reaches.
        const place = grid.placeOf(index, column);
        if (place.isBelow || place.isBeside) return '';
        // What is deleted as a whole stays in its place, so no note quotes its cells.
        this.whole = layout.mark ?? row.mark ?? columns[column] ?? null;
        const tag = index < headers && words.length > 0 ? 'th' : 'td';
        const attributes = [
          nameClasses(columnClasses[column] ?? '', index === 0 && wordy.has(column) ? 'wordy' : ''),
          place.columns > 1 ? ` colspan="${place.columns}"` : '',
          place.rows > 1 ? ` rowspan="${place.rows}"` : '',
          tag === 'th' ? ' scope="col"' : '',
          numbers,
        ];
        numbers = '';
        return `<${tag}${attributes.join('')}>${this.writeWords(words)}</${tag}>`;
      });
      const classes = nameWhole(row.mark).join(' ');
      return `<tr${classes === '' ? '' : ` class="${classes}"`}>${cells.join('')}</tr>`;
    };
    const all = [header, ...rows].map(writeRow);
    const head = all.slice(0, headers).join('\n');
    const body = all.slice(headers);
    const id = anchor === null ? '' : ` id="${escapeHtml(anchor)}"`;
    const name = caption === null ? ' aria-label="Table"' : ` aria-labelledby="${escapeHtml(caption)}"`;
    const isNumbered = layout.numbers || header.numbers || rows.some((row) => row.numbers);
    const flow = [
      ...(isRepeatedRow(header) ? [] : ['text-above']),
      ...(isNumbered ? ['numbered-rows'] : []),
      ...(this.leads ? ['leads'] : []),
    ];
    const classes = ['table', ...flow, ...nameFit(layout.fit), ...changes].join(' ');
    return `<div class="${classes}"${id}${name}${direction} tabindex="0" role="group"><table>\n<thead>${head}</thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table></div>`;
  }

  private writeFigure(
    { alt: said, path, mark }: Extract<Layout, { kind: 'figure' }>,
    id: string,
    changes: readonly string[],
  ): string {
    this.check.writeText(said, mark?.op ?? null);
    const alt = makePrintable(said).trim() || 'Figure';
    const bytes = this.figures(path);
    const kind = bytes && pictureOf(bytes)?.extension;
    const picture =
      bytes && kind
        ? `<img src="data:image/${kind === 'svg' ? 'svg+xml' : kind};base64,${encodeBase64(bytes)}" alt="${escapeHtml(alt)}">`
        : `<div class="stand-in" role="img" aria-label="${escapeHtml(alt)}">${escapeHtml(alt)}</div>`;
    const name = mark ? ` aria-label="${describeFigure(mark)}"` : '';
    return `<figure${changes.length > 0 ? ` class="${changes.join(' ')}"` : ''}${id}${name}>${markHtml(picture, mark)}</figure>`;
  }

  /** A link that a reader can copy, to keep or to send; it has no words, so that none get into the text. */
  private writeLinkTo(anchor: string | null): string {
    if (anchor === null) return '';
    const label = this.manuscript.provisions.get(anchor)?.label ?? 'this place';
    return `<a class="here" href="#${escapeHtml(anchor)}" aria-label="Link to ${escapeHtml(shortLabel(label))}"></a>`;
  }

  /**
   * Words of the text: no line ends between the word of a unit and its number.
   * @param part which part of its block the words are, where the block has a label
   */
  private writeWords(words: readonly StyledWord[], part: BlockPartName = 'all'): string {
    return this.writeUnbound(bindNumbers(words), part);
  }

  /** Words as they are, such as those of headings and captions, which others look for. */
  private writeUnbound(words: readonly StyledWord[], part: BlockPartName = 'all'): string {
    const { enclosed } = this.manuscript.marks.looks.inserted;
    const stretches = cutStretches(words, enclosed);
    return stretches
      .map((stretch, index) => {
        const html = this.writeStretch(stretch);
        const { mark } = stretch;
        if (!mark) return html;
        const { opens, closes } = findBrackets(stretches, index, { whole: this.whole, part });
        const within = enclosed && mark.op === 'insert' ? [opens ? '' : 'follows', closes ? '' : 'goes-on'] : [];
        const bold = this.drawsBoldApart(stretch) ? ['bold'] : [];
        const marked = markHtml(html, mark, [...within, ...bold].filter(Boolean).join(' '));
        return this.whole?.op === 'delete' ? marked : marked + this.writeAmendment(stretches, index);
      })
      .join('');
  }

  /** Words with one mark: those that lead to one place are one link. */
  private writeStretch({ words }: Stretch): string {
    let html = '';
    for (let at = 0; at < words.length; ) {
      const first = words[at]!;
      let end = at + 1;
      while (words[end] && canShareLink(first, words[end]!)) end++;
      let inner = '';
      let isBlank = true;
      for (let i = at; i < end; i++) {
        inner += this.writeWord(words[i]!);
        isBlank &&= words[i]!.text.trim() === '';
      }
      // A blank alone, which changed between linked words, is no link that anyone could follow.
      html += isBlank ? inner : this.linkHtml(first, inner);
      at = end;
    }
    return html;
  }

  private linkHtml(word: StyledWord, html: string): string {
    if (word.kind === 'image' || word.note !== null || this.isQuoting) return html;
    const link = keepSafeLink(word.link);
    if (link !== null) return `<a href="${escapeHtml(link)}">${html}</a>`;
    const { away } = word;
    if (away)
      return `<a class="ref" href="${escapeHtml(away.address)}"${quoteAttribute(this.cited.shorten(away.said))}>${html}</a>`;
    if (word.target === null) return html;
    return `<a class="ref" href="#${escapeHtml(word.target)}"${quoteAttribute(this.cited.find(word.target))}>${html}</a>`;
  }

  private writeWord(word: StyledWord): string {
    if (!this.isQuoting) this.check.writeWord(word);
    let html =
      word.kind === 'break' ? '<br>' : word.note !== null ? this.writeCall(word, word.note) : escapeHtml(word.text);
    if (word.kind === 'image')
      html = `<span role="img" aria-label="${escapeHtml(word.text)}">${escapeHtml(word.text)}</span>`;
    if (word.kind === 'code') html = `<code>${html}</code>`;
    if (word.superscript && word.note === null) html = `<sup>${html}</sup>`;
    if (word.subscript) html = `<sub>${html}</sub>`;
    if (word.underline) html = `<u>${html}</u>`;
    if (word.emphasis) html = `<em>${html}</em>`;
    if (word.strong) html = `<strong>${html}</strong>`;
    return html;
  }

  private writeCall(word: StyledWord, key: string): string {
    const note = this.findNote(key);
    const label = escapeHtml(signOfCall(word));
    if (!note || this.isQuoting) return `<sup>${label}</sup>`;
    const isFirst = !this.called.has(note);
    if (isFirst) this.called.set(note, this.called.size + 1);
    const id = isFirst ? ` id="_call-${this.called.get(note)}"` : '';
    const words = note.words.filter(({ mark }) => mark?.op !== 'delete' || note.mark !== null);
    const said = quoteAttribute(this.cited.shorten(sayWords(words)));
    return `<sup><a href="#${note.anchor}"${id} aria-label="Note ${label}"${said}>${label}</a></sup>`;
  }

  /** Calls the note of deleted words, where the marks leave them to a note. */
  private writeAmendment(stretches: readonly Stretch[], index: number): string {
    const stretch = stretches[index];
    if (!stretch?.mark || !this.standsInNote(stretch.mark) || this.isQuoting || !isQuotable(stretch)) return '';
    const isReplaced = isReplacedAt(stretches, index);
    const lead = describeDeletion(isReplaced);
    return this.callAmendment({ ...stretch, mark: stretch.mark, lead, more: isReplaced ? 'replaced' : '' });
  }

  /** Calls the note of a block that is gone as a whole. Rows of tables stay where they are. */
  private writeAmendmentOfBlock(layout: Layout): string {
    const { mark } = layout;
    if (!mark || !this.standsInNote(mark) || !('label' in layout)) return '';
    const end = mark.move === null ? undefined : this.moves.get(mark.move);
    const words = joinLabel(layout.label, layout.words);
    return this.callAmendment({ mark, words, lead: describeGone(end?.name ?? null), more: '' });
  }

  private callAmendment({ mark, words, lead, more }: Amendment): string {
    const number = this.amendments.length + 1;
    const quoted = this.quote(() =>
      trimWords(words)
        .map((word) => this.writeWord(word))
        .join(''),
    );
    this.amendments.push(
      `<p id="_amendment-${number}"><b>A${number}</b> ${escapeHtml(lead)} “${quoted}”${endNote(words, mark)} <a href="#_amended-${number}" aria-label="Back to the text">↩</a></p>`,
    );
    const said = quoteAttribute(this.cited.shorten(`${lead} “${sayWords(words)}”`));
    return `<a class="${`amended ${more}`.trim()}" href="#_amendment-${number}" id="_amended-${number}" aria-label="Amendment A${number}"${said}><span data-number="A${number}"></span></a>`;
  }

  private standsInNote(mark: RevisionMark): boolean {
    return mark.op === 'delete' && this.lookOf(mark).inNote;
  }

  /** Whether the words of a stretch are bold, in a scheme that then marks them otherwise. */
  private drawsBoldApart({ mark, words }: Stretch): boolean {
    if (!mark) return false;
    const { line, lineInBold } = this.lookOf(mark);
    return line !== lineInBold && words.every(({ strong }) => strong);
  }

  private lookOf(mark: RevisionMark): MarkLook {
    return this.manuscript.marks.looks[kindOfMark(mark)];
  }

  /** Writes words once more, where they are quoted: they are not counted, and lead nowhere. */
  private quote(write: () => string): string {
    this.isQuoting = true;
    try {
      return write();
    } finally {
      this.isQuoting = false;
    }
  }

  private quoteMarked(words: readonly StyledWord[]): string {
    return cutStretches(leaveOutCalls(words))
      .map((stretch) => markHtml(this.writeStretch(stretch), stretch.mark))
      .join('');
  }
}

/** A class attribute of names, some of which may be ''; '' without any. */
function nameClasses(...names: readonly string[]): string {
  const all = names.filter((name) => name !== '').join(' ');
  return all === '' ? '' : ` class="${all}"`;
}

/** A table of fewer columns leaves each of them room. */
const FEWEST_COLUMNS = 4;
/** Longer texts are read in lines, and want some room for them. */
const LONGEST_ENTRY = 60;

/** The columns of sentences beside so many others that a browser would leave them the width of a word. */
function findWordyColumns(rows: readonly LaidOutRow[], count: number): ReadonlySet<number> {
  const found = new Set<number>();
  if (count < FEWEST_COLUMNS) return found;
  for (const { cells } of rows)
    for (const [column, words] of cells.entries()) if (countCharacters(words) > LONGEST_ENTRY) found.add(column);
  return found;
}

/** Words that stand in a note, what it says before them, and the class of its call. */
interface Amendment {
  readonly mark: RevisionMark;
  readonly words: readonly StyledWord[];
  readonly lead: string;
  readonly more: string;
}

/** The two ends of a move. */
interface MoveAnchors {
  from: string | null;
  to: string | null;
  /** What the provision is called where it went to. */
  name: string | null;
}

function findMoveAnchors(layouts: readonly Layout[]): Map<number, MoveAnchors> {
  const moves = new Map<number, MoveAnchors>();
  for (const { moved, mark, anchor } of layouts) {
    if (!moved || !mark || mark.move === null) continue;
    const ends = moves.get(mark.move) ?? { from: null, to: null, name: null };
    if ('to' in moved) {
      ends.from ??= anchor;
      ends.name ??= moved.to;
    } else ends.to ??= anchor;
    moves.set(mark.move, ends);
  }
  return moves;
}

/** Whether two blocks are one in a version, and a page can show them so. */
function joins(layout: Layout, next: Layout): boolean {
  const canJoin = ({ kind }: Layout) => kind === 'provision' || kind === 'paragraph';
  return layout.end !== null && canJoin(layout) && canJoin(next) && !next.moved;
}

function canShareLink(a: StyledWord, b: StyledWord): boolean {
  return a.link === b.link && a.target === b.target && a.away === b.away && isLinkable(a) && isLinkable(b);
}

function isLinkable({ kind, note }: StyledWord): boolean {
  return kind !== 'image' && note === null;
}

/** The numbers of changes, which the style sheet shows in the margin; they are none of the text. */
function numberAttribute(numbers: readonly number[] | undefined): string {
  return numbers && numbers.length > 0 ? ` data-change="${sayMarginNumbers(numbers)}"` : '';
}

/** What a page calls a figure that was inserted or deleted. */
function describeFigure({ op, move }: RevisionMark): string {
  if (move !== null) return op === 'insert' ? 'Figure moved here' : 'Figure moved away';
  return op === 'insert' ? 'Inserted figure' : 'Deleted figure';
}

/** Words that the style sheet shows beside a link while a reader points to it. */
function quoteAttribute(said: string): string {
  return said === '' ? '' : ` data-said="${escapeHtml(said)}"`;
}

/** Captions and questions are bold by their style, so their words need not be. */
function removeBold(words: readonly StyledWord[]): StyledWord[] {
  return words.map((word) => ({ ...word, strong: false }));
}

/** The label of a heading without a number is its title, which may be long. */
function shortLabel(label: string): string {
  return label.length <= 80 ? label : `${label.slice(0, 79)}…`;
}

/** How a table fits a page that is printed: in small letters, across the page, or not even there. */
function nameFit({ isCut, isLandscape, points }: TableFit): string[] {
  if (isCut) return ['tight'];
  const size = points < (isLandscape ? 9 : 9.5) ? ['small'] : [];
  return isLandscape ? ['wide', ...size] : size;
}
