import { NO_OWN_UNITS, type OwnUnits } from './schemes/own-units.js';
import type { SchemeId } from './schemes/scheme.js';

/** What a project says of how a draft of it is to be read. */
export interface Reading {
  /** The scheme of numbering that the project names for it; null where its text tells. */
  readonly scheme: SchemeId | null;
  /** The units that the project adds to those of every scheme. */
  readonly ownUnits: OwnUnits;
  /** Whether the project names it as its consultation document. */
  readonly isConsultation: boolean;
}

/** How a draft is read that no project speaks of. */
export const PLAIN_READING: Reading = { scheme: null, ownUnits: NO_OWN_UNITS, isConsultation: false };
