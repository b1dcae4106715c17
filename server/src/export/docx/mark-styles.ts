import { MARK_STYLES } from '../../office/mark-styles.js';
import type { RevisionMark } from '../manuscript/mark.js';
import { kindOfMark, type MarkScheme } from '../mark-schemes.js';

/**
 * The character style of inserted words in a scheme; null where Word's own marks are all. Each
 * reader sets how Word draws tracked changes, so a file can add to their look but not replace it.
 * A style keeps what is added in one place, where it can be taken away from all words at once.
 */
export function markStyleOf({ name, looks }: MarkScheme, mark: RevisionMark | null): string | null {
  // The scheme of the house is what Word shows by itself.
  if (name === 'house' || mark?.op !== 'insert') return null;
  const { bold, italic } = looks[kindOfMark(mark)];
  if (bold) return italic ? MARK_STYLES.insertedMinor : MARK_STYLES.inserted;
  return italic ? MARK_STYLES.minor : null;
}

/** What the legend of a Word file says of a scheme besides Word's own marks, or ''. */
export function describeInWord({ name, looks }: MarkScheme): string {
  if (name === 'house') return '';
  if (looks.inserted.enclosed)
    return 'Word shows these as tracked changes. The square brackets and the notes are in the PDF and on the page for browsers.';
  return 'New words are bold besides, or where the change is minor in italics. They have character styles: Inserted Words, Minor Words and Inserted Minor Words.';
}
