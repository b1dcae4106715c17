import { resolveTarget } from '../analysis/cited-provision.js';
import { type Overview, type OverviewRow, overviewsOf } from '../analysis/overview-table.js';
import { ProvisionIndex } from '../analysis/provision-index.js';
import type { CitableDocument, Resolution, ResolutionContext } from '../analysis/resolve.js';
import type { Change, ChangeKind, ChangeSide, Comparison } from '../compare/change.js';
import type { Draft } from '../model/draft.js';
import { factsOf } from '../model/facts.js';
import type { Provision } from '../model/provision.js';
import { provisionsNumbered } from './stale-references.js';

/** An instrument that changed, and the changes in it. */
export interface ChangedInstrument {
  readonly document: CitableDocument;
  readonly comparison: Comparison;
  /** Every change of substance beyond the front matter, in the order of the draft. */
  readonly substance: readonly PlacedChange[];
  /** How much changed within each provision: of the draft, and of the version in force. */
  readonly now: ReadonlyMap<Provision, Weight>;
  readonly before: ReadonlyMap<Provision, Weight>;
  /** Provisions that are new, gone or elsewhere as a whole. */
  readonly wholes: ReadonlySet<Provision>;
  /** By provision of the draft: what was put in or taken out right below it. */
  readonly items: ReadonlyMap<Provision, readonly PlacedChange[]>;
}

export type Weight = 'substance' | 'minor';

/** A change and the provisions that its words belong to, those of text between provisions included. */
export interface PlacedChange {
  readonly change: Change;
  readonly old: Provision | null;
  readonly new: Provision | null;
}

/** A citable provision with changes of substance in it: what one row of an overview declares. */
export interface ChangedProvision {
  readonly instrument: ChangedInstrument;
  /** As one would cite it: "Clause 20.21", of the draft where it stands there. */
  readonly label: string;
  readonly old: Provision | null;
  readonly new: Provision | null;
  readonly changes: readonly PlacedChange[];
}

const SUBSTANCE: ReadonlySet<ChangeKind> = new Set(['inserted', 'deleted', 'amended', 'moved']);
const WHOLE: ReadonlySet<ChangeKind> = new Set(['inserted', 'deleted', 'moved']);

export function isOfSubstance({ kinds }: Change): boolean {
  return kinds.some((kind) => SUBSTANCE.has(kind));
}

/** The instruments of a consultation that can be compared with a version in force, and what changed in each. */
export function changedInstruments(
  instruments: readonly CitableDocument[],
  comparisonOf: (uri: string) => Comparison | null,
): ChangedInstrument[] {
  return instruments.flatMap((document) => {
    const comparison = document.uri === null ? null : comparisonOf(document.uri);
    return comparison ? [changedInstrument(document, comparison)] : [];
  });
}

const instruments = new WeakMap<Comparison, ChangedInstrument>();

function changedInstrument(document: CitableDocument, comparison: Comparison): ChangedInstrument {
  const known = instruments.get(comparison);
  if (known?.document === document) return known;
  const now = new Map<Provision, Weight>();
  const before = new Map<Provision, Weight>();
  const wholes = new Set<Provision>();
  const substance: PlacedChange[] = [];
  for (const change of comparison.changes) {
    const old = ownerOf(change.old, comparison.old);
    const neu = ownerOf(change.new, comparison.new);
    const weight = isOfSubstance(change) ? 'substance' : 'minor';
    weigh(now, neu, weight);
    weigh(before, old, weight);
    if (change.kinds.some((kind) => WHOLE.has(kind)))
      for (const side of [change.old?.provision, change.new?.provision]) if (side) wholes.add(side);
    // What was taken out of a provision is a change within what became of it.
    if (!neu) for (let at = old; at; at = at.parent) weigh(now, comparison.map.newOf(at), weight);
    if (weight === 'minor' || isFrontMatter(change.old, comparison.old) || isFrontMatter(change.new, comparison.new))
      continue;
    substance.push({ change, old, new: neu });
  }
  const items = new Map<Provision, PlacedChange[]>();
  for (const placed of substance) {
    const { change, old, new: neu } = placed;
    const list = neu ? neu.parent : old?.parent ? comparison.map.newOf(old.parent) : null;
    if (list && change.kinds.some((kind) => kind === 'inserted' || kind === 'deleted')) gather(items, list, placed);
    for (const provision of callers(comparison.old, old)) weigh(before, provision, 'substance');
    for (const provision of callers(comparison.new, neu)) weigh(now, provision, 'substance');
    if (change.new === null)
      for (const caller of callers(comparison.old, old)) weigh(now, comparison.map.newOf(caller), 'substance');
  }
  const made = { document, comparison, substance, now, before, wholes, items };
  instruments.set(comparison, made);
  return made;
}

