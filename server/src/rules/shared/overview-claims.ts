import type { OverviewRow } from '../../analysis/references/overview-table.js';
import type { Provision } from '../../model/provision.js';
import type { Span } from '../../model/text.js';
import type { ChangedInstrument, Weight } from './changed-instruments.js';
import { type CitedTarget, listDeclaredTargets, speaksOfMove } from './declarations.js';

/** Something that a row says has changed. */
export interface Claim {
  readonly instrument: ChangedInstrument;
  /** Where the number stands, relative to the row's block. */
  readonly span: Span;
  readonly provision: Provision;
  readonly weight: Weight | null;
}

/** What a row says has changed in the instruments that can be compared, and how much really did. */
export function findClaims(row: OverviewRow, changed: readonly ChangedInstrument[]): Claim[] {
  return listDeclaredTargets(row, changed).flatMap((cited) => listClaims(cited, row));
}

/** What a target of a row says has changed: one provision, or the two ends of a range. */
function listClaims(cited: CitedTarget, row: OverviewRow): Claim[] {
  const { target, provisions, oldProvisions } = cited;
  const written = target.target;
  if (!written || target.state === 'placeholder' || target.state === 'unchecked') return [];
  if (!target.range) {
    const [provision] = provisions;
    // A provision in neither version is reported as a broken reference.
    if (!provision || provisions.length > 1) return [];
    return [
      {
        instrument: cited.instrument,
        span: written.span,
        provision,
        weight: weightOf(cited, provision, oldProvisions, row),
      },
    ];
  }
  const { from, to } = target.range;
  if (!from || !to || !written.to) return [];
  const ends: [Provision, Provision | undefined, Span][] = [
    [from, oldProvisions.at(0), written.span],
    [to, oldProvisions.at(-1), written.to.span],
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
  oldProvisions: readonly Provision[],
  row: OverviewRow,
): Weight | null {
  const weights: (Weight | null)[] = [
    instrument.newWeights.get(provision) ?? instrument.oldWeights.get(provision) ?? null,
  ];
  for (let at: Provision | null = provision; at; at = at.parent)
    if (instrument.wholes.has(at)) weights.push('substance');
  // Cited by its old number: what was deleted, or what the row says has moved.
  for (const old of oldProvisions) {
    if (instrument.comparison.map.newOf(old) === null || speaksOfMove(row))
      weights.push(instrument.oldWeights.get(old) ?? (instrument.wholes.has(old) ? 'substance' : null));
  }
  return weights.includes('substance') ? 'substance' : weights.includes('minor') ? 'minor' : null;
}
