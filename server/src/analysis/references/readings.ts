import { findBlockDifference } from '../../model/block-index.js';
import type { Draft } from '../../model/draft.js';
import type { CitableDocument } from './resolution.js';
import { listWrittenMarks } from './written-markers.js';

/** The mark of a draft's front matter. */
export const FRONT_MATTER_MARK = 'front matter';

/** The mark of one block, whatever it says. */
export function markOfBlock(block: number): string {
  return `#${block}`;
}

/**
 * What was read besides a block and the provisions when its references were resolved or it was
 * checked. What was found holds until something of it changes.
 */
export class Readings {
  /** How many blocks before it were looked through. */
  blocksBefore = 0;
  /** Whether it matters that no other document is at hand. */
  isAloneMatters = false;
  /** Whether the provisions of every document were looked through. */
  areAllDocumentsRead = false;
  private readonly own = new Map<CitableDocument, Set<string>>();

  /** What was looked for in the text of each document: what `listChangedMarks` gives. */
  get marks(): ReadonlyMap<CitableDocument, ReadonlySet<string>> {
    return this.own;
  }

  /** Notes that so many blocks before it were looked through. */
  noteBlocksBefore(count: number): void {
    this.blocksBefore = Math.max(this.blocksBefore, count);
  }

  /** Notes that a document's text was searched for a mark, whether or not it was there. */
  noteMark(document: CitableDocument, mark: string): void {
    const marks = this.own.get(document);
    if (marks) marks.add(mark);
    else this.own.set(document, new Set([mark]));
  }
}

/** The marks that came into a draft, left it or were moved by edits that kept its provisions. */
export function listChangedMarks(old: Draft, now: Draft): Set<string> {
  const changed = new Set<string>();
  const { from, oldEnd, newEnd } = findBlockDifference(old.blocks, now.blocks);
  const counts = new Map<string, number>();
  const count = (draft: Draft, end: number, sign: number) => {
    for (let block = from; block < end; block++) {
      const own = draft.block(block);
      changed.add(markOfBlock(block));
      if (own.kind === 'frontMatter') changed.add(FRONT_MATTER_MARK);
      for (const mark of listWrittenMarks(own)) counts.set(mark, (counts.get(mark) ?? 0) + sign);
    }
  };
  count(old, oldEnd, -1);
  count(now, newEnd, 1);
  for (const [mark, sum] of counts) if (sum !== 0) changed.add(mark);
  return changed;
}
