import type { Resolution } from '../analysis/references/resolution.js';
import { DefinedTerms, termUsesIn } from '../analysis/terms/defined-terms.js';
import type { Block } from '../model/block.js';
import { readBlockFacts } from '../model/facts.js';
import { holdsSameItems } from '../model/same-items.js';
import type { Span } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { spanOfTarget } from './citation-index.js';
import type { OpenProject } from './open-project.js';
import { findDefiners } from './subject.js';

/** The kinds of token; each number sent is an index into one of these lists. */
export const TOKEN_TYPES = ['reference', 'brokenReference', 'definedTerm', 'placeholder'] as const;
/** The modifiers of tokens; each bit sent is an index into this list. */
export const TOKEN_MODIFIERS = ['definition'] as const;

interface SemanticToken extends Span {
  readonly type: (typeof TOKEN_TYPES)[number];
  readonly isDefinition?: boolean;
}

/**
 * The tokens of a stretch of a draft: references (those that lead nowhere apart), uses of defined
 * terms, and placeholders. In the form of the protocol: five numbers a token, relative to the one
 * before.
 */
export function encodeTokens(project: OpenProject, document: WorkspaceDocument, within: Span): number[] {
  const { draft } = document;
  const data: number[] = [];
  let line = 0;
  let character = 0;
  const last = draft.blockAt(within.end);
  const resolved = project.checker.resolutionsOf(document);
  const definers = findDefiners(project, document);
  for (let block = Math.max(0, draft.blockAt(within.start)); block <= last; block++) {
    const base = draft.startOf(block);
    for (const token of findTokens(document, block, resolved(block), definers)) {
      const start = draft.positionAt(base + token.start);
      const end = draft.positionAt(base + token.end);
      // A token is on one line. What continues on the next line is coloured on the first.
      const length =
        end.line === start.line
          ? end.character - start.character
          : draft
              .block(block)
              .text.slice(token.start)
              .search(/[\r\n]/);
      if (length <= 0) continue;
      data.push(
        start.line - line,
        start.line === line ? start.character - character : start.character,
        length,
        TOKEN_TYPES.indexOf(token.type),
        token.isDefinition ? 1 : 0,
      );
      ({ line, character } = start);
    }
  }
  return data;
}

interface KeptTokens {
  readonly resolutions: readonly Resolution[];
  readonly terms: readonly DefinedTerms[];
  readonly tokens: readonly SemanticToken[];
}

const kept = new WeakMap<Block, KeptTokens>();

/** The tokens of one block, in order and without overlap; relative to the block's text. */
function findTokens(
  document: WorkspaceDocument,
  block: number,
  resolutions: readonly Resolution[],
  definers: readonly WorkspaceDocument[],
): readonly SemanticToken[] {
  const own = document.draft.block(block);
  const terms = definers.map(({ draft }) => DefinedTerms.of(draft));
  const known = kept.get(own);
  if (known?.resolutions === resolutions && holdsSameItems(known.terms, terms)) return known.tokens;
  const uses = terms.flatMap((each) => termUsesIn(document.draft, block, each));
  const tokens: SemanticToken[] = [];
  const labelEnd = findLabelEnd(document, block);
  for (const resolution of resolutions) {
    // "Section 5" at the head of Section 5 is its label, and no reference to it.
    if (resolution.found.reference.span.end <= labelEnd) continue;
    for (const target of resolution.targets) {
      if (target.state === 'placeholder') continue;
      const broken = target.state === 'missing' || target.range?.backwards === true;
      tokens.push({ ...spanOfTarget(resolution, target), type: broken ? 'brokenReference' : 'reference' });
    }
    const { keywordSpan } = resolution.found.reference;
    tokens.push({ ...keywordSpan, type: 'reference' });
  }
  for (const { span } of readBlockFacts(own).placeholders) tokens.push({ ...span, type: 'placeholder' });
  for (const { span } of uses) {
    const isDefinition = own.head.kind === 'definition' && span.start < own.head.label.end;
    tokens.push({ ...span, type: 'definedTerm', isDefinition });
  }
  const ordered = withoutOverlap(tokens);
  kept.set(own, { resolutions, terms, tokens: ordered });
  return ordered;
}

/** Where the label of the provision that begins with a block ends, relative to its text; 0 where none does. */
function findLabelEnd({ draft }: WorkspaceDocument, block: number): number {
  const own = draft.provisionOfBlock(block);
  if (!own || own.block !== block || own.row !== null || own.number === null) return 0;
  return draft.labelSpanOf(own).end - draft.startOf(block);
}

/**
 * Sorted and without overlap: of two that overlap the first stays, and of two that start together
 * the longer.
 */
function withoutOverlap(tokens: readonly SemanticToken[]): SemanticToken[] {
  const ordered = tokens.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return ordered.filter((token) => {
    if (token.start < end) return false;
    end = token.end;
    return true;
  });
}
