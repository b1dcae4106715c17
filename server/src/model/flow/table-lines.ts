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

/** How many cells a line has as the header row of a table. */
export function countHeaderCells(text: string, from: number, end: number): number {
  let cells = 0;
  let isBetweenCells = true;
  let isEmpty = true;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isSpaceOrTab(code)) continue;
    isEmpty = false;
    if (code === BAR) {
      isBetweenCells = true;
      continue;
    }
    if (isBetweenCells) {
      cells++;
      isBetweenCells = false;
    }
    const next = text.charCodeAt(at + 1);
    if (code === BACKSLASH && (next === BACKSLASH || next === BAR)) at++;
  }
  return isEmpty ? 0 : cells;
}
