import { OWN_NUMBER } from '../../office/own-comments.js';
import { childAt, childrenOf, isSwitchedOn, textWithin, valueAt, type WordElement } from '../../office/word-xml.js';
import { isNumberField } from './number-fields.js';
import { readEarlierNumber } from './number-formats.js';
import { OpenFields, readFormField } from './open-fields.js';
import type { ParagraphStyles } from './paragraph-styles.js';
import type { ReadGraphic } from './read-graphics.js';
import { readFormatting, readLookChange, readRevision, revisionsOfMark } from './read-revisions.js';
import { isGone } from './resolve-revisions.js';
import { readFontSign } from './symbol-fonts.js';
import type {
  WordBlock,
  WordBookmark,
  WordCell,
  WordField,
  WordLook,
  WordParagraph,
  WordRevision,
  WordRow,
  WordSpan,
  WordTable,
} from './word-document.js';

/** What reading a story asks of the file around it. */
export interface StoryContext {
  readonly styles: ParagraphStyles;
  /** The address or the part that a relation of the story's part names. */
  readonly targetOf: (relation: string) => { readonly target: string; readonly isOutside: boolean } | null;
  /** The blocks of a part that is taken in whole (`altChunk`); empty where it cannot be read. */
  readonly readChunk: (relation: string) => WordBlock[];
  /** A chart or a diagram by the relation that names its data; null where it cannot be read. */
  readonly readGraphic: (relation: string) => ReadGraphic | null;
  /** What the ids of notes and comments begin with, which tells them from those of a file around this one; '' for none. */
  readonly idPrefix: string;
  /** Told of what a reader of the draft must know. */
  readonly report: (code: string, message: string) => void;
}

/** How many stretches of words a story had so far, and how many of them were deleted or inserted. */
interface WordCounts {
  readonly all: number;
  readonly deleted: number;
  readonly inserted: number;
}

/** A bookmark of which it is told at its end what takes its words away. */
type OpenBookmark = { -readonly [Key in keyof WordBookmark]: WordBookmark[Key] };

/** Elements that only stand round others: what they hold is read as if they were not there. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'w:sdt',
  'w:sdtContent',
  'w:smartTag',
  'w:customXml',
  'w:dir',
  'w:bdo',
  'w:rt',
  'w:rubyBase',
  'w:ruby',
  'w:fldSimple',
  'w:hyperlink',
  'w:ins',
  'w:del',
  'w:moveFrom',
  'w:moveTo',
  'mc:AlternateContent',
]);

/** Reads one story of a Word file: the body, a note, a header, a text box, a comment. */
export class StoryReader {
  private readonly openFields = new OpenFields();
  private spans: WordSpan[] = [];
  private boxes: WordBlock[][] = [];
  private fields: WordField[] = [];
  private wasInContents = false;
  /** Before which spans of the paragraph a page ends. */
  private pageEnds: number[] = [];
  /** The moves of the story by their names, and those that are open, by the ids of their ranges. */
  private readonly moves = new Map<string, number>();
  /** The bookmarks that are open and have no call of a note yet, by their ids. */
  private readonly openBookmarks = new Map<string, string>();
  /** The bookmarks that are open, by their ids, with how many words there were when they began. */
  private readonly openRanges = new Map<string, { readonly span: OpenBookmark; readonly from: WordCounts }>();
  private wordCounts: WordCounts = { all: 0, deleted: 0, inserted: 0 };
  /** Bookmarks that begin between two paragraphs: they stand at the next one. */
  private waitingBookmarks: WordSpan[] = [];
  private readonly openMoves = new Map<string, { readonly kind: 'moveFrom' | 'moveTo'; readonly move: number }>();

  constructor(private readonly context: StoryContext) {}

  readBlocks(container: WordElement): WordBlock[] {
    const blocks: WordBlock[] = [];
    this.addBlocks(container, [], blocks);
    return this.joinRunOns(blocks);
  }

  /**
   * A paragraph whose end is hidden stands on one line with the next one to a reader: a title, and the
   * clause that it is of.
   */
  private joinRunOns(blocks: readonly WordBlock[]): WordBlock[] {
    const joined: WordBlock[] = [];
    let open: WordParagraph[] = [];
    const flush = (): void => {
      const [first, ...rest] = open;
      if (first) joined.push(this.runTogether(first, rest));
      open = [];
    };
    for (const block of blocks) {
      if (block.kind === 'table' || block.isContents) flush();
      if (block.kind === 'table') {
        joined.push(block);
        continue;
      }
      open.push(block);
      if (!runsOn(block)) flush();
    }
    flush();
    return joined;
  }

