import { FRONT_MATTER_MARK, listChangedMarks, markOfBlock, Readings } from '../analysis/references/readings.js';
import { listFoundForms } from '../analysis/references/reference-forms.js';
import type { CitableDocument, Resolution, ResolutionContext } from '../analysis/references/resolution.js';
import { hasNoOthers, resolveBlock } from '../analysis/references/resolve-block.js';
import { speaksOfAny } from '../analysis/references/spoken-documents.js';
import type { Block } from '../model/block.js';
import { BlockEntries, type BlockEntry, findBlockDifference } from '../model/block-index.js';
import { BlockMemo } from '../model/block-memo.js';
import type { Draft } from '../model/draft.js';
import { isConclusionsReport } from '../model/front-matter.js';
import { getOrCreate } from '../model/memo.js';
import type { Provision } from '../model/provision.js';
import { holdsSameItems } from '../model/same-items.js';
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
  /** Of the memory: the memory itself would live as long as the block, with the drafts that it saw. */
  readonly key: object;
  readonly value: Value;
}

/** What was seen of a document that references lead into. */
interface SeenDocument {
  readonly provisions: readonly Provision[] | null;
  readonly baseline: CitableDocument | null;
  readonly role: CitableDocument['role'];
  /** The draft as it was when its text was last found to say the same. */
  draft: Draft | null;
  /** What its text was searched for. */
  readonly marks: Set<string>;
}

const keptReports = new BlockMemo<MadeFor<readonly Report[]>>();
const keptResolutions = new BlockMemo<MadeFor<readonly Resolution[]>>();

/** No reading of a block looks farther back than this, in blocks. */
const FARTHEST_BACK = 64;

/**
 * What is kept of a document between two checks: reports and resolved references, block by block.
 * What was made of a block holds until the block changes or something else that was read with it:
 * provisions, the blocks before it, or words that were looked for elsewhere.
 */
export class DocumentMemory {
  /** The last reports of the checks of the structure, and the draft that they were found to fit. */
  structure: { readonly draft: Draft; readonly reports: readonly Report[] } | null = null;
  /** The last reports of the costly checks; those of a block hold as long as the block stands. */
  private costlyReports: WeakMap<Block, readonly Report[]> = new WeakMap();
  private typing = new BlockEntries<readonly Report[]>();
  private readonly unknown = new BlockEntries<readonly UnknownDocument[]>();
  private readonly citing = new BlockEntries<readonly Resolution[]>();
  /** How many numbers of references of each form lead to one provision, in the citing blocks. */
  private readonly foundForms = new Map<string, number>();
  typed: TypedFindings | null = null;
  private resolver: { readonly draft: Draft; readonly resolved: (block: number) => readonly Resolution[] } | null =
    null;
  private readonly key: object = {};
  private readonly noReports: MadeFor<readonly Report[]> = { key: this.key, value: [] };
  private readonly noResolutions: MadeFor<readonly Resolution[]> = { key: this.key, value: [] };
  /** Set where a reference could mean another document after a change of any: how all were then. */
  private seen: { readonly context: ResolutionContext; readonly moment: object } | null = null;
  /** Each document that a reference led into, as it was then. */
  private readonly cited: Map<CitableDocument, SeenDocument>;
  /** The context that references were resolved in; null where none was. */
  private context: ResolutionContext | null = null;
  /** The draft that what is kept of blocks is of. */
  private followed: Draft;
  /** How many blocks before it the reading of a block went back, where it did. */
  private readonly looksBack = new Map<number, number>();
  /** The blocks that were read together with a mark, and their marks. */
  private readonly readers = new Map<string, Set<number>>();
  private readonly marksOfReader = new Map<number, Set<string>>();
  private isAloneMatters = false;
  /** Whether the document is a conclusions report, which is checked in another way. */
  private readonly isReport: boolean;

  /**
   * @param world the `world` of the workspace
   * @param last a memory of the same document that is void: what does not depend on other documents
   * is taken over
   */
  constructor(
    private readonly document: WorkspaceDocument,
    private world: object,
    last: DocumentMemory | undefined,
  ) {
    this.cited = new Map([[document, lookAt(document)]]);
    this.isReport = isConclusionsReport(document.draft.frontMatter);
    this.followed = document.draft;
    this.structure = last?.structure ?? null;
    this.costlyReports = last?.costlyReports ?? new WeakMap();
  }

