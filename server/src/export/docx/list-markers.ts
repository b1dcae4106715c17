import { type Layout, makePlainWord, type StyledWord } from '../manuscript/manuscript.js';
import type { RevisionMark } from '../manuscript/mark.js';

/**
 * The sign of a list item and the tab after it. A sign that it had before is marked as deleted.
 * @param joint the mark of the paragraph end above, where the item was split off or merged there
 */
export function takeMarker(layout: Extract<Layout, { kind: 'item' }>, joint: RevisionMark | null): StyledWord[] {
  const { was, mark, marker } = layout;
  const before = was ?? layout;
  if (joint) {
    // One version has no item that begins here.
    const item = joint.op === 'insert' ? layout : before;
    return item.kind === 'item' ? [makePlainWord(`${item.marker}\t`, joint)] : [];
  }
  if (before.kind !== 'item') return [makePlainWord(marker, INSERTED), makePlainWord('\t', INSERTED)];
  if (before.marker === marker) return [makePlainWord(`${marker}\t`, mark)];
  return [makePlainWord(before.marker, DELETED), makePlainWord(marker, INSERTED), makePlainWord('\t', mark)];
}

/** The words of a former list item, with its old sign marked as deleted. */
export function addOldMarker(
  { was }: Layout,
  words: readonly StyledWord[],
  joint: RevisionMark | null,
): readonly StyledWord[] {
  if (was?.kind !== 'item' || joint?.op === 'insert') return words;
  return [makePlainWord(`${was.marker}\t`, DELETED), ...words];
}

const INSERTED: RevisionMark = { op: 'insert', class: 'formatting', move: null };
const DELETED: RevisionMark = { op: 'delete', class: 'formatting', move: null };
