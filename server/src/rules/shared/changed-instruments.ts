import { labelDistinctly } from '../../analysis/references/distinct-labels.js';
import type { CitableDocument } from '../../analysis/references/resolution.js';
import type { Change, ChangeKind, ChangeSide, Comparison } from '../../compare/change.js';
import type { Draft } from '../../model/draft.js';
import { readBlockFacts } from '../../model/facts.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';

/** An instrument that changed, and the changes in it. */
export interface ChangedInstrument {
  readonly document: CitableDocument;
  readonly comparison: Comparison;
  /** Every change of substance beyond the front matter, in the order of the draft. */
  readonly substance: readonly PlacedChange[];
  /** How much changed within each provision of the version in force, and of the draft. */
  readonly oldWeights: ReadonlyMap<Provision, Weight>;
  readonly newWeights: ReadonlyMap<Provision, Weight>;
  /** Provisions that were inserted, deleted or moved as a whole. */
  readonly wholes: ReadonlySet<Provision>;
  /** By provision of the draft: what was inserted or deleted right below it. */
  readonly items: ReadonlyMap<Provision, readonly PlacedChange[]>;
}

/** How much a change matters: minor ones are of numbers, references, spelling and layout. */
export type Weight = 'substance' | 'minor';

/**
 * A change and the provisions that its words stand in, also where the words belong to no provision
 * of their own.
 */
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

/** Whether a change is to a provision as a whole: inserted, deleted or moved. */
export function isOfWholeProvision({ kinds }: Change): boolean {
  return kinds.some((kind) => WHOLE.has(kind));
}

function isOfSubstance({ kinds }: Change): boolean {
  return kinds.some((kind) => SUBSTANCE.has(kind));
}

/**
 * The instruments of a consultation that can be compared with a version in force, and what changed
 * in each.
 */
export function findChangedInstruments(
  instruments: readonly CitableDocument[],
  comparisonOf: (uri: string) => Comparison | null,
): ChangedInstrument[] {
  return instruments.flatMap((document) => {
    const comparison = document.uri === null ? null : comparisonOf(document.uri);
    return comparison ? [readChangedInstrument(document, comparison)] : [];
  });
}

const instruments = new WeakMap<Comparison, ChangedInstrument>();

function readChangedInstrument(document: CitableDocument, comparison: Comparison): ChangedInstrument {
  const known = instruments.get(comparison);
  if (known?.document === document) return known;
  const oldWeights = new Map<Provision, Weight>();
  const newWeights = new Map<Provision, Weight>();
  const wholes = new Set<Provision>();
  const substance: PlacedChange[] = [];
  for (const change of comparison.changes) {
    const old = findChangedProvision(change.old, comparison.old);
    const newProvision = findChangedProvision(change.new, comparison.new);
    const weight = isOfSubstance(change) ? 'substance' : 'minor';
    addWeight(newWeights, newProvision, weight);
    addWeight(oldWeights, old, weight);
    if (isOfWholeProvision(change))
      for (const side of [change.old?.provision, change.new?.provision]) if (side) wholes.add(side);
    // What was deleted from a provision is a change within what became of it.
    if (!newProvision) for (let at = old; at; at = at.parent) addWeight(newWeights, comparison.map.newOf(at), weight);
    if (weight === 'minor' || isFrontMatter(change.old, comparison.old) || isFrontMatter(change.new, comparison.new))
      continue;
    substance.push({ change, old, new: newProvision });
  }
  const items = new Map<Provision, PlacedChange[]>();
  for (const placed of substance) {
    const { change, old, new: newProvision } = placed;
    const list = newProvision ? newProvision.parent : old?.parent ? comparison.map.newOf(old.parent) : null;
    if (list && change.kinds.some((kind) => kind === 'inserted' || kind === 'deleted'))
      getOrCreate(items, list, () => []).push(placed);
    for (const provision of callersOf(comparison.old, old)) addWeight(oldWeights, provision, 'substance');
    for (const provision of callersOf(comparison.new, newProvision)) addWeight(newWeights, provision, 'substance');
    if (change.new === null)
      for (const caller of callersOf(comparison.old, old))
        addWeight(newWeights, comparison.map.newOf(caller), 'substance');
  }
  weighPieces(comparison, oldWeights, newWeights);
  const changed = { document, comparison, substance, oldWeights, newWeights, wholes, items };
  instruments.set(comparison, changed);
  return changed;
}

/** Gives a weight to what came of a provision that was split, and to what went into one that was joined. */
function weighPieces(
  { map, old, new: draft }: Comparison,
  oldWeights: Map<Provision, Weight>,
  newWeights: Map<Provision, Weight>,
): void {
  for (const each of draft.provisions)
    if (each.number !== null && !newWeights.has(each) && map.oldOf(each) === null) newWeights.set(each, 'substance');
  for (const each of old.provisions)
    if (each.number !== null && !oldWeights.has(each) && map.newOf(each) === null) oldWeights.set(each, 'substance');
}

/** Gives a provision and all that hold it a weight; substance outweighs a minor change. */
function addWeight(weights: Map<Provision, Weight>, provision: Provision | null, weight: Weight): void {
  for (let at = provision; at; at = at.parent) if (weight === 'substance' || !weights.has(at)) weights.set(at, weight);
}

/** The provision that the words of a change stand in. */
function findChangedProvision(side: ChangeSide | null, draft: Draft): Provision | null {
  if (!side) return null;
  if (side.provision) return side.provision;
  const block = draft.blockAt(draft.lines.offsetAt({ line: side.line, character: 0 }));
  return block < 0 ? null : draft.provisionOfBlock(block);
}