function weigh(weights: Map<Provision, Weight>, provision: Provision | null, weight: Weight): void {
  for (let at = provision; at; at = at.parent) if (weight === 'substance' || !weights.has(at)) weights.set(at, weight);
}

/** The provision that the words of a change stand in. */
function ownerOf(side: ChangeSide | null, draft: Draft): Provision | null {
  if (!side) return null;
  if (side.provision) return side.provision;
  const block = draft.blockAt(draft.lines.offsetAt({ line: side.line, character: 0 }));
  return block < 0 ? null : draft.provisionOfBlock(block);
}

/** Whether a change is to what comes before the first numbered provision: front matter, a title page, a table of versions. */
function isFrontMatter(side: ChangeSide | null, draft: Draft): boolean {
  if (!side) return false;
  if (side.label === 'front matter') return true;
  for (let at = ownerOf(side, draft); at; at = at.parent) if (at.number !== null && at.kind !== 'row') return false;
  const first = draft.provisions.find(({ kind, number }) => number !== null && kind !== 'row' && kind !== 'footnote');
  return first === undefined || side.line < draft.lines.lineAt(draft.startOf(first.block));
}

const callersOf = new WeakMap<Draft, ReadonlyMap<string, readonly Provision[]>>();

/** The provisions whose words call a footnote. */
function callers(draft: Draft, note: Provision | null): readonly Provision[] {
  if (note?.kind !== 'footnote') return [];
  let known = callersOf.get(draft);
  if (!known) callersOf.set(draft, (known = callersByNote(draft)));
  return known.get(note.number ?? '') ?? [];
}

function callersByNote(draft: Draft): Map<string, Provision[]> {
  const found = new Map<string, Provision[]>();
  draft.blocks.forEach((block, index) => {
    if (!block.text.includes('[^') && !block.text.includes('<sup')) return;
    const owner = draft.provisionOfBlock(index);
    for (const { label } of owner ? factsOf(block).noteCalls : []) gather(found, label, owner as Provision);
  });
  return found;
}

/** What the rows of overviews declare of the changes in instruments. */
export class Declarations {
  readonly rows: readonly OverviewRow[];
  /** Provisions cited, of drafts and of versions in force alike, and the rows that cite them. */
  private readonly cited = new Map<Provision, OverviewRow[]>();
  /** Cited by a number that a provision of the version in force bears: what was deleted is declared so. */
  private readonly citedBefore = new Map<Provision, OverviewRow[]>();

  constructor(overviews: readonly Overview[], changed: readonly ChangedInstrument[]) {
    this.rows = overviews.flatMap(({ rows }) => rows);
    for (const row of this.rows) {
      for (const resolution of row.cited) {
        for (const target of citedBy(resolution, changed)) {
          for (const provision of target.provisions) gather(this.cited, provision, row);
          for (const provision of target.before) gather(this.citedBefore, provision, row);
        }
      }
    }
  }

  /** The first row that declares a change; null where none does. */
  rowOf(instrument: ChangedInstrument, { change, old, new: neu }: PlacedChange): OverviewRow | null {
    return (
      this.declares(instrument, change, old, neu) ??
      this.byParts(instrument, change, neu ?? old) ??
      (isEndOfList(change) ? this.besideDeclared(instrument, neu) : null) ??
      this.byWords(instrument, change)
    );
  }

  private declares(
    { comparison }: ChangedInstrument,
    change: Change,
    old: Provision | null,
    neu: Provision | null,
  ): OverviewRow | null {
    const now = around(this.cited, neu);
    if (now) return now;
    // In the version in force: where a row says "existing", and where what bore the number is gone.
    const before = around(this.cited, old) ?? (neu === null ? around(this.citedBefore, old) : null);
    if (before) return before;
    if (neu === null) {
      // What was taken out of a provision that stayed, by what became of that.
      let at = old?.parent ?? null;
      while (at && !comparison.map.newOf(at)) at = at.parent;
      const row = at && around(this.cited, comparison.map.newOf(at));
      if (row) return row;
    }
    if (change.kinds.includes('moved')) {
      const told = around(this.citedBefore, old);
      if (told && speaksOfMove(told) && holdsWords(told.description, change.new?.label ?? '')) return told;
    }
    for (const caller of [...callers(comparison.new, neu), ...(neu === null ? callers(comparison.old, old) : [])]) {
      const row =
        around(this.cited, caller) ??
        around(this.citedBefore, caller) ??
        around(this.cited, comparison.map.newOf(caller));
      if (row) return row;
    }
    return null;
  }

