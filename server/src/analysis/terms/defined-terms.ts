import { BlockMemo } from '../../model/block-memo.js';
import type { Draft } from '../../model/draft.js';
import { readBlockFacts } from '../../model/facts.js';
import { findSourceSpan, type Inline } from '../../model/inline/inline.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import type { Span } from '../../model/text.js';
import { listOtherForms } from './term-forms.js';

/** A use of a defined term. */
export interface TermUse {
  readonly definition: Provision;
  /** Relative to what was searched, without an s that was put behind the term. */
  readonly span: Span;
  /** The same with that s; a possessive ending is no part of it. */
  readonly written: Span;
  /** Whether it may as well be another word. */
  readonly isDoubtful: boolean;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu;

/** The terms that one draft defines. */
export class DefinedTerms {
  /** By first word: the terms that begin with it, in the order of their characters. */
  private readonly byFirstWord = new Map<string, TermEntry[]>();
  private readonly byTerm = new Map<string, Provision>();

  private constructor(provisions: readonly Provision[]) {
    for (const provision of provisions) {
      if (provision.kind !== 'definition' || provision.number === null) continue;
      const term = provision.number.replace(/\s+/g, ' ');
      if (this.byTerm.has(term)) continue;
      this.byTerm.set(term, provision);
      this.addForm({ term, definition: provision, isDoubtful: false });
    }
    // An s behind the term is read without a form of its own.
    for (const [term, definition] of this.byTerm)
      for (const { words, isDoubtful } of listOtherForms(term))
        if (!this.byTerm.has(words) && words !== `${term}s` && words !== `${term}es`)
          this.addForm({ term: words, definition, isDoubtful });
    for (const list of this.byFirstWord.values()) list.sort((a, b) => (a.term < b.term ? -1 : 1));
  }

  private addForm(entry: TermEntry): void {
    const first = entry.term.match(WORD)?.[0];
    if (first !== undefined) getOrCreate(this.byFirstWord, first, () => []).push(entry);
  }

  /** The terms of a draft; gathered once for as long as edits leave its provisions as they are. */
  static of(draft: Draft): DefinedTerms {
    return getOrCreate(termsByProvisions, draft.provisions, () => new DefinedTerms(draft.provisions));
  }

  /** The terms of some definitions, which need not be provisions of a draft. */
  static ofProvisions(definitions: readonly Provision[]): DefinedTerms {
    return new DefinedTerms(definitions);
  }

  get size(): number {
    return this.byTerm.size;
  }

  /** Every definition, in the order of the text; of a term defined twice the first. */
  get definitions(): Iterable<Provision> {
    return this.byTerm.values();
  }

  /** The first words of a term in all its forms: a text without any of them does not use it. */
  firstWordsOf(definition: Provision): string[] {
    const term = (definition.number ?? '').replace(/\s+/g, ' ');
    const forms = [term, ...listOtherForms(term).map(({ words }) => words)];
    return [...new Set(forms.flatMap((form) => form.match(WORD)?.[0] ?? []))];
  }

  /** The definition whose term, or another form of it, is written so. */
  definitionWritten(words: string): Provision | null {
    const [use] = this.usesIn(words);
    return use && use.written.start === 0 && use.written.end === words.length ? use.definition : null;
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
      let use: TermUse | null = null;
      for (const first of new Set([word[0], base, base.endsWith('s') ? base.slice(0, -1) : base])) {
        const candidates = this.byFirstWord.get(first);
        const other = candidates ? longestUseAt(text, word.index, candidates) : null;
        if (other && (!use || other.span.end > use.span.end)) use = other;
      }
      if (!use) continue;
      end = use.written.end;
      uses.push(use);
    }
    return uses;
  }
}

const termsByProvisions = new WeakMap<readonly Provision[], DefinedTerms>();

interface TermEntry {
  /** The term, or another form of it. */
  readonly term: string;
  readonly definition: Provision;
  readonly isDoubtful: boolean;
}

/**
 * The longest of some terms that stands at an offset of a text, whatever the white space in it, as
 * whole words. The terms are narrowed down character by character, for hundreds can begin alike.
 * @param sorted the terms, in the order of their characters
 */
function longestUseAt(text: string, start: number, sorted: readonly TermEntry[]): TermUse | null {
  let first = 0;
  let end = sorted.length;
  let at = start;
  let found: TermUse | null = null;
  for (let read = 0; first < end; read++) {
    const entry = sorted[first]!;
    if (entry.term.length === read) {
      const ending = /^(?:e?s)?(?![\p{L}\p{N}-])/u.exec(text.slice(at, at + 3));
      if (ending)
        found = {
          definition: entry.definition,
          span: { start, end: at },
          written: { start, end: at + ending[0].length },
          isDoubtful: entry.isDoubtful,
        };
      first++;
    }
    if (first >= end || at >= text.length) break;
    let char = text.charAt(at++);
    if (/\s/.test(char)) {
      char = ' ';
      while (/\s/.test(text.charAt(at))) at++;
    }
    first = firstNotBefore(sorted, first, end, (term) => term.charAt(read) >= char);
    end = firstNotBefore(sorted, first, end, (term) => term.charAt(read) > char);
  }
  return found;
}

/** The first of some sorted terms from which on a test holds. */
function firstNotBefore(
  sorted: readonly TermEntry[],
  from: number,
  to: number,
  holds: (term: string) => boolean,
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle]!.term)) high = middle;
    else low = middle + 1;
  }
  return low;
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
        .map(({ span, written, ...use }) => ({
          ...use,
          span: findSourceSpan(inline, span.start, span.end),
          written: findSourceSpan(inline, written.start, written.end),
        })),
    ),
  );
}

function isCode(inline: Inline, span: Span): boolean {
  return inline.runs.some((run) => run.kind === 'code' && run.at < span.end && run.at + run.text.length > span.start);
}
