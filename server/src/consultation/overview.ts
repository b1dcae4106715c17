import type { Overview, OverviewRow } from '../analysis/references/overview-table.js';
import { sayNumbers } from '../export/manuscript/number-places.js';
import type { Draft } from '../model/draft.js';
import { getOrCreate } from '../model/memo.js';
import type { Provision } from '../model/provision.js';
import { readTable, writePipeTable } from '../model/table.js';
import type { Span } from '../model/text.js';
import type { Checker } from '../rules/check.js';
import { describeChange } from '../rules/shared/change-description.js';
import {
  type ChangedInstrument,
  type ChangedProvision,
  findChangedProvisions,
} from '../rules/shared/changed-instruments.js';
import { findClaims } from '../rules/shared/overview-claims.js';
import { escapeTableCell, UNKNOWN_RATIONALE } from '../rules/shared/overview-rows.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Workspace } from '../workspace/workspace.js';
import type { ProjectNumbers } from './change-numbering.js';
import { findConsultation } from './project-facts.js';
import {
  changedInstrumentsOf,
  type NumberedQuestion,
  numbersByUri,
  readProjectDeclarations,
} from './question-changes.js';

/**
 * A row of an overview of drafting changes, drafted from the comparison. Its texts are Markdown.
 */
export interface DraftedRow {
  readonly number: string;
  /** The instruments it is about. */
  readonly documents: readonly string[];
  readonly reference: string;
  readonly description: string;
  readonly rationale: string;
  /**
   * Whether the row stood in the consultation document before, so that its description and
   * rationale are the drafter's.
   */
  readonly kept: boolean;
  /** The numbers of its changes by instrument; empty where the registers have none. */
  readonly numbers: readonly { readonly document: string; readonly numbers: readonly number[] }[];
  /** All cells, in the order of the header. */
  readonly cells: readonly string[];
}

/** An overview of drafting changes: its header and its rows. */
export interface DraftedOverview {
  readonly header: readonly string[];
  readonly rows: readonly DraftedRow[];
  /**
   * Where it belongs in the consultation document: instead of its overview, or at its end. Null
   * where there is no such document, and where it has several overviews.
   */
  readonly place: OverviewPlace | null;
}

/** A place in the consultation document, and the lines of the table that stands there. */
export interface OverviewPlace {
  readonly uri: string;
  readonly span: Span;
  /** As they are written now, those of the header first; none where there is no table. */
  readonly lines: readonly string[];
}

const HEADER: readonly string[] = ['No.', 'Reference', 'Description of Change', 'Rationale for Change'];
const COLUMNS: Overview['columns'] = { number: 0, document: null, reference: 1, description: 2, rationale: 3 };

/**
 * Drafts the overview of a project's changes from the comparisons. Each changed provision gets a
 * row; consecutive ones that changed alike share one. Rows of the consultation document that still
 * hold keep their words and their order. Where the changes have numbers, each row says those of its
 * own, in a column for them.
 */
export function draftOverviewRows(
  workspace: Workspace,
  checker: Checker,
  { byDocument }: Pick<ProjectNumbers, 'byDocument'> = NO_NUMBERS,
): DraftedOverview {
  const changed = changedInstrumentsOf(workspace, checker);
  const consultation = findConsultation(workspace);
  const found = readProjectDeclarations(workspace, checker, changed);
  const overview = found?.overviews[found.overviews.length - 1];
  const ownHeader = overview?.header ?? HEADER;
  const isNumbered = byDocument.size > 0;
  const header = isNumbered && !ownHeader.includes(NUMBERS_HEAD) ? [...ownHeader, NUMBERS_HEAD] : ownHeader;
  const columns = overview?.columns ?? COLUMNS;
  const kept: PlacedRow[] = [];
  for (const row of found?.declarations.rows ?? []) {
    const place = keepRow(row, changed, (instrument) =>
      findChangedProvisions(instrument, (change) => found?.declarations.rowOf(instrument, change) === row),
    );
    if (place) kept.push(place);
  }
  for (const instrument of changed) {
    const units = findChangedProvisions(
      instrument,
      (change) => !found || found.declarations.rowOf(instrument, change) === null,
    );
    for (const group of groupAlike(units))
      insertRow(kept, { row: null, group, order: orderOf(group), reference: null });
  }
  const style = /^\d+(\D*)$/.exec(found?.declarations.rows[0]?.number ?? '')?.[1] ?? '';
  const draft = consultation?.draft ?? null;
  const form = { header, columns, draft, numbersOf: numbersByUri(byDocument), isNumbered };
  return {
    header,
    rows: kept.map((placed, index) => writeRow(placed, `${index + 1}${style}`, form)),
    place: consultation ? findOverviewPlace(consultation, found?.overviews ?? []) : null,
  };
}

