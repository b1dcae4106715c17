import type { Block } from '../../model/block.js';
import { BlockEntries } from '../../model/block-index.js';
import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';

/**
 * The marks that a consolidated text bears where later Acts changed it: "F40[the Board]", "[F1(2)
 * …]", "[^F3 …]", "1[Chapter VIA".
 */
const MARK =
  /(?<![\p{L}\p{N}])(?:[FCIEMPS]\d{1,4}[ *_]{0,3}\[|\[{1,2}[\^]?[FCIEMPS]\d{1,4}(?![\w.\]])|\d{1,2}\[(?=[\p{L}(“"*_]))/gu;

/** So many marks make a text a consolidated one; one or two can be something else. */
const FEWEST = 3;

class MarkCount {
  private readonly entries = new BlockEntries<number>();
  private count = 0;

  update(blocks: readonly Block[]): number {
    this.entries.update(blocks, countMarks, (marks, sign) => {
      this.count += sign * marks;
    });
    return this.count;
  }
}

const countsByLineage = new WeakMap<object, MarkCount>();

function countMarks({ text }: Block): number | null {
  if (!text.includes('[')) return null;
  const count = [...text.matchAll(MARK)].length;
  return count > 0 ? count : null;
}

/**
 * Whether a text is one into which later changes were worked, with marks that show them: what is
 * repealed leaves gaps there, and square brackets are the marks of changes.
 */
export function isConsolidated(draft: Draft): boolean {
  return getOrCreate(countsByLineage, draft.lineage, () => new MarkCount()).update(draft.blocks) >= FEWEST;
}

/** Where the square brackets of such marks stand in a text. */
export function findMarkBrackets(text: string): ReadonlySet<number> {
  const found = new Set<number>();
  for (const match of text.matchAll(MARK)) found.add(match.index + match[0].indexOf('['));
  return found;
}
