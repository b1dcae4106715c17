import type { Block } from '../../model/block.js';
import { BlockMemo } from '../../model/block-memo.js';
import { getOrCreate } from '../../model/memo.js';

/** A block that parts numbers, as one word; empty for all others. */
export type Parting = '' | 'choice' | 'back matter' | 'law' | 'source' | 'annulled' | 'missing';

/** "OR" between two clauses of which one is chosen. */
const CHOICE = /^[\s*_[(]{0,6}(?:and\/)?or[\s*_\])]{0,6}$/i;
/** What is printed behind an Act or a Bill, and speaks of its Parts again. */
const BACK_MATTER = /^[\s*_#]{0,10}(?:EXPLANATORY (?:STATEMENT|NOTES?|MEMORANDUM)|ENDNOTES)[\s*_]{0,6}$/i;
/** The name of a law and nothing else: "_Tax Laws Amendment Act 2004 (No. 95, 2004)_". */
const LAW =
  /^[\s*_]{0,6}\p{Lu}[^;:]{4,160}? (?:Act|Regulations?|Order|Ordinance|Bill)(?: \((?:No\.? ?)?\d{1,4}\))? (?:\(?No\.? ?\d{1,4}\)? )?(?:1[89]|20)\d\d\s{0,3}(?:\(No\. \d{1,4}, \d{4}\))?[\s*_]{0,6}$/u;
/** Where something can be read up: an address, or words of a list of sources. */
const SOURCE = /\bhttps?:|\bwww\.|\bRetrieved from\b|\bet al\b|\bIbid\b|\bId\. at\b/;
const ANNULLED = /\b(?:section|article|part|rule|clause)\s\d{1,4}\s(?:is )?(?:annulled|repealed|rescinded|amended)\b/i;
const MISSING =
  /\b(?:(?:is|are|was|were) (?:intentionally )?(?:missing|omitted|left (?:out|blank)|not used|vacant)|intentionally omitted)\b/i;
/** "RULES 48 and 49 (Reserved)", "RULE 70 [1980 c. 4; repealed by 2003 c. 5]". */
const RESERVED =
  /^[\s*_#]{0,8}(?:Rules?|Sections?|Secs?\.|§{1,2}|Articles?|Regulations?|Chapters?|Parts?|Clauses?|Conditions?) ?(?:\d[\w.-]{0,10}|[IVXLC]{1,7}\b)(?: ?(?:and|to|through|thru|or|[,–—-]) ?(?:\d[\w.-]{0,10}|[IVXLC]{1,7}\b)){0,3}[.:]? ?(?:(?:[–—-] ?)?[[(] ?(?:intentionally )?(?:reserved|repealed|deleted|omitted|revoked|not used|renumbered)\b|(?:[–—-] ?)?(?:intentionally )?(?:left blank|not allocated|not used|reserved|repealed|deleted|omitted|revoked|spent|vacant)[.*_\s]{0,6}$|\[[^[\]]{1,900}; (?:repealed|renumbered)\b[^[\]]{0,120}\])/i;
const LONGEST = 320;
/** What a note of history says is longer. */
const LONGEST_HISTORY = 1_100;

/** No longer is "[and/or]" or "EXPLANATORY STATEMENT", with the marks around it. */
const LONGEST_MARK = 60;
const partingsByBlock = new BlockMemo<Parting>();

/** What a block tells of the numbers before and after it; read once. */
export function readParting(block: Block): Parting {
  return getOrCreate(partingsByBlock, block, () => findParting(block));
}

function findParting({ text: written, kind }: Block): Parting {
  if (kind === 'code' || kind === 'frontMatter' || kind === 'table') return '';
  const text = withSpaces(written.slice(0, LONGEST));
  if (written.length < LONGEST_MARK) {
    if (CHOICE.test(text)) return 'choice';
    if (BACK_MATTER.test(text)) return 'back matter';
  }
  if (written.length < LONGEST) {
    if (LAW.test(text)) return 'law';
    if (MISSING.test(text)) return 'missing';
    if (ANNULLED.test(text)) return 'annulled';
  }
  const history = written.length <= LONGEST ? text : withSpaces(written);
  if (written.length < LONGEST_HISTORY && RESERVED.test(history)) return 'missing';
  return SOURCE.test(text) ? 'source' : '';
}

/** A text with every white space made a plain one; most have no other. */
function withSpaces(text: string): string {
  return /[^\S ]/.test(text) ? text.replace(/\s/g, ' ') : text;
}
