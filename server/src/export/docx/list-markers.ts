import { type Layout, makePlainWord, type StyledWord } from '../manuscript/manuscript.js';
import type { RevisionMark } from '../manuscript/mark.js';

/**
 * The sign of a list's item and the tab after it; where it was another, that one is deleted.
 * @param joint the mark of the paragraph end before it, where it was split off there, or merged with what stands above
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

/** Words with the sign of the list's item that they were, which is deleted. */
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
