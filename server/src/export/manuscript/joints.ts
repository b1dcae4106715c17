import { type Layout, makePlainWord } from './manuscript.js';
import type { RevisionMark } from './mark.js';

/** The meaning of the sign at the end of a paragraph that was split or merged. */
export const JOINT_MEANING = '¶ marks where a paragraph was split, or joined with the next.';

/** Whether a paragraph of a comparison was split or merged. */
export function hasJoints(layouts: readonly Layout[]): boolean {
  return layouts.some(({ end }) => end !== null);
}

/**
 * Layouts for pages that show the paragraphs of both versions, each on lines of its own. Where one
 * was split or merged, its end is a sign, and a paragraph that was merged with the one above keeps
 * its old place and label.
 */
export function showJoints(layouts: readonly Layout[]): Layout[] {
  return layouts.map((layout, index) => {
    const placed = placeAtJoint(layout, layouts[index - 1]?.end ?? null);
    return placed.end && 'words' in placed
      ? { ...placed, words: [...placed.words, makePlainWord('¶', placed.end)] }
      : placed;
  });
}

/** @param joint the mark of the paragraph end above the block */
function placeAtJoint(layout: Layout, joint: RevisionMark | null): Layout {
  if (!joint || !('words' in layout) || layout.was === null) return layout;
  // The version in which a block begins here decides its layout.
  const role = joint.op === 'delete' ? layout.was : layout;
  const { mark, end, anchor, moved, was, origin, words } = layout;
  const base = { mark, end, anchor, moved, was, origin, words };
  const label = 'label' in layout ? layout.label : [];
  switch (role.kind) {
    case 'provision':
      return { ...base, kind: 'provision', level: role.level, label };
    case 'item': {
      const sign = role.marker === '' ? [] : [makePlainWord(role.marker, joint)];
      return {
        ...base,
        kind: 'provision',
        level: Math.max(0, role.within) + role.level + 1,
        label: [...sign, ...label],
      };
    }
    case 'paragraph':
      return label.length > 0 ? layout : { ...base, ...role, label };
    default:
      return layout;
  }
}
