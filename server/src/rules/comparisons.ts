import type { CitableDocument } from '../analysis/references/resolution.js';
import type { Comparison } from '../compare/change.js';
import { compareDrafts } from '../compare/compare.js';
import type { Draft } from '../model/draft.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Workspace } from '../workspace/workspace.js';

interface KeptComparison {
  readonly old: Draft;
  readonly comparison: Comparison;
}

/**
 * The comparisons of a workspace's documents with their versions in force; each is made once for
 * two texts.
 */
export class BaselineComparisons {
  /** By new draft: those that follow references into other documents, and those that do not. */
  private readonly following = new WeakMap<Draft, KeptComparison>();
  private readonly alone = new WeakMap<Draft, KeptComparison>();

  constructor(private readonly workspace: Workspace) {}

  /**
   * A document against its version in force; null where it has none. References into the project's
   * other documents are followed.
   */
  of(document: WorkspaceDocument): Comparison | null {
    const { baseline, draft } = document;
    if (!baseline) return null;
    const { names } = this.workspace.resolutionContextOf(document);
    return compareWithBaseline(this.following, baseline.draft, draft, () =>
      compareDrafts(baseline.draft, draft, (mention) => {
        const match = names.mentioned(mention);
        return match && match.document !== document ? this.ofNeighbour(match.document) : null;
      }),
    );
  }

  /**
   * What became of another document's provisions; which documents that one cites makes no
   * difference.
   */
  private ofNeighbour({ draft, baseline }: CitableDocument): Comparison | null {
    const old = baseline?.draft;
    return draft && old ? compareWithBaseline(this.alone, old, draft, () => compareDrafts(old, draft)) : null;
  }
}

function compareWithBaseline(
  kept: WeakMap<Draft, KeptComparison>,
  before: Draft,
  after: Draft,
  compare: () => Comparison,
): Comparison {
  const last = kept.get(after);
  if (last?.old === before) return last.comparison;
  const comparison = compare();
  kept.set(after, { old: before, comparison });
  return comparison;
}
