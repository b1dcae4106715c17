import { joinWords } from '../../analysis/text/join-words.js';
import { MINOR_CLASSES, type MinorClass } from '../export-options.js';
import type { RevisionMark } from './mark.js';

/** What the legend is called, in every format. */
export const LEGEND_TITLE = 'What the marks mean';
/** What the marks of the legend stand on. */
export const LEGEND_SAMPLE = 'Words';

/** One kind of mark and what it means. */
export interface LegendEntry {
  readonly mark: RevisionMark;
  readonly meaning: string;
}

/** What the marks of a change-marked document mean; marks that it leaves out are not listed. */
export function legendOf(without: readonly MinorClass[]): LegendEntry[] {
  const entries: LegendEntry[] = [
    { mark: { op: 'insert', class: 'substance', move: null }, meaning: 'inserted' },
    { mark: { op: 'delete', class: 'substance', move: null }, meaning: 'deleted' },
    { mark: { op: 'insert', class: 'substance', move: 1 }, meaning: 'moved here' },
    { mark: { op: 'delete', class: 'substance', move: 1 }, meaning: 'moved away' },
  ];
  const minor = MINOR_CLASSES.filter((each) => !without.includes(each));
  const [first] = minor;
  if (first !== undefined)
    entries.push(
      { mark: { op: 'insert', class: first, move: null }, meaning: `inserted, ${joinWords(minor, 'or')}` },
      { mark: { op: 'delete', class: first, move: null }, meaning: `deleted, ${joinWords(minor, 'or')}` },
    );
  return entries;
}