function findOverviewPlace(
  { uri, draft }: Pick<WorkspaceDocument, 'uri' | 'draft'>,
  overviews: readonly Overview[],
): OverviewPlace | null {
  const [overview, another] = overviews;
  if (another) return null;
  if (!overview) return { uri, span: { start: draft.length, end: draft.length }, lines: [] };
  const [first] = overview.blocks;
  const last = overview.blocks[overview.blocks.length - 1];
  if (first === undefined || last === undefined || draft.block(first).containers.length > 0) return null;
  const span = { start: draft.startOf(first), end: draft.startOf(last) + draft.block(last).text.length };
  return { uri, span, lines: draft.textBetween(span.start, span.end).split(/\r?\n/) };
}

/**
 * What stands in the consultation document once an overview is put there; lines that say the same
 * stay as they are written. Null where it has no place.
 */
export function overviewEdit(drafted: DraftedOverview): { uri: string; span: Span; text: string } | null {
  const { place } = drafted;
  if (!place) return null;
  const said = (line: string) =>
    line
      .replace(/\s+/g, ' ')
      .replace(/ ?(?<!\\)\| ?/g, '|')
      .trim();
  const known = new Map(place.lines.map((line) => [said(line), line]));
  const [header = '', rule = '', ...rows] = overviewToMarkdown(drafted).trimEnd().split('\n');
  const kept = known.get(said(header));
  const second = place.lines[1] ?? '';
  const isRule = kept !== undefined && /^[\s|:-]+$/.test(second);
  const lines = [kept ?? header, isRule ? second : rule, ...rows.map((row) => known.get(said(row)) ?? row)];
  const text = place.lines.length > 0 ? lines.join('\n') : `\n## ${HEADING}\n\n${lines.join('\n')}\n`;
  return { uri: place.uri, span: place.span, text };
}

/** The heading of an overview where a document has none yet. */
const HEADING = 'Overview of Drafting Changes';

const NO_NUMBERS: Pick<ProjectNumbers, 'byDocument'> = { byDocument: new Map() };
/** The head of the column for the numbers of the changes. */
const NUMBERS_HEAD = 'Change No.';

/** How rows are written. */
interface RowForm {
  /** The numbers of changes by the URI of their instrument. */
  readonly numbersOf: ReturnType<typeof numbersByUri>;
  readonly isNumbered: boolean;
  readonly header: readonly string[];
  readonly columns: Overview['columns'];
  /** The consultation document, which has the rows that are kept. */
  readonly draft: Draft | null;
}