  /** A title and what follows on its line; its words are bold, as a title within a clause is. */
  private runTogether(first: WordParagraph, rest: readonly WordParagraph[]): WordParagraph {
    const last = rest.at(-1);
    if (!last) return first;
    const isTitle = this.context.styles.outlineOf(first.properties, first.style) !== null;
    const title = isTitle
      ? first.spans.map((span) => (span.kind === 'text' ? { ...span, isBold: true } : span))
      : first.spans;
    const all = [first, ...rest];
    const page = {
      endsBefore: all.some((each) => each.page?.endsBefore),
      endsAfter: all.some((each) => each.page?.endsAfter),
    };
    return {
      ...first,
      spans: [...title, ...rest.flatMap(({ spans }) => spans)],
      boxes: all.flatMap(({ boxes }) => boxes),
      fields: all.flatMap(({ fields }) => fields),
      markRevisions: last.markRevisions,
      isRunOn: true,
      ...(page.endsBefore || page.endsAfter ? { page } : {}),
    };
  }

  private addBlocks(container: WordElement, revisions: readonly WordRevision[], blocks: WordBlock[]): void {
    for (const child of container.children) {
      if (typeof child === 'string') continue;
      switch (child.name) {
        case 'w:p':
          blocks.push(this.readParagraph(child, revisions));
          break;
        case 'w:tbl':
          blocks.push(this.readTable(child, revisions));
          break;
        case 'w:subDoc': {
          const part = this.context.targetOf(child.attributes.get('r:id') ?? '')?.target ?? '';
          this.context.report(
            'subdocument',
            `A subdocument (${part.slice(0, 80)}) is a file of its own and is left out: import that file too.`,
          );
          break;
        }
        case 'w:altChunk':
          blocks.push(...this.context.readChunk(child.attributes.get('r:id') ?? ''));
          break;
        case 'mc:AlternateContent': {
          const chosen = chooseAlternative(child);
          if (chosen) this.addBlocks(chosen, revisions, blocks);
          break;
        }
        case 'w:ins':
        case 'w:del':
        case 'w:moveFrom':
        case 'w:moveTo':
          this.addBlocks(child, [...revisions, this.nameMove(readRevision(child))], blocks);
          break;
        default:
          this.noteRange(child);
          if (TRANSPARENT.has(child.name)) this.addBlocks(child, revisions, blocks);
      }
    }
  }

  private readParagraph(element: WordElement, revisions: readonly WordRevision[]): WordParagraph {
    const outer = {
      spans: this.spans,
      boxes: this.boxes,
      fields: this.fields,
      wasIn: this.wasInContents,
      pageEnds: this.pageEnds,
    };
    this.spans = this.waitingBookmarks;
    this.waitingBookmarks = [];
    this.pageEnds = [];
    this.boxes = [];
    this.fields = [];
    this.wasInContents = this.openFields.isInContents();
    const properties = childAt(element, 'w:pPr');
    const style = valueAt(properties, 'w:pStyle');
    this.addSpans(element, style, revisions, null);
    const isContents =
      this.wasInContents ||
      this.openFields.isInContents() ||
      /^(?:toc|table of figures|index) ?\d?$/.test(this.context.styles.nameOf(style));
    const hasText = this.spans.some(({ kind }) => /^(?:text|note|picture|number)$/.test(kind));
    const paragraph: WordParagraph = {
      kind: 'paragraph',
      spans: this.spans,
      style,
      properties,
      earlierProperties: childAt(properties, 'w:pPrChange', 'w:pPr'),
      ...this.lookChangeOf(properties),
      markRevisions: [...revisions, ...revisionsOfMark(properties).map((each) => this.nameMove(each))],
      endsSection: !hasText && childAt(properties, 'w:sectPr') !== undefined,
      isContents,
      hasHiddenEnd: isSwitchedOn(childAt(properties, 'w:rPr'), 'w:vanish') === true,
      boxes: this.boxes,
      fields: this.fields,
      ...this.readPageEnds(properties),
    };
    this.spans = outer.spans;
    this.pageEnds = outer.pageEnds;
    this.boxes = outer.boxes;
    this.fields = outer.fields;
    this.wasInContents = outer.wasIn;
    return paragraph;
  }

