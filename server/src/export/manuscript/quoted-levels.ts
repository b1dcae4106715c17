import { type Block, isQuoted } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import { type OpenList, placeMarker } from '../../model/structure/markers.js';

/** Where a block stands within a quotation. */
export interface QuotedLevel {
  /** How many lists of the quotation it is an item of, or goes on with, not counting the outermost. */
  readonly list: number;
  /** How far in it stands: further by one where words of the quotation lead in to its lists. */
  readonly depth: number;
}

const OUTERMOST: QuotedLevel = { list: 0, depth: 0 };

const levels = new WeakMap<Draft, ReadonlyMap<number, QuotedLevel>>();

/**
 * Where a block stands within the quotation that it belongs to, by the numbers quoted: they are another
 * text's, so no provision of the draft tells. The outermost place for any other block.
 */
export function levelInQuotation(draft: Draft, index: number): QuotedLevel {
  return getOrCreate(levels, draft, () => placeQuotations(draft)).get(index) ?? OUTERMOST;
}

function placeQuotations(draft: Draft): Map<number, QuotedLevel> {
  const placed = new Map<number, QuotedLevel>();
  const quotationOf = (index: number): string | null => {
    const block = draft.block(index);
    if (isQuoted(block)) return block.containers.filter((kind) => kind === 'quote').join();
    return draft.quotedBlocks.has(index) ? 'marks' : null;
  };
  for (let index = 0; index < draft.blocks.length; index++) {
    const quotation = quotationOf(index);
    if (quotation === null) continue;
    let end = index + 1;
    while (end < draft.blocks.length && quotationOf(end) === quotation) end++;
    for (const [at, level] of placeBlocks(draft.blocks.slice(index, end)).entries()) placed.set(index + at, level);
    index = end - 1;
  }
  return placed;
}

/** Where each block of one quotation stands. */
function placeBlocks(blocks: readonly Block[]): QuotedLevel[] {
  const markers = blocks.map(readMarker);
  let open: OpenList[] = [];
  let isLedIn = false;
  return blocks.map((block, index): QuotedLevel => {
    const marker = markers[index];
    if (marker) {
      const { style, value, depth } = placeMarker(marker, open, markers[index + 1] ?? null);
      open = [...open.slice(0, depth), { style, value, marker, introduces: leadsIn(block) }];
      return { list: depth, depth: depth + (isLedIn ? 1 : 0) };
    }
    const last = open.at(-1);
    // What an item leads in to goes on with it; other words close the whole.
    if (last?.introduces && block.head.kind === 'none') return { list: open.length - 1, depth: open.length };
    if (last && block.head.kind === 'none' && block.kind !== 'heading') return OUTERMOST;
    open = [];
    isLedIn = block.kind !== 'heading';
    return OUTERMOST;
  });
}

/** The number of an item that stands in brackets: "a" of "(a) test it;", also of "“(a) test it;". */
function readMarker({ text, prefix, head }: Block): string | null {
  if (head.kind === 'item') return head.marker;
  return (
    /^[\s“"‘'*_]{0,6}\(([a-z]{1,5}|[A-Z]{1,5}|\d{1,3}[A-Z]?)\)\s/.exec(text.slice(prefix, prefix + 20))?.[1] ?? null
  );
}

function leadsIn({ text }: Block): boolean {
  return /[:—–][*_\s]{0,4}$/.test(text.slice(-8));
}
