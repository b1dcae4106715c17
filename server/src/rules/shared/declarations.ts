import { findOverviews, type Overview, type OverviewRow } from '../../analysis/references/overview-table.js';
import { ProvisionIndex } from '../../analysis/references/provision-index.js';
import type { Resolution, ResolutionContext } from '../../analysis/references/resolution.js';
import { resolveTargetBy } from '../../analysis/references/resolve-target.js';
import type { Change } from '../../compare/change.js';
import type { Draft } from '../../model/draft.js';
import { readSpan } from '../../model/inline/inline.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { readTable } from '../../model/table.js';
import {
  type ChangedInstrument,
  callersOf,
  citeForChange,
  isEndOfList,
  isOfWholeProvision,
  listParts,
  type PlacedChange,
} from './changed-instruments.js';
import { findProvisionsNumbered } from './stale-references.js';

/** Which changes in instruments the rows of the overviews declare. */
export class Declarations {
  readonly rows: readonly OverviewRow[];
  /** The rows that cite each provision, of the drafts and of the versions in force. */
  private readonly cited = new Map<Provision, OverviewRow[]>();
  /**
   * The rows that cite a number which a provision has in the version in force: that is how a
   * deletion is declared.
   */
  private readonly citedByOldNumber = new Map<Provision, OverviewRow[]>();

  constructor(overviews: readonly Overview[], changed: readonly ChangedInstrument[]) {
    this.rows = overviews.flatMap(({ rows }) => rows);
    for (const row of this.rows) {
      for (const target of listDeclaredTargets(row, changed)) {
        for (const provision of target.provisions) getOrCreate(this.cited, provision, () => []).push(row);
        for (const provision of target.oldProvisions) getOrCreate(this.citedByOldNumber, provision, () => []).push(row);
      }
    }
  }

  /** The first row that declares a change; null where none does. */
  rowOf(instrument: ChangedInstrument, placed: PlacedChange): OverviewRow | null {
    const { change, old, new: newProvision } = placed;
    return (
      this.findByCitation(instrument, change, old, newProvision) ??
      this.findByParts(instrument, change, newProvision ?? old) ??
      (isEndOfList(change) ? this.findBeside(instrument, newProvision) : null) ??
      this.findByWords(instrument, placed)
    );
  }

  private findByCitation(
    { comparison }: ChangedInstrument,
    change: Change,
    old: Provision | null,
    newProvision: Provision | null,
  ): OverviewRow | null {
    const row = findRowAround(this.cited, newProvision);
    if (row) return row;
    // By the version in force: where a row says “existing”, or nothing has the number any more.
    const oldRow =
      findRowAround(this.cited, old) ?? (newProvision === null ? findRowAround(this.citedByOldNumber, old) : null);
    if (oldRow) return oldRow;
    if (newProvision === null) {
      // What was deleted from a provision that stayed is declared by a row about that provision.
      let at = old?.parent ?? null;
      while (at && !comparison.map.newOf(at)) at = at.parent;
      const row = at && findRowAround(this.cited, comparison.map.newOf(at));
      if (row) return row;
    }
    if (change.kinds.includes('moved')) {
      const moved = findRowAround(this.citedByOldNumber, old);
      if (moved && speaksOfMove(moved) && namesPlace(moved.description, newProvision)) return moved;
    }
    for (const caller of [
      ...callersOf(comparison.new, newProvision),
      ...(newProvision === null ? callersOf(comparison.old, old) : []),
    ]) {
      const row =
        findRowAround(this.cited, caller) ??
        findRowAround(this.citedByOldNumber, caller) ??
        findRowAround(this.cited, comparison.map.newOf(caller));
      if (row) return row;
    }
    return null;
  }

  /**
   * The row of a section that was inserted or deleted as a whole, where all its clauses are
   * declared.
   */
  private findByParts(instrument: ChangedInstrument, change: Change, provision: Provision | null): OverviewRow | null {
    if (!provision || !isOfWholeProvision(change)) return null;
    const parts = listParts(provision);
    if (parts.length === 0) return null;
    const rows = parts.map((part) =>
      change.new
        ? this.findByCitation(instrument, change, null, part)
        : this.findByCitation(instrument, change, part, null),
    );
    return rows.every((row) => row !== null) ? (rows[0] ?? null) : null;
  }

