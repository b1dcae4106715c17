import { getOrCreate } from '../memo.js';
import { OWN_RULES } from './catalogue.js';
import {
  type HeadForm,
  isOwnUnitId,
  type NumberForm,
  type OwnUnitId,
  type Scheme,
  type Unit,
  type UnitId,
} from './scheme.js';
import { headForms, UNIT_NAMES } from './units.js';

/** How the numbers of a unit of a project's own are written. */
export const OWN_NUMBERINGS = ['decimal', 'number', 'roman', 'letter'] as const;

export type OwnNumbering = (typeof OWN_NUMBERINGS)[number];

const NUMBER_FORMS: Readonly<Record<OwnNumbering, readonly NumberForm[]>> = {
  decimal: ['decimal', 'arabic', 'hyphenated'],
  number: ['arabic'],
  roman: ['ROMAN'],
  letter: ['LETTER'],
};

const NUMBERS: Readonly<Record<OwnNumbering, RegExp>> = {
  decimal: /^(?:[A-Z]\.)?[A-Z]{0,2}\d/,
  number: /^[A-Z]{0,2}\d{1,5}[A-Za-z]{0,3}\d?$/,
  roman: /^[IVXLCivxlc]{1,8}$/,
  letter: /^[A-Z]{1,2}$/,
};

/** A unit that a project adds: "Standard 12". */
export interface OwnUnit {
  readonly name: string;
  readonly plural: string;
  /** Abbreviations, without their final stop. */
  readonly short: readonly string[];
  readonly number: OwnNumbering;
  /** The unit that it stands in, whose words these are; null where it stands in the instrument. */
  readonly within: string | null;
}

/** The units that a project adds to those of every scheme. */
export interface OwnUnits {
  readonly units: readonly OwnUnit[];
  /** The same for tables that hold the same. */
  readonly key: string;
}

/** @param units those of the project file, in its order */
export function makeOwnUnits(units: readonly OwnUnit[]): OwnUnits {
  return units.length === 0 ? NO_OWN_UNITS : { units, key: JSON.stringify(units) };
}

export const NO_OWN_UNITS: OwnUnits = { units: [], key: '' };

/** A word of a unit of a project's own. */
export interface OwnWord {
  readonly unit: OwnUnit;
  readonly word: string;
  readonly isPlural: boolean;
  readonly isShort: boolean;
  /** Whether it is written as the project names it, and not all in small letters. */
  readonly isAsNamed: boolean;
}

const wordLists = new WeakMap<OwnUnits, readonly OwnWord[]>();

/** Every way of writing the words of a project's units; the longest first. */
export function listOwnWords(own: OwnUnits): readonly OwnWord[] {
  return getOrCreate(wordLists, own, () =>
    own.units
      .flatMap((unit) => [
        ...writeForms(unit, unit.name, {}),
        ...writeForms(unit, unit.plural, { isPlural: true }),
        ...unit.short.flatMap((word) => writeForms(unit, word, { isShort: true })),
      ])
      .sort((a, b) => b.word.length - a.word.length),
  );
}

function writeForms(unit: OwnUnit, word: string, { isPlural = false, isShort = false }): readonly OwnWord[] {
  const capital = word.charAt(0).toUpperCase() + word.slice(1);
  const forms = isShort ? [word, capital] : [word, capital, word.toUpperCase(), word.toLowerCase()];
  return [...new Set(forms)].map((form) => ({
    unit,
    word: form,
    isPlural,
    isShort,
    isAsNamed: form === word || form !== form.toLowerCase(),
  }));
}

/**
 * The word of a project's unit that begins at a place, whole; null where none does.
 * @param words those of `listOwnWords`
 */
export function findOwnWordAt(words: readonly OwnWord[], text: string, at: number): OwnWord | null {
  return words.find(({ word }) => text.startsWith(word, at) && !/[\w-]/.test(text.charAt(at + word.length))) ?? null;
}

/** The id of a unit of a project's own. */
export function ownUnitId({ name }: OwnUnit): OwnUnitId {
  return `own:${name}`;
}

/** What a unit of a project's own is called: "Standard". */
export function nameOfOwnUnit(id: OwnUnitId): string {
  return id.slice('own:'.length);
}

/** Whether a number is written as a project's unit is numbered. */
export function isInOwnForm({ number: numbering }: OwnUnit, number: string): boolean {
  return NUMBERS[numbering].test(number);
}

