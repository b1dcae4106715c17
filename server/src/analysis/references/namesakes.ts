import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';

const runsByChildren = new WeakMap<readonly Provision[], ReadonlyMap<Provision, number>>();

/** Which list each sub-paragraph of a provision belongs to, where one begins again at (a) after another. */
export function runsOfLists(children: readonly Provision[]): ReadonlyMap<Provision, number> {
  return getOrCreate(runsByChildren, children, () => {
    const runs = new Map<Provision, number>();
    let run = 0;
    for (const child of children) {
      if (/^\(?[a1iAI][).]/.test(child.marker)) run++;
      runs.set(child, run);
    }
    return runs;
  });
}

/**
 * Whether provisions with one number stand in one series, so that one of them has the wrong one;
 * those in different Parts or Schedules do not.
 */
export function standSideBySide(provisions: readonly Provision[]): boolean {
  const [first, ...others] = provisions;
  return first !== undefined && others.every((each) => isInSeries(first, each));
}

function isInSeries(a: Provision, b: Provision): boolean {
  const [outer, other] = [a.parent, b.parent];
  if (outer === other) return outer === null || !countsAgain(outer);
  return (
    outer !== null &&
    other !== null &&
    outer.number !== null &&
    outer.number === other.number &&
    isInSeries(outer, other)
  );
}

const countingAgain = new WeakMap<Provision, boolean>();

/** Whether numbers begin at 1 more than once in a Schedule: they count in something that was not read. */
function countsAgain(container: Provision): boolean {
  const { kind } = container;
  if (kind !== 'schedule' && kind !== 'annex' && kind !== 'appendix') return false;
  return getOrCreate(
    countingAgain,
    container,
    () => container.children.filter(({ number }) => number === '1' || number === '(1)').length > 1,
  );
}