  private readPageEnds(properties: WordElement | undefined): Pick<WordParagraph, 'page'> {
    const section = childAt(properties, 'w:sectPr');
    const endsSection = section !== undefined && valueAt(section, 'w:type') !== 'continuous';
    const count = this.spans.length;
    const hasWords = (from: number, to: number) =>
      this.spans.slice(from, to).some((span) => span.kind === 'text' && span.text.trim() !== '');
    const endsBefore = this.pageEnds.some((at) => !hasWords(0, at));
    const endsAfter = endsSection || this.pageEnds.some((at) => !hasWords(at, count));
    return endsBefore || endsAfter ? { page: { endsBefore, endsAfter } } : {};
  }

  private lookChangeOf(properties: WordElement | undefined): Pick<WordParagraph, 'lookChange' | 'earlierNumber'> {
    const number = childAt(properties, 'w:numPr', 'w:numberingChange');
    const change = childAt(properties, 'w:pPrChange') ?? childAt(properties, 'w:numPr', 'w:ins') ?? number;
    if (!change) return {};
    const earlierNumber = number ? readEarlierNumber(number.attributes.get('w:original') ?? '') : null;
    return { lookChange: readLookChange(change), ...(earlierNumber === null ? {} : { earlierNumber }) };
  }

  private addSpans(
    container: WordElement,
    style: string | null,
    revisions: readonly WordRevision[],
    link: string | null,
  ): void {
    for (const child of container.children) {
      if (typeof child === 'string') continue;
      switch (child.name) {
        case 'w:r':
          this.addRun(child, style, revisions, link);
          break;
        case 'w:ins':
        case 'w:del':
        case 'w:moveFrom':
        case 'w:moveTo':
          this.addSpans(child, style, [...revisions, this.nameMove(readRevision(child))], link);
          break;
        case 'w:hyperlink': {
          const target = this.context.targetOf(child.attributes.get('r:id') ?? '');
          const address = target?.isOutside ? target.target : null;
          this.addSpans(child, style, revisions, address ?? link);
          break;
        }
        case 'w:fldSimple':
          this.addSimpleField(child, style, revisions, link);
          break;
        case 'w:commentRangeStart':
          this.spans.push({ kind: 'commentStart', id: this.idOf(child) });
          break;
        case 'w:commentRangeEnd':
          this.spans.push({ kind: 'commentEnd', id: this.idOf(child) });
          break;
        case 'w:bookmarkStart':
          this.spans.push(this.openBookmark(child));
          break;
        case 'm:oMath':
        case 'm:oMathPara':
          this.addFormula(child, revisions, link);
          break;
        case 'mc:AlternateContent': {
          const chosen = chooseAlternative(child);
          if (chosen) this.addSpans(chosen, style, revisions, link);
          break;
        }
        case 'w:p':
        case 'w:tbl':
          // A paragraph within a paragraph, as some programs write: its words are not lost.
          this.boxes.push(new StoryReader(this.context).readBlocks({ ...container, children: [child] }));
          break;
        default:
          this.noteRange(child);
          if (TRANSPARENT.has(child.name)) this.addSpans(child, style, revisions, link);
      }
    }
  }

  private idOf({ attributes }: WordElement): string {
    return `${this.context.idPrefix}${attributes.get('w:id') ?? ''}`;
  }

  private openBookmark({ attributes }: WordElement): WordSpan {
    const name = attributes.get('w:name') ?? '';
    const id = attributes.get('w:id') ?? '';
    this.openBookmarks.set(id, name);
    const span: OpenBookmark = { kind: 'bookmark', name, goneWhen: null };
    this.openRanges.set(id, { span, from: this.wordCounts });
    return span;
  }

  /** A bookmark all of whose words were deleted, or inserted, goes with them. */
  private closeBookmark(id: string): void {
    this.openBookmarks.delete(id);
    const range = this.openRanges.get(id);
    this.openRanges.delete(id);
    if (!range) return;
    const { all, deleted, inserted } = this.wordCounts;
    const words = all - range.from.all;
    if (words === 0) return;
    if (deleted - range.from.deleted === words) range.span.goneWhen = 'accept';
    else if (inserted - range.from.inserted === words) range.span.goneWhen = 'reject';
  }

