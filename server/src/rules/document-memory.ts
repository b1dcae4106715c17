import type { CitableDocument, Resolution, ResolutionContext } from '../analysis/references/resolution.js';
import { resolveBlock } from '../analysis/references/resolve-block.js';
import type { Block } from '../model/block.js';
import { BlockEntries, type BlockEntry } from '../model/block-index.js';
import { BlockMemo } from '../model/block-memo.js';
import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Finding } from './finding.js';
import type { Report, UnknownDocument } from './rule.js';

/**
 * The last findings of a document while typing, which hold as long as nothing that they depend on
 * changes.
 */
export interface TypedFindings {
  readonly draft: Draft;
  readonly findings: Finding[];
  /**
   * The other drafts that the findings point into: an edit there moves the places, though not what
   * is said.
   */
  readonly pointedAt: ReadonlyMap<string, Draft>;
  /** One question for each fact outside the draft that a check looked at: is it still the same? */
  readonly outsideFacts: readonly (() => boolean)[];
}

/** What was made of a block, and for which memory: in another, the block can mean another thing. */
interface MadeFor<Value> {
  readonly memory: DocumentMemory;
  readonly value: Value;
}

const keptReports = new BlockMemo<MadeFor<readonly Report[]>>();
const keptResolutions = new BlockMemo<MadeFor<readonly Resolution[]>>();

/**
 * What is kept of a document between two checks: reports and resolved references, block by block.
 */
export class DocumentMemory {
  structure: { readonly provisions: readonly Provision[]; readonly reports: readonly Report[] } | null = null;
  /** The last reports of the costly checks; those of a block hold as long as the block stands. */
  private costlyReports: WeakMap<Block, readonly Report[]> = new WeakMap();
  private typing = new BlockEntries<readonly Report[]>();
  private readonly unknown = new BlockEntries<readonly UnknownDocument[]>();
  typed: TypedFindings | null = null;
  private resolver: { readonly draft: Draft; readonly resolved: (block: number) => readonly Resolution[] } | null =
    null;
  private readonly noReports: MadeFor<readonly Report[]> = { memory: this, value: [] };
  private readonly noResolutions: MadeFor<readonly Resolution[]> = { memory: this, value: [] };
  /** Set where a reference could be found after a change of any document: how all were then. */
  private seen: { readonly context: ResolutionContext; readonly moment: object } | null = null;
  /** The provisions of each document that a reference led into, as they were then. */
  private readonly citedProvisions: Map<CitableDocument, readonly Provision[] | null>;

  /**
   * @param world the `world` of the workspace; a new one makes the memory void
   * @param last a memory of the same document that is void: what does not depend on other documents
   * is taken over
   */
  constructor(
    private readonly document: WorkspaceDocument,
    private readonly world: object,
    last: DocumentMemory | undefined,
  ) {
    this.citedProvisions = new Map([[document, document.draft.provisions]]);
    this.structure = last?.structure ?? null;
    this.costlyReports = last?.costlyReports ?? new WeakMap();
  }

  /** Whether nothing has changed that the kept reports depend on. */
  isValid(world: object): boolean {
    return (
      this.world === world &&
      this.seen?.context.provisionsMoment === this.seen?.moment &&
      [...this.citedProvisions].every(([other, provisions]) => (other.draft?.provisions ?? null) === provisions)
    );
  }

  /** The references of a block of the document's draft as it is now, resolved. */
  resolve(block: number, draft: Draft, context: ResolutionContext): readonly Resolution[] {
    const own = draft.block(block);
    const kept = keptResolutions.get(own);
    if (kept?.memory === this) return kept.value;
    const resolutions = resolveBlock(block, context);
    for (const { document, unknown } of resolutions) {
      if (document) this.dependOn(document);
      // A reference that was found nowhere can be found after a change of any document.
      else if (!unknown) this.seen ??= { context, moment: context.provisionsMoment };
    }
    keptResolutions.set(own, resolutions.length === 0 ? this.noResolutions : { memory: this, value: resolutions });
    return resolutions;
  }

  /** The blocks whose references name documents that nothing describes, and these documents. */
  unknownDocuments(draft: Draft, context: ResolutionContext): readonly BlockEntry<readonly UnknownDocument[]>[] {
    return this.unknown.update(draft.blocks, (_, block) => {
      const named = this.resolve(block, draft, context).flatMap(({ unknown }) => unknown ?? []);
      return named.length > 0 ? named : null;
    });
  }

  /**
   * The blocks that have reports while typing, and these: those of the checks of one block, and the
   * last ones of the costly checks. Only blocks that are new are checked.
   */
  typedReports(draft: Draft, check: (block: number) => readonly Report[]): readonly BlockEntry<readonly Report[]>[] {
    return this.typing.update(draft.blocks, (own, block) => {
      const reports = this.reportsOf(own, () => check(block));
      const costly = this.costlyReports.get(own) ?? [];
      return reports.length + costly.length > 0 ? [...reports, ...costly] : null;
    });
  }

  /** Takes over the last reports of the costly checks. */
  keepCostly(reports: WeakMap<Block, readonly Report[]>): void {
    this.costlyReports = reports;
    this.typing = new BlockEntries();
  }

  /** The reports of the checks of one block, kept for as long as they hold. */
  reportsOf(block: Block, check: () => readonly Report[]): readonly Report[] {
    const kept = keptReports.get(block);
    if (kept?.memory === this) return kept.value;
    const value = check();
    keptReports.set(block, value.length === 0 ? this.noReports : { memory: this, value });
    return value;
  }

  private dependOn(document: CitableDocument): void {
    this.citedProvisions.set(document, document.draft?.provisions ?? null);
  }

  /**
   * The references of each block of the draft as it is now; the same function until the draft
   * changes.
   */
  resolverFor(context: ResolutionContext): (block: number) => readonly Resolution[] {
    const { draft } = this.document;
    if (this.resolver?.draft !== draft)
      this.resolver = { draft, resolved: (block) => this.resolve(block, draft, context) };
    return this.resolver.resolved;
  }

  /** Whether the last findings while typing still hold. */
  hasCurrentFindings(workspace: Workspace): boolean {
    const { typed } = this;
    return (
      typed !== null &&
      typed.draft === this.document.draft &&
      typed.outsideFacts.every((isSame) => isSame()) &&
      [...typed.pointedAt].every(([uri, draft]) => workspace.documents.get(uri)?.draft === draft)
    );
  }
}
