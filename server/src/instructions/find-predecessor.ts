import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';
import { formatMarker, readMarkerStyles } from '../model/structure/markers.js';
import { trimEndOf } from '../model/text.js';

/** The label with which new text begins: "(aa)", "2a.", "Article 2a", "## 4A". */
const NEW_LABEL =
  /^[\s#*_>]*(?:([A-Z][a-z]{2,12}) )?\(?([\dA-Za-z]{1,6}(?:\.\d{1,3}[A-Za-z]{0,2}){0,3})(?:[).]|(?=\*|\s|$))/;

/**
 * The provision after which a new one stands by its number: "(a)" for "(aa)", "2a" for "2b", "(c)"
 * for "(d)"; null where its number shows no place.
 * @param within the provision that it is put into, or null for the whole draft
 */
export function findPredecessor(draft: Draft, within: Provision | null, text: string): Provision | null {
  const found = NEW_LABEL.exec(text);
  const marker = found?.[2];
  if (marker === undefined) return null;
  const unit = found?.[1]?.toLowerCase();
  const siblings = within
    ? within.children
    : draft.provisions.filter(
        ({ number, label }) =>
          number !== null && (unit === undefined ? !number.includes('(') : label.toLowerCase().startsWith(unit)),
      );
  for (const wanted of listPredecessors(marker)) {
    const own = siblings.filter((each) => each.row === null && foldMarker(each) === wanted.toLowerCase());
    if (own.length === 1) return own[0]!;
    if (own.length > 1) return null;
  }
  return null;
}

/** The last part of a number without brackets and stops: "a" of "4.2(a)", "2a" of "Article 2a". */
function foldMarker({ number, marker }: Provision): string {
  const written = /\(([^()]+)\)$/.exec(number ?? '')?.[1] ?? number ?? marker;
  return trimEndOf(written, '(). ').toLowerCase();
}

/** What may stand right before a number, the nearest first. */
function listPredecessors(marker: string): string[] {
  const found: string[] = [];
  const [, stem = '', last = ''] = /^(.*?)([A-Za-z])$/.exec(marker) ?? [];
  if (stem !== '' && last !== '') {
    for (let code = last.toLowerCase().charCodeAt(0) - 1; code >= 97; code--)
      found.push(stem + String.fromCharCode(code));
    found.push(stem);
  }
  const tail = /(\d{1,6}|[A-Za-z]{1,5})$/.exec(marker);
  if (tail)
    for (const { style, value } of readMarkerStyles(tail[0]))
      if (value > 1) found.push(marker.slice(0, tail.index) + formatMarker(style, value - 1));
  return found;
}
