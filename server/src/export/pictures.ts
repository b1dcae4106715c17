import { makePrintable } from './printable.js';
import { isHarmlessVector } from './vector-picture.js';

/** A picture that is safe in a published document. */
export interface Picture {
  readonly extension: 'png' | 'jpeg' | 'gif' | 'svg';
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** The kind and the size of a picture; null for bytes that are no picture, or an unsafe one. */
export function pictureOf(bytes: Uint8Array): Picture | null {
  const at = (offset: number) => bytes[offset] ?? 0;
  const two = (offset: number) => at(offset) * 256 + at(offset + 1);
  const sized = (extension: Picture['extension'], width: number, height: number): Picture | null =>
    width > 0 && height > 0 && width * height <= MOST_PIXELS ? { extension, width, height } : null;
  if (two(0) === 0x8950 && two(2) === 0x4e47) return sized('png', two(16) * 65536 + two(18), two(20) * 65536 + two(22));
  if (two(0) === 0x4749 && at(2) === 0x46) return sized('gif', at(6) + at(7) * 256, at(8) + at(9) * 256);
  if (two(0) === 0xffd8) {
    for (let offset = 2; offset + 9 < bytes.length && at(offset) === 0xff; offset += 2 + two(offset + 2)) {
      const marker = at(offset + 1);
      const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
      if (frame) return sized('jpeg', two(offset + 7), two(offset + 5));
    }
    return null;
  }
  return vectorOf(new TextDecoder().decode(bytes.subarray(0, MOST_SVG + 1)));
}

/** More pixels than a page holds at 600 dots an inch; a program that shows it must unpack them all. */
const MOST_PIXELS = 50_000_000;
/** The longest SVG accepted, in characters. */
const MOST_SVG = 2_000_000;
const SIDES = {
  width: /\swidth=["'](\d{1,6}(?:\.\d{1,6})?)(?:px)?["']/,
  height: /\sheight=["'](\d{1,6}(?:\.\d{1,6})?)(?:px)?["']/,
};

function vectorOf(text: string): Picture | null {
  const root = /<svg\b[^>]{0,4000}>/.exec(text)?.[0];
  if (root === undefined || text.length > MOST_SVG || makePrintable(text) !== text) return null;
  if (!isHarmlessVector(text)) return null;
  const side = (name: keyof typeof SIDES) => {
    const value = SIDES[name].exec(root)?.[1];
    return value === undefined ? null : Number(value);
  };
  const box =
    /\sviewBox=["']\s{0,9}[-\d.]{1,20}[\s,]{1,9}[-\d.]{1,20}[\s,]{1,9}([\d.]{1,20})[\s,]{1,9}([\d.]{1,20})/.exec(root);
  const width = side('width') ?? Number(box?.[1] ?? 0);
  const height = side('height') ?? Number(box?.[2] ?? 0);
  return width > 0 && height > 0 ? { extension: 'svg', width, height } : null;
}
