import { type Font, hasSign } from '../../analysis/text/fonts.js';
import { MARK_STYLES } from '../../office/mark-styles.js';
import { escapeXml } from '../escape.js';
import { listFamiliesWith } from '../own-fonts.js';

/** How much further a sub-paragraph is indented than the text around it, in twips. */
export const STEP = 567;
/** How far a clause's text is indented, with its number in that space, in twips. */
const CLAUSE_INDENT = 850;
/** Deeper sub-paragraphs look like those at this depth. */
export const DEEPEST = 6;
/** The same for the words of another text, counted from the clause. */
export const DEEPEST_QUOTE = 4;

/** The look of a style's text. */
export interface RunLook {
  readonly monospaced?: true;
  readonly bold?: true;
  readonly italic?: true;
  /** Not used with a house template, which has its own colours. */
  readonly colour?: string;
  /** Twentieths of a point between letters. */
  readonly spaced?: number;
  readonly halfPoints?: number;
  readonly underlined?: true;
  readonly raised?: true;
}

/** The page: A4, and the twips between its margins. */
export const A4 =
  '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="624" w:gutter="0"/>';
/** The width between the margins of that page, in twips. */
export const A4_WIDTH = 9070;

const FONT = 'Arial';
const INK = '1B232C';
const GREY = '55616E';
const LINE = 'A0A8B0';

/** A named style. A house template's style with one of the names replaces it. */
export interface NamedStyle {
  readonly id: string;
  readonly kind: 'paragraph' | 'character' | 'table';
  /**
   * The names that a house template may use for it, best first. The first is the style's own name.
   */
  readonly names: readonly string[];
  readonly basedOn: string | null;
  /** The style of the next paragraph while typing. */
  readonly next?: string;
  /** Whether Word shows it in the style gallery. */
  readonly picked?: boolean;
  /** What `w:pPr` holds, in the order of the schema. */
  readonly paragraph?: string;
  readonly run?: RunLook;
  /** The rest of a table style. */
  readonly table?: string;
}

const indentXml = (left: number, hanging: number) =>
  `<w:ind w:left="${left}"${hanging > 0 ? ` w:hanging="${hanging}"` : ''}/>`;
const tabXml = (position: number) => `<w:tabs><w:tab w:val="left" w:pos="${position}"/></w:tabs>`;
const spacingXml = (before: number, after: number, line = 0) =>
  `<w:spacing w:before="${before}" w:after="${after}"${line > 0 ? ` w:line="${line}" w:lineRule="auto"` : ''}/>`;

