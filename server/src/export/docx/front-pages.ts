import { joinWords } from '../../analysis/text/join-words.js';
import { measureText } from '../../analysis/text/letter-widths.js';
import type { EditClass } from '../../compare/change.js';
import { bindNumbersInText } from '../bound-numbers.js';
import { LEGEND_SAMPLE, LEGEND_TITLE } from '../manuscript/legend.js';
import {
  LIST_OF_CHANGES,
  type ListOfChanges,
  sayChange,
  sayCounts,
  sayProvision,
} from '../manuscript/list-of-changes.js';
import {
  joinFacts,
  type Layout,
  listFacts,
  type Manuscript,
  makePlainWord,
  type StyledWord,
} from '../manuscript/manuscript.js';
import type { RevisionMark } from '../manuscript/mark.js';
import { leaveOutCalls } from '../manuscript/notes.js';
import { sayNumbers } from '../manuscript/number-places.js';
import type { Letter, Signature } from '../paper.js';
import { anchorOfCall } from './bookmarks.js';
import type { FrontLine } from './estimate-pages.js';
import { type LabelPlace, placeLabel } from './label-place.js';
import { describeInWord } from './mark-styles.js';
import { fieldXml } from './page.js';
import { addLabel, hangsBesideLabel, paragraphXml, UNHUNG } from './paragraphs.js';
import type { Revisions } from './revisions.js';
import { CHANGE_AT, DEEPEST_CONTENTS, LIST_POINTS } from './styles.js';
import { type RunContext, textXml } from './words.js';

/** The contents list headings of so many depths, from the outermost that the text has below its title. */
const CONTENTS_DEPTHS = 2;
/** A text with fewer headings has no contents and no title page. */
const FEWEST_HEADINGS = 4;

/** A heading as it is laid out. */
export type Heading = Extract<Layout, { kind: 'heading' }>;

/** The headings that the contents list; none where the text is too short to need them. */
export function contentsOf(layouts: readonly Layout[]): readonly Heading[] {
  const all = layouts.flatMap((layout, index): Heading[] => {
    if (layout.kind !== 'heading') return [];
    const above = layouts[index - 1];
    // A title on a line of its own below "Article I" stands on the page of that.
    return [layout.anchor === null && above?.kind === 'heading' ? { ...layout, anchor: above.anchor } : layout];
  });
  const deepest = deepestInContents(all);
  const headings = all.filter(({ depth }) => depth <= deepest);
  return headings.filter(({ mark }) => mark?.op !== 'delete').length < FEWEST_HEADINGS ? [] : headings;
}

/** The depth of the innermost headings that the contents list. */
function deepestInContents(headings: readonly Heading[]): number {
  const outermost = headings.reduce((least, { depth }) => Math.min(least, depth), 6);
  return Math.min(outermost, DEEPEST_CONTENTS - CONTENTS_DEPTHS + 1) + CONTENTS_DEPTHS - 1;
}

/** The title, and what is said of the version on one line below it. */
export function titleXml(manuscript: Manuscript, title: string, context: RunContext): string {
  const facts = joinFacts(manuscript);
  return lineXml('Title', title, context) + (facts === '' ? '' : lineXml('Subtitle', facts, context));
}

/**
 * A title page: name, title, and what is said of the version, each on a line of its own.
 * @param date ISO date; a text that is none is left out
 * @param logo the paragraph of the logo, or ''
 */
export function titlePageXml(
  manuscript: Manuscript,
  { title, date, logo }: { readonly title: string; readonly date: string; readonly logo: string },
  context: RunContext,
): string {
  const { document, paper } = manuscript;
  const above = paper?.above ?? [];
  const name = document === title ? '' : (document ?? '');
  // The name stands far down the page unless there is something above it.
  const spacing = above.length > 0 || logo !== '' ? '<w:spacing w:before="1600" w:after="240"/>' : '';
  return [
    logo,
    ...above.map((line) => lineXml('Subtitle', line, context)),
    paragraphXml(
      { style: 'DocumentName', mark: null, words: [makePlainWord(name, null)], properties: spacing },
      context,
    ),
    lineXml('Title', title, context),
    ...listFacts(manuscript, date).map((fact) => lineXml('Subtitle', fact, context)),
  ].join('');
}

