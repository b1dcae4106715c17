import { formKey, type OwnPart } from '../../office/own-part.js';
import { type BookmarkedPlace, checkField, checkNoteField } from './check-fields.js';
import { checkOutline, type NumberPlace } from './check-outline.js';
import { makeParagraphsWhole } from './join-paragraphs.js';
import { LaterCalls } from './later-calls.js';
import { ListCounter, type ListLabel } from './list-numbering.js';
import { NumberFields } from './number-fields.js';
import { countLabel, type ImportNotice, type OpenedWord, openWord } from './open-word.js';
import { type OwnRole, openingOf, ownDepthOf, ownRoleOf, releaseSpans, splitOwnText } from './own-file.js';
import type { ParagraphStyles } from './paragraph-styles.js';
import { CommentedWords, readComments, type WordComment } from './read-comments.js';
import { changeOfWhole, isGone, type RevisionChoice, resolveParagraph, resolveRevisions } from './resolve-revisions.js';
import { splitAfterFirstLine, splitAtBlankLines, splitAtTypedNumbers, splitOffPictures } from './split-paragraphs.js';
import {
  PLAIN_LOOK,
  type WordBlock,
  type WordCell,
  type WordField,
  type WordNote,
  type WordNoteCall,
  type WordParagraph,
  type WordRevision,
  type WordSpan,
  type WordTable,
} from './word-document.js';
import {
  escapeLineStart,
  markChange,
  noteChange,
  plainWords,
  quoteYamlValue,
  type WordsContext,
  type WordsLook,
  writeWords,
} from './write-words.js';

/** A draft that was made of a Word file. */
export interface ImportedDraft {
  readonly text: string;
  /** Pictures, by their paths beside the draft. */
  readonly figures: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly notices: readonly PlacedNotice[];
  readonly comments: readonly PlacedComment[];
}

/** A comment at the words of the draft that it is about. */
export interface PlacedComment extends Omit<WordComment, 'id'> {
  /** The line of the draft, from 0; null where the file does not say. */
  readonly line: number | null;
  /** The words that were commented, white space folded; '' for a place between words. */
  readonly words: string;
}

export interface PlacedNotice extends ImportNotice {
  /** The line of the draft, from 0; null for the file as a whole. */
  readonly line: number | null;
}

export interface ImportOptions {
  readonly changes: RevisionChoice;
  /** The folder that figures are named in, relative to the draft: "figures/svtad". */
  readonly figureFolder: string;
  /** What the draft is called where the file has no title. */
  readonly fallbackTitle: string | null;
  /** Labels that notes must not bear, since the text around has them; none where it is left out. */
  readonly takenNotes?: ReadonlySet<string>;
  /** Whether a figure bears the name of what it holds, so that two versions name the same one alike. */
  readonly namesFiguresByContent?: boolean;
  /** Whether its outline is held against Word's lists; not where it is left out. */
  readonly checksOutline?: boolean;
}

/**
 * Makes a draft of a Word file: automatic numbers as literal labels, headings as headings, notes,
 * tables and figures. Every word of every story stands in it once.
 * @throws Error in words that follow the file's name
 */
export function importWord(bytes: Uint8Array, options: ImportOptions): ImportedDraft {
  return writeOpened(openWord(bytes), { ...options, checksOutline: true });
}

/** Makes a draft of what a reader made of a file, or of a page. */
export function writeOpened(opened: OpenedWord, options: ImportOptions): ImportedDraft {
  return new DraftWriter(opened, options).write();
}

/** The words of a file or a page on one line, as a cell of a table has them. */
export function writeOpenedAsCell(opened: OpenedWord, options: ImportOptions): string {
  return new DraftWriter(opened, options).writeAsCell();
}

/** Fewer headings "Clause 1" make no heading of what looks like them. */
const LEAST_ALIKE = 3;
/** The longest heading; what is longer is a provision whose style only makes it look like one. */
const LONGEST_HEADING = 160;
/** A table has no more columns than Word allows. */
const MOST_COLUMNS = 63;

class DraftWriter {
  private readonly lines: string[] = [];
  private readonly notices: PlacedNotice[];
  private readonly figures: { path: string; bytes: Uint8Array }[] = [];
  private readonly pathsOfParts = new Map<string, string | null>();
  private readonly noteLabels = new Map<string, string>();
  private readonly takenNotes: Set<string>;
  private readonly context: WordsContext;
  private readonly commented = new CommentedWords();
  private readonly bookmarks = new Map<string, BookmarkedPlace>();
  private readonly fields: { field: WordField; line: number }[] = [];
  /** The notes of the body, for fields that call them again. */
  private laterCalls = new LaterCalls([]);
  /** The numbered paragraphs and the headings of the body, for the check of the outline. */
  private readonly places: NumberPlace[] = [];
  /** The outline levels of headings such as "Clause 8", by their word, and one of them. */
  private unitHeadings = new Map<string, UnitHeading>();
  /** The scheme that the numbers must be read by; null where the text tells. */
  private scheme: string | null = null;
  /** The labels of the numbered paragraphs that are open, by level. */
  private path: string[] = [];
  private title: string | null = null;
  private hasBodyTitle = false;
  private counter = new ListCounter();
  private readonly numberFields: NumberFields;
  /** Counts the numbers that paragraphs had before they changed. */
  private readonly earlierCounter = new ListCounter();
  /** The change of the end of the paragraph above, where its words stay. */
  private joint: WordRevision | null = null;
  /** Indentation of the bullets that are open, by level. */
  private bullets: number[] = [];
  /** In a file of Keeling's: the depth of the provision above, and what the paragraph above was. */
  private depth = -1;
  private itemWidths: readonly number[] = [];
  private lastOwn: OwnRole['kind'] | null = null;
  /** Code that further lines of code go on with: its fence, where it ends, and the blank lines since. */
  private openCode: { readonly fence: string; end: number; blanks: number } | null = null;
  /** The line of the row that is being written; null outside of a table. */
  private rowLine: number | null = null;