  /**
   * The row of an "and" that went to another list item, where it declares the item inserted or
   * deleted beside it.
   */
  private findBeside(instrument: ChangedInstrument, newProvision: Provision | null): OverviewRow | null {
    // The last item of an inner list ends the item that holds it, too.
    for (let at = newProvision; at?.parent; at = at.parent) {
      for (const { change, old, new: item } of instrument.items.get(at.parent) ?? []) {
        const row = this.findByCitation(instrument, change, old, item);
        if (row) return row;
      }
      if (at.parent.children.at(-1) !== at || at.parent.kind !== 'paragraph') return null;
    }
    return null;
  }

  /**
   * A row that names a definition, text under a heading or the heading around a number by its
   * words; or one that speaks of a whole instrument.
   */
  private findByWords(instrument: ChangedInstrument, placed: PlacedChange): OverviewRow | null {
    const { document } = instrument;
    const { change } = placed;
    const cited = citeForChange(instrument, placed);
    const labels = [change.new, change.old].flatMap((side) =>
      side && (side.provision === null || side.provision.number === null || side.provision.kind === 'definition')
        ? [side.label]
        : [],
    );
    if (cited?.endsWith('”')) labels.push(cited);
    for (const row of this.rows) {
      if (!row.documents.includes(document)) continue;
      if (labels.some((label) => containsWords(row.reference, label))) return row;
      if (isOfWhole(row)) return row;
    }
    return null;
  }
}

/**
 * What one target of a reference cites, and the provisions that have its number in the version in
 * force.
 */
export interface CitedTarget {
  readonly instrument: ChangedInstrument;
  readonly resolution: Resolution;
  readonly target: Resolution['targets'][number];
  readonly provisions: readonly Provision[];
  readonly oldProvisions: readonly Provision[];
}

/**
 * What a reference cites in the instruments that changed; nothing where it cites another document.
 */
export function listCitedTargets(resolution: Resolution, changed: readonly ChangedInstrument[]): CitedTarget[] {
  const instrument = changed.find(
    ({ document }) => document === resolution.document || document.baseline === resolution.document,
  );
  if (!instrument) return [];
  const { old } = instrument.comparison;
  const index = ProvisionIndex.of(old);
  return resolution.targets.flatMap((target) =>
    target.target && !target.target.isPlaceholder
      ? [
          {
            instrument,
            resolution,
            target,
            provisions: target.provisions,
            oldProvisions: resolveTargetBy(target.target, old.provisions, (number) =>
              findProvisionsNumbered(index, resolution.found.reference, number),
            ).provisions,
          },
        ]
      : [],
  );
}

/** What a row of an overview cites in the instruments that changed; of a table only the rows that it names by their words. */
export function listDeclaredTargets(row: OverviewRow, changed: readonly ChangedInstrument[]): CitedTarget[] {
  return row.cited
    .flatMap((resolution) => listCitedTargets(resolution, changed))
    .map((cited) => narrowToNamedRows(cited, row));
}

const OF_NAMED_ROW = /\b(?:rows?|entry|entries)\b/i;

/** "Table 1, row Connection", "the entry for Connection in Table 1": of a table that a row of an overview cites, what it means. */
function narrowToNamedRows(cited: CitedTarget, { reference }: OverviewRow): CitedTarget {
  if (!OF_NAMED_ROW.test(reference)) return cited;
  const { comparison } = cited.instrument;
  const named = findRowsNamed(reference, comparison.new, cited.provisions);
  const oldNamed = findRowsNamed(reference, comparison.old, cited.oldProvisions);
  if (named.length === 0 && oldNamed.length === 0) return cited;
  // A row that had the name is meant by it, too.
  const current = oldNamed.flatMap((old) => comparison.map.newOf(old) ?? []);
  return { ...cited, provisions: [...new Set([...named, ...current])], oldProvisions: oldNamed };
}

