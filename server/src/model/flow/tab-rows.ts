import { isSpaceOrTab } from '../text.js';
import type { LeafList } from './leaves.js';
import type { LineCursor } from './line-cursor.js';

/** The label of a sub-paragraph or a clause, and the tab that Word puts after it. */
const LABEL_AND_TAB = /^\[?(?:\([A-Za-z0-9]{1,5}\)|\d{1,3}(?:\.\d{1,3}){1,4}\.?|\d{1,3}\.)(\t{1,4})/;
const CAPTION = /^[*_]{0,3}(?:Table|Figure)[ \u00a0]+\d/i;
/** Signs with which Markdown begins something else: # * + - > | */
const OTHER_STARTS: ReadonlySet<number> = new Set([35, 42, 43, 45, 62, 124]);

/**
 * Whether the line is a row whose cells are separated by tabs, in a table as it is pasted from
 * Word. One tab is enough within such a table, and for a first row right below a caption.
 */
export function isTabRow(cursor: LineCursor, leaves: LeafList): boolean {
  const tabs = cursor.countTabs();
  if (tabs === 0) return false;
  const { text, lineStart } = cursor;
  const first = text.charCodeAt(lineStart);
  if (isSpaceOrTab(first) || OTHER_STARTS.has(first)) return false;
  if (leaves.open?.kind === 'extractedTable') return true;
  // A line such as "(a)⇥…" is a sub-paragraph; one that begins with "20.28⇥" begins a table where
  // another row follows.
  const label = LABEL_AND_TAB.exec(text.slice(lineStart, lineStart + 24));
  if (label && (label[0].startsWith('(') || !cursor.nextLineHasTab())) return false;
  const inner = tabs - (label?.[1]?.length ?? 0);
  if (label && inner > 0) {
    const next = LABEL_AND_TAB.exec(cursor.nextLineWords(24));
    return !next || cursor.countNextTabs() > (next[1]?.length ?? 0);
  }
  if (!label && tabs >= 2) return true;
  const last = leaves.found.at(-1);
  if (last?.kind !== 'paragraph') return false;
  return isCaptionLine(text.slice(last.start, last.start + 20)) && cursor.nextLineHasTab();
}

/** Whether a text begins as a caption does, which can make the lines right after it a table. */
export function isCaptionLine(text: string): boolean {
  return CAPTION.test(text.slice(0, 20));
}