/**
 * What stands above the text of a letter: who sends it, to whom, date and reference, and its title.
 * @param logo the paragraph of the logo, or ''
 */
export function letterheadXml(
  { above, letter }: { readonly above: readonly string[]; readonly letter: Letter },
  { title, logo }: { readonly title: string; readonly logo: string },
  context: RunContext,
): string {
  const { to, details } = letter;
  return [
    senderXml(letter, logo, context),
    to.length > 0 ? namedLineXml({ name: 'To', value: to.join('\n') }, context) : '',
    ...details.map(([name, value]) => namedLineXml({ name, value }, context)),
    above.length > 0
      ? lookedLineXml(
          { words: above.join(' – '), style: 'BodyText', properties: '<w:spacing w:before="240" w:after="60"/>' },
          context,
        )
      : '',
    lookedLineXml(
      { words: title, style: 'Title', properties: '<w:spacing w:before="0" w:after="200"/>', halfPoints: 34 },
      context,
    ),
  ].join('');
}

/** The logo on the left and the sender's name and address on the right, over a line. */
function senderXml({ sender, address }: Letter, logo: string, context: RunContext): string {
  const lines = [...(sender === null ? [] : [sender]), ...address];
  if (lines.length === 0 && logo === '') return '';
  const empty = lookedLineXml({ words: '', style: 'BodyText', properties: NO_SPACE }, context);
  const [left, right] = logo === '' && sender !== null ? [sender, address] : [null, lines];
  const own =
    left === null
      ? logo || empty
      : lookedLineXml({ words: left, style: 'BodyText', properties: NO_SPACE, halfPoints: 28, strong: true }, context);
  const shown = right.map((line, index) =>
    lookedLineXml(
      {
        words: line,
        style: 'BodyText',
        properties: `${NO_SPACE}<w:jc w:val="right"/>`,
        halfPoints: 18,
        strong: left === null && sender !== null && index === 0,
      },
      context,
    ),
  );
  const width = Math.floor(context.width / 2);
  const cell = (content: string) =>
    `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>${content}</w:tc>`;
  const edge = '<w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="A0A8B0"/></w:tblBorders>';
  const margins =
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:bottom w:w="100" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>';
  return [
    `<w:tbl><w:tblPr><w:tblW w:w="${2 * width}" w:type="dxa"/>${edge}<w:tblLayout w:type="fixed"/>${margins}</w:tblPr>`,
    `<w:tblGrid><w:gridCol w:w="${width}"/><w:gridCol w:w="${width}"/></w:tblGrid>`,
    `<w:tr>${cell(own)}${cell(shown.join('') || empty)}</w:tr></w:tbl>`,
    lookedLineXml({ words: '', style: 'BodyText', properties: THIN_LINE }, context),
  ].join('');
}

/** The empty line below the head of a letter, which Word wants behind a table. */
const THIN_LINE = '<w:spacing w:before="0" w:after="0" w:line="140" w:lineRule="exact"/>';
const NO_SPACE = '<w:spacing w:before="0" w:after="0"/>';

/** Plain words in a style, looking a little different from it. */
function lookedLineXml(
  {
    words,
    style,
    properties,
    halfPoints = 0,
    strong = false,
  }: {
    readonly words: string;
    readonly style: string;
    readonly properties: string;
    readonly halfPoints?: number;
    readonly strong?: boolean;
  },
  { idOf }: RunContext,
): string {
  const size = halfPoints === 0 ? '' : `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`;
  const look = `${strong ? '<w:b/><w:bCs/>' : ''}${size}`;
  const run = words === '' ? '' : `<w:r>${look === '' ? '' : `<w:rPr>${look}</w:rPr>`}${textXml(words)}</w:r>`;
  return `<w:p><w:pPr><w:pStyle w:val="${idOf(style)}"/>${properties}</w:pPr>${run}</w:p>`;
}