  /**
   * Whether nothing has changed that the kept reports depend on besides the blocks of the document.
   * @param context of the document as it is now
   */
  isValid(world: object, context: ResolutionContext): boolean {
    if (this.isReport !== isConclusionsReport(this.document.draft.frontMatter)) return false;
    if (this.seen && this.seen.context.provisionsMoment !== this.seen.moment) return false;
    for (const [other, seen] of this.cited) if (!this.isStillSo(other, seen)) return false;
    if (this.world === world) return true;
    if (!this.meansTheSameIn(context)) return false;
    this.world = world;
    this.context &&= context;
    this.resolver = null;
    this.typed = null;
    return true;
  }

  private isStillSo(other: CitableDocument, seen: SeenDocument): boolean {
    const { draft, baseline, role } = other;
    if ((draft?.provisions ?? null) !== seen.provisions) return false;
    if (baseline !== seen.baseline || role !== seen.role) return false;
    if (draft && seen.draft && draft !== seen.draft && seen.marks.size > 0)
      for (const mark of listChangedMarks(seen.draft, draft)) if (seen.marks.has(mark)) return false;
    seen.draft = draft;
    return true;
  }

  /**
   * Whether every reference means the same after documents came or went, or got other names: none
   * of these is spoken of.
   */
  private meansTheSameIn(context: ResolutionContext): boolean {
    const old = this.context;
    if (!old || old === context) return true;
    if (old.consultation !== context.consultation) return false;
    if (context.self.role === 'consultation' && !holdsSameItems(old.instruments, context.instruments)) return false;
    if (this.isAloneMatters && hasNoOthers(old) !== hasNoOthers(context)) return false;
    const different = old.names.listDifferences(context.names);
    return !speaksOfAny(
      this.document.draft,
      different.map(({ document: { uri }, names }) => ({ uri, names })),
    );
  }

  /** The references of a block of the document's draft as it is now, resolved. */
  resolve(block: number, draft: Draft, context: ResolutionContext): readonly Resolution[] {
    this.follow(draft);
    const own = draft.block(block);
    const kept = keptResolutions.get(own);
    if (kept?.key === this.key) return kept.value;
    this.context = context;
    const readings = new Readings();
    const resolutions = resolveBlock(block, context, readings);
    for (const { document } of resolutions) if (document) this.dependOn(document);
    if (readings.areAllDocumentsRead) this.seen ??= { context, moment: context.provisionsMoment };
    this.noteReadings(block, readings);
    keptResolutions.set(own, resolutions.length === 0 ? this.noResolutions : { key: this.key, value: resolutions });
    return resolutions;
  }

  /** The blocks whose references name documents that nothing describes, and these documents. */
  unknownDocuments(draft: Draft, context: ResolutionContext): readonly BlockEntry<readonly UnknownDocument[]>[] {
    this.follow(draft);
    return this.unknown.update(draft.blocks, (_, block) => {
      const named = this.resolve(block, draft, context).flatMap(({ unknown }) => unknown ?? []);
      return named.length > 0 ? named : null;
    });
  }

  /** The blocks that have references, and these, resolved: the same array where no block is new. */
  citingBlocks(draft: Draft, context: ResolutionContext): readonly BlockEntry<readonly Resolution[]>[] {
    this.follow(draft);
    const read = (_: Block, block: number) => {
      const resolutions = this.resolve(block, draft, context);
      return resolutions.length > 0 ? resolutions : null;
    };
    return this.citing.update(draft.blocks, read, (resolutions, sign) => {
      for (const form of resolutions.flatMap(listFoundForms))
        this.foundForms.set(form, (this.foundForms.get(form) ?? 0) + sign);
    });
  }

  /**
   * How many numbers of references of each form (`formOfReference`) lead to one provision. After an
   * edit only blocks that are new are read.
   */
  countFoundForms(draft: Draft, context: ResolutionContext): ReadonlyMap<string, number> {
    this.citingBlocks(draft, context);
    return this.foundForms;
  }

