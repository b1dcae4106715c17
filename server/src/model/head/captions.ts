import type { Head } from '../block.js';
import { type HeadSource, isOneLine, REACH } from './head-source.js';
import { findBodyStart, toBlockSpan, type View } from './view.js';

const CAPTION =
  /^(table|figure) +((?:[A-Z]{1,2}[.‐‑-]?)?\d{1,3}(?:[.‐‑-]\d{1,3})*[A-Z]?)(?: *([–—:.]|-(?=\s|$)) *| *$)/i;

/** "Table 9.3 – Limits". */
export function readCaption(view: View): Head | null {
  const found = CAPTION.exec(view.text);
  if (!found) return null;
  const [all, word = '', number = '', separator] = found;
  // "Table 9.3. In this table …" is a sentence; a full stop separates only where nothing but a
  // title follows.
  if (separator === '.' && /[.;]\s*$|[.;]\s/.test(view.text.slice(all.length))) return null;
  return {
    kind: 'caption',
    of: word.toLowerCase() === 'table' ? 'table' : 'figure',
    // Word writes a hyphen at which no line ends: "Table 3‑1".
    number: number.toUpperCase().replace(/[‐‑]/g, '-'),
    label: toBlockSpan(view, 0, all.indexOf(number, word.length) + number.length),
    body: findBodyStart(view, all.length),
  };
}

/**
 * A caption on a line of its own: the structure knows whether a table or an image stands next to
 * it.
 */
export function readCaptionLine(block: HeadSource, view: View): Head | null {
  return isOneLine(block) && block.text.length <= REACH ? readCaption(view) : null;
}