/** The block at the end of a letter that is signed, on one page. */
export function signatureXml({ opening, lines }: Signature, context: RunContext): string {
  const keep = '<w:keepNext/><w:keepLines/>';
  return [
    paragraphXml(
      {
        style: 'BodyText',
        mark: null,
        words: [makePlainWord(opening, null)],
        properties: `${keep}<w:spacing w:before="300" w:after="480"/>`,
      },
      context,
    ),
    ...[['Signature', null] as const, ...lines].map(([name, value], index) =>
      namedLineXml({ name, value, keep: index === lines.length ? '<w:keepLines/>' : keep }, context),
    ),
  ].join('');
}

/** A name, a tab and a value, or a line to write the value on. */
function namedLineXml(
  { name, value, keep = '' }: { readonly name: string; readonly value: string | null; readonly keep?: string },
  { idOf }: RunContext,
): string {
  const line = `<w:tab w:val="left" w:leader="underscore" w:pos="${VALUE_AT + LINE_WIDTH}"/>`;
  const tabs = `<w:tabs><w:tab w:val="left" w:pos="${VALUE_AT}"/>${value === null ? line : ''}</w:tabs>`;
  const properties = `${keep}${tabs}<w:spacing w:before="0" w:after="80"/><w:ind w:left="${VALUE_AT}" w:hanging="${VALUE_AT}"/>`;
  const written = value === null ? '<w:tab/><w:tab/>' : `<w:tab/>${textXml(value)}`;
  return `<w:p><w:pPr><w:pStyle w:val="${idOf('BodyText')}"/>${properties}</w:pPr><w:r><w:rPr><w:b/><w:bCs/></w:rPr>${textXml(name)}</w:r><w:r>${written}</w:r></w:p>`;
}

/** Where the values of a letter stand, and how long a line to write on is, in twips. */
const VALUE_AT = 1500;
const LINE_WIDTH = 4500;

/** A paragraph of plain words. */
function lineXml(style: string, words: string, context: RunContext, properties = ''): string {
  return paragraphXml({ style, mark: null, words: [makePlainWord(words, null)], properties }, context);
}

/**
 * The contents, as a field that Word updates on request, each entry with a field for its page; what
 * that shows until then is an estimate. Each entry has its change marks, so that accepting or
 * rejecting all changes leaves the contents of that version. What is deleted is on no page.
 * @param pages the page of each provision, by its anchor
 */
export function contentsXml(
  headings: readonly Heading[],
  pages: ReadonlyMap<string, number>,
  context: RunContext,
): string {
  const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const deepest = deepestInContents(headings);
  const begin = `${mark('begin')}<w:r><w:instrText xml:space="preserve"> TOC \\o "1-${deepest}" \\h \\z \\u </w:instrText></w:r>${mark('separate')}`;
  const entries = headings.map((heading, index) => {
    const words = leaveOutCalls(addLabel(heading.label, heading.words)).map(
      (word): StyledWord => makeContentsWord(word, heading.anchor),
    );
    const style = `TOC${heading.depth}`;
    const { tabs, indent } = placeLabel(heading.label, context.labelPlaces.get(style));
    return paragraphXml(
      {
        style,
        mark: heading.mark,
        words,
        plain: true,
        origin: heading.origin,
        before: index === 0 ? begin : '',
        after: entryPageXml(heading, pages, context),
        properties: hangsBesideLabel(words) ? tabs + indent : unhangEntry(words, context.labelPlaces.get(style)),
      },
      context,
    );
  });
  return [
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>',
    paragraphXml(
      { style: 'TOCHeading', mark: null, words: [makePlainWord('Contents', null)], properties: '<w:pageBreakBefore/>' },
      context,
    ),
    ...entries,
    `<w:p>${mark('end')}</w:p>`,
    '</w:sdtContent></w:sdt>',
  ].join('');
}

/** What sets an entry without a label: at the margin of its level, and its page behind no tab stop of labels. */
function unhangEntry(words: readonly StyledWord[], place: LabelPlace | undefined): string {
  if (!place) return UNHUNG;
  const { start, text, points, isBold } = place;
  const width = measureText(words.map((word) => word.text).join(''), points, isBold);
  const cleared = start + width > text ? '' : `<w:tabs><w:tab w:val="clear" w:pos="${text}"/></w:tabs>`;
  return `${cleared}<w:ind w:left="${start}" w:firstLine="0"/>`;
}