  /** A section that is new or gone as a whole, whose clauses are all declared. */
  private byParts(instrument: ChangedInstrument, change: Change, provision: Provision | null): OverviewRow | null {
    if (!provision || !change.kinds.some((kind) => WHOLE.has(kind))) return null;
    const parts = partsOf(provision);
    if (parts.length === 0) return null;
    const rows = parts.map((part) =>
      change.new ? this.declares(instrument, change, null, part) : this.declares(instrument, change, part, null),
    );
    return rows.every((row) => row !== null) ? (rows[0] as OverviewRow) : null;
  }

  /** An "and" that went from one item to the next, where a row declares the item that was put in or taken out beside it. */
  private besideDeclared(instrument: ChangedInstrument, neu: Provision | null): OverviewRow | null {
    for (const { change, old, new: item } of (neu?.parent && instrument.items.get(neu.parent)) || []) {
      const row = this.declares(instrument, change, old, item);
      if (row) return row;
    }
    return null;
  }

  /** A definition, or text under a heading, that a row names by its words; and rows that speak of a whole instrument. */
  private byWords({ document }: ChangedInstrument, change: Change): OverviewRow | null {
    const labels = [change.new, change.old].flatMap((side) =>
      side && (side.provision === null || side.provision.number === null || side.provision.kind === 'definition')
        ? [side.label]
        : [],
    );
    for (const row of this.rows) {
      if (!row.documents.includes(document)) continue;
      if (labels.some((label) => holdsWords(row.reference, label))) return row;
      if (isOfWhole(row)) return row;
    }
    return null;
  }
}

/** The provisions that one target of a reference cites in the draft, and those that bore its number in the version in force. */
export interface CitedTarget {
  readonly instrument: ChangedInstrument;
  readonly resolution: Resolution;
  readonly target: Resolution['targets'][number];
  readonly provisions: readonly Provision[];
  readonly before: readonly Provision[];
}

/** What a reference cites in the instruments that changed; nothing where it cites another document. */
export function citedBy(resolution: Resolution, changed: readonly ChangedInstrument[]): CitedTarget[] {
  const instrument = changed.find(
    ({ document }) => document === resolution.document || document.baseline === resolution.document,
  );
  if (!instrument) return [];
  const { old } = instrument.comparison;
  const index = ProvisionIndex.of(old);
  return resolution.targets.flatMap((target) =>
    target.target && !target.target.placeholder
      ? [
          {
            instrument,
            resolution,
            target,
            provisions: target.provisions,
            before: resolveTarget(target.target, (number) =>
              provisionsNumbered(index, resolution.found.reference, number),
            ).provisions,
          },
        ]
      : [],
  );
}

/** The rows of the overviews of a consultation document held against the changes: null where the document has no overview. */
export function declarationsOf(
  draft: Draft,
  resolution: ResolutionContext,
  resolved: (block: number) => readonly Resolution[],
  changed: readonly ChangedInstrument[],
): { readonly overviews: readonly Overview[]; readonly declarations: Declarations } | null {
  const overviews = overviewsOf(draft, resolved, resolution.names);
  return overviews.length === 0 ? null : { overviews, declarations: new Declarations(overviews, changed) };
}

/** The changes of substance that `declared` does not hold of, gathered by the provision that one would cite for them. */
export function changedProvisions(
  instrument: ChangedInstrument,
  isMeant: (change: PlacedChange) => boolean,
): ChangedProvision[] {
  const byProvision = new Map<Provision | Change, PlacedChange[]>();
  for (const placed of instrument.substance.flatMap((each) => inParts(each))) {
    if (!isMeant(placed)) continue;
    const { old, new: neu } = citedFor(instrument, placed);
    gather(byProvision, neu ?? old ?? placed.change, placed);
  }
  const gathered = [...byProvision.values()].map((changes): ChangedProvision => {
    const first = changes[0] as PlacedChange;
    const { old, new: neu } = citedFor(instrument, first);
    const side = neu ?? old;
    const label = side?.label ?? (first.change.new ?? first.change.old)?.label ?? '';
    return { instrument, label, old, new: neu, changes };
  });
  return replaced(gathered);
}

/** A provision that is gone and a new one with its number are one change: its text is replaced. */
function replaced(changes: readonly ChangedProvision[]): ChangedProvision[] {
  const gone = new Map(changes.filter((each) => each.new === null && each.old).map((each) => [each.label, each]));
  const taken = new Set<ChangedProvision>();
  const joined = changes.map((each) => {
    const other = each.new && each.old === null ? gone.get(each.label) : undefined;
    if (!other || taken.has(other)) return each;
    taken.add(other);
    return { ...each, old: other.old, changes: [...other.changes, ...each.changes] };
  });
  return joined.filter((each) => !taken.has(each));
}

