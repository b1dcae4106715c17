import type { Draft } from '../model/draft.js';

const DIRECTIVE = /<!--\s*keeling-disable-next-line((?:\s+[a-z][a-z.-]*)*)\s*-->/;

/** Whether a comment right before a block silences a check in it: `<!-- keeling-disable-next-line CODE -->`; without a code, all of them. */
export function isSilenced(draft: Draft, block: number, code: string): boolean {
  const before = block > 0 ? draft.block(block - 1) : null;
  if (before?.kind !== 'html') return false;
  const found = DIRECTIVE.exec(before.text);
  if (!found) return false;
  const codes = (found[1] as string).trim().split(/\s+/).filter(Boolean);
  return codes.length === 0 || codes.includes(code);
}
