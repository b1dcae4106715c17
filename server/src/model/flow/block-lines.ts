import { isSpaceOrTab } from '../text.js';
import type { LineCursor } from './line-cursor.js';

/**
 * What a line can be by its signs alone; each question is about the line from the cursor on, and
 * moves nothing.
 */

const HASH = 35;
const DASH = 45;
const EQUALS = 61;
const BACKTICK = 96;

/** The level of a heading with `#`s, 1–6, or 0. */
export function readAtxLevel({ text, at, lineEnd }: LineCursor): number {
  let level = 0;
  while (level < 7 && text.charCodeAt(at + level) === HASH && at + level < lineEnd) level++;
  if (level > 6) return 0;
  const after = at + level;
  return after >= lineEnd || isSpaceOrTab(text.charCodeAt(after)) ? level : 0;
}

/** The level of the heading that the line underlines, 1 or 2, or 0. */
export function readUnderlineLevel(cursor: LineCursor): number {
  const code = cursor.code();
  if (code !== EQUALS && code !== DASH) return 0;
  let { at } = cursor;
  while (at < cursor.lineEnd && cursor.text.charCodeAt(at) === code) at++;
  if (!cursor.isBlankFrom(at)) return 0;
  return code === EQUALS ? 1 : 2;
}

/** Whether the line is three or more of the sign at the cursor, and white space. */
export function isThematicBreak(cursor: LineCursor): boolean {
  const marker = cursor.code();
  // Each of many markers on a line asks anew.
  if (marker === cursor.askedMarker && cursor.at <= cursor.otherAt) return false;
  let count = 0;
  for (let at = cursor.at; at < cursor.lineEnd; at++) {
    const code = cursor.text.charCodeAt(at);
    if (code === marker) count++;
    else if (!isSpaceOrTab(code)) {
      cursor.askedMarker = marker;
      cursor.otherAt = at;
      return false;
    }
  }
  return count >= 3;
}

/** How many signs open a fence of code, or 0. A fence of backticks has none behind it. */
export function readFenceSize({ text, at: from, lineEnd }: LineCursor): number {
  const marker = text.charCodeAt(from);
  let at = from;
  while (at < lineEnd && text.charCodeAt(at) === marker) at++;
  const size = at - from;
  if (size < 3) return 0;
  if (marker === BACKTICK) for (; at < lineEnd; at++) if (text.charCodeAt(at) === BACKTICK) return 0;
  return size;
}
