import { labelForReaders, sayHeadingsAbove } from '../../analysis/references/distinct-labels.js';
import type { Change, ChangeKind, ChangeSide, Comparison, EditClass } from '../../compare/change.js';
import { summaryOf } from '../../compare/comparison-json.js';
import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { capitaliseFirst } from '../../model/text.js';
import type { MinorClass } from '../export-options.js';
import { nearestAnchor } from './anchors.js';
import { citeLabels } from './label-ranges.js';
import { describeEdits, quoteOpening } from './words-of-change.js';

/** One line of the list of changes. */
export interface ListedChange {
  /** The numbers of its changes, where they have any. */
  readonly numbers?: readonly number[];
  /** How it is cited, in the new version if it is there: "Clause 20.28", "Clauses 20.29 to 20.40". */
  readonly label: string;
  /** Its label in the old version, if different. */
  readonly was: string | null;
  readonly kinds: readonly ChangeKind[];
  /** What became of its words, or the first of them; empty where they stay. */
  readonly words: string;
  /** The anchor of its provision, or null. */
  readonly anchor: string | null;
  /** In a comparison made in steps: whose change it is, or when it was made. */
  readonly origins: readonly string[];
}

/** The changes of a comparison, counted and listed. */
export interface ListOfChanges {
  /** The number of changes of each kind; kinds without changes are left out. */
  readonly counts: readonly (readonly [ChangeKind, number])[];
  readonly entries: readonly ListedChange[];
  /** Where the comparison is less exact than it should be. */
  readonly notes: readonly string[];
}

/** What the list of changes says, in the same words in every format. */
export const LIST_OF_CHANGES = {
  title: 'List of changes',
  none: 'There are no changes.',
  columns: ['Provision', 'Change', 'Page'],
  /** The head of the numbers of the changes, where they have any. */
  number: 'No.',
} as const;

/** In the order in which they are counted. */
const CHANGE_KINDS: readonly ChangeKind[] = [
  'inserted',
  'deleted',
  'amended',
  'moved',
  'renumbered',
  'consequential',
  'typographical',
  'formatting',
];

/**
 * The changes of a comparison as a list.
 * @param without classes of edits that are not marked and so not listed; a new number is
 * consequential
 * @param noteSigns the numbers that readers see for notes with a name
 */
export function listOfChanges(
  comparison: Comparison,
  without: readonly MinorClass[],
  anchors: ReadonlyMap<Provision, string>,
  noteSigns: ReadonlyMap<Provision, string> = new Map(),
): ListOfChanges {
  const changes = listShownChanges(comparison, without).map((change) => nameNotes(change, noteSigns));
  const told = joinWithinProvisions(changes, comparison);
  const summary = summaryOf(told);
  const hides = (editClass: EditClass) => without.some((each) => each === editClass);
  return {
    counts: CHANGE_KINDS.map((kind) => [kind, summary[kind]] as const).filter(([, count]) => count > 0),
    entries: joinRuns(told, comparison).map((run) => describeRun(run, hides, anchors, comparison)),
    notes: comparison.notes,
  };
}

/** A change of a note with a name, told by the number that readers see for it. */
function nameNotes(change: Change, signs: ReadonlyMap<Provision, string>): Change {
  const name = (side: ChangeSide | null): ChangeSide | null => {
    const sign = side?.provision && signs.get(side.provision);
    return side && sign !== null && sign !== undefined ? { ...side, label: `Footnote ${sign}` } : side;
  };
  return signs.size === 0 ? change : { ...change, old: name(change.old), new: name(change.new) };
}

/** The changes that are marked, each with those of its kinds that are. */
export function listShownChanges({ changes }: Pick<Comparison, 'changes'>, without: readonly MinorClass[]): Change[] {
  const hidden = new Set<ChangeKind>(without);
  if (hidden.has('consequential')) hidden.add('renumbered');
  return changes.flatMap((change): Change[] => {
    const kinds = change.kinds.filter((kind) => !hidden.has(kind));
    return kinds.length === 0 ? [] : [{ ...change, kinds }];
  });
}

/** The numbers of changes of each kind as a sentence: "3 inserted, 1 amended."; '' without any. */
export function sayCounts({ counts }: Pick<ListOfChanges, 'counts'>): string {
  return counts.length === 0 ? '' : `${counts.map(([kind, count]) => `${count} ${kind}`).join(', ')}.`;
}

