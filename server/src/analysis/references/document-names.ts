import type { DocumentMention } from '../../model/references/reference.js';

/** A document that drafts can cite by name. */
export interface NamedDocument {
  readonly id: string;
  /** Every way of naming it: id, title, aliases. */
  readonly names: readonly string[];
}

/** A document, and where a text names it: UTF-16 offsets. */
export interface NameMatch<D> {
  readonly document: D;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the names of documents in text. Names match whole words, whatever the white space between
 * them.
 */
export class DocumentNames<D extends Pick<NamedDocument, 'names'>> {
  /** By first word in lower case: the names that begin with it, longest first. */
  private readonly byFirstWord = new Map<string, { words: readonly string[]; document: D }[]>();
  /** The names that the documents have here: an edit can give them others. */
  private readonly named: ReadonlyMap<D, readonly string[]>;

  constructor(readonly documents: readonly D[]) {
    this.named = new Map(documents.map((document) => [document, document.names]));
    for (const [document, names] of this.named) {
      for (const name of names) {
        const words = splitName(name);
        const first = words[0];
        if (first === undefined) continue;
        const list = this.byFirstWord.get(first) ?? [];
        list.push({ words, document });
        this.byFirstWord.set(first, list);
      }
    }
    for (const list of this.byFirstWord.values()) list.sort((a, b) => b.words.length - a.words.length);
  }

  /** The documents that have a name only here or only there, each with the names of both. */
  listDifferences(other: DocumentNames<D>): { readonly document: D; readonly names: readonly string[] }[] {
    return [...new Set([...this.documents, ...other.documents])].flatMap((document) => {
      const [own, others] = [this.named.get(document), other.named.get(document)];
      return own === others ? [] : [{ document, names: [...(own ?? []), ...(others ?? [])] }];
    });
  }

  /**
   * The document that the words beside a reference name, or null. The words come without the
   * article of a name such as "the Code".
   */
  mentioned({ text, side }: DocumentMention): NameMatch<D> | null {
    if (side === 'before') return this.atEnd(text);
    const named = this.atStart(text);
    const withArticle = named ? null : this.atStart(`the ${text}`);
    return withArticle && /^(?: (?:and|or|to) |$)/.test(text.slice(withArticle.end - 'the '.length))
      ? withArticle
      : named;
  }

  /** The document that words begin with ("SMETS1 SVTAD Approval Group"), or null. */
  atStart(text: string): NameMatch<D> | null {
    const found = this.matchAt(nameWordsIn(text), 0);
    return found && found.start === nameWordsIn(text)[0]?.start ? found : null;
  }

  /** The document that words end with ("Under the SMETS1 SVTAD"): the longest name. */
  atEnd(text: string): NameMatch<D> | null {
    const all = nameWordsIn(text);
    for (let i = 0; i < all.length; i++) {
      const found = this.matchAt(all, i);
      if (found && found.end === all.at(-1)?.end) return found;
    }
    return null;
  }

  /** Every document named in a text, in order. */
  all(text: string): NameMatch<D>[] {
    const found: NameMatch<D>[] = [];
    const words = nameWordsIn(text);
    for (let i = 0; i < words.length; i++) {
      const match = this.matchAt(words, i);
      if (!match) continue;
      found.push(match);
      while (i + 1 < words.length && words[i + 1]!.start < match.end) i++;
    }
    return found;
  }

  private matchAt(words: readonly NameWord[], at: number): NameMatch<D> | null {
    const first = words[at];
    if (!first) return null;
    for (const { words: name, document } of this.byFirstWord.get(first.word) ?? []) {
      if (name.every((word, i) => words[at + i]?.word === word)) {
        return { document, start: first.start, end: words[at + name.length - 1]!.end };
      }
    }
    return null;
  }
}

interface NameWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** The words of a text as names are compared: in lower case, without what stands between them. */
export function nameWordsIn(text: string): NameWord[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({
    word: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function splitName(name: string): string[] {
  return nameWordsIn(name).map(({ word }) => word);
}