  private countWords(revisions: readonly WordRevision[]): void {
    const { all, deleted, inserted } = this.wordCounts;
    this.wordCounts = {
      all: all + 1,
      deleted: deleted + Number(isGone(revisions, 'accept')),
      inserted: inserted + Number(isGone(revisions, 'reject')),
    };
  }

  /** Keeps what begins or ends here: a bookmark between paragraphs, a bookmark's end, a move. */
  private noteRange(element: WordElement): void {
    if (element.name === 'w:bookmarkStart') this.waitingBookmarks.push(this.openBookmark(element));
    else if (element.name === 'w:bookmarkEnd') this.closeBookmark(element.attributes.get('w:id') ?? '');
    else this.noteMoveRange(element);
  }

  /** Keeps which move the words are in: its two places bear one name. */
  private noteMoveRange({ name, attributes }: WordElement): void {
    const [, kind, place] = /^w:(moveFrom|moveTo)Range(Start|End)$/.exec(name) ?? [];
    if (kind !== 'moveFrom' && kind !== 'moveTo') return;
    const id = `${kind} ${attributes.get('w:id') ?? ''}`;
    const named = attributes.get('w:name');
    if (place === 'End') this.openMoves.delete(id);
    else if (named !== undefined) {
      const move = this.moves.get(named) ?? this.moves.size + 1;
      this.moves.set(named, move);
      this.openMoves.set(id, { kind, move });
    }
  }

  private nameMove(revision: WordRevision): WordRevision {
    for (const { kind, move } of this.openMoves.values()) if (kind === revision.kind) return { ...revision, move };
    return revision;
  }

  private addSimpleField(
    element: WordElement,
    style: string | null,
    revisions: readonly WordRevision[],
    link: string | null,
  ): void {
    const depth = this.openFields.depth();
    this.openFields.begin(revisions);
    this.openFields.addInstruction(element.attributes.get('w:instr') ?? '');
    if (this.openFields.beginResult()) this.wasInContents = true;
    this.addSpans(element, style, revisions, link);
    // Fields that begin within it and never end, end with it.
    while (this.openFields.depth() > depth) this.endField(revisions, false);
  }

  private endField(revisions: readonly WordRevision[], isHidden: boolean): void {
    const field = this.openFields.end();
    if (!field) return;
    this.fields.push(field);
    const { code, instruction } = field;
    const isCounted = isNumberField(code) && `${field.result}${field.earlierResult}`.trim() === '';
    if (isCounted && !this.openFields.hidesWords())
      this.spans.push({ kind: 'number', code, instruction, isHidden, revisions });
  }

  private addRun(
    run: WordElement,
    style: string | null,
    revisions: readonly WordRevision[],
    link: string | null,
  ): void {
    const properties = childAt(run, 'w:rPr');
    // A run can bear its own mark of insertion, as in a formula or a field.
    const own = childrenOf(properties)
      .filter(({ name }) => /^w:(?:ins|del|moveFrom|moveTo)$/.test(name))
      .map(readRevision);
    const all = own.length > 0 ? [...revisions, ...own] : revisions;
    const sign = ownSignOf(run);
    for (const child of run.children) {
      if (typeof child === 'string' || (sign !== null && isTypedText(child))) continue;
      if (sign !== null && isNoteCall(child)) this.addNoteCall(child, sign, all);
      else this.addRunPart(child, properties, style, all, link);
    }
  }

