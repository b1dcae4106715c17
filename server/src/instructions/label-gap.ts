import type { Span } from '../model/text.js';
import type { BlockTexts, WordHunk } from './block-hunks.js';

/** A number or a bullet at the beginning of a block, and the white space after it. */
const LABEL_AND_GAP =
  /^[ \t]*(?:[-*+•]|#\.|\(#\)|\*{0,2}\(?[\dA-Za-z]{1,6}(?:\.\d{1,3}){0,4}[.)]\*{0,2})([ \t]{1,12})(?=\S)/;

/** The white space between the label of a block and its words; null where it has no label. */
export function findLabelGap(text: string): Span | null {
  const found = LABEL_AND_GAP.exec(text.slice(0, 80));
  if (!found) return null;
  const [whole, gap = ''] = found;
  return { start: whole.length - gap.length, end: whole.length };
}

/** Where a label ends, with the stop or the bracket after it. */
export function passStops(text: string, end: number): number {
  const gap = findLabelGap(text);
  return gap && gap.start > end && /^[.)]{1,2}$/.test(text.slice(end, gap.start)) ? gap.start : end;
}

/** What changes in a label that is written in another way, "(#)" as "#.", is one change. */
export function joinHunksOfLabel(pair: BlockTexts, hunks: readonly WordHunk[]): readonly WordHunk[] {
  const { oldText, newText, oldLabel, newLabel } = pair;
  const [old, gap] = [findLabelGap(oldText), findLabelGap(newText)];
  if (!old || !gap || oldLabel >= old.start || newLabel >= gap.start) return hunks;
  const own = hunks.filter(({ start }) => start <= old.start);
  if (own.length === 0 || own.some(({ end }) => end > old.start)) return hunks;
  const label = { start: oldLabel, end: old.start, text: newText.slice(newLabel, gap.start) };
  // A bullet in place of a number makes another list: that is no change of words.
  if (/[-*+•]/.test(label.text + oldText.slice(label.start, label.end))) return hunks;
  return [label, ...hunks.slice(own.length)];
}

/** Whether two texts set their words off from their numbers by spaces, and not by as many. */
export function differInGap(before: string, after: string): boolean {
  const [old, gap] = [findLabelGap(before), findLabelGap(after)];
  if (!old || !gap) return false;
  const [oldSpaces, spaces] = [before.slice(old.start, old.end), after.slice(gap.start, gap.end)];
  return oldSpaces !== spaces && /^ +$/.test(spaces);
}

/** Where the words of two texts begin, after the spaces that set them off where these differ. */
export function passLabelGaps(
  before: string,
  after: string,
  labels: Pick<BlockTexts, 'oldLabel' | 'newLabel'>,
): Pick<BlockTexts, 'oldLabel' | 'newLabel'> {
  const [old, gap] = [findLabelGap(before), findLabelGap(after)];
  if (!old || !gap || !differInGap(before, after)) return labels;
  const isLabelKnown = labels.oldLabel === old.start && labels.newLabel === gap.start;
  const isSameLabel = before.slice(0, old.start).trim() === after.slice(0, gap.start).trim();
  return isLabelKnown || isSameLabel ? { oldLabel: old.end, newLabel: gap.end } : labels;
}
