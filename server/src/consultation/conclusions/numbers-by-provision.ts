import type { Comparison } from '../../compare/change.js';
import { findChangeNumbers } from '../../compare/change-numbers.js';
import type { RegisteredChange } from '../../compare/change-register.js';
import { compareDrafts } from '../../compare/compare.js';
import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import type { Checker } from '../../rules/check.js';
import { findChangedInstruments, findChangedProvisions } from '../../rules/shared/changed-instruments.js';
import type { WorkspaceDocument } from '../../workspace/document.js';
import type { Host } from '../../workspace/host.js';
import { numbersAgainst, readRegisterBeside } from '../change-numbering.js';

/**
 * The numbers that the register of a document has for the changes since its version in force, by
 * provision of the draft and of the draft that was consulted on. There a change bears the number
 * that it had, even if it was taken back since.
 * @returns no number for anything where there is no register, or one against another version
 */
export async function readNumbersByProvision(
  host: Host,
  document: WorkspaceDocument,
  checker: Checker,
  circulated: Draft,
): Promise<(provision: Provision) => readonly number[]> {
  const register = await readRegisterBeside(host, document.uri);
  const comparison = checker.comparisons.of(document);
  const numbers = new Map<Provision, number[]>();
  if (register && comparison && register.faults.length === 0 && numbersAgainst(register, comparison)) {
    addNumbers(numbers, document, comparison, register.lines);
    const asConsulted = register.lines.map((line) => ({ ...line, isWithdrawn: false }));
    addNumbers(numbers, document, compareDrafts(comparison.old, circulated), asConsulted);
  }
  return (provision) => numbers.get(provision) ?? [];
}

function addNumbers(
  numbers: Map<Provision, number[]>,
  document: WorkspaceDocument,
  comparison: Comparison,
  lines: readonly RegisteredChange[],
): void {
  const byChange = findChangeNumbers(comparison, lines);
  for (const instrument of findChangedInstruments([document], () => comparison))
    for (const { new: provision, changes } of findChangedProvisions(instrument, () => true))
      for (const { change } of changes) {
        const number = byChange.get(change);
        if (provision && number !== undefined) getOrCreate(numbers, provision, () => []).push(number);
      }
}
