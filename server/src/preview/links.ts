import { findOwnReferences } from '../analysis/references/own-references.js';
import type { Draft } from '../model/draft.js';
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
  for (let block = Math.max(0, draft.blockAt(from)); block <= draft.blockAt(Math.max(from, to - 1)); block++) {
    for (const { span, provision } of findOwnReferences(draft, block)) {
      const { start, end } = draft.inText(block, span);
      if (start >= from && end <= to) links.push({ words: draft.text.slice(start, end), anchor: anchorOf(provision) });
    }
  }
  return links;
}