/** How a changed provision is cited: "Clause 20.18 (formerly Clause 20.26)". */
export function sayProvision({ label, was }: Pick<ListedChange, 'label' | 'was'>): string {
  return was === null ? label : `${label} (formerly ${was})`;
}

/** What happened to a provision: "amended: “month” replaced by “week”; new since V1.5". */
export function sayChange({ kinds, words, origins }: ListedChange): string {
  const what = `${kinds.join(', ')}${words === '' ? '' : `: ${words}`}`;
  return [what, ...origins].join('; ');
}

/** What one change, or several to the text of one provision, are to a reader. */
interface ToldChange extends Pick<Change, 'kinds' | 'old' | 'new'> {
  readonly changes: readonly Change[];
  readonly label: string;
  /** The provision that the text belongs to in each version. */
  readonly oldProvision: Provision | null;
  readonly newProvision: Provision | null;
  /** Whether it is a change of text that is no provision of its own. */
  readonly isPart: boolean;
}

/** Joins the changes of paragraphs that have no number of their own: the provision is amended. */
function joinWithinProvisions(changes: readonly Change[], comparison: Comparison): ToldChange[] {
  const { old, new: after, map } = comparison;
  const joined = new Map<unknown, Change[]>();
  for (const change of changes) {
    const side = change.new ?? change.old;
    const isPart = side !== null && side.provision === null;
    getOrCreate(joined, isPart ? keyOfPart(change, side, comparison) : change, () => []).push(change);
  }
  return [...joined.values()].map((own): ToldChange => {
    const first = own[0]!;
    const side = first.new ?? first.old;
    const isPart = side?.provision === null;
    const oldProvision = first.old && ownerOf(first.old, old);
    return {
      changes: own,
      kinds: isPart ? kindsOfParts(own) : first.kinds,
      old: first.old,
      new: first.new,
      label: sayLabel(side, first.new ? after : old),
      oldProvision,
      newProvision: first.new ? ownerOf(first.new, after) : isPart && oldProvision ? map.newOf(oldProvision) : null,
      isPart,
    };
  });
}

/** How the provision of a change is cited, by its change alone. */
export function citeChange(
  change: Pick<Change, 'old' | 'new'>,
  { old, new: after }: Comparison,
): Pick<ListedChange, 'label' | 'was'> {
  const side = change.new ?? change.old;
  const hasMoved = change.old && change.new && change.old.label !== change.new.label;
  return {
    label: sayLabel(side, change.new ? after : old),
    was: hasMoved && change.old ? labelOf(change.old, old) : null,
  };
}

/** How a changed provision stands at the beginning of a line. */
function sayLabel(side: ChangeSide | null, draft: Draft): string {
  if (!side) return '';
  const provision = side.provision ?? null;
  if (provision?.kind === 'definition') return `Definition of ${side.label}`;
  const isLabel = provision !== null || ownerOf(side, draft)?.label === side.label;
  return isLabel || side.label === PREAMBLE ? capitaliseFirst(labelOf(side, draft)) : `“${side.label}”`;
}

/** The label of a side of a change as readers cite it, if it is that of its provision. */
function labelOf(side: ChangeSide, draft: Draft): string {
  const owner = ownerOf(side, draft);
  return owner?.label === side.label ? labelForReaders(owner) : side.label;
}

/** How text is called that stands before every provision. */
const PREAMBLE = 'preamble';

/** The same for all text of one provision that has the same label. */
function keyOfPart(change: Change, side: ChangeSide, { old, new: after, map }: Comparison): string {
  const owner = ownerOf(side, change.new ? after : old);
  const now = owner && !change.new ? map.newOf(owner) : owner;
  return `${now?.index ?? owner?.label ?? ''} ${side.label}`;
}

/** A provision is amended where a paragraph of it is inserted or deleted. */
function kindsOfParts(changes: readonly Change[]): ChangeKind[] {
  const kinds = new Set(changes.flatMap((change) => change.kinds));
  if (kinds.delete('inserted')) kinds.add('amended');
  if (kinds.delete('deleted')) kinds.add('amended');
  return CHANGE_KINDS.filter((kind) => kinds.has(kind));
}

/** The provision that the words of a change stand in. */
function ownerOf(side: ChangeSide, draft: Draft): Provision | null {
  return side.provision ?? draft.provisionOfBlock(Math.max(0, blockOf(side, draft)));
}

/** The index of the block that a side of a change begins in; -1 where there is none. */
function blockOf(side: ChangeSide, draft: Draft): number {
  return draft.blockAt(draft.lines.offsetAt({ line: side.line, character: 0 }));
}

