import type { Draft } from '../../model/draft.js';
import { MOST_READ } from '../../model/facts.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import type { Span } from '../../model/text.js';
import { DocumentNames } from './document-names.js';
import type { CitableDocument, Resolution, ResolutionContext } from './resolution.js';
import { resolveBlock } from './resolve-block.js';

/** A reference from a draft to a provision of its own. Spans are relative to the block's text. */
export interface OwnReference {
  /** The number. */
  readonly span: Span;
  /** The number, and before the first of a reference the keyword: "Clause 20.28". */
  readonly words: Span;
  readonly provision: Provision;
}

const contexts = new WeakMap<Draft, ResolutionContext>();

/**
 * The references in a block that lead to a provision of the same draft, in their order; for a
 * range, its ends.
 */
export function findOwnReferences(draft: Draft, block: number): OwnReference[] {
  if (draft.block(block).text.length > MOST_READ) return [];
  const context = contextOf(draft);
  return listCited(resolveBlock(block, context)).filter(({ document }) => document === context.self);
}

/** A reference to a provision of any draft. */
export interface CitedReference extends OwnReference {
  readonly document: CitableDocument;
}

/** What the references of a block lead to, in their order; for a range, its ends. */
export function listCited(resolutions: readonly Resolution[]): CitedReference[] {
  const found: CitedReference[] = [];
  for (const { targets, document, found: where } of resolutions) {
    if (document === null) continue;
    targets.forEach(({ target, provisions, state, range }, index) => {
      const [provision] = provisions;
      if (!target || !provision || state !== 'found') return;
      const { span, to } = target;
      const keyword = where.reference.keywordSpan;
      const words = index === 0 && keyword.end <= span.start ? { start: keyword.start, end: span.end } : span;
      found.push({ span, words, provision, document });
      if (to && range?.to) found.push({ span: to.span, words: to.span, provision: range.to, document });
    });
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** A draft by itself: what it cites in other documents leads nowhere. */
function contextOf(draft: Draft): ResolutionContext {
  return getOrCreate(contexts, draft, () => {
    const self: CitableDocument = { id: '', names: [], uri: null, draft, baseline: null, role: 'instrument' };
    return {
      self,
      names: new DocumentNames([]),
      instruments: [],
      consultation: null,
      moment: draft,
      provisionsMoment: draft,
    };
  });
}
