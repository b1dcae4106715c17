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

/** A block with references, and them. */
type CitingBlock = ReturnType<Checker['citingBlocksOf']>[number];

interface KeptCitations {
  readonly blocks: readonly CitingBlock[];
  readonly byProvision: ReadonlyMap<Provision, readonly Citation[]>;
}

/** What a document was counted to cite: block by block, the provisions as often as they are cited. */
interface CountedCitations {
  readonly blocks: readonly CitingBlock[];
  readonly cited: readonly (readonly Provision[])[];
}

/**
 * What cites what in a workspace. Gathered document by document, and again only where references
 * changed.
 */
export class CitationIndex {
  private readonly kept = new WeakMap<WorkspaceDocument, KeptCitations>();
  private readonly counted = new Map<WorkspaceDocument, CountedCitations>();
  /** How often each provision is cited by the documents that are counted. */
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

  /** The citations that a document makes, by the provision cited. */
  byProvision(document: WorkspaceDocument): ReadonlyMap<Provision, readonly Citation[]> {
    const blocks = this.checker.citingBlocksOf(document);
    const known = this.kept.get(document);
    if (known?.blocks === blocks) return known.byProvision;
    const byProvision = new Map<Provision, Citation[]>();
    for (const citing of blocks)
      for (const { provision, ...citation } of listCitations(document, citing))
        getOrCreate(byProvision, provision, () => []).push(citation);
    this.kept.set(document, { blocks, byProvision });
    return byProvision;
  }

  /**
   * How often each provision is cited, as the drafts are now; none for one that is not. Counted on:
   * after an edit only the references of blocks that are new are counted.
   */
  countCitations(): ReadonlyMap<Provision, number> {
    const documents = this.workspace.listCheckedDocuments();
    for (const document of documents) this.countDocument(document);
    if (this.counted.size > documents.length) {
      const checked = new Set(documents);
      for (const [document, { cited }] of this.counted) {
        if (checked.has(document)) continue;
        this.count(cited, -1);
        this.counted.delete(document);
      }
    }
    return this.counts;
  }

  private countDocument(document: WorkspaceDocument): void {
    const blocks = this.checker.citingBlocksOf(document);
    const old = this.counted.get(document) ?? { blocks: [], cited: [] };
    if (old.blocks === blocks) return;
    // A block that is the same keeps its references, wherever it stands now.
    const isSame = (at: number, now: number) => old.blocks[at]?.value === blocks[now]?.value;
    const shorter = Math.min(old.blocks.length, blocks.length);
    let first = 0;
    while (first < shorter && isSame(first, first)) first++;
    let rear = 0;
    while (rear < shorter - first && isSame(old.blocks.length - 1 - rear, blocks.length - 1 - rear)) rear++;
    const [left, right] = [old.blocks.length - rear, blocks.length - rear];
    const made = blocks
      .slice(first, right)
      .map((citing) => listCitations(document, citing).map(({ provision }) => provision));
    this.count(old.cited.slice(first, left), -1);
    this.count(made, 1);
    this.counted.set(document, { blocks, cited: old.cited.slice(0, first).concat(made, old.cited.slice(left)) });
  }

  private count(cited: CountedCitations['cited'], sign: 1 | -1): void {
    for (const provisions of cited)
      for (const provision of provisions) {
        const count = (this.counts.get(provision) ?? 0) + sign;
        if (count === 0) this.counts.delete(provision);
        else this.counts.set(provision, count);
      }
  }
}

/** What a block of a document cites, each provision as often as it does. */
function listCitations(
  document: WorkspaceDocument,
  { block, value }: CitingBlock,
): (Citation & { readonly provision: Provision })[] {
  return value.flatMap((resolution) =>
    resolution.targets.flatMap((target) =>
      target.provisions
        .filter((provision) => !isOwnLabel(document, block, provision, target))
        .map((provision) => ({ provision, citing: document, block, resolution, target })),
    ),
  );
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
