import type { Block } from '../../model/block.js';
import { BlockEntries } from '../../model/block-index.js';
import type { Draft } from '../../model/draft.js';
import { readLabelShape } from '../../model/head/label-shape.js';
import { listMatches } from '../../model/list-matches.js';
import { getOrCreate } from '../../model/memo.js';
import { tellsAmendments } from './history-of-versions.js';

/**
 * The marks that a consolidated text bears where later Acts changed it: "F40[the Board]", "[F1(2)
 * …]", "[^F3 …]", "1[Chapter VIA".
 */
const MARK =
  /(?<![\p{L}\p{N}])(?:[FCIEMPS]\d{1,4}[ *_]{0,3}\[|\[{1,2}[\^]?[FCIEMPS]\d{1,4}(?![\w.\]])|\d{1,2}\[(?=[\p{L}(“"*_]))/gu;

/** What tells that a block with such marks came or went. */
export const AMENDMENT_MARK = 'mark of amendment';

/** So many marks make a text a consolidated one; one or two can be something else. */
const FEWEST = 3;

/** What the blocks of a draft have of something, counted; an edit counts only blocks that are new. */
class CountOfDraft {
  private readonly entries = new BlockEntries<number>();
  private count = 0;

  constructor(private readonly countIn: (block: Block) => number | null) {}

  update(blocks: readonly Block[]): number {
    this.entries.update(blocks, this.countIn, (own, sign) => {
      this.count += sign * own;
    });
    return this.count;
  }
}

const marksByLineage = new WeakMap<object, CountOfDraft>();
const tightByLineage = new WeakMap<object, CountOfDraft>();
const tablesByLineage = new WeakMap<object, CountOfDraft>();

/** So many labels without a space behind them come from a page on the web, and not from a hand. */
const FEWEST_TIGHT = 20;

function countTightLabels(block: Block): number | null {
  return readLabelShape(block)?.isTight ? 1 : null;
}

/**
 * Whether a text is one that later Acts have changed, as its marks, its form or a table of
 * amendments tell: consolidated, compiled, or pasted from a site of published law ("(2)Grants").
 * What is repealed leaves gaps in its numbers.
 */
export function isRevised(draft: Draft): boolean {
  if (isConsolidated(draft) || isCompiled(draft)) return true;
  const tight = getOrCreate(tightByLineage, draft.lineage, () => new CountOfDraft(countTightLabels));
  return tight.update(draft.blocks) >= FEWEST_TIGHT;
}

/**
 * Whether a table behind a text tells what later laws did to each provision: a compilation, in
 * which 34AAB stands before 34AA.
 */
export function isCompiled(draft: Draft): boolean {
  const tables = getOrCreate(tablesByLineage, draft.lineage, () => new CountOfDraft(countTables));
  return tables.update(draft.blocks) > 0;
}

function countTables(block: Block): number | null {
  return tellsAmendments(block) ? 1 : null;
}

function countMarks({ text }: Block): number | null {
  if (!text.includes('[')) return null;
  const count = listMatches(text, MARK).length;
  return count > 0 ? count : null;
}

/** Whether a block bears such a mark. */
export function hasAmendmentMark(block: Block): boolean {
  return countMarks(block) !== null;
}

/**
 * Whether a text is one into which later changes were worked, with marks that show them: what is
 * repealed leaves gaps there, and square brackets are the marks of changes.
 */
export function isConsolidated(draft: Draft): boolean {
  return getOrCreate(marksByLineage, draft.lineage, () => new CountOfDraft(countMarks)).update(draft.blocks) >= FEWEST;
}

/** Where the square brackets of such marks stand in a text. */
export function findMarkBrackets(text: string): ReadonlySet<number> {
  const found = new Set<number>();
  for (const match of listMatches(text, MARK)) found.add(match.index + match[0].indexOf('['));
  return found;
}
