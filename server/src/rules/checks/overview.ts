import type { Overview, OverviewRow } from '../../analysis/references/overview-table.js';
import { readTable } from '../../model/table.js';
import { capitaliseFirst, findLineEnding } from '../../model/text.js';
import { MOST_CHARACTERS, shortenWords } from '../message.js';
import { type DraftRule, findLabelPlace, type RelatedReport, type Report, type RuleContext } from '../rule.js';
import { describeChange } from '../shared/change-description.js';
import {
  type ChangedInstrument,
  type ChangedProvision,
  findChangedInstruments,
  findChangedProvisions,
  type PlacedChange,
} from '../shared/changed-instruments.js';
import { readDeclarations, speaksOfForm } from '../shared/declarations.js';
import { findClaims } from '../shared/overview-claims.js';
import { writeOverviewRow } from '../shared/overview-rows.js';

/** How many places a finding points to at most. */
const MOST_RELATED = 10;

/**
 * Compares the overview of drafting changes in a consultation document with the changes of each
 * instrument since its version in force: changes of substance without a row, and rows without a
 * change.
 */
export const overview: DraftRule = {
  codes: {
    'overview.undeclared': {
      severity: 'error',
      title: 'A change of substance has no row in the overview of changes.',
    },
    'overview.unfounded': { severity: 'error', title: 'A row of the overview declares a change that was not made.' },
  },
  costly: true,
  *checkDraft(context) {
    const { resolution, draft } = context;
    if (resolution.self.role !== 'consultation') return;
    const changed = findChangedInstruments(resolution.instruments, (uri) => context.comparisonOf(uri));
    if (changed.length === 0) return;
    const found = readDeclarations(draft, resolution, (block) => context.resolved(block), changed);
    if (!found) return;
    const { overviews, declarations } = found;
    const undeclared = changed.flatMap((instrument) =>
      findChangedProvisions(instrument, (change) => declarations.rowOf(instrument, change) === null),
    );
    const last = overviews.at(-1);
    if (last) yield* reportUndeclared(context, last, undeclared);
    for (const row of declarations.rows) yield* reportUnfounded(row, changed);
  },
};

function* reportUndeclared(
  { draft }: RuleContext,
  overview: Overview,
  undeclared: readonly ChangedProvision[],
): Iterable<Report> {
  const block = overview.blocks.at(-1);
  if (block === undefined) return;
  const { text } = draft.block(block);
  const table = readTable(draft.block(block));
  if (!table) return;
  const header = table.header.cells[overview.columns.reference] ?? table.header;
  const at = { start: text.length, end: text.length };
  const line = findLineEnding(draft.text);
  const rowOf = (changed: ChangedProvision, place: number) =>
    `${line}${writeOverviewRow(draft.block(block).kind, overview, changed, place)}`;
  for (const changed of undeclared) {
    const { document } = changed.instrument;
    yield {
      code: 'overview.undeclared',
      message: describeUndeclared(changed),
      block,
      span: { start: header.start, end: Math.max(header.start, header.end) },
      related: changed.changes.slice(0, MOST_RELATED).flatMap((placed) => relatedChange(changed.instrument, placed)),
      fixes: [
        {
          title: `Add a row for ${document.id} ${changed.label}`,
          edits: [{ block, span: at, text: rowOf(changed, 1) }],
          preferred: true,
        },
        ...(undeclared.length > 1
          ? [
              {
                title: `Add rows for all ${undeclared.length} undeclared changes`,
                edits: [{ block, span: at, text: undeclared.map((each, index) => rowOf(each, index + 1)).join('') }],
                preferred: false,
              },
            ]
          : []),
      ],
    };
  }
}

/** "Clause 4.2 of the MTAD changed, and no row declares it: “week” replaced by “month”." */
function describeUndeclared(changed: ChangedProvision): string {
  const { label, instrument } = changed;
  const name = capitaliseFirst(`${shortenWords(label)} of the ${shortenWords(instrument.document.id, 20)}`);
  const description = describeChange(changed);
  const words = description.charAt(0).toLowerCase() + description.slice(1);
  const start = `${name} changed, and no row declares it: `;
  return `${start}${shortenWords(words, MOST_CHARACTERS - start.length - 1)}.`;
}

function relatedChange(
  { document, comparison }: ChangedInstrument,
  { old, new: newProvision, change }: PlacedChange,
): RelatedReport[] {
  const provision = newProvision ?? old;
  if (!provision) return [];
  const side = newProvision ? document : document.baseline;
  const draft = newProvision ? comparison.new : comparison.old;
  return [
    {
      uri: side?.uri ?? null,
      place: findLabelPlace(draft, provision),
      message: `${provision.label || 'This text'}: ${change.kinds.join(' and ')}`,
    },
  ];
}

function* reportUnfounded(row: OverviewRow, changed: readonly ChangedInstrument[]): Iterable<Report> {
  for (const { span, weight, provision, instrument } of findClaims(row, changed)) {
    if (weight === 'substance' || (weight === 'minor' && speaksOfForm(row))) continue;
    const { document } = instrument;
    const name = capitaliseFirst(`${shortenWords(provision.label)} of the ${shortenWords(document.id, 20)}`);
    const draft = instrument.comparison.new;
    yield {
      code: 'overview.unfounded',
      ...(weight === 'minor' ? { severity: 'information' as const } : {}),
      message:
        weight === 'minor'
          ? `${name} changed only in form, which needs no row.`
          : `${name} has not changed since ${shortenWords(document.baseline?.draft?.frontMatter.version ?? 'the version in force', 24)}.`,
      block: row.block,
      span,
      related: [
        {
          uri: document.uri,
          place: findLabelPlace(draft, provision),
          message: `${provision.label} ${weight === 'minor' ? 'changed only in form' : 'is unchanged'}`,
        },
      ],
    };
  }
}