/** Where the changes stand in the list of changes, in twips, and the size of its letters. */
export const CHANGE_AT = 3200;
export const LIST_POINTS = 9.5;
const listRule = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="3" w:color="BFBFBF"/>`;

/** A hanging label, a tab before its text. */
const hangLabel = (left: number, by: number) => ({ tabs: tabXml(left), ind: indentXml(left, by) });

function makeHeadingStyle(depth: number, points: number, before: number): NamedStyle {
  const { tabs, ind } = hangLabel(CLAUSE_INDENT, CLAUSE_INDENT);
  return {
    id: `Heading${depth}`,
    kind: 'paragraph',
    names: [`heading ${depth}`],
    basedOn: 'Normal',
    next: 'Clause',
    picked: true,
    paragraph: `<w:keepNext/><w:keepLines/>${tabs}${spacingXml(before, 120)}${ind}<w:outlineLvl w:val="${depth - 1}"/>`,
    run: { bold: true, colour: INK, halfPoints: points * 2 },
  };
}

function makeSubparagraphStyles(level: number): NamedStyle[] {
  const left = CLAUSE_INDENT + STEP * level;
  const { tabs, ind } = hangLabel(left, STEP);
  return [
    {
      id: `Subparagraph${level}`,
      kind: 'paragraph',
      names: [`Sub-paragraph ${level}`, `Subparagraph ${level}`, `Clause Level ${level + 1}`],
      basedOn: 'Clause',
      picked: true,
      paragraph: `${tabs}${ind}`,
    },
    {
      id: `SubparagraphText${level}`,
      kind: 'paragraph',
      names: [`Sub-paragraph Text ${level}`],
      basedOn: 'ClauseText',
      paragraph: `<w:ind w:left="${left}" w:firstLine="0"/>`,
    },
  ];
}

/** The level of the innermost style that contents have. */
export const DEEPEST_CONTENTS = 3;
/** How far in the entries of that level stand, in twips. */
const CONTENTS_INSET = 284;

function makeContentsStyle(level: number): NamedStyle {
  // A text whose title is on its cover begins with the second level.
  const left = CLAUSE_INDENT + (level === DEEPEST_CONTENTS ? CONTENTS_INSET : 0);
  return {
    id: `TOC${level}`,
    kind: 'paragraph',
    names: [`toc ${level}`],
    basedOn: 'Normal',
    next: 'Normal',
    paragraph: `<w:tabs><w:tab w:val="left" w:pos="${left}"/><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>${spacingXml(level === 1 ? 80 : 0, 60)}<w:ind w:left="${left}" w:hanging="${CLAUSE_INDENT}"/>`,
    ...(level === 1 ? { run: { bold: true as const } } : {}),
  };
}

function makeItemStyle(level: number): NamedStyle {
  const { tabs, ind } = hangLabel(STEP * level, STEP);
  return {
    id: `ListItem${level}`,
    kind: 'paragraph',
    names: [`List Item ${level}`],
    basedOn: 'Normal',
    paragraph: `${tabs}${spacingXml(0, 60)}${ind}`,
  };
}

/** An item of a list that stands in a clause, or in a sub-paragraph at some depth. */
function makeClauseItemStyle(level: number): NamedStyle {
  const { tabs, ind } = hangLabel(CLAUSE_INDENT + STEP * level, STEP);
  return {
    id: `ClauseListItem${level}`,
    kind: 'paragraph',
    names: [`Clause List Item ${level}`],
    basedOn: 'Normal',
    paragraph: `${tabs}${spacingXml(0, 60)}${ind}`,
  };
}

/** The words of another text: further in than what quotes them, and beside a line. */
function makeQuotationStyle(depth: number): NamedStyle {
  const left = (depth === 0 ? 0 : CLAUSE_INDENT + STEP * (depth - 1)) + STEP;
  return {
    id: depth === 0 ? 'Quote' : `Quote${depth}`,
    kind: 'paragraph',
    names: depth === 0 ? ['Quote', 'Block Text', 'Quotation'] : [`Quote Level ${depth}`],
    basedOn: 'Normal',
    paragraph: `<w:pBdr><w:left w:val="single" w:sz="6" w:space="8" w:color="${LINE}"/></w:pBdr>${spacingXml(0, 120)}<w:ind w:left="${left}" w:right="${STEP}"/>`,
    run: { halfPoints: 20 },
  };
}

const edgeXml = (name: string) => `<w:${name} w:val="single" w:sz="4" w:space="0" w:color="${LINE}"/>`;

/** Every style of an exported Word file. */
export const NAMED_STYLES: readonly NamedStyle[] = [
  { id: 'Normal', kind: 'paragraph', names: ['Normal'], basedOn: null, picked: true },
  {
    id: 'Title',
    kind: 'paragraph',
    names: ['Title'],
    basedOn: 'Normal',
    next: 'Subtitle',
    picked: true,
    paragraph: spacingXml(0, 240, 264),
    run: { bold: true, colour: INK, halfPoints: 56 },
  },
  {
    id: 'DocumentName',
    kind: 'paragraph',
    names: ['Document Name'],
    basedOn: 'Normal',
    next: 'Title',
    paragraph: spacingXml(2400, 240),
    run: { bold: true, colour: GREY, spaced: 20, halfPoints: 24 },
  },
  {
    id: 'Subtitle',
    kind: 'paragraph',
    names: ['Subtitle'],
    basedOn: 'Normal',
    picked: true,
    paragraph: spacingXml(0, 80),
    run: { colour: GREY, halfPoints: 24 },
  },
  makeHeadingStyle(1, 15, 400),
  makeHeadingStyle(2, 13, 320),
  makeHeadingStyle(3, 11, 280),
  makeHeadingStyle(4, 11, 240),
  makeHeadingStyle(5, 11, 240),
  makeHeadingStyle(6, 11, 240),
  {
    id: 'BodyText',
    kind: 'paragraph',
    names: ['Body Text'],
    basedOn: 'Normal',
    picked: true,
    paragraph: spacingXml(0, 120),
  },
  {
    id: 'ChangeEntry',
    kind: 'paragraph',
    names: ['Change Entry'],
    basedOn: 'BodyText',
    paragraph: `<w:keepLines/><w:pBdr>${listRule('bottom')}${listRule('between')}</w:pBdr>${tabXml(CHANGE_AT)}${spacingXml(0, 60)}${indentXml(CHANGE_AT, CHANGE_AT)}`,
    run: { halfPoints: LIST_POINTS * 2 },
  },
  {
    id: 'Clause',
    kind: 'paragraph',
    names: ['Clause', 'Clause Level 1'],
    basedOn: 'Normal',
    picked: true,
    paragraph: `${tabXml(CLAUSE_INDENT)}${spacingXml(0, 140)}${indentXml(CLAUSE_INDENT, CLAUSE_INDENT)}`,
  },
  {
    id: 'ClauseText',
    kind: 'paragraph',
    names: ['Clause Text'],
    basedOn: 'Clause',
    paragraph: `<w:ind w:left="${CLAUSE_INDENT}" w:firstLine="0"/>`,
  },
  ...[1, 2, 3, 4, 5, 6].flatMap(makeSubparagraphStyles),
  {
    id: 'Definition',
    kind: 'paragraph',
    names: ['Definition', 'Definitions'],
    basedOn: 'Normal',
    picked: true,
    paragraph: `${spacingXml(0, 140)}${indentXml(CLAUSE_INDENT, 0)}`,
  },
  ...[1, 2, 3].map(makeItemStyle),
  ...[1, 2, 3, 4, 5, 6].map(makeClauseItemStyle),
  ...[0, 1, 2, 3, 4].map(makeQuotationStyle),
  {
    id: 'Caption',
    kind: 'paragraph',
    names: ['caption'],
    basedOn: 'Normal',
    next: 'Normal',
    picked: true,
    paragraph: `<w:keepNext/>${spacingXml(280, 120)}`,
    run: { bold: true, colour: INK, halfPoints: 20 },
  },
  { id: 'TableCaption', kind: 'paragraph', names: ['Table Caption'], basedOn: 'Caption', picked: true },
  { id: 'FigureCaption', kind: 'paragraph', names: ['Figure Caption'], basedOn: 'Caption', picked: true },
  {
    id: 'TableText',
    kind: 'paragraph',
    names: ['Table Text'],
    basedOn: 'Normal',
    picked: true,
    paragraph: spacingXml(40, 40, 252),
    run: { halfPoints: 19 },
  },
  {
    id: 'TableHeading',
    kind: 'paragraph',
    names: ['Table Heading'],
    basedOn: 'TableText',
    picked: true,
    paragraph: '<w:keepNext/>',
    run: { bold: true },
  },
  {
    id: 'Question',
    kind: 'paragraph',
    names: ['Question'],
    basedOn: 'Normal',
    next: 'BodyText',
    picked: true,
    paragraph: `<w:keepNext/>${spacingXml(280, 100)}`,
    run: { bold: true, colour: INK },
  },
  {
    id: 'Figure',
    kind: 'paragraph',
    names: ['Figure'],
    basedOn: 'Normal',
    paragraph: `<w:keepLines/>${spacingXml(120, 240)}<w:jc w:val="center"/>`,
  },
  {
    id: 'Code',
    kind: 'paragraph',
    names: ['Code'],
    basedOn: 'Normal',
    paragraph: spacingXml(0, 0),
    run: { monospaced: true, halfPoints: 19 },
  },
  {
    id: 'TOCHeading',
    kind: 'paragraph',
    names: ['TOC Heading'],
    basedOn: 'Normal',
    next: 'Normal',
    paragraph: `<w:keepNext/>${spacingXml(0, 200)}`,
    run: { bold: true, colour: INK, halfPoints: 30 },
  },
  makeContentsStyle(1),
  makeContentsStyle(2),
  makeContentsStyle(DEEPEST_CONTENTS),
  {
    id: 'FootnoteText',
    kind: 'paragraph',
    names: ['footnote text'],
    basedOn: 'Normal',
    paragraph: `${tabXml(284)}${spacingXml(0, 40, 240)}${indentXml(284, 284)}`,
    run: { halfPoints: 18 },
  },
  {
    id: 'Header',
    kind: 'paragraph',
    names: ['header'],
    basedOn: 'Normal',
    paragraph: `<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>${spacingXml(0, 0, 240)}`,
    run: { colour: GREY, halfPoints: 17 },
  },
  {
    id: 'Footer',
    kind: 'paragraph',
    names: ['footer'],
    basedOn: 'Normal',
    paragraph: `<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>${spacingXml(0, 0, 240)}`,
    run: { colour: GREY, halfPoints: 17 },
  },
  { id: 'DefaultParagraphFont', kind: 'character', names: ['Default Paragraph Font'], basedOn: null },
  {
    id: 'FootnoteReference',
    kind: 'character',
    names: ['footnote reference'],
    basedOn: 'DefaultParagraphFont',
    run: { raised: true },
  },
  {
    id: 'Hyperlink',
    kind: 'character',
    names: ['Hyperlink'],
    basedOn: 'DefaultParagraphFont',
    run: { colour: '0B4F8A', underlined: true },
  },
  { id: 'CrossReference', kind: 'character', names: ['Cross-Reference'], basedOn: 'DefaultParagraphFont' },
  {
    id: 'InlineCode',
    kind: 'character',
    names: ['Inline Code'],
    basedOn: 'DefaultParagraphFont',
    run: { monospaced: true },
  },
  {
    id: MARK_STYLES.inserted,
    kind: 'character',
    names: ['Inserted Words'],
    basedOn: 'DefaultParagraphFont',
    run: { bold: true },
  },
  {
    id: MARK_STYLES.minor,
    kind: 'character',
    names: ['Minor Words'],
    basedOn: 'DefaultParagraphFont',
    run: { italic: true },
  },
  {
    id: MARK_STYLES.insertedMinor,
    kind: 'character',
    names: ['Inserted Minor Words'],
    basedOn: 'DefaultParagraphFont',
    run: { bold: true, italic: true },
  },
  {
    id: 'TableNormal',
    kind: 'table',
    names: ['Normal Table'],
    basedOn: null,
    table:
      '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>',
  },
  {
    id: 'InstrumentTable',
    kind: 'table',
    names: ['Instrument Table'],
    basedOn: 'TableNormal',
    picked: true,
    table: `<w:tblPr><w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(edgeXml).join('')}</w:tblBorders><w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="100" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E8ECF1"/></w:tcPr></w:tblStylePr>`,
  },
];

