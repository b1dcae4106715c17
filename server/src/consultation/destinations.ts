import type { Change, ChangeKind, Comparison } from '../compare/change.js';
import { citeLabels } from '../export/manuscript/label-ranges.js';
import { sayNumbers } from '../export/manuscript/number-places.js';
import { literalMarkdown } from '../model/literal-markdown.js';
import { getOrCreate } from '../model/memo.js';
import type { Provision, ProvisionKind } from '../model/provision.js';
import { writePipeTable } from '../model/table.js';
import { capitaliseFirst } from '../model/text.js';
import { callersOf } from '../rules/shared/changed-instruments.js';
import { type ChangeFacts, writePaperFrontMatter } from './comparison-table.js';
import { writeCsv } from './csv.js';

/** Whether a table leads from the version in force to the draft, or back. */
export type Direction = 'destinations' | 'derivations';

/** Where a provision went to, or came from. */
interface DestinationRow {
  readonly provision: Provision;
  /** What it is in the other version; null where that has none. */
  readonly other: Provision | null;
  /** What happened to it: "renumbered, amended"; empty where nothing did. */
  readonly change: string;
  readonly numbers: readonly number[];
}

/** What became of the provisions of one version, or where those of the other come from. */
export interface DestinationTable {
  readonly comparison: Comparison;
  readonly direction: Direction;
  readonly isNumbered: boolean;
  readonly rows: readonly DestinationRow[];
}

/** Kinds of provisions that a table lists. A definition and a note are known by their words, a row by its table. */
const LISTED: ReadonlySet<ProvisionKind> = new Set([
  'section',
  'clause',
  'paragraph',
  'table',
  'figure',
  'appendix',
  'annex',
  'schedule',
]);

/**
 * Lists every provision that can be cited by a number. A sub-paragraph is left out where it went
 * with the provision that holds it and kept its own number there.
 */
export function makeDestinationTable(
  comparison: Comparison,
  direction: Direction,
  { numbers }: Pick<ChangeFacts, 'numbers'>,
): DestinationTable {
  const { old, new: after, map } = comparison;
  const isForward = direction === 'destinations';
  const draft = isForward ? old : after;
  const otherOf = (provision: Provision) => (isForward ? map.newOf(provision) : map.oldOf(provision));
  const changes = gatherChanges(comparison, isForward);
  const rows = draft.provisions.flatMap((provision): DestinationRow[] => {
    if (!LISTED.has(provision.kind) || provision.number === null) return [];
    const other = otherOf(provision);
    if (provision.kind === 'paragraph' && provision.parent && isInTable(provision.parent)) {
      const parent = otherOf(provision.parent);
      if (other === null ? parent === null : other.parent === parent && other.marker === provision.marker) return [];
    }
    const found = changes.get(provision);
    return [
      {
        provision,
        other,
        change: describeDestination(provision, other, found?.kinds ?? new Set(), isForward),
        numbers: [...(found?.changes ?? [])].flatMap((change) => numbers?.get(change) ?? []),
      },
    ];
  });
  return { comparison, direction, isNumbered: numbers !== null, rows };
}

function isInTable({ kind, number }: Provision): boolean {
  return LISTED.has(kind) && number !== null;
}

/** The changes in each provision of one version, and what they are; those within it are amendments of it. */
function gatherChanges(
  comparison: Comparison,
  isForward: boolean,
): ReadonlyMap<Provision, { readonly kinds: Set<ChangeKind>; readonly changes: Set<Change> }> {
  const found = new Map<Provision, { readonly kinds: Set<ChangeKind>; readonly changes: Set<Change> }>();
  for (const change of comparison.changes) {
    const side = isForward ? change.old : change.new;
    const draft = isForward ? comparison.old : comparison.new;
    const other = isForward ? change.new : change.old;
    const own =
      side === null
        ? holderOf(other?.provision ?? null, comparison, isForward)
        : (side.provision ??
          draft.provisionOfBlock(Math.max(0, draft.blockAt(draft.lines.offsetAt({ line: side.line, character: 0 })))));
    const [caller] = callersOf(draft, own);
    for (let at = caller ?? own; at; at = at.parent) {
      const entry = getOrCreate(found, at, () => ({ kinds: new Set<ChangeKind>(), changes: new Set<Change>() }));
      entry.changes.add(change);
      if (at === side?.provision) for (const kind of change.kinds) entry.kinds.add(kind);
      else if (change.kinds.some((kind) => WITHIN.has(kind))) entry.kinds.add('amended');
      else for (const kind of change.kinds) if (kind !== 'renumbered') entry.kinds.add(kind);
      // Of a clause that changed its section is not said to be amended.
      if (isInTable(at) && at.kind !== 'paragraph') break;
    }
  }
  return found;
}