  private addRunPart(
    part: WordElement,
    properties: WordElement | undefined,
    style: string | null,
    revisions: readonly WordRevision[],
    link: string | null,
  ): void {
    const addWords = (words: string) => this.addText(words, properties, style, revisions, link);
    switch (part.name) {
      case 'w:t':
      case 'w:delText': {
        const font = childAt(properties, 'w:rFonts')?.attributes.get('w:ascii') ?? '';
        // Words typed in a font of signs stand at codes that no letter has.
        addWords(textWithin(part).replace(/[\uf020-\uf0ff]/g, (sign) => readFontSign(font, sign.charCodeAt(0))));
        break;
      }
      case 'w:tab':
      case 'w:ptab':
        addWords('\t');
        break;
      case 'w:br':
        // The end of a page or a column is layout.
        if (/^(?:page|column)$/.test(part.attributes.get('w:type') ?? '')) this.pageEnds.push(this.spans.length);
        else addWords('\n');
        break;
      case 'w:cr':
        addWords('\n');
        break;
      case 'w:noBreakHyphen':
        addWords('\u2011');
        break;
      case 'w:softHyphen':
        addWords('\u00ad');
        break;
      case 'w:sym':
        addWords(readSymbol(part));
        break;
      case 'w:instrText':
      case 'w:delInstrText':
        this.openFields.addInstruction(textWithin(part));
        break;
      case 'w:fldChar':
        this.readFieldSign(
          part,
          addWords,
          revisions,
          this.context.styles.isRunSwitchedOn('w:vanish', properties, style),
        );
        break;
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        this.addNoteCall(part, null, revisions);
        break;
      case 'w:commentReference':
        this.spans.push({ kind: 'commentSign', id: this.idOf(part) });
        break;
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
        this.addDrawing(part, revisions);
        break;
      case 'mc:AlternateContent': {
        const chosen = chooseAlternative(part);
        for (const inner of childrenOf(chosen ?? undefined)) this.addRunPart(inner, properties, style, revisions, link);
        break;
      }
      case 'w:ruby':
        for (const inner of childrenOf(childAt(part, 'w:rubyBase'), 'w:r')) this.addRun(inner, style, revisions, link);
        break;
      default:
        break;
    }
  }

  private addNoteCall(call: WordElement, sign: string | null, revisions: readonly WordRevision[]): void {
    if (this.openFields.hidesWords()) return;
    const of = call.name === 'w:footnoteReference' ? 'footnote' : 'endnote';
    const bookmarks = [...this.openBookmarks.values()];
    this.openBookmarks.clear();
    const id = this.idOf(call);
    this.spans.push({ kind: 'note', of, id, sign, revisions, ...(bookmarks.length > 0 ? { bookmarks } : {}) });
  }

  private readFieldSign(
    sign: WordElement,
    addWords: (words: string) => void,
    revisions: readonly WordRevision[],
    isHidden: boolean,
  ): void {
    const type = sign.attributes.get('w:fldCharType');
    if (type === 'begin') {
      const shown = readFormField(sign);
      if (shown !== null) addWords(shown);
      this.openFields.begin(revisions);
    } else if (type === 'separate') {
      if (this.openFields.beginResult()) this.wasInContents = true;
    } else if (type === 'end') {
      this.endField(revisions, isHidden);
    }
  }

  private addText(
    text: string,
    properties: WordElement | undefined,
    style: string | null,
    revisions: readonly WordRevision[],
    link: string | null,
  ): void {
    if (text === '') return;
    this.openFields.addWords(text, revisions);
    this.countWords(revisions);
    if (this.openFields.hidesWords()) return;
    const { styles } = this.context;
    const formatting = readFormatting(properties, (each) => this.readLook(each));
    const look = this.readLook(properties);
    const runStyle = styles.nameOf(valueAt(properties, 'w:rStyle') ?? '');
    const laterCall = this.openFields.readLaterCall(look.raised === 'sup' || CALL_STYLES.has(runStyle));
    this.spans.push({
      kind: 'text',
      text,
      ...look,
      isCode: runStyle === CODE_STYLE,
      isHidden: styles.isRunSwitchedOn('w:vanish', properties, style),
      link,
      revisions,
      ...(formatting ? { formatting } : {}),
      ...(laterCall ? { laterCall } : {}),
    });
  }

  private readLook(properties: WordElement | undefined): WordLook {
    const { styles } = this.context;
    const vertical = valueAt(properties, 'w:vertAlign');
    return {
      isBold: styles.isRunItself('w:b', properties) ?? false,
      isItalic: styles.isRunItself('w:i', properties) ?? false,
      isUnderlined: (valueAt(properties, 'w:u') ?? 'none') !== 'none',
      isStruck: styles.isRunItself('w:strike', properties) ?? styles.isRunItself('w:dstrike', properties) ?? false,
      raised: vertical === 'superscript' ? 'sup' : vertical === 'subscript' ? 'sub' : null,
    };
  }

