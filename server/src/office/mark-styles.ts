/**
 * The character styles of Keeling's Word files that add to the look of tracked insertions, by their
 * ids: what they add is no look of the words themselves.
 */
export const MARK_STYLES = {
  inserted: 'InsertedWords',
  minor: 'MinorWords',
  insertedMinor: 'InsertedMinorWords',
} as const;

/** Whether a character style only adds to the look of a mark. */
export function isMarkStyle(id: string): boolean {
  return Object.values<string>(MARK_STYLES).includes(id);
}