  constructor(
    private readonly opened: OpenedWord,
    private readonly options: ImportOptions,
  ) {
    this.notices = opened.notices.map((notice) => ({ ...notice, line: null }));
    this.takenNotes = new Set(options.takenNotes);
    this.numberFields = new NumberFields(opened.lists);
    this.context = {
      labelOfNote: (call) => this.labelOfNote(call),
      pathOfPicture: (part, name) => this.pathOfPicture(part, name),
      keepsChanges: options.changes === 'keep',
      knowsCode: opened.own !== null,
      reportHidden: (words) => this.report('hidden', `Hidden text: “${words.trim().slice(0, 60)}”`),
    };
  }

  write(): ImportedDraft {
    const { opened, options } = this;
    this.title = opened.title;
    const resolved = resolveRevisions(opened.body, options.changes);
    this.laterCalls = new LaterCalls(resolved);
    const body = this.laterCalls.restoreIn(resolved);
    const { front, text: ownText } = opened.own ? splitOwnText(body, opened.styles) : { front: [], text: body };
    if (!opened.own) this.unitHeadings = findUnitHeadings(ownText, opened.styles);
    this.writeBlocks(this.makeWhole(ownText));
    this.writeNotes();
    this.checkFields();
    if (options.checksOutline && !opened.own) this.checkOutline();
    const head = this.opened.own ? this.ownOpening(this.opened.own, front) : this.frontMatter();
    const shift = head.split('\n').length - 1;
    const comments = this.placeComments(shift);
    const written = `${head}${this.lines.join('\n').replace(/\n{3,}/g, '\n\n')}\n`;
    const text = opened.own ? writeLikeBefore(written, opened.own) : written;
    return {
      text,
      comments,
      figures: this.figures,
      notices: this.notices.map((notice) => ({
        ...notice,
        line: notice.line === null ? null : notice.line + shift,
      })),
    };
  }

  /** The blocks without what a converter from PDF broke; not where changes stay, which may be at the break. */
  private makeWhole(blocks: readonly WordBlock[]): readonly WordBlock[] {
    const { opened, options } = this;
    if (opened.own || options.changes === 'keep' || !options.checksOutline) return blocks;
    const whole = makeParagraphsWhole(blocks, opened.styles);
    const { pageNumbers, runningHeads } = whole;
    const examples = [...pageNumbers.slice(0, 1), ...runningHeads].map((words) => `“${words}”`).join(', ');
    if (pageNumbers.length > 0)
      this.notices.push({
        code: 'page.numbers',
        message: `Numbers and heads of ${pageNumbers.length} pages that stood among the text are left out: ${examples}`,
        line: null,
      });
    return whole.blocks;
  }

  writeAsCell(): string {
    const blocks = resolveRevisions(this.opened.body, this.options.changes);
    return this.cellText({ blocks, columns: 1, isMergedUp: false, beginsMerge: false, revisions: [] });
  }

  private ownOpening(own: OwnPart, front: readonly WordBlock[]): string {
    const opening = openingOf(own, front, this.opened.styles);
    return opening === '' ? '' : `${opening}\n\n`;
  }

  /** The line that the next block begins on: after a blank one, but for the first. */
  private nextLine(): number {
    return this.lines.length === 0 ? 0 : this.lines.length + 1;
  }

  private report(code: string, message: string): void {
    this.notices.push({ code, message, line: this.nextLine() });
  }

  private checkFields(): void {
    const choice = this.options.changes === 'reject' ? 'reject' : 'accept';
    for (const { field: each, line } of this.fields) {
      if (this.laterCalls.isRestored(each.laterCall) || isGone(each.revisions, choice)) continue;
      const field = choice === 'reject' ? { ...each, result: each.earlierResult } : each;
      const fault =
        checkField(field, (name) => this.bookmarks.get(name.toLowerCase()) ?? null) ??
        checkNoteField(field, (name) => {
          const note = this.laterCalls.find(name);
          return note && { of: note.of, label: this.labelOfNote(note) };
        });
      if (fault) this.notices.push({ ...fault, line });
    }
  }

  /** Names the scheme by which the numbers stand as in Word, and reports those that do not. */
  private checkOutline(): void {
    const { scheme, misplaced } = checkOutline(this.lines.join('\n'), this.places);
    this.scheme = scheme;
    if (scheme !== null)
      this.notices.push({
        code: 'outline.scheme',
        message: `The numbers are nested as in Word by “scheme: ${scheme}”, which the front matter names.`,
        line: null,
      });
    const [first] = misplaced;
    if (!first) return;
    const others = misplaced.length > 1 ? `, and ${misplaced.length - 1} more,` : '';
    this.notices.push({
      code: 'outline.place',
      message: `“${first.label}”${others} stands under another provision than in Word: check the outline.`,
      line: first.line,
    });
  }

