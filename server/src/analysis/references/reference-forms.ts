import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import type { Reference } from '../../model/references/reference.js';
import { formatMarker, readMarkerStyles } from '../../model/structure/markers.js';
import { isTextKind } from './reference-kinds.js';
import type { Resolution } from './resolution.js';

/**
 * The form of references: what is cited, and the shape of its number. Where many of one form lead
 * nowhere, it is the reading of the text that fails, and not its author.
 */

/** The form of one number of a reference: "clause 9.9(a)" for "Clauses 20.28(c)". */
export function formOfReference({ kind }: Reference, number: string): string {
  return `${kind} ${shapeOf(number)}`;
}

/** The forms of the numbers of a reference that lead to a provision. */
export function listFoundForms({ found: { reference }, targets }: Resolution): string[] {
  return targets.flatMap(({ target, state }) =>
    target && state === 'found' ? formOfReference(reference, target.number) : [],
  );
}

/** "9.9(a)" for "20.28(c)": figures, small letters and capitals each by one sign. */
export function shapeOf(number: string): string {
  let shape = '';
  for (const char of number) {
    const sign =
      char >= '0' && char <= '9' ? '9' : char >= 'a' && char <= 'z' ? 'a' : char >= 'A' && char <= 'Z' ? 'A' : char;
    const isCounted = sign === '9' || sign === 'a' || sign === 'A';
    if (!isCounted || !shape.endsWith(sign)) shape += sign;
  }
  return shape;
}

/** So many numbers show how a draft numbers what it is divided into. */
const FEWEST_NUMBERED = 40;

interface NumberShapes {
  /** How many provisions have a number. */
  readonly count: number;
  readonly shapes: ReadonlySet<string>;
}

const shapesByProvisions = new WeakMap<readonly Provision[], NumberShapes>();

/**
 * Whether a draft of some length numbers nothing as a reference cites it: "Section 18(a)", where
 * nothing has letters in brackets.
 */
export function isOfForeignForm({ provisions }: Draft, { kind }: Reference, number: string): boolean {
  if (!isTextKind(kind)) return false;
  const { count, shapes } = readShapes(provisions);
  return count >= FEWEST_NUMBERED && !shapes.has(shapeOf(number));
}

/** Whether a draft numbers a provision in the way of a form: "9.9(a)" of "clause 9.9(a)". */
export function bearsForm({ provisions }: Draft, form: string): boolean {
  return readShapes(provisions).shapes.has(form.slice(form.lastIndexOf(' ') + 1));
}

function readShapes(provisions: readonly Provision[]): NumberShapes {
  return getOrCreate(shapesByProvisions, provisions, () => {
    const own = provisions.filter(({ kind, number }) => number !== null && KINDS_OF_TEXT.has(kind));
    return { count: own.length, shapes: new Set(own.flatMap(listShapes)) };
  });
}

const KINDS_OF_TEXT: ReadonlySet<Provision['kind']> = new Set<Provision['kind']>(['section', 'clause', 'paragraph']);

/** The shapes that a provision is cited by: "9.9(a)" and "(a)" for 20.28(c). */
function listShapes({ number }: Provision): string[] {
  const shape = shapeOf(number ?? '');
  const shapes = [shape];
  for (let at = shape.indexOf('(', 1); at > 0; at = shape.indexOf('(', at + 1)) shapes.push(shape.slice(at));
  return shapes;
}

/** One level of a number: "20", ".28" or "(a)". */
const LEVEL = /\([^()]{0,12}\)|[.-]?[^().-]{1,12}/g;

/** How far from a number that is missing its neighbours are looked for. */
const NEAR = [-1, 1, -2, 2];
/** What a series of numbers begins with. */
const BEGINNINGS = [0, 1, 2];

/**
 * Whether there is a series that a number that is missing would be in, or the provision that it
 * would stand in if that is missing too: then it may well have been deleted, or be miswritten.
 * @param has whether there is a provision of a number
 */
export function hasNeighbours(number: string, has: (number: string) => boolean): boolean {
  const levels = number.match(LEVEL) ?? [];
  for (let at = levels.length - 1; at >= 0; at--) {
    const above = levels.slice(0, at).join('');
    // What it would stand in is looked for right around its own number alone.
    const beside = listBeside(levels[at] ?? '', at === levels.length - 1 ? BEGINNINGS : []);
    if (beside.some((each) => has(above + each))) return true;
    if (above !== '' && has(above)) return false;
  }
  return false;
}

/** Parts of numbers beside one: ".27" and ".29" beside ".28", "(a)" and "(c)" beside "(b)". */
function listBeside(level: string, beginnings: readonly number[]): string[] {
  const [, before = '', digits = '', letters = '', after = ''] =
    /^([.(-]?)(\d{0,6})([A-Za-z]{0,6})(\)?)$/.exec(level) ?? [];
  const around = (middle: string) => before + middle + after;
  if (digits !== '') {
    const step = /^0\d|\d0$/.test(digits) && digits.length > 2 ? 10 : 1;
    const near = NEAR.map((each) => Number(digits) + each * step).filter((value) => value >= 0);
    const values = [...near, ...beginnings.map((each) => each * step)];
    const beside = values.map((value) => around(String(value).padStart(/^0/.test(digits) ? digits.length : 1, '0')));
    return letters === ''
      ? [...beside, around(`${digits}A`)]
      : [around(digits), ...beside, ...listBesideLetters(letters, []).map((each) => around(digits + each))];
  }
  return listBesideLetters(letters, beginnings).map(around);
}

function listBesideLetters(letters: string, beginnings: readonly number[]): string[] {
  const markers = readMarkerStyles(letters).flatMap(({ style, value }) =>
    [...NEAR.map((each) => value + each), ...beginnings].flatMap((each) => (each > 0 ? formatMarker(style, each) : [])),
  );
  if (letters.length < 2) return markers;
  // "AK" among Appendices AJ and AL.
  const last = letters.charCodeAt(letters.length - 1);
  return [...markers, ...NEAR.map((each) => letters.slice(0, -1) + String.fromCharCode(last + each))];
}
