import type { Font } from '../analysis/text/fonts.js';
import type { EditClass } from '../compare/change.js';
import type { MarkSchemeName } from './mark-schemes.js';
import type { Paper } from './paper.js';

/** A class of edits that can be left unmarked. Their words then read as in the new text. */
export type MinorClass = Exclude<EditClass, 'substance'>;

/** All classes that can be left unmarked, in the order in which they are listed. */
export const MINOR_CLASSES: readonly MinorClass[] = ['consequential', 'typographical', 'formatting'];

/** What an export shows besides the text; the same for every format. */
export interface ExportOptions {
  /** Classes of edits that are not marked, nor listed as changes. */
  readonly without: readonly MinorClass[];
  /** How changes are marked. */
  readonly marks: MarkSchemeName;
  /** Whether a change-marked document begins with a list of its changes. */
  readonly listOfChanges: boolean;
  /** Whether a change-marked document begins with a legend of its marks. */
  readonly legend: boolean;
  /** Whether pages have the watermark DRAFT until the status is "issued". */
  readonly watermark: boolean;
  /** The classification at the foot of each page; null to take it from the front matter. */
  readonly classification: string | null;
  /** The fonts of its project, which Word files and pages name for the signs that theirs lack. */
  readonly fonts: readonly Font[];
  /** What it says of itself as a paper of a consultation, or null. */
  readonly paper: Paper | null;
}

/** What an export shows if nothing else is asked for. */
export const DEFAULT_EXPORT: ExportOptions = {
  without: [],
  marks: 'house',
  listOfChanges: true,
  legend: true,
  watermark: true,
  classification: null,
  fonts: [],
  paper: null,
};