  /** Keeps where a paragraph that was written stands in Word's lists. */
  private keepPlace(line: number, label: ListLabel | null, text: string): void {
    const heading = /^#{1,6}(?= )/.exec(text)?.[0].length ?? null;
    const number = label && !label.isBullet ? label.text.trim() : '';
    if (heading === null && number === '') return;
    const isLeadIn = /[:—–-][*_\s]{0,9}$/.test(text.slice(-12));
    this.places.push({ line, label: number, list: label?.list ?? null, level: label?.level ?? 0, heading, isLeadIn });
  }

  /** Keeps what bookmarks stand at and the fields that name them. */
  private notePlace({ spans, fields }: WordParagraph, label: ListLabel | null): void {
    const number = label && !label.isBullet ? label.text.trim() : '';
    if (label && number !== '') this.path = [...this.path.slice(0, label.level), number];
    this.keepBookmarks(spans, number, this.path);
    for (const field of fields) this.fields.push({ field, line: this.nextLine() });
  }

  /** Word tells no names of bookmarks apart by their case. */
  private keepBookmarks(spans: readonly WordSpan[], label: string, path: readonly string[]): void {
    const { changes } = this.options;
    for (const [at, span] of spans.entries()) {
      if (span.kind !== 'bookmark') continue;
      // What begins with a number that a field shows is cited by that one.
      const next = spans.slice(at, at + 4).find(({ kind }) => kind === 'text');
      const counted = next?.kind === 'text' && next.isCounted ? next.text.trim() : null;
      this.bookmarks.set(span.name.toLowerCase(), {
        label: counted ?? label,
        path: shortPath(counted === null ? path : [...path, counted]),
        isGone: span.goneWhen !== null && span.goneWhen === (changes === 'reject' ? 'reject' : 'accept'),
      });
    }
  }

  /** The automatic label of the next paragraph, and the paragraph with the numbers that its fields show. */
  private countNumbers(
    paragraph: WordParagraph,
    counter: ListCounter,
  ): { readonly label: ListLabel | null; readonly paragraph: WordParagraph } {
    const { opened } = this;
    const label = countLabel(opened, counter, paragraph)?.label ?? null;
    if (!paragraph.spans.some(({ kind }) => kind === 'number')) return { label, paragraph };
    const heading = opened.styles.outlineOf(paragraph.properties, paragraph.style);
    let isAtStart = true;
    const spans = paragraph.spans.map((span, at): WordSpan => {
      if (span.kind === 'text') isAtStart &&= span.text.trim() === '';
      if (span.kind !== 'number') return span;
      const number = this.numberFields.countNext(span, { label, heading, counter });
      const next = paragraph.spans.slice(at + 1, at + 5).find(({ kind }) => kind === 'text');
      const isApart = next?.kind !== 'text' || /^\s/.test(next.text);
      // A hidden one only counts: it begins a list anew, say.
      if (span.isHidden) return { kind: 'text', text: '', ...PLAIN_LOOK, isHidden: true };
      const text = isAtStart && !isApart ? `${number} ` : number;
      isAtStart = false;
      return { kind: 'text', text, ...PLAIN_LOOK, revisions: span.revisions, isCounted: true };
    });
    return { label, paragraph: { ...paragraph, spans } };
  }

  private placeComments(shift: number): PlacedComment[] {
    const { comments, commentsExtended, readComment } = this.opened;
    return readComments(comments, commentsExtended, readComment).map(({ id, ...comment }) => {
      const place = this.commented.find(id);
      return { ...comment, line: place ? place.line + shift : null, words: place?.text ?? '' };
    });
  }

