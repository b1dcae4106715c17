import { findFirst } from '../model/find-first.js';
import { compareByCodeUnits } from '../model/text.js';

/** The words of a term or a cell without mark-up and quotation marks. */
export function foldTerm(text: string): string {
  return text
    .replace(/[*_`“”"‘’']/g, '')
    .replace(/\\(?=[^\w\s])/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

export function isInOrder(terms: readonly string[]): boolean {
  return terms.every((term, index) => index === 0 || compareByCodeUnits(terms[index - 1]!, term) <= 0);
}

export function countTermsBefore(terms: readonly string[], own: string): number {
  return findFirst(terms, (term) => compareByCodeUnits(term, own) > 0);
}

/** The term that a paragraph defines, in small letters; null where it defines none. */
export function readTerm(text: string): string | null {
  const found =
    /^\s*(?:[-*+] )?[*_]{0,3}(?:[“"‘'][*_]{0,3}([^”"’'*_]{1,120})[*_]{0,3}[”"’']|[*_]{1,3}([^*_]{1,120})[*_]{1,3})/.exec(
      text,
    );
  return found ? foldTerm(found[1] ?? found[2] ?? '') : null;
}

/** Text cut where a further definition begins. */
export function cutDefinitions(text: string): string[] {
  const found: string[] = [];
  for (const paragraph of text.split(/\n\s*\n/)) {
    if (found.length === 0 || readTerm(paragraph) !== null) found.push(paragraph);
    else found[found.length - 1] += `\n\n${paragraph}`;
  }
  return found;
}
