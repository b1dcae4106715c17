import type { ExportOptions } from '../export/export-options.js';
import type { Typesetter } from '../export/typesetter.js';
import type { Draft } from '../model/draft.js';
import type { Figures } from '../workspace/figures.js';
import type { AttachmentPlan, ConsultationEntry } from '../workspace/project-file.js';
import type { Instrument } from './project-facts.js';

/** What the attachments of a consultation are made from. */
export interface PackSources {
  readonly consultation: ConsultationEntry | null;
  readonly attachments: readonly AttachmentPlan[];
  readonly instruments: readonly Instrument[];
  /** The consultation document, whose questions the response template asks. */
  readonly document: Draft | null;
  /** The text of each template that the attachments name. */
  readonly templates: ReadonlyMap<string, string>;
  /** The bytes of each file that the attachments name. */
  readonly attached: ReadonlyMap<string, Uint8Array>;
  /** How files are named, or null for `DEFAULT_NAME`. */
  readonly packName: string | null;
}

export interface PackInput extends PackSources {
  /** What stands against the pack, each a line; a pack with any is made as a draft. */
  readonly reasons: readonly string[];
  /** How the instruments are drawn. */
  readonly exports: Partial<ExportOptions>;
  /** The Word file that the Word files look like, or null for our own look. */
  readonly template: Uint8Array | null;
  /** Whose tracked changes they are, and of when (ISO). */
  readonly author: string;
  readonly date: string;
  /** The figures of each instrument, by its id. */
  readonly figures: ReadonlyMap<string, Figures>;
  readonly typesetter: Typesetter;
}

/** "ISSUED", "DRAFT", or null where nobody says. */
export function statusOf({
  consultation,
  document,
  reasons,
}: Pick<PackInput, 'consultation' | 'document' | 'reasons'>): string | null {
  if (reasons.length > 0) return 'DRAFT';
  return (consultation?.status ?? document?.frontMatter.status ?? null)?.toUpperCase() ?? null;
}
