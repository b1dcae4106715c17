import { isAcronym } from '../../model/references/document-names.js';
import type { DocumentMention, Reference } from '../../model/references/reference.js';

/** Whether the words beside a reference can only be the name of a document, known or not. */
export function provesDocument(mention: DocumentMention, reference: Reference): boolean {
  if (mention.isDescribed) return true;
  if (mention.side === 'before') return isAcronym(mention.text);
  if (mention.joint === 'of') return true;
  const isDivision = reference.kind === 'appendix' || reference.kind === 'schedule' || reference.kind === 'annex';
  if (mention.joint === 'to') return isDivision;
  return (mention.joint === 'in' || mention.joint === 'from') && isAcronym(mention.text);
}

/**
 * The last words that look like the short name of a document: "SMETS1 SVTAD" in "Under the SMETS1
 * SVTAD".
 */
export function acronymTail(text: string): string {
  const words = text.split(' ');
  const first = words.slice(0, -1).findLastIndex((word) => !/^[A-Z0-9]{2,}$/.test(word)) + 1;
  return words.slice(first).join(' ');
}
