import { getOrCreate } from '../memo.js';
import type { Scheme, Unit } from './scheme.js';

const byWord = new WeakMap<Scheme, ReadonlyMap<string, Unit>>();

/** The unit that a word heads in a scheme, "article", "sec", "§"; null where it heads none. */
export function findUnitOfWord(scheme: Scheme, word: string): Unit | null {
  const units = getOrCreate(byWord, scheme, () => mapHeadWords(scheme));
  return units.get(word) ?? null;
}

/** The unit of which a word is the plural, "conditions", where one heads it; null for any other word. */
export function findUnitOfPlural(scheme: Scheme, word: string): Unit | null {
  const unit = scheme.units.find(({ names }) => names.many.toLowerCase() === word);
  return unit ? findUnitOfWord(scheme, unit.names.one.toLowerCase()) : null;
}

/** Only units that a word may stand before, so that "paragraph 3" at the start of a line is none. */
function mapHeadWords({ units }: Scheme): ReadonlyMap<string, Unit> {
  const found = new Map<string, Unit>();
  for (const unit of units) {
    if (!unit.heads.some(({ word }) => word !== 'none')) continue;
    for (const word of [unit.names.one, ...unit.names.short]) {
      const key = word.toLowerCase();
      if (!found.has(key)) found.set(key, unit);
    }
  }
  return found;
}