  private labelOfNote({ of, id, sign }: WordNoteCall): string {
    const key = `${of} ${id}`;
    let label = this.noteLabels.get(key);
    if (label === undefined) {
      let own = [...this.noteLabels.keys()].filter((each) => each.startsWith(of)).length + 1;
      const prefix = of === 'footnote' ? '' : 'e';
      label = sign !== null && /^[^\s[\]^\\`|<>]{1,20}$/.test(sign) ? sign : `${prefix}${own}`;
      while (this.takenNotes.has(label)) label = `${prefix}${++own}`;
      this.takenNotes.add(label);
      this.noteLabels.set(key, label);
    }
    return label;
  }

  private pathOfPicture(part: string, name: string): string | null {
    let path = this.pathsOfParts.get(part);
    if (path === undefined) {
      const bytes = this.opened.readMedia(part);
      const ending = /\.[A-Za-z0-9]{1,5}$/.exec(part)?.[0].toLowerCase() ?? '';
      const known = this.opened.own !== null && isPicturePath(name, ending) ? name : null;
      const number = bytes !== null && this.options.namesFiguresByContent ? hashBytes(bytes) : this.figures.length + 1;
      path = bytes === null ? null : (known ?? `${this.options.figureFolder}-${number}${ending}`);
      if (bytes !== null && path !== null) this.figures.push({ path, bytes });
      if (!/^\.(?:png|jpe?g|gif|svg|webp)$/.test(ending))
        this.report('picture.format', `A picture in a format that other programs may not show: ${part}`);
      this.pathsOfParts.set(part, path);
    }
    return path;
  }

  private addBlock(text: string): void {
    if (text.trim() === '') return;
    const { joint } = this;
    this.joint = null;
    const above = this.lines.pop();
    if (joint && above !== undefined) {
      // The end between two paragraphs that one version has as one.
      const [open, close] = isGone([joint], 'accept') ? ['{--', '--}'] : ['{++', '++}'];
      const note = markChange('x', joint).replace(/^.{7}/, '');
      this.lines.push(`${above}${open}`, '', ...`${close}${note}${text}`.split('\n'));
      return;
    }
    if (above !== undefined) this.lines.push(above);
    if (this.lines.length > 0) this.lines.push('');
    this.lines.push(...text.split('\n'));
  }

  private writeBlocks(blocks: readonly WordBlock[]): void {
    for (const block of blocks) {
      if (block.kind === 'table') this.writeTable(block);
      else for (const paragraph of this.partParagraph(block)) this.writeParagraph(paragraph);
    }
  }

  /** A paragraph as a reader sees it: its lines may be broken so that it looks like several. */
  private partParagraph(paragraph: WordParagraph): WordParagraph[] {
    if (this.opened.own || this.options.changes === 'keep' || paragraph.isContents) return [paragraph];
    const [first = paragraph, ...rest] = splitAtBlankLines(paragraph).flatMap(splitAtTypedNumbers);
    const outline = this.opened.styles.outlineOf(first.properties, first.style);
    if (outline === null) return [first, ...rest];
    const isLong = plainWords(first.spans).length > LONGEST_HEADING;
    return [...(isLong ? splitAfterFirstLine(first) : splitOffPictures(first)), ...rest];
  }

  private writeParagraph(uncounted: WordParagraph): void {
    if (uncounted.isContents) {
      this.keepBookmarks(uncounted.spans, '', []);
      for (const box of uncounted.boxes) this.writeBox(box);
      return;
    }
    const { label: counted, paragraph } = this.countNumbers(uncounted, this.counter);
    this.notePlace(paragraph, counted);
    if (this.opened.own && !counted && this.writeOwnParagraph(paragraph, this.opened.own)) return;
    if (!counted && this.writeCode(paragraph)) return;
    // Nobody sees the number of a paragraph that is hidden with its end.
    const label = isHiddenWhole(paragraph) ? null : counted;
    this.commented.addParagraph(paragraph, this.nextLine());
    const { joined } = paragraph;
    if (joined)
      this.report(
        'paragraph.joined',
        `Two paragraphs of one sentence are one: “…${joined.end}” and “${joined.start}…”`,
      );
    const keeps = this.options.changes === 'keep';
    const whole = keeps ? changeOfWhole(paragraph) : null;
    const text = this.paragraphText(whole ? withoutChanges(paragraph) : paragraph, label);
    const note = keeps && whole === null ? this.noteOfNumber(paragraph, label) : '';
    if (text !== null && text.trim() !== '') this.keepPlace(this.nextLine(), label, text);
    if (text !== null) this.addBlock(whole ? markLine(text, whole) : `${text}${note}`);
    const joint = keeps && whole === null ? paragraph.markRevisions.at(-1) : undefined;
    if (joint && text !== null && text.trim() !== '') this.joint = joint;
    for (const box of paragraph.boxes) this.writeBox(box);
  }

  /** Lines of code as a block of code. @returns whether the paragraph is such a line */
  private writeCode(paragraph: WordParagraph): boolean {
    const { opened, options } = this;
    const { properties, style, spans, boxes } = paragraph;
    const isCode =
      !opened.own &&
      options.changes !== 'keep' &&
      boxes.length === 0 &&
      opened.styles.isCodeStyle(style) &&
      opened.styles.outlineOf(properties, style) === null &&
      spans.every(
        (span) => span.kind !== 'note' && span.kind !== 'picture' && !(span.kind === 'text' && span.isHidden),
      );
    if (!isCode) return false;
    const text = spans
      .map((span) => (span.kind === 'text' ? span.text : ''))
      .join('')
      .trimEnd();
    const open = this.openCode?.end === this.lines.length ? this.openCode : null;
    if (text === '') {
      if (open) open.blanks++;
      return true;
    }
    const lines = text.split('\n');
    const goesOn = open !== null && !text.includes(open.fence);
    this.commented.addParagraph(paragraph, goesOn ? open.end - 1 + Math.min(1, open.blanks) : this.nextLine() + 1);
    if (goesOn) this.lines.splice(-1, 1, ...(open.blanks > 0 ? [''] : []), ...lines, open.fence);
    else {
      const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length + 1)));
      this.addBlock([fence, ...lines, fence].join('\n'));
      this.openCode = { fence, end: 0, blanks: 0 };
    }
    if (this.openCode) this.openCode = { ...this.openCode, end: this.lines.length, blanks: 0 };
    return true;
  }

  /** What a tracked change did to the number or the level of a paragraph, as a note; '' for nothing. */
  private noteOfNumber(paragraph: WordParagraph, label: ListLabel | null): string {
    if (isGone(paragraph.markRevisions, 'reject')) return '';
    const earlier = resolveParagraph(paragraph, 'reject');
    const before = countLabel(this.opened, this.earlierCounter, earlier)?.label ?? null;
    const { lookChange: change } = paragraph;
    if (!change) return '';
    const [counted = '', is = ''] = [before, label].map((each) => (each?.isBullet ? '•' : (each?.text.trim() ?? '')));
    const was = paragraph.earlierNumber ?? counted;
    if (was !== is)
      return noteChange(
        was === '' ? 'number added' : `number ${is === '' ? 'removed, it' : 'changed, it'} was “${was}”`,
        change,
      );
    const { styles } = this.opened;
    const [level, now] = [earlier, paragraph].map((each) => styles.outlineOf(each.properties, each.style));
    const name = styles.nameOf(earlier.style);
    return level === now
      ? ''
      : noteChange(level === null ? 'made a heading' : `style changed, it was “${name}”`, change);
  }

  /** A paragraph whose style tells what it was in the draft. @returns whether it did */
  private writeOwnParagraph(paragraph: WordParagraph, own: OwnPart): boolean {
    const { styles } = this.opened;
    const role = ownRoleOf(paragraph, styles, this.depth);
    this.depth = ownDepthOf(paragraph, styles) ?? (role?.kind === 'heading' ? -1 : this.depth);
    const before = this.lastOwn;
    this.lastOwn = role?.kind ?? null;
    if (role === null || paragraph.spans.some(({ kind }) => kind === 'picture')) return false;
    this.commented.addParagraph(paragraph, this.nextLine());
    const text = this.ownText(paragraph, role, own);
    const isTight = before === role.kind && (role.kind === 'item' ? own.hasTightLists : role.kind === 'quote');
    if (role.kind === 'code' && before === 'code' && this.lines.at(-1) === '```') this.lines.splice(-1, 1, text, '```');
    else if (role.kind === 'code') this.addBlock(`\`\`\`\n${text}\n\`\`\``);
    else if (isTight && text !== '') this.lines.push(...(role.kind === 'quote' ? ['>'] : []), ...text.split('\n'));
    else this.addBlock(text);
    for (const box of paragraph.boxes) this.writeBox(box);
    return true;
  }

  private ownText(paragraph: WordParagraph, role: OwnRole, own: OwnPart): string {
    const words = () => this.words(paragraph).trim();
    switch (role.kind) {
      case 'heading': {
        const heading = oneLine(words());
        const signs = own.forms.get(formKey('heading', role.level, heading)) ?? '#'.repeat(role.level);
        return heading === '' ? '' : signs === '' ? escapeLineStart(heading) : `${signs} ${heading}`;
      }
      case 'caption':
      case 'question': {
        const signs = own.forms.get(role.kind) ?? '**';
        const whole = oneLine(this.words(paragraph, { isWholeBold: signs !== '' }));
        return whole === '' ? '' : `${signs}${whole}${signs}`;
      }
      case 'item': {
        const item = words().replace(/^• ?/, `${own.bullet} `);
        const width = (/^(?:[-*+]|\d{1,9}[.)]) /.exec(item)?.[0] ?? '  ').length;
        const indent = ' '.repeat(this.itemWidths.slice(0, role.level).reduce((sum, each) => sum + each, 0));
        this.itemWidths = [...this.itemWidths.slice(0, role.level), width];
        return item === '' ? '' : `${indent}${item.replace(/\n/g, `\n${indent}${' '.repeat(width)}`)}`;
      }
      case 'quote':
        return words() === '' ? '' : `> ${escapeLineStart(words()).replace(/\n/g, '\n> ')}`;
      case 'note': {
        const [label = '', ...rest] = words().split(' ');
        return /^[^\s[\]^\\`|<>]{1,20}$/.test(label) ? `[^${label}]: ${rest.join(' ')}` : words();
      }
      case 'rule':
        return '---';
      case 'code':
        return paragraph.spans.map((span) => (span.kind === 'text' ? span.text : '')).join('');
    }
  }

  /** A paragraph as Markdown; null where it is the title, which the front matter has. */
  private paragraphText(paragraph: WordParagraph, label: ListLabel | null): string | null {
    const { styles } = this.opened;
    const style = styles.nameOf(paragraph.style);
    const plain = plainWords(paragraph.spans);
    const alike = label === null ? this.unitHeadings.get(readUnitWord(plain) ?? '') : undefined;
    const own = styles.outlineOf(paragraph.properties, paragraph.style);
    if (own === null && alike)
      this.report('heading.alike', `“${plain.trim()}” is written as a heading, as “${alike.words}” is in Word.`);
    const outline = own ?? alike?.level ?? null;
    this.checkFormat(label);
    if (label?.isBullet) return this.bulletText(paragraph, label);
    this.bullets = [];
    const number = label?.text.trim() ?? '';
    if (style === 'title' && number === '' && !this.hasBodyTitle && plain !== '') {
      this.hasBodyTitle = true;
      this.title = plain;
      return null;
    }
    const isHeading = outline !== null && plain !== '' && plain.length <= LONGEST_HEADING && !paragraph.isRunOn;
    if (
      isHeading &&
      !readsAsItem(plain) &&
      !readsAsSentence(plain) &&
      paragraph.spans.every(({ kind }) => kind !== 'picture')
    ) {
      const words = oneLine(this.words(paragraph, { isWholeBold: true }));
      const level = outline + (this.hasBodyTitle ? 2 : 1);
      return `${'#'.repeat(Math.min(6, level))} ${number === '' ? '' : `${number} `}${words}`;
    }
    if (isCaption(paragraph, style, plain)) return `**${oneLine(this.words(paragraph, { isWholeBold: true }))}**`;
    const words = this.words(paragraph).trim();
    if (number === '') return words === '' ? '' : escapeLineStart(words);
    return words === '' ? number : `${number} ${words}`;
  }

  private words(paragraph: WordParagraph, look: WordsLook = {}): string {
    const { own } = this.opened;
    const spans = own && !own.bindsNumbers ? releaseSpans(paragraph.spans) : paragraph.spans;
    const words = writeWords(spans, this.context, look);
    return look.isInCell ? words : trimBreaks(words.replace(/ {2,}/g, ' '));
  }

  private checkFormat(label: ListLabel | null): void {
    if (label?.unknownFormat)
      this.report('number.format', `A number in the format “${label.unknownFormat}” is written in digits.`);
  }

  private bulletText(paragraph: WordParagraph, { level }: ListLabel): string {
    const words = this.words(paragraph).trim();
    if (words === '') return '';
    // A bullet is within the one before if its level is deeper.
    while (this.bullets.length > 0 && (this.bullets[this.bullets.length - 1] ?? 0) >= level) this.bullets.pop();
    const indent = '  '.repeat(this.bullets.length);
    this.bullets.push(level);
    return `${indent}- ${words.replace(/\n/g, `\n${indent}  `)}`;
  }

  private writeBox(blocks: readonly WordBlock[]): void {
    const outer = this.counter;
    this.counter = new ListCounter();
    this.bullets = [];
    this.writeBlocks(blocks);
    this.counter = outer;
  }

  // ---- tables

  private writeTable(table: WordTable): void {
    this.bullets = [];
    this.lastOwn = null;
    const [only] = table.rows;
    // A box around text is a table of one cell to Word.
    if (only && table.rows.length === 1 && only.cells.length === 1 && only.cells[0]) {
      this.writeBlocks(only.cells[0].blocks);
      return;
    }
    const widths = table.rows.map(({ cells }) => cells.reduce((sum, { columns }) => sum + columns, 0));
    const widest = (all: readonly number[]) => all.reduce((most, each) => Math.max(most, each), 1);
    const isWide = widest(widths) > MOST_COLUMNS;
    const columns = widest(isWide ? table.rows.map(({ cells }) => cells.length) : usedColumns(table));
    const merged = table.rows.some(({ cells }) => cells.some(({ columns: of, isMergedUp }) => of > 1 || isMergedUp));
    const rows = table.rows.map(({ cells }, index) => {
      const texts: string[] = [];
      // The rule stands below the header.
      this.rowLine = this.nextLine() + (index === 0 ? 0 : index + 1);
      for (const cell of cells) {
        // The first row is the header, which is bold by its place.
        texts.push(this.cellText(cell, { isInCell: true, isWholeBold: index === 0 }));
        if (!isWide) for (let extra = 1; extra < cell.columns && texts.length < columns; extra++) texts.push('');
      }
      while (texts.length < columns) texts.push('');
      return texts;
    });
    this.rowLine = null;
    const compact = isWide ? rows : dropEmptyColumns(rows, table, this.opened.own !== null);
    const [header = [], ...body] = compact;
    if (merged) this.report('table.merged', 'A table has merged cells: their words stand in the first of them.');
    const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    const rule = this.opened.own?.hasCloseRules
      ? `|${header.map(() => '---|').join('')}`
      : line(header.map(() => '---'));
    this.addBlock([line(header), rule, ...body.map(line)].join('\n'));
  }

  private cellText(cell: WordCell, look: WordsLook = { isInCell: true }): string {
    const texts: string[] = [];
    const add = (blocks: readonly WordBlock[]): void => {
      for (const block of blocks) {
        if (block.kind === 'table') {
          this.report('table.nested', 'A table within a table is written into its cell.');
          for (const row of block.rows) for (const inner of row.cells) texts.push(this.cellText(inner));
          continue;
        }
        const { label, paragraph } = this.countNumbers(block, this.counter);
        this.checkFormat(label);
        this.notePlace(paragraph, label);
        this.commented.addParagraph(paragraph, this.rowLine ?? this.nextLine());
        const words = this.words(paragraph, look).trim();
        const number = label === null ? '' : label.isBullet ? '•' : label.text.trim();
        texts.push([number, words].filter((each) => each !== '').join(' '));
        for (const box of block.boxes) add(box);
      }
    };
    add(cell.blocks);
    return (
      texts
        .filter((text) => text !== '')
        .join('<br>')
        .replace(/ {2,}/g, ' ')
        // Paragraphs of one look bear one mark.
        .replace(/(?<!\*)\*\*<br>\*\*(?!\*)/g, '<br>')
    );
  }

  // ---- notes and front matter

  private writeNotes(): void {
    const { footnotes, endnotes } = this.opened;
    const write = (of: 'footnote' | 'endnote', notes: readonly WordNote[]): void => {
      // A note can call another: labels are given on the way.
      const byId = new Map(notes.map((note) => [note.id, note]));
      const written = new Set<string>();
      for (let found = true; found; ) {
        found = false;
        for (const [key, label] of [...this.noteLabels]) {
          const id = key.slice(of.length + 1);
          const note = key.startsWith(`${of} `) ? byId.get(id) : undefined;
          if (!note || written.has(id)) continue;
          written.add(id);
          found = true;
          this.writeNote(label, withoutSign(note, label));
        }
      }
      const uncalled = notes.filter(({ id }) => !written.has(id));
      for (const note of uncalled) if (!this.isNoteGone(note)) this.reportUncalled(of, note);
    };
    write('footnote', footnotes);
    write('endnote', endnotes);
  }

  private isNoteGone({ blocks }: WordNote): boolean {
    return blocks.every(
      (block) =>
        block.kind === 'paragraph' &&
        block.spans.every(
          (span) => span.kind !== 'text' || span.text.trim() === '' || isGone(span.revisions, this.options.changes),
        ),
    );
  }

  private reportUncalled(of: string, { id, blocks }: WordNote): void {
    const words = blocks.map((block) => (block.kind === 'paragraph' ? plainWords(block.spans) : '')).join(' ');
    this.report('note.uncalled', `A ${of} (${id}) that no words call is left out: “${words.slice(0, 60)}”`);
  }

  private writeNote(label: string, { blocks }: WordNote): void {
    this.bullets = [];
    const counter = new ListCounter();
    const resolved = resolveRevisions(blocks, this.options.changes);
    const texts = this.laterCalls.restoreIn(resolved).flatMap((block) => {
      if (block.kind === 'table')
        return block.rows.map(({ cells }) => cells.map((cell) => this.cellText(cell)).join(' – '));
      const { label: counted, paragraph } = this.countNumbers(block, counter);
      const number = counted?.text.trim() ?? '';
      this.notePlace(paragraph, null);
      const words = this.words(paragraph);
      return [number, words].filter((each) => each !== '').join(' ');
    });
    const [first = '', ...rest] = texts.filter((text) => text !== '');
    this.addBlock(
      [`[^${label}]: ${first}`, ...rest.map((text) => `\n    ${text.replace(/\n/g, '\n    ')}`)].join('\n'),
    );
  }

  private frontMatter(): string {
    const entries: [string, string][] = [];
    const title = this.title ?? this.options.fallbackTitle;
    if (title) entries.push(['title', title]);
    const pages = (stories: readonly (readonly WordBlock[])[]): string =>
      [...new Set(stories.map((blocks) => storyWords(resolveRevisions(blocks, this.options.changes))))]
        .filter((words) => words !== '')
        .join(' | ');
    const header = pages(this.opened.headers);
    const footer = pages(this.opened.footers);
    const version = /\b[Vv](?:ersion )?(\d+(?:\.\d+)+)\b/.exec(`${title ?? ''} ${header} ${footer}`);
    if (version?.[1]) entries.push(['version', `V${version[1]}`]);
    if (this.scheme !== null) entries.push(['scheme', this.scheme]);
    if (header !== '') entries.push(['header', header]);
    if (footer !== '') entries.push(['footer', footer]);
    if (entries.length === 0) return '';
    return `---\n${entries.map(([key, value]) => `${key}: ${quoteYamlValue(value)}\n`).join('')}---\n\n`;
  }
}

/** Whether a paragraph and its end are hidden, so that Word shows nothing of it. */
function isHiddenWhole({ hasHiddenEnd, spans, boxes }: WordParagraph): boolean {
  return (
    hasHiddenEnd === true &&
    boxes.length === 0 &&
    spans.every((span) => (span.kind === 'text' ? span.isHidden : !/^(?:note|picture|number)$/.test(span.kind)))
  );
}

/** Words of a sentence that a heading does not have. */
const SAYS = /\b(?:means?|shall|must|will|may|is|are|was|has|have|does|do|applies|apply|includes?)\b/;

/** Whether words in the style of headings are one of a list that goes on, or the end of one: "the fee; and", "any other fee." */
function readsAsItem(words: string): boolean {
  return /[;,:](?: (?:and|or|and\/or))?$/.test(words) || (/^\p{Ll}{2}/u.test(words) && words.endsWith('.'));
}

/** Whether words in the style of headings are a sentence: many of them, or with a verb. */
function readsAsSentence(words: string): boolean {
  if (!/[.]$/.test(words)) return false;
  const count = words.split(' ').length;
  return count > 12 || (count > 4 && SAYS.test(words));
}

/** One of the headings "Clause 8" of a file, and the outline level that they have, from 0. */
interface UnitHeading {
  readonly words: string;
  readonly level: number;
  readonly count: number;
}

/** "Clause" of a paragraph that says "Clause 9" and nothing else; null for any other. */
function readUnitWord(plain: string): string | null {
  return /^\s*(\p{Lu}\p{L}{2,19}) (?:\d{1,3}|[IVXLC]{1,7})[.:]?\s*$/u.exec(plain)?.[1] ?? null;
}

/** The words that several headings of one level begin with before their number. */
function findUnitHeadings(blocks: readonly WordBlock[], styles: ParagraphStyles): Map<string, UnitHeading> {
  const found = new Map<string, UnitHeading>();
  for (const block of blocks) {
    if (block.kind === 'table' || block.isContents) continue;
    const level = styles.outlineOf(block.properties, block.style);
    const words = level === null ? '' : plainWords(block.spans).trim();
    const word = readUnitWord(words);
    if (word === null || level === null) continue;
    const first = found.get(word) ?? { words, level, count: 0 };
    found.set(word, { ...first, count: first.count + 1 });
  }
  return new Map([...found].filter(([, { count }]) => count >= LEAST_ALIKE));
}

/** The text with the line ends and the mark that the draft had. */
function writeLikeBefore(text: string, { hasByteMark, hasCrLf, endsLine }: OwnPart): string {
  const ended = endsLine ? text : text.replace(/\n$/, '');
  return `${hasByteMark ? '\ufeff' : ''}${hasCrLf ? ended.replace(/\n/g, '\r\n') : ended}`;
}

/** A note without the sign at its beginning, where that is its label. */
function withoutSign(note: WordNote, label: string): WordNote {
  const [first, ...rest] = note.blocks;
  const [sign, ...spans] = first?.kind === 'paragraph' ? first.spans.filter(({ kind }) => kind === 'text') : [];
  if (first?.kind !== 'paragraph' || sign?.kind !== 'text' || sign.text.trim() !== label || spans.length === 0)
    return note;
  return { ...note, blocks: [{ ...first, spans: first.spans.filter((span) => span !== sign) }, ...rest] };
}

function withoutChanges(paragraph: WordParagraph): WordParagraph {
  return {
    ...paragraph,
    spans: paragraph.spans.map((span) => ('revisions' in span ? { ...span, revisions: [] } : span)),
  };
}

/** A block that came or went as a whole; the signs that make it a heading or an item stay outside. */
function markLine(text: string, change: WordRevision): string {
  const [signs = ''] = /^(?:#{1,6} |\s*[-*+] )?/.exec(text) ?? [];
  return `${signs}${markChange(text.slice(signs.length), change)}`;
}

/** A path of labels without those that the next one repeats: "4." before "4.2". */
function shortPath(path: readonly string[]): string[] {
  return path.filter((label, index) => {
    const next = path[index + 1];
    return label !== undefined && !(next?.startsWith(label.replace(/\.$/, '')) ?? false);
  });
}

/** Whether a file may name a picture's place beside the draft: below its folder, as a picture. */
function isPicturePath(name: string, ending: string): boolean {
  return (
    ending !== '' &&
    name.toLowerCase().endsWith(ending) &&
    name.split('/').every((part) => /^[^.:*?"<>|\\\p{Cc}][^:*?"<>|\\\p{Cc}]*$/u.test(part))
  );
}

/** A number that two pictures share only if they are the same. */
function hashBytes(bytes: Uint8Array): string {
  let [first, second] = [0x811c9dc5, 0x1b873593];
  for (const byte of bytes) {
    first = Math.imul(first ^ byte, 0x01000193);
    second = Math.imul(second ^ byte, 0x85ebca6b) ^ (second >>> 15);
  }
  return [first, second].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}

/** A caption: by its style, or a table's or figure's number at the start of a short line. */
function isCaption({ fields, spans }: WordParagraph, style: string, plain: string): boolean {
  if (plain === '' || plain.length > 240 || spans.some(({ kind }) => kind === 'picture')) return false;
  const names = /^(?:Table|Figure)\s+[\w.-]+/i.test(plain);
  return names && (style.includes('caption') || fields.some(({ code }) => code === 'SEQ'));
}

/** Words without the line breaks at their edges, which are layout. */
function trimBreaks(words: string): string {
  const lines = words.split('\n');
  const isBlank = (line: string | undefined) => line !== undefined && /^[\s\\]?$/.test(line.trim());
  let [from, to] = [0, lines.length];
  while (isBlank(lines[from])) from++;
  while (to > from && isBlank(lines[to - 1])) to--;
  const kept = lines.slice(from, to).join('\n');
  return (to < lines.length ? kept.replace(/\\$/, '') : kept).trim();
}

function oneLine(words: string): string {
  return words.replace(/\\\n/g, ' ').replace(/\s+/g, ' ').trim();
}

function usedColumns({ rows }: WordTable): number[] {
  return rows.map(({ cells }) => cells.reduce((sum, { columns }) => sum + columns, 0));
}

/**
 * Columns that no row begins a cell in come from merged cells alone, and those that are empty in
 * each row from a program that keeps its grid: they say nothing.
 * @param isOwn whether the file was made of a draft, whose columns all count
 */
function dropEmptyColumns(rows: readonly string[][], { rows: cells }: WordTable, isOwn: boolean): string[][] {
  const begun = new Set<number>();
  for (const row of cells) {
    let at = 0;
    for (const { columns } of row.cells) {
      begun.add(at);
      at += columns;
    }
  }
  const worded = new Set([...begun].filter((index) => rows.some((row) => row[index]?.trim())));
  // A column beside words that is empty is one to fill in.
  const kept = !isOwn && worded.size > 1 ? worded : begun;
  return rows.map((row) => row.filter((_, index) => kept.has(index)));
}

function storyWords(blocks: readonly WordBlock[]): string {
  const words = (block: WordBlock): string =>
    block.kind === 'paragraph'
      ? [plainWords(block.spans), ...block.boxes.map(storyWords)].filter((each) => each !== '').join(' ')
      : block.rows.map(({ cells }) => cells.map(({ blocks: inner }) => storyWords(inner)).join(' ')).join(' ');
  return blocks.map(words).join(' ').replace(/\s+/g, ' ').trim();
}
