/** The widths of the signs from U+0020 to U+007E in Arial, in thousandths of its size. */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
] as const;
const OTHER = 600;
/** East Asian signs are squares. */
const SQUARE = 1000;
/** How much wider bold letters are, on average. */
export const BOLD = 1.08;

/** The width of a sign, by its code unit, in thousandths of the size of its letters. */
export function widthOfLetter(code: number): number {
  if (code < 127) return WIDTHS[code - 32] ?? 278;
  if (code === 0xa0) return 278;
  if (code === 0x2018 || code === 0x2019) return 222;
  if (code === 0x201c || code === 0x201d) return 333;
  if (code === 0x2014 || (code >= 0x2e80 && code < 0xd800)) return SQUARE;
  return OTHER;
}

/** The width of a text on one line in Arial, in thousandths of the size of its letters. */
export function measureLine(text: string): number {
  let width = 0;
  for (let at = 0; at < text.length; at++) width += widthOfLetter(text.charCodeAt(at));
  return width;
}

/** The width of a text on one line in Arial, in twips. */
export function measureText(text: string, points: number, isBold = false): number {
  return (measureLine(text) * points * (isBold ? BOLD : 1)) / 50;
}
