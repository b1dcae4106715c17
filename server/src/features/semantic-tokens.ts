import type { Block } from '../model/block.js';
import { factsOf } from '../model/facts.js';
import type { Span } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { spanOfTarget } from './citations.js';
import type { OpenProject } from './open-project.js';
import { termUses } from './subject.js';

/** What is coloured by meaning; the numbers sent are places in these lists. */
export const TOKEN_TYPES = ['reference', 'brokenReference', 'definedTerm', 'placeholder'] as const;
export const TOKEN_MODIFIERS = ['definition'] as const;

interface Token extends Span {
  readonly type: (typeof TOKEN_TYPES)[number];
  readonly defines?: boolean;
}

/**
 * References (those that lead nowhere apart), uses of defined terms and placeholders of a stretch of a draft, as the protocol wants
 * them: five numbers a token, relative to the token before.
 */
export function semanticTokens(project: OpenProject, document: WorkspaceDocument, within: Span): number[] {
  const { draft } = document;
  const data: number[] = [];
  let line = 0;
  let character = 0;
  const last = draft.blockAt(within.end);
  for (let block = Math.max(0, draft.blockAt(within.start)); block <= last; block++) {
    const base = draft.startOf(block);
    for (const token of tokensOf(project, document, block)) {
      const start = draft.positionAt(base + token.start);
      const end = draft.positionAt(base + token.end);
      // A token is on one line; what goes on over a line end is coloured on its first.
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
        token.defines ? 1 : 0,
      );
      ({ line, character } = start);
    }
  }
  return data;
}

const kept = new WeakMap<Block, { readonly keys: readonly unknown[]; readonly tokens: readonly Token[] }>();

/** The tokens of one block, in order and without overlap; relative to the block's text. */
function tokensOf(project: OpenProject, document: WorkspaceDocument, block: number): readonly Token[] {
  const own = document.draft.block(block);
  const resolutions = project.checker.resolutionsOf(document)(block);
  const uses = termUses(project, document, block);
  const known = kept.get(own);
  const keys = [resolutions, ...uses.map(({ use }) => use)];
  if (known && known.keys.length === keys.length && known.keys.every((key, i) => key === keys[i])) return known.tokens;
  const tokens: Token[] = [];
  for (const resolution of resolutions) {
    for (const target of resolution.targets) {
      if (target.state === 'placeholder') continue;
      const broken = target.state === 'missing' || target.range?.backwards === true;
      tokens.push({ ...spanOfTarget(resolution, target), type: broken ? 'brokenReference' : 'reference' });
    }
    const { keywordSpan } = resolution.found.reference;
    tokens.push({ ...keywordSpan, type: 'reference' });
  }
  for (const { span } of factsOf(own).placeholders) tokens.push({ ...span, type: 'placeholder' });
  for (const { use } of uses) {
    const defines = own.head.kind === 'definition' && use.span.start < own.head.body;
    tokens.push({ ...use.span, type: 'definedTerm', defines });
  }
  const ordered = withoutOverlap(tokens);
  kept.set(own, { keys, tokens: ordered });
  return ordered;
}

/** In order; of two that overlap the one that begins first stays, and of those the longer. */
function withoutOverlap(tokens: readonly Token[]): Token[] {
  const ordered = tokens.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return ordered.filter((token) => {
    if (token.start < end) return false;
    end = token.end;
    return true;
  });
}