/** A tab and the page of a heading; nothing for one that is deleted. */
function entryPageXml({ anchor, mark }: Heading, pages: ReadonlyMap<string, number>, context: RunContext): string {
  const page = mark?.op === 'delete' ? '' : pageXml(anchor, pages, context);
  if (page === '') return '';
  const field = `<w:r><w:tab/></w:r>${page}`;
  return mark ? context.revisions.around(field, mark, true, true) : field;
}

/** A field for the page of a provision, by its anchor; '' where it has none. */
function pageXml(anchor: string | null, pages: ReadonlyMap<string, number>, { bookmarks }: RunContext): string {
  const bookmark = anchor === null ? undefined : (bookmarks.get(anchorOfCall(anchor)) ?? bookmarks.get(anchor));
  const page = anchor === null ? undefined : pages.get(anchor);
  return bookmark === undefined || page === undefined ? '' : fieldXml(`PAGEREF ${bookmark} \\h`, String(page));
}

/** A word of a heading as the contents show it. */
function makeContentsWord(word: StyledWord, target: string | null): StyledWord {
  return { ...word, strong: false, emphasis: false, underline: false, link: null, target, was: null };
}

/** The legend and the list of changes, where the options ask for them, in pieces. */
export function changesXml(
  manuscript: Manuscript,
  revisions: Revisions,
  pages: ReadonlyMap<string, number>,
  context: RunContext,
): string[] {
  const { front, changes } = manuscript;
  return [
    ...(front.legend ? [headingXml(LEGEND_TITLE, context) + legendXml(manuscript, revisions, context)] : []),
    ...(front.listOfChanges && changes ? listXml(changes, pages, context) : []),
  ];
}

/** So many names of authors are listed. */
const MOST_NAMES = 8;

/**
 * The legend. Each reader can set how Word shows tracked changes; this describes Word's defaults.
 */
function legendXml(manuscript: Manuscript, revisions: Revisions, context: RunContext): string {
  const looks = {
    insert: '<w:u w:val="single"/>',
    delete: '<w:strike/>',
    to: '<w:u w:val="double"/>',
    from: '<w:dstrike/>',
  };
  return sayLegend(manuscript, revisions)
    .map(({ mark, words }, index, { length }) => {
      // The legend is read as a whole, on one page.
      const keep = index < length - 1 ? '<w:keepNext/>' : '';
      if (mark === null) return lineXml('BodyText', words, context, keep);
      const look = looks[mark.move === null ? mark.op : mark.op === 'insert' ? 'to' : 'from'];
      return `<w:p><w:pPr><w:pStyle w:val="${context.idOf('BodyText')}"/>${keep}<w:tabs><w:tab w:val="left" w:pos="${VALUE_AT}"/></w:tabs></w:pPr><w:r><w:rPr>${look}</w:rPr>${textXml(LEGEND_SAMPLE)}</w:r><w:r><w:tab/>${textXml(words)}</w:r></w:p>`;
    })
    .join('');
}

/** The lines of the legend below its heading; `mark`: what the sample before the words shows, or null. */
function sayLegend(
  { legend, marks, origins }: Manuscript,
  revisions: Revisions,
): { readonly mark: RevisionMark | null; readonly words: string }[] {
  const said = (words: string) => ({ mark: null, words });
  const names = (editClass: EditClass) => {
    const all = (origins.length > 0 ? origins : [undefined]).map(
      (origin) => `“${revisions.nameOf({ class: editClass, ...(origin !== undefined && { origin }) })}”`,
    );
    // Of very many, as of instructions that were carried out, the first ones stand for the others.
    return all.length > MOST_NAMES ? `${all.slice(0, 3).join(', ')} and so on` : joinWords(all);
  };
  const named = `under the ${origins.length > 1 ? 'names' : 'name'}`;
  const own = legend.filter(({ mark }) => mark.class === 'substance');
  const besides = describeInWord(marks);
  return [
    said(`The changes are tracked ${named} ${names('substance')}.`),
    ...own.map(({ mark, meaning }) => ({ mark, words: meaning })),
    ...(besides === '' ? [] : [said(besides)]),
    ...(legend.some(({ mark }) => mark.class === 'consequential')
      ? [
          said(
            `Changes that only follow the new number of a provision are tracked ${named} ${names('consequential')}, so that they can be shown or taken apart from the others.`,
          ),
        ]
      : []),
  ];
}

