import type { Provision } from '../../model/provision.js';
import type { ReferenceTarget } from '../../model/references/reference.js';
import type { TargetResolution } from './resolution.js';

/** A target of which nothing is known but a state. */
export function targetInState(target: ReferenceTarget, value: TargetResolution['state']): TargetResolution {
  return { target, state: target.isPlaceholder ? 'placeholder' : value, provisions: [], range: null };
}

/**
 * What a target cites, for a range its ends and all between.
 * @param lookUp the provisions that have a number
 */
export function resolveTargetBy(
  target: ReferenceTarget,
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
      ? provisionsBetween(from, to)
      : [from, to].filter((each): each is Provision => each !== null);
  return { target, state: from && to ? 'found' : 'missing', provisions, range: { from, to, backwards } };
}

/** The provisions of a range: both ends and their siblings between them. */
function provisionsBetween(from: Provision, to: Provision): readonly Provision[] {
  const siblings = from.parent === to.parent ? from.parent?.children : undefined;
  if (!siblings) return [from, to];
  return siblings.filter((each) => each.index >= from.index && each.index <= to.index && each.kind === from.kind);
}
