/** The signs that a font has, as pairs of the first and the last code point of each run, in order. */
export type SignRanges = Uint32Array;

/** What a font file says of itself. */
export interface Font {
  /** The name of its family: "Noto Sans JP". */
  readonly family: string;
  readonly signs: SignRanges;
}

/** No font has more signs: a file that says otherwise is damaged. */
const MOST_RANGES = 70_000;
const LAST_SIGN = 0x10ffff;

/**
 * Reads the fonts of a TrueType or OpenType file; a collection has several.
 * @returns null where it is no such file, or a damaged one
 */
export function readFonts(bytes: Uint8Array): readonly Font[] | null {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const fonts = findFontStarts(view).map((start) => readFontAt(view, start));
    return fonts.length > 0 ? fonts : null;
  } catch {
    // An offset leads out of the file, or no table says which signs there are.
    return null;
  }
}

/** Whether a font has a sign. */
export function hasSign(signs: SignRanges, point: number): boolean {
  let low = 0;
  let high = (signs.length >> 1) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (point < signs[2 * middle]!) high = middle - 1;
    else if (point > signs[2 * middle + 1]!) low = middle + 1;
    else return true;
  }
  return false;
}

/** The signs of two fonts together. */
export function joinSigns(one: SignRanges, other: SignRanges): SignRanges {
  return mergeRanges([...listRanges(one), ...listRanges(other)]);
}

type Range = readonly [first: number, last: number];

function listRanges(signs: SignRanges): Range[] {
  return Array.from({ length: signs.length >> 1 }, (_, at) => [signs[2 * at]!, signs[2 * at + 1]!]);
}

function mergeRanges(ranges: readonly Range[]): SignRanges {
  const merged: number[] = [];
  for (const [first, last] of [...ranges].sort(([a], [b]) => a - b)) {
    const end = merged.at(-1);
    if (end !== undefined && first <= end + 1) merged[merged.length - 1] = Math.max(end, last);
    else merged.push(first, last);
  }
  return Uint32Array.from(merged);
}

/** The beginnings of a file of one font, and that of a collection. */
const TRUE_TYPE = 0x00010000;
const OLD_TRUE_TYPE = readTableTag('true');
const OPEN_TYPE = readTableTag('OTTO');
const COLLECTION = readTableTag('ttcf');
const MOST_IN_COLLECTION = 100;

function readTableTag(name: string): number {
  return [...name].reduce((tag, letter) => tag * 256 + letter.charCodeAt(0), 0);
}

function findFontStarts(view: DataView): number[] {
  const kind = view.getUint32(0);
  if (kind === TRUE_TYPE || kind === OPEN_TYPE || kind === OLD_TRUE_TYPE) return [0];
  if (kind !== COLLECTION) return [];
  const length = Math.min(view.getUint32(8), MOST_IN_COLLECTION);
  return Array.from({ length }, (_, at) => view.getUint32(12 + 4 * at));
}

function readFontAt(view: DataView, start: number): Font {
  const tables = new Map<number, number>();
  const count = view.getUint16(start + 4);
  for (let at = 0; at < count; at++) {
    const record = start + 12 + 16 * at;
    tables.set(view.getUint32(record), view.getUint32(record + 8));
  }
  const [names, signs] = [tables.get(readTableTag('name')), tables.get(readTableTag('cmap'))];
  if (names === undefined || signs === undefined) throw new Error('it lacks a table');
  return { family: readFamily(view, names), signs: readSigns(view, signs) };
}

/** The numbers of names: that of the family, and that of one with more weights than four. */
const FAMILY = 1;
const WHOLE_FAMILY = 16;

function readFamily(view: DataView, table: number): string {
  const count = view.getUint16(table + 2);
  const words = table + view.getUint16(table + 4);
  const found = new Map<number, string>();
  for (let at = 0; at < count; at++) {
    const record = table + 6 + 12 * at;
    const [platform, language, id] = [0, 4, 6].map((field) => view.getUint16(record + field));
    const isEnglish = platform === 0 || (platform === 3 && (language! & 0x3ff) === 9);
    if ((id !== FAMILY && id !== WHOLE_FAMILY) || !isEnglish) continue;
    const [length, offset] = [view.getUint16(record + 8), view.getUint16(record + 10)];
    const letters = Array.from({ length: length >> 1 }, (_, each) => view.getUint16(words + offset + 2 * each));
    found.set(id, String.fromCharCode(...letters));
  }
  const name = found.get(WHOLE_FAMILY) ?? found.get(FAMILY) ?? '';
  return name.replace(/[\u0000-\u001f\u007f"\\]/g, '').trim();
}

/** Prefers the map that holds signs beyond the first 65,536. */
function readSigns(view: DataView, table: number): SignRanges {
  const count = view.getUint16(table + 2);
  const maps: { readonly start: number; readonly format: number }[] = [];
  for (let at = 0; at < count; at++) {
    const record = table + 4 + 8 * at;
    const [platform, encoding] = [view.getUint16(record), view.getUint16(record + 2)];
    if (platform !== 0 && !(platform === 3 && (encoding === 1 || encoding === 10))) continue;
    const start = table + view.getUint32(record + 4);
    maps.push({ start, format: view.getUint16(start) });
  }
  const map = [12, 4, 6].map((format) => maps.find((each) => each.format === format)).find((each) => each);
  if (!map) throw new Error('it has no map of Unicode');
  if (map.format === 12) return readGroups(view, map.start);
  return map.format === 4 ? readSegments(view, map.start) : readCoveredRun(view, map.start);
}

/** Format 12: groups of signs that have glyphs in order. */
function readGroups(view: DataView, start: number): SignRanges {
  const count = view.getUint32(start + 12);
  if (count > MOST_RANGES) throw new Error('it has too many groups');
  const ranges: Range[] = [];
  for (let at = 0; at < count; at++) {
    const group = start + 16 + 12 * at;
    const [first, last, glyph] = [view.getUint32(group), view.getUint32(group + 4), view.getUint32(group + 8)];
    if (first > last || last > LAST_SIGN) throw new Error('a group is damaged');
    // Glyph 0 stands for a sign that is missing.
    if (glyph !== 0) ranges.push([first, last]);
    else if (last > first) ranges.push([first + 1, last]);
  }
  return mergeRanges(ranges);
}

/** Format 4: segments of signs, each with a step to its glyphs, or a list of them. */
function readSegments(view: DataView, start: number): SignRanges {
  const length = view.getUint16(start + 6);
  const [ends, starts] = [start + 14, start + 16 + length];
  const [steps, lists] = [starts + length, starts + 2 * length];
  const ranges: Range[] = [];
  for (let at = 0; at < length; at += 2) {
    const [first, last] = [view.getUint16(starts + at), view.getUint16(ends + at)];
    const [step, list] = [view.getUint16(steps + at), view.getUint16(lists + at)];
    for (let point = first; point <= last && point < 0xffff; point++) {
      const glyph = list === 0 ? point : view.getUint16(lists + at + list + 2 * (point - first));
      if (list !== 0 && glyph === 0) continue;
      if (((glyph + step) & 0xffff) !== 0) ranges.push([point, point]);
    }
  }
  return mergeRanges(ranges);
}

/** Format 6: one run of signs. */
function readCoveredRun(view: DataView, start: number): SignRanges {
  const [first, count] = [view.getUint16(start + 6), view.getUint16(start + 8)];
  const ranges: Range[] = [];
  for (let at = 0; at < count; at++)
    if (view.getUint16(start + 10 + 2 * at) !== 0) ranges.push([first + at, first + at]);
  return mergeRanges(ranges);
}
