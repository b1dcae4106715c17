import type { Block, Head } from '../block.js';

const NO_MARKERS: readonly string[] = [];
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
  if (!block.text.startsWith('(', body)) return NO_MARKERS;
  const markers: string[] = [];
  let rest = block.text.slice(body, body + REACH);
  for (;;) {
    const [written = '', marker = ''] = /^\(([a-z]{1,4}|[A-Z]{1,4}|\d{1,2})\)[ \t\u00a0]*/.exec(rest) ?? [];
    if (!/^(?:a|i|A|I|1)$/.test(marker)) return markers;
    markers.push(marker);
    rest = rest.slice(written.length);
  }
}

/** Whether "A. The …" follows the label whose words start at an offset, brackets between aside. */
export function readCapitalMarker({ text }: Block, body: number): boolean {
  return /^(?:\((?:[a-z]{1,2}|\d{1,2})\) ?){0,3}A\. {1,2}\p{Lu}\p{Ll}/u.test(text.slice(body, body + REACH));
}

/** Whether the last words of a block lead into a list: "the following:". */
export function introducesList(block: Block): boolean {
  return /[:—–-][*_\s]*$/.test(block.text.slice(-12));
}