  private addFormula(formula: WordElement, revisions: readonly WordRevision[], link: string | null): void {
    const addWords = (element: WordElement, within: readonly WordRevision[]): void => {
      for (const child of childrenOf(element)) {
        if (child.name === 'm:t' || isTypedText(child)) this.addText(textWithin(child), undefined, null, within, link);
        else if (/^w:(?:ins|del|moveFrom|moveTo)$/.test(child.name)) addWords(child, [...within, readRevision(child)]);
        else if (child.name !== 'w:rPr' && child.name !== 'm:rPr') addWords(child, within);
      }
    };
    addWords(formula, revisions);
  }

  private addDrawing(drawing: WordElement, revisions: readonly WordRevision[]): void {
    const name = childAt(drawing, 'wp:anchor', 'wp:docPr')?.attributes.get('name') ?? '';
    if (name.startsWith(OWN_NUMBER)) return;
    const alternative = findAlternative(drawing);
    for (const found of findInside(drawing)) {
      const data = dataOf(found);
      if (data !== undefined) this.addGraphic(data, alternative);
      else if (found.name === 'w:txbxContent') this.boxes.push(new StoryReader(this.context).readBlocks(found));
      else {
        const relation =
          vectorOf(found) ??
          found.attributes.get('r:embed') ??
          found.attributes.get('r:link') ??
          found.attributes.get('r:id');
        const target = relation === undefined ? null : this.context.targetOf(relation);
        if (!target) continue;
        if (target.isOutside)
          this.context.report('picture.outside', `A picture lies outside the file: ${target.target.slice(0, 80)}`);
        this.spans.push({
          kind: 'picture',
          part: target.isOutside ? null : target.target,
          alternative,
          name: nameOfPicture(drawing),
          revisions,
        });
      }
    }
  }

  /** The words of a drawing that Word makes of its data: nothing is drawn in a draft. */
  private addGraphic(relation: string, alternative: string): void {
    const graphic = this.context.readGraphic(relation);
    if (graphic) this.boxes.push(graphic.blocks);
    const named = alternative === '' ? '' : ` (“${alternative.slice(0, 60)}”)`;
    this.context.report(
      'drawing',
      graphic
        ? `A ${graphic.kind}${named} is not drawn: ${graphic.kind === 'chart' ? 'its figures stand in a table' : 'its words stand as paragraphs'} instead.`
        : `A drawing${named} cannot be read and is left out.`,
    );
  }

  private readTable(element: WordElement, revisions: readonly WordRevision[]): WordTable {
    const rows: WordRow[] = [];
    this.addRows(element, revisions, rows);
    return { kind: 'table', rows };
  }

  private addRows(container: WordElement, revisions: readonly WordRevision[], rows: WordRow[]): void {
    for (const child of childrenOf(container)) {
      if (child.name === 'w:tr') {
        const properties = childAt(child, 'w:trPr');
        const cells: WordCell[] = [];
        // A row can begin some columns further in than the table.
        const before = Number(valueAt(properties, 'w:gridBefore') ?? 0) || 0;
        if (before > 0)
          cells.push({
            blocks: [],
            columns: Math.min(before, 200),
            isMergedUp: false,
            beginsMerge: false,
            revisions: [],
          });
        this.addCells(child, cells);
        rows.push({
          cells,
          revisions: [...revisions, ...childrenOf(properties).filter(isRowChange).map(readRevision)],
          isHeader: childAt(properties, 'w:tblHeader') !== undefined,
        });
      } else if (TRANSPARENT.has(child.name)) this.addRows(child, revisions, rows);
      else this.noteRange(child);
    }
  }

  private addCells(row: WordElement, cells: WordCell[]): void {
    for (const child of childrenOf(row)) {
      if (child.name === 'w:tc') {
        const properties = childAt(child, 'w:tcPr');
        const merge = childAt(properties, 'w:vMerge');
        const isRestart = merge?.attributes.get('w:val') === 'restart';
        const columns = Number(valueAt(properties, 'w:gridSpan') ?? 1) || 1;
        cells.push({
          blocks: this.readBlocks(child),
          columns: Math.min(Math.max(1, columns), 200),
          isMergedUp: merge !== undefined && !isRestart,
          beginsMerge: isRestart,
          revisions: childrenOf(properties)
            .filter(({ name }) => name === 'w:cellIns' || name === 'w:cellDel')
            .map(readRevision),
        });
      } else if (TRANSPARENT.has(child.name)) this.addCells(child, cells);
      else this.noteRange(child);
    }
  }
}

