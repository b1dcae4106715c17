import { compareDrafts } from '../../compare/compare.js';
import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { describeChange } from '../../rules/shared/change-description.js';
import { findChangedInstruments, findChangedProvisions } from '../../rules/shared/changed-instruments.js';
import type { WorkspaceDocument } from '../../workspace/document.js';
import { keyOfReason, type NumberedReason } from './answers-file.js';

/** A provision that was changed since the consultation, beyond numbers, spelling and layout. */
export interface DecidedChange extends NumberedReason {
  /** What became of it: "“month” replaced by “week”". */
  readonly description: string;
}

/** The drafts and numbers that changes since the consultation are found by. */
export interface ConsultedText {
  readonly document: WorkspaceDocument;
  /** The draft that was consulted on. */
  readonly circulated: Draft;
  /**
   * The numbers of the changes since the version in force, by provision of the circulated draft and
   * of the draft; none where there is no register.
   */
  readonly numbersOf: (provision: Provision) => readonly number[];
}

/**
 * What was changed since the consultation, document by document in the order of the text. A change
 * bears the numbers of its provision in the register of its document; one that has none there keeps
 * a number of its own while its provision is changed.
 * @param known the changes that had a place before
 */
export function listDecidedChanges(texts: readonly ConsultedText[], known: readonly NumberedReason[]): DecidedChange[] {
  const found = texts.flatMap(({ document, circulated, numbersOf }) => {
    const comparison = compareDrafts(circulated, document.draft);
    return findChangedInstruments([document], () => comparison)
      .flatMap((instrument) => findChangedProvisions(instrument, () => true))
      .map((changed) => {
        const sides = [changed.old, changed.new].flatMap((side) => (side ? [...numbersOf(side)] : []));
        return {
          number: [...new Set(sides)].sort((a, b) => a - b).join(', '),
          document: document.id,
          provision: changed.label,
          description: describeChange(changed),
        };
      });
  });
  return numberOthers(found, known);
}

/** Gives each change without a number the one that it had, or the next one that was never used. */
function numberOthers(found: readonly DecidedChange[], known: readonly NumberedReason[]): DecidedChange[] {
  const numbers = new Map<string, string[]>();
  let highest = 0;
  for (const each of known) {
    const [, own] = OWN_NUMBER.exec(each.number) ?? [];
    if (own === undefined) continue;
    getOrCreate(numbers, keyOfChanged(each), () => []).push(each.number);
    highest = Math.max(highest, Number(own));
  }
  return found.map((change) => {
    if (change.number !== '') return change;
    return { ...change, number: numbers.get(keyOfChanged(change))?.shift() ?? `C${++highest}` };
  });
}

/** A number that no register has given. */
const OWN_NUMBER = /^C(\d{1,6})$/;

function keyOfChanged({ document, provision }: NumberedReason): string {
  return `${document}\n${provision}`;
}

/**
 * The reasons under the numbers that their changes have now: a change is the same while one of its
 * numbers is, or its provision.
 */
export function renumberReasons(
  texts: ReadonlyMap<string, string>,
  known: readonly NumberedReason[],
  changes: readonly DecidedChange[],
): Map<string, string> {
  const renumbered = new Map(texts);
  const byPart = new Map<string, NumberedReason>();
  for (const each of known) for (const part of partsOfChange(each)) byPart.set(part, each);
  const now = new Set(changes.map(keyOfReason));
  for (const change of changes) {
    const key = keyOfReason(change);
    if (renumbered.has(key)) continue;
    const before = partsOfChange(change).flatMap((part) => byPart.get(part) ?? []);
    const old = before.map(keyOfReason).find((each) => renumbered.has(each) && !now.has(each));
    if (old === undefined) continue;
    renumbered.set(key, renumbered.get(old) ?? '');
    renumbered.delete(old);
  }
  return renumbered;
}

function partsOfChange(change: NumberedReason): string[] {
  const numbers = change.number.split(', ').map((number) => `${change.document} ${number}`);
  return [...numbers, keyOfChanged(change)];
}