function writeRow({ row, group, reference }: PlacedRow, number: string, form: RowForm): DraftedRow {
  const { header, columns, draft, numbersOf, isNumbered } = form;
  const block = row && draft ? draft.block(row.block) : null;
  const table = block && readTable(block);
  const source = table && row ? (row.row < 0 ? table.header : table.rows[row.row])?.cells : undefined;
  const writtenCell = (column: number | null): string => {
    const cell = column === null ? undefined : source?.[column];
    return cell && block ? cellOnOneLine(block.text.slice(cell.start, cell.end), block.kind === 'extractedTable') : '';
  };
  const [first] = group;
  const id = first?.instrument.document.id ?? '';
  const described = row === null && first ? describeGroup(group) : writtenCell(columns.description);
  const newReference = `${columns.document === null ? `${id} ` : ''}${citeRange(group)}`;
  const cited = reference ?? (row ? writtenCell(columns.reference) : newReference);
  const rationale = row ? writtenCell(columns.rationale) : UNKNOWN_RATIONALE;
  const numbers = listNumbersOf(group, numbersOf);
  const cells = header.map((head, column) => {
    if (isNumbered && head === NUMBERS_HEAD) return sayNumbersOf(numbers);
    if (column === columns.number) return number;
    if (column === columns.reference) return cited;
    if (column === columns.document) return row ? writtenCell(column) : id;
    if (column === columns.description) return described;
    return column === columns.rationale ? rationale : writtenCell(column);
  });
  return {
    number,
    documents: row ? row.documents.map((each) => each.id) : [id],
    reference: cited,
    description: described,
    rationale,
    kept: row !== null,
    numbers,
    cells,
  };
}

/** The numbers of the changes of a row, by instrument. */
function listNumbersOf(group: readonly ChangedProvision[], numbersOf: RowForm['numbersOf']): DraftedRow['numbers'] {
  const byDocument = new Map<string, Set<number>>();
  for (const { instrument, changes } of group) {
    const { id, uri } = instrument.document;
    const own = numbersOf.get(uri ?? '');
    for (const { change } of changes) {
      const number = own?.get(change);
      if (number !== undefined) getOrCreate(byDocument, id, () => new Set<number>()).add(number);
    }
  }
  return [...byDocument].map(([document, numbers]) => ({ document, numbers: [...numbers].sort((a, b) => a - b) }));
}

/** "7, 8"; with the name of each instrument where there are several. */
function sayNumbersOf(numbers: DraftedRow['numbers']): string {
  return numbers
    .map(({ document, numbers: own }) => `${numbers.length > 1 ? `${document} ` : ''}${sayNumbers(own)}`)
    .join('; ');
}