/** Consecutive provisions to which the same happened, as one. */
function joinRuns(told: readonly ToldChange[], comparison: Comparison): ToldChange[][] {
  const runs: ToldChange[][] = [];
  for (const change of told) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && goesOn(last, change, comparison)) run.push(change);
    else runs.push([change]);
  }
  return runs;
}

const IN_RUNS: ReadonlySet<ChangeKind> = new Set([
  'inserted',
  'deleted',
  'moved',
  'renumbered',
  'consequential',
  'formatting',
]);

function goesOn(before: ToldChange, after: ToldChange, comparison: Comparison): boolean {
  if (before.isPart || after.isPart || !isSameSet(before.kinds, after.kinds)) return false;
  if (!after.kinds.every((kind) => IN_RUNS.has(kind))) return false;
  // Of each reference that follows a new number the numbers are told.
  if (after.kinds.every((kind) => kind === 'consequential')) return false;
  if (!isSameSet(originsOf(before), originsOf(after))) return false;
  const follows = (a: Provision | null, b: Provision | null, draft: Draft) =>
    a && b ? isNextOfKind(a, b, draft) : a === b;
  const { old, new: now } = comparison;
  return follows(before.oldProvision, after.oldProvision, old) && follows(before.newProvision, after.newProvision, now);
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}

function originsOf({ changes }: ToldChange): string[] {
  return [...new Set(changes.flatMap(({ origins = [] }) => origins))];
}

/** Whether a provision with a number is the next of its kind beside another. */
function isNextOfKind(a: Provision, b: Provision, { provisions }: Draft): boolean {
  if (a.kind !== b.kind || a.unit !== b.unit || a.parent !== b.parent || a.number === null || b.number === null)
    return false;
  if (a.kind === 'definition' || b.index <= a.index) return false;
  for (let index = a.index + 1; index < b.index; index++) {
    const between = provisions[index];
    if (between?.parent === a.parent && between.kind === a.kind) return false;
  }
  return true;
}

function describeRun(
  run: readonly ToldChange[],
  hides: (editClass: EditClass) => boolean,
  anchors: ReadonlyMap<Provision, string>,
  comparison: Comparison,
): ListedChange {
  const first = run[0]!;
  const last = run.at(-1)!;
  const { kinds, isPart, oldProvision, newProvision } = first;
  const label = `${citeLabels(first.label, last.label, run.length)}${sayPlaceOf(first, comparison)}`;
  const labelled = (side: ChangeSide | null) => (side ? labelOf(side, comparison.old) : '');
  const labelWas = run.length > 1 ? citeLabels(labelled(first.old), labelled(last.old), run.length) : null;
  const hasOther = first.old && first.new && first.old.label !== first.new.label;
  const was = hasOther ? (labelWas ?? labelled(first.old)) : null;
  const isWhole = !isPart && kinds.some((kind) => kind === 'inserted' || kind === 'deleted');
  const numbers = run.flatMap((told) => told.changes.flatMap(({ number }) => number ?? []));
  return {
    ...(numbers.length > 0 && { numbers }),
    label,
    was,
    kinds,
    words: isWhole
      ? openingOf(first)
      : (run.length === 1 && describeEdits(first.changes, hides)) || movedWordsOf(first),
    anchor: nearestAnchor(newProvision, anchors) ?? nearestAnchor(oldProvision, anchors),
    origins: [...new Set(run.flatMap(originsOf))],
  };
}

/** The headings that tell a provision from others with its label; '' where its label is enough. */
function sayPlaceOf({ old: oldSide, new: newSide }: ToldChange, comparison: Comparison): string {
  const draft = newSide ? comparison.new : comparison.old;
  const provision = (newSide ?? oldSide)?.provision;
  return provision ? sayHeadingsAbove(draft, provision) : '';
}

/** What moved and stayed as it was is known by its first words. */
function movedWordsOf(told: ToldChange): string {
  return told.kinds.includes('moved') ? openingOf(told) : '';
}

function openingOf({ changes, oldProvision, newProvision }: ToldChange): string {
  const provision = newProvision ?? oldProvision;
  if (provision?.title) return quoteOpening(provision.title, '');
  const isOld = newProvision === null;
  const source = (changes[0]?.edits ?? []).map(({ op, text }) => (op === (isOld ? 'insert' : 'delete') ? '' : text));
  return quoteOpening(source.join(''), provision?.marker ?? '');
}
