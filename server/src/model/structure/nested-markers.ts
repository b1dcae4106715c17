import type { Block, Head } from '../block.js';
import type { LabelShape } from '../head/label-shape.js';

const NO_MARKERS: readonly string[] = [];
const NOTE_OF_CHANGE = /^(?:[FCE]\d{1,4}\[|\[F\d{1,4} ?)/;
/** So much of a block is looked at for the markers that follow its label. */
const REACH = 40;

/**
 * The markers that follow a label directly: (i) in "(a)(i) where …", (a) in "20.28 (a) the DCC …".
 */
export function readNestedMarkers(block: Block, head: Head): readonly string[] {
  if (head.kind !== 'item' && head.kind !== 'clause' && head.kind !== 'listNumber') return NO_MARKERS;
  return readNestedMarkersAt(block, head.body);
}

/** The markers that stand at an offset of a block, one after the other. */
export function readNestedMarkersAt(block: Block, body: number): readonly string[] {
  // "F12[(1) …" behind a number: the note of a consolidated text.
  const start = body + (NOTE_OF_CHANGE.exec(block.text.slice(body, body + 8))?.[0].length ?? 0);
  if (!block.text.startsWith('(', start)) return NO_MARKERS;
  const markers: string[] = [];
  let rest = block.text.slice(start, start + REACH);
  for (;;) {
    const [written = '', marker = ''] = /^\([*_]?([a-z]{1,4}|[A-Z]{1,4}|\d{1,2})[*_]?\)[ \t\u00a0]*/.exec(rest) ?? [];
    if (!/^(?:a|i|A|I|1)$/.test(marker)) return markers;
    markers.push(marker);
    rest = rest.slice(written.length);
  }
}

/** (ii) of "(a)(ii) by hand", where (a) was begun before; null where none follows the marker directly. */
export function readMarkerBehind({ text, head }: Block): string | null {
  if (head.kind !== 'item' || text.charAt(head.body - 1) !== ')') return null;
  return /^\(([a-z]{1,5}|[A-Z]{1,5}|\d{1,2})\)(?=[ \t])/.exec(text.slice(head.body, head.body + 12))?.[1] ?? null;
}

/** The marker that follows the number of a list's item: (b) of "2. (b) …"; null where none does. */
export function readInnerMarker({ text }: Block, { body, on }: LabelShape): string | null {
  if (on !== 'list') return null;
  return (
    /^[*_]{0,3}\(([a-z]{1,3}|[A-Z]{1,2}|\d{1,2})\)(?=[ \t*_\u00a0])/.exec(text.slice(body, body + 14))?.[1] ?? null
  );
}

/** Whether "A. The …" follows the label whose words start at an offset, brackets between aside. */
export function readCapitalMarker({ text }: Block, body: number): boolean {
  return /^(?:\((?:[a-z]{1,2}|\d{1,2})\) ?){0,3}A\. {1,2}\p{Lu}[\p{Ll} ]/u.test(text.slice(body, body + REACH));
}

/** Whether "a. The …" follows a label in brackets whose words start at an offset. */
export function readDottedMarker({ text }: Block, body: number): boolean {
  return /^a\.[ \t\u2003]{1,4}\p{Lu}[\p{Ll} ]/u.test(text.slice(body, body + REACH));
}

/** Whether the last words of a block lead into a list: "the following:". */
export function introducesList(block: Block): boolean {
  return /[:—–-][*_\s]*$/.test(block.text.slice(-12));
}
