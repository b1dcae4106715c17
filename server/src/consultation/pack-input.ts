import type { Resolution } from '../analysis/references/resolution.js';
import type { Comparison } from '../compare/change.js';
import type { ExportOptions } from '../export/export-options.js';
import type { Typesetter } from '../export/pdf/typesetter.js';
import type { Draft } from '../model/draft.js';
import type { FindFigure } from '../workspace/figures.js';
import type { AttachmentPlan } from '../workspace/project-file.js';
import type { ChangeFacts } from './comparison-table.js';
import type { PaperSources } from './papers.js';
import type { Instrument } from './project-facts.js';

/** What the attachments of a consultation are made from. */
export interface PackSources extends PaperSources {
  readonly attachments: readonly AttachmentPlan[];
  readonly instruments: readonly Instrument[];
  /** What keeps the numbers of the changes from being published, a line each. */
  readonly numberReasons: readonly string[];
  /** The comparison of an instrument, by its id, and what is known of its changes; null without one. */
  readonly changesOf: (id: string) => { readonly comparison: Comparison; readonly facts: ChangeFacts } | null;
  /** What each question is about by the numbers of the changes, by its label. */
  readonly concerns: () => ReadonlyMap<string, string>;
  /** The text of each template that the attachments name, by path. */
  readonly templates: ReadonlyMap<string, string>;
  /** The bytes of each file that the attachments name, by path. */
  readonly attached: ReadonlyMap<string, Uint8Array>;
  /** The drafts that were consulted on, by the id of their document. */
  readonly circulated: ReadonlyMap<string, Draft>;
  /** The conclusions report as Markdown, for the pack of the decision; null for any other pack. */
  readonly report: string | null;
  /** How files are named; null for `DEFAULT_PACK_NAME`. */
  readonly packName: string | null;
  /** Whether the consultation document is part of it, though it may be no attachment. */
  readonly packsConsultation: boolean;
  /** Resolves the references of a block of one of the drafts. */
  readonly cites: (draft: Draft, block: number) => readonly Resolution[];
}

/** Everything that a pack is made from. */
export interface PackInput extends PackSources {
  /**
   * What stops the pack from being issued, one reason a line. With any, the pack is made as a
   * draft.
   */
  readonly reasons: readonly string[];
  /** How the instruments are exported. */
  readonly exports: Partial<ExportOptions>;
  /** The Word file whose look the Word files take; null for Keeling's own. */
  readonly template: Uint8Array | null;
  /** The Word file with the letterhead of the notification, or null. */
  readonly letterhead: Uint8Array | null;
  /** The author of the tracked changes and of the files, and their date (ISO). */
  readonly author: string;
  readonly date: string;
  /** The figures of each instrument, by its identifier, and of the consultation document. */
  readonly figures: ReadonlyMap<string, FindFigure>;
  readonly consultationFigures: FindFigure;
  readonly typesetter: Typesetter;
}

/** The status in capitals, "ISSUED" or "DRAFT"; null where none is given. */
export function statusOf({
  consultation,
  document,
  reasons,
}: Pick<PackInput, 'consultation' | 'document' | 'reasons'>): string | null {
  if (reasons.length > 0) return 'DRAFT';
  return (consultation?.status ?? document?.frontMatter.status ?? null)?.toUpperCase() ?? null;
}
