import { DocumentNames } from '../analysis/document-names.js';
import { type CitableDocument, resolveBlock } from '../analysis/resolve.js';
import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';

/** A piece of text that becomes a link to a provision of the same draft. */
export interface Link {
  readonly words: string;
  readonly anchor: string;
}

/**
 * The references in some lines of a draft to provisions of the same draft, in their order.
 * @param first the first line, 0-based
 * @param end the line behind the last
 */
export function linksIn(draft: Draft, first: number, end: number, anchorOf: (provision: Provision) => string): Link[] {
  const links: { readonly at: number; readonly link: Link }[] = [];
  const from = draft.lines.offsetAt({ line: first, character: 0 });
  const to = draft.lines.offsetAt({ line: end, character: 0 });
  const self: CitableDocument = { id: '', names: [], uri: null, draft, baseline: null, role: 'instrument' };
  const context = { self, names: new DocumentNames([]), instruments: [], consultation: null };
  for (let block = Math.max(0, draft.blockAt(from)); block <= draft.blockAt(Math.max(from, to - 1)); block++) {
    for (const { targets, document } of resolveBlock(block, context)) {
      if (document !== self) continue;
      for (const { target, provisions, state } of targets) {
        const [provision] = provisions;
        if (!target || !provision || state !== 'found') continue;
        const span = draft.inText(block, target.span);
        if (span.start < from || span.end > to) continue;
        links.push({
          at: span.start,
          link: { words: draft.text.slice(span.start, span.end), anchor: anchorOf(provision) },
        });
      }
    }
  }
  return links.sort((a, b) => a.at - b.at).map(({ link }) => link);
}
