import type { Block } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { readBlockFacts } from '../../model/facts.js';
import { readSpan } from '../../model/inline/inline.js';
import type { Provision, TableRow } from '../../model/provision.js';
import { readTable } from '../../model/table.js';
import type { Span } from '../../model/text.js';
import type { DocumentNames } from './document-names.js';
import type { CitableDocument, Resolution } from './resolution.js';

/** A row of an overview of drafting changes: what it cites, and what it says of it. */
export interface OverviewRow {
  /**
   * Its block, and its row in the table there; −1 where it stands first in a table that continues
   * without a header.
   */
  readonly block: number;
  readonly row: number;
  /** As written: "1", "1."; null where rows are not numbered. */
  readonly number: string | null;
  /** The cell that cites, relative to the block's text. */
  readonly cell: Span;
  /**
   * Its words, those of a column for the document before them: "SMETS1 SVTAD Clause 20.30 to Clause
   * 20.32".
   */
  readonly reference: string;
  readonly description: string;
  readonly rationale: string;
  /**
   * What those cells cite; a reference that another one is part of ("Table 9.3" in "row 2A of Table
   * 9.3") is left out.
   */
  readonly cited: readonly Resolution[];
  /** The documents that the row is about. */
  readonly documents: readonly CitableDocument[];
}

/** Which column of an overview says what; null where there is none. */
export interface OverviewColumns {
  readonly number: number | null;
  readonly document: number | null;
  readonly reference: number;
  readonly description: number | null;
  readonly rationale: number | null;
}

/** A table that lists the changes to the drafting of instruments. */
export interface Overview {
  /** The table or the figure that it is. */
  readonly provision: Provision;
  /** The blocks that hold its rows: more than one where it goes on after a page break. */
  readonly blocks: readonly number[];
  readonly columns: OverviewColumns;
  /** The words of its header. */
  readonly header: readonly string[];
  readonly rows: readonly OverviewRow[];
}

