import type { StateCore, StateInline } from 'markdown-it';
import { getOrCreate } from '../model/memo.js';

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
    const end = findSign(state, close, pos + open.length);
    if (end < 0 || end + close.length > posMax) return false;
    if (!silent) tokenizeWithin(state, tag, pos + open.length, end);
    state.pos = end + close.length;
    return true;
  }
  if (src.startsWith('{~~', pos)) {
    const end = findSign(state, '~~}', pos + 3);
    const middle = findSign(state, '~>', pos + 3);
    if (end < 0 || middle < 0 || middle > end || end + 3 > posMax) return false;
    if (!silent) {
      tokenizeWithin(state, 'del', pos + 3, middle);
      tokenizeWithin(state, 'ins', middle + 2, end);
    }
    state.pos = end + 3;
    return true;
  }
  if (src.startsWith('{>>', pos)) {
    const end = findSign(state, '<<}', pos + 3);
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

/** How a line begins with a heading that came or went, as exports mark it: "{++## 2 Fees++}". */
const MARKED_HEADING = /^\{(\+\+|--)(#{1,6}) /;

/** Makes headings of the lines that are one within a mark: Markdown sees paragraphs in them. */
export function readMarkedHeadings({ tokens }: StateCore): void {
  for (const [i, inline] of tokens.entries()) {
    const [before, after] = [tokens[i - 1], tokens[i + 1]];
    if (inline.type !== 'inline' || before?.type !== 'paragraph_open' || !after) continue;
    const { content } = inline;
    const [lead = '', sign = '', level = ''] = MARKED_HEADING.exec(content) ?? [];
    const end = lead === '' ? -1 : content.indexOf(`${sign}}`, lead.length);
    // A note may follow that says whose change it is.
    if (end < 0 || !/^(?:$|\{>>)/.test(content.slice(end + sign.length + 1)) || /[\r\n]/.test(content)) continue;
    inline.content = `{${sign}${content.slice(lead.length)}`;
    before.tag = `h${level.length}`;
    after.tag = before.tag;
    before.type = 'heading_open';
    after.type = 'heading_close';
  }
}

/** For each sign, from where it was last looked for and where it was found; −1 where there is none. */
const found = new WeakMap<StateInline, Map<string, { readonly from: number; readonly at: number }>>();

/**
 * Where a sign stands next. The text is searched once, and not again to its end for each mark that
 * is never closed.
 */
function findSign(state: StateInline, sign: string, from: number): number {
  const signs = getOrCreate(found, state, () => new Map<string, { from: number; at: number }>());
  const known = signs.get(sign);
  if (known && from >= known.from && (known.at < 0 || from <= known.at)) return known.at;
  const at = state.src.indexOf(sign, from);
  signs.set(sign, { from, at });
  return at;
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
