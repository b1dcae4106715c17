import type { Span } from '../model/text.js';

/** A number or a bullet at the beginning of a block, and the white space after it. */
const LABEL_AND_GAP = /^[ \t]*(?:[-*+•]|#\.|\*{0,2}\(?[\dA-Za-z]{1,6}(?:\.\d{1,3}){0,4}[.)]\*{0,2})([ \t]{1,12})(?=\S)/;

/** The white space between the label of a block and its words; null where it has no label. */
export function findLabelGap(text: string): Span | null {
  const found = LABEL_AND_GAP.exec(text.slice(0, 80));
  if (!found) return null;
  const [whole, gap = ''] = found;
  return { start: whole.length - gap.length, end: whole.length };
}