/**
 * The paragraphs before the text, without those of a title page, as an estimate of the pages reads them.
 * @param headings the entries of the contents; without any the title stands above the text
 */
export function listFrontLines(
  manuscript: Manuscript,
  { title, headings }: { readonly title: string; readonly headings: readonly Heading[] },
  revisions: Revisions,
): FrontLine[] {
  const { front, changes } = manuscript;
  const say = (words: readonly StyledWord[]) => words.map(({ text }) => text).join('');
  const headed = (words: string): FrontLine => ({ style: 'TOCHeading', words, before: ABOVE_HEADING, isKept: true });
  const lines: FrontLine[] = [];
  if (headings.length === 0) {
    const facts = joinFacts(manuscript);
    lines.push({ style: 'Title', words: title });
    if (facts !== '') lines.push({ style: 'Subtitle', words: facts });
  } else
    lines.push(
      { style: 'TOCHeading', words: 'Contents' },
      ...headings.map(
        ({ depth, label, words }): FrontLine => ({
          style: `TOC${depth}`,
          // The page stands at the end of the line.
          words: `${say(words)}${PAGE_ROOM}`,
          ...(label.length === 0 && { edges: 0 }),
        }),
      ),
      { style: 'Normal', words: '' },
    );
  if (front.legend)
    lines.push(
      headed(LEGEND_TITLE),
      ...sayLegend(manuscript, revisions).map(
        ({ mark, words }, index, { length }): FrontLine => ({
          style: 'BodyText',
          words,
          edges: mark === null ? 0 : VALUE_AT,
          isKept: index < length - 1,
        }),
      ),
    );
  if (front.listOfChanges && changes)
    lines.push(
      headed(LIST_OF_CHANGES.title),
      ...[sayCounts(changes) || LIST_OF_CHANGES.none, ...changes.notes].map(
        (words): FrontLine => ({ style: 'BodyText', words, isKept: changes.entries.length > 0 }),
      ),
      ...(changes.entries.length === 0
        ? []
        : [{ style: 'ChangeEntry', words: LIST_OF_CHANGES.columns[1], isKept: true }]),
      ...changes.entries.map((each): FrontLine => {
        const provision = sayProvision(each);
        const isBeside = standsBeside(provision, changes.entries.some(isNumbered) ? NUMBER_ROOM : 0);
        const page = each.anchor === null ? '' : PAGE_ROOM;
        return {
          style: 'ChangeEntry',
          words: sayChange(each) + page,
          ...(!isBeside && { above: provision }),
        };
      }),
    );
  // The end of the section is a paragraph.
  if (headings.length > 0) lines.push({ style: 'Normal', words: '' });
  return lines;
}

/**
 * The list of changes. It is set in paragraphs, so that the only tables of the file are those of its
 * text, for whoever counts or converts them.
 */
function listXml(
  { counts, entries, notes }: ListOfChanges,
  pages: ReadonlyMap<string, number>,
  context: RunContext,
): string[] {
  // The head of the list stands on the page of its first entry, and so does what is said above it.
  const keep = entries.length === 0 ? '' : '<w:keepNext/>';
  const said = (words: string) => lineXml('BodyText', words, context, keep);
  const lines = listLinesXml(context, entries.some(isNumbered));
  return [
    headingXml(LIST_OF_CHANGES.title, context),
    said(sayCounts({ counts }) || LIST_OF_CHANGES.none),
    ...notes.map(said),
    ...(entries.length === 0 ? [] : [lines.head()]),
    ...entries.map((each) =>
      lines.entry(sayProvision(each), sayChange(each), {
        numbers: sayNumbers(each.numbers ?? []),
        bookmark: each.anchor === null ? undefined : context.bookmarks.get(each.anchor),
        page: pageXml(each.anchor, pages, context),
      }),
    ),
  ];
}

