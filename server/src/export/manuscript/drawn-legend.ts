import { kindOfMark } from '../mark-schemes.js';
import type { Manuscript } from './manuscript.js';
import type { RevisionMark } from './mark.js';

/** One line of a legend, drawn as the words that it explains. */
export interface DrawnEntry {
  /** Null for what the scheme has in notes: it bears no mark in the text. */
  readonly mark: RevisionMark | null;
  readonly meaning: string;
}

/** The legend as the scheme of the marks has it. */
export function drawLegend({ legend, marks }: Pick<Manuscript, 'legend' | 'marks'>): DrawnEntry[] {
  const isInNote = (mark: RevisionMark) => marks.looks[kindOfMark(mark)].inNote;
  const drawn: DrawnEntry[] = legend.filter(({ mark }) => !isInNote(mark));
  if (drawn.length < legend.length)
    drawn.push({ mark: null, meaning: 'A1: the note at the end that quotes what was replaced or left out here' });
  return drawn;
}
