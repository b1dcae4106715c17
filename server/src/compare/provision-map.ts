import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';
import type { ProvisionMap } from './change.js';
import type { BlockLinks } from './links.js';

/** Maps provisions by the linked blocks and rows in which they begin. */
export function mapProvisions(
  oldFirst: ReadonlyMap<number, FirstProvisions>,
  newFirst: ReadonlyMap<number, FirstProvisions>,
  links: BlockLinks,
): ProvisionMap {
  const forward = new Map<Provision, Provision>();
  const backward = new Map<Provision, Provision>();
  const joinProvisions = (a: Provision | undefined | null, b: Provision | undefined | null): void => {
    if (!a || !b || forward.has(a) || backward.has(b)) return;
    forward.set(a, b);
    backward.set(b, a);
  };
  for (const link of links.links) {
    const a = oldFirst.get(link.old.start);
    const b = newFirst.get(link.new.start);
    if (!a || !b) continue;
    joinFirstProvisions(a.plain, b.plain, joinProvisions);
    for (const term of a.terms)
      joinProvisions(
        term,
        b.terms.find(({ number }) => number === term.number),
      );
    if (a.rows.length === 0) continue;
    if (link.rows) {
      for (const [i, j] of [...link.rows.pairs, ...link.rows.moved]) joinProvisions(a.rows[i], b.rows[j]);
    } else {
      for (let row = 0; row < a.rows.length; row++) joinProvisions(a.rows[row], b.rows[row]);
    }
  }
  return {
    newOf: (provision) => forward.get(provision) ?? null,
    oldOf: (provision) => backward.get(provision) ?? null,
  };
}

/** The provisions that begin in a block and are not rows, outermost first. */
export interface FirstProvisions {
  readonly plain: readonly Provision[];
  /** The rows, by their place in the block's table; its header is the first. */
  readonly rows: readonly Provision[];
  /** What points in rows define. */
  readonly terms: readonly Provision[];
}

/** By block, the provisions that begin in it. */
export function findFirstProvisions(draft: Draft): Map<number, FirstProvisions> {
  const found = new Map<number, { plain: Provision[]; rows: Provision[]; terms: Provision[] }>();
  for (const provision of draft.provisions) {
    const { block, row } = provision;
    let entry = found.get(block);
    if (!entry) {
      // Nearly all blocks begin one provision and have no rows: a list of their own for each would
      // take more memory than everything else here.
      entry = { plain: row === null ? [provision] : [], rows: NONE, terms: NONE };
      found.set(block, entry);
    } else if (row === null) entry.plain.push(provision);
    if (row === null) continue;
    if (entry.rows === NONE) entry.rows = [];
    if (entry.rows[row + 1]) entry.terms = [...entry.terms, provision];
    else entry.rows[row + 1] = provision;
  }
  return found;
}

const NONE: Provision[] = [];

/**
 * Joins provisions that begin in one block, outermost first: those of one kind in order, then the
 * rest in order.
 */
function joinFirstProvisions(
  oldProvisions: readonly Provision[],
  newProvisions: readonly Provision[],
  join: (a: Provision | undefined, b: Provision | undefined) => void,
): void {
  const left = [...newProvisions];
  const rest: Provision[] = [];
  for (const provision of oldProvisions) {
    const at = left.findIndex((other) => other.kind === provision.kind);
    if (at < 0) rest.push(provision);
    else join(provision, left.splice(at, 1)[0]);
  }
  for (const provision of rest) {
    const at = left.findIndex((other) => canBecome(provision, other));
    if (at >= 0) join(provision, left.splice(at, 1)[0]);
  }
}

/**
 * A sub-paragraph may become a clause, and a heading may get a number, but a table stays a table.
 */
function canBecome(a: Provision, b: Provision): boolean {
  return familyOf(a) === familyOf(b);
}

function familyOf(provision: Provision): string {
  switch (provision.kind) {
    case 'section':
    case 'part':
    case 'heading':
    case 'appendix':
    case 'annex':
    case 'schedule':
    case 'attachment':
      return 'heading';
    case 'clause':
    case 'paragraph':
      return 'text';
    default:
      return provision.kind;
  }
}
