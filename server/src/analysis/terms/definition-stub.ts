import type { Draft } from '../../model/draft.js';
import type { Span } from '../../model/text.js';
import { findLineEnding } from '../../model/text.js';
import { DefinedTerms } from './defined-terms.js';

/**
 * The beginning of a definition: its words, and the span, relative to a block's text, that they
 * replace.
 */
export interface DefinitionStub {
  readonly block: number;
  readonly span: Span;
  readonly text: string;
}

/**
 * Begins the definition of a term after the one that it follows in the alphabet, or at the end of a
 * draft that has no definitions outside tables. Null where a draft has no block.
 */
export function beginDefinition(draft: Draft, term: string): DefinitionStub | null {
  if (draft.blocks.length === 0) return null;
  const line = findLineEnding(draft.text);
  const words = `**${term}** means [insert definition].`;
  const definitions = [...DefinedTerms.of(draft).definitions].filter((each) => each.row === null);
  const after = definitions.filter((each) => (each.number ?? '').localeCompare(term, 'en') < 0).at(-1);
  const [first] = definitions;
  if (!after && first) return { block: first.block, span: { start: 0, end: 0 }, text: `${words}${line}${line}` };
  const block = after ? Math.max(after.block, after.endBlock - 1) : draft.blocks.length - 1;
  const end = after ? draft.block(block).text.length : draft.block(block).text.trimEnd().length;
  return { block, span: { start: end, end }, text: `${line}${line}${words}` };
}
