import { getOrCreate } from '../model/memo.js';
import type { Provision } from '../model/provision.js';
import { listUnmatched, type MatchingSide } from './matching-side.js';

/**
 * For old units without a partner the new ones that bear their numbers. Where the provision that
 * holds a unit has a partner, its own marker counts within that: (d) of rule 9 is (d) of the rule
 * that is 10 now, and not what has become 9(d).
 */
export class Namesakes {
  private readonly byName = new Map<string, number>();
  private readonly byHolder = new Map<Provision, Map<string, number>>();
  /** The unit that begins with a provision. */
  private readonly oldUnits = new Map<Provision, number>();

  constructor(
    private readonly oldSide: MatchingSide,
    private readonly newSide: MatchingSide,
  ) {
    for (const [index, { provision }] of oldSide.units.entries()) if (provision) this.oldUnits.set(provision, index);
    for (const index of listUnmatched(newSide, 0, newSide.units.length)) {
      const { name, provision } = newSide.units[index]!;
      if (name !== null) this.byName.set(name, index);
      if (!provision?.parent || provision.marker === null) continue;
      getOrCreate(this.byHolder, provision.parent, () => new Map()).set(provision.marker, index);
    }
  }

  /** The index of the new unit with the number of an old one; null where there is none without a partner. */
  findNamesake(old: number): number | null {
    const { name, provision } = this.oldSide.units[old]!;
    const holder = provision?.parent ? this.findNewHolder(provision.parent) : null;
    const found =
      holder && provision && provision.marker !== null
        ? this.byHolder.get(holder)?.get(provision.marker)
        : name === null
          ? undefined
          : this.byName.get(name);
    return found === undefined || this.newSide.partner[found] !== -1 ? null : found;
  }

  private findNewHolder(holder: Provision): Provision | null {
    const unit = this.oldUnits.get(holder);
    const partner = unit === undefined ? -1 : this.oldSide.partner[unit]!;
    return partner === -1 ? null : (this.newSide.units[partner]?.provision ?? null);
  }
}