/** "No.", "Item", "Ref. no.": what heads the numbers of the rows. */
const NUMBER =
  /^(?:#|n[oº°]\.?|nr\.?|num\.?|number|item(?: no\.?)?|row(?: no\.?)?|ref(?:erence)?\.? n(?:o\.?|umber)|id|s\/?n)$/i;
const RATIONALE = /\b(?:rationale|reasons?|why|purpose|justification|explanation|background)\b/i;
const DESCRIPTION = /\b(?:changes?|amend(?:ment|ed)s?|descriptions?|summary|modifications?|effect|what)\b/i;
const REFERENCE =
  /\b(?:references?|ref|provisions?|clauses?|sections?|paragraphs?|where|locations?|affected|citations?|parts?)\b/i;
const DOCUMENT = /\b(?:documents?|instruments?|appendix|subsidiary|code)\b/i;
/** What speaks of changes to a text, in a header or a title. */
const OF_CHANGES = /\b(?:chang(?:es?|ed)|amend(?:ments?|ed)|modifications?|modified)\b/i;
const TITLE = /\b(?:overview|summary|list|schedule|table|index) of\b/i;

/**
 * The overviews of drafting changes in a document, whatever their columns are called: tables with a
 * column that cites provisions and words that speak of changes. Where one has a title such as
 * "Overview of Drafting Changes", only titled ones count. A table without a caption has its title
 * from the heading above it, or from the words that open it.
 * @param resolved the references of a block, resolved
 */
export function findOverviews(
  draft: Draft,
  resolved: (block: number) => readonly Resolution[],
  names: DocumentNames<CitableDocument>,
): Overview[] {
  const found = draft.provisions
    .filter(({ kind, body }) => (kind === 'table' || kind === 'figure') && typeof body === 'number')
    .flatMap((provision) => {
      const title = findTitle(draft, provision);
      const overview = readOverview(draft, provision, title, resolved, names);
      return overview ? [{ overview, title }] : [];
    });
  const titled = found.filter(({ title }) => TITLE.test(title) && OF_CHANGES.test(title));
  return (titled.length > 0 ? titled : found).map(({ overview }) => overview);
}

/** Of its caption, or of what stands above a table without one; empty where nothing does. */
function findTitle(draft: Draft, { title, number, body, block }: Provision): string {
  if (title !== null || number !== null) return title ?? '';
  const first = body ?? block;
  const before = draft.blocks[first - 1];
  if (before?.kind === 'paragraph' && /:\s*$/.test(before.text)) return before.text;
  return draft.blocks.slice(0, first).findLast(({ kind }) => kind === 'heading')?.text ?? '';
}

function readOverview(
  draft: Draft,
  provision: Provision,
  title: string,
  resolved: (block: number) => readonly Resolution[],
  names: DocumentNames<CitableDocument>,
): Overview | null {
  const blocks = blocksOf(draft, provision);
  const first = blocks[0];
  if (first === undefined) return null;
  const firstTable = readTable(draft.block(first));
  if (!firstTable) return null;
  const header = firstTable.header.cells.map((cell) => cellText(draft.block(first), cell));
  const citing = (column: number) => countCitingRows(draft, blocks, column);
  const columns = overviewColumnsOf(header, citing);
  if (!columns) return null;
  // A heading speaks of more than the table below it: there each row must be about a provision.
  const isTitled = provision.title !== null || citing(columns.reference) * 2 >= firstTable.rows.length;
  const speaksOfChanges = (isTitled && OF_CHANGES.test(title)) || header.some((words) => OF_CHANGES.test(words));
  if (!speaksOfChanges) return null;
  const rows = blocks.flatMap((block) =>
    readRows({ draft, index: block, header, columns, resolutions: resolved(block), names }),
  );
  return { provision, blocks, columns, header, rows };
}

/**
 * The blocks of a table: the first, and those that continue it with or without a repeated header.
 */
function blocksOf(draft: Draft, provision: Provision): number[] {
  const blocks: number[] = [];
  for (let block = provision.body ?? provision.endBlock; block < provision.endBlock; block++)
    if (readTable(draft.block(block))) blocks.push(block);
  let last = blocks[blocks.length - 1];
  while (last !== undefined) {
    const next = nextTable(draft, last + 1);
    if (next === null || !continuesTable(draft.block(last), draft.block(next))) break;
    blocks.push(next);
    last = next;
  }
  return blocks;
}

/** The block of the next table, with at most a page break before it. */
function nextTable(draft: Draft, from: number): number | null {
  for (let block = from; block < draft.blocks.length; block++) {
    const { kind, head } = draft.block(block);
    if (readTable(draft.block(block))) return draft.provisionOfBlock(block)?.number ? null : block;
    if (kind !== 'rule' && kind !== 'html' && kind !== 'empty' && head.kind !== 'footnote') return null;
  }
  return null;
}

/**
 * Whether a table begins with the number after the last one of another: it continues that one,
 * without a header.
 */
function continuesTable(before: Block, after: Block): boolean {
  const [above, below] = [readTable(before), readTable(after)];
  if (!above || !below) return false;
  const lastRow = above.rows[above.rows.length - 1] ?? above.header;
  const [last, next] = [firstNumber(before, lastRow), firstNumber(after, below.header)];
  return above.header.cells.length === below.header.cells.length && last !== null && next === last + 1;
}

function firstNumber(block: Block, row: TableRow): number | null {
  const cell = row.cells[0];
  const found = cell && /^(\d{1,4})[.)]?$/.exec(readSpan(block, cell).text.trim());
  return found ? Number(found[1]) : null;
}

/** In how many rows a column cites a provision. */
function countCitingRows(draft: Draft, blocks: readonly number[], column: number): number {
  let count = 0;
  for (const block of blocks) {
    const rows = new Set<number>();
    for (const { passage, reference } of readBlockFacts(draft.block(block)).references)
      if (passage.cell?.column === column && passage.cell.row >= 0 && reference.kind !== 'question')
        rows.add(passage.cell.row);
    count += rows.size;
  }
  return count;
}