/**
 * A style as an element of `styles.xml`.
 * @param idOf gives the id of a style in the file; a house template may have ids of its own
 * @param housed whether a house template sets the colours
 */
export function styleXml(style: NamedStyle, idOf: (id: string) => string, housed: boolean): string {
  const [name] = style.names as readonly [string];
  const run = style.run ? lettersXml(style.run, housed) : '';
  return [
    `<w:style w:type="${style.kind}"`,
    style.basedOn === null && !housed ? ' w:default="1"' : '',
    BUILT_IN.test(name) ? '' : ' w:customStyle="1"',
    ` w:styleId="${idOf(style.id)}"><w:name w:val="${escapeXml(name)}"/>`,
    style.basedOn === null ? '' : `<w:basedOn w:val="${escapeXml(idOf(style.basedOn))}"/>`,
    style.next === undefined ? '' : `<w:next w:val="${escapeXml(idOf(style.next))}"/>`,
    style.picked ? '<w:uiPriority w:val="1"/><w:qFormat/>' : '<w:uiPriority w:val="99"/>',
    style.paragraph ? `<w:pPr>${style.paragraph}</w:pPr>` : '',
    run ? `<w:rPr>${run}</w:rPr>` : '',
    style.table ?? '',
    '</w:style>',
  ].join('');
}

