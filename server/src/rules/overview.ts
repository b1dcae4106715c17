import type { Overview, OverviewRow } from '../analysis/overview-table.js';
import type { Provision } from '../model/provision.js';
import { readTable } from '../model/table.js';
import { describeChange } from './change-description.js';
import {
  type ChangedInstrument,
  type ChangedProvision,
  type CitedTarget,
  changedInstruments,
  changedProvisions,
  citedBy,
  declarationsOf,
  speaksOfForm,
  speaksOfMove,
  type Weight,
} from './declared-changes.js';
import { type BlockPlace, type DraftRule, labelPlace, type Report, type RuleContext } from './rule.js';

/** What stands for the reason of a change that only the drafter knows. */
export const UNKNOWN_RATIONALE = '[insert rationale]';

/** How many places a finding leads to at most. */
const MOST_RELATED = 10;

/**
 * The overview of drafting changes in a consultation document, held against what the comparison of each instrument with its version in
 * force shows: changes of substance without a row, and rows without a change.
 */
export const overview: DraftRule = {
  codes: {
    'overview.undeclared': {
      severity: 'error',
      speaks: 'A change of substance has no row in the overview of changes.',
    },
    'overview.unfounded': { severity: 'error', speaks: 'A row of the overview declares a change that was not made.' },
  },
  costly: true,
  *checkDraft(context) {
    const { resolution, draft } = context;
    if (resolution.self.role !== 'consultation') return;
    const changed = changedInstruments(resolution.instruments, (uri) => context.comparisonOf(uri));
    if (changed.length === 0) return;
    const found = declarationsOf(draft, resolution, (block) => context.resolved(block), changed);
    if (!found) return;
    const { overviews, declarations } = found;
    const undeclared = changed.flatMap((instrument) =>
      changedProvisions(instrument, (change) => declarations.rowOf(instrument, change) === null),
    );
    yield* withoutRow(context, overviews[overviews.length - 1] as Overview, undeclared);
    for (const row of declarations.rows) yield* withoutChange(row, changed);
  },
};

function* withoutRow(
  { draft }: RuleContext,
  overview: Overview,
  undeclared: readonly ChangedProvision[],
): Iterable<Report> {
  const block = overview.blocks[overview.blocks.length - 1] as number;
  const { text } = draft.block(block);
  const table = readTable(draft.block(block));
  if (!table) return;
  const header = table.header.cells[overview.columns.reference] ?? table.header;
  const at = { start: text.length, end: text.length };
  const line = /\r\n|\r|\n/.exec(draft.text)?.[0] ?? '\n';
  const rowOf = (changed: ChangedProvision, place: number) =>
    `${line}${newRow(draft.block(block).kind, overview, changed, place)}`;
  for (const changed of undeclared) {
    const { document } = changed.instrument;
    yield {
      code: 'overview.undeclared',
      message: `${capital(`${changed.label} of the ${document.id}`)} changed, and no row declares it: ${lower(describeChange(changed))}.`,
      block,
      span: { start: header.start, end: Math.max(header.start, header.end) },
      related: changed.changes
        .slice(0, MOST_RELATED)
        .flatMap((placed) => related(changed.instrument, placed.old, placed.new, placed.change.kinds)),
      fixes: [
        {
          title: `Add a row for ${document.id} ${changed.label}`,
          edits: [{ block, span: at, text: rowOf(changed, 1) }],
          preferred: true,
        },
        ...(undeclared.length > 1
          ? [
              {
                title: `Add rows for all ${undeclared.length} changes that no row declares`,
                edits: [{ block, span: at, text: undeclared.map((each, index) => rowOf(each, index + 1)).join('') }],
                preferred: false,
              },
            ]
          : []),
      ],
    };
  }
}

function related(
  { document, comparison }: ChangedInstrument,
  old: Provision | null,
  neu: Provision | null,
  kinds: readonly string[],
): NonNullable<Report['related']>[number][] {
  const provision = neu ?? old;
  if (!provision) return [];
  const side = neu ? document : document.baseline;
  const draft = neu ? comparison.new : comparison.old;
  return [
    {
      uri: side?.uri ?? null,
      draft,
      place: labelPlace(draft, provision),
      message: `${provision.label || 'This text'}: ${kinds.join(' and ')}`,
    },
  ];
}

