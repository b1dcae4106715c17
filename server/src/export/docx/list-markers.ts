import { type Layout, makePlainWord, type Role, type StyledWord } from '../manuscript/manuscript.js';
import type { RevisionMark } from '../manuscript/mark.js';

/**
 * The sign of a list item without a number, and the tab after it. A sign that the block had before
 * is marked as deleted.
 * @param joint the mark of the paragraph end above, where the item was split off or merged there
 */
export function takeMarker(layout: Layout, joint: RevisionMark | null): StyledWord[] {
  const { was, mark } = layout;
  const before = was ?? layout;
  if (joint) {
    // One version has no item that begins here.
    const sign = signOf(joint.op === 'insert' ? layout : before);
    return sign === '' || (joint.op === 'insert' && layout.kind !== 'item') ? [] : [makePlainWord(`${sign}\t`, joint)];
  }
  const [old, now] = [signOf(before), signOf(layout)];
  if (old === now) return now === '' ? [] : [makePlainWord(`${now}\t`, mark)];
  return now === ''
    ? [makePlainWord(`${old}\t`, DELETED)]
    : [makePlainWord(now, INSERTED), makePlainWord('\t', INSERTED)];
}

function signOf(role: Role): string {
  return role.kind === 'item' ? role.marker : '';
}

const INSERTED: RevisionMark = { op: 'insert', class: 'formatting', move: null };
const DELETED: RevisionMark = { op: 'delete', class: 'formatting', move: null };
