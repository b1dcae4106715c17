import type { Resolution, ResolutionContext } from '../analysis/references/resolution.js';
import type { Comparison } from '../compare/change.js';
import type { BlockEntry } from '../model/block-index.js';
import type { Draft } from '../model/draft.js';
import type { FrontMatter } from '../model/front-matter.js';
import type { Provision } from '../model/provision.js';
import type { Span } from '../model/text.js';
import type { ProjectFile } from '../workspace/project-file.js';
import type { ProjectFonts } from '../workspace/project-fonts.js';
import type { Severity } from './finding.js';

/**
 * A place in a draft that stays true while other blocks are edited: a span relative to a block's
 * text.
 */
export interface BlockPlace {
  readonly block: number;
  readonly span: Span;
}

/** What a check reports; its place is relative to a block. */
export interface Report extends BlockPlace {
  readonly code: string;
  /**
   * At most 120 characters: what is wrong and with what. Quote the draft's own words by
   * `shortenWords`.
   */
  readonly message: string;
  /** Set only where it differs from the default of its code. */
  readonly severity?: Severity;
  readonly related?: readonly RelatedReport[];
  readonly fixes?: readonly ReportedFix[];
  /** What is alike in it: where most of one form are reported, `sayOnce` makes one finding of them. */
  readonly form?: ReportForm;
}

/** What reports have in common that one wrong reading of the text can be the cause of. */
export interface ReportForm {
  readonly key: string;
  /** What was not found, or is out of order, as one would name it: "Clause 20.28". */
  readonly name: string;
  /** How many there are of the form; null for references, which are counted as they are found. */
  readonly count: number | null;
}

/** Another place that a finding points to. */
export interface RelatedReport {
  /** Null for the document that is checked. */
  readonly uri: string | null;
  readonly place: BlockPlace;
  readonly message: string;
}

/** A quick fix: edits to the document that is checked. */
export interface ReportedFix {
  readonly title: string;
  readonly edits: readonly (BlockPlace & { readonly text: string })[];
  /** Whether it is the one to apply where many findings are fixed at once. */
  readonly preferred: boolean;
}

/** A document by the name that a reference gives it. */
export type UnknownDocument = NonNullable<Resolution['unknown']>;

/** What a check sees of the draft that it checks and of the world around it. */
export interface RuleContext {
  readonly draft: Draft;
  readonly uri: string;
  readonly resolution: ResolutionContext;
  /** What the project file says; null where there is none. */
  readonly project: ProjectFile | null;
  /** The team's own template for responses; null where there is none. */
  responseTemplate(): Draft | null;
  /**
   * The front matter of a document of the project by its id; null where there is no such document.
   */
  frontMatterOf(id: string): FrontMatter | null;
  /**
   * The front matter of the draft, for a check of one block: it is made again when that changes.
   */
  frontMatterFor(block: number): FrontMatter;
  /** The references of a block, resolved. */
  resolved(block: number): readonly Resolution[];
  /** The documents that references name and nothing describes, in the blocks that name some. */
  unknownDocuments(): readonly BlockEntry<readonly UnknownDocument[]>[];
  /** The fonts that the project adds to those of a PDF. */
  readonly fonts: ProjectFonts;
  /**
   * A draft compared with its version in force; null where it has none, or no comparison is at hand
   * while typing.
   */
  comparisonOf(uri: string): Comparison | null;
  /** Whether there is a check of that code. */
  isCheckCode(code: string): boolean;
}

/** What is said of a code wherever checks are listed. Its page is `docs/checks/CODE.md`. */
export interface CheckDescription {
  /** How serious a finding is unless the project file says otherwise. */
  readonly severity: Severity;
  /** One sentence: what a finding of this code means. */
  readonly title: string;
}

/** The codes that a check reports, each with its description. */
export type CheckCodes = Readonly<Record<string, CheckDescription>>;

/**
 * A check of one block at a time. Its findings depend on the block and the provisions, and on what
 * else the context gives of a block: its references, and the front matter. What it reads in another
 * way, an edit of another block does not make it read again.
 */
export interface BlockRule {
  readonly codes: CheckCodes;
  /** Whether a block can have a finding at all; asked first, since most blocks cannot. */
  concerns?(block: number, context: RuleContext): boolean;
  checkBlock(block: number, context: RuleContext): Iterable<Report>;
}

/**
 * A check of the provisions: run again only when an edit changes a label, a title or the rows of a
 * table.
 */
export interface StructureRule {
  readonly codes: CheckCodes;
  /**
   * All that the check reads of a block besides the provisions, as one string: of its words, those
   * of the block before it, and what lies between them. The findings hold while it is the same for
   * every block.
   */
  readWords?(draft: Draft, block: number): string;
  checkStructure(context: RuleContext): Iterable<Report>;
}

/** A check of a whole draft. */
export interface DraftRule {
  readonly codes: CheckCodes;
  /** Costly checks are left out while typing. */
  readonly costly: boolean;
  /** Whether it is for conclusions reports, which no other check looks at. */
  readonly isOfReports?: true;
  checkDraft(context: RuleContext): Iterable<Report>;
}

/** A check of any kind. */
export type Rule = BlockRule | StructureRule | DraftRule;

/** The place of a provision's own label. */
export function findLabelPlace(draft: Draft, provision: Provision): BlockPlace {
  const { block } = provision;
  const span = draft.labelSpanOf(provision);
  const start = draft.startOf(block);
  return { block, span: { start: span.start - start, end: span.end - start } };
}