/** What `w:rPr` holds, in the order of the schema. */
function lettersXml(look: RunLook, housed: boolean): string {
  return [
    look.monospaced ? '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>' : '',
    look.bold ? '<w:b/><w:bCs/>' : '',
    look.italic ? '<w:i/><w:iCs/>' : '',
    look.colour && !housed ? `<w:color w:val="${look.colour}"/>` : '',
    look.spaced ? `<w:spacing w:val="${look.spaced}"/>` : '',
    look.halfPoints ? sizeXml(look.halfPoints) : '',
    look.underlined ? '<w:u w:val="single"/>' : '',
    look.raised ? '<w:vertAlign w:val="superscript"/>' : '',
  ].join('');
}

function sizeXml(halfPoints: number): string {
  return `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`;
}

/** Names of Word's built-in styles. */
const BUILT_IN =
  /^(?:Normal|Title|Subtitle|Body Text|heading \d|caption|toc \d|TOC Heading|footnote (?:text|reference)|header|footer|Hyperlink|Default Paragraph Font|Normal Table|Quote)$/;

/** A letter of each script that Word takes for East Asian, and of some that it takes for complex. */
const EAST_ASIAN = [0x3042, 0x4e00, 0xac00];
const COMPLEX = [0x05d0, 0x0628, 0x0710, 0x0905, 0x0985, 0x0b85, 0x0e01, 0x0e81, 0x0f40, 0x1000, 0x1780];

/**
 * The document defaults of a file without a house template.
 * @param fonts the project's own, which are named for the scripts that they have
 */
export function writeDefaults(fonts: readonly Font[]): string {
  const familyFor = (letters: readonly number[]) =>
    escapeXml(listFamiliesWith(fonts, (signs) => letters.some((letter) => hasSign(signs, letter)))[0] ?? FONT);
  return `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="${FONT}" w:hAnsi="${FONT}" w:eastAsia="${familyFor(EAST_ASIAN)}" w:cs="${familyFor(COMPLEX)}"/>${sizeXml(22)}<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`;
}