  /**
   * The blocks that have reports while typing, and these: those of the checks of one block, and the
   * last ones of the costly checks. Only blocks that are new are checked.
   */
  typedReports(draft: Draft, check: (block: number) => readonly Report[]): readonly BlockEntry<readonly Report[]>[] {
    this.follow(draft);
    return this.typing.update(draft.blocks, (own, block) => {
      const reports = this.reportsOf(draft, block, () => check(block));
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
  reportsOf(draft: Draft, block: number, check: () => readonly Report[]): readonly Report[] {
    this.follow(draft);
    const own = draft.block(block);
    const kept = keptReports.get(own);
    if (kept?.key === this.key) return kept.value;
    const value = check();
    if (value.length > 0) this.noteReadings(block, this.readPlaces(block, value));
    keptReports.set(own, value.length === 0 ? this.noReports : { key: this.key, value });
    return value;
  }

  /** Notes that the front matter was read to check a block. */
  noteFrontMatter(block: number): void {
    const readings = new Readings();
    readings.noteMark(this.document, FRONT_MATTER_MARK);
    this.noteReadings(block, readings);
  }

  private dependOn(document: CitableDocument): void {
    if (!this.cited.has(document)) this.cited.set(document, lookAt(document));
  }

  /** The other blocks that the reports of a block point into: words can move within them. */
  private readPlaces(block: number, reports: readonly Report[]): Readings {
    const readings = new Readings();
    for (const { related = [], fixes = [] } of reports) {
      for (const { uri, place } of related) {
        const other = uri === null ? this.document : [...this.cited.keys()].find((each) => each.uri === uri);
        if (other && (other !== this.document || place.block !== block))
          readings.noteMark(other, markOfBlock(place.block));
      }
      for (const { edits } of fixes)
        for (const edit of edits) if (edit.block !== block) readings.noteMark(this.document, markOfBlock(edit.block));
    }
    return readings;
  }

  private noteReadings(block: number, { blocksBefore, isAloneMatters, marks }: Readings): void {
    if (blocksBefore > 0) this.looksBack.set(block, Math.max(blocksBefore, this.looksBack.get(block) ?? 0));
    this.isAloneMatters ||= isAloneMatters;
    for (const [document, sought] of marks) {
      if (document !== this.document) {
        this.dependOn(document);
        for (const mark of sought) this.cited.get(document)?.marks.add(mark);
        continue;
      }
      const own = getOrCreate(this.marksOfReader, block, () => new Set());
      for (const mark of sought) {
        getOrCreate(this.readers, mark, () => new Set()).add(block);
        own.add(mark);
      }
    }
  }

  /** Forgets what was made of blocks that were read together with what an edit changed. */
  private follow(draft: Draft): void {
    const old = this.followed;
    if (draft === old) return;
    this.followed = draft;
    // Where blocks came or went, so did provisions: the memory is void.
    if (draft.blocks.length !== old.blocks.length) return;
    const { from, newEnd } = findBlockDifference(old.blocks, draft.blocks);
    const affected = new Set<number>();
    for (let block = newEnd; block < newEnd + FARTHEST_BACK; block++)
      if (block - (this.looksBack.get(block) ?? 0) < newEnd) affected.add(block);
    if (this.readers.size > 0)
      for (const mark of listChangedMarks(old, draft))
        for (const block of this.readers.get(mark) ?? []) affected.add(block);
    for (let block = from; block < newEnd; block++) this.forgetReadings(block);
    for (const block of affected) {
      this.forgetReadings(block);
      keptReports.delete(draft.block(block));
      keptResolutions.delete(draft.block(block));
    }
    this.typing.rereadNext(affected);
    this.unknown.rereadNext(affected);
    this.citing.rereadNext(affected);
  }

  private forgetReadings(block: number): void {
    this.looksBack.delete(block);
    for (const mark of this.marksOfReader.get(block) ?? []) {
      const readers = this.readers.get(mark);
      readers?.delete(block);
      if (readers?.size === 0) this.readers.delete(mark);
    }
    this.marksOfReader.delete(block);
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

function lookAt({ draft, baseline, role }: CitableDocument): SeenDocument {
  return { provisions: draft?.provisions ?? null, baseline, role, draft, marks: new Set() };
}
