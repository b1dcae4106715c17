import { listMatches } from '../../model/list-matches.js';
import { hasSign, type SignRanges } from './fonts.js';
import { OWN_SIGNS } from './own-signs.js';

/** A sign that a PDF cannot be set with, and where the letter stands that it is part of. */
export interface UnsetSign {
  readonly sign: string;
  readonly start: number;
  readonly end: number;
}

/** Signs that every font of a PDF has: all that most texts are written with. */
const COMMON = /^[\t\n\r\x20-\x7e\u00a0-\u017f\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u20ac\u2122]*$/;
/** Signs that take no glyph: what parts words and lines, joins letters, or is left out of every export. */
const WITHOUT_GLYPH = /(?!\u1680)[\p{White_Space}\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\ufeff\ufffe\uffff]/u;
/** Letters with the marks that stand on them, which one font must have together. */
const CLUSTERS = /\P{M}\p{M}+|[\s\S]/gu;
const PRIVATE = /^\p{Co}$/u;

/** Whether a text has any sign that is not in each font; asked first, since most texts have none. */
export function hasRareSigns(text: string): boolean {
  return !COMMON.test(text);
}

/**
 * The signs of a text that no font has, in order.
 * @param further the signs of the project's own fonts
 */
export function findUnsetSigns(text: string, further: readonly SignRanges[]): UnsetSign[] {
  if (!hasRareSigns(text)) return [];
  const fonts = [...further, ...listOwnSigns()];
  const found: UnsetSign[] = [];
  for (const { 0: cluster, index } of listMatches(text, CLUSTERS)) {
    if (COMMON.test(cluster)) continue;
    const sign = findUnsetIn(cluster, fonts);
    if (sign !== null) found.push({ sign, start: index, end: index + cluster.length });
  }
  return found;
}

/** The sign of a letter with its marks that no font has; the last mark where each has its font, and none has all. */
function findUnsetIn(cluster: string, fonts: readonly SignRanges[]): string | null {
  const isSettable = (sign: string, signs: SignRanges) =>
    WITHOUT_GLYPH.test(sign) || (!PRIVATE.test(sign) && hasSign(signs, sign.codePointAt(0) ?? 0));
  const isSetTogether = (all: string) => fonts.some((signs) => [...all].every((sign) => isSettable(sign, signs)));
  if (isSetTogether(cluster) || isSetTogether(cluster.normalize('NFC'))) return null;
  const signs = [...cluster];
  return signs.find((sign) => !fonts.some((each) => isSettable(sign, each))) ?? signs.at(-1) ?? null;
}

let own: readonly SignRanges[] | null = null;

/** The signs of Keeling's own fonts, family by family. */
export function listOwnSigns(): readonly SignRanges[] {
  own ??= Object.values(OWN_SIGNS).map((steps) => {
    let point = 0;
    return Uint32Array.from(steps.split(' '), (step) => (point += Number.parseInt(step, 36)));
  });
  return own;
}

/** The number of a sign as Unicode has it: "U+30A2". */
export function numberOfSign(sign: string): string {
  const number = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `U+${number.padStart(4, '0')}`;
}

/** What to do about a sign that no font has, to end a sentence. */
export function sayMendOfSign(sign: string): string {
  return PRIVATE.test(sign) ? 'write the sign that it stands for' : 'name one under “fonts” in keeling.yaml';
}
