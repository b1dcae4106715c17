import { findOwnReferences, type OwnReference } from '../analysis/references/own-references.js';
import type { Draft } from '../model/draft.js';
import { findFirst } from '../model/find-first.js';
import { getOrCreate } from '../model/memo.js';
import type { Provision } from '../model/provision.js';

/** Words that become a link to a provision of the same draft. */
export interface PreviewLink {
  readonly words: string;
  readonly anchor: string;
}

/**
 * Finds the references in some lines of a draft to provisions of the same draft, in their order.
 * @param first the first line, 0-based
 * @param end the line after the last
 */
export function findLinks(
  draft: Draft,
  first: number,
  end: number,
  anchorOf: (provision: Provision) => string,
): PreviewLink[] {
  const links: PreviewLink[] = [];
  const from = draft.lines.offsetAt({ line: first, character: 0 });
  const to = draft.lines.offsetAt({ line: end, character: 0 });
  const last = draft.blockAt(Math.max(from, to - 1));
  for (let block = Math.max(0, draft.blockAt(from)); block <= last; block++) {
    const references = referencesOf(draft, block);
    const base = draft.startOf(block);
    for (let i = findFirst(references, ({ span }) => span.start >= from - base); i < references.length; i++) {
      const { span, provision } = references[i]!;
      if (base + span.start >= to) break;
      if (base + span.end > to) continue;
      links.push({ words: draft.block(block).text.slice(span.start, span.end), anchor: anchorOf(provision) });
    }
  }
  return links;
}

const kept = new WeakMap<Draft, Map<number, readonly OwnReference[]>>();

/** The references of a block, worked out once: a table is asked about row by row. */
function referencesOf(draft: Draft, block: number): readonly OwnReference[] {
  const byBlock = getOrCreate(kept, draft, () => new Map<number, readonly OwnReference[]>());
  return getOrCreate(byBlock, block, () => findOwnReferences(draft, block));
}