/** An overview as a Markdown table. */
export function overviewToMarkdown({ header, rows }: DraftedOverview): string {
  const lines = writePipeTable(
    header.map(escapeTableCell),
    rows.map(({ cells }) => cells),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** The JSON that `keeling overview` prints. */
export interface OverviewJson {
  /** Only where the changes have numbers. */
  readonly questions?: readonly NumberedQuestion[];
  readonly version: 1;
  /** `numbers` only where the changes have any. */
  readonly rows: readonly (Omit<DraftedRow, 'cells' | 'numbers'> & Partial<Pick<DraftedRow, 'numbers'>>)[];
}

/**
 * An overview in the form that other programs read.
 * @param questions the numbers of the changes that each question is about; empty where there are none
 */
export function overviewToJson({ rows }: DraftedOverview, questions: readonly NumberedQuestion[] = []): OverviewJson {
  return {
    version: 1,
    rows: rows.map(({ cells: _, numbers, ...row }) => ({ ...row, ...(numbers.length > 0 && { numbers }) })),
    ...(questions.length > 0 && { questions }),
  };
}

interface PlacedRow {
  /** Null for a new row. */
  readonly row: OverviewRow | null;
  readonly group: readonly ChangedProvision[];
  /** Its first and last place among the changes of its instrument. */
  readonly order: { readonly first: number; readonly last: number };
  /** What the row cites, where that is no longer what it says; else null. */
  readonly reference: string | null;
}

/**
 * A row that can stay: as it is where all it claims holds, or citing less where only some does.
 * Null where nothing holds.
 */
function keepRow(
  row: OverviewRow,
  changed: readonly ChangedInstrument[],
  declaredBy: (instrument: ChangedInstrument) => ChangedProvision[],
): PlacedRow | null {
  const group = changed.flatMap((instrument) => declaredBy(instrument));
  const claims = findClaims(row, changed);
  if (claims.length > 0 && claims.every(({ weight }) => weight === null)) return null;
  const reference =
    claims.some(({ weight }) => weight === null) && group.length > 0
      ? groupAlike(group)
          .map((each) => `${each[0]?.instrument.document.id} ${citeRange(each)}`)
          .join(', ')
      : null;
  return { row, group, order: orderOf(group), reference };
}

/**
 * Puts a new row beside the nearest row of its instrument, preferably of the same section; at the
 * end where there is none.
 */
function insertRow(rows: PlacedRow[], placed: PlacedRow): void {
  const [unit] = placed.group;
  let nearest = rows.length;
  let least = Number.POSITIVE_INFINITY;
  rows.forEach(({ group: [other], order }, index) => {
    if (!other || !unit || other.instrument !== unit.instrument) return;
    const { instrument } = unit;
    const elsewhere = sectionLabel(other) === sectionLabel(unit) ? 0 : instrument.substance.length;
    const isBefore = order.first < placed.order.first;
    // At equal distance the row before wins over the row after.
    const distance = elsewhere + (isBefore ? placed.order.first - order.last : order.first - placed.order.last + 0.5);
    if (distance >= least) return;
    least = distance;
    nearest = isBefore ? index + 1 : index;
  });
  rows.splice(nearest, 0, placed);
}

/** The label of the outermost part of the instrument that holds a provision. */
function sectionLabel({ old: oldProvision, new: newProvision }: ChangedProvision): string | null {
  let at = newProvision ?? oldProvision;
  while (at?.parent && !(at.kind === 'section' && at.parent.kind === 'heading')) at = at.parent;
  return at?.label ?? null;
}

const orders = new WeakMap<ChangedInstrument, ReadonlyMap<unknown, number>>();

function orderOf(group: readonly ChangedProvision[]): PlacedRow['order'] {
  const places = group.flatMap(({ instrument, changes }) => {
    const order = getOrCreate(
      orders,
      instrument,
      () => new Map(instrument.substance.map(({ change }, at) => [change, at])),
    );
    // A deleted provision counts where its text stood, but what took its place counts first.
    const now = changes.filter((each) => each.new !== null);
    return (now.length > 0 ? now : changes).map(({ change }) => order.get(change) ?? 0);
  });
  return { first: Math.min(...places), last: Math.max(...places) };
}

/** Groups consecutive provisions that changed alike. */
function groupAlike(units: readonly ChangedProvision[]): ChangedProvision[][] {
  const groups: ChangedProvision[][] = [];
  for (const unit of units) {
    const group = groups[groups.length - 1];
    const last = group?.[group.length - 1];
    if (group && last && isNextClause(last, unit) && describeChange(last) === describeChange(unit)) group.push(unit);
    else groups.push([unit]);
  }
  return groups;
}

function isNextClause(before: ChangedProvision, after: ChangedProvision): boolean {
  if (before.instrument !== after.instrument) return false;
  const [a, b] = before.new && after.new ? [before.new, after.new] : [before.old, after.old];
  if (!a || !b || a.kind !== b.kind || a.kind !== 'clause' || a.parent !== b.parent || !a.parent) return false;
  const clauses: readonly Provision[] = a.parent.children;
  for (let at = clauses.indexOf(a) + 1; at < clauses.length; at++)
    if (clauses[at]?.kind === 'clause') return clauses[at] === b;
  return false;
}

/** How a group is cited: "Clause 20.30 to Clause 20.32", "Clause 13.3 and Clause 13.4". */
function citeRange(group: readonly ChangedProvision[]): string {
  const [first, last] = [escapeTableCell(group[0]?.label ?? ''), escapeTableCell(group.at(-1)?.label ?? '')];
  return group.length === 1 ? first : `${first} ${group.length === 2 ? 'and' : 'to'} ${last}`;
}

function describeGroup(group: readonly ChangedProvision[]): string {
  const words = escapeTableCell(describeChange(group[0]!));
  return group.length > 1 ? words.replace(/\bClause\b(?! \d)/, 'Clauses') : words;
}

/**
 * The source of a cell on one line.
 * @param bars whether bars need escaping, because the table it comes from has none
 */
function cellOnOneLine(source: string, bars: boolean): string {
  const line = source.replace(/\s+/g, ' ');
  return bars ? line.replace(/\|/g, '\\|') : line;
}
