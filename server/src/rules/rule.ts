import type { Resolution, ResolutionContext } from '../analysis/resolve.js';
import type { Comparison } from '../compare/change.js';
import type { Draft } from '../model/draft.js';
import type { FrontMatter } from '../model/front-matter.js';
import type { Provision } from '../model/provision.js';
import type { Span } from '../model/text.js';
import type { ProjectFile } from '../workspace/project-file.js';
import type { Severity } from './finding.js';

/** A place in a draft that stays true while other blocks are edited: a span relative to a block's text. */
export interface Place {
  readonly block: number;
  readonly span: Span;
}

/** What a check reports; its place is relative to a block. */
export interface Report extends Place {
  readonly code: string;
  readonly message: string;
  /** Where it is not the default of its code. */
  readonly severity?: Severity;
  readonly related?: readonly {
    readonly uri: string | null;
    readonly draft: Draft;
    readonly place: Place;
    readonly message: string;
  }[];
  readonly fixes?: readonly {
    readonly title: string;
    readonly edits: readonly (Place & { readonly text: string })[];
    readonly preferred: boolean;
  }[];
}

/** What a check sees of the draft that it checks and of the world around it. */
export interface RuleContext {
  readonly draft: Draft;
  readonly uri: string;
  readonly resolution: ResolutionContext;
  /** What the project file says; null where there is none. */
  readonly project: ProjectFile | null;
  /** The team's own template for responses; null where there is none. */
  responseTemplate(): Draft | null;
  /** The front matter of a document of the project by its id; null where there is no such document. */
  frontMatterOf(id: string): FrontMatter | null;
  /** The references of a block, resolved. */
  resolved(block: number): readonly Resolution[];
  /** A draft compared with its version in force; null where it has none, or while typing before one was made. */
  comparisonOf(uri: string): Comparison | null;
  /** Whether there is a check of that code. */
  isCode(code: string): boolean;
}

/** A check of one block at a time: what it says depends on the block, its references and the provisions alone. */
export interface BlockRule {
  readonly codes: readonly string[];
  checkBlock(block: number, context: RuleContext): Iterable<Report>;
}

/** A check of the provisions: it is run again only when an edit changes a label, a title or a table's rows. */
export interface StructureRule {
  readonly codes: readonly string[];
  checkStructure(context: RuleContext): Iterable<Report>;
}

/** A check of a whole draft. `costly` ones are left out while typing. */
export interface DraftRule {
  readonly codes: readonly string[];
  readonly costly: boolean;
  checkDraft(context: RuleContext): Iterable<Report>;
}

/** The place of a provision's own label. */
export function labelPlace(draft: Draft, provision: Provision): Place {
  const span = draft.labelSpanOf(provision);
  const start = draft.startOf(provision.block);
  return { block: provision.block, span: { start: span.start - start, end: span.end - start } };
}