/** The rows of some tables that words name: by what one of their first two cells says. */
function findRowsNamed(words: string, draft: Draft, tables: readonly Provision[]): Provision[] {
  const found = tables.flatMap((table) =>
    table.kind !== 'table'
      ? []
      : table.children.flatMap((provision) => {
          const block = draft.block(provision.block);
          const cells = provision.row === null ? [] : (readTable(block)?.rows[provision.row]?.cells.slice(0, 2) ?? []);
          const names = cells.map((cell) => readSpan(block, cell).text.trim());
          const name = names.find((each) => /\p{L}{2}/u.test(each) && containsWords(words, each));
          return name === undefined ? [] : [{ provision, name }];
        }),
  );
  // "Connection fee" is not meant by its "Connection" where there is a row of that name.
  const isPartOfOther = (name: string) =>
    found.some((other) => other.name.length > name.length && containsWords(other.name, name));
  return found.filter(({ name }) => !isPartOfOther(name)).map(({ provision }) => provision);
}

/**
 * What the overviews of a consultation document declare of the changes; null where it has no
 * overview.
 */
export function readDeclarations(
  draft: Draft,
  resolution: ResolutionContext,
  resolved: (block: number) => readonly Resolution[],
  changed: readonly ChangedInstrument[],
): { readonly overviews: readonly Overview[]; readonly declarations: Declarations } | null {
  const overviews = findOverviews(draft, resolved, resolution.names);
  return overviews.length === 0 ? null : { overviews, declarations: new Declarations(overviews, changed) };
}

/** The first row that cites a provision or one around it; null where none does. */
function findRowAround(
  rows: ReadonlyMap<Provision, readonly OverviewRow[]>,
  provision: Provision | null,
): OverviewRow | null {
  for (let at = provision; at; at = at.parent) {
    const found = rows.get(at)?.[0];
    if (found) return found;
  }
  return null;
}

/** Whether a text names a provision by its number, whatever word it cites it by. */
function namesPlace(text: string, provision: Provision | null): boolean {
  return provision !== null && containsWords(text, provision.number ?? provision.label);
}

/** Whether a text contains words as whole words, in upper or lower case. */
function containsWords(text: string, words: string): boolean {
  const all = foldDeclaredWords(text);
  const wanted = foldDeclaredWords(words);
  if (wanted === '') return false;
  for (let at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + 1)) {
    const charBefore = at === 0 ? '' : all.charAt(at - 1);
    const charAfter = all.charAt(at + wanted.length);
    if (!/[\p{L}\p{N}]/u.test(charBefore) && !/[\p{L}\p{N}(]/u.test(charAfter)) return true;
  }
  return false;
}

function foldDeclaredWords(words: string): string {
  return words.replace(/\s+/g, ' ').trim().toLowerCase();
}

const OF_WHOLE =
  /\b(?:throughout|whole (?:document|instrument)|entire (?:document|instrument)|all (?:clauses|sections|provisions))\b/i;
const OF_MINOR =
  /\b(?:re-?number|number(?:s|ed|ing)?\b|cross[- ]?referenc|referenc|consequential|typograph|typo|format|correct|punctuat|spelling|tid(?:y|ied)|housekeeping|editorial|minor|style|capital|comma|clarif)/i;

/** Whether a row is about its instrument as a whole, and about more than its form. */
function isOfWhole(row: OverviewRow): boolean {
  return OF_WHOLE.test(row.reference) && row.cited.length === 0 && !speaksOfForm(row);
}

/** Whether a row says that only the form changed: numbers, references, spelling, layout. */
export function speaksOfForm({ description }: OverviewRow): boolean {
  return OF_MINOR.test(description);
}

/** Whether a row says that something moved. */
export function speaksOfMove({ description }: OverviewRow): boolean {
  return /\b(?:mov(?:ed|es?|ing)|relocat|transfer|renumber)/i.test(description);
}
