import { BlockMemo } from '../../model/block-memo.js';
import type { Draft } from '../../model/draft.js';
import { readBlockFacts } from '../../model/facts.js';
import { findSourceSpan, type Inline } from '../../model/inline/inline.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import type { Span } from '../../model/text.js';

/** A use of a defined term. */
export interface TermUse {
  readonly definition: Provision;
  /** Relative to what was searched. */
  readonly span: Span;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu;

/** The terms that one draft defines. */
export class DefinedTerms {
  /** By first word: the terms that begin with it, longest first. */
  private readonly byFirstWord = new Map<string, { readonly term: string; readonly definition: Provision }[]>();
  private readonly byTerm = new Map<string, Provision>();

  private constructor(provisions: readonly Provision[]) {
    for (const provision of provisions) {
      if (provision.kind !== 'definition' || provision.number === null) continue;
      const term = provision.number.replace(/\s+/g, ' ');
      if (this.byTerm.has(term)) continue;
      this.byTerm.set(term, provision);
      const first = term.match(WORD)?.[0];
      if (first === undefined) continue;
      const list = this.byFirstWord.get(first) ?? [];
      list.push({ term, definition: provision });
      this.byFirstWord.set(first, list);
    }
    for (const list of this.byFirstWord.values()) list.sort((a, b) => b.term.length - a.term.length);
  }

  /** The terms of a draft; gathered once for as long as edits leave its provisions as they are. */
  static of(draft: Draft): DefinedTerms {
    return getOrCreate(termsByProvisions, draft.provisions, () => new DefinedTerms(draft.provisions));
  }

  get size(): number {
    return this.byTerm.size;
  }

  /** Every definition, in the order of the text; of a term defined twice the first. */
  get definitions(): Iterable<Provision> {
    return this.byTerm.values();
  }

  definitionOf(term: string): Provision | null {
    return this.byTerm.get(term) ?? null;
  }

  /**
   * The uses of terms in a text, in order; where several fit, the longest. Plurals and possessives
   * count.
   */
  usesIn(text: string): TermUse[] {
    if (this.byFirstWord.size === 0) return [];
    const uses: TermUse[] = [];
    let end = 0;
    for (const word of text.matchAll(WORD)) {
      if (word.index < end) continue;
      const base = word[0].replace(/[’'](?:s|)$/, '');
      const candidates =
        this.byFirstWord.get(word[0]) ??
        this.byFirstWord.get(base) ??
        (base.endsWith('s') ? this.byFirstWord.get(base.slice(0, -1)) : undefined);
      for (const { term, definition } of candidates ?? []) {
        const length = lengthAt(text, word.index, term);
        if (length < 0) continue;
        end = word.index + length;
        uses.push({ definition, span: { start: word.index, end } });
        break;
      }
    }
    return uses;
  }
}

const termsByProvisions = new WeakMap<readonly Provision[], DefinedTerms>();

/**
 * The length of a term at an offset of a text, whatever the white space in it; −1 where it does not
 * stand there as whole words.
 */
function lengthAt(text: string, from: number, term: string): number {
  let at = from;
  for (let i = 0; i < term.length; i++) {
    if (term[i] === ' ') {
      const start = at;
      while (/\s/.test(text.charAt(at))) at++;
      if (at === start) return -1;
    } else if (text[at] === term[i]) at++;
    else return -1;
  }
  const rest = /^(?:e?s)?(?![\p{L}\p{N}-])/u.exec(text.slice(at, at + 3));
  if (rest === null) return -1;
  return at - from;
}

const usesByBlock = new BlockMemo<WeakMap<DefinedTerms, readonly TermUse[]>>();

/**
 * The uses of defined terms in one block of a draft, the term at its own definition among them.
 * Spans are relative to the block's text.
 */
export function termUsesIn(draft: Draft, block: number, terms: DefinedTerms): readonly TermUse[] {
  const own = draft.block(block);
  const usesByTerms = getOrCreate(usesByBlock, own, () => new WeakMap<DefinedTerms, readonly TermUse[]>());
  return getOrCreate(usesByTerms, terms, () =>
    readBlockFacts(own).passages.flatMap(({ inline }) =>
      terms
        .usesIn(inline.text)
        .filter(({ span }) => !isCode(inline, span))
        .map(({ definition, span }) => ({ definition, span: findSourceSpan(inline, span.start, span.end) })),
    ),
  );
}

function isCode(inline: Inline, span: Span): boolean {
  return inline.runs.some((run) => run.kind === 'code' && run.at < span.end && run.at + run.text.length > span.start);
}