/**
 * Whether a change is to what comes before the first numbered provision: front matter, a title
 * page, a table of versions.
 */
function isFrontMatter(side: ChangeSide | null, draft: Draft): boolean {
  if (!side) return false;
  for (let at = findChangedProvision(side, draft); at; at = at.parent)
    if (at.number !== null && at.kind !== 'row') return false;
  const first = draft.provisions.find(({ kind, number }) => number !== null && kind !== 'row' && kind !== 'footnote');
  return first === undefined || side.line < draft.lines.lineAt(draft.startOf(first.block));
}

const callersByDraft = new WeakMap<Draft, ReadonlyMap<string, readonly Provision[]>>();

/** The provisions whose words call a footnote; none for any other provision. */
export function callersOf(draft: Draft, note: Provision | null): readonly Provision[] {
  if (note?.kind !== 'footnote') return [];
  return getOrCreate(callersByDraft, draft, () => findCallers(draft)).get(note.number ?? '') ?? [];
}

function findCallers(draft: Draft): Map<string, Provision[]> {
  const found = new Map<string, Provision[]>();
  draft.blocks.forEach((block, index) => {
    if (!block.text.includes('[^') && !block.text.includes('<sup')) return;
    const owner = draft.provisionOfBlock(index);
    if (!owner) return;
    for (const { label } of readBlockFacts(block).noteCalls) getOrCreate(found, label, () => []).push(owner);
  });
  return found;
}

/**
 * The changes of substance that are meant, grouped by the provision that one would cite for them.
 */
export function findChangedProvisions(
  instrument: ChangedInstrument,
  isMeant: (change: PlacedChange) => boolean,
): ChangedProvision[] {
  const byProvision = new Map<Provision | Change, PlacedChange[]>();
  for (const placed of instrument.substance.flatMap((each) => splitIntoParts(each))) {
    if (!isMeant(placed)) continue;
    const { old, new: newProvision } = citedForChange(instrument, placed);
    getOrCreate(byProvision, newProvision ?? old ?? placed.change, () => []).push(placed);
  }
  const gathered = [...byProvision.values()].flatMap((changes): ChangedProvision[] => {
    const [first] = changes;
    if (!first) return [];
    const { old, new: newProvision } = citedForChange(instrument, first);
    const label = citeForChange(instrument, first) ?? (first.change.new ?? first.change.old)?.label ?? '';
    return [{ instrument, label, old, new: newProvision, changes }];
  });
  return joinReplacements(gathered);
}

/**
 * A provision that was deleted and a new one with its number are one change: its text was replaced.
 */
function joinReplacements(changes: readonly ChangedProvision[]): ChangedProvision[] {
  const deleted = new Map(changes.filter((each) => each.new === null && each.old).map((each) => [each.label, each]));
  const taken = new Set<ChangedProvision>();
  const joined = changes.map((each) => {
    const other = each.new && each.old === null ? deleted.get(each.label) : undefined;
    if (!other || taken.has(other)) return each;
    taken.add(other);
    return { ...each, old: other.old, changes: [...other.changes, ...each.changes] };
  });
  return joined.filter((each) => !taken.has(each));
}

/** A section that was inserted or deleted, clause by clause. */
function splitIntoParts(placed: PlacedChange): PlacedChange[] {
  const whole = placed.new ?? placed.old;
  const parts = whole && isOfWholeProvision(placed.change) ? listParts(whole) : [];
  if (parts.length === 0 || placed.change.kinds.includes('moved')) return [placed];
  return parts.map((part) => ({ change: placed.change, old: placed.new ? null : part, new: placed.new ? part : null }));
}

/** The clauses of a section or an appendix, and its tables; none for what is cited itself. */
export function listParts(provision: Provision): Provision[] {
  if (!['section', 'heading', 'appendix', 'annex', 'schedule', 'attachment'].includes(provision.kind)) return [];
  return provision.children.flatMap((child) => {
    const parts = listParts(child);
    return parts.length > 0 ? parts : child.number === null || child.kind === 'footnote' ? [] : [child];
  });
}

/**
 * How one would cite the provision of a change, so that it is told from all others of its draft;
 * null where nothing around the change has a number.
 */
export function citeForChange(instrument: ChangedInstrument, placed: PlacedChange): string | null {
  const { comparison } = instrument;
  const { old, new: newProvision } = citedForChange(instrument, placed);
  if (newProvision) return labelDistinctly(comparison.new, newProvision);
  return old && labelDistinctly(comparison.old, old);
}

/** The provisions that one would cite for a change: of a footnote, the one that calls it. */
function citedForChange(
  { comparison }: ChangedInstrument,
  { old, new: newProvision }: PlacedChange,
): Pick<ChangedProvision, 'old' | 'new'> {
  const [oldCaller] = callersOf(comparison.old, old);
  const [newCaller = oldCaller && comparison.map.newOf(oldCaller)] = callersOf(comparison.new, newProvision);
  return { old: findCitable(oldCaller ?? old), new: findCitable(newCaller ?? newProvision) };
}

/**
 * The provision that one would cite for a change: the clause of a sub-paragraph, the table of a
 * row; null where none has a number.
 */
function findCitable(provision: Provision | null): Provision | null {
  for (let at = provision; at; at = at.parent) {
    if (at.kind === 'paragraph' && at.parent && ['clause', 'paragraph', 'section'].includes(at.parent.kind)) continue;
    if (at.kind === 'row' || at.kind === 'definition' || at.number === null) continue;
    return at;
  }
  return null;
}

/** Whether only the end of a list item changed: an "; and" that another item has now. */
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
