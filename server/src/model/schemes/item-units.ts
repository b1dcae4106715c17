import type { ListMarkerStyle } from '../block.js';
import type { NumberForm, Scheme, UnitId } from './scheme.js';

const FORMS: Readonly<Record<ListMarkerStyle, NumberForm>> = {
  alpha: 'letter',
  ALPHA: 'LETTER',
  roman: 'roman',
  ROMAN: 'ROMAN',
  decimal: 'arabic',
};

/** What a scheme calls a level below its named units, by its marker and by what it stands in. */
export function findUnitOfItem(scheme: Scheme, parent: UnitId | null, style: ListMarkerStyle): UnitId {
  const levels = scheme.units.filter(({ isCitedThrough }) => isCitedThrough);
  const fitting = levels.find(
    ({ inside, numbers }) => (parent === null || inside.includes(parent)) && numbers.includes(FORMS[style]),
  );
  return (fitting ?? levels.at(-1))?.id ?? 'paragraph';
}