function isNoteCall({ name }: WordElement): boolean {
  return name === 'w:footnoteReference' || name === 'w:endnoteReference';
}

/** Words that were typed, those of a deleted run among them. */
function isTypedText({ name }: WordElement): boolean {
  return name === 'w:t' || name === 'w:delText';
}

/** The sign that stands for a note's number in its call; null where Word counts. */
function ownSignOf(run: WordElement): string | null {
  const call = childrenOf(run).find(isNoteCall);
  if (!call || !/^(?:1|true|on)$/.test(call.attributes.get('w:customMarkFollows') ?? '')) return null;
  const sign = childrenOf(run).filter(isTypedText).map(textWithin).join('').trim();
  return sign === '' ? null : sign;
}

function isRowChange({ name }: WordElement): boolean {
  return name === 'w:ins' || name === 'w:del' || name === 'w:moveFrom' || name === 'w:moveTo';
}

/** What newer programs show; where that holds neither words nor pictures, what older ones do. */
function chooseAlternative(element: WordElement): WordElement | null {
  const choice = childAt(element, 'mc:Choice');
  const fallback = childAt(element, 'mc:Fallback');
  return choice ?? fallback ?? null;
}

/** Text boxes and pictures in a drawing, outermost first, without going into text boxes. */
function findInside(element: WordElement): WordElement[] {
  const found: WordElement[] = [];
  const waiting: WordElement[] = [element];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (/^(?:w:txbxContent|a:blip|v:imagedata)$/.test(next.name) || dataOf(next) !== undefined) {
      found.push(next);
      continue;
    }
    const inner = next.name === 'mc:AlternateContent' ? [chooseAlternative(next)] : childrenOf(next);
    for (const child of inner) if (child) waiting.push(child);
  }
  return found;
}

/** The relation of the data that a diagram or a chart is made of; undefined for another element. */
function dataOf({ name, attributes }: WordElement): string | undefined {
  if (name === '?:relIds') return attributes.get('r:dm');
  return name === '?:chart' ? attributes.get('r:id') : undefined;
}

/** What a picture is said to show; old programs said where its file lay instead, which is nobody's business. */
function findAlternative(drawing: WordElement): string {
  const said = findSaid(drawing);
  return /^(?:[A-Za-z]:\\|\\\\|file:)/.test(said) ? '' : said;
}

function findSaid(drawing: WordElement): string {
  const waiting: WordElement[] = [drawing];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (next.name === 'wp:docPr' || next.name === 'pic:cNvPr')
      return next.attributes.get('descr') || next.attributes.get('title') || '';
    if (next.name === 'v:shape' && next.attributes.get('alt')) return next.attributes.get('alt') ?? '';
    waiting.push(...childrenOf(next));
  }
  return '';
}

/** The picture's own SVG, where what the file names first is only drawn from it. */
function vectorOf(picture: WordElement): string | undefined {
  const extensions = childrenOf(childAt(picture, 'a:extLst'), 'a:ext');
  const vector = extensions.flatMap((each) => childrenOf(each, 'asvg:svgBlip'))[0];
  return vector?.attributes.get('r:embed');
}

function nameOfPicture(drawing: WordElement): string {
  const waiting: WordElement[] = [drawing];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (next.name === 'pic:cNvPr') return next.attributes.get('name') ?? '';
    waiting.push(...childrenOf(next));
  }
  return '';
}

/** Keeling's own style of code within words. */
const CODE_STYLE = 'inline code';
/** Word's styles of the number that calls a note. */
const CALL_STYLES: ReadonlySet<string> = new Set(['footnote reference', 'endnote reference']);

function readSymbol(symbol: WordElement): string {
  const code = Number.parseInt(symbol.attributes.get('w:char') ?? '', 16);
  return Number.isFinite(code) && code <= 0xffff ? readFontSign(symbol.attributes.get('w:font') ?? '', code) : '';
}

/** Whether the next paragraph follows on the line: the end is hidden, and not the words. */
function runsOn({ hasHiddenEnd, isContents, markRevisions, spans }: WordParagraph): boolean {
  const hasWords = spans.some((span) => span.kind === 'text' && !span.isHidden && span.text.trim() !== '');
  return hasHiddenEnd === true && hasWords && !isContents && markRevisions.length === 0;
}
