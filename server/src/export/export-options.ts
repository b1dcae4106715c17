import type { EditClass } from '../compare/change.js';

/** A class of edits that can go without marks: what they changed then reads as the new text. */
export type MinorClass = Exclude<EditClass, 'substance'>;

export const MINOR_CLASSES: readonly MinorClass[] = ['consequential', 'typographical', 'formatting'];

/** What an export shows beside the text; the same for every format. */
export interface ExportOptions {
  /** Which edits bear no mark, and are not in the list of changes. */
  readonly without: readonly MinorClass[];
  /** Whether a change-marked document begins with a list of its changes. */
  readonly listOfChanges: boolean;
  /** Whether a change-marked document begins with what its marks mean. */
  readonly legend: boolean;
  /** Whether DRAFT stands across the pages for as long as the status is not "issued". */
  readonly watermark: boolean;
  /** Who may read it, for the foot of each page; null for what the front matter says. */
  readonly classification: string | null;
}

export const DEFAULT_EXPORT: ExportOptions = {
  without: [],
  listOfChanges: false,
  legend: false,
  watermark: true,
  classification: null,
};
