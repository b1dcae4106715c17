import type { Provision } from '../../model/provision.js';
import type { ReferenceTarget } from '../../model/references/reference.js';
import type { TargetResolution } from './resolution.js';

/** A target of which nothing is known but a state. */
export function targetInState(target: ReferenceTarget, value: TargetResolution['state']): TargetResolution {
  return { target, state: target.isPlaceholder ? 'placeholder' : value, provisions: [], range: null };
}

/**
 * What a target cites, for a range its ends and all between.
 * @param all every provision of the draft that is cited, in its order
 * @param lookUp the provisions that have a number
 */
export function resolveTargetBy(
  target: ReferenceTarget,
  all: readonly Provision[],
  lookUp: (number: string) => readonly Provision[],
): TargetResolution {
  if (target.isPlaceholder) return targetInState(target, 'placeholder');
  const first = lookUp(target.number);
  if (!target.to) {
    return {
      target,
      state: first.length === 0 ? 'missing' : first.length === 1 ? 'found' : 'ambiguous',
      provisions: first,
      range: null,
    };
  }
  const last = lookUp(target.to.number);
  const from = first[0] ?? null;
  const to = last[0] ?? null;
  const backwards = from !== null && to !== null && from.index > to.index;
  const provisions =
    from && to && !backwards
      ? listBetween(all, from, to)
      : [from, to].filter((each): each is Provision => each !== null);
  return { target, state: from && to ? 'found' : 'missing', provisions, range: { from, to, backwards } };
}

/**
 * The provisions of a range: both ends, and those of their unit and level between them. Sections and
 * clauses count on through headings and Parts; items of two lists have nothing between them.
 */
function listBetween(all: readonly Provision[], from: Provision, to: Provision): readonly Provision[] {
  const isBetween = ({ index }: Provision) => index >= from.index && index <= to.index;
  if (from.parent && from.parent === to.parent)
    return from.parent.children.filter(
      (each) => isBetween(each) && (each.kind === from.kind || each.unit === from.unit),
    );
  if (from.unit !== to.unit || from.kind === 'paragraph' || from.kind === 'row') return [from, to];
  const level = countLevels(from);
  return all
    .slice(from.index, to.index + 1)
    .filter((each) => each.unit === from.unit && each.number !== null && countLevels(each) === level);
}

/** How many numbers a number consists of: 2 for "20.28". */
function countLevels({ number }: Provision): number {
  return (number ?? '').split(/[.(]/).length;
}
