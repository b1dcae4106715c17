import type { Resolution, TargetResolution } from '../analysis/references/resolution.js';
import { getOrCreate } from '../model/memo.js';
import type { Provision } from '../model/provision.js';
import type { Span } from '../model/text.js';
import type { Checker } from '../rules/check.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Workspace } from '../workspace/workspace.js';

/** One place that cites a provision. */
export interface Citation {
  readonly citing: WorkspaceDocument;
  readonly block: number;
  readonly resolution: Resolution;
  readonly target: TargetResolution;
}

interface KeptCitations {
  readonly resolved: unknown;
  readonly byProvision: ReadonlyMap<Provision, readonly Citation[]>;
}

/**
 * What cites what in a workspace. Gathered document by document, and again only where references
 * changed.
 */
export class CitationIndex {
  private readonly kept = new WeakMap<WorkspaceDocument, KeptCitations>();

  constructor(
    private readonly workspace: Workspace,
    private readonly checker: Checker,
  ) {}

  /**
   * Every place in the drafts of the workspace that cites a provision, in the order of the text.
   */
  citationsOf(provision: Provision): Citation[] {
    return this.workspace.listCheckedDocuments().flatMap((document) => this.byProvision(document).get(provision) ?? []);
  }

  /** The citations that a document makes, by the provision cited. */
  byProvision(document: WorkspaceDocument): ReadonlyMap<Provision, readonly Citation[]> {
    const resolved = this.checker.resolutionsOf(document);
    const known = this.kept.get(document);
    if (known?.resolved === resolved) return known.byProvision;
    const byProvision = new Map<Provision, Citation[]>();
    const { length } = document.draft.blocks;
    for (let block = 0; block < length; block++) {
      for (const resolution of resolved(block)) {
        for (const target of resolution.targets) {
          for (const provision of target.provisions) {
            if (isOwnLabel(document, block, provision, target)) continue;
            const citation = { citing: document, block, resolution, target };
            getOrCreate(byProvision, provision, () => []).push(citation);
          }
        }
      }
    }
    this.kept.set(document, { resolved, byProvision });
    return byProvision;
  }
}

/** Whether what seems to cite a provision is its own label: "Article 3 – Fees". */
function isOwnLabel(
  { draft }: WorkspaceDocument,
  block: number,
  provision: Provision,
  { target }: TargetResolution,
): boolean {
  if (!target || provision.block !== block || draft.provisions[provision.index] !== provision) return false;
  const { start, end } = draft.labelSpanOf(provision);
  const at = draft.startOf(block) + target.span.start;
  return at >= start && at < end;
}

/**
 * Where a citation stands, relative to its document's text: the number cited (with its range), or
 * the whole reference where it has no number.
 */
export function spanOfCitation({ citing, block, resolution, target }: Citation): Span {
  return citing.draft.inText(block, spanOfTarget(resolution, target));
}

/** Where one target of a reference stands, relative to its block. */
export function spanOfTarget(resolution: Resolution, { target }: TargetResolution): Span {
  if (!target) return resolution.found.reference.span;
  return { start: target.span.start, end: (target.to ?? target).span.end };
}
