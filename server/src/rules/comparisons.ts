import type { CitableDocument } from '../analysis/resolve.js';
import type { Comparison } from '../compare/change.js';
import { compareDrafts } from '../compare/compare.js';
import type { Draft } from '../model/draft.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Workspace } from '../workspace/workspace.js';

interface Kept {
  readonly old: Draft;
  readonly result: Comparison;
}

/** The comparisons of a workspace's documents with their versions in force; each is made once for two texts. */
export class Comparisons {
  /** By new draft: made with and without regard to what other documents became. */
  private readonly whole = new WeakMap<Draft, Kept>();
  private readonly alone = new WeakMap<Draft, Kept>();

  constructor(private readonly workspace: Workspace) {}

  /** A document against its version in force; null where it has none. References into the project's other documents are followed. */
  of(document: WorkspaceDocument): Comparison | null {
    const { baseline, draft } = document;
    if (!baseline) return null;
    const { names } = this.workspace.resolutionContextOf(document);
    return kept(this.whole, baseline.draft, draft, () =>
      compareDrafts(baseline.draft, draft, (mention) => {
        const match = names.mentioned(mention);
        return match && match.document !== document ? this.other(match.document) : null;
      }),
    );
  }

  /** What became of another document's provisions; which other documents that one cites does not bear on it. */
  private other({ draft, baseline }: CitableDocument): Comparison | null {
    const old = baseline?.draft;
    return draft && old ? kept(this.alone, old, draft, () => compareDrafts(old, draft)) : null;
  }
}

function kept(comparisons: WeakMap<Draft, Kept>, old: Draft, neu: Draft, make: () => Comparison): Comparison {
  let found = comparisons.get(neu);
  if (found?.old !== old) comparisons.set(neu, (found = { old, result: make() }));
  return found.result;
}
