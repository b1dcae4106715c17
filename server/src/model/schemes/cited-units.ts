import { getOrCreate } from '../memo.js';
import type { Scheme, UnitId } from './scheme.js';
import { UNIT_NAMES } from './units.js';

/** The units of a scheme that a word cites, the outermost first: "paras", "sub-section", "§". */
export function findCitedUnits(scheme: Scheme, word: string): readonly UnitId[] {
  return getOrCreate(words, scheme, () => mapWords(scheme)).get(foldWord(word)) ?? NONE;
}

/** The units that a word of another tradition finds, "rule 7.1" for a clause of a code. */
export function findBorrowedUnits(scheme: Scheme, word: string): readonly UnitId[] {
  return getOrCreate(borrowed, scheme, () => mapBorrowed(scheme)).get(foldWord(word)) ?? NONE;
}

const borrowed = new WeakMap<Scheme, ReadonlyMap<string, readonly UnitId[]>>();

function mapBorrowed({ units }: Scheme): ReadonlyMap<string, readonly UnitId[]> {
  const found = new Map<string, UnitId[]>();
  for (const { id, names } of units)
    for (const word of (names.borrowed ?? []).map(foldWord)) getOrCreate(found, word, () => []).push(id);
  return found;
}

const NONE: readonly UnitId[] = [];
const words = new WeakMap<Scheme, ReadonlyMap<string, readonly UnitId[]>>();

function mapWords({ units }: Scheme): ReadonlyMap<string, readonly UnitId[]> {
  const found = new Map<string, UnitId[]>();
  for (const { id, names } of units)
    for (const word of new Set([names.one, names.many, ...names.short, ...names.also].flatMap(listForms))) {
      const ids = getOrCreate(found, word, () => []);
      if (!ids.includes(id)) ids.push(id);
    }
  return found;
}

/** A word, and the abbreviations of what it names: "para" and "paras" of "paragraph". */
function listForms(word: string): string[] {
  return [foldWord(word), ...(ABBREVIATIONS.get(foldWord(word)) ?? [])];
}

const ABBREVIATIONS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.values(UNIT_NAMES).flatMap(({ one, short }) => [[foldWord(one), short.map(foldWord)] as const]),
);

function foldWord(word: string): string {
  return word.trim().toLowerCase().replace(/\.$/, '');
}
