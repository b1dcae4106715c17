import { type Block, isQuoted } from '../block.js';
import { BlockMemo } from '../block-memo.js';
import { isComment } from '../comment.js';
import { readFrontMatter } from '../front-matter.js';
import { type LabelShape, readLabelShape } from '../head/label-shape.js';
import { isImage } from '../image.js';
import { getOrCreate } from '../memo.js';
import { readQuotingKey } from '../quoted-amendments.js';
import type { BlockSplice } from '../scan.js';
import {
  beginsAsSentence,
  isEmphasisedLine,
  isLetterLine,
  isNumeralLine,
  isTitleOfAct,
  readInstrumentNames,
} from '../schemes/evidence.js';
import { readTable } from '../table.js';
import { readAskingKey } from './asked-questions.js';
import { readClosingKey } from './closing-words.js';
import {
  hasPageNumber,
  isArrangementTitle,
  isLedEntry,
  isLinkedEntry,
  isLinkItem,
  isLong,
  isOneLine,
  isPagedEntry,
  isPagedTitle,
  isTitleItem,
  readBulletNumber,
  readContentsKey,
  readEntryLetters,
} from './contents-list.js';
import { findInlineTitle, hasTitleBeforeFirst } from './inline-title.js';
import { readListTitle, SHORTEST_PROVISION } from './list-sections.js';
import { isTitleOfClause } from './listed-items.js';
import { isAloneOnLine, readLoneKey } from './lone-labels.js';
import {
  introducesList,
  readCapitalMarker,
  readDottedMarker,
  readInnerMarker,
  readMarkerBehind,
  readNestedMarkers,
  readNestedMarkersAt,
} from './nested-markers.js';
import { readRangeEnd } from './number-ranges.js';
import { beginsWithPoint, hasColumns, readCellWords, readLaidOutTable, readPointTable } from './point-tables.js';
import { endsSentence, isWorded } from './reading-plan.js';
import { endsAsThing, readTitleOfHyphenated, readTitleOnLine } from './scheme-reader.js';
import type { Structure } from './structure.js';
import { definesTerms } from './tables.js';
import { endsRecitals, isBoldLine, isNoteOfDivision, isTitleLine } from './title.js';
import { isEntryLine, readEntryLabel } from './worded-contents.js';

/**
 * Whether an edit leaves the tree of provisions as it is: the blocks that it put in make the same
 * provisions as those that it took out.
 */
export function keepsStructure(
  { repeatedNumbers, titleBlocks, pagedUntil }: Pick<Structure, 'repeatedNumbers' | 'titleBlocks' | 'pagedUntil'>,
  before: readonly Block[],
  after: readonly Block[],
  splice: BlockSplice,
): boolean {
  if (splice.added !== splice.removed) return false;
  for (let i = splice.from; i < splice.from + splice.added; i++) {
    const [old, edited] = [before[i]!, after[i]!];
    if (getStructureKey(old) !== getStructureKey(edited)) return false;
    if (i < pagedUntil && makePagedKey(old) !== makePagedKey(edited)) return false;
    // The words of a title matter where its number stands twice: once perhaps in a list of
    // contents.
    const [oldEntry, entry] = [readContentsKey(old), readContentsKey(edited)];
    if (oldEntry !== entry && (isRepeatedNumber(oldEntry, repeatedNumbers) || isRepeatedNumber(entry, repeatedNumbers)))
      return false;
    if (titleBlocks.has(i) && old.text !== edited.text) return false;
  }
  return true;
}

function makePagedKey(block: Block): string {
  return `${isPagedEntry(block)} ${hasPageNumber(block)} ${readEntryLetters(block)} ${isEntryLine(block)} ${readEntryLabel(block)}`;
}

function isRepeatedNumber(entry: string | null, numbers: ReadonlySet<string>): boolean {
  return entry !== null && numbers.has(entry.slice(0, entry.indexOf(' ')));
}

const keys = new BlockMemo<string>();

/** All of a block that the structure depends on, as one string. */
function getStructureKey(block: Block): string {
  return getOrCreate(keys, block, () => makeStructureKey(block));
}

function makeStructureKey(block: Block): string {
  return `${makeHeadKey(block)} ${makeShapeKey(block)} ${readQuotingKey(block)} ${readInstrumentNames(block).join()} ${isPagedTitle(block)} ${isLong(block)} ${isLedEntry(block)} ${isLinkItem(block)} ${readClosingKey(block)} ${readLoneKey(block)} ${readAskingKey(block)}`;
}