function overviewColumnsOf(header: readonly string[], citing: (column: number) => number): OverviewColumns | null {
  const free = new Set(header.keys());
  const take = (isIt: (words: string, column: number) => boolean): number | null => {
    for (const column of free) {
      if (!isIt(header[column]!, column)) continue;
      free.delete(column);
      return column;
    }
    return null;
  };
  const number = take((words) => NUMBER.test(words));
  const rationale = take((words) => RATIONALE.test(words));
  const cites = new Map([...free].map((column) => [column, citing(column)]));
  const most = Math.max(0, ...cites.values());
  // What its header calls the place of a change, where it cites at all; else the column that cites
  // most.
  const reference =
    take((words, column) => REFERENCE.test(words) && !/\bchanges?\b/i.test(words) && (cites.get(column) ?? 0) > 0) ??
    take((words, column) => most > 0 && cites.get(column) === most && !DESCRIPTION.test(words)) ??
    take((words) => REFERENCE.test(words) && !DESCRIPTION.test(words)) ??
    take((_, column) => most > 0 && cites.get(column) === most);
  if (reference === null) return null;
  const document = take((words) => DOCUMENT.test(words) && !DESCRIPTION.test(words));
  const description = take((words) => DESCRIPTION.test(words)) ?? take(() => true);
  return { number, document, reference, description, rationale };
}

/** What the rows of one block are read by. */
interface RowReading {
  readonly draft: Draft;
  readonly index: number;
  readonly header: readonly string[];
  readonly columns: OverviewColumns;
  readonly resolutions: readonly Resolution[];
  readonly names: DocumentNames<CitableDocument>;
}

function readRows({ draft, index, header, columns, resolutions, names }: RowReading): OverviewRow[] {
  const block = draft.block(index);
  const table = readTable(block);
  if (!table) return [];
  const isHeaderRepeated = table.header.cells.every((cell, column) => cellText(block, cell) === header[column]);
  const rows: OverviewRow[] = [];
  for (const [i, { cells }] of [table.header, ...table.rows].entries()) {
    const row = i - 1;
    if (row < 0 && isHeaderRepeated) continue;
    const words = (column: number | null) => (column === null ? '' : cellText(block, cells[column]));
    const cell = cells[columns.reference];
    if (!cell || cells.every((each) => each.end === each.start)) continue;
    const cited = keepOutermost(
      resolutions.filter(({ found }) => {
        const at = found.passage.cell;
        return at?.row === row && (at.column === columns.reference || at.column === columns.document);
      }),
    );
    const reference = [words(columns.document), words(columns.reference)].filter(Boolean).join(' ');
    const named = names.all(reference).map(({ document }) => document);
    rows.push({
      block: index,
      row,
      number: words(columns.number) || null,
      cell,
      reference,
      description: words(columns.description),
      rationale: words(columns.rationale),
      cited,
      documents: [...new Set([...named, ...cited.flatMap(({ document }) => document ?? [])])],
    });
  }
  return rows;
}

function cellText(block: Block, cell: Span | undefined): string {
  return cell ? readSpan(block, cell).text.replace(/\s+/g, ' ').trim() : '';
}

/**
 * References without those that are listed again as part of another, and without what only says
 * where the next one is: "Condition 3" of "Condition 3, Table 3.1".
 */
export function keepOutermost(resolutions: readonly Resolution[]): Resolution[] {
  const inner = new Set<number>();
  for (const { found } of resolutions)
    for (let of = found.reference.of; of; of = of.of) inner.add(of.keywordSpan.start);
  const outermost = resolutions.filter(({ found }) => !inner.has(found.reference.keywordSpan.start));
  return outermost.filter((each, i) => !leadsTo(each, outermost[i + 1]));
}

/** Whether a reference goes on with a narrower one, as "Condition 3, paragraph 3.2" does. */
function leadsTo({ found, targets }: Resolution, next: Resolution | undefined): boolean {
  if (next?.found.passage !== found.passage) return false;
  const between = found.passage.inline.text.slice(found.visible.end, next.found.visible.start);
  if (!/^(?:\s?[,:–—-]?\s{1,2}|\s{0,2}[(])$/.test(between)) return false;
  const holders = new Set(targets.flatMap(({ provisions }) => provisions));
  const narrower = next.targets.flatMap(({ provisions }) => provisions);
  return holders.size > 0 && narrower.length > 0 && narrower.every((each) => isWithin(each, holders));
}

function isWithin(provision: Provision, holders: ReadonlySet<Provision>): boolean {
  for (let at = provision.parent; at; at = at.parent) if (holders.has(at)) return true;
  return false;
}
