import type { Resolution, TargetResolution } from '../analysis/references/resolution.js';
import { findFirst } from '../model/find-first.js';
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

/** A block with references, and them. */
type CitingBlock = ReturnType<Checker['citingBlocksOf']>[number];

/** A citation, and a provision that it cites: a range cites several. */
interface CitedProvision {
  readonly provision: Provision;
  readonly citation: Citation;
}

/** What a document cites, as it was last looked at. */
interface KeptCitations {
  readonly blocks: readonly CitingBlock[];
  /** Block by block, as in `blocks`. */
  readonly cited: readonly (readonly CitedProvision[])[];
  /** Kept up to date: the same map for as long as the document is one. */
  readonly byProvision: Map<Provision, Citation[]>;
}

/**
 * What cites what in a workspace. After an edit only the references of blocks that are new are
 * looked at.
 */
export class CitationIndex {
  private readonly kept = new Map<WorkspaceDocument, KeptCitations>();
  /** How often each provision is cited by the documents that are kept. */
  private readonly counts = new Map<Provision, number>();

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

  /** The citations that a document makes, by the provision cited; it holds until the next edit. */
  byProvision(document: WorkspaceDocument): ReadonlyMap<Provision, readonly Citation[]> {
    return this.update(document).byProvision;
  }

  /** How often each provision is cited, as the drafts are now; none for one that is not. */
  countCitations(): ReadonlyMap<Provision, number> {
    const documents = this.workspace.listCheckedDocuments();
    for (const document of documents) this.update(document);
    if (this.kept.size > documents.length) {
      const checked = new Set(documents);
      for (const [document, { byProvision }] of this.kept) {
        if (checked.has(document)) continue;
        for (const [provision, { length }] of byProvision) this.count(provision, -length);
        this.kept.delete(document);
      }
    }
    return this.counts;
  }

  private update(document: WorkspaceDocument): KeptCitations {
    const blocks = this.checker.citingBlocksOf(document);
    const old = this.kept.get(document) ?? { blocks: [], cited: [], byProvision: new Map() };
    if (old.blocks === blocks) return old;
    // A block that is the same keeps its references.
    const isSame = (at: number, now: number) => {
      const [left, right] = [old.blocks[at], blocks[now]];
      return left?.value === right?.value && left?.block === right?.block;
    };
    const shorter = Math.min(old.blocks.length, blocks.length);
    let first = 0;
    while (first < shorter && isSame(first, first)) first++;
    let rear = 0;
    while (rear < shorter - first && isSame(old.blocks.length - 1 - rear, blocks.length - 1 - rear)) rear++;
    const { byProvision } = old;
    const gone = old.cited.slice(first, old.blocks.length - rear);
    const come = blocks.slice(first, blocks.length - rear).map((citing) => listCited(document, citing));
    for (const cited of gone) for (const each of cited) this.remove(byProvision, each);
    for (const cited of come) for (const each of cited) this.add(byProvision, each);
    const cited = old.cited.slice(0, first).concat(come, old.cited.slice(old.blocks.length - rear));
    const kept = { blocks, cited, byProvision };
    this.kept.set(document, kept);
    return kept;
  }

  private add(byProvision: KeptCitations['byProvision'], { provision, citation }: CitedProvision): void {
    const citations = getOrCreate(byProvision, provision, () => []);
    // Those of a block come in their order.
    const at = findFirst(citations, ({ block }) => block > citation.block);
    citations.splice(at, 0, citation);
    this.count(provision, 1);
  }

  private remove(byProvision: KeptCitations['byProvision'], { provision, citation }: CitedProvision): void {
    const citations = byProvision.get(provision) ?? [];
    if (citations.length === 1) byProvision.delete(provision);
    else {
      const from = findFirst(citations, ({ block }) => block >= citation.block);
      citations.splice(citations.indexOf(citation, from), 1);
    }
    this.count(provision, -1);
  }

  private count(provision: Provision, by: number): void {
    const count = (this.counts.get(provision) ?? 0) + by;
    if (count === 0) this.counts.delete(provision);
    else this.counts.set(provision, count);
  }
}

/** What a block of a document cites, each provision as often as it does. */
function listCited(document: WorkspaceDocument, { block, value }: CitingBlock): CitedProvision[] {
  return value.flatMap((resolution) =>
    resolution.targets.flatMap((target) => {
      const citation: Citation = { citing: document, block, resolution, target };
      return target.provisions
        .filter((provision) => !isOwnLabel(document, block, provision, target))
        .map((provision) => ({ provision, citation }));
    }),
  );
}

/** Whether what seems to cite a provision is its own label: "Article 3 – Fees". */
export function isOwnLabel(
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
