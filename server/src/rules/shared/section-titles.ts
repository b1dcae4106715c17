import type { Draft } from '../../model/draft.js';

/** Whether a list item is really a title: one short line without a full stop, alone in its list. */
export function isSectionTitle(draft: Draft, index: number): boolean {
  const block = draft.block(index);
  const text = block.text.trim();
  if (text.length > 100 || /[\r\n]/.test(text) || /[.;:,]$/.test(text) || !/^\d+\.\s+[*_]*[A-Z]/.test(text))
    return false;
  const next = index + 1 < draft.blocks.length ? draft.block(index + 1) : null;
  return !(next && next.head.kind === 'listNumber' && !next.opensNode) && block.opensNode;
}
