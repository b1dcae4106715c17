import { isSpaceOrTab } from '../text.js';

const BAR = 124;
const DASH = 45;
const COLON = 58;
const BACKSLASH = 92;

/** How many cells a table's delimiter row has (`|---|:-:|`), or 0 where the line is not one. */
export function countDelimiterCells(text: string, from: number, end: number): number {
  let at = from;
  let cells = 0;
  /** Whether the line has a bar or a colon: dashes alone underline a heading. */
  let hasSign = false;
  const skipSpace = () => {
    while (at < end && isSpaceOrTab(text.charCodeAt(at))) at++;
  };
  const skipColon = () => {
    if (at >= end || text.charCodeAt(at) !== COLON) return;
    hasSign = true;
    at++;
  };
  if (text.charCodeAt(at) === BAR) {
    hasSign = true;
    at++;
    skipSpace();
  }
  while (at < end) {
    skipColon();
    if (at >= end || text.charCodeAt(at) !== DASH) return 0;
    while (at < end && text.charCodeAt(at) === DASH) at++;
    skipColon();
    cells++;
    skipSpace();
    if (at >= end) break;
    if (text.charCodeAt(at) !== BAR) return 0;
    hasSign = true;
    at++;
    skipSpace();
  }
  return hasSign ? cells : 0;
}

/** How many cells a line has as the header row of a table, empty ones too. */
export function countHeaderCells(text: string, from: number, end: number): number {
  let cells = 0;
  // The bar before the first cell and the one after the last only close the row.
  let isAfterBar = false;
  let isEmpty = true;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isSpaceOrTab(code)) continue;
    if (code === BAR) {
      if (!isEmpty && isAfterBar) cells++;
      isAfterBar = true;
    } else {
      if (isEmpty || isAfterBar) cells++;
      isAfterBar = false;
      const next = text.charCodeAt(at + 1);
      if (code === BACKSLASH && (next === BACKSLASH || next === BAR)) at++;
    }
    isEmpty = false;
  }
  return cells;
}
