import type { StateInline } from 'markdown-it';

/** How each mark begins and ends, and its element. */
const MARKS = [
  ['{++', '++}', 'ins'],
  ['{--', '--}', 'del'],
  ['{==', '==}', 'mark'],
] as const;

/**
 * Reads one CriticMarkup mark where the parser stands. The words in it may have Markdown of their
 * own.
 * @returns whether there is one; then the parser stands after it
 */
export function readChangeMark(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src.charCodeAt(pos) !== 0x7b) return false;
  for (const [open, close, tag] of MARKS) {
    if (!src.startsWith(open, pos)) continue;
    const end = src.indexOf(close, pos + open.length);
    if (end < 0 || end + close.length > posMax) return false;
    if (!silent) tokenizeWithin(state, tag, pos + open.length, end);
    state.pos = end + close.length;
    return true;
  }
  if (src.startsWith('{~~', pos)) {
    const end = src.indexOf('~~}', pos + 3);
    const middle = src.indexOf('~>', pos + 3);
    if (end < 0 || middle < 0 || middle > end || end + 3 > posMax) return false;
    if (!silent) {
      tokenizeWithin(state, 'del', pos + 3, middle);
      tokenizeWithin(state, 'ins', middle + 2, end);
    }
    state.pos = end + 3;
    return true;
  }
  if (src.startsWith('{>>', pos)) {
    const end = src.indexOf('<<}', pos + 3);
    if (end < 0 || end + 3 > posMax) return false;
    if (!silent) {
      state.push('keeling_note_open', 'span', 1).attrs = [['class', 'keeling-note']];
      state.push('text', '', 0).content = src.slice(pos + 3, end).trim();
      state.push('keeling_note_close', 'span', -1);
    }
    state.pos = end + 3;
    return true;
  }
  return false;
}

function tokenizeWithin(state: StateInline, tag: 'ins' | 'del' | 'mark', from: number, to: number): void {
  const { posMax } = state;
  state.push(`keeling_${tag}_open`, tag, 1);
  state.pos = from;
  state.posMax = to;
  state.md.inline.tokenize(state);
  state.posMax = posMax;
  state.push(`keeling_${tag}_close`, tag, -1);
}
