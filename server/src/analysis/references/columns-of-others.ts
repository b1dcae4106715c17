import type { Block } from '../../model/block.js';
import { BlockMemo } from '../../model/block-memo.js';
import { readBlockFacts } from '../../model/facts.js';
import { getOrCreate } from '../../model/memo.js';

/** "Repealed Directive", "Former section": what is no longer in force. */
const FORMER = /^(?:the )?(?:former|old|previous|repealed|replaced|revoked|superseded)\b/i;
/** "Directive 2002/418/EC", "Regulation (EU) 2021/4411", "Harbours Act 1964": a law by its number or year. */
const LAW =
  /^(?:the )?(?:\p{Lu}[\p{L}'’-]{0,30} ){0,8}(?:Act|Code|Convention|Decision|Directive|Law|Order|Ordinance|Regulations?|Rules)\b(?: \([A-Z, ]{2,20}\))?(?: No\.?)?,? (?:of )?(?:(?:1[5-9]|20)\d\d\b|\d{1,4}\/\d{2,4})/u;
const OWN = /^(?:this|these|the present|the new|new|proposed|our)\b/i;
const MOST_HEADERS = 40;

const columns = new BlockMemo<ReadonlyMap<number, string>>();

/**
 * The columns of a table whose header names another law, as those of a correlation table do: what
 * their cells cite is that law's. By the number of the column, with the words of the header.
 */
export function readColumnsOfOthers(block: Block): ReadonlyMap<number, string> {
  return getOrCreate(columns, block, () => {
    const found = new Map<number, string>();
    for (const { cell, inline } of readBlockFacts(block).passages.slice(0, MOST_HEADERS)) {
      if (cell?.row !== -1) break;
      const words = inline.text.trim();
      if (!OWN.test(words) && (FORMER.test(words) || LAW.test(words))) found.set(cell.column, words);
    }
    return found;
  });
}
