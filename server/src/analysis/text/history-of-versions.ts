import type { Block } from '../../model/block.js';
import { readSpan } from '../../model/inline/inline.js';
import { readTable } from '../../model/table.js';

const OF_HISTORY = /^(?:version|ver\.|revision|rev\.|issue|release|author|date)(?![\p{L}\p{N}-])/iu;
const VERSION = /^(?:version|ver\.|revision|rev\.|release)(?![\p{L}\p{N}-])/iu;
const DATE = /\b(?:dates?|dated|adopted|effective|published|issued)\b/i;

/** "Year", and beside it "Summary of changes". */
const YEAR = /^(?:year|date)(?![\p{L}\p{N}-])/iu;
const CHANGES = /\b(?:changes?|amendments?)\b/i;

/** Whether a table may be a history of versions, which is written last and stands first. */
export function isHistoryOfVersions(block: Block): boolean {
  return readHeads(block).some((head) => OF_HISTORY.test(head));
}

/** "Provision affected", and beside it "How affected": what later Acts did to each provision of a compiled law. */
const PROVISION =
  /^(?:provisions?|sections?|regulations?|rules?|articles?|clauses?|paragraphs?) (?:affected|amended|changed)(?![\p{L}\p{N}-])/iu;
const EFFECT = /^(?:how affected|effect|nature of (?:amendment|change)|amended by|affected by)(?![\p{L}\p{N}-])/iu;

/** Whether a table tells which provisions later laws amended, repealed or put in. */
export function tellsAmendments(block: Block): boolean {
  return block.kind === 'table' && isOfAmendments(readHeads(block));
}

function isOfAmendments(heads: readonly string[]): boolean {
  return heads.some((head) => PROVISION.test(head)) && heads.some((head) => EFFECT.test(head));
}

/** Whether a table dates the versions of a text: the numbers that it cites are those of each version. */
export function datesVersions(block: Block): boolean {
  const heads = readHeads(block);
  return (
    isOfAmendments(heads) ||
    (heads.some((head) => VERSION.test(head)) && heads.some((head) => DATE.test(head))) ||
    (heads.some((head) => YEAR.test(head)) && heads.some((head) => CHANGES.test(head)))
  );
}

function readHeads(block: Block): string[] {
  return readTable(block)?.header.cells.map((cell) => readSpan(block, cell).text.trim()) ?? [];
}