function isNumbered({ numbers }: ListOfChanges['entries'][number]): boolean {
  return numbers !== undefined;
}

/** Whether a provision has room beside its changes in their list; `from`: where it begins, in twips. */
function standsBeside(provision: string, from: number): boolean {
  return measureText(provision, LIST_POINTS) < CHANGE_AT - LIST_GAP - from;
}

/** What an entry of the list of changes leads to. */
interface ListTarget {
  /** The numbers of its changes, in words. */
  readonly numbers: string;
  readonly bookmark: string | undefined;
  /** The field of its page, or ''. */
  readonly page: string;
}

/**
 * Writes lines of the list of changes: the provision, what changes beside it, the page at the margin.
 * A long text has thousands, so their look is in their style, and what they share is made once.
 */
function listLinesXml(
  { idOf, width }: RunContext,
  isNumbered: boolean,
): {
  readonly head: () => string;
  readonly entry: (provision: string, change: string, target: ListTarget) => string;
} {
  const numberAt = isNumbered ? NUMBER_ROOM : 0;
  const numberStop = isNumbered ? `<w:tab w:val="left" w:pos="${numberAt}"/>` : '';
  const pageStop = `<w:tabs>${numberStop}<w:tab w:val="right" w:pos="${width}"/></w:tabs>`;
  const start = (keep: string) => `<w:p><w:pPr><w:pStyle w:val="${idOf('ChangeEntry')}"/>${keep}${pageStop}</w:pPr>`;
  const linked = `<w:r><w:rPr><w:rStyle w:val="${idOf('CrossReference')}"/></w:rPr>`;
  const entryStart = start('');
  const room = textXml(PAGE_ROOM);
  return {
    head: () => {
      const [provision, change, page] = LIST_OF_CHANGES.columns;
      const number = isNumbered ? `${textXml(LIST_OF_CHANGES.number)}<w:tab/>` : '';
      const words = `${number}${textXml(provision)}<w:tab/>${textXml(change)}<w:tab/>${textXml(page)}`;
      return `${start('<w:keepNext/>')}<w:r><w:rPr><w:b/><w:bCs/></w:rPr>${words}</w:r></w:p>`;
    },
    entry: (provision, change, { numbers, bookmark, page }) => {
      const said = textXml(bindNumbersInText(provision));
      const lead =
        bookmark === undefined
          ? `<w:r>${said}</w:r>`
          : `<w:hyperlink w:anchor="${bookmark}" w:history="1">${linked}${said}</w:r></w:hyperlink>`;
      // What is too long to stand beside the words has a line of its own.
      const gap = standsBeside(provision, numberAt) ? '<w:tab/>' : '<w:br/>';
      const own = measureText(numbers, LIST_POINTS) < numberAt - LIST_GAP ? '<w:tab/>' : textXml('  ');
      const number = isNumbered ? `<w:r>${textXml(numbers)}${own}</w:r>` : '';
      const end = page === '' ? '' : `${room}<w:tab/>`;
      return `${entryStart}${number}${lead}<w:r>${gap}${textXml(bindNumbersInText(change))}${end}</w:r>${page}</w:p>`;
    },
  };
}

/** The room that the number of a change has before it, in twips. */
const NUMBER_ROOM = 620;
/** The gap before the changes in their list, in twips. */
const LIST_GAP = 100;
/** Holds the last word of a change so far from the margin that the number of a page has room. */
const PAGE_ROOM = '\u00a0'.repeat(6);

/** The space above a heading of what stands before the text, in twips. */
const ABOVE_HEADING = 400;

function headingXml(words: string, context: RunContext): string {
  const properties = `<w:spacing w:before="${ABOVE_HEADING}"/>`;
  return paragraphXml({ style: 'TOCHeading', mark: null, words: [makePlainWord(words, null)], properties }, context);
}