/** A section that is new or gone, clause by clause. */
function inParts(placed: PlacedChange): PlacedChange[] {
  const whole = placed.new ?? placed.old;
  const parts = whole && placed.change.kinds.some((kind) => WHOLE.has(kind)) ? partsOf(whole) : [];
  if (parts.length === 0 || placed.change.kinds.includes('moved')) return [placed];
  return parts.map((part) => ({ change: placed.change, old: placed.new ? null : part, new: placed.new ? part : null }));
}

/** The clauses of a section or an appendix, and its tables; none for what is cited itself. */
function partsOf(provision: Provision): Provision[] {
  if (!['section', 'heading', 'appendix', 'annex', 'schedule', 'attachment'].includes(provision.kind)) return [];
  return provision.children.flatMap((child) => {
    const parts = partsOf(child);
    return parts.length > 0 ? parts : child.number === null || child.kind === 'footnote' ? [] : [child];
  });
}

/** The provisions that one would cite for a change: of a footnote, the one that calls it. */
function citedFor(
  { comparison }: ChangedInstrument,
  { old, new: neu }: PlacedChange,
): Pick<ChangedProvision, 'old' | 'new'> {
  const [before] = callers(comparison.old, old);
  const [now = before && comparison.map.newOf(before)] = callers(comparison.new, neu);
  return { old: citable(before ?? old), new: citable(now ?? neu) };
}

/** The provision that one would cite for a change: the clause of a sub-paragraph, the table of a row; null where none has a number. */
function citable(provision: Provision | null): Provision | null {
  for (let at = provision; at; at = at.parent) {
    if (at.kind === 'paragraph' && at.parent && ['clause', 'paragraph', 'section'].includes(at.parent.kind)) continue;
    if (at.kind === 'row' || at.kind === 'definition' || at.number === null) continue;
    return at;
  }
  return null;
}

function gather<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}

/** The first row that cites a provision, or one that it is part of. */
function around(rows: ReadonlyMap<Provision, readonly OverviewRow[]>, provision: Provision | null): OverviewRow | null {
  for (let at = provision; at; at = at.parent) {
    const found = rows.get(at)?.[0];
    if (found) return found;
  }
  return null;
}

/** Whether a text holds words as they are, whole. */
function holdsWords(text: string, words: string): boolean {
  const [all, wanted] = [text, words].map((each) => each.replace(/\s+/g, ' ').trim().toLowerCase()) as [string, string];
  if (wanted === '') return false;
  for (let at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + 1)) {
    const [before, behind] = [all.slice(at - 1, at), all.charAt(at + wanted.length)];
    if (!/[\p{L}\p{N}]/u.test(at === 0 ? '' : before) && !/[\p{L}\p{N}(]/u.test(behind)) return true;
  }
  return false;
}

const OF_WHOLE =
  /\b(?:throughout|whole (?:document|instrument)|entire (?:document|instrument)|all (?:clauses|sections|provisions))\b/i;
const OF_MINOR =
  /\b(?:re-?number|number(?:s|ed|ing)?\b|cross[- ]?referenc|referenc|consequential|typograph|typo|format|correct|punctuat|spelling|tid(?:y|ied)|housekeeping|editorial|minor|style|capital|comma|clarif)/i;

/** Whether a row speaks of its instrument as a whole, and of more than its form. */
function isOfWhole(row: OverviewRow): boolean {
  return OF_WHOLE.test(row.reference) && row.cited.length === 0 && !speaksOfForm(row);
}

/** Whether a row says that its change is one of form: numbers, references, spelling, layout. */
export function speaksOfForm({ description }: OverviewRow): boolean {
  return OF_MINOR.test(description);
}

/** Whether a row says that something went elsewhere. */
export function speaksOfMove({ description }: OverviewRow): boolean {
  return /\b(?:mov(?:ed|es?|ing)|relocat|transfer|renumber)/i.test(description);
}

/** Whether nothing changed but how an item of a list ends: "; and" that another item has now. */
export function isEndOfList({ kinds, edits }: Change): boolean {
  if (!kinds.includes('amended') || kinds.includes('moved')) return false;
  const words = edits.filter(({ op, class: editClass }) => op !== 'equal' && editClass === 'substance');
  const joints = new Set<string>();
  for (const { text } of words) {
    const joint = text.replace(/[\s;,.]/g, '');
    if (joint !== '' && joint !== 'and' && joint !== 'or') return false;
    if (joint !== '') joints.add(joint);
  }
  return words.length > 0 && joints.size < 2;
}
