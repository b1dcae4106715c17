import { joinWords } from '../../analysis/text/join-words.js';
import { kindOfMark } from '../mark-schemes.js';
import type { LegendEntry } from './legend.js';
import type { Manuscript } from './manuscript.js';
import type { RevisionMark } from './mark.js';

/** One line of a legend, drawn as the words that it explains. */
export interface DrawnEntry {
  /** Null for what the scheme has in notes: it bears no mark in the text. */
  readonly mark: RevisionMark | null;
  readonly meaning: string;
  /** Whether it explains the mark on words that are bold by themselves. */
  readonly isBold: boolean;
}

/** The legend as the scheme of the marks has it: marks that look the same stand on one line. */
export function drawLegend({ legend, marks }: Pick<Manuscript, 'legend' | 'marks'>): DrawnEntry[] {
  const lookOf = ({ mark }: LegendEntry) => marks.looks[kindOfMark(mark)];
  const shown = legend.filter((entry) => !lookOf(entry).inNote);
  const alike = new Map<string, LegendEntry[]>();
  for (const entry of shown) {
    const look = JSON.stringify(lookOf(entry));
    const same = alike.get(look);
    if (!same) alike.set(look, [entry]);
    // A minor change that looks like one of substance is said by the words for that.
    else if (entry.mark.class === 'substance') same.push(entry);
  }
  const drawn = [...alike.values()].flatMap((entries): DrawnEntry[] => {
    const [first] = entries as [LegendEntry];
    const { mark } = first;
    const meaning = joinWords(
      entries.map((entry) => entry.meaning),
      'or',
    );
    const { line, lineInBold } = lookOf(first);
    const own = { mark, meaning, isBold: false };
    if (line === lineInBold) return [own];
    return [own, { mark, meaning: `${meaning}, in headings and other bold words`, isBold: true }];
  });
  if (shown.length < legend.length)
    drawn.push({
      mark: null,
      meaning: 'A1: the note at the end that quotes what was replaced or left out here',
      isBold: false,
    });
  return drawn;
}