/** A row for a change, in the form of the table: behind its last one, with the number that comes next. */
function newRow(kind: string, { columns, header, rows }: Overview, changed: ChangedProvision, place: number): string {
  const last = rows[rows.length - 1]?.number ?? null;
  const counted = last === null ? null : /^(\d+)(\D*)$/.exec(last);
  const cells = header.map((_, column) => {
    if (column === columns.number)
      return counted ? `${Number(counted[1]) + place}${counted[2]}` : String(rows.length + place);
    if (column === columns.document) return changed.instrument.document.id;
    if (column === columns.reference)
      return columns.document === null ? `${changed.instrument.document.id} ${changed.label}` : changed.label;
    if (column === columns.description) return describeChange(changed);
    return column === columns.rationale ? UNKNOWN_RATIONALE : '';
  });
  return kind === 'table' ? `| ${cells.map(escaped).join(' | ')} |` : cells.join('\t');
}

/** Words as a cell of a Markdown table holds them. */
export function escaped(words: string): string {
  return words.replace(/[\\|]/g, '\\$&').replace(/\s+/g, ' ');
}

function* withoutChange(row: OverviewRow, changed: readonly ChangedInstrument[]): Iterable<Report> {
  for (const { span, weight, provision, instrument } of claimsOf(row, changed)) {
    if (weight === 'substance' || (weight === 'minor' && speaksOfForm(row))) continue;
    const { document } = instrument;
    const name = `${provision.label} of the ${document.id}`;
    const draft = instrument.comparison.new;
    yield {
      code: 'overview.unfounded',
      ...(weight === 'minor' ? { severity: 'information' as const } : {}),
      message:
        weight === 'minor'
          ? `${capital(name)} shows no change of substance: changes of numbers, references, spelling and layout need no row.`
          : `${capital(name)} is as it was in ${document.baseline?.draft?.frontMatter.version ?? 'the version in force'}: there is no change for this row to declare.`,
      block: row.block,
      span,
      related: [
        {
          uri: document.uri,
          draft,
          place: labelPlace(draft, provision),
          message: `${provision.label} ${weight === 'minor' ? 'is changed in its form alone' : 'is unchanged'}`,
        },
      ],
    };
  }
}

/** Something that a row says has changed. */
export interface Claim {
  readonly instrument: ChangedInstrument;
  /** Where the number stands, relative to the row's block. */
  readonly span: BlockPlace['span'];
  readonly provision: Provision;
  readonly weight: Weight | null;
}

/** What a row says has changed, in the instruments that can be compared, and how much did. */
export function claimsOf(row: OverviewRow, changed: readonly ChangedInstrument[]): Claim[] {
  return row.cited.flatMap((resolution) => citedBy(resolution, changed)).flatMap((cited) => claims(cited, row));
}

/** What a target of a row says has changed: one provision, or the two ends of a range. */
function claims(cited: CitedTarget, row: OverviewRow): Claim[] {
  const { target, provisions, before } = cited;
  const written = target.target;
  if (!written || target.state === 'placeholder' || target.state === 'unchecked') return [];
  if (!target.range) {
    const [provision] = provisions;
    // What is in neither version, a broken reference says itself.
    if (!provision || provisions.length > 1) return [];
    return [
      { instrument: cited.instrument, span: written.span, provision, weight: weightOf(cited, provision, before, row) },
    ];
  }
  const { from, to } = target.range;
  if (!from || !to || !written.to) return [];
  const ends: [Provision, Provision | undefined, BlockPlace['span']][] = [
    [from, before[0], written.span],
    [to, before[before.length - 1], written.to.span],
  ];
  return ends.map(([provision, old, span]) => ({
    instrument: cited.instrument,
    span,
    provision,
    weight: weightOf(cited, provision, old && old.number === provision.number ? [old] : [], row),
  }));
}

/** How much changed where a row says that something did. */
function weightOf(
  { instrument }: CitedTarget,
  provision: Provision,
  before: readonly Provision[],
  row: OverviewRow,
): Weight | null {
  const weights: (Weight | null)[] = [instrument.now.get(provision) ?? instrument.before.get(provision) ?? null];
  for (let at: Provision | null = provision; at; at = at.parent)
    if (instrument.wholes.has(at)) weights.push('substance');
  // The number as it was: of what is gone, or of what went elsewhere and is said to have moved.
  for (const old of before) {
    const now = instrument.comparison.map.newOf(old);
    if (now === null || speaksOfMove(row))
      weights.push(instrument.before.get(old) ?? (instrument.wholes.has(old) ? 'substance' : null));
  }
  return weights.includes('substance') ? 'substance' : weights.includes('minor') ? 'minor' : null;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