/** The same of a unit of a scheme; true for every unit that is no project's own. */
export function isNumberedAs(unit: Unit, number: string, own: OwnUnits): boolean {
  if (!isOwnUnitId(unit.id)) return true;
  const declared = own.units.find((each) => ownUnitId(each) === unit.id);
  return declared !== undefined && isInOwnForm(declared, number);
}

/** The heads of a unit of a project's own: always with its word. */
const HEADS: readonly HeadForm[] = headForms(
  'heading required plain',
  'heading required stop',
  'line required plain',
  'line required stop',
  'text required stop',
);

const extended = new WeakMap<OwnUnits, Map<Scheme, Scheme>>();

/**
 * A scheme with a project's own units among its own, each below the unit that it stands in, and
 * with levels (1), (a) below each. The same object for the same scheme and table.
 */
export function addOwnUnits(scheme: Scheme, own: OwnUnits): Scheme {
  if (own.units.length === 0) return scheme;
  return getOrCreate(
    getOrCreate(extended, own, () => new Map<Scheme, Scheme>()),
    scheme,
    () => extendScheme(scheme, own),
  );
}

function extendScheme(scheme: Scheme, own: OwnUnits): Scheme {
  const units = [...scheme.units];
  const ids = own.units.map(ownUnitId);
  const levels = units.findLast(({ isCitedThrough, numbers }) => isCitedThrough && numbers.includes('arabic'));
  if (levels) units[units.indexOf(levels)] = { ...levels, inside: [...levels.inside, ...ids] };
  for (const each of sortByNesting(own.units)) {
    const outer = findUnitNamed(units, each.within);
    const at = outer ? placeWithin(units, outer) : units.findIndex((unit) => !isOutermostUnit(unit));
    units.splice(at < 0 ? units.length : at, 0, makeUnit(each, outer?.id ?? null));
  }
  return { ...scheme, units };
}

/** Those that stand in others after these. */
function sortByNesting(units: readonly OwnUnit[]): readonly OwnUnit[] {
  const depthOf = ({ within }: OwnUnit, most: number): number => {
    const outer = within === null || most === 0 ? undefined : units.find(({ name }) => isSameWord(name, within));
    return outer ? 1 + depthOf(outer, most - 1) : 0;
  };
  return [...units].sort((a, b) => depthOf(a, units.length) - depthOf(b, units.length));
}

function isSameWord(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function findUnitNamed(units: readonly Unit[], word: string | null): Unit | null {
  if (word === null) return null;
  return units.find(({ names }) => isSameWord(names.one, word) || isSameWord(names.many, word)) ?? null;
}

/** Right below a unit, and below a project's units that stand in it already. */
function placeWithin(units: readonly Unit[], outer: Unit): number {
  let at = units.indexOf(outer) + 1;
  while (units[at]?.isDivision || (units[at] && isOwnUnitId(units[at]!.id))) at++;
  return at;
}

/** Whether a unit is a Schedule or the like, or a division such as a Part. */
function isOutermostUnit({ id, isDivision }: Unit): boolean {
  return isDivision || /^(?:schedule|appendix|annex|exhibit|attachment)$/.test(id);
}

function makeUnit(own: OwnUnit, outer: UnitId | null): Unit {
  const inside: readonly (UnitId | 'instrument')[] = outer === null ? ['instrument'] : [outer, 'instrument'];
  return {
    id: ownUnitId(own),
    names: { one: own.name, many: own.plural, short: own.short, also: [] },
    label: `${own.name} {number}`,
    numbers: NUMBER_FORMS[own.number],
    heads: HEADS,
    countsWithin: inside,
    inside,
    title: 'optional',
    isDivision: false,
    isCitedThrough: false,
  };
}

/** What a text of no other scheme is read as whose units are a project's own. */
export function makeOwnScheme(own: OwnUnits): Scheme {
  return addOwnUnits(OWN_RULES, own);
}

/** Whether a word names a unit of every project: "Parts", "reg", "§". */
export function isBuiltInUnitWord(word: string): boolean {
  const folded = word.toLowerCase().replace(/\.$/, '');
  return Object.values(UNIT_NAMES).some(({ one, many, short, also }) =>
    [one, many, ...short, ...also].some((each) => each.toLowerCase() === folded),
  );
}