const MINOR: readonly (readonly [ChangeKind, string])[] = [
  ['consequential', 'reference updated'],
  ['typographical', 'corrected'],
  ['formatting', 'laid out anew'],
];

const WITHIN: ReadonlySet<ChangeKind> = new Set(['inserted', 'deleted', 'amended', 'moved']);

/** The provision of one version that holds what only the other version has. */
function holderOf(provision: Provision | null, { map }: Comparison, isForward: boolean): Provision | null {
  if (provision?.kind !== 'paragraph' && provision?.kind !== 'row' && provision?.kind !== 'definition') return null;
  for (let at = provision.parent; at; at = at.parent) {
    const found = isForward ? map.oldOf(at) : map.newOf(at);
    if (found) return found;
  }
  return null;
}

function describeDestination(
  provision: Provision,
  other: Provision | null,
  kinds: ReadonlySet<ChangeKind>,
  isForward: boolean,
): string {
  if (!other) return isForward ? 'Omitted' : 'New';
  const [before, after] = isForward ? [provision, other] : [other, provision];
  const said: string[] = [];
  if (kinds.has('moved')) said.push('moved');
  else if (before.label !== after.label) said.push('renumbered');
  if (kinds.has('amended')) said.push('amended');
  // Less than that is said of a provision that is otherwise as it was.
  if (said.length === 0) said.push(...MINOR.filter(([kind]) => kinds.has(kind)).map(([, word]) => word));
  return capitaliseFirst(said.join(' and '));
}

/** How the paper is called. */
export function titleOfDestinations({ comparison, direction }: DestinationTable, name: string | null): string {
  const { document, title, version } = comparison.new.frontMatter;
  const own = name ?? [document ?? title ?? 'the draft', version].filter(Boolean).join(' ');
  return `Table of ${direction}: ${own}`;
}

function headOf({ comparison, direction, isNumbered }: DestinationTable): string[] {
  const before = comparison.old.frontMatter.version;
  const after = comparison.new.frontMatter.version;
  const [old, now] = [`In force${before ? ` (${before})` : ''}`, `Proposed${after ? ` (${after})` : ''}`];
  const sides = direction === 'destinations' ? [old, now] : [now, old];
  return [...sides, 'Change', ...(isNumbered ? ['Change No.'] : [])];
}

/** A table as Markdown, with the front matter of a paper. Runs of provisions that stay as they are share a row. */
export function destinationsToMarkdown(table: DestinationTable, title: string): string {
  const { comparison, rows, isNumbered } = table;
  const written = joinUnchanged(rows).flatMap((run) => {
    const [first] = run;
    const last = run.at(-1);
    if (!first || !last) return [];
    const cited = citeLabels(first.provision.label, last.provision.label, run.length);
    const other = first.other && last.other ? citeLabels(first.other.label, last.other.label, run.length) : '—';
    const numbers = isNumbered ? [sayNumbers(first.numbers)] : [];
    return [[capitaliseFirst(cited), capitaliseFirst(other), first.change, ...numbers].map(literalMarkdown)];
  });
  return [
    writePaperFrontMatter(comparison, title),
    ...(rows.length === 0
      ? ['No provision has a number.']
      : writePipeTable(headOf(table).map(literalMarkdown), written)),
    '',
  ].join('\n');
}

/** Consecutive provisions that stay as they are, together. */
function joinUnchanged(rows: readonly DestinationRow[]): DestinationRow[][] {
  const runs: DestinationRow[][] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const goesOn =
      last &&
      isAsItWas(last) &&
      isAsItWas(row) &&
      row.provision.kind === 'clause' &&
      last.provision.kind === 'clause' &&
      last.provision.parent === row.provision.parent;
    if (run && goesOn) run.push(row);
    else runs.push([row]);
  }
  return runs;
}

function isAsItWas({ change, provision, other, numbers }: DestinationRow): boolean {
  return change === '' && numbers.length === 0 && other?.label === provision.label;
}

/** A table as comma-separated values, each provision in a row of its own. */
export function destinationsToCsv(table: DestinationTable): string {
  return writeCsv([
    headOf(table),
    ...table.rows.map(({ provision, other, change, numbers }) => [
      provision.label,
      other?.label ?? '',
      change,
      ...(table.isNumbered ? [sayNumbers(numbers)] : []),
    ]),
  ]);
}