/** What a scheme can read in the first words of a block. */
function makeShapeKey(block: Block): string {
  const shape = readLabelShape(block);
  const base = `${block.containers.join()} ${isTitleLine(block)} ${isBoldLine(block)}`;
  if (!shape) return base;
  const { on, word, number, mark, hasWords, isTitled, isTight, isNested, indent } = shape;
  const label = [
    base,
    on,
    word,
    number,
    mark,
    isTight,
    isNested,
    indent,
    readNestedMarkersAt(block, shape.body),
    readCapitalMarker(block, shape.body),
    readDottedMarker(block, shape.body),
    readInnerMarker(block, shape),
    readTitleOfHyphenated(block, shape),
  ];
  if (block.head.kind === 'clause') label.push(isTitled, isTitleOfClause(block));
  if (isNumeralLine(block, shape) || isLetterLine(block, shape))
    label.push(`${on} ${block.text.slice(shape.body, shape.body + 160).split(/\r?\n/, 1)[0]}`);
  // "(2) Noise …" may be a recital, and the head of one where it has a title.
  if (mark === 'brackets' && on === 'text' && /^\d/.test(number))
    label.push(isTitled, findInlineTitle(block, shape) !== null);
  if (mark === 'brackets' || (word === null && on !== 'heading' && !/^\d+[A-Z]*$/.test(number))) return label.join(' ');
  // Whether a plain number is a section's, and with which title, its words tell.
  const list = readListTitle(block);
  const words = [
    hasWords,
    isTitled,
    beginsAsSentence(block, shape),
    list.isWhole,
    list.title,
    introducesList(block),
    endsSentence(block),
    readTitleOnLine(block, shape),
    isWorded(block, shape.body, false),
    isWorded(block, shape.body, true),
    findInlineTitle(block, shape)?.title,
    hasTitleBeforeFirst(block, shape),
  ];
  if (on === 'list') words.push(endsAsThing(block));
  if (word !== null && on === 'text') words.push(block.text.slice(shape.body, shape.body + 160).split(/\r?\n/, 1)[0]);
  return [...label, ...words, isTitled || word !== null ? readTitleLine(block, shape) : ''].join(' ');
}

function readTitleLine(block: Block, { on, body, isTitled }: LabelShape): string {
  return isTitled || on === 'heading' || on === 'line' ? block.text.slice(body) : '';
}

/** What tells the points of a table in HTML, its rows and what they are cited by. */
function makeHtmlTableKey(block: Block): string {
  const table = hasColumns(block) ? readLaidOutTable(block) : null;
  const rows = table ? [table.header, ...table.rows] : [];
  const cells = rows.map(({ isHeader, cells: [first] }, row) => {
    const shown = row === 0 || isHeader ? (rows[row]?.cells ?? []) : first ? [first] : [];
    return `${isHeader} ${shown.map((cell) => readCellWords(block, cell)).join('\u0001')}`;
  });
  return [JSON.stringify(readPointTable(block)), ...cells].join('\u0002');
}

function makeHeadKey(block: Block): string {
  const { head } = block;
  if (block.kind === 'frontMatter') return String(readFrontMatter(block).values.scheme);
  const table = readTable(block);
  if (table) {
    const firstCells = table.rows.map(({ cells: [first] }) => (first ? block.text.slice(first.start, first.end) : ''));
    // The words of a point are no header, though Markdown makes its row one.
    const header = beginsWithPoint(block)
      ? [`${table.header.cells.length}`]
      : table.header.cells.map((cell) => block.text.slice(cell.start, cell.end));
    const note = head.kind === 'footnote' ? head.number : '';
    const points = JSON.stringify(readPointTable(block));
    return [
      block.kind,
      String(isQuoted(block)),
      String(definesTerms(block)),
      note,
      points,
      ...header,
      '\u0000',
      ...firstCells,
    ].join('\u0001');
  }
  const base = `${block.kind} ${head.kind} ${block.marker ?? ''} ${block.level} ${block.containers.join()}`;
  const list = () => `${readNestedMarkers(block, head).join()} ${introducesList(block)}`;
  switch (head.kind) {
    case 'none':
      return `${base} ${isImage(block)} ${isComment(block)} ${endsRecitals(block)} ${isNoteOfDivision(block)} ${isLinkedEntry(block)} ${isArrangementTitle(block)} ${isTitleOfAct(block)} ${isEmphasisedLine(block)} ${introducesList(block)} ${readBulletNumber(block)} ${block.kind === 'html' ? makeHtmlTableKey(block) : ''}`;
    case 'clause':
      return `${base} ${head.number} ${isAloneOnLine(block)} ${list()} ${readContentsKey(block) !== null} ${isOneLine(block)} ${readRangeEnd(block)}`;
    case 'item':
      return `${base} ${head.marker} ${list()} ${readRangeEnd(block)} ${readMarkerBehind(block)} ${isTitleItem(block)}`;
    case 'listNumber': {
      const { title, isWhole: whole } = readListTitle(block);
      const isLong = block.text.length >= SHORTEST_PROVISION;
      // How far in the number stands, and how it is written, tells a section from an item of a list.
      const label = block.text.slice(0, head.label.end);
      return `${base} ${label} ${whole} ${isLong} ${list()} ${title} ${readContentsKey(block) !== null}`;
    }
    case 'footnote':
      return `${base} ${head.number}`;
    case 'definition':
      return `${base} ${head.term} ${introducesList(block)}`;
    default:
      return `${base} ${block.text}`;
  }
}
