import type { Block } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import type { Provision } from '../../model/provision.js';

/**
 * What stands between two provisions and tells that the numbers of the second are no slip: it is
 * written as the other choice, belongs to another law, or to what is printed behind the text.
 */

/** A block that parts numbers, as one word; empty for all others. */
type Parting = '' | 'choice' | 'back matter' | 'law' | 'source' | 'annulled' | 'missing';

/** "OR" between two clauses of which one is chosen. */
const CHOICE = /^[\s*_[(]{0,6}(?:and\/)?or[\s*_\])]{0,6}$/i;
/** What is printed behind an Act or a Bill, and speaks of its Parts again. */
const BACK_MATTER = /^[\s*_#]{0,10}(?:EXPLANATORY (?:STATEMENT|NOTES?|MEMORANDUM)|ENDNOTES)[\s*_]{0,6}$/i;
/** The name of a law and nothing else: "_Tax Laws Amendment Act 2004 (No. 95, 2004)_". */
const LAW =
  /^[\s*_]{0,6}\p{Lu}[^.;:]{4,160}? (?:Act|Regulations?|Order|Ordinance|Bill)(?: \((?:No\.? ?)?\d{1,4}\))? (?:\(?No\.? ?\d{1,4}\)? )?(?:1[89]|20)\d\d\s{0,3}(?:\(No\. \d{1,4}, \d{4}\))?[\s*_]{0,6}$/u;
/** Where something can be read up: an address, or words of a list of sources. */
const SOURCE = /\bhttps?:|\bwww\.|\bRetrieved from\b|\bet al\b|\bIbid\b|\bId\. at\b/;
const ANNULLED = /\b(?:section|article|part|rule|clause)\s\d{1,4}\s(?:is )?(?:annulled|repealed|rescinded|amended)\b/i;
const MISSING =
  /\b(?:(?:is|are|was|were) (?:intentionally )?(?:missing|omitted|left (?:out|blank)|not used|vacant)|intentionally omitted)\b/i;
const LONGEST = 320;

/** What a block tells of the numbers before and after it. */
export function readParting({ text, kind }: Block): Parting {
  if (kind === 'code' || kind === 'frontMatter' || kind === 'table') return '';
  const start = text.slice(0, LONGEST);
  if (text.length < LONGEST) {
    if (CHOICE.test(text)) return 'choice';
    if (BACK_MATTER.test(text)) return 'back matter';
    if (LAW.test(text)) return 'law';
    if (MISSING.test(text)) return 'missing';
    if (ANNULLED.test(text)) return 'annulled';
  }
  return SOURCE.test(start) ? 'source' : '';
}

/** Whether a number that stands twice is one of two clauses to choose from, or behind the text. */
export function isRepeatedOnPurpose(draft: Draft, other: Provision, { block }: Provision): boolean {
  const own = readParting(draft.block(block));
  if (own === 'annulled' || (block > 0 && readParting(draft.block(block - 1)) === 'choice')) return true;
  for (let at = block - 1; at > other.block; at--) if (readParting(draft.block(at)) === 'back matter') return true;
  return false;
}

/** The block that names the law which a Schedule is of, right before it; −1 where none does. */
export function findLawAbove(draft: Draft, { block }: Provision): number {
  for (let at = block - 1; at >= Math.max(0, block - 2); at--) {
    if (readParting(draft.block(at)) === 'law') return at;
    if (draft.block(at).kind !== 'heading') return -1;
  }
  return -1;
}

/** Whether a block between two provisions says that the numbers between them are missing. */
export function saysMissing(draft: Draft, other: Provision, provision: Provision): boolean {
  for (let at = provision.block - 1; at > other.block; at--)
    if (readParting(draft.block(at)) === 'missing') return true;
  return false;
}

/** By how many members of a run one must name a source for the run to be a list of sources. */
const SHARE_OF_SOURCES = 3;

/** Whether numbers count the sources of a text, which cite each other and break off. */
export function areSources(draft: Draft, members: readonly Provision[]): boolean {
  const sources = members.filter(({ block }) => readParting(draft.block(block)) === 'source').length;
  return members.length >= SHARE_OF_SOURCES && sources * SHARE_OF_SOURCES >= members.length;
}
